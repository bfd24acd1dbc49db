// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The parameters of the methods as options of the command.

use clap::Args;
use signals::{
    Bayes, Cusum, Ears, Farrington, Method, Power, RecentCases, References, Rki, Threshold,
};

/// Parameters of the methods; what is not given has the method's default.
#[derive(Debug, Default, Args)]
pub(super) struct Parameters {
    /// The probability of a signal without an outbreak (not rki, cusum).
    #[arg(long)]
    alpha: Option<f64>,
    /// Years back (farrington, bayes, rki).
    #[arg(long, visible_alias = "b")]
    years: Option<u32>,
    /// Weeks on each side of the same week of a year before (farrington, bayes, rki).
    #[arg(long, visible_alias = "w")]
    half: Option<u32>,
    /// With how few years a bound is said (farrington).
    #[arg(long)]
    fewest_years: Option<u32>,
    /// Seasons of a year (farrington).
    #[arg(long, visible_alias = "no-periods")]
    periods: Option<u32>,
    /// Weeks before the tested one that are not learned from (farrington).
    #[arg(long, visible_alias = "past-weeks-not-included")]
    pause: Option<u32>,
    /// Former outbreaks weigh less (farrington).
    #[arg(long)]
    reweight: Option<bool>,
    /// From which residual on a week was an outbreak (farrington).
    #[arg(long, visible_alias = "weights-threshold")]
    outlier: Option<f64>,
    /// A trend is looked for (farrington).
    #[arg(long)]
    trend: Option<bool>,
    /// Below which p-value a trend is kept (farrington).
    #[arg(long, visible_alias = "p-threshold-trend")]
    trend_p: Option<f64>,
    /// Cases, and in how many weeks, without which there is no signal: `5,4` (farrington).
    #[arg(long, visible_alias = "limit54", value_parser = recent)]
    recent: Option<RecentCases>,
    /// The transformation of the method delta (farrington).
    #[arg(long, visible_alias = "powertrans", value_enum)]
    power: Option<PowerName>,
    /// How the bound follows from the model (farrington).
    #[arg(long, visible_alias = "threshold-method", value_enum)]
    threshold: Option<ThresholdName>,
    /// How years are counted back (farrington).
    #[arg(long, value_enum)]
    references: Option<ReferencesName>,
    /// Weeks that are learned from (ears).
    #[arg(long)]
    baseline: Option<u32>,
    /// The smallest deviation that is believed (ears).
    #[arg(long)]
    min_sigma: Option<f64>,
    /// The weeks right before are learned from, too (bayes, rki).
    #[arg(long, visible_alias = "act-y")]
    this_year: Option<bool>,
    /// The reference value (cusum).
    #[arg(long)]
    k: Option<f64>,
    /// The decision limit (cusum).
    #[arg(long)]
    h: Option<f64>,
    /// The expected count; without it, the mean of all weeks before the tested ones (cusum).
    #[arg(long)]
    mean: Option<f64>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum PowerName {
    #[value(name = "none")]
    One,
    #[value(name = "1/2")]
    Half,
    #[value(name = "2/3")]
    TwoThirds,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ThresholdName {
    Delta,
    #[value(alias = "nbPlugin")]
    NbPlugin,
    Muan,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ReferencesName {
    Date,
    Index,
}

fn recent(text: &str) -> Result<RecentCases, String> {
    let numbers = || {
        let (least, weeks) = text.split_once(',')?;
        Some(RecentCases {
            least: least.trim().parse().ok()?,
            weeks: weeks.trim().parse().ok()?,
        })
    };
    numbers().ok_or_else(|| format!("`{text}` is not CASES,WEEKS"))
}

/// Takes a parameter over if it is given, and strikes it off the list of what is left.
fn take<T: Copy>(given: Option<T>, name: &str, rest: &mut Vec<&'static str>, to: &mut T) {
    if let Some(value) = given {
        *to = value;
        rest.retain(|other| *other != name);
    }
}

impl Parameters {
    /// Takes over what is given; the error is the name of an option that the method does not have.
    pub(super) fn apply(&self, method: &mut Method) -> Result<(), &'static str> {
        let mut rest = self.given();
        match method {
            Method::Farrington(method) => self.farrington(method, &mut rest),
            Method::Ears(method) => self.ears(method, &mut rest),
            Method::Bayes(method) => self.bayes(method, &mut rest),
            Method::Rki(method) => self.rki(method, &mut rest),
            Method::Cusum(method) => self.cusum(method, &mut rest),
        }
        rest.first().map_or(Ok(()), |name| Err(*name))
    }

    /// The names of those that are given.
    fn given(&self) -> Vec<&'static str> {
        let all = [
            ("alpha", self.alpha.is_some()),
            ("years", self.years.is_some()),
            ("half", self.half.is_some()),
            ("fewest-years", self.fewest_years.is_some()),
            ("periods", self.periods.is_some()),
            ("pause", self.pause.is_some()),
            ("reweight", self.reweight.is_some()),
            ("outlier", self.outlier.is_some()),
            ("trend", self.trend.is_some()),
            ("trend-p", self.trend_p.is_some()),
            ("recent", self.recent.is_some()),
            ("power", self.power.is_some()),
            ("threshold", self.threshold.is_some()),
            ("references", self.references.is_some()),
            ("baseline", self.baseline.is_some()),
            ("min-sigma", self.min_sigma.is_some()),
            ("this-year", self.this_year.is_some()),
            ("k", self.k.is_some()),
            ("h", self.h.is_some()),
            ("mean", self.mean.is_some()),
        ];
        all.into_iter()
            .filter_map(|(name, given)| given.then_some(name))
            .collect()
    }

    fn farrington(&self, method: &mut Farrington, rest: &mut Vec<&'static str>) {
        let strict = method.fewest_years == method.years;
        take(self.alpha, "alpha", rest, &mut method.alpha);
        take(self.years, "years", rest, &mut method.years);
        // Who asks for fewer or more years and nothing else wants all of them, or as few as before.
        method.fewest_years = if strict {
            method.years
        } else {
            method.fewest_years.min(method.years)
        };
        take(
            self.fewest_years,
            "fewest-years",
            rest,
            &mut method.fewest_years,
        );
        take(self.half, "half", rest, &mut method.half);
        take(self.periods, "periods", rest, &mut method.periods);
        take(self.pause, "pause", rest, &mut method.pause);
        take(self.reweight, "reweight", rest, &mut method.reweight);
        take(self.outlier, "outlier", rest, &mut method.outlier);
        take(self.trend, "trend", rest, &mut method.trend);
        take(self.trend_p, "trend-p", rest, &mut method.trend_p);
        take(self.recent, "recent", rest, &mut method.recent);
        let power = self.power.map(|power| match power {
            PowerName::One => Power::One,
            PowerName::Half => Power::Half,
            PowerName::TwoThirds => Power::TwoThirds,
        });
        take(power, "power", rest, &mut method.power);
        let threshold = self.threshold.map(|threshold| match threshold {
            ThresholdName::Delta => Threshold::Delta,
            ThresholdName::NbPlugin => Threshold::NbPlugin,
            ThresholdName::Muan => Threshold::Muan,
        });
        take(threshold, "threshold", rest, &mut method.threshold);
        let references = self.references.map(|references| match references {
            ReferencesName::Date => References::Date,
            ReferencesName::Index => References::Index,
        });
        take(references, "references", rest, &mut method.references);
    }

    fn ears(&self, method: &mut Ears, rest: &mut Vec<&'static str>) {
        take(self.alpha, "alpha", rest, &mut method.alpha);
        take(self.baseline, "baseline", rest, &mut method.baseline);
        take(self.min_sigma, "min-sigma", rest, &mut method.min_sigma);
    }

    fn bayes(&self, method: &mut Bayes, rest: &mut Vec<&'static str>) {
        take(self.alpha, "alpha", rest, &mut method.alpha);
        take(self.years, "years", rest, &mut method.years);
        take(self.half, "half", rest, &mut method.half);
        take(self.this_year, "this-year", rest, &mut method.this_year);
    }

    fn rki(&self, method: &mut Rki, rest: &mut Vec<&'static str>) {
        take(self.years, "years", rest, &mut method.years);
        take(self.half, "half", rest, &mut method.half);
        take(self.this_year, "this-year", rest, &mut method.this_year);
    }

    fn cusum(&self, method: &mut Cusum, rest: &mut Vec<&'static str>) {
        take(self.k, "k", rest, &mut method.k);
        take(self.h, "h", rest, &mut method.h);
        take(self.mean.map(Some), "mean", rest, &mut method.mean);
    }
}
