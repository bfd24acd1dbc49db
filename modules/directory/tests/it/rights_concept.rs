// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of the rights concept agrees with the policies.

use directory::testing::app;
use http::StatusCode;
use kernel::Role;

#[tokio::test]
async fn the_table_says_what_the_policies_decide() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let reporter = app
        .signed_in("Enno", Role::InstitutionReporter, small.kitas[0].id)
        .await;
    let csv = app.get(&reporter, "/verwaltung/rechte.csv").await;
    assert_eq!(csv.status, StatusCode::OK);
    let text = csv.text();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let matrix = app.app.policy.matrix();
    assert_eq!(rows.len(), matrix.len());
    for (row, line) in rows.iter().zip(matrix) {
        assert_eq!(&row[1], line.action.0);
        for (cell, scopes) in row.iter().skip(2).zip(&line.cells) {
            assert_eq!(cell.is_empty(), scopes.is_empty(), "{row:?}");
            let words = cell.split(", ").filter(|word| !word.is_empty()).count();
            assert_eq!(words, scopes.len(), "{row:?}");
        }
    }
    let page = app.get(&reporter, "/verwaltung/rechte").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(
        !page.contains('⟦'),
        "every action, role and scope has words"
    );
    for reason in app.app.policy.reasons() {
        assert!(page.contains(&reason.id), "{}", reason.id);
    }
    let visitor = app.get("", "/verwaltung/rechte").await;
    assert_eq!(visitor.status, StatusCode::SEE_OTHER, "to the sign-in");
}
