// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many reports by a table: the template, the upload, what was found, rows corrected, sending.
//!
//! An upload is seen by nobody but whoever has uploaded it.

pub mod discard;
pub mod row;
pub mod sheet;
pub mod shown;
pub mod start;

use std::sync::Arc;

use forms::CompiledForm;
use kernel::Lang;
use web::{App, Context, Crumb, Error};

use crate::compiled;
use crate::entry::uploads::id_of;
use crate::entry::{Checked, Reporters, reporters};
use crate::model::{Collection, RowFault, Upload};
use crate::store;

/// Where uploads are.
pub const PATH: &str = "/sammelmeldungen";

/// The address of an upload.
pub fn path_of(upload: &Upload) -> String {
    format!("{PATH}/{}", upload.id)
}

/// Where a table for a collection is uploaded.
pub fn new_path(collection: &Collection) -> String {
    format!("{PATH}/neu/{}", collection.id)
}

fn crumbs(context: &Context, more: &[(&str, &str)]) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::new(context.t("reporting-nav-reports"), "/meldungen"),
        Crumb::new(context.t("reporting-upload-title"), PATH),
    ];
    crumbs.extend(more.iter().map(|(label, href)| Crumb::new(*label, *href)));
    crumbs
}

/// An upload of the actor with what is needed to look at it.
pub(super) struct Loaded {
    pub(super) upload: Upload,
    pub(super) collection: Collection,
    pub(super) reporters: Reporters,
    pub(super) form: Arc<CompiledForm>,
}

/// Loads an upload of the actor's own; she may still report in its collection.
pub(super) async fn load(app: &App, context: &Context, text: &str) -> Result<Loaded, Error> {
    let conn = app.db.read();
    let upload = store::uploads::find(conn, id_of(text)?)
        .await?
        .ok_or(Error::NotFound)?;
    if upload.person != context.person()? {
        return Err(Error::NotFound);
    }
    let collection = store::collections::find(conn, upload.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let reporters = reporters(app, context, &collection).await?;
    let form = compiled::form(conn, collection.form_version).await?;
    Ok(Loaded {
        upload,
        collection,
        reporters,
        form,
    })
}

/// What is wrong with a row besides its answers, in words.
pub(crate) fn fault_text(context: &Context, fault: RowFault) -> String {
    context.t_with("reporting-upload-fault", &[("fault", fault.name().into())])
}

/// What a question is called: its words, or its path where it has none.
pub(super) fn question_text(form: &CompiledForm, path: &str, lang: Lang) -> String {
    let label = form
        .field(path)
        .map_or("", |field| field.question.label.get(lang.tag()));
    let label = label.lines().next().unwrap_or_default().trim();
    if label.is_empty() {
        path.to_owned()
    } else {
        label.to_owned()
    }
}

/// Everything that is wrong with a row, in words.
pub(super) fn reasons(context: &Context, form: &CompiledForm, checked: &Checked) -> Vec<String> {
    let lang = context.lang();
    let faults = checked.row.faults.iter();
    let mut reasons: Vec<String> = faults.map(|fault| fault_text(context, *fault)).collect();
    reasons.extend(checked.violations.iter().map(|violation| {
        let question = question_text(form, &violation.path, lang);
        format!("{question}: {}", violation.message.get(lang.tag()))
    }));
    reasons
}

/// Everything that is implausible about a row, in words.
pub(super) fn doubts(context: &Context, form: &CompiledForm, checked: &Checked) -> Vec<String> {
    let lang = context.lang();
    let warnings = checked.warnings.iter();
    warnings
        .map(|warning| {
            let question = question_text(form, &warning.path, lang);
            format!("{question}: {}", warning.message.get(lang.tag()))
        })
        .collect()
}
