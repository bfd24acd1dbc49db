// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! JSON of the REST interface. Which keys there must be, and which must not be null, is what the
//! models of pyodk 1.3 declare.

use odk::Moment;
use odk::central::{
    Actor, ActorKind, AppUser, Assignment, Attachment, ClientRole, Comment, Dataset,
    DatasetProperty, Entity, EntityVersion, Form, FormAttachment, FormState, FormTotals, Project,
    ProjectTotals, ReviewTotals, Session, SignedIn, Submission, SubmissionVersion, Success,
    changes,
};
use odk::odata::ReviewState;
use serde_json::{Value, json};

use crate::tables::answers;

fn moment() -> Moment {
    Moment("2026-11-18T10:00:00.123456Z".parse().unwrap())
}

fn actor() -> Actor {
    Actor {
        id: 5,
        kind: ActorKind::User,
        display_name: "Alice".to_owned(),
        created_at: moment(),
        updated_at: None,
        deleted_at: None,
    }
}

fn project() -> Project {
    Project {
        id: 7,
        name: "Begehungen".to_owned(),
        description: None,
        archived: None,
        key_id: None,
        created_at: moment(),
        updated_at: None,
        deleted_at: None,
        totals: Some(ProjectTotals {
            forms: 2,
            app_users: 1,
            datasets: 0,
            last_submission: Some(moment()),
        }),
    }
}

fn form() -> Form {
    Form {
        project_id: 7,
        xml_form_id: "begehung".to_owned(),
        name: Some("Begehung".to_owned()),
        version: "2026-11".to_owned(),
        hash: "51a93eab3a1974dbffc4c7913fa5a16a".to_owned(),
        state: FormState::Open,
        enketo_id: None,
        enketo_once_id: None,
        key_id: None,
        draft_token: None,
        created_at: moment(),
        updated_at: None,
        published_at: None,
        totals: Some(FormTotals {
            submissions: 10,
            review_states: ReviewTotals::default(),
            last_submission: None,
            excel_content_type: None,
            entity_related: false,
            public_links: 0,
        }),
    }
}

fn version() -> SubmissionVersion {
    SubmissionVersion {
        instance_id: "uuid:2".to_owned(),
        instance_name: None,
        submitter_id: 5,
        device_id: None,
        user_agent: None,
        created_at: moment(),
        current: true,
        form_version: Some("2026-11".to_owned()),
        submitter: None,
    }
}

fn submission() -> Submission {
    Submission {
        instance_id: "uuid:1".to_owned(),
        submitter_id: 5,
        device_id: None,
        user_agent: None,
        review_state: Some(ReviewState::HasIssues),
        created_at: moment(),
        updated_at: None,
        current_version: version(),
        submitter: Some(actor()),
    }
}

fn app_user() -> AppUser {
    AppUser {
        project_id: 7,
        id: 9,
        kind: ActorKind::FieldKey,
        display_name: "Tablet 1".to_owned(),
        token: Some("geheim".to_owned()),
        created_at: moment(),
        updated_at: None,
        deleted_at: None,
    }
}

fn dataset() -> Dataset {
    Dataset {
        name: "einrichtungen".to_owned(),
        project_id: 7,
        created_at: moment(),
        approval_required: false,
        properties: Some(vec![DatasetProperty {
            name: "ort".to_owned(),
            odata_name: "ort".to_owned(),
            published_at: moment(),
            forms: vec!["begehung".to_owned()],
        }]),
    }
}

fn entity() -> Entity {
    Entity {
        uuid: "10000000-0000-4000-8000-000000000001".to_owned(),
        creator_id: 5,
        conflict: None,
        created_at: moment(),
        updated_at: None,
        deleted_at: None,
        current_version: EntityVersion {
            label: "Kita Sonne".to_owned(),
            data: Some([("ort".to_owned(), "Emden".to_owned())].into()),
            current: true,
            creator_id: 5,
            user_agent: String::new(),
            version: 1,
            base_version: None,
            conflicting_properties: None,
            created_at: moment(),
        },
    }
}

fn attachment() -> FormAttachment {
    FormAttachment {
        name: "orte.csv".to_owned(),
        kind: "file".to_owned(),
        hash: String::new(),
        exists: false,
        blob_exists: false,
        dataset_exists: false,
        updated_at: moment(),
    }
}

fn comment() -> Comment {
    Comment {
        body: "Bitte prüfen.".to_owned(),
        actor_id: 5,
        created_at: moment(),
        actor: None,
    }
}

