// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From the notification to the file.

use crate::house::{KIM, Notified, house};

#[tokio::test]
async fn a_notification_opens_one_file_with_its_first_steps_and_nothing_open_about_the_person() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    let paths = house.paths().await;
    assert_eq!(paths.len(), 1);
    let list = house.page(&house.worker, "/faelle").await;
    assert!(list.contains("Masernschutz") && list.contains("Meldung prüfen"));
    assert!(!list.contains("Geheim"), "a list names nobody");
    let page = house.page(&house.worker, &paths[0]).await;
    for text in [
        "Müller-Geheim, Kim",
        "Deichstraße 1",
        "Kein Nachweis",
        &sent.receipt,
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    // Opening the answers is in the audit trail, by the product and then by the case worker.
    let office = house.state.offices[0].id;
    let trail = house.test.trail(office.uuid()).await;
    for action in ["submission.open", "case.work", "case.open"] {
        assert!(
            trail.iter().any(|one| one == action),
            "{action} in {trail:?}"
        );
    }
    // No column but the sealed ones says who it is.
    for (table, columns) in [
        (
            "case_files",
            "number || state || COALESCE(closing_reason, '')",
        ),
        ("case_reports", "receipt || state"),
        ("case_steps", "title || plan"),
        ("case_events", "about || kind"),
        ("jobs", "payload || kind"),
    ] {
        for word in ["Geheim", "2021-03-02", "Deichstra"] {
            let rows = format!("{table} WHERE {columns} LIKE '%{word}%'");
            assert_eq!(house.count(&rows).await, 0, "{word} in {table}");
        }
    }
}

#[tokio::test]
async fn events_that_come_again_or_late_change_nothing_twice() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    let event = reporting::events::ReportEvent::of(&sent);
    for _ in 0..2 {
        cases::intake::follow(&house.test.app, &event)
            .await
            .unwrap();
    }
    assert_eq!(house.count("case_files").await, 1);
    assert_eq!(
        house
            .count("case_events WHERE kind = 'opened-by-report'")
            .await,
        1
    );
    house
        .correct(
            &sent,
            Notified {
                family: "Meyer",
                ..KIM
            },
        )
        .await;
    // The first event once more, after the correction.
    cases::intake::follow(&house.test.app, &event)
        .await
        .unwrap();
    assert_eq!(
        house
            .count("case_events WHERE kind = 'report-corrected'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_corrected_notification_is_shown_beside_the_file_until_somebody_decides() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    house
        .correct(
            &sent,
            Notified {
                given: "Kimberley",
                ..KIM
            },
        )
        .await;
    let path = house.paths().await.remove(0);
    let page = house.page(&house.worker, &path).await;
    assert!(page.contains("<ins>Kimberley</ins>"), "{page}");
    assert!(
        page.contains("Müller-Geheim, Kim<"),
        "the file says what it said"
    );
    let step = format!("meldung/{}", sent.id);
    let fields = [("stelle", "0"), ("aktion", "uebernehmen")];
    let taken = house.act(&path, &step, &fields).await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    let page = house.page(&house.worker, &path).await;
    assert!(page.contains("Müller-Geheim, Kimberley") && !page.contains("<ins>"));
}

#[tokio::test]
async fn a_withdrawn_notification_stays_in_the_file_and_says_so() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    house.withdraw(&sent).await;
    let path = house.paths().await.remove(0);
    let page = house.page(&house.worker, &path).await;
    assert!(page.contains("zurückgezogen"), "{page}");
    // One that was taken back before the product looked opens nothing.
    let other = house
        .notify(
            1,
            Notified {
                given: "Ada",
                ..KIM
            },
        )
        .await;
    assert_eq!(house.count("case_files").await, 2);
    house.withdraw(&other).await;
    assert_eq!(house.count("case_files").await, 2);
}

#[tokio::test]
async fn a_file_is_opened_by_hand() {
    let house = house().await;
    let page = house.page(&house.worker, "/faelle/neu").await;
    assert!(page.contains("Masernschutz"));
    let kind = house.kind.to_string();
    let without = house
        .test
        .post(
            &house.worker,
            "/faelle/neu",
            &[("art", &kind), ("birth-date", "gestern")],
        )
        .await;
    assert_eq!(without.status, 422);
    assert!(without.text().contains("Geben Sie den Nachnamen an"));
    let fields = [
        ("art", kind.as_str()),
        ("family-name", "Von Hand"),
        ("birth-date", "1990-01-01"),
    ];
    let made = house.test.post(&house.worker, "/faelle/neu", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let page = house.page(&house.worker, made.location()).await;
    assert!(page.contains("Von Hand") && page.contains("Ute Prüfer"));
}

#[tokio::test]
async fn reports_of_other_collections_open_nothing() {
    let house = house().await;
    let tx = house.test.app.db.begin().await.unwrap();
    let now = house.test.app.clock.now();
    cases::store::types::set_retired(&tx, house.kind, true, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.notify(0, KIM).await;
    assert_eq!(house.count("case_files").await, 0);
}

/// A form that asks for several people in a repeat.
const SEVERAL: &str = "
| survey | | | |
| | type | name | label |
| | text | town | Town |
| | begin_repeat | child | Child |
| | text | last_name | Name |
| | date | birth_date | Born |
| | end_repeat | | |
| settings | | | |
| | form_id | form_title | |
| | several | Several | |
";

#[test]
fn a_report_about_several_people_is_about_each_of_them() {
    use cases::model::{Definition, Slot};
    let (spec, _) = forms::xlsform::read_fillable(SEVERAL.as_bytes(), "several.md").unwrap();
    let form = forms::CompiledForm::compile(&spec).unwrap();
    let definition = Definition {
        mapping: [
            (Slot::FamilyName, "child/last_name"),
            (Slot::BirthDate, "child/birth_date"),
            (Slot::Town, "town"),
        ]
        .map(|(slot, path)| (slot, path.to_owned()))
        .into(),
        ..Definition::default()
    };
    let answers = [
        ("town", "Aurich"),
        ("child[1]/last_name", "Eins"),
        ("child[1]/birth_date", "2021-01-01"),
        ("child[2]/last_name", "Zwei"),
        ("child[2]/birth_date", "2022-02-02"),
        ("child[3]/last_name", ""),
    ]
    .into_iter()
    .collect();
    let people: Vec<_> = cases::intake::people_of(&definition, &form, &answers)
        .into_iter()
        .map(|person| [person.family_name, person.birth_date, person.town].join(" "))
        .collect();
    assert_eq!(people, ["Eins 2021-01-01 Aurich", "Zwei 2022-02-02 Aurich"]);
}
