// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a version changes against the one before, and what that means for collections that run.

use form_design::diff::{Consequence, Level, Reason, impact};
use form_design::places;
use forms::{FormSpec, Item};
use web::Context;

use super::build::title;

/// What changes, for a page.
pub(super) struct ImpactView {
    /// The gravest consequence.
    pub(super) level: &'static str,
    pub(super) kind: &'static str,
    pub(super) lines: Vec<ImpactLine>,
}

/// One consequence.
pub(super) struct ImpactLine {
    pub(super) place: String,
    pub(super) level: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: String,
}

/// The end of message keys for a level, and the kind of its badge.
fn level(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Compatible => ("compatible", "success"),
        Level::NeedsMapping => ("needs-mapping", "warning"),
        Level::Breaks => ("breaks", "danger"),
    }
}

/// The end of the message key for a reason.
fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::QuestionAdded => "question-added",
        Reason::RequiredQuestionAdded => "required-question-added",
        Reason::QuestionRemoved => "question-removed",
        Reason::TextChanged => "text-changed",
        Reason::QuestionRenamed => "question-renamed",
        Reason::QuestionMoved => "question-moved",
        Reason::RepeatChanged => "repeat-changed",
        Reason::TypeWidened => "type-widened",
        Reason::TypeNarrowed => "type-narrowed",
        Reason::TypeChanged => "type-changed",
        Reason::NowRequired => "now-required",
        Reason::NoLongerRequired => "no-longer-required",
        Reason::CheckChanged => "check-changed",
        Reason::CheckRemoved => "check-removed",
        Reason::ConditionChanged => "condition-changed",
        Reason::CalculationChanged => "calculation-changed",
        Reason::UnitChanged => "unit-changed",
        Reason::CodeAdded => "code-added",
        Reason::CodeRemoved => "code-removed",
        Reason::CodeRenamed => "code-renamed",
        Reason::CodeReworded => "code-reworded",
        Reason::RoundsChanged => "rounds-changed",
        Reason::PolicyMustChange => "policy-must-change",
        Reason::PeriodChanged => "period-changed",
        Reason::PurposeChanged => "purpose-changed",
    }
}

/// What something is called in a form; its path if it is gone.
fn name(spec: &FormSpec, path: &str, tag: &str) -> Option<String> {
    let item = places::item(spec, path).ok()?;
    let label = match item {
        Item::Group(group) => &group.label,
        Item::Repeat(repeat) => &repeat.label,
        Item::Question(question) => &question.label,
    };
    Some(title(label, item.name(), tag))
}

/// What `new` means for reports made with `old`.
pub(super) fn view(context: &Context, old: &FormSpec, new: &FormSpec) -> ImpactView {
    let tag = context.lang().tag();
    let found = impact(old, new);
    let line = |one: &Consequence| {
        let detail = one.detail.clone().unwrap_or_default();
        let key = format!("library-impact-{}", reason(one.reason));
        let place = name(new, &one.path, tag).or_else(|| name(old, &one.path, tag));
        let (level, kind) = level(one.level);
        ImpactLine {
            place: place.unwrap_or_else(|| one.path.clone()),
            level,
            kind,
            text: context.t_with(&key, &[("detail", detail.into())]),
        }
    };
    let mut worst_first = found.consequences.clone();
    worst_first.sort_by_key(|one| std::cmp::Reverse(one.level));
    let (level, kind) = level(found.level());
    ImpactView {
        level,
        kind,
        lines: worst_first.iter().map(line).collect(),
    }
}
