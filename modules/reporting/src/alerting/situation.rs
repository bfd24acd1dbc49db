// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What rules are applied to: the reports of an office to a collection, period by period.

use std::collections::HashMap;

use kernel::{OrganisationId, berlin_date};
use web::{App, Error};

use crate::model::insight::ViewContent;
use crate::model::{AlertRule, Collection, Found, Level, Point, Table};
use crate::period::Period;
use crate::{holidays, store};

/// What rules are applied to: an office's reports and what it expects, period by period.
pub struct Situation {
    periods: Vec<(Period, bool)>,
    table: Table,
    rows: HashMap<Period, Vec<u32>>,
    rows_of: HashMap<(Period, OrganisationId), Vec<u32>>,
    owed: HashMap<Period, (i64, i64)>,
    owed_of: HashMap<(Period, OrganisationId), bool>,
    institutions: Vec<OrganisationId>,
}

impl Situation {
    /// How an office stands today. The caller has asked whether the actor may open its reports, or is
    /// the product itself.
    pub async fn of(
        app: &App,
        collection: &Collection,
        office: OrganisationId,
        table: Table,
    ) -> Result<Self, Error> {
        let conn = app.db.read();
        let today = berlin_date(app.clock.now());
        let holidays = holidays::of(conn, collection).await?;
        let calendar = &collection.calendar;
        let opened = calendar.opened(today, &holidays);
        let periods: Vec<(Period, bool)> = opened
            .into_iter()
            .map(|period| {
                let due = calendar.due_on(period, &holidays);
                (period, due.unwrap_or(period.last_day()) < today)
            })
            .collect();
        let span = (
            calendar.season.from,
            periods
                .last()
                .map_or(calendar.season.from, |(last, _)| *last),
        );
        let standings =
            store::standing::of_collection(conn, collection.id, span, Some(office)).await?;
        let marks = store::expected::marks(conn, collection.id, office, span).await?;
        let mut situation = Self {
            owed: standings
                .iter()
                .map(|one| (one.period, (one.expected, one.not_come())))
                .collect(),
            institutions: marks.iter().map(|(institution, _)| *institution).collect(),
            owed_of: marks
                .into_iter()
                .map(|(institution, mark)| ((mark.period, institution), missing(&mark)))
                .collect(),
            periods,
            rows: HashMap::new(),
            rows_of: HashMap::new(),
            table,
        };
        let usual = ViewContent::default().states;
        for (row, report) in (0_u32..).zip(situation.table.reports()) {
            if usual.contains(&report.state) {
                let key = (report.unit, report.institution);
                situation.rows.entry(report.unit).or_default().push(row);
                situation.rows_of.entry(key).or_default().push(row);
                situation.institutions.push(report.institution);
            }
        }
        situation.institutions.sort();
        situation.institutions.dedup();
        Ok(situation)
    }

    /// The periods that are open, the earliest first.
    pub fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        self.periods.iter().map(|(period, _)| *period)
    }

    /// How the rule's figure stands period by period, for the office or each institution.
    pub fn points(&self, rule: &AlertRule) -> Vec<(Option<OrganisationId>, Vec<Point>)> {
        let measured = rule.measure.of(&self.table);
        let units: Vec<Option<OrganisationId>> = match rule.level {
            Level::Office => vec![None],
            Level::Institution => self.institutions.iter().copied().map(Some).collect(),
        };
        let none = Vec::new();
        units
            .into_iter()
            .map(|unit| {
                let points = self
                    .periods
                    .iter()
                    .map(|(period, is_due)| {
                        let rows = match unit {
                            None => self.rows.get(period),
                            Some(id) => self.rows_of.get(&(*period, id)),
                        };
                        let (expected, missing) = match unit {
                            None => self.owed.get(period).copied().unwrap_or((0, 0)),
                            Some(id) => self
                                .owed_of
                                .get(&(*period, id))
                                .map_or((0, 0), |missing| (1, i64::from(*missing))),
                        };
                        Point {
                            period: *period,
                            is_due: *is_due,
                            value: measured
                                .figure(rows.unwrap_or(&none))
                                .map(|figure| figure.value),
                            expected,
                            missing,
                        }
                    })
                    .collect();
                (unit, points)
            })
            .collect()
    }

    /// What a rule finds in all periods.
    pub fn judge(&self, rule: &AlertRule) -> Vec<(Option<OrganisationId>, Found)> {
        self.points(rule)
            .into_iter()
            .flat_map(|(unit, points)| {
                rule.judge(&points)
                    .into_iter()
                    .map(move |found| (unit, found))
            })
            .collect()
    }
}

fn missing(mark: &store::expected::Mark) -> bool {
    use crate::model::ExpectedStatus::{Draft, Missing};
    matches!(mark.status, Missing | Draft)
}
