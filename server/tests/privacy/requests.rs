// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A request from the day it came: noted, searched, judged, copied, answered.

use std::io::Read as _;

use crate::house::{ADA, KIM, Notified, house};

#[tokio::test]
async fn a_child_is_found_in_report_and_case_file_and_nowhere_is_said_who_was_looked_for() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, ADA).await;
    // The other office has one, too; it is none of this one's business.
    house.notify(2, KIM).await;
    let request = house.request("access", KIM).await;
    assert_eq!(house.find(&request).await, 2);
    let page = house.page(&house.officer, &request).await;
    assert!(
        page.contains("Meldungen und Entwürfe") && page.contains("Fallakten"),
        "{page}"
    );
    assert!(
        page.contains("Name gleich geschrieben, Geburtsdatum stimmt"),
        "{page}"
    );
    assert!(page.contains("Mi., 16.12.2026"), "a month: {page}");
    assert!(!page.contains("Anders"));
    // Spelled otherwise, she is found as well.
    let heard = Notified {
        family: "Miller",
        ..KIM
    };
    let request = house.request("access", heard).await;
    assert_eq!(house.find(&request).await, 2);
    let page = house.page(&house.officer, &request).await;
    assert!(page.contains("Name klingt gleich"), "{page}");

    let trail = house.trail().await;
    assert!(trail.contains("privacy.request"));
    assert!(!trail.contains("geheim") && !trail.contains("miller"));
    for table in ["jobs WHERE payload", "privacy_steps WHERE about"] {
        for name in ["Geheim", "Miller", "Kim"] {
            assert_eq!(house.count(&format!("{table} LIKE '%{name}%'")).await, 0);
        }
    }
    let list = house.page(&house.officer, "/betroffenenrechte").await;
    assert!(
        list.contains("DS-2026-00002") && !list.contains("Geheim"),
        "{list}"
    );
    let tasks = house.page(&house.officer, "/aufgaben").await;
    assert!(tasks.contains("Antrag DS-2026-00001") && !tasks.contains("Geheim"));
}

#[tokio::test]
async fn a_note_in_the_file_of_somebody_else_is_found() {
    let house = house().await;
    house.notify(0, ADA).await;
    let office = house.state.offices[0].id;
    let worker = house
        .test
        .signed_in("Ute Prüfer", kernel::Role::CaseWorker, office)
        .await;
    let list = house.page(&worker, "/faelle").await;
    let at = list.find("href=\"/faelle/0").expect("a file") + 6;
    let file = list[at..].split('"').next().unwrap().to_owned();
    let request = house.request("access", KIM).await;
    assert_eq!(house.find(&request).await, 0);
    let page = house.page(&worker, &file).await;
    let stand = page.split("name=\"stand\" value=\"").nth(1).unwrap();
    let stand = stand.split('"').next().unwrap();
    let note = [
        ("stand", stand),
        ("notiz", "Rückruf wegen Kim Müller-Geheim."),
    ];
    let noted = house
        .test
        .post(&worker, &format!("{file}/notiz"), &note)
        .await;
    assert_eq!(noted.status, 303, "{}", noted.text());
    assert_eq!(house.find(&request).await, 1);
    let page = house.page(&house.officer, &request).await;
    assert!(page.contains("Rückruf wegen Kim"), "{page}");
}

fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut files = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.push((file.name().unwrap().into_owned(), content));
    }
    files
}

