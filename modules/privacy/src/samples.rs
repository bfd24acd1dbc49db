// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of requests and of the register as the accessibility and language tests open them, with the
//! demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::pages::{LIST, hit_path, proofs, register, request_path};
use crate::store;
use crate::store::requests::Filter;

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let role = Role::OfficeAdministrator;
        let page = |path: String| SamplePage {
            path,
            role: Some(role),
        };
        let mut samples = vec![
            page(LIST.to_owned()),
            page(format!("{LIST}/neu")),
            page(proofs::PATH.to_owned()),
            page(register::PATH.to_owned()),
            page(format!("{}/amt", register::PATH)),
            page(format!(
                "{}/taetigkeit?schluessel=privacy/requests",
                register::PATH
            )),
        ];
        let Some((_, office)) = directory::demo::first_with(app, role).await? else {
            return Ok(samples);
        };
        let conn = app.db.read();
        for request in store::requests::page(conn, office, Filter::default(), (0, 1)).await? {
            let path = request_path(request.id);
            for step in [
                "",
                "/angaben",
                "/auskunft",
                "/einschraenken",
                "/loeschen",
                "/schliessen",
            ] {
                samples.push(page(format!("{path}{step}")));
            }
            let found = store::hits::of_request(conn, request.id).await?;
            samples.extend(found.first().map(|one| page(hit_path(one))));
        }
        Ok(samples)
    })
}
