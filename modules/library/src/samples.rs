// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library's pages as the accessibility and language tests open them, with the demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::pages::{LIST, form_path, version_path};
use crate::store::{self, Search};

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let page = |path: String, role: Role| SamplePage {
            path,
            role: Some(role),
        };
        let author = Role::FormAuthor;
        let mut samples = vec![
            page(LIST.to_owned(), author),
            page(LIST.to_owned(), Role::CaseWorker),
            page(format!("{LIST}?suche=nichts"), Role::DataProtectionOfficer),
            page(format!("{LIST}/neu"), author),
        ];
        let Some(state) = directory::find_state(app.db.read()).await? else {
            return Ok(samples);
        };
        let search = Search {
            published_only: true,
            limit: 2,
            ..Search::default()
        };
        let (forms, _) = store::list(app.db.read(), state.id, &search).await?;
        for (index, listed) in forms.into_iter().enumerate() {
            let form = form_path(listed.id);
            samples.extend([
                page(form.clone(), author),
                page(form.clone(), Role::CaseWorker),
                page(format!("{form}/ansehen"), author),
            ]);
            // Pages for changes are the same for every form.
            let changes = [
                page(format!("{form}/ansehen?sprache=en"), author),
                page(format!("{form}/dateien"), author),
                page(format!("{form}/ersetzen"), author),
                page(format!("{form}/schutzklassen"), author),
                page(format!("{form}/veroeffentlichen"), author),
            ];
            if index == 0 {
                samples.extend(changes);
            }
            if let Some(latest) = listed.latest {
                let version = version_path(latest.id);
                samples.extend([
                    page(version.clone(), author),
                    page(version.clone(), Role::DataProtectionOfficer),
                    page(format!("{version}/ansehen"), Role::CaseWorker),
                ]);
            }
        }
        Ok(samples)
    })
}
