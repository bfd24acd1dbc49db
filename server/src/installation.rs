// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Puts the modules together: migrations, policies, messages, routes, jobs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::{Context as _, anyhow, bail};
use jobs::{Registry, Worker};
use kernel::{Clock, SystemChance, SystemClock};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use vault::{MasterKey, MasterKeys};
use web::{App, AppParts, Module, Route, Settings};

use crate::config::Oidc;
use crate::config::{Config, Files, Mail};

/// How an installation is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// For real data: refuses a database that holds demo accounts.
    Normal,
    /// For invented data: refuses a database that holds real accounts.
    Demo,
    /// For commands that look at or mend a database of either kind.
    Inspect,
}

/// An opened installation.
pub(crate) struct Installation {
    /// The application.
    pub(crate) app: App,
    /// All routes.
    pub(crate) routes: Vec<Route>,
    /// The background worker.
    pub(crate) worker: Worker<App>,
    /// The pages that the browser tests open.
    pub(crate) samples: Vec<web::SampleSource>,
}

/// All modules, the shell first.
pub(crate) fn modules() -> Vec<Module> {
    vec![
        web::shell(),
        directory::module(),
        library::module(),
        fieldwork::module(),
        reporting::module(),
        cases::module(),
        integration::module(),
        privacy::module(),
        extracts::module(),
        indicators::module(),
        surveillance::module(),
    ]
}

/// All migrations in the order in which they are applied.
fn migrations(modules: &[Module]) -> Vec<db::Migration> {
    let seams = [
        jobs::MIGRATIONS,
        vault::MIGRATIONS,
        audit::MIGRATIONS,
        mail::MIGRATIONS,
    ];
    let mut all: Vec<db::Migration> = seams.into_iter().flatten().copied().collect();
    for module in modules {
        all.extend(module.migrations.iter().copied());
    }
    all
}

async fn connect(config: &Config) -> anyhow::Result<db::Db> {
    if let Some(path) = config.database.url.strip_prefix("sqlite:") {
        let path = std::path::Path::new(path.trim_start_matches("//"));
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
    }
    db::Db::connect(&config.database.url, db::Options::default())
        .await
        .context("the database cannot be opened (database.url)")
}

/// Applies what is missing and says how many migrations that were.
pub(crate) async fn migrate(config: &Config) -> anyhow::Result<usize> {
    let db = connect(config).await?;
    Ok(db.migrate(&migrations(&modules())).await?.len())
}

fn master_keys(config: &Config) -> anyhow::Result<MasterKeys> {
    if config.vault.master_key.is_empty() {
        bail!(
            "vault.master_key is not set. Make one with «deich vault generate», keep it outside of the database              and its backups, and name its file in DEICH_VAULT_MASTER_KEY_FILE"
        );
    }
    let current = MasterKey::from_base64(&config.vault.master_key).context("vault.master_key")?;
    let older = match config.vault.previous_master_key.as_str() {
        "" => Vec::new(),
        text => vec![MasterKey::from_base64(text).context("vault.previous_master_key")?],
    };
    Ok(MasterKeys { current, older })
}

fn blobs(config: &Files) -> anyhow::Result<blob::Blobs> {
    let folder = config.folder()?;
    blob::Blobs::folder(&folder).with_context(|| format!("files.store: {}", folder.display()))
}

fn transport(config: &Mail, state: &str) -> anyhow::Result<mail::Transport> {
    let sender = mail::Sender {
        address: config.from.clone(),
        name: format!("Deich {state}"),
    };
    if let Some(folder) = config.transport.strip_prefix("folder:") {
        return Ok(mail::Transport::folder(sender, folder));
    }
    let (security, rest) = match config.transport.split_once("://") {
        Some(("smtps", rest)) => (mail::Security::Tls, rest),
        Some(("smtp", rest)) => (mail::Security::StartTls, rest),
        _ => bail!("mail.transport must begin with folder:, smtp:// or smtps://"),
    };
    let (credentials, server) = match rest.rsplit_once('@') {
        None => (None, rest),
        Some((who, server)) => {
            let (user, password) = who
                .split_once(':')
                .ok_or_else(|| anyhow!("mail.transport: expected user:password@host"))?;
            (Some((user.to_owned(), password.to_owned())), server)
        }
    };
    let (host, port) = match server.trim_end_matches('/').rsplit_once(':') {
        Some((host, port)) => (
            host,
            Some(
                port.parse()
                    .context("mail.transport: the port is no number")?,
            ),
        ),
        None => (server.trim_end_matches('/'), None),
    };
    let local = matches!(host, "localhost" | "127.0.0.1");
    let security = if local && security == mail::Security::StartTls {
        mail::Security::None
    } else {
        security
    };
    let options = mail::SmtpOptions {
        host: host.to_owned(),
        port,
        security,
        credentials,
    };
    mail::Transport::smtp(sender, options).context("mail.transport")
}

