// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The feed for programs, and the description of the messages that they are sent.

pub mod events;
mod messages;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(events::list),
    components(schemas(crate::cloud_event::CloudEvent, events::ApiEvents)),
    tags((name = "integration", description = "Events for other programs"))
)]
struct Integration;

/// The module's part of the OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = Integration::openapi();
    document.webhooks = Some(messages::described());
    document
}
