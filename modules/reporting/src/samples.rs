// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The module's pages as the accessibility and language tests open them, with the demo data.

use kernel::{OrganisationId, Role, berlin_date};
use web::{App, BoxFuture, Error, SamplePage};

use crate::model::{CollectionStatus, ExpectedStatus, SubmissionState};
use crate::period::Period;
use crate::{compiled, pages, store};

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut samples = vec![
            page("/meldungen", Role::InstitutionManager),
            page("/sammelmeldungen", Role::InstitutionManager),
            page("/erhebungen", Role::FormAuthor),
            page("/erhebungen", Role::CaseWorker),
            page("/erhebungen/neu", Role::FormAuthor),
            page("/erhebungen/kalender", Role::FormAuthor),
        ];
        for form in store::published::offered(conn).await?.iter().take(1) {
            let path = format!("/erhebungen/neu?formular={}", form.id);
            samples.push(page(&path, Role::FormAuthor));
        }
        samples.extend(crate::samples_review::list(app).await?);
        samples.extend(crate::samples_insight::list(app).await?);
        samples.extend(crate::samples_policy::list(app).await?);
        let collections = store::collections::all(conn).await?;
        let Some(open) = collections
            .iter()
            .find(|one| one.status == CollectionStatus::Open && !one.repeatable())
        else {
            return Ok(samples);
        };
        let path = format!("/erhebungen/{}", open.id);
        samples.push(page(&path, Role::FormAuthor));
        samples.push(page(&format!("{path}/teilnehmende"), Role::FormAuthor));
        samples.push(page(&format!("{path}/schliessen"), Role::FormAuthor));
        samples.push(page(&format!("{path}/teilnahme"), Role::FormAuthor));
        samples.push(page(&format!("{path}/erinnerungen"), Role::FormAuthor));
        samples.push(page(&format!("{path}/vollstaendigkeit"), Role::FormAuthor));
        samples.push(page(&format!("{path}/vollstaendigkeit"), Role::CaseWorker));
        for one in &collections {
            if one.status == CollectionStatus::Open && !one.approval.is_empty() {
                let path = format!("/erhebungen/{}/abnahme", one.id);
                samples.push(page(&path, Role::FormAuthor));
            }
            if let Some(code) = &one.join_code {
                samples.push(page(
                    &format!("/teilnehmen/{code}"),
                    Role::InstitutionManager,
                ));
            }
        }
        let manager = directory::demo::first_with(app, Role::InstitutionManager).await?;
        if let Some((person, institution)) = manager {
            samples.extend(of_institution(app, institution).await?);
            for (upload, _) in store::uploads::of_person(conn, person, 1).await? {
                let path = pages::uploads::path_of(&upload);
                for more in ["", "/zeilen/3", "/verwerfen"] {
                    samples.push(page(&format!("{path}{more}"), Role::InstitutionManager));
                }
            }
        }
        Ok(samples)
    })
}

fn page(path: &str, role: Role) -> SamplePage {
    SamplePage {
        path: path.to_owned(),
        role: Some(role),
    }
}

async fn of_institution(app: &App, id: OrganisationId) -> Result<Vec<SamplePage>, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let manager = Role::InstitutionManager;
    let mut samples = Vec::new();
    let owed = store::expected::owed(conn, id, today, 100).await?;
    let missing = owed
        .iter()
        .find(|one| one.status == ExpectedStatus::Missing && one.period.first_day() <= today);
    if let Some(one) = missing {
        let path = pages::fill_path(one.collection, one.period, id);
        samples.push(page(&path, manager));
        let collection = store::collections::find(conn, one.collection).await?;
        if collection.is_some_and(|one| one.zero_reports) {
            let path = pages::step_path(one.collection, one.period, "nullmeldung", id);
            samples.push(page(&path, manager));
        }
    }
    samples.push(page(&format!("{}/{id}", pages::keys::PATH), manager));
    samples.push(page(pages::keys::PATH, Role::OfficeAdministrator));
    for collection in store::collections::of_institution(conn, id).await? {
        if collection.status == CollectionStatus::Open && collection.repeatable() {
            samples.push(page(&pages::uploads::new_path(&collection), manager));
            break;
        }
    }
    // A form in steps: all of its kinds of questions.
    for collection in store::collections::of_institution(conn, id).await? {
        let form = compiled::form(conn, collection.form_version).await?;
        let is_open = collection.status == CollectionStatus::Open;
        if !is_open || !collection.repeatable() || form.spec().settings.style != "pages" {
            continue;
        }
        let path = pages::fill_path(collection.id, Period::Day(today), id);
        for step in &form.spec().items {
            samples.push(page(&format!("{path}&seite={}", step.name()), manager));
        }
    }
    let sent =
        store::submissions::of_institutions(conn, &store::submissions::Sent::by(&[id]), 1, 50)
            .await?;
    for state in [SubmissionState::Returned, SubmissionState::Accepted] {
        if let Some(one) = sent.iter().find(|one| one.state == state) {
            let path = format!("/meldungen/{}", one.id);
            samples.push(page(&path, manager));
            samples.push(page(&format!("{path}/quittung"), manager));
            if state == SubmissionState::Returned {
                samples.push(page(&format!("{path}/korrektur"), manager));
                samples.push(page(&format!("{path}/zurueckziehen"), manager));
            }
        }
    }
    Ok(samples)
}
