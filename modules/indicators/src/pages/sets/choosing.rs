// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of the form in which somebody says what columns mean, and the mapping that they make.

use std::collections::BTreeMap;

use datasets::{
    ColumnUse, Doubt, Edition, Empty, Level, Mapping, Notation, PeriodKind, Place, Role,
};
use web::Context;
use web::form::Fields;

use super::mapping::{MOST_COLUMNS, pairs};
use crate::sets::look::LookedAt;

/// The most rows above the headings.
const MOST_ABOVE: usize = 100;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    /// The choice for each column.
    pub(crate) uses: Vec<String>,
    pub(crate) above: String,
    pub(crate) two_headings: bool,
    pub(crate) notation: String,
    pub(crate) empty: String,
    pub(crate) level: String,
    pub(crate) edition: String,
    pub(crate) only_diseases: bool,
    pub(crate) zero_signs: String,
    pub(crate) missing_signs: String,
    pub(crate) suppressed_signs: String,
    pub(crate) category: String,
    pub(crate) period_kind: String,
    pub(crate) period: String,
    pub(crate) year: String,
    pub(crate) place: String,
    pub(crate) age: String,
    pub(crate) sex: String,
    pub(crate) categories: String,
    pub(crate) only: String,
}

const LEVELS: [(Level, &str); 4] = [
    (Level::District, "district"),
    (Level::Municipality, "municipality"),
    (Level::State, "state"),
    (Level::Country, "country"),
];

/// The kinds of periods that a whole table can be about.
pub(crate) fn periods() -> impl Iterator<Item = Role> {
    let whole = |role: &Role| matches!(role, Role::Period(_));
    ColumnUse::roles().filter(whole)
}

fn period_of(key: &str) -> Option<PeriodKind> {
    periods().find_map(|role| match role {
        Role::Period(kind) if role.key() == key => Some(kind),
        _ => None,
    })
}

/// The name of a doubt in message keys.
pub(crate) fn doubt_name(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Notation => "notation",
        Doubt::Empty => "empty",
        Doubt::WholeNumbers => "whole-numbers",
        Doubt::CountOrValue => "count-or-value",
        Doubt::Categories => "categories",
        Doubt::SeasonOrSchoolYear => "season-or-school-year",
        Doubt::WeekOrMonth => "week-or-month",
        Doubt::Headings => "headings",
    }
}

impl Typed {
    pub(crate) fn is_level(&self, level: &str) -> bool {
        self.level == level
    }

    pub(crate) fn is_edition(&self, edition: &str) -> bool {
        self.edition == edition
    }

    /// A mapping as the form shows it.
    pub(crate) fn of(mapping: &Mapping, headings: &[String]) -> Self {
        let fixed = &mapping.fixed;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let heading = |column: usize| headings.get(column).map_or("", String::as_str);
        let categories = mapping.categories.iter();
        let only = mapping.only.iter();
        let level = LEVELS.iter().find(|(level, _)| *level == mapping.level);
        Self {
            uses: mapping.uses().iter().map(ToString::to_string).collect(),
            above: mapping.rows_above.to_string(),
            two_headings: mapping.heading_rows > 1,
            notation: match mapping.notation {
                Notation::English => "english",
                Notation::German => "german",
            }
            .to_owned(),
            empty: match mapping.empty {
                Empty::Missing => "missing",
                Empty::Zero => "zero",
            }
            .to_owned(),
            level: level.map_or("", |(_, name)| name).to_owned(),
            edition: match mapping.edition {
                Edition::Latest => "latest".to_owned(),
                Edition::All => "all".to_owned(),
                Edition::Of(day) => day.to_string(),
            },
            only_diseases: mapping.only_diseases,
            zero_signs: mapping.zero_signs.join("\n"),
            missing_signs: mapping.missing_signs.join("\n"),
            suppressed_signs: mapping.suppressed_signs.join("\n"),
            category: text(&fixed.category),
            period_kind: fixed.period.as_ref().map_or(String::new(), |(kind, _)| {
                Role::Period(*kind).key().to_owned()
            }),
            period: fixed
                .period
                .as_ref()
                .map_or(String::new(), |(_, text)| text.clone()),
            year: fixed.year.map_or(String::new(), |year| year.to_string()),
            place: fixed.place.map_or(String::new(), |place| place.to_string()),
            age: text(&fixed.age),
            sex: text(&fixed.sex),
            categories: lines(categories.map(|(label, key)| format!("{label} = {key}"))),
            only: lines(only.map(|(column, text)| format!("{} = {text}", heading(*column)))),
        }
    }

