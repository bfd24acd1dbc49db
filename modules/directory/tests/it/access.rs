// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The review of access.

use http::StatusCode;
use jiff::SignedDuration;
use kernel::{Action, Id, Role};

use crate::own_roles::{House, house};

const ACCESS: &str = "/verwaltung/zugriffe";
const CONFIRM: &str = "/verwaltung/zugriffe/bestaetigen";

impl House {
    async fn list(&self, cookie: &str, query: &str) -> String {
        let page = self.app.get(cookie, &format!("{ACCESS}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page.text()
    }
}

/// What can be confirmed on a page.
fn boxes(page: &str) -> Vec<String> {
    page.split("name=\"zugriff\" value=\"")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| *c != '"').collect())
        .collect()
}

#[tokio::test]
async fn the_list_says_who_has_what_since_when_by_whom_and_used_when() {
    let house = house().await;
    let office = house.state.offices[0].id;
    let onno = house.app.add_person("Onno", Role::CaseWorker, office).await;
    house.app.access_key(onno).await;
    house
        .app
        .add_person("Mia", Role::InstitutionManager, house.state.kitas[0].id)
        .await;
    house
        .app
        .add_person("Fern", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let role = house.added("Auskunft", &["person.read"]).await;
    house.give(&role, "Frauke", &[]).await;
    let page = house.list(&house.admin, "").await;
    for text in [
        "Onno",
        "Mia",
        "Frauke",
        "Auskunft",
        "Zugangsschlüssel „Test“",
        "selbst",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("Fern"), "another office");
    assert!(!page.contains('⟦'));
    let frauke = page
        .split("<tr>")
        .find(|row| row.contains("row\">Frauke<"))
        .unwrap();
    assert!(frauke.contains("<td>Ole</td>"), "given by him: {frauke}");
    assert!(frauke.contains("noch nie"), "{frauke}");
    let ole = page
        .split("<tr>")
        .find(|row| row.contains("row\">Ole<"))
        .unwrap();
    assert!(
        ole.contains("<td>Mi., 18.11.2026</td>"),
        "used today: {ole}"
    );

    assert_eq!(boxes(&house.list(&house.admin, "art=key").await).len(), 1);
    assert_eq!(
        boxes(&house.list(&house.admin, "art=own-role").await).len(),
        1
    );
    let kita = house.state.kitas[0].id;
    let of_kita = format!("organisation={kita}");
    assert_eq!(boxes(&house.list(&house.admin, &of_kita).await).len(), 1);
    assert_eq!(
        boxes(&house.list(&house.admin, "suche=onno").await).len(),
        2
    );
    for order in ["person", "organisation", "seit", "benutzt", "ueberprueft"] {
        let sorted = house
            .list(&house.admin, &format!("sortierung={order}"))
            .await;
        assert_eq!(boxes(&sorted).len(), 5, "{order}");
        assert!(sorted.contains("aria-sort="), "{order}");
    }
    let csv = house
        .app
        .get(&house.admin, &format!("{ACCESS}.csv?suche=onno"))
        .await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.text().lines().count(), 3, "{}", csv.text());
}

#[tokio::test]
async fn the_day_of_last_use_is_written_once_a_day() {
    let house = house().await;
    let read = async || -> Option<i64> {
        let sql = "SELECT COALESCE(last_used_at, 0) FROM memberships WHERE person = $1";
        let id = house.admin_id.uuid();
        db::scalar(house.app.db.read(), sql, vec![id.into()])
            .await
            .unwrap()
    };
    assert_eq!(read().await, Some(0));
    house.list(&house.admin, "").await;
    let first = read().await.expect("noted");
    house.app.clock.advance(SignedDuration::from_hours(3));
    house.list(&house.admin, "").await;
    assert_eq!(read().await, Some(first), "the same day");
    house.app.clock.advance(SignedDuration::from_hours(22));
    let admin = house.app.sign_in_as(house.admin_id).await;
    house.list(&admin, "").await;
    assert!(read().await.expect("noted") > first, "the next day");
}

