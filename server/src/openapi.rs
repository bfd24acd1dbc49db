// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The OpenAPI document: made from the modules' handlers, committed as `docs/openapi.json`.

use anyhow::{Context as _, ensure};
use utoipa::openapi::{Info, License, OpenApi, Paths};

use crate::installation;

/// The document as committed when this binary was built.
const COMMITTED: &str = include_str!("../../docs/openapi.json");

/// The document of all modules as JSON text.
pub(crate) fn document() -> anyhow::Result<String> {
    let mut info = Info::new("Deich", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "The interface of Deich for programs. Errors are application/problem+json.".to_owned(),
    );
    let mut license = License::new("EUPL-1.2");
    license.identifier = Some("EUPL-1.2".to_owned());
    info.license = Some(license);
    let mut document = OpenApi::new(info, Paths::new());
    for module in installation::modules() {
        if let Some(part) = module.openapi {
            document.merge(part);
        }
    }
    let mut text = document
        .to_pretty_json()
        .context("the OpenAPI document cannot be written")?;
    text.push('\n');
    Ok(text)
}

#[expect(clippy::print_stdout, reason = "the command prints the document")]
pub(crate) fn command(check: bool) -> anyhow::Result<()> {
    let document = document()?;
    if check {
        ensure!(
            document == COMMITTED,
            "docs/openapi.json is not up to date; run: deich openapi > docs/openapi.json"
        );
        println!("docs/openapi.json is up to date");
    } else {
        print!("{document}");
    }
    Ok(())
}
