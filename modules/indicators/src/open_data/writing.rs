// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The numbers of a version as files: one row for each disease, week, district, age and sex with cases. Pure.
//!
//! Districts are the finest that pages show of a set, and so are they here: municipalities are added up.

use columnar::{Column, Kind, Value, Writer};
use cube::{Area, Category, CrossQuery, Cube, Dimension, Filter, Label};
use jiff::civil::Date;
use kernel::{Ags, IsoWeek, Localized, Sex};
use serde_json::json;

use super::Format;

/// The columns of all files. They stay the same in every language; new ones are added at the end.
pub(crate) const COLUMNS: [&str; 9] = [
    "disease", "week", "place", "age_from", "age_to", "sex", "state", "complete", "cases",
];

/// What a file says beside its rows.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) set: String,
    pub(crate) title: Localized,
    pub(crate) version: String,
    pub(crate) as_of: Date,
    pub(crate) source: String,
    pub(crate) attribution: String,
    pub(crate) licence: String,
    pub(crate) legal_basis: String,
    pub(crate) method: String,
    /// From this week on numbers usually still grow.
    pub(crate) open_from: IsoWeek,
    /// Key and name.
    pub(crate) diseases: Vec<(String, Localized)>,
    /// Key and name.
    pub(crate) places: Vec<(String, String)>,
}

