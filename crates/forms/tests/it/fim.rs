// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms of the federal information management, and the lists of codes that they refer to.

use std::fmt::Write as _;

use forms::{Answers, CompiledForm, Context, Imported, fim, genericode};

const VERSION_3: &[u8] = include_bytes!("samples/belehrung-3.xml");
const VERSION_2: &[u8] = include_bytes!("samples/belehrung-2.xml");
const LIST: &[u8] = include_bytes!("samples/geschlecht.xml");

fn told(form: &Imported) -> String {
    let mut out = serde_json::to_string_pretty(&form.spec).unwrap();
    out.push_str("\n\nlost:\n");
    for loss in &form.losses {
        writeln!(out, "{loss}").unwrap();
    }
    out.push_str("\nto be read by a person:\n");
    for task in &form.tasks {
        writeln!(out, "{task:#?}").unwrap();
    }
    out.push_str("\nwanted:\n");
    for wanted in &form.wanted {
        writeln!(out, "{wanted:?}").unwrap();
    }
    out
}

pub(crate) fn message() -> fim::Message<'static> {
    fim::Message {
        id: "message-1",
        created: "2026-11-22T12:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_scheme_of_version_3_is_read() {
    insta::assert_snapshot!(told(&fim::read(VERSION_3).unwrap()));
}

#[test]
fn a_scheme_of_version_2_is_read() {
    insta::assert_snapshot!(told(&fim::read(VERSION_2).unwrap()));
}

#[test]
fn wanted_lists_are_filled_in_and_the_form_can_be_filled() {
    let mut form = fim::read(VERSION_3).unwrap();
    let list = genericode::read(LIST).unwrap();
    assert_eq!(form.wanted.len(), 1);
    let before = form.losses.len();
    genericode::resolve(&mut form, &[list]);
    assert_eq!(form.wanted, []);
    let choices = &form.spec.choices["geschlecht"];
    insta::assert_snapshot!(serde_json::to_string_pretty(choices).unwrap());
    let lost: Vec<String> = form.losses[before..]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(lost, ["geschlecht: row 3 2", "geschlecht: ComplexValue 1"]);
    CompiledForm::compile(&form.spec).unwrap();
}

#[test]
fn a_group_that_may_be_left_out_demands_only_if_it_is_begun() {
    let mut form = fim::read(VERSION_3).unwrap();
    genericode::resolve(&mut form, &[genericode::read(LIST).unwrap()]);
    let form = CompiledForm::compile(&form.spec).unwrap();
    let context = Context::at("2026-11-22T12:00:00Z".parse().unwrap());
    let missing = |answers: &[(&str, &str)]| {
        let answers: Answers = answers.iter().copied().collect();
        let mut missing: Vec<String> = form
            .check(&answers, &context)
            .violations
            .into_iter()
            .map(|violation| violation.path)
            .collect();
        missing.retain(|path| path.starts_with("Vertretung"));
        missing
    };
    assert_eq!(missing(&[]), Vec::<String>::new());
    assert_eq!(
        missing(&[("Vertretung/Vornamen", "Eva")]),
        ["Vertretung/Familienname_2"]
    );
    assert_eq!(
        missing(&[("Vertretung/Familienname_2", "Beispiel")]),
        Vec::<String>::new()
    );
}

#[test]
fn another_version_of_a_list_does_not_do() {
    let mut form = fim::read(VERSION_3).unwrap();
    let mut list = genericode::read(LIST).unwrap();
    list.version = "1".to_owned();
    list.version_address = "urn:de:beispiel:codeliste:geschlecht_1".to_owned();
    genericode::resolve(&mut form, &[list]);
    assert_eq!(form.wanted.len(), 1);
}

#[test]
fn a_scheme_that_was_written_says_the_same() {
    for bytes in [VERSION_2, VERSION_3] {
        let form = fim::read(bytes).unwrap();
        let (text, _) = fim::write(&form.spec, &message());
        let again = fim::read(text.as_bytes()).unwrap();
        let (text_again, _) = fim::write(&again.spec, &message());
        assert_eq!(text_again, text);
        if bytes == VERSION_3 {
            assert_eq!(again.spec, form.spec);
        } else {
            // Identifiers and versions are longer in the newer format, and everything has a status.
            let id = again.spec.items[0].fim_id().unwrap().to_string();
            assert_eq!(id, "F12000000001V1.0.0 (7)");
            assert_eq!(
                again.spec.items[1].fim_id().unwrap().to_string(),
                "F12000000002 (2)"
            );
        }
    }
}

#[test]
fn the_written_scheme_stays_as_it_is() {
    let form = fim::read(VERSION_3).unwrap();
    let (text, losses) = fim::write(&form.spec, &message());
    let losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(format!("{text}\nlost:\n{}", losses.join("\n")));
}

#[test]
fn what_a_scheme_cannot_say_is_named() {
    let spec = crate::exports::lossy();
    let (text, losses) = fim::write(&spec, &message());
    let losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(losses.join("\n"));
    assert_eq!(fim::read(text.as_bytes()).unwrap().spec.id, "losses");
}

#[test]
fn broken_schemes_are_refused_with_their_place() {
    let text = std::str::from_utf8(VERSION_3).unwrap();
    for (good, bad, problem) in [
        (">1:3<", ">3:1<", "does not say how often"),
        (">1:3<", ">often<", "`often` does not say how often"),
        (
            "<code>select</code>",
            "<code>choose</code>",
            "`choose` is no feldart",
        ),
        (
            "<code>num_currency</code>",
            "<code>money</code>",
            "`money` is no datentyp",
        ),
        ("xdatenfelder_3.0.0", "xdatenfelder_4", "no data scheme"),
        ("</xdf:stammdatenschema>", "", ""),
        ("<xdf:id>F12000000007</xdf:id>", "", "`id` is missing"),
    ] {
        let broken = text.replacen(good, bad, 1);
        assert_ne!(broken, text, "{good}");
        let told = fim::read(broken.as_bytes()).unwrap_err().to_string();
        assert!(told.contains(problem), "{told}");
        assert!(told.contains(':'), "{told}");
    }
}

#[test]
fn broken_lists_are_refused_with_their_place() {
    let text = std::str::from_utf8(LIST).unwrap();
    for (good, bad, problem) in [
        (
            "ColumnRef=\"Kurz\"",
            "ColumnRef=\"Lang\"",
            "no column `Lang`",
        ),
        (
            "Id=\"Kurz\"",
            "Id=\"Schluessel\"",
            "no identifier of its own",
        ),
        ("codelist/ns", "codelist/xx", "not `CodeList`"),
    ] {
        let broken = text.replacen(good, bad, 1);
        let told = genericode::read(broken.as_bytes()).unwrap_err().to_string();
        assert!(told.contains(problem), "{told}");
    }
}
