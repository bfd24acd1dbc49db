// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small installation for the tests of all modules: fresh database, standing clock, seeded chance,
//! the shell, the directory and the modules under test. Behind the feature `testing`.
//!
//! Everything panics where a test cannot go on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use db::testing::TestDb;
use http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::civil::date;
use jobs::{Registry, Worker};
use kernel::{
    Chance, Clock, Email, Lang, ManualClock, OrganisationId, PersonId, Role, SeededChance,
};
use mail::{FolderMail, Sender, Transport};
use tempfile::TempDir;
use tower::ServiceExt;
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};
use web::{App, AppParts, Catalog, Module, Settings};

use crate::identity::session::{IDENTITY, Identity, PERSON};
use crate::model::{Address, InstitutionKind, Organisation, OrganisationKind};
use crate::store::people::{NewMembership, NewPerson};

/// The moment at which every test begins: Wednesday, 18 November 2026, 10:00 in Germany.
pub const START: &str = "2026-11-18T09:00:00Z";
/// The master key of every test installation.
const MASTER_KEY: &str = "ZGVpY2ggdGVzdHMgc2VhbCB3aXRoIHRoaXMga2V5ISE=";
/// The address of the test installation.
pub const BASE_URL: &str = "http://deich.test";

/// A running installation without a network.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// All its routes.
    pub router: Router,
    /// Its clock, which stands still until the test moves it.
    pub clock: Arc<ManualClock>,
    /// Its database.
    pub db: Arc<TestDb>,
    registry: Arc<Registry<App>>,
    folder: Arc<TempDir>,
}

impl std::fmt::Debug for TestApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TestApp")
    }
}

/// An answer of the installation.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as bytes.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("the body is JSON")
    }

    /// Where a redirect leads; empty if it is none.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The cookies that were set, as `name=value`.
    pub fn cookies(&self) -> Vec<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .filter_map(|value| value.split(';').next())
            .map(str::to_owned)
            .collect()
    }
}

/// An installation with the shell, the directory and these modules.
pub async fn app(modules: Vec<Module>) -> TestApp {
    app_with(modules, |_| {}).await
}

/// The same with other settings. The demo is off unless they turn it on.
pub async fn app_with(modules: Vec<Module>, change: impl FnOnce(&mut Settings)) -> TestApp {
    let modules = with_the_house(modules);
    let mut migrations = Vec::new();
    for part in [
        audit::MIGRATIONS,
        jobs::MIGRATIONS,
        vault::MIGRATIONS,
        mail::MIGRATIONS,
    ] {
        migrations.extend_from_slice(part);
    }
    for module in &modules {
        migrations.extend_from_slice(&module.migrations);
    }
    let db = Arc::new(db::testing::empty(&migrations).await);
    let clock = Arc::new(ManualClock::new(START.parse().expect("a moment")));
    let folder = Arc::new(tempfile::tempdir().expect("a folder for mails"));
    let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(7));
    start(db, clock, chance, folder, &modules, change)
}

fn with_the_house(modules: Vec<Module>) -> Vec<Module> {
    let mut all = vec![web::shell(), crate::module()];
    all.extend(modules);
    all
}

fn start(
    db: Arc<TestDb>,
    clock: Arc<ManualClock>,
    chance: Arc<dyn Chance>,
    folder: Arc<TempDir>,
    modules: &[Module],
    change: impl FnOnce(&mut Settings),
) -> TestApp {
    let mut settings = settings(&folder);
    change(&mut settings);
    let sources: Vec<policy::Source> = modules
        .iter()
        .map(|module| policy::Source {
            module: module.name,
            text: module.policies,
            actions: module.actions,
        })
        .collect();
    let messages = modules
        .iter()
        .flat_map(|module| module.locales.map(|(lang, text)| (module.name, lang, text)));
    let mut registry = Registry::default();
    for module in modules {
        (module.jobs)(&mut registry);
    }
    let mut navigation: Vec<_> = modules
        .iter()
        .flat_map(|module| module.navigation.clone())
        .collect();
    navigation.sort_by_key(|entry| entry.order);
    let master = vault::MasterKey::from_base64(MASTER_KEY).expect("a key");
    let standing: Arc<dyn Clock> = clock.clone();
    let app = App::new(AppParts {
        db: (**db).clone(),
        policy: policy::Policy::new(&sources).expect("the policies are right"),
        vault: vault::Vault::new(
            (**db).clone(),
            master,
            Arc::clone(&standing),
            Arc::clone(&chance),
        ),
        mail: Transport::folder(
            Sender {
                address: settings.contact.clone(),
                name: "Deich".to_owned(),
            },
            folder.path(),
        ),
        catalog: Catalog::new(messages).expect("the messages are complete"),
        clock: standing,
        chance,
        settings,
        navigation,
        tasks: modules
            .iter()
            .flat_map(|module| module.tasks.clone())
            .collect(),
        who: crate::who,
        openapi: String::from("{}"),
        metrics: String::new,
        possible: Mutex::new(HashMap::new()),
    });
    let routes: Vec<_> = modules
        .iter()
        .flat_map(|module| module.routes.clone())
        .collect();
    TestApp {
        router: web::router(&app, &routes),
        app,
        clock,
        db,
        registry: Arc::new(registry),
        folder,
    }
}

