// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Approving the periods of offices level by level, taking that back, and opening a locked period
//! again. What was decided is kept with who and when; a comment is sealed under the state's key.

use jiff::civil::Date;
use kernel::{Action, Id, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::events::PeriodChanged;
use crate::model::{ApprovalLevel, Collection, Obstacle, PeriodEvent, PeriodEventKind, Standing};
use crate::period::Period;
use crate::{actions, events, sealing, store};

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 1_000;

/// For how many days a period can be opened again at most.
pub const LONGEST_OPENING: i32 = 60;

/// Which period of which office somebody decides about, and what she has seen.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// Of which office.
    pub office: OrganisationId,
    /// Which period; of events: which week.
    pub period: Period,
    /// On how many levels it was approved when she looked.
    pub seen: i64,
    /// Who decides.
    pub by: PersonId,
    /// Why; can be empty.
    pub comment: &'a str,
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It holds.
    Done,
    /// Somebody else has decided meanwhile.
    Outdated,
    /// It cannot be approved now.
    Obstacle(Obstacle),
    /// The level belongs to somebody else.
    OtherLevel,
}

/// Who stands on a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The office.
    Office,
    /// The state.
    State,
}

impl Side {
    fn holds(self, level: ApprovalLevel) -> bool {
        (self == Self::State) == (level == ApprovalLevel::State)
    }

    fn action(self) -> Action {
        match self {
            Self::Office => actions::PERIOD_APPROVE,
            Self::State => actions::PERIOD_ACCEPT,
        }
    }
}

/// Approves a period on the next level.
pub async fn approve(
    app: &App,
    collection: &Collection,
    side: Side,
    deed: Deed<'_>,
) -> Result<Decided, Error> {
    let tx = app.db.begin().await?;
    let Some(standing) = current(&tx, collection, deed).await? else {
        return Err(Error::NotFound);
    };
    if standing.approvals != deed.seen {
        return Ok(Decided::Outdated);
    }
    let levels = &collection.approval;
    if let Some(next) = standing.next_level(levels)
        && !side.holds(next)
    {
        return Ok(Decided::OtherLevel);
    }
    let last = last_approver(&tx, &standing).await?;
    let today = berlin_date(app.clock.now());
    if let Some(obstacle) = standing.obstacle(levels, today, deed.by, last) {
        return Ok(Decided::Obstacle(obstacle));
    }
    let level = standing.approvals + 1;
    if !store::standing::set_approvals(&tx, &standing, deed.seen, level).await? {
        return Ok(Decided::Outdated);
    }
    let event = Event {
        kind: PeriodEventKind::Approved,
        level,
        open_until: None,
    };
    finish(app, tx, collection, side, &standing, deed, event).await
}

/// Takes the approval of the last level back.
pub async fn take_back(
    app: &App,
    collection: &Collection,
    side: Side,
    deed: Deed<'_>,
) -> Result<Decided, Error> {
    let tx = app.db.begin().await?;
    let Some(standing) = current(&tx, collection, deed).await? else {
        return Err(Error::NotFound);
    };
    if standing.approvals != deed.seen || standing.approvals == 0 {
        return Ok(Decided::Outdated);
    }
    if standing
        .last_level(&collection.approval)
        .is_some_and(|last| !side.holds(last))
    {
        return Ok(Decided::OtherLevel);
    }
    let level = standing.approvals;
    if !store::standing::set_approvals(&tx, &standing, deed.seen, level - 1).await? {
        return Ok(Decided::Outdated);
    }
    let event = Event {
        kind: PeriodEventKind::TakenBack,
        level,
        open_until: None,
    };
    finish(app, tx, collection, side, &standing, deed, event).await
}

/// Lets institutions report and correct up to `until` although the day of the lock has passed.
pub async fn open_again(
    app: &App,
    collection: &Collection,
    deed: Deed<'_>,
    until: Date,
) -> Result<Decided, Error> {
    let tx = app.db.begin().await?;
    let Some(standing) = current(&tx, collection, deed).await? else {
        return Err(Error::NotFound);
    };
    if standing.approvals > 0 || standing.approvals != deed.seen {
        return Ok(Decided::Outdated);
    }
    store::standing::open_again(&tx, &standing, until).await?;
    let event = Event {
        kind: PeriodEventKind::OpenedAgain,
        level: 0,
        open_until: Some(until),
    };
    finish(app, tx, collection, Side::Office, &standing, deed, event).await
}

/// How the office stands now; nobody changes what is counted until the transaction ends.
async fn current(
    tx: &db::Tx,
    collection: &Collection,
    deed: Deed<'_>,
) -> Result<Option<Standing>, Error> {
    let found = store::standing::find(tx, collection.id, deed.period, deed.office).await?;
    if found.is_none() {
        return Ok(None);
    }
    let counted = collection.calendar.counted_by(deed.period);
    store::standing::refresh(tx, collection.id, counted, deed.office).await?;
    Ok(store::standing::find(tx, collection.id, deed.period, deed.office).await?)
}

/// Who has approved on the level that is done last.
pub async fn last_approver(
    conn: &impl db::ConnectionTrait,
    standing: &Standing,
) -> Result<Option<PersonId>, Error> {
    let (period, office) = (standing.period, standing.office);
    let events = store::standing::events(conn, standing.collection, period, office).await?;
    Ok(events
        .into_iter()
        .find(|event| event.kind == PeriodEventKind::Approved && event.level == standing.approvals)
        .and_then(|event| event.by))
}

struct Event {
    kind: PeriodEventKind,
    level: i64,
    open_until: Option<Date>,
}

async fn finish(
    app: &App,
    tx: db::Tx,
    collection: &Collection,
    side: Side,
    standing: &Standing,
    deed: Deed<'_>,
    event: Event,
) -> Result<Decided, Error> {
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let sealed_note = if deed.comment.is_empty() {
        None
    } else {
        let context = PeriodEvent::note_context(id);
        let comment = deed.comment.as_bytes();
        Some(sealing::seal(&app.vault, &tx, collection.state, &context, comment).await?)
    };
    let kept = PeriodEvent {
        id,
        at: app.clock.now(),
        by: Some(deed.by),
        kind: event.kind,
        level: event.level,
        open_until: event.open_until,
        sealed_note,
    };
    store::standing::add_event(&tx, standing, &kept).await?;
    let mut facts = vec![
        ("what", event.kind.name().into()),
        ("office", standing.office.into()),
        standing.period.fact(),
        ("level", event.level.into()),
    ];
    facts.extend(event.open_until.map(|day| ("until", day.into())));
    let chain = match side {
        Side::Office => standing.office.uuid(),
        Side::State => collection.state.uuid(),
    };
    let entry = audit::Entry {
        chain,
        actor: Some(deed.by),
        action: side.action(),
        subject: audit::Subject::new("collection", collection.id),
        facts,
    };
    audit::append(&tx, &*app.clock, entry).await?;
    let told = match event.kind {
        PeriodEventKind::Approved => events::PERIOD_APPROVED,
        PeriodEventKind::TakenBack => events::PERIOD_TAKEN_BACK,
        PeriodEventKind::OpenedAgain => events::PERIOD_OPENED_AGAIN,
    };
    let payload = PeriodChanged {
        collection: collection.id,
        office: standing.office,
        state: collection.state,
        period: standing.period.to_string(),
        level: event.level,
        at: kept.at,
    };
    jobs::publish(&tx, &*app.clock, &*app.chance, told, &payload).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}
