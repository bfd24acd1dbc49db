// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Corrections with their history, and taking a report back.

use directory::testing::Answer;
use kernel::Role;
use reporting::store;

use crate::house::{FINE, House, are_sentinel, house, house_with};

async fn correct(house: &House, cookie: &str, path: &str, cared_for: &str, reason: &str) -> Answer {
    let page = house.test.get(cookie, &format!("{path}/korrektur")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    post(house, cookie, path, &page.text(), cared_for, reason).await
}

async fn post(
    house: &House,
    cookie: &str,
    path: &str,
    page: &str,
    cared_for: &str,
    reason: &str,
) -> Answer {
    let version = House::hidden(page, "fassung");
    let mut fields = FINE.to_vec();
    fields[2] = ("counts/cared_for", cared_for);
    fields.extend([("fassung", version.as_str()), ("grund", reason)]);
    house
        .test
        .post(cookie, &format!("{path}/korrektur"), &fields)
        .await
}

#[tokio::test]
async fn a_correction_needs_a_reason_and_shows_what_changed() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());

    let without = correct(&house, &house.reporter, &path, "75", "").await;
    assert_eq!(without.status, 422);
    assert!(without.text().contains("value=\"75\""));

    let done = correct(&house, &house.reporter, &path, "75", "Zahlendreher").await;
    assert_eq!(done.status, 303, "{}", done.text());
    let detail = house.test.get(&house.reporter, &path).await.text();
    assert!(detail.contains("Zahlendreher"), "{detail}");
    assert!(
        detail.contains("<del>80</del>") && detail.contains("<ins>75</ins>"),
        "{detail}"
    );
    assert_eq!(house.count("submission_versions").await, 2);

    let same = correct(&house, &house.reporter, &path, "75", "noch einmal").await;
    assert_eq!(same.status, 303);
    assert_eq!(
        house.count("submission_versions").await,
        2,
        "nothing changed, nothing kept"
    );
}

#[tokio::test]
async fn an_accepted_report_can_be_corrected_and_waits_for_review_again() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());
    let id = path.trim_start_matches("/meldungen/").parse().unwrap();
    let tx = house.test.app.db.begin().await.unwrap();
    let now = kernel::Clock::now(&*house.test.clock);
    store::submissions::set_state(&tx, id, reporting::model::SubmissionState::Accepted, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    correct(&house, &house.reporter, &path, "75", "Nachmeldung").await;
    let submission = store::submissions::find(house.test.db.read(), id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(submission.state.name(), "submitted");
    assert_eq!(submission.version, 2);
}

#[tokio::test]
async fn two_corrections_at_once_do_not_overwrite_each_other_unseen() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());
    let page = house
        .test
        .get(&house.reporter, &format!("{path}/korrektur"))
        .await
        .text();
    correct(&house, &house.reporter, &path, "75", "die erste").await;
    let second = post(&house, &house.reporter, &path, &page, "70", "die zweite").await;
    assert_eq!(second.status, 409);
    assert!(
        second.text().contains("value=\"70\""),
        "what was typed stays"
    );
    assert_eq!(house.count("submission_versions").await, 2);
}

#[tokio::test]
async fn a_withdrawn_report_is_owed_again() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());
    let question = house
        .test
        .get(&house.reporter, &format!("{path}/zurueckziehen"))
        .await
        .text();
    assert!(question.contains("KW47-"), "{question}");
    for _ in 0..2 {
        let done = house
            .test
            .post(&house.reporter, &format!("{path}/zurueckziehen"), &[])
            .await;
        assert_eq!(done.status, 303, "posting twice does no harm");
    }
    assert_eq!(house.count("submission_events").await, 2);
    let conflict = house
        .test
        .get(&house.reporter, &format!("{path}/korrektur"))
        .await;
    assert_eq!(conflict.status, 409);
    let (_, again) = house.send(&house.reporter, "2026-W47", &FINE).await;
    assert_eq!(again.status, 303);
    assert_eq!(house.count("submissions").await, 2);
}

#[tokio::test]
async fn changes_stand_in_the_audit_trail_of_the_office() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = House::detail(sent.location());
    correct(&house, &house.reporter, &path, "75", "Zahlendreher").await;
    house
        .test
        .post(&house.reporter, &format!("{path}/zurueckziehen"), &[])
        .await;
    let trail = house.test.trail(house.state.offices[0].id.uuid()).await;
    assert_eq!(trail, ["report.fill"; 3]);
    let report = audit::verify(&house.test.db).await.unwrap();
    assert_eq!(report.first_break, None);
}

#[tokio::test]
async fn a_closed_collection_takes_neither_reports_nor_corrections() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let author = house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await;
    let path = format!("/erhebungen/{}/schliessen", house.collection.id);
    let question = house.test.get(&author, &path).await.text();
    assert!(question.contains("11 offene Meldungen"), "{question}");
    assert_eq!(house.test.post(&author, &path, &[]).await.status, 303);
    let late = house
        .test
        .get(&house.reporter, &house.path("2026-W46"))
        .await;
    assert_eq!(late.status, 409);
    let detail = House::detail(sent.location());
    let correction = house
        .test
        .get(&house.reporter, &format!("{detail}/korrektur"))
        .await;
    assert_eq!(correction.status, 409);
    let mine = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(mine.contains("Alles gemeldet"), "{mine}");
}

#[tokio::test]
async fn a_form_in_steps_is_corrected_in_steps() {
    let mut spec = are_sentinel();
    "pages".clone_into(&mut spec.settings.style);
    let house = house_with(spec).await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let path = format!("{}/korrektur", House::detail(sent.location()));
    let first = house.test.get(&house.reporter, &path).await.text();
    assert!(first.contains("Schritt 1 von"), "{first}");
    let kept = "type=\"hidden\" name=\"counts/cared_for\" value=\"80\"";
    assert!(first.contains(kept), "{first}");

    let post = async |page: &str, cared_for: &str, button: (&str, &str)| {
        let (page, version) = (House::hidden(page, "_page"), House::hidden(page, "fassung"));
        let mut fields = FINE.to_vec();
        fields[2] = ("counts/cared_for", cared_for);
        fields.extend([
            ("_page", page.as_str()),
            ("fassung", version.as_str()),
            ("grund", "Zahlendreher"),
            button,
        ]);
        house.test.post(&house.reporter, &path, &fields).await
    };
    let second = post(&first, "80", ("_do", "next")).await;
    assert_eq!(second.status, 200, "{}", second.text());
    let second = second.text();
    assert!(second.contains("Schritt 2 von"), "{second}");
    assert!(second.contains("Zahlendreher</textarea>"), "{second}");
    assert!(second.contains("value=\"back\"") && second.contains("value=\"senden\""));
    assert_eq!(house.count("submission_versions").await, 1);

    // What is wrong on another page is shown there.
    let wrong = post(&first, "", ("aktion", "senden")).await;
    assert_eq!(wrong.status, 422);
    assert_ne!(
        House::hidden(&wrong.text(), "_page"),
        House::hidden(&first, "_page")
    );
    assert!(
        wrong.text().contains("id=\"error-summary\""),
        "{}",
        wrong.text()
    );

    let done = post(&second, "75", ("aktion", "senden")).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(house.count("submission_versions").await, 2);
    let asked = format!("{path}?seite=counts/cared_for&sprache=en");
    let english = house.test.get(&house.reporter, &asked).await.text();
    assert!(
        english.contains("name=\"_language\" value=\"en\""),
        "{english}"
    );
}
