// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The feed: in order, without gaps, for those who may.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use directory::testing::bearer;
use http::Method;
use integration::feed;
use integration::store::events::{self, Wish};
use kernel::{OrganisationId, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{COLLECTION, House, house};

const FEED: &str = "/api/v1/events";

async fn read(app: &web::App, organisation: OrganisationId, after: i64) -> (Vec<i64>, i64) {
    let conn = app.db.read();
    let head = events::head(conn, organisation).await.unwrap();
    let wish = Wish {
        organisation,
        after,
        until: head,
        kinds: &["report.sent"],
        collections: &[],
        limit: 1_000,
    };
    let found = events::list(conn, &wish).await.unwrap();
    (found.iter().map(|event| event.sequence).collect(), head)
}

/// Many write at the same time, each in a transaction of its own, while somebody reads with a cursor.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_misses_nothing_while_many_write_at_once() {
    const WRITERS: u128 = 8;
    const EACH: u128 = 25;
    let house = Arc::new(house().await);
    let left = Arc::new(AtomicUsize::new(usize::try_from(WRITERS).unwrap()));
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (house, left) = (Arc::clone(&house), Arc::clone(&left));
        writers.spawn(async move {
            for number in 0..EACH {
                let told = house.told(writer * 1_000 + number);
                feed::keep(&house.test.app, told).await.unwrap();
            }
            left.fetch_sub(1, Ordering::SeqCst);
        });
    }
    let (mut cursor, mut seen) = (0, Vec::new());
    loop {
        let was_last = left.load(Ordering::SeqCst) == 0;
        let (found, head) = read(&house.test.app, house.office(), cursor).await;
        seen.extend(found);
        cursor = head;
        if was_last {
            break;
        }
        tokio::task::yield_now().await;
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let all: Vec<i64> = (1..=i64::try_from(WRITERS * EACH).unwrap()).collect();
    assert_eq!(seen, all, "each once, in order, without a gap");
}

/// The one that began first commits last: the other waits for it and never overtakes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_number_is_not_given_before_the_one_before_it_is_visible() {
    let house = Arc::new(house().await);
    let (app, office) = (house.test.app.clone(), house.office());
    let slow = app.db.begin().await.unwrap();
    let told = house.told(1);
    let first = events::add(&slow, office, Uuid::from_u128(1), &told, app.clock.now());
    assert_eq!(first.await.unwrap().unwrap().sequence, 1);
    let other = {
        let house = Arc::clone(&house);
        tokio::spawn(async move { feed::keep(&house.test.app, house.told(2)).await.unwrap() })
    };
    tokio::task::yield_now().await;
    assert_eq!(
        read(&app, office, 0).await,
        (vec![], 0),
        "nothing is visible"
    );
    slow.commit().await.unwrap();
    other.await.unwrap();
    assert_eq!(read(&app, office, 0).await, (vec![1, 2], 2));
}

#[tokio::test]
async fn a_number_that_was_rolled_back_is_given_again() {
    let house = house().await;
    let (app, office) = (&house.test.app, house.office());
    let lost = app.db.begin().await.unwrap();
    let now = app.clock.now();
    events::add(&lost, office, Uuid::from_u128(1), &house.told(1), now)
        .await
        .unwrap();
    lost.rollback().await.unwrap();
    feed::keep(app, house.told(2)).await.unwrap();
    assert_eq!(read(app, office, 0).await, (vec![1], 1));
}

/// What a program of a person with a role reads.
async fn program(house: &House, name: &str, role: Role, organisation: OrganisationId) -> String {
    let person = house.test.add_person(name, role, organisation).await;
    bearer(&house.test.access_key(person).await)
}

async fn ask(house: &House, key: &str, query: &str) -> Value {
    let answer = house
        .test
        .ask(Method::GET, key, &format!("{FEED}{query}"))
        .await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.json()
}

fn types(page: &Value) -> Vec<&str> {
    let events = page["events"].as_array().unwrap();
    events
        .iter()
        .map(|one| one["type"].as_str().unwrap())
        .collect()
}

