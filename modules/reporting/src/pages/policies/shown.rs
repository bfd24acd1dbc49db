// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures of a tried policy as pages show them. Counts of real reports below k are not told.

use std::collections::HashMap;

use anonymity::forwarding::{Figures, PolicyDraft};
use kernel::{IsoWeek, berlin_date};
use web::{App, Context, Error};

use super::Form;
use super::describe::Words;
use crate::policies::{Answers, MISSING, PolicyField, TrialFailure};

/// The message about a field.
pub(super) fn error<'e>(errors: &'e [(String, String)], name: &str) -> &'e str {
    errors
        .iter()
        .find(|(field, _)| field == name)
        .map_or("", |(_, text)| text)
}

/// A policy that could not be tried where it should have been possible.
pub(super) fn failed(failure: TrialFailure) -> Error {
    match failure {
        TrialFailure::Other(error) => error,
        TrialFailure::Engine(error) => Error::internal(error),
    }
}

/// The week with which invented records end.
pub(super) fn last_week(app: &App) -> IsoWeek {
    IsoWeek::of(berlin_date(app.clock.now()))
}

/// What values are called.
pub(super) struct Names {
    places: HashMap<String, String>,
    lists: HashMap<String, HashMap<String, String>>,
}

impl Names {
    pub(super) async fn of(app: &App, context: &Context, form: &Form) -> Result<Self, Error> {
        let conn = app.db.read();
        let mut places: HashMap<String, String> = HashMap::new();
        for district in directory::districts(conn).await? {
            places.insert(district.ags.to_string(), district.full_name());
            let key = district.ags.to_string();
            if let Some(state) = key.get(..2) {
                places.insert(state.to_owned(), app.settings.state_name.clone());
            }
        }
        for town in directory::municipalities(conn, None).await? {
            places.insert(town.ags.to_string(), town.name);
        }
        let tag = context.lang().tag();
        let counted = crate::model::insight::fields(&form.spec);
        let lists = counted
            .iter()
            .map(|field| {
                let words = field.choices.iter().map(|(code, _)| {
                    let label = form_pages::without_references(field.choice(code, tag));
                    (code.clone(), label)
                });
                (field.path.clone(), words.collect())
            })
            .collect();
        Ok(Self { places, lists })
    }

    /// A value of a field at any level.
    pub(super) fn value(&self, context: &Context, field: &PolicyField, value: &str) -> String {
        if value == MISSING {
            return context.t("reporting-no-answer");
        }
        if value == "*" {
            return context.t("reporting-policy-any");
        }
        let found = match &field.answers {
            Answers::Place => self.places.get(value),
            _ => self.lists.get(&field.path).and_then(|list| list.get(value)),
        };
        match (found, &field.answers) {
            (Some(name), _) => name.clone(),
            (None, Answers::Place) => {
                context.t_with("reporting-release-region", &[("key", value.into())])
            }
            (None, _) => value.to_owned(),
        }
    }
}

/// Whose reports figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// Invented ones.
    Invented,
    /// Those of an office: small counts are not told, and groups are not shown.
    Office {
        /// How many were tried, if the older ones were left out.
        latest: Option<usize>,
    },
}

/// Figures for a page.
pub(super) struct FiguresView {
    pub(super) source: String,
    /// How many reports of an office were tried at most; empty if none was left out.
    pub(super) cut: String,
    pub(super) groups: String,
    pub(super) in_groups: String,
    pub(super) share: String,
    pub(super) delay: String,
    pub(super) smallest: String,
    /// What is counted, and how often.
    pub(super) rows: Vec<(String, String)>,
    /// Each column: what it is, its loss, how many left at which level.
    pub(super) columns: Vec<(String, String, String)>,
    /// The headings of the columns of the examples.
    pub(super) headings: Vec<String>,
    pub(super) examples: Vec<Example>,
}

/// A group as it would leave.
pub(super) struct Example {
    pub(super) tuple: Vec<String>,
    pub(super) entities: i64,
    pub(super) records: i64,
    pub(super) told: String,
}

