// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A state that watches notified influenza in three districts of two offices.

use directory::OrganisationKind;
use directory::testing::{Answer, TestApp, app};
use http::StatusCode;
use kernel::{Ags, OrganisationId, Role};
use surveillance::model::{Assessment, Signal};
use surveillance::reach::Reach;
use surveillance::store;
use surveillance::store::signals::{Filter, Order};

pub(crate) struct House {
    pub(crate) test: TestApp,
    pub(crate) state: OrganisationId,
    /// Answers for Braunschweig and Salzgitter.
    pub(crate) first: OrganisationId,
    /// Answers for Gifhorn.
    pub(crate) second: OrganisationId,
    pub(crate) analyst: String,
    /// A case worker of the first office.
    pub(crate) worker: String,
    /// A case worker of the second office.
    pub(crate) other: String,
}

/// The form of a plan as it is suggested, switched on.
pub(crate) const PLAN: [(&str, &str); 14] = [
    ("aktiv", "true"),
    ("methode", "farrington"),
    ("alpha", "0,1"),
    ("schwelle", "delta"),
    ("jahre", "5"),
    ("vorgeschichte", "208"),
    ("ersatz", "true"),
    ("alpha_ears", "0,001"),
    ("vorgeschichte_ears", "26"),
    ("mindestfaelle", "3"),
    ("wochen", "2"),
    ("kreise", "true"),
    ("geschlecht", "nowhere"),
    ("alter", "state"),
];

pub(crate) async fn house() -> House {
    let test = app(vec![indicators::module(), surveillance::module()]).await;
    let state = test
        .add_organisation(OrganisationKind::State, None, "Landesamt")
        .await;
    let mut offices = Vec::new();
    for (name, districts) in [
        ("Amt A", &["03101", "03102"][..]),
        ("Amt B", &["03151"][..]),
    ] {
        let kind = OrganisationKind::Office;
        let office = test.add_organisation(kind, Some(state.id), name).await;
        let tx = test.app.db.begin().await.unwrap();
        directory::load_territory(&tx).await.unwrap();
        for district in districts {
            let district: Ags = district.parse().unwrap();
            directory::set_office(&tx, &district, office.id)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        offices.push(office.id);
    }
    let analyst = test
        .signed_in("Anna Analyse", Role::Analyst, state.id)
        .await;
    let worker = test
        .signed_in("Willi Werk", Role::CaseWorker, offices[0])
        .await;
    let other = test
        .signed_in("Olga Ohne", Role::CaseWorker, offices[1])
        .await;
    House {
        test,
        state: state.id,
        first: offices[0],
        second: offices[1],
        analyst,
        worker,
        other,
    }
}

/// Six years of weekly cases; in the newest week so many in Braunschweig.
fn table(newest: u32) -> String {
    let mut lines = vec!["disease,year,week,kreis,cases\n".to_owned()];
    let last: kernel::IsoWeek = "2026-W46".parse().unwrap();
    for back in (0..=312).rev() {
        let week = last.plus(-back);
        for (place, usual) in [("03101", 4), ("03102", 2), ("03151", 3)] {
            let cases = if back == 0 && place == "03101" {
                newest
            } else {
                usual + u32::try_from(back).unwrap() % 3
            };
            let (year, week) = (week.year(), week.week());
            lines.push(format!("influenza,{year},{week},{place},{cases}\n"));
        }
    }
    lines.concat()
}

impl House {
    /// Reads a version of the set in and takes it over.
    pub(crate) async fn version(&self, number: i64, newest: u32) {
        let set = if number == 1 { "" } else { "meldungen" };
        let fields = [
            ("bestand", set),
            ("titel", "Meldepflichtige Krankheiten"),
            ("schluessel", "meldungen"),
            ("urheber", "Robert Koch-Institut"),
            ("stand", "2026-11-16"),
        ];
        let bytes = table(newest);
        let file = ("datei", "faelle.csv", bytes.as_bytes());
        let path = "/daten/einlesen";
        let staged = self
            .test
            .post_file(&self.analyst, path, &fields, file)
            .await;
        assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
        self.test.run_jobs().await;
        let fields = [("entscheidung", "uebernehmen")];
        let path = format!("/daten/meldungen/{number}");
        let taken = self.test.post(&self.analyst, &path, &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    }

    /// Posts the form of the plan over version `stand`.
    pub(crate) async fn plan(&self, stand: &str, changed: &[(&str, &str)]) -> Answer {
        let mut fields = vec![("stand", stand)];
        let kept = PLAN
            .iter()
            .filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
        fields.extend(kept.chain(changed));
        let path = "/signale/plaene/meldungen";
        self.test.post(&self.analyst, path, &fields).await
    }

    /// Lets the set be looked at and waits for the end.
    pub(crate) async fn look(&self) -> Answer {
        let path = "/signale/plaene/meldungen/suchen";
        let answer = self.test.post(&self.analyst, path, &[]).await;
        self.test.run_jobs().await;
        answer
    }

    /// A watched set with an outbreak in Braunschweig.
    pub(crate) async fn with_signals() -> Self {
        let house = house().await;
        house.version(1, 40).await;
        let saved = house.plan("0", &[]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let begun = house.look().await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        house
    }

    pub(crate) async fn signals(&self) -> Vec<Signal> {
        let order = (Order::Place, true);
        let filter = Filter::default();
        store::signals::list(self.test.db.read(), &filter, &Reach::State, order, (0, 100))
            .await
            .unwrap()
    }

    /// The signal of a place; there is one.
    pub(crate) async fn signal(&self, place: &str) -> Signal {
        let all = self.signals().await;
        let found = all.into_iter().find(|one| one.place.as_str() == place);
        found.unwrap()
    }

    /// Says something about a signal as it is now.
    pub(crate) async fn assess(
        &self,
        cookie: &str,
        signal: &Signal,
        fields: &[(&str, &str)],
    ) -> Answer {
        let version = signal.version.to_string();
        let mut all = vec![("stand", version.as_str())];
        all.extend_from_slice(fields);
        let path = format!("/signale/{}", signal.id);
        self.test.post(cookie, &path, &all).await
    }

    pub(crate) async fn hand_over(&self, signal: &Signal, office: OrganisationId) -> Answer {
        let (version, office) = (signal.version.to_string(), office.to_string());
        let fields = [
            ("stand", version.as_str()),
            ("amt", office.as_str()),
            ("hinweis", "Bitte bei der Schule nachfragen."),
        ];
        let path = format!("/signale/{}/uebergabe", signal.id);
        self.test.post(&self.analyst, &path, &fields).await
    }

    pub(crate) async fn see(&self, cookie: &str, path: &str) -> String {
        let answer = self.test.get(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} has a message without text");
        text
    }
}

pub(crate) fn is(signal: &Signal, state: Assessment) -> bool {
    signal.state == state
}