/// Something of each kind happens at the first office.
async fn much_happens(house: &House) {
    let (office, state) = (house.office(), house.state.state.id);
    let at = house.test.app.clock.now();
    house.publish("report.sent", &house.report(0, 1)).await;
    house.test.run_jobs().await;
    house.publish("report.sent", &house.report(1, 2)).await;
    house.test.run_jobs().await;
    let period = json!({"collection": COLLECTION, "office": office, "state": state,
        "period": "2026-W46", "level": 1, "at": at});
    house.publish("period.approved", &period).await;
    house.test.run_jobs().await;
    let case = json!({"case_file": Uuid::from_u128(9), "office": office, "version": 1, "at": at});
    house.publish("case.opened", &case).await;
    house.test.run_jobs().await;
    let record = json!({"record": Uuid::from_u128(8), "project": 3, "office": office,
        "version": 1, "is_aside": false, "at": at});
    house.publish("record.received", &record).await;
    let release = json!({"collection": COLLECTION, "office": office, "sequence": 4,
        "collection_title": "x", "as_of": "2026-W47", "groups": []});
    house.test.run_jobs().await;
    house.publish("release.accepted", &release).await;
    house.test.run_jobs().await;
}

#[tokio::test]
async fn each_role_hears_of_what_it_may_see_and_of_its_own_organisation() {
    let house = house().await;
    much_happens(&house).await;
    let (state, office) = (house.state.state.id, house.office());

    let worker = program(&house, "Ute", Role::CaseWorker, office).await;
    let page = ask(&house, &worker, "").await;
    let all = [
        "report.sent",
        "report.sent",
        "period.approved",
        "case.opened",
        "record.received",
    ];
    assert_eq!(types(&page), all);
    let next = page["next"].as_str().unwrap();
    assert_eq!(next, "6", "what she may not see is passed over");
    assert_eq!(
        types(&ask(&house, &worker, &format!("?after={next}")).await),
        [""; 0]
    );

    let administrator = bearer(&house.test.access_key(house.administrator).await);
    let heard = ask(&house, &administrator, "").await;
    let without_records = [
        "report.sent",
        "report.sent",
        "period.approved",
        "case.opened",
    ];
    assert_eq!(types(&heard), without_records);

    let author = program(&house, "Fred", Role::FormAuthor, state).await;
    let heard = ask(&house, &author, "").await;
    assert_eq!(types(&heard), ["period.approved", "release.accepted"]);
    let foreign = house
        .test
        .ask(
            Method::GET,
            &author,
            &format!("{FEED}?organisation={office}"),
        )
        .await;
    assert_eq!(foreign.status, 404, "the state reads no feed of an office");

    let kita = program(
        &house,
        "Mia",
        Role::InstitutionManager,
        house.state.kitas[0].id,
    )
    .await;
    let heard = ask(&house, &kita, "").await;
    assert_eq!(types(&heard), ["report.sent"], "its own only");
    assert_eq!(
        heard["events"][0]["data"]["submission"],
        json!(Uuid::from_u128(1))
    );

    let elsewhere = program(&house, "Udo", Role::CaseWorker, house.state.offices[1].id).await;
    assert_eq!(types(&ask(&house, &elsewhere, "").await), [""; 0]);
    let foreign = house
        .test
        .ask(
            Method::GET,
            &elsewhere,
            &format!("{FEED}?organisation={office}"),
        )
        .await;
    assert_eq!(foreign.status, 404);
    let protection = program(&house, "Dora", Role::DataProtectionOfficer, office).await;
    assert_eq!(
        house.test.ask(Method::GET, &protection, FEED).await.status,
        403
    );
    assert_eq!(house.test.get("", FEED).await.status, 401);
}

