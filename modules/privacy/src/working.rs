// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deeds at a request. All of them begin with [`begin`], which holds the request and refuses whoever has
//! not seen it as it is, and end with [`Deed::commit`], which writes request, journal and audit trail.

use jiff::civil::Date;
use kernel::{Action, Id, OrganisationId, PersonId, Resource, berlin_date};
use uuid::Uuid;
use web::{App, Error, Holdings};

use crate::model::{
    Found, Header, Identity, Person, Request, RequestKind, RequestState, Search, Step, StepKind,
    due_on,
};
use crate::{actions, sealing, store};

/// The longest text that somebody writes, in characters.
pub const LONGEST_NOTE: usize = 4_000;

/// A change of a request that is being made.
#[derive(Debug)]
pub struct Deed<'a> {
    /// The application.
    pub app: &'a App,
    /// The transaction.
    pub tx: db::Tx,
    /// The request, as it will be.
    pub request: Request,
    /// Who does it; the product itself has no name.
    pub by: Option<PersonId>,
    steps: Vec<Step>,
}

/// What became of the wish to change a request.
#[derive(Debug)]
pub enum Begun<'a> {
    /// It can be changed.
    Ready(Box<Deed<'a>>),
    /// It is no longer as it was seen, or in no state for it; this is what it is.
    Outdated(Box<Request>),
}

/// A new identifier.
pub fn new_id(app: &App) -> Uuid {
    Id::<()>::new(&*app.clock, &*app.chance).uuid()
}

/// Holds a request that somebody has seen as `version`, in this state.
pub async fn begin(
    app: &App,
    id: Uuid,
    version: i64,
    state: RequestState,
    by: PersonId,
) -> Result<Begun<'_>, Error> {
    let tx = app.db.begin().await?;
    let request = store::requests::find_for_update(&tx, id).await?;
    let request = request.ok_or(Error::NotFound)?;
    if request.version != version || request.state != state {
        return Ok(Begun::Outdated(Box::new(request)));
    }
    Ok(Begun::Ready(Box::new(Deed::of(app, tx, request, Some(by)))))
}

impl<'a> Deed<'a> {
    /// A change by whoever already holds the request.
    pub fn of(app: &'a App, tx: db::Tx, request: Request, by: Option<PersonId>) -> Self {
        Self {
            app,
            tx,
            request,
            by,
            steps: Vec::new(),
        }
    }

    /// Today, by the calendar in Germany.
    pub fn today(&self) -> Date {
        berlin_date(self.app.clock.now())
    }

    /// Notes a step, with a text that is sealed.
    pub async fn note(
        &mut self,
        kind: StepKind,
        about: impl Into<String>,
        text: &str,
    ) -> Result<(), Error> {
        let at = (self.request.office, kind);
        let step = step(self.app, &self.tx, at, self.by, (about.into(), text)).await?;
        self.steps.push(step);
        Ok(())
    }

    /// Writes who asks.
    pub async fn set_person(&mut self, person: &Person) -> Result<(), Error> {
        let context = Request::seal_context(self.request.id);
        let at = (self.request.office, context.as_str());
        self.request.sealed_person = sealing::seal(self.app, &self.tx, at, person).await?;
        Ok(())
    }

    /// Writes the request, what happened, and an entry of the audit trail; all or nothing.
    pub async fn commit(mut self, action: Action, what: &'static str) -> Result<Request, Error> {
        self.request.version += 1;
        self.request.changed_at = self.app.clock.now();
        self.request.changed_by = self.by;
        store::requests::save(&self.tx, &self.request).await?;
        for step in &self.steps {
            store::journal::add(&self.tx, self.request.id, step).await?;
        }
        let entry = entry(&self.request, self.by, action, what);
        audit::append(&self.tx, &*self.app.clock, entry).await?;
        self.tx.commit().await?;
        Ok(self.request)
    }
}

async fn step(
    app: &App,
    tx: &db::Tx,
    (office, kind): (OrganisationId, StepKind),
    by: Option<PersonId>,
    (about, text): (String, &str),
) -> Result<Step, Error> {
    let id = new_id(app);
    let sealed_note = if text.is_empty() {
        None
    } else {
        let context = Step::seal_context(id);
        Some(sealing::seal(app, tx, (office, &context), &text).await?)
    };
    Ok(Step {
        id,
        at: app.clock.now(),
        by,
        kind,
        about,
        sealed_note,
    })
}

/// What is noted about a request in the audit trail of its office.
pub fn entry(
    request: &Request,
    by: Option<PersonId>,
    action: Action,
    what: &'static str,
) -> audit::Entry {
    audit::Entry {
        chain: request.office.uuid(),
        actor: by,
        action,
        subject: audit::Subject::new("privacy-request", Id::<()>::from_uuid(request.id)),
        facts: vec![("what", what.into()), ("version", request.version.into())],
    }
}

/// Records that somebody has looked at a request, at something that was found, or has done something at it
/// that changes nothing of the request.
pub async fn note_look(
    app: &App,
    request: &Request,
    (kind, about): (StepKind, String),
    text: &str,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let at = (request.office, kind);
    let step = step(app, &tx, at, Some(by), (about, text)).await?;
    store::journal::add(&tx, request.id, &step).await?;
    let entry = entry(request, Some(by), actions::PRIVACY_REQUEST, kind.name());
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// A request that somebody notes.
#[derive(Debug, Clone)]
pub struct Noting {
    /// What is asked for.
    pub kind: RequestKind,
    /// When it came.
    pub received_on: Date,
    /// How it was checked who asks.
    pub identity: Identity,
    /// Who asks.
    pub person: Person,
}

/// Notes a request that came to an office.
pub async fn receive(
    app: &App,
    place: &Resource,
    noting: &Noting,
    by: PersonId,
) -> Result<Request, Error> {
    let (Some(state_agency), Some(office)) = (place.state, place.office) else {
        return Err(Error::NotFound);
    };
    let now = app.clock.now();
    let id = new_id(app);
    let tx = app.db.begin().await?;
    let context = Request::seal_context(id);
    let year = berlin_date(now).year();
    let request = Request {
        id,
        number: store::requests::next_number(&tx, office, year).await?,
        office,
        state_agency,
        kind: noting.kind,
        state: RequestState::Open,
        received_on: noting.received_on,
        due_on: due_on(noting.received_on, false),
        extended: false,
        identity: noting.identity,
        sealed_person: sealing::seal(app, &tx, (office, &context), &noting.person).await?,
        assignee: Some(by),
        search: Search::None,
        search_read: 0,
        search_at: None,
        proposal: None,
        outcome: None,
        opened_at: now,
        closed_at: None,
        delete_on: None,
        version: 0,
        changed_at: now,
        changed_by: Some(by),
    };
    store::requests::add(&tx, &request).await?;
    let mut deed = Deed::of(app, tx, request, Some(by));
    deed.note(StepKind::Received, noting.kind.name(), "")
        .await?;
    deed.commit(actions::PRIVACY_REQUEST, "received").await
}

/// The face of the module that holds something.
pub fn holdings_of<'a>(app: &'a App, found: &Found) -> Result<&'a Holdings, Error> {
    let mut all = app.holdings.iter();
    all.find(|one| one.module == found.module)
        .ok_or_else(|| Error::Internal("something of a module that is gone".to_owned()))
}

/// So many months after closing the requests of an office are deleted.
pub async fn keep_months(
    conn: &impl db::ConnectionTrait,
    office: OrganisationId,
) -> Result<i64, Error> {
    let header = store::register::header(conn, office).await?;
    Ok(header.map_or(Header::KEEP_MONTHS, |(header, _)| header.keep_months))
}
