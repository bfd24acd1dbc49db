// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles that an office makes itself.

use directory::testing::{Answer, SmallState, TestApp, app, email};
use http::StatusCode;
use kernel::{PersonId, Role};

pub(crate) const ROLES: &str = "/verwaltung/rollen";
const NEW: &str = "/verwaltung/rollen/neu";
const PEOPLE: &str = "/verwaltung/personen";
const ORGANISATIONS: &str = "/verwaltung/organisationen";

pub(crate) struct House {
    pub(crate) app: TestApp,
    pub(crate) state: SmallState,
    pub(crate) admin: String,
    pub(crate) admin_id: PersonId,
}

pub(crate) async fn house() -> House {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let admin_id = app
        .add_person("Ole", Role::OfficeAdministrator, office)
        .await;
    let admin = app.sign_in_as(admin_id).await;
    House {
        app,
        state,
        admin,
        admin_id,
    }
}

impl House {
    async fn add(&self, cookie: &str, name: &str, actions: &[&str]) -> Answer {
        let mut fields = vec![("name", name), ("description", "")];
        fields.extend(actions.iter().map(|action| ("aktion", *action)));
        self.app.post(cookie, NEW, &fields).await
    }

    /// Adds a role and returns where it stands.
    pub(crate) async fn added(&self, name: &str, actions: &[&str]) -> String {
        let answer = self.add(&self.admin, name, actions).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let id = self
            .uuid("SELECT id FROM own_roles WHERE name = $1", name)
            .await;
        format!("{ROLES}/{id}")
    }

    async fn uuid(&self, sql: &str, value: &str) -> uuid::Uuid {
        let found = db::scalar(self.app.db.read(), sql, vec![value.into()]).await;
        found.expect("the query is right").expect("it is there")
    }

    /// Gives a role to a new person and signs her in.
    pub(crate) async fn give(&self, role: &str, name: &str, fields: &[(&str, &str)]) -> String {
        let address = email(name).to_string();
        let mut all = vec![("name", name), ("email", address.as_str())];
        all.extend_from_slice(fields);
        let path = format!("{role}/vergeben");
        let answer = self.app.post(&self.admin, &path, &all).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let id = answer.location().rsplit('/').next().expect("an identifier");
        self.app.sign_in_as(id.parse().expect("a person")).await
    }

    async fn status(&self, cookie: &str, path: &str) -> StatusCode {
        self.app.get(cookie, path).await.status
    }

    /// The number that a form of a role carries, so that nobody is written over.
    async fn version(&self, role: &str) -> String {
        let page = self.app.get(&self.admin, role).await.text();
        let rest = page
            .split("name=\"stand\" value=\"")
            .nth(1)
            .expect("a number");
        rest.chars().take_while(char::is_ascii_digit).collect()
    }
}