    /// What was posted.
    pub(crate) fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        let uses = (0..MOST_COLUMNS).map(|at| text(&format!("spalte-{at}")));
        Self {
            uses: uses.take_while(|chosen| !chosen.is_empty()).collect(),
            above: text("darueber"),
            two_headings: fields.has("zwei"),
            notation: text("zahlen"),
            empty: text("leer"),
            level: text("ebene"),
            edition: text("ausgabe"),
            only_diseases: fields.has("liste"),
            zero_signs: text("null"),
            missing_signs: text("fehlt"),
            suppressed_signs: text("geheim"),
            category: text("krankheit"),
            period_kind: text("zeitraumart"),
            period: text("zeitraum"),
            year: text("jahr"),
            place: text("ort"),
            age: text("alter"),
            sex: text("geschlecht"),
            categories: text("bezeichnungen"),
            only: text("nur"),
        }
    }

    /// The mapping that is meant, made of the one before; else what is wrong in which field.
    pub(crate) fn mapping(
        &self,
        context: &Context,
        before: &Mapping,
        table: &LookedAt,
    ) -> Result<Mapping, Vec<(String, String)>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
        let mut mapping = before.clone();
        match self.above.parse() {
            Ok(above) if above <= MOST_ABOVE => mapping.rows_above = above,
            _ => wrong("darueber", "indicators-mapping-above-wrong"),
        }
        mapping.heading_rows = if self.two_headings { 2 } else { 1 };
        let headings = table.headings(&mapping);
        mapping.roles.resize(headings.len(), Role::Ignored);
        let mut uses = mapping.uses();
        for (chosen, place) in self.uses.iter().zip(uses.iter_mut()) {
            *place = chosen.parse().unwrap_or(*place);
        }
        let layout = |one: &Mapping| (one.rows_above, one.heading_rows);
        if layout(&mapping) != layout(before) {
            // What headings say stands in other rows now.
            mapping.measures.clear();
        }
        mapping.choose(&uses, &headings);
        mapping.notation = if self.notation == "german" {
            Notation::German
        } else {
            Notation::English
        };
        mapping.empty = if self.empty == "zero" {
            Empty::Zero
        } else {
            Empty::Missing
        };
        let level = LEVELS.iter().find(|(_, name)| *name == self.level);
        mapping.level = level.map_or(mapping.level, |(level, _)| *level);
        match self.edition.as_str() {
            "latest" => mapping.edition = Edition::Latest,
            "all" => mapping.edition = Edition::All,
            _ => {}
        }
        mapping.only_diseases = self.only_diseases;
        mapping.zero_signs = signs(&self.zero_signs);
        mapping.missing_signs = signs(&self.missing_signs);
        mapping.suppressed_signs = signs(&self.suppressed_signs);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let fixed = &mut mapping.fixed;
        fixed.category = some(&self.category);
        fixed.age = some(&self.age);
        fixed.sex = some(&self.sex);
        fixed.period = some(&self.period).map(|text| {
            let kind = period_of(&self.period_kind).unwrap_or(PeriodKind::Week);
            (kind, text)
        });
        if let Some((kind, text)) = &fixed.period
            && datasets::Period::parse(text, *kind).is_none()
        {
            wrong("zeitraum", "indicators-mapping-period-wrong");
        }
        fixed.year = None;
        if !self.year.is_empty() {
            let year = self.year.parse().ok();
            fixed.year = year.filter(|year| (1900..=2100).contains(year));
            if fixed.year.is_none() {
                wrong("jahr", "indicators-mapping-year-wrong");
            }
        }
        fixed.place = None;
        if !self.place.is_empty() {
            fixed.place = self.place.parse::<Place>().ok();
            if fixed.place.is_none() {
                wrong("ort", "indicators-mapping-place-wrong");
            }
        }
        match pairs(&self.categories) {
            Some(categories) => mapping.categories = categories,
            None => wrong("bezeichnungen", "indicators-mapping-pairs-wrong"),
        }
        match self.only(&headings) {
            Some(only) => mapping.only = only,
            None => wrong("nur", "indicators-mapping-only-wrong"),
        }
        if errors.is_empty() {
            Ok(mapping)
        } else {
            Err(errors)
        }
    }

    /// The columns that must hold certain texts; none if a line names no column.
    fn only(&self, headings: &[String]) -> Option<Vec<(usize, String)>> {
        let wanted: BTreeMap<String, String> = pairs(&self.only)?;
        wanted
            .into_iter()
            .map(|(heading, text)| {
                let column = headings.iter().position(|one| one.trim() == heading)?;
                Some((column, text))
            })
            .collect()
    }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn signs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
