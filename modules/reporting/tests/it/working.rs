// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The work around reports: questions and answers, who looks after them, what is striking.

use http::StatusCode;
use kernel::Role;
use reporting::model::SubmissionState;
use reporting::period::Period;

use crate::office::{Situation, WEEK, hidden, office_with, open};

fn week(text: &str) -> Period {
    text.parse().unwrap()
}

async fn reporter(situation: &Situation) -> String {
    situation.app.sign_in_as(situation.reporter).await
}

/// Posts a message from the page `path` and gives the answer.
async fn say(
    situation: &Situation,
    cookie: &str,
    path: &str,
    more: &[(&str, &str)],
) -> directory::testing::Answer {
    let page = situation.app.get(cookie, path).await.text();
    let id = hidden(&page, "kennung");
    let mut fields = vec![("kennung", id.as_str())];
    fields.extend_from_slice(more);
    situation.tick();
    situation
        .app
        .post(cookie, &format!("{path}/nachricht"), &fields)
        .await
}

#[tokio::test]
async fn an_office_asks_and_the_institution_answers_without_a_change_of_the_report() {
    let situation = office_with(1).await;
    let submission = situation.submit(0, open(40, 3)).await;
    let at_office = format!("/pruefung/meldung/{}", submission.id);
    let at_kita = format!("/meldungen/{}", submission.id);
    let worker = situation.case_worker().await;
    let kita = reporter(&situation).await;

    let question = "Fehlte auch Kind Mustermann?";
    let asked = [("nachricht", question), ("zu", "ill")];
    let answer = say(&situation, &worker, &at_office, &asked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let mails = situation.app.mails().await;
    let mail = mails.iter().find(|mail| mail.subject.contains("Rückfrage"));
    let mail = mail.expect("the Kita gets a mail");
    assert!(mail.text.contains(&at_kita) && !mail.text.contains("Mustermann"));
    let sealed = "SELECT COUNT(*) FROM submission_messages WHERE question = 'ill'";
    assert_eq!(situation.count(sealed).await, 1);

    let list = situation.app.get(&kita, "/aufgaben").await.text();
    assert!(
        list.contains(&format!("Meldung {}", submission.receipt)),
        "{list}"
    );
    let page = situation.app.get(&kita, &at_kita).await.text();
    assert!(
        page.contains(question) && page.contains("Die Einrichtung ist um eine Antwort gebeten.")
    );
    let answered = [("nachricht", "Ja, seit Montag.")];
    let answer = say(&situation, &kita, &at_kita, &answered).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);

    let list = situation
        .app
        .get(&worker, "/pruefung/meine?liste=antworten")
        .await
        .text();
    assert!(list.contains("neue Antwort") && list.contains("Kita Sonnenblume 1"));
    let page = situation.app.get(&worker, &at_office).await.text();
    assert!(page.contains("Ja, seit Montag."));
    let settled = situation
        .app
        .post(&worker, &format!("{at_office}/geklaert"), &[])
        .await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER);
    let page = situation.app.get(&worker, &at_office).await.text();
    assert!(page.contains("Alles ist geklärt."));
    assert_eq!(situation.now(submission.id).await, submission);
}

