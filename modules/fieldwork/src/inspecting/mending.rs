// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people do about a defect: more time, mended as the facility says, mended as the office has seen,
//! not pursued.

use db::ConnectionTrait;
use jiff::civil::Date;
use kernel::{Clock, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use super::{Changed, mirror, note, planning, seal_text};
use crate::actions;
use crate::model::Project;
use crate::model::inspecting::{
    Defect, DefectEvent, DefectFacts, DefectState, EventKind, Settings,
};
use crate::store::inspecting::defects;

/// What was written about a defect.
pub(crate) async fn open(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    id: Uuid,
) -> Result<DefectFacts, Error> {
    let sealed = defects::sealed(conn, id).await?.ok_or(Error::NotFound)?;
    let context = Defect::context(id);
    let plain = app
        .vault
        .open(conn, project.office, &context, &sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// The open defects of a facility with what was written about them, what is due first first.
pub(crate) async fn open_ones(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    institution: kernel::OrganisationId,
) -> Result<Vec<(Defect, DefectFacts)>, Error> {
    let mut found = Vec::new();
    for defect in defects::of_facility(conn, project.id, institution).await? {
        if defect.state.is_open() {
            let written = open(app, conn, project, defect.id).await?;
            found.push((defect, written));
        }
    }
    found.sort_by_key(|(defect, _)| (defect.deadline.unwrap_or(Date::MAX), defect.id));
    Ok(found)
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The facility has until this day.
    Extend(Date),
    /// The facility says that it is mended.
    Report,
    /// The office has seen that it is mended.
    Confirm,
    /// It was reported as mended, but is not.
    Reopen,
    /// The office does not pursue it.
    Waive,
}

impl Deed {
    /// What becomes of a defect in this state; none if that makes no sense.
    fn after(self, state: DefectState) -> Option<(DefectState, EventKind)> {
        match (self, state) {
            (Self::Extend(_), DefectState::Open | DefectState::Reported) => {
                Some((state, EventKind::Extended))
            }
            (Self::Report, DefectState::Open) => Some((DefectState::Reported, EventKind::Reported)),
            (Self::Confirm, DefectState::Open | DefectState::Reported) => {
                Some((DefectState::Confirmed, EventKind::Confirmed))
            }
            (Self::Reopen, DefectState::Reported) => Some((DefectState::Open, EventKind::Reopened)),
            (Self::Waive, DefectState::Open | DefectState::Reported) => {
                Some((DefectState::Waived, EventKind::Waived))
            }
            _ => None,
        }
    }
}

/// Does something about a defect. The caller has asked for a reason where one is needed.
pub(crate) async fn act(
    app: &App,
    clock: &dyn Clock,
    (project, settings): (&Project, &Settings),
    (id, seen): (Uuid, i64),
    (deed, reason, person): (Deed, &str, PersonId),
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let found = defects::lock(&tx, id).await?;
    let found = found.filter(|defect| defect.project == project.id);
    let mut defect = found.ok_or(Error::NotFound)?;
    let refused = if defect.version != seen {
        Some(Changed::Outdated)
    } else if deed.after(defect.state).is_none() {
        Some(Changed::Impossible)
    } else {
        None
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(refused);
    }
    let (state, kind) = deed.after(defect.state).ok_or(Error::NotFound)?;
    defect.state = state;
    defect.version += 1;
    let mut deadline = None;
    if let Deed::Extend(day) = deed {
        defect.deadline = Some(day);
        deadline = Some(day);
    }
    defect.closed_on = (!state.is_open()).then(|| berlin_date(clock.now()).max(defect.found_on));
    defects::save(&tx, &defect, None).await?;
    let context = Defect::note_context(id, defect.version);
    let event = DefectEvent {
        number: defect.version,
        kind,
        at: clock.now(),
        person,
        deadline,
        sealed_note: seal_text(app, &tx, project, &context, reason).await?,
    };
    defects::add_event(&tx, id, &event).await?;
    let written = open(app, &tx, project, id).await?;
    let by = planning::by(&tx, person, clock).await?;
    mirror::defect(app, &tx, project, settings, (&defect, &written, by)).await?;
    let by = (Some(person), actions::INSPECTION_CARRY_OUT);
    note(app, &tx, project, by, ("defect", id, kind.name())).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_stays_closed() {
        let all = [
            Deed::Extend(Date::MAX),
            Deed::Report,
            Deed::Confirm,
            Deed::Reopen,
            Deed::Waive,
        ];
        for deed in all {
            assert_eq!(deed.after(DefectState::Confirmed), None);
            assert_eq!(deed.after(DefectState::Waived), None);
        }
    }

    #[test]
    fn only_what_was_reported_is_opened_again() {
        assert_eq!(Deed::Reopen.after(DefectState::Open), None);
        assert_eq!(
            Deed::Reopen.after(DefectState::Reported),
            Some((DefectState::Open, EventKind::Reopened))
        );
    }
}
