// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of review and release as the accessibility and language tests open them.

use kernel::{Role, berlin_date};
use web::{App, Error, SamplePage};

use crate::model::{SubmissionState, Within};
use crate::pages::{answers, my_work};
use crate::store;
use crate::store::standing::Filter;

/// The pages, each with the role that opens it.
pub(crate) async fn list(app: &App) -> Result<Vec<SamplePage>, Error> {
    let conn = app.db.read();
    let mut samples = vec![
        page("/pruefung", Role::CaseWorker),
        page("/pruefung?offen=ja", Role::CaseWorker),
        page(my_work::PATH, Role::CaseWorker),
        page(crate::pages::leftovers::PATH, Role::CaseWorker),
        page(answers::PATH, Role::CaseWorker),
        page(answers::PATH, Role::InstitutionManager),
        page("/freigaben", Role::CaseWorker),
        page("/freigaben", Role::OfficeAdministrator),
        page("/datensaetze", Role::FormAuthor),
    ];
    for (collection, _, _) in store::state_ledger::by_collection(conn)
        .await?
        .into_iter()
        .take(1)
    {
        samples.push(page(
            &format!("/datensaetze/{collection}"),
            Role::FormAuthor,
        ));
    }
    let Some((_, office)) = directory::demo::first_with(app, Role::CaseWorker).await? else {
        return Ok(samples);
    };
    let today = berlin_date(app.clock.now());
    let filter = Filter::default();
    for week in
        store::standing::of_office(conn, (office, &Within::All), today, filter, (1, 3)).await?
    {
        let path = format!("/pruefung/{}/{}", week.collection, week.period);
        samples.push(page(&path, Role::CaseWorker));
        samples.push(page(&format!("{path}?zustand=fehlt"), Role::CaseWorker));
        samples.push(page(&format!("{path}/abschluss"), Role::CaseWorker));
        // One of them: they all have the same title.
        let shown = samples.iter().any(|one| one.path.ends_with("/annehmen"));
        if week.submitted > 0 && !shown {
            samples.push(page(&format!("{path}/annehmen"), Role::CaseWorker));
            samples.push(page(&format!("{path}/zuweisen"), Role::CaseWorker));
        }
        let of_week =
            store::review::submissions_of_period(conn, office, week.collection, week.period, false)
                .await?;
        for state in [
            SubmissionState::Submitted,
            SubmissionState::Returned,
            SubmissionState::Accepted,
        ] {
            if let Some(one) = of_week.iter().find(|one| one.state == state) {
                samples.push(page(
                    &format!("/pruefung/meldung/{}", one.id),
                    Role::CaseWorker,
                ));
            }
        }
    }
    for release in store::ledger::list(conn, office, None, 1, 1).await? {
        samples.push(page(
            &format!("/freigaben/{}", release.id),
            Role::CaseWorker,
        ));
        let preview = format!("/freigaben/vorschau/{}", release.collection);
        samples.push(page(&preview, Role::CaseWorker));
    }
    let releases = store::ledger::list(conn, office, None, 1, 200).await?;
    let records = releases.iter().find(|one| one.report.is_of_records());
    let table = releases.iter().find(|one| one.report.is_table());
    for release in records.into_iter().chain(table) {
        for (path, role) in [
            (format!("/freigaben/{}", release.id), Role::CaseWorker),
            (
                format!("/datensaetze/{}", release.collection),
                Role::FormAuthor,
            ),
        ] {
            if samples.iter().all(|one| one.path != path) {
                samples.push(page(&path, role));
            }
        }
    }
    Ok(samples)
}

fn page(path: &str, role: Role) -> SamplePage {
    SamplePage {
        path: path.to_owned(),
        role: Some(role),
    }
}
