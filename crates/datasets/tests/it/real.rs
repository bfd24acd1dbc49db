// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open data as it is published; its sums are compared with plain sums over the text.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use datasets::{
    Candidate, Edition, Format, KeyChange, Kind, Limits, Measure, Outcome, PlaceName, Places,
    Territory, apply, recognise,
};

/// A file of the shared data, unpacked; not everybody has it.
pub(crate) fn shared(path: &str) -> Option<Vec<u8>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(path);
    let Ok(bytes) = std::fs::read(file) else {
        println!("SKIPPED: open data is not here (../shared/data/{path})");
        return None;
    };
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    Some(unpacked)
}

/// A reference table of the directory, as rows by heading.
fn reference(name: &str) -> Vec<BTreeMap<String, String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../modules/directory/data")
        .join(name);
    let text = std::fs::read_to_string(file).unwrap();
    rows(&text, b',')
}

fn rows(text: &str, separator: u8) -> Vec<BTreeMap<String, String>> {
    let mut records = tables::Records::of(text, separator);
    let headings = records.next().unwrap().cells;
    records
        .map(|record| headings.iter().cloned().zip(record.cells).collect())
        .collect()
}

fn all_places() -> Places {
    let names = [reference("districts.csv"), reference("municipalities.csv")].concat();
    let names = names.into_iter().map(|row| PlaceName {
        ags: row["ags"].parse().unwrap(),
        name: row["name"].clone(),
        kind: row["kind"].clone(),
    });
    Places::new(names).with_former(territory().former_keys())
}

fn territory() -> Territory {
    let current = [reference("districts.csv"), reference("municipalities.csv")].concat();
    let changes = reference("key_changes.csv")
        .into_iter()
        .map(|row| KeyChange {
            from: row["ags_2016"].parse().unwrap(),
            to: row["ags_2022"].parse().unwrap(),
        });
    Territory::new(
        "2022",
        current.iter().map(|row| row["ags"].parse().unwrap()),
        changes,
    )
    .unwrap()
}

fn read(
    path: &str,
    wanted: Format,
    complete: impl FnOnce(&mut Candidate),
) -> Option<(Outcome, String)> {
    let bytes = shared(path)?;
    let (places, limits) = (all_places(), Limits::default());
    let (file, mut candidates) = recognise(&bytes, path, &places, &limits).unwrap();
    let candidate = &mut candidates[0];
    assert_eq!(candidate.format, wanted, "{path}");
    complete(candidate);
    assert!(candidate.mapping.gaps().is_empty(), "{path}");
    let outcome = apply(
        &file.tables[candidate.table],
        &candidate.mapping,
        &places,
        &limits,
    )
    .unwrap();
    Some((outcome, String::from_utf8(bytes).unwrap()))
}

/// Sums of a category by year.
fn by_year(outcome: &Outcome, category: &str) -> BTreeMap<i16, u64> {
    let mut sums = BTreeMap::new();
    for one in outcome
        .observations
        .iter()
        .filter(|one| one.category == category)
    {
        if let Measure::Count(count) = one.measure {
            *sums.entry(one.period.year()).or_default() += count;
        }
    }
    sums
}

/// The same by adding up the text: the year is in the first four letters of a column.
fn plain(text: &str, separator: u8, year: &str, count: &str) -> BTreeMap<i16, u64> {
    let mut sums = BTreeMap::new();
    for row in rows(text, separator) {
        *sums.entry(row[year][..4].parse().unwrap()).or_default() +=
            row[count].parse::<u64>().unwrap();
    }
    sums
}

#[test]
fn cases_by_district_and_week_add_up_and_lose_no_row() {
    let Some((outcome, text)) = read(
        "rki/survstat_ni_kreis_week.csv.gz",
        Format::Known("survstat-tidy"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(outcome.report.errors(), 0, "{:?}", outcome.report);
    assert_eq!(outcome.observations.len(), 164_189);
    let mut sums = BTreeMap::new();
    for category in outcome.observations.categories() {
        for (year, sum) in by_year(&outcome, category) {
            *sums.entry(year).or_default() += sum;
        }
    }
    assert_eq!(sums, plain(&text, b',', "year", "cases"));
    assert!(outcome.observations.parts().count() == outcome.observations.len());
}

#[test]
fn notified_cases_add_up_and_germany_is_a_total_beside_the_state() {
    for (path, category) in [
        ("rki/IfSG_Influenzafaelle_DE_NI.tsv", "influenza"),
        ("rki/IfSG_RSVfaelle_DE_NI.tsv", "rsv"),
    ] {
        let Some((outcome, text)) = read(path, Format::Known("rki-cases"), |_| {}) else {
            return;
        };
        assert_eq!(
            by_year(&outcome, category),
            plain(&text, b'\t', "Meldewoche", "Fallzahl")
        );
        // What was divided by zero people.
        let infinite = text.matches("\tInf").count();
        assert_eq!(outcome.report.errors(), u64::try_from(infinite).unwrap());
        assert_eq!(
            outcome.report.count(Kind::NumberInfinite),
            outcome.report.errors()
        );
        // The state's ages, those of unknown age among them, are the state's sum.
        let state = |one: &datasets::Observation<'_>| {
            one.place.to_string() == "03" && one.category == category
        };
        let count = |one: datasets::Observation<'_>| match one.measure {
            Measure::Count(count) => count,
            _ => 0,
        };
        let parts: u64 = outcome.observations.parts().filter(state).map(count).sum();
        let total = outcome
            .observations
            .iter()
            .filter(state)
            .filter(|one| one.age.to_string() == "00+");
        assert_eq!(parts, total.map(count).sum::<u64>());
        assert!(
            outcome
                .observations
                .parts()
                .all(|one| one.place.to_string() == "03")
        );
    }
}

