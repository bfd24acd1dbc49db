// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The account of tables with noise in words: what has been spent of the budget of a year, and on what.

use anonymity::counting::{Account, Document, Period, PeriodLength, Spent};
use kernel::{CollectionId, Lang, OrganisationId};
use web::{App, Context, Error};

use crate::model::Collection;
use crate::release::{Policy, is_table};
use crate::store;

/// The account of an office and collection in a year.
#[derive(Debug)]
pub struct AccountLine {
    /// The collection or the office.
    pub of: String,
    /// The year of the events.
    pub year: String,
    /// What was spent.
    pub spent: String,
    /// What is left.
    pub left: String,
    /// What the year may cost.
    pub limit: String,
    /// The periods that left, each with its cost.
    pub releases: String,
}

/// Thousandths of epsilon, as short as they are: `0,25`.
pub fn epsilon(lang: Lang, thousandths: u32) -> String {
    let places = match thousandths {
        n if n % 1000 == 0 => 0,
        n if n % 100 == 0 => 1,
        n if n % 10 == 0 => 2,
        _ => 3,
    };
    web::format::decimal(lang, f64::from(thousandths) / 1000.0, places)
}

/// A month or quarter in words.
pub fn period(lang: Lang, period: Period) -> String {
    match period.length() {
        PeriodLength::Month => web::format::month(lang, period.year(), period.number()),
        PeriodLength::Quarter => web::format::quarter(lang, period.year(), period.number()),
    }
}

/// The lines of an account, a year each.
fn lines(lang: Lang, of: &str, account: &Account, yearly: Option<u32>) -> Vec<AccountLine> {
    let years = account.years().into_iter();
    years
        .map(|year| {
            let (spent, limit) = (account.spent(year), account.limit(year, yearly));
            let releases = account.releases().iter();
            let releases = releases.filter(|one| one.period.year() == year);
            let releases: Vec<String> = releases
                .map(|one| {
                    format!(
                        "{} ({})",
                        period(lang, one.period),
                        epsilon(lang, one.epsilon)
                    )
                })
                .collect();
            AccountLine {
                of: of.to_owned(),
                year: year.to_string(),
                spent: epsilon(lang, spent),
                left: epsilon(lang, limit.saturating_sub(spent)),
                limit: epsilon(lang, limit),
                releases: releases.join(", "),
            }
        })
        .collect()
}

/// What a year may cost under the policy of a collection, if it counts with noise.
fn yearly(collection: &Collection) -> Option<u32> {
    match Policy::from_json(&collection.release_policy) {
        Ok(Policy::Tables(policy)) => policy.rules().noise.as_ref().map(|one| one.yearly_epsilon),
        _ => None,
    }
}

/// Whether tables with noise leave of a collection.
pub fn has_tables(collection: &Collection) -> bool {
    yearly(collection).is_some()
}

/// The accounts of an office.
pub async fn of_office(
    app: &App,
    context: &Context,
    office: OrganisationId,
    collections: &[Collection],
) -> Result<Vec<AccountLine>, Error> {
    let mut all = Vec::new();
    for collection in collections {
        let spent = store::noise::account(app.db.read(), office, collection.id).await?;
        let account = Account::new(spent);
        let title = &collection.title;
        all.extend(lines(context.lang(), title, &account, yearly(collection)));
    }
    Ok(all)
}

/// A table that arrived at the state.
#[derive(Debug)]
pub struct Arrived {
    /// What the office is called.
    pub office: String,
    /// Which office.
    pub of: OrganisationId,
    /// The table.
    pub document: Document,
}

/// All tables that arrived for a collection, by office and in their order.
pub async fn arrived(app: &App, collection: CollectionId) -> Result<Vec<Arrived>, Error> {
    let conn = app.db.read();
    let offices = directory::offices(conn).await?;
    let releases = store::state_ledger::of_collection(conn, collection).await?;
    let tables = releases.iter().filter(|one| is_table(&one.document));
    tables
        .map(|release| {
            let document = Document::read(&release.document)
                .ok_or_else(|| Error::Internal("an unreadable table at the state".to_owned()))?;
            let named = offices.iter().find(|office| office.id == release.office);
            Ok(Arrived {
                office: named.map_or(String::new(), |office| office.name.clone()),
                of: release.office,
                document,
            })
        })
        .collect()
}

/// The accounts of all offices for a collection as the state knows them: from what has arrived.
pub fn of_state(lang: Lang, collection: &Collection, arrived: &[Arrived]) -> Vec<AccountLine> {
    let mut all = Vec::new();
    for chunk in arrived.chunk_by(|one, other| one.of == other.of) {
        let spent: Vec<Spent> = chunk
            .iter()
            .filter_map(|one| one.document.spent())
            .collect();
        let office = chunk.first().map_or("", |one| one.office.as_str());
        all.extend(lines(
            lang,
            office,
            &Account::new(spent),
            yearly(collection),
        ));
    }
    all.sort_by(|a, b| (&a.of, &a.year).cmp(&(&b.of, &b.year)));
    all
}
