// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A state with two offices whose releases the tests send.

use std::collections::BTreeMap;

use directory::OrganisationKind;
use directory::testing::{TestApp, app};
use indicators::jobs::{AcceptedGroup, RELEASE_ACCEPTED, ReleaseAccepted};
use kernel::{Ags, CollectionId, OrganisationId};

/// An installation with the districts of Lower Saxony and two offices.
pub(crate) struct State {
    pub(crate) app: TestApp,
    pub(crate) collection: CollectionId,
    /// Answers for Braunschweig and Salzgitter.
    pub(crate) first: OrganisationId,
    /// Answers for Gifhorn.
    pub(crate) second: OrganisationId,
}

pub(crate) async fn state() -> State {
    let app = app(vec![indicators::module()]).await;
    let state = app
        .add_organisation(OrganisationKind::State, None, "Landesamt")
        .await;
    let mut offices = Vec::new();
    for (name, districts) in [
        ("Amt A", &["03101", "03102"][..]),
        ("Amt B", &["03151"][..]),
    ] {
        let office = app
            .add_organisation(OrganisationKind::Office, Some(state.id), name)
            .await;
        let tx = app.app.db.begin().await.unwrap();
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
    State {
        collection: CollectionId::new(app.clock.as_ref(), app.app.chance.as_ref()),
        app,
        first: offices[0],
        second: offices[1],
    }
}

/// A group of figures: place, week, facilities, absent, present, cared for.
pub(crate) fn figures(place: &str, week: &str, numbers: [i64; 4]) -> AcceptedGroup {
    let [facilities, absent, present, cared_for] = numbers;
    let level = match place.len() {
        5 => "district",
        3 => "region",
        _ => "state",
    };
    AcceptedGroup {
        kind: "figures".to_owned(),
        level: Some(level.to_owned()),
        place: Some(place.to_owned()),
        week: Some(week.parse().unwrap()),
        facilities: facilities.unsigned_abs(),
        reports: facilities.unsigned_abs(),
        sums: BTreeMap::from([
            ("counts.absent_are".to_owned(), absent),
            ("counts.present_are".to_owned(), present),
            ("counts.cared_for".to_owned(), cared_for),
        ]),
    }
}

impl State {
    /// Lets a release arrive.
    pub(crate) async fn arrive(
        &self,
        office: OrganisationId,
        sequence: u64,
        as_of: &str,
        groups: Vec<AcceptedGroup>,
    ) {
        let event = ReleaseAccepted {
            collection: self.collection,
            collection_title: "ARE-Sentinel Kita 2026/27".to_owned(),
            office,
            sequence,
            as_of: as_of.parse().unwrap(),
            groups,
        };
        let tx = self.app.app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(RELEASE_ACCEPTED, &event);
        jobs::enqueue(
            &tx,
            self.app.clock.as_ref(),
            self.app.app.chance.as_ref(),
            job,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.app.run_jobs().await;
    }

    /// Two weeks of this season and one of the season before.
    pub(crate) async fn with_figures() -> Self {
        let state = state().await;
        let before = vec![figures("03101", "2025-W46", [4, 10, 10, 250])];
        state.arrive(state.first, 1, "2025-W47", before).await;
        let groups = vec![
            figures("03101", "2026-W45", [4, 6, 6, 240]),
            figures("03101", "2026-W46", [4, 12, 13, 250]),
            figures("031", "2026-W46", [3, 5, 0, 90]),
        ];
        state.arrive(state.first, 2, "2026-W47", groups).await;
        let groups = vec![
            figures("03151", "2026-W45", [3, 0, 0, 180]),
            figures("03151", "2026-W46", [3, 4, 2, 200]),
        ];
        state.arrive(state.second, 1, "2026-W47", groups).await;
        state
    }

    /// The text of a page, in this language.
    pub(crate) async fn page(&self, lang: &str, path: &str) -> String {
        let answer = self.app.get(&format!("lang={lang}"), path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} has a message without text");
        text
    }
}

/// The sentences of a page.
pub(crate) fn sentences(html: &str) -> String {
    let start = html
        .find("<div class=\"deich-prose\">")
        .expect("a page with sentences");
    let text = &html[start..];
    let text = &text[text.find("<p>").expect("a paragraph") + 3..];
    text[..text.find("</p>").expect("its end")].to_owned()
}
