// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections about events whose weeks are confirmed: a report or the word that there was none.

use axum::body::Body;
use directory::testing::{Answer, TestApp, bearer};
use forms::PeriodKind;
use http::{Method, StatusCode, header};
use jiff::Timestamp;
use kernel::{Role, SubmissionId};
use reporting::holdings::FACE;
use reporting::model::{CollectionDraft, Expected, ExpectedStatus, Standing, Within};
use reporting::review::{Seen, accept_together};
use reporting::store;
use reporting::store::standing::{self, Filter};
use serde_json::json;
use web::{Because, Which};

use crate::house::{self, House, are_sentinel, calendar, house};

const WEEK: &str = "2026-W47";

/// Events from week 45 on; each week is confirmed from its Wednesday on, by the Monday after it.
async fn confirming() -> House {
    let mut house = house().await;
    let mut spec = are_sentinel();
    "outbreaks".clone_into(&mut spec.id);
    spec.period = PeriodKind::Event;
    let form = house::publish(&house.test, spec).await;
    let draft = CollectionDraft {
        title: "Ausbrüche".to_owned(),
        calendar: calendar(PeriodKind::Event, "2026-W45", "2027-W20"),
        zero_reports: true,
        approval: Vec::new(),
    };
    house.collection = house::open_as(&house.test, &house.state, &form, draft).await;
    house
}

impl House {
    async fn owed_for(&self, week: &str) -> Expected {
        let (id, kita) = (self.collection.id, self.state.kitas[0].id);
        store::expected::find(self.test.db.read(), id, kita, week.parse().unwrap())
            .await
            .unwrap()
            .expect("it is owed")
    }

    async fn status(&self, week: &str) -> ExpectedStatus {
        self.owed_for(week).await.status
    }

    async fn standing(&self, office: usize) -> Standing {
        let office = self.state.offices[office].id;
        let (conn, id) = (self.test.db.read(), self.collection.id);
        standing::find(conn, id, WEEK.parse().unwrap(), office)
            .await
            .unwrap()
            .expect("it is counted")
    }

    /// Expected, come, nothing to report, missing, settled.
    async fn counts(&self, office: usize) -> [i64; 5] {
        let one = self.standing(office).await;
        [
            one.expected,
            one.come(),
            one.zero,
            one.not_come(),
            one.settled,
        ]
    }

    async fn reporter_now(&self) -> String {
        self.test.sign_in_as(self.person).await
    }

