// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state agency with its people, and cases that an analyst reads in.

use directory::testing::{Answer, TestApp};
use http::StatusCode;
use kernel::Role;

use crate::state::{State, state};

/// Two diseases in two districts over two years, as tidy CSV.
pub(crate) fn table() -> String {
    let mut lines = vec!["disease,year,week,kreis,cases\n".to_owned()];
    for year in [2024, 2025, 2026] {
        for week in 30..=46 {
            for (place, cases) in [("03101", 10 + week % 3), ("03151", 4)] {
                lines.push(format!("influenza,{year},{week},{place},{cases}\n"));
            }
        }
    }
    lines.push("measles,2026,45,03151,1\n".to_owned());
    lines.concat()
}

pub(crate) struct Agency {
    pub(crate) state: State,
    pub(crate) analyst: String,
    pub(crate) officer: String,
}

pub(crate) async fn agency() -> Agency {
    let state = state().await;
    let test = &state.app;
    let tx = test.app.db.begin().await.unwrap();
    let id = directory::state(&tx).await.unwrap().id;
    drop(tx);
    let analyst = test.signed_in("Anna Analyse", Role::Analyst, id).await;
    let officer = test
        .signed_in("Dora Datenschutz", Role::DataProtectionOfficer, id)
        .await;
    Agency {
        state,
        analyst,
        officer,
    }
}

impl Agency {
    /// The same agency with other settings, before it has files.
    pub(crate) fn with(self, change: impl FnOnce(&mut web::Settings)) -> Self {
        let app = self.test().restarted(vec![indicators::module()], change);
        Self {
            state: State { app, ..self.state },
            ..self
        }
    }

    pub(crate) fn test(&self) -> &TestApp {
        &self.state.app
    }

    pub(crate) async fn upload(&self, set: &str, name: &str, bytes: &[u8]) -> Answer {
        let fields = [
            ("bestand", set),
            ("titel", "Meldepflichtige Krankheiten"),
            ("schluessel", "meldungen"),
            ("urheber", "Robert Koch-Institut"),
            ("vermerk", "RKI, SurvStat@RKI 2.0"),
            ("stand", "2026-11-16"),
        ];
        self.read_in(&fields, (name, bytes)).await
    }

    /// Sends a file in and has it read: the answer to whoever looks how far it is, or to the form if that is wrong.
    pub(crate) async fn read_in(&self, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let file = ("datei", file.0, file.1);
        let path = "/daten/einlesen";
        let sent = self.test().post_file(&self.analyst, path, fields, file);
        let sent = sent.await;
        if sent.status != StatusCode::SEE_OTHER {
            return sent;
        }
        self.test().run_jobs().await;
        self.test().get(&self.analyst, sent.location()).await
    }

    pub(crate) async fn decide(&self, path: &str, what: &str) -> Answer {
        let fields = [("entscheidung", what)];
        self.test().post(&self.analyst, path, &fields).await
    }

    pub(crate) async fn published(&self) {
        self.published_of(table().as_bytes()).await;
    }

    /// Notified cases that everybody sees.
    pub(crate) async fn published_of(&self, bytes: &[u8]) {
        let staged = self.upload("", "faelle.csv", bytes).await;
        assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
        let taken = self.decide(staged.location(), "uebernehmen").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER);
        self.publish("meldungen").await;
    }

    /// Lets everybody see a set.
    pub(crate) async fn publish(&self, set: &str) {
        let fields = [("version", "1"), ("sichtbar", "as-published")];
        let path = format!("/daten/{set}/sichtbarkeit");
        let answer = self.test().post(&self.analyst, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    /// Somebody else at the agency.
    pub(crate) async fn signed_in(&self, name: &str, role: Role) -> String {
        let tx = self.test().app.db.begin().await.unwrap();
        let id = directory::state(&tx).await.unwrap().id;
        drop(tx);
        self.test().signed_in(name, role, id).await
    }

    pub(crate) async fn see(&self, cookie: &str, path: &str) -> String {
        let answer = self.test().get(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert!(
            !answer.text().contains('⟦'),
            "{path} has a message without text"
        );
        answer.text()
    }
}
