// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms as PDF.

use http::{StatusCode, header};
use kernel::Role;

use crate::library;

#[tokio::test]
async fn a_draft_and_a_version_can_be_printed() {
    let library = library().await;
    let form = library.template().await;
    let draft = library
        .page(&library.author, &format!("{form}/ansehen"))
        .await;
    assert!(draft.contains(&format!("{form}/pdf?sprache=de")), "{draft}");
    let version = library.publish(&form, "1").await.location().to_owned();
    let page = library.page(&library.author, &version).await;
    assert!(page.contains(&format!("{version}/pdf")), "{page}");
    let office = library.state.offices[0].id;
    let worker = library
        .app
        .signed_in("Wilma Werk", Role::CaseWorker, office)
        .await;
    for (cookie, path, name) in [
        (
            &library.author,
            format!("{form}/pdf?sprache=en"),
            "sentinel",
        ),
        (&library.author, format!("{version}/pdf"), "ARE-Sentinel"),
        (&worker, format!("{version}/pdf"), "ARE-Sentinel"),
    ] {
        let answer = library.app.get(cookie, &path).await;
        if answer.status == StatusCode::NOT_IMPLEMENTED {
            eprintln!("SKIPPED: the interface is not built, there are no fonts");
            return;
        }
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
        assert!(answer.bytes.starts_with(b"%PDF-"));
        let disposition = answer.headers[header::CONTENT_DISPOSITION]
            .to_str()
            .unwrap();
        assert!(disposition.contains(name), "{disposition}");
    }
}
