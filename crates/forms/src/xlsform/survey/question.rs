// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The row of a question, and what can be said of it without knowing the others.

use std::collections::BTreeMap;

use super::types::QuestionKind;
use super::words::{is_dynamic, is_file, is_search};
use super::{Reader, parameters};
use crate::problem::ProblemCause;
use crate::spec::{
    ChoiceSource, FimId, Item, Origin, PrivacyClass, Question, QuestionType, ReleaseRule,
};
use crate::xlsform::message::{Cause, Rule, WarningCause};
use crate::xlsform::workbook::Row;

impl Reader<'_> {
    pub(super) fn question(&mut self, row: &Row, kind: QuestionKind) {
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
            control: self.control(row),
            instance: self.attributes(row, "instance::"),
            fim_id: self.fim_id(row),
            link_id: self.table.get(row, "deich::link_id").map(str::to_owned),
            origin: self.origin(row),
        };
        self.check(row.number, &question);
        self.add(Item::Question(Box::new(question)));
    }

    /// The columns for the element in the body. Programs are called by groups only.
    fn control(&self, row: &Row) -> BTreeMap<String, String> {
        let mut control = self.attributes(row, "control::");
        let is_short = |written: &str| written.trim().eq_ignore_ascii_case("intent");
        if self
            .table
            .headers
            .values()
            .any(|header| is_short(&header.written))
        {
            control.remove("intent");
        }
        control
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
        let languages = &self.spec.languages;
        let is_generated = |tag: &String| matches!(tag.as_str(), "de" | "en");
        if question.or_other && languages.len() > 1 && !languages.iter().all(is_generated) {
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
        let parts: Vec<&str> = text
            .split(',')
            .filter(|part| !part.trim().is_empty())
            .collect();
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

    pub(super) fn fim_id(&mut self, row: &Row) -> Option<FimId> {
        let text = self.table.get(row, "deich::fim_id")?;
        let id = text.parse().ok();
        if id.is_none() {
            let cause = Cause::FimId(text.to_owned());
            self.problem(row.number, "deich::fim_id", cause);
        }
        id
    }

    pub(super) fn origin(&mut self, row: &Row) -> Option<Origin> {
        let text = self.table.get(row, "deich::origin")?;
        let origin = text.parse().ok();
        if origin.is_none() {
            let cause = Cause::Origin(text.to_owned());
            self.problem(row.number, "deich::origin", cause);
        }
        origin
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
}