    /// Reports an event of a day by program.
    async fn event(&self, day: &str, number: u32) -> SubmissionId {
        let path = format!(
            "/api/v1/collections/{}/periods/{day}/submissions",
            self.collection.id
        );
        let body = json!({"institution": self.state.kitas[0].id, "idempotency_key": format!("e{number}"),
            "answers": {"facility_state": "open", "counts":
                {"count_day": day, "cared_for": 80, "absent_are": number, "present_are": 2}}});
        let cookie = self.reporter_now().await;
        let answer = self.post_json(&cookie, "", &path, &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().parse().unwrap()
    }

    async fn post_json(
        &self,
        cookie: &str,
        proof: &str,
        path: &str,
        body: &serde_json::Value,
    ) -> Answer {
        let mut request = TestApp::request(Method::POST, cookie, path)
            .header(header::CONTENT_TYPE, "application/json");
        if !proof.is_empty() {
            request = request.header(header::AUTHORIZATION, proof);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.test.send(request).await
    }

    async fn withdraw(&self, id: SubmissionId) {
        let path = format!("/meldungen/{id}/zurueckziehen");
        let answer = self.test.post(&self.reporter_now().await, &path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    fn zero_path(&self, week: &str) -> String {
        let kita = self.state.kitas[0].id;
        format!(
            "/meldungen/{}/{week}/nullmeldung?einrichtung={kita}",
            self.collection.id
        )
    }

    fn set_clock(&self, moment: &str) {
        self.test.clock.set(moment.parse::<Timestamp>().unwrap());
    }
}

#[tokio::test]
async fn a_week_without_events_is_confirmed_with_one_click_and_can_be_taken_back() {
    let house = confirming().await;
    let page = house.test.get(&house.reporter, "/meldungen").await.text();
    let path = house.zero_path(WEEK);
    assert!(page.contains(&path), "{page}");
    assert!(page.contains("Keine Fälle in KW\u{a0}47/2026"), "{page}");
    assert_eq!(house.counts(0).await, [2, 0, 0, 2, 0]);
    let tasks = house.test.get(&house.reporter, "/aufgaben").await.text();
    assert!(
        tasks.contains("Fälle melden oder bestätigen, dass es keine gab"),
        "{tasks}"
    );

    let said = house.test.post(&house.reporter, &path, &[]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Zero);
    assert_eq!(house.counts(0).await, [2, 0, 1, 1, 1]);
    let page = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(!page.contains("Keine Fälle in KW\u{a0}47"), "{page}");
    assert!(page.contains("Keine Fälle in KW\u{a0}46"), "{page}");

    let undo = path.replace("nullmeldung?", "nullmeldung/zuruecknehmen?");
    let undone = house.test.post(&house.reporter, &undo, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(house.counts(0).await, [2, 0, 0, 2, 0]);
    let trail = house.test.trail(house.state.offices[0].id.uuid()).await;
    let said = trail.iter().filter(|deed| *deed == "report.fill").count();
    assert_eq!(said, 2, "{trail:?}");
}

#[tokio::test]
async fn an_event_settles_its_week_whatever_was_said_and_withdrawn_it_is_owed_again() {
    let house = confirming().await;
    let path = house.zero_path(WEEK);
    house.test.post(&house.reporter, &path, &[]).await;
    let first = house.event("2026-11-17", 1).await;
    let second = house.event("2026-11-18", 2).await;
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Submitted);
    assert_eq!(house.owed_for(WEEK).await.zero_reason, None);
    assert_eq!(
        house.counts(0).await,
        [2, 1, 0, 1, 0],
        "one institution has come, with two reports"
    );
    assert_eq!(house.standing(0).await.submitted, 2);
    let refused = house.test.post(&house.reporter, &path, &[]).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Submitted);

    let app = &house.test.app;
    let worker = house
        .test
        .add_person("Willi Worker", Role::CaseWorker, house.state.offices[0].id)
        .await;
    for (id, status, settled) in [
        (first, ExpectedStatus::Submitted, 0),
        (second, ExpectedStatus::Accepted, 1),
    ] {
        let report = store::submissions::find(app.db.read(), id).await.unwrap();
        let seen = [(id, Seen::of(&report.unwrap()))];
        let office = house.state.offices[0].id;
        let done = accept_together(app, office, house.collection.id, &seen, worker).await;
        assert_eq!(done.unwrap().accepted, 1);
        assert_eq!(house.status(WEEK).await, status);
        assert_eq!(house.counts(0).await[4], settled);
    }
    house.withdraw(first).await;
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Accepted);
    house.withdraw(second).await;
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Missing);
    assert_eq!(house.counts(0).await, [2, 0, 0, 2, 0]);
}

#[tokio::test]
async fn a_report_that_is_deleted_leaves_its_week_settled() {
    let house = confirming().await;
    let id = house.event("2026-11-18", 1).await;
    let app = &house.test.app;
    let tx = app.db.begin().await.unwrap();
    let which = Which {
        office: house.state.offices[0].id,
        item: &format!("report/{id}"),
    };
    let because = Because {
        request: "DS-2026-00001",
        ground: "request",
        by: house.person,
    };
    (FACE.delete)(app, &tx, which, because).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(house.count("submissions").await, 0);
    assert_eq!(house.status(WEEK).await, ExpectedStatus::Submitted);
    assert_eq!(house.counts(0).await[..4], [2, 1, 0, 1]);
}

#[tokio::test]
async fn who_neither_reports_nor_confirms_is_reminded_and_what_comes_then_is_late() {
    let house = confirming().await;
    let opened = house.owed_for(WEEK).await;
    assert_eq!(opened.opens_on.unwrap().to_string(), "2026-11-18");
    assert_eq!(opened.due_on.to_string(), "2026-11-23");
    // Of the other Kita of the office nothing comes at all.
    house.set_clock("2026-11-24T09:00:00Z");
    let app = &house.test.app;
    reporting::reminders::remind_all(app).await.unwrap();
    let mails = house.test.mails().await;
    let reminder = mails
        .iter()
        .find(|mail| mail.text.contains("Ausbrüche, KW\u{a0}47"))
        .unwrap_or_else(|| panic!("nobody is reminded: {mails:?}"));
    assert!(reminder.text.contains("/meldungen\n"), "{}", reminder.text);
    let today = "2026-11-24".parse().unwrap();
    assert_eq!(house.standing(0).await.overdue(today), 2);

    house.event("2026-11-20", 1).await;
    let standing = house.standing(0).await;
    assert_eq!((standing.late, standing.on_time()), (1, 0));
    assert_eq!(standing.overdue(today), 1);
    let worker = house
        .test
        .signed_in("Willi Worker", Role::CaseWorker, house.state.offices[0].id)
        .await;
    let week = format!("/pruefung/{}/{WEEK}", house.collection.id);
    let page = house.test.get(&worker, &week).await.text();
    assert!(page.contains("/pruefung/meldung/"), "the event: {page}");
    let other = house.state.kitas[1].id;
    assert!(
        page.contains(&format!("name=\"einrichtung\" value=\"{other}\"")),
        "who is missing can be reminded: {page}"
    );
    let behalf = format!("{WEEK}/nullmeldung?einrichtung={other}");
    assert!(page.contains(&behalf), "{page}");

    // The next week begins by itself, and is confirmed from its Wednesday on.
    let made = reporting::jobs::expect_reports(app).await.unwrap();
    assert_eq!(made, 8, "of both collections, four institutions each");
    assert_eq!(reporting::jobs::expect_reports(app).await.unwrap(), 0);
    let next = house.zero_path("2026-W48");
    let cookie = house.reporter_now().await;
    let early = house.test.post(&cookie, &next, &[]).await;
    assert!(early.status.is_client_error(), "{}", early.status);
    house.set_clock("2026-11-25T09:00:00Z");
    let cookie = house.reporter_now().await;
    let said = house.test.post(&cookie, &next, &[]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
}

#[tokio::test]
async fn the_office_sees_in_map_and_table_who_has_come() {
    let house = confirming().await;
    house.event("2026-11-17", 1).await;
    house.event("2026-11-18", 2).await;
    let author = house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await;
    let path = format!("/erhebungen/{}", house.collection.id);
    let page = house.test.get(&author, &path).await.text();
    assert!(
        page.contains("wird erwartet, ab Mittwoch der Woche"),
        "{page}"
    );
    let map = format!("{path}/vollstaendigkeit");
    assert!(page.contains(&map), "{page}");
    let html = house.test.get(&author, &map).await.text();
    assert!(html.contains(">1/2<"), "{html}");
    assert!(!html.contains(">2/2<"), "two reports are one institution");
    let csv = house.test.get(&author, &format!("{map}?format=csv")).await;
    let csv = csv.text();
    let line = csv
        .lines()
        .find(|line| line.starts_with("2026-W47;Amt A"))
        .unwrap_or_else(|| panic!("{csv}"));
    assert!(line.contains(";2026-11-23;2;1;0;0;0;0;"), "{line}");
}

#[tokio::test]
async fn the_weeks_of_a_part_count_what_it_owes_and_its_own_events() {
    let house = confirming().await;
    house.event("2026-11-17", 1).await;
    house.event("2026-11-18", 2).await;
    let today = kernel::berlin_date(house.test.app.clock.now());
    let counted = async |within: &Within| {
        let office = house.state.offices[0].id;
        let (conn, filter) = (house.test.db.read(), Filter::default());
        let listed = standing::of_office(conn, (office, within), today, filter, (1, 50)).await;
        listed.unwrap()
    };
    let part = |kitas: &[usize]| {
        let mut ids: Vec<_> = kitas
            .iter()
            .map(|kita| house.state.kitas[*kita].id)
            .collect();
        ids.sort();
        Within::Only(ids)
    };
    let whole = counted(&Within::All).await;
    assert_eq!(counted(&part(&[0, 1])).await, whole);
    let (first, second) = (counted(&part(&[0])).await, counted(&part(&[1])).await);
    let this = |listed: &[Standing]| {
        let week = listed
            .iter()
            .find(|one| one.period == WEEK.parse().unwrap());
        let week = week.expect("the week is listed");
        [week.expected, week.submitted, week.settled, week.not_come()]
    };
    assert_eq!(this(&whole), [2, 2, 0, 1]);
    assert_eq!(this(&first), [1, 2, 0, 0]);
    assert_eq!(this(&second), [1, 0, 0, 1]);
    assert_eq!((whole.len(), first.len()), (first.len(), second.len()));
}

#[tokio::test]
async fn an_institution_that_has_moved_settles_its_week_at_the_former_office() {
    let house = confirming().await;
    // What it owes was noted when it still belonged to the other office.
    let tx = house.test.app.db.begin().await.unwrap();
    let (here, there) = (house.state.offices[0].id, house.state.offices[1].id);
    db::execute(
        &tx,
        "UPDATE expected_reports SET office = $1 WHERE collection = $2 AND institution = $3",
        vec![
            there.uuid().into(),
            house.collection.id.uuid().into(),
            house.state.kitas[0].id.uuid().into(),
        ],
    )
    .await
    .unwrap();
    standing::refresh_all(&tx, house.collection.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.event("2026-11-18", 1).await;
    assert_eq!(house.counts(1).await, [3, 1, 0, 2, 0]);
    assert_eq!(house.counts(0).await, [1, 0, 0, 1, 0]);
    let events = standing::find(
        house.test.db.read(),
        house.collection.id,
        WEEK.parse().unwrap(),
        here,
    );
    assert_eq!(events.await.unwrap().unwrap().submitted, 1);
}

#[tokio::test]
async fn programs_see_the_weeks_that_are_owed_and_confirm_them() {
    let house = confirming().await;
    let list = house
        .test
        .get(&house.reporter, "/api/v1/collections")
        .await
        .json();
    let own = list.as_array().unwrap().iter();
    let own = own
        .filter(|one| one["id"] == json!(house.collection.id))
        .collect::<Vec<_>>();
    assert_eq!(own[0]["zero_reports"], true);
    let owed = &own[0]["institutions"][0]["owed"];
    assert_eq!(owed.as_array().unwrap().len(), 3, "{owed}");

    let kita = house.state.kitas[0].id;
    let new = directory::NewInstitutionKey {
        institution: kita,
        name: "KIS".to_owned(),
        actions: vec![reporting::actions::REPORT_FILL],
        collections: vec![house.collection.id],
        lifetime: jiff::SignedDuration::from_hours(24),
    };
    let app = &house.test.app;
    let tx = app.db.begin().await.unwrap();
    let key = directory::make_institution_key(app, &tx, &new, house.person)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let proof = bearer(&key);
    let zero = |week: &str| {
        format!(
            "/api/v1/collections/{}/periods/{week}/zero-report",
            house.collection.id
        )
    };
    let say = async |week: &str, body: serde_json::Value| {
        house.post_json("", &proof, &zero(week), &body).await
    };
    for reason in [json!(null), json!("closed")] {
        let said = say(WEEK, json!({"institution": kita, "reason": reason})).await;
        assert_eq!(said.status, StatusCode::OK, "{}", said.text());
        assert_eq!(said.json()["reason"], "no-cases", "the first counts");
    }
    let unknown = say("2026-W46", json!({"institution": kita, "reason": "lazy"})).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = json!({"institution": house.state.kitas[1].id});
    assert_eq!(say(WEEK, stranger).await.status, StatusCode::NOT_FOUND);
    let day = say("2026-11-18", json!({"institution": kita})).await;
    assert!(day.status.is_client_error(), "{}", day.status);
    house.event("2026-11-10", 1).await;
    let taken = say("2026-W46", json!({"institution": kita})).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());
}

#[tokio::test]
async fn without_the_option_nothing_is_owed_for_weeks() {
    let mut house = confirming().await;
    let mut spec = are_sentinel();
    "notifications".clone_into(&mut spec.id);
    spec.period = PeriodKind::Event;
    let form = house::publish(&house.test, spec).await;
    house.collection = house::open(&house.test, &house.state, &form).await;
    house.test.run_jobs().await;
    let sql = "SELECT COUNT(*) FROM expected_reports WHERE collection = $1";
    let id = house.collection.id.uuid();
    let owed = db::scalar::<i64>(house.test.db.read(), sql, vec![id.into()]).await;
    assert_eq!(owed.unwrap(), Some(0));
    let said = house
        .test
        .post(&house.reporter, &house.zero_path(WEEK), &[])
        .await;
    assert!(said.status.is_client_error(), "{}", said.status);
    house.event("2026-11-18", 1).await;
    assert_eq!(house.standing(0).await.expected, 0);
}

#[tokio::test]
async fn the_author_of_a_collection_asks_for_weekly_confirmation() {
    let house = house().await;
    let mut spec = are_sentinel();
    "outbreaks".clone_into(&mut spec.id);
    spec.period = PeriodKind::Event;
    let form = house::publish(&house.test, spec).await;
    let author = house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await;
    let version = form.version_id.to_string();
    let page = format!("/erhebungen/neu?formular={version}");
    let page = house.test.get(&author, &page).await.text();
    assert!(page.contains("Wöchentliche Nullmeldung"), "{page}");
    let kita = house.state.kitas[0].id.to_string();
    let fields = [
        ("formular", version.as_str()),
        ("titel", "Ausbrüche"),
        ("von", "2026-W45"),
        ("bis", "2027-W20"),
        ("nullmeldung", "ja"),
        ("art", "kita"),
        ("aktion", "eroeffnen"),
        ("teilnahme", &kita),
    ];
    let answer = house.test.post(&author, "/erhebungen/neu", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = house.test.get(&author, answer.location()).await.text();
    assert!(
        page.contains("wird erwartet, ab Freitag der Woche"),
        "{page}"
    );
    // Week 47 is confirmed from Friday on: on Wednesday it is not on the list.
    let mine = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(mine.contains("Keine Fälle in KW\u{a0}46"), "{mine}");
    assert!(!mine.contains("Keine Fälle in KW\u{a0}47"), "{mine}");
}
