// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented visits for the demo state: a project of one office with a form, a tablet, and records that
//! came like real ones. The same every time but for keys and identifiers, which must not be guessed.

mod findings;
mod inspections;
mod visits;

use forms::Answers;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{
    Chance, Clock, FormId, Id, ManualClock, OrganisationId, PersonId, Role, SeededChance,
    berlin_date, berlin_zone,
};
use library::shelf;
use odk::odata::ReviewState;
use web::{App, Error};

use self::visits::{VISITS, Visit};
use crate::model::{Actor, Project, ProjectForm, Record};
use crate::ready::{self, Named};
use crate::reviewing::{self, Review, Said};
use crate::{changing, instance, store, taking};

/// The identifier of the form of visits.
const FORM: &str = "begehung-muster";

/// How many days before now the project was set up.
const SET_UP_DAYS_AGO: i64 = 70;

/// Sets the project of an office up and fills it, unless the office has one. Returns how many records
/// were taken in.
pub async fn load(
    app: &App,
    office: OrganisationId,
    state: OrganisationId,
) -> Result<usize, Error> {
    let conn = app.db.read();
    if !store::projects::of_office(conn, office).await?.is_empty() {
        return Ok(0);
    }
    let usable = shelf::usable(conn, office, state).await?;
    let Some(form) = usable.into_iter().find(|form| form.key == FORM) else {
        return Ok(0);
    };
    let today = berlin_date(app.clock.now());
    let workers = [Role::CaseWorker];
    let people = directory::people_with(conn, office, &workers, app.clock.now()).await?;
    let Some(reviewer) = people.first().map(|person| person.person) else {
        return Ok(0);
    };
    let begin = moment(today, SET_UP_DAYS_AGO, 9, 30)?;
    let (project, form, tablet) = set_up(app, (office, state), form.id, begin).await?;
    let invention = Invention {
        app,
        versions: ready::versions(conn, form.form).await?,
        project,
        tablet,
        reviewer,
        today,
    };
    let mut chance = SeededChance::new(20_260_704);
    let mut taken = 0;
    for visit in &VISITS {
        invention.take(visit, &mut chance).await?;
        taken += 1;
    }
    let authors = [Role::FormAuthor];
    let people = directory::people_with(conn, office, &authors, app.clock.now()).await?;
    let author = people.first().map_or(reviewer, |person| person.person);
    taken += findings::load(&invention, author, begin).await?;
    let people = inspections::People {
        author,
        worker: reviewer,
    };
    let office = (office, state);
    taken += Box::pin(inspections::load(app, office, &people, today)).await?;
    Ok(taken)
}

/// A time of a day in Germany so many days before `today`.
fn moment(today: Date, days_ago: i64, hour: i8, minute: i8) -> Result<Timestamp, Error> {
    let day = day_before(today, days_ago)?;
    let zoned = day.at(hour, minute, 0, 0).to_zoned(berlin_zone());
    Ok(zoned.map_err(Error::internal)?.timestamp())
}

fn day_before(today: Date, days: i64) -> Result<Date, Error> {
    let span = jiff::Span::new().try_days(days).map_err(Error::internal)?;
    today.checked_sub(span).map_err(Error::internal)
}

async fn set_up(
    app: &App,
    (office, state): (OrganisationId, OrganisationId),
    form: FormId,
    begin: Timestamp,
) -> Result<(Project, ProjectForm, Actor), Error> {
    let tx = app.db.begin().await?;
    let project = Project {
        id: 0,
        office,
        state,
        name: "Begehungen 2026".to_owned(),
        description: "Begehungen von Kitas und anderen Gemeinschaftseinrichtungen.".to_owned(),
        archived: false,
        created_at: begin,
        updated_at: None,
    };
    let project = store::projects::add(&tx, project).await?;
    store::forms::add(&tx, project.id, (FORM, form), begin).await?;
    let form = store::forms::find(&tx, project.id, FORM).await?;
    let form = form.ok_or_else(|| Error::internal("the form that was just added"))?;
    let tablet = changing::set_tablet_up(app, &tx, &project, "Tablet 1", begin).await?;
    store::forms::assign(&tx, &form, tablet.id).await?;
    tx.commit().await?;
    Ok((project, form, tablet))
}

