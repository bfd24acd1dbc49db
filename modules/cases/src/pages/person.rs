// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whom a file is about: changing it by hand, or taking over what a corrected report says.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::civil::Date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{begin, crumbs_of, done, file_path, file_to_work};
use crate::model::{CaseFile, CaseState, EventKind, Person, Slot};
use crate::{actions, sealing, store};

/// The longest answer, in characters.
const LONGEST: usize = 200;

/// A field of a form about a person.
#[derive(Debug)]
pub struct PersonField {
    /// The name of the field.
    pub name: &'static str,
    /// What it asks.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// `date` or `text`.
    pub kind: &'static str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What is wrong with it.
    pub error: String,
}

/// The name of a place in message keys and forms.
pub fn label(context: &Context, slot: Slot) -> String {
    context.t(&format!("cases-slot-{}", slot.name()))
}

/// The fields of a form about a person.
pub fn fields_of(
    context: &Context,
    person: &Person,
    errors: &[(String, String)],
) -> Vec<PersonField> {
    Slot::ALL
        .iter()
        .map(|slot| {
            let error = errors.iter().find(|(name, _)| name == slot.name());
            PersonField {
                name: slot.name(),
                label: label(context, *slot),
                value: person.get(*slot).to_owned(),
                kind: if *slot == Slot::BirthDate {
                    "date"
                } else {
                    "text"
                },
                required: *slot == Slot::FamilyName,
                error: error.map_or(String::new(), |(_, text)| text.clone()),
            }
        })
        .collect()
}

/// What was posted about a person.
pub fn read_person(fields: &Fields) -> Person {
    let mut person = Person::default();
    for slot in Slot::ALL {
        let text = fields.text(slot.name());
        person.set(*slot, text.chars().take(LONGEST).collect());
    }
    person
}

/// What is wrong with it: names of fields, and words.
pub fn faults(context: &Context, person: &Person) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    if person.family_name.is_empty() {
        let text = context.t("cases-person-name-missing");
        errors.push((Slot::FamilyName.name().to_owned(), text));
    }
    if !person.birth_date.is_empty() && person.birth_date.parse::<Date>().is_err() {
        errors.push((
            Slot::BirthDate.name().to_owned(),
            context.t("cases-day-wrong"),
        ));
    }
    errors
}

#[derive(Template)]
#[template(path = "cases/person.html")]
struct PersonPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    people: Vec<PersonField>,
    errors: Vec<(String, String)>,
}

fn show(
    context: &Context,
    file: &CaseFile,
    person: &Person,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t("cases-person-title");
    let back = file_path(file.id);
    let path = format!("{back}/person");
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&PersonPage {
        page: context.page(
            format!("{title} · {}", file.number),
            crumbs_of(context, file, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: file.version,
        people: fields_of(context, person, &errors),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The form with what is known. Opening it is an access.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let person = sealing::person(&app, app.db.read(), &file).await?;
    let by = context.person()?;
    crate::working::note_access(&app, &file, EventKind::Read, "", by).await?;
    show(&context, &file, &person, Vec::new())
}

/// Changes the person by hand.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let person = read_person(&fields);
    let errors = faults(&context, &person);
    if !errors.is_empty() {
        return show(&context, &file, &person, errors);
    }
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.set_person(&person).await?;
    deed.note(EventKind::PersonChanged, "", "").await?;
    let file = deed.commit(actions::CASE_WORK, "person-changed").await?;
    done(&context, &file, context.t("cases-person-done")).await
}

/// Takes over what a corrected report says, or keeps what the file says.
pub async fn take_over(
    State(app): State<App>,
    context: Context,
    Path((case, submission)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let submission = submission.parse().map_err(|_| Error::NotFound)?;
    let place = fields.text("stelle").parse().map_err(|_| Error::NotFound)?;
    let report = store::reports::find(app.db.read(), submission, place).await?;
    let report = report.filter(|report| report.case_file == file.id);
    let mut report = report.ok_or(Error::NotFound)?;
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    report.differs = false;
    store::reports::save(&deed.tx, &report).await?;
    if fields.text("aktion") == "uebernehmen" {
        let says = sealing::reported(&app, &deed.tx, file.office, &report).await?;
        deed.set_person(&says).await?;
        deed.note(EventKind::TakenOver, &*report.receipt, "")
            .await?;
    }
    let file = deed.commit(actions::CASE_WORK, "report-compared").await?;
    done(&context, &file, context.t("cases-differs-done")).await
}
