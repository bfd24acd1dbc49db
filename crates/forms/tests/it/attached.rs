// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files beside a form.

use forms::engine::{MissingFiles, Resources};
use forms::{
    Answers, CompiledForm, Context, FormSpec, ViolationKind, WantedFor, check_data, wanted_files,
    xlsform,
};
use jiff::civil::date;

const TABLES: &str = "\
| survey |
| | type | name | label::de | label::en | image::de | audio::en | choice_filter | calculation |
| | csv-external | staff | | | | | | |
| | select_one_from_file counties.csv | county | Kreis | County | karte.png | | | |
| | select_one_from_file towns.csv | town | Ort | Town | | town.mp3 | county = ${county} | |
| | select_one yn | sure | Sicher? | Sure? | | | | |
| | calculate | mayor | | | | | | pulldata('mayors', 'name', 'town', ${town}) |
| | calculate | chief | | | | | | instance('staff')/root/item[town = ${town}]/name |
| | osm | house | Haus | House | | | | |
| choices |
| | list_name | name | label::de | label::en | image::de |
| | yn | yes | Ja | Yes | ja.png |
| | yn | no | Nein | No | |
| settings |
| | form_title | form_id | default_language |
| | Orte | orte | de |
";

fn spec() -> FormSpec {
    let (spec, warnings) = xlsform::read_fillable(TABLES.as_bytes(), "orte.md").unwrap();
    let said: Vec<_> = warnings.iter().map(|one| one.message("en")).collect();
    assert!(
        !said.iter().any(|line| line.contains("not collected")),
        "{said:?}"
    );
    spec
}

fn files(missing: MissingFiles) -> Resources {
    let mut files = Resources::none(missing);
    for (name, text) in [
        ("staff.csv", "name;town\nPetersen;leer\n"),
        ("counties.csv", "name,label\n03452,Aurich\n03457,Leer\n"),
        (
            "towns.csv",
            "name,label,county\nnorden,Norden,03452\nleer,Leer,03457\nweener,Weener,03457\n",
        ),
        ("mayors.csv", "town,name\nleer,Janssen\n"),
    ] {
        files.add(name, text.as_bytes().to_vec());
    }
    files
}

/// A form that chooses from one list of entities and updates another.
const FOLLOWED: &str = "\
| survey |
| | type | name | label | save_to | calculation |
| | select_one_from_file facilities.csv | facility | Wo? | | |
| | select_one_from_file findings.csv | finding | Was? | | |
| | calculate | town | | | instance('facilities')/root/item[name = ${facility}]/town |
| | text | state | Stand? | state | |
| entities |
| | list_name | entity_id |
| | findings | ${finding} |
| settings |
| | form_title | form_id | deich::entity_lists |
| | Nachschau | nachschau | facilities |
";

