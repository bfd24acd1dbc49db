// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A register that is published under a plan of tables: what the agency does, what everybody sees, and what somebody concludes who keeps everything.

use std::collections::{BTreeMap, BTreeSet};

use directory::testing::Answer;
use disclosure::{Published, Statement};
use http::StatusCode;
use kernel::IsoWeek;

use crate::agency::{Agency, agency};

/// Districts, each with a municipality above the floor.
const PLACES: [(&str, &str); 3] = [
    ("03101", "03101000"),
    ("03102", "03102000"),
    ("03151", "03151009"),
];
const AGES: [&str; 2] = ["0-59", "60+"];
const SEXES: [&str; 2] = ["female", "male"];
const NOISE: [(&str, &str); 8] = [
    ("verfahren", "noise"),
    ("mindestens", "3"),
    ("abweichung", "5"),
    ("varianz", "3"),
    ("einwohner", "5000"),
    ("wochen", "1"),
    ("jahre", "true"),
    ("gemeinden", "true"),
];

/// Numbers without a pattern, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

type Kind = (IsoWeek, usize, usize, usize);

/// A register as the state keeps it: cases by week, place, age and sex.
#[derive(Default)]
struct Register(BTreeMap<Kind, u64>);

impl Register {
    fn report(&mut self, numbers: &mut Numbers, week: IsoWeek) {
        for place in 0..PLACES.len() {
            for age in 0..AGES.len() {
                for sex in 0..SEXES.len() {
                    let count = match numbers.below(12) {
                        0..7 => 0,
                        7..10 => 1,
                        10 => 2,
                        _ => 3 + numbers.below(9),
                    };
                    self.0.insert((week, place, age, sex), count);
                }
            }
        }
    }

    /// Late reports and withdrawn ones, in weeks that are published already, too.
    fn correct(&mut self, numbers: &mut Numbers) {
        let kinds: Vec<Kind> = self.0.keys().copied().collect();
        for _ in 0..4 {
            let at = usize::try_from(numbers.below(kinds.len() as u64)).unwrap();
            let count = self.0.get_mut(&kinds[at]).unwrap();
            *count = if numbers.below(2) == 0 {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    fn csv(&self) -> String {
        let mut lines = vec!["disease,year,week,ags,age,sex,cases\n".to_owned()];
        for ((week, place, age, sex), count) in &self.0 {
            lines.push(format!(
                "legionellosis,{},{},{},{},{},{count}\n",
                week.year(),
                week.week(),
                PLACES[*place].1,
                AGES[*age],
                SEXES[*sex]
            ));
        }
        lines.concat()
    }

    fn count(&self, week: IsoWeek, place: Option<usize>) -> u64 {
        let of = self
            .0
            .iter()
            .filter(|((at, of, ..), _)| *at == week && place.is_none_or(|place| place == *of));
        of.map(|(_, count)| count).sum()
    }
}

impl Agency {
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.test()
            .clock
            .advance(jiff::SignedDuration::from_secs(2));
        self.test().post(&self.analyst, path, fields).await
    }

    /// Reads a file in and takes it over.
    async fn take(&self, register: &Register, as_of: IsoWeek) {
        let as_of = as_of.plus(1).monday().to_string();
        let first = self.test().get(&self.analyst, "/daten/register/1").await;
        let set = if first.status == StatusCode::OK {
            "register"
        } else {
            ""
        };
        let fields = [
            ("bestand", set),
            ("titel", "Register"),
            ("schluessel", "register"),
            ("stand", as_of.as_str()),
        ];
        let csv = register.csv();
        let staged = self
            .read_in(&fields, ("register.csv", csv.as_bytes()))
            .await;
        assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
        let taken = self
            .post(staged.location(), &[("entscheidung", "uebernehmen")])
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    }

    /// What somebody sees when what every process keeps for a second is out of date.
    async fn see_later(&self, cookie: &str, path: &str) -> String {
        self.test()
            .clock
            .advance(jiff::SignedDuration::from_secs(2));
        self.see(cookie, path).await
    }

    async fn plan(&self, fields: &[(&str, &str)]) -> Answer {
        self.post("/daten/register/plan", fields).await
    }

    async fn set_version(&self) -> String {
        let list = self.test().get(&self.analyst, "/daten").await.text();
        let form = list.split("name=\"version\" value=\"").nth(1).unwrap();
        form.split('"').next().unwrap().to_owned()
    }

    async fn switch_on(&self, number: i64) -> Answer {
        let version = self.set_version().await;
        self.post(
            &format!("/daten/register/plan/{number}"),
            &[("version", version.as_str())],
        )
        .await
    }

    async fn protect(&self, fields: &[(&str, &str)]) {
        let written = self.plan(fields).await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
        self.test().run_jobs().await;
        let on = self.switch_on(1).await;
        assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.text());
        self.test().run_jobs().await;
    }
}

/// The columns of a file by their names.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let cells = line.split(',').map(str::to_owned);
            header
                .iter()
                .map(|name| (*name).to_owned())
                .zip(cells)
                .collect()
        })
        .collect()
}

