// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is done with what was found: restricted, kept, deleted with proof by two people. Each thing is
//! changed in a transaction of its own together with what is noted about it, so that nobody waits for
//! each other, and what was begun goes on where it stopped.

use jiff::civil::Date;
use kernel::{Id, Lang, PersonId, berlin_date};
use web::{App, Because, Error, Held, Kept, Which};

use crate::model::{DeletionGround, Found, FoundName, Proof, Proposal, Request, StepKind};
use crate::working::{Deed, entry, holdings_of, new_id};
use crate::{actions, register, sealing, store};

/// Something that counts as held about the person, opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What was found.
    pub found: Found,
    /// What it is.
    pub held: Held,
    /// Why it is kept, if there is a reason: by its module, or by the register of the office.
    pub kept: Option<Kept>,
}

impl Opened {
    /// Whether it goes when data are erased on this ground.
    pub fn goes(&self, ground: DeletionGround) -> bool {
        match &self.kept {
            None => true,
            Some(kept) => !kept.always && ground.overrides_retention(),
        }
    }
}

/// All that is held about the person now, as far as somebody has said that it is hers. What is gone meanwhile
/// is left out.
pub async fn hers(app: &App, lang: Lang, request: &Request) -> Result<Vec<Opened>, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let mut all = Vec::new();
    let kept = register::current(app, lang, request.office).await?;
    for found in store::hits::of_request(conn, request.id).await? {
        if !found.is_hers() {
            continue;
        }
        let Some(held) = open(app, lang, request, &found).await? else {
            continue;
        };
        let activity = kept.activities.iter();
        let mut activity = activity.filter(|one| one.activity.key == found.activity);
        let by_register = activity
            .next()
            .and_then(|one| one.keep_months)
            .and_then(|months| kept_until(found.day, months, today))
            .map(|until| Kept {
                reason: app.catalog.text(lang, "privacy-kept-by-register", &[]),
                until: Some(until),
                always: false,
            });
        all.push(Opened {
            kept: held.kept.clone().or(by_register),
            found,
            held,
        });
    }
    Ok(all)
}

/// Until when a thing of `day` must be kept so many months, if that is not over.
fn kept_until(day: Date, months: i64, today: Date) -> Option<Date> {
    let months = i32::try_from(months).unwrap_or(0).max(0);
    let until = day.checked_add(jiff::Span::new().months(months)).ok()?;
    (until > today).then_some(until)
}

/// Something that was found, opened; none if it is gone.
pub async fn open(
    app: &App,
    lang: Lang,
    request: &Request,
    found: &Found,
) -> Result<Option<Held>, Error> {
    let holdings = holdings_of(app, found)?;
    (holdings.open)(app, lang, which(request, found)).await
}

/// The thing within its module.
pub fn which<'a>(request: &Request, found: &'a Found) -> Which<'a> {
    Which {
        office: request.office,
        item: &found.item,
    }
}

/// Restricts all that is held about the person, or lifts that. Says how many things that were, and how many
/// cannot be restricted.
pub async fn restrict(
    app: &App,
    request: &Request,
    restricted: bool,
    by: PersonId,
) -> Result<(usize, usize), Error> {
    let because = Because {
        request: &request.number,
        ground: "request",
        by,
    };
    let (mut done, mut not) = (0, 0);
    for found in store::hits::of_request(app.db.read(), request.id).await? {
        if !found.is_hers() || found.restricted == restricted {
            continue;
        }
        let holdings = holdings_of(app, &found)?;
        let tx = app.db.begin().await?;
        let which = which(request, &found);
        if (holdings.restrict)(app, &tx, which, restricted, because).await? {
            let found = Found {
                restricted,
                ..found.clone()
            };
            store::hits::save(&tx, &found).await?;
            tx.commit().await?;
            done += 1;
        } else {
            tx.rollback().await?;
            not += 1;
        }
    }
    Ok((done, not))
}

/// What became of a confirmed deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deleted {
    /// How many things are gone.
    pub gone: usize,
    /// How many are kept.
    pub kept: usize,
}

/// Deletes what is held about the person, as one person has proposed and another one confirms.
pub async fn delete(
    app: &App,
    request: &Request,
    proposal: Proposal,
    by: PersonId,
) -> Result<Deleted, Error> {
    let mut result = Deleted::default();
    for one in hers(app, Lang::De, request).await? {
        if !one.goes(proposal.ground) {
            result.kept += 1;
            continue;
        }
        if delete_one(app, request, &one.found, proposal, by).await? {
            result.gone += 1;
        }
    }
    Ok(result)
}

async fn delete_one(
    app: &App,
    request: &Request,
    found: &Found,
    proposal: Proposal,
    by: PersonId,
) -> Result<bool, Error> {
    let now = app.clock.now();
    let holdings = holdings_of(app, found)?;
    let because = Because {
        request: &request.number,
        ground: proposal.ground.name(),
        by,
    };
    let tx = app.db.begin().await?;
    // Somebody may have turned the proposal down in between.
    let held = store::requests::find_for_update(&tx, request.id).await?;
    if held.and_then(|held| held.proposal) != Some(proposal) {
        tx.rollback().await?;
        return Ok(false);
    }
    let gone = (holdings.delete)(app, &tx, which(request, found), because).await?;
    let Some(gone) = gone else {
        tx.rollback().await?;
        return Ok(false);
    };
    let proof = Proof {
        request_number: request.number.clone(),
        module: found.module.clone(),
        ground: proposal.ground,
        pieces: gone.pieces,
        content_hash: hex::encode(gone.content),
        proposed_by: Some(proposal.by),
        confirmed_by: Some(by),
        deleted_at: now,
    };
    store::proofs::add(&tx, new_id(app), request.office, &proof).await?;
    // What the thing is called stays; the name that was found in it goes with it.
    let name = FoundName {
        name: String::new(),
        ..sealing::name_of(app, &tx, request.office, found).await?
    };
    let [context, _] = Found::seal_contexts(found.id);
    let found = Found {
        deleted_at: Some(now),
        restricted: false,
        sealed: sealing::seal(app, &tx, (request.office, &context), &name).await?,
        sealed_left_out: None,
        ..found.clone()
    };
    store::hits::save(&tx, &found).await?;
    let mut entry = entry(request, Some(by), actions::PRIVACY_DECIDE, "deleted");
    entry
        .facts
        .push(("hit", Id::<()>::from_uuid(found.id).into()));
    entry.facts.push(("content", gone.content.into()));
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes what became of a confirmed deletion; the proposal is over.
pub async fn note_deleted(deed: &mut Deed<'_>, deleted: Deleted) -> Result<(), Error> {
    deed.request.proposal = None;
    deed.note(StepKind::Deleted, deleted.gone.to_string(), "")
        .await?;
    if deleted.kept > 0 {
        deed.note(StepKind::Kept, deleted.kept.to_string(), "")
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_duty_to_keep_ends_with_its_last_month() {
        let day = date(2026, 1, 31);
        assert_eq!(
            kept_until(day, 1, date(2026, 2, 27)),
            Some(date(2026, 2, 28))
        );
        assert_eq!(kept_until(day, 1, date(2026, 2, 28)), None);
        assert_eq!(kept_until(day, 0, day), None);
    }
}
