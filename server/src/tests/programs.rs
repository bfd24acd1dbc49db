// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Programs whose keys are wrong: refused, and counted without a name.

use http::{Method, StatusCode};

use super::product::Product;

const PATH: &str = "/api/v1/organisations";

/// What the metrics say about refusals for this reason.
async fn counted(product: &Product, reason: &str) -> u64 {
    let metrics = product.get("/metrics", "").await.body;
    let series = format!("deich_program_refusals_total{{reason=\"{reason}\"}} ");
    metrics
        .lines()
        .find_map(|line| line.strip_prefix(&series)?.parse().ok())
        .unwrap_or(0)
}

pub(crate) async fn wrong_keys_are_counted_and_nobody_is_named(product: &Product) {
    let before = counted(product, "wrong").await;
    let refused = product
        .send(Method::GET, PATH, "Bearer deich_watt", "")
        .await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(counted(product, "wrong").await, before + 1);
    let many = counted(product, "too-many").await;
    for number in 0..110 {
        let wrong = format!("Bearer deich_watt_{number}");
        let answer = product.send(Method::GET, PATH, &wrong, "").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(counted(product, "too-many").await, many + 1);
    let metrics = product.get("/metrics", "").await.body;
    assert!(!metrics.contains("watt"), "a key is in the metrics");
}