impl FiguresView {
    /// The figures of a policy.
    pub(super) fn of(
        context: &Context,
        form: &Form,
        names: &Names,
        draft: &PolicyDraft,
        (figures, tried): (&Figures, Tried),
        source: String,
    ) -> Self {
        let lang = context.lang();
        let words = Words::new(context, form, names);
        let count = |count: u32| {
            if tried != Tried::Invented && count < draft.minimum {
                let least = i64::from(draft.minimum);
                return context.t_with("reporting-policy-fewer", &[("count", least.into())]);
            }
            web::format::integer(lang, i64::from(count))
        };
        let percent = |share: f64| web::format::percent(lang, share);
        let label = |name: &str| {
            let field = draft.fields.iter().find(|field| field.name == name);
            field.map_or_else(|| name.to_owned(), |field| field.label.clone())
        };
        let row = |key: &str, value: String| (context.t(key), value);
        let none = || context.t("reporting-policy-none");
        let rows = vec![
            row("reporting-policy-figure-records", count(figures.records)),
            row(
                "reporting-policy-figure-in-groups",
                count(figures.in_groups),
            ),
            row("reporting-policy-figure-counted", count(figures.counted)),
            row("reporting-policy-figure-waiting", count(figures.waiting)),
            row("reporting-policy-figure-faulty", count(figures.faulty)),
            row("reporting-policy-figure-loss", percent(figures.loss)),
            row(
                "reporting-policy-figure-risk",
                percent(figures.highest_risk()),
            ),
            row(
                "reporting-policy-figure-above-20",
                percent(figures.share(figures.above_20_percent)),
            ),
            row(
                "reporting-policy-figure-above-9",
                percent(figures.share(figures.above_9_percent)),
            ),
            row(
                "reporting-policy-figure-above-5",
                percent(figures.share(figures.above_5_percent)),
            ),
            row(
                "reporting-policy-figure-difference",
                figures.smallest_difference.map_or_else(none, |smallest| {
                    web::format::integer(lang, i64::from(smallest))
                }),
            ),
            row(
                "reporting-policy-figure-homogeneous",
                web::format::integer(lang, i64::from(figures.homogeneous)),
            ),
        ];
        let columns = figures
            .columns
            .iter()
            .map(|column| {
                let levels: Vec<String> = column
                    .levels
                    .iter()
                    .map(|(level, records)| {
                        let share = percent(figures.share(*records));
                        format!("{} {share}", words.level(level))
                    })
                    .collect();
                (
                    label(&column.field),
                    percent(column.loss),
                    levels.join(", "),
                )
            })
            .collect();
        Self {
            source,
            cut: match tried {
                Tried::Office {
                    latest: Some(latest),
                } => context.t_with("reporting-policy-cut", &[("count", latest.into())]),
                _ => String::new(),
            },
            groups: web::format::integer(lang, i64::from(figures.groups)),
            in_groups: count(figures.in_groups),
            share: percent(f64::from(figures.in_groups) / f64::from(figures.records.max(1))),
            delay: web::format::decimal(lang, figures.delay, 1),
            smallest: figures.smallest_group.map_or_else(none, |smallest| {
                web::format::integer(lang, i64::from(smallest))
            }),
            rows,
            columns,
            headings: figures
                .columns
                .iter()
                .map(|column| label(&column.field))
                .collect(),
            examples: match tried {
                Tried::Invented => examples(context, form, names, figures),
                Tried::Office { .. } => Vec::new(),
            },
        }
    }
}

fn examples(context: &Context, form: &Form, names: &Names, figures: &Figures) -> Vec<Example> {
    let known = |name: &str| form.fields.iter().find(|field| field.name == name);
    let value = |name: &str, value: &str| {
        known(name).map_or_else(
            || value.to_owned(),
            |field| names.value(context, field, value),
        )
    };
    figures
        .examples
        .iter()
        .map(|group| Example {
            tuple: figures
                .columns
                .iter()
                .map(|column| {
                    let told = group.tuple.get(&column.field);
                    told.map_or(String::new(), |(_, text)| value(&column.field, text))
                })
                .collect(),
            entities: i64::from(group.entities),
            records: i64::from(group.records),
            told: group
                .values
                .iter()
                .map(|(name, counts)| {
                    let counts: Vec<String> = counts
                        .iter()
                        .map(|(code, count)| format!("{} {count}", value(name, code)))
                        .collect();
                    counts.join(", ")
                })
                .chain(group.sums.iter().map(|(name, sum)| {
                    let label = known(name).map_or(name.as_str(), |field| field.label.as_str());
                    format!("{label}: {sum}")
                }))
                .collect::<Vec<_>>()
                .join("; "),
        })
        .collect()
}
