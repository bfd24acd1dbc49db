// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form of a plan: what was typed, and what it means.

use kernel::{IsoWeek, Lang};
use web::Context;
use web::form::Fields;

use super::limits;
use crate::model::{
    Depth, Intervention, InterventionKind, LONGEST_REASON, MOST_INTERVENTIONS, WatchPlan,
};

/// How many empty rows for further interventions a form has.
const FURTHER: usize = 2;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) active: bool,
    pub(super) method: String,
    pub(super) alpha: String,
    pub(super) bound: String,
    pub(super) years: String,
    pub(super) history: String,
    pub(super) fallback: bool,
    pub(super) ears_alpha: String,
    pub(super) ears_history: String,
    pub(super) least_cases: String,
    pub(super) weeks: String,
    pub(super) districts: bool,
    pub(super) sexes: String,
    pub(super) ages: String,
    pub(super) rows: Vec<TypedRow>,
}

/// An intervention as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedRow {
    pub(super) kind: String,
    pub(super) disease: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
}

impl TypedRow {
    fn is_empty(&self) -> bool {
        self.from.is_empty() && self.to.is_empty() && self.reason.is_empty()
    }
}

/// Faults: name of the field and what to do.
type Faults = Vec<(String, String)>;

impl Typed {
    /// A plan as people would type it.
    pub(super) fn of(plan: &WatchPlan, lang: Lang) -> Self {
        let real = |number: f64| {
            let text = number.to_string();
            match lang {
                Lang::De => text.replace('.', ","),
                Lang::En => text,
            }
        };
        let row = |one: &Intervention| TypedRow {
            kind: one.kind.name().to_owned(),
            disease: one.disease.clone(),
            from: one.from.to_string(),
            to: match one.kind {
                InterventionKind::Excluded => one.to.to_string(),
                InterventionKind::Split => String::new(),
            },
            reason: one.reason.clone(),
        };
        let mut rows: Vec<TypedRow> = plan.interventions.iter().map(row).collect();
        rows.resize_with(rows.len() + FURTHER, TypedRow::default);
        Self {
            active: plan.active,
            method: plan.method.name().to_owned(),
            alpha: real(plan.alpha),
            bound: plan.bound.name().to_owned(),
            years: plan.years.to_string(),
            history: plan.history.to_string(),
            fallback: plan.fallback,
            ears_alpha: real(plan.ears_alpha),
            ears_history: plan.ears_history.to_string(),
            least_cases: plan.least_cases.to_string(),
            weeks: plan.weeks.to_string(),
            districts: plan.districts,
            sexes: plan.sexes.name().to_owned(),
            ages: plan.ages.name().to_owned(),
            rows,
        }
    }

    /// What was posted.
    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        let rows = fields.text("zeilen").parse::<usize>().unwrap_or(0);
        let row = |at: usize| TypedRow {
            kind: text(&format!("art_{at}")),
            disease: text(&format!("krankheit_{at}")),
            from: text(&format!("von_{at}")),
            to: text(&format!("bis_{at}")),
            reason: text(&format!("grund_{at}")),
        };
        Self {
            active: fields.has("aktiv"),
            method: text("methode"),
            alpha: text("alpha"),
            bound: text("schwelle"),
            years: text("jahre"),
            history: text("vorgeschichte"),
            fallback: fields.has("ersatz"),
            ears_alpha: text("alpha_ears"),
            ears_history: text("vorgeschichte_ears"),
            least_cases: text("mindestfaelle"),
            weeks: text("wochen"),
            districts: fields.has("kreise"),
            sexes: text("geschlecht"),
            ages: text("alter"),
            rows: (0..rows.min(MOST_INTERVENTIONS + FURTHER))
                .map(row)
                .collect(),
        }
    }

    /// The plan that is meant, or what is wrong.
    pub(super) fn plan(&self, context: &Context) -> Result<WatchPlan, Faults> {
        let mut faults = Faults::new();
        let mut whole = |name: &'static str, text: &str| {
            let (low, high) = limits().get(name).copied().unwrap_or_default();
            let number = text.parse::<u32>().ok();
            let number = number.filter(|number| (low..=high).contains(number));
            if number.is_none() {
                let arguments = [
                    ("low", i64::from(low).into()),
                    ("high", i64::from(high).into()),
                ];
                let text = context.t_with("surveillance-number-wrong", &arguments);
                faults.push((name.to_owned(), text));
            }
            number.unwrap_or(low)
        };
        let years = whole("jahre", &self.years);
        let history = whole("vorgeschichte", &self.history);
        let ears_history = whole("vorgeschichte_ears", &self.ears_history);
        let least_cases = whole("mindestfaelle", &self.least_cases);
        let weeks = whole("wochen", &self.weeks);
        let mut share = |name: &str, text: &str| {
            let (low, high) = WatchPlan::ALPHA;
            let number = text.replace(',', ".").parse::<f64>().ok();
            let number = number.filter(|number| (low..=high).contains(number));
            if number.is_none() {
                faults.push((name.to_owned(), context.t("surveillance-alpha-wrong")));
            }
            number.unwrap_or(high)
        };
        let alpha = share("alpha", &self.alpha);
        let ears_alpha = share("alpha_ears", &self.ears_alpha);
        let interventions = self.interventions(context, &mut faults);
        let standard = WatchPlan::default();
        let plan = WatchPlan {
            active: self.active,
            method: self.method.parse().unwrap_or(standard.method),
            alpha,
            bound: self.bound.parse().unwrap_or(standard.bound),
            years,
            history,
            fallback: self.fallback,
            ears_alpha,
            ears_history,
            least_cases,
            weeks,
            districts: self.districts,
            sexes: self.sexes.parse().unwrap_or(Depth::Nowhere),
            ages: self.ages.parse().unwrap_or(Depth::Nowhere),
            interventions,
        };
        if faults.is_empty() && plan.check().is_err() {
            faults.push((String::new(), context.t("surveillance-plan-unsound")));
        }
        if faults.is_empty() {
            Ok(plan)
        } else {
            Err(faults)
        }
    }

    fn interventions(&self, context: &Context, faults: &mut Faults) -> Vec<Intervention> {
        let mut found = Vec::new();
        let rows = self.rows.iter().enumerate();
        for (at, row) in rows.filter(|(_, row)| !row.is_empty()) {
            let kind = row.kind.parse().unwrap_or(InterventionKind::Excluded);
            let mut wrong = |name: &str, key: &str| {
                faults.push((format!("{name}_{at}"), context.t(key)));
            };
            let from = row.from.parse::<IsoWeek>().ok();
            if from.is_none() {
                wrong("von", "surveillance-week-wrong");
            }
            let to = match kind {
                InterventionKind::Split => from,
                InterventionKind::Excluded => row.to.parse::<IsoWeek>().ok(),
            };
            if to.is_none_or(|to| from.is_some_and(|from| to < from)) {
                wrong("bis", "surveillance-week-until-wrong");
            }
            let reason = row.reason.chars().count();
            if reason == 0 || reason > LONGEST_REASON {
                wrong("grund", "surveillance-intervention-reason-wrong");
            }
            if let (Some(from), Some(to)) = (from, to) {
                found.push(Intervention {
                    kind,
                    disease: row.disease.clone(),
                    from,
                    to,
                    reason: row.reason.clone(),
                });
            }
        }
        if found.len() > MOST_INTERVENTIONS {
            faults.push((String::new(), context.t("surveillance-interventions-many")));
        }
        found
    }
}
