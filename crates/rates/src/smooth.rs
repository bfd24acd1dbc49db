// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Smoothed rates of small areas by moments: each area is drawn towards a mean, the more the smaller it is. Source: Marshall, *Mapping
//! disease and mortality rates using empirical Bayes estimators*, Applied Statistics 40 (1991).

use serde::Serialize;

use crate::value::{MOST_AREAS, Observation, Per};

/// Why areas cannot be smoothed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmoothingError {
    /// There are more than [`MOST_AREAS`].
    #[error("{0} areas are more than {MOST_AREAS}")]
    TooManyAreas(usize),
    /// There is not one list of neighbours for each area.
    #[error(
        "there are {areas} areas and {lists} lists of neighbours; each area needs one, which may be empty"
    )]
    Lists {
        /// How many areas there are.
        areas: usize,
        /// How many lists there are.
        lists: usize,
    },
    /// A neighbour is no other area, or is named twice.
    #[error(
        "area {area} cannot have area {neighbour} as its neighbour: it is itself, named twice, or not there"
    )]
    Neighbour {
        /// The place of the area, from 0.
        area: usize,
        /// The place of the neighbour.
        neighbour: usize,
    },
}

/// Rates drawn towards the mean of all areas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Smoothed {
    /// The mean m, times `per`: all cases by the whole population.
    pub mean: f64,
    /// The variance A between the areas, times `per` squared; 0 if they do not vary more than chance lets expect, and all rates are the mean.
    pub variance: f64,
    /// The rates, times `per`, in the order of the areas. An area without population has the mean.
    pub values: Vec<f64>,
}

/// Rates drawn towards the means of their neighbourhoods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SmoothedLocally {
    /// The means of the neighbourhoods, times `per`; none where nobody lives.
    pub means: Vec<Option<f64>>,
    /// The rates, times `per`; none where nobody lives in the area or in its neighbourhood.
    pub values: Vec<Option<f64>>,
}

/// Mean and variance between areas.
#[derive(Debug, Clone, Copy)]
struct Moments {
    mean: f64,
    variance: f64,
}

/// m = Σy/Σn, s² = Σn(r − m)²/Σn, A = max(0, s² − m/n̄) with the mean population n̄ of areas that have one.
fn moments(areas: impl Iterator<Item = Observation> + Clone) -> Option<Moments> {
    let peopled = areas.filter(|area| area.rate().is_some());
    let (mut cases, mut population, mut count) = (0.0, 0.0, 0.0);
    for area in peopled.clone() {
        cases += area.count();
        population += area.population();
        count += 1.0;
    }
    let mean = cases / population;
    if !mean.is_finite() {
        return None;
    }
    let spread: f64 = peopled
        .map(|area| area.population() * (area.count() / area.population() - mean).powi(2))
        .sum();
    let variance = (spread / population - mean / (population / count)).max(0.0);
    variance.is_finite().then_some(Moments { mean, variance })
}

impl Moments {
    /// m + C(r − m) with C = A/(A + m/n).
    fn shrunk(self, area: Observation) -> f64 {
        let Self { mean, variance } = self;
        match area.rate() {
            Some(rate) if variance > 0.0 => {
                let kept = variance / (variance + mean / area.population());
                mean + kept * (rate - mean)
            }
            _ => mean,
        }
    }
}

/// Global empirical Bayes: m + C(r − m) with C = A/(A + m/n) for each area with rate r and population n; m and A are those of all areas. None without any
/// population. Source: Marshall (1991), section 2.
pub fn empirical_bayes(
    areas: &[Observation],
    per: Per,
) -> Result<Option<Smoothed>, SmoothingError> {
    limited(areas)?;
    let per = per.number();
    Ok(moments(areas.iter().copied()).map(|moments| Smoothed {
        mean: moments.mean * per,
        variance: moments.variance * per * per,
        values: areas
            .iter()
            .map(|area| moments.shrunk(*area) * per)
            .collect(),
    }))
}

/// Local empirical Bayes: the same with m and A of each area's neighbourhood, which is the area itself and its neighbours. `neighbours` has the places of the neighbours
/// (from 0) for each area; who is a neighbour is for the caller to say, and need not be mutual. An area without neighbours keeps its rate. Source: Marshall (1991),
/// section 3.
pub fn local_empirical_bayes(
    areas: &[Observation],
    neighbours: &[Vec<usize>],
    per: Per,
) -> Result<SmoothedLocally, SmoothingError> {
    limited(areas)?;
    if areas.len() != neighbours.len() {
        return Err(SmoothingError::Lists {
            areas: areas.len(),
            lists: neighbours.len(),
        });
    }
    // For which area a place was named last.
    let mut named = vec![usize::MAX; areas.len()];
    let mut smoothed = SmoothedLocally {
        means: Vec::with_capacity(areas.len()),
        values: Vec::with_capacity(areas.len()),
    };
    for (area, list) in neighbours.iter().enumerate() {
        named[area] = area;
        for neighbour in list {
            match named.get_mut(*neighbour) {
                Some(last) if *last != area => *last = area,
                _ => {
                    return Err(SmoothingError::Neighbour {
                        area,
                        neighbour: *neighbour,
                    });
                }
            }
        }
        let around = list.iter().map(|neighbour| areas[*neighbour]);
        let found = moments(around.chain([areas[area]]));
        smoothed
            .means
            .push(found.map(|found| found.mean * per.number()));
        smoothed
            .values
            .push(found.map(|found| found.shrunk(areas[area]) * per.number()));
    }
    Ok(smoothed)
}

pub(crate) fn limited(areas: &[Observation]) -> Result<(), SmoothingError> {
    if areas.len() > MOST_AREAS {
        return Err(SmoothingError::TooManyAreas(areas.len()));
    }
    Ok(())
}
