// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deeds at a case file. All of them begin with [`begin`], which holds the file and refuses whoever has
//! not seen it as it is, and end with [`Deed::commit`], which writes file, history and audit trail.

use jiff::civil::Date;
use kernel::{Action, CaseFileId, Id, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use crate::events::{self, CaseChanged};
use crate::model::{
    CaseFile, CaseState, DecisionText, Definition, Event, EventKind, Person, Step, StepKind,
    StepPlan, StepState, Upload,
};
use crate::{actions, sealing, store};

/// The longest text that somebody writes into a file, in characters.
pub const LONGEST_NOTE: usize = 4_000;
/// The largest added file, in bytes.
pub const LARGEST_UPLOAD: usize = 10 * 1024 * 1024;
/// The most added files of a case file.
pub const MOST_UPLOADS: usize = 50;

/// A change of a file that is being made.
#[derive(Debug)]
pub struct Deed<'a> {
    /// The application.
    pub app: &'a App,
    /// The transaction.
    pub tx: db::Tx,
    /// The file, as it will be.
    pub file: CaseFile,
    /// Who does it; the product itself has no name.
    pub by: Option<PersonId>,
    events: Vec<Event>,
    closed_by: Option<PersonId>,
}

/// What became of the wish to change a file.
#[derive(Debug)]
pub enum Begun<'a> {
    /// It can be changed.
    Ready(Box<Deed<'a>>),
    /// It is no longer as it was seen, or in no state for it; this is what it is.
    Outdated(Box<CaseFile>),
}

/// A new identifier.
pub fn new_id(app: &App) -> Uuid {
    Id::<()>::new(&*app.clock, &*app.chance).uuid()
}

/// Holds a file that somebody has seen as `version`, in one of `states`.
pub async fn begin<'a>(
    app: &'a App,
    id: CaseFileId,
    version: i64,
    states: &[CaseState],
    by: PersonId,
) -> Result<Begun<'a>, Error> {
    let tx = app.db.begin().await?;
    let file = store::files::find_for_update(&tx, id).await?;
    let file = file.ok_or(Error::NotFound)?;
    if file.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    if file.version != version || !states.contains(&file.state) {
        return Ok(Begun::Outdated(Box::new(file)));
    }
    Ok(Begun::Ready(Box::new(Deed::of(app, tx, file, Some(by)))))
}

/// The same for bringing another file into it. Both are held, in the order of their identifiers, so
/// that nobody waits for each other. The other one must be open too, and of the same office.
pub async fn begin_with(
    app: &App,
    (id, version): (CaseFileId, i64),
    other: CaseFileId,
    by: PersonId,
) -> Result<Result<(Box<Deed<'_>>, CaseFile), Box<CaseFile>>, Error> {
    let tx = app.db.begin().await?;
    let (mut one, mut two) = (None, None);
    for held in [id.min(other), id.max(other)] {
        let file = store::files::find_for_update(&tx, held).await?;
        if held == id { one = file } else { two = file }
    }
    let file = one.ok_or(Error::NotFound)?;
    let other = two.ok_or(Error::NotFound)?;
    if other.id == file.id || other.office != file.office {
        return Err(Error::NotFound);
    }
    if file.restricted_at.is_some() || other.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    let is_open = |file: &CaseFile| file.state == CaseState::Open;
    if file.version != version || !is_open(&file) || !is_open(&other) {
        return Ok(Err(Box::new(file)));
    }
    Ok(Ok((Box::new(Deed::of(app, tx, file, Some(by))), other)))
}

impl<'a> Deed<'a> {
    /// A change by whoever already holds the file.
    pub fn of(app: &'a App, tx: db::Tx, file: CaseFile, by: Option<PersonId>) -> Self {
        Self {
            app,
            tx,
            file,
            by,
            events: Vec::new(),
            closed_by: None,
        }
    }

    /// Today, by the calendar in Germany.
    pub fn today(&self) -> Date {
        berlin_date(self.app.clock.now())
    }

    /// Notes what happens, with a text that is sealed.
    pub async fn note(
        &mut self,
        kind: EventKind,
        about: impl Into<String>,
        text: &str,
    ) -> Result<(), Error> {
        let id = new_id(self.app);
        let context = Event::seal_context(id);
        let office = self.file.office;
        let sealed_note = sealing::seal_text(self.app, &self.tx, office, &context, text).await?;
        self.events.push(Event {
            id,
            case_file: self.file.id,
            at: self.app.clock.now(),
            by: self.by,
            kind,
            about: about.into(),
            sealed_note,
        });
        Ok(())
    }

    /// The version of the kind that the file follows.
    pub async fn definition(&self) -> Result<Definition, Error> {
        definition_of(&self.tx, &self.file).await
    }

