// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Months, deadlines, locks; nothing to report; reports on behalf; approval level by level; rules and
//! links by which institutions take part.

use directory::testing::{SmallState, TestApp};
use forms::PeriodKind;
use jiff::Timestamp;
use kernel::Role;
use reporting::model::{CollectionStatus, ExpectedStatus, PeriodState, Standing};
use reporting::period::Period;
use reporting::store;

use crate::house::{self, FINE, are_sentinel};

/// A collection with this form that a form author opens on the pages.
struct Monthly {
    test: TestApp,
    state: SmallState,
    author: String,
    id: kernel::CollectionId,
    path: String,
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn monthly(extra: &[(&str, &str)]) -> Monthly {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let mut spec = are_sentinel();
    spec.period = PeriodKind::Month;
    let form = house::publish(&test, spec).await;
    let author = test
        .signed_in("Frauke Form", Role::FormAuthor, state.state.id)
        .await;
    let page = format!("/erhebungen/neu?formular={}", form.version_id);
    let page = test.get(&author, &page).await.text();
    assert!(page.contains("Erster Monat"), "{page}");
    let version = form.version_id.to_string();
    let ids: Vec<String> = state.kitas.iter().map(|kita| kita.id.to_string()).collect();
    let mut fields = vec![
        ("formular", version.as_str()),
        ("titel", "Monatsbericht"),
        ("von", "2026-09"),
        ("bis", "2027-08"),
        ("oeffnet", "end"),
        ("frist", "10"),
        ("sperre", "20"),
        ("werktage", "ja"),
        ("nullmeldung", "ja"),
        ("art", "kita"),
        ("aktion", "eroeffnen"),
    ];
    fields.extend(extra);
    fields.extend(ids.iter().map(|id| ("teilnahme", id.as_str())));
    let answer = test.post(&author, "/erhebungen/neu", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let collections = store::collections::all(test.app.db.read()).await.unwrap();
    let id = collections[0].id;
    Monthly {
        path: format!("/erhebungen/{id}"),
        test,
        state,
        author,
        id,
    }
}

impl Monthly {
    async fn standing(&self, period: &str, office: usize) -> Option<Standing> {
        let period: Period = period.parse().unwrap();
        let office = self.state.offices[office].id;
        store::standing::find(self.test.app.db.read(), self.id, period, office)
            .await
            .unwrap()
    }

    async fn worker(&self, name: &str) -> String {
        self.test
            .signed_in(name, Role::CaseWorker, self.state.offices[0].id)
            .await
    }

    async fn manager(&self, kita: usize) -> String {
        let name = format!("Mara Manager {kita}");
        let id = self.state.kitas[kita].id;
        self.test
            .signed_in(&name, Role::InstitutionManager, id)
            .await
    }

    fn fill(&self, period: &str, kita: usize, step: &str) -> String {
        let kita = self.state.kitas[kita].id;
        format!("/meldungen/{}/{period}{step}?einrichtung={kita}", self.id)
    }

    /// Says for all Kitas of the first office that there is nothing to report.
    async fn all_zero(&self, period: &str) {
        for (number, kita) in self.state.kitas.iter().enumerate() {
            if kita.parent == Some(self.state.offices[0].id) {
                let name = format!("Zita Zero {number}");
                let manager = self
                    .test
                    .signed_in(&name, Role::InstitutionManager, kita.id)
                    .await;
                let path = self.fill(period, number, "/nullmeldung");
                let answer = self
                    .test
                    .post(&manager, &path, &[("grund", "closed")])
                    .await;
                assert_eq!(answer.status, 303, "{}", answer.text());
            }
        }
    }
}

async fn state_of(house: &Monthly, period: &str) -> PeriodState {
    let conn = house.test.app.db.read();
    let collection = store::collections::find(conn, house.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(collection.status, CollectionStatus::Open);
    let today = kernel::berlin_date(house.test.app.clock.now());
    house.standing(period, 0).await.unwrap().state(
        &collection.approval,
        &collection.calendar,
        collection.status,
        today,
    )
}

#[tokio::test]
async fn months_are_owed_when_they_are_over_and_locked_after_their_day() {
    let house = monthly(&[]).await;
    // Today is Saturday, 21 November 2026: October was due on 10 November, November is not open.
    let october = house.standing("2026-10", 0).await.unwrap();
    assert_eq!(october.due_on.to_string(), "2026-11-10");
    assert!(october.missing > 0);
    assert!(house.standing("2026-11", 0).await.is_none());
    let manager = house.manager(0).await;
    let page = house
        .test
        .get(&manager, &house.fill("2026-10", 0, ""))
        .await;
    assert_eq!(page.status, 200);
    let mine = house.test.get(&manager, "/meldungen").await.text();
    assert!(mine.contains("Oktober"), "{mine}");
    assert!(!mine.contains("November\u{a0}2026"), "{mine}");
    // 20 days after it was due nothing is taken any more.
    house.test.clock.set(at("2026-12-01T10:00:00Z"));
    reporting::jobs::expect_reports(&house.test.app)
        .await
        .unwrap();
    assert!(house.standing("2026-11", 0).await.is_some());
    assert_eq!(state_of(&house, "2026-10").await, PeriodState::Locked);
    let kita = house.state.kitas[0].id;
    let manager = house
        .test
        .signed_in("Marta Manager", Role::InstitutionManager, kita)
        .await;
    let path = house.fill("2026-10", 0, "/nullmeldung");
    let late = house
        .test
        .post(&manager, &path, &[("grund", "closed")])
        .await;
    assert_eq!(late.status, 409, "{}", late.text());
    // The office opens it again, for a few days.
    let worker = house.worker("Willi Worker").await;
    let approval = format!("/pruefung/{}/2026-10/abschluss", house.id);
    let fields = [("aktion", "oeffnen"), ("stand", "0"), ("bis", "2026-12-04")];
    assert_eq!(
        house.test.post(&worker, &approval, &fields).await.status,
        303
    );
    let again = house
        .test
        .post(&manager, &path, &[("grund", "closed")])
        .await;
    assert_eq!(again.status, 303);
}

#[tokio::test]
async fn nothing_to_report_counts_and_can_be_taken_back() {
    let house = monthly(&[]).await;
    let before = house.standing("2026-10", 0).await.unwrap();
    let manager = house.manager(0).await;
    let path = house.fill("2026-10", 0, "/nullmeldung");
    let page = house.test.get(&manager, &path).await.text();
    assert!(page.contains("Einrichtung geschlossen"), "{page}");
    assert_eq!(house.test.post(&manager, &path, &[]).await.status, 422);
    let said = house
        .test
        .post(&manager, &path, &[("grund", "holidays")])
        .await;
    assert_eq!(said.status, 303);
    let after = house.standing("2026-10", 0).await.unwrap();
    assert_eq!((after.zero, after.missing), (1, before.missing - 1));
    let mine = house.test.get(&manager, "/meldungen").await.text();
    assert!(mine.contains("Nullmeldungen"), "{mine}");
    let undo = house.fill("2026-10", 0, "/nullmeldung/zuruecknehmen");
    assert_eq!(house.test.post(&manager, &undo, &[]).await.status, 303);
    assert_eq!(house.standing("2026-10", 0).await.unwrap(), before);
    // Nobody says it for another institution.
    let path = house.fill("2026-10", 1, "/nullmeldung");
    let other = house
        .test
        .post(&manager, &path, &[("grund", "closed")])
        .await;
    assert_eq!(other.status, 404);
}

#[tokio::test]
async fn the_office_enters_a_report_for_an_institution_and_it_shows() {
    let house = house::house().await;
    let worker = house.case_worker(0).await;
    let kita = house.state.kitas[0].id;
    let path = format!(
        "/meldungen/{}/2026-W47?einrichtung={kita}",
        house.collection.id
    );
    let page = house.test.get(&worker, &path).await.text();
    assert!(
        page.contains("Sie tragen für diese Einrichtung ein"),
        "{page}"
    );
    let checked = house
        .post_fields(&worker, &path, &page, "pruefen", &FINE)
        .await;
    let control = house.test.get(&worker, checked.location()).await.text();
    let fields = ["formular", "entwurf"].map(|name| (name, house::House::hidden(&control, name)));
    let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let send = checked.location().replace("/kontrolle", "/senden");
    let sent = house.test.post(&worker, &send, &fields).await;
    assert!(sent.location().starts_with("/pruefung/meldung/"));
    let conn = house.test.app.db.read();
    let period: Period = "2026-W47".parse().unwrap();
    let expected = store::expected::find(conn, house.collection.id, kita, period)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(expected.status, ExpectedStatus::Submitted);
    let submission = store::submissions::find(conn, expected.submission.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert!(submission.on_behalf);
    let list = format!("/pruefung/{}/2026-W47", house.collection.id);
    let list = house.test.get(&worker, &list).await.text();
    assert!(list.contains("vom Amt eingetragen"), "{list}");
    // An office has no say about the institutions of another.
    let stranger = house
        .test
        .signed_in(
            "Stina Stranger",
            Role::CaseWorker,
            house.state.offices[1].id,
        )
        .await;
    assert_eq!(house.test.get(&stranger, &path).await.status, 404);
}

#[derive(Debug, db::FromQueryResult)]
struct Told {
    kind: String,
    payload: String,
}

#[tokio::test]
async fn a_period_is_approved_by_two_people_and_accepted_by_the_state() {
    let house = monthly(&[("freigabe_amt", "2"), ("freigabe_land", "ja")]).await;
    assert_eq!(state_of(&house, "2026-10").await, PeriodState::Open);
    house.all_zero("2026-10").await;
    assert_eq!(state_of(&house, "2026-10").await, PeriodState::Complete);
    let path = format!("/pruefung/{}/2026-10/abschluss", house.id);
    let first = house.worker("Willi Worker").await;
    let approve = |seen: &'static str| [("aktion", "abschliessen"), ("stand", seen)];
    assert_eq!(
        house.test.post(&first, &path, &approve("0")).await.status,
        303
    );
    assert_eq!(house.standing("2026-10", 0).await.unwrap().approvals, 1);
    // The same person is not the second, and an old page decides nothing.
    house.test.post(&first, &path, &approve("1")).await;
    house.test.post(&first, &path, &approve("0")).await;
    assert_eq!(house.standing("2026-10", 0).await.unwrap().approvals, 1);
    let second = house.worker("Wanda Worker").await;
    let comment = [
        ("aktion", "abschliessen"),
        ("stand", "1"),
        ("kommentar", "Zwei Kitas waren geschlossen."),
    ];
    house.test.post(&second, &path, &comment).await;
    assert_eq!(house.standing("2026-10", 0).await.unwrap().approvals, 2);
    // Nothing changes in an approved period.
    let manager = house.manager(0).await;
    let undo = house.fill("2026-10", 0, "/nullmeldung/zuruecknehmen");
    assert_eq!(house.test.post(&manager, &undo, &[]).await.status, 409);
    // The state accepts by the figures; the office cannot take its approval back after that.
    let accept = format!("{}/abnahme?zeitraum=2026-10", house.path);
    let office = format!("{}:2", house.state.offices[0].id);
    let page = house.test.get(&house.author, &accept).await.text();
    assert!(page.contains(&office), "{page}");
    let fields = [("aktion", "abnehmen"), ("amt", office.as_str())];
    assert_eq!(
        house
            .test
            .post(&house.author, &accept, &fields)
            .await
            .status,
        303
    );
    assert_eq!(state_of(&house, "2026-10").await, PeriodState::Accepted);
    let back = [("aktion", "zuruecknehmen"), ("stand", "3")];
    house.test.post(&second, &path, &back).await;
    assert_eq!(house.standing("2026-10", 0).await.unwrap().approvals, 3);
    // Others are told of what was decided, not of what was refused, and of no comment.
    let told: Vec<Told> = db::all(
        house.test.app.db.read(),
        "SELECT kind, payload FROM jobs WHERE kind LIKE 'period.%' ORDER BY payload",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
    for one in &told {
        assert_eq!(one.kind, reporting::events::PERIOD_APPROVED);
        assert!(one.payload.contains("2026-10"), "{told:?}");
        assert!(!one.payload.contains("Kitas"), "{told:?}");
    }
    let page = house.test.get(&second, &path).await.text();
    assert!(page.contains("Zwei Kitas waren geschlossen."), "{page}");
    // Case workers do not accept for the state, form authors do not approve for an office.
    assert!(house.test.get(&second, &accept).await.status.as_u16() >= 403);
    assert!(house.test.get(&house.author, &path).await.status.as_u16() >= 403);
    // The map and the file say the same.
    let map = format!("{}/vollstaendigkeit", house.path);
    let html = house.test.get(&house.author, &map).await.text();
    assert!(html.contains("Oktober\u{a0}2026"), "{html}");
    let csv = house
        .test
        .get(&house.author, &format!("{map}?format=csv"))
        .await
        .text();
    assert!(csv.contains("2026-10;"), "{csv}");
    assert!(csv.contains("vom Land abgenommen"), "{csv}");
}

#[tokio::test]
async fn an_institution_joins_by_a_link_and_by_rule() {
    let house = monthly(&[]).await;
    let test = &house.test;
    // The last Kita leaves first; a person has ended its part, so no rule brings it back.
    let last = house.state.kitas.len() - 1;
    let id = house.state.kitas[last].id.to_string();
    let leave = [
        ("aktion", "beenden"),
        ("einrichtung", id.as_str()),
        ("zeitraum", "2026-09"),
    ];
    let participants = format!("{}/teilnehmende", house.path);
    assert_eq!(
        test.post(&house.author, &participants, &leave).await.status,
        303
    );
    let part = format!("{}/teilnahme", house.path);
    let rule = [("aktion", "regel"), ("art", "kita"), ("ort", "")];
    assert_eq!(test.post(&house.author, &part, &rule).await.status, 303);
    let conn = test.app.db.read();
    let kita = house.state.kitas[last].id;
    let times = store::participants::of_institution(conn, house.id, kita)
        .await
        .unwrap();
    assert_eq!(times.len(), 1, "ended by a person");
    // By link it comes back by itself.
    test.post(&house.author, &part, &[("aktion", "code")]).await;
    let collection = store::collections::find(conn, house.id)
        .await
        .unwrap()
        .unwrap();
    let link = format!("/teilnehmen/{}", collection.join_code.unwrap());
    let manager = house.manager(last).await;
    let page = test.get(&manager, &link).await.text();
    assert!(page.contains(&house.state.kitas[last].name), "{page}");
    let join = [("einrichtung", id.as_str())];
    assert_eq!(test.post(&manager, &link, &join).await.status, 303);
    let times = store::participants::of_institution(conn, house.id, kita)
        .await
        .unwrap();
    assert_eq!(times.last().unwrap().from.to_string(), "2026-11");
    // Nobody lets somebody else's institution join, and a switched off link leads nowhere.
    let other = [("einrichtung", house.state.kitas[0].id.to_string())];
    let other = [("einrichtung", other[0].1.as_str())];
    assert_eq!(test.post(&manager, &link, &other).await.status, 404);
    test.post(&house.author, &part, &[("aktion", "code-weg")])
        .await;
    assert_eq!(test.get(&manager, &link).await.status, 404);
}

#[tokio::test]
async fn a_free_day_moves_the_deadline_of_periods_that_are_not_open_yet() {
    let house = monthly(&[]).await;
    let test = &house.test;
    let wrong = [("tag", "morgen"), ("name", "")];
    let answer = test
        .post(&house.author, "/erhebungen/kalender", &wrong)
        .await;
    assert_eq!(answer.status, 422);
    let day = [("tag", "2026-12-10"), ("name", "Betriebsausflug")];
    let answer = test.post(&house.author, "/erhebungen/kalender", &day).await;
    assert_eq!(answer.status, 303);
    let page = test
        .get(&house.author, "/erhebungen/kalender?jahr=2026")
        .await
        .text();
    assert!(
        page.contains("Betriebsausflug") && page.contains("Neujahr"),
        "{page}"
    );
    test.clock.set(at("2026-12-01T10:00:00Z"));
    reporting::jobs::expect_reports(&test.app).await.unwrap();
    let november = house.standing("2026-11", 0).await.unwrap();
    assert_eq!(november.due_on.to_string(), "2026-12-11");
}
