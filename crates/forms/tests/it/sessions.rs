// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sessions: what recorded scenarios do not show.

use std::sync::Arc;

use forms::engine::{
    Form, MissingFiles, Mode, Problem, ProblemKind, Resources, Session, SessionError, Surroundings,
    ViolationKind,
};
use forms::xform;

fn surroundings() -> Surroundings {
    Surroundings::at(
        "2026-11-18T09:00:00+01:00[Europe/Berlin]".parse().unwrap(),
        [3; 32],
    )
}

fn document(instance: &str, model: &str, body: &str) -> String {
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
        xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">
<h:head><h:title>Test</h:title><model><instance><data id="test" version="4">{instance}<orx:meta><orx:instanceID/></orx:meta></data></instance>{model}
<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/></model></h:head>
<h:body>{body}</h:body></h:html>"#
    )
}

fn try_compile(xml: &str, resources: &Resources) -> Result<Arc<Form>, Vec<Problem>> {
    Form::compile(xform::read(xml.as_bytes()).unwrap(), resources)
}

fn form(instance: &str, model: &str, body: &str) -> Arc<Form> {
    try_compile(&document(instance, model, body), &Resources::default()).unwrap()
}

fn session(instance: &str, model: &str, body: &str) -> Session {
    form(instance, model, body)
        .session(&surroundings())
        .unwrap()
}

fn problems(instance: &str, model: &str, body: &str) -> Vec<ProblemKind> {
    let found = try_compile(&document(instance, model, body), &Resources::default());
    found
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.kind)
        .collect()
}

fn value(session: &Session, reference: &str) -> String {
    session.state(reference).unwrap().value
}

#[test]
fn absolute_paths_mean_the_same_repeat_instance() {
    let mut session = session(
        "<row><a/><b/></row><all/>",
        r#"<bind nodeset="/data/row/b" calculate="/data/row/a * 2"/><bind nodeset="/data/all" calculate="sum(/data/row/b)"/>"#,
        r#"<repeat nodeset="/data/row"><input ref="/data/row/a"/></repeat>"#,
    );
    session.answer("/data/row[1]/a", "1").unwrap();
    assert_eq!(session.add_repeat("/data/row").unwrap(), "/data/row[2]");
    session.answer("/data/row[2]/a", "5").unwrap();
    assert_eq!(value(&session, "/data/row[1]/b"), "2");
    assert_eq!(value(&session, "/data/row[2]/b"), "10");
    assert_eq!(value(&session, "/data/all"), "12");
    session.remove_repeat("/data/row[1]").unwrap();
    assert_eq!(value(&session, "/data/all"), "10");
}

