// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The directory's part of the API.

pub(crate) mod organisations;
pub(crate) mod programs;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(organisations::list, organisations::show, organisations::districts),
    components(schemas(
        organisations::ApiOrganisation,
        organisations::ApiOrganisations,
        organisations::ApiDistrict
    ))
)]
struct Directory;

/// The directory's part of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Directory::openapi()
}
