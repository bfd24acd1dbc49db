// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People as the administration sees them.

use directory::testing::{SmallState, TestApp, app};
use http::StatusCode;
use kernel::{OrganisationId, PersonId, Role};

struct House {
    app: TestApp,
    state: SmallState,
    state_admin: String,
    office_admin: String,
    manager: String,
}

async fn house() -> House {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let state_admin = app
        .signed_in("Stina", Role::StateAdministrator, state.state.id)
        .await;
    let office_admin = app
        .signed_in("Ole", Role::OfficeAdministrator, state.offices[0].id)
        .await;
    let manager = app
        .signed_in("Mia", Role::InstitutionManager, state.kitas[0].id)
        .await;
    let far = state.offices[1].id;
    app.add_person("Fern", Role::OfficeAdministrator, far).await;
    app.add_person("Weit", Role::InstitutionReporter, state.kitas[2].id)
        .await;
    House {
        app,
        state,
        state_admin,
        office_admin,
        manager,
    }
}

impl House {
    async fn invite(&self, cookie: &str, role: Role, at: OrganisationId) -> StatusCode {
        let organisation = at.to_string();
        let email = format!("{role}-{organisation}@test.example");
        let fields = [
            ("name", "Neu Hier"),
            ("email", &email[..]),
            ("organisation", &organisation),
            ("role", role.name()),
        ];
        let path = "/verwaltung/personen/einladen";
        self.app.post(cookie, path, &fields).await.status
    }

    async fn names(&self, cookie: &str) -> Vec<&'static str> {
        let page = self.app.get(cookie, "/verwaltung/personen").await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        let list = text.split("<tbody>").nth(1).unwrap_or_default();
        ["Fern", "Mia", "Ole", "Stina", "Weit"]
            .into_iter()
            .filter(|name| list.contains(&format!(">{name}</a>")))
            .collect()
    }
}

