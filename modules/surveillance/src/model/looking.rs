// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looking at series: what is a signal, what is none, and why nothing can be said.

use std::thread;

use kernel::{Ags, IsoWeek};
use signals::{Finding, Plan, Reason, Series, SeriesError, SignalError};

use super::{Evidence, Method, Stratum, Tally, WatchPlan};

/// The most weeks that are kept with a signal: ten years and what windows reach beyond.
const MOST_EVIDENCE: usize = 560;

/// A series of weekly counts of one disease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// A district, or the state.
    pub place: Ags,
    /// Who is counted.
    pub stratum: Stratum,
    /// Cases week by week.
    pub counts: Vec<u32>,
}

/// A week above its bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The key of the disease.
    pub disease: String,
    /// A district, or the state.
    pub place: Ags,
    /// Who is counted.
    pub stratum: Stratum,
    /// The week.
    pub week: IsoWeek,
    /// The method that said so.
    pub method: Method,
    /// Cases in the week.
    pub observed: u32,
    /// The cases that were expected.
    pub expected: f64,
    /// The bound.
    pub bound: f64,
    /// Cases by bound; the cases themselves where the bound is 0.
    pub ratio: f64,
    /// The series up to the week.
    pub evidence: Evidence,
}

/// What came of a look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looked {
    /// Weeks above their bound.
    pub hits: Vec<Hit>,
    /// What became of the newest week of each series.
    pub tally: Tally,
}

impl Looked {
    /// Adds what came of others.
    pub fn add(&mut self, other: Self) {
        self.hits.extend(other.hits);
        for (name, count) in other.tally {
            *self.tally.entry(name).or_default() += count;
        }
    }
}

