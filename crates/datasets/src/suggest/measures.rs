// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which columns hold numbers, and which of them belong together.

use super::{doubts_of, label_role};
use crate::choice::tell_apart;
use crate::columns::{NumberHeading, number_heading, reads};
use crate::look::Look;
use crate::mapping::{Doubt, Mapping, Measured, Numbers};
use crate::number;
use crate::place::Level;
use crate::places::Places;

/// Columns whose headings are years, ages, sexes, places or diseases. Nothing else is counted in such a table.
pub(super) fn pivot(
    look: &Look,
    open: &[usize],
    captions: &str,
    places: &Places,
    mapping: &mut Mapping,
) -> bool {
    let labels = || open.iter().map(|at| look.headings[*at].as_str());
    if open.len() < 2 {
        return false;
    }
    let Some(role) = label_role(&labels(), captions, places) else {
        return false;
    };
    if labels()
        .filter(|label| reads(label, role, places, Level::District))
        .count()
        < 2
    {
        return false;
    }
    doubts_of(role, &labels(), places, mapping);
    let upper_role = (look.heading_rows == 2)
        .then(|| {
            label_role(
                &look.upper.iter().skip(1).map(String::as_str),
                captions,
                places,
            )
        })
        .flatten()
        .filter(|upper| *upper != role);
    let fractions = open.iter().any(|at| {
        look.column(*at)
            .any(|cell| number::count(cell, mapping.notation) == Err(number::NotANumber::Fraction))
    });
    if fractions {
        mapping.doubts.push(Doubt::CountOrValue);
    }
    mapping.measures = open
        .iter()
        .map(|at| {
            let mut labels = vec![(role, look.headings[*at].clone())];
            labels.extend(upper_role.map(|upper| (upper, look.upper[*at].clone())));
            Measured {
                numbers: if fractions {
                    Numbers::Value {
                        value: *at,
                        lower: None,
                        upper: None,
                        unit: String::new(),
                    }
                } else {
                    Numbers::Count(*at)
                },
                category: String::new(),
                labels,
            }
        })
        .collect();
    true
}

/// Columns with numbers as measures: ratios and intervals together, everything else alone.
pub(super) fn measures(look: &Look, open: &[usize], mapping: &mut Mapping) {
    let is = |at: usize| number_heading(&look.headings[at]);
    let find = |wanted| open.iter().copied().find(|at| is(*at) == Some(wanted));
    let mut used = Vec::new();
    if let (Some(numerator), Some(denominator)) = (
        find(NumberHeading::Numerator),
        find(NumberHeading::Denominator),
    ) {
        used.extend([numerator, denominator]);
        mapping.measures.push(Measured {
            numbers: Numbers::Ratio {
                numerator,
                denominator,
            },
            category: String::new(),
            labels: Vec::new(),
        });
    }
    let (lower, upper) = (find(NumberHeading::Lower), find(NumberHeading::Upper));
    let first_value = find(NumberHeading::Value);
    for at in open.iter().copied().filter(|at| !used.contains(at)) {
        // Bounds belong to the first value.
        if first_value.is_some() && [lower, upper].contains(&Some(at)) {
            continue;
        }
        let whole = look.column(at).all(|cell| {
            !matches!(
                number::count(cell, mapping.notation),
                Err(number::NotANumber::Fraction
                    | number::NotANumber::Negative
                    | number::NotANumber::Infinite)
            )
        });
        let numbers = match is(at) {
            Some(NumberHeading::Value) => None,
            Some(NumberHeading::Count) if whole => Some(Numbers::Count(at)),
            _ => {
                mapping.doubts.push(Doubt::CountOrValue);
                whole.then_some(Numbers::Count(at))
            }
        };
        let bounded = Some(at) == first_value;
        let numbers = numbers.unwrap_or(Numbers::Value {
            value: at,
            lower: lower.filter(|_| bounded),
            upper: upper.filter(|_| bounded),
            unit: if look.headings[at].contains('%')
                || look.column(at).any(|cell| cell.ends_with('%'))
            {
                "%".to_owned()
            } else {
                String::new()
            },
        });
        mapping.measures.push(Measured {
            numbers,
            category: String::new(),
            labels: Vec::new(),
        });
    }
    tell_apart(&mut mapping.measures, &look.headings);
}
