// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What noise means, in the German sentences of the reports of policies and of releases.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::draw::Draft;
use super::period::{Period, PeriodLength};
use super::plan::NoisePlan;
use crate::forwarding::{EntityKind, Policy};
use crate::report::Section;
use crate::report::german::counted;

/// What a plan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanFigures {
    /// How far a cell lies from its exact count at most, in 95 of 100 cases.
    pub deviation: i64,
}

/// The report of a release of a table (Freigabebericht). It holds no exact count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    format: ReportFormat,
    /// The hash of the policy.
    pub policy: String,
    /// The period; none if nothing is due.
    pub period: Option<Period>,
    /// What is counted.
    pub entity: EntityKind,
    /// How many cells the table has.
    pub cells: u32,
    /// In how many of them one entity is counted at most.
    pub bound: u32,
    /// What the release costs, in thousandths of epsilon.
    pub epsilon: u32,
    /// What the year of the period has cost with it, in thousandths of epsilon.
    pub spent: u32,
    /// What the year may cost, in thousandths of epsilon.
    pub limit: u32,
    /// How far a cell lies from its exact count at most, in 95 of 100 cases.
    pub deviation: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum ReportFormat {
    #[serde(rename = "deich-table-report/1")]
    V1,
}

impl Report {
    /// The report of a table that is about to leave. `account` is that of the ledger before it.
    pub fn new(policy: &Policy, draft: &Draft, account: &Account, figures: PlanFigures) -> Self {
        let wanted = draft.wanted();
        let year = wanted.map_or(0, |wanted| wanted.period.year());
        let epsilon = wanted.map_or(0, |wanted| wanted.epsilon);
        let plan = policy.rules().noise.as_ref();
        Self {
            format: ReportFormat::V1,
            policy: policy.hash().to_owned(),
            period: wanted.map(|wanted| wanted.period),
            entity: draft.table().kind(),
            cells: wanted.map_or(0, |_| {
                u32::try_from(draft.table().cells()).unwrap_or(u32::MAX)
            }),
            bound: plan.map_or(0, |plan| plan.cells_per_entity),
            epsilon,
            spent: account.spent(year).saturating_add(epsilon),
            limit: account.limit(year, wanted.map(|wanted| wanted.yearly)),
            deviation: figures.deviation,
        }
    }

    /// The report as a German page.
    pub fn german(&self) -> Vec<Section> {
        let Some(period) = self.period else {
            return Vec::new();
        };
        let left = self.limit.saturating_sub(self.spent);
        vec![
            section(
                "Was freigegeben wurde",
                vec![
                    format!(
                        "Eine vollständige Tabelle mit {} über {}. Gezählt werden {}; auf jede Zelle ist \
                         zufälliges Rauschen gelegt, auch auf solche mit 0.",
                        counted(self.cells, "Zelle", "Zellen"),
                        period_name(period),
                        plural(self.entity),
                    ),
                    bound(self.bound, self.entity),
                    deviation(self.deviation),
                ],
            ),
            section(
                "Budget",
                vec![format!(
                    "Die Freigabe kostet ein Epsilon von {}. Für {} sind damit {} von {} ausgegeben; {}.",
                    epsilon(self.epsilon),
                    period.year(),
                    epsilon(self.spent),
                    epsilon(self.limit),
                    if left == 0 {
                        "es bleibt nichts übrig".to_owned()
                    } else {
                        format!("es bleiben {}", epsilon(left))
                    },
                )],
            ),
            section("Herausgreifen", singling_out(self.epsilon)),
            section("Verknüpfbarkeit", linkability(self.limit)),
            section("Inferenz", inference()),
            section("Verbleibende Risiken", residual_risks()),
            section(
                "Prüfangaben",
                vec![
                    format!("Prüfsumme der Freigaberegel: {}", self.policy),
                    "Das Rauschen lässt sich nicht wiederholen. Geprüft werden die genauen Zahlen, die \
                     im Amt versiegelt bleiben, die Tabelle und das Konto."
                        .to_owned(),
                ],
            ),
        ]
    }
}

fn section(heading: &'static str, sentences: Vec<String>) -> Section {
    Section { heading, sentences }
}

fn plural(entity: EntityKind) -> &'static str {
    match entity {
        EntityKind::Person => "Personen",
        EntityKind::Facility => "Einrichtungen",
    }
}

/// Thousandths as Germans write them: `0,25`.
pub(crate) fn epsilon(thousandths: u32) -> String {
    let text = format!("{},{:03}", thousandths / 1000, thousandths % 1000);
    let text = text.trim_end_matches('0').trim_end_matches(',');
    text.to_owned()
}

fn period_name(period: Period) -> String {
    let number = usize::try_from(period.number()).unwrap_or(1) - 1;
    match period.length() {
        PeriodLength::Month => {
            const MONTHS: [&str; 12] = [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ];
            let month = MONTHS.get(number).copied().unwrap_or_default();
            format!("den {month} {}", period.year())
        }
        PeriodLength::Quarter => format!("das {}. Quartal {}", number + 1, period.year()),
    }
}

fn bound(bound: u32, entity: EntityKind) -> String {
    let whom = match entity {
        EntityKind::Person => "Eine Person",
        EntityKind::Facility => "Eine Einrichtung",
    };
    let cells = counted(bound, "Zelle", "Zellen");
    format!(
        "{whom} zählt je Zeitraum in höchstens {cells} und dort einmal; was darüber hinausgeht, bleibt \
         ungezählt."
    )
}

