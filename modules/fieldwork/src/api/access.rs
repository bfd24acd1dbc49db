// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in, who one is, and roles.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use odk::Moment;
use odk::central::{APP_USER, ClientRole, Login, Problem, Session, SignedIn, Success, read};
use web::{App, Context};

use super::{is_extended, me, shown};
use crate::api::fault::Fault;

/// Opens a session with an access key in place of the password.
pub(crate) async fn sign_in(
    State(app): State<App>,
    context: Context,
    body: Bytes,
) -> Result<Json<Session>, Fault> {
    let login: Login = read(&body)?;
    let (email, key) = (login.email.as_str(), login.password.as_str());
    let session = directory::open_program_session(&app, context.client(), email, key).await?;
    let session = session.ok_or(Problem::AuthenticationFailed)?;
    Ok(Json(Session {
        // Cookies count for nothing here, so there is no request to be forged.
        csrf: String::new(),
        token: session.token,
        created_at: Moment(session.created_at),
        expires_at: Moment(session.expires_at),
    }))
}

/// Ends a session.
pub(crate) async fn sign_out(
    State(app): State<App>,
    _: Context,
    Path(token): Path<String>,
) -> Result<Json<Success>, Fault> {
    if directory::close_program_session(&app, &token).await? {
        Ok(Json(Success::DONE))
    } else {
        Err(Problem::NotFound.into())
    }
}

/// Whose key it is.
pub(crate) async fn current(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Json<SignedIn>, Fault> {
    let (person, actor) = me(&app, &context).await?;
    let person = directory::person(app.db.read(), person).await?;
    Ok(Json(SignedIn {
        actor: shown(&app, &actor).await?,
        email: person.map_or(String::new(), |person| person.email.to_string()),
        verbs: is_extended(&headers).then(Vec::new),
    }))
}

/// The role of tablets, the only one that is given here; those of people stand in the house's own
/// concept.
fn tablet_role() -> ClientRole {
    ClientRole {
        id: APP_USER,
        name: "App User".to_owned(),
        system: Some("app-user".to_owned()),
        verbs: ["form.list", "form.read", "submission.create"]
            .map(str::to_owned)
            .into(),
        created_at: None,
        updated_at: None,
    }
}

/// The roles.
pub(crate) async fn roles(_: Context) -> Json<Vec<ClientRole>> {
    Json(vec![tablet_role()])
}

/// A role, by number or by name.
pub(crate) async fn role(_: Context, Path(role): Path<String>) -> Result<Json<ClientRole>, Fault> {
    if role == APP_USER.to_string() || role == "app-user" {
        Ok(Json(tablet_role()))
    } else {
        Err(Problem::NotFound.into())
    }
}
