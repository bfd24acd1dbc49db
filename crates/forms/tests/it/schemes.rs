// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What data schemes of FIM and FHIR Questionnaires can say comes back as it was.

use std::collections::BTreeMap;

use forms::{
    Choice, CodeListId, FimId, FormSpec, Group, Item, Question, QuestionType, ReleaseStatus,
    Repeat, export, fhir, fim, lower,
};
use kernel::Localized;
use proptest::prelude::*;

/// What a format is tried with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Fim,
    Fhir,
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zäöüß0-9]([A-Za-zäöüß0-9,;?!<>&'\"-]| [a-z]){0,12}[a-z]"
}

/// A text in German; in FHIR also in English.
fn text(said: Said) -> impl Strategy<Value = Localized> {
    (words(), words()).prop_map(move |(de, en)| {
        let mut text = Localized::one("de", de);
        if said == Said::Fhir {
            text.0.insert("en".to_owned(), en);
        }
        text
    })
}

fn fim_id(letter: char) -> impl Strategy<Value = FimId> {
    let parts = ("[0-8][0-9]{10}", "[0-9]\\.[0-9]\\.[0-9]", 1..9_u8);
    parts.prop_map(move |(id, version, status)| {
        let status = ReleaseStatus::of_code(&status.to_string());
        FimId::new(&format!("{letter}{id}"), &version, status).unwrap()
    })
}

fn bounds(kind: QuestionType) -> BoxedStrategy<Option<String>> {
    let joined = |parts: Vec<Option<String>>| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    };
    match kind {
        QuestionType::Text => (
            prop::option::of(0..9_u32),
            prop::option::of(9..5_000_u32),
            prop::option::of("\\[[a-z]-[a-z]\\]\\{[1-9]\\}"),
        )
            .prop_map(move |(least, most, pattern)| {
                let pattern = pattern.filter(|p| p.as_bytes()[1] <= p.as_bytes()[3]);
                joined(vec![
                    least.map(|n| format!("string-length(.) >= {n}")),
                    most.map(|n| format!("string-length(.) <= {n}")),
                    pattern.map(|p| format!("regex(., '{p}')")),
                ])
            })
            .boxed(),
        QuestionType::Integer => (prop::option::of(-99..9_i32), prop::option::of(9..99_i32))
            .prop_map(move |(least, most)| {
                joined(vec![
                    least.map(|n| format!(". >= {n}")),
                    most.map(|n| format!(". <= {n}")),
                ])
            })
            .boxed(),
        QuestionType::Decimal => {
            prop::option::of(Just(". >= -0.5 and . <= 12.25".to_owned())).boxed()
        }
        QuestionType::Date => prop::option::of(Just(". >= date('2020-02-29')".to_owned())).boxed(),
        _ => Just(None).boxed(),
    }
}

fn question(said: Said) -> impl Strategy<Value = Question> {
    let kinds = vec![
        QuestionType::Text,
        QuestionType::Integer,
        QuestionType::Decimal,
        QuestionType::Date,
        QuestionType::Time,
        QuestionType::DateTime,
        QuestionType::Boolean,
        QuestionType::SelectOne,
        QuestionType::SelectMany,
        QuestionType::Note,
        QuestionType::Hidden,
        QuestionType::File,
    ];
    let kinds = prop::sample::select(kinds);
    let question = kinds.prop_flat_map(move |kind| {
        let texts = (text(said), prop::option::of(text(said)));
        let yes = || prop::option::of(Just("true()".to_owned()));
        let default = prop::option::of(words());
        let id = prop::option::of(fim_id('F'));
        let more = (bounds(kind), default, id, any::<bool>(), any::<bool>());
        (Just(kind), texts, yes(), yes(), more)
    });
    question.prop_map(move |(kind, (label, hint), required, readonly, more)| {
        let (constraint, default, fim_id, asks, listed) = more;
        let is_select = matches!(kind, QuestionType::SelectOne | QuestionType::SelectMany);
        let is_asked = !matches!(kind, QuestionType::Note | QuestionType::Hidden);
        let default = match kind {
            QuestionType::Text => default,
            QuestionType::Integer => default.map(|_| "5".to_owned()),
            QuestionType::Boolean => default.map(|_| "true".to_owned()),
            QuestionType::SelectOne if said == Said::Fim => default.map(|_| "plum".to_owned()),
            _ => None,
        };
        Question {
            kind,
            label,
            hint: hint
                .filter(|_| is_asked || said == Said::Fhir && kind == QuestionType::Note)
                .unwrap_or_default(),
            appearance: if listed && is_select && said == Said::Fhir {
                "minimal".to_owned()
            } else {
                String::new()
            },
            required: required.filter(|_| is_asked),
            readonly: readonly.filter(|_| is_asked && !(is_select && said == Said::Fim)),
            constraint,
            default_is_text: default.is_some(),
            default,
            fim_id: fim_id.filter(|_| said == Said::Fim),
            relevant: (asks && said == Said::Fhir).then(|| "${first} = 'x'".to_owned()),
            choices: is_select.then(|| if listed { "published" } else { "own" }.to_owned()),
            ..Question::default()
        }
    })
}

