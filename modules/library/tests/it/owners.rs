// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms of health offices: their own, shared with others, and copied.

use http::StatusCode;
use kernel::Role;

use crate::{TEMPLATE, library};

#[tokio::test]
async fn an_office_builds_publishes_and_shares_its_own_forms() {
    let library = library().await;
    let (own, other) = (library.state.offices[0].id, library.state.offices[1].id);
    let app = &library.app;
    let author = app.signed_in("Nora Nah", Role::FormAuthor, own).await;
    let neighbour = app.signed_in("Fritz Fern", Role::FormAuthor, other).await;
    let worker = app.signed_in("Wilma Werk", Role::CaseWorker, other).await;
    let colleague = app.signed_in("Karl Kreis", Role::CaseWorker, own).await;

    let uploaded = library
        .upload(&author, "/formulare/neu", "are.xlsx", TEMPLATE)
        .await;
    let form = uploaded.location().to_owned();
    library.page(&author, &format!("{form}/bauen")).await;
    // A draft is seen by its authors alone, and changed by them alone.
    for stranger in [&neighbour, &worker, &colleague, &library.author] {
        for step in ["", "/bauen", "/teilen", "/veroeffentlichen"] {
            let answer = app.get(stranger, &format!("{form}{step}")).await;
            let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN];
            assert!(
                refused.contains(&answer.status),
                "{step}: {}",
                answer.status
            );
        }
    }
    let publish = [("revision", "1")];
    let published = app
        .post(&author, &format!("{form}/veroeffentlichen"), &publish)
        .await;
    let version = published.location().to_owned();
    // Now the house sees it; others only once it is shared with them.
    library.page(&colleague, &version).await;
    let hidden = app.get(&worker, &version).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let hidden = app.get(&library.author, &version).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let other_id = other.to_string();
    let shared = [("mit", other_id.as_str())];
    let saved = app.post(&author, &format!("{form}/teilen"), &shared).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    library.page(&worker, &version).await;
    assert!(library.page(&worker, "/formulare").await.contains(&form));
    let refused = app.post(&worker, &format!("{version}/kopie"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // A copy belongs to whoever made it, and says where it comes from.
    let copied = app.post(&neighbour, &format!("{version}/kopie"), &[]).await;
    let copy = copied.location().to_owned();
    let page = library.page(&neighbour, &copy).await;
    assert!(page.contains(", Version 1"), "{page}");
    assert!(!page.contains("Inzwischen geändert"));
    let hidden = app.get(&author, &copy).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    // The other form goes on: the copy shows it.
    let class = [("revision", "1"), ("klasse.counts/cared_for", "sensitive")];
    app.post(&author, &format!("{form}/schutzklassen"), &class)
        .await;
    let publish = [("revision", "2")];
    app.post(&author, &format!("{form}/veroeffentlichen"), &publish)
        .await;
    let page = library.page(&neighbour, &copy).await;
    assert!(page.contains("Inzwischen geändert"), "{page}");
    // What an office publishes is no form for the state's collections.
    let jobs = library.count("jobs WHERE kind = 'form.published'").await;
    assert_eq!(jobs, 0);
    // Sharing ends, the copy stays.
    app.post(&author, &format!("{form}/teilen"), &[]).await;
    let hidden = app.get(&worker, &version).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    library.page(&neighbour, &copy).await;
}

#[tokio::test]
async fn who_works_for_two_houses_chooses_whose_the_form_is() {
    let library = library().await;
    let page = library.page(&library.author, "/formulare/neu").await;
    assert!(!page.contains("name=\"fuer\""), "there is no choice");
    let office = library.state.offices[0].id.to_string();
    let fields = [
        ("titel", "Fremdes"),
        ("zeitraum", "event"),
        ("fuer", office.as_str()),
    ];
    let refused = library
        .app
        .post(&library.author, "/formulare/leer", &fields)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
