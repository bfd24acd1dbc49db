// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts with noise in the workshop: the choice, clear refusals, what it comes to, and the report.

use super::{posted, set, shop};
use reporting::model::PolicyStatus;

/// The message at a field.
fn error_at(page: &str, name: &str) -> String {
    let at = page.find(&format!("id=\"field-{name}-error\""));
    let at = at.unwrap_or_else(|| panic!("nothing at {name} in {page}"));
    page[at..].split("</p>").next().unwrap().to_owned()
}

#[tokio::test]
async fn the_path_of_counts_offers_noise_and_the_report_says_what_it_does() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let workshop = format!("{path}/werkstatt");
    let mut fields = shop.argued(&shop.author, &path).await;
    let page = shop.test.get(&shop.author, &workshop).await.text();
    assert!(
        !page.contains("name=\"zaehlung\""),
        "only on the path of counts"
    );
    set(&mut fields, "weg", "counts-only");
    let page = shop.post_work(&path, fields.clone()).await.text();
    assert!(page.contains("name=\"zaehlung\"") && !page.contains("name=\"epsilon\""));
    set(&mut fields, "zaehlung", "noise");
    let page = shop.post_work(&path, fields).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    assert!(page.contains("± 12"), "{page}");

    // Twelve times 0.25 is more than 1.
    let mut fields = posted(&page);
    set(&mut fields, "zeitraum", "month");
    let refused = shop.post_work(&path, fields.clone()).await;
    assert_eq!(refused.status, 422);
    let said = error_at(&refused.text(), "budget");
    assert!(said.contains("mehr, als das Jahr kosten darf"), "{said}");
    set(&mut fields, "epsilon", "viel");
    let refused = shop.save(&shop.author, &path, fields.clone()).await;
    assert_eq!(refused.status, 422);
    assert!(error_at(&refused.text(), "epsilon").contains("0,001 bis 5"));

    set(&mut fields, "epsilon", "0,08");
    set(&mut fields, "achse_0", "place/municipality");
    let refused = shop.post_work(&path, fields.clone()).await.text();
    assert!(error_at(&refused, "achse_0").contains("Landkreis oder gröber"));
    set(&mut fields, "achse_0", "place/district");
    set(&mut fields, "achse_1", "place/district");
    let refused = shop.post_work(&path, fields.clone()).await.text();
    assert!(error_at(&refused, "achse_0").contains("nur einmal"));
    set(&mut fields, "achse_1", "");
    let page = shop.post_work(&path, fields.clone()).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    assert!(page.contains("± 37"), "{page}");
    let saved = shop.save(&shop.author, &path, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());

    let page = shop.test.get(&shop.author, &path).await.text();
    assert!(
        page.contains("Mit Rauschen, je Kalendermonat, nach Ort"),
        "{page}"
    );
    let submitted = shop.submit(&shop.author, &path).await;
    assert_eq!(submitted.status, 303, "{}", submitted.text());
    let kept = shop.kept(&path).await;
    assert_eq!(kept.status, PolicyStatus::Submitted);
    assert_eq!(kept.content.noise.as_ref().unwrap().epsilon, 80);
    let report = format!("{path}/bericht");
    let page = shop.test.get(&shop.officer, &report).await.text();
    for said in [
        "Differential Privacy",
        "Herausgreifen",
        "Verknüpfbarkeit",
        "Inferenz",
        "Ein Kalenderjahr darf 1 kosten. Das reicht für 12 Freigaben; gebraucht werden 12.",
        "Faktor 1,09 (e hoch 0,08)",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let paper = shop.test.get(&shop.officer, &format!("{report}/pdf")).await;
    assert!(paper.bytes.starts_with(b"%PDF"));
    let signed = shop
        .decide(&shop.officer, &path, "unterschreiben", "")
        .await;
    assert_eq!(signed.status, 303, "{}", signed.text());
}
