// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How many institutions report what, when, and how their reports end up.

use forms::Answers;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::{Holidays, Id, IsoWeek, ManualClock, SubmissionId, berlin_date};
use web::Error;

use super::story::Story;
use super::weather::{Day, Dice, Kita};
use super::{Invention, at, kitas};
use crate::model::{Collection, EventKind, SubmissionState};
use crate::period::Period;
use crate::store::drafts::{Draft, Key};
use crate::store::submissions::Invented;
use crate::{sealing, store};

/// How a report ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Missing,
    Draft,
    Sent(SubmissionState),
}

fn due_on(collection: &Collection, period: Period, holidays: &Holidays) -> Date {
    let due = collection.calendar.due_on(period, holidays);
    due.unwrap_or(period.last_day())
}

impl Invention<'_> {
    /// Makes the reports of all institutions, week by week.
    pub(super) async fn fill(&mut self, tx: &db::Tx, collection: &Collection) -> Result<(), Error> {
        let kitas: Vec<Kita> = kitas(self.app)
            .await?
            .iter()
            .enumerate()
            .filter_map(|(number, one)| Kita::invent(number, one))
            .collect();
        let holidays = crate::holidays::of(tx, collection).await?;
        for period in collection.calendar.opened(self.today, &holidays) {
            let week = period.week();
            let mut all = Vec::with_capacity(kitas.len());
            for kita in &kitas {
                let dice = Dice::new(kita.number, week);
                match self.fate(collection, &holidays, kita, week, &dice) {
                    Fate::Missing => self.loaded.missing += 1,
                    Fate::Draft => self.draft(tx, collection, kita, week, &dice).await?,
                    Fate::Sent(state) => {
                        all.push(
                            self.report(tx, (collection, &holidays), kita, week, &dice, state)
                                .await?,
                        );
                    }
                }
            }
            store::submissions::add_invented(tx, &all).await?;
            self.loaded.submissions += all.len();
        }
        store::standing::refresh_all(tx, collection.id).await?;
        Ok(())
    }

    fn fate(
        &self,
        collection: &Collection,
        holidays: &Holidays,
        kita: &Kita,
        week: IsoWeek,
        dice: &Dice,
    ) -> Fate {
        let age = IsoWeek::of(self.today).since(week);
        let period = Period::Week(week);
        let over = self.today > due_on(collection, period, holidays);
        if self.featured.contains(&kita.id) {
            match age {
                0 => return Fate::Missing,
                1 => return Fate::Sent(SubmissionState::Returned),
                _ => return Fate::Sent(SubmissionState::Accepted),
            }
        }
        let luck = dice.share("fate");
        match age {
            0 if !over && self.today < collection.calendar.count_day(period, holidays) => {
                Fate::Missing
            }
            0 => match luck {
                ..0.17 => Fate::Missing,
                ..0.21 => Fate::Draft,
                ..0.30 => Fate::Sent(SubmissionState::Accepted),
                ..0.32 => Fate::Sent(SubmissionState::Returned),
                _ => Fate::Sent(SubmissionState::Submitted),
            },
            1 => match luck {
                ..0.05 => Fate::Missing,
                ..0.07 => Fate::Sent(SubmissionState::Returned),
                ..0.14 => Fate::Sent(SubmissionState::Submitted),
                _ => Fate::Sent(SubmissionState::Accepted),
            },
            _ if luck < kita.unreliable => Fate::Missing,
            _ => Fate::Sent(SubmissionState::Accepted),
        }
    }

    async fn draft(
        &mut self,
        tx: &db::Tx,
        collection: &Collection,
        kita: &Kita,
        week: IsoWeek,
        dice: &Dice,
    ) -> Result<(), Error> {
        let key = Key {
            collection: collection.id,
            institution: kita.id,
            period: Period::Week(week),
        };
        let half: Answers = [("facility_state", "open"), ("counts/cared_for", "60")]
            .into_iter()
            .collect();
        let plain = serde_json::to_vec(&half).map_err(Error::internal)?;
        let context = key.seal_context();
        let saved = at(week.day(Weekday::Thursday), 9, dice.minute("draft"));
        let draft = Draft {
            token: Id::<()>::new(&ManualClock::new(saved), &dice.chance("token")).to_string(),
            version: 1,
            sealed: sealing::seal(&self.app.vault, tx, kita.office, &context, &plain).await?,
            updated_at: saved.min(self.app.clock.now()),
            updated_by: self.staff.reporters.get(&kita.id).copied(),
        };
        store::drafts::save(tx, &key, &draft, 0).await?;
        store::expected::set_draft(tx, key.collection, key.institution, key.period, true).await?;
        self.loaded.drafts += 1;
        Ok(())
    }

    async fn report(
        &self,
        tx: &db::Tx,
        (collection, holidays): (&Collection, &Holidays),
        kita: &Kita,
        week: IsoWeek,
        dice: &Dice,
        state: SubmissionState,
    ) -> Result<Invented, Error> {
        let period = Period::Week(week);
        let day = kita.day(week, dice);
        let sent_at = self.sent_at(collection, holidays, period, dice);
        let clock = ManualClock::new(sent_at);
        let chance = dice.chance("submission");
        let id = SubmissionId::new(&clock, &chance);
        let by = self.staff.reporters.get(&kita.id).copied();
        let mut story = Story::begin(self, kita, id, by);
        // A slip of the keyboard, noticed and corrected a few hours later, or still to be noticed.
        let slip = dice.share("slip") < 0.02 && matches!(day, Day::Open { .. });
        if slip || state == SubmissionState::Returned {
            story
                .version(tx, collection, week, &day.with_slip(), sent_at, "")
                .await?;
        } else {
            story
                .version(tx, collection, week, &day, sent_at, "")
                .await?;
        }
        if slip && state == SubmissionState::Accepted {
            let later = sent_at + jiff::SignedDuration::from_mins(90 + dice.minute("later"));
            let reason = "Die Zahl der fehlenden Kinder war vertippt.";
            story
                .version(tx, collection, week, &day, later, reason)
                .await?;
        }
        let reviewed_at = sent_at + jiff::SignedDuration::from_hours(26);
        match state {
            SubmissionState::Accepted => {
                story
                    .note(tx, EventKind::Accepted, reviewed_at, None)
                    .await?;
            }
            SubmissionState::Returned => {
                let comment = "Bitte prüfen Sie die Zahlen: Sind wirklich so viele Kinder erkrankt? Wenn ja, bestätigen Sie das bitte in der Begründung.";
                story
                    .note(tx, EventKind::Returned, reviewed_at, Some(comment))
                    .await?;
            }
            SubmissionState::Submitted | SubmissionState::Withdrawn => {}
        }
        let late = berlin_date(sent_at) > due_on(collection, period, holidays);
        Ok(story.end(collection, period, state, late))
    }

    fn sent_at(
        &self,
        collection: &Collection,
        holidays: &Holidays,
        period: Period,
        dice: &Dice,
    ) -> Timestamp {
        let due = due_on(collection, period, holidays);
        let count = collection.calendar.count_day(period, holidays);
        let days = match dice.share("sent") {
            ..0.45 => 0,
            ..0.75 => 1,
            ..0.93 => 2,
            // Late: on Monday or Tuesday after.
            ..0.97 => 5,
            _ => 6,
        };
        let day = count
            .saturating_add(jiff::Span::new().days(days))
            .min(if days > 2 {
                due.saturating_add(jiff::Span::new().days(4))
            } else {
                due
            });
        let hour = i8::try_from(8 + dice.minute("hour") % 8).unwrap_or(8);
        let sent = at(day, hour, dice.minute("minute"));
        let latest = self.app.clock.now() - jiff::SignedDuration::from_mins(30);
        sent.min(latest)
    }
}