/// Why a look ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// Counts are no series.
    #[error(transparent)]
    Series(#[from] SeriesError),
    /// The plan cannot be carried out.
    #[error(transparent)]
    Plan(#[from] SignalError),
}

/// The engine's plans for a disease.
struct Asked {
    first: (Method, Plan),
    second: Option<(Method, Plan)>,
    least: u32,
    weeks: usize,
}

/// Looks at the newest weeks of all series of a disease that begin with the same week, on so many processors.
pub fn look(
    plan: &WatchPlan,
    disease: &str,
    first: IsoWeek,
    strands: &[Strand],
    threads: usize,
) -> Result<Looked, LookError> {
    let asked = Asked {
        first: (plan.method, plan.engine(plan.method, disease)),
        second: plan
            .second()
            .map(|method| (method, plan.engine(method, disease))),
        least: plan.least_cases,
        weeks: usize::try_from(plan.weeks).unwrap_or(1),
    };
    let share = strands.len().div_ceil(threads.max(1)).max(1);
    let asked = &asked;
    let part = |part: &[Strand]| -> Result<Looked, LookError> {
        let mut looked = Looked::default();
        for strand in part {
            looked.add(at(asked, disease, first, strand)?);
        }
        Ok(looked)
    };
    thread::scope(|scope| {
        let part = &part;
        let running: Vec<_> = strands
            .chunks(share)
            .map(|chunk| scope.spawn(move || part(chunk)))
            .collect();
        let mut all = Looked::default();
        for one in running {
            match one.join() {
                Ok(looked) => all.add(looked?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(all)
    })
}

fn at(asked: &Asked, disease: &str, first: IsoWeek, strand: &Strand) -> Result<Looked, LookError> {
    let mut looked = Looked::default();
    if strand.counts.is_empty() {
        return Ok(looked);
    }
    let counts = strand.counts.iter().copied().map(Some).collect();
    let series = Series::from_week(first, counts)?;
    let end = strand.counts.len();
    for index in end.saturating_sub(asked.weeks)..end {
        let observed = strand.counts[index];
        let verdict = if observed < asked.least {
            // Whatever the bound is, there will be no signal: no model is needed.
            "below-least-cases"
        } else {
            match find(asked, &series, index)? {
                Some((method, finding)) => {
                    let hit = hit(disease, strand, method, first, &finding);
                    looked.hits.extend(hit);
                    verdict(&finding)
                }
                None => "quiet",
            }
        };
        if index + 1 == end {
            *looked.tally.entry(verdict.to_owned()).or_default() += 1;
        }
    }
    Ok(looked)
}

/// What is found by the first method, or by the second one where the history is too short or too empty for a model.
fn find(
    asked: &Asked,
    series: &Series,
    index: usize,
) -> Result<Option<(Method, Finding)>, LookError> {
    let test = |(method, plan): &(Method, Plan)| -> Result<_, LookError> {
        let mut found = plan.test(series, index..index + 1)?;
        Ok(found.pop().map(|finding| (*method, finding)))
    };
    let found = test(&asked.first)?;
    let reason = found.as_ref().and_then(|(_, finding)| finding.reason);
    match (&asked.second, reason) {
        (
            Some(second),
            Some(
                Reason::NotEnoughHistory { .. }
                | Reason::TooFewWeeksLeft { .. }
                | Reason::NotConverged
                | Reason::TooUncertain,
            ),
        ) => test(second),
        _ => Ok(found),
    }
}

fn verdict(finding: &Finding) -> &'static str {
    match (finding.alarm, finding.reason) {
        (Some(true), _) => "signal",
        (_, Some(reason)) => reason.code(),
        (_, None) => "quiet",
    }
}

fn hit(
    disease: &str,
    strand: &Strand,
    method: Method,
    first: IsoWeek,
    finding: &Finding,
) -> Option<Hit> {
    if finding.alarm != Some(true) {
        return None;
    }
    let observed = finding.observed?;
    let from = (finding.index + 1).saturating_sub(MOST_EVIDENCE);
    Some(Hit {
        disease: disease.to_owned(),
        place: strand.place.clone(),
        stratum: strand.stratum,
        week: finding.week,
        method,
        observed,
        expected: finding.expected?,
        bound: finding.bound?,
        ratio: finding.ratio.unwrap_or_else(|| f64::from(observed)),
        evidence: Evidence {
            first: first.plus(i32::try_from(from).unwrap_or(0)),
            counts: strand.counts[from..=finding.index].to_vec(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strand(counts: Vec<u32>) -> Strand {
        Strand {
            place: "03452".parse().unwrap(),
            stratum: Stratum::All,
            counts,
        }
    }

    fn first() -> IsoWeek {
        "2020-W47".parse().unwrap()
    }

    /// Two or three cases a week, and what is given in the last weeks.
    fn with_end(weeks: usize, end: &[u32]) -> Vec<u32> {
        let mut counts: Vec<u32> = (0..weeks)
            .map(|week| 2 + u32::from(week % 3 == 0))
            .collect();
        let from = counts.len() - end.len();
        counts[from..].copy_from_slice(end);
        counts
    }

    #[test]
    fn a_jump_is_a_signal_with_the_weeks_before_it() {
        let plan = WatchPlan::default();
        let strands = [strand(with_end(313, &[3, 20])), strand(with_end(313, &[]))];
        let looked = look(&plan, "salmonella", first(), &strands, 2).unwrap();
        let [hit] = looked.hits.as_slice() else {
            panic!("one signal: {looked:?}");
        };
        assert_eq!((hit.observed, hit.week), (20, first().plus(312)));
        assert_eq!(
            (hit.method, hit.evidence.counts.len()),
            (Method::Farrington, 313)
        );
        assert!(hit.bound < 20.0 && hit.expected > 1.0 && hit.ratio > 1.0);
        assert_eq!(looked.tally["signal"], 1);
        assert_eq!(looked.tally.values().sum::<i64>(), 2);
    }

    #[test]
    fn ears_takes_over_where_the_history_is_short_and_only_if_it_may() {
        let strands = [strand(with_end(60, &[30]))];
        let plan = WatchPlan::default();
        let looked = look(&plan, "measles", first(), &strands, 1).unwrap();
        assert_eq!(looked.hits[0].method, Method::Ears);
        let alone = WatchPlan {
            fallback: false,
            ..plan
        };
        let looked = look(&alone, "measles", first(), &strands, 1).unwrap();
        assert!(looked.hits.is_empty());
        assert_eq!(looked.tally["not-enough-history"], 1);
    }

    #[test]
    fn ears_takes_over_where_nearly_all_weeks_are_empty() {
        let mut counts = vec![0; 313];
        counts[310..].copy_from_slice(&[3, 4, 6]);
        let looked = look(
            &WatchPlan::default(),
            "measles",
            first(),
            &[strand(counts)],
            1,
        );
        let hits = looked.unwrap().hits;
        assert_eq!(hits.last().map(|hit| hit.method), Some(Method::Ears));
    }

    #[test]
    fn weeks_with_few_cases_are_no_signals_and_are_counted_as_such() {
        let mut counts = vec![0; 313];
        counts[312] = 2;
        let looked = look(
            &WatchPlan::default(),
            "measles",
            first(),
            &[strand(counts)],
            1,
        )
        .unwrap();
        assert_eq!(looked.tally["below-least-cases"], 1);
        assert!(looked.hits.is_empty());
    }

    #[test]
    fn the_weeks_before_the_newest_are_tested_as_often_as_asked() {
        let strands = [strand(with_end(313, &[25, 3, 3]))];
        let weeks = |weeks| WatchPlan {
            weeks,
            ..WatchPlan::default()
        };
        let found = |plan: WatchPlan| look(&plan, "a", first(), &strands, 1).unwrap().hits.len();
        assert_eq!(found(weeks(2)), 0);
        assert_eq!(found(weeks(3)), 1);
    }
}
