// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::HashMap;

use db::{ConnectionTrait, Db, FromQueryResult};
use jiff::civil::{Time, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::{Chance, Clock, berlin_zone};

use crate::{JobsError, NewJob, enqueue};

/// A job that is enqueued again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// What identifies the schedule, for ever: a renamed one is a new one.
    pub name: &'static str,
    /// At which moments.
    pub when: When,
    /// Which kind of job.
    pub kind: &'static str,
    /// The payload of each job.
    pub payload: serde_json::Value,
}

/// The moments of a schedule, by the clocks in Germany.
///
/// A time that the clocks skip in spring counts as the same time an hour later; of a time that
/// comes twice in autumn the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Every so many minutes, counted from midnight UTC on 1 January 1970; 0 counts as 1.
    Every(u32),
    /// Once a day.
    Daily(Time),
    /// Once a week.
    Weekly(Weekday, Time),
}

impl When {
    /// The first moment of the schedule that is after `now`.
    pub fn next_after(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Every(minutes) => {
                let step = SignedDuration::from_mins(i64::from(minutes.max(1)));
                self.last_until(now).saturating_add(step).unwrap_or(now)
            }
            Self::Daily(time) => next_day(now, time, |_| true),
            Self::Weekly(weekday, time) => next_day(now, time, |day| day == weekday),
        }
    }

    /// The last moment of the schedule that is not after `now`.
    pub fn last_until(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Every(minutes) => {
                let step = i64::from(minutes.max(1)) * 60_000;
                let millis = now.as_millisecond();
                let floor = millis - millis.rem_euclid(step);
                Timestamp::from_millisecond(floor).unwrap_or(now)
            }
            Self::Daily(time) => last_day(now, time, |_| true),
            Self::Weekly(weekday, time) => last_day(now, time, |day| day == weekday),
        }
    }
}

fn last_day(now: Timestamp, time: Time, wanted: impl Fn(Weekday) -> bool) -> Timestamp {
    let zone = berlin_zone();
    let mut date = now.to_zoned(zone.clone()).date();
    // Eight days back there is one of each weekday, whatever the time.
    for _ in 0..=8 {
        if wanted(date.weekday())
            && let Ok(moment) = date.to_datetime(time).to_zoned(zone.clone())
            && moment.timestamp() <= now
        {
            return moment.timestamp();
        }
        let Ok(before) = date.yesterday() else { break };
        date = before;
    }
    now
}

fn next_day(now: Timestamp, time: Time, wanted: impl Fn(Weekday) -> bool) -> Timestamp {
    let zone = berlin_zone();
    let today = now.to_zoned(zone.clone()).date();
    // Within eight days there is one of each weekday that is still to come, whatever the time.
    today
        .series(1.day())
        .take(9)
        .filter(|date| wanted(date.weekday()))
        .filter_map(|date| date.to_datetime(time).to_zoned(zone.clone()).ok())
        .map(|moment| moment.timestamp())
        .find(|moment| *moment > now)
        .unwrap_or(now)
}

#[derive(FromQueryResult)]
struct Fired {
    name: String,
    fire_at: i64,
}

/// When schedules fired for the last time, by name; one that has not fired yet is missing.
pub async fn last_fires(
    conn: &impl ConnectionTrait,
) -> Result<Vec<(String, Timestamp)>, JobsError> {
    let rows: Vec<Fired> = db::all(
        conn,
        "SELECT name, MAX(fire_at) AS fire_at FROM job_fires GROUP BY name ORDER BY name",
        vec![],
    )
    .await?;
    let moment = |millis| Timestamp::from_millisecond(millis).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| (row.name, moment(row.fire_at)))
        .collect())
}

