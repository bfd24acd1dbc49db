// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Plans that may be published, and plans that may not.

use disclosure::{
    Audience, Dimension, Dominance, Fault, Geography, Method, NoiseError, NoiseParameters, Period,
    Protection, Reason, Span, TablePlan, TableSpec,
};

use crate::noise;

fn table(name: &str, geography: Geography, period: Period) -> TableSpec {
    TableSpec {
        name: name.to_owned(),
        geography,
        period,
        span: Span::Current,
        dimensions: vec![Dimension::flat("age", ["0-14", "15-59", "60+"]).unwrap()],
    }
}

fn plan(tables: Vec<TableSpec>) -> TablePlan {
    TablePlan {
        dataset: "gastroenteritis".to_owned(),
        audience: Audience::Public,
        method: Method::CellKey(noise()),
        minimum: 3,
        floor: 5_000,
        tables,
    }
}

fn suppressed(tables: Vec<TableSpec>) -> TablePlan {
    TablePlan {
        method: Method::Suppression(Protection::of_counts(3)),
        ..plan(tables)
    }
}

fn reasons(plan: &TablePlan) -> Vec<Reason> {
    plan.faults()
        .into_iter()
        .map(|fault| fault.reason)
        .collect()
}

#[test]
fn weeks_of_districts_beside_months_of_municipalities_may_be_published() {
    let plan = plan(vec![
        table("weeks", Geography::District, Period::Week),
        table("months", Geography::Municipality, Period::Month),
        table("years", Geography::State, Period::Year),
    ]);
    assert_eq!(plan.faults(), []);
}

#[test]
fn weeks_of_municipalities_are_refused_where_they_stand() {
    let faults = plan(vec![
        table("districts", Geography::District, Period::Week),
        table("places", Geography::Municipality, Period::Week),
    ])
    .faults();
    assert_eq!(
        faults,
        [Fault {
            table: Some("places".to_owned()),
            field: "period",
            reason: Reason::TooFine
        }]
    );
    assert_eq!(
        faults[0].to_string(),
        "table “places”, period: municipalities are published for a month or longer"
    );
}

#[test]
fn the_rules_about_fine_places_bind_only_what_the_public_reads() {
    let mut plan = plan(vec![table("places", Geography::Municipality, Period::Week)]);
    plan.floor = 0;
    assert_eq!(reasons(&plan), [Reason::TooFine, Reason::NoFloor]);
    plan.audience = Audience::Internal;
    assert_eq!(plan.faults(), []);
}

#[test]
fn current_and_cumulative_numbers_of_municipalities_are_not_published_together() {
    for (first, second, refused) in [
        (Geography::Municipality, Geography::Municipality, true),
        // A growing number of the state beside months of places gives nothing away: the finer table says more.
        (Geography::State, Geography::Municipality, false),
        (Geography::District, Geography::District, false),
    ] {
        let growing = TableSpec {
            span: Span::Cumulative,
            ..table("until now", first, Period::Month)
        };
        let plan = plan(vec![growing, table("months", second, Period::Month)]);
        let contradiction = Reason::CurrentAndCumulative {
            other: "until now".to_owned(),
        };
        assert_eq!(reasons(&plan).contains(&contradiction), refused);
    }
}

#[test]
fn where_cells_are_left_out_all_numbers_stand_in_one_table_that_does_not_grow() {
    let one = table("weeks", Geography::District, Period::Week);
    assert_eq!(suppressed(vec![one.clone()]).faults(), []);
    let two = suppressed(vec![
        one.clone(),
        table("years", Geography::State, Period::Year),
    ]);
    assert_eq!(
        reasons(&two),
        [Reason::Linked {
            other: "weeks".to_owned()
        }]
    );
    let growing = TableSpec {
        span: Span::Cumulative,
        ..one
    };
    assert_eq!(
        reasons(&suppressed(vec![growing])),
        [Reason::CumulativeSuppression]
    );
}

#[test]
fn the_public_sees_no_count_below_three() {
    let mut plan = plan(vec![table("weeks", Geography::District, Period::Week)]);
    plan.minimum = 2;
    assert_eq!(
        reasons(&plan),
        [Reason::Minimum { least: 3 }, Reason::SmallestCount]
    );
}