#[test]
fn consultations_and_web_survey_are_values_by_week_and_age() {
    let Some((outcome, text)) = read(
        "rki/ARE_Konsultationsinzidenz_DE_NI.tsv",
        Format::Known("rki-are"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(
        (outcome.observations.len(), outcome.report.errors()),
        (rows(&text, b'\t').len(), 0)
    );
    assert!(outcome.report.count(Kind::ZeroRestored) > 0);
    let Some((outcome, text)) = read("rki/GrippeWeb.tsv", Format::Known("rki-grippeweb"), |_| {})
    else {
        return;
    };
    let rows = rows(&text, b'\t');
    let germany = rows
        .iter()
        .filter(|row| row["Region"] == "Bundesweit")
        .count();
    assert_eq!(outcome.observations.len(), 2 * germany);
    assert_eq!(
        outcome.report.count(Kind::PlaceRegion),
        u64::try_from(rows.len() - germany).unwrap()
    );
    assert_eq!(outcome.report.errors(), 0);
    let first = outcome.observations.get(1).unwrap();
    assert_eq!(
        (first.category, first.measure),
        (
            "are.incidence",
            Measure::Value {
                value: 28_065.0,
                lower: None,
                upper: None,
                unit: "per 100,000",
            }
        )
    );
    // 0 to 14 holds 0 to 4 and 5 to 14.
    assert!(
        outcome
            .observations
            .parts()
            .all(|one| !["00-14", "15+", "00+"].contains(&one.age.to_string().as_str()))
    );
}

#[test]
fn wastewater_has_intervals() {
    let Some((outcome, text)) = read(
        "rki/amelag_aggregierte_kurve.tsv",
        Format::Known("rki-wastewater"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(outcome.report.errors(), 0, "{:?}", outcome.report);
    let with_interval = outcome.observations.iter().filter(|one| {
        matches!(
            one.measure,
            Measure::Value {
                lower: Some(_),
                upper: Some(_),
                ..
            }
        )
    });
    assert_eq!(with_interval.count(), rows(&text, b'\t').len());
    assert!(
        outcome
            .observations
            .categories()
            .contains(&"covid-19.viral-load".to_owned())
    );
}

#[test]
fn covid_cases_and_deaths_add_up() {
    let Some((outcome, text)) = read(
        "rki/COVID-19_7-Tage-Inzidenz_Deutschland.csv",
        Format::Known("rki-covid-incidence"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(outcome.report.errors(), 0, "{:?}", outcome.report);
    assert_eq!(
        by_year(&outcome, "covid-19"),
        plain(&text, b',', "Meldedatum", "Faelle_neu")
    );
    assert_eq!(
        by_year(&outcome, "covid-19.population"),
        plain(&text, b',', "Meldedatum", "Bevoelkerung")
    );
    let Some((outcome, text)) = read(
        "rki/COVID-19-Todesfaelle_NI.csv",
        Format::Known("rki-covid-deaths"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(
        by_year(&outcome, "covid-19.deaths"),
        plain(&text, b',', "Datum", "Todesfaelle")
    );
    assert_eq!(outcome.report.errors(), 0);
}

#[test]
fn of_a_reporting_triangle_the_latest_edition_is_taken_unless_all_are_asked_for() {
    let path = "rki/covid_hosp_reporting_triangle_ni.csv.gz";
    let state =
        |candidate: &mut Candidate| candidate.mapping.fixed.place = Some("03".parse().unwrap());
    let Some((outcome, text)) = read(path, Format::Known("rki-hospitalisations"), state) else {
        return;
    };
    let rows = rows(&text, b',');
    let latest = rows
        .iter()
        .map(|row| row["snapshot_date"].clone())
        .max()
        .unwrap();
    let of_latest = rows
        .iter()
        .filter(|row| row["snapshot_date"] == latest)
        .count();
    assert_eq!(outcome.edition.unwrap().to_string(), latest);
    assert_eq!(outcome.observations.len(), of_latest);
    assert_eq!(
        outcome.report.count(Kind::OtherEdition),
        u64::try_from(rows.len() - of_latest).unwrap()
    );
    let all = read(path, Format::Known("rki-hospitalisations"), |candidate| {
        state(candidate);
        candidate.mapping.edition = Edition::All;
    });
    let (all, _) = all.unwrap();
    assert_eq!(all.observations.len(), rows.len());
    assert!(all.observations.iter().all(|one| one.known_on.is_some()));
    assert_eq!(
        by_year(&all, "covid-19.hospitalised-7-days"),
        plain(&text, b',', "meldedatum", "hosp_7d_cases")
    );
}

#[test]
fn deprivation_of_former_municipalities_is_carried_or_reported() {
    let Some((outcome, text)) = read("rki/GISD_NI_Kreis.csv", Format::Known("rki-gisd"), |_| {})
    else {
        return;
    };
    assert_eq!(
        (outcome.observations.len(), outcome.report.errors()),
        (rows(&text, b',').len(), 0)
    );
    let Some((outcome, text)) = read(
        "rki/GISD_NI_Gemeinde.csv.gz",
        Format::Known("rki-gisd"),
        |_| {},
    ) else {
        return;
    };
    let rows = rows(&text, b',').len();
    assert_eq!(
        (outcome.observations.len(), outcome.report.errors()),
        (rows, 0)
    );
    let mut report = outcome.report.clone();
    let carried = territory().carry(&outcome.observations, &mut report);
    // Six former municipalities are parts of two of today; an index of the whole does not follow.
    assert_eq!(report.count(Kind::ValueOfJoined), 6 * 22);
    assert_eq!(carried.len(), rows - 6 * 22);
}

#[test]
fn population_by_age_adds_up() {
    let Some((outcome, text)) = read(
        "territory/zensus2022_kreis_alter_ni.csv",
        Format::Known("census-age"),
        |_| {},
    ) else {
        return;
    };
    assert_eq!(outcome.report.errors(), 0, "{:?}", outcome.report);
    let plain: u64 = rows(&text, b',')
        .iter()
        .map(|row| row["n"].parse::<u64>().unwrap())
        .sum();
    assert_eq!(
        by_year(&outcome, "population"),
        BTreeMap::from([(2022, plain)])
    );
    assert_eq!(super::sum_of_parts(&outcome.observations), plain);
}

#[test]
fn all_key_changes_of_the_directory_end_today() {
    let territory = territory();
    // The municipalities of the table, and the two districts that Göttingen joins.
    assert_eq!(territory.former_keys().count(), 84 + 2);
    for former in ["03152", "03156"] {
        let found = territory.successor(former.parse().unwrap());
        assert_eq!(found, datasets::Successor::One("03159".parse().unwrap()));
    }
}

/// One row of a hundred is spoilt; the others are read, and the report says which were not.
#[test]
fn a_file_with_wrong_rows_gives_a_usable_report() {
    let Some(bytes) = shared("rki/survstat_ni_kreis_week.csv.gz") else {
        return;
    };
    let text = String::from_utf8(bytes).unwrap();
    let spoil = |(at, line): (usize, &str)| match at {
        0 => line.to_owned(),
        at if at % 400 == 100 => line.replace(",03", ",99"),
        at if at % 400 == 200 => format!("{line}x"),
        at if at % 400 == 300 => line.replacen(",2", ",x2", 1),
        at if at % 400 == 399 => line.replacen(',', ";", 1),
        _ => line.to_owned(),
    };
    let spoilt: Vec<String> = text.lines().enumerate().map(spoil).collect();
    let wrong = spoilt
        .iter()
        .zip(text.lines())
        .filter(|(left, right)| left != right)
        .count();
    let (places, limits) = (all_places(), Limits::default());
    let (file, candidates) =
        recognise(spoilt.join("\n").as_bytes(), "x.csv", &places, &limits).unwrap();
    let outcome = apply(&file.tables[0], &candidates[0].mapping, &places, &limits).unwrap();
    assert!(wrong > 1_600);
    assert_eq!(outcome.report.errors(), u64::try_from(wrong).unwrap());
    assert_eq!(outcome.observations.len(), 164_189 - wrong);
    let (_, keys) = outcome
        .report
        .tallies()
        .find(|(kind, _)| *kind == Kind::PlaceKey)
        .unwrap();
    assert_eq!(
        (
            keys.first.len(),
            keys.first[0].line,
            keys.first[0].column.as_str()
        ),
        (20, 101, "kreis")
    );
}
