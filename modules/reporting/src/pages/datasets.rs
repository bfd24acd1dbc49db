// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's data sets: what has arrived from the offices, in groups and counts.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use kernel::{CollectionId, OrganisationId, Resource};
use web::{App, Context, Crumb, Error, Page, render};

use super::dataset_groups::{FinenessTable, fineness_table};
use super::noise_account::{self, AccountLine};
use crate::release::Policy;
use crate::store::state_ledger::Arrivals;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/datasets.html")]
struct DatasetsPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    offices: i64,
    latest: String,
    arrived: String,
    arrivals: Arrivals,
}

pub(super) async fn allow(app: &App, context: &Context) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::DATASET_READ, &Resource::of_state(state.id))
}

/// All data sets.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    allow(&app, &context).await?;
    let conn = app.db.read();
    let titles: HashMap<CollectionId, String> = store::collections::all(conn)
        .await?
        .into_iter()
        .map(|one| (one.id, one.title))
        .collect();
    let lang = context.lang();
    let mut lines: Vec<Line> = store::state_ledger::by_collection(conn)
        .await?
        .into_iter()
        .map(|(collection, offices, arrivals)| Line {
            href: format!("/datensaetze/{collection}"),
            title: titles.get(&collection).cloned().unwrap_or_default(),
            offices,
            latest: web::format::week(lang, arrivals.latest),
            arrived: web::format::moment(lang, arrivals.arrived_at),
            arrivals,
        })
        .collect();
    lines.sort_by(|a, b| {
        (b.arrivals.latest, &a.title, &a.href).cmp(&(a.arrivals.latest, &b.title, &b.href))
    });
    let title = context.t("reporting-nav-datasets");
    render(&DatasetsPage {
        page: context.page(&title, vec![Crumb::new(&title, "/datensaetze")]),
        lines,
    })
}

#[derive(Template)]
#[template(path = "reporting/dataset.html")]
struct DatasetPage {
    page: Page,
    lines: Vec<OfficeLine>,
    silent: Vec<String>,
    releases: i64,
    groups: i64,
    reports: i64,
    policy: String,
    minimum: i64,
    release_of: &'static str,
    fine: Option<FinenessTable>,
    tables: Option<TableFiles>,
    accounts: Vec<AccountLine>,
    account_of: String,
}

/// Where the tables with noise are had.
struct TableFiles {
    csv: String,
    parquet: String,
}

struct OfficeLine {
    office: String,
    latest: String,
    arrived: String,
    arrivals: Arrivals,
}

/// One data set: what has arrived from which office, as counts.
pub async fn detail(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Html<String>, Error> {
    allow(&app, &context).await?;
    let conn = app.db.read();
    let id: CollectionId = collection.parse().map_err(|_| Error::NotFound)?;
    let collection = store::collections::find(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let policy = Policy::from_json(&collection.release_policy).map_err(Error::internal)?;
    let offices: HashMap<OrganisationId, String> = directory::offices(conn)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let arrived = store::state_ledger::by_office(conn, id).await?;
    let mut silent: Vec<String> = store::participants::of(conn, id, None)
        .await?
        .into_iter()
        .map(|one| one.office)
        .filter(|office| arrived.iter().all(|(known, _)| known != office))
        .filter_map(|office| offices.get(&office).cloned())
        .collect();
    silent.sort();
    silent.dedup();
    let lang = context.lang();
    let mut lines: Vec<OfficeLine> = arrived
        .into_iter()
        .map(|(office, arrivals)| OfficeLine {
            office: offices.get(&office).cloned().unwrap_or_default(),
            latest: web::format::week(lang, arrivals.latest),
            arrived: web::format::moment(lang, arrivals.arrived_at),
            arrivals,
        })
        .collect();
    lines.sort_by(|a, b| a.office.cmp(&b.office));
    let total = |of: fn(&Arrivals) -> i64| lines.iter().map(|line| of(&line.arrivals)).sum();
    let (releases, groups, reports) = (
        total(|arrivals| arrivals.releases),
        total(|arrivals| arrivals.groups),
        total(|arrivals| arrivals.reports),
    );
    let tables = noise_account::arrived(&app, id).await?;
    let files = format!("/datensaetze/{id}/gruppen?format=");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-datasets"), "/datensaetze"),
        Crumb::new(&collection.title, format!("/datensaetze/{id}")),
    ];
    render(&DatasetPage {
        page: context.page(&collection.title, crumbs),
        lines,
        silent,
        releases,
        groups,
        reports,
        policy: collection.release_policy_hash.clone(),
        minimum: i64::from(policy.minimum()),
        release_of: policy.name(),
        fine: fineness_table(&app, &context, &collection).await?,
        tables: (!tables.is_empty()).then(|| TableFiles {
            csv: format!("{files}csv"),
            parquet: format!("{files}parquet"),
        }),
        accounts: noise_account::of_state(lang, &collection, &tables),
        account_of: context.t("reporting-office"),
    })
}
