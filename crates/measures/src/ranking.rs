// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places side by side: the highest first, and which of them lie outside of what chance does.

use datasets::{Period, Place};
use rates::{
    Funnel, Limits, Observation, Overdispersion, Position, Proportion, funnel_of_proportions,
    funnel_of_rates,
};

use crate::definition::Shown;
use crate::figure::Figure;
use crate::reader::Reader;

/// A place with its figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Where.
    pub place: Place,
    /// What is known.
    pub figure: Figure,
    /// Where it lies in the funnel, and the limits at its size; none without a whole, and of what is not shown.
    pub position: Option<(Position, Limits)>,
}

/// Places of a period, the highest values first, those without a value last.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The places.
    pub places: Vec<Ranked>,
    /// What chance does around all of them together; none where there are no cases with a whole.
    pub funnel: Option<Funnel>,
}

impl Reader<'_> {
    /// The places side by side. The target of the funnel is what all those that are shown have together; standardised rates and plain numbers have none.
    pub fn ranking(&self, period: Period, places: &[Place]) -> Ranking {
        let figures: Vec<Figure> = places
            .iter()
            .map(|place| self.figure(period, *place))
            .collect();
        let funnel = self.funnel(&figures);
        let areas = funnel.as_ref().map_or(&[][..], Funnel::areas);
        let mut ranked: Vec<Ranked> = Vec::with_capacity(places.len());
        let mut area = areas.iter();
        for (place, figure) in places.iter().zip(figures) {
            let position = counted(&figure).and_then(|_| area.next().copied().flatten());
            ranked.push(Ranked {
                place: *place,
                figure,
                position: position.map(|area| (area.position, area.limits)),
            });
        }
        ranked.sort_by(|a, b| {
            let value = |one: &Ranked| one.figure.value.unwrap_or(f64::NEG_INFINITY);
            value(b).total_cmp(&value(a)).then(a.place.cmp(&b.place))
        });
        Ranking {
            places: ranked,
            funnel,
        }
    }

    fn funnel(&self, figures: &[Figure]) -> Option<Funnel> {
        let known = figures.iter().filter_map(counted);
        let over = Overdispersion::Winsorised;
        match (self.definition.shown, self.definition.per()) {
            (Shown::Share, _) => {
                let areas: Vec<Proportion> = known
                    .map(|(cases, whole)| Proportion::new(cases, whole))
                    .collect::<Result<_, _>>()
                    .ok()?;
                funnel_of_proportions(&areas, None, over).ok().flatten()
            }
            (Shown::PerThousand | Shown::PerHundredThousand, Some(per)) => {
                let areas: Vec<Observation> = known
                    .map(|(cases, whole)| Observation::new(cases, whole as f64))
                    .collect::<Result<_, _>>()
                    .ok()?;
                funnel_of_rates(&areas, None, per, over).ok().flatten()
            }
            _ => None,
        }
    }
}

fn counted(figure: &Figure) -> Option<(u64, u64)> {
    figure.cases.zip(figure.whole)
}