fn metrics_handle() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        // A second recorder in one process is refused; the first one keeps counting.
        let _ = metrics::set_global_recorder(recorder);
        handle
    })
}

fn render_metrics() -> String {
    metrics_handle().run_upkeep();
    metrics_handle().render()
}

impl Installation {
    /// Opens the database, applies migrations and puts the application together.
    pub(crate) async fn open(config: &Config, mode: Mode) -> anyhow::Result<Self> {
        Self::open_at(config, mode, Arc::new(SystemClock)).await
    }

    /// The same with another clock than the machine's.
    pub(crate) async fn open_at(
        config: &Config,
        mode: Mode,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let modules = modules();
        let db = connect(config).await?;
        db.migrate(&migrations(&modules))
            .await
            .context("the database cannot be migrated")?;
        let sources: Vec<policy::Source> = modules
            .iter()
            .map(|module| policy::Source {
                module: module.name,
                text: module.policies,
                actions: module.actions,
            })
            .collect();
        let policy = policy::Policy::new(&sources)?;
        let catalog = web::Catalog::new(modules.iter().flat_map(|module| {
            module
                .locales
                .iter()
                .map(move |(lang, text)| (module.name, *lang, *text))
        }))?;
        let chance = Arc::new(SystemChance);
        let vault = vault::Vault::new(
            db.clone(),
            master_keys(config)?,
            clock.clone(),
            chance.clone(),
        );
        metrics_handle();
        let app = App::new(AppParts {
            db: db.clone(),
            policy,
            vault,
            blobs: blobs(&config.files)?,
            mail: transport(&config.mail, &config.state.name)?,
            outbound: outbound(config, mode)?,
            catalog,
            clock: clock.clone(),
            chance: chance.clone(),
            settings: settings(config, mode),
            providers: config.oidc.iter().map(Oidc::provider).collect(),
            navigation: web::navigation(&modules),
            administration: web::administration(&modules),
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
            who: directory::who,
            program: directory::program,
            dialects: modules.iter().filter_map(|module| module.dialect).collect(),
            openapi: crate::openapi::document()?,
            metrics: render_metrics,
            possible: Mutex::new(HashMap::new()),
        });
        match mode {
            Mode::Normal => directory::refuse_demo_accounts(db.read()).await?,
            Mode::Demo => directory::refuse_real_accounts(db.read()).await?,
            Mode::Inspect => {}
        }
        let tx = db.begin().await?;
        directory::load_territory(&tx)
            .await
            .map_err(|error| anyhow!("the territory cannot be loaded: {error}"))?;
        tx.commit().await?;
        let mut registry = Registry::default();
        for module in &modules {
            (module.jobs)(&mut registry);
        }
        for module in &modules {
            for schedule in &module.schedules {
                registry.schedule(schedule.clone());
            }
        }
        let worker = Worker::new(db, Arc::new(registry), Arc::new(app.clone()), clock, chance);
        let samples = modules.iter().map(|module| module.samples).collect();
        let routes = modules
            .into_iter()
            .flat_map(|module| module.routes)
            .collect();
        Ok(Self {
            app,
            routes,
            worker,
            samples,
        })
    }
}

/// Only invented data may leave for a program on this machine.
fn outbound(config: &Config, mode: Mode) -> anyhow::Result<outbound::Client> {
    let reach = outbound::Reach {
        this_machine: mode == Mode::Demo,
        networks: config.webhooks.networks()?,
    };
    let agent = concat!("Deich/", env!("CARGO_PKG_VERSION"));
    outbound::Client::new(reach, agent).context("no request can be sent to other programs")
}

fn settings(config: &Config, mode: Mode) -> Settings {
    Settings {
        base_url: config.server.base_url.clone(),
        state_name: config.state.name.clone(),
        state_ags: config.state.ags.clone(),
        operator: config.state.operator.clone(),
        contact: config.state.contact.clone(),
        source_url: config.state.source_url.clone(),
        open_data: config.open_data.settings(),
        demo: mode == Mode::Demo,
        secure_cookies: config.server.secure_cookies,
        client_address_header: Some(config.server.client_address_header.clone())
            .filter(|name| !name.is_empty()),
        requests_per_minute: config.server.requests_per_minute,
        mail_folder: config.mail_folder(),
    }
}
