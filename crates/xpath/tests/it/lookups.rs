// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entries of lists, found by an index and by trying each one.

use std::sync::Arc;

use proptest::prelude::*;
use xpath::{Environment, Tree, TreeBuilder, parse};

fn environment() -> Environment {
    Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap())
}

fn text(tree: &Tree, expression: &str) -> String {
    let environment = environment();
    let expr = parse(expression).unwrap();
    let at = tree.child(tree.root(), "data").unwrap();
    let at = tree.child(at, "want").unwrap();
    let value = expr.evaluate_text(tree, at, &environment);
    value
        .unwrap_or_else(|error| panic!("{expression}: {error}"))
        .into_owned()
}

/// An entry: its column `a`, perhaps twice, its column `b`, perhaps not there, its attribute.
type Entry = (Vec<&'static str>, Option<&'static str>, &'static str);

fn list(builder: &mut TreeBuilder, entries: &[Entry]) {
    builder.open("root");
    for (number, (a, b, c)) in entries.iter().enumerate() {
        builder.open(if number % 7 == 6 { "other" } else { "item" });
        builder.attribute(None, "n", None, &number.to_string());
        builder.attribute(None, "c", None, c);
        for value in a {
            builder.leaf("a", value);
        }
        if let Some(value) = b {
            builder.leaf("b", value);
        }
        builder.close();
    }
    builder.close();
}

/// The same list as a secondary instance and in the main document, where no index is used.
fn tree(entries: &[Entry], wanted: &str) -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    builder.leaf("want", wanted);
    builder.leaf("want2", "b");
    list(&mut builder, entries);
    builder.close();
    builder.begin_instance("list");
    list(&mut builder, entries);
    builder.build()
}

fn value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "1",
        "01",
        "1.0",
        "-0",
        "0",
        "a",
        "b",
        "c",
        " 1",
        "1e0",
        "NaN",
        "2026-11-18",
        "20775",
    ])
}

fn condition() -> impl Strategy<Value = String> {
    let column = prop::sample::select(vec!["a", "./b", "@c", "b", "../item/a", "a[1]", "."]);
    let wanted = prop::sample::select(vec![
        "/data/want",
        "current()",
        "'a'",
        "1",
        "number(/data/want)",
        "date('2026-11-18')",
        "true()",
        "//want2",
        "concat(/data/want, '')",
        "b",
        "position()",
        "../item[1]/a",
        "/data/root/item/a",
        "instance('list')/root/item[b = 'b']/a",
        "foo(1)",
    ]);
    (
        column,
        wanted,
        any::<bool>(),
        prop::sample::select(vec!["=", "=", "=", "!=", "<"]),
    )
        .prop_map(|(column, wanted, swapped, operator)| {
            if swapped {
                format!("{wanted} {operator} {column}")
            } else {
                format!("{column} {operator} {wanted}")
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn an_index_finds_what_trying_every_entry_finds(
        entries in prop::collection::vec(
            (prop::collection::vec(value(), 0..3), prop::option::of(value()), value()),
            0..12,
        ),
        wanted in value(),
        conditions in prop::collection::vec(condition(), 1..4),
        joint in prop::sample::select(vec![" and ", " and ", " or ", "]["]),
        more in prop::sample::select(vec!["", "[1]", "[last()]", "[b = 'b']"]),
    ) {
        let tree = tree(&entries, wanted);
        let environment = environment();
        let predicates = format!("[{}]{more}", conditions.join(joint));
        let at = tree.child(tree.root(), "data").unwrap();
        let at = tree.child(at, "want").unwrap();
        let run = |list: &str| {
            let expression = format!("join(' ', {list}/item{predicates}/@n)");
            let expr = parse(&expression).unwrap();
            let text = expr.evaluate_text(&tree, at, &environment);
            text.map(std::borrow::Cow::into_owned)
        };
        let fast = run("instance('list')/root");
        prop_assert_eq!(&fast, &run("instance('list')/root"), "the second time");
        // An entry that no index finds is not tried, and cannot fail.
        if let Ok(slow) = run("/data/root") {
            prop_assert_eq!(fast, Ok(slow), "{}", predicates);
        }
    }
}

/// 11,000 municipalities in 400 districts.
fn municipalities() -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    builder.leaf("want", "d7");
    builder.close();
    builder.begin_instance("list");
    builder.open("root");
    for number in 0..11_000 {
        builder.open("item");
        builder.leaf("name", &format!("m{number}"));
        builder.leaf("label", &format!("Municipality {number}"));
        builder.leaf("district", &format!("d{}", number % 400));
        builder.close();
    }
    builder.build()
}

#[test]
fn a_long_list_takes_few_steps() {
    let tree = municipalities();
    let filter = "instance('list')/root/item[district = /data/want and name != 'm7']";
    assert_eq!(text(&tree, &format!("count({filter})")), "27");
    // Trying every entry a hundred times would need too many steps.
    let often =
        format!("count(instance('list')/root/item[position() <= 100][count({filter}) = 27])");
    assert_eq!(text(&tree, &often), "100");
    let label = "pulldata('list', 'label', 'name', 'm10999')";
    assert_eq!(text(&tree, label), "Municipality 10999");
    assert_eq!(text(&tree, "pulldata('list', 'label', 'name', 'x')"), "");
    assert_eq!(text(&tree, "pulldata('none', 'label', 'name', 'x')"), "");
}

#[test]
fn a_changed_list_is_found_anew() {
    let mut tree = municipalities();
    let count = "count(instance('list')/root/item[district = 'new'])";
    assert_eq!(text(&tree, count), "0");
    let other = tree.clone();
    let root = tree.instance("list").unwrap();
    let item = tree
        .child(tree.child(root, "root").unwrap(), "item")
        .unwrap();
    tree.set_text(tree.child(item, "district").unwrap(), "new");
    assert_eq!(text(&tree, count), "1");
    let again = tree.fragment(item);
    tree.insert(tree.parent(item).unwrap(), Some(item), &again);
    assert_eq!(text(&tree, count), "2");
    tree.remove(item);
    assert_eq!(text(&tree, count), "1");
    assert_eq!(text(&other, count), "0");
}

#[test]
fn threads_share_one_list() {
    let tree = municipalities();
    let shared = Arc::new(tree);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let tree = Arc::clone(&shared);
            std::thread::spawn(move || {
                text(
                    &tree,
                    "count(instance('list')/root/item[district = /data/want])",
                )
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "28");
    }
}
