// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions that need a host, chance, or values that forms have.

use std::sync::Arc;

use xpath::{Environment, EvaluationError, Host, NodeId, Randomness, Tree, TreeBuilder, parse};

#[derive(Debug)]
struct Form;

impl Host for Form {
    fn translation(&self, id: &str) -> Option<String> {
        (id == "hello").then(|| "Moin".to_owned())
    }

    fn choice_label(
        &self,
        tree: &Tree,
        context: NodeId,
        value: &str,
        path: &str,
    ) -> Option<String> {
        Some(format!("{value} of {path} at {}", tree.path(context)))
    }

    fn property(&self, name: &str) -> Option<String> {
        (name == "version").then(|| "7".to_owned())
    }
}

fn tree() -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    builder.leaf("here", "");
    for number in 1..=3 {
        builder.open("r");
        builder.leaf("v", &number.to_string());
        builder.close();
    }
    builder.build()
}

fn run(expression: &str, environment: &Environment) -> Result<String, EvaluationError> {
    let tree = tree();
    let data = tree.root_element().unwrap();
    let expr = parse(expression).unwrap();
    let value = expr.evaluate_text(&tree, tree.child(data, "here").unwrap(), environment)?;
    Ok(value.into_owned())
}

fn environment() -> Environment {
    let mut environment =
        Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap());
    environment.host = Some(Arc::new(Form));
    environment
}

fn text(expression: &str) -> String {
    run(expression, &environment()).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

#[test]
fn the_form_answers_what_it_alone_knows() {
    for (expression, expected) in [
        ("jr:itext('hello')", "Moin"),
        ("jr:itext('other')", ""),
        ("version()", "7"),
        ("property('deviceid')", ""),
        (
            "jr:choice-name('a', '/data/q')",
            "a of /data/q at /data/here",
        ),
        ("indexed-repeat(/data/r/v, /data/r, 2)", "2"),
        ("indexed-repeat(/data/r/v, /data/r, 0)", ""),
        ("indexed-repeat(/data/r/v, /data/r, 4)", ""),
        ("depend(/data/r/v, /data/here)", "1"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
    let alone = Environment::at(environment().now);
    assert_eq!(run("jr:itext('hello')", &alone), Ok(String::new()));
}

#[test]
fn chance_follows_from_the_seed() {
    let seeded = |seed| Environment {
        random: Randomness::seeded([seed; 32]),
        ..environment()
    };
    let first = seeded(1);
    let a = run("uuid()", &first).unwrap();
    let b = run("uuid()", &first).unwrap();
    assert_ne!(a, b);
    assert_eq!(run("uuid()", &seeded(1)).unwrap(), a);
    assert_ne!(run("uuid()", &seeded(2)).unwrap(), a);
    assert_eq!((a.len(), &a[14..15]), (36, "4"));
    assert_eq!(run("string-length(uuid(50))", &first).unwrap(), "50");
    for _ in 0..100 {
        assert_eq!(
            run("random() >= 0 and random() < 1", &first).unwrap(),
            "true"
        );
    }
    assert_eq!(
        run("uuid('x')", &first),
        Err(EvaluationError::WrongArgument("uuid", "length"))
    );
    assert_eq!(
        run("uuid(1000000000)", &first),
        Err(EvaluationError::TooMuchWork)
    );
    // What a calculation stores, the shuffling with a seed gives again.
    let order = "join(' ', randomize(/data/r/v, 'Kita Deich'))";
    assert_eq!(text(order), text(order));
}

#[test]
fn patterns_fit_the_whole_text_and_stay_cheap() {
    for (expression, expected) in [
        (r"regex('26121', '\d{5}')", "true"),
        (r"regex('26121 ', '\d{5}')", "false"),
        ("regex('a1', 'a|b')", "false"),
        (r"regex('٣', '\d')", "false"),
        (r"regex('x-1', '[\w-]+')", "true"),
        (r"regex('Käthe', '\p{L}+')", "true"),
        ("regex('', '')", "true"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
    let wrong = Err(EvaluationError::WrongArgument("regex", "pattern"));
    assert_eq!(run("regex('a', '(?=a)a')", &environment()), wrong);
    assert_eq!(
        run("regex('a', 'a{1000}{1000}{1000}')", &environment()),
        wrong
    );
    let bomb = format!("regex('{}b', '(a|a)*(a+)+$')", "a".repeat(5_000));
    assert_eq!(text(&bomb), "false");
}

#[test]
fn shapes_are_measured() {
    for (expression, expected) in [
        ("intersects('0 0;1 1;0 1;1 0')", "true"),
        ("intersects('0 0;0 1;1 1;1 0;0 0')", "false"),
        ("intersects('0 0;0 2;0 1')", "false"),
        ("distance('0 0;0 1', '0 2')", "222637.69"),
        ("distance('0 0')", "NaN"),
        ("distance('0 0;95 0')", "NaN"),
        ("area('0 0;0 1;1 1;')", "6195628067.9"),
        ("geofence('0.2 0.8', '0 0;0 1;1 1;0 0')", "true"),
        ("geofence('0.8 0.2', '0 0;0 1;1 1;0 0')", "false"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
}

#[test]
fn dates_become_whole_numbers_when_written() {
    assert_eq!(text("number('2026-11-18T12:00:00Z')"), "20775");
    assert_eq!(text("number('2026-11-18T12:00:00Z') * 1"), "20775.5");
    assert_eq!(text("string(/data/r[number('1970-01-03')]/v)"), "2");
    assert_eq!(text("number('-12') + number('3')"), "-9");
    assert_eq!(text("number('2026-11-18') = '2026-11-18'"), "true");
}

#[test]
fn edges_where_other_engines_agree_with_each_other() {
    let environment = Environment::at("2026-11-21T05:27:24[UTC]".parse().unwrap());
    let cases = [
        // Nothing adds up to 0, not to -0.
        ("1 div sum(/data/none)", "Infinity"),
        ("pow(1, number('x'))", "NaN"),
        ("pow(1, 1 div 0)", "NaN"),
        ("pow(2, 10)", "1024"),
        ("selected-at('a b c', 1.5)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("coalesce(0 div 0, 1 - 'x')", ""),
    ];
    for (expression, wanted) in cases {
        assert_eq!(
            run(expression, &environment).unwrap(),
            wanted,
            "{expression}"
        );
    }
}
