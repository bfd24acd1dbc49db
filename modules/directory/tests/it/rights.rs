// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! «What may she do, and why?»

use std::fmt::Write as _;

use directory::testing::app;
use http::StatusCode;
use kernel::Role;

#[tokio::test]
async fn everybody_reads_her_own_rights_with_the_sentences_of_the_policies() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let cookie = app
        .signed_in("Mia", Role::InstitutionManager, state.kitas[0].id)
        .await;
    let page = app.get(&cookie, "/konto/rechte").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("Kita 1 von Amt A"));
    assert!(text.contains("Rolle Meldende Person vergeben und beenden"));
    let because = "Die Leitung einer Einrichtung bestimmt, wer für die Einrichtung meldet.";
    assert!(text.contains(because));
    let refused = text.split("Aktionen sind nicht erlaubt").nth(1).unwrap();
    assert!(refused.contains("Rolle Einrichtungsleitung vergeben und beenden"));
    assert!(!text.contains('⟦'), "every word exists");
}

#[tokio::test]
async fn an_administrator_reads_the_rights_of_her_people_only() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let worker = app
        .add_person("Onno", Role::CaseWorker, state.offices[0].id)
        .await;
    let path = format!("/verwaltung/personen/{worker}/rechte");
    let near = app
        .signed_in("Ole", Role::OfficeAdministrator, state.offices[0].id)
        .await;
    let text = app.get(&near, &path).await.text();
    assert!(text.contains("Was Onno darf, und warum"));
    assert!(text.contains("In den Einrichtungen"));
    let waits = "Ohne zweiten Faktor darf niemand handeln, dessen Rolle ihn verlangt.";
    assert!(text.contains(waits), "he has not set it up yet");
    let far = app
        .signed_in("Fern", Role::OfficeAdministrator, state.offices[1].id)
        .await;
    assert_eq!(app.get(&far, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_action_has_a_name_in_every_language() {
    let app = app(vec![]).await;
    for action in directory::actions::ALL {
        let key = format!("action-{}", action.0.replace('.', "-"));
        assert!(app.app.catalog.has(&key), "{key}");
    }
    for role in Role::ALL {
        assert!(app.app.catalog.has(&format!("role-{role}")));
    }
}

#[tokio::test]
async fn the_rights_concept_of_the_directory_is_this() {
    let app = app(vec![]).await;
    let columns = policy::Policy::matrix_columns();
    let mut table = String::new();
    for row in app.app.policy.matrix() {
        let _ = writeln!(table, "{}", row.action);
        for ((role, place), cell) in columns.iter().zip(&row.cells) {
            if !cell.is_empty() {
                let scopes: Vec<_> = cell.iter().map(|scope| scope.name()).collect();
                let _ = writeln!(table, "  {role} ({}): {}", place.name(), scopes.join(", "));
            }
        }
    }
    insta::assert_snapshot!(table);
}
