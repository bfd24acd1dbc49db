// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A state with somebody who makes extracts and somebody who signs them.

use directory::testing::{Answer, SmallState, TestApp};
use extracts::model::{Extract, ExtractId};
use extracts::store;
use http::StatusCode;
use kernel::Role;

pub(crate) struct House {
    pub(crate) test: TestApp,
    pub(crate) state: SmallState,
    pub(crate) analyst: String,
    pub(crate) officer: String,
}

pub(crate) async fn house() -> House {
    let test = directory::testing::app(vec![extracts::module()]).await;
    let state = test.small_state().await;
    let id = state.state.id;
    let analyst = test.signed_in("Anna Analyse", Role::Analyst, id).await;
    let officer = test
        .signed_in("Dora Datenschutz", Role::DataProtectionOfficer, id)
        .await;
    House {
        test,
        state,
        analyst,
        officer,
    }
}

/// 40 people in two districts, one of them alone in a third.
pub(crate) fn people() -> String {
    let mut lines = vec!["name;alter;ort;befund;jahr\n".to_owned()];
    for number in 0..40 {
        let place = if number == 7 {
            "03459001".to_owned()
        } else {
            format!("0315900{}", 1 + number % 2)
        };
        let illness = ["Masern", "Keuchhusten", "Norovirus"][number % 3];
        let age = number % 8;
        lines.push(format!("Kind {number};{age};{place};{illness};2026\n"));
    }
    lines.concat()
}

/// What somebody says of the columns of [`people`].
pub(crate) const COLUMNS: [(&str, &str); 10] = [
    ("klasse_0", "identifier"),
    ("klasse_1", "quasi"),
    ("hierarchie_1", "ages"),
    ("klasse_2", "quasi"),
    ("hierarchie_2", "places"),
    ("klasse_3", "sensitive"),
    ("klasse_4", "plain"),
    ("grund_4", "Für alle dasselbe Jahr."),
    ("hierarchie_0", ""),
    ("grund_0", ""),
];

/// What groups need.
pub(crate) const GROUPS: [(&str, &str); 7] = [
    ("k", "5"),
    ("personen", "name"),
    ("modell_3", "distinct-l"),
    ("wert_3", "2"),
    ("unterdrueckung", "5"),
    ("metrik", "loss_arith"),
    ("bevoelkerung", "1000"),
];

impl House {
    pub(crate) async fn post_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answer {
        self.test.post_file(&self.analyst, path, fields, file).await
    }

    /// Uploads a table and says what its extract is.
    pub(crate) async fn upload(&self, use_of: &str, table: &[u8]) -> Extract {
        let fields = [
            ("bezeichnung", "Einschulung"),
            ("verwendung", use_of),
            ("zweck", "Vergleich der Landkreise"),
        ];
        let file = ("tabelle", "a.csv", table);
        let answer = self.post_file("/auszuege/neu", &fields, file).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let id: ExtractId = answer
            .location()
            .split('/')
            .nth(2)
            .unwrap()
            .parse()
            .unwrap();
        self.extract(id).await
    }

    /// Uploads the hierarchy of a column.
    pub(crate) async fn hierarchy(&self, id: ExtractId, column: &str, file: &str) -> Answer {
        let version = self.extract(id).await.version.to_string();
        let fields = [("stand", version.as_str()), ("spalte", column)];
        let path = format!("/auszuege/{id}/hierarchie");
        let file = ("hierarchie", "h.csv", file.as_bytes());
        self.post_file(&path, &fields, file).await
    }

    pub(crate) async fn extract(&self, id: ExtractId) -> Extract {
        let found = store::find(self.test.db.read(), id).await.unwrap();
        found.unwrap()
    }

    /// Posts a form about the extract as it is now.
    pub(crate) async fn post(
        &self,
        cookie: &str,
        (id, step): (ExtractId, &str),
        fields: &[(&str, &str)],
    ) -> Answer {
        let version = self.extract(id).await.version.to_string();
        let mut all = vec![("stand", version.as_str())];
        all.extend_from_slice(fields);
        let path = format!("/auszuege/{id}/{step}");
        self.test.post(cookie, &path, &all).await
    }

    pub(crate) async fn page(&self, cookie: &str, (id, step): (ExtractId, &str)) -> Answer {
        self.test
            .get(cookie, &format!("/auszuege/{id}{step}"))
            .await
    }

    /// An extract that is ready to be calculated.
    pub(crate) async fn described(&self, use_of: &str) -> ExtractId {
        let id = self.upload(use_of, people().as_bytes()).await.id;
        for (step, fields) in [("spalten", &COLUMNS[..]), ("gruppen", &GROUPS[..])] {
            let answer = self.post(&self.analyst, (id, step), fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
        id
    }

    /// The same with its result.
    pub(crate) async fn calculated(&self, use_of: &str) -> ExtractId {
        let id = self.described(use_of).await;
        let answer = self.post(&self.analyst, (id, "rechnen"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        self.test.run_jobs().await;
        id
    }
}
