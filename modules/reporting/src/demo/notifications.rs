// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented notifications about invented people, sent like any other report.

use std::sync::Arc;

use forms::Answers;
use jiff::civil::Date;
use kernel::{CollectionId, OrganisationId, Role, berlin_date};
use web::{App, Error};

use super::staff;
use crate::intake::{self, Arrived, Arriving};
use crate::model::{Collection, RowContent};
use crate::period::Period;
use crate::{compiled, entry, store};

/// An invented person, and which of the institutions notifies about her.
pub(super) struct Invented {
    pub(super) family: &'static str,
    pub(super) given: &'static str,
    /// How many years ago she was born, roughly.
    pub(super) age: i16,
    /// Month and day of her birth.
    pub(super) birthday: (i8, i8),
    pub(super) why: &'static str,
    pub(super) institution: usize,
}

const fn person(
    (family, given): (&'static str, &'static str),
    age: i16,
    birthday: (i8, i8),
    why: &'static str,
    institution: usize,
) -> Invented {
    Invented {
        family,
        given,
        age,
        birthday,
        why,
        institution,
    }
}

/// Two of them are the same child, of which two institutions tell.
const PEOPLE: [Invented; 7] = [
    person(("Behrens", "Jonte"), 5, (3, 14), "none", 1),
    person(("Yılmaz", "Elif"), 4, (6, 2), "incomplete", 0),
    person(("Oltmanns", "Lieke"), 3, (1, 21), "none", 0),
    person(("Nowak", "Tymon"), 6, (10, 9), "none", 1),
    person(("Müller", "Mia"), 4, (5, 30), "none", 0),
    person(("Mueller", "Mia"), 4, (5, 30), "none", 1),
    person(("de Vries", "Tomke"), 2, (2, 11), "none", 2),
];

/// Who stands in a table that nobody has sent yet.
const UPLOADED: Invented = person(("Petersen", "Fiete"), 5, (8, 2), "none", 0);

pub(super) fn answers(today: Date, one: &Invented) -> Answers {
    let (month, day) = one.birthday;
    let born = Date::new(today.year() - one.age, month, day).unwrap_or(today);
    let born = born.to_string();
    [
        ("gate/facility_kind", "kita"),
        ("gate/relation", "cared"),
        ("gate/birth_date", &born),
        ("gate/situation", one.why),
        ("person/last_name", one.family),
        ("person/first_name", one.given),
        ("person/sex", "x"),
        ("person/street", "Am Deich 4"),
        ("person/postcode", "26603"),
        ("person/town", "Aurich"),
        ("person/stays_elsewhere", "no"),
        ("guardian[1]/guardian_kind", "parent"),
        ("guardian[1]/guardian_last_name", one.family),
        ("guardian[1]/guardian_first_name", "Toni"),
        ("guardian[1]/guardian_same_address", "yes"),
        ("finish/contact_name", "Sam Beispiel"),
        ("finish/contact_phone", "04941 2"),
        ("finish/confirmed", "OK"),
    ]
    .into_iter()
    .collect()
}

/// Lets the first of these institutions notify about people in a collection, unless somebody has.
pub async fn notify_people(
    app: &App,
    collection: CollectionId,
    institutions: &[OrganisationId],
) -> Result<usize, Error> {
    let conn = app.db.read();
    let collection = store::collections::find(conn, collection).await?;
    let collection = Arc::new(collection.ok_or(Error::NotFound)?);
    let form = compiled::form(conn, collection.form_version).await?;
    let staff = staff(app).await?;
    let now = app.clock.now();
    let today = berlin_date(now);
    let mut sent = 0;
    for (number, person) in PEOPLE.iter().enumerate() {
        let Some(institution) = institutions.get(person.institution).copied() else {
            continue;
        };
        let place = directory::place_of(conn, institution).await?;
        let office = place
            .and_then(|place| place.office)
            .ok_or(Error::NotFound)?;
        let Some(by) = staff.reporters.get(&institution).copied() else {
            continue;
        };
        let evaluation = form.check(&answers(today, person), &forms::Context::at(now));
        if !evaluation.is_valid() {
            return Err(Error::Internal(format!(
                "the demo's notification {number} has {} violations",
                evaluation.violations.len()
            )));
        }
        let arriving = Arriving {
            on_behalf: false,
            collection: Arc::clone(&collection),
            institution,
            office,
            period: Period::Day(today),
            answers: evaluation.answers,
            files: None,
            warnings: evaluation.warnings.len(),
            idempotency_key: format!("demo-notification-{number}"),
            by,
            draft: None,
        };
        if matches!(intake::take_in(app, &arriving).await?, Arrived::New(_)) {
            sent += 1;
        }
    }
    upload_table(app, &collection, today).await?;
    Ok(sent)
}

/// A table that a manager has uploaded and not sent: one row is right, in the other one the town is missing.
async fn upload_table(app: &App, collection: &Collection, today: Date) -> Result<(), Error> {
    let manager = directory::demo::first_with(app, Role::InstitutionManager).await?;
    let Some((person, institution)) = manager else {
        return Ok(());
    };
    let before = store::uploads::of_person(app.db.read(), person, 1).await?;
    let reporters = entry::only_reporter(app, collection, institution).await?;
    if !before.is_empty() || reporters.all().is_empty() {
        return Ok(());
    }
    let right = RowContent {
        answers: answers(today, &UPLOADED),
        ..RowContent::default()
    };
    let mut wrong = right.clone();
    wrong.answers.set("person/first_name", "Fenja");
    wrong.answers.set("person/town", "");
    let rows = [right, wrong];
    entry::uploads::take(app, collection, &reporters, person, (&[2, 3], &rows)).await?;
    Ok(())
}