/// Enqueues the jobs of those schedules whose last moment has not fired yet. Returns how many.
///
/// A schedule that is seen for the first time only marks its last moment, and fires at the next.
pub(crate) async fn fire(
    db: &Db,
    schedules: &[Schedule],
    clock: &dyn Clock,
    chance: &dyn Chance,
) -> Result<u64, JobsError> {
    if schedules.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Fired> = db::all(
        db.read(),
        "SELECT name, MAX(fire_at) AS fire_at FROM job_fires GROUP BY name",
        vec![],
    )
    .await?;
    let fired: HashMap<String, i64> = rows
        .into_iter()
        .map(|row| (row.name, row.fire_at))
        .collect();
    let mut enqueued = 0;
    for schedule in schedules {
        let moment = schedule.when.last_until(clock.now()).as_millisecond();
        let last = fired.get(schedule.name);
        if last.is_some_and(|last| *last >= moment) {
            continue;
        }
        let tx = db.begin().await?;
        let marked = db::execute(
            &tx,
            "INSERT INTO job_fires (name, fire_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            vec![schedule.name.into(), moment.into()],
        )
        .await?;
        if marked == 1 && last.is_some() {
            let job = NewJob::new(schedule.kind, &schedule.payload);
            enqueue(&tx, clock, chance, job).await?;
            enqueued += 1;
        }
        tx.commit().await?;
    }
    Ok(enqueued)
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_weeks_follow_the_clocks_in_germany() {
        let eight = time(8, 0, 0, 0);
        for (when, now, expected) in [
            // Winter: UTC+1. Summer: UTC+2.
            (
                When::Daily(eight),
                "2026-11-18T07:00:00Z",
                "2026-11-18T07:00:00Z",
            ),
            (
                When::Daily(eight),
                "2026-11-18T06:59:59Z",
                "2026-11-17T07:00:00Z",
            ),
            (
                When::Daily(eight),
                "2026-07-01T06:00:00Z",
                "2026-07-01T06:00:00Z",
            ),
            (
                When::Weekly(Weekday::Monday, eight),
                "2026-11-18T07:00:00Z",
                "2026-11-16T07:00:00Z",
            ),
            (
                When::Weekly(Weekday::Wednesday, eight),
                "2026-11-18T06:00:00Z",
                "2026-11-11T07:00:00Z",
            ),
            (
                When::Every(15),
                "2026-11-18T07:14:59Z",
                "2026-11-18T07:00:00Z",
            ),
        ] {
            assert_eq!(when.last_until(at(now)), at(expected), "{when:?} at {now}");
        }
    }

    #[test]
    fn nights_in_which_the_clocks_change_have_one_moment_each() {
        let half_past_two = When::Daily(time(2, 30, 0, 0));
        // 29 March 2026: 02:30 does not exist, 03:30 summer time is an hour later.
        assert_eq!(
            half_past_two.last_until(at("2026-03-29T12:00:00Z")),
            at("2026-03-29T01:30:00Z")
        );
        // 25 October 2026: 02:30 comes twice; the first is summer time.
        for now in ["2026-10-25T00:45:00Z", "2026-10-25T01:45:00Z"] {
            assert_eq!(
                half_past_two.last_until(at(now)),
                at("2026-10-25T00:30:00Z")
            );
        }
    }

    proptest! {
        #[test]
        fn the_last_moment_is_stable_and_never_lies_ahead(
            millis in 0_i64..4_000_000_000_000, hour in 0_i8..24, day in 1_i8..=7, minutes in 0_u32..2000
        ) {
            let now = Timestamp::from_millisecond(millis).unwrap();
            let weekday = Weekday::from_monday_one_offset(day).unwrap();
            let time = time(hour, 30, 0, 0);
            for (when, days) in [
                (When::Every(minutes), 2.0), (When::Daily(time), 1.05), (When::Weekly(weekday, time), 7.05),
            ] {
                let last = when.last_until(now);
                let next = when.next_after(now);
                prop_assert!(last <= now);
                prop_assert!(now < next);
                // Nothing lies between the two.
                prop_assert_eq!(when.last_until(next), next);
                prop_assert_eq!(when.last_until(next - SignedDuration::from_millis(1)), last);
                prop_assert!((now - last).total(jiff::Unit::Hour).unwrap() <= days * 24.0);
                prop_assert_eq!(when.last_until(last), last);
            }
        }
    }
}