fn deviation(deviation: i64) -> String {
    format!(
        "95 von 100 Zellen weichen um höchstens {deviation} von der genauen Zahl ab. Werte unter 0 bleiben \
         stehen: Würden sie auf 0 gesetzt, wären Summen zu groß. Summen der Zellen sind nicht auf andere \
         Zahlen abgestimmt."
    )
}

/// e to the power of epsilon, rounded up to hundredths.
fn factor(thousandths: u32) -> String {
    let factor = (f64::from(thousandths) / 1000.0).exp();
    format!("{:.2}", (factor * 100.0).ceil() / 100.0).replace('.', ",")
}

fn singling_out(thousandths: u32) -> Vec<String> {
    vec![format!(
        "Ob jemand in den Daten ist, ändert die Wahrscheinlichkeit jeder möglichen Tabelle höchstens um den \
         Faktor {} (e hoch {}). Das gilt auch für jemanden, der alle anderen kennt.",
        factor(thousandths),
        epsilon(thousandths),
    )]
}

fn linkability(yearly: u32) -> Vec<String> {
    vec![format!(
        "Alle Tabellen eines Jahres zusammen verraten höchstens so viel, wie das Budget des Jahres erlaubt: \
         Faktor {} (e hoch {}). Es zählt die Summe über alle Zeiträume, weil dieselbe Person in mehreren \
         vorkommen kann.",
        factor(yearly),
        epsilon(yearly),
    )]
}

fn inference() -> Vec<String> {
    vec![
        "Was aus den Tabellen über eine Person zu schließen ist, ließe sich fast ebenso schließen, wenn sie \
         nicht gemeldet worden wäre. Zusammenhänge, die für viele gelten, bleiben sichtbar; das ist der Zweck."
            .to_owned(),
    ]
}

fn residual_risks() -> Vec<String> {
    vec![
        "Das Budget gilt je Amt. Wer in zwei Ämtern gemeldet wird, kommt in zwei Konten vor.".to_owned(),
        "Namen, die verschieden geschrieben sind, zählen als verschiedene Personen; dann schützt das Rauschen \
         jede von ihnen, aber nicht beide zusammen."
            .to_owned(),
        "Ein Zeitraum wird einmal freigegeben. Spätere Meldungen und Berichtigungen zählen nicht mehr."
            .to_owned(),
    ]
}

/// The sections of a policy's report, after what happens to the fields.
pub(crate) fn plan_sections(
    policy: &Policy,
    plan: &NoisePlan,
    figures: PlanFigures,
) -> Vec<Section> {
    let person = policy.entities().any(|kind| kind == EntityKind::Person);
    let entity = if person {
        EntityKind::Person
    } else {
        EntityKind::Facility
    };
    let label = |name: &str| {
        let mut fields = policy
            .rules()
            .fields
            .iter()
            .filter(|field| field.name == name);
        fields
            .next()
            .map_or(name.to_owned(), |field| field.label.clone())
    };
    let axes: Vec<String> = plan
        .dimensions
        .iter()
        .map(|one| {
            let level = crate::forwarding::level_name(&one.level);
            format!("„{}“ ({level})", label(&one.field))
        })
        .collect();
    let by = if axes.is_empty() {
        "eine einzige Zahl".to_owned()
    } else {
        format!("eine Tabelle nach {}", axes.join(" und "))
    };
    let period = match plan.period {
        PeriodLength::Month => "Kalendermonat",
        PeriodLength::Quarter => "Quartal",
    };
    vec![
        section(
            "Wann etwas das Amt verlässt",
            vec![
                format!(
                    "Für jeden {period} verlässt {by} das Amt, frühestens {} nach seinem Ende. Gezählt werden {}. \
                     Die Tabelle ist immer vollständig, auch ohne eine einzige Meldung.",
                    counted(plan.wait_weeks, "Woche", "Wochen"),
                    plural(entity),
                )
                .replace("jeden Quartal", "jedes Quartal"),
                bound(plan.cells_per_entity, entity),
                format!(
                    "Jede Zahl erhält zufälliges Rauschen (diskrete Laplace-Verteilung, Differential Privacy). \
                     Eine Freigabe kostet ein Epsilon von {}.",
                    epsilon(plan.epsilon)
                ),
                deviation(figures.deviation),
                format!(
                    "Ein Kalenderjahr darf {} kosten. Das reicht für {}; gebraucht werden {}. Ist das Budget \
                     ausgegeben, wird nichts mehr freigegeben. Eine neue Regel setzt nichts zurück.",
                    epsilon(plan.yearly_epsilon),
                    counted(plan.affordable(), "Freigabe", "Freigaben"),
                    plan.period.per_year(),
                ),
            ],
        ),
        section("Herausgreifen", singling_out(plan.epsilon)),
        section("Verknüpfbarkeit", linkability(plan.yearly_epsilon)),
        section("Inferenz", inference()),
        section("Verbleibende Risiken", residual_risks()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epsilons_are_written_as_short_as_they_are() {
        assert_eq!(
            [1, 83, 250, 1000, 2500, 0].map(epsilon),
            ["0,001", "0,083", "0,25", "1", "2,5", "0"]
        );
        assert_eq!(factor(250), "1,29");
    }
}
