// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Review at the office.

use http::StatusCode;
use kernel::Role;
use reporting::model::SubmissionState;
use reporting::{reminders, review, store};

use crate::office::{WEEK, closed, hidden, office_with, open, period};

#[tokio::test]
async fn a_case_worker_sees_who_has_reported_opens_a_report_and_accepts_it() {
    let situation = office_with(3).await;
    let cookie = situation.case_worker().await;
    let submission = situation.submit(0, open(40, 3)).await;
    situation.submit(1, open(30, 20)).await;

    let overview = situation.app.get(&cookie, "/pruefung").await;
    assert_eq!(overview.status, StatusCode::OK);
    assert!(overview.text().contains("ARE 2026/27"));

    let week = format!("/pruefung/{}/{WEEK}", situation.collection.id);
    let page = situation.app.get(&cookie, &week).await.text();
    for kita in &situation.kitas {
        assert!(page.contains(&kita.name));
    }
    assert!(page.contains("eine Auffälligkeit"));
    let missing = situation
        .app
        .get(&cookie, &format!("{week}?zustand=fehlt"))
        .await
        .text();
    assert!(missing.contains("Sonnenblume 3") && !missing.contains("Sonnenblume 1"));

    let path = format!("/pruefung/meldung/{}", submission.id);
    let page = situation.app.get(&cookie, &path).await.text();
    assert!(page.contains("Betreute Kinder") && page.contains("40"));
    let opened = "SELECT COUNT(*) FROM audit_entries WHERE action = 'submission.open'";
    assert_eq!(situation.count(opened).await, 1);

    let fields = [("stand", hidden(&page, "stand"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    situation.tick();
    let answer = situation
        .app
        .post(&cookie, &format!("{path}/annehmen"), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        situation.now(submission.id).await.state,
        SubmissionState::Accepted
    );
    let expected = store::expected::find(
        situation.app.app.db.read(),
        situation.collection.id,
        situation.kitas[0].id,
        period(),
    );
    assert_eq!(expected.await.unwrap().unwrap().status.name(), "accepted");
    // Sent twice by the same person: it is as she wished.
    let again = situation
        .app
        .post(&cookie, &format!("{path}/annehmen"), &fields)
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let events = "SELECT COUNT(*) FROM submission_events WHERE kind = 'accepted'";
    assert_eq!(situation.count(events).await, 1);
}

#[tokio::test]
async fn the_second_of_two_case_workers_gets_a_conflict_and_keeps_her_text() {
    let situation = office_with(1).await;
    let first = situation.case_worker().await;
    let second = situation
        .app
        .signed_in("Ole Zweiter", Role::CaseWorker, situation.office.id)
        .await;
    let submission = situation.submit(0, open(40, 30)).await;
    let path = format!("/pruefung/meldung/{}", submission.id);
    let stand = hidden(&situation.app.get(&second, &path).await.text(), "stand");
    let fields = [("stand", stand.as_str())];
    situation.tick();
    let accepted = situation
        .app
        .post(&first, &format!("{path}/annehmen"), &fields)
        .await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);

    let fields = [
        ("stand", stand.as_str()),
        ("kommentar", "Stimmen 30 Kinder?"),
    ];
    let answer = situation
        .app
        .post(&second, &format!("{path}/zurueckgeben"), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    assert!(page.contains("Stimmen 30 Kinder?"));
    assert!(page.contains("Die Meldung ist jetzt angenommen"));
    assert!(page.contains("Ute Prüfer"));
    assert_eq!(
        situation.now(submission.id).await.state,
        SubmissionState::Accepted
    );
}

#[tokio::test]
async fn a_returned_report_is_corrected_and_accepted_and_the_question_stays_sealed() {
    let situation = office_with(1).await;
    let cookie = situation.case_worker().await;
    let submission = situation.submit(0, open(40, 30)).await;
    let path = format!("/pruefung/meldung/{}", submission.id);
    let page = situation.app.get(&cookie, &path).await.text();
    assert!(page.contains("Mehr als ein Drittel erkrankt?"));
    let stand = hidden(&page, "stand");

    let without = [("stand", stand.as_str()), ("kommentar", "  ")];
    let answer = situation
        .app
        .post(&cookie, &format!("{path}/zurueckgeben"), &without)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("field-kommentar-error"));

    let question = "Ist Frau Muster sicher, dass 30 Kinder fehlten?";
    let with = [("stand", stand.as_str()), ("kommentar", question)];
    situation.tick();
    let answer = situation
        .app
        .post(&cookie, &format!("{path}/zurueckgeben"), &with)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        situation.now(submission.id).await.state,
        SubmissionState::Returned
    );
    let events = store::history::events(situation.app.app.db.read(), submission.id)
        .await
        .unwrap();
    let sealed = events.last().unwrap().sealed_note.clone().unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("Muster"));

    let mails = situation.app.mails().await;
    let mail = mails
        .iter()
        .find(|mail| mail.subject.contains("Rückfrage"))
        .expect("the Kita gets a mail");
    assert!(mail.text.contains(&format!("/meldungen/{}", submission.id)));
    assert!(!mail.text.contains("Muster"));

    let returned = situation.now(submission.id).await;
    let corrected = situation.correct(&returned, open(40, 3)).await;
    assert_eq!(corrected.version, 2);
    let page = situation.app.get(&cookie, &path).await.text();
    assert!(page.contains("<del>30</del>") && page.contains("<ins>3</ins>"));
    assert!(page.contains(question));
    let accepted = situation.accept(&corrected).await;
    assert_eq!(accepted.state, SubmissionState::Accepted);
}

