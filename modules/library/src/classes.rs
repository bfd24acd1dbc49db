// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Privacy classes: what is suggested and why, what is kept when a workbook is replaced, and what
//! follows for forwarding.

use form_design::diff::counterparts;
use forms::{FormSpec, PrivacyClass, Question, QuestionType, ReleaseRule};
use kernel::Localized;

/// What is suggested for a question. It is only a suggestion: the author decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// The class; `None`: the value need not be forwarded.
    pub(crate) class: Option<PrivacyClass>,
    /// Why.
    pub(crate) reason: SuggestionReason,
}

/// Why a class is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SuggestionReason {
    /// Free text can hold names.
    FreeText,
    /// The name of the question speaks of a birthday, an age, a sex or a postcode.
    Recognisable,
    /// The name of the question speaks of an illness or a finding.
    Health,
    /// A day.
    Day,
    /// A number, which is most often a count.
    Count,
    /// A computed value, which the receiver can compute from the others.
    Computed,
    /// A choice, which can help to recognise somebody together with other answers.
    Choice,
}

impl SuggestionReason {
    /// The name in message keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FreeText => "free-text",
            Self::Recognisable => "recognisable",
            Self::Health => "health",
            Self::Day => "day",
            Self::Count => "count",
            Self::Computed => "computed",
            Self::Choice => "choice",
        }
    }
}

/// Parts of names that speak of what people recognise each other by.
const RECOGNISABLE: [&str; 12] = [
    "birth",
    "birthday",
    "born",
    "geburt",
    "geburtsdatum",
    "age",
    "alter",
    "sex",
    "gender",
    "geschlecht",
    "postcode",
    "plz",
];

/// Parts of names that speak of somebody's health.
const HEALTH: [&str; 10] = [
    "diagnosis",
    "diagnose",
    "illness",
    "krankheit",
    "finding",
    "befund",
    "pathogen",
    "erreger",
    "result",
    "ergebnis",
];

/// Suggests a class by type and name of a question. The suggested class always fits the type.
pub(crate) fn suggest(question: &Question) -> Suggestion {
    let name = question.name.to_lowercase();
    let speaks_of = |words: &[&str]| {
        name.split(|c: char| !c.is_alphanumeric())
            .any(|part| words.contains(&part))
    };
    let (class, reason) = match question.kind {
        kind if kind.is_free() => (Some(PrivacyClass::Identifier), SuggestionReason::FreeText),
        QuestionType::Calculated => (None, SuggestionReason::Computed),
        _ if speaks_of(&RECOGNISABLE) => {
            (Some(PrivacyClass::Quasi), SuggestionReason::Recognisable)
        }
        QuestionType::Date | QuestionType::DateTime => {
            (Some(PrivacyClass::Date), SuggestionReason::Day)
        }
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => {
            (Some(PrivacyClass::Measure), SuggestionReason::Count)
        }
        QuestionType::Boolean | QuestionType::SelectOne | QuestionType::SelectMany
            if speaks_of(&HEALTH) =>
        {
            (Some(PrivacyClass::Sensitive), SuggestionReason::Health)
        }
        _ => (Some(PrivacyClass::Quasi), SuggestionReason::Choice),
    };
    Suggestion { class, reason }
}

/// Whether the question is asked but has no class: its answers will stay at the office.
pub(crate) fn is_missing(question: &Question) -> bool {
    question.kind.is_asked() && question.privacy.is_none()
}

/// How many asked questions have no class.
pub(crate) fn missing(spec: &FormSpec) -> usize {
    spec.questions()
        .into_iter()
        .filter(|(_, question)| is_missing(question))
        .count()
}

/// Gives a question another class. A rule how coarse it must become only makes sense for classes
/// that are generalised, so it goes with them.
pub(crate) fn set(question: &mut Question, class: Option<PrivacyClass>) {
    question.privacy = class;
    if !matches!(class, Some(PrivacyClass::Quasi | PrivacyClass::Date)) {
        question.release = None;
    }
}

/// What became of the classes when a draft was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CarriedOver {
    /// How many questions are new.
    pub(crate) added: usize,
    /// How many questions are gone.
    pub(crate) removed: usize,
    /// How many questions kept the class of the draft.
    pub(crate) kept: usize,
    /// Where the workbook says another class than the draft, which stays: path, class in the workbook.
    pub(crate) differing: Vec<(String, PrivacyClass)>,
}

