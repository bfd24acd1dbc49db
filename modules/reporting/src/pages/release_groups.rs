// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The groups of a release as a table: exactly what has left, with the names of places and choices.

use std::collections::{BTreeMap, HashMap};

use anonymity::counting;
use anonymity::forwarding::{self, FieldClass, Tuple, Values};
use forms::FormSpec;
use kernel::{IsoWeek, Lang};
use serde::Deserialize;
use web::{App, Context, Error};

use super::noise_account;
use crate::model::{Collection, RecordGroup, RecordGroups};
use crate::policies::{AGE, MISSING, PLACE};
use crate::release::{Policy, question_of};
use crate::{compiled, store};

/// A table whose first column names the rows.
#[derive(Debug, Clone, Default)]
pub struct GroupTable {
    /// What stands above each column.
    pub columns: Vec<Shown>,
    /// The cells, as many in each row as there are columns.
    pub rows: Vec<Vec<Shown>>,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What stands there.
    pub text: String,
    /// Whether its column holds numbers.
    pub is_number: bool,
}

impl GroupTable {
    fn new(columns: Vec<(String, bool)>, rows: impl Iterator<Item = Vec<String>>) -> Self {
        let rows = rows.map(|row| {
            let cells = row.into_iter().zip(&columns);
            cells
                .map(|(text, (_, is_number))| Shown {
                    text,
                    is_number: *is_number,
                })
                .collect()
        });
        Self {
            rows: rows.collect(),
            columns: columns
                .into_iter()
                .map(|(text, is_number)| Shown { text, is_number })
                .collect(),
        }
    }
}

/// The policy of a collection by which a release was made: the one with this hash.
pub async fn policy_of(app: &App, collection: &Collection, hash: &str) -> Result<Policy, Error> {
    let conn = app.db.read();
    let kept = store::ledger::policy(conn, collection.id, hash).await?;
    let text = kept.as_ref().unwrap_or(&collection.release_policy);
    Policy::from_json(text).map_err(Error::internal)
}

/// The groups of a document that was made by this policy.
pub async fn table(
    app: &App,
    context: &Context,
    collection: &Collection,
    policy: &Policy,
    document: &[u8],
) -> Result<GroupTable, Error> {
    let conn = app.db.read();
    let mut places: HashMap<String, String> = HashMap::new();
    for one in directory::districts(conn).await? {
        places.insert(one.ags.to_string(), format!("{} ({})", one.name, one.kind));
    }
    let words = match policy {
        Policy::Sums(policy) => {
            let words = Words {
                app,
                context,
                places,
            };
            return words.sums(policy, document);
        }
        Policy::Records(_) | Policy::Tables(_) => {
            for one in directory::municipalities(conn, None).await? {
                places.insert(one.ags.to_string(), one.name);
            }
            Words {
                app,
                context,
                places,
            }
        }
    };
    let form = compiled::form(conn, collection.form_version).await?;
    match policy {
        Policy::Records(policy) => words.records(policy, form.spec(), document),
        Policy::Tables(policy) => Ok(words.cells(policy, form.spec(), document)),
        Policy::Sums(_) => Ok(GroupTable::default()),
    }
}

/// What a document of weekly sums says.
#[derive(Deserialize)]
struct Sums {
    groups: Vec<SumGroup>,
}

#[derive(Deserialize)]
struct SumGroup {
    kind: String,
    #[serde(default)]
    place: String,
    week: Option<IsoWeek>,
    facilities: i64,
    #[serde(default)]
    sums: BTreeMap<String, i64>,
}

/// Names of what stands in documents as keys.
struct Words<'a> {
    app: &'a App,
    context: &'a Context,
    places: HashMap<String, String>,
}