#[tokio::test]
async fn what_was_not_confirmed_for_half_a_year_becomes_a_task_until_it_is() {
    let house = house().await;
    let task = "Zugriffe überprüfen";
    house
        .app
        .add_person("Onno", Role::CaseWorker, house.state.offices[0].id)
        .await;
    let tasks = house.app.get(&house.admin, "/aufgaben").await.text();
    assert!(!tasks.contains(task), "{tasks}");
    house
        .app
        .clock
        .advance(SignedDuration::from_hours(24 * 183));
    let admin = house.app.sign_in_as(house.admin_id).await;
    let tasks = house.app.get(&admin, "/aufgaben").await.text();
    assert!(tasks.contains("2 Zugriffe überprüfen"), "{tasks}");
    let admin = house.app.sign_in_as(house.admin_id).await;
    let overdue = house.list(&admin, "stand=faellig").await;
    let ids = boxes(&overdue);
    assert_eq!(ids.len(), 2);
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("zugriff", id.as_str())).collect();
    let admin = house.app.sign_in_as(house.admin_id).await;
    let answer = house.app.post(&admin, CONFIRM, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let admin = house.app.sign_in_as(house.admin_id).await;
    let page = house.list(&admin, "").await;
    assert!(page.contains(", Ole</td>"), "by whom: {page}");
    let admin = house.app.sign_in_as(house.admin_id).await;
    assert!(boxes(&house.list(&admin, "stand=faellig").await).is_empty());
    let admin = house.app.sign_in_as(house.admin_id).await;
    let tasks = house.app.get(&admin, "/aufgaben").await;
    assert_eq!(tasks.status, StatusCode::OK);
    assert!(!tasks.text().contains(task));
    let trail = house.app.trail(house.state.offices[0].id.uuid()).await;
    let confirmed = trail.iter().filter(|deed| *deed == "access.review").count();
    assert_eq!(confirmed, 2, "{trail:?}");
}

#[tokio::test]
async fn data_protection_reads_and_does_not_confirm_and_others_see_nothing() {
    let house = house().await;
    let office = house.state.offices[0].id;
    let dirk = house
        .app
        .signed_in("Dirk", Role::DataProtectionOfficer, office)
        .await;
    let page = house.list(&dirk, "").await;
    assert!(page.contains("Ole") && boxes(&page).is_empty());
    let posted = house.app.post(&dirk, CONFIRM, &[]).await.status;
    assert_eq!(posted, StatusCode::FORBIDDEN);
    let onno = house.app.signed_in("Onno", Role::CaseWorker, office).await;
    assert_eq!(
        house.app.get(&onno, ACCESS).await.status,
        StatusCode::FORBIDDEN
    );

    let ids = boxes(&house.list(&house.admin, "").await);
    let far = house
        .app
        .signed_in("Fern", Role::OfficeAdministrator, house.state.offices[1].id)
        .await;
    let answer = house.app.post(&far, CONFIRM, &[("zugriff", &ids[0])]).await;
    let page = house.app.get(&far, answer.location()).await.text();
    assert!(
        page.contains("noch nie"),
        "nothing of another office is confirmed"
    );
    let page = house.list(&house.admin, "").await;
    assert!(!page.contains(", Fern</td>"));
}