#[test]
fn lists_of_entities_come_when_a_form_is_filled() {
    let (spec, _) = xlsform::read(FOLLOWED.as_bytes(), "nachschau.md").unwrap();
    let purposes: Vec<_> = wanted_files(&spec)
        .into_iter()
        .map(|file| file.purpose)
        .collect();
    assert_eq!(purposes, [WantedFor::Entities; 2]);
    // Nothing is missing, and both lists are empty until they are given.
    let form = CompiledForm::compile(&spec).unwrap();
    let answers: Answers = [("facility", "a"), ("finding", "x"), ("state", "done")]
        .map(|(path, value)| (path.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let context = Context::on(date(2026, 11, 20));
    let empty = form.check(&answers, &context);
    assert_eq!(empty.violations.len(), 2, "{:?}", empty.violations);
    let context = context
        .with_entities("facilities", b"name,label,__version,town\na,Kita,1,Celle\n")
        .unwrap()
        .with_entities("findings", b"name,label,__version\nx,Schimmel,3\n")
        .unwrap();
    let checked = form.check(&answers, &context);
    assert!(checked.is_valid(), "{:?}", checked.violations);
    assert_eq!(checked.answers.get("town"), "Celle");
    let filling = form.read(&answers, &context).unwrap();
    assert_eq!(filling.shown("finding", "de"), "Schimmel");
    let entities = filling.session().entities();
    assert_eq!(entities[0].base_version.as_deref(), Some("3"));
    assert!(entities[0].update && !entities[0].create);
    // The mark survives both formats.
    let xform = forms::xform::write(&forms::lower(&spec).unwrap());
    assert!(
        xform.contains("deich:entity_lists=\"facilities\""),
        "{xform}"
    );
    let mut wrong = spec;
    wrong.entity_lists.insert("a.b".to_owned());
    assert!(CompiledForm::compile(&wrong).is_err());
}

#[test]
fn a_form_names_its_files() {
    let found: Vec<_> = wanted_files(&spec())
        .into_iter()
        .map(|file| (file.name, file.purpose))
        .collect();
    let expected = [
        ("counties.csv", WantedFor::Data),
        ("ja.png", WantedFor::Image),
        ("karte.png", WantedFor::Image),
        ("mayors.csv", WantedFor::Data),
        ("staff.csv", WantedFor::Data),
        ("town.mp3", WantedFor::Audio),
        ("towns.csv", WantedFor::Data),
    ]
    .map(|(name, purpose)| (name.to_owned(), purpose));
    assert_eq!(found, expected);
}

#[test]
fn lists_in_files_are_chosen_from_filtered_and_checked() {
    let form = CompiledForm::compile_with(&spec(), files(MissingFiles::Refuse)).unwrap();
    let today = Context::on(date(2026, 11, 18));
    let answered = |pairs: &[(&str, &str)]| -> Answers {
        let pairs = pairs.iter();
        pairs
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
            .collect()
    };
    let filling = form
        .resume(
            &answered(&[("county", "03457"), ("town", "leer"), ("sure", "yes")]),
            &today,
        )
        .unwrap();
    let choices = filling
        .session()
        .choices(&filling.reference("town"), "", 0, 10)
        .unwrap();
    let labels: Vec<_> = choices
        .choices
        .iter()
        .map(|one| one.label.text.as_str())
        .collect();
    assert_eq!(labels, ["Leer", "Weener"]);
    assert_eq!(filling.answers_value("mayor"), "Janssen");
    assert_eq!(filling.answers_value("chief"), "Petersen");
    assert!(
        filling.evaluation().violations.is_empty(),
        "{:?}",
        filling.evaluation()
    );

    let wrong = form.check(
        &answered(&[("county", "03457"), ("town", "norden")]),
        &today,
    );
    let found: Vec<_> = wrong
        .violations
        .iter()
        .map(|one| (one.path.as_str(), one.kind))
        .collect();
    assert_eq!(found, [("town", ViolationKind::UnknownChoice)]);
}

#[test]
fn without_its_lists_a_form_is_looked_at_but_not_used() {
    let spec = spec();
    let problems =
        CompiledForm::compile_with(&spec, Resources::none(MissingFiles::Refuse)).unwrap_err();
    let said: Vec<String> = problems.iter().map(|one| one.message("de")).collect();
    for name in ["counties.csv", "towns.csv", "mayors.csv", "staff.csv"] {
        assert!(
            said.iter().any(|line| line.contains(name)),
            "{name}: {said:?}"
        );
    }
    let empty = CompiledForm::compile_with(&spec, Resources::none(MissingFiles::Empty)).unwrap();
    let filling = empty.begin(&Context::on(date(2026, 11, 18))).unwrap();
    let county = filling.reference("county");
    assert_eq!(
        filling.session().choices(&county, "", 0, 10).unwrap().total,
        0
    );
}

#[test]
fn expressions_about_files_are_still_checked() {
    let tables = TABLES.replace("county = ${county}", "county = ${country}");
    let problems = xlsform::read_fillable(tables.as_bytes(), "orte.md").unwrap_err();
    assert!(
        problems[0].message("en").contains("country"),
        "{problems:?}"
    );
    let tables = TABLES.replace("instance('staff')", "instance('stuff')");
    assert!(xlsform::read_fillable(tables.as_bytes(), "orte.md").is_err());
}

#[test]
fn conditions_of_groups_and_repeats_may_read_files() {
    let tables = "\
| survey |
| | type | name | label | relevant | repeat_count | calculation |
| | text | town | Town | | | |
| | begin_group | mayor | Mayor | pulldata('mayors', 'name', 'town', ${town}) != '' | | |
| | begin_repeat | visit | Visit | | pulldata('mayors', 'visits', 'town', ${town}) | |
| | text | topic | Topic | | | |
| | end_repeat | | | | | |
| | end_group | | | | | |
| | calculate | visits | | | | count(${visit}) |
";
    let (spec, _) = xlsform::read_fillable(tables.as_bytes(), "orte.md").unwrap();
    let mut files = Resources::none(MissingFiles::Refuse);
    files.add("mayors.csv", b"town,name,visits\nleer,Janssen,2\n".to_vec());
    let form = CompiledForm::compile_with(&spec, files).unwrap();
    for (town, rounds) in [("leer", "2"), ("aurich", "0")] {
        let answers = [("town".to_owned(), town.to_owned())].into_iter().collect();
        let filling = form
            .resume(&answers, &Context::on(date(2026, 11, 18)))
            .unwrap();
        assert_eq!(filling.answers_value("visits"), rounds, "{town}");
    }
}

#[test]
fn data_that_cannot_be_read_says_why() {
    assert_eq!(check_data("a.csv", b"name,label\na,A\n"), Ok(()));
    assert_eq!(
        check_data("a.xml", b"<root><item><name>a</name></item></root>"),
        Ok(())
    );
    let geojson = br#"{"type":"FeatureCollection","features":[]}"#;
    assert_eq!(check_data("a.geojson", geojson), Ok(()));
    for (name, bytes) in [
        ("a.csv", &b"name,label\n\xff,x\n"[..]),
        ("a.csv", b"na me,label\n"),
        ("a.csv", b"name\na,b\n"),
        ("a.xml", b"<root><item></root>"),
        ("a.xml", b"<!DOCTYPE x [<!ENTITY e 'x'>]><root>&e;</root>"),
        ("a.geojson", b"{}"),
        ("a.geojson", b"["),
    ] {
        assert!(check_data(name, bytes).is_err(), "{name}: {bytes:?}");
    }
}
