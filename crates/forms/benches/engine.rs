// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long the engine takes for the forms that hurt: `cargo bench -p forms --bench engine`.
//!
//! Targets: choices of a list of 11,000 entries filtered again in less than 2 ms; a form with 2,000
//! questions, 400 of them with a list of 5,000 entries, loaded and begun in less than 300 ms; an
//! inspection with 300 questions checked 2,000 times a second.

use std::fmt::Write as _;
use std::sync::Arc;

use forms::engine::{Form, Resources, Session, Surroundings};
use forms::xform;

fn main() {
    divan::main();
}

fn surroundings() -> Surroundings {
    let now = "2026-11-18T09:00:00+01:00[Europe/Berlin]"
        .parse()
        .expect("a moment");
    Surroundings::at(now, [1; 32])
}

fn compile(xml: &str) -> Arc<Form> {
    let definition = xform::read(xml.as_bytes()).expect("the form can be read");
    Form::compile(definition, &Resources::default()).expect("the form compiles")
}

fn begin(form: &Arc<Form>) -> Session {
    form.session(&surroundings())
        .expect("the form can be begun")
}

/// A form with these parts.
fn document(instance: &str, model: &str, body: &str) -> String {
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Bench</h:title><model><instance><data id="bench">{instance}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>"#
    )
}

/// A list of `count` entries that belong to `groups` groups in turn.
fn list(id: &str, count: usize, groups: usize) -> String {
    let mut xml = format!(r#"<instance id="{id}"><root>"#);
    for n in 0..count {
        let group = n % groups;
        let _ = write!(
            xml,
            "<item><name>n{n}</name><label>Entry {n}</label><group>g{group}</group></item>"
        );
    }
    xml.push_str("</root></instance>");
    xml
}

fn cascade() -> String {
    document(
        "<county/><town/>",
        &list("towns", 11_000, 400),
        r#"<input ref="/data/county"/><select1 ref="/data/town">
        <itemset nodeset="instance('towns')/root/item[group = /data/county]"><value ref="name"/><label ref="label"/></itemset></select1>"#,
    )
}

#[divan::bench]
fn cascade_filters_again(bencher: divan::Bencher) {
    let form = compile(&cascade());
    let mut session = begin(&form);
    let mut group = 0;
    bencher.bench_local(|| {
        group = (group + 1) % 400;
        session
            .answer("/data/county", &format!("g{group}"))
            .expect("an answer");
        session
            .choices("/data/town", "", 0, 50)
            .expect("choices")
            .total
    });
}

#[divan::bench]
fn cascade_searches_all(bencher: divan::Bencher) {
    let xml = cascade().replace("[group = /data/county]", "");
    let session = begin(&compile(&xml));
    bencher.bench_local(|| {
        session
            .choices("/data/town", "entry 10", 0, 50)
            .expect("choices")
            .total
    });
}

fn large() -> String {
    let (mut instance, mut model, mut body) = (String::new(), String::new(), String::new());
    for n in 0..4 {
        model.push_str(&list(&format!("list{n}"), 5_000, 50));
    }
    for n in 0..2_000 {
        let _ = write!(instance, "<q{n}/>");
        if n % 5 == 0 {
            let _ = write!(
                body,
                r#"<select1 ref="/data/q{n}"><label>Question {n}</label><itemset nodeset="instance('list{}')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>"#,
                n % 4
            );
        } else {
            let before = n - 1;
            let _ = write!(
                model,
                r#"<bind nodeset="/data/q{n}" type="string" relevant="/data/q{before} != 'x'"/>"#
            );
            let _ = write!(
                body,
                r#"<input ref="/data/q{n}"><label>Question {n}</label></input>"#
            );
        }
    }
    document(&instance, &model, &body)
}

#[divan::bench(sample_count = 10)]
fn large_form_loads_and_begins(bencher: divan::Bencher) {
    let xml = large();
    bencher.bench_local(|| begin(&compile(&xml)).questions().len());
}

/// Sections of ten findings, each with remarks where something is wrong, and measures repeated.
fn inspection() -> (String, String) {
    let (mut instance, mut model, mut body) = (String::new(), String::new(), String::new());
    let mut sent = String::new();
    for n in 0..145 {
        let _ = write!(instance, "<finding{n}/><remark{n}/>");
        let _ = write!(
            model,
            r#"<bind nodeset="/data/finding{n}" required="true()"/><bind nodeset="/data/remark{n}" relevant="/data/finding{n} = 'not'" required="true()" constraint="string-length(.) &gt; 3"/>"#
        );
        let _ = write!(
            body,
            r#"<select1 ref="/data/finding{n}"><item><label>Met</label><value>met</value></item><item><label>Not met</label><value>not</value></item></select1><input ref="/data/remark{n}"/>"#
        );
        if n % 10 == 0 {
            let _ = write!(
                sent,
                "<finding{n}>not</finding{n}><remark{n}>Missing</remark{n}>"
            );
        } else {
            let _ = write!(sent, "<finding{n}>met</finding{n}>");
        }
    }
    instance.push_str("<measure jr:template=\"\"><what/><days/></measure><total/>");
    model.push_str(
        r#"<bind nodeset="/data/measure/days" type="int" constraint=". &gt; 0"/><bind nodeset="/data/total" type="int" calculate="sum(/data/measure/days)"/>"#,
    );
    body.push_str(
        r#"<repeat nodeset="/data/measure"><input ref="/data/measure/what"/><input ref="/data/measure/days"/></repeat>"#,
    );
    for n in 1..=5 {
        let _ = write!(
            sent,
            "<measure><what>Repair</what><days>{n}</days></measure>"
        );
    }
    sent.push_str("<total>15</total>");
    let id = "<meta><instanceID>uuid:0</instanceID></meta>";
    (
        document(&instance, &model, &body),
        format!(r#"<data id="bench">{sent}{id}</data>"#),
    )
}

#[divan::bench]
fn inspection_checks(bencher: divan::Bencher) {
    let (xml, sent) = inspection();
    let form = compile(&xml);
    let surroundings = surroundings();
    let found = form
        .check(sent.as_bytes(), &surroundings)
        .expect("an instance");
    assert!(found.is_clean(), "{found:?}");
    bencher.bench(|| form.check(divan::black_box(sent.as_bytes()), &surroundings));
}
