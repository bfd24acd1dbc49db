// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a new version of a form means for collections that run with the old one.

use forms::{FormSpec, Item, PrivacyClass, Question, QuestionType};
use serde::Serialize;

use super::choices::{ChoiceChange, of_choices};
use super::list_of;
use super::pairs::{Pairs, containers};

/// What becomes of reports of the old version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are reports of the new version as they are.
    Compatible,
    /// They become reports of the new version by a rule that a person must give.
    NeedsMapping,
    /// They cannot be reports of the new version: the series ends.
    Breaks,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A new question that need not be answered.
    QuestionAdded,
    /// A new question that must be answered: old reports lack the answer.
    RequiredQuestionAdded,
    /// A question is gone, and its answers with it.
    QuestionRemoved,
    /// A text to read, or a value that nobody gives, is new or gone.
    TextChanged,
    /// A question has another name.
    QuestionRenamed,
    /// A question stands in another group: answers have another path.
    QuestionMoved,
    /// A question is asked in other repeats than before.
    RepeatChanged,
    /// Everything that was an answer still is one.
    TypeWidened,
    /// Not everything that was an answer still is one.
    TypeNarrowed,
    /// An answer is something else.
    TypeChanged,
    /// What need not be answered must be, or under another condition.
    NowRequired,
    /// What had to be answered need not be.
    NoLongerRequired,
    /// Answers are checked in another way: old ones may fail.
    CheckChanged,
    /// Answers are no longer checked.
    CheckRemoved,
    /// It is asked under another condition.
    ConditionChanged,
    /// The value is calculated in another way: series are not comparable.
    CalculationChanged,
    /// What is counted or measured is another.
    UnitChanged,
    /// A new code.
    CodeAdded,
    /// A code is gone, and the answers that chose it.
    CodeRemoved,
    /// The same choice has another code.
    CodeRenamed,
    /// A code is called otherwise: perhaps it means something else.
    CodeReworded,
    /// The number of rounds is decided in another way.
    RoundsChanged,
    /// What is forwarded changes, so the release policy must change before anything leaves.
    PolicyMustChange,
    /// A report is about another period.
    PeriodChanged,
    /// The data are collected for something else, or under another law.
    PurposeChanged,
}

/// What one change means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consequence {
    /// The question or group, by its path in the new version; in the old one if it is gone; empty
    /// for the form.
    pub path: String,
    /// What becomes of old reports.
    pub level: Level,
    /// Why.
    pub reason: Reason,
    /// The code, the old path or what else the reason speaks of.
    pub detail: Option<String>,
}

/// What a new version means.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Impact {
    /// In the order of the new form, then what is gone.
    pub consequences: Vec<Consequence>,
}

impl Impact {
    /// The gravest level; compatible if nothing changes.
    pub fn level(&self) -> Level {
        let levels = self.consequences.iter().map(|one| one.level);
        levels.max().unwrap_or(Level::Compatible)
    }

    /// Whether the release policy must change before anything of the new version leaves.
    pub fn needs_policy(&self) -> bool {
        let mut reasons = self.consequences.iter().map(|one| one.reason);
        reasons.any(|reason| reason == Reason::PolicyMustChange)
    }

    fn add(&mut self, path: &str, level: Level, reason: Reason) {
        self.detailed(path, level, reason, None);
    }

    fn detailed(&mut self, path: &str, level: Level, reason: Reason, detail: Option<&str>) {
        self.consequences.push(Consequence {
            path: path.to_owned(),
            level,
            reason,
            detail: detail.map(str::to_owned),
        });
    }
}