fn settings(folder: &TempDir) -> Settings {
    Settings {
        base_url: BASE_URL.to_owned(),
        state_name: "Testland".to_owned(),
        state_ags: "03".parse().expect("a key"),
        operator: vec!["Landesamt".to_owned()],
        contact: "kontakt@deich.example".parse().expect("an address"),
        demo: false,
        secure_cookies: false,
        source_url: "https://source.example".to_owned(),
        client_address_header: Some("x-test-client".to_owned()),
        requests_per_minute: 0,
        mail_folder: Some(folder.path().to_owned()),
    }
}

impl TestApp {
    /// The same database and clock as another process of the same installation sees them.
    #[must_use]
    pub fn restarted(&self, modules: Vec<Module>, change: impl FnOnce(&mut Settings)) -> Self {
        let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(8));
        start(
            Arc::clone(&self.db),
            Arc::clone(&self.clock),
            chance,
            Arc::clone(&self.folder),
            &with_the_house(modules),
            change,
        )
    }

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

    /// Adds a person with a role and signs her in.
    pub async fn signed_in(&self, name: &str, role: Role, organisation: OrganisationId) -> String {
        let person = self.add_person(name, role, organisation).await;
        self.sign_in_as(person).await
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX)
                .await
                .expect("the body ends")
                .to_vec(),
        }
    }

    /// A request with this cookie (empty for none), from the address 192.0.2.1.
    pub fn request(method: Method, cookie: &str, path: &str) -> http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-test-client", "192.0.2.1")
            .header(header::ACCEPT_LANGUAGE, "de")
            .header(header::HOST, "deich.test");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        request
    }

    /// Opens a page. `cookie` is empty for a visitor.
    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        let request = Self::request(Method::GET, cookie, path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends a form.
    pub async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("192.0.2.1", cookie, path, fields).await
    }

    /// Sends a form from another address.
    pub async fn post_from(
        &self,
        client: &str,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = encode(fields);
        let mut request = Self::request(Method::POST, cookie, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let client = client.parse().expect("an address");
        request.headers_mut().insert("x-test-client", client);
        self.send(request).await
    }

    /// Sends JSON.
    pub async fn json(
        &self,
        method: Method,
        cookie: &str,
        path: &str,
        value: &serde_json::Value,
    ) -> Answer {
        let request = Self::request(method, cookie, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(value.to_string()));
        self.send(request.expect("a request")).await
    }

    /// Runs all jobs and schedules that are due, and panics if one failed.
    pub async fn run_jobs(&self) -> jobs::Ran {
        let ran = self.try_jobs().await;
        assert_eq!((ran.failed, ran.dead), (0, 0), "a job failed");
        ran
    }

    /// Runs all jobs and schedules that are due.
    pub async fn try_jobs(&self) -> jobs::Ran {
        Worker::new(
            self.app.db.clone(),
            Arc::clone(&self.registry),
            Arc::new(self.app.clone()),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::clone(&self.app.chance),
        )
        .run_until_idle()
        .await
        .expect("the queue can be read")
    }

    /// The mails that were delivered, the newest first. Runs the jobs before.
    pub async fn mails(&self) -> Vec<FolderMail> {
        self.run_jobs().await;
        mail::list_folder(self.folder.path(), 1_000)
            .await
            .expect("the folder can be read")
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

/// Fields as `application/x-www-form-urlencoded`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let encode = web::form::encode_component;
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
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