    /// Adds a step, due so many days from today.
    pub async fn add_step(&mut self, plan: &StepPlan) -> Result<Step, Error> {
        let due_on = days_from(self.today(), plan.days);
        let step = Step {
            id: new_id(self.app),
            case_file: self.file.id,
            plan: plan.key.clone(),
            title: plan.title.clone(),
            kind: plan.kind,
            state: StepState::Open,
            due_on,
            assignee: self.file.assignee,
            decided_on: None,
            person_due_on: None,
            sealed: None,
            done_at: None,
            done_by: None,
            created_at: self.app.clock.now(),
        };
        store::steps::add(&self.tx, &step).await?;
        Ok(step)
    }

    /// Adds the steps that follow `after` and are not there yet; an empty key means the opening.
    pub async fn add_following(&mut self, after: &str) -> Result<(), Error> {
        let definition = self.definition().await?;
        let known = store::steps::of_file(&self.tx, self.file.id).await?;
        for plan in definition.following(after) {
            if known.iter().all(|step| step.plan != plan.key) {
                self.add_step(plan).await?;
            }
        }
        Ok(())
    }

    /// Writes the person anew.
    pub async fn set_person(&mut self, person: &Person) -> Result<(), Error> {
        let context = CaseFile::seal_context(self.file.id);
        let office = self.file.office;
        self.file.sealed_person =
            sealing::seal(self.app, &self.tx, office, &context, person).await?;
        Ok(())
    }

    /// Closes the file.
    pub fn close(&mut self, reason: &str, months: i64) {
        let now = self.app.clock.now();
        self.file.state = CaseState::Closed;
        self.file.closed_at = Some(now);
        self.file.closing_reason = Some(reason.to_owned());
        self.file.delete_on = Some(CaseFile::deletion_day(berlin_date(now), months));
        self.closed_by = self.by;
    }

    /// Writes the file, what happened, and an entry of the audit trail; all or nothing.
    pub async fn commit(self, action: Action, what: &'static str) -> Result<CaseFile, Error> {
        let (file, tx) = self.write(action, what).await?;
        tx.commit().await?;
        Ok(file)
    }

    /// The same, and leaves the transaction to the caller.
    pub async fn write(
        mut self,
        action: Action,
        what: &'static str,
    ) -> Result<(CaseFile, db::Tx), Error> {
        self.file.version += 1;
        self.file.changed_at = self.app.clock.now();
        self.file.changed_by = self.by;
        store::files::save(&self.tx, &self.file, self.closed_by).await?;
        for event in &self.events {
            store::events::add(&self.tx, self.file.office, event).await?;
        }
        let entry = entry(&self.file, self.by, action, what);
        audit::append(&self.tx, &*self.app.clock, entry).await?;
        let event = match what {
            "opened" => events::CASE_OPENED,
            "closed" => events::CASE_CLOSED,
            _ => events::CASE_CHANGED,
        };
        let payload = CaseChanged {
            case_file: self.file.id,
            office: self.file.office,
            version: self.file.version,
            at: self.file.changed_at,
        };
        let (clock, chance) = (&*self.app.clock, &*self.app.chance);
        jobs::publish(&self.tx, clock, chance, event, &payload).await?;
        Ok((self.file, self.tx))
    }
}

/// The version of its kind that a file follows.
pub async fn definition_of(
    conn: &impl db::ConnectionTrait,
    file: &CaseFile,
) -> Result<Definition, Error> {
    let version = store::types::version(conn, file.case_type, file.type_version).await?;
    version
        .map(|version| version.definition)
        .ok_or_else(|| Error::Internal("a case file of no version".to_owned()))
}

/// So many days after a day.
pub fn days_from(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days.clamp(0, 10_000)))
        .unwrap_or(Date::MAX)
}

/// What is noted about a file in the audit trail of its office.
pub fn entry(
    file: &CaseFile,
    by: Option<PersonId>,
    action: Action,
    what: &'static str,
) -> audit::Entry {
    audit::Entry {
        chain: file.office.uuid(),
        actor: by,
        action,
        subject: audit::Subject::new("case-file", file.id),
        facts: vec![("what", what.into()), ("version", file.version.into())],
    }
}

/// Records that somebody has opened a file, or something in it.
pub async fn note_access(
    app: &App,
    file: &CaseFile,
    kind: EventKind,
    about: &str,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let event = Event {
        id: new_id(app),
        case_file: file.id,
        at: app.clock.now(),
        by: Some(by),
        kind,
        about: about.to_owned(),
        sealed_note: None,
    };
    store::events::add(&tx, file.office, &event).await?;
    let entry = entry(file, Some(by), actions::CASE_OPEN, kind.name());
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// What somebody decides at a step.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// The day of the decision; today if none is given.
    pub decided_on: Option<Date>,
    /// The deadline that the person got.
    pub person_due_on: Option<Date>,
    /// Legal basis and text.
    pub text: DecisionText,
}

