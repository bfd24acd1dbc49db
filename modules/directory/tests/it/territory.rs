// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reference tables of the territory hold together and agree with their source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kernel::Ags;

type Row = BTreeMap<String, String>;

fn read(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

fn table(name: &str) -> Vec<Row> {
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data")
            .join(name),
    )
}

/// A table of the published source, which lies beside the checkout on machines that have it.
fn source(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/territory")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!(
        "SKIPPED: {} is missing, nothing was compared",
        path.display()
    );
    None
}

fn sum(rows: &[Row], key: &str, district: &str) -> u64 {
    rows.iter()
        .filter(|row| row[key] == district)
        .map(|row| row["population"].parse::<u64>().unwrap_or(0))
        .sum()
}

#[test]
fn every_key_is_official_unique_and_lies_in_a_known_district() {
    let districts = table("districts.csv");
    let municipalities = table("municipalities.csv");
    let known: BTreeSet<_> = districts.iter().map(|row| row["ags"].clone()).collect();
    let keys: BTreeSet<_> = municipalities
        .iter()
        .map(|row| row["ags"].clone())
        .collect();
    assert_eq!((districts.len(), known.len()), (45, 45));
    assert_eq!((municipalities.len(), keys.len()), (964, 964));
    for row in &municipalities {
        let ags: Ags = row["ags"].parse().unwrap();
        assert!(ags.is_municipality());
        assert_eq!(ags.district().unwrap().as_str(), row["district"]);
        assert!(known.contains(&row["district"]), "{row:?}");
        assert_eq!(
            row["samtgemeinde"].is_empty(),
            row["samtgemeinde_name"].is_empty()
        );
    }
    let unincorporated = |row: &&Row| row["kind"] == "Gemeindefreies Gebiet";
    assert_eq!(municipalities.iter().filter(unincorporated).count(), 25);
}

#[test]
fn the_people_of_a_district_are_those_of_its_municipalities() {
    let municipalities = table("municipalities.csv");
    for district in table("districts.csv") {
        let people: u64 = district["population"].parse().unwrap();
        assert_eq!(
            sum(&municipalities, "district", &district["ags"]),
            people,
            "{district:?}"
        );
    }
}

#[test]
fn every_inhabited_municipality_has_a_position_in_the_state() {
    for row in table("municipalities.csv") {
        if row["population"].is_empty() {
            assert_eq!(row["kind"], "Gemeindefreies Gebiet", "{row:?}");
            continue;
        }
        let lon: f64 = row["lon"].parse().unwrap();
        let lat: f64 = row["lat"].parse().unwrap();
        assert!(
            (6.6..11.7).contains(&lon) && (51.2..54.0).contains(&lat),
            "{row:?}"
        );
        assert!(row["postcode"].len() == 5, "{row:?}");
    }
}

#[test]
fn forty_four_offices_answer_for_forty_five_districts() {
    let districts = table("districts.csv");
    let offices = table("offices.csv");
    let names: BTreeMap<_, _> = offices
        .iter()
        .map(|row| (&row["office"], &row["name"]))
        .collect();
    assert_eq!(names.len(), 44);
    for (district, office) in districts.iter().zip(&offices) {
        assert_eq!(district["ags"], office["district"]);
        assert_eq!(district["office"], office["office"]);
        assert_eq!(names[&office["office"]], &office["name"]);
    }
}

#[test]
fn key_changes_lead_from_keys_that_are_gone_to_keys_that_exist() {
    let municipalities = table("municipalities.csv");
    let names: BTreeMap<_, _> = municipalities
        .iter()
        .map(|row| (&row["ags"], &row["name"]))
        .collect();
    let changes = table("key_changes.csv");
    assert_eq!(changes.len(), 84);
    for row in &changes {
        assert!(!names.contains_key(&row["ags_2016"]), "{row:?}");
        assert_eq!(names[&row["ags_2022"]], &row["name_2022"]);
    }
}

#[test]
fn the_tables_say_what_their_source_says() {
    let facts = |rows: Vec<Row>, columns: &[&str]| -> BTreeSet<Vec<String>> {
        rows.iter()
            .map(|row| columns.iter().map(|column| row[*column].clone()).collect())
            .collect()
    };
    if let Some(path) = source("kreise_ni.csv") {
        assert_eq!(
            facts(
                table("districts.csv"),
                &["ags", "name", "nuts3", "population", "office"]
            ),
            facts(
                read(&path),
                &["kreis", "name", "nuts3", "pop_zensus2022", "ga_kreis"]
            )
        );
    }
    if let Some(path) = source("gemeinden_ni_2022.csv") {
        assert_eq!(
            facts(
                table("municipalities.csv"),
                &[
                    "ags",
                    "name",
                    "kind",
                    "district",
                    "population",
                    "lon",
                    "lat",
                    "postcode"
                ]
            ),
            facts(
                read(&path),
                &[
                    "ags",
                    "name",
                    "bez",
                    "kreis",
                    "pop_zensus2022",
                    "lon",
                    "lat",
                    "plz_sitz"
                ]
            )
        );
    }
}