/// What a cell said: its state and its number.
fn said(row: &BTreeMap<String, String>) -> (String, Option<u64>) {
    (row["state"].clone(), row["cases"].parse().ok())
}

/// State and number of a cell.
type SeenCell = (String, Option<u64>);

/// Everything that somebody has seen: a cell by table, period, place and stratum.
#[derive(Default)]
struct Seen {
    cells: BTreeMap<(String, String, String, String), SeenCell>,
}

impl Seen {
    /// What was seen once must be seen so for ever.
    fn note(&mut self, table: &str, period: &str, place: &str, stratum: &str, cell: &SeenCell) {
        let place = if place == "03" { "*" } else { place };
        let key = [table, period, place, stratum].map(str::to_owned);
        let key = key.into();
        if cell.0 == "no-data" {
            return;
        }
        let before = self.cells.entry(key).or_insert_with(|| cell.clone());
        assert_eq!(
            &*before, cell,
            "{table} {period} {place} {stratum} has changed"
        );
    }

    /// Takes all that the public is given this week, and checks that what is derived is derived of what is shown.
    async fn look(&mut self, agency: &Agency, last: IsoWeek, tables: &[&str]) {
        for table in tables {
            let path = format!("/krankheiten/legionellosis/tabelle.csv?tabelle={table}");
            for row in rows(&agency.see_later("", &path).await) {
                let stratum = format!("{}/{}", row["age"], row["sex"]);
                self.note(table, &row["period"], &row["place"], &stratum, &said(&row));
            }
        }
        for place in ["", "03101", "03102", "03151"] {
            let path = format!("/krankheiten/legionellosis/reihe.csv?ort={place}");
            for row in rows(&agency.see_later("", &path).await) {
                self.note("weeks", &row["week"], &row["place"], "*/*", &said(&row));
            }
        }
        for span in [1, 4, 13, 52] {
            let path = format!("/krankheiten/legionellosis/orte.csv?spanne={span}");
            for row in rows(&agency.see_later("", &path).await) {
                self.check_span(&row);
            }
            let path = format!("/api/v1/cases/legionellosis/places?weeks={span}");
            let answer: serde_json::Value =
                serde_json::from_str(&agency.see_later("", &path).await).unwrap();
            assert_eq!(answer["numbers"], "protected");
            assert_eq!(answer["until"], last.to_string());
        }
        let series = agency
            .see_later("", "/api/v1/cases/legionellosis/series?place=03151")
            .await;
        let series: serde_json::Value = serde_json::from_str(&series).unwrap();
        for week in series["weeks"].as_array().unwrap() {
            let cell = (
                week["state"].as_str().unwrap().to_owned(),
                week["cases"].as_u64(),
            );
            self.note(
                "weeks",
                week["week"].as_str().unwrap(),
                "03151",
                "*/*",
                &cell,
            );
        }
    }

