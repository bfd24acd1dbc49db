// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Districts and municipalities, and which office is responsible where.

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use kernel::{Ags, OrganisationId};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Condition, unexpected};
use crate::model::{District, Municipality, search_text};

const DISTRICTS: &str = include_str!("../../data/districts.csv");
const MUNICIPALITIES: &str = include_str!("../../data/municipalities.csv");
const OFFICES: &str = include_str!("../../data/offices.csv");

/// Who made the tables of the territory; shown wherever names, population or positions are.
pub const TERRITORY_SOURCE: &str = "© GeoBasis-DE / BKG 2021 (geändert), Statistische Ämter des \
                                    Bundes und der Länder (Zensus 2022), dl-de/by-2-0";

/// The office that answers for a district, as the reference table names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OfficeReference {
    /// The district.
    pub district: Ags,
    /// The key of the office: that of the district which runs it.
    pub office: Ags,
    /// Its name.
    pub name: String,
}

#[derive(Deserialize)]
struct DistrictRecord {
    ags: String,
    name: String,
    kind: String,
    nuts3: String,
    population: i64,
    area_km2: f64,
}

#[derive(Deserialize)]
struct MunicipalityRecord {
    ags: String,
    name: String,
    kind: String,
    district: String,
    samtgemeinde: Option<String>,
    samtgemeinde_name: Option<String>,
    population: Option<i64>,
    area_km2: Option<f64>,
    lon: Option<f64>,
    lat: Option<f64>,
    postcode: Option<String>,
}

fn read<T: serde::de::DeserializeOwned>(table: &str, text: &str) -> db::Result<Vec<T>> {
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| unexpected(table, error))
}

/// The offices of the reference table, one row for each district.
pub fn reference_offices() -> db::Result<Vec<OfficeReference>> {
    read("offices.csv", OFFICES)
}

/// Brings the tables of the territory up to those in the binary. Does nothing when they already are.
pub async fn load_territory(tx: &Tx) -> db::Result<()> {
    let mut hash = Sha256::new();
    for table in [DISTRICTS, MUNICIPALITIES] {
        hash.update(table.as_bytes());
    }
    let hash = hex::encode(hash.finalize());
    let known = db::scalar::<i64>(
        tx,
        "SELECT COUNT(*) FROM territory_sources WHERE sha256 = $1",
        vec![hash.clone().into()],
    )
    .await?;
    if known.unwrap_or(0) > 0 {
        return Ok(());
    }
    let districts: Vec<DistrictRecord> = read("districts.csv", DISTRICTS)?;
    let sql = format!(
        "INSERT INTO districts (ags, name, kind, nuts3, population, area_km2) VALUES {}
         ON CONFLICT (ags) DO UPDATE SET name = excluded.name, kind = excluded.kind,
             nuts3 = excluded.nuts3, population = excluded.population, area_km2 = excluded.area_km2",
        db::rows_of(districts.len(), 6)
    );
    let values = districts
        .into_iter()
        .flat_map(|row| -> [Value; 6] {
            [
                row.ags.into(),
                row.name.into(),
                row.kind.into(),
                row.nuts3.into(),
                row.population.into(),
                row.area_km2.into(),
            ]
        })
        .collect();
    db::execute(tx, &sql, values).await?;
    let municipalities: Vec<MunicipalityRecord> = read("municipalities.csv", MUNICIPALITIES)?;
    for chunk in municipalities.chunks(500) {
        insert_municipalities(tx, chunk).await?;
    }
    db::execute(
        tx,
        "INSERT INTO territory_sources (sha256) VALUES ($1) ON CONFLICT (sha256) DO NOTHING",
        vec![hash.into()],
    )
    .await?;
    Ok(())
}

async fn insert_municipalities(tx: &Tx, chunk: &[MunicipalityRecord]) -> db::Result<()> {
    let sql = format!(
        "INSERT INTO municipalities (ags, district, name, search, kind, association,
             association_name, population, area_km2, lon, lat, postcode) VALUES {}
         ON CONFLICT (ags) DO UPDATE SET district = excluded.district, name = excluded.name,
             search = excluded.search, kind = excluded.kind, association = excluded.association,
             association_name = excluded.association_name, population = excluded.population,
             area_km2 = excluded.area_km2, lon = excluded.lon, lat = excluded.lat,
             postcode = excluded.postcode",
        db::rows_of(chunk.len(), 12)
    );
    let values = chunk
        .iter()
        .flat_map(|row| -> [Value; 12] {
            let search = search_text(&[
                &row.name,
                row.samtgemeinde_name.as_deref().unwrap_or_default(),
                row.postcode.as_deref().unwrap_or_default(),
                &row.ags,
            ]);
            [
                row.ags.clone().into(),
                row.district.clone().into(),
                row.name.clone().into(),
                search.into(),
                row.kind.clone().into(),
                row.samtgemeinde.clone().into(),
                row.samtgemeinde_name.clone().into(),
                row.population.into(),
                row.area_km2.into(),
                row.lon.into(),
                row.lat.into(),
                row.postcode.clone().into(),
            ]
        })
        .collect();
    db::execute(tx, &sql, values).await?;
    Ok(())
}

