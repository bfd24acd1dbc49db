// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is written reads as the same form: workbooks, tables as text, and the executed form.

use std::collections::BTreeMap;

use forms::{
    Choice, ChoiceSource, CodeListId, FimId, FormSpec, Group, Item, Media, Origin, PrivacyClass,
    Question, QuestionType, ReleaseStatus, Repeat, Settings, lift, lower, xform, xlsform,
};
use kernel::Localized;
use proptest::prelude::*;

/// A text in the languages of the form, without anything that a table or a reference would change.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-zäöüß0-9]([A-Za-zäöüß0-9,;?!<>&'-]| [a-z]){0,12}[a-z]"
}

fn localized() -> impl Strategy<Value = Localized> {
    (words(), words()).prop_map(|(de, en)| {
        Localized(BTreeMap::from([
            ("de".to_owned(), de),
            ("en".to_owned(), en),
        ]))
    })
}

/// Where something was taken over from.
fn origin() -> impl Strategy<Value = Option<Origin>> {
    let one = ("[a-z_]{1,4}(/[a-z]{1,3}\\.x)?", 1..9_u32).prop_map(|(item, version)| {
        let block = "0190c2a1-7f2e-7c3d-8a4b-5c6d7e8f9a0b".parse().unwrap();
        Origin::new(block, version, &item).unwrap()
    });
    prop::option::of(one)
}

/// The names that others gave to something, and where it was taken over from.
fn identity() -> impl Strategy<Value = (Option<FimId>, Option<String>, Option<Origin>)> {
    let fim_id =
        ("[FG][0-9]{11}", "([0-9]\\.[0-9]\\.[0-9])?", 0..9_u8).prop_map(|(id, version, status)| {
            let status = ReleaseStatus::of_code(&status.to_string());
            FimId::new(&id, &version, status).unwrap()
        });
    (
        prop::option::of(fim_id),
        prop::option::of("[0-9]\\.[a-z/]{1,8}"),
        origin(),
    )
}

/// Everything of a question but its name and what refers to others.
fn question() -> impl Strategy<Value = Question> {
    let kind = prop::sample::select(vec![
        QuestionType::Text,
        QuestionType::Integer,
        QuestionType::Decimal,
        QuestionType::Date,
        QuestionType::Time,
        QuestionType::DateTime,
        QuestionType::SelectOne,
        QuestionType::SelectMany,
        QuestionType::Rank,
        QuestionType::Range,
        QuestionType::Note,
        QuestionType::Calculated,
        QuestionType::Hidden,
        QuestionType::Acknowledge,
        QuestionType::Geopoint,
        QuestionType::Geotrace,
        QuestionType::Geoshape,
        QuestionType::Barcode,
        QuestionType::Image,
        QuestionType::Audio,
        QuestionType::Video,
        QuestionType::File,
        QuestionType::Start,
        QuestionType::Today,
        QuestionType::DeviceId,
    ]);
    let texts = (
        localized(),
        prop::option::of(localized()),
        prop::option::of(localized()),
        prop::option::of("[a-z]{1,8}\\.png"),
    );
    let conditions = (
        prop::option::of(Just("${first} = 'x'".to_owned())),
        prop::option::of(Just("true()".to_owned())),
        prop::option::of(localized()),
        any::<bool>(),
    );
    let class = prop::option::of(0..3_usize);
    (kind, texts, conditions, class, identity()).prop_map(
        |(kind, (label, hint, guidance, image), conditions, class, (fim_id, link_id, origin))| {
            let (relevant, required, message, more) = conditions;
            let mut question = Question {
                kind,
                relevant,
                fim_id,
                link_id,
                origin,
                ..Question::default()
            };
            let is_shown = kind.is_asked() || kind == QuestionType::Note;
            if is_shown {
                question.label = label;
                question.hint = hint.unwrap_or_default();
                question.guidance = guidance.unwrap_or_default();
                question.media = Media {
                    image: image
                        .map(|name| Localized::one("de", name))
                        .unwrap_or_default(),
                    ..Media::default()
                };
                question.appearance = if more {
                    "minimal".to_owned()
                } else {
                    String::new()
                };
            }
            if kind.is_asked() {
                question.required = required;
                if let Some(message) = message {
                    question.constraint = Some(". != ${first}".to_owned());
                    question.constraint_message = message;
                }
            }
            match kind {
                QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
                    question.choices = Some("fruit".to_owned());
                    if more {
                        question.choice_filter = Some("colour = ${first}".to_owned());
                    }
                }
                QuestionType::Calculated => {
                    question.calculate = Some("concat(${first}, 'x')".to_owned());
                }
                QuestionType::Text if more => {
                    question.default = Some("soon".to_owned());
                    question.default_is_text = true;
                }
                QuestionType::Date if more => question.default = Some("today()".to_owned()),
                QuestionType::Range => {
                    question.parameters = [("start", "1"), ("end", "5"), ("step", "1")]
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .into();
                    question.appearance.clear();
                }
                _ => {}
            }
            if kind.is_asked() {
                question.privacy = class.map(|class| PrivacyClass::ALL[class]);
            }
            question
        },
    )
}