/// All answers by the names of pyodk's models.
fn written() -> Vec<(&'static str, Value)> {
    let submission_attachment = Attachment {
        name: "bild.jpg".to_owned(),
        exists: true,
    };
    vec![
        ("Project", json!(project())),
        ("Form", json!(form())),
        ("FormAttachment", json!(attachment())),
        ("Submission", json!(submission())),
        ("SubmissionAttachment", json!(submission_attachment)),
        ("Comment", json!(comment())),
        ("ProjectAppUser", json!(app_user())),
        ("EntityList", json!(dataset())),
        (
            "EntityListProperty",
            json!(dataset().properties.unwrap()[0]),
        ),
        ("Entity", json!(entity())),
        ("CurrentVersion", json!(entity().current_version)),
    ]
}

#[test]
fn answers_are_written_as_central_writes_them() {
    let all: serde_json::Map<String, Value> = written()
        .into_iter()
        .map(|(name, json)| (name.to_owned(), json))
        .collect();
    insta::assert_json_snapshot!(all);
}

#[test]
fn pyodk_finds_what_its_models_demand() {
    // Keys without a default; those in the second list may be null.
    let demanded: [(&str, &[&str], &[&str]); 11] = [
        ("Project", &["id", "name", "createdAt"], &[]),
        (
            "Form",
            &[
                "projectId",
                "xmlFormId",
                "version",
                "hash",
                "state",
                "createdAt",
            ],
            &["name", "enketoId", "keyId", "updatedAt", "publishedAt"],
        ),
        (
            "FormAttachment",
            &[
                "name",
                "type",
                "hash",
                "exists",
                "blobExists",
                "datasetExists",
                "updatedAt",
            ],
            &[],
        ),
        (
            "Submission",
            &["instanceId", "submitterId", "createdAt"],
            &[],
        ),
        ("SubmissionAttachment", &["name", "exists"], &[]),
        ("Comment", &["body", "actorId", "createdAt"], &[]),
        (
            "ProjectAppUser",
            &["projectId", "id", "displayName", "createdAt"],
            &["type", "token", "updatedAt", "deletedAt"],
        ),
        (
            "EntityList",
            &["name", "projectId", "createdAt", "approvalRequired"],
            &[],
        ),
        (
            "EntityListProperty",
            &["name", "odataName", "publishedAt", "forms"],
            &[],
        ),
        (
            "Entity",
            &["uuid", "creatorId", "createdAt", "currentVersion"],
            &[],
        ),
        (
            "CurrentVersion",
            &[
                "label",
                "current",
                "createdAt",
                "creatorId",
                "userAgent",
                "version",
            ],
            &[],
        ),
    ];
    for (model, json) in written() {
        let (_, values, keys) = demanded.iter().find(|(name, ..)| *name == model).unwrap();
        for key in *values {
            assert!(
                json.get(key).is_some_and(|value| !value.is_null()),
                "{model}.{key}"
            );
        }
        for key in *keys {
            assert!(json.get(key).is_some(), "{model}.{key}");
        }
    }
}

#[test]
fn signing_in_roles_and_other_answers() {
    let session = Session {
        token: "abc".to_owned(),
        csrf: "def".to_owned(),
        expires_at: moment(),
        created_at: moment(),
    };
    assert!(!format!("{session:?}").contains("abc"));
    assert!(!format!("{:?}", app_user()).contains("geheim"));
    let signed_in = SignedIn {
        actor: actor(),
        email: "alice@example.org".to_owned(),
        verbs: None,
    };
    let role = ClientRole {
        id: odk::central::APP_USER,
        name: "App User".to_owned(),
        system: Some("app-user".to_owned()),
        verbs: vec!["form.list".to_owned()],
        created_at: None,
        updated_at: None,
    };
    let assignment = Assignment {
        actor_id: 9,
        role_id: role.id,
    };
    insta::assert_json_snapshot!(json!({
        "session": session,
        "user": signed_in,
        "role": role,
        "assignment": assignment,
        "success": Success::DONE,
    }));
}

#[test]
fn versions_are_compared_value_by_value() {
    let old = answers(&[("name", "Anna"), ("kind[1]/alter", "3"), ("gruppe/x", "1")]);
    let new = answers(&[
        ("name", "Anne"),
        ("kind[1]/alter", "3"),
        ("kind[2]/alter", "5"),
    ]);
    insta::assert_json_snapshot!(changes(&old, &new));
    assert!(changes(&new, &new).is_empty());
}
