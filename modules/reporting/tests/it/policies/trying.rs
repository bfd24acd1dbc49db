// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Turning the knobs: faults at their fields, figures on invented and on real reports.

use kernel::Role;
use reporting::store;

use super::{author_of, place, posted, set, shop};
use crate::house::{FINE, house};

/// The part of the workshop with the figures.
fn figures(page: &str) -> &str {
    let part = page.split("id=\"figures\"").nth(1).unwrap();
    part.split("</section>").next().unwrap()
}

#[tokio::test]
async fn calculating_shows_figures_of_invented_reports_and_saves_nothing() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let workshop = format!("{path}/werkstatt");
    let fields = shop.argued(&shop.author, &path).await;
    let before = shop.kept(&path).await;
    let mut knobs = fields.clone();
    set(&mut knobs, "aktion", "rechnen");
    let five = shop.post(&shop.author, &workshop, &knobs).await;
    assert_eq!(five.status, 200, "{}", five.text());
    assert!(
        five.text()
            .contains("erfundenen Meldungen zu diesem Formular")
    );
    let again = shop.post(&shop.author, &workshop, &knobs).await;
    let figures = |text: &str| figures(text).to_owned();
    assert_eq!(
        figures(&five.text()),
        figures(&again.text()),
        "invented once for all"
    );
    set(&mut knobs, "k", "40");
    let forty = shop.post(&shop.author, &workshop, &knobs).await;
    assert_eq!(forty.status, 200);
    assert_ne!(figures(&five.text()), figures(&forty.text()), "k is felt");
    assert_eq!(shop.kept(&path).await, before);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let workshop = format!("{path}/werkstatt");
    let page = shop.test.get(&shop.author, &workshop).await.text();
    let mut fields = posted(&page);
    let age = place(&page, "Alter");
    set(&mut fields, "k", "wenige");
    set(&mut fields, "wochen_0", "3");
    set(&mut fields, "warten_1", "50");
    set(&mut fields, &format!("feinste_{age}"), "all");
    set(&mut fields, &format!("groebste_{age}"), "age-group");
    let refused = shop.save(&shop.author, &path, fields).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    for said in [
        "href=\"#field-k\"",
        "value=\"wenige\"",
        "Geben Sie eine ganze Zahl von 2 bis 1.000 an.",
        "Die Geduld beginnt bei 0 Wochen",
        "Warten ist höchstens so viel wert",
        "Alter: Die feinste Stufe ist gröber als die gröbste.",
        "Begründen Sie, warum das Feld unbedenklich ist.",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    assert_eq!(shop.kept(&path).await.version, 1);
    // A draft that lacks reasons can be kept, but not submitted.
    let fields = posted(&page);
    assert_eq!(shop.save(&shop.author, &path, fields).await.status, 303);
    let page = shop.test.get(&shop.author, &path).await.text();
    assert!(page.contains("Vor dem Vorlegen ist noch offen"), "{page}");
    assert!(!page.contains("Dem Datenschutz vorlegen"), "{page}");
    let early = shop.submit(&shop.author, &path).await;
    assert!(early.location().ends_with("/werkstatt"));
    assert_eq!(shop.kept(&path).await.hash, None);
}

#[tokio::test]
async fn a_field_that_the_form_calls_an_identifier_cannot_become_anything_else() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let mut fields = shop.argued(&shop.author, &path).await;
    let content = shop.kept(&path).await.content;
    let named = |name: &str| content.fields.iter().position(|field| field.name == name);
    let birth = named("gate.birth_date").unwrap();
    set(&mut fields, &format!("klasse_{birth}"), "date");
    assert_eq!(shop.save(&shop.author, &path, fields).await.status, 303);
    let kept = shop.kept(&path).await.content;
    assert_eq!(kept.fields[birth], content.fields[birth]);
}