/// Why there are no files.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error(transparent)]
    Question(#[from] cube::QueryError),
    #[error(transparent)]
    Table(#[from] columnar::Error),
    #[error(transparent)]
    Text(#[from] csv::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A row; ages are unknown without a beginning, and open without an end.
struct Row<'a> {
    disease: &'a str,
    week: &'a str,
    place: &'a str,
    ages: Option<(u8, Option<u8>)>,
    sex: Sex,
    complete: bool,
    cases: u64,
}

/// All formats of a version.
pub(crate) fn write(cube: &Cube, about: &About) -> Result<Vec<(Format, Vec<u8>)>, WriteError> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(COLUMNS)?;
    let mut parquet = Writer::new(parquet_columns())?;
    let mut json = head(about)?;
    let mut first = true;
    rows(cube, about.open_from, &mut |row| {
        let from = row.ages.map(|(from, _)| from);
        let to = row.ages.and_then(|(_, to)| to);
        let text = |age: Option<u8>| age.map_or(String::new(), |age| age.to_string());
        csv.write_record([
            row.disease,
            row.week,
            row.place,
            &text(from),
            &text(to),
            row.sex.name(),
            STATE,
            if row.complete { "true" } else { "false" },
            &row.cases.to_string(),
        ])?;
        let age = |age: Option<u8>| age.map(|age| Value::Integer(age.into()));
        parquet.row(&[
            Some(Value::Text(row.disease)),
            Some(Value::Text(row.week)),
            Some(Value::Text(row.place)),
            age(from),
            age(to),
            Some(Value::Text(row.sex.name())),
            Some(Value::Text(STATE)),
            Some(Value::Boolean(row.complete)),
            Some(Value::Integer(i64::try_from(row.cases).unwrap_or(i64::MAX))),
        ])?;
        if !first {
            json.push(b',');
        }
        first = false;
        json.push(b'\n');
        serde_json::to_writer(
            &mut json,
            &(
                row.disease,
                row.week,
                row.place,
                from,
                to,
                row.sex.name(),
                STATE,
                row.complete,
                row.cases,
            ),
        )?;
        Ok(())
    })?;
    json.extend_from_slice(b"\n]}\n");
    let csv = csv
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(vec![
        (Format::Csv, csv),
        (Format::Parquet, parquet.finish()?),
        (Format::Json, json),
    ])
}

/// What every row is: combinations without a row have no cases.
const STATE: &str = "value";

fn parquet_columns() -> Vec<Column> {
    COLUMNS
        .iter()
        .map(|name| {
            let kind = match *name {
                "age_from" | "age_to" | "cases" => Kind::Integer,
                "complete" => Kind::Boolean,
                _ => Kind::Text,
            };
            Column::new(*name, kind)
        })
        .collect()
}

/// The beginning of the JSON file, up to its rows.
fn head(about: &About) -> Result<Vec<u8>, WriteError> {
    let named = |names: &[(String, Localized)]| -> serde_json::Map<String, serde_json::Value> {
        names
            .iter()
            .map(|(key, name)| (key.clone(), json!(name)))
            .collect()
    };
    let places: serde_json::Map<String, serde_json::Value> = about
        .places
        .iter()
        .map(|(key, name)| (key.clone(), json!(name)))
        .collect();
    let mut head = serde_json::to_vec(&json!({
        "set": about.set,
        "title": about.title,
        "version": about.version,
        "asOf": about.as_of.to_string(),
        "source": about.source,
        "attribution": about.attribution,
        "licence": about.licence,
        "legalBasis": about.legal_basis,
        "method": about.method,
        "incompleteFrom": about.open_from.to_string(),
        "withoutRow": "zero",
        "diseases": named(&about.diseases),
        "places": places,
        "columns": COLUMNS,
    }))?;
    // The rows follow as the last member.
    head.pop();
    head.extend_from_slice(b",\"rows\":[");
    Ok(head)
}

fn rows(
    cube: &Cube,
    open_from: IsoWeek,
    each: &mut impl FnMut(&Row<'_>) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let axes = cube.axes();
    let weeks: Vec<(String, bool)> = axes
        .weeks()
        .all()
        .iter()
        .map(|week| (week.to_string(), *week < open_from))
        .collect();
    for (category, disease) in axes.categories().all().zip(axes.categories().keys()) {
        for district in axes.places().all_districts() {
            let place = axes.places().district_key(district).map_or("", Ags::as_str);
            let by_sex = tables(cube, category, Area::District(district))?;
            if by_sex
                .iter()
                .all(|table| table.counts.iter().all(|count| *count == 0))
            {
                continue;
            }
            for (at, (week, complete)) in weeks.iter().enumerate() {
                for age in 0..axes.ages().len() {
                    for (sex, table) in Sex::ALL.iter().zip(&by_sex) {
                        let cases = table.count(at, age).unwrap_or(0);
                        if cases == 0 {
                            continue;
                        }
                        let group = match table.columns.get(age) {
                            Some(Label::Age(age)) => axes.ages().group(*age),
                            _ => None,
                        };
                        each(&Row {
                            disease,
                            week,
                            place,
                            ages: group.map(|group| (group.from(), group.to())),
                            sex: *sex,
                            complete: *complete,
                            cases,
                        })?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// Weeks by age for each sex.
fn tables(
    cube: &Cube,
    category: Category,
    area: Area,
) -> Result<Vec<cube::CrossTable>, cube::QueryError> {
    let weeks = cube.axes().weeks();
    let tables = Sex::ALL.iter().map(|sex| {
        cube.cross(&CrossQuery {
            categories: Some(&[category]),
            area: &[area],
            weeks: weeks.first()..=weeks.last(),
            filter: Filter {
                ages: None,
                sexes: Some(vec![*sex]),
            },
            by: Dimension::Week,
            and: Some(Dimension::Age),
        })
    });
    tables.collect()
}

#[cfg(test)]
mod tests {
    use cube::{Ages, Axes, Builder, Categories, Places, Record, Weeks};

    use super::*;

    fn cube() -> Cube {
        let places = Places::new(
            "03".parse().unwrap(),
            ["03159016", "03159019", "03241001"].map(|key| key.parse().unwrap()),
        );
        let axes = Axes::new(
            Categories::new(["influenza"]).unwrap(),
            Weeks::new("2020-W52".parse().unwrap(), 4).unwrap(),
            places.unwrap(),
            Ages::new([(0, 14)], Some(15)).unwrap(),
        );
        let mut builder = Builder::new(axes.unwrap());
        for (place, week, years, count) in [
            ("03159016", "2020-W53", 3, 1),
            ("03159019", "2020-W53", 3, 2),
            ("03241001", "2021-W01", 80, 4),
        ] {
            let axes = builder.axes();
            let record = Record {
                category: axes.categories().find("influenza").unwrap(),
                week: axes.weeks().find(week.parse().unwrap()).unwrap(),
                place: axes.places().find(&place.parse().unwrap()).unwrap(),
                age: axes.ages().of_years(years),
                sex: Sex::Female,
                count,
            };
            builder.add(record).unwrap();
        }
        builder.finish(1).unwrap()
    }

    fn about() -> About {
        About {
            set: "survstat".to_owned(),
            title: Localized::both("Fälle", "Cases"),
            version: "2021-01-20".to_owned(),
            as_of: jiff::civil::date(2021, 1, 20),
            source: "RKI".to_owned(),
            attribution: "RKI, \"SurvStat\"".to_owned(),
            licence: "CC-BY-4.0".to_owned(),
            legal_basis: String::new(),
            method: String::new(),
            open_from: "2021-W01".parse().unwrap(),
            diseases: vec![("influenza".to_owned(), Localized::same("Influenza"))],
            places: vec![("03159".to_owned(), "Göttingen".to_owned())],
        }
    }

    #[test]
    fn all_formats_have_the_same_rows_of_districts() {
        let files = write(&cube(), &about()).unwrap();
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "disease,week,place,age_from,age_to,sex,state,complete,cases",
                "influenza,2020-W53,03159,0,14,female,value,true,3",
                "influenza,2021-W01,03241,15,,female,value,false,4",
            ],
            "municipalities of Göttingen are one district, week 53 is there, the last week may grow"
        );
        let json: serde_json::Value = serde_json::from_slice(&files[2].1).unwrap();
        assert_eq!(json["attribution"], "RKI, \"SurvStat\"");
        assert_eq!(
            json["rows"][1],
            json!([
                "influenza",
                "2021-W01",
                "03241",
                15,
                null,
                "female",
                "value",
                false,
                4
            ])
        );
        let mut reader = columnar::Reader::of_bytes(files[1].1.clone()).unwrap();
        assert_eq!(reader.names(), COLUMNS);
        let mut cells = Vec::new();
        let mut rows = Vec::new();
        while reader.next_row(&mut cells).unwrap() {
            rows.push(cells.join(","));
        }
        assert_eq!(rows, text.lines().skip(1).collect::<Vec<_>>());
    }
}
