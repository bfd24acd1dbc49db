// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long the language takes over what forms do most: `cargo bench -p xpath`.
//! The target for the filter of a list of 11,000 entries is 2 ms.

use std::sync::Arc;

use xpath::xml::{self, Limits};
use xpath::{Document, Environment, NodeId, Tree, TreeBuilder, parse};

fn main() {
    divan::main();
}

fn environment() -> Environment {
    let now = "2026-11-18T09:30:00+01:00[Europe/Berlin]";
    Environment::at(now.parse().expect("this is a moment"))
}

/// 11,000 municipalities in 400 districts.
fn municipalities() -> Document {
    let mut builder = TreeBuilder::new();
    builder.open("root");
    for number in 0..11_000 {
        builder.open("item");
        builder.leaf("name", &format!("m{number}"));
        builder.leaf("label", &format!("Municipality {number}"));
        builder.leaf("district", &format!("d{}", number % 400));
        builder.close();
    }
    builder.build_document()
}

fn form() -> (Tree, NodeId) {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    let at = builder.leaf("district", "d7");
    builder.leaf("a", "3");
    builder.leaf("b", "4.5");
    let mut tree = builder.build();
    tree.add_instance("list", Arc::new(municipalities()));
    (tree, at)
}

fn evaluate(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (tree, at) = form();
    let environment = environment();
    let expr = parse(text).expect("this is an expression");
    bencher.bench(|| {
        divan::black_box(&expr)
            .evaluate_text(&tree, at, &environment)
            .is_ok()
    });
}

#[divan::bench]
fn cascade(bencher: divan::Bencher<'_, '_>) {
    evaluate(
        bencher,
        "count(instance('list')/root/item[district = /data/district])",
    );
}

/// The same by a condition that no index serves.
#[divan::bench]
fn cascade_by_trying(bencher: divan::Bencher<'_, '_>) {
    evaluate(
        bencher,
        "count(instance('list')/root/item[contains(district, /data/district)])",
    );
}

/// The first filter builds the index, as the first person with a new form does.
#[divan::bench]
fn cascade_first(bencher: divan::Bencher<'_, '_>) {
    let environment = environment();
    let text = "count(instance('list')/root/item[district = /data/district])";
    let expr = parse(text).expect("this is an expression");
    let (tree, at) = form();
    let list = municipalities();
    bencher
        .with_inputs(|| {
            let mut tree = tree.clone();
            tree.add_instance("list", Arc::new(list.clone()));
            tree
        })
        .bench_refs(|tree| expr.evaluate_text(tree, at, &environment).is_ok());
}

#[divan::bench]
fn arithmetic(bencher: divan::Bencher<'_, '_>) {
    evaluate(
        bencher,
        "round((/data/a * 100) div (/data/a + /data/b), 1) >= 30 and /data/b < 10",
    );
}

#[divan::bench]
fn parse_condition(bencher: divan::Bencher<'_, '_>) {
    let text = "selected(/data/group/many, 'a') and (../b > 3 or coalesce(../c, '') != '')";
    bencher.bench(|| parse(divan::black_box(text)));
}

#[divan::bench]
fn copy_template(bencher: divan::Bencher<'_, '_>) {
    let (tree, _) = form();
    bencher.bench(|| divan::black_box(&tree).clone());
}

#[divan::bench]
fn add_500_repeats(bencher: divan::Bencher<'_, '_>) {
    let source = "<data><r><a/><b/><c/></r><end/></data>";
    let tree = xml::read(source.as_bytes(), &Limits::default());
    let tree = tree.expect("this is a document").tree;
    let data = tree.root_element().expect("there is an element");
    let repeat = tree.child(data, "r").expect("there is a repeat");
    let (template, end) = (tree.fragment(repeat), tree.child(data, "end"));
    bencher
        .with_inputs(|| tree.clone())
        .bench_values(|mut tree| {
            for _ in 0..500 {
                tree.insert(data, end, &template);
            }
            tree
        });
}

#[divan::bench]
fn read_xml(bencher: divan::Bencher<'_, '_>) {
    let tree = Tree::of(municipalities());
    let text = xml::write(&tree, tree.root());
    bencher.bench(|| xml::read(divan::black_box(text.as_bytes()), &Limits::default()));
}
