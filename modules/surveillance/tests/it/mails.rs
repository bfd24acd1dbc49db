// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mails of the day.

use http::StatusCode;
use surveillance::telling;

use crate::house::{House, house};

/// A house where somebody ordered mails before anything was found.
async fn ordered(cookie: fn(&House) -> String, rule: &[(&str, &str)]) -> House {
    let house = house().await;
    house.version(1, 40).await;
    house.plan("0", &[]).await;
    let cookie = cookie(&house);
    let added = house.test.post(&cookie, "/signale/mails", rule).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    house.test.clock.advance(jiff::SignedDuration::from_mins(1));
    house.look().await;
    house
}

fn analyst(house: &House) -> String {
    house.analyst.clone()
}

#[tokio::test]
async fn a_mail_says_how_many_and_nothing_else_and_comes_once() {
    let house = ordered(analyst, &[("verhaeltnis", "1"), ("stand", "new")]).await;
    assert_eq!(telling::tell(&house.test.app).await.unwrap(), 1);
    let mails = house.test.mails().await;
    let [mail] = mails.as_slice() else {
        panic!("one mail: {mails:?}");
    };
    assert_eq!(mail.subject, "Deich: 2 neue Signale");
    assert!(
        mail.text.contains("http://deich.test/signale/mails"),
        "{}",
        mail.text
    );
    for hidden in ["Influenza", "40", "Braunschweig", "03101"] {
        assert!(!mail.text.contains(hidden), "{hidden}: {}", mail.text);
    }
    house
        .test
        .clock
        .advance(jiff::SignedDuration::from_hours(24));
    assert_eq!(
        telling::tell(&house.test.app).await.unwrap(),
        0,
        "nothing is new"
    );
}

#[tokio::test]
async fn a_rule_asks_for_disease_place_ratio_and_assessment() {
    for (rule, mails) in [
        (
            &[
                ("verhaeltnis", "1"),
                ("krankheit", "influenza"),
                ("ort", "03101"),
            ][..],
            1,
        ),
        (&[("verhaeltnis", "1"), ("ort", "03151")][..], 0),
        (&[("verhaeltnis", "50")][..], 0),
        (&[("verhaeltnis", "1"), ("stand", "outbreak")][..], 0),
    ] {
        let house = ordered(analyst, rule).await;
        let told = telling::tell(&house.test.app).await.unwrap();
        assert_eq!(told, mails, "{rule:?}");
    }
}

#[tokio::test]
async fn an_office_is_told_of_its_own_districts() {
    let rule = [("verhaeltnis", "1")];
    let own = ordered(|house| house.worker.clone(), &rule).await;
    assert_eq!(telling::tell(&own.test.app).await.unwrap(), 1);
    assert_eq!(own.test.mails().await[0].subject, "Deich: 1 neues Signal");
    let foreign = ordered(|house| house.other.clone(), &rule).await;
    assert_eq!(telling::tell(&foreign.test.app).await.unwrap(), 0);
}

#[tokio::test]
async fn a_rule_is_ended_by_its_owner_only() {
    let house = ordered(analyst, &[("verhaeltnis", "1,5")]).await;
    let page = house.see(&house.analyst, "/signale/mails").await;
    for field in [
        "name=\"stand\" value=\"outbreak\"",
        "name=\"krankheit\" value=\"influenza\"",
        "name=\"ort\" value=\"03101\"",
    ] {
        assert!(page.contains(field), "{field}: {page}");
    }
    for words in [">Ausbruch<", ">Influenza", "Braunschweig"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let start = page.find("/signale/mails/").unwrap();
    let path: String = page[start..].chars().take_while(|c| *c != '"').collect();
    let foreign = house.test.post(&house.worker, &path, &[]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let ended = house.test.post(&house.analyst, &path, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(telling::tell(&house.test.app).await.unwrap(), 0);
    let wrong = house
        .test
        .post(&house.analyst, "/signale/mails", &[("verhaeltnis", "0")]);
    assert_eq!(wrong.await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
