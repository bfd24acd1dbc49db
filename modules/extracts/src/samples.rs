// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of extracts as the accessibility and language tests open them, with the demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::model::{Class, ExtractState};
use crate::pages::{PATH, path_of};
use crate::store;

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let (analyst, officer) = (Role::Analyst, Role::DataProtectionOfficer);
        let page = |path: String, role: Role| SamplePage {
            path,
            role: Some(role),
        };
        let mut samples = vec![
            page(PATH.to_owned(), analyst),
            page(format!("{PATH}/neu"), analyst),
        ];
        let conn = app.db.read();
        let state = directory::state(conn).await?;
        for extract in store::page(conn, state.id, (0, 10)).await? {
            let path = path_of(extract.id);
            samples.push(page(path.clone(), analyst));
            if extract.state == ExtractState::Draft {
                for step in ["/spalten", "/gruppen", "/verwerfen"] {
                    samples.push(page(format!("{path}{step}"), analyst));
                }
                if let Some((at, _)) = extract.plan.of(Class::Quasi).next() {
                    let path = format!("{path}/hierarchie?spalte={at}");
                    samples.push(page(path, analyst));
                }
            }
            if extract.waits() {
                samples.push(page(format!("{path}/bericht"), officer));
                samples.push(page(format!("{path}/entscheidung"), officer));
            }
        }
        Ok(samples)
    })
}
