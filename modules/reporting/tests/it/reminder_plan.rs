// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A collection reminds on its own days and in its own words, institutions and offices.

use kernel::Role;
use reporting::reminders;

use crate::house::{House, house};

/// The fields of one step of the page.
fn step(number: usize, days: &str, to: &str, subject: &str) -> Vec<(String, String)> {
    let text = "Guten Tag {name}, {anzahl} offen in {erhebung}:\n{meldungen}";
    [
        ("tage", days),
        ("an", to),
        ("betreff_de", subject),
        ("betreff_en", subject),
        ("text_de", text),
        ("text_en", text),
    ]
    .map(|(name, value)| (format!("{name}_{number}"), value.to_owned()))
    .into()
}

async fn author(house: &House) -> String {
    house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await
}

fn path(house: &House) -> String {
    format!("/erhebungen/{}/erinnerungen", house.collection.id)
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect()
}

#[tokio::test]
async fn institutions_and_offices_get_mails_in_the_words_of_the_collection_once() {
    let house = house().await;
    let author = author(&house).await;
    house.case_worker(0).await;
    let page = house.test.get(&author, &path(&house)).await.text();
    assert!(page.contains("Noch nichts geändert"), "{page}");
    let mut fields = step(1, "1", "institution", "Bitte melden: {erhebung}");
    fields.extend(step(2, "1", "office", "{anzahl} Kitas fehlen"));
    fields.push(("stand".to_owned(), "0".to_owned()));
    fields.push(("aktion".to_owned(), "speichern".to_owned()));
    let saved = house
        .test
        .post(&author, &path(&house), &borrowed(&fields))
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    // Somebody who has not seen this does not save over it.
    let again = house
        .test
        .post(&author, &path(&house), &borrowed(&fields))
        .await;
    assert_eq!(again.status, 409);

    reminders::remind_all(&house.test.app).await.unwrap();
    reminders::remind_all(&house.test.app).await.unwrap();
    house.test.run_jobs().await;
    let mails = house.test.mails().await;
    let to_institutions: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject == format!("Bitte melden: {}", house.collection.title))
        .collect();
    assert!(!to_institutions.is_empty());
    for mail in &to_institutions {
        assert!(mail.text.contains("/meldungen/"), "{}", mail.text);
        assert!(!mail.text.contains('{'), "{}", mail.text);
    }
    let to_offices: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.ends_with("Kitas fehlen"))
        .collect();
    // One for each of the weeks that are overdue by now, to the one case worker.
    assert_eq!(
        to_offices.len(),
        2,
        "{:?}",
        mails.iter().map(|m| &m.subject).collect::<Vec<_>>()
    );
    assert!(to_offices[0].text.contains("/pruefung/"));
}

#[tokio::test]
async fn a_wrong_plan_is_shown_again_and_changes_nothing() {
    let house = house().await;
    let author = author(&house).await;
    let mut fields = step(1, "bald", "institution", "{geheim}");
    fields.push(("stand".to_owned(), "0".to_owned()));
    fields.push(("aktion".to_owned(), "speichern".to_owned()));
    let answer = house
        .test
        .post(&author, &path(&house), &borrowed(&fields))
        .await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(
        text.contains("Geben Sie eine Zahl von -30 bis 120 an."),
        "{text}"
    );
    assert!(text.contains("nur die genannten Felder"), "{text}");
    // Adding a step and removing one saves nothing.
    let mut fields = step(1, "1", "institution", "Es fehlt etwas");
    fields.extend(step(2, "2", "institution", "Es fehlt noch etwas"));
    fields.push(("weg_1".to_owned(), "ja".to_owned()));
    fields.push(("aktion".to_owned(), "hinzufuegen".to_owned()));
    fields.push(("stand".to_owned(), "0".to_owned()));
    let answer = house
        .test
        .post(&author, &path(&house), &borrowed(&fields))
        .await
        .text();
    assert!(!answer.contains("Es fehlt etwas"), "{answer}");
    assert!(answer.contains("Es fehlt noch etwas"), "{answer}");
    assert!(answer.contains("tage_2"), "{answer}");
    assert_eq!(house.count("reminder_plans").await, 0);
    // An office has no say about the words of the state's collections.
    let worker = house.case_worker(0).await;
    let status = house.test.get(&worker, &path(&house)).await.status;
    assert!(matches!(status.as_u16(), 403 | 404));
}