impl Words<'_> {
    fn lang(&self) -> Lang {
        self.context.lang()
    }

    fn number(&self, number: i64) -> String {
        web::format::integer(self.lang(), number)
    }

    fn place(&self, key: &str) -> String {
        match key.len() {
            2 => self.app.settings.state_name.clone(),
            _ => self.places.get(key).cloned().unwrap_or_else(|| {
                let key = key.into();
                self.context
                    .t_with("reporting-release-region", &[("key", key)])
            }),
        }
    }

    /// A date at one of its levels.
    fn date(&self, value: &str) -> String {
        if let Ok(week) = value.parse() {
            return web::format::week(self.lang(), week);
        }
        let part = |mark: &str| {
            let (year, number) = value.split_once(mark)?;
            Some((year.parse::<i16>().ok()?, number.parse::<i8>().ok()?))
        };
        if let Some((year, quarter)) = part("-Q") {
            return web::format::quarter(self.lang(), year, quarter);
        }
        if let Some((year, number)) = part("-P") {
            let words = [
                ("number", i64::from(number).into()),
                ("year", year.to_string().into()),
            ];
            return self.context.t_with("reporting-release-four-weeks", &words);
        }
        value.to_owned()
    }

    fn sums(&self, policy: &anonymity::Policy, document: &[u8]) -> Result<GroupTable, Error> {
        let shown: Sums = serde_json::from_slice(document).map_err(Error::internal)?;
        let word = |key: &str| self.context.t(key);
        let mut columns = vec![
            (word("reporting-release-place"), false),
            (word("reporting-period"), false),
            (word("reporting-release-kind"), false),
            (word("reporting-release-facilities"), true),
        ];
        let measures: Vec<&str> = policy.measures().collect();
        let fields = policy.rules().fields.iter();
        columns.extend(
            fields
                .filter(|field| matches!(field.class, anonymity::FieldClass::Measure { .. }))
                .map(|field| (field.label.clone(), true)),
        );
        let rows = shown.groups.into_iter().map(|group| {
            let place = match group.place.as_str() {
                "" => word("reporting-release-no-place"),
                key => self.place(key),
            };
            let week = group.week;
            let week = week.map_or(NOTHING.to_owned(), |week| {
                web::format::week(self.lang(), week)
            });
            let mut row = vec![
                place,
                week,
                self.kind(&group.kind),
                self.number(group.facilities),
            ];
            row.extend(measures.iter().map(|name| {
                let sum = group.sums.get(*name);
                sum.map_or(NOTHING.to_owned(), |sum| self.number(*sum))
            }));
            row
        });
        Ok(GroupTable::new(columns, rows))
    }

    fn kind(&self, kind: &str) -> String {
        let kind = kind.into();
        self.context
            .t_with("reporting-release-group-kind", &[("kind", kind)])
    }

    fn records(
        &self,
        policy: &forwarding::Policy,
        spec: &FormSpec,
        document: &[u8],
    ) -> Result<GroupTable, Error> {
        let shown: RecordGroups = serde_json::from_slice(document).map_err(Error::internal)?;
        let fields: Vec<Leaving<'_>> = policy
            .rules()
            .fields
            .iter()
            .filter_map(|field| Leaving::new(field, spec, self.lang()))
            .collect();
        let kinds: Vec<&str> = policy
            .entities()
            .map(|kind| match kind {
                forwarding::EntityKind::Person => "person",
                forwarding::EntityKind::Facility => "facility",
            })
            .collect();
        let columns_of = |wanted: fn(&What) -> bool| {
            let fields = fields.iter().filter(move |field| wanted(&field.what));
            fields.map(|field| field.label.to_owned())
        };
        let is_tuple: fn(&What) -> bool = |what| matches!(what, What::Date | What::Tuple(_));
        let is_told: fn(&What) -> bool = |what| matches!(what, What::Told(_));
        let is_sum: fn(&What) -> bool = |what| matches!(what, What::Sum);
        let text = |label: String| (label, false);
        let mut columns: Vec<(String, bool)> = columns_of(is_tuple).map(text).collect();
        columns.push((self.context.t("reporting-release-kind"), false));
        columns.push((self.context.t("reporting-release-reports"), true));
        columns.extend(kinds.iter().map(|kind| (self.entities(kind), true)));
        columns.extend(columns_of(is_told).map(text));
        columns.extend(columns_of(is_sum).map(|label| (label, true)));

        let rows = shown.groups.iter().map(|group| {
            let of = |wanted: fn(&What) -> bool| {
                let fields = fields.iter();
                fields.filter(move |field| wanted(&field.what))
            };
            let mut row: Vec<String> = of(is_tuple).map(|field| self.cell(field, group)).collect();
            row.push(self.kind(&group.kind));
            row.push(self.number(group.records));
            row.extend(
                kinds
                    .iter()
                    .map(|kind| self.number(group.entities.get(*kind).copied().unwrap_or(0))),
            );
            row.extend(of(is_told).map(|field| self.told(field, group)));
            row.extend(of(is_sum).map(|field| {
                let sum = group.sums.get(field.name);
                sum.map_or(NOTHING.to_owned(), |sum| self.number(*sum))
            }));
            row
        });
        Ok(GroupTable::new(columns, rows))
    }

    /// A table of counts with noise, a row per cell; empty if nothing is due.
    fn cells(&self, policy: &forwarding::Policy, spec: &FormSpec, document: &[u8]) -> GroupTable {
        let Some(told) = counting::Document::read(document).and_then(|one| one.cells()) else {
            return GroupTable::default();
        };
        let fields = policy.rules().fields.iter();
        let fields: Vec<Leaving<'_>> = fields
            .filter_map(|field| Leaving::new(field, spec, self.lang()))
            .collect();
        let field = |name: &str| fields.iter().find(|field| field.name == name);
        let mut columns = vec![(self.context.t("reporting-noise-period"), false)];
        columns.extend(told.fields.iter().map(|(name, _)| {
            let label = field(name).map_or(name.as_str(), |field| field.label);
            (label.to_owned(), false)
        }));
        columns.push((self.context.t("reporting-noise-count"), true));
        let period = noise_account::period(self.lang(), told.period);
        let rows = told.rows.iter().map(|(values, count)| {
            let mut row = vec![period.clone()];
            row.extend(
                values
                    .iter()
                    .zip(&told.fields)
                    .map(|(value, (name, level))| {
                        field(name).map_or(value.clone(), |field| self.value(field, level, value))
                    }),
            );
            row.push(self.number(*count));
            row
        });
        GroupTable::new(columns, rows)
    }

    fn entities(&self, kind: &str) -> String {
        match kind {
            "person" => self.context.t("reporting-release-persons"),
            _ => self.context.t("reporting-release-facilities"),
        }
    }

    /// A value of the tuple; of a correction before and after.
    fn cell(&self, field: &Leaving<'_>, group: &RecordGroup) -> String {
        let of = |tuple: &Tuple| {
            let (level, value) = tuple.get(field.name)?;
            Some(self.value(field, level, value))
        };
        match (of(&group.tuple), of(&group.from).zip(of(&group.to))) {
            (Some(value), _) => value,
            (None, Some((from, to))) if from == to => to,
            (None, Some((from, to))) => format!("{from} → {to}"),
            (None, None) => NOTHING.to_owned(),
        }
    }

    /// How often each value occurs; of a correction before and after.
    fn told(&self, field: &Leaving<'_>, group: &RecordGroup) -> String {
        let of = |values: &Values| {
            let counts = values.get(field.name)?.iter();
            let parts = counts.map(|(value, count)| {
                let value = self.value(field, "", value);
                format!("{value}: {}", self.number(i64::from(*count)))
            });
            Some(parts.collect::<Vec<_>>().join(", "))
        };
        match (of(&group.values), of(&group.before).zip(of(&group.after))) {
            (Some(values), _) => values,
            (None, Some((before, after))) if before == after => after,
            (None, Some((before, after))) => format!("{before} → {after}"),
            (None, None) => NOTHING.to_owned(),
        }
    }

    fn value(&self, field: &Leaving<'_>, level: &str, value: &str) -> String {
        match (&field.what, value) {
            _ if level == "all" || value == "*" => self.context.t("reporting-release-any"),
            (_, MISSING) => self.context.t("reporting-release-no-answer"),
            (What::Date, value) => self.date(value),
            (What::Tuple(names) | What::Told(names), value) => match names {
                Names::Places => self.place(value),
                Names::Years => value.replace('-', "–"),
                Names::Choices(names) => names.get(value).cloned().unwrap_or(value.to_owned()),
            },
            (What::Sum, value) => value.to_owned(),
        }
    }
}

