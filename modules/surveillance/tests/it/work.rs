// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Assessment, comments, history, hand-over, tasks.

use http::StatusCode;
use surveillance::model::{Assessment, Dismissal};

use crate::house::{House, is};

#[tokio::test]
async fn a_signal_is_verified_and_dismissed_with_a_reason() {
    let house = House::with_signals().await;
    let signal = house.signal("03101").await;
    let page = house
        .see(&house.analyst, &format!("/signale/{}", signal.id))
        .await;
    for (value, label) in [
        ("verify", "In Prüfung nehmen"),
        ("dismiss", "Verwerfen"),
        ("confirm", "Als Ausbruch bewerten"),
        ("comment", "Nur kommentieren"),
    ] {
        let field = format!("name=\"bewertung\" value=\"{value}\"");
        assert!(page.contains(&field) && page.contains(label), "{value}");
    }
    let fields = [("bewertung", "verify"), ("kommentar", "Ich rufe an.")];
    let verified = house.assess(&house.analyst, &signal, &fields).await;
    assert_eq!(
        verified.status,
        StatusCode::SEE_OTHER,
        "{}",
        verified.text()
    );
    let signal = house.signal("03101").await;
    assert!(is(&signal, Assessment::Verifying));

    let missing = [("bewertung", "dismiss"), ("kommentar", "Nichts dran.")];
    let refused = house.assess(&house.analyst, &signal, &missing).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("Wählen Sie einen Grund.") && text.contains("Nichts dran."));
    let other = [
        ("bewertung", "dismiss"),
        ("grund", "other"),
        ("kommentar", ""),
    ];
    let refused = house.assess(&house.analyst, &signal, &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let fields = [
        ("bewertung", "dismiss"),
        ("grund", "artefact"),
        ("kommentar", ""),
    ];
    house.assess(&house.analyst, &signal, &fields).await;
    let signal = house.signal("03101").await;
    assert_eq!(signal.dismissal, Some(Dismissal::Artefact));
    let page = house
        .see(&house.analyst, &format!("/signale/{}", signal.id))
        .await;
    for said in [
        "Ich rufe an.",
        "Verworfen: Nachmeldungen",
        "Anna Analyse",
        "Gefunden: 40",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let trail = house.test.trail(house.state.uuid()).await;
    let deeds = trail.iter().filter(|one| *one == "signal.assess").count();
    assert_eq!(deeds, 2, "{trail:?}");

    let fields = [("bewertung", "reopen"), ("kommentar", "")];
    house.assess(&house.analyst, &signal, &fields).await;
    assert_eq!(house.signal("03101").await.dismissal, None);
}

#[tokio::test]
async fn the_second_of_two_people_is_told_and_changes_nothing() {
    let house = House::with_signals().await;
    let seen = house.signal("03101").await;
    house
        .assess(&house.analyst, &seen, &[("bewertung", "verify")])
        .await;
    let now = house.signal("03101").await;
    let fields = [("bewertung", "comment"), ("kommentar", "Zu spät.")];
    let late = house.assess(&house.worker, &seen, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("inzwischen geändert"));
    assert_eq!(house.signal("03101").await, now);
    let handed = house.hand_over(&seen, house.first).await;
    assert_eq!(handed.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn new_numbers_conflict_with_an_assessment_of_the_old_ones() {
    let house = House::with_signals().await;
    let seen = house.signal("03101").await;
    house.version(2, 55).await;
    house.look().await;
    let late = house
        .assess(&house.analyst, &seen, &[("bewertung", "verify")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_is_handed_over_is_work_of_the_office_until_it_is_assessed() {
    let house = House::with_signals().await;
    let tasks = house.see(&house.analyst, "/aufgaben").await;
    assert!(tasks.contains("2 neue Signale bewerten"), "{tasks}");
    let whole = house.signal("03").await;
    let path = format!("/signale/{}", whole.id);
    assert_eq!(
        house.test.get(&house.worker, &path).await.status,
        StatusCode::NOT_FOUND,
        "a signal of the state is not the office's"
    );
    let handed = house.hand_over(&whole, house.first).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text());
    let tasks = house.see(&house.worker, "/aufgaben").await;
    assert!(tasks.contains("Signal prüfen: Influenza"), "{tasks}");
    let page = house.see(&house.worker, &path).await;
    assert!(page.contains("Bitte bei der Schule nachfragen.") && page.contains("Amt A"));
    assert!(!page.contains("An ein Gesundheitsamt übergeben"), "{page}");
    let tasks = house.see(&house.other, "/aufgaben").await;
    assert!(!tasks.contains("Signal prüfen"));

    let whole = house.signal("03").await;
    let fields = [
        ("bewertung", "confirm"),
        ("kommentar", "Ausbruch in der Schule."),
    ];
    let done = house.assess(&house.worker, &whole, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let tasks = house.see(&house.worker, "/aufgaben").await;
    assert!(!tasks.contains("Signal prüfen"));
    assert!(is(&house.signal("03").await, Assessment::Outbreak));
}
