// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The OpenAPI document: made from the modules' handlers, committed as `docs/openapi.json`. Who may call
//! an operation is told by the guard of its route.

use anyhow::{Context as _, ensure};
use http::Method;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, Info, License, OpenApi, Paths, Ref, ResponseBuilder,
};
use web::{Guard, Route};

use crate::installation;

/// The document as committed when this binary was built.
const COMMITTED: &str = include_str!("../../docs/openapi.json");

/// The document of all modules as JSON text.
pub(crate) fn document() -> anyhow::Result<String> {
    let mut info = Info::new("Deich", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "The interface of Deich for programs. Errors are application/problem+json. Programs sign in with \
         an access key, which people make on the page of their account; what a program may do is what \
         its owner may do. Operations without security are open to everybody."
            .to_owned(),
    );
    let mut license = License::new("EUPL-1.2");
    license.identifier = Some("EUPL-1.2".to_owned());
    info.license = Some(license);
    let mut document = OpenApi::new(info, Paths::new());
    let mut routes = Vec::new();
    for module in installation::modules() {
        if let Some(mut part) = module.openapi {
            // Merging forgets what is sent to others.
            if let Some(sent) = part.webhooks.take() {
                let webhooks = document.webhooks.get_or_insert_with(Paths::new);
                webhooks.paths.extend(sent.paths);
            }
            document.merge(part);
        }
        routes.extend(module.routes);
    }
    secure(&mut document, &routes)?;
    let mut text = document
        .to_pretty_json()
        .context("the OpenAPI document cannot be written")?;
    text.push('\n');
    Ok(text)
}

/// The ways to sign in: name, and what it is. Any of them will do.
fn schemes() -> [(&'static str, SecurityScheme); 3] {
    let http = |scheme, text: &str| {
        let http = HttpBuilder::new().scheme(scheme).description(Some(text));
        SecurityScheme::Http(http.build())
    };
    let cookie = ApiKeyValue::with_description(
        "__Host-deich",
        "The session of a browser, for Deich's own pages. It counts for nothing in a request with an \
         Authorization header.",
    );
    [
        (
            "accessKeyBasic",
            http(
                HttpAuthScheme::Basic,
                "The mail address of the account as name and an access key as password.",
            ),
        ),
        (
            "accessKeyBearer",
            http(HttpAuthScheme::Bearer, "An access key alone."),
        ),
        ("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie))),
    ]
}

/// Names the ways to sign in, and says of each operation that is not open to everybody that it needs one.
fn secure(document: &mut OpenApi, routes: &[Route]) -> anyhow::Result<()> {
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_schemes_from_iter(schemes());
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let route = routes
                .iter()
                .find(|route| route.path == path && route.method == method)
                .with_context(|| format!("{method} {path} is described and has no route"))?;
            if route.guard != Guard::Public {
                require_sign_in(operation);
            }
        }
    }
    Ok(())
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn require_sign_in(operation: &mut Operation) {
    let needed = schemes().map(|(name, _)| SecurityRequirement::new(name, Vec::<String>::new()));
    operation.security = Some(needed.into());
    for (status, text) in [
        ("401", "Nobody has signed in, or the access key is not good"),
        (
            "429",
            "Too many wrong access keys, or too many requests; Retry-After says how long to wait",
        ),
    ] {
        let problem = Ref::from_schema_name("Problem");
        let content = ContentBuilder::new().schema(Some(problem)).build();
        let response = ResponseBuilder::new()
            .description(text)
            .content("application/problem+json", content);
        let responses = &mut operation.responses.responses;
        responses
            .entry(status.to_owned())
            .or_insert_with(|| response.build().into());
    }
}

#[expect(clippy::print_stdout, reason = "the command prints the document")]
pub(crate) fn command(check: bool) -> anyhow::Result<()> {
    let document = document()?;
    if check {
        ensure!(
            document == COMMITTED,
            "docs/openapi.json is not up to date; run: deich openapi > docs/openapi.json"
        );
        println!("docs/openapi.json is up to date");
    } else {
        print!("{document}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn who_may_call_an_operation_stands_in_the_document() {
        let document = super::document().expect("a document");
        let document: Value = serde_json::from_str(&document).expect("JSON");
        let schemes = &document["components"]["securitySchemes"];
        assert_eq!(schemes["accessKeyBasic"]["scheme"], "basic");
        assert_eq!(schemes["accessKeyBearer"]["scheme"], "bearer");
        assert_eq!(schemes["session"]["in"], "cookie");
        let operation = |method: &str, path: &str| document["paths"][path][method].clone();
        let needed = &operation("get", "/api/v1/organisations")["security"];
        let names: Vec<&String> = needed
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one.as_object()?.keys().next())
            .collect();
        assert_eq!(names, ["accessKeyBasic", "accessKeyBearer", "session"]);
        let answers = &operation("get", "/api/v1/forms")["responses"];
        assert_eq!(
            answers["401"]["description"], "Nobody has signed in",
            "what a module says stays"
        );
        assert!(answers["429"].is_object());
        let open = operation("get", "/api/v1/districts");
        assert!(open["summary"].is_string() && open["security"].is_null());
        assert!(open["responses"]["401"].is_null());
    }
}