#[test]
fn only_a_template_has_values_for_new_instances() {
    let body = r#"<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>"#;
    let mut session = session("<r><a>1</a></r>", "", body);
    session.add_repeat("/data/r").unwrap();
    assert_eq!(value(&session, "/data/r[1]/a"), "1");
    assert_eq!(value(&session, "/data/r[2]/a"), "");
    let mut session = self::session(r#"<r jr:template=""><a>1</a></r>"#, "", body);
    session.add_repeat("/data/r").unwrap();
    assert_eq!(value(&session, "/data/r[1]/a"), "1");
}

#[test]
fn a_repeat_that_is_not_relevant_is_not_offered() {
    let body = r#"<input ref="/data/q"/><group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>"#;
    let bind = r#"<bind nodeset="/data/r" relevant="../q = 'x'"/>"#;
    for r in [r"<r><a/></r>", r#"<r jr:template=""><a/></r>"#] {
        let mut session = session(&format!("<q/>{r}"), bind, body);
        assert_eq!(session.repeats(), Vec::<String>::new());
        session.answer("/data/q", "x").unwrap();
        assert_eq!(session.repeats(), ["/data/r"]);
    }
}

#[test]
fn running_totals_over_instances_are_no_circle() {
    let mut session = session(
        "<row><n/><total/></row>",
        r#"<bind nodeset="/data/row/total" type="int" calculate="../n + coalesce(/data/row[position() = position(current()/..) - 1]/total, 0)"/>"#,
        r#"<repeat nodeset="/data/row"><input ref="/data/row/n"/></repeat>"#,
    );
    session.add_repeat("/data/row").unwrap();
    session.add_repeat("/data/row").unwrap();
    for (row, n) in [(3, "4"), (1, "1"), (2, "2")] {
        session.answer(&format!("/data/row[{row}]/n"), n).unwrap();
    }
    assert_eq!(value(&session, "/data/row[3]/total"), "7");
    session.remove_repeat("/data/row[2]").unwrap();
    assert_eq!(value(&session, "/data/row[2]/total"), "5");
}

#[test]
fn circles_are_refused_with_their_names() {
    let found = problems(
        "<a/><b/>",
        r#"<bind nodeset="/data/a" calculate="/data/b + 1"/><bind nodeset="/data/b" calculate="/data/a + 1"/>"#,
        "",
    );
    let [ProblemKind::Circle(paths)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(paths.first(), paths.last());
    assert_eq!(paths.len(), 3);
}

#[test]
fn counts_without_bounds_are_refused() {
    let form = form(
        "<n/><row><a/></row>",
        "",
        r#"<input ref="/data/n"/><repeat nodeset="/data/row" jr:count="/data/n"><input ref="/data/row/a"/></repeat>"#,
    );
    let mut session = form.session(&surroundings()).unwrap();
    session.answer("/data/n", "3").unwrap();
    assert_eq!(session.count_repeats("/data/row").unwrap(), 3);
    let refused = session.answer("/data/n", "1000000000").unwrap_err();
    assert_eq!(
        refused,
        SessionError::TooManyInstances("/data/row".to_owned())
    );
    assert_eq!(value(&session, "/data/n"), "3");
    assert_eq!(session.count_repeats("/data/row").unwrap(), 3);
    assert!(session.add_repeat("/data/row").is_err());
    let sent = r#"<data id="test" version="4"><n>2</n><row><a/></row></data>"#;
    let found = form.check(sent.as_bytes(), &surroundings()).unwrap();
    assert_eq!(found.differences[0].reference, "/data/row");
    assert_eq!(found.differences[0].expected, "2");
}

#[test]
fn shuffled_choices_keep_their_order() {
    let item = |n: usize| format!("<item><name>n{n}</name></item>");
    let items = (0..20).map(item).collect::<Vec<_>>().concat();
    let session = session(
        "<a/><b/>",
        &format!(r#"<instance id="list"><root>{items}</root></instance>"#),
        r#"<select1 ref="/data/a"><itemset nodeset="randomize(instance('list')/root/item)"><value ref="name"/><label ref="name"/></itemset></select1>
           <select1 ref="/data/b"><itemset nodeset="randomize(instance('list')/root/item)"><value ref="name"/><label ref="name"/></itemset></select1>"#,
    );
    let order = |reference: &str| session.choices(reference, "", 0, 100).unwrap().choices;
    assert_eq!(order("/data/a"), order("/data/a"));
    assert_ne!(order("/data/a"), order("/data/b"));
    assert_eq!(order("/data/a").len(), 20);
}

#[test]
fn what_is_not_relevant_is_empty_and_comes_back() {
    let mut session = session(
        "<ask/><group><name/></group><copy/>",
        r#"<bind nodeset="/data/group" relevant="/data/ask = 'yes'"/><bind nodeset="/data/copy" calculate="/data/group/name"/>"#,
        r#"<input ref="/data/ask"/><group ref="/data/group"><input ref="/data/group/name"/></group>"#,
    );
    assert_eq!(
        session.answer("/data/group/name", "Ida").unwrap_err(),
        SessionError::NotRelevant("/data/group/name".to_owned())
    );
    session.answer("/data/ask", "yes").unwrap();
    session.answer("/data/group/name", "Ida").unwrap();
    assert_eq!(value(&session, "/data/copy"), "Ida");
    session.answer("/data/ask", "no").unwrap();
    assert_eq!(value(&session, "/data/copy"), "");
    assert!(!session.to_xml().contains("name"));
    session.answer("/data/ask", "yes").unwrap();
    assert_eq!(value(&session, "/data/copy"), "Ida");
}

#[test]
fn values_of_another_type_are_reported() {
    let mut session = session(
        "<n/>",
        r#"<bind nodeset="/data/n" type="int" required="true()" jr:requiredMsg="How many?"/>"#,
        r#"<input ref="/data/n"/>"#,
    );
    let found = session.validate();
    assert_eq!(found[0].kind, ViolationKind::Required);
    assert_eq!(found[0].message.as_deref(), Some("How many?"));
    session.answer("/data/n", "many").unwrap();
    let state = session.state("/data/n").unwrap();
    assert_eq!(
        (state.value.as_str(), state.rejected.as_deref()),
        ("", Some("many"))
    );
    assert_eq!(session.validate()[0].kind, ViolationKind::Type);
    session.answer("/data/n", "7").unwrap();
    assert!(session.validate().is_empty());
}

#[test]
fn lists_come_from_files_and_are_searched_in_pages() {
    let xml = document(
        "<town/><place/>",
        r#"<instance id="towns" src="jr://file-csv/towns.csv"/><instance id="places" src="jr://file/places.geojson"/>"#,
        r#"<select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
           <select1 ref="/data/place"><itemset nodeset="instance('places')/root/item"><value ref="id"/><label ref="title"/></itemset></select1>"#,
    );
    let missing = try_compile(&xml, &Resources::default()).unwrap_err();
    assert!(
        matches!(&missing[0].kind, ProblemKind::MissingFile(name) if name.ends_with("towns.csv"))
    );
    assert!(try_compile(&xml, &Resources::none(MissingFiles::Empty)).is_ok());

    let mut resources = Resources::default();
    resources.add(
        "towns.csv",
        b"\xef\xbb\xbfname;label\nol;Oldenburg\nos;Osnabr\xc3\xbcck\nh;\"Hannover; Stadt\"\n"
            .to_vec(),
    );
    let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"d1","properties":{"title":"Dike"},"geometry":{"type":"Point","coordinates":[8.2,53.1]}}]}"#;
    resources.add("places.geojson", geojson.into());
    let form = try_compile(&xml, &resources).unwrap();
    let mut session = form.session(&surroundings()).unwrap();
    let page = session.choices("/data/town", "o", 0, 2).unwrap();
    assert_eq!(page.total, 3);
    assert_eq!(page.choices[0].label.text, "Oldenburg");
    let found = session.choices("/data/town", "STADT", 0, 10).unwrap();
    assert_eq!((found.total, found.choices[0].value.as_str()), (1, "h"));
    session.answer("/data/place", "d1").unwrap();
    session.answer("/data/town", "nowhere").unwrap();
    assert_eq!(value(&session, "/data/town"), "");
}

