// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The invented reports.

use kernel::Role;
use reporting::store;

use crate::house::{are_sentinel, published};

#[tokio::test]
async fn the_demo_is_believable_and_loaded_once() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    test.clock.set("2026-11-21T10:00:00Z".parse().unwrap());
    let state = test.small_state().await;
    let kita = state.kitas[0].id;
    let manager = test
        .signed_in("Mara Manager", Role::InstitutionManager, kita)
        .await;
    let form = published(&test, are_sentinel());

    let loaded = reporting::demo::load(&test.app, &form, &[kita])
        .await
        .unwrap();
    assert_eq!(loaded.collections, 3);
    let weeks = 33 + 8;
    assert_eq!(
        loaded.submissions + loaded.missing + loaded.drafts,
        4 * weeks
    );
    assert!(loaded.submissions > 4 * weeks * 8 / 10, "{loaded:?}");
    let again = reporting::demo::load(&test.app, &form, &[kita])
        .await
        .unwrap();
    assert_eq!(again.submissions, 0);

    let collections = store::collections::all(test.db.read()).await.unwrap();
    let titles: Vec<_> = collections
        .iter()
        .map(|one| (one.title.as_str(), one.status.name()))
        .collect();
    assert_eq!(
        titles,
        [
            ("ARE-Sentinel Kita 2026/27", "open"),
            ("Häufung von Atemwegserkrankungen", "open"),
            ("ARE-Sentinel Kita 2025/26", "closed")
        ]
    );
    let mine = test.get(&manager, "/meldungen").await.text();
    assert!(
        mine.contains("Ausfüllen") && mine.contains("Ansehen und berichtigen"),
        "{mine}"
    );
    let sent = store::submissions::of_institutions(
        test.db.read(),
        &store::submissions::Sent::by(&[kita]),
        1,
        3,
    )
    .await
    .unwrap();
    for submission in sent {
        let detail = test
            .get(&manager, &format!("/meldungen/{}", submission.id))
            .await;
        assert_eq!(detail.status, 200, "{}", detail.text());
    }
}

#[tokio::test]
async fn every_sample_page_opens_in_both_languages() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    test.clock.set("2026-11-21T10:00:00Z".parse().unwrap());
    let state = test.small_state().await;
    let kita = state.kitas[0].id;
    let manager = test
        .signed_in("Mara Manager", Role::InstitutionManager, kita)
        .await;
    let author = test
        .signed_in("Frauke Form", Role::FormAuthor, state.state.id)
        .await;
    let worker = test
        .signed_in("Carla Case", Role::CaseWorker, state.offices[0].id)
        .await;
    let form = published(&test, are_sentinel());
    reporting::demo::load(&test.app, &form, &[kita])
        .await
        .unwrap();
    let samples = (reporting::module().samples)(&test.app).await.unwrap();
    assert!(samples.len() >= 12, "{samples:?}");
    for sample in samples {
        let cookie = match sample.role {
            Some(Role::InstitutionManager) => &manager,
            Some(Role::FormAuthor) => &author,
            _ => &worker,
        };
        for lang in ["de", "en"] {
            let cookie = format!("{cookie}; lang={lang}");
            let answer = test.get(&cookie, &sample.path).await;
            assert_eq!(
                answer.status,
                200,
                "{} in {lang}: {}",
                sample.path,
                answer.text()
            );
            assert!(!answer.text().contains('⟦'), "{} in {lang}", sample.path);
        }
    }
}
