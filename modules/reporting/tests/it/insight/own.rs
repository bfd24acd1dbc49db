// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Distributions group by group, and the numbers of an institution beside the others.

use http::StatusCode;
use kernel::Role;

use super::{ill, situation};
use crate::office::{Situation, office_with, period};

#[tokio::test]
async fn every_question_is_distributed_by_institution_and_by_municipality() {
    let situation = situation().await;
    let app = &situation.app;
    let cookie = situation.case_worker().await;
    let page = async |query: &str| {
        let path = situation.insight(&format!("/verteilung{query}"));
        let page = app.get(&cookie, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page.text()
    };
    let figures = app.get(&cookie, &situation.insight("")).await.text();
    for question in ["state", "cared_for", "ill", "remark"] {
        let link = format!("/auswertung/verteilung?frage={question}");
        assert!(figures.contains(&link), "{question}: {figures}");
        for group in ["institution", "municipality"] {
            page(&format!("?frage={question}&gruppe={group}")).await;
        }
    }
    let numbers = page("?frage=ill&gruppe=institution").await;
    assert_eq!(
        numbers.matches("class=\"deich-card\"").count(),
        4,
        "a card for each: {numbers}"
    );
    assert!(
        numbers.contains("<figure"),
        "pictures with the same bars: {numbers}"
    );
    assert!(numbers.contains("4 Gruppen"), "{numbers}");
    assert!(numbers.contains("<td class=\"num\">12</td>"), "{numbers}");
    let choices = page("?frage=state&gruppe=institution").await;
    assert!(
        choices.contains("geöffnet") && choices.contains("geschlossen"),
        "{choices}"
    );
    let texts = page("?frage=remark&gruppe=municipality").await;
    assert!(!texts.contains("Muster"), "what texts say is in no figure");
    let unknown = situation.insight("/verteilung?frage=nothing");
    assert_eq!(
        app.get(&cookie, &unknown).await.status,
        StatusCode::NOT_FOUND
    );
    let other = app
        .signed_in("Otto Anders", Role::CaseWorker, situation.other_office.id)
        .await;
    let foreign = app.get(&other, &situation.insight("/verteilung")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let analyst = app
        .signed_in("Anna Lyse", Role::Analyst, situation.office.id)
        .await;
    let refused = app.get(&analyst, &situation.insight("/verteilung")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn many_institutions_come_in_pages() {
    let situation = office_with(14).await;
    for kita in 0..14 {
        situation.submit(kita, ill(1)).await;
    }
    let cookie = situation.case_worker().await;
    let page = async |number: u32| {
        let query = format!("/verteilung?frage=ill&gruppe=institution&seite={number}");
        let page = situation.app.get(&cookie, &situation.insight(&query)).await;
        page.text().matches("class=\"deich-card\"").count()
    };
    assert_eq!((page(1).await, page(2).await), (12, 2));
}

impl Situation {
    /// Somebody who reports for a Kita.
    async fn reporter(&self, kita: usize) -> String {
        let institution = self.kitas[kita].id;
        self.app
            .signed_in("Rita Report", Role::InstitutionReporter, institution)
            .await
    }

    /// What an institution sees of its own numbers.
    async fn own(&self, cookie: &str) -> String {
        let path = format!(
            "/meldungen/verlauf?erhebung={}&frage=ill",
            self.collection.id
        );
        let page = self.app.get(cookie, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page.text()
    }

    /// The cells behind the newest period of the picture.
    async fn newest(&self, cookie: &str) -> Vec<String> {
        let page = self.own(cookie).await;
        let body = page.split("<tbody>").nth(1).unwrap();
        let row = body.split("</tr>").next().unwrap();
        let cells = row.split("<td class=\"num\">").skip(1);
        cells
            .map(|cell| cell.split('<').next().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn the_middle_of_the_others_is_shown_from_five_of_them_on() {
    let situation = office_with(6).await;
    let cookie = situation.reporter(0).await;
    let start = situation.app.get(&cookie, "/meldungen").await.text();
    assert!(start.contains("/meldungen/verlauf"), "{start}");
    let nothing = situation.own(&cookie).await;
    assert!(nothing.contains("Noch keine eigenen Zahlen"), "{nothing}");
    situation.submit(0, ill(7)).await;
    for kita in 1..5 {
        situation
            .submit(kita, ill(10 + i64::try_from(kita).unwrap()))
            .await;
    }
    assert_eq!(situation.newest(&cookie).await, ["7", "–"], "four others");
    let page = situation.own(&cookie).await;
    assert!(page.contains("weniger als 5 andere"), "{page}");
    for number in 11..15 {
        assert!(
            !page.contains(&format!(">{number}<")),
            "no number of another: {page}"
        );
    }
    situation.submit(5, ill(15)).await;
    assert_eq!(situation.newest(&cookie).await, ["7", "13"], "five others");
    let text = period().text(kernel::Lang::De);
    assert!(situation.own(&cookie).await.contains(&text));
}

#[tokio::test]
async fn who_reports_for_several_institutions_learns_nothing_about_the_rest() {
    let situation = office_with(6).await;
    for kita in 0..6 {
        situation
            .submit(kita, ill(10 + i64::try_from(kita).unwrap()))
            .await;
    }
    let person = situation
        .app
        .add_person(
            "Rita Report",
            Role::InstitutionReporter,
            situation.kitas[0].id,
        )
        .await;
    let alone = situation.app.sign_in_as(person).await;
    assert_eq!(situation.newest(&alone).await, ["10", "13"]);
    let second = situation.kitas[1].id;
    situation
        .app
        .add_role(person, Role::InstitutionReporter, second)
        .await;
    let both = situation.app.sign_in_as(person).await;
    let path = format!(
        "/meldungen/verlauf?einrichtung={}&erhebung={}&frage=ill",
        situation.kitas[0].id, situation.collection.id
    );
    let page = situation.app.get(&both, &path).await.text();
    assert!(page.contains("weniger als 5 andere"), "{page}");
}

#[tokio::test]
async fn own_numbers_are_those_of_the_institutions_of_whoever_looks() {
    let situation = situation().await;
    let cookie = situation.reporter(0).await;
    let other = situation.kitas[1].id;
    let path = format!("/meldungen/verlauf?einrichtung={other}");
    let foreign = situation.app.get(&cookie, &path).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let worker = situation.case_worker().await;
    let office = situation.app.get(&worker, "/meldungen/verlauf").await;
    assert_eq!(
        office.status,
        StatusCode::NOT_FOUND,
        "it has no own numbers"
    );
    let trail = situation.app.trail(situation.office.id.uuid()).await;
    assert!(!trail.iter().any(|entry| entry.contains("answers.evaluate")));
    situation.own(&cookie).await;
    let trail = situation.app.trail(situation.office.id.uuid()).await;
    assert!(
        trail.iter().any(|entry| entry.contains("answers.evaluate")),
        "{trail:?}"
    );
}