/// What it means for running collections that `new` takes the place of `old`.
pub fn impact(old: &FormSpec, new: &FormSpec) -> Impact {
    let mut impact = Impact::default();
    if old.period != new.period {
        impact.add("", Level::Breaks, Reason::PeriodChanged);
    }
    if old.purpose != new.purpose || old.legal_basis != new.legal_basis {
        impact.add("", Level::NeedsMapping, Reason::PurposeChanged);
    }
    of_containers(old, new, &mut impact);
    let (were, are) = (repeats(old), repeats(new));
    let pairs = Pairs::of(old, new);
    for ((path, question), before) in &pairs.found {
        match before {
            None => added(path, question, &mut impact),
            Some((old_path, old_question)) => {
                let sides = Sides {
                    old,
                    new,
                    repeats: (&were, &are),
                    path,
                    before: old_question,
                    after: question,
                };
                sides.placed(old_path, &mut impact);
                sides.asked(&mut impact);
                sides.typed(&mut impact);
                sides.chosen(&mut impact);
                sides.forwarded(&mut impact);
            }
        }
    }
    for (path, question) in pairs.gone() {
        if holds_value(question) {
            impact.add(path, Level::Breaks, Reason::QuestionRemoved);
        } else {
            impact.add(path, Level::Compatible, Reason::TextChanged);
        }
        if question.forwarded_as().is_some() {
            impact.add(path, Level::NeedsMapping, Reason::PolicyMustChange);
        }
    }
    impact
}

fn holds_value(question: &Question) -> bool {
    question.kind != QuestionType::Note && !question.kind.is_external()
}

/// Whether there can be a duty to answer.
fn is_required(question: &Question) -> bool {
    let required = question.required.as_deref().map(str::trim);
    question.kind.is_asked() && required.is_some_and(|text| text != "false()" && !text.is_empty())
}

fn added(path: &str, question: &Question, impact: &mut Impact) {
    let is_given = question.default.is_some() || question.calculate.is_some();
    if !question.kind.is_asked() {
        impact.add(path, Level::Compatible, Reason::TextChanged);
    } else if is_required(question) && !is_given {
        impact.add(path, Level::NeedsMapping, Reason::RequiredQuestionAdded);
    } else {
        impact.add(path, Level::Compatible, Reason::QuestionAdded);
    }
    if question.forwarded_as().is_some() {
        impact.add(path, Level::NeedsMapping, Reason::PolicyMustChange);
    }
}

fn of_containers(old: &FormSpec, new: &FormSpec, impact: &mut Impact) {
    let before = containers(&old.items);
    for (path, item) in containers(&new.items) {
        let Some((_, other)) = before.iter().find(|(known, _)| *known == path) else {
            continue;
        };
        if relevant(other) != relevant(item) {
            impact.add(&path, Level::NeedsMapping, Reason::ConditionChanged);
        }
        if let (Item::Repeat(one), Item::Repeat(other)) = (*other, item)
            && one.count != other.count
        {
            impact.add(&path, Level::NeedsMapping, Reason::RoundsChanged);
        }
    }
}

fn relevant(item: &Item) -> Option<&str> {
    match item {
        Item::Group(group) => group.relevant.as_deref(),
        Item::Repeat(repeat) => repeat.relevant.as_deref(),
        Item::Question(question) => question.relevant.as_deref(),
    }
}

/// The paths of all repeats.
fn repeats(spec: &FormSpec) -> Vec<String> {
    let all = containers(&spec.items).into_iter();
    let repeats = all.filter(|(_, item)| matches!(item, Item::Repeat(_)));
    repeats.map(|(path, _)| path).collect()
}

/// How many repeats lie around a path.
fn around(repeats: &[String], path: &str) -> usize {
    let is_around = |at: &String| {
        path.strip_prefix(at.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    };
    repeats.iter().filter(|at| is_around(at)).count()
}

/// Whether every answer of one type is one of the other: none if they have nothing in common.
fn widened(from: QuestionType, to: QuestionType) -> Option<bool> {
    use QuestionType as T;
    match (from, to) {
        (T::Integer | T::Range, T::Decimal)
        | (T::Integer, T::Range)
        | (T::SelectOne, T::SelectMany)
        | (T::Acknowledge, T::Trigger)
        | (T::Trigger, T::Acknowledge) => Some(true),
        (T::Decimal, T::Integer | T::Range)
        | (T::Range, T::Integer)
        | (T::SelectMany, T::SelectOne) => Some(false),
        (from, T::Text) if !from.is_file() && from != T::Note => Some(true),
        (T::Text, to) if !to.is_file() && to != T::Note => Some(false),
        _ => None,
    }
}

/// A question in both versions.
struct Sides<'a> {
    old: &'a FormSpec,
    new: &'a FormSpec,
    /// The repeats of both.
    repeats: (&'a [String], &'a [String]),
    path: &'a str,
    before: &'a Question,
    after: &'a Question,
}

