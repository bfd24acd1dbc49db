// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a view looks for, in words.

use web::Context;

use super::Found;
use crate::model::insight::{Condition, Field, FieldKind, Measure, Operator, ViewContent};

/// The filters of a view in words, one each.
pub(super) fn filters(
    context: &Context,
    content: &ViewContent,
    found: &Found,
    towns: &[(String, String)],
) -> Vec<String> {
    let lang = context.lang();
    let mut words = Vec::new();
    let states: Vec<String> = content
        .states
        .iter()
        .map(|state| {
            context.t_with(
                "reporting-submission-state",
                &[("state", state.name().into())],
            )
        })
        .collect();
    words.push(context.t_with(
        "reporting-insight-filter-states",
        &[("states", states.join(", ").into())],
    ));
    if let Some(day) = content.from {
        let day = web::format::date(lang, day);
        words.push(context.t_with("reporting-insight-filter-from", &[("day", day.into())]));
    }
    if let Some(day) = content.to {
        let day = web::format::date(lang, day);
        words.push(context.t_with("reporting-insight-filter-to", &[("day", day.into())]));
    }
    if let Some(institution) = content.institution {
        words.push(found.name(institution).to_owned());
    }
    let town = towns.iter().find(|(key, _)| *key == content.municipality);
    words.extend(town.map(|(_, name)| name.clone()));
    for one in &content.conditions {
        if let Some(field) = found.loaded.field(&one.path) {
            words.push(condition(context, one, field));
        }
    }
    words
}

fn condition(context: &Context, condition: &Condition, field: &Field) -> String {
    let lang = context.lang();
    let value = match field.kind {
        FieldKind::Choice => choice(context, field, &condition.value),
        FieldKind::Day => condition.value.parse().map_or_else(
            |_| condition.value.clone(),
            |day| web::format::date(lang, day),
        ),
        _ => condition.value.clone(),
    };
    let operator = operator(context, condition.operator);
    context.t_with(
        "reporting-insight-condition",
        &[
            ("question", field.text(lang.tag()).into()),
            ("operator", operator.into()),
            ("value", value.into()),
        ],
    )
}

/// The words of an operator.
pub(super) fn operator(context: &Context, operator: Operator) -> String {
    context.t_with(
        "reporting-insight-operator",
        &[("operator", operator.name().into())],
    )
}

/// The words of a code; truth values are called yes and no.
pub(super) fn choice(context: &Context, field: &Field, code: &str) -> String {
    match code {
        "true" if field.choices.is_empty() => context.t("reporting-insight-yes"),
        "false" if field.choices.is_empty() => context.t("reporting-insight-no"),
        code => field.choice(code, context.lang().tag()).to_owned(),
    }
}

/// What is measured, in words.
pub(in crate::pages) fn measure(context: &Context, measure: &Measure, fields: &[Field]) -> String {
    if measure.counts_reports() {
        return context.t("reporting-insight-count-reports");
    }
    let lang = context.lang();
    let name = |path: &str| {
        let found = fields.iter().find(|field| field.path == path);
        found.map_or_else(
            || path.to_owned(),
            |field| field.text(lang.tag()).to_owned(),
        )
    };
    context.t_with(
        "reporting-insight-measure",
        &[
            ("statistic", measure.statistic.name().into()),
            ("question", name(&measure.question).into()),
            ("denominator", name(&measure.denominator).into()),
            (
                "per",
                web::format::integer(lang, i64::from(measure.per)).into(),
            ),
        ],
    )
}
