// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the module as the accessibility and language tests open them, with the demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::pages::{LIST, path_of};
use crate::store;

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let role = Role::OfficeAdministrator;
        let mut paths = vec![
            LIST.to_owned(),
            format!("{LIST}/neu"),
            format!("{LIST}/anleitung"),
        ];
        let conn = app.db.read();
        if let Some((_, office)) = directory::demo::first_with(app, role).await? {
            for endpoint in store::endpoints::of_organisation(conn, office).await? {
                let path = path_of(endpoint.id);
                for step in ["", "/aendern", "/geheimnis", "/loeschen"] {
                    paths.push(format!("{path}{step}"));
                }
                let found = store::deliveries::list(conn, endpoint.id, None, 1, 0).await?;
                paths.extend(
                    found
                        .iter()
                        .map(|delivery| format!("{path}/zustellungen/{}", delivery.id)),
                );
            }
        }
        Ok(paths
            .into_iter()
            .map(|path| SamplePage {
                path,
                role: Some(role),
            })
            .collect())
    })
}