fn form(said: Said) -> impl Strategy<Value = FormSpec> {
    let questions = prop::collection::vec((question(said), 0..4_usize), 1..9);
    let ids = (prop::option::of(fim_id('G')), prop::option::of(fim_id('S')));
    let texts = (text(said), text(said), text(said));
    let flags = (any::<bool>(), any::<bool>());
    (questions, texts, ids, flags).prop_map(move |(questions, texts, ids, (fixed, optional))| {
        let (title, heading, about) = texts;
        let (group_id, form_id) = ids;
        let mut spec = FormSpec::new("my-form", "de");
        "1.2.0".clone_into(&mut spec.version);
        spec.title = title;
        spec.description = about;
        if said == Said::Fhir {
            spec.languages.push("en".to_owned());
        } else if let Some(id) = form_id {
            id.id().clone_into(&mut spec.id);
            id.version().clone_into(&mut spec.version);
            spec.fim_id = Some(id);
            spec.legal_basis = Localized::one("de", "§ 33 IfSG");
        }
        let group_id = group_id.filter(|_| said == Said::Fim);
        let first = Question {
            name: "first".to_owned(),
            label: heading.clone(),
            ..Question::default()
        };
        spec.items.push(Item::Question(Box::new(first)));
        let mut places: [Vec<Item>; 4] = Default::default();
        for (number, (mut question, place)) in questions.into_iter().enumerate() {
            question.name = format!("q{number}");
            if let Some(list) = &mut question.choices {
                // Lists are called by the first question that has them, published ones by their address.
                if list == "own" || said == Said::Fhir {
                    "own".clone_into(list);
                } else {
                    let id = CodeListId::new("urn:de:beispiel:published", "2").unwrap();
                    spec.code_lists.insert("published".to_owned(), id);
                }
            }
            places[place].push(Item::Question(Box::new(question)));
        }
        if optional && said == Said::Fim {
            for (place, condition) in [(1, "../* != ''"), (3, "../../* != ''")] {
                for item in &mut places[place] {
                    if let Item::Question(question) = item
                        && question.required.is_some()
                    {
                        question.required = Some(condition.to_owned());
                    }
                }
            }
        }
        let [outside, grouped, repeated, nested] = places;
        spec.items.extend(outside);
        let mut within = grouped;
        if !nested.is_empty() {
            within.push(Item::Group(Group {
                name: "inner".to_owned(),
                label: heading.clone(),
                items: nested,
                ..Group::default()
            }));
        }
        if !within.is_empty() {
            spec.items.push(Item::Group(Group {
                name: "group".to_owned(),
                label: heading.clone(),
                hint: heading.clone(),
                fim_id: group_id.clone(),
                items: within,
                ..Group::default()
            }));
        }
        if !repeated.is_empty() {
            spec.items.push(Item::Repeat(Repeat {
                name: "round".to_owned(),
                label: heading,
                fim_id: group_id,
                count: (fixed && said == Said::Fim).then(|| "3".to_owned()),
                items: repeated,
                ..Repeat::default()
            }));
        }
        name_own_list(&mut spec);
        spec
    })
}

/// The list that stands in the form is called as the first question that has it.
fn name_own_list(spec: &mut FormSpec) {
    let paths: Vec<String> = spec
        .questions()
        .into_iter()
        .filter(|(_, question)| question.choices.as_deref() == Some("own"))
        .map(|(path, _)| path)
        .collect();
    let Some(first) = paths.first() else {
        return;
    };
    let name = first.rsplit('/').next().unwrap().to_owned();
    for path in &paths {
        spec.question_mut(path).unwrap().choices = Some(name.clone());
    }
    let label = |text: &str| {
        let mut label = Localized::one("de", text);
        if spec.languages.len() > 1 {
            label.0.insert("en".to_owned(), format!("{text} (en)"));
        }
        label
    };
    let choices = ["apple", "plum"].map(|code| Choice {
        code: code.to_owned(),
        label: label(code),
        ..Choice::default()
    });
    spec.choices = BTreeMap::from([(name, choices.to_vec())]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn forms_survive_schemes(spec in form(Said::Fim)) {
        let (text, losses) = fim::write(&spec, &crate::fim::message());
        prop_assert_eq!(losses, vec![]);
        let read = fim::read(text.as_bytes()).unwrap();
        let lost: Vec<String> = read
            .losses
            .iter()
            .filter(|loss| !loss.place.is_empty())
            .map(ToString::to_string)
            .collect();
        prop_assert_eq!(lost, Vec::<String>::new());
        prop_assert_eq!(&read.spec, &spec);
    }

    #[test]
    fn forms_survive_questionnaires(spec in form(Said::Fhir)) {
        let (value, losses) = export::fhir(&spec);
        prop_assert_eq!(losses, vec![]);
        let read = fhir::read(value.to_string().as_bytes()).unwrap();
        prop_assert_eq!(read.losses, vec![]);
        prop_assert_eq!(&read.spec, &spec);
        prop_assert!(lower(&read.spec).is_ok());
    }
}
