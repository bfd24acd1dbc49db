// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheet `survey`: one row per question, groups between `begin group` and `end group`.

mod loops;
mod parameters;
mod question;
pub(super) mod types;
mod words;

use std::collections::BTreeMap;

use kernel::Localized;

pub(crate) use self::words::is_search;

use self::types::{Container, RowType};
use super::headers::{Languages, Table};
use super::message::{Cause, Rule, Warning, WarningCause, XlsProblem};
use super::settings::{missing_translations, unused};
use super::workbook::Row;
use crate::problem::ProblemCause;
use crate::spec::{
    FormSpec, Group, Item, Media, PERIOD_INSTANCE, PREVIOUS_INSTANCE, Question, QuestionType,
    Repeat,
};

/// Columns that are read.
pub(super) const USED: [&str; 31] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "readonly",
    "default",
    "calculation",
    "appearance",
    "repeat_count",
    "choice_filter",
    "trigger",
    "parameters",
    "save_to",
    "disabled",
    "media::image",
    "media::big-image",
    "media::audio",
    "media::video",
    "bind::jr:noAppErrorString",
    "control::autoplay",
    "control::rows",
    "control::intent",
    "instance::odk:tag",
    "deich::privacy",
    "deich::release",
];

const OWN: [&str; 6] = [
    "deich::warning",
    "deich::warning_message",
    "deich::unit",
    "deich::fim_id",
    "deich::link_id",
    "deich::origin",
];

/// How deeply groups and repeats may lie in each other.
const DEEPEST: usize = 60;

/// A group or repeat whose end has not come yet.
struct Open {
    row: u32,
    container: Container,
    /// What a loop goes through.
    list: String,
    group: Group,
    count: Option<String>,
}

/// Fills `spec.items`; returns the row of every path.
pub(super) fn read(
    table: &Table,
    languages: &Languages,
    spec: &mut FormSpec,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> BTreeMap<String, u32> {
    table.duplicates(problems);
    for name in ["type", "name"] {
        if table.column(name).is_none() {
            problems.push(XlsProblem {
                sheet: table.sheet.to_owned(),
                row: table.header_row,
                column: name.to_owned(),
                cause: Cause::NoColumn(if name == "type" { "type" } else { "name" }),
            });
        }
    }
    if !problems.is_empty() {
        return BTreeMap::new();
    }
    for header in table.headers.values() {
        let passed_on = ["bind::", "control::", "instance::"]
            .iter()
            .any(|prefix| header.key.starts_with(prefix));
        if !passed_on && !USED.contains(&header.key.as_str()) && !OWN.contains(&header.key.as_str())
        {
            unused(table, &header.key, &header.written, problems, warnings);
        }
    }
    let mut reader = Reader {
        table,
        languages,
        spec,
        problems,
        warnings,
        open: Vec::new(),
        rows: BTreeMap::new(),
    };
    for row in &table.rows {
        reader.row(row);
        if reader.open.len() > DEEPEST {
            reader.rule(row.number, "type", Rule::TooDeep);
            return reader.rows;
        }
    }
    reader.finish()
}

struct Reader<'a> {
    table: &'a Table,
    languages: &'a Languages,
    spec: &'a mut FormSpec,
    problems: &'a mut Vec<XlsProblem>,
    warnings: &'a mut Vec<Warning>,
    open: Vec<Open>,
    rows: BTreeMap<String, u32>,
}