#[tokio::test]
async fn a_feed_is_read_page_by_page_and_filtered() {
    let house = house().await;
    let worker = program(&house, "Ute", Role::CaseWorker, house.office()).await;
    let mut other = house.report(0, 100);
    other["collection"] = json!(Uuid::from_u128(0xC1));
    house.publish("report.accepted", &other).await;
    house.test.run_jobs().await;
    for number in 1..=5 {
        house.publish("report.sent", &house.report(0, number)).await;
    }
    house.test.run_jobs().await;

    let mut after = String::new();
    let mut seen = Vec::new();
    loop {
        let page = ask(&house, &worker, &format!("?limit=2&after={after}")).await;
        seen.extend(
            page["events"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["sequence"].clone()),
        );
        page["next"].as_str().unwrap().clone_into(&mut after);
        if page["more"] == json!(false) {
            break;
        }
    }
    assert_eq!(seen, ["1", "2", "3", "4", "5", "6"].map(|one| json!(one)));

    let accepted = ask(&house, &worker, "?type=report.accepted,report.returned").await;
    assert_eq!(types(&accepted), ["report.accepted"]);
    assert_eq!(
        accepted["next"], "6",
        "the cursor goes on over what was not asked for"
    );
    let one = ask(
        &house,
        &worker,
        &format!("?collection={}", Uuid::from_u128(0xC1)),
    )
    .await;
    assert_eq!(types(&one), ["report.accepted"]);
    // What an organisation of this kind never hears of is no mistake of the caller.
    assert_eq!(
        types(&ask(&house, &worker, "?type=report.sent&limit=1").await).len(),
        1
    );
    let latest = ask(&house, &worker, "?after=latest&wait=25").await;
    assert_eq!((types(&latest).len(), &latest["next"]), (0, &json!("6")));

    for wrong in [
        "?limit=0",
        "?limit=1001",
        "?limit=x",
        "?wait=26",
        "?after=-1",
        "?after=x",
        "?type=nothing.such",
        "?collection=x",
    ] {
        let answer = house
            .test
            .ask(Method::GET, &worker, &format!("{FEED}{wrong}"))
            .await;
        assert_eq!(answer.status, 422, "{wrong}: {}", answer.text());
    }
    let ahead = house
        .test
        .ask(Method::GET, &worker, &format!("{FEED}?after=7"))
        .await;
    assert_eq!(ahead.status, 410, "a cursor of another feed");
}

#[tokio::test]
async fn a_batch_of_cloud_events_names_the_next_call_in_its_header() {
    let house = house().await;
    let worker = program(&house, "Ute", Role::CaseWorker, house.office()).await;
    house.report_sent(1).await;
    let request =
        directory::testing::TestApp::request(Method::GET, "", &format!("{FEED}?type=report.sent"))
            .header("authorization", &worker)
            .header("accept", "application/cloudevents-batch+json")
            .body(axum::body::Body::empty())
            .unwrap();
    let answer = house.test.send(request).await;
    assert_eq!(
        answer.headers["content-type"],
        "application/cloudevents-batch+json"
    );
    let events = answer.json();
    assert_eq!(events.as_array().unwrap().len(), 1);
    for required in ["specversion", "id", "source", "type"] {
        assert!(events[0][required].is_string(), "{required}");
    }
    let link = answer.headers["link"].to_str().unwrap();
    assert!(
        link.contains("after=1&limit=100&type=report.sent>; rel=\"next\""),
        "{link}"
    );
}

#[tokio::test]
async fn a_call_that_waits_is_answered_when_something_happens() {
    let house = Arc::new(house().await);
    let worker = program(&house, "Ute", Role::CaseWorker, house.office()).await;
    let waiting = {
        let house = Arc::clone(&house);
        tokio::spawn(async move { ask(&house, &worker, "?after=0&wait=25").await })
    };
    tokio::task::yield_now().await;
    house.report_sent(1).await;
    let page = waiting.await.unwrap();
    assert_eq!(types(&page), ["report.sent"]);
}

#[tokio::test]
async fn whoever_has_several_organisations_names_one() {
    let house = house().await;
    let person = house
        .test
        .add_person("Ute", Role::CaseWorker, house.office())
        .await;
    let other = house.state.offices[1].id;
    house.test.add_role(person, Role::CaseWorker, other).await;
    let key = bearer(&house.test.access_key(person).await);
    assert_eq!(house.test.ask(Method::GET, &key, FEED).await.status, 422);
    ask(&house, &key, &format!("?organisation={other}")).await;
}
