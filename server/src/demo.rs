// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The invented state: set up on the first start, kept afterwards.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use jiff::civil::Date;
use kernel::{Clock, Role, ShiftedClock, SystemClock};
use web::{App, Context, Error, Guard, Route, SamplePage};

use crate::config::Config;
use crate::installation::{Installation, Mode};
use crate::serve;

/// Where the demo keeps its master key. It protects invented data only.
const KEY_FILE: &str = "var/demo-master-key";

#[expect(clippy::print_stdout, reason = "the newcomer reads what happens")]
fn say(start: Instant, text: &str) {
    println!("[{:5.1} s] {text}", start.elapsed().as_secs_f64());
}

/// Loads the invented state if the database is empty, and serves it.
pub(crate) async fn run(
    config: &mut Config,
    environment: &BTreeMap<String, String>,
    day: Option<Date>,
) -> anyhow::Result<()> {
    let start = Instant::now();
    if environment.contains_key("DEICH_LOG") {
        serve::log_as_json(environment);
    }
    if !environment.contains_key("DEICH_SERVER_SECURE_COOKIES") {
        config.server.secure_cookies = false;
    }
    if config.vault.master_key.is_empty() {
        config.vault.master_key = demo_key(Path::new(KEY_FILE))?;
    }
    say(start, "opening the database");
    let clock: Arc<dyn Clock> = match day {
        Some(day) => {
            let noon = day.at(12, 0, 0, 0).to_zoned(kernel::berlin_zone())?;
            Arc::new(ShiftedClock::beginning_at(noon.timestamp()))
        }
        None => Arc::new(SystemClock),
    };
    let mut installation = Installation::open_at(config, Mode::Demo, clock).await?;
    Box::pin(load(&installation, start)).await?;
    installation
        .routes
        .push(Route::get("/demo/seiten.json", Guard::Demo, sample_pages));
    SAMPLES
        .set(installation.samples.clone())
        .map_err(|_| anyhow!("the demo runs once per process"))?;
    announce(config, start);
    serve::serve(installation, config, true, true).await
}

static SAMPLES: std::sync::OnceLock<Vec<web::SampleSource>> = std::sync::OnceLock::new();

/// The pages that the browser tests open: path and role.
async fn sample_pages(
    axum::extract::State(app): axum::extract::State<App>,
    _: Context,
) -> Result<axum::Json<Vec<SamplePage>>, Error> {
    let mut pages = Vec::new();
    for source in SAMPLES.get().into_iter().flatten() {
        pages.extend(source(&app).await?);
    }
    Ok(axum::Json(pages))
}

fn demo_key(path: &Path) -> anyhow::Result<String> {
    if let Ok(text) = std::fs::read_to_string(path) {
        return Ok(text.trim().to_owned());
    }
    let key = vault::MasterKey::generate(&kernel::SystemChance)
        .to_base64()
        .to_string();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    std::fs::write(path, &key).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(key)
}

