// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented reports for the demo state: two seasons of the ARE sentinel, with waves, holidays, late,
//! wrong, missing and returned reports. The same on every machine on the same day.
//!
//! Every report goes through the same engine and is sealed like a real one; only the transaction
//! per report and its mail are left out.

use std::collections::HashMap;
use std::sync::Arc;

use directory::{InstitutionFilter, InstitutionKind, Organisation};
use forms::{Answers, CompiledForm};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::{
    Chance, CollectionId, Id, IsoWeek, ManualClock, OrganisationId, PersonId, Role, SeededChance,
    SubmissionId, berlin_date, berlin_zone,
};
use web::{App, Error};

use crate::jobs::FormPublished;
use crate::model::{
    Collection, CollectionDraft, Content, Event, EventKind, ExpectedStatus, Season, Submission,
    SubmissionState,
};
use crate::opening::{self, Opening};
use crate::period::Period;
use crate::store::drafts::{Draft, Key};
use crate::store::submissions::{Invented, SealedVersion};
use crate::{receipt, sealing, store};

mod weather;

use weather::{Day, Dice, Kita};

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loaded {
    /// Collections.
    pub collections: usize,
    /// Reports that have come.
    pub submissions: usize,
    /// Reports that are owed and have not come.
    pub missing: usize,
    /// Drafts.
    pub drafts: usize,
}

/// Makes two seasons of weekly reports of all Kitas with `form`, unless there are collections
/// already. All or nothing. `featured` are institutions that somebody can sign in for: they have
/// something to do.
pub async fn load(
    app: &App,
    form: &FormPublished,
    featured: &[OrganisationId],
) -> Result<Loaded, Error> {
    if !store::collections::all(app.db.read()).await?.is_empty() {
        return Ok(Loaded::default());
    }
    let today = berlin_date(app.clock.now());
    let current = current_season(today);
    let past = Season {
        from: IsoWeek::new(current.from.year() - 1, 40).map_err(Error::internal)?,
        to: IsoWeek::new(current.from.year(), 20).map_err(Error::internal)?,
    };
    let compiled = CompiledForm::compile(&form.spec)
        .map_err(|problems| Error::Internal(format!("the form has {} problems", problems.len())))?;
    let mut invention = Invention {
        app,
        form: Arc::new(compiled),
        staff: staff(app).await?,
        featured,
        today,
        loaded: Loaded::default(),
    };
    let tx = app.db.begin().await?;
    for season in [past, current] {
        let collection = invention.open(&tx, form, season).await?;
        invention.fill(&tx, &collection).await?;
        if season.to < IsoWeek::of(today) {
            store::collections::close(&tx, collection.id, app.clock.now()).await?;
        }
    }
    invention.open_events(&tx, form, current).await?;
    tx.commit().await?;
    Ok(invention.loaded)
}

/// The season that runs on `today`, or ran last: week 40 to week 20.
fn current_season(today: Date) -> Season {
    let week = IsoWeek::of(today);
    let year = if week.week() >= 40 {
        week.year()
    } else {
        week.year() - 1
    };
    let week = |year, week| IsoWeek::new(year, week).expect("every year has weeks 20 and 40");
    Season {
        from: week(year, 40),
        to: week(year + 1, 20),
    }
}

/// Who reports for an institution and who reviews at an office.
#[derive(Default)]
struct Staff {
    reporters: HashMap<OrganisationId, PersonId>,
    reviewers: HashMap<OrganisationId, PersonId>,
}

async fn staff(app: &App) -> Result<Staff, Error> {
    let conn = app.db.read();
    let now = app.clock.now();
    let mut staff = Staff::default();
    let roles = [Role::InstitutionReporter, Role::InstitutionManager];
    for kita in kitas(app).await? {
        let people = directory::people_with(conn, kita.id, &roles, now).await?;
        if let Some(person) = people.first() {
            staff.reporters.insert(kita.id, person.person);
        }
    }
    for office in directory::offices(conn).await? {
        let people = directory::people_with(conn, office.id, &[Role::CaseWorker], now).await?;
        if let Some(person) = people.first() {
            staff.reviewers.insert(office.id, person.person);
        }
    }
    Ok(staff)
}

async fn kitas(app: &App) -> Result<Vec<Organisation>, Error> {
    let filter = InstitutionFilter {
        kind: Some(InstitutionKind::Kita),
        ..InstitutionFilter::default()
    };
    Ok(directory::institutions(app.db.read(), &filter).await?)
}

struct Invention<'a> {
    app: &'a App,
    form: Arc<CompiledForm>,
    staff: Staff,
    featured: &'a [OrganisationId],
    today: Date,
    loaded: Loaded,
}

/// How a report ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Missing,
    Draft,
    Sent(SubmissionState),
}

