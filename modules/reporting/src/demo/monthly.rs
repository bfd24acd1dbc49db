// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A monthly collection of the demo: due after the month, approved by the offices and accepted by
//! the state, joined by rule and by link.

use directory::InstitutionKind;
use forms::{Answers, CompiledForm, PeriodKind};
use jiff::SignedDuration;
use jiff::civil::Date;
use kernel::{CollectionId, Id, ManualClock, PersonId, SeededChance, SubmissionId, berlin_date};
use web::{App, Error};

use super::inventing::{Told, invent};
use super::{at, current_season, kitas, staff};
use crate::model::{
    Calendar, Collection, CollectionDraft, OpensAt, PeriodEvent, PeriodEventKind, Season,
    SubmissionState, ZeroReason, levels,
};
use crate::opening::{self, Opening};
use crate::period::Period;
use crate::rules::RuleDraft;
use crate::{receipt, store};

/// Opens the demo's monthly collection with the reports of the last months, unless it is open.
pub async fn open_monthly(app: &App, form: &crate::jobs::FormPublished) -> Result<(), Error> {
    let today = berlin_date(app.clock.now());
    let begun = current_season(today).from.first_day();
    let clock = ManualClock::new(at(begun, 11, 0));
    let chance = SeededChance::new(96);
    let id = CollectionId::new(&clock, &chance);
    if store::collections::find(app.db.read(), id).await?.is_some() {
        return Ok(());
    }
    let compiled = CompiledForm::compile(&form.spec)
        .map_err(|problems| Error::Internal(format!("the form has {} problems", problems.len())))?;
    let tx = app.db.begin().await?;
    crate::jobs::keep_form(&tx, form).await?;
    let opening = Opening {
        state: directory::state(&tx).await?,
        draft: CollectionDraft {
            title: form.title.get("de").to_owned(),
            calendar: calendar(begun),
            zero_reports: true,
            approval: levels(1, true),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: vec![RuleDraft {
            kind: InstitutionKind::Kita,
            place: None,
        }],
        institutions: kitas(app).await?,
        by: None,
    };
    let collection = opening::open(app, &tx, id, &opening, today).await?;
    let code = receipt::join_code(&chance);
    store::collections::set_join_code(&tx, id, Some(&code)).await?;
    let holidays = crate::holidays::of(&tx, &collection).await?;
    let opened = collection.calendar.opened(today, &holidays);
    for (number, period) in opened.iter().enumerate() {
        let latest = number + 1 == opened.len();
        month(app, &tx, &collection, &compiled, *period, latest).await?;
    }
    store::standing::refresh_all(&tx, id).await?;
    // All months but the latest are approved; the first are accepted by the state as well.
    let by = staff(app).await?.reviewers;
    for (number, period) in opened.iter().rev().skip(1).enumerate() {
        for standing in store::standing::of_period(&tx, id, *period).await? {
            let levels = if number == 0 { 1 } else { 2 };
            let person = by.get(&standing.office).copied();
            approve(&tx, &standing, levels, person).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Twelve months that begin a little before the season; due ten days after each, corrected for six weeks.
fn calendar(begun: Date) -> Calendar {
    let first = Period::containing(PeriodKind::Month, begun).plus(-2);
    Calendar {
        kind: PeriodKind::Month,
        season: Season {
            from: first,
            to: first.plus(11),
        },
        count_weekday: jiff::civil::Weekday::Wednesday,
        opens_at: OpensAt::End,
        due_after: Some(10),
        locks_after: Some(42),
        working_days: true,
    }
}

/// The reports of one month. In the latest some are missing and some wait for review.
async fn month(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    form: &CompiledForm,
    period: Period,
    latest: bool,
) -> Result<(), Error> {
    let staff = staff(app).await?;
    let mut all = Vec::new();
    for (number, kita) in kitas(app).await?.iter().enumerate() {
        let Some(office) = kita.parent else {
            continue;
        };
        let seed = u64::try_from(number).unwrap_or(0) * 1_000
            + u64::from(period.first_day().month().unsigned_abs());
        let [luck, share, ..] = super::seeded(seed);
        if luck < 20 {
            if let Some(by) = staff.reporters.get(&kita.id).filter(|_| luck < 6) {
                let key = (collection.id, kita.id, period);
                let at = app.clock.now();
                store::expected::set_zero(tx, key, ZeroReason::Closed, at, *by).await?;
            }
            continue;
        }
        if latest && luck < 60 {
            continue;
        }
        let state = if latest && luck < 110 {
            SubmissionState::Submitted
        } else {
            SubmissionState::Accepted
        };
        let cared_for = 40 + u64::from(luck) / 4;
        let ill = cared_for * u64::from(share) / 1_200;
        let answers: Answers = [
            ("cared_for", cared_for.to_string()),
            ("ill", ill.to_string()),
            ("clusters", (ill / 8).to_string()),
        ]
        .into_iter()
        .collect();
        let day = i64::from(luck) % 9 + 1;
        let sent =
            at(period.last_day(), 9, i64::from(share)) + SignedDuration::from_hours(24 * day);
        let sent = sent.min(app.clock.now() - SignedDuration::from_mins(45));
        let clock = ManualClock::new(sent);
        let told = Told {
            id: SubmissionId::new(&clock, &SeededChance::new(seed + 77)),
            institution: kita.id,
            office,
            period,
            answers,
            sent,
            state,
            by: staff.reporters.get(&kita.id).copied(),
            reviewer: staff.reviewers.get(&office).copied(),
        };
        all.push(invent(app, tx, collection, form, told).await?);
    }
    store::submissions::add_invented(tx, &all).await?;
    Ok(())
}

async fn approve(
    tx: &db::Tx,
    standing: &crate::model::Standing,
    levels: i64,
    by: Option<PersonId>,
) -> Result<(), Error> {
    store::standing::set_approvals(tx, standing, 0, levels).await?;
    for level in 1..=levels {
        let moment = at(standing.due_on, 14, level);
        let clock = ManualClock::new(moment);
        let seed = standing.office.uuid().as_u64_pair().1
            ^ u64::from(standing.due_on.day().unsigned_abs());
        let event = PeriodEvent {
            id: Id::<()>::new(&clock, &SeededChance::new(seed)).uuid(),
            at: moment,
            by: by.filter(|_| level == 1),
            kind: PeriodEventKind::Approved,
            level,
            open_until: None,
            sealed_note: None,
        };
        store::standing::add_event(tx, standing, &event).await?;
    }
    Ok(())
}