/// Loads organisations, people, the form, the collections with two seasons of reports and all releases.
pub(crate) async fn load(installation: &Installation, start: Instant) -> anyhow::Result<()> {
    let app = &installation.app;
    let told = |error: Error| anyhow!("the demo data cannot be loaded: {error}");
    if directory::demo::is_loaded(app).await.map_err(told)? {
        return Ok(());
    }
    say(start, "inventing offices, Kitas and their people");
    let organisations = directory::demo::load(app).await.map_err(told)?;
    let first = |role: Role| {
        organisations
            .people
            .get(&role)
            .and_then(|people| people.first())
            .copied()
            .ok_or_else(|| anyhow!("the demo has nobody with the role {role}"))
    };
    let (author, _) = first(Role::FormAuthor)?;
    let form = library::demo::load(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    let visit = library::demo::load_visit(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    let monthly = library::demo::load_monthly(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    // Modules do not know one another's types: what crosses is JSON, as in a job.
    let form: reporting::jobs::FormPublished = across(&form)?;
    let featured = [
        first(Role::InstitutionManager)?.1,
        first(Role::InstitutionReporter)?.1,
    ];
    say(
        start,
        "two seasons of weekly reports, each checked and sealed",
    );
    reporting::demo::load(app, &form, &featured)
        .await
        .map_err(told)?;
    say(
        start,
        "releases week by week, verified before sending and on arrival",
    );
    let monthly: reporting::jobs::FormPublished = across(&monthly)?;
    reporting::demo::open_monthly(app, &monthly)
        .await
        .map_err(told)?;
    let visit: reporting::jobs::FormPublished = across(&visit)?;
    reporting::demo::open_visits(app, &visit)
        .await
        .map_err(told)?;
    // Before anything else happens at the office, so that the program has something to wait for.
    let (_, connected) = first(Role::OfficeAdministrator)?;
    integration::demo::load(app, connected)
        .await
        .map_err(told)?;
    if let Some(office) = organisations.offices.first() {
        say(start, "visits with a tablet, two of them set aside");
        let visits = fieldwork::demo::load(app, office.id, organisations.state.id);
        Box::pin(visits).await.map_err(told)?;
    }
    say(
        start,
        "notifications about people, and case files about them",
    );
    let notification = library::demo::load_measles(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    let notification: reporting::jobs::FormPublished = across(&notification)?;
    let notifications = reporting::demo::open_notifications(app, &notification)
        .await
        .map_err(told)?;
    reporting::demo::write_policies(app, notification.version_id)
        .await
        .map_err(told)?;
    cases::demo::load_kind(app, organisations.state.id, notifications, author)
        .await
        .map_err(told)?;
    let hygiene = library::demo::load_hygiene(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    let hygiene: reporting::jobs::FormPublished = across(&hygiene)?;
    let hygiene = reporting::demo::open_hygiene(app, &hygiene)
        .await
        .map_err(told)?;
    reporting::demo::notified_before(app, &notification)
        .await
        .map_err(told)?;
    let released = reporting::demo_review::load(app).await.map_err(told)?;
    let accepted: Vec<indicators::jobs::ReleaseAccepted> = across(&released.accepted)?;
    indicators::demo::load(app, &accepted).await.map_err(told)?;
    indicators::demo::load_cases(app).await.map_err(told)?;
    indicators::demo::load_register(app).await.map_err(told)?;
    indicators::demo::load_measures(app).await.map_err(told)?;
    indicators::demo::load_texts(app).await.map_err(told)?;
    say(start, "looking for signals in six years of invented cases");
    surveillance::demo::load(app).await.map_err(told)?;
    say(start, "work that waits in the queue");
    let mut notifying = featured.to_vec();
    let first_office = organisations.offices.first().map(|office| office.id);
    let others = organisations.kitas.iter();
    let others = others.filter(|kita| kita.parent == first_office && !featured.contains(&kita.id));
    notifying.extend(others.map(|kita| kita.id).take(2));
    reporting::demo::notify_people(app, notifications, &notifying)
        .await
        .map_err(told)?;
    installation.worker.run_until_idle().await?;
    let (worker, office) = first(Role::CaseWorker)?;
    if let Some(first_office) = organisations.offices.iter().find(|one| one.id == office) {
        reporting::demo::look_and_watch(app, first_office, worker)
            .await
            .map_err(told)?;
        reporting::demo::watch_hygiene(app, hygiene, first_office, worker)
            .await
            .map_err(told)?;
    }
    cases::demo::work(app, worker, office).await.map_err(told)?;
    say(start, "a request of a person concerned");
    let (administrator, office) = first(Role::OfficeAdministrator)?;
    let born = kernel::berlin_date(app.clock.now()).year() - 4;
    let child = ("Müller", "Mia", &*format!("{born}-05-30"));
    privacy::demo::load(app, office, administrator, child)
        .await
        .map_err(told)?;
    extracts::demo::load(app).await.map_err(told)?;
    library::demo::load_blocks(app, organisations.state.id, author)
        .await
        .map_err(told)?;
    directory::demo::finish(app).await.map_err(told)?;
    Ok(())
}

fn across<From: serde::Serialize, To: serde::de::DeserializeOwned>(
    value: &From,
) -> anyhow::Result<To> {
    serde_json::from_value(serde_json::to_value(value)?)
        .context("two modules disagree about an event")
}

#[expect(clippy::print_stdout, reason = "the newcomer reads where to go")]
fn announce(config: &Config, start: Instant) {
    let base = &config.server.base_url;
    say(start, "ready");
    println!();
    println!("  Deich runs at          {base}/");
    println!("  One sign-in per role   {base}/demo");
    println!("  Data are kept in       var/ (delete it to start anew); Ctrl-C ends.");
    println!();
}
