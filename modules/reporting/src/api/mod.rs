// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The API for programs of institutions and offices: what is owed, which form, send a report, look it up,
//! export answers.

pub mod answers;
pub mod bulk;
pub mod collections;
pub mod files;
pub mod submissions;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        answers::export,
        collections::list,
        collections::form,
        submissions::submit,
        submissions::find,
        bulk::submit,
        files::begin,
        files::receive,
        files::find
    ),
    components(schemas(
        collections::ApiCollection,
        collections::ApiInstitution,
        collections::ApiOwed,
        submissions::NewSubmission,
        submissions::ApiReceipt,
        submissions::ApiWarning,
        submissions::ApiViolation,
        submissions::AnswersProblem,
        submissions::ApiSubmission,
        bulk::BulkReport,
        bulk::BulkResult,
        bulk::BulkAnswer,
        files::NewFile,
        files::ApiFile,
        files::FileBytes,
    )),
    tags((name = "reporting", description = "Collections and reports"))
)]
struct Reporting;

/// The module's part of the OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Reporting::openapi()
}
