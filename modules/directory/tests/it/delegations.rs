// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Standing in for a colleague.

use directory::testing::{Answer, SmallState, TestApp, app};
use http::StatusCode;
use jiff::SignedDuration;
use kernel::{PersonId, Role};

const OWN: &str = "/konto/vertretung";
const NEW: &str = "/konto/vertretung/neu";
/// What the administrator may open, and a form author may not.
const PEOPLE: &str = "/verwaltung/personen";

struct House {
    app: TestApp,
    state: SmallState,
    admin_id: PersonId,
    admin: String,
    author_id: PersonId,
    author: String,
}

/// An administrator and a form author of the same office.
async fn house() -> House {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let admin_id = app
        .add_person("Ole", Role::OfficeAdministrator, office)
        .await;
    let author_id = app.add_person("Frauke", Role::FormAuthor, office).await;
    House {
        admin: app.sign_in_as(admin_id).await,
        author: app.sign_in_as(author_id).await,
        app,
        state,
        admin_id,
        author_id,
    }
}

impl House {
    /// The membership of the person at the first office.
    async fn membership(&self, person: PersonId) -> String {
        let all = directory::engagements(self.app.db.read(), person).await;
        let all = all.expect("the database answers");
        let at = self.state.offices[0].id;
        let found = all.iter().rev().find(|one| one.organisation == at);
        found.expect("a role").id.to_string()
    }

    /// Lets `to` stand in for the owner of the session with one of her roles.
    async fn lend(
        &self,
        cookie: &str,
        role: &str,
        to: PersonId,
        (first, last): (&str, &str),
    ) -> Answer {
        let to = to.to_string();
        let fields = [
            ("rolle", role),
            ("person", to.as_str()),
            ("von", first),
            ("bis", last),
        ];
        self.app.post(cookie, NEW, &fields).await
    }

    /// The administrator lends her role to the form author until 30 November.
    async fn lent(&self) -> String {
        let role = self.membership(self.admin_id).await;
        let days = ("2026-11-18", "2026-11-30");
        let answer = self.lend(&self.admin, &role, self.author_id, days).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = self.app.get(&self.admin, OWN).await.text();
        let rest = page.split("/vertretungen/").nth(1).expect("one to end");
        let id: String = rest.chars().take_while(|c| *c != '/').collect();
        format!("/vertretungen/{id}/beenden")
    }

    async fn status(&self, cookie: &str, path: &str) -> StatusCode {
        self.app.get(cookie, path).await.status
    }
}

#[tokio::test]
async fn a_colleague_has_the_rights_from_the_first_day_to_the_last_and_sees_for_whom() {
    let house = house().await;
    let role = house.membership(house.admin_id).await;
    let days = ("2026-11-20", "2026-11-25");
    let answer = house.lend(&house.admin, &role, house.author_id, days).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    house.app.run_jobs().await;
    assert_eq!(
        house.status(&house.author, PEOPLE).await,
        StatusCode::FORBIDDEN
    );
    house.app.clock.advance(SignedDuration::from_hours(24 * 2));
    let author = house.app.sign_in_as(house.author_id).await;
    assert_eq!(house.status(&author, PEOPLE).await, StatusCode::OK);
    let tasks = house.app.get(&author, "/aufgaben").await.text();
    assert!(tasks.contains("Sie vertreten Ole"), "{tasks}");
    let account = house.app.get(&author, "/konto").await.text();
    assert!(account.contains("Amtsadministration, in Vertretung für Ole"));
    house.app.clock.advance(SignedDuration::from_hours(24 * 6));
    let author = house.app.sign_in_as(house.author_id).await;
    assert_eq!(house.status(&author, PEOPLE).await, StatusCode::FORBIDDEN);
    let author = house.app.sign_in_as(house.author_id).await;
    let page = house.app.get(&author, OWN).await.text();
    assert!(page.contains("vorbei"));
}

#[tokio::test]
async fn what_she_does_stands_under_her_own_name_with_a_note() {
    let house = house().await;
    house.lent().await;
    let fields = [
        ("name", "Neu Hier"),
        ("email", "neu@test.example"),
        ("organisation", &house.state.offices[0].id.to_string()),
        ("role", "case-worker"),
    ];
    let invited = house
        .app
        .post(&house.author, "/verwaltung/personen/einladen", &fields);
    assert_eq!(invited.await.status, StatusCode::SEE_OTHER);
    let officer = house
        .app
        .signed_in(
            "Dirk",
            Role::DataProtectionOfficer,
            house.state.offices[0].id,
        )
        .await;
    let trail = house
        .app
        .get(&officer, "/verwaltung/protokoll")
        .await
        .text();
    assert!(trail.contains("Vertretung eingerichtet"), "{trail}");
    let note = "Frauke (in dieser Zeit in Vertretung für Ole)";
    assert!(trail.contains(note), "{trail}");
}