#[tokio::test]
async fn the_copy_holds_what_is_hers_with_purpose_and_law_and_leaves_out_what_is_not() {
    let house = house().await;
    house.notify(0, KIM).await;
    let request = house.request("access", KIM).await;
    house.find(&request).await;
    let page = house.page(&house.officer, &request).await;
    let hits: Vec<String> = page
        .match_indices(&format!("{request}/treffer/"))
        .map(|(at, _)| page[at..].split('"').next().unwrap().to_owned())
        .collect();
    let mut hit = String::new();
    for path in hits {
        if house.page(&house.officer, &path).await.contains("Toni") {
            hit = path;
        }
    }
    // The guardian's given name is left out, with a reason.
    let page = house.page(&house.officer, &hit).await;
    let before = page.find("Toni").unwrap();
    let place = page[before..].split("value=\"").nth(1).unwrap();
    let place = place.split('"').next().unwrap();
    let step = hit.trim_start_matches(&format!("{request}/"));
    let silent = house
        .act(&house.officer, &request, step, &[("weg", place)])
        .await;
    assert_eq!(silent.status, 422, "a reason is needed");
    let fields = [("weg", place), ("grund", "Betrifft die Mutter")];
    house.done(&house.officer, &request, step, &fields).await;

    let path = format!("{request}/auskunft");
    let unchecked = house.test.post(&house.officer, &path, &[]).await;
    assert_eq!(unchecked.status, 422, "somebody must have looked");
    let checked = [("geprueft", "true")];
    let copy = house.test.post(&house.officer, &path, &checked).await;
    assert_eq!(copy.status, 200, "{}", copy.text());
    let files = unpack(&copy.bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["auskunft.pdf", "daten.json"]);
    assert!(files[0].1.starts_with(b"%PDF"));
    let data = String::from_utf8(files[1].1.clone()).unwrap();
    let read: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(read["things"].as_array().unwrap().len(), 2);
    assert!(data.contains("Müller-Geheim") && data.contains("Deichstraße 1"));
    assert!(
        data.contains("Betrifft die Mutter") && !data.contains("\"Toni\""),
        "{data}"
    );
    assert!(data.contains("legalBasis"));
    let page = house.page(&house.officer, &request).await;
    assert!(
        page.contains("2 Fundstellen, 1 Angaben ausgelassen"),
        "{page}"
    );
}

#[tokio::test]
async fn letters_deadline_notes_and_the_end_stand_in_the_journal() {
    let house = house().await;
    let request = house.request("erasure", KIM).await;
    let officer = &house.officer;
    let receipt = [("art", "receipt")];
    house.done(officer, &request, "schreiben", &receipt).await;
    let silent = house
        .act(officer, &request, "schreiben", &[("art", "answer")])
        .await;
    assert_eq!(silent.status, 303);
    assert_eq!(
        house.count("privacy_letters").await,
        1,
        "an answer needs words"
    );
    let reason = [("grund", "Viele Anträge")];
    house.done(officer, &request, "frist", &reason).await;
    let note = [("notiz", "Telefonat mit der Mutter")];
    house.done(officer, &request, "notiz", &note).await;
    let page = house.page(officer, &request).await;
    assert!(page.contains("Di., 16.02.2027"), "three months: {page}");
    assert!(page.contains("Viele Anträge") && page.contains("Telefonat mit der Mutter"));
    let letter = page.split("/schreiben/").nth(1).unwrap();
    let letter = letter.split('"').next().unwrap();
    let pdf = house
        .test
        .get(officer, &format!("{request}/schreiben/{letter}"))
        .await;
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"));

    let wrong = house.act(officer, &request, "schliessen", &[]).await;
    assert_eq!(wrong.status, 422);
    let outcome = [("ergebnis", "nothing")];
    house.done(officer, &request, "schliessen", &outcome).await;
    let late = house.act(officer, &request, "notiz", &note).await;
    assert_eq!(late.status, 409, "what is closed is only looked at");
    house.done(officer, &request, "wieder-oeffnen", &[]).await;
}

#[tokio::test]
async fn two_people_never_overwrite_each_other() {
    let house = house().await;
    let request = house.request("access", KIM).await;
    let seen = house.version(&request).await.to_string();
    let note = [("notiz", "Zuerst")];
    house.done(&house.officer, &request, "notiz", &note).await;
    let fields = [("stand", seen.as_str()), ("notiz", "Zu spät gekommen")];
    let path = format!("{request}/notiz");
    let late = house.test.post(&house.administrator, &path, &fields).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Zu spät gekommen") && late.text().contains("Dora Schutz"));
}

#[tokio::test]
async fn a_request_without_a_name_or_from_tomorrow_is_not_noted() {
    let house = house().await;
    let fields = [("art", "access"), ("eingegangen", "2026-11-19")];
    let path = "/betroffenenrechte/neu";
    let answer = house.test.post(&house.officer, path, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Geben Sie den Nachnamen an"));
    assert_eq!(house.count("privacy_requests").await, 0);
}