    fn week(&self, week: IsoWeek, place: &str) -> Option<&(String, Option<u64>)> {
        let place = if place == "03" { "*" } else { place };
        let key = ["weeks", &week.to_string(), place, "*/*"].map(str::to_owned);
        self.cells
            .get::<(String, String, String, String)>(&key.into())
    }

    /// A sum over weeks is the sum of what is shown of the weeks, or is not said.
    fn check_span(&self, row: &BTreeMap<String, String>) {
        if !["03", "03101", "03102", "03151"].contains(&row["place"].as_str()) {
            return;
        }
        let (from, until): (IsoWeek, IsoWeek) =
            (row["from"].parse().unwrap(), row["until"].parse().unwrap());
        let weeks = (0..=until.since(from)).map(|at| self.week(from.plus(at), &row["place"]));
        let sum: Option<u64> = weeks.map(|cell| cell.and_then(|cell| cell.1)).sum();
        assert_eq!(said(row).1, sum, "{row:?}");
    }
}

/// Weeks of districts that somebody can tell exactly although they are below the minimum, out of all that was seen. `largest` is how far a number
/// may be from the truth; nothing where numbers are exact.
fn told(
    seen: &Seen,
    truth: &BTreeMap<(String, String), u64>,
    largest: Option<f64>,
) -> Vec<(String, String)> {
    let mut published = Published::new();
    let mut unknowns: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (week, place) in truth.keys() {
        if place != "*" {
            let hidden = published.unknown(0, None);
            unknowns.insert((week.clone(), place.clone()), hidden);
        }
    }
    for ((table, period, place, stratum), (state, cases)) in &seen.cells {
        let whole = place.len() < 8 || PLACES.iter().any(|(_, town)| town == place);
        if stratum != "*/*" || !whole {
            continue;
        }
        let here = |key: &(String, String)| {
            let at = if table == "weeks" {
                key.0 == *period
            } else {
                key.0.starts_with(period.as_str())
            };
            at && (place == "*" || place.starts_with(key.1.as_str()))
        };
        let mut terms: Vec<(usize, f64)> = unknowns
            .iter()
            .filter(|(key, _)| here(key))
            .map(|(_, unknown)| (*unknown, 1.0))
            .collect();
        if terms.is_empty() {
            continue;
        }
        if table != "weeks" {
            // A year counts what came late, and does not count what was taken back.
            terms.push((published.unknown(0, None), 1.0));
            terms.push((published.unknown(0, None), -1.0));
        }
        let (least, most) = match (state.as_str(), *cases, largest) {
            (_, Some(0), None) => (0.0, 0.0),
            (_, Some(0), Some(largest)) => (0.0, largest),
            (_, Some(value), None) => (value as f64, value as f64),
            (_, Some(value), Some(largest)) => {
                ((value as f64 - largest).max(1.0), value as f64 + largest)
            }
            // A number that is left out is not zero.
            _ => (1.0, f64::INFINITY),
        };
        published.state(Statement { terms, least, most });
    }
    let intervals = published.intervals().unwrap();
    let exact = unknowns.into_iter().filter(|(key, unknown)| {
        let interval = intervals[*unknown];
        let count = truth[key];
        assert!(
            interval.least <= count && interval.most.is_none_or(|most| count <= most),
            "{key:?}: {count}, {interval:?}"
        );
        (1..3).contains(&count) && interval.most == Some(interval.least)
    });
    exact.map(|(key, _)| key).collect()
}