/// What stands where nothing is said.
const NOTHING: &str = "–";

/// A field that can leave.
struct Leaving<'p> {
    name: &'p str,
    label: &'p str,
    what: What,
}

/// How a field leaves.
enum What {
    Date,
    Tuple(Names),
    Told(Names),
    Sum,
}

/// What the values of a field are called.
enum Names {
    Places,
    Years,
    Choices(BTreeMap<String, String>),
}

impl<'p> Leaving<'p> {
    fn new(field: &'p forwarding::Field, spec: &FormSpec, lang: Lang) -> Option<Self> {
        let names = |hierarchy: &str| match hierarchy {
            PLACE => Names::Places,
            AGE => Names::Years,
            _ => Names::Choices(choices(spec, &field.name, lang)),
        };
        let what = match field.class.as_ref()? {
            FieldClass::Date { finest, .. } if finest != "all" => What::Date,
            FieldClass::Quasi { hierarchy, .. } => What::Tuple(names(hierarchy)),
            FieldClass::Sensitive { hierarchy, .. } | FieldClass::Plain { hierarchy, .. } => {
                What::Told(names(hierarchy))
            }
            FieldClass::Measure { .. } => What::Sum,
            _ => return None,
        };
        Some(Self {
            name: &field.name,
            label: &field.label,
            what,
        })
    }
}

/// The choices of the question that a field is about, by their codes.
fn choices(spec: &FormSpec, field: &str, lang: Lang) -> BTreeMap<String, String> {
    let list = question_of(spec, field).and_then(|question| question.choices.as_ref());
    let list = list.and_then(|name| spec.choices.get(name));
    let choices = list.into_iter().flatten();
    choices
        .filter(|choice| !choice.label.get(lang.tag()).is_empty())
        .map(|choice| (choice.code.clone(), choice.label.get(lang.tag()).to_owned()))
        .collect()
}
