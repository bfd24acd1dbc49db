// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pages in every language: no missing message, one title each, headers on every answer.

use std::collections::BTreeMap;

use http::StatusCode;

use super::product::Product;

pub(crate) async fn every_page_renders_in_every_language_without_gaps(product: &Product) {
    let app = &product.installation.app;
    let mut cookies: BTreeMap<kernel::Role, String> = BTreeMap::new();
    let mut pages = 0;
    for source in &product.installation.samples {
        for sample in source(app).await.expect("the samples are listed") {
            let cookie = match sample.role {
                None => String::new(),
                Some(role) => {
                    let known = cookies.get(&role).cloned();
                    let cookie = match known {
                        Some(cookie) => cookie,
                        None => product.sign_in_as(role).await,
                    };
                    cookies.insert(role, cookie.clone());
                    cookie
                }
            };
            let mut seen = Vec::new();
            for lang in ["de", "en"] {
                let answer = product
                    .get(&sample.path, &format!("{cookie}; lang={lang}"))
                    .await;
                assert_eq!(
                    answer.status,
                    StatusCode::OK,
                    "{} as {:?}",
                    sample.path,
                    sample.role
                );
                assert!(
                    !answer.body.contains('⟦'),
                    "{} ({lang}): a message is missing: {}",
                    sample.path,
                    around(&answer.body)
                );
                assert!(
                    answer.body.contains(&format!("<html lang=\"{lang}\"")),
                    "{}: {lang}",
                    sample.path
                );
                assert_eq!(
                    answer.body.matches("<h1").count(),
                    1,
                    "{} ({lang}): one h1",
                    sample.path
                );
                seen.push(answer.body);
            }
            assert_ne!(
                seen[0], seen[1],
                "{} is the same in both languages",
                sample.path
            );
            pages += 1;
        }
    }
    assert!(pages >= 30, "only {pages} pages are listed");
}

fn around(body: &str) -> String {
    let start = body.find('⟦').unwrap_or(0);
    body[start..].chars().take(80).collect()
}