#[tokio::test]
async fn nobody_lends_for_too_long_to_herself_outside_or_what_she_only_stands_in_for() {
    let house = house().await;
    let role = house.membership(house.admin_id).await;
    let far = house
        .app
        .add_person("Fern", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    for (to, days) in [
        (house.author_id, ("2026-11-17", "2026-11-20")),
        (house.author_id, ("2026-11-18", "2026-12-30")),
        (house.author_id, ("2026-11-20", "2026-11-19")),
        (house.author_id, ("", "")),
        (house.admin_id, ("2026-11-18", "2026-11-20")),
        (far, ("2026-11-18", "2026-11-20")),
    ] {
        let answer = house.lend(&house.admin, &role, to, days).await;
        assert_eq!(answer.status, refused, "{to} {days:?}");
    }
    let days = ("2026-11-18", "2026-12-29");
    let longest = house.lend(&house.admin, &role, house.author_id, days).await;
    assert_eq!(longest.status, StatusCode::SEE_OTHER, "{}", longest.text());

    let lent = house.membership(house.author_id).await;
    let own: Vec<String> = directory::engagements(house.app.db.read(), house.author_id)
        .await
        .unwrap()
        .into_iter()
        .filter(|one| one.delegated.is_some())
        .map(|one| one.id.to_string())
        .collect();
    let days = ("2026-11-18", "2026-11-20");
    let chain = house
        .lend(&house.author, &own[0], house.admin_id, days)
        .await;
    assert_eq!(chain.status, refused, "no chains");
    assert_ne!(lent, own[0]);
    let foreign = house.lend(&house.author, &role, house.admin_id, days).await;
    assert_eq!(foreign.status, refused, "somebody else's role");
}

#[tokio::test]
async fn either_of_the_two_or_an_administrator_ends_it_and_nobody_else() {
    for who in ["from", "to", "administrator"] {
        let house = house().await;
        let end = house.lent().await;
        assert_eq!(house.status(&house.author, PEOPLE).await, StatusCode::OK);
        let office = house.state.offices[0].id;
        let worker = house.app.signed_in("Onno", Role::CaseWorker, office).await;
        assert_eq!(house.status(&worker, &end).await, StatusCode::NOT_FOUND);
        let posted = house.app.post(&worker, &end, &[]).await.status;
        assert_eq!(posted, StatusCode::NOT_FOUND);
        let far = house
            .app
            .signed_in("Fern", Role::OfficeAdministrator, house.state.offices[1].id)
            .await;
        let posted = house.app.post(&far, &end, &[]).await.status;
        assert_eq!(posted, StatusCode::NOT_FOUND);
        let other = house
            .app
            .signed_in("Antje", Role::OfficeAdministrator, office)
            .await;
        let cookie = match who {
            "from" => &house.admin,
            "to" => &house.author,
            _ => &other,
        };
        assert_eq!(house.status(cookie, &end).await, StatusCode::OK);
        let answer = house.app.post(cookie, &end, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who}");
        assert_eq!(
            house.status(&house.author, PEOPLE).await,
            StatusCode::FORBIDDEN
        );
        let again = house.app.post(cookie, &end, &[]).await.status;
        assert_eq!(again, StatusCode::CONFLICT, "{who}");
    }
}

#[tokio::test]
async fn it_ends_with_the_role_that_was_lent() {
    let house = house().await;
    house.lent().await;
    assert_eq!(house.status(&house.author, PEOPLE).await, StatusCode::OK);
    let antje = house
        .app
        .signed_in(
            "Antje",
            Role::OfficeAdministrator,
            house.state.offices[0].id,
        )
        .await;
    let role = house.membership(house.admin_id).await;
    let path = format!("{PEOPLE}/{}/rolle-beenden", house.admin_id);
    let ended = house.app.post(&antje, &path, &[("rolle", &role)]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text());
    assert_eq!(
        house.status(&house.author, PEOPLE).await,
        StatusCode::FORBIDDEN
    );
    let page = house.app.get(&house.author, OWN).await.text();
    assert!(page.contains("vorbei"), "{page}");
}
