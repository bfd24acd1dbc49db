// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the answers to a question are distributed, as a picture with its table.

use figures::{Bar, Bars, Histogram, HistogramBar, bars, histogram};
use web::Context;

use super::charts::{Cell, Chart, Numbers};
use super::{Found, describe};
use crate::model::insight::{Distribution, Field};

/// How the answers to a question are distributed; `number` tells its picture from others.
pub(super) fn distributed(
    context: &Context,
    found: &Found,
    field: &Field,
    number: usize,
) -> Option<Chart> {
    let distribution = Distribution::of(field, &found.loaded.table, &found.rows)?;
    let title = field.text(context.lang().tag());
    let id = format!("frage-{number}");
    Some(drawn(context, (&id, title), field, distribution))
}

/// A distribution with its table.
pub(super) fn drawn(
    context: &Context,
    (id, title): (&str, &str),
    field: &Field,
    distribution: Distribution,
) -> Chart {
    let lang = context.lang();
    let numbers = Numbers(lang);
    let mut chart = Chart {
        title: title.to_owned(),
        wide: String::new(),
        narrow: String::new(),
        head: Vec::new(),
        rows: Vec::new(),
        facts: Vec::new(),
        note: String::new(),
        csv: String::new(),
        more: String::new(),
    };
    let count_head = context.t("reporting-insight-count");
    let fact = |key: &str, text: String| (context.t(key), text);
    match distribution {
        Distribution::Choices { answered, counts } => {
            let share = |count: usize| count as f64 / answered.max(1) as f64;
            let named: Vec<(String, usize)> = counts
                .into_iter()
                .map(|(code, count)| (describe::choice(context, field, &code), count))
                .collect();
            let drawn: Vec<Bar> = named
                .iter()
                .map(|(name, count)| Bar {
                    label: name.clone(),
                    value: share(*count),
                    text: format!(
                        "{} ({})",
                        numbers.text(*count as f64),
                        web::format::percent(lang, share(*count))
                    ),
                    interval: None,
                })
                .collect();
            chart.narrow = bars(&Bars {
                id,
                title,
                description: &context.t("reporting-insight-choices-description"),
                whole: Some(1.0),
                bars: &drawn,
            });
            chart.head = vec![
                context.t("reporting-insight-answer"),
                count_head,
                context.t("reporting-insight-share"),
            ];
            chart.rows = named
                .into_iter()
                .map(|(name, count)| {
                    vec![
                        Cell::Text(name),
                        Cell::Number(count as f64),
                        Cell::Share(share(count)),
                    ]
                })
                .collect();
            chart.facts = vec![fact(
                "reporting-insight-answered",
                numbers.text(answered as f64),
            )];
        }
        Distribution::Numbers {
            count,
            five,
            mean,
            bins,
        } => {
            let range = |from: f64, to: f64| {
                context.t_with(
                    "reporting-insight-bin",
                    &[
                        ("from", numbers.text(from).into()),
                        ("to", numbers.text(to).into()),
                    ],
                )
            };
            let drawn: Vec<HistogramBar> = bins
                .iter()
                .map(|bin| HistogramBar {
                    tick: numbers.text(bin.from),
                    title: format!("{}: {}", range(bin.from, bin.to), bin.count),
                    value: bin.count as f64,
                })
                .collect();
            chart.narrow = histogram(&Histogram {
                id,
                title,
                description: &context.t("reporting-insight-numbers-description"),
                axis_title: &count_head,
                tick: &|value| numbers.text(value),
                bars: &drawn,
            });
            chart.head = vec![context.t("reporting-insight-range"), count_head];
            chart.rows = bins
                .iter()
                .map(|bin| {
                    vec![
                        Cell::Text(range(bin.from, bin.to)),
                        Cell::Number(bin.count as f64),
                    ]
                })
                .collect();
            if drawn.len() < 2 {
                // One block says less than a sentence.
                chart.narrow = String::new();
                chart.note = context.t_with(
                    "reporting-insight-all-equal",
                    &[
                        ("count", count.into()),
                        ("value", numbers.text(five[2]).into()),
                    ],
                );
                return chart;
            }
            let between = |from: f64, to: f64| {
                context.t_with(
                    "reporting-insight-between",
                    &[
                        ("from", numbers.text(from).into()),
                        ("to", numbers.text(to).into()),
                    ],
                )
            };
            let [least, first, median, third, largest] = five;
            chart.facts = vec![
                fact("reporting-insight-answered", numbers.text(count as f64)),
                fact("reporting-insight-median", numbers.text(median)),
                fact("reporting-insight-middle-half", between(first, third)),
                fact("reporting-insight-span", between(least, largest)),
                fact("reporting-insight-mean", numbers.text(mean)),
            ];
        }
        Distribution::Months { count, counts } => {
            let drawn: Vec<HistogramBar> = counts
                .iter()
                .map(|(month, count)| HistogramBar {
                    tick: month.to_string(),
                    title: format!("{}: {count}", month.text(lang)),
                    value: *count as f64,
                })
                .collect();
            chart.narrow = histogram(&Histogram {
                id,
                title,
                description: &context.t("reporting-insight-months-description"),
                axis_title: &count_head,
                tick: &|value| numbers.text(value),
                bars: &drawn,
            });
            chart.head = vec![context.t("reporting-insight-month"), count_head];
            chart.rows = counts
                .into_iter()
                .map(|(month, count)| {
                    vec![Cell::Text(month.text(lang)), Cell::Number(count as f64)]
                })
                .collect();
            chart.facts = vec![fact(
                "reporting-insight-answered",
                numbers.text(count as f64),
            )];
        }
        Distribution::Filled { filled, reports } => {
            let share = filled as f64 / reports.max(1) as f64;
            chart.head = vec![
                context.t("reporting-insight-answered"),
                context.t("reporting-insight-of-reports"),
                context.t("reporting-insight-share"),
            ];
            chart.rows = vec![vec![
                Cell::Number(filled as f64),
                Cell::Number(reports as f64),
                Cell::Share(share),
            ]];
            chart.note = context.t_with(
                "reporting-insight-filled",
                &[("filled", filled.into()), ("reports", reports.into())],
            );
        }
    }
    chart
}