#[test]
fn noise_that_cannot_be_is_refused_with_the_reason() {
    let mut plan = plan(vec![table("weeks", Geography::District, Period::Week)]);
    let mut parameters = noise();
    parameters.variance = 100.0;
    plan.method = Method::CellKey(parameters);
    assert_eq!(
        reasons(&plan),
        [Reason::Noise(NoiseError::Variance {
            count: 1,
            least: 2.0,
            most: 5.0,
            variance: 100.0
        })]
    );
}

#[test]
fn intervals_that_would_say_that_a_count_is_small_are_refused() {
    let mut plan = suppressed(vec![table("weeks", Geography::District, Period::Week)]);
    plan.method = Method::Suppression(Protection {
        width: 2,
        dominance: Some(Dominance { one: 0, two: 101 }),
        ..Protection::of_counts(3)
    });
    assert_eq!(
        reasons(&plan),
        [Reason::Width { least: 3 }, Reason::Dominance]
    );
}

#[test]
fn empty_plans_and_names_that_stand_twice_are_refused() {
    assert_eq!(reasons(&plan(vec![])), [Reason::NoTable]);
    let mut weeks = table("weeks", Geography::District, Period::Week);
    weeks.dimensions.push(weeks.dimensions[0].clone());
    let plan = plan(vec![weeks.clone(), weeks]);
    let twice = |name: &str| Reason::Name(name.to_owned());
    assert_eq!(reasons(&plan), [twice("age"), twice("weeks"), twice("age")]);
}

#[test]
fn more_dimensions_than_can_be_protected_are_refused() {
    let mut weeks = table("weeks", Geography::District, Period::Week);
    weeks
        .dimensions
        .push(Dimension::flat("sex", ["f", "m", "d", "x"]).unwrap());
    assert_eq!(plan(vec![weeks.clone()]).faults(), []);
    assert_eq!(
        reasons(&suppressed(vec![weeks])),
        [Reason::Dimensions { most: 1 }]
    );
}

#[test]
fn only_people_who_may_know_every_number_read_exact_ones() {
    let mut plan = plan(vec![table("weeks", Geography::Municipality, Period::Week)]);
    plan.method = Method::Exact;
    plan.minimum = 1;
    plan.audience = Audience::Internal;
    assert_eq!(plan.faults(), []);
    plan.audience = Audience::Public;
    assert!(reasons(&plan).contains(&Reason::Unprotected));
    plan.audience = Audience::Internal;
    plan.minimum = 3;
    assert_eq!(reasons(&plan), [Reason::SmallestCount]);
}

#[test]
fn two_plans_of_a_dataset_protect_it_alike_or_one_of_them_not_at_all() {
    let months = || vec![table("months", Geography::Municipality, Period::Month)];
    let public = plan(months());
    let internal = |method| TablePlan {
        audience: Audience::Internal,
        method,
        ..plan(months())
    };
    let less = NoiseParameters {
        variance: 2.5,
        ..noise()
    };
    let dots = Method::Suppression(Protection::of_counts(3));
    for (method, reason) in [
        (Method::Exact, None),
        (Method::CellKey(noise()), None),
        (Method::CellKey(less), Some(Reason::OtherNoise)),
        (dots, Some(Reason::OtherMethod)),
    ] {
        let found = public.faults_beside(&internal(method));
        let found: Vec<Reason> = found.into_iter().map(|fault| fault.reason).collect();
        assert_eq!(found, Vec::from_iter(reason));
    }
    // Other dots show what these hide.
    let hidden = suppressed(months());
    let same = internal(dots);
    assert_eq!(hidden.faults_beside(&same), []);
    let other = internal(Method::Suppression(Protection::of_counts(5)));
    assert_eq!(hidden.faults_beside(&other)[0].reason, Reason::OtherMethod);
    // Another dataset has other records.
    let mut elsewhere = plan(months());
    assert_eq!(
        public.faults_beside(&elsewhere)[0].reason,
        Reason::SameAudience
    );
    elsewhere.dataset = "measles".to_owned();
    assert_eq!(public.faults_beside(&elsewhere), []);
}