impl Sides<'_> {
    fn placed(&self, old_path: &str, impact: &mut Impact) {
        let path = self.path;
        let (was, is) = self.repeats;
        if around(was, old_path) != around(is, path) {
            let reason = Reason::RepeatChanged;
            impact.detailed(path, Level::Breaks, reason, Some(old_path));
        } else if self.before.name != self.after.name {
            let reason = Reason::QuestionRenamed;
            impact.detailed(path, Level::NeedsMapping, reason, Some(old_path));
        } else if old_path != path {
            let reason = Reason::QuestionMoved;
            impact.detailed(path, Level::NeedsMapping, reason, Some(old_path));
        }
    }

    fn asked(&self, impact: &mut Impact) {
        let (before, after, path) = (self.before, self.after, self.path);
        if before.required != after.required {
            if is_required(after) {
                impact.add(path, Level::NeedsMapping, Reason::NowRequired);
            } else if is_required(before) {
                impact.add(path, Level::Compatible, Reason::NoLongerRequired);
            }
        }
        if before.constraint != after.constraint {
            if after.constraint.is_some() {
                impact.add(path, Level::NeedsMapping, Reason::CheckChanged);
            } else {
                impact.add(path, Level::Compatible, Reason::CheckRemoved);
            }
        }
        if before.relevant != after.relevant {
            impact.add(path, Level::NeedsMapping, Reason::ConditionChanged);
        }
        if before.calculate != after.calculate {
            impact.add(path, Level::NeedsMapping, Reason::CalculationChanged);
        }
        if before.unit != after.unit && !before.unit.is_empty() {
            impact.add(path, Level::NeedsMapping, Reason::UnitChanged);
        }
        if before.kind == QuestionType::Note && before.label != after.label {
            impact.add(path, Level::Compatible, Reason::TextChanged);
        }
    }

    fn typed(&self, impact: &mut Impact) {
        let (from, to) = (self.before.kind, self.after.kind);
        if from == to {
            return;
        }
        match widened(from, to) {
            Some(true) => impact.add(self.path, Level::Compatible, Reason::TypeWidened),
            Some(false) => impact.add(self.path, Level::Breaks, Reason::TypeNarrowed),
            None => impact.add(self.path, Level::Breaks, Reason::TypeChanged),
        }
    }

    fn choices(&self) -> Vec<ChoiceChange> {
        if !self.before.kind.is_select() || !self.after.kind.is_select() {
            return Vec::new();
        }
        of_choices(
            list_of(self.old, self.before),
            list_of(self.new, self.after),
            &self.new.default_language,
        )
    }

    fn chosen(&self, impact: &mut Impact) {
        for change in self.choices() {
            let (level, reason, code) = match &change {
                ChoiceChange::Added { code } => (Level::Compatible, Reason::CodeAdded, code),
                ChoiceChange::Removed { code } => (Level::Breaks, Reason::CodeRemoved, code),
                ChoiceChange::Renamed { old, .. } => {
                    (Level::NeedsMapping, Reason::CodeRenamed, old)
                }
                ChoiceChange::Reworded { code, .. } => {
                    (Level::Compatible, Reason::CodeReworded, code)
                }
                ChoiceChange::Reordered => continue,
            };
            impact.detailed(self.path, level, reason, Some(code));
        }
        if self.before.or_other && !self.after.or_other {
            let reason = Reason::CodeRemoved;
            impact.detailed(self.path, Level::Breaks, reason, Some("other"));
        }
    }

    /// Whether the hierarchies and classes of the release policy still fit.
    fn forwarded(&self, impact: &mut Impact) {
        let (was, is) = (self.before.forwarded_as(), self.after.forwarded_as());
        if was.is_none() && is.is_none() {
            return;
        }
        let by_value = matches!(
            is,
            Some(PrivacyClass::Quasi | PrivacyClass::Sensitive | PrivacyClass::Plain)
        );
        let has_other_codes = self.choices().iter().any(|change| {
            !matches!(
                change,
                ChoiceChange::Reordered | ChoiceChange::Reworded { .. }
            )
        });
        let differs = was != is
            || self.before.release != self.after.release
            || self.before.name != self.after.name
            || self.before.kind != self.after.kind
            || (by_value && has_other_codes);
        if differs {
            impact.add(self.path, Level::NeedsMapping, Reason::PolicyMustChange);
        }
    }
}
