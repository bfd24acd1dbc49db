// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheet `survey`: one row per question, groups between `begin group` and `end group`.

use std::collections::BTreeMap;

use super::message::{Cause, Warning, WarningCause, XlsProblem};
use super::settings::{missing_translations, unused};
use super::workbook::{Row, Table};
use crate::problem::ProblemCause;
use crate::spec::{
    FormSpec, Group, Item, PERIOD_INSTANCE, PrivacyClass, Question, QuestionType, ReleaseRule,
    Repeat,
};

/// Columns that are read.
const USED: [&str; 21] = [
    "type",
    "name",
    "label",
    "hint",
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
    "deich::privacy",
    "deich::release",
    "deich::warning",
    "deich::warning_message",
    "deich::unit",
    "choice_filter",
    "trigger",
];

/// Columns that change what a form does and that are not supported: filled cells are refused.
const REFUSED: [&str; 4] = ["choice_filter", "trigger", "save_to", "query"];

/// Technical values that other programs collect by themselves, and this one does not.
const METADATA: [&str; 12] = [
    "start",
    "end",
    "today",
    "deviceid",
    "phonenumber",
    "username",
    "email",
    "audit",
    "subscriberid",
    "simserial",
    "start-geopoint",
    "background-audio",
];

/// Question types of `XLSForm` that are not supported yet.
const UNSUPPORTED: [&str; 20] = [
    "geopoint",
    "geotrace",
    "geoshape",
    "time",
    "datetime",
    "image",
    "photo",
    "audio",
    "video",
    "file",
    "barcode",
    "range",
    "rank",
    "acknowledge",
    "trigger",
    "hidden",
    "csv-external",
    "select_one_from_file",
    "select_multiple_from_file",
    "select_one_external",
];

/// A group or repeat whose end has not come yet.
struct Open {
    row: u32,
    is_repeat: bool,
    group: Group,
    count: Option<String>,
}

