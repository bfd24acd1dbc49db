// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A yearly collection of the demo: hospitals report figures about hygiene. One of the latest year is
//! still missing, and one hospital has more infections than the years before.

use directory::{InstitutionFilter, InstitutionKind};
use forms::{Answers, CompiledForm, PeriodKind};
use jiff::ToSpan;
use kernel::{CollectionId, ManualClock, Role, SeededChance, SubmissionId, berlin_date};
use web::{App, Error};

use super::inventing::{Told, invent};
use super::{at, seeded, staff};
use crate::model::{Calendar, Collection, CollectionDraft, OpensAt, Season, SubmissionState};
use crate::opening::{self, Opening};
use crate::period::Period;
use crate::store;

/// How many years the collection looks back.
const YEARS: i32 = 4;

/// Opens the demo's yearly collection with the reports of the last years, unless it is open.
pub async fn open_hygiene(
    app: &App,
    form: &crate::jobs::FormPublished,
) -> Result<CollectionId, Error> {
    let today = berlin_date(app.clock.now());
    let this_year = Period::containing(PeriodKind::Year, today);
    let clock = ManualClock::new(at(this_year.plus(-YEARS).first_day(), 9, 0));
    let id = CollectionId::new(&clock, &SeededChance::new(95));
    if store::collections::find(app.db.read(), id).await?.is_some() {
        return Ok(id);
    }
    let compiled = CompiledForm::compile(&form.spec)
        .map_err(|problems| Error::Internal(format!("the form has {} problems", problems.len())))?;
    let filter = InstitutionFilter {
        kind: Some(InstitutionKind::Hospital),
        ..InstitutionFilter::default()
    };
    let hospitals = directory::institutions(app.db.read(), &filter).await?;
    let tx = app.db.begin().await?;
    crate::jobs::keep_form(&tx, form).await?;
    let opening = Opening {
        state: directory::state(&tx).await?,
        draft: CollectionDraft {
            title: form.title.get("de").to_owned(),
            calendar: Calendar {
                kind: PeriodKind::Year,
                season: Season {
                    from: this_year.plus(-YEARS),
                    to: this_year,
                },
                count_weekday: jiff::civil::Weekday::Wednesday,
                opens_at: OpensAt::End,
                due_after: Some(90),
                locks_after: None,
                working_days: true,
            },
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: hospitals.clone(),
        by: None,
    };
    let collection = opening::open(app, &tx, id, &opening, today).await?;
    for (number, hospital) in (0_u64..).zip(&hospitals) {
        report(app, &tx, &collection, &compiled, (number, hospital)).await?;
    }
    store::standing::refresh_all(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// The reports of a hospital. The first one has not sent that of the latest year, the second had
/// many infections in it.
async fn report(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    form: &CompiledForm,
    (number, hospital): (u64, &directory::Organisation),
) -> Result<(), Error> {
    let Some(office) = hospital.parent else {
        return Ok(());
    };
    let now = app.clock.now();
    let managers = [Role::InstitutionManager];
    let people = directory::people_with(tx, hospital.id, &managers, now).await?;
    let by = people.first().map(|person| person.person);
    let reviewer = staff(app).await?.reviewers.get(&office).copied();
    let mut all = Vec::new();
    for step in 0..YEARS {
        let is_latest = step + 1 == YEARS;
        if is_latest && number == 0 {
            continue;
        }
        let period = collection.calendar.season.from.plus(step);
        let seed = number * 100 + u64::from(step.unsigned_abs());
        let [luck, share, more, ..] = seeded(seed).map(u64::from);
        let beds = 120 + number * 90 + luck / 16;
        let days = beds * 280;
        let brought = 4 + beds / 40 + share / 40;
        let acquired = if is_latest && number == 1 {
            19
        } else {
            1 + more / 90
        };
        let answers: Answers = [
            ("hospital/parts", "mrsa".to_owned()),
            ("hospital/beds", beds.to_string()),
            ("hospital/admissions", (beds * 42).to_string()),
            ("hospital/patient_days", days.to_string()),
            ("mrsa/mrsa_brought_in", brought.to_string()),
            ("mrsa/mrsa_nosocomial", acquired.to_string()),
            ("structure/commission", "yes".to_owned()),
            ("structure/commission_meetings", "2".to_owned()),
            ("structure/doctor", "external".to_owned()),
            ("structure/link_doctors", (1 + luck / 64).to_string()),
            ("structure/nurse_posts", "1.5".to_owned()),
            ("structure/link_nurses", (4 + share / 32).to_string()),
            ("structure/screening", "risk".to_owned()),
            ("structure/kiss_modules", "hand mrsa".to_owned()),
        ]
        .into_iter()
        .collect();
        let day = period.last_day().saturating_add(40.days());
        let sent = at(day, 10, i64::try_from(share).unwrap_or(0)).min(now);
        let told = Told {
            id: SubmissionId::new(&ManualClock::new(sent), &SeededChance::new(seed + 7_700)),
            institution: hospital.id,
            office,
            period,
            answers,
            sent,
            state: SubmissionState::Accepted,
            by,
            reviewer,
        };
        all.push(invent(app, tx, collection, form, told).await?);
    }
    store::submissions::add_invented(tx, &all).await?;
    Ok(())
}
