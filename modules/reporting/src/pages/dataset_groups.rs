// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's data set of records: how fine and how late the groups are, and the groups as a file.

use std::collections::{BTreeSet, HashMap};

use anonymity::forwarding::FieldClass;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{CollectionId, OrganisationId};
use serde::Deserialize;
use tables::{Cell, Column, Sheet, WriteError};
use web::{App, Context, Error};

use super::datasets::allow;
use super::noise_account;
use crate::model::{
    ArrivedGroups, Collection, Fineness, FlatGroups, GroupCell, RecordGroups, fineness, flat,
};
use crate::release::{Policy, is_of_records};
use crate::store;

/// How fine and how late, as a table.
#[derive(Debug)]
pub struct FinenessTable {
    /// What the fields are called.
    pub fields: Vec<String>,
    /// Per office: its name, the mean delay, what is only counted, and the levels of each field.
    pub lines: Vec<(String, String, i64, Vec<String>)>,
    /// Where the groups are had as a table.
    pub csv: String,
    /// Where they are had for statistics programs.
    pub parquet: String,
}

/// All releases of records that arrived for a collection.
async fn arrived(app: &App, collection: CollectionId) -> Result<Vec<ArrivedGroups>, Error> {
    let conn = app.db.read();
    let names: HashMap<OrganisationId, String> = directory::offices(conn)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let releases = store::state_ledger::of_collection(conn, collection).await?;
    let of_records = releases
        .into_iter()
        .filter(|release| is_of_records(&release.document));
    of_records
        .map(|release| {
            let said: RecordGroups =
                serde_json::from_slice(&release.document).map_err(Error::internal)?;
            Ok(ArrivedGroups {
                office: names.get(&release.office).cloned().unwrap_or_default(),
                sequence: release.sequence,
                as_of: release.as_of,
                groups: said.groups,
            })
        })
        .collect()
}

/// How fine and how late the groups of a collection are; none if no records have arrived.
pub async fn fineness_table(
    app: &App,
    context: &Context,
    collection: &Collection,
) -> Result<Option<FinenessTable>, Error> {
    let arrived = arrived(app, collection.id).await?;
    if arrived.is_empty() {
        return Ok(None);
    }
    let offices = fineness(&arrived);
    let fields: BTreeSet<&str> = offices
        .values()
        .flat_map(|one| one.levels.keys().map(String::as_str))
        .collect();
    let labels = labels(collection);
    let level = |level: &str, records: i64| {
        let words = [("level", level.into()), ("count", records.into())];
        context.t_with("reporting-dataset-level", &words)
    };
    let levels = |of: &Fineness, field: &str| {
        let levels = of.levels.get(field).into_iter().flatten();
        let parts: Vec<String> = levels
            .map(|(name, records)| level(name, *records))
            .collect();
        parts.join(", ")
    };
    let path = format!("/datensaetze/{}/gruppen?format=", collection.id);
    Ok(Some(FinenessTable {
        fields: fields
            .iter()
            .map(|field| labels.get(*field).cloned().unwrap_or((*field).to_owned()))
            .collect(),
        lines: offices
            .iter()
            .map(|(office, of)| {
                let delay = of.delay().map_or("–".to_owned(), |weeks| {
                    web::format::decimal(context.lang(), weeks, 1)
                });
                let of_fields = fields.iter().map(|field| levels(of, field)).collect();
                ((*office).to_owned(), delay, of.counted, of_fields)
            })
            .collect(),
        csv: format!("{path}csv"),
        parquet: format!("{path}parquet"),
    }))
}

/// What the fields of the policy in force are called.
fn labels(collection: &Collection) -> HashMap<String, String> {
    let Ok(Policy::Records(policy)) = Policy::from_json(&collection.release_policy) else {
        return HashMap::new();
    };
    let fields = policy.rules().fields.iter().filter(|field| {
        matches!(
            field.class,
            Some(FieldClass::Quasi { .. } | FieldClass::Date { .. })
        )
    });
    fields
        .map(|field| (field.name.clone(), field.label.clone()))
        .collect()
}

/// The query of the file.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    format: String,
}