#[tokio::test]
async fn an_administrator_ends_a_key_of_her_own_part_of_the_tree_only() {
    let house = house().await;
    let onno = house
        .app
        .add_person("Onno", Role::CaseWorker, house.state.offices[0].id)
        .await;
    house.app.access_key(onno).await;
    let page = house.list(&house.admin, "art=key").await;
    let end = format!("{ACCESS}/schluessel/{}/beenden", boxes(&page)[0]);
    assert!(page.contains(&end));
    let far = house
        .app
        .signed_in("Fern", Role::OfficeAdministrator, house.state.offices[1].id)
        .await;
    assert_eq!(
        house.app.get(&far, &end).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        house.app.post(&far, &end, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let asked = house.app.get(&house.admin, &end).await.text();
    assert!(
        asked.contains("von Onno gilt ab sofort nicht mehr"),
        "{asked}"
    );
    let ended = house.app.post(&house.admin, &end, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(boxes(&house.list(&house.admin, "art=key").await).is_empty());
}

/// Makes a key of an institution that Ole looks after; gives it as programs send it.
async fn institution_key(house: &House, name: &str, days: i64) -> String {
    let new = directory::NewInstitutionKey {
        institution: house.state.kitas[0].id,
        name: name.to_owned(),
        actions: vec![Action("person.read"), Action("report.unknown")],
        collections: vec![Id::from_uuid(uuid::Uuid::from_u128(7))],
        lifetime: SignedDuration::from_hours(24 * days),
    };
    let app = &house.app.app;
    let tx = app.db.begin().await.unwrap();
    let key = directory::make_institution_key(app, &tx, &new, house.admin_id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    key
}

#[tokio::test]
async fn keys_of_institutions_are_reviewed_with_what_they_may_and_ended_from_the_list() {
    let house = house().await;
    institution_key(&house, "KIS", 365).await;
    let page = house.list(&house.admin, "art=institution-key").await;
    assert_eq!(boxes(&page).len(), 1, "{page}");
    let kita = &house.state.kitas[0].name;
    let named = format!("row\">{kita}<");
    for text in [
        "Schlüssel der Einrichtung „KIS“: ",
        "report.unknown; nur eine Erhebung",
        named.as_str(),
        "<td>Do., 18.11.2027</td>",
        "<td>Ole</td>",
        "noch nie",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains('⟦'), "{page}");
    let word = kita.split_whitespace().last().unwrap();
    let found = house
        .list(&house.admin, &format!("art=institution-key&suche={word}"))
        .await;
    assert_eq!(boxes(&found).len(), 1, "found by its institution");

    let ids = boxes(&page);
    let fields = [("zugriff", ids[0].as_str())];
    let confirmed = house.app.post(&house.admin, CONFIRM, &fields).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    let page = house.list(&house.admin, "art=institution-key").await;
    assert!(page.contains(", Ole</td>"), "reviewed by him: {page}");
    let csv = format!("{ACCESS}.csv?art=institution-key");
    let csv = house.app.get(&house.admin, &csv).await.text();
    assert!(csv.contains("KIS"), "{csv}");

    let end = format!("{ACCESS}/schluessel/{}/beenden", boxes(&page)[0]);
    assert!(page.contains(&end));
    let far = house
        .app
        .signed_in("Fern", Role::OfficeAdministrator, house.state.offices[1].id)
        .await;
    assert!(boxes(&house.list(&far, "art=institution-key").await).is_empty());
    assert_eq!(
        house.app.post(&far, &end, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let asked = house.app.get(&house.admin, &end).await.text();
    assert!(asked.contains("gilt ab sofort nicht mehr"), "{asked}");
    let ended = house.app.post(&house.admin, &end, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(boxes(&house.list(&house.admin, "art=institution-key").await).is_empty());
    let trail = house.app.trail(house.state.kitas[0].id.uuid()).await;
    assert!(
        trail.contains(&"organisation.end-key".to_owned()),
        "{trail:?}"
    );
}

#[tokio::test]
async fn keys_of_institutions_are_deleted_a_quarter_after_their_end_and_their_names_stay() {
    let house = house().await;
    institution_key(&house, "KIS", 90).await;
    institution_key(&house, "Labor", 365).await;
    let keys = async || -> i64 {
        let sql = "SELECT COUNT(*) FROM institution_keys";
        db::scalar(house.app.db.read(), sql, vec![])
            .await
            .unwrap()
            .unwrap()
    };
    let id: uuid::Uuid = {
        let sql = "SELECT id FROM institution_keys WHERE name = 'KIS'";
        db::scalar(house.app.db.read(), sql, vec![])
            .await
            .unwrap()
            .unwrap()
    };
    let tidy = async |hours: i64| {
        house.app.clock.advance(SignedDuration::from_hours(hours));
        let app = &house.app.app;
        let tx = app.db.begin().await.unwrap();
        let job = jobs::NewJob::new("directory.prune", &serde_json::Value::Null);
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.app.run_jobs().await;
    };
    tidy(24 * 179).await;
    assert_eq!(keys().await, 2, "89 days after the end of the first");
    tidy(48).await;
    assert_eq!(keys().await, 1);
    let trail = house.app.trail(house.state.kitas[0].id.uuid()).await;
    let deleted = |trail: &[String]| {
        let deeds = trail.iter();
        deeds
            .filter(|deed| *deed == "organisation.delete-key")
            .count()
    };
    assert_eq!(deleted(&trail), 1, "{trail:?}");
    let name = directory::person_name(house.app.db.read(), kernel::PersonId::from_uuid(id))
        .await
        .unwrap();
    assert_eq!(name.as_deref(), Some("KIS"));
    tidy(24).await;
    let trail = house.app.trail(house.state.kitas[0].id.uuid()).await;
    assert_eq!(deleted(&trail), 1, "once only");
}
