// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The districts in a funnel: which rates lie further from that of the state than chance lets expect.

use ::figures::{FunnelLimits, FunnelPlot, FunnelPoint, funnel_plot};
use rates::{Funnel, Observation, Overdispersion, Per, Position, funnel_of_rates};
use web::{Error, format};

use super::figures::PlaceCount;
use super::numbers::known;
use super::view::Chosen;
use crate::words::Words;

/// How many points the drawn limits have.
const STEPS: i32 = 48;
/// How many districts a sentence names.
const NAMED: usize = 4;

/// A funnel as shown.
pub(crate) struct View {
    pub(crate) title: String,
    pub(crate) sentence: String,
    pub(crate) wide: String,
    pub(crate) narrow: String,
}

/// The funnel of all districts; none where there is no case.
pub(crate) fn funnel(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    title: String,
    places: &[PlaceCount],
) -> Result<Option<View>, Error> {
    // Noise would draw districts out of the funnel that are not.
    if chosen.set.exact().is_none() {
        return Ok(None);
    }
    let districts: Vec<&PlaceCount> = places
        .iter()
        .filter(|one| one.district.is_some() && one.inhabitants > 0)
        .collect();
    let cases = |one: &PlaceCount| known(one.cases).unwrap_or_default();
    if districts.iter().all(|one| cases(one) == 0) {
        return Ok(None);
    }
    let observed: Vec<Observation> = districts
        .iter()
        .map(|one| Observation::new(cases(one), one.inhabitants as f64))
        .collect::<Result<_, _>>()
        .map_err(Error::internal)?;
    let found = funnel_of_rates(
        &observed,
        None,
        Per::HundredThousand,
        Overdispersion::Winsorised,
    );
    let Some(funnel) = found.map_err(Error::internal)? else {
        return Ok(None);
    };
    let points = points(words, chosen, &districts, &funnel);
    let outer = |position: Position| {
        let all = districts.iter().zip(funnel.areas());
        let outside = all.filter(|(_, area)| area.is_some_and(|area| area.position == position));
        outside
            .map(|(one, _)| words.place(one.district.as_ref()))
            .collect::<Vec<String>>()
    };
    let (high, low) = (outer(Position::FarAbove), outer(Position::FarBelow));
    let named = |names: &[String]| words.list(&names[..names.len().min(NAMED)]);
    let sentence = words.with(
        "indicators-funnel-sentence",
        &[
            ("high", high.len().into()),
            ("high-names", named(&high).into()),
            ("high-more", high.len().saturating_sub(NAMED).into()),
            ("low", low.len().into()),
        ],
    );
    let [wide, narrow] = [("wide", 720.0, 400.0), ("narrow", 360.0, 360.0)]
        .map(|size| draw(words, &title, &funnel, &points, size));
    Ok(Some(View {
        title,
        sentence,
        wide,
        narrow,
    }))
}

fn points(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    districts: &[&PlaceCount],
    funnel: &Funnel,
) -> Vec<FunnelPoint> {
    let all = districts.iter().zip(funnel.areas());
    all.filter_map(|(one, area)| {
        let area = (*area)?;
        let district = one.district.as_ref()?;
        let is_chosen = chosen.place_key() == district.key;
        let far = matches!(area.position, Position::FarAbove | Position::FarBelow);
        Some(FunnelPoint {
            size: one.inhabitants as f64,
            value: area.value,
            label: format!("{}: {}", words.place(Some(district)), words.rate_of(one)),
            name: if far || is_chosen {
                district.name.clone()
            } else {
                String::new()
            },
            outside: far,
            chosen: is_chosen,
        })
    })
    .collect()
}

/// Size, lower and upper limit, inner and outer.
type Curves = [Vec<(f64, f64, f64)>; 2];

fn curves(funnel: &Funnel, points: &[FunnelPoint]) -> Curves {
    let smallest = points
        .iter()
        .map(|one| one.size)
        .fold(f64::INFINITY, f64::min);
    let largest = points.iter().map(|one| one.size).fold(0.0, f64::max);
    let mut curves = Curves::default();
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let size = smallest * (largest / smallest).powf(share);
        if let Some(limits) = funnel.limits(size) {
            for (curve, pair) in curves.iter_mut().zip([limits.inner, limits.outer]) {
                curve.push((size, pair.lower, pair.upper));
            }
        }
    }
    curves
}

fn draw(
    words: &Words<'_>,
    title: &str,
    funnel: &Funnel,
    points: &[FunnelPoint],
    (id, width, height): (&str, f64, f64),
) -> String {
    let lang = words.lang;
    let [inner, outer] = curves(funnel, points);
    let target = words.place(None);
    let limit = |share: f64| format::percent(lang, share);
    let (inner_label, outer_label) = (limit(0.95), limit(0.998));
    funnel_plot(&FunnelPlot {
        id: &format!("trichter-{id}"),
        title,
        description: &words.t("indicators-funnel-description"),
        width,
        height,
        axis_titles: [
            &words.t("indicators-regions-column-people"),
            &words.t("indicators-cases-column-rate"),
        ],
        ticks: [&|size| format::decimal(lang, size, 0), &|value| {
            let whole = (value - value.round()).abs() < 1e-9;
            format::decimal(lang, value, usize::from(!whole))
        }],
        target: (funnel.target(), &target),
        limits: &[
            FunnelLimits {
                label: &inner_label,
                curve: &inner,
                outer: false,
            },
            FunnelLimits {
                label: &outer_label,
                curve: &outer,
                outer: true,
            },
        ],
        points,
    })
}