/// Takes the classes of `old` over into `new` (see [`counterparts`]). A class that a person gave in
/// the library outweighs the one in the workbook; a class that does not fit the question's new type
/// is not taken over.
pub(crate) fn carry_over(old: &FormSpec, new: &mut FormSpec) -> CarriedOver {
    let before = old.questions();
    let after = new.questions();
    let found = counterparts(&before, &after);
    let paths: Vec<String> = after.into_iter().map(|(path, _)| path).collect();
    let mut result = CarriedOver {
        removed: before.len() - found.iter().flatten().count(),
        ..CarriedOver::default()
    };
    for (path, index) in paths.into_iter().zip(found) {
        let Some(index) = index else {
            result.added += 1;
            continue;
        };
        let (class, rule): (Option<PrivacyClass>, Option<ReleaseRule>) =
            (before[index].1.privacy, before[index].1.release.clone());
        let (Some(class), Some(question)) = (class, new.question_mut(&path)) else {
            continue;
        };
        if !class.fits(question.kind) {
            continue;
        }
        result.kept += 1;
        match question.privacy {
            Some(other) if other != class => {
                result.differing.push((path.clone(), other));
                question.privacy = Some(class);
                question.release = rule;
            }
            Some(_) => {}
            None => {
                question.privacy = Some(class);
                question.release = rule;
            }
        }
    }
    result
}

/// What happens to answers: one line of the page that asks before publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forwarding {
    /// The name in message keys: a class, `free-text` or `none`.
    pub(crate) key: &'static str,
    /// Whether anything of it can leave the office.
    pub(crate) leaves: bool,
    /// Which questions.
    pub(crate) labels: Vec<Localized>,
}

