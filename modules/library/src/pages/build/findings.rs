// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is wrong with a form, and why a change was refused, in words.

use form_design::edit::EditProblem;
use form_design::{Lint, LintKind, Severity};
use forms::{Column, FormSpec, Question};
use web::Context;

use super::tree::href;
use crate::build::Refusal;

/// What is wrong, and where.
pub(in crate::pages) struct Finding {
    /// The path or the name of the list; empty for the form.
    pub(super) place: String,
    pub(super) is_grave: bool,
    pub(super) text: String,
    pub(super) href: String,
}

pub(super) fn finding(context: &Context, spec: &FormSpec, action: &str, lint: &Lint) -> Finding {
    let tag = context.lang().tag();
    let field = match lint.spot.column.header() {
        "deich::privacy" => "privacy",
        "deich::warning" => "warning",
        "deich::warning_message" => "warning_message.de",
        "calculation" => "calculate",
        "repeat_count" => "count",
        "label" => "label.de",
        "hint" => "hint.de",
        "constraint_message" => "constraint_message.de",
        "required_message" => "required_message.de",
        header => header,
    };
    // What is wrong with a list leads to a question that uses it.
    let is_list = lint.spot.column == Column::Choices;
    let questions = spec.questions();
    let uses = |(_, question): &&(String, &Question)| {
        question.choices.as_deref() == Some(lint.spot.path.as_str())
    };
    let path = match questions.iter().find(uses) {
        Some((path, _)) if is_list => path,
        _ if is_list => "",
        _ => lint.spot.path.as_str(),
    };
    let text = match &lint.kind {
        LintKind::Problem(cause) => cause.message().get(tag).to_owned(),
        kind => {
            let detail = match kind {
                LintKind::ReadsNeverAsked(text)
                | LintKind::SameName(text)
                | LintKind::SimilarName(text)
                | LintKind::NoTranslation(text)
                | LintKind::UnknownCode { code: text, .. }
                | LintKind::NoChoiceTranslation { language: text, .. } => text.clone(),
                LintKind::RiskyCombination { paths, .. } => paths.join(", "),
                LintKind::FinePlaceAndTime { place, day } => format!("{place}, {day}"),
                _ => String::new(),
            };
            let key = format!("library-lint-{}", kind.code());
            context.t_with(&key, &[("detail", detail.into())])
        }
    };
    Finding {
        place: lint.spot.path.clone(),
        is_grave: lint.severity == Severity::Error,
        text,
        href: format!("{}#field-{field}", href(action, path)),
    }
}

/// Why nothing was changed, in one sentence.
pub(in crate::pages) fn refusal_text(context: &Context, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Problem(problem) => problem_text(context, problem),
        Refusal::Meanwhile(_) => context.t("library-build-meanwhile"),
        Refusal::NothingToUndo => context.t("library-build-nothing-to-undo"),
        Refusal::Block(why) => context.t(&format!("library-blocks-refused-{why}")),
        Refusal::OtherPerson => context.t("library-build-other-person"),
    }
}

pub(super) fn problem_text(context: &Context, problem: &EditProblem) -> String {
    let detail = match problem {
        EditProblem::NoSuchItem(text)
        | EditProblem::NoSuchPlace(text)
        | EditProblem::NoSuchProperty(text)
        | EditProblem::InvalidName(text)
        | EditProblem::NameTaken(text)
        | EditProblem::IntoItself(text)
        | EditProblem::NoSuchList(text)
        | EditProblem::ListTaken(text)
        | EditProblem::CodeTaken(text)
        | EditProblem::InvalidCode(text)
        | EditProblem::NoSuchLanguage(text)
        | EditProblem::LanguageTaken(text)
        | EditProblem::InvalidLanguage(text)
        | EditProblem::DefaultLanguage(text) => text.clone(),
        EditProblem::ListInUse(paths) => paths.join(", "),
        EditProblem::NoSuchChoice(index) => (index + 1).to_string(),
        EditProblem::TextNeeded | EditProblem::TooDeep | EditProblem::NotTogether => String::new(),
    };
    let key = format!("library-build-problem-{}", problem.code());
    context.t_with(&key, &[("detail", detail.into())])
}
