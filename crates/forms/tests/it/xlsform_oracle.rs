// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conversions recorded from another program for `XLSForm`. They lie outside the repository;
//! without them the test says so and passes. What differs on purpose stands in
//! `docs/conformance-xlsform.md`, which is kept exact in both directions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use forms::{lower, xform, xlsform};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

const RECORDED: &str = "../../../shared/oracles/xlsform/cases.jsonl";

/// An element, an attribute or a text, ready to be compared.
#[derive(Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Child>,
}

enum Child {
    Node(Node),
    Text(String),
}

/// Blanks around references and line breaks do not count.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begin(start: &BytesStart<'_>) -> Node {
    let mut names: Vec<String> = Vec::new();
    let attributes = start
        .attributes()
        .with_checks(false)
        .map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .unwrap();
            // An attribute that is there twice makes a difference that is seen.
            let mut name: String = attribute.key.as_ref().to_owned();
            while names.contains(&name) {
                name.push_str("-again");
            }
            names.push(name.clone());
            (name, collapsed(&value))
        })
        .collect();
    Node {
        name: start.name().as_ref().to_owned(),
        attributes,
        children: Vec::new(),
    }
}

fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(begin(&start)),
            Event::Empty(start) => {
                let node = begin(&start);
                open.last_mut().unwrap().children.push(Child::Node(node));
            }
            Event::End(_) => {
                let node = open.pop().unwrap();
                open.last_mut().unwrap().children.push(Child::Node(node));
            }
            Event::Text(text) => {
                let text = text.xml10_content().into_owned();
                open.last_mut().unwrap().children.push(Child::Text(text));
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let text = match reference.resolve_char_ref().unwrap() {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)
                        .unwrap()
                        .to_owned(),
                };
                open.last_mut().unwrap().children.push(Child::Text(text));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.pop().unwrap()
}

/// Writes a tree so that equal forms give equal texts: attributes by name; texts by identifier and
/// form; declarations of namespaces left out; actions after what they stand beside.
fn write(node: &Node, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    write!(out, "{indent}<{}", node.name).unwrap();
    for (name, value) in &node.attributes {
        if !name.starts_with("xmlns") || depth > 2 {
            write!(out, " {name}=\"{value}\"").unwrap();
        }
    }
    out.push_str(">\n");
    let mut parts: Vec<(u8, String, String)> = Vec::new();
    let mut text = String::new();
    let flush = |text: &mut String, parts: &mut Vec<_>| {
        let collapsed = collapsed(text);
        if !collapsed.is_empty() {
            let line = format!("{indent}  {collapsed:?}\n");
            parts.push((0, String::new(), line));
        }
        text.clear();
    };
    for child in &node.children {
        match child {
            Child::Text(more) => text.push_str(more),
            Child::Node(inner) => {
                flush(&mut text, &mut parts);
                let mut written = String::new();
                write(inner, depth + 1, &mut written);
                let attribute = |name: &str| inner.attributes.get(name).cloned();
                let (rank, key) = match inner.name.as_str() {
                    "setvalue" | "odk:setgeopoint" | "odk:recordaudio" => {
                        (1, attribute("ref").unwrap_or_default())
                    }
                    "translation" => (0, attribute("lang").unwrap_or_default()),
                    "text" => (0, attribute("id").unwrap_or_default()),
                    "value" if node.name == "text" => (0, attribute("form").unwrap_or_default()),
                    _ => (0, String::new()),
                };
                parts.push((rank, key, written));
            }
        }
    }
    flush(&mut text, &mut parts);
    parts.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    for (.., written) in parts {
        out.push_str(&written);
    }
}

fn canonical(xml: &str) -> String {
    let root = parse(xml);
    let mut out = String::new();
    write(&root, 0, &mut out);
    let mut prefixes: Vec<String> = Vec::new();
    for child in &root.children {
        if let Child::Node(html) = child {
            let declared = html
                .attributes
                .iter()
                .filter(|(name, _)| name.starts_with("xmlns"));
            prefixes.extend(declared.map(|(name, address)| format!("{name}={address}\n")));
        }
    }
    prefixes.concat() + &out
}

