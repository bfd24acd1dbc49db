// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as files: what is in them, who gets them, what is recorded.

mod choosing;
mod formats;
mod rights;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use directory::testing::Answer;
use forms::{FormSpec, PeriodKind};
use http::Method;
use kernel::{Localized, Role};
use serde_json::{Value, json};

use crate::house::{House, house_with};

const FORM: &str = "
| survey |
| | type | name | label | deich::fim_id | deich::link_id | deich::privacy |
| | integer | count | Anzahl | F12000000001V1.0.0 | 1 | measure |
| | decimal | share | Anteil | | | measure |
| | date | day | Tag | F12000000003 | 3 | date |
| | boolean | open | Geöffnet? | | | plain |
| | text | remark | Bemerkung | | | identifier |
| | begin_repeat | room | Raum | G12000000002 | 4 | |
| | text | title | Name | | 4.1 | identifier |
| | integer | beds | Betten | F12000000004 | | measure |
| | end_repeat | | | | | |
| settings |
| | form_title | form_id | version | default_language |
| | Räume | rooms | 1 | de |
";

fn form() -> FormSpec {
    let (mut spec, _) = forms::xlsform::read(FORM.as_bytes(), "form.md").unwrap();
    spec.period = PeriodKind::Week;
    spec.purpose = Localized::one("de", "Wissen, wie viele Räume es gibt.");
    spec.legal_basis = Localized::one("de", "§ 8 NGöGD");
    spec
}

/// Answers with two rooms.
fn answers() -> Value {
    json!({
        "count": 12,
        "share": 0.5,
        "day": "2026-11-18",
        "open": true,
        "remark": "=1+1; \"Küche\"",
        "room[1]/title": "Bärengruppe",
        "room[1]/beds": 10,
        "room[2]/title": "Igelgruppe",
    })
}

/// Two Kitas of the first office and one of the second have reported; the first about two weeks.
struct Reported {
    house: House,
    /// The cookie of the first office's case worker.
    worker: String,
}

impl Reported {
    async fn new() -> Self {
        let house = house_with(form()).await;
        let kitas = &house.state.kitas;
        let second = house
            .test
            .signed_in("Zoe Zwei", Role::InstitutionManager, kitas[1].id)
            .await;
        let third = house
            .test
            .signed_in("Dirk Drei", Role::InstitutionManager, kitas[2].id)
            .await;
        let worker = house
            .test
            .signed_in("Wim Worker", Role::CaseWorker, house.state.offices[0].id)
            .await;
        let this = Self { house, worker };
        let first = this.house.reporter.clone();
        this.submit(&first, 0, "2026-W47", &answers()).await;
        this.submit(&first, 0, "2026-W46", &json!({"count": 3}))
            .await;
        this.submit(&second, 1, "2026-W47", &json!({"count": -5}))
            .await;
        this.submit(&third, 2, "2026-W47", &json!({"count": 99}))
            .await;
        this
    }

    async fn submit(&self, cookie: &str, kita: usize, week: &str, answers: &Value) {
        let path = format!(
            "/api/v1/collections/{}/periods/{week}/submissions",
            self.house.collection.id
        );
        // Rows come in the order of arrival, which the clock tells.
        self.house
            .test
            .clock
            .advance(jiff::SignedDuration::from_millis(1));
        let body = json!({
            "institution": self.house.state.kitas[kita].id,
            "answers": answers,
            "idempotency_key": format!("{kita}-{week}"),
        });
        let answer = self
            .house
            .test
            .json(Method::POST, cookie, &path, &body)
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }

    /// What a program gets that asks with `query`.
    async fn ask(&self, cookie: &str, query: &str) -> Answer {
        let path = format!(
            "/api/v1/collections/{}/answers?{query}",
            self.house.collection.id
        );
        self.house.test.get(cookie, &path).await
    }

    /// The same, which must go well.
    async fn export(&self, cookie: &str, query: &str) -> Answer {
        let answer = self.ask(cookie, query).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        assert_eq!(answer.headers["cache-control"], "no-store");
        answer
    }
}

/// The files of an archive by their names.
fn unpacked(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// The rows of a table as CSV.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.unwrap().iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}