#[test]
fn texts_follow_the_language() {
    let mut session = session(
        "<name/><q/>",
        r#"<itext><translation lang="de" default="true()"><text id="q"><value>Hallo <output value="/data/name"/></value><value form="image">jr://images/a.png</value><value form="guidance">Hilfe</value></text></translation>
           <translation lang="en"><text id="q"><value>Hello <output value="/data/name"/></value></text></translation></itext>"#,
        r#"<input ref="/data/name"/><input ref="/data/q"><label ref="jr:itext('q')"/></input>"#,
    );
    session.answer("/data/name", "Ida").unwrap();
    let label = session.state("/data/q").unwrap().label.unwrap();
    assert_eq!(
        (label.text.as_str(), label.guidance.as_deref()),
        ("Hallo Ida", Some("Hilfe"))
    );
    assert_eq!(label.media[0].address, "jr://images/a.png");
    session.set_language("en").unwrap();
    assert_eq!(
        session.state("/data/q").unwrap().label.unwrap().text,
        "Hello Ida"
    );
    assert!(session.set_language("fr").is_err());
}

#[test]
fn an_instance_is_checked_as_a_whole() {
    let form = form(
        "<n/><double/><kind/><why/><row jr:template=\"\"><x/></row>",
        r#"<bind nodeset="/data/n" type="int" constraint=". &lt; 10"/><bind nodeset="/data/double" type="int" calculate="/data/n * 2"/>
           <bind nodeset="/data/why" relevant="/data/kind = 'b'" required="true()"/>"#,
        r#"<input ref="/data/n"/><select1 ref="/data/kind"><item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item></select1><input ref="/data/why"/>
           <repeat nodeset="/data/row"><input ref="/data/row/x"/></repeat>"#,
    );
    let check = |content: &str| {
        let xml = format!(r#"<data id="test" version="4">{content}</data>"#);
        form.check(xml.as_bytes(), &surroundings()).unwrap()
    };
    let good =
        check("<n>4</n><double>8</double><kind>a</kind><row><x>1</x></row><row><x>2</x></row>");
    assert!(good.is_clean(), "{good:?}");
    let kinds = |content: &str| -> Vec<_> {
        let found = check(content).violations.into_iter();
        found
            .map(|violation| (violation.reference, violation.kind))
            .collect()
    };
    assert_eq!(
        kinds("<n>12</n><double>24</double>"),
        [("/data/n".to_owned(), ViolationKind::Constraint)]
    );
    assert_eq!(
        kinds("<n>-5.5</n><double>-11</double>"),
        [("/data/n".to_owned(), ViolationKind::Type)]
    );
    assert_eq!(
        kinds("<kind>c</kind>"),
        [("/data/kind".to_owned(), ViolationKind::Choice)]
    );
    assert_eq!(
        kinds("<kind>b</kind>"),
        [("/data/why".to_owned(), ViolationKind::Required)]
    );
    let wrong = check("<n>4</n><double>9</double><why>because</why><extra/>");
    let differences: Vec<_> = wrong
        .differences
        .iter()
        .map(|d| (d.reference.as_str(), d.given.as_str(), d.expected.as_str()))
        .collect();
    assert_eq!(
        differences,
        [("/data/double", "9", "8"), ("/data/why", "because", "")]
    );
    assert!(
        matches!(&wrong.unknown[0], SessionError::UnknownNode { path, .. } if path == "/data/extra")
    );
    let other = form.check(b"<data id=\"other\"/>", &surroundings());
    assert!(matches!(other, Err(SessionError::OtherForm { .. })));
}

#[test]
fn entities_are_named_with_their_properties() {
    let mut session = session(
        r#"<name/><age/><meta><entity dataset="people" id="" create="1"><label/></entity></meta>"#,
        r#"<bind nodeset="/data/age" type="int" entities:saveto="age"/>
           <bind nodeset="/data/meta/entity/label" calculate="/data/name"/>
           <setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>"#,
        r#"<input ref="/data/name"/><input ref="/data/age"/>"#,
    );
    session.answer("/data/name", "Ida").unwrap();
    session.answer("/data/age", "5").unwrap();
    let entities = session.entities();
    assert_eq!(
        (entities[0].dataset.as_str(), entities[0].label.as_str()),
        ("people", "Ida")
    );
    assert!(entities[0].create && !entities[0].update && entities[0].id.len() == 36);
    assert_eq!(entities[0].properties, [("age".to_owned(), "5".to_owned())]);
}

#[test]
fn an_edited_instance_names_the_one_it_replaces() {
    let form = form("<a/>", "", r#"<input ref="/data/a"/>"#);
    let mut first = form.session(&surroundings()).unwrap();
    first.answer("/data/a", "1").unwrap();
    let sent = first.to_xml();
    let resumed = form
        .resume(sent.as_bytes(), Mode::Resume, &surroundings())
        .unwrap();
    assert_eq!(resumed.to_xml(), sent);
    let mut other = surroundings();
    other.seed = [9; 32];
    let edited = form.resume(sent.as_bytes(), Mode::Edit, &other).unwrap();
    let id = value(&first, "/data/orx:meta/orx:instanceID");
    assert_eq!(value(&edited, "/data/orx:meta/orx:deprecatedID"), id);
    assert_ne!(value(&edited, "/data/orx:meta/orx:instanceID"), id);
}

#[test]
fn what_was_drawn_by_lot_stays_in_a_draft_where_the_form_says_once() {
    let form = form(
        r#"<often/><single/><entities:entity dataset="people" id="" create="1"/>"#,
        r#"<bind nodeset="/data/often" calculate="uuid()"/>
           <bind nodeset="/data/single" calculate="once(uuid())"/>
           <setvalue event="odk-instance-first-load" ref="/data/entities:entity/@id" value="uuid()"/>"#,
        "",
    );
    let first = form.session(&surroundings()).unwrap();
    let mut later = surroundings();
    later.seed = [9; 32];
    let draft = first.to_xml();
    let resumed = form.resume(draft.as_bytes(), Mode::Resume, &later).unwrap();
    let same = |reference: &str| value(&first, reference) == value(&resumed, reference);
    assert!(same("/data/single") && same("/data/entities:entity/@id"));
    // As ODK's clients do, everything else is calculated anew when a draft is opened.
    assert!(!same("/data/often"));
}

#[test]
fn a_repeat_that_comes_back_in_a_new_instance_has_the_values_of_a_new_one() {
    let body = r#"<input ref="/data/n"/><repeat nodeset="/data/outer" jr:count="2">
        <repeat nodeset="/data/outer/inner" jr:count="/data/n"><input ref="/data/outer/inner/x"/></repeat></repeat>"#;
    for (outer, values) in [
        ("<outer>", ["5", ""]),
        (r#"<outer jr:template="">"#, ["5", "5"]),
    ] {
        let instance = format!("<n/>{outer}<inner><x>5</x></inner></outer>");
        let mut session = session(&instance, "", body);
        assert_eq!(session.count_repeats("/data/outer[1]/inner"), Ok(0));
        session.answer("/data/n", "1").unwrap();
        let found = [1, 2].map(|n| value(&session, &format!("/data/outer[{n}]/inner[1]/x")));
        assert_eq!(found, values, "{outer}");
    }
}

#[test]
fn paths_find_a_node_wherever_repeats_stand_before_it() {
    let form = form(
        "<r><a/></r><first/><other/><g><inner/></g><late/>",
        r#"<bind nodeset="/data/late" calculate="concat(/data/first, '-', /data/g/inner, '-', count(/data/r))"/>"#,
        r#"<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat><input ref="/data/first"/><input ref="/data/g/inner"/>"#,
    );
    let mut session = form.session(&surroundings()).unwrap();
    session.answer("/data/first", "1").unwrap();
    session.add_repeat("/data/r").unwrap();
    session.answer("/data/g/inner", "2").unwrap();
    assert_eq!(value(&session, "/data/late"), "1-2-2");
    let sent = session.to_xml();
    for mode in [Mode::Resume, Mode::Check] {
        let again = form.resume(sent.as_bytes(), mode, &surroundings()).unwrap();
        assert_eq!(again.to_xml(), sent);
    }
    let found = form.check(sent.as_bytes(), &surroundings()).unwrap();
    assert!(found.is_clean(), "{found:?}");
    // In another order, twice, and with a node that is not there.
    let sent = r#"<data id="test"><g><inner>2</inner></g><first>1</first><first>3</first><late>1-2-2</late>
        <r><a>8</a></r><strange><a/></strange><r><a>9</a></r></data>"#;
    let found = form.check(sent.as_bytes(), &surroundings()).unwrap();
    assert_eq!(found.differences, []);
    assert_eq!(found.violations, []);
    let unknown: Vec<String> = found.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(unknown.len(), 2, "{unknown:?}");
    assert!(unknown[0].contains("/data/first") && unknown[1].contains("/data/strange"));
}

#[test]
fn requests_that_lead_nowhere_are_errors() {
    let mut session = session(
        "<a/><c/>",
        r#"<bind nodeset="/data/c" calculate="1"/>"#,
        r#"<input ref="/data/a"/>"#,
    );
    assert_eq!(
        session.answer("/data/b", "1"),
        Err(SessionError::NoNode("/data/b".to_owned()))
    );
    assert_eq!(
        session.answer("data", "1"),
        Err(SessionError::NoNode("data".to_owned()))
    );
    assert_eq!(
        session.answer("/data", "1"),
        Err(SessionError::NoValue("/data".to_owned()))
    );
    assert_eq!(
        session.answer("/data/c", "1"),
        Err(SessionError::Readonly("/data/c".to_owned()))
    );
    assert!(session.answer("/data/a[0]", "1").is_err());
    assert!(session.add_repeat("/data/a").is_err());
    assert!(session.remove_repeat("/data/a[1]").is_err());
}

#[test]
fn wrong_forms_are_refused_with_all_that_is_wrong() {
    let found = problems(
        "<a/>",
        r#"<bind nodeset="/data/x" type="int"/><bind nodeset="/data/a" calculate="1 +"/><bind nodeset="/data/a" relevant="nonsense(1)"/>"#,
        r#"<input ref="/data/y"/>"#,
    );
    assert_eq!(found.len(), 2, "{found:?}");
    let harmless = form(
        "<a/>",
        r#"<bind nodeset="/data/x" type="int"/>"#,
        r#"<input ref="/data/y"/>"#,
    );
    let paths: Vec<_> = harmless
        .warnings()
        .iter()
        .map(|warning| warning.path.as_str())
        .collect();
    assert_eq!(paths, ["/data/x", "/data/y"]);
}

#[test]
fn a_thousand_instances_come_and_go() {
    let mut session = session(
        "<n/><row jr:template=\"\"><place/><last/></row><all/>",
        r#"<bind nodeset="/data/row/place" type="int" calculate="position(..)"/><bind nodeset="/data/all" type="int" calculate="count(/data/row)"/>"#,
        r#"<input ref="/data/n"/><repeat nodeset="/data/row" jr:count="/data/n"><input ref="/data/row/last"/></repeat>"#,
    );
    session.answer("/data/n", "1000").unwrap();
    assert_eq!(value(&session, "/data/row[1000]/place"), "1000");
    assert_eq!(value(&session, "/data/all"), "1000");
    session.answer("/data/n", "2").unwrap();
    assert_eq!(value(&session, "/data/all"), "2");
    assert!(session.state("/data/row[3]/place").is_err());
}

#[test]
fn the_instance_sent_last_gives_defaults() {
    let form = form(
        "<name/>",
        r#"<instance id="last" src="jr://instance/last-saved"/><setvalue event="odk-instance-first-load" ref="/data/name" value="instance('last')/data/name"/>"#,
        r#"<input ref="/data/name"/>"#,
    );
    let session = form.session(&surroundings()).unwrap();
    assert_eq!(value(&session, "/data/name"), "");
    let mut known = surroundings();
    let last = xpath::xml::read(
        b"<data><name>Ida</name></data>",
        &xpath::xml::Limits::default(),
    );
    known.last_saved = Some(Arc::new(last.unwrap().tree.into_document()));
    let session = form.session(&known).unwrap();
    assert_eq!(value(&session, "/data/name"), "Ida");
}

/// Forms that another tool made of spreadsheets. They lie outside the repository.
#[test]
fn recorded_forms_of_spreadsheets_run() {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("../shared/oracles/xlsform/cases.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!(
            "NOT CHECKED: there are no recorded conversions at {}",
            file.display()
        );
        return;
    };
    let (mut run, mut refused) = (0, Vec::new());
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(xml) = case["xml"].as_str().filter(|xml| xml.contains("<h:html")) else {
            continue;
        };
        let definition = xform::read(xml.as_bytes()).unwrap();
        let form = match Form::compile(definition, &Resources::none(MissingFiles::Empty)) {
            Ok(form) => form,
            Err(problems) => {
                refused.extend(problems.into_iter().next());
                continue;
            }
        };
        let session = form.session(&surroundings()).unwrap();
        assert_eq!(session.failures(), [], "{xml}");
        let sent = session.to_xml();
        let resumed = form
            .resume(sent.as_bytes(), Mode::Resume, &surroundings())
            .unwrap();
        assert_eq!(resumed.unknown(), [], "{sent}");
        run += 1;
    }
    println!("{run} recorded forms run, {} are refused", refused.len());
    assert!(run > 900);
    // Some have texts in place of expressions, which the tool does not look at.
    let expected = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::Syntax { .. } | ProblemKind::UnknownInstance(_)
        )
    };
    assert!(refused.iter().all(expected), "{refused:?}");
    assert!(refused.len() <= 12, "{refused:?}");
}