/// The tables of a case as Markdown.
fn tables(case: &Value) -> Option<String> {
    if let Some(text) = case["kw"]["md"].as_str() {
        return Some(text.to_owned());
    }
    let sheets = case["kw"]["ss_structure"].as_object()?;
    let mut text = String::new();
    for (name, rows) in sheets {
        writeln!(text, "| {name} |").unwrap();
        let rows = rows.as_array()?;
        let mut headers: Vec<&String> = Vec::new();
        for row in rows {
            for header in row.as_object()?.keys() {
                if !headers.contains(&header) {
                    headers.push(header);
                }
            }
        }
        let mut line = |cells: Vec<String>| writeln!(text, "| | {} |", cells.join(" | ")).unwrap();
        line(headers.iter().map(|header| (*header).clone()).collect());
        for row in rows {
            let cell = |header: &&String| match &row[header.as_str()] {
                Value::String(text) => text.replace('|', "\\|"),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            line(headers.iter().map(cell).collect());
        }
    }
    Some(text)
}

/// What went wrong with a case, or none.
fn run(case: &Value) -> Option<String> {
    let Some(text) = tables(case) else {
        return Some("the case has no tables".to_owned());
    };
    let root = case["kw"]["name"].as_str().unwrap_or("test_name");
    let converted = xlsform::read_rooted(text.as_bytes(), "data", Some(root))
        .map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(|p| p.message("en")).collect();
            lines.join("\n")
        })
        .and_then(|(spec, _)| {
            let json = serde_json::to_string(&spec).unwrap();
            assert_eq!(
                serde_json::from_str::<forms::FormSpec>(&json).unwrap(),
                spec
            );
            lower(&spec).map_err(|problems| problems[0].message("en"))
        })
        .map(|definition| xform::write(&definition));
    match (case["xml"].as_str(), converted) {
        (None, Err(_)) => None,
        (None, Ok(_)) => Some(format!(
            "should be refused: {}",
            case["kw"]["error__contains"]
        )),
        (Some(_), Err(message)) => Some(format!("refused: {message}")),
        (Some(expected), Ok(written)) => {
            let (expected, written) = (canonical(expected), canonical(&written));
            (expected != written).then(|| difference(&expected, &written))
        }
    }
}

/// The lines that only one of both has.
fn difference(expected: &str, written: &str) -> String {
    let mut out = String::from("differs\n");
    let mut count: BTreeMap<&str, i32> = BTreeMap::new();
    for line in expected.lines() {
        *count.entry(line).or_default() += 1;
    }
    for line in written.lines() {
        *count.entry(line).or_default() -= 1;
    }
    for (line, count) in &count {
        match count {
            1.. => writeln!(out, "  expected {}", line.trim()).unwrap(),
            ..0 => writeln!(out, "  written  {}", line.trim()).unwrap(),
            0 => {}
        }
    }
    if count.values().all(|count| *count == 0) {
        let place = expected
            .lines()
            .zip(written.lines())
            .find(|(one, other)| one != other);
        writeln!(out, "  order {place:?}").unwrap();
    }
    out
}

