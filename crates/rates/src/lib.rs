// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rates: the measures of epidemiology, out of counts and populations.
//!
//! [`Observation`] is a count of cases with the population that it came from, [`Proportion`] a part of a whole. From them come
//! crude rates, proportions, ratios and differences with intervals ([`crude_rate`], [`wilson`], [`rate_ratio`],
//! [`rate_difference`], [`standardised_ratio`]), directly standardised rates ([`directly_standardised`]), limits of funnel plots
//! ([`funnel_of_rates`], [`funnel_of_proportions`]) and smoothed rates of small areas ([`empirical_bayes`],
//! [`local_empirical_bayes`], [`poisson_gamma`]). [`Weeks`] are compared with the same weeks of earlier years
//! ([`EarlierYears`]), with the week before ([`change`]) and added up over a [`Season`]; [`Nowcast`] says how many cases of the
//! last days or weeks are still on their way.
//!
//! What cannot be computed is `None` or a typed reason, never a number that is none. No words and no pictures: pages have them.
//! docs/adr/059-measures.md says why these methods.

mod ages;
mod compare;
mod course;
mod crude;
mod direct;
mod distribution;
mod earlier;
mod funnel;
mod nowcast;
mod poisson_gamma;
mod season;
mod smooth;
mod standard;
mod triangle;
mod value;
mod weeks;

pub use ages::AgeError;
pub use compare::{
    Ratio, RatioInterval, expected_cases, rate_difference, rate_ratio, standardised_ratio,
};
pub use course::{Change, change, moving_average, seven_day_incidence, trailing_average};
pub use crude::{PoissonInterval, crude_rate, poisson_interval, wilson, wilson_with_continuity};
pub use direct::{DirectInterval, DirectRate, Stratum, UsedGroup, directly_standardised};
pub use earlier::{Comparison, EarlierYears, Excess};
pub use funnel::{
    Funnel, FunnelArea, Limits, Overdispersion, Position, funnel_of_proportions, funnel_of_rates,
};
pub use kernel::AgeGroup;
pub use nowcast::{NotAvailable, Nowcast, NowcastError, Nowcasted};
pub use poisson_gamma::{PoissonGamma, poisson_gamma};
pub use season::{Season, SeasonWeek};
pub use smooth::{
    Smoothed, SmoothedLocally, SmoothingError, empirical_bayes, local_empirical_bayes,
};
pub use standard::{MOST_GROUPS, Standard};
pub use triangle::{MOST_DELAYS, MOST_PERIODS, Triangle, TriangleError};
pub use value::{
    Estimate, Interval, LEAST_POPULATION, Level, MOST_AREAS, MOST_CASES, MOST_POPULATION,
    Observation, Per, Proportion, ValueError,
};
pub use weeks::{MOST_WEEKS, Weeks, WeeksError};