#[tokio::test]
async fn an_own_role_lets_its_holder_do_what_it_holds_and_nothing_else() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    let frauke = house.give(&role, "Frauke", &[]).await;
    let list = house.app.get(&frauke, PEOPLE).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text().contains(">Ole</a>"));
    assert!(list.text().contains("Auskunft, Amt A"), "{}", list.text());
    for path in [
        ORGANISATIONS,
        ROLES,
        NEW,
        "/verwaltung/protokoll",
        "/verwaltung/zugriffe",
    ] {
        assert_eq!(
            house.status(&frauke, path).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let far = house
        .app
        .add_person("Fern", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let of_far = format!("{PEOPLE}/{far}");
    assert_eq!(house.status(&frauke, &of_far).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_of_a_role_takes_effect_at_once_and_so_does_its_end() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    let frauke = house.give(&role, "Frauke", &[]).await;
    assert_eq!(house.status(&frauke, PEOPLE).await, StatusCode::OK);
    let version = house.version(&role).await;
    let fields = [
        ("name", "Auskunft"),
        ("aktion", "organisation.read"),
        ("stand", &version),
    ];
    let answer = house.app.post(&house.admin, &role, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(house.status(&frauke, PEOPLE).await, StatusCode::FORBIDDEN);
    assert_eq!(house.status(&frauke, ORGANISATIONS).await, StatusCode::OK);

    let end = format!("{role}/beenden");
    let page = house.app.get(&house.admin, &end).await.text();
    assert!(page.contains("Eine Person verliert sofort"), "{page}");
    assert!(page.contains("<li>Frauke</li>") && page.contains("Organisationen ansehen"));
    let version = house.version(&role).await;
    let answer = house
        .app
        .post(&house.admin, &end, &[("stand", &version)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        house.status(&frauke, ORGANISATIONS).await,
        StatusCode::FORBIDDEN
    );
    for path in [role.clone(), format!("{role}/vergeben"), end] {
        assert_eq!(
            house.status(&house.admin, &path).await,
            StatusCode::CONFLICT
        );
    }
    let trail = house.app.trail(house.state.offices[0].id.uuid()).await;
    for deed in ["role.add", "membership.grant", "role.change", "role.end"] {
        assert!(trail.iter().any(|entry| entry == deed), "{deed}: {trail:?}");
    }
}

#[tokio::test]
async fn a_role_holds_only_what_an_own_role_of_the_office_can_hold() {
    let house = house().await;
    for action in [
        "role.manage",
        "membership.grant-own-role",
        "membership.grant-office-administrator",
        "membership.grant-case-worker",
        "access.review",
        "delegation.end",
        "jobs.read",
        "membership.grant-state-administrator",
        "no.such",
    ] {
        let answer = house.add(&house.admin, "Zu viel", &[action]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
    }
    let none = house.add(&house.admin, "Zu wenig", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Wählen Sie mindestens eine Aktion"));
    house.added("Auskunft", &["person.read"]).await;
    let again = house.add(&house.admin, " auskunft", &["person.read"]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.text().contains("Es gibt schon eine Rolle"),
        "{}",
        again.text()
    );
}

#[tokio::test]
async fn even_a_role_that_was_written_past_the_pages_gives_no_more() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    let frauke = house.give(&role, "Frauke", &[]).await;
    let tx = house.app.app.db.begin().await.unwrap();
    let sql = "UPDATE own_roles SET actions = 'role.manage jobs.read access.review person.help'";
    db::execute(&tx, sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    for path in [ROLES, "/verwaltung/auftraege", "/verwaltung/zugriffe"] {
        assert_eq!(
            house.status(&frauke, path).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let block = format!("{PEOPLE}/{}/sperren", house.admin_id);
    let refused = house.app.post(&frauke, &block, &[]).await.status;
    assert_ne!(
        refused,
        StatusCode::SEE_OTHER,
        "nobody blocks her own administrator"
    );
}

#[tokio::test]
async fn nobody_gives_herself_what_she_may_only_pass_on() {
    let house = house().await;
    let actions = ["person.read", "membership.grant-institution-manager"];
    let role = house.added("Kita-Betreuung", &actions).await;
    let frauke = house.give(&role, "Frauke", &[]).await;
    let kita = house.state.kitas[0].id.to_string();
    let give = async |email: &str| {
        let fields = [
            ("name", "Wer Auch"),
            ("email", email),
            ("organisation", kita.as_str()),
            ("role", "institution-manager"),
        ];
        let path = "/verwaltung/personen/einladen";
        house.app.post(&frauke, path, &fields).await
    };
    let own = give("frauke@test.example").await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().contains("nur jemand anderes geben"));
    let other = give("mia@test.example").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.text());
}

#[tokio::test]
async fn roles_belong_to_their_office_and_to_its_administrators() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    let office = house.state.offices[0].id;
    let worker = house.app.signed_in("Onno", Role::CaseWorker, office).await;
    let far = house
        .app
        .signed_in("Fern", Role::OfficeAdministrator, house.state.offices[1].id)
        .await;
    for step in ["", "/beenden", "/vergeben"] {
        let path = format!("{role}{step}");
        assert_eq!(
            house.status(&worker, &path).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            house.status(&far, &path).await,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        let posted = house.app.post(&far, &path, &[]).await.status;
        assert_eq!(posted, StatusCode::NOT_FOUND, "{path}");
    }
    let elsewhere = [
        ("organisation", office.to_string()),
        ("name", "Fremd".to_owned()),
        ("aktion", "person.read".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = elsewhere.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let posted = house.app.post(&far, NEW, &fields).await.status;
    assert_eq!(posted, StatusCode::NOT_FOUND);
    assert!(!house.app.get(&far, ROLES).await.text().contains("Auskunft"));
}

#[tokio::test]
async fn the_slower_of_two_administrators_is_told_and_writes_nothing_over() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    let seen = house.version(&role).await;
    let fields = |name: &'static str| {
        [
            ("name", name.to_owned()),
            ("aktion", "person.read".to_owned()),
            ("stand", seen.clone()),
        ]
    };
    let post = async |name| {
        let fields = fields(name);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        house.app.post(&house.admin, &role, &fields).await
    };
    assert_eq!(post("Erste").await.status, StatusCode::SEE_OTHER);
    let slower = post("Zweite").await;
    assert_eq!(slower.status, StatusCode::CONFLICT);
    assert!(slower.text().contains("Jemand anderes hat diese Rolle"));
    let ended = house
        .app
        .post(
            &house.admin,
            &format!("{role}/beenden"),
            &[("stand", &seen)],
        )
        .await;
    assert_eq!(ended.status, StatusCode::CONFLICT);
    assert!(
        house
            .app
            .get(&house.admin, ROLES)
            .await
            .text()
            .contains(">Erste</a>")
    );
}

#[tokio::test]
async fn a_role_that_is_limited_reaches_the_chosen_institutions_only() {
    let house = house().await;
    let [near, other] = [&house.state.kitas[0], &house.state.kitas[1]];
    let role = house
        .added(
            "Kita-Betreuung",
            &["person.read", "person.help", "organisation.read"],
        )
        .await;
    let mia = house
        .app
        .add_person("Mia", Role::InstitutionManager, near.id)
        .await;
    let ida = house
        .app
        .add_person("Ida", Role::InstitutionManager, other.id)
        .await;
    let chosen = near.id.to_string();
    let fields = [("wo", "auswahl"), ("einrichtung", chosen.as_str())];
    let frauke = house.give(&role, "Frauke", &fields).await;
    let list = house.app.get(&frauke, PEOPLE).await;
    assert_eq!(list.status, StatusCode::OK);
    let text = list.text();
    assert!(text.contains(">Mia</a>") && !text.contains(">Ida</a>") && !text.contains(">Ole</a>"));
    for (person, expected) in [(mia, StatusCode::OK), (ida, StatusCode::NOT_FOUND)] {
        let path = format!("{PEOPLE}/{person}/sperren");
        assert_eq!(house.status(&frauke, &path).await, expected);
    }
    let path = format!("{ORGANISATIONS}/{}", other.id);
    assert_eq!(house.status(&frauke, &path).await, StatusCode::NOT_FOUND);
    let rights = house.app.get(&frauke, "/konto/rechte").await.text();
    assert!(
        rights.contains("In den ausgewählten Einrichtungen"),
        "{rights}"
    );
    assert!(rights.contains("Eigene Rolle: Kita-Betreuung"));
    assert!(!rights.contains('⟦'));

    let foreign = house.state.kitas[2].id.to_string();
    let fields = [
        ("name", "Nora"),
        ("email", "nora@test.example"),
        ("wo", "auswahl"),
        ("einrichtung", foreign.as_str()),
    ];
    let path = format!("{role}/vergeben");
    let refused = house.app.post(&house.admin, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("mindestens eine und höchstens 100"));
}

#[tokio::test]
async fn a_role_is_derived_from_a_shipped_one_and_the_rights_concept_shows_it() {
    let house = house().await;
    let page = house
        .app
        .get(&house.admin, &format!("{NEW}?vorlage=case-worker"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let checked: Vec<&str> = text
        .split("<input")
        .filter(|input| input.contains("name=\"aktion\"") && input.contains(" checked>"))
        .filter_map(|input| input.split("value=\"").nth(1)?.split('"').next())
        .collect();
    assert!(checked.contains(&"organisation.read"), "{checked:?}");
    assert!(
        !checked.contains(&"person.read"),
        "case workers do not have it"
    );
    assert!(!text.contains("value=\"role.manage\""), "it is not offered");
    house.added("Auskunft", &["person.read"]).await;
    let worker = house
        .app
        .signed_in("Onno", Role::CaseWorker, house.state.offices[0].id)
        .await;
    let concept = house.app.get(&worker, "/verwaltung/rechte").await.text();
    assert!(concept.contains("Eigene Rollen von Amt A"));
    assert!(concept.contains("directory.own-role-office"));
    let far = house
        .app
        .signed_in("Fern", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let concept = house.app.get(&far, "/verwaltung/rechte").await.text();
    assert!(!concept.contains("Eigene Rollen von Amt A"));
}

#[tokio::test]
async fn whoever_holds_an_own_role_proves_herself_twice() {
    let house = house().await;
    let role = house.added("Auskunft", &["person.read"]).await;
    house.give(&role, "Frauke", &[]).await;
    let sql = "SELECT id FROM people WHERE email = $1";
    let person = house.uuid(sql, "frauke@test.example").await;
    let half = house
        .app
        .sign_in_by_password(PersonId::from_uuid(person))
        .await;
    let answer = house.app.get(&half, PEOPLE).await;
    assert!(answer.status != StatusCode::OK, "{}", answer.status);
}

#[tokio::test]
async fn the_state_makes_roles_of_its_own_too() {
    let house = house().await;
    let stina = house
        .app
        .signed_in("Stina", Role::StateAdministrator, house.state.state.id)
        .await;
    let answer = house
        .add(&stina, "Aufsicht", &["audit.read", "organisation.read"])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let id = house
        .uuid("SELECT id FROM own_roles WHERE name = $1", "Aufsicht")
        .await;
    let path = format!("{ROLES}/{id}/vergeben");
    let fields = [("name", "Swantje"), ("email", "swantje@test.example")];
    let answer = house.app.post(&stina, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let id = answer
        .location()
        .rsplit('/')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let swantje = house.app.sign_in_as(id).await;
    let kita = format!("{ORGANISATIONS}/{}", house.state.kitas[3].id);
    assert_eq!(house.status(&swantje, &kita).await, StatusCode::OK);
    assert_eq!(
        house.status(&swantje, "/verwaltung/protokoll").await,
        StatusCode::OK
    );
    assert_eq!(house.status(&swantje, PEOPLE).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_role_for_a_kind_of_institutions_holds_also_in_those_that_come_later() {
    let house = house().await;
    let role = house.added("Kita-Betreuung", &["person.read"]).await;
    let give = format!("{role}/vergeben");
    let none = [
        ("name", "Nora"),
        ("email", "nora@test.example"),
        ("wo", "art"),
    ];
    let refused = house.app.post(&house.admin, &give, &none).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("mindestens eine Art"));
    let labs = [("wo", "art"), ("art", "laboratory")];
    let lena = house.give(&role, "Lena", &labs).await;
    let refused = house.status(&lena, PEOPLE).await;
    assert_eq!(refused, StatusCode::FORBIDDEN, "there is no laboratory");

    let kitas = [("wo", "art"), ("art", "kita"), ("art", "school")];
    let frauke = house.give(&role, "Frauke", &kitas).await;
    let office = house.state.offices[0].id;
    let kind = directory::OrganisationKind::Institution;
    let later = house
        .app
        .add_organisation(kind, Some(office), "Kita neu")
        .await;
    for (name, at) in [("Mia", house.state.kitas[0].id), ("Ida", later.id)] {
        let person = house
            .app
            .add_person(name, Role::InstitutionManager, at)
            .await;
        let path = format!("{PEOPLE}/{person}");
        assert_eq!(house.status(&frauke, &path).await, StatusCode::OK, "{name}");
    }
    let own = format!("{PEOPLE}/{}", house.admin_id);
    assert_eq!(house.status(&frauke, &own).await, StatusCode::NOT_FOUND);
    let list = house
        .app
        .get(&house.admin, "/verwaltung/zugriffe")
        .await
        .text();
    assert!(list.contains("nur Art: Kita, Schule"), "{list}");
}