/// The deviations that the documentation names: line of the recording and test.
fn documented() -> BTreeMap<String, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/conformance-xlsform.md");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.splitn(2, "` |");
            let name = cells.next()?.to_owned();
            let reason = cells.next()?.trim_end_matches('|').trim().to_owned();
            Some((name, reason))
        })
        .collect()
}

#[test]
fn recorded_conversions_give_the_same_form_or_are_named() {
    // Other recordings of the same kind can be tried without listing what differs.
    let other = std::env::var_os("XLSFORM_CASES").map(PathBuf::from);
    let is_other = other.is_some();
    let path = other.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(RECORDED));
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!(
            "SKIPPED: the recorded conversions are not there ({})",
            path.display()
        );
        return;
    };
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    let mut all = 0;
    for (number, line) in text.lines().enumerate() {
        let case: Value = serde_json::from_str(line).unwrap();
        all += 1;
        let test = case["test"].as_str().unwrap();
        let short = test.split_once("::").map_or(test, |(_, rest)| rest);
        if let Some(why) = run(&case) {
            failed.insert(format!("{} {short}", number + 1), why);
        }
    }
    println!("{} of {all} conversions are the same", all - failed.len());
    if let Some(file) = std::env::var_os("XLSFORM_REPORT") {
        let mut report = String::new();
        for (name, why) in &failed {
            writeln!(report, "### {name}\n{why}").unwrap();
        }
        std::fs::write(file, report).unwrap();
    }
    if is_other {
        return;
    }
    let documented = documented();
    let news: Vec<_> = failed
        .iter()
        .filter(|(name, _)| !documented.contains_key(*name))
        .take(20)
        .map(|(name, why)| format!("{name}: {why}"))
        .collect();
    let stale: Vec<_> = documented
        .keys()
        .filter(|name| !failed.contains_key(*name))
        .collect();
    assert!(news.is_empty(), "not documented:\n{}", news.join("\n"));
    assert!(
        stale.is_empty(),
        "these work, but are documented: {stale:?}"
    );
    assert!(documented.values().all(|reason| !reason.is_empty()));
}

/// The recorded cases with an `XForm`, as forms to edit; none if the recording is not there.
fn recorded_forms() -> Vec<(String, forms::FormSpec)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!(
            "SKIPPED: the recorded conversions are not there ({})",
            path.display()
        );
        return Vec::new();
    };
    let mut forms = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let case: Value = serde_json::from_str(line).unwrap();
        if let Some(tables) = tables(&case)
            && let Ok((spec, _)) = xlsform::read(tables.as_bytes(), "data")
        {
            let test = case["test"].as_str().unwrap();
            forms.push((format!("{} {test}", number + 1), spec));
        }
    }
    forms
}

/// Headers that other columns hide: a column `media` without kind, a language in a third part.
const NOT_WRITTEN: [&str; 2] = ["1085 ", "1290 "];

#[test]
fn recorded_forms_are_the_same_after_writing_and_reading() {
    let mut failed = Vec::new();
    for (name, spec) in recorded_forms() {
        // Line breaks within cells are kept in workbooks only.
        let json = serde_json::to_string(&spec).unwrap();
        let written = if json.contains("\\n") {
            xlsform::write(&spec).unwrap()
        } else {
            xlsform::write_markdown(&spec).into_bytes()
        };
        if NOT_WRITTEN.iter().any(|case| name.starts_with(case)) {
            continue;
        }
        match xlsform::read(&written, "other.md") {
            Ok((read, _)) if read == spec => {}
            Ok((read, _)) => {
                let [read, spec] =
                    [read, spec].map(|spec| serde_json::to_string_pretty(&spec).unwrap());
                failed.push(format!("{name}: {}", difference(&spec, &read)));
            }
            Err(problems) => failed.push(format!("{name}: {}", problems[0].message("en"))),
        }
    }
    assert!(failed.is_empty(), "{}: {}", failed.len(), failed.join("\n"));
}

#[test]
fn recorded_forms_are_the_same_after_being_lifted_and_lowered() {
    let mut failed = Vec::new();
    for (name, spec) in recorded_forms() {
        let definition = lower(&spec).unwrap();
        let (lifted, losses) = forms::lift(&definition);
        match lower(&lifted) {
            Err(problems) => failed.push(format!("{name}: {}", problems[0].message("en"))),
            Ok(again) => {
                let [one, other] = [&definition, &again].map(|form| {
                    // Blanks around references do not count.
                    canonical(&xform::write(form)).replace(' ', "")
                });
                if one != other && losses.is_empty() {
                    failed.push(format!("{name}: {}", difference(&one, &other)));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}: {}", failed.len(), failed.join("\n"));
}