struct Invention<'a> {
    app: &'a App,
    versions: Vec<Named>,
    project: Project,
    tablet: Actor,
    reviewer: PersonId,
    today: Date,
}

impl Invention<'_> {
    /// Takes one visit in, and what the office says about it.
    async fn take(&self, visit: &Visit, chance: &mut SeededChance) -> Result<(), Error> {
        let at = moment(self.today, visit.days_ago, visit.hour, 40)?;
        let clock = ManualClock::new(at);
        let id: Id<()> = Id::new(&clock, chance as &dyn Chance);
        let first = format!("uuid:{id}");
        let answers = visit.answers(self.visited(visit)?);
        let record = self.send(&clock, &answers, (&first, None)).await?;
        let record = match &visit.corrected {
            None => record,
            Some((path, value)) => {
                clock.set(moment(self.today, visit.days_ago, visit.hour + 2, 5)?);
                let id: Id<()> = Id::new(&clock, chance as &dyn Chance);
                let second = format!("uuid:{id}");
                let mut answers = answers;
                answers.set((*path).to_owned(), (*value).to_owned());
                let ids = (second.as_str(), Some(first.as_str()));
                self.send(&clock, &answers, ids).await?
            }
        };
        if let Some((outcome, text)) = visit.said {
            let days_ago = visit.days_ago.saturating_sub(1).max(0);
            let hour = if visit.days_ago == 0 {
                visit.hour + 3
            } else {
                8
            };
            clock.set(moment(self.today, days_ago, hour, 15)?);
            self.say(&clock, &record, outcome, text).await?;
        }
        Ok(())
    }

    /// The day that the tablet says it was.
    fn visited(&self, visit: &Visit) -> Result<Date, Error> {
        day_before(self.today, visit.days_ago - visit.clock_ahead)
    }

    /// What the tablet sends.
    fn sent<'x>(&self, xml: &'x [u8]) -> taking::Sent<'x> {
        taking::Sent {
            xml,
            device: Some("collect:Tablet1".to_owned()),
            program: Some("org.odk.collect.android/v2026.1".to_owned()),
            actor: self.tablet.id,
            person: None,
            form: None,
            replaces: None,
            is_tablet: true,
            inspection: None,
        }
    }

    async fn send(
        &self,
        clock: &dyn Clock,
        answers: &Answers,
        ids: (&str, Option<&str>),
    ) -> Result<Record, Error> {
        let version = ready::offered(&self.versions);
        let version = version.ok_or_else(|| Error::internal("the form has no version"))?;
        let engine = forms::Context::at(clock.now());
        let xml = instance::xml(version, answers, &engine, ids)?;
        let sent = self.sent(xml.as_bytes());
        let taken = taking::take_at(self.app, clock, &self.project, sent).await;
        let taken = taken.map_err(|fault| Error::internal(format!("a visit: {fault:?}")))?;
        Ok(taken.record)
    }

    async fn say(
        &self,
        clock: &dyn Clock,
        record: &Record,
        outcome: Option<ReviewState>,
        text: &str,
    ) -> Result<(), Error> {
        let tx = self.app.db.begin().await?;
        let actor = store::actors::ensure_person(&tx, self.reviewer, clock.now()).await?;
        tx.commit().await?;
        let said = Said {
            review: outcome.map_or(Review::None, |state| Review::Came(Some(state))),
            text: text.to_owned(),
            seen: None,
        };
        let by = (self.reviewer, &actor);
        reviewing::say_at(self.app, clock, &self.project, record, by, said).await?;
        Ok(())
    }
}