#[tokio::test]
async fn variety_and_its_reference_are_kept_as_typed() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let mut fields = shop.argued(&shop.author, &path).await;
    let content = shop.kept(&path).await.content;
    let at = content
        .fields
        .iter()
        .position(|field| field.name == "gate.situation");
    let at = at.unwrap();
    set(&mut fields, &format!("verschiedene_{at}"), "3");
    set(&mut fields, &format!("naehe_{at}"), "40");
    set(
        &mut fields,
        &format!("vergleich_{at}"),
        "none = 5\nunbekannt = 1",
    );
    let wrong = shop.post_work(&path, fields.clone()).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("je Zeile einen Wert des Feldes"),
        "{}",
        wrong.text()
    );
    set(
        &mut fields,
        &format!("vergleich_{at}"),
        "none = 5\nincomplete = 3",
    );
    assert_eq!(shop.save(&shop.author, &path, fields).await.status, 303);
    let page = shop.test.get(&shop.author, &path).await.text();
    assert!(page.contains("mindestens 3 verschiedene Werte"), "{page}");
    assert!(page.contains("höchstens 40 % Abstand von"), "{page}");
}

#[tokio::test]
async fn a_preset_sets_what_it_names() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let mut fields = shop.argued(&shop.author, &path).await;
    set(&mut fields, "zweck", "Ein eigener Zweck");
    set(&mut fields, "aktion", "vorlage-children");
    let page = shop
        .post(&shop.author, &format!("{path}/werkstatt"), &fields)
        .await;
    assert_eq!(page.status, 200, "{}", page.text());
    let fields = posted(&page.text());
    let value = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(value("k"), Some("10"));
    assert_eq!(value("zweck"), Some("Ein eigener Zweck"));
}

#[tokio::test]
async fn real_reports_are_tried_by_whoever_may_open_them_and_small_counts_stay_untold() {
    let house = house().await;
    let cookie = house.reporter.clone();
    let (_, sent) = house.send(&cookie, "2026-W47", &FINE).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let (author, cookie) = author_of(&house).await;
    let version = house.collection.form_version.to_string();
    let fields = [("formular", version.as_str()), ("vorlage", "facility")];
    let begun = house
        .test
        .post(&cookie, "/freigaberegeln/neu", &fields)
        .await;
    let workshop = begun.location().to_owned();
    let page = house.test.get(&cookie, &workshop).await.text();
    assert!(!page.contains("name=\"quelle\""), "she may open no report");

    let office = house.state.offices[0].id;
    house.test.add_role(author, Role::CaseWorker, office).await;
    let cookie = house.test.sign_in_as(author).await;
    let page = house.test.get(&cookie, &workshop).await.text();
    assert!(page.contains("name=\"quelle\""), "{page}");
    let mut fields = posted(&page);
    let source = format!("{}/{office}", house.collection.id);
    set(&mut fields, "quelle", &source);
    set(&mut fields, "aktion", "rechnen");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let tried = house.test.post(&cookie, &workshop, &fields).await.text();
    let figures = figures(&tried);
    assert!(figures.contains("Meldungen von Amt A"), "{figures}");
    assert!(figures.contains("weniger als 3"), "{figures}");
    assert!(!figures.contains("Größte Gruppen"), "{figures}");
    assert!(!figures.contains(&house.state.kitas[0].name), "{figures}");
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE action = 'answers.evaluate'";
    let noted: Option<i64> = db::scalar(house.test.db.read(), noted, vec![])
        .await
        .unwrap();
    assert_eq!(noted, Some(1));
    // An office that is not hers is none to choose.
    let foreign = format!("{}/{}", house.collection.id, house.state.offices[1].id);
    let fields: Vec<(&str, &str)> = fields
        .into_iter()
        .map(|(name, value)| {
            (
                name,
                if name == "quelle" {
                    foreign.as_str()
                } else {
                    value
                },
            )
        })
        .collect();
    let tried = house.test.post(&cookie, &workshop, &fields).await.text();
    assert!(!tried.contains("Meldungen von Amt B"), "{tried}");
    let policies = store::policies::all(house.test.db.read()).await.unwrap();
    assert_eq!(policies[0].figures, None, "real figures are never kept");
}
