// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How receivers see a message, for the OpenAPI document: nobody calls it here.

use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItemBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{
    ContentBuilder, ObjectBuilder, Paths, PathsBuilder, Ref, Required, ResponseBuilder, Type,
};

use crate::cloud_event::ONE;

/// The headers that sign a message.
const HEADERS: [(&str, &str); 3] = [
    (
        "webhook-id",
        "Names the message; the same whenever it is sent again",
    ),
    (
        "webhook-timestamp",
        "When it was sent, in seconds since 1970. Refuse what is older than five minutes",
    ),
    (
        "webhook-signature",
        "`v1,` and the HMAC-SHA-256 of `id.timestamp.body` in Base64; after a change of the secret two of \
         them, separated by a space",
    ),
];

/// What an answer means.
const ANSWERS: [(&str, &str); 3] = [
    ("2XX", "Taken"),
    ("410", "Gone for good: the endpoint is switched off"),
    (
        "default",
        "Not taken: sent again, ten times in about three days",
    ),
];

/// The messages that endpoints get.
pub(super) fn described() -> Paths {
    let body = RequestBodyBuilder::new()
        .description(Some("The event, as in the feed"))
        .required(Some(Required::True))
        .content(
            ONE,
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("CloudEvent")))
                .build(),
        );
    let mut operation = OperationBuilder::new()
        .tag("integration")
        .operation_id(Some("receiveEvent"))
        .summary(Some("An event is delivered to an endpoint"))
        .description(Some(
            "Deich posts each event to the endpoints of its organisation that want it, signed as Standard \
             Webhooks 1.0 says. Messages can come twice and out of order; their `id` and `sequence` tell.",
        ))
        .request_body(Some(body.build()));
    for (name, text) in HEADERS {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(text))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        operation = operation.parameter(parameter);
    }
    for (status, text) in ANSWERS {
        operation = operation.response(status, ResponseBuilder::new().description(text).build());
    }
    let item = PathItemBuilder::new().operation(HttpMethod::Post, operation.build());
    PathsBuilder::new().path("event", item.build()).build()
}
