// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan beside the directory. What the directory says otherwise is noticed every night and changes
//! nothing by itself: a planner takes it over, or leaves the plan as it is.

use std::collections::HashMap;

use directory::Organisation;
use jiff::civil::Date;
use kernel::{Clock, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use super::planning::by;
use super::{mirror, note, visiting};
use crate::actions;
use crate::model::Project;
use crate::model::inspecting::{Facility, Noticed, Plan, Said, Settings, due_on};
use crate::store::inspecting::{changes, facilities, plans};

/// What the directory says of an institution.
fn said_of(one: &Organisation, project: &Project, today: Date) -> Said {
    let kind = one.institution_kind.map_or("other", |kind| kind.name());
    let ags = one.ags.as_ref().map_or("", |ags| ags.as_str());
    Said {
        name: one.name.clone(),
        kind: kind.to_owned(),
        ags: ags.to_owned(),
        town: one.address.town.clone(),
        is_there: one.is_valid(today),
        is_ours: one.parent == Some(project.office),
    }
}

/// The institutions of the office and those of the plan, with what the directory says of them.
async fn said(
    tx: &db::Tx,
    project: &Project,
    known: &HashMap<OrganisationId, Facility>,
    today: Date,
) -> Result<Vec<(Organisation, Said)>, Error> {
    let mut all = directory::institutions_of(tx, project.office).await?;
    let others: Vec<OrganisationId> = known
        .keys()
        .copied()
        .filter(|id| all.iter().all(|one| one.id != *id))
        .collect();
    all.extend(directory::organisations(tx, &others).await?);
    let with = |one: Organisation| {
        let said = said_of(&one, project, today);
        (one, said)
    };
    Ok(all.into_iter().map(with).collect())
}

async fn known(tx: &db::Tx, project: i64) -> Result<HashMap<OrganisationId, Facility>, Error> {
    let all = facilities::all(tx, project).await?;
    let all = all.into_iter();
    Ok(all.map(|one| (one.institution, one)).collect())
}

/// Applies the settings of a plan to its facilities. `before` are the settings that held until now: what
/// the directory says otherwise than the plan under these waits for a planner; a new plan takes all over.
pub(super) async fn apply(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    project: &Project,
    ((plan, before), person): ((&Plan, Option<&Settings>), PersonId),
) -> Result<(), Error> {
    let today = berlin_date(clock.now());
    let by = by(tx, person, clock).await?;
    let known = known(tx, project.id).await?;
    for (one, said) in said(tx, project, &known, today).await? {
        let facility = known.get(&one.id);
        let waits = before.and_then(|before| said.differs(before, facility));
        let changed = match (waits, facility) {
            (None, facility) => compared(plan, &one, facility, (&said, today)),
            (Some(_), Some(facility)) if facility.is_chosen => Some(ruled(plan, facility)),
            (Some(_), _) => None,
        };
        let Some(changed) = changed else { continue };
        if facility != Some(&changed) {
            facilities::save(tx, &changed).await?;
        }
        mirror::facility(app, tx, project, &plan.settings, (&changed, by)).await?;
    }
    notice_in(tx, project, plan, today).await?;
    Ok(())
}

/// A facility under the settings of a plan, without what the directory says of it.
fn ruled(plan: &Plan, before: &Facility) -> Facility {
    let mut facility = before.clone();
    facility.is_chosen = before.by_hand || plan.settings.chooses(&facility.kind, &facility.ags);
    facility.due_on = due_on(&plan.settings, &facility);
    facility.version += i64::from(*before != facility);
    facility
}

/// A facility as the directory and the plan have it now; none if the plan never had anything to do with it.
pub(super) fn compared(
    plan: &Plan,
    one: &Organisation,
    before: Option<&Facility>,
    (said, today): (&Said, Date),
) -> Option<Facility> {
    let by_hand = before.is_some_and(|before| before.by_hand);
    let is_here = said.is_there && said.is_ours;
    let is_chosen = is_here && (by_hand || plan.settings.chooses(&said.kind, &said.ags));
    if before.is_none() && !is_chosen {
        return None;
    }
    let mut facility = before
        .cloned()
        .unwrap_or_else(|| new_facility(plan.project, one.id, today));
    facility.name.clone_from(&said.name);
    facility.kind.clone_from(&said.kind);
    facility.ags.clone_from(&said.ags);
    facility.town.clone_from(&said.town);
    facility.is_chosen = is_chosen;
    facility.due_on = due_on(&plan.settings, &facility);
    facility.version += i64::from(before.is_some_and(|before| *before != facility));
    Some(facility)
}

/// An institution of the office as it is taken into the plan by hand; none if it is not there.
pub(super) fn by_hand(
    plan: &Plan,
    (project, one): (&Project, &Organisation),
    before: Option<Facility>,
    today: Date,
) -> Option<Facility> {
    let said = said_of(one, project, today);
    let by_hand = Facility {
        by_hand: true,
        ..before.unwrap_or_else(|| new_facility(project.id, one.id, today))
    };
    let facility = compared(plan, one, Some(&by_hand), (&said, today))?;
    facility.is_chosen.then_some(facility)
}

fn new_facility(project: i64, institution: OrganisationId, today: Date) -> Facility {
    Facility {
        project,
        institution,
        name: String::new(),
        kind: String::new(),
        ags: String::new(),
        town: String::new(),
        is_chosen: true,
        by_hand: false,
        own_class: None,
        sealed_class_reason: None,
        paused_until: None,
        sealed_pause_reason: None,
        since: today,
        last_on: None,
        severe: 0,
        due_on: today,
        version: 1,
    }
}

/// Notices in what the directory differs from a plan. Returns how much waits for a decision.
pub(crate) async fn notice(app: &App, project: &Project) -> Result<usize, Error> {
    let tx = app.db.begin().await?;
    let plan = plans::lock(&tx, project.id).await?.ok_or(Error::NotFound)?;
    let today = berlin_date(app.clock.now());
    let open = notice_in(&tx, project, &plan, today).await?;
    tx.commit().await?;
    Ok(open)
}

async fn notice_in(
    tx: &db::Tx,
    project: &Project,
    plan: &Plan,
    today: Date,
) -> Result<usize, Error> {
    let known = known(tx, project.id).await?;
    let noticed = changes::all(tx, project.id).await?;
    let noticed = noticed.into_iter().map(|one| (one.institution, one));
    let mut noticed: HashMap<OrganisationId, Noticed> = noticed.collect();
    let mut open = 0;
    for (one, said) in said(tx, project, &known, today).await? {
        let difference = said.differs(&plan.settings, known.get(&one.id));
        let before = noticed.remove(&one.id);
        let Some(difference) = difference else {
            if before.is_some() {
                changes::remove(tx, project.id, one.id).await?;
            }
            continue;
        };
        let said = said.text();
        let is_same = |before: &Noticed| before.difference == difference && before.said == said;
        if let Some(before) = before.filter(is_same) {
            open += usize::from(before.kept_on.is_none());
            continue;
        }
        let now = Noticed {
            institution: one.id,
            difference,
            said,
            since: today,
            kept_on: None,
        };
        changes::save(tx, project.id, &now).await?;
        open += 1;
    }
    for institution in noticed.into_keys() {
        changes::remove(tx, project.id, institution).await?;
    }
    Ok(open)
}

/// What became of decisions about several differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Decided {
    /// How many were decided as wished.
    pub(crate) done: usize,
    /// How many had changed or been decided since the person saw them.
    pub(crate) outdated: usize,
}