#[tokio::test]
async fn many_are_accepted_together_but_none_with_something_implausible() {
    let situation = office_with(3).await;
    let cookie = situation.case_worker().await;
    situation.submit(0, open(40, 3)).await;
    situation.submit(1, closed()).await;
    let implausible = situation.submit(2, open(40, 30)).await;
    let path = format!("/pruefung/{}/{WEEK}/annehmen", situation.collection.id);
    let page = situation.app.get(&cookie, &path).await.text();
    assert!(page.contains("2 Meldungen ohne Auffälligkeit werden angenommen"));
    assert!(page.contains("Eine auffällige Meldung bleibt"));
    let seen: Vec<String> = page
        .split("name=\"meldung\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(seen.len(), 2);
    let mut fields: Vec<(&str, &str)> = seen.iter().map(|one| ("meldung", one.as_str())).collect();
    let forged = format!("{}:{}", implausible.id, review::Seen::of(&implausible));
    fields.push(("meldung", &forged));
    let answer = situation.app.post(&cookie, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let accepted = "SELECT COUNT(*) FROM submissions WHERE state = 'accepted'";
    assert_eq!(situation.count(accepted).await, 2);
    assert_eq!(
        situation.now(implausible.id).await.state,
        SubmissionState::Submitted
    );
}

#[tokio::test]
async fn an_acceptance_is_undone_until_the_report_has_left() {
    let situation = office_with(3).await;
    let cookie = situation.case_worker().await;
    let submissions = situation.accepted(3).await;
    let path = format!("/pruefung/meldung/{}", submissions[0].id);
    let undo = format!("{path}/zuruecknehmen");
    let stand = hidden(&situation.app.get(&cookie, &path).await.text(), "stand");
    situation.tick();
    let answer = situation
        .app
        .post(&cookie, &undo, &[("stand", &stand)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let undone = situation.now(submissions[0].id).await;
    assert_eq!(undone.state, SubmissionState::Submitted);
    assert!(
        situation
            .app
            .get(&cookie, &path)
            .await
            .text()
            .contains("Annahme zurückgenommen")
    );

    let accepted = situation.accept(&undone).await;
    situation.release().await;
    let seen = review::Seen::of(&accepted).to_string();
    let answer = situation
        .app
        .post(&cookie, &undo, &[("stand", &seen)])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        situation.now(accepted.id).await.state,
        SubmissionState::Accepted
    );
    assert!(
        !situation
            .app
            .get(&cookie, &path)
            .await
            .text()
            .contains("zuruecknehmen")
    );
}

#[tokio::test]
async fn whoever_has_not_reported_is_reminded_once_a_day_and_without_content() {
    let situation = office_with(2).await;
    situation.submit(1, open(30, 1)).await;
    let other = reporting::period::Period::Week(crate::office::week("2026-W46"));
    for kita in 0..2 {
        situation.submit_about(other, kita, open(30, 1)).await;
    }
    // Due on Friday, 20 November.
    situation.at("2026-11-20T12:00:00Z");
    assert_eq!(
        reminders::remind_all(&situation.app.app)
            .await
            .unwrap()
            .reports,
        0
    );
    situation.at("2026-11-21T07:00:00Z");
    let reminded = reminders::remind_all(&situation.app.app).await.unwrap();
    assert_eq!((reminded.reports, reminded.mails), (1, 1));
    let again = reminders::remind_all(&situation.app.app).await.unwrap();
    assert_eq!((again.reports, again.mails), (0, 0));
    situation.at("2026-11-23T07:00:00Z");
    assert_eq!(
        reminders::remind_all(&situation.app.app)
            .await
            .unwrap()
            .reports,
        0
    );
    situation.at("2026-11-24T07:00:00Z");
    assert_eq!(
        reminders::remind_all(&situation.app.app)
            .await
            .unwrap()
            .reports,
        1
    );

    // By hand on the same day: nobody is reminded twice.
    let cookie = situation.case_worker().await;
    let path = format!("/pruefung/{}/{WEEK}/erinnern", situation.collection.id);
    let answer = situation.app.post(&cookie, &path, &[("alle", "ja")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(situation.count("SELECT COUNT(*) FROM reminders").await, 2);
    situation.at("2026-11-25T10:00:00Z");
    let cookie = situation.case_worker().await;
    let chosen = situation.kitas[0].id.to_string();
    let fields = [("einrichtung", chosen.as_str()), ("gewaehlt", "ja")];
    situation.app.post(&cookie, &path, &fields).await;
    assert_eq!(situation.count("SELECT COUNT(*) FROM reminders").await, 3);
    let audited = "SELECT COUNT(*) FROM audit_entries WHERE action = 'reminder.send'";
    assert_eq!(situation.count(audited).await, 3);

    let mails = situation.app.mails().await;
    let reminders: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.contains("fehlt"))
        .collect();
    assert_eq!(reminders.len(), 3);
    insta::assert_snapshot!(
        reminders[0]
            .text
            .replace(&situation.collection.id.to_string(), "COLLECTION")
            .replace(&chosen, "INSTITUTION")
    );
}

#[tokio::test]
async fn nobody_outside_the_office_reviews_or_opens_its_reports() {
    let situation = office_with(3).await;
    let submission = situation.accepted(3).await.remove(0);
    situation.release().await;
    let release: Option<uuid::Uuid> = db::scalar(
        situation.app.app.db.read(),
        "SELECT id FROM office_ledger",
        vec![],
    )
    .await
    .unwrap();
    let week = format!("/pruefung/{}/{WEEK}", situation.collection.id);
    let one = format!("/pruefung/meldung/{}", submission.id);
    let gets = [
        "/pruefung".to_owned(),
        week.clone(),
        format!("{week}/annehmen"),
        one.clone(),
        "/freigaben".to_owned(),
        format!("/freigaben/{}", release.unwrap()),
        format!("/freigaben/vorschau/{}", situation.collection.id),
        format!("/meldungen/{}", submission.id),
        format!("/api/v1/submissions/{}", submission.id),
    ];
    let posts = [
        format!("{week}/annehmen"),
        format!("{week}/erinnern"),
        format!("{one}/annehmen"),
        format!("{one}/zuruecknehmen"),
        format!("{one}/zurueckgeben"),
        format!("/freigaben/vorschau/{}", situation.collection.id),
    ];
    let at_state = [
        Role::StateAdministrator,
        Role::FormAuthor,
        Role::Analyst,
        Role::DataProtectionOfficer,
    ]
    .map(|role| (role, situation.state.id));
    let elsewhere = [
        Role::CaseWorker,
        Role::OfficeAdministrator,
        Role::DataProtectionOfficer,
    ]
    .map(|role| (role, situation.other_office.id));
    let own_place = |path: &str| path == "/pruefung" || path == "/freigaben";
    for (role, organisation) in at_state.into_iter().chain(elsewhere) {
        let name = format!("{role} {organisation}");
        let cookie = situation.app.signed_in(&name, role, organisation).await;
        let of_state = organisation == situation.state.id;
        for path in &gets {
            if !of_state && own_place(path) {
                continue;
            }
            let answer = situation.app.get(&cookie, path).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status);
            assert!(refused, "{role} GET {path}: {}", answer.status);
            assert!(!answer.text().contains("Sonnenblume"), "{role} GET {path}");
        }
        for path in &posts {
            let seen = review::Seen::of(&submission).to_string();
            let fields = [("stand", seen.as_str()), ("kommentar", "x"), ("alle", "ja")];
            let answer = situation.app.post(&cookie, path, &fields).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status);
            assert!(refused, "{role} POST {path}: {}", answer.status);
        }
    }
    assert_eq!(situation.now(submission.id).await, submission);
}
