// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's roles cannot open a submission, and what reaches the state names no institution.

use http::{Method, StatusCode};
use kernel::Role;

use super::product::Product;

pub(crate) async fn no_role_of_the_state_opens_a_submission(product: &Product) {
    let submission = product
        .uuid("SELECT id FROM submissions ORDER BY id LIMIT 1", vec![])
        .await
        .expect("the demo has submissions");
    let mut tried = 0;
    for role in [
        Role::StateAdministrator,
        Role::FormAuthor,
        Role::Analyst,
        Role::DataProtectionOfficer,
    ] {
        for member in product.members().await {
            let kind: Option<String> = db::scalar(
                product.installation.app.db.read(),
                "SELECT kind FROM organisations WHERE id = $1",
                vec![member.organisation.into()],
            )
            .await
            .expect("the organisation is there");
            if member.role != role.name() || kind.as_deref() != Some("state") {
                continue;
            }
            let cookie = product.sign_in(member.person).await;
            for route in &product.installation.routes {
                if !route.path.contains("{submission}") {
                    continue;
                }
                let path = route.path.replace("{submission}", &submission.to_string());
                let body = if path.starts_with("/api/") && route.method != Method::GET {
                    "{}"
                } else {
                    ""
                };
                let answer = product
                    .send(route.method.clone(), &path, &cookie, body)
                    .await;
                assert!(
                    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                    "{role}: {} {path} answers {}",
                    route.method,
                    answer.status
                );
                tried += 1;
            }
        }
    }
    assert!(tried >= 12, "the routes were tried: {tried}");
}