/// Takes differences over into the plan, or leaves the plan as it is. Each comes with the mark of what the
/// person saw.
pub(crate) async fn decide(
    app: &App,
    project: &Project,
    wishes: &[(OrganisationId, String)],
    (takes, person): (bool, PersonId),
) -> Result<Decided, Error> {
    let tx = app.db.begin().await?;
    let plan = plans::lock(&tx, project.id).await?.ok_or(Error::NotFound)?;
    let today = berlin_date(app.clock.now());
    let mut decided = Decided::default();
    for (institution, seen) in wishes {
        let noticed = changes::find(&tx, project.id, *institution).await?;
        let one = directory::organisation(&tx, *institution).await?;
        let (Some(noticed), Some(one)) = (noticed, one) else {
            decided.outdated += 1;
            continue;
        };
        let said = said_of(&one, project, today);
        let is_open = noticed.kept_on.is_none() && noticed.said == said.text();
        if !is_open || noticed.mark() != *seen {
            decided.outdated += 1;
            continue;
        }
        let what = if takes {
            let of = (&plan, &one, &said);
            take_over(app, &tx, project, of, (today, person)).await?;
            "directory-taken-over"
        } else {
            let kept = Noticed {
                kept_on: Some(today),
                ..noticed
            };
            changes::save(&tx, project.id, &kept).await?;
            "directory-not-taken-over"
        };
        let by = (Some(person), actions::INSPECTION_PLAN);
        let of = ("organisation", institution.uuid(), what);
        note(app, &tx, project, by, of).await?;
        decided.done += 1;
    }
    tx.commit().await?;
    Ok(decided)
}

async fn take_over(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (plan, one, said): (&Plan, &Organisation, &Said),
    (today, person): (Date, PersonId),
) -> Result<(), Error> {
    let before = facilities::lock(tx, project.id, one.id).await?;
    if let Some(facility) = compared(plan, one, before.as_ref(), (said, today)) {
        facilities::save(tx, &facility).await?;
        if !facility.is_chosen {
            visiting::call_off_all(app, tx, project, (one.id, person)).await?;
        }
        let by = by(tx, person, app.clock.as_ref()).await?;
        mirror::facility(app, tx, project, &plan.settings, (&facility, by)).await?;
    }
    changes::remove(tx, project.id, one.id).await?;
    Ok(())
}

/// What happens to the plan if a difference is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The facility is inspected from now on.
    Enters,
    /// It is not inspected any more; planned inspections are called off.
    Leaves,
    /// It is inspected as before.
    Stays,
}

impl Effect {
    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Enters => "enters",
            Self::Leaves => "leaves",
            Self::Stays => "stays",
        }
    }
}

/// What would happen to the plan, without doing it.
pub(crate) fn effect(
    project: &Project,
    plan: &Plan,
    (one, before): (&Organisation, Option<&Facility>),
    today: Date,
) -> Effect {
    let said = said_of(one, project, today);
    let after = compared(plan, one, before, (&said, today));
    let was = before.is_some_and(|before| before.is_chosen);
    match (was, after.is_some_and(|after| after.is_chosen)) {
        (false, true) => Effect::Enters,
        (true, false) => Effect::Leaves,
        _ => Effect::Stays,
    }
}
