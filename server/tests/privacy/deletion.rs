// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deleting what is held about somebody: two people, grounds, duties to keep, proofs.

use crate::house::{ADA, KIM, house};

#[tokio::test]
async fn a_second_person_confirms_and_then_nothing_is_found_any_more_but_the_proof() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(0, ADA).await;
    let request = house.request("erasure", KIM).await;
    assert_eq!(house.find(&request).await, 2);
    let (officer, administrator) = (&house.officer, &house.administrator);
    let fields = [
        ("rechtsgrund", "unlawful"),
        ("grund", "Meldung war ein Irrtum"),
    ];
    house.done(officer, &request, "loeschen", &fields).await;
    let tasks = house.page(administrator, "/aufgaben").await;
    assert!(
        tasks.contains("Löschung bestätigen oder ablehnen"),
        "{tasks}"
    );
    let confirm = [("aktion", "bestaetigen")];
    let own = house
        .act(officer, &request, "loeschen/entscheiden", &confirm)
        .await;
    assert_eq!(own.status, 409, "not the same person");
    assert_eq!(house.count("submissions").await, 2);
    let page = house
        .page(administrator, &format!("{request}/loeschen"))
        .await;
    assert!(
        page.contains("Dora Schutz") && page.contains("2 Fundstellen"),
        "{page}"
    );
    house
        .done(administrator, &request, "loeschen/entscheiden", &confirm)
        .await;

    assert_eq!(house.count("submissions").await, 1);
    assert_eq!(house.count("submission_versions").await, 1);
    assert_eq!(house.count("case_files").await, 1);
    assert_eq!(house.count("case_reports").await, 1);
    assert_eq!(house.count("case_deletions").await, 1);
    assert_eq!(house.count("privacy_proofs").await, 2);
    house.test.run_jobs().await;
    let again = house.request("access", KIM).await;
    assert_eq!(house.find(&again).await, 0, "nothing is held any more");
    let page = house.page(officer, &request).await;
    assert!(
        page.contains("Gelöscht: 2") && page.contains("gelöscht am"),
        "{page}"
    );
    let proofs = house.page(officer, "/betroffenenrechte/nachweise").await;
    assert!(
        proofs.contains("DS-2026-00001") && proofs.contains("Adi Amt"),
        "{proofs}"
    );
    assert!(!proofs.contains("Geheim"));
    let trail = house.trail().await;
    assert!(trail.contains("report.delete") && trail.contains("case.delete"));
    assert!(!trail.contains("geheim"));
}

#[tokio::test]
async fn a_duty_to_keep_is_stronger_unless_it_was_unlawful() {
    let house = house().await;
    house.notify(0, KIM).await;
    let request = house.request("erasure", KIM).await;
    house.find(&request).await;
    let officer = &house.officer;
    let page = house.page(officer, &format!("{request}/loeschen")).await;
    assert!(page.contains("Die Akte wird noch bearbeitet"), "{page}");
    // The register of the office says that reports are kept for a year.
    let key = format!("collection/{}", house.collection.id);
    let keep = [
        ("stand", "0"),
        ("schluessel", key.as_str()),
        ("monate", "12"),
    ];
    let kept = house
        .test
        .post(officer, "/verzeichnis/taetigkeit", &keep)
        .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let fields = [("rechtsgrund", "not-needed"), ("grund", "Nicht mehr nötig")];
    let refused = house.act(officer, &request, "loeschen", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Alles muss noch aufbewahrt werden"));
    let none = [("stand", "1"), ("schluessel", key.as_str()), ("monate", "")];
    house
        .test
        .post(officer, "/verzeichnis/taetigkeit", &none)
        .await;
    house.done(officer, &request, "loeschen", &fields).await;
    let confirm = [("aktion", "bestaetigen")];
    house
        .done(
            &house.administrator,
            &request,
            "loeschen/entscheiden",
            &confirm,
        )
        .await;
    assert_eq!(house.count("submissions").await, 0, "the report goes");
    assert_eq!(house.count("case_files").await, 1, "the open file stays");
    let page = house.page(officer, &request).await;
    assert!(page.contains("aufbewahrt werden muss: 1"), "{page}");
    house.test.run_jobs().await;
    assert_eq!(
        house.count("case_reports").await,
        0,
        "what the report said is forgotten"
    );
    assert_eq!(
        house
            .count("case_events WHERE kind = 'report-deleted'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_proposal_can_be_turned_down() {
    let house = house().await;
    house.notify(0, KIM).await;
    let request = house.request("erasure", KIM).await;
    house.find(&request).await;
    let fields = [("rechtsgrund", "unlawful"), ("grund", "Irrtum")];
    house
        .done(&house.officer, &request, "loeschen", &fields)
        .await;
    let closing = [("ergebnis", "refused")];
    let waits = house
        .act(&house.officer, &request, "schliessen", &closing)
        .await;
    assert_eq!(waits.status, 409);
    let reject = [("aktion", "ablehnen"), ("grund", "Doch nötig")];
    house
        .done(
            &house.administrator,
            &request,
            "loeschen/entscheiden",
            &reject,
        )
        .await;
    assert_eq!(house.count("submissions").await, 1);
    assert_eq!(house.count("privacy_proofs").await, 0);
    let confirm = [("aktion", "bestaetigen")];
    let gone = house
        .act(
            &house.administrator,
            &request,
            "loeschen/entscheiden",
            &confirm,
        )
        .await;
    assert_eq!(gone.status, 409, "nothing is proposed any more");
}
