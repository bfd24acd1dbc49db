// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Configuring kinds of case files.

use http::StatusCode;
use kernel::Role;

use crate::house::{KIM, hidden, house};

#[tokio::test]
async fn an_office_makes_a_kind_of_its_own_and_files_follow_its_versions_when_lifted() {
    let house = house().await;
    let office = house.state.offices[0].id;
    let administrator = house
        .test
        .signed_in("Adi Amt", Role::OfficeAdministrator, office)
        .await;
    let made = house
        .test
        .post(
            &administrator,
            "/faelle/arten",
            &[
                ("titel", "Masern im Amt A"),
                ("inhaber", &office.to_string()),
            ],
        )
        .await;
    assert_eq!(made.status, 303, "{}", made.text());
    let path = made.location().to_owned();
    let save = async |fields: &[(&str, &str)]| {
        let page = house.page(&administrator, &path).await;
        let stand = hidden(&page, "stand");
        let mut all = vec![("stand", stand.as_str())];
        all.extend_from_slice(fields);
        house.test.post(&administrator, &path, &all).await
    };
    let collection = house.collection.id.to_string();
    let first = [
        ("titel", "Masern im Amt A"),
        ("erhebung", collection.as_str()),
        ("step-key", ""),
        ("step-title", "Ansehen"),
        ("step-kind", "task"),
        ("step-after", "+"),
        ("step-days", "2"),
        ("letter-key", ""),
        ("letter-title", "Brief"),
        ("letter-text", "Guten Tag {{nachnahme}}"),
        ("reason-key", ""),
        ("reason-title", "Erledigt"),
        ("reason-months", "3"),
    ];
    let saved = save(&first).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = house.page(&administrator, &path).await;
    assert!(
        page.contains("nachnahme"),
        "the field that does not exist is named"
    );
    assert!(
        page.contains("<option value=\"person/last_name\" selected>"),
        "suggested by name"
    );
    assert!(!page.contains("veroeffentlichen"), "not with a fault");

    let mut second = first.to_vec();
    second.retain(|(name, _)| !name.starts_with("letter"));
    second.extend([
        ("slot-family-name", "person/last_name"),
        ("slot-given-name", "person/first_name"),
    ]);
    second[2] = ("step-key", "step1");
    save(&second).await;
    let page = house.page(&administrator, &path).await;
    let stand = hidden(&page, "stand");
    let publish = format!("{path}/veroeffentlichen");
    let done = house
        .test
        .post(&administrator, &publish, &[("stand", &stand)])
        .await;
    assert_eq!(done.status, 303, "{}", done.text());

    // The office's own kind goes before the state's; it does not know the date of birth.
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    let page = house.page(&house.worker, &file).await;
    assert!(
        page.contains("Masern im Amt A (1)") && !page.contains("Geburtsdatum"),
        "{page}"
    );

    // A second version: the file keeps its steps until it is lifted.
    let mut third = second.clone();
    third.extend([
        ("step-key", ""),
        ("step-title", "Anrufen"),
        ("step-kind", "task"),
        ("step-after", "+"),
        ("step-days", "1"),
    ]);
    save(&third).await;
    let page = house.page(&administrator, &path).await;
    let stand = hidden(&page, "stand");
    house
        .test
        .post(&administrator, &publish, &[("stand", &stand)])
        .await;
    let page = house.page(&house.worker, &file).await;
    assert!(
        page.contains("Fassung 2") && !page.contains(">Anrufen</a>"),
        "{page}"
    );
    let lifted = house.act(&file, "fassung", &[]).await;
    assert_eq!(lifted.status, 303, "{}", lifted.text());
    assert!(
        house
            .page(&house.worker, &file)
            .await
            .contains(">Anrufen</a>")
    );
}

#[tokio::test]
async fn two_people_at_a_kind_do_not_overwrite_each_other() {
    let house = house().await;
    let author = house
        .test
        .signed_in("Fia Formular", Role::FormAuthor, house.state.state.id)
        .await;
    let path = format!("/faelle/arten/{}", house.kind);
    let page = house.page(&author, &path).await;
    let stand = hidden(&page, "stand");
    let fields = |title: &'static str| [("stand", stand.clone()), ("titel", title.to_owned())];
    let post = async |title: &'static str| {
        let fields = fields(title);
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        house.test.post(&author, &path, &pairs).await
    };
    assert_eq!(post("Erster").await.status, 303);
    let second = post("Zweiter Titel").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second.text().contains("Zweiter Titel"),
        "what was typed is shown"
    );
    assert!(house.page(&author, &path).await.contains("Erster"));
    let publish = format!("{path}/veroeffentlichen");
    let old = house
        .test
        .post(&author, &publish, &[("stand", &stand)])
        .await;
    assert_eq!(old.status, 303, "it has no reason to close any more");
    assert_eq!(house.count("case_type_versions").await, 1);
}

#[tokio::test]
async fn figures_count_states_steps_reasons_and_days_and_name_nobody() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, KIM).await;
    let file = house.paths().await.remove(0);
    house
        .test
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 5));
    let worker = house.test.sign_in_as(house.worker_id).await;
    let page = house.page(&worker, &format!("{file}/schliessen")).await;
    let stand = hidden(&page, "stand");
    let fields = [("stand", stand.as_str()), ("grund", "nachweis")];
    house
        .test
        .post(&worker, &format!("{file}/schliessen"), &fields)
        .await;
    let table = house.later("/faelle/zahlen/tabelle.csv").await;
    for line in [
        "Stand;in Bearbeitung;1",
        "Stand;geschlossen;1",
        "Offener Schritt;Meldung prüfen;1",
        "Grund;Nachweis vorgelegt;1",
        "Dauer in Tagen;Mittlere Dauer bis zum Schließen;5",
    ] {
        assert!(table.contains(line), "{line} in {table}");
    }
    assert!(!table.contains("Geheim"));
    house.later("/faelle/zahlen").await;
}
