// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The API of the library: published forms and their versions.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use kernel::Localized;
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;
use uuid::Uuid;
use web::{App, Context, Error};

use crate::pages::ownership::seen;
use crate::pages::readable_version;
use crate::store::{self, Search};

/// How many forms an answer holds at most.
const PAGE_SIZE: i64 = 100;

#[derive(OpenApi)]
#[openapi(
    paths(list, version),
    components(schemas(ApiForms, ApiForm, ApiVersion, ApiVersionSpec)),
    tags((name = "library", description = "Forms and their published versions"))
)]
struct Library;

/// The module's part of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Library::openapi()
}

/// A page of the list of published forms.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ApiForms {
    /// The forms, by title.
    forms: Vec<ApiForm>,
    /// How many there are in all.
    count: i64,
}

/// A form with its published versions.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ApiForm {
    /// Identifies the form.
    id: Uuid,
    /// Its identifier for people and files, the same over all versions.
    key: String,
    /// What it is called in its latest version, by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    title: Localized,
    /// The published versions, the newest first.
    versions: Vec<ApiVersion>,
}

/// A published version. It never changes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ApiVersion {
    /// Identifies the version.
    id: Uuid,
    /// Its number, from 1.
    number: i64,
    /// SHA-256 of the definition's canonical JSON, as 64 hexadecimal digits.
    spec_hash: String,
    /// When it was published.
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
}

/// A published version with its definition.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ApiVersionSpec {
    /// Identifies the version.
    id: Uuid,
    /// The form that it is a version of.
    form: Uuid,
    /// Its number, from 1.
    number: i64,
    /// What the form is called in this version, by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    title: Localized,
    /// SHA-256 of the definition's canonical JSON, as 64 hexadecimal digits.
    spec_hash: String,
    /// When it was published.
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    /// The definition.
    #[schema(value_type = Object)]
    spec: forms::FormSpec,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Which page, from 1.
    page: u32,
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1 }
    }
}

/// The forms of which a version was published, 100 a page.
#[utoipa::path(
    get,
    path = "/api/v1/forms",
    tag = "library",
    params(Paging),
    responses(
        (status = 200, description = "The forms", body = ApiForms),
        (status = 401, description = "Nobody has signed in", body = web::Problem),
        (status = 403, description = "The role does not read forms", body = web::Problem)
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    Query(paging): Query<Paging>,
) -> Result<Json<ApiForms>, Error> {
    let conn = app.db.read();
    let seen = seen(&app, &context).await?;
    let search = Search {
        published_only: true,
        offset: i64::from(paging.page.max(1) - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
        ..Search::default()
    };
    let (listed, count) = store::list(conn, &seen, &search).await?;
    let mut forms = Vec::with_capacity(listed.len());
    for line in listed {
        let versions = store::versions(conn, line.id).await?;
        forms.push(ApiForm {
            id: line.id.uuid(),
            key: line.key,
            title: line.latest.map_or(line.title, |latest| latest.title),
            versions: versions
                .into_iter()
                .map(|version| ApiVersion {
                    id: version.id.uuid(),
                    number: version.number,
                    spec_hash: version.spec_hash,
                    published_at: version.published_at,
                })
                .collect(),
        });
    }
    Ok(Json(ApiForms { forms, count }))
}

/// A published version with its definition.
#[utoipa::path(
    get,
    path = "/api/v1/forms/{form}/versions/{version}",
    tag = "library",
    params(
        ("form" = Uuid, Path, description = "The form"),
        ("version" = Uuid, Path, description = "The version")
    ),
    responses(
        (status = 200, description = "The version", body = ApiVersionSpec),
        (status = 401, description = "Nobody has signed in", body = web::Problem),
        (status = 404, description = "There is no such version of this form", body = web::Problem)
    )
)]
pub(crate) async fn version(
    State(app): State<App>,
    context: Context,
    Path((form, version)): Path<(String, String)>,
) -> Result<Json<ApiVersionSpec>, Error> {
    let found = readable_version(&app, &context, &version).await?;
    if form.parse() != Ok(found.form.id) {
        return Err(Error::NotFound);
    }
    Ok(Json(ApiVersionSpec {
        id: found.version.id.uuid(),
        form: found.form.id.uuid(),
        number: found.version.number,
        title: found.version.title,
        spec_hash: found.version.spec_hash,
        published_at: found.version.published_at,
        spec: found.spec,
    }))
}
