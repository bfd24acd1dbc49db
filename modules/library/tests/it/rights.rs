// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who may do what in the library.

use http::StatusCode;
use kernel::Role;

use crate::{TEMPLATE, library};

#[tokio::test]
async fn only_form_authors_change_anything() {
    let library = library().await;
    let form = library.template().await;
    let state = library.state.state.id;
    let office = library.state.offices[0].id;
    let kita = library.state.kitas[0].id;
    let others = [
        (Role::StateAdministrator, state),
        (Role::Analyst, state),
        (Role::DataProtectionOfficer, state),
        (Role::OfficeAdministrator, office),
        (Role::CaseWorker, office),
        (Role::Analyst, office),
        (Role::DataProtectionOfficer, office),
        (Role::InstitutionManager, kita),
        (Role::InstitutionReporter, kita),
    ];
    for (number, (role, organisation)) in others.into_iter().enumerate() {
        let cookie = library
            .app
            .signed_in(&format!("Person {number}"), role, organisation)
            .await;
        let upload = library
            .upload(&cookie, "/formulare/neu", "are.xlsx", TEMPLATE)
            .await;
        assert_eq!(upload.status, StatusCode::FORBIDDEN, "{role}");
        for step in ["schutzklassen", "veroeffentlichen"] {
            let path = format!("{form}/{step}");
            let opened = library.app.get(&cookie, &path).await;
            assert_eq!(opened.status, StatusCode::FORBIDDEN, "{role} {step}");
            let fields = [("revision", "1"), ("klasse.counts/cared_for", "")];
            let posted = library.app.post(&cookie, &path, &fields).await;
            assert_eq!(posted.status, StatusCode::FORBIDDEN, "{role} {step}");
        }
    }
    assert_eq!(library.count("form_history").await, 1);
    assert_eq!(library.count("form_versions").await, 0);
}

#[tokio::test]
async fn offices_see_what_was_published_and_no_draft() {
    let library = library().await;
    let form = library.template().await;
    let office = library.state.offices[0].id;
    let worker = library
        .app
        .signed_in("Wilma Werk", Role::CaseWorker, office)
        .await;
    let list = library.page(&worker, "/formulare").await;
    assert!(list.contains("Es gibt noch kein Formular"));
    assert!(!list.contains("/formulare/neu"));
    let hidden = library.app.get(&worker, &form).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let version = library.publish(&form, "1").await.location().to_owned();
    let list = library.page(&worker, "/formulare").await;
    assert!(list.contains(&form));
    let page = library.page(&worker, &form).await;
    assert!(page.contains(&version));
    assert!(!page.contains("Zuletzt geändert"));
    library.page(&worker, &version).await;
    for path in [
        format!("{form}/ansehen"),
        format!("{form}/pdf"),
        format!("{form}/arbeitsmappe.xlsx"),
    ] {
        let answer = library.app.get(&worker, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let file = library
        .app
        .get(&worker, &format!("{version}/arbeitsmappe.xlsx"))
        .await;
    let (spec, _) = forms::xlsform::read(&file.bytes, "arbeitsmappe.xlsx").unwrap();
    assert_eq!(spec.id, "are-sentinel-kita");
}

#[tokio::test]
async fn institutions_and_visitors_do_not_see_the_library() {
    let library = library().await;
    let form = library.template().await;
    let version = library.publish(&form, "1").await.location().to_owned();
    let kita = library.state.kitas[0].id;
    let manager = library
        .app
        .signed_in("Karla Kita", Role::InstitutionManager, kita)
        .await;
    for path in [
        "/formulare",
        &form,
        &version,
        &format!("{form}/pdf"),
        &format!("{version}/pdf"),
        "/api/v1/forms",
    ] {
        let answer = library.app.get(&manager, path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let visitor = library.app.get("", &form).await;
    assert!(visitor.location().starts_with("/anmelden"));
    let visitor = library.app.get("", "/api/v1/forms").await;
    assert_eq!(visitor.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn drafts_that_wait_are_work_for_form_authors() {
    let library = library().await;
    let form = library.template().await;
    let work = library.page(&library.author, "/aufgaben").await;
    assert!(work.contains("ist noch nicht veröffentlicht"), "{work}");
    library.publish(&form, "1").await;
    let work = library.page(&library.author, "/aufgaben").await;
    assert!(!work.contains("ist noch nicht veröffentlicht"));
}