/// Fills `spec.items`; returns the row of every path.
pub(super) fn read(
    table: &Table,
    spec: &mut FormSpec,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> BTreeMap<String, u32> {
    table.duplicates(problems);
    for name in ["type", "name"] {
        if table.column(name).is_none() {
            problems.push(XlsProblem {
                sheet: table.sheet.to_owned(),
                row: 1,
                column: name.to_owned(),
                cause: Cause::NoColumn(if name == "type" { "type" } else { "name" }),
            });
        }
    }
    if !problems.is_empty() {
        return BTreeMap::new();
    }
    for header in table.headers.values() {
        if !USED.contains(&header.key.as_str()) && !REFUSED.contains(&header.key.as_str()) {
            unused(table, &header.key, &header.written, problems, warnings);
        }
    }
    let mut reader = Reader {
        table,
        spec,
        problems,
        warnings,
        open: Vec::new(),
        rows: BTreeMap::new(),
    };
    for row in &table.rows {
        reader.row(row);
    }
    reader.finish()
}

struct Reader<'a> {
    table: &'a Table,
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

    fn row(&mut self, row: &Row) {
        for column in REFUSED {
            if self.table.get(row, column).is_some() {
                self.problem(row.number, column, Cause::UnsupportedColumn);
            }
        }
        let Some(kind) = self.table.get(row, "type") else {
            self.problem(row.number, "type", Cause::EmptyCell);
            return;
        };
        let words: Vec<&str> = kind.split_whitespace().collect();
        let lower = kind.to_lowercase();
        match lower.replace(' ', "_").as_str() {
            "begin_group" => self.begin(row, false),
            "begin_repeat" => self.begin(row, true),
            "end_group" => self.end(row.number, false),
            "end_repeat" => self.end(row.number, true),
            "xml-external" => self.external(row),
            _ if METADATA.contains(&lower.as_str()) => self.warnings.push(Warning {
                sheet: self.table.sheet.to_owned(),
                row: row.number,
                column: "type".to_owned(),
                cause: WarningCause::IgnoredMetadata(lower),
            }),
            _ => match question_type(&words) {
                Ok((kind, list)) => self.question(row, kind, list),
                Err(cause) => self.problem(row.number, "type", cause),
            },
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
        let text = self.table.get(row, key)?;
        Some(text.replace(['“', '”'], "\"").replace(['‘', '’'], "'"))
    }

    /// A condition that may also be `yes` or `no`.
    fn condition(&self, row: &Row, key: &str) -> Option<String> {
        let text = self.expression(row, key)?;
        Some(match text.to_lowercase().as_str() {
            "yes" | "true" | "true()" => "true()".to_owned(),
            "no" | "false" | "false()" => return None,
            _ => text,
        })
    }

    fn external(&mut self, row: &Row) {
        match self.name(row) {
            Some(name) if name == PERIOD_INSTANCE => self.spec.reads_period = true,
            Some(name) => self.problem(row.number, "name", Cause::External(name)),
            None => {}
        }
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
    }

    fn begin(&mut self, row: &Row, is_repeat: bool) {
        let name = self.name(row).unwrap_or_default();
        self.remember(&name, row.number);
        let label = self.text(row, "label");
        let group = Group {
            name,
            label,
            relevant: self.expression(row, "relevant"),
            appearance: self.plain(row, "appearance"),
            items: Vec::new(),
        };
        self.open.push(Open {
            row: row.number,
            is_repeat,
            group,
            count: self.expression(row, "repeat_count"),
        });
    }

    fn end(&mut self, row: u32, is_repeat: bool) {
        match self.open.pop() {
            Some(open) if open.is_repeat == is_repeat => self.close(open),
            Some(open) => {
                self.problem(row, "type", Cause::EndWithoutBegin);
                self.open.push(open);
            }
            None => self.problem(row, "type", Cause::EndWithoutBegin),
        }
    }

    fn close(&mut self, open: Open) {
        let group = open.group;
        let item = if open.is_repeat {
            Item::Repeat(Repeat {
                name: group.name,
                label: group.label,
                relevant: group.relevant,
                count: open.count,
                appearance: group.appearance,
                items: group.items,
            })
        } else {
            Item::Group(group)
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
        self.table.get(row, key).unwrap_or_default().to_owned()
    }

    fn text(&mut self, row: &Row, key: &str) -> kernel::Localized {
        let text = self.table.localized(row, key, &self.spec.default_language);
        missing_translations(
            self.table,
            row,
            key,
            &text,
            &self.spec.languages,
            self.warnings,
        );
        text
    }

    fn question(&mut self, row: &Row, kind: QuestionType, list: Option<String>) {
        let Some(name) = self.name(row) else {
            return;
        };
        self.remember(&name, row.number);
        let default = self.expression(row, "default");
        let default_is_text = default.as_deref().is_some_and(|text| !is_dynamic(text));
        let question = Question {
            name,
            kind,
            label: self.text(row, "label"),
            hint: self.text(row, "hint"),
            required: self.condition(row, "required"),
            required_message: self.text(row, "required_message"),
            relevant: self.expression(row, "relevant"),
            constraint: self.expression(row, "constraint"),
            constraint_message: self.text(row, "constraint_message"),
            warning: self.expression(row, "deich::warning"),
            warning_message: self.text(row, "deich::warning_message"),
            readonly: self.condition(row, "readonly"),
            default,
            default_is_text,
            calculate: self.expression(row, "calculation"),
            appearance: self.plain(row, "appearance"),
            choices: list,
            privacy: self.privacy(row),
            release: self.release(row),
            unit: self.text(row, "deich::unit"),
        };
        self.add(Item::Question(Box::new(question)));
    }

    fn privacy(&mut self, row: &Row) -> Option<PrivacyClass> {
        let text = self.table.get(row, "deich::privacy")?;
        let class = text.to_lowercase().parse().ok();
        if class.is_none() {
            let cause = Cause::PrivacyClass(text.to_owned());
            self.problem(row.number, "deich::privacy", cause);
        }
        class
    }

    fn release(&mut self, row: &Row) -> Option<ReleaseRule> {
        let text = self.table.get(row, "deich::release")?;
        match text.parse() {
            Ok(rule) => Some(rule),
            Err(part) => {
                self.problem(row.number, "deich::release", Cause::Release(part));
                None
            }
        }
    }

    fn finish(mut self) -> BTreeMap<String, u32> {
        while let Some(open) = self.open.pop() {
            self.problem(open.row, "type", Cause::NotEnded(open.group.name));
        }
        self.rows
    }
}

/// The type of a question, and the list that a select question chooses from.
fn question_type(words: &[&str]) -> Result<(QuestionType, Option<String>), Cause> {
    let written = || words.join(" ");
    let first = words.first().map(|word| word.to_lowercase());
    let kind = match first.as_deref() {
        Some("text" | "string") => QuestionType::Text,
        Some("integer" | "int") => QuestionType::Integer,
        Some("decimal") => QuestionType::Decimal,
        Some("date") => QuestionType::Date,
        Some("boolean") => QuestionType::Boolean,
        Some("note") => QuestionType::Note,
        Some("calculate") => QuestionType::Calculated,
        Some(select @ ("select_one" | "select_multiple")) => {
            let kind = if select == "select_one" {
                QuestionType::SelectOne
            } else {
                QuestionType::SelectMany
            };
            return match words {
                [_, list] => Ok((kind, Some((*list).to_owned()))),
                [_] => Ok((kind, None)),
                _ => Err(Cause::UnsupportedType(written())),
            };
        }
        Some(other) if UNSUPPORTED.contains(&other) => {
            return Err(Cause::UnsupportedType(written()));
        }
        _ => return Err(Cause::UnknownType(written())),
    };
    if words.len() == 1 {
        Ok((kind, None))
    } else {
        Err(Cause::UnknownType(written()))
    }
}

/// Whether a default is an expression: it refers to a question or calls a function.
fn is_dynamic(text: &str) -> bool {
    if text.contains("${") {
        return true;
    }
    let calls = |before: &str| {
        before
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '-')
    };
    text.match_indices('(').any(|(at, _)| calls(&text[..at])) && xpath::parse(text).is_ok()
}
