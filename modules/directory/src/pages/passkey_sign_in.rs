// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in with a passkey: instead of address and password, or as the second factor after them.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use serde_json::Value;
use web::form::Fields;
use web::{App, Context, Error, Guard, Route};

use super::onward::{BODY_LIMIT, Onward};
use super::sign_in::{complete, refused};
use crate::identity::{limits, passkey, session};
use crate::store::credentials;
use crate::trail;

pub(crate) fn routes() -> Vec<Route> {
    let anybody = Guard::Public;
    web::routes! {
        post anybody "/anmelden/passkey/beginn" => begin;
        post anybody "/anmelden/passkey" => sign_in, at most BODY_LIMIT;
    }
}

/// What the browser is asked: for the passkeys of the person whose password was right, or for any.
async fn begin(State(app): State<App>, context: Context) -> Result<Json<Value>, Error> {
    let pending = session::pending(&app, context.session()).await?;
    let person = match (pending, context.signed_in()) {
        (Some(pending), _) => Some(pending.person),
        // A role was given that requires more than the password of this session.
        (None, Some(who)) if who.needs_second_factor => who.actor.person(),
        (None, _) => None,
    };
    let options = passkey::begin_proof(&app, context.session(), person).await?;
    Ok(Json(options))
}

async fn sign_in(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let onward = Onward::from_fields(&fields);
    // Nobody is named before the answer is checked: attempts count by network.
    limits::passkey(&app, context.client()).await?;
    let answer = fields.text("antwort");
    let person = passkey::finish_proof(&app, context.session(), answer).await?;
    let found = match person {
        Some(person) => credentials::of(app.db.read(), person).await?,
        None => None,
    };
    let accepted = found
        .as_ref()
        .filter(|found| !found.blocked && (!found.demo || app.settings.demo));
    let Some(accepted) = accepted else {
        trail::record_refusal(&app, person).await?;
        let error = context.t("directory-passkey-wrong");
        return refused(&app, &context, onward, error);
    };
    complete(&app, &context, &headers, accepted.person, true, &onward).await
}
