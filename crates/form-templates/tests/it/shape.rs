// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What holds for every template, whatever it asks.

use std::collections::BTreeSet;

use form_design::lint;
use form_templates::templates;
use forms::{
    Answers, Context, FormSpec, Item, PrivacyClass, Question, QuestionType, ViolationKind, lift,
    lower, xform, xlsform,
};
use jiff::civil::date;
use kernel::Localized;

use crate::example::is_calculated;
use crate::{compiled, spec};

/// The languages in which every text is written.
const LANGUAGES: [&str; 2] = ["de", "en"];

fn specs() -> impl Iterator<Item = FormSpec> {
    templates().iter().map(|template| spec(template.id))
}

#[test]
fn every_template_is_read_without_a_warning_and_bears_its_identifier() {
    for template in templates() {
        let (spec, warnings) =
            xlsform::read_fillable(template.tables.as_bytes(), template.file_name).unwrap();
        let warnings: Vec<String> = warnings.iter().map(|one| one.message("en")).collect();
        assert_eq!(warnings, Vec::<String>::new(), "{}", template.id);
        assert_eq!(spec.id, template.id);
        assert_eq!(template.file_name, format!("{}.md", template.id));
    }
    let ids: BTreeSet<&str> = templates().iter().map(|template| template.id).collect();
    assert_eq!(ids.len(), templates().len());
    assert_eq!(form_templates::template("nothing"), None);
}

#[test]
fn every_template_can_be_filled() {
    for template in templates() {
        assert_eq!(compiled(template.id).spec().id, template.id);
    }
}