/// Age groups by sex in a district and a year that somebody can tell exactly although they are below the minimum.
fn told_people(seen: &Seen, register: &Register) -> Vec<(usize, usize, usize)> {
    let mut published = Published::new();
    let mut unknowns = BTreeMap::new();
    for place in 0..PLACES.len() {
        for age in 0..AGES.len() {
            for sex in 0..SEXES.len() {
                unknowns.insert((place, age, sex), published.unknown(0, None));
            }
        }
    }
    for ((table, _, place, stratum), (_, cases)) in &seen.cells {
        let (ages, sexes) = stratum.split_once('/').unwrap();
        let here = |(at, age, sex): &(usize, usize, usize)| {
            (place == "*" || place == PLACES[*at].0)
                && (ages == "*" || ages == AGES[*age])
                && (sexes == "*" || sexes == SEXES[*sex])
        };
        let terms: Vec<(usize, f64)> = unknowns
            .iter()
            .filter(|(key, _)| table == "years" && here(key))
            .map(|(_, unknown)| (*unknown, 1.0))
            .collect();
        if !terms.is_empty() {
            let value = cases.unwrap() as f64;
            published.state(Statement {
                terms,
                least: (value - 5.0).max(0.0),
                most: value + 5.0,
            });
        }
    }
    let intervals = published.intervals().unwrap();
    let told = unknowns.into_iter().filter(|((place, age, sex), unknown)| {
        let of = register.0.iter().filter(|((week, at, of, who), _)| {
            week.year() == 2025 && (at, of, who) == (place, age, sex)
        });
        let count: u64 = of.map(|(_, count)| count).sum();
        let interval = intervals[*unknown];
        assert!(interval.least <= count && interval.most.is_none_or(|most| count <= most));
        count > 0 && interval.most == Some(interval.least)
    });
    told.map(|(key, _)| key).collect()
}

/// A register that grows by a week each week and is corrected now and then, and somebody who keeps all that is published.
async fn year(
    plan: &[(&str, &str)],
    tables: &[&str],
    first: &str,
) -> (Seen, BTreeMap<(String, String), u64>, Register) {
    let agency = agency().await;
    let mut numbers = Numbers(7);
    let mut register = Register::default();
    let first: IsoWeek = first.parse().unwrap();
    register.report(&mut numbers, first);
    register.report(&mut numbers, first.plus(1));
    agency.take(&register, first.plus(1)).await;
    agency.protect(plan).await;
    let mut seen = Seen::default();
    let mut truth = BTreeMap::new();
    for number in 1..=53 {
        let last = first.plus(number);
        if number > 1 {
            register.report(&mut numbers, last);
            if number % 3 == 0 {
                register.correct(&mut numbers);
            }
            agency.take(&register, last).await;
            agency.test().run_jobs().await;
        }
        let week = last.plus(-1);
        for (at, (district, _)) in PLACES.iter().enumerate() {
            let key = (week.to_string(), (*district).to_owned());
            truth.insert(key, register.count(week, Some(at)));
        }
        truth.insert(
            (week.to_string(), "*".to_owned()),
            register.count(week, None),
        );
        if number % 4 == 1 || number == 53 {
            seen.look(&agency, week, tables).await;
        }
    }
    (seen, truth, register)
}

#[tokio::test]
async fn a_year_of_publications_with_noise_gives_no_small_number_away() {
    let (seen, truth, register) = year(&NOISE, &["weeks", "years", "towns"], "2024-W52").await;
    assert!(truth.len() >= 4 * 53);
    let exact = told(&seen, &truth, Some(5.0));
    assert!(exact.is_empty(), "{exact:?}");
    let exact = told_people(&seen, &register);
    assert!(exact.is_empty(), "{exact:?}");
    // Nothing below the minimum appears anywhere, in no table and no stratum.
    let small = seen
        .cells
        .values()
        .filter(|cell| matches!(cell.1, Some(1..3)));
    assert_eq!(small.count(), 0);
    let tables: BTreeSet<&str> = seen.cells.keys().map(|key| key.0.as_str()).collect();
    assert_eq!(tables, BTreeSet::from(["towns", "weeks", "years"]));
}

const LEFT_OUT: [(&str, &str); 6] = [
    ("verfahren", "left-out"),
    ("mindestens", "3"),
    ("abweichung", "5"),
    ("varianz", "3"),
    ("einwohner", "5000"),
    ("wochen", "1"),
];

