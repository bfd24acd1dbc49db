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
use forms::CompiledForm;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::{
    Chance, CollectionId, Id, IsoWeek, ManualClock, OrganisationId, PersonId, Role, SeededChance,
    berlin_date, berlin_zone,
};
use web::{App, Error};

use crate::jobs::FormPublished;
use crate::model::{Calendar, Collection, CollectionDraft, OpensAt, Season};
use crate::opening::{self, Opening};
use crate::period::Period;
use crate::store;

mod forwarded;
mod hygiene;
mod insight;
mod inventing;
mod monthly;
mod notifications;
mod policies;
mod reports;
mod story;
mod weather;

pub use forwarded::notified_before;
pub use hygiene::open_hygiene;
pub use insight::{look_and_watch, watch_hygiene};
pub use monthly::open_monthly;
pub use notifications::notify_people;
pub use policies::write_policies;

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
        from: week_of(current.from.first_day().year() - 1, 40),
        to: week_of(current.from.first_day().year(), 20),
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
        if season.to.last_day() < today {
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
    Season {
        from: week_of(year, 40),
        to: week_of(year + 1, 20),
    }
}

fn week_of(year: i16, week: i8) -> Period {
    Period::Week(IsoWeek::new(year, week).expect("every year has weeks 20 and 40"))
}

/// Counted on Wednesday, due on Friday, corrected for a quarter of a year; the day gives way to holidays.
fn weekly(season: Season) -> Calendar {
    Calendar {
        kind: forms::PeriodKind::Week,
        season,
        count_weekday: Weekday::Wednesday,
        opens_at: OpensAt::Start,
        due_after: Some(-2),
        locks_after: Some(90),
        working_days: true,
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

impl Invention<'_> {
    async fn open(
        &mut self,
        tx: &db::Tx,
        form: &FormPublished,
        season: Season,
    ) -> Result<Collection, Error> {
        let app = self.app;
        crate::jobs::keep_form(tx, form).await?;
        let first_year = season.from.first_day().year();
        let years = format!("{first_year}/{:02}", season.to.last_day().year() % 100);
        let opening = Opening {
            state: directory::state(tx).await?,
            draft: CollectionDraft {
                title: format!("{} {years}", form.title.get("de")),
                calendar: weekly(season),
                zero_reports: true,
                approval: Vec::new(),
            },
            form_version: form.version_id,
            spec: form.spec.clone(),
            rules: Vec::new(),
            institutions: kitas(app).await?,
            by: None,
        };
        let chance = SeededChance::new(u64::try_from(first_year).unwrap_or(0));
        let begin = ManualClock::new(at(season.from.first_day(), 8, 0));
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
        let begin = ManualClock::new(at(season.from.first_day(), 9, 0));
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
        let id = CollectionId::new(&begin, &chance);
        open_any_time(self.app, tx, &event, id, season).await?;
        self.loaded.collections += 1;
        Ok(())
    }
}

/// Opens the demo's visits to facilities, unless they are open: Kitas report them whenever there
/// was one.
pub async fn open_visits(app: &App, form: &FormPublished) -> Result<(), Error> {
    let season = current_season(berlin_date(app.clock.now()));
    let begin = ManualClock::new(at(season.from.first_day(), 10, 0));
    let id = CollectionId::new(&begin, &SeededChance::new(98));
    if store::collections::find(app.db.read(), id).await?.is_some() {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    open_any_time(app, &tx, form, id, season).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens the demo's notifications about people, unless they are open.
pub async fn open_notifications(app: &App, form: &FormPublished) -> Result<CollectionId, Error> {
    let season = current_season(berlin_date(app.clock.now()));
    let begin = ManualClock::new(at(season.from.first_day(), 11, 0));
    let id = CollectionId::new(&begin, &SeededChance::new(97));
    if store::collections::find(app.db.read(), id).await?.is_none() {
        let tx = app.db.begin().await?;
        open_any_time(app, &tx, form, id, season).await?;
        tx.commit().await?;
    }
    Ok(id)
}

/// Opens a collection that takes any number of reports from all Kitas.
async fn open_any_time(
    app: &App,
    tx: &db::Tx,
    form: &FormPublished,
    id: CollectionId,
    season: Season,
) -> Result<(), Error> {
    crate::jobs::keep_form(tx, form).await?;
    let opening = Opening {
        state: directory::state(tx).await?,
        draft: CollectionDraft {
            title: form.title.get("de").to_owned(),
            calendar: Calendar {
                kind: forms::PeriodKind::Event,
                due_after: None,
                locks_after: None,
                ..weekly(season)
            },
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: kitas(app).await?,
        by: None,
    };
    opening::open(app, tx, id, &opening, berlin_date(app.clock.now())).await?;
    Ok(())
}

/// A moment on the clocks of Germany.
fn at(day: Date, hour: i8, minute: i64) -> Timestamp {
    let minute = i8::try_from(minute % 60).unwrap_or(0);
    day.at(hour, minute, 0, 0)
        .to_zoned(berlin_zone())
        .expect("daytime exists on every day")
        .timestamp()
}

/// Fills `bytes` from a generator that is seeded by what the bytes are for.
fn seeded(seed: u64) -> [u8; 8] {
    let mut bytes = [0; 8];
    SeededChance::new(seed).fill(&mut bytes);
    bytes
}