#[test]
fn the_design_check_finds_nothing() {
    for spec in specs() {
        let found: Vec<String> = lint(&spec)
            .iter()
            .map(|one| format!("{}: {} {:?}", spec.id, one.spot.path, one.kind))
            .collect();
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn what_is_written_reads_as_the_same_form() {
    for spec in specs() {
        let book = xlsform::write(&spec).unwrap();
        let (read, _) = xlsform::read_fillable(&book, "other.xlsx").unwrap();
        assert_eq!(read, spec, "{} as a workbook", spec.id);
        let tables = xlsform::write_markdown(&spec);
        let (read, _) = xlsform::read_fillable(tables.as_bytes(), "other.md").unwrap();
        assert_eq!(read, spec, "{} as tables", spec.id);
        let written = xform::write(&lower(&spec).unwrap());
        let (lifted, losses) = lift(&xform::read(written.as_bytes()).unwrap());
        assert_eq!(losses, [], "{}", spec.id);
        assert_eq!(lifted, spec, "{} as an XForm", spec.id);
    }
}

/// Every text of a form with the place where it stands.
fn texts(spec: &FormSpec) -> Vec<(String, &Localized)> {
    let mut all: Vec<(String, &Localized)> = [
        ("title", &spec.title),
        ("description", &spec.description),
        ("purpose", &spec.purpose),
        ("legal basis", &spec.legal_basis),
        ("review note", &spec.review_note),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    for (list, choices) in &spec.choices {
        let labels = choices.iter();
        all.extend(labels.map(|choice| (format!("{list}: {}", choice.code), &choice.label)));
    }
    texts_of_items(&spec.items, &mut all);
    all
}

fn texts_of_items<'a>(items: &'a [Item], all: &mut Vec<(String, &'a Localized)>) {
    for item in items {
        let (label, hint, inner) = match item {
            Item::Group(group) => (&group.label, &group.hint, &group.items[..]),
            Item::Repeat(repeat) => (&repeat.label, &repeat.hint, &repeat.items[..]),
            Item::Question(question) => (&question.label, &question.hint, &[][..]),
        };
        let name = item.name();
        let is_external = matches!(item, Item::Question(question) if question.kind.is_external());
        if !is_external {
            all.push((format!("{name}: label"), label));
        }
        let mut said = |property: &str, text: &'a Localized, is_wanted: bool| {
            if is_wanted || !text.is_empty() {
                all.push((format!("{name}: {property}"), text));
            }
        };
        said("hint", hint, false);
        if let Item::Question(question) = item {
            let one = question.as_ref();
            said("required", &one.required_message, one.required.is_some());
            let message = &one.constraint_message;
            said("constraint", message, one.constraint.is_some());
            said("warning", &one.warning_message, one.warning.is_some());
            let is_measure = one.privacy == Some(PrivacyClass::Measure);
            said("unit", &one.unit, is_measure);
        }
        texts_of_items(inner, all);
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    for spec in specs() {
        assert_eq!(spec.languages, LANGUAGES);
        assert_eq!(spec.default_language, "de");
        for (place, text) in texts(&spec) {
            let given: Vec<&str> = text.0.keys().map(String::as_str).collect();
            assert_eq!(given, LANGUAGES, "{}: {place}", spec.id);
            let is_said = text.0.values().all(|text| !text.trim().is_empty());
            assert!(is_said, "{}: {place}", spec.id);
        }
    }
}

/// Whether a report holds a value of this question.
fn stores_a_value(question: &Question) -> bool {
    question.kind != QuestionType::Note && !question.kind.is_external()
}

#[test]
fn every_stored_value_has_a_class_and_what_leaves_coarsened_has_a_rule() {
    for spec in specs() {
        for (path, question) in spec.questions() {
            let place = format!("{}: {path}", spec.id);
            assert_eq!(
                question.privacy.is_some(),
                stores_a_value(question),
                "{place}"
            );
            let wants_rule = matches!(
                question.privacy,
                Some(PrivacyClass::Quasi | PrivacyClass::Date)
            );
            assert_eq!(question.release.is_some(), wants_rule, "{place}");
        }
    }
}

#[test]
fn a_figure_within_a_repeat_is_not_summed() {
    fn look(items: &[Item], is_repeated: bool, id: &str) {
        for item in items {
            match item {
                Item::Group(group) => look(&group.items, is_repeated, id),
                Item::Repeat(repeat) => look(&repeat.items, true, id),
                Item::Question(question) => assert!(
                    !is_repeated || question.privacy != Some(PrivacyClass::Measure),
                    "{id}: {}",
                    question.name
                ),
            }
        }
    }
    for spec in specs() {
        look(&spec.items, false, &spec.id);
    }
}

#[test]
fn every_template_says_that_experts_have_still_to_confirm_it() {
    for spec in specs() {
        let first = spec.questions().into_iter();
        let (_, first) = first
            .map(|(path, question)| (path, question.clone()))
            .find(|(_, question)| !question.kind.is_external())
            .unwrap();
        assert_eq!(first.kind, QuestionType::Note, "{}", spec.id);
        for text in [&spec.description, &spec.review_note, &first.label] {
            assert!(text.get("de").contains("Fachlich zu prüfen"), "{}", spec.id);
            let english = text.get("en");
            assert!(english.contains("To be reviewed by experts"), "{}", spec.id);
        }
    }
}

#[test]
fn an_empty_report_only_misses_answers() {
    let context = Context::on(date(2026, 11, 19));
    for template in templates() {
        let form = compiled(template.id);
        let opened = form.begin(&context).unwrap();
        for found in [form.check(&Answers::new(), &context), opened.evaluation()] {
            is_calculated(&found, template.id);
            assert_eq!(found.warnings, [], "{}", template.id);
            let kinds = found.violations.iter().map(|one| one.kind);
            let kinds: BTreeSet<&str> = kinds.map(ViolationKind::code).collect();
            assert_eq!(Vec::from_iter(kinds), ["required"], "{}", template.id);
        }
    }
}

/// How a form begins for those who choose among templates.
#[test]
fn the_templates_introduce_themselves() {
    let heads: Vec<String> = specs()
        .map(|spec| {
            let texts = [
                &spec.title,
                &spec.description,
                &spec.purpose,
                &spec.legal_basis,
                &spec.review_note,
            ];
            let lines = texts.map(|text| format!("{}\n{}", text.get("de"), text.get("en")));
            let asked = spec
                .questions()
                .iter()
                .filter(|(_, q)| q.kind.is_asked())
                .count();
            format!(
                "{} ({}, {asked} asked)\n{}",
                spec.id,
                spec.period.name(),
                lines.join("\n")
            )
        })
        .collect();
    insta::assert_snapshot!(heads.join("\n\n"));
}