#[tokio::test]
async fn a_note_stays_at_the_office_and_nothing_is_lost_or_written_twice() {
    let situation = office_with(1).await;
    let submission = situation.submit(0, open(40, 3)).await;
    let at_office = format!("/pruefung/meldung/{}", submission.id);
    let worker = situation.case_worker().await;
    let page = situation.app.get(&worker, &at_office).await.text();
    let id = hidden(&page, "kennung");
    let note = [
        ("kennung", id.as_str()),
        ("nachricht", "Am Telefon bestätigt"),
        ("intern", "ja"),
    ];
    for _ in 0..2 {
        situation.tick();
        let path = format!("{at_office}/nachricht");
        let answer = situation.app.post(&worker, &path, &note).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let all = "SELECT COUNT(*) FROM submission_messages";
    assert_eq!(situation.count(all).await, 1);
    assert!(
        situation
            .app
            .mails()
            .await
            .iter()
            .all(|mail| !mail.subject.contains("Rückfrage"))
    );
    let kita = reporter(&situation).await;
    let page = situation
        .app
        .get(&kita, &format!("/meldungen/{}", submission.id))
        .await
        .text();
    assert!(!page.contains("Am Telefon bestätigt"));

    let long = "x".repeat(2_001);
    let answer = say(&situation, &worker, &at_office, &[("nachricht", &long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains(&long));
    let answer = say(&situation, &worker, &at_office, &[("nachricht", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(situation.count(all).await, 1);
}

#[tokio::test]
async fn nobody_else_reads_or_writes_in_a_conversation() {
    let situation = office_with(2).await;
    let submission = situation.submit(0, open(40, 3)).await;
    let at_office = format!("/pruefung/meldung/{}", submission.id);
    let at_kita = format!("/meldungen/{}", submission.id);
    let strangers = [
        (Role::CaseWorker, situation.other_office.id),
        (Role::InstitutionManager, situation.kitas[1].id),
        (Role::FormAuthor, situation.state.id),
    ];
    for (number, (role, place)) in strangers.into_iter().enumerate() {
        let cookie = situation
            .app
            .signed_in(&format!("Fremde {number}"), role, place)
            .await;
        for path in [&at_office, &at_kita] {
            let path = format!("{path}/nachricht");
            let fields = [("nachricht", "Hallo")];
            let answer = situation.app.post(&cookie, &path, &fields).await;
            assert!(
                [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status),
                "{role:?} {path}"
            );
        }
        let assign = format!("{at_office}/zuweisen");
        let answer = situation
            .app
            .post(&cookie, &assign, &[("fassung", "0")])
            .await;
        assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status));
    }
    let all = "SELECT COUNT(*) FROM submission_messages";
    assert_eq!(situation.count(all).await, 0);
}

#[tokio::test]
async fn a_report_is_given_to_somebody_who_finds_it_in_her_list_and_the_second_giver_is_told() {
    let situation = office_with(2).await;
    let submission = situation.submit(0, open(40, 3)).await;
    situation.submit(1, open(40, 3)).await;
    let path = format!("/pruefung/meldung/{}", submission.id);
    let worker = situation.case_worker().await;
    let me = situation.worker.to_string();
    let fields = [
        ("fassung", "0"),
        ("wer", me.as_str()),
        ("bis", "2026-11-17"),
    ];
    let answer = situation
        .app
        .post(&worker, &format!("{path}/zuweisen"), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let list = situation.app.get(&worker, "/pruefung/meine").await.text();
    assert!(list.contains("Kita Sonnenblume 1") && !list.contains("Kita Sonnenblume 2"));
    assert!(list.contains("überfällig") && list.contains("17.11.2026"));
    let tasks = situation.app.get(&worker, "/aufgaben").await.text();
    assert!(tasks.contains("Eine Meldung ist Ihnen zugewiesen"));
    let nobody = situation
        .app
        .get(&worker, "/pruefung/meine?liste=niemand")
        .await
        .text();
    assert!(!nobody.contains("Kita Sonnenblume 1") && nobody.contains("Kita Sonnenblume 2"));

    let stale = [("fassung", "0"), ("wer", ""), ("bis", "")];
    let answer = situation
        .app
        .post(&worker, &format!("{path}/zuweisen"), &stale)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = situation.app.get(&worker, &path).await.text();
    assert!(page.contains("inzwischen geändert") && page.contains("2026-11-17"));

    let kita_manager = situation.reporter.to_string();
    let foreign = [("fassung", "1"), ("wer", kita_manager.as_str())];
    let answer = situation
        .app
        .post(&worker, &format!("{path}/zuweisen"), &foreign)
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let accepted = situation.accept(&situation.now(submission.id).await).await;
    assert_eq!(accepted.state, SubmissionState::Accepted);
    let list = situation.app.get(&worker, "/pruefung/meine").await.text();
    assert!(list.contains("Ihnen ist keine offene Meldung zugewiesen."));
}

#[tokio::test]
async fn the_reports_of_a_week_are_given_together_and_those_to_come_by_a_duty() {
    let situation = office_with(3).await;
    for kita in 0..2 {
        situation.submit(kita, open(40, 3)).await;
    }
    let worker = situation.case_worker().await;
    let week = format!("/pruefung/{}/{WEEK}", situation.collection.id);
    let path = format!("{week}/zuweisen");
    let page = situation.app.get(&worker, &path).await.text();
    let seen: Vec<String> = page
        .split("name=\"meldung\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(seen.len(), 2);
    let me = situation.worker.to_string();
    let mut fields: Vec<(&str, &str)> = seen.iter().map(|one| ("meldung", one.as_str())).collect();
    fields.extend([("wer", me.as_str()), ("bis", "2026-11-27")]);
    let answer = situation.app.post(&worker, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = situation
        .app
        .get(&worker, &format!("{week}?zustand=meine"))
        .await
        .text();
    assert!(page.contains("2 Meldungen sind zugewiesen.") && page.contains("bei Ute Prüfer"));
    assert!(page.contains("Sonnenblume 1") && page.contains("Sonnenblume 2"));
    // The same page once more: nothing is as it was seen there.
    let answer = situation.app.post(&worker, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = situation.app.get(&worker, &week).await.text();
    assert!(page.contains("2 wurden inzwischen anders zugewiesen"));

    let duty = [("zustaendig", me.as_str())];
    let answer = situation
        .app
        .post(&worker, &format!("{week}/zustaendig"), &duty)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    situation.submit(2, open(40, 3)).await;
    let list = situation.app.get(&worker, "/pruefung/meine").await.text();
    assert!(list.contains("Kita Sonnenblume 3"));
}

#[tokio::test]
async fn a_number_unlike_those_before_and_a_copied_report_are_pointed_out() {
    let situation = office_with(2).await;
    situation.at("2026-12-28T09:00:00Z");
    reporting::jobs::expect_reports(&situation.app.app)
        .await
        .unwrap();
    let weeks = ["2026-W46", "2026-W47", "2026-W48", "2026-W49", "2026-W50"];
    for (number, ill) in [2, 3, 2, 3, 2].into_iter().enumerate() {
        situation
            .submit_about(week(weeks[number]), 0, open(40, ill))
            .await;
    }
    let striking = situation
        .submit_about(week("2026-W51"), 0, open(40, 12))
        .await;
    let copied = situation
        .submit_about(week("2026-W52"), 0, open(40, 12))
        .await;
    let usual = situation
        .submit_about(week("2026-W46"), 1, open(40, 12))
        .await;
    let page = async |id| {
        // Each request its own session: the library that renews them knows the real clock only.
        let worker = situation.case_worker().await;
        let path = format!("/pruefung/meldung/{id}");
        situation.app.get(&worker, &path).await.text()
    };
    let first = page(striking.id).await;
    assert!(
        first.contains("In den Zeiträumen davor üblich: 2."),
        "{first}"
    );
    let second = page(copied.id).await;
    assert!(
        second.contains("Alle Zahlen sind dieselben wie in"),
        "{second}"
    );
    let third = page(usual.id).await;
    assert!(!third.contains("Im Vergleich mit anderen Meldungen"));
}
