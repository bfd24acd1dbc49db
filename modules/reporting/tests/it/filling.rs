// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Filling in on plain posts, as a browser without JavaScript does it.

use axum::body::Body;
use directory::testing::TestApp;
use http::Method;
use kernel::Role;

use crate::house::{FINE, House, UNUSUAL, house, house_with};

#[tokio::test]
async fn a_report_goes_from_what_is_owed_to_the_receipt() {
    let house = house().await;
    let mine = house.test.get(&house.reporter, "/meldungen").await;
    assert!(mine.text().contains("KW\u{a0}47/2026"), "{}", mine.text());
    assert!(
        !mine.text().contains("KW\u{a0}48/2026"),
        "the coming week is not owed yet"
    );

    let mut answers = FINE.to_vec();
    answers.push(("remark", "unverwechselbar"));
    let (_, sent) = house.send(&house.reporter, "2026-W47", &answers).await;
    assert_eq!(sent.status, 303);
    let receipt = house
        .test
        .get(&house.reporter, sent.location())
        .await
        .text();
    assert!(receipt.contains("KW47-"), "{receipt}");
    assert!(receipt.contains("Amt A"), "says who reviews it");

    let detail = house
        .test
        .get(&house.reporter, &House::detail(sent.location()))
        .await
        .text();
    assert!(
        detail.contains("80 Kinder") && detail.contains("unverwechselbar"),
        "{detail}"
    );
    let mine = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(mine.contains("KW47-"), "the sent report is listed");
    assert_eq!(house.count("drafts").await, 0);
    let mails = house.test.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("KW47-"));
    let text = &mails[0].text;
    assert!(
        !text.contains("80 Kinder") && !text.contains("unverwechselbar"),
        "{text}"
    );
}

#[tokio::test]
async fn answers_are_nowhere_in_the_clear() {
    let house = house().await;
    let answers = [
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-18"),
        ("counts/cared_for", "97"),
        ("counts/absent_are", "6"),
        ("counts/present_are", "2"),
        ("remark", "unverwechselbar"),
    ];
    house
        .fill(&house.reporter, "2026-W46", "entwurf", &answers)
        .await;
    house.send(&house.reporter, "2026-W47", &answers).await;
    for (table, column) in [("submission_versions", "sealed"), ("drafts", "sealed")] {
        let sealed: Vec<u8> = db::scalar(
            house.test.db.read(),
            &format!("SELECT {column} FROM {table}"),
            vec![],
        )
        .await
        .unwrap()
        .unwrap();
        let text = String::from_utf8_lossy(&sealed);
        assert!(!text.contains("unverwechselbar") && !text.contains("cared_for"));
        assert!(sealed.len() > 100);
    }
}

#[tokio::test]
async fn missing_wrong_and_unusual_answers_come_back_with_what_was_typed() {
    let house = house().await;
    let nothing = house
        .fill(&house.reporter, "2026-W47", "pruefen", &[])
        .await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing.text().contains("error-summary"),
        "{}",
        nothing.text()
    );

    let mut wrong = FINE;
    wrong[3] = ("counts/absent_are", "81");
    let wrong = house
        .fill(&house.reporter, "2026-W47", "pruefen", &wrong)
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"81\""));

    let mut typo = FINE;
    typo[2] = ("counts/cared_for", "achtzig");
    let typo = house
        .fill(&house.reporter, "2026-W47", "pruefen", &typo)
        .await;
    assert_eq!(typo.status, 422);
    assert!(typo.text().contains("value=\"achtzig\""));

    let unusual = house
        .fill(&house.reporter, "2026-W47", "pruefen", &UNUSUAL)
        .await;
    assert_eq!(unusual.status, 422, "must be confirmed");
    assert_eq!(house.count("drafts").await, 0, "nothing is kept half");
    let mut confirmed = UNUSUAL.to_vec();
    confirmed.push(("confirm_warnings", "true"));
    let (_, sent) = house.send(&house.reporter, "2026-W47", &confirmed).await;
    assert_eq!(sent.status, 303);
    let warnings: i64 = db::scalar(
        house.test.db.read(),
        "SELECT warnings FROM submissions",
        vec![],
    )
    .await
    .unwrap()
    .unwrap();
    assert_eq!(warnings, 1);
}

#[tokio::test]
async fn a_form_that_is_posted_again_leads_to_the_same_receipt() {
    let house = house().await;
    let (fields, first) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let pairs: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let path = format!("{}/senden", house.path("2026-W47"));
    let again = house.test.post(&house.reporter, &path, &pairs).await;
    assert_eq!(again.location(), first.location());
    assert_eq!(house.count("submissions").await, 1);
}

