// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as files: which reports, and the bytes of the file, page by page.
//!
//! What belongs here: choosing versions, recording that they were exported, and carrying their answers
//! into a format. What does not: who may ask (`pages::answers`), how a form's answers are laid out
//! (`forms::export::answers`).
//!
//! Reports of one collection may have been made with several versions of its form. Each version then
//! has tables of its own, whose names end in `_v` and its number; a JSON object or a response says
//! which version it belongs to.

mod archive;
mod columns;
mod facts;
mod stream;
mod workbook;

use std::sync::Arc;

use forms::CompiledForm;
use forms::export::answers::Layout;
use kernel::{FormVersionId, OrganisationId, PersonId};
use web::{App, Error};

pub use facts::FACTS;
pub use stream::chunks;
pub use workbook::workbook;

use crate::model::{Collection, ExportChoice, ExportFormat, ExportKey, ExportScope};
use crate::store::answers::Chosen;
use crate::{actions, compiled, store};

/// The most reports of one file.
pub const MOST_REPORTS: i64 = 200_000;

/// How many reports are open at the same time.
const PAGE: usize = 500;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// More than [`MOST_REPORTS`] are chosen.
    #[error("too many reports for one file")]
    TooMany,
    /// They do not fit into a workbook.
    #[error("too large for a workbook")]
    TooLargeForWorkbook,
    /// A fault of the product or its surroundings.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<db::DbError> for Failure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

/// The reports that were made with one version of a form.
struct Part {
    /// The number of the version, from 1.
    number: u32,
    form: Arc<CompiledForm>,
    layout: Layout,
    /// What the names of its tables end in; empty if there is only one version.
    ending: String,
    /// The questions whose answers are written; all without any.
    columns: Vec<String>,
    chosen: Vec<Chosen>,
}

/// An export that was chosen and recorded.
pub struct Export {
    app: App,
    format: ExportFormat,
    key: ExportKey,
    parts: Vec<Part>,
    reports: usize,
}

impl Export {
    /// How many reports it holds.
    pub fn reports(&self) -> usize {
        self.reports
    }

    /// How many tables it has.
    fn tables(&self) -> usize {
        self.parts.iter().map(|part| part.layout.tables.len()).sum()
    }

    /// Whether it is an archive of several files.
    fn is_archive(&self) -> bool {
        self.format.has_file_for_each_table() && self.tables() > 1
    }

    /// How the name of the file ends.
    pub fn extension(&self) -> &'static str {
        if self.is_archive() {
            "zip"
        } else {
            self.format.extension()
        }
    }

    /// What browsers are told that the file is.
    pub fn media_type(&self) -> &'static str {
        if self.is_archive() {
            "application/zip"
        } else {
            self.format.media_type()
        }
    }
}

/// What is exported, by whom.
#[derive(Debug, Clone)]
pub struct Order {
    /// Which reports.
    pub choice: ExportChoice,
    /// These and no others, in this order; then `choice` only says where they were looked for.
    pub only: Option<Vec<Chosen>>,
    /// The questions whose answers are written, by path; all without any.
    pub columns: Vec<String>,
    /// As what.
    pub format: ExportFormat,
    /// By which keys.
    pub key: ExportKey,
    /// The office whose chain records an export without reports.
    pub office: OrganisationId,
    /// Who asks.
    pub by: PersonId,
}

/// Chooses the reports and records that they are exported. The caller has asked whether the actor may
/// open them.
pub async fn begin(app: &App, collection: &Collection, order: &Order) -> Result<Export, Failure> {
    let conn = app.db.read();
    let most = MOST_REPORTS + 1;
    let kind = collection.calendar.kind;
    let chosen = match &order.only {
        Some(chosen) => chosen.clone(),
        None => store::answers::choose(conn, &order.choice, kind, most).await?,
    };
    if i64::try_from(chosen.len()).unwrap_or(i64::MAX) > MOST_REPORTS {
        return Err(Failure::TooMany);
    }
    let reports = chosen.len();
    record(app, order, &chosen).await?;
    let mut versions: Vec<(FormVersionId, Vec<Chosen>)> = Vec::new();
    for one in chosen {
        match versions.iter_mut().find(|(id, _)| *id == one.form_version) {
            Some((_, known)) => known.push(one),
            None => versions.push((one.form_version, vec![one])),
        }
    }
    if versions.is_empty() {
        // The headers say what could have been there.
        versions.push((collection.form_version, Vec::new()));
    }
    let mut parts = Vec::new();
    for (version, chosen) in versions {
        let form = compiled::form(conn, version).await?;
        let number = store::published::number(conn, version).await?;
        parts.push(Part {
            number: number
                .and_then(|number| u32::try_from(number).ok())
                .unwrap_or(1),
            layout: if order.columns.is_empty() {
                Layout::of(form.spec(), order.key.into(), &FACTS)
            } else {
                Layout::of(form.spec(), order.key.into(), &FACTS).only(&order.columns)
            },
            form,
            columns: order.columns.clone(),
            ending: String::new(),
            chosen,
        });
    }
    parts.sort_by_key(|part| part.number);
    if parts.len() > 1 {
        for part in &mut parts {
            part.ending = format!("_v{}", part.number);
        }
    }
    Ok(Export {
        app: app.clone(),
        format: order.format,
        key: order.key,
        parts,
        reports,
    })
}

/// Records who exports how much of what, before anything is opened; in the chain of each office whose
/// reports these are.
async fn record(app: &App, order: &Order, chosen: &[Chosen]) -> Result<(), Error> {
    let mut offices: Vec<(OrganisationId, usize)> = Vec::new();
    for one in chosen {
        match offices.iter_mut().find(|(office, _)| *office == one.office) {
            Some((_, count)) => *count += 1,
            None => offices.push((one.office, 1)),
        }
    }
    if offices.is_empty() {
        offices.push((order.office, 0));
    }
    // Several chains are always taken in the same order, so that nobody waits for each other.
    offices.sort();
    let tx = app.db.begin().await?;
    for (office, count) in offices {
        let mut facts = vec![
            ("reports", count.into()),
            ("format", order.format.name().into()),
            ("key", order.key.name().into()),
        ];
        if let ExportScope::Institution(institution) = order.choice.scope {
            facts.push(("institution", institution.into()));
        }
        if order.only.is_some() {
            facts.push(("what", "view".into()));
        }
        facts.extend(order.choice.from.map(|day| ("from", day.into())));
        facts.extend(order.choice.to.map(|day| ("to", day.into())));
        let entry = audit::Entry {
            chain: office.uuid(),
            actor: Some(order.by),
            action: actions::ANSWERS_EXPORT,
            subject: audit::Subject::new("collection", order.choice.collection),
            facts,
        };
        audit::append(&tx, &*app.clock, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}