impl Reader<'_> {
    fn problem(&mut self, row: u32, column: &str, cause: Cause) {
        self.problems.push(XlsProblem {
            sheet: self.table.sheet.to_owned(),
            row,
            column: column.to_owned(),
            cause,
        });
    }

    fn rule(&mut self, row: u32, column: &str, rule: Rule) {
        self.problem(row, column, Cause::Rule(rule));
    }

    fn warn(&mut self, row: u32, column: &str, cause: WarningCause) {
        self.warnings.push(Warning {
            sheet: self.table.sheet.to_owned(),
            row,
            column: column.to_owned(),
            cause,
        });
    }

    fn row(&mut self, row: &Row) {
        let disabled = self.table.get(row, "disabled").unwrap_or_default();
        if matches!(disabled.to_lowercase().as_str(), "yes" | "true" | "true()") {
            return;
        }
        let Some(text) = self.table.get(row, "type") else {
            // A row with a comment only.
            if self.table.get(row, "name").is_some() || self.table.get(row, "label").is_some() {
                self.problem(row.number, "type", Cause::EmptyCell);
            }
            return;
        };
        match RowType::parse(text) {
            RowType::Begin(container) => self.begin(row, container, String::new()),
            RowType::BeginLoop(list) => self.begin(row, Container::Loop, list),
            RowType::End(container) => self.end(row, container),
            RowType::Question(kind) if kind.kind.is_external() => self.external(row, kind.kind),
            RowType::Question(kind) => self.question(row, kind),
            RowType::Unknown => {
                self.problem(row.number, "type", Cause::UnknownType(text.to_owned()));
            }
        }
    }

    fn name(&mut self, row: &Row) -> Option<String> {
        let name = self.table.get(row, "name");
        if name.is_none() {
            self.problem(row.number, "name", Cause::EmptyCell);
        }
        name.map(str::to_owned)
    }

    /// An expression, with the typographic quotation marks that text programs make set straight.
    fn expression(&self, row: &Row, key: &str) -> Option<String> {
        let text = self.clean(self.table.get(row, key)?);
        Some(text.replace(['“', '”'], "\"").replace(['‘', '’'], "'"))
    }

    /// Without several blanks in a row, unless the author wants them.
    fn clean(&self, text: &str) -> String {
        if self.spec.settings.keep_blanks || !text.contains("  ") {
            return text.to_owned();
        }
        let mut clean = String::with_capacity(text.len());
        for character in text.chars() {
            if character != ' ' || !clean.ends_with(' ') {
                clean.push(character);
            }
        }
        clean
    }

    /// A condition that may also be `yes` or `no`.
    fn condition(&self, row: &Row, key: &str) -> Option<String> {
        let text = self.expression(row, key)?;
        Some(match text.to_lowercase().as_str() {
            "yes" | "true" | "true()" => "true()".to_owned(),
            "no" | "false" | "false()" => "false()".to_owned(),
            _ => text,
        })
    }

    fn external(&mut self, row: &Row, kind: QuestionType) {
        let Some(name) = self.name(row) else {
            return;
        };
        self.remember(&name, row.number);
        if name == PERIOD_INSTANCE {
            self.spec.reads_period = true;
            return;
        }
        if name == PREVIOUS_INSTANCE {
            self.spec.reads_previous = true;
            return;
        }
        self.add(Item::Question(Box::new(Question {
            name,
            kind,
            ..Question::default()
        })));
    }

    fn path(&self, name: &str) -> String {
        let around = self.open.iter().map(|open| open.group.name.as_str());
        around.chain([name]).collect::<Vec<_>>().join("/")
    }

    /// Notes where a path comes from; the second one of the same name is the mistake.
    fn remember(&mut self, name: &str, row: u32) {
        let first = *self.rows.entry(self.path(name)).or_insert(row);
        if first != row {
            let cause = Cause::Form(ProblemCause::DuplicateName(name.to_owned()));
            self.problem(row, "name", cause);
        }
        if name == "meta" {
            self.rule(row, "name", Rule::ReservedName(name.to_owned()));
        }
    }

    fn begin(&mut self, row: &Row, container: Container, list: String) {
        let name = self.name(row).unwrap_or_default();
        self.remember(&name, row.number);
        if self.table.get(row, "save_to").is_some() {
            self.rule(row.number, "save_to", Rule::GroupSaved);
        }
        let label = self.text(row, "label");
        let media = self.media(row);
        let appearance = self.plain(row, "appearance");
        if label.is_empty() && media.is_empty() && appearance.is_empty() {
            self.warn(row.number, "label", WarningCause::NoHeading);
        }
        let group = Group {
            name,
            label,
            relevant: self.condition(row, "relevant"),
            appearance,
            hint: self.text(row, "hint"),
            media,
            readonly: self.condition(row, "readonly"),
            bind: self.attributes(row, "bind::"),
            control: self.attributes(row, "control::"),
            instance: self.attributes(row, "instance::"),
            fim_id: self.fim_id(row),
            link_id: self.table.get(row, "deich::link_id").map(str::to_owned),
            origin: self.origin(row),
            items: Vec::new(),
        };
        self.open.push(Open {
            row: row.number,
            container,
            list,
            group,
            count: self.expression(row, "repeat_count"),
        });
    }

    fn end(&mut self, row: &Row, container: Container) {
        if self.table.get(row, "save_to").is_some() {
            self.rule(row.number, "save_to", Rule::GroupSaved);
        }
        match self.open.pop() {
            Some(open) if open.container == container => self.close(open),
            Some(open) => {
                self.problem(row.number, "type", Cause::EndWithoutBegin);
                self.open.push(open);
            }
            None => self.problem(row.number, "type", Cause::EndWithoutBegin),
        }
    }

    fn close(&mut self, open: Open) {
        let group = open.group;
        let item = match open.container {
            Container::Group => Item::Group(group),
            Container::Loop => {
                let choices = self.spec.choices.get(&open.list);
                if let Some(choices) = choices {
                    Item::Group(loops::expand(group, choices))
                } else {
                    let cause = Cause::Form(ProblemCause::UnknownChoiceList(open.list));
                    self.problem(open.row, "type", cause);
                    return;
                }
            }
            Container::Repeat => Item::Repeat(Repeat {
                name: group.name,
                label: group.label,
                relevant: group.relevant,
                count: open.count,
                appearance: group.appearance,
                hint: group.hint,
                media: group.media,
                readonly: group.readonly,
                bind: group.bind,
                control: group.control,
                instance: group.instance,
                fim_id: group.fim_id,
                link_id: group.link_id,
                origin: group.origin,
                items: group.items,
            }),
        };
        self.add(item);
    }

    fn add(&mut self, item: Item) {
        match self.open.last_mut() {
            Some(open) => open.group.items.push(item),
            None => self.spec.items.push(item),
        }
    }

    fn plain(&self, row: &Row, key: &str) -> String {
        self.clean(self.table.get(row, key).unwrap_or_default())
    }

    fn text(&mut self, row: &Row, key: &str) -> Localized {
        let mut text = self.table.localized(row, key, self.languages);
        for written in text.0.values_mut() {
            *written = self.clean(written);
        }
        missing_translations(self.table, row, key, &text, self.spec, self.warnings);
        text
    }

    fn media(&self, row: &Row) -> Media {
        let get = |key| self.table.localized(row, key, self.languages);
        Media {
            image: get("media::image"),
            big_image: get("media::big-image"),
            audio: get("media::audio"),
            video: get("media::video"),
        }
    }

    /// The columns with this prefix that have no meaning of their own.
    fn attributes(&self, row: &Row, prefix: &str) -> BTreeMap<String, String> {
        let mut attributes = BTreeMap::new();
        for (column, header) in &self.table.headers {
            if let Some(name) = header.key.strip_prefix(prefix)
                && header.key != "bind::jr:noAppErrorString"
                && let Some(text) = row.cells.get(column)
            {
                attributes.insert(name.to_owned(), self.clean(text));
            }
        }
        attributes
    }

    fn finish(mut self) -> BTreeMap<String, u32> {
        while let Some(open) = self.open.pop() {
            self.problem(open.row, "type", Cause::NotEnded(open.group.name));
        }
        self.rows
    }
}
