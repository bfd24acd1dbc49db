// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts with noise in the workshop: what was typed, what is wrong with it, and what it comes to.

use anonymity::counting::{
    Dimension, MOST_DIMENSIONS, NoisePlan, PeriodLength, PlanFault, Table, TableFault,
};
use anonymity::forwarding::{FieldClass, LegalPath, Policy, PolicyDraft};
use web::form::Fields;
use web::{Context, Error, Value};

use super::Form;
use super::describe::Words;
use super::shown;
use super::typed::Faults;
use crate::model::insight::number;
use crate::pages::noise_account::epsilon;
use crate::release::plan_figures;

/// The two ways to count, as fields and message keys name them.
const WAYS: [&str; 2] = ["exact", "noise"];

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedNoise {
    /// `exact` or `noise`.
    pub(super) way: String,
    pub(super) period: String,
    pub(super) epsilon: String,
    pub(super) yearly: String,
    pub(super) bound: String,
    pub(super) wait: String,
    /// Field and level, each as `field/level`; empty where there is none.
    pub(super) axes: Vec<String>,
}

/// Thousandths as they are typed.
fn decimal(thousandths: u32) -> String {
    epsilon(kernel::Lang::De, thousandths)
}

fn thousandths(text: &str) -> Option<u32> {
    let read = number(text).filter(|number| (0.0..=100.0).contains(number))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100,000"
    )]
    let thousandths = (read * 1000.0).round() as u32;
    Some(thousandths)
}

impl TypedNoise {
    /// A plan as it would be typed; what is shipped if there is none.
    pub(super) fn of(plan: Option<&NoisePlan>) -> Self {
        let shipped = NoisePlan::shipped();
        let said = plan.unwrap_or(&shipped);
        let mut axes: Vec<String> = said
            .dimensions
            .iter()
            .map(|one| format!("{}/{}", one.field, one.level))
            .collect();
        axes.resize(MOST_DIMENSIONS, String::new());
        Self {
            way: WAYS[usize::from(plan.is_some())].to_owned(),
            period: said.period.name().to_owned(),
            epsilon: decimal(said.epsilon),
            yearly: decimal(said.yearly_epsilon),
            bound: said.cells_per_entity.to_string(),
            wait: said.wait_weeks.to_string(),
            axes,
        }
    }

    /// What was posted; what is shipped if the page had no fields for it.
    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        if text("zaehlung").is_empty() || text("epsilon").is_empty() {
            return Self {
                way: text("zaehlung"),
                ..Self::of(None)
            };
        }
        Self {
            way: text("zaehlung"),
            period: text("zeitraum"),
            epsilon: text("epsilon"),
            yearly: text("budget"),
            bound: text("zellen"),
            wait: text("karenz"),
            axes: (0..MOST_DIMENSIONS)
                .map(|place| text(&format!("achse_{place}")))
                .collect(),
        }
    }

    /// The plan that it means; none if counts are exact.
    pub(super) fn plan(&self, path: LegalPath, faults: &mut Faults<'_>) -> Option<NoisePlan> {
        if path != LegalPath::CountsOnly || self.way != WAYS[1] {
            return None;
        }
        let shipped = NoisePlan::shipped();
        let mut cost = |field: &str, text: &str| {
            let read = thousandths(text);
            if read.is_none() {
                faults.unreadable(field, "reporting-noise-fault-epsilon");
            }
            read
        };
        let (epsilon, yearly) = (cost("epsilon", &self.epsilon), cost("budget", &self.yearly));
        let bound = faults.whole(
            "zellen",
            &self.bound,
            (1, 50),
            "reporting-noise-fault-bound",
        );
        let wait = faults.whole("karenz", &self.wait, (0, 52), "reporting-noise-fault-wait");
        let period = PeriodLength::ALL
            .iter()
            .find(|one| one.name() == self.period);
        let axes = self.axes.iter().filter_map(|axis| axis.split_once('/'));
        Some(NoisePlan {
            period: period.copied().unwrap_or(shipped.period),
            dimensions: axes
                .map(|(field, level)| Dimension {
                    field: field.to_owned(),
                    level: level.to_owned(),
                })
                .collect(),
            cells_per_entity: bound.unwrap_or(shipped.cells_per_entity),
            epsilon: epsilon.unwrap_or(shipped.epsilon),
            yearly_epsilon: yearly.unwrap_or(shipped.yearly_epsilon),
            wait_weeks: wait.unwrap_or(shipped.wait_weeks),
        })
    }
}

/// What is wrong with the plan of a draft.
pub(super) fn check(form: &Form, draft: &PolicyDraft, faults: &mut Faults<'_>) {
    let Some(plan) = &draft.noise else {
        return;
    };
    for fault in plan.faults(draft) {
        let (field, key) = match fault {
            PlanFault::Epsilon | PlanFault::Path => ("epsilon", "reporting-noise-fault-epsilon"),
            PlanFault::Yearly => ("budget", "reporting-noise-fault-epsilon"),
            PlanFault::Year => ("budget", "reporting-noise-fault-year"),
            PlanFault::Bound => ("zellen", "reporting-noise-fault-bound"),
            PlanFault::Wait => ("karenz", "reporting-noise-fault-wait"),
            PlanFault::Dimensions => ("achse_0", "reporting-noise-fault-dimensions"),
            PlanFault::Field => ("achse_0", "reporting-noise-fault-field"),
            PlanFault::Place => ("achse_0", "reporting-noise-fault-place"),
        };
        faults.missing(field, key);
    }
    let Ok(policy) = Policy::new(draft.clone()) else {
        return;
    };
    match Table::new(&policy, &form.hierarchies) {
        Ok(_) | Err(TableFault::NoPlan) => {}
        Err(TableFault::Level(_)) => faults.missing("achse_0", "reporting-noise-fault-level"),
        Err(TableFault::TooManyCells) => faults.missing("achse_0", "reporting-noise-fault-cells"),
    }
}