/// Ends a step as done, or as not needed, and adds those that follow it.
pub async fn end_step(
    deed: &mut Deed<'_>,
    step: Step,
    state: StepState,
    decided: Decided,
) -> Result<(), Error> {
    let now = deed.app.clock.now();
    let title = step.title.clone();
    let plan = step.plan.clone();
    let office = deed.file.office;
    let has_text = decided.text != DecisionText::default();
    let sealed = if has_text {
        let context = Step::seal_context(step.id);
        Some(sealing::seal(deed.app, &deed.tx, office, &context, &decided.text).await?)
    } else {
        None
    };
    let decided_on = (step.kind == StepKind::Decision && state == StepState::Done)
        .then(|| decided.decided_on.unwrap_or_else(|| deed.today()));
    let step = Step {
        state,
        decided_on,
        person_due_on: decided.person_due_on,
        sealed,
        done_at: Some(now),
        done_by: deed.by,
        ..step
    };
    store::steps::save(&deed.tx, &step).await?;
    if state == StepState::Done {
        deed.note(EventKind::StepDone, title, "").await?;
        if !plan.is_empty() {
            follow(deed, &plan, step.person_due_on).await?;
        }
    } else {
        deed.note(EventKind::StepDropped, title, "").await?;
    }
    Ok(())
}

/// Adds what follows a step that is done. A deadline that the person got is waited for.
async fn follow(deed: &mut Deed<'_>, plan: &str, person_due_on: Option<Date>) -> Result<(), Error> {
    let definition = deed.definition().await?;
    let known = store::steps::of_file(&deed.tx, deed.file.id).await?;
    for next in definition.following(plan) {
        let is_open = |step: &Step| step.plan == next.key && step.state == StepState::Open;
        if known.iter().any(is_open) {
            continue;
        }
        let mut step = deed.add_step(next).await?;
        if let Some(day) = person_due_on.filter(|day| *day > step.due_on) {
            step.due_on = day;
            store::steps::save(&deed.tx, &step).await?;
        }
    }
    Ok(())
}

/// Gives the file, and what its former owner had to do in it, to somebody.
pub async fn assign(deed: &mut Deed<'_>, to: Option<PersonId>, name: &str) -> Result<(), Error> {
    let before = deed.file.assignee;
    store::steps::hand_over(&deed.tx, deed.file.id, before, to).await?;
    deed.file.assignee = to;
    deed.note(EventKind::Assigned, "", name).await
}

/// A file that somebody adds.
#[derive(Debug)]
pub struct NewUpload {
    /// What it is called.
    pub name: String,
    /// What browsers are told that it is.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Keeps a file, sealed. Whoever calls has looked at its type and size.
pub async fn add_upload(deed: &mut Deed<'_>, new: &NewUpload) -> Result<(), Error> {
    let id = new_id(deed.app);
    let office = deed.file.office;
    let [name, content] = Upload::seal_contexts(id);
    let app = deed.app;
    let upload = Upload {
        id,
        case_file: deed.file.id,
        sealed_name: sealing::seal_bytes(app, &deed.tx, office, &name, new.name.as_bytes()).await?,
        media_type: new.media_type.clone(),
        size: i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        added_at: app.clock.now(),
        added_by: deed.by,
    };
    let sealed = sealing::seal_bytes(app, &deed.tx, office, &content, &new.bytes).await?;
    store::content::add_upload(&deed.tx, &upload, sealed).await?;
    deed.note(EventKind::Uploaded, "", "").await
}

/// Takes the steps of the latest version of the kind.
pub async fn lift(deed: &mut Deed<'_>, latest: i64) -> Result<(), Error> {
    deed.file.type_version = latest;
    deed.add_following("").await?;
    deed.note(EventKind::Lifted, latest.to_string(), "").await
}

/// Brings `other` into the file of the deed: all that lies in it, and its number.
pub async fn merge(deed: &mut Deed<'_>, mut other: CaseFile) -> Result<(), Error> {
    store::deletions::move_parts(&deed.tx, other.id, deed.file.id).await?;
    let now = deed.app.clock.now();
    // What names the person lies in one place only.
    let nobody = CaseFile::seal_context(other.id);
    other.sealed_person = sealing::seal(
        deed.app,
        &deed.tx,
        other.office,
        &nobody,
        &Person::default(),
    )
    .await?;
    other.state = CaseState::Merged;
    other.merged_into = Some(deed.file.id);
    other.assignee = None;
    other.version += 1;
    other.changed_at = now;
    other.changed_by = deed.by;
    store::files::save(&deed.tx, &other, None).await?;
    deed.note(EventKind::Merged, other.number, "").await
}