#[tokio::test]
async fn everybody_sees_the_people_of_her_own_part_of_the_tree() {
    let house = house().await;
    assert_eq!(
        house.names(&house.state_admin).await,
        ["Fern", "Ole", "Stina"]
    );
    assert_eq!(house.names(&house.office_admin).await, ["Mia", "Ole"]);
    assert_eq!(house.names(&house.manager).await, ["Mia"]);
    let reporter = house
        .app
        .signed_in("Rosa", Role::InstitutionReporter, house.state.kitas[0].id)
        .await;
    let page = house.app.get(&reporter, "/verwaltung/personen").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn roles_are_given_as_the_policies_say() {
    let house = house().await;
    let state = house.state.state.id;
    let [near, far] = [house.state.offices[0].id, house.state.offices[1].id];
    let [kita, far_kita] = [house.state.kitas[0].id, house.state.kitas[2].id];
    let (yes, no) = (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY);
    for (who, role, at, expected) in [
        (&house.state_admin, Role::Analyst, state, yes),
        (&house.state_admin, Role::OfficeAdministrator, far, yes),
        (&house.state_admin, Role::CaseWorker, far, no),
        (&house.state_admin, Role::InstitutionManager, kita, no),
        (&house.office_admin, Role::CaseWorker, near, yes),
        (&house.office_admin, Role::InstitutionManager, kita, yes),
        (&house.office_admin, Role::CaseWorker, far, no),
        (&house.office_admin, Role::InstitutionManager, far_kita, no),
        (&house.office_admin, Role::StateAdministrator, state, no),
        (&house.office_admin, Role::CaseWorker, kita, no),
        (&house.manager, Role::InstitutionReporter, kita, yes),
        (&house.manager, Role::InstitutionManager, kita, no),
        (&house.manager, Role::InstitutionReporter, far_kita, no),
    ] {
        assert_eq!(
            house.invite(who, role, at).await,
            expected,
            "{role} at {at}"
        );
    }
}

#[tokio::test]
async fn a_person_with_an_account_gets_a_second_role_and_no_second_account() {
    let house = house().await;
    let organisation = house.state.kitas[1].id.to_string();
    let fields = [
        ("name", "Mia"),
        ("email", "mia@test.example"),
        ("organisation", &organisation[..]),
        ("role", "institution-manager"),
    ];
    let path = "/verwaltung/personen/einladen";
    let given = house.app.post(&house.office_admin, path, &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let page = house
        .app
        .get(&house.office_admin, given.location())
        .await
        .text();
    assert!(page.contains("Kita 1 von Amt A") && page.contains("Kita 2 von Amt A"));
    let again = house.app.post(&house.office_admin, path, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("hat diese Rolle dort schon"));
}

#[tokio::test]
async fn a_role_can_begin_later_and_says_so() {
    let house = house().await;
    let organisation = house.state.kitas[1].id.to_string();
    let path = "/verwaltung/personen/einladen";
    let invite = |from: &'static str, until: &'static str| {
        let fields = [
            ("name", "Mia"),
            ("email", "mia@test.example"),
            ("organisation", &organisation[..]),
            ("role", "institution-manager"),
            ("from", from),
            ("until", until),
        ];
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        let house = &house;
        async move {
            let fields = fields.each_ref().map(|(name, value)| (*name, &value[..]));
            house.app.post(&house.office_admin, path, &fields).await
        }
    };
    let mia = house.person("Mia").await;
    house.app.set_password(mia, "drei Möwen im Watt").await;
    for (from, until) in [
        ("2020-01-01", ""),
        ("2030-02-01", "2030-01-31"),
        ("soon", ""),
    ] {
        let refused = invite(from, until).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
    }
    let given = invite("2030-02-01", "2030-02-28").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let person = given.location().to_owned();
    let page = house.app.get(&house.office_admin, &person).await.text();
    assert!(
        page.contains("beginnt später") && page.contains("01.02.2030"),
        "{page}"
    );
    let mails = house.app.mails().await;
    let mail = mails.first().expect("a mail");
    assert!(mail.text.contains("01.02.2030"), "{}", mail.text);
    // The same role at the same time is refused, before and after it is not.
    let overlapping = invite("2030-02-28", "").await;
    assert_eq!(overlapping.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(invite("2030-03-01", "").await.status, StatusCode::SEE_OTHER);
    // Until then it gives no rights.
    let id: PersonId = person.rsplit('/').next().unwrap().parse().unwrap();
    let rights = format!("/verwaltung/personen/{id}/rechte");
    let page = house.app.get(&house.office_admin, &rights).await.text();
    assert!(page.contains("Kita 1 von Amt A") && !page.contains("Kita 2 von Amt A"));
}

#[tokio::test]
async fn nobody_helps_a_person_who_is_about_to_have_more_rights() {
    let house = house().await;
    let mia = house.person("Mia").await;
    let path = format!("/verwaltung/personen/{mia}/sperren");
    let before = house.app.get(&house.office_admin, &path).await.status;
    assert_eq!(before, StatusCode::OK);
    let organisation = house.state.state.id.to_string();
    let fields = [
        ("name", "Mia"),
        ("email", "mia@test.example"),
        ("organisation", &organisation[..]),
        ("role", "state-administrator"),
        ("from", "2030-02-01"),
    ];
    let invite = "/verwaltung/personen/einladen";
    let given = house.app.post(&house.state_admin, invite, &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let after = house.app.get(&house.office_admin, &path).await.status;
    assert_eq!(after, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_was_typed_is_shown_again_beside_the_errors() {
    let house = house().await;
    let fields = [
        ("name", "Neu Hier"),
        ("email", "no address"),
        ("until", "2020-01-01"),
    ];
    let path = "/verwaltung/personen/einladen";
    let page = house.app.post(&house.office_admin, path, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = page.text();
    assert!(text.contains(r#"value="Neu Hier""#));
    assert!(text.contains(r#"value="no address""#));
    for field in ["email", "organisation", "role", "until"] {
        assert!(text.contains(&format!("#field-{field}\"")), "{field}");
    }
}

#[tokio::test]
async fn an_ended_role_gives_no_rights_from_that_moment_on() {
    let house = house().await;
    let page = house.app.get(&house.manager, "/verwaltung/personen").await;
    assert_eq!(page.status, StatusCode::OK);
    let mia = house.person("Mia").await;
    let page = house
        .app
        .get(&house.office_admin, &format!("/verwaltung/personen/{mia}"))
        .await
        .text();
    let mark = "rolle-beenden?rolle=";
    let start = page.find(mark).expect("a way to end the role") + mark.len();
    let role = &page[start..start + 36];
    let path = format!("/verwaltung/personen/{mia}/rolle-beenden");
    let asked = house
        .app
        .get(&house.office_admin, &format!("{path}?rolle={role}"))
        .await;
    assert!(asked.text().contains("verliert sofort die Rolle"));
    // Not by herself, and not by another office.
    let own = house
        .app
        .post(&house.manager, &path, &[("rolle", role)])
        .await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let fern = house.person("Fern").await;
    let far = house.app.sign_in_as(fern).await;
    let hidden = house.app.post(&far, &path, &[("rolle", role)]).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let ended = house
        .app
        .post(&house.office_admin, &path, &[("rolle", role)])
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let page = house.app.get(&house.manager, "/verwaltung/personen").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let twice = house
        .app
        .post(&house.office_admin, &path, &[("rolle", role)])
        .await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn nobody_helps_an_account_with_more_rights_than_her_own() {
    let house = house().await;
    // Mia also works for the state: the office may no longer touch her account.
    let mia = house.person("Mia").await;
    let block = format!("/verwaltung/personen/{mia}/sperren");
    let page = house.app.get(&house.office_admin, &block).await;
    assert_eq!(page.status, StatusCode::OK);
    house
        .app
        .add_role(mia, Role::StateAdministrator, house.state.state.id)
        .await;
    for step in ["sperren", "link", "zweiter-faktor", "entsperren"] {
        let path = format!("/verwaltung/personen/{mia}/{step}");
        let answer = house.app.post(&house.office_admin, &path, &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{step}");
    }
}

#[tokio::test]
async fn what_was_done_to_roles_stands_in_the_trail_of_the_organisation() {
    let house = house().await;
    let kita = house.state.kitas[0].id;
    house
        .invite(&house.manager, Role::InstitutionReporter, kita)
        .await;
    assert_eq!(house.app.trail(kita.uuid()).await, ["membership.grant"]);
}

impl House {
    async fn person(&self, name: &str) -> PersonId {
        let all = [
            self.state.state.id,
            self.state.offices[0].id,
            self.state.offices[1].id,
            self.state.kitas[0].id,
        ];
        for organisation in all {
            let now = kernel::Clock::now(self.app.clock.as_ref());
            let people = directory::people_with(self.app.db.read(), organisation, &Role::ALL, now)
                .await
                .unwrap();
            if let Some(contact) = people.into_iter().find(|contact| contact.name == name) {
                return contact.person;
            }
        }
        panic!("nobody is called {name}");
    }
}
