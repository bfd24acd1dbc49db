// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Requests of the REST interface as clients send them.

use odk::central::{
    AppUserRequest, BulkSource, CommentRequest, DatasetRequest, EntitiesRequest, EntityChange,
    EntityRequest, FormChange, FormOptions, FormSource, Login, Problem, ProjectRequest,
    PropertyRequest, ReviewRequest, form_id_fallback, read,
};
use odk::odata::ReviewState;

#[test]
fn requests_are_read() {
    let login: Login = read(br#"{"email":"a@example.org","password":"x"}"#).unwrap();
    assert_eq!(login.email, "a@example.org");
    assert!(!format!("{login:?}").contains('x'));
    let project: ProjectRequest = read(br#"{"name":"P","other":1}"#).unwrap();
    assert_eq!(
        (project.name.as_deref(), project.archived),
        (Some("P"), None)
    );
    let change: FormChange = read(br#"{"state":"closing"}"#).unwrap();
    assert!(change.state.takes_submissions());
    let review: ReviewRequest = read(br#"{"reviewState":"approved"}"#).unwrap();
    assert_eq!(review.review_state, Some(ReviewState::Approved));
    let review: ReviewRequest = read(br#"{"reviewState":null}"#).unwrap();
    assert_eq!(review.review_state, None);
    let comment: CommentRequest = read(br#"{"body":"gut"}"#).unwrap();
    assert_eq!(comment.body, "gut");
    let key: AppUserRequest = read(br#"{"displayName":"Tablet"}"#).unwrap();
    assert_eq!(key.display_name, "Tablet");
    let dataset: DatasetRequest = read(br#"{"name":"d","approvalRequired":true}"#).unwrap();
    assert!(dataset.approval_required);
    let property: PropertyRequest = read(br#"{"name":"ort"}"#).unwrap();
    assert_eq!(property.name, "ort");
    let error = read::<Login>(br#"{"email":"a"}"#).unwrap_err();
    assert_eq!(error.status(), 400);
}

#[test]
fn forms_are_sent_in_three_formats_with_options() {
    for (content_type, expected) in [
        ("application/xml", Some(FormSource::Xml)),
        ("text/xml; charset=utf-8", Some(FormSource::Xml)),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Some(FormSource::Xlsx),
        ),
        ("Application/vnd.MS-Excel", Some(FormSource::Xls)),
        ("application/json", None),
    ] {
        assert_eq!(FormSource::of_content_type(content_type), expected);
    }
    let options = FormOptions::parse("ignoreWarnings=True&publish=False&version=2026+11").unwrap();
    assert_eq!(
        options,
        FormOptions {
            publish: false,
            ignore_warnings: true,
            version: Some("2026 11".to_owned()),
        }
    );
    let error = FormOptions::parse("publish=ja").unwrap_err();
    assert!(matches!(error, Problem::UnexpectedValue { .. }));
    assert_eq!(
        form_id_fallback("begehung%20a+b").as_deref(),
        Some("begehung a+b")
    );
    assert_eq!(form_id_fallback(" "), None);
}

#[test]
fn entities_come_alone_or_in_number() {
    let request = |label: &str, data: &[(&str, &str)]| EntityRequest {
        uuid: None,
        label: label.to_owned(),
        data: data
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
    };
    assert_eq!(
        EntitiesRequest::parse(br#"{"label":"A","data":{"ort":"Emden"}}"#),
        Ok(EntitiesRequest::One(request("A", &[("ort", "Emden")])))
    );
    let many = br#"{"entities":[{"label":"A","data":{}},{"label":"B","data":{"ort":null}}],
                    "source":{"name":"pyodk v1.3.0","size":12}}"#;
    let source = BulkSource {
        name: "pyodk v1.3.0".to_owned(),
        size: Some("12".to_owned()),
    };
    assert_eq!(
        EntitiesRequest::parse(many),
        Ok(EntitiesRequest::Many(
            vec![request("A", &[]), request("B", &[])],
            source
        ))
    );
    for (json, expected) in [
        ("{}", 400.2),
        ("[", 400.1),
        (r#"{"label":" "}"#, 400.8),
        (r#"{"label":1}"#, 400.11),
        (r#"{"label":"A","data":{"x":1}}"#, 400.11),
        (r#"{"label":"A","data":[]}"#, 400.11),
        (r#"{"uuid":5,"label":"A"}"#, 400.11),
        (r#"{"entities":[]}"#, 400.11),
        (r#"{"entities":[{"label":"A"}]}"#, 400.2),
        (r#"{"entities":[{}],"source":{"name":"x"}}"#, 400.2),
    ] {
        let code = EntitiesRequest::parse(json.as_bytes()).unwrap_err().code();
        assert!((code - expected).abs() < 1e-9, "{json}: {code}");
    }
    let change = EntityChange::parse(br#"{"data":{"ort":"Leer"}}"#).unwrap();
    assert_eq!(change.label, None);
    assert!(EntityChange::parse(b"{}").is_err());
}