#[tokio::test]
async fn a_draft_waits_until_it_is_finished() {
    let house = house().await;
    let half = [("facility_state", "open"), ("counts/cared_for", "8o")];
    let saved = house
        .fill(&house.reporter, "2026-W47", "entwurf", &half)
        .await;
    assert_eq!(saved.status, 303);
    let page = house
        .test
        .get(&house.reporter, &house.path("2026-W47"))
        .await
        .text();
    assert!(
        page.contains("value=\"8o\""),
        "also what is no value yet: {page}"
    );
    assert!(page.contains("Rita Reporter"), "says who saved it");
    let mine = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(mine.contains("Entwurf"), "{mine}");
    let control = house
        .test
        .get(
            &house.reporter,
            &format!("{}/kontrolle", house.path("2026-W47")),
        )
        .await;
    assert_eq!(control.status, 303, "an unfinished draft cannot be sent");

    let path = format!("{}/verwerfen", house.path("2026-W47"));
    assert_eq!(
        house.test.post(&house.reporter, &path, &[]).await.status,
        303
    );
    assert_eq!(house.count("drafts").await, 0);
    let page = house
        .test
        .get(&house.reporter, &house.path("2026-W47"))
        .await
        .text();
    assert!(!page.contains("value=\"8o\""));
}

#[tokio::test]
async fn two_people_do_not_overwrite_each_others_draft_unseen() {
    let house = house().await;
    let kita = house.state.kitas[0].id;
    let other = house
        .test
        .signed_in("Olaf Other", Role::InstitutionManager, kita)
        .await;
    let path = house.path("2026-W47");
    let mine = house.test.get(&house.reporter, &path).await.text();
    let theirs = house.test.get(&other, &path).await.text();

    let first = house
        .post_fields(&other, &path, &theirs, "entwurf", &FINE)
        .await;
    assert_eq!(first.status, 303);
    let mut different = FINE;
    different[2] = ("counts/cared_for", "75");
    let second = house
        .post_fields(&house.reporter, &path, &mine, "entwurf", &different)
        .await;
    assert_eq!(second.status, 409);
    let text = second.text();
    assert!(
        text.contains("Olaf Other") && text.contains("80") && text.contains("value=\"75\""),
        "{text}"
    );

    // Having seen the difference, she saves over it.
    let third = house
        .post_fields(&house.reporter, &path, &text, "entwurf", &different)
        .await;
    assert_eq!(third.status, 303);
    let page = house.test.get(&other, &path).await.text();
    assert!(page.contains("value=\"75\""));
}

#[tokio::test]
async fn a_draft_that_changed_meanwhile_is_read_again_before_it_is_sent() {
    let house = house().await;
    let path = house.path("2026-W47");
    house
        .fill(&house.reporter, "2026-W47", "pruefen", &FINE)
        .await;
    let control = house
        .test
        .get(&house.reporter, &format!("{path}/kontrolle"))
        .await
        .text();
    let mut later = FINE;
    later[2] = ("counts/cared_for", "75");
    house
        .fill(&house.reporter, "2026-W47", "entwurf", &later)
        .await;
    let (token, version) = (
        House::hidden(&control, "formular"),
        House::hidden(&control, "entwurf"),
    );
    let fields = [("formular", token.as_str()), ("entwurf", version.as_str())];
    let sent = house
        .test
        .post(&house.reporter, &format!("{path}/senden"), &fields)
        .await;
    assert!(
        sent.location().contains("/kontrolle"),
        "{}",
        sent.location()
    );
    assert_eq!(house.count("submissions").await, 0);
}

#[tokio::test]
async fn the_check_while_typing_answers_with_the_questions_alone() {
    let house = house().await;
    let path = format!("{}/pruefen", house.path("2026-W47"));
    let closed = house
        .test
        .post(&house.reporter, &path, &[("facility_state", "closed")])
        .await;
    assert_eq!(closed.status, 200);
    let text = closed.text();
    assert!(
        text.contains("closure_reason") && !text.contains("counts/cared_for\""),
        "{text}"
    );
    assert!(!text.contains("<html"), "a fragment");
    assert_eq!(house.count("drafts").await, 0);
}

#[tokio::test]
async fn the_page_speaks_english() {
    let house = house().await;
    let request = TestApp::request(Method::GET, &house.reporter, &house.path("2026-W47"))
        .header("cookie", "lang=en")
        .body(Body::empty())
        .unwrap();
    let text = house.test.send(request).await.text();
    assert!(
        text.contains("Was your facility open on the count day?"),
        "{text}"
    );
    assert!(text.contains("Check and send"));
}