#[tokio::test]
async fn a_year_of_publications_with_cells_left_out_gives_no_small_number_away() {
    let (seen, truth, _) = year(&LEFT_OUT, &["weeks"], "2024-W52").await;
    let exact = told(&seen, &truth, None);
    assert!(exact.is_empty(), "{exact:?}");
    let left_out = seen.cells.values().filter(|cell| cell.0 == "suppressed");
    assert!(left_out.count() > 50);
    let shown = seen.cells.values().filter(|cell| cell.0 == "value");
    assert!(shown.count() > 50);
    // The same numbers with the small ones left out, and nothing else: the attacker sees through that.
    let mut naive = Seen::default();
    for ((week, place), count) in &truth {
        let cell = match count {
            1..3 => ("suppressed".to_owned(), None),
            count => ("value".to_owned(), Some(*count)),
        };
        naive.note("weeks", week, place, "*/*", &cell);
    }
    assert!(!told(&naive, &truth, None).is_empty());
}

/// The attacker finds what is not protected at all, on the same ways.
#[tokio::test]
async fn numbers_that_are_published_as_they_are_are_found_out() {
    let agency = agency().await;
    let mut numbers = Numbers(7);
    let mut register = Register::default();
    let first: IsoWeek = "2026-W30".parse().unwrap();
    for week in 0..10 {
        register.report(&mut numbers, first.plus(week));
    }
    agency.take(&register, first.plus(9)).await;
    let fields = [("version", "1"), ("sichtbar", "as-published")];
    let published = agency.post("/daten/register/sichtbarkeit", &fields).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);
    let (mut seen, mut truth) = (Seen::default(), BTreeMap::new());
    for (at, (district, town)) in PLACES.iter().enumerate() {
        let path = format!("/krankheiten/legionellosis/reihe.csv?ort={district}");
        for row in rows(&agency.see_later("", &path).await) {
            let week: IsoWeek = row["week"].parse().unwrap();
            seen.note("weeks", &row["week"], district, "*/*", &said(&row));
            let key = (row["week"].clone(), (*district).to_owned());
            truth.insert(key, register.count(week, Some(at)));
        }
        assert!(!town.is_empty());
    }
    assert!(!told(&seen, &truth, None).is_empty());
    // Finer than by district nothing is shown that its source has published.
    for path in ["gemeinden.csv", "tabelle.csv?tabelle=towns"] {
        let path = format!("/krankheiten/legionellosis/{path}");
        let answer = agency.test().get("", &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn with_register() -> Agency {
    let agency = agency().await;
    let mut numbers = Numbers(3);
    let mut register = Register::default();
    let first: IsoWeek = "2024-W52".parse().unwrap();
    for week in 0..60 {
        register.report(&mut numbers, first.plus(week));
    }
    agency.take(&register, first.plus(59)).await;
    agency
}

#[tokio::test]
async fn a_plan_is_looked_at_before_everybody_sees_numbers_under_it() {
    let agency = with_register().await;
    let faults = agency
        .plan(&[
            ("verfahren", "left-out"),
            ("mindestens", "2"),
            ("abweichung", "5"),
            ("varianz", "3"),
            ("einwohner", "5000"),
            ("wochen", "viele"),
        ])
        .await;
    assert_eq!(faults.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faults.text().contains("Schreiben Sie hier eine Zahl"));
    let mut wrong = LEFT_OUT.to_vec();
    wrong[1] = ("mindestens", "2");
    wrong.push(("jahre", "true"));
    let faults = agency.plan(&wrong).await;
    assert_eq!(faults.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["mindestens 3", "in einer einzigen Tabelle"] {
        assert!(faults.text().contains(words), "{words}: {}", faults.text());
    }
    // Protection without a plan there is not.
    let version = agency.set_version().await;
    let fields = [("version", version.as_str()), ("sichtbar", "protected")];
    let refused = agency.post("/daten/register/sichtbarkeit", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let written = agency.plan(&NOISE).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    let too_early = agency.switch_on(1).await;
    assert_eq!(too_early.status, StatusCode::UNPROCESSABLE_ENTITY);
    agency.test().run_jobs().await;
    let page = agency
        .see_later(&agency.analyst, "/daten/register/plan")
        .await;
    for words in [
        "Was der Plan zeigen würde",
        "Jahre nach Gemeinden",
        "Einschalten und veröffentlichen",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let path = "/krankheiten/legionellosis";
    assert_eq!(
        agency.test().get("", path).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(agency.switch_on(1).await.status, StatusCode::SEE_OTHER);
    agency.test().run_jobs().await;
    agency.see_later("", path).await;
    assert_eq!(agency.switch_on(1).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn one_page_serves_everybody_and_says_which_numbers_it_shows() {
    let agency = with_register().await;
    agency.protect(&NOISE).await;
    let path = "/krankheiten/legionellosis?ort=03101";
    let public = agency.see_later("lang=de", path).await;
    assert!(public.contains("Geschützte Zahlen") && public.contains("/veroeffentlichung/register"));
    assert!(!public.contains("genaue Zahlen, nur intern"));
    assert!(
        public.contains("KW\u{a0}1/2025 bis KW\u{a0}52/2025"),
        "ages of the last year"
    );
    let exact = agency.see_later(&agency.analyst, path).await;
    assert!(exact.contains("Sie sehen genaue Zahlen, nur intern"));
    let both = agency
        .see_later(
            &agency.analyst,
            &format!("{path}&quelle=register&sicht=oeffentlich"),
        )
        .await;
    assert!(both.contains("Zu den genauen Zahlen"));
    let why = agency
        .see_later("lang=de", "/veroeffentlichung/register")
        .await;
    for words in ["Cell-Key-Methode", "höchstens um 5", "weniger als 5.000"] {
        assert!(why.contains(words), "{words}");
    }
    agency
        .see_later("lang=en", "/veroeffentlichung/register")
        .await;
    let api = "/api/v1/cases/legionellosis/series";
    for (cookie, numbers) in [("", "protected"), (agency.analyst.as_str(), "exact")] {
        let answer: serde_json::Value =
            serde_json::from_str(&agency.see_later(cookie, api).await).unwrap();
        assert_eq!(answer["numbers"], numbers);
    }
    let towns = agency
        .see_later("", "/krankheiten/legionellosis/gemeinden.csv?ort=03151")
        .await;
    assert!(
        towns.contains("03151-rest") && towns.contains("03151009"),
        "{towns}"
    );
}

#[tokio::test]
async fn what_was_published_fixes_what_protects_it_and_bars_exact_numbers() {
    let agency = with_register().await;
    agency.protect(&NOISE).await;
    let before = agency
        .see_later("", "/krankheiten/legionellosis/reihe.csv")
        .await;
    let mut changed = NOISE.to_vec();
    changed[3] = ("varianz", "2,5");
    let refused = agency.plan(&changed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("schon veröffentlicht worden"));
    let version = agency.set_version().await;
    let fields = [("version", version.as_str()), ("sichtbar", "as-published")];
    let refused = agency.post("/daten/register/sichtbarkeit", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Taken back and shown again, it is the same.
    for what in ["internal", "protected"] {
        let version = agency.set_version().await;
        let fields = [("version", version.as_str()), ("sichtbar", what)];
        let done = agency.post("/daten/register/sichtbarkeit", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        agency.test().run_jobs().await;
        let status = agency
            .test()
            .get("", "/krankheiten/legionellosis")
            .await
            .status;
        assert_eq!(status.is_success(), what == "protected");
    }
    assert_eq!(
        before,
        agency
            .see_later("", "/krankheiten/legionellosis/reihe.csv")
            .await
    );
    // Waiting longer is no change of what protects.
    let mut longer = NOISE.to_vec();
    longer[5] = ("wochen", "3");
    assert_eq!(agency.plan(&longer).await.status, StatusCode::SEE_OTHER);
}