/// What can leave the office and what stays there, by class; first what leaves.
pub(crate) fn forwarding(spec: &FormSpec) -> Vec<Forwarding> {
    const ORDER: [(&str, bool); 9] = [
        ("measure", true),
        ("date", true),
        ("plain", true),
        ("quasi", true),
        ("sensitive", true),
        ("entity", true),
        ("identifier", false),
        ("free-text", false),
        ("none", false),
    ];
    let mut lines: Vec<Forwarding> = ORDER
        .into_iter()
        .map(|(key, leaves)| Forwarding {
            key,
            leaves,
            labels: Vec::new(),
        })
        .collect();
    for (_, question) in spec.questions() {
        let key = match (question.forwarded_as(), question.kind, question.privacy) {
            (_, QuestionType::Note, _) => continue,
            (Some(class), ..) => class.name(),
            (None, _, Some(PrivacyClass::Identifier)) => PrivacyClass::Identifier.name(),
            (None, QuestionType::Text, _) => "free-text",
            (None, ..) => "none",
        };
        let label = if question.label.is_empty() {
            Localized::one("de", question.name.clone())
        } else {
            question.label.clone()
        };
        if let Some(line) = lines.iter_mut().find(|line| line.key == key) {
            line.labels.push(label);
        }
    }
    lines.retain(|line| !line.labels.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use forms::Item;
    use proptest::prelude::*;

    use super::*;

    const KINDS: [QuestionType; 9] = [
        QuestionType::Text,
        QuestionType::Integer,
        QuestionType::Decimal,
        QuestionType::Date,
        QuestionType::Boolean,
        QuestionType::SelectOne,
        QuestionType::SelectMany,
        QuestionType::Note,
        QuestionType::Calculated,
    ];

    fn question(name: &str, kind: QuestionType, privacy: Option<PrivacyClass>) -> Question {
        Question {
            name: name.to_owned(),
            kind,
            privacy,
            ..Question::default()
        }
    }

    fn spec(questions: Vec<Question>) -> FormSpec {
        FormSpec {
            title: Localized::one("de", "Test"),
            items: questions
                .into_iter()
                .map(|question| Item::Question(Box::new(question)))
                .collect(),
            ..FormSpec::new("test", "de")
        }
    }

    #[test]
    fn suggestions_follow_type_and_name() {
        let class = |name, kind| suggest(&question(name, kind, None)).class;
        assert_eq!(
            class("remark", QuestionType::Text),
            Some(PrivacyClass::Identifier)
        );
        assert_eq!(
            class("absent_are", QuestionType::Integer),
            Some(PrivacyClass::Measure)
        );
        assert_eq!(
            class("age", QuestionType::Integer),
            Some(PrivacyClass::Quasi)
        );
        assert_eq!(
            class("average", QuestionType::Integer),
            Some(PrivacyClass::Measure)
        );
        assert_eq!(
            class("date_of_birth", QuestionType::Date),
            Some(PrivacyClass::Quasi)
        );
        assert_eq!(
            class("count_day", QuestionType::Date),
            Some(PrivacyClass::Date)
        );
        assert_eq!(
            class("test_result", QuestionType::SelectOne),
            Some(PrivacyClass::Sensitive)
        );
        assert_eq!(class("share", QuestionType::Calculated), None);
    }

    #[test]
    fn a_replaced_workbook_keeps_the_classes_that_people_gave() {
        let old = spec(vec![
            question("count", QuestionType::Integer, Some(PrivacyClass::Measure)),
            question("day", QuestionType::Date, Some(PrivacyClass::Date)),
            question("gone", QuestionType::Integer, Some(PrivacyClass::Measure)),
            question(
                "plain",
                QuestionType::Boolean,
                Some(PrivacyClass::Sensitive),
            ),
        ]);
        let mut new = spec(vec![
            question("count", QuestionType::Integer, None),
            // A class that does not fit the new type is not taken over.
            question("day", QuestionType::Integer, None),
            question("plain", QuestionType::Boolean, Some(PrivacyClass::Plain)),
            question("fresh", QuestionType::Integer, Some(PrivacyClass::Measure)),
        ]);
        let carried = carry_over(&old, &mut new);
        let classes: Vec<_> = new
            .questions()
            .into_iter()
            .map(|(_, question)| question.privacy)
            .collect();
        assert_eq!(
            classes,
            [
                Some(PrivacyClass::Measure),
                None,
                Some(PrivacyClass::Sensitive),
                Some(PrivacyClass::Measure)
            ]
        );
        assert_eq!(
            carried,
            CarriedOver {
                added: 1,
                removed: 1,
                kept: 2,
                differing: vec![("plain".to_owned(), PrivacyClass::Plain)],
            }
        );
    }

    #[test]
    fn what_is_said_about_forwarding_names_every_question_once() {
        let spec = spec(vec![
            question("count", QuestionType::Integer, Some(PrivacyClass::Measure)),
            question("remark", QuestionType::Text, None),
            question("named", QuestionType::Text, Some(PrivacyClass::Identifier)),
            question("forgotten", QuestionType::Boolean, None),
            question("note", QuestionType::Note, None),
        ]);
        let lines: Vec<_> = forwarding(&spec)
            .into_iter()
            .map(|line| (line.key, line.leaves, line.labels.len()))
            .collect();
        assert_eq!(
            lines,
            [
                ("measure", true, 1),
                ("identifier", false, 1),
                ("free-text", false, 1),
                ("none", false, 1)
            ]
        );
        assert_eq!(missing(&spec), 2);
    }

    proptest! {
        #[test]
        fn a_suggestion_always_fits(name in "[a-z_]{1,20}", kind in 0..KINDS.len()) {
            let kind = KINDS[kind];
            let suggestion = suggest(&question(&name, kind, None));
            prop_assert!(suggestion.class.is_none_or(|class| class.fits(kind)));
        }

        #[test]
        fn carrying_over_never_makes_a_class_that_does_not_fit(
            before in proptest::collection::vec((0..4_usize, 0..KINDS.len(), 0..8_usize), 0..6),
            after in proptest::collection::vec((0..4_usize, 0..KINDS.len()), 0..6),
        ) {
            let name = |index: usize| format!("q{index}");
            let old = spec(before.iter().map(|(n, kind, class)| {
                let class = PrivacyClass::ALL.get(*class).copied();
                question(&name(*n), KINDS[*kind], class.filter(|class| class.fits(KINDS[*kind])))
            }).collect());
            let mut new = spec(after.iter().map(|(n, kind)| question(&name(*n), KINDS[*kind], None)).collect());
            carry_over(&old, &mut new);
            for (_, question) in new.questions() {
                prop_assert!(question.privacy.is_none_or(|class| class.fits(question.kind)));
            }
        }
    }
}