impl Invention<'_> {
    async fn open(
        &mut self,
        tx: &db::Tx,
        form: &FormPublished,
        season: Season,
    ) -> Result<Collection, Error> {
        let app = self.app;
        crate::jobs::keep_form(tx, form).await?;
        let years = format!("{}/{:02}", season.from.year(), season.to.year() % 100);
        let opening = Opening {
            state: directory::state(tx).await?,
            draft: CollectionDraft {
                title: format!("{} {years}", form.title.get("de")),
                season,
                count_weekday: Weekday::Wednesday,
                due_weekday: Weekday::Friday,
            },
            form_version: form.version_id,
            spec: form.spec.clone(),
            institutions: kitas(app).await?,
            by: None,
        };
        let chance = SeededChance::new(u64::try_from(season.from.year()).unwrap_or(0));
        let begin = ManualClock::new(at(season.from.monday(), 8, 0));
        let id = CollectionId::new(&begin, &chance);
        let collection = opening::open(app, tx, id, &opening, self.today).await?;
        self.loaded.collections += 1;
        Ok(collection)
    }

    /// A collection that takes any number of reports, each about a day: clusters of illness, told
    /// when they are noticed. Nobody owes one, so it begins empty.
    async fn open_events(
        &mut self,
        tx: &db::Tx,
        form: &FormPublished,
        season: Season,
    ) -> Result<(), Error> {
        let begin = ManualClock::new(at(season.from.monday(), 9, 0));
        let chance = SeededChance::new(99);
        let title = kernel::Localized(
            [
                ("de", "Häufung von Atemwegserkrankungen"),
                ("en", "Cluster of respiratory illness"),
            ]
            .map(|(lang, text)| (lang.to_owned(), text.to_owned()))
            .into(),
        );
        let mut spec = form.spec.clone();
        spec.id.push_str("-haeufung");
        spec.title = title.clone();
        spec.period = forms::PeriodKind::Event;
        let event = FormPublished {
            version_id: Id::new(&begin, &chance),
            form_id: Id::new(&begin, &chance),
            title,
            spec_hash: spec.hash(),
            spec,
            ..form.clone()
        };
        crate::jobs::keep_form(tx, &event).await?;
        let opening = Opening {
            state: directory::state(tx).await?,
            draft: CollectionDraft {
                title: event.title.get("de").to_owned(),
                season,
                count_weekday: Weekday::Wednesday,
                due_weekday: Weekday::Friday,
            },
            form_version: event.version_id,
            spec: event.spec.clone(),
            institutions: kitas(self.app).await?,
            by: None,
        };
        let id = CollectionId::new(&begin, &chance);
        opening::open(self.app, tx, id, &opening, self.today).await?;
        self.loaded.collections += 1;
        Ok(())
    }

    /// Makes the reports of all institutions, week by week.
    async fn fill(&mut self, tx: &db::Tx, collection: &Collection) -> Result<(), Error> {
        let kitas: Vec<Kita> = kitas(self.app)
            .await?
            .iter()
            .enumerate()
            .filter_map(|(number, one)| Kita::invent(number, one))
            .collect();
        for week in collection.season.begun(self.today) {
            let mut all = Vec::with_capacity(kitas.len());
            for kita in &kitas {
                let dice = Dice::new(kita.number, week);
                match self.fate(collection, kita, week, &dice) {
                    Fate::Missing => self.loaded.missing += 1,
                    Fate::Draft => self.draft(tx, collection, kita, week, &dice).await?,
                    Fate::Sent(state) => {
                        all.push(
                            self.report(tx, collection, kita, week, &dice, state)
                                .await?,
                        );
                    }
                }
            }
            store::submissions::add_invented(tx, &all).await?;
            self.loaded.submissions += all.len();
        }
        Ok(())
    }

    fn fate(&self, collection: &Collection, kita: &Kita, week: IsoWeek, dice: &Dice) -> Fate {
        let age = IsoWeek::of(self.today).since(week);
        let over = self.today > collection.due_on(week);
        if self.featured.contains(&kita.id) {
            match age {
                0 => return Fate::Missing,
                1 => return Fate::Sent(SubmissionState::Returned),
                _ => return Fate::Sent(SubmissionState::Accepted),
            }
        }
        let luck = dice.share("fate");
        match age {
            0 if !over && self.today < week.day(collection.count_weekday) => Fate::Missing,
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
        collection: &Collection,
        kita: &Kita,
        week: IsoWeek,
        dice: &Dice,
        state: SubmissionState,
    ) -> Result<Invented, Error> {
        let period = Period::Week(week);
        let day = kita.day(week, dice);
        let sent_at = self.sent_at(collection, week, dice);
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
        let late = collection.is_late(period, berlin_date(sent_at));
        Ok(story.end(collection, period, state, late))
    }

    fn sent_at(&self, collection: &Collection, week: IsoWeek, dice: &Dice) -> Timestamp {
        let due = collection.due_on(week);
        let count = week.day(collection.count_weekday);
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

/// A moment on the clocks of Germany.
fn at(day: Date, hour: i8, minute: i64) -> Timestamp {
    let minute = i8::try_from(minute % 60).unwrap_or(0);
    day.at(hour, minute, 0, 0)
        .to_zoned(berlin_zone())
        .expect("daytime exists on every day")
        .timestamp()
}

/// One report as it is made, version by version.
struct Story<'a> {
    invention: &'a Invention<'a>,
    kita: &'a Kita,
    id: SubmissionId,
    by: Option<PersonId>,
    versions: Vec<SealedVersion>,
    events: Vec<Event>,
}

impl<'a> Story<'a> {
    fn begin(
        invention: &'a Invention<'a>,
        kita: &'a Kita,
        id: SubmissionId,
        by: Option<PersonId>,
    ) -> Self {
        Self {
            invention,
            kita,
            id,
            by,
            versions: Vec::new(),
            events: Vec::new(),
        }
    }

    async fn version(
        &mut self,
        tx: &db::Tx,
        collection: &Collection,
        week: IsoWeek,
        day: &Day,
        sent_at: Timestamp,
        reason: &str,
    ) -> Result<(), Error> {
        let facts = Period::Week(week).facts(collection.count_weekday);
        let engine = forms::Context::at(sent_at).with_period(facts);
        let evaluation = self.invention.form.check(&day.answers(week), &engine);
        if let Some(wrong) = evaluation.violations.first() {
            return Err(Error::Internal(format!(
                "an invented report is wrong at {}: {}",
                wrong.path,
                wrong.kind.code()
            )));
        }
        let number = i64::try_from(self.versions.len() + 1).unwrap_or(1);
        let content = Content {
            answers: evaluation.answers,
            reason: reason.to_owned(),
        };
        let context = Submission::seal_context(self.id, number);
        let bytes = sealing::to_bytes(&content)?;
        let vault = &self.invention.app.vault;
        self.versions.push(SealedVersion {
            submission: self.id,
            number,
            sealed: sealing::seal(vault, tx, self.kita.office, &context, &bytes).await?,
            warnings: i64::try_from(evaluation.warnings.len()).unwrap_or(0),
            at: sent_at,
            by: self.by,
        });
        let kind = if number == 1 {
            EventKind::Submitted
        } else {
            EventKind::Corrected
        };
        self.event(kind, sent_at, self.by, None);
        Ok(())
    }

    fn event(
        &mut self,
        kind: EventKind,
        at: Timestamp,
        by: Option<PersonId>,
        sealed_note: Option<Vec<u8>>,
    ) {
        self.events.push(Event {
            id: self.event_id(),
            at,
            by,
            kind,
            version: i64::try_from(self.versions.len()).unwrap_or(1),
            sealed_note,
        });
    }

    /// Names the next event after the submission, so that it is the same on every machine.
    fn event_id(&self) -> uuid::Uuid {
        let number = u128::try_from(self.events.len() + 1).unwrap_or(1);
        uuid::Uuid::from_u128(self.id.uuid().as_u128() ^ number)
    }

    async fn note(
        &mut self,
        tx: &db::Tx,
        kind: EventKind,
        at: Timestamp,
        comment: Option<&str>,
    ) -> Result<(), Error> {
        let app = self.invention.app;
        let at = at.min(app.clock.now());
        let by = self
            .invention
            .staff
            .reviewers
            .get(&self.kita.office)
            .copied();
        let sealed = match comment {
            Some(comment) => {
                let context = Submission::note_context(self.event_id());
                let bytes = comment.as_bytes();
                Some(sealing::seal(&app.vault, tx, self.kita.office, &context, bytes).await?)
            }
            None => None,
        };
        self.event(kind, at, by, sealed);
        Ok(())
    }

    fn end(
        self,
        collection: &Collection,
        period: Period,
        state: SubmissionState,
        late: bool,
    ) -> Invented {
        let first = self
            .events
            .first()
            .map_or(Timestamp::UNIX_EPOCH, |event| event.at);
        let last = self.events.last().map_or(first, |event| event.at);
        let submission = Submission {
            id: self.id,
            collection: collection.id,
            institution: self.kita.id,
            office: self.kita.office,
            period,
            receipt: receipt::number(period, self.id),
            state,
            version: i64::try_from(self.versions.len()).unwrap_or(1),
            form_version: collection.form_version,
            submitted_at: first,
            submitted_by: self.by,
            changed_at: last,
            late,
            warnings: self.versions.last().map_or(0, |version| version.warnings),
        };
        Invented {
            idempotency_key: format!("demo-{}", self.id),
            expected: match state {
                SubmissionState::Accepted => ExpectedStatus::Accepted,
                SubmissionState::Returned => ExpectedStatus::Returned,
                SubmissionState::Submitted | SubmissionState::Withdrawn => {
                    ExpectedStatus::Submitted
                }
            },
            submission,
            versions: self.versions,
            events: self.events,
        }
    }
}

/// Fills `bytes` from a generator that is seeded by what the bytes are for.
fn seeded(seed: u64) -> [u8; 8] {
    let mut bytes = [0; 8];
    SeededChance::new(seed).fill(&mut bytes);
    bytes
}