/// The groups of a collection as a file: exactly what has arrived, with keys instead of names.
pub async fn file(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    allow(&app, &context).await?;
    let id: CollectionId = collection.parse().map_err(|_| Error::NotFound)?;
    let arrived = arrived(&app, id).await?;
    let tables = noise_account::arrived(&app, id).await?;
    let (columns, rows) = match (arrived.is_empty(), tables.is_empty()) {
        (false, _) => flat(&arrived),
        (true, false) => flat_tables(&tables),
        (true, true) => return Err(Error::NotFound),
    };
    let name = context.t("reporting-dataset-file");
    match wish.format.as_str() {
        "csv" => {
            let bytes = csv(&columns, &rows).map_err(Error::internal)?;
            Ok(web::csv_file(&format!("{name}.csv"), bytes))
        }
        "parquet" => {
            let bytes = parquet(&columns, &rows).map_err(Error::internal)?;
            let kind = "application/vnd.apache.parquet";
            Ok(web::table_file(&format!("{name}.parquet"), kind, bytes))
        }
        _ => Err(Error::NotFound),
    }
}

/// Tables with noise as one: a row per office, period and cell.
fn flat_tables(arrived: &[noise_account::Arrived]) -> FlatGroups {
    let told: Vec<_> = arrived
        .iter()
        .filter_map(|one| Some((one, one.document.cells()?)))
        .collect();
    let all = told.iter().flat_map(|(_, told)| &told.fields);
    let fields: BTreeSet<&str> = all.map(|(name, _)| name.as_str()).collect();
    let mut columns = vec![
        ("office".to_owned(), false),
        ("release".to_owned(), true),
        ("period".to_owned(), false),
        ("epsilon_thousandths".to_owned(), true),
    ];
    for field in &fields {
        columns.push(((*field).to_owned(), false));
        columns.push((format!("{field}:level"), false));
    }
    columns.push(("count_with_noise".to_owned(), true));
    let rows = told.iter().flat_map(|(one, told)| {
        let fields = &fields;
        told.rows.iter().map(move |(values, count)| {
            let mut row = vec![
                GroupCell::Text(one.office.clone()),
                GroupCell::Number(i64::try_from(one.document.sequence()).unwrap_or(i64::MAX)),
                GroupCell::Text(told.period.to_string()),
                GroupCell::Number(i64::from(told.spent.epsilon)),
            ];
            for field in fields {
                let place = told.fields.iter().position(|(name, _)| name == field);
                match place.and_then(|place| Some((values.get(place)?, &told.fields[place].1))) {
                    Some((value, level)) => {
                        row.push(GroupCell::Text(value.clone()));
                        row.push(GroupCell::Text(level.clone()));
                    }
                    None => row.extend([GroupCell::Nothing, GroupCell::Nothing]),
                }
            }
            row.push(GroupCell::Number(*count));
            row
        })
    });
    let rows = rows.collect();
    (columns, rows)
}

fn csv(columns: &[(String, bool)], rows: &[Vec<GroupCell>]) -> Result<Vec<u8>, WriteError> {
    let cells = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| match cell {
            GroupCell::Nothing => Cell::Text(String::new()),
            GroupCell::Text(text) => Cell::Text(text.clone()),
            GroupCell::Number(number) => Cell::count(*number),
        });
        cells.collect()
    });
    tables::csv(&Sheet {
        columns: columns
            .iter()
            .map(|(name, _)| Column::new(name, 0))
            .collect(),
        rows: cells.collect(),
        ..Sheet::default()
    })
}

fn parquet(
    columns: &[(String, bool)],
    rows: &[Vec<GroupCell>],
) -> Result<Vec<u8>, columnar::Error> {
    let columns = columns.iter().map(|(name, number)| {
        let kind = if *number {
            columnar::Kind::Integer
        } else {
            columnar::Kind::Text
        };
        columnar::Column::new(name, kind)
    });
    let mut writer = columnar::Writer::new(columns.collect())?;
    for row in rows {
        let values: Vec<Option<columnar::Value<'_>>> = row
            .iter()
            .map(|cell| match cell {
                GroupCell::Nothing => None,
                GroupCell::Text(text) => Some(columnar::Value::Text(text)),
                GroupCell::Number(number) => Some(columnar::Value::Integer(*number)),
            })
            .collect();
        writer.row(&values)?;
    }
    writer.finish()
}
