// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form that begins empty.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use form_design::edit::usable_name;
use forms::{FormSpec, PeriodKind};
use kernel::{Lang, Localized};
use web::form::Fields;
use web::{App, Context, Error};

use super::form_path;
use super::ownership::owner_of_new;
use super::upload::{by, new_form};
use crate::intake::{self, ReadForm};
use crate::store;

/// Begins a form with a title, and leads to where it is built.
pub(crate) async fn begin(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let owner = owner_of_new(&app, &context, fields.text("fuer")).await?;
    let title = fields.text("titel");
    let mut key = usable_name(title).replace('_', "-");
    if key.is_empty() || title.chars().count() > 200 {
        let error = context.t("library-begin-no-title");
        return new_form(&app, &context)
            .await?
            .with_error(String::new(), error)
            .refused();
    }
    let mut number = 1;
    let wished = key.clone();
    while store::form_by_key(app.db.read(), owner.id, &key)
        .await?
        .is_some()
    {
        number += 1;
        key = format!("{wished}-{number}");
    }
    let mut spec = FormSpec::new(&key, "de");
    spec.languages = Lang::ALL.map(|lang| lang.tag().to_owned()).into();
    spec.title = Localized(
        Lang::ALL
            .map(|lang| (lang.tag().to_owned(), title.to_owned()))
            .into(),
    );
    spec.period = fields.text("zeitraum").parse().unwrap_or(PeriodKind::Event);
    let read = ReadForm {
        source: store::Source {
            name: format!("{key}.xlsx"),
            bytes: Vec::new(),
            notes: Vec::new(),
        },
        spec,
    };
    let id = match intake::create(&app, owner, by(&app, &context)?, read).await? {
        Ok(id) => id,
        Err(existing) => existing.id,
    };
    Ok(Redirect::to(&format!("{}/bauen", form_path(id))).into_response())
}
