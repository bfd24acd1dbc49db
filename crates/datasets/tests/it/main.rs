// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Datasets as a whole: real open data, invented files in every dialect, and whatever bytes.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it left out"
)]

mod anything;
mod mappings;
mod packages;
mod real;
mod survstat;

use datasets::{Limits, Measure, Observations, Outcome, PlaceName, Places, recognise};

/// Some districts and municipalities of Lower Saxony.
fn places() -> Places {
    let districts = [
        ("03101", "Braunschweig", "Kreisfreie Stadt"),
        ("03159", "Göttingen", "Landkreis"),
        ("03241", "Region Hannover", "Region"),
        ("03402", "Emden", "Kreisfreie Stadt"),
        ("03403", "Oldenburg (Oldb)", "Kreisfreie Stadt"),
        ("03404", "Osnabrück", "Kreisfreie Stadt"),
        ("03458", "Oldenburg", "Landkreis"),
        ("03459", "Osnabrück", "Landkreis"),
    ];
    Places::new(districts.map(|(ags, name, kind)| PlaceName {
        ags: ags.parse().unwrap(),
        name: name.to_owned(),
        kind: kind.to_owned(),
    }))
}

/// Reads a file in the first way that is recognised, after `complete` has filled the gaps.
fn import(bytes: &[u8], name: &str, complete: impl FnOnce(&mut datasets::Candidate)) -> Outcome {
    let (places, limits) = (places(), Limits::default());
    let (file, mut candidates) = recognise(bytes, name, &places, &limits).unwrap();
    let mut candidate = candidates.remove(0);
    complete(&mut candidate);
    datasets::apply(
        &file.tables[candidate.table],
        &candidate.mapping,
        &places,
        &limits,
    )
    .unwrap()
}

/// A line for each observation.
fn lines(all: &Observations) -> Vec<String> {
    let number = |measure: Measure<'_>| match measure {
        Measure::Count(count) => count.to_string(),
        Measure::Ratio {
            numerator,
            denominator,
        } => format!("{numerator}/{denominator}"),
        Measure::Value {
            value,
            lower: Some(lower),
            upper: Some(upper),
            ..
        } => format!("{value} ({lower} to {upper})"),
        Measure::Value { value, .. } => value.to_string(),
    };
    all.iter()
        .map(|one| {
            let measure = number(one.measure.clone());
            format!(
                "{} {} {} {} {:?} {measure}",
                one.category, one.period, one.place, one.age, one.sex
            )
        })
        .collect()
}

/// The sum of all counts that are no totals.
fn sum_of_parts(all: &Observations) -> u64 {
    all.parts()
        .map(|one| match one.measure {
            Measure::Count(count) => count,
            _ => 0,
        })
        .sum()
}
