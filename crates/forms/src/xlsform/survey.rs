// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheet `survey`: one row per question, groups between `begin group` and `end group`.

mod loops;
pub(super) mod parameters;
pub(super) mod types;

use std::collections::BTreeMap;

use kernel::Localized;

use self::types::{Container, QuestionKind, RowType};
use super::headers::{Languages, Table};
use super::message::{Cause, Rule, Warning, WarningCause, XlsProblem};
use super::settings::{missing_translations, unused};
use super::workbook::Row;
use crate::problem::ProblemCause;
use crate::spec::{
    ChoiceSource, FormSpec, Group, Item, Media, PERIOD_INSTANCE, PrivacyClass, Question,
    QuestionType, ReleaseRule, Repeat,
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

const OWN: [&str; 3] = ["deich::warning", "deich::warning_message", "deich::unit"];

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
        if !passed_on
            && !USED.contains(&header.key.as_str())
            && !OWN.contains(&header.key.as_str())
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
            RowType::Question(kind) if kind.kind.is_external() => self.external(row, kind),
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

    fn external(&mut self, row: &Row, kind: QuestionKind) {
        let Some(name) = self.name(row) else {
            return;
        };
        self.remember(&name, row.number);
        if name == PERIOD_INSTANCE {
            self.spec.reads_period = true;
            return;
        }
        self.add(Item::Question(Box::new(Question {
            name,
            kind: kind.kind,
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

    fn question(&mut self, row: &Row, kind: QuestionKind) {
        let name = match self.table.get(row, "name") {
            Some(name) => name.to_owned(),
            None if kind.kind == QuestionType::Audit => "audit".to_owned(),
            None => {
                self.problem(row.number, "name", Cause::EmptyCell);
                return;
            }
        };
        self.remember(&name, row.number);
        let default = self.expression(row, "default");
        let default_is_text = default.as_deref().is_some_and(|text| !is_dynamic(text));
        let question = Question {
            name,
            kind: kind.kind,
            label: self.text(row, "label"),
            hint: self.text(row, "hint"),
            required: self.condition(row, "required"),
            required_message: self.text(row, "required_message"),
            relevant: self.condition(row, "relevant"),
            constraint: self.expression(row, "constraint"),
            constraint_message: self.text(row, "constraint_message"),
            warning: self.expression(row, "deich::warning"),
            warning_message: self.text(row, "deich::warning_message"),
            readonly: self.condition(row, "readonly"),
            default,
            default_is_text,
            calculate: self.expression(row, "calculation"),
            appearance: self.plain(row, "appearance"),
            choices: kind.list,
            privacy: self.privacy(row),
            release: self.release(row),
            unit: self.text(row, "deich::unit"),
            guidance: self.text(row, "guidance_hint"),
            media: self.media(row),
            trigger: self.trigger(row),
            parameters: self.parameters(row),
            choice_source: kind.source,
            choice_filter: self.expression(row, "choice_filter"),
            or_other: kind.or_other,
            app_message: self.text(row, "bind::jr:noAppErrorString"),
            save_to: self.table.get(row, "save_to").map(str::to_owned),
            bind: self.attributes(row, "bind::"),
            control: self.attributes(row, "control::"),
            instance: self.attributes(row, "instance::"),
        };
        self.check(row.number, &question);
        self.add(Item::Question(Box::new(question)));
    }

    /// What can be said of a question by itself.
    fn check(&mut self, row: u32, question: &Question) {
        let kind = question.kind;
        let is_silent = !kind.is_asked() && kind != QuestionType::Note
            || question.calculate.is_some()
            || !question.trigger.is_empty();
        if !is_silent
            && question.label.is_empty()
            && question.hint.is_empty()
            && question.media.is_empty()
            && self.table.column("media").is_none()
        {
            self.rule(row, "label", Rule::NoLabelOrHint);
        }
        let media = &question.media;
        if !media.big_image.is_empty() && media.image.is_empty() {
            self.rule(row, "media::big-image", Rule::BigImageAlone);
        }
        if kind == QuestionType::Calculated
            && question.calculate.is_none()
            && (question.default.is_none() || question.default_is_text)
        {
            self.problem(row, "calculation", Cause::Form(ProblemCause::NoCalculation));
        }
        if kind == QuestionType::Audit && question.name != "audit" {
            self.rule(row, "name", Rule::AuditName);
        }
        if kind == QuestionType::BackgroundGeopoint {
            if question.trigger.is_empty() {
                self.problem(row, "trigger", Cause::EmptyCell);
            }
            if question.calculate.is_some() {
                self.rule(row, "calculation", Rule::NotEmpty);
            }
        }
        if question.or_other && question.choice_filter.is_some() {
            self.rule(row, "choice_filter", Rule::FilteredOther);
        }
        if question.or_other && self.spec.languages.len() > 1 {
            self.warn(row, "type", WarningCause::TranslatedOther);
        }
        if kind.is_select() && question.choices.is_none() {
            self.problem(row, "type", Cause::Form(ProblemCause::NoChoiceList));
        }
        if question.choice_source == ChoiceSource::File {
            let name = question.choices.as_deref().unwrap_or_default();
            if !is_file(name) {
                self.rule(row, "type", Rule::FileEnding(name.to_owned()));
            }
            if is_search(&question.appearance) {
                self.rule(row, "appearance", Rule::SearchInFile);
            }
        }
        if kind == QuestionType::Image && !question.parameters.contains_key("max-pixels") {
            self.warn(row, "parameters", WarningCause::LargeImages);
        }
        for rule in parameters::check(question, self.spec) {
            self.rule(row, "parameters", rule);
        }
    }

    fn parameters(&mut self, row: &Row) -> BTreeMap<String, String> {
        let text = self.plain(row, "parameters");
        parameters::parse(&text).unwrap_or_else(|rule| {
            self.rule(row.number, "parameters", rule);
            BTreeMap::new()
        })
    }

    fn trigger(&mut self, row: &Row) -> Vec<String> {
        let text = self.plain(row, "trigger");
        if text.is_empty() {
            return Vec::new();
        }
        let parts: Vec<&str> = text.split(',').filter(|part| !part.trim().is_empty()).collect();
        let names: Option<Vec<String>> = parts
            .into_iter()
            .map(|part| {
                let name = part.trim().strip_prefix("${")?.strip_suffix('}')?;
                (!name.contains(['$', '{', '}'])).then(|| name.trim().to_owned())
            })
            .collect();
        names.unwrap_or_else(|| {
            self.rule(row.number, "trigger", Rule::TriggerList);
            Vec::new()
        })
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

/// Whether the appearance fills the choices from a file on the device.
pub(crate) fn is_search(appearance: &str) -> bool {
    appearance
        .find("search")
        .is_some_and(|at| appearance[at + "search".len()..].trim_start().starts_with('('))
}

pub(super) fn is_file(name: &str) -> bool {
    [".csv", ".xml", ".geojson"]
        .iter()
        .any(|ending| name.len() > ending.len() && name.to_lowercase().ends_with(ending))
}

/// `10:00:00.000+01:00`, with or without a day before it: the signs are no calculation.
fn is_time(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'T' | 'Z' | ' '))
}

/// Whether a default is an expression: it refers to a question, calls a function or calculates.
pub(crate) fn is_dynamic(text: &str) -> bool {
    if text.contains("${") {
        return true;
    }
    if is_time(text) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 2
        && words[1..words.len() - 1]
            .iter()
            .any(|word| matches!(*word, "div" | "mod"))
    {
        return true;
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\'' | '"' => match rest[1..].find(first) {
                Some(end) => end + 2,
                None => 1,
            },
            '+' | '*' | '|' => return true,
            '-' => {
                let next = rest[1..].chars().next();
                if !next.is_some_and(|c| c.is_ascii_digit()) {
                    return true;
                }
                1
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')))
                    .unwrap_or(rest.len());
                if rest[end..].starts_with('(') {
                    return true;
                }
                end
            }
            c => c.len_utf8(),
        };
        rest = &rest[len..];
    }
    false
}
