// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the modules publish reaches the feeds, with identifiers and nothing else.

use std::collections::BTreeSet;

use http::{Method, StatusCode};
use integration::model::EventType;
use kernel::Role;
use serde_json::Value;

use super::product::Product;

/// Names of what is in `data`; a new one is to be thought about.
const MEMBERS: [&str; 14] = [
    "submission",
    "collection",
    "period",
    "institution",
    "office",
    "version",
    "level",
    "number",
    "case",
    "record",
    "project",
    "aside",
    "organisation",
    "links",
];

/// The events that somebody with this role reads.
async fn read(product: &Product, role: Role) -> Vec<Value> {
    let cookie = product.sign_in_as(role).await;
    let key = product.access_key(&cookie).await;
    let path = "/api/v1/events?limit=1000";
    let answer = product.send(Method::GET, path, &key, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{role}: {}", answer.body);
    let page: Value = serde_json::from_str(&answer.body).expect("JSON");
    page["events"].as_array().expect("a list").clone()
}

fn types(events: &[Value]) -> BTreeSet<&str> {
    events
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect()
}

/// What the demo did stands in the feeds of those whom it concerns.
pub(crate) async fn feeds_say_what_happened_and_name_nobody(product: &Product) {
    // What was done last is still to be told.
    let worker = &product.installation.worker;
    worker.run_until_idle().await.expect("the queue is there");
    let office = read(product, Role::CaseWorker).await;
    for kind in [
        "report.sent",
        "case.opened",
        "case.closed",
        "record.received",
    ] {
        assert!(types(&office).contains(kind), "{:?}", types(&office));
    }
    let state = read(product, Role::FormAuthor).await;
    for kind in types(&state) {
        assert!(
            kind.starts_with("period.") || kind.starts_with("release."),
            "the state hears of {kind}"
        );
    }
    for event in office.iter().chain(&state) {
        let data = event["data"].as_object().expect("an object");
        for (name, value) in data {
            assert!(MEMBERS.contains(&name.as_str()), "{name} in {event}");
            let is_plain = value.as_str().is_none_or(|text| {
                uuid::Uuid::parse_str(text).is_ok() || (text.len() <= 10 && name == "period")
            });
            assert!(is_plain, "{name} is more than an identifier in {event}");
        }
    }
}

/// Rights over events are those of the modules that they come from.
#[test]
fn whoever_hears_of_an_event_is_found_by_an_action_that_exists() {
    let modules = crate::installation::modules();
    for kind in EventType::ALL {
        for action in kind.seen_with {
            let known = modules.iter().any(|module| module.actions.contains(action));
            assert!(known, "{}: {action}", kind.name);
        }
    }
}
