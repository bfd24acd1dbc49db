// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Events as programs get them: `CloudEvents` 1.0 as JSON, the same in the feed and in messages.

use jiff::Timestamp;
use kernel::OrganisationId;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::model::{Event, TRIAL};

/// The media type of one event.
pub const ONE: &str = "application/cloudevents+json";
/// The media type of a list of events.
pub const BATCH: &str = "application/cloudevents-batch+json";

/// An event (`CloudEvents` 1.0). It says what happened to which thing, and never what the thing holds.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct CloudEvent {
    /// `1.0`.
    specversion: &'static str,
    /// Names the event. Keep it to notice what comes twice.
    id: Uuid,
    /// The organisation whose feed it stands in.
    source: String,
    /// What happened, such as `report.sent`.
    #[serde(rename = "type")]
    kind: String,
    /// When it happened (RFC 3339).
    #[schema(value_type = String)]
    time: Timestamp,
    /// `application/json`.
    datacontenttype: &'static str,
    /// What it happened to, as in `submissions/…`; none in a trial.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// Its number in the feed, from 1 and without gaps; the cursor after which the feed goes on. None in a
    /// trial.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<String>,
    /// `Integer`: how numbers are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequencetype: Option<&'static str>,
    /// Identifiers and numbers, and under `links` where more is found by those who may.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
}

impl CloudEvent {
    /// An event of the feed.
    pub fn of_event(base_url: &str, event: &Event) -> Self {
        let mut data = event.data.clone();
        let links = links(base_url, event);
        if !links.is_empty() {
            data.insert("links".to_owned(), links.into());
        }
        Self {
            specversion: "1.0",
            id: event.id,
            source: source(base_url, event.organisation),
            kind: event.kind.clone(),
            time: event.at,
            datacontenttype: "application/json",
            subject: Some(event.subject.clone()),
            sequence: Some(event.sequence.to_string()),
            sequencetype: Some("Integer"),
            data,
        }
    }

    /// A trial: all that it says is that it is one.
    pub fn of_trial(base_url: &str, organisation: OrganisationId, id: Uuid, at: Timestamp) -> Self {
        Self {
            specversion: "1.0",
            id,
            source: source(base_url, organisation),
            kind: TRIAL.to_owned(),
            time: at,
            datacontenttype: "application/json",
            subject: None,
            sequence: None,
            sequencetype: None,
            data: Map::from_iter([("organisation".to_owned(), json!(organisation))]),
        }
    }
}

fn source(base_url: &str, organisation: OrganisationId) -> String {
    format!("{base_url}/api/v1/organisations/{organisation}")
}

/// Where programs and people find what an event is about. Who follows a link needs the right to.
fn links(base_url: &str, event: &Event) -> Map<String, Value> {
    let mut links = Map::new();
    let mut add = |name: &str, path: String| {
        links.insert(name.to_owned(), format!("{base_url}{path}").into());
    };
    let of = |name: &str| event.data.get(name).and_then(Value::as_str);
    if let Some(submission) = of("submission") {
        add("submission", format!("/api/v1/submissions/{submission}"));
    }
    if let Some(institution) = of("institution") {
        add(
            "institution",
            format!("/api/v1/organisations/{institution}"),
        );
    }
    if event.kind.starts_with("period.")
        && let Some(collection) = of("collection")
    {
        add("page", format!("/erhebungen/{collection}"));
    }
    if let Some(case) = of("case").filter(|_| event.kind != "case.deleted") {
        add("page", format!("/faelle/{case}"));
    }
    if let Some(project) = event.data.get("project").and_then(Value::as_i64) {
        add("project", format!("/v1/projects/{project}"));
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_cloud_event_with_links_and_its_place_in_the_feed() {
        let data = json!({ "submission": Uuid::from_u128(7), "version": 2 });
        let event = Event {
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            sequence: 42,
            id: Uuid::from_u128(2),
            kind: "report.corrected".to_owned(),
            subject: "submissions/7".to_owned(),
            collection: None,
            institution: None,
            data: data.as_object().unwrap().clone(),
            at: "2026-11-18T09:00:00Z".parse().unwrap(),
        };
        let expected = json!({
            "specversion": "1.0",
            "id": "00000000-0000-0000-0000-000000000002",
            "source": "https://d.example/api/v1/organisations/00000000-0000-0000-0000-000000000001",
            "type": "report.corrected",
            "time": "2026-11-18T09:00:00Z",
            "datacontenttype": "application/json",
            "subject": "submissions/7",
            "sequence": "42",
            "sequencetype": "Integer",
            "data": {
                "submission": "00000000-0000-0000-0000-000000000007",
                "version": 2,
                "links": {
                    "submission": "https://d.example/api/v1/submissions/00000000-0000-0000-0000-000000000007"
                }
            }
        });
        let written = CloudEvent::of_event("https://d.example", &event);
        assert_eq!(serde_json::to_value(written).unwrap(), expected);
    }

    #[test]
    fn a_case_file_that_is_gone_has_no_link() {
        let data = json!({ "case": Uuid::from_u128(7) });
        let mut event = Event {
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            sequence: 1,
            id: Uuid::from_u128(2),
            kind: "case.closed".to_owned(),
            subject: "cases/7".to_owned(),
            collection: None,
            institution: None,
            data: data.as_object().unwrap().clone(),
            at: "2026-11-18T09:00:00Z".parse().unwrap(),
        };
        let base = "https://d.example";
        assert!(
            CloudEvent::of_event(base, &event)
                .data
                .contains_key("links")
        );
        event.kind = "case.deleted".to_owned();
        assert!(
            !CloudEvent::of_event(base, &event)
                .data
                .contains_key("links")
        );
    }
}
