// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations, people and sessions for a test.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::date;
use kernel::{Clock, Email, Lang, OrganisationId, PersonId, Role};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

use super::TestApp;
use crate::identity::session::{IDENTITY, Identity, PERSON};
use crate::model::{Address, InstitutionKind, Organisation, OrganisationKind};
use crate::store::memberships::NewMembership;
use crate::store::people::NewPerson;

impl TestApp {
    /// Adds an organisation below another.
    pub async fn add_organisation(
        &self,
        kind: OrganisationKind,
        parent: Option<OrganisationId>,
        name: &str,
    ) -> Organisation {
        let organisation = Organisation {
            id: OrganisationId::new(self.clock.as_ref(), self.app.chance.as_ref()),
            kind,
            parent,
            name: name.to_owned(),
            institution_kind: (kind == OrganisationKind::Institution)
                .then_some(InstitutionKind::Kita),
            reference: None,
            address: Address::default(),
            ags: None,
            email: None,
            phone: None,
            valid_from: date(2020, 1, 1),
            valid_to: None,
        };
        let tx = self.app.db.begin().await.expect("a transaction");
        crate::add_organisations(&tx, std::slice::from_ref(&organisation), self.clock.now())
            .await
            .expect("the organisation is new");
        self.app
            .vault
            .prepare(&tx, organisation.id)
            .await
            .expect("a data key");
        tx.commit().await.expect("the commit");
        organisation
    }

    /// The state, two offices, and two Kitas below each.
    pub async fn small_state(&self) -> SmallState {
        let state = self
            .add_organisation(OrganisationKind::State, None, "Landesamt")
            .await;
        let mut offices = Vec::new();
        let mut kitas = Vec::new();
        for office in ["Amt A", "Amt B"] {
            let office = self
                .add_organisation(OrganisationKind::Office, Some(state.id), office)
                .await;
            for number in 1..=2 {
                let name = format!("Kita {number} von {}", office.name);
                let kind = OrganisationKind::Institution;
                kitas.push(self.add_organisation(kind, Some(office.id), &name).await);
            }
            offices.push(office);
        }
        SmallState {
            state,
            offices,
            kitas,
        }
    }

    /// Adds a person `NAME@test.example` without a password, with a role.
    pub async fn add_person(
        &self,
        name: &str,
        role: Role,
        organisation: OrganisationId,
    ) -> PersonId {
        let person = NewPerson {
            id: PersonId::new(self.clock.as_ref(), self.app.chance.as_ref()),
            name: name.to_owned(),
            email: email(name),
            lang: Lang::De,
            demo: self.app.settings.demo,
        };
        let id = person.id;
        let now = self.clock.now();
        let tx = self.app.db.begin().await.expect("a transaction");
        crate::add_people(&tx, &[person], now)
            .await
            .expect("the person is new");
        tx.commit().await.expect("the commit");
        self.add_role(id, role, organisation).await;
        id
    }

    /// Gives a person another role.
    pub async fn add_role(&self, person: PersonId, role: Role, organisation: OrganisationId) {
        let now = self.clock.now();
        let membership = NewMembership {
            id: OrganisationId::new(self.clock.as_ref(), self.app.chance.as_ref()).uuid(),
            person,
            organisation,
            role,
            valid_from: now,
            valid_to: None,
            granted_by: None,
        };
        let tx = self.app.db.begin().await.expect("a transaction");
        crate::add_memberships(&tx, &[membership], now)
            .await
            .expect("the organisation is known");
        tx.commit().await.expect("the commit");
    }

    /// Signs a person in with her second factor given, and returns the cookie of her session.
    pub async fn sign_in_as(&self, person: PersonId) -> String {
        self.sign_in(person, true).await
    }

    /// Signs a person in as if only her password had been given.
    pub async fn sign_in_by_password(&self, person: PersonId) -> String {
        self.sign_in(person, false).await
    }

    async fn sign_in(&self, person: PersonId, second_factor: bool) -> String {
        let identity = Identity {
            session: kernel::SessionId::new(self.clock.as_ref(), self.app.chance.as_ref()),
            authenticated_at: self.clock.now().as_millisecond(),
            second_factor,
            device: "Test".to_owned(),
        };
        let json = |value: serde_json::Result<serde_json::Value>| value.expect("JSON");
        let data = HashMap::from([
            (PERSON.to_owned(), json(serde_json::to_value(person))),
            (IDENTITY.to_owned(), json(serde_json::to_value(identity))),
        ]);
        let end = self.clock.now().as_second() + 8 * 3600;
        let mut record = Record {
            id: Id::default(),
            data,
            expiry_date: time::OffsetDateTime::from_unix_timestamp(end).expect("a moment"),
        };
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        web::SessionStore::new(self.app.db.clone(), clock)
            .create(&mut record)
            .await
            .expect("the session is kept");
        format!("deich={}", record.id)
    }

    /// An access key of a person for 30 days, made with her second factor given.
    pub async fn access_key(&self, person: PersonId) -> String {
        let tx = self.app.db.begin().await.expect("a transaction");
        let days = jiff::SignedDuration::from_hours(24 * 30);
        let (_, key) =
            crate::identity::program::make_key(&self.app, &tx, person, "Test", true, days)
                .await
                .expect("the person is known");
        tx.commit().await.expect("the commit");
        key
    }

    /// Adds a person with a role and signs her in.
    pub async fn signed_in(&self, name: &str, role: Role, organisation: OrganisationId) -> String {
        let person = self.add_person(name, role, organisation).await;
        self.sign_in_as(person).await
    }
}

/// What [`TestApp::small_state`] makes.
#[derive(Debug, Clone)]
pub struct SmallState {
    /// The state agency.
    pub state: Organisation,
    /// `Amt A` and `Amt B`.
    pub offices: Vec<Organisation>,
    /// Two Kitas of the first office, then two of the second.
    pub kitas: Vec<Organisation>,
}

/// The address of a test person: her name in lower case with dots, at `test.example`.
pub fn email(name: &str) -> Email {
    let local = name.to_lowercase().replace(' ', ".");
    format!("{local}@test.example")
        .parse()
        .expect("a name that makes an address")
}

/// What the tests of the directory itself need beyond.
impl TestApp {
    /// Gives a person a password without the rules and the mail.
    pub async fn set_password(&self, person: PersonId, password: &str) {
        let hash = crate::identity::password::hash(password, self.app.chance.as_ref())
            .await
            .expect("a hash");
        let tx = self.app.db.begin().await.expect("a transaction");
        crate::store::credentials::set_password(&tx, person, &hash)
            .await
            .expect("the person is known");
        tx.commit().await.expect("the commit");
    }

    /// The code that an authenticator with this secret (base32) shows now.
    pub fn code(&self, secret: &str) -> String {
        let secret = crate::identity::second_factor::from_text(secret).expect("a secret");
        crate::identity::second_factor::code_at(&secret, self.clock.now())
    }

    /// The actions in a chain of the audit trail, the oldest first.
    pub async fn trail(&self, chain: uuid::Uuid) -> Vec<String> {
        audit::entries(self.db.read(), chain, None, 1_000)
            .await
            .expect("the trail can be read")
            .into_iter()
            .rev()
            .map(|entry| entry.action)
            .collect()
    }

    /// The organisation in whose chain a person's deeds stand.
    pub async fn home(&self, person: PersonId) -> OrganisationId {
        crate::trail::home(self.db.read(), person)
            .await
            .expect("the database answers")
            .expect("there is a state")
    }
}
