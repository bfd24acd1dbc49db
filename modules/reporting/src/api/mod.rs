// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The API for programs of institutions and offices: what is owed, which form, send a report, look it up,
//! export answers.

pub mod answers;
pub mod bulk;
pub mod collections;
pub mod files;
pub mod submissions;
pub mod zero;

use kernel::{Action, CollectionId, Level};
use utoipa::OpenApi;
use web::{Context, Error};

#[derive(OpenApi)]
#[openapi(
    paths(
        answers::export,
        collections::list,
        collections::form,
        submissions::submit,
        submissions::find,
        zero::say,
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
        zero::NewZeroReport,
        zero::ApiZeroReport,
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

/// Says no, as if there were nothing, to what the key of an institution was not made for: another action, or
/// another collection. The policies let such a key do all that keys can do.
pub(crate) fn reach(
    context: &Context,
    action: Action,
    collection: CollectionId,
) -> Result<(), Error> {
    let mut roles = context.actor().own_roles().iter();
    let is_meant = roles
        .find(|role| role.level == Level::Institution)
        .is_none_or(|key| key.actions.contains(&action));
    if !is_meant {
        return Err(Error::NotFound);
    }
    context.reach_collection(collection)
}
