// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of case files as the accessibility and language tests open them, with the demo data.

use kernel::{OrganisationId, Role};
use web::{App, BoxFuture, Error, SamplePage};

use crate::model::{CaseState, StepState};
use crate::pages::{LIST, deletion, file_path, notified, types};
use crate::store;

/// The office with the most files, which is that of the demo.
async fn office(app: &App) -> Result<Option<OrganisationId>, Error> {
    for office in directory::offices(app.db.read()).await? {
        if !store::files::newest(app.db.read(), office.id, 1)
            .await?
            .is_empty()
        {
            return Ok(Some(office.id));
        }
    }
    Ok(None)
}

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let page = |path: String, role: Role| SamplePage {
            path,
            role: Some(role),
        };
        let (worker, author) = (Role::CaseWorker, Role::FormAuthor);
        let conn = app.db.read();
        let mut samples = vec![
            page(LIST.to_owned(), worker),
            page(format!("{LIST}/neu"), worker),
            page(format!("{LIST}/suche"), worker),
            page(format!("{LIST}/zahlen"), worker),
            page(format!("{LIST}/zugriffe"), worker),
            page(deletion::PATH.to_owned(), worker),
            page(types::PATH.to_owned(), author),
            page(notified::PATH.to_owned(), Role::InstitutionManager),
        ];
        let state = directory::state(conn).await?;
        for kind in store::types::of_owner(conn, state.id).await?.iter().take(1) {
            samples.push(page(types::type_path(kind.id), author));
        }
        let Some(office) = office(app).await? else {
            return Ok(samples);
        };
        let files = store::files::newest(conn, office, 50).await?;
        let mut one_open = None;
        for file in &files {
            let path = file_path(file.id);
            if file.state == CaseState::Closed {
                samples.push(page(path.clone(), worker));
                samples.push(page(format!("{path}/wieder-oeffnen"), worker));
                samples.push(page(format!("{path}/zurueckhalten"), worker));
            } else if one_open.is_none() {
                samples.push(page(path.clone(), worker));
                samples.push(page(format!("{path}/person"), worker));
                samples.push(page(format!("{path}/schliessen"), worker));
                let steps = store::steps::of_file(conn, file.id).await?;
                let step = steps.iter().find(|step| step.state == StepState::Open);
                samples
                    .extend(step.map(|step| page(format!("{path}/schritt/{}", step.id), worker)));
                one_open = Some(file.id);
            } else if let Some(other) = one_open.filter(|other| *other != file.id) {
                let merging = format!("{}/zusammen/{}", file_path(other), file.id);
                if !samples
                    .iter()
                    .any(|sample| sample.path.contains("/zusammen/"))
                {
                    samples.push(page(merging, worker));
                }
            }
        }
        if let Some((_, institution)) =
            directory::demo::first_with(app, Role::InstitutionManager).await?
        {
            for report in store::reports::of_institution(conn, institution, 1).await? {
                let path = notified::line_path(&report);
                samples.push(page(path, Role::InstitutionManager));
            }
        }
        Ok(samples)
    })
}
