// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small installation for the tests of all modules: fresh database, standing clock, seeded chance,
//! the shell, the directory and the modules under test. Behind the feature `testing`.
//!
//! Everything panics where a test cannot go on.

mod people;
mod requests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use db::testing::TestDb;
use jobs::{Registry, Worker};
use kernel::{Chance, Clock, ManualClock, SeededChance};
use mail::{FolderMail, Sender, Transport};
use tempfile::TempDir;
use web::{App, AppParts, Catalog, Module, Settings};

pub use people::{SmallState, email};
pub use requests::{Answer, basic, bearer, encode};

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
        blobs: blob::Blobs::memory(),
        outbound: outbound::Client::new(
            outbound::Reach {
                this_machine: settings.demo,
                networks: Vec::new(),
            },
            "Deich/Test",
        )
        .expect("TLS is there"),
        catalog: Catalog::new(messages).expect("the messages are complete"),
        clock: standing,
        chance,
        settings,
        providers: Vec::new(),
        navigation: web::navigation(modules),
        administration: web::administration(modules),
        tasks: modules
            .iter()
            .flat_map(|module| module.tasks.clone())
            .collect(),
        holdings: modules
            .iter()
            .filter_map(|module| module.holdings)
            .collect(),
        activities: modules
            .iter()
            .filter_map(|module| module.activities)
            .collect(),
        schedules: modules
            .iter()
            .flat_map(|module| module.schedules.clone())
            .collect(),
        who: crate::who,
        program: crate::program,
        dialects: modules.iter().filter_map(|module| module.dialect).collect(),
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
        open_data: web::OpenData::default(),
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