/// A field of the table to be chosen.
pub(super) struct AxisView {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) options: Vec<(String, String, bool)>,
    pub(super) error: String,
}

/// The part of the page about counting.
pub(super) struct NoiseView {
    pub(super) ways: Vec<(&'static str, bool)>,
    pub(super) with_noise: bool,
    pub(super) periods: Vec<(&'static str, bool)>,
    pub(super) axes: Vec<AxisView>,
}

impl NoiseView {
    /// What is shown for a draft; none if its path is not that of counts.
    pub(super) fn of(
        form: &Form,
        words: &Words<'_>,
        (typed, draft): (&TypedNoise, &PolicyDraft),
        errors: &[(String, String)],
    ) -> Option<Self> {
        if draft.path != LegalPath::CountsOnly {
            return None;
        }
        let known: Vec<(String, String)> = draft
            .fields
            .iter()
            .filter_map(|field| {
                let (FieldClass::Quasi { hierarchy, .. }
                | FieldClass::Sensitive { hierarchy, .. }
                | FieldClass::Plain { hierarchy, .. }) = field.class.as_ref()?
                else {
                    return None;
                };
                let levels = form.hierarchies.get(hierarchy)?.levels().iter();
                let levels =
                    levels.filter(|level| !["municipality", "all"].contains(&level.as_str()));
                let named = levels.map(|level| {
                    let label = format!("{}: {}", field.label, words.level(level));
                    (format!("{}/{level}", field.name), label)
                });
                Some(named.collect::<Vec<_>>())
            })
            .flatten()
            .collect();
        let axes = (0..MOST_DIMENSIONS).map(|place| {
            let name = format!("achse_{place}");
            let chosen = typed.axes.get(place).map_or("", String::as_str);
            let options = known
                .iter()
                .map(|(value, label)| (value.clone(), label.clone(), value == chosen));
            AxisView {
                options: options.collect(),
                number: (place + 1).to_string(),
                error: shown::error(errors, &name).to_owned(),
                name,
            }
        });
        Some(Self {
            ways: WAYS
                .into_iter()
                .map(|way| (way, way == typed.way))
                .collect(),
            with_noise: typed.way == WAYS[1],
            periods: PeriodLength::ALL
                .into_iter()
                .map(|one| (one.name(), one.name() == typed.period))
                .collect(),
            axes: axes.collect(),
        })
    }
}

/// What a plan comes to: what is told, and its figure. Empty if the policy is none yet or counts without noise.
pub(super) fn figures(
    context: &Context,
    form: &Form,
    draft: &PolicyDraft,
) -> Result<Vec<(String, String)>, Error> {
    let Ok(policy) = Policy::new(draft.clone()) else {
        return Ok(Vec::new());
    };
    let table = Table::new(&policy, &form.hierarchies);
    let (Some(plan), Ok(table)) = (&draft.noise, table) else {
        return Ok(Vec::new());
    };
    let Some(figures) = plan_figures(&policy).map_err(Error::internal)? else {
        return Ok(Vec::new());
    };
    let lang = context.lang();
    let whole = |number: u32| web::format::integer(lang, i64::from(number));
    let left = plan.yearly_epsilon.saturating_sub(plan.yearly_need());
    let cells = i64::try_from(table.cells()).unwrap_or(i64::MAX);
    let deviation = web::format::integer(lang, figures.deviation);
    Ok(vec![
        (
            context.t("reporting-noise-figure-deviation"),
            format!("± {deviation}"),
        ),
        (
            context.t("reporting-noise-cells"),
            web::format::integer(lang, cells),
        ),
        (
            context.t("reporting-noise-figure-affordable"),
            whole(plan.affordable()),
        ),
        (
            context.t("reporting-noise-figure-needed"),
            whole(plan.period.per_year()),
        ),
        (
            context.t("reporting-noise-figure-left"),
            epsilon(lang, left),
        ),
    ])
}

/// A plan in a sentence.
pub(super) fn says(
    context: &Context,
    words: &Words<'_>,
    draft: &PolicyDraft,
    plan: &NoisePlan,
) -> String {
    let lang = context.lang();
    let label = |name: &str| {
        let mut fields = draft.fields.iter().filter(|field| field.name == name);
        fields
            .next()
            .map_or(name.to_owned(), |field| field.label.clone())
    };
    let axes: Vec<String> = plan
        .dimensions
        .iter()
        .map(|one| format!("{} ({})", label(&one.field), words.level(&one.level)))
        .collect();
    let arguments: &[(&str, Value)] = &[
        ("period", plan.period.name().into()),
        ("axes", i64::try_from(axes.len()).unwrap_or(0).into()),
        ("table", axes.join(", ").into()),
        ("epsilon", epsilon(lang, plan.epsilon).into()),
        ("yearly", epsilon(lang, plan.yearly_epsilon).into()),
        ("bound", i64::from(plan.cells_per_entity).into()),
        ("weeks", i64::from(plan.wait_weeks).into()),
    ];
    context.t_with("reporting-noise-says", arguments)
}