fn key(text: &str) -> db::Result<Ags> {
    text.parse().map_err(|error| unexpected("territory", error))
}

#[derive(FromQueryResult)]
struct DistrictRow {
    ags: String,
    name: String,
    kind: String,
    population: i64,
    area_km2: f64,
    office: Option<Uuid>,
}

/// All districts in the order of their keys.
pub async fn districts(conn: &impl ConnectionTrait) -> db::Result<Vec<District>> {
    let found: Vec<DistrictRow> = db::all(
        conn,
        "SELECT d.ags AS ags, d.name AS name, d.kind AS kind, d.population AS population,
             d.area_km2 AS area_km2, o.office AS office
         FROM districts d LEFT JOIN office_districts o ON o.district = d.ags ORDER BY d.ags",
        vec![],
    )
    .await?;
    found
        .into_iter()
        .map(|row| {
            Ok(District {
                ags: key(&row.ags)?,
                name: row.name,
                kind: row.kind,
                population: row.population,
                area_km2: row.area_km2,
                office: row.office.map(OrganisationId::from_uuid),
            })
        })
        .collect()
}

#[derive(FromQueryResult)]
struct MunicipalityRow {
    ags: String,
    district: String,
    name: String,
    kind: String,
    association_name: Option<String>,
    population: Option<i64>,
    lon: Option<f64>,
    lat: Option<f64>,
    postcode: Option<String>,
}

impl TryFrom<MunicipalityRow> for Municipality {
    type Error = db::DbError;
    fn try_from(row: MunicipalityRow) -> db::Result<Self> {
        Ok(Self {
            ags: key(&row.ags)?,
            district: key(&row.district)?,
            name: row.name,
            kind: row.kind,
            association_name: row.association_name,
            population: row.population,
            position: row.lon.zip(row.lat),
            postcode: row.postcode,
        })
    }
}

const MUNICIPALITY: &str = "SELECT ags, district, name, kind, association_name, population, lon, \
                            lat, postcode FROM municipalities";

/// The municipalities of a district by name; of the whole state if none is given.
pub async fn municipalities(
    conn: &impl ConnectionTrait,
    district: Option<&Ags>,
) -> db::Result<Vec<Municipality>> {
    let found: Vec<MunicipalityRow> = match district {
        Some(district) => {
            let sql = format!("{MUNICIPALITY} WHERE district = $1 ORDER BY name, ags");
            db::all(conn, &sql, vec![district.as_str().into()]).await?
        }
        None => db::all(conn, &format!("{MUNICIPALITY} ORDER BY name, ags"), vec![]).await?,
    };
    found.into_iter().map(Municipality::try_from).collect()
}

/// The municipality with this key.
pub async fn municipality(
    conn: &impl ConnectionTrait,
    ags: &Ags,
) -> db::Result<Option<Municipality>> {
    let sql = format!("{MUNICIPALITY} WHERE ags = $1");
    let found: Option<MunicipalityRow> = db::one(conn, &sql, vec![ags.as_str().into()]).await?;
    found.map(Municipality::try_from).transpose()
}

/// Up to `limit` municipalities whose name, association, postcode or key contain all words of `wish`.
pub async fn find_municipalities(
    conn: &impl ConnectionTrait,
    wish: &str,
    limit: i64,
) -> db::Result<Vec<Municipality>> {
    let mut condition = Condition::after(vec![]);
    condition.and_words("search", wish);
    let limit = condition.bind(limit);
    let text = condition.text();
    let sql = format!("{MUNICIPALITY} WHERE {text} ORDER BY name, ags LIMIT {limit}");
    let found: Vec<MunicipalityRow> = db::all(conn, &sql, condition.values).await?;
    found.into_iter().map(Municipality::try_from).collect()
}

/// The districts that an office is responsible for.
pub async fn districts_of(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<District>> {
    let all = districts(conn).await?;
    Ok(all
        .into_iter()
        .filter(|district| district.office == Some(office))
        .collect())
}

/// Makes an office responsible for a district, in place of any other.
pub async fn set_office(
    conn: &impl ConnectionTrait,
    district: &Ags,
    office: OrganisationId,
) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO office_districts (district, office) VALUES ($1, $2)
         ON CONFLICT (district) DO UPDATE SET office = excluded.office",
        vec![district.as_str().into(), office.uuid().into()],
    )
    .await?;
    Ok(())
}