#[tokio::test]
async fn reports_are_taken_for_begun_weeks_of_the_season_only() {
    let house = house().await;
    for week in ["2026-W48", "2026-W44", "2027-W21", "2026-11-18", "gestern"] {
        let answer = house.test.get(&house.reporter, &house.path(week)).await;
        assert_eq!(answer.status, 404, "{week}");
    }
    house
        .test
        .clock
        .set("2026-11-22T12:00:00Z".parse().unwrap());
    reporting::jobs::expect_reports(&house.test.app)
        .await
        .unwrap();
    let reporter = house.test.sign_in_as(house.person).await;
    let early = house.test.get(&reporter, &house.path("2026-W48")).await;
    assert_eq!(early.status, 409, "it is expected, but it has not begun");
    house
        .test
        .clock
        .set("2026-11-23T06:00:00Z".parse().unwrap());
    let reporter = house.test.sign_in_as(house.person).await;
    let answer = house.test.get(&reporter, &house.path("2026-W48")).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_late_report_is_taken_and_marked() {
    let house = house().await;
    let mut answers = FINE;
    answers[1] = ("counts/count_day", "2026-11-11");
    let (_, sent) = house.send(&house.reporter, "2026-W46", &answers).await;
    assert_eq!(sent.status, 303);
    let receipt = house
        .test
        .get(&house.reporter, sent.location())
        .await
        .text();
    assert!(receipt.contains("nach dem Fälligkeitstag"), "{receipt}");
}

#[tokio::test]
async fn bad_posts_get_clear_answers_and_leave_nothing() {
    let house = house().await;
    let path = house.path("2026-W47");
    let request = |kind: &str, body: Vec<u8>| {
        TestApp::request(Method::POST, &house.reporter, &path)
            .header("content-type", kind.to_owned())
            .body(Body::from(body))
            .unwrap()
    };
    let form = "application/x-www-form-urlencoded";
    let mut large = b"remark=".to_vec();
    large.resize(300 * 1024, b'x');
    for (status, kind, body) in [
        (413, form, large),
        (415, "application/json", b"{}".to_vec()),
        (
            422,
            form,
            b"aktion=pruefen&counts/cared_for=%FF%FE".to_vec(),
        ),
        (
            422,
            form,
            b"aktion=pruefen&facility_state=open&facility_state=maybe".to_vec(),
        ),
        (
            422,
            form,
            format!("aktion=pruefen&remark={}", "y".repeat(11_000)).into_bytes(),
        ),
    ] {
        let answer = house.test.send(request(kind, body)).await;
        assert_eq!(answer.status, status, "{kind}");
        assert!(answer.text().contains("</html>"), "a page with a way on");
    }
    assert_eq!(house.count("drafts").await, 0);
    assert_eq!(house.count("submissions").await, 0);
}

#[tokio::test]
async fn what_was_typed_survives_a_session_that_ended_meanwhile() {
    let house = house().await;
    let path = house.path("2026-W47");
    let page = house.test.get(&house.reporter, &path).await.text();
    house
        .test
        .clock
        .advance(jiff::SignedDuration::from_hours(9));
    let answer = house
        .post_fields(&house.reporter, &path, &page, "entwurf", &FINE)
        .await;
    assert!(
        matches!(answer.status.as_u16(), 303 | 401),
        "asks to sign in again"
    );
    // The shell keeps the form and posts it again after the sign-in: it is taken as it is.
    let reporter = house.test.sign_in_as(house.person).await;
    let answer = house
        .post_fields(&reporter, &path, &page, "entwurf", &FINE)
        .await;
    assert_eq!(answer.status, 303);
    assert!(
        house
            .test
            .get(&reporter, &path)
            .await
            .text()
            .contains("value=\"80\"")
    );
}

#[tokio::test]
async fn a_jump_against_the_week_before_is_asked_about() {
    let form = form_templates::template("are-sentinel-kita").unwrap();
    let house = house_with(form.spec().unwrap()).await;
    let week_46 = [
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-11"),
        ("counts/cared_for", "80"),
        ("counts/absent_are", "4"),
        ("counts/present_are", "0"),
    ];
    let (_, sent) = house.send(&house.reporter, "2026-W46", &week_46).await;
    assert_eq!(sent.status, 303, "nothing came before: no question");
    let with = |absent: &'static str| {
        let mut answers = FINE.to_vec();
        answers[3].1 = absent;
        answers[4].1 = "0";
        answers
    };
    // 5 % before; 21.25 % are 16.25 points more, and below the share that is asked about anyway.
    let jump = house
        .fill(&house.reporter, "2026-W47", "pruefen", &with("17"))
        .await;
    assert_eq!(jump.status, 422, "must be confirmed");
    assert!(jump.text().contains("In der Vorwoche"), "{}", jump.text());
    let calm = house
        .fill(&house.reporter, "2026-W47", "pruefen", &with("15"))
        .await;
    assert!(!calm.text().contains("In der Vorwoche"), "{}", calm.text());
    let mut confirmed = with("17");
    confirmed.push(("confirm_warnings", "true"));
    let (_, sent) = house.send(&house.reporter, "2026-W47", &confirmed).await;
    assert_eq!(sent.status, 303);
    let page = house.test.get(&house.reporter, sent.location()).await;
    assert_eq!(page.status, 200);
}