fn form() -> impl Strategy<Value = FormSpec> {
    let questions = prop::collection::vec((question(), 0..3_usize), 1..8);
    let identities = (identity(), identity());
    let help = prop::option::of((localized(), any::<bool>()));
    let headings = (localized(), localized(), help);
    (
        questions,
        headings,
        any::<bool>(),
        any::<bool>(),
        identities,
    )
        .prop_map(
            |(questions, (title, heading, help), counted, fixed, identities)| {
                let help = help.map(|(mut help, refers)| {
                    for text in help.0.values_mut().filter(|_| refers) {
                        text.push_str(" ${first}");
                    }
                    help
                });
                let help = help.unwrap_or_default();
                let ((fim_id, link_id, origin), (repeat_id, repeat_link, repeat_origin)) =
                    identities;
                let mut spec = FormSpec::new("form", "de");
                spec.title = title;
                (spec.reads_period, spec.reads_previous) = (counted, fixed);
                spec.fim_id.clone_from(&repeat_id);
                if counted {
                    let id = CodeListId::new("urn:de:beispiel:obst", "1.0");
                    spec.code_lists
                        .extend(id.map(|id| ("fruit".to_owned(), id)));
                }
                spec.languages = vec!["de".to_owned(), "en".to_owned()];
                let choice = |code: &str, colour: &str| Choice {
                    code: code.to_owned(),
                    label: Localized(BTreeMap::from([
                        ("de".to_owned(), format!("{code} (de)")),
                        ("en".to_owned(), format!("{code} (en)")),
                    ])),
                    extra: BTreeMap::from([("colour".to_owned(), colour.to_owned())]),
                    ..Choice::default()
                };
                let mut places: [Vec<Item>; 3] = Default::default();
                for (index, (mut question, place)) in questions.into_iter().enumerate() {
                    question.name = format!("q{index}");
                    if question.choices.is_some() {
                        spec.choices.insert(
                            "fruit".to_owned(),
                            vec![choice("apple", "red"), choice("plum", "blue")],
                        );
                    }
                    places[place].push(Item::Question(Box::new(question)));
                }
                let [outside, grouped, repeated] = places;
                let first = Question {
                    name: "first".to_owned(),
                    label: heading.clone(),
                    ..Question::default()
                };
                spec.items.push(Item::Question(Box::new(first)));
                spec.items.extend(outside);
                if !grouped.is_empty() {
                    spec.items.push(Item::Group(Group {
                        name: "group".to_owned(),
                        label: heading.clone(),
                        appearance: "field-list".to_owned(),
                        relevant: counted.then(|| "${first} != ''".to_owned()),
                        hint: help.clone(),
                        items: grouped,
                        fim_id,
                        link_id,
                        origin,
                        ..Group::default()
                    }));
                }
                if !repeated.is_empty() {
                    spec.items.push(Item::Repeat(Repeat {
                        name: "round".to_owned(),
                        label: heading,
                        hint: help,
                        count: counted.then(|| {
                            if fixed {
                                "3".to_owned()
                            } else {
                                "${first}".to_owned()
                            }
                        }),
                        items: repeated,
                        fim_id: repeat_id,
                        link_id: repeat_link,
                        origin: repeat_origin,
                        ..Repeat::default()
                    }));
                }
                spec
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn forms_survive_workbooks_and_tables(spec in form()) {
        let workbook = xlsform::write(&spec).unwrap();
        let (read, _) = xlsform::read(&workbook, "other.xlsx").map_err(|problems| {
            TestCaseError::fail(problems[0].message("en"))
        })?;
        prop_assert_eq!(&read, &spec);
        let tables = xlsform::write_markdown(&spec);
        let (read, _) = xlsform::read(tables.as_bytes(), "other.md").map_err(|problems| {
            TestCaseError::fail(problems[0].message("en"))
        })?;
        prop_assert_eq!(&read, &spec);
    }

    #[test]
    fn forms_survive_being_executed(spec in form()) {
        let definition = lower(&spec).map_err(|problems| {
            TestCaseError::fail(problems[0].message("en"))
        })?;
        let (lifted, losses) = lift(&definition);
        prop_assert_eq!(losses, vec![]);
        prop_assert_eq!(&lifted, &spec);
        let written = xform::write(&definition);
        let read = xform::read(written.as_bytes()).unwrap();
        let (lifted, losses) = lift(&read);
        prop_assert_eq!(losses, vec![]);
        prop_assert_eq!(&lifted, &spec);
    }
}

#[test]
fn the_shipped_template_survives() {
    let bytes = include_bytes!("samples/are-sentinel-kita.xlsx");
    let (spec, _) = xlsform::read(bytes, "are-sentinel-kita.xlsx").unwrap();
    let (again, _) = xlsform::read(&xlsform::write(&spec).unwrap(), "x.xlsx").unwrap();
    assert_eq!(again.hash(), spec.hash());
    let (lifted, losses) = lift(&lower(&spec).unwrap());
    assert_eq!(losses, []);
    assert_eq!(lifted, spec);
}

#[test]
fn rare_things_survive_workbooks() {
    let question = |name: &str, kind: QuestionType| Question {
        name: name.to_owned(),
        kind,
        label: Localized::one("de", "Frage"),
        ..Question::default()
    };
    let mut spec = FormSpec::new("rare", "de");
    spec.title = Localized::one("de", "Selten");
    spec.unnamed_language = Some("de".to_owned());
    spec.settings = Settings {
        root: Some("rare".to_owned()),
        style: "pages".to_owned(),
        instance_name: Some("${a}".to_owned()),
        submission_url: Some("https://example.org".to_owned()),
        namespaces: BTreeMap::from([("ex".to_owned(), "http://example.org".to_owned())]),
        attributes: BTreeMap::from([("ex:note".to_owned(), "x".to_owned())]),
        ..Settings::default()
    };
    spec.items = vec![
        Item::Question(Box::new(question("a", QuestionType::Text))),
        Item::Question(Box::new(Question {
            choices: Some("towns.csv".to_owned()),
            choice_source: ChoiceSource::File,
            parameters: BTreeMap::from([("value".to_owned(), "code".to_owned())]),
            ..question("b", QuestionType::SelectOne)
        })),
        Item::Question(Box::new(Question {
            trigger: vec!["a".to_owned()],
            calculate: Some("now()".to_owned()),
            label: Localized::default(),
            ..question("c", QuestionType::DateTime)
        })),
        Item::Question(Box::new(Question {
            control: BTreeMap::from([("accept".to_owned(), "application/pdf".to_owned())]),
            ..question("d", QuestionType::File)
        })),
    ];
    let (again, _) = xlsform::read(&xlsform::write(&spec).unwrap(), "x.xlsx").unwrap();
    assert_eq!(again, spec);
    let (lifted, losses) = lift(&lower(&spec).unwrap());
    assert_eq!(losses, []);
    assert_eq!(lifted, spec);
}

const OTHERWISE: &str = "
| survey |
| | type | name | label::Deutsch (de) | label::English (en) |
| | select_one fruit or_other | fruit | Obst | Fruit |
| choices |
| | list_name | name | label::Deutsch (de) | label::English (en) |
| | fruit | apple | Apfel | Apple |
";

#[test]
fn what_is_added_for_other_answers_follows_the_language() {
    let (spec, warnings) = xlsform::read(OTHERWISE.as_bytes(), "fruit.md").unwrap();
    assert!(warnings.is_empty(), "German and English are there");
    let written = xform::write(&lower(&spec).unwrap());
    for text in ["Andere Antwort", "Bitte angeben", "Other", "Specify other."] {
        assert!(
            written.contains(&format!("<value>{text}</value>")),
            "{text}: {written}"
        );
    }
    let unnamed = OTHERWISE
        .replace("::Deutsch (de)", "")
        .replace(" | label::English (en)", "");
    let unnamed = unnamed.replace(" | Fruit", "").replace(" | Apple", "");
    let (spec, _) = xlsform::read(unnamed.as_bytes(), "fruit.md").unwrap();
    let written = xform::write(&lower(&spec).unwrap());
    assert!(
        written.contains("Specify other.") && !written.contains("Andere"),
        "{written}"
    );
    let form = forms::CompiledForm::compile(&spec).unwrap();
    let label = &form.field("fruit_other").unwrap().question.label;
    assert_eq!(label.get("de"), "Bitte angeben");
    let field = form.field("fruit").unwrap();
    assert_eq!(
        form.display(field, "apple other", "de"),
        "Apfel, Andere Antwort"
    );
}
