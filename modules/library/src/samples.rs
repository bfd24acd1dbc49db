// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library's pages as the accessibility and language tests open them, with the demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::pages::blocks::{LIST as BLOCKS, block_path};
use crate::pages::{LIST, form_path, version_path};
use crate::store::{self, BlockSearch, Search, Seen};

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
        let (forms, _) = store::list(app.db.read(), &Seen::of(state.id), &search).await?;
        let blocks = BlockSearch {
            limit: 1,
            ..BlockSearch::default()
        };
        let (blocks, _) = store::list_blocks(app.db.read(), &[state.id], &blocks).await?;
        samples.push(page(BLOCKS.to_owned(), author));
        let blocks = blocks.iter().map(|listed| block_path(listed.block.id));
        samples.extend(blocks.map(|path| page(path, author)));
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
                page(format!("{form}/bauen"), author),
                page(format!("{form}/bauen?frage=counts%2Fcared_for"), author),
                page(format!("{form}/beispiele"), author),
                page(
                    format!("{form}/formel?frage=counts%2Fill&feld=calculate"),
                    author,
                ),
                page(format!("{form}/listen"), author),
                page(format!("{form}/formate"), author),
                page(format!("{BLOCKS}?fuer={}", listed.id), author),
                page(format!("{form}/uebersetzungen"), author),
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
