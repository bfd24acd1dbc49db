// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Secrets: shown once, replaced with a day in which both sign. Ending an endpoint with its secret.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{LIST, crumbs_of, endpoint_for, hold, note, path_of};
use crate::model::{Endpoint, OVERLAP};
use crate::{actions, signing, store};

/// Seals a secret under the key of the organisation.
pub(crate) async fn seal(
    app: &App,
    tx: &db::Tx,
    endpoint: &Endpoint,
    secret: &str,
) -> Result<Vec<u8>, Error> {
    let context = Endpoint::secret_context(endpoint.id);
    let sealed = app
        .vault
        .seal(tx, endpoint.organisation, &context, secret.as_bytes())
        .await?;
    Ok(sealed)
}

#[derive(Template)]
#[template(path = "integration/secret_shown.html")]
struct ShownPage {
    page: Page,
    id: Uuid,
    url: String,
    secret: String,
    former_until: Option<Timestamp>,
}

/// Shows a new secret. Nobody can see it again.
pub(super) fn shown(
    context: &Context,
    endpoint: &Endpoint,
    secret: &str,
    former_until: Option<Timestamp>,
) -> Result<Response, Error> {
    let title = context.t("integration-secret-shown-title");
    let page = ShownPage {
        page: context.page(&title, crumbs_of(context, endpoint, &title)),
        id: endpoint.id,
        url: endpoint.url.clone(),
        secret: secret.to_owned(),
        former_until,
    };
    Ok(render(&page)?.into_response())
}

#[derive(Template)]
#[template(path = "integration/confirm.html")]
struct ConfirmPage {
    page: Page,
    action: String,
    cancel: String,
    version: i64,
    consequence: String,
    button: String,
    undoable: bool,
}

/// Asks before the secret is replaced.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Html<String>, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    context.require_fresh_sign_in()?;
    let title = context.t("integration-secret-title");
    let path = path_of(endpoint.id);
    let name = [("name", endpoint.name.as_str().into())];
    render(&ConfirmPage {
        page: context.page(&title, crumbs_of(&context, &endpoint, &title)),
        action: format!("{path}/geheimnis"),
        cancel: path,
        version: endpoint.version,
        consequence: context.t_with("integration-secret-consequence", &name),
        button: context.t("integration-secret-replace"),
        undoable: true,
    })
}

/// Replaces the secret and shows the new one, once.
pub async fn replace(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    context.require_fresh_sign_in()?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let endpoint = hold(&context, &tx, endpoint.id, &fields).await?;
    let secret = signing::new_secret(&*app.chance);
    let sealed = seal(&app, &tx, &endpoint, &secret).await?;
    let until = now + OVERLAP;
    store::endpoints::rotate(&tx, endpoint.id, sealed, until, now).await?;
    note(&app, &tx, &context, &endpoint, "webhook.rotate", vec![]).await?;
    tx.commit().await?;
    shown(&context, &endpoint, &secret, Some(until))
}

/// Asks before an endpoint is deleted.
pub async fn delete_page(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Html<String>, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    let title = context.t("integration-delete-title");
    let path = path_of(endpoint.id);
    let name = [("name", endpoint.name.as_str().into())];
    render(&ConfirmPage {
        page: context.page(&title, crumbs_of(&context, &endpoint, &title)),
        action: format!("{path}/loeschen"),
        cancel: path,
        version: endpoint.version,
        consequence: context.t_with("integration-delete-consequence", &name),
        button: context.t("integration-delete"),
        undoable: false,
    })
}

/// Deletes an endpoint with all that was delivered to it.
pub async fn delete(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (endpoint, _) = endpoint_for(&app, &context, actions::WEBHOOK_MANAGE, &id).await?;
    let tx = app.db.begin().await?;
    let endpoint = hold(&context, &tx, endpoint.id, &fields).await?;
    store::endpoints::delete(&tx, endpoint.id).await?;
    note(&app, &tx, &context, &endpoint, "webhook.delete", vec![]).await?;
    tx.commit().await?;
    let name = [("name", endpoint.name.as_str().into())];
    let text = context.t_with("integration-deleted", &name);
    context.flash("success", text).await?;
    let path = format!("{LIST}?organisation={}", endpoint.organisation);
    Ok(Redirect::to(&path))
}
