// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The lookups that all modules use.

use db::testing::TestDb;
use directory::{
    Address, InstitutionFilter, InstitutionKind, Organisation, OrganisationKind, OrganisationSearch,
};
use jiff::Timestamp;
use jiff::civil::date;
use kernel::{Clock, ManualClock, OrganisationId, Resource, SeededChance};

fn clock() -> ManualClock {
    ManualClock::new(Timestamp::from_second(1_794_000_000).unwrap())
}

fn node(
    chance: &SeededChance,
    kind: OrganisationKind,
    parent: Option<OrganisationId>,
    name: &str,
) -> Organisation {
    Organisation {
        id: OrganisationId::new(&clock(), chance),
        kind,
        parent,
        name: name.to_owned(),
        institution_kind: (kind == OrganisationKind::Institution).then_some(InstitutionKind::Kita),
        reference: None,
        address: Address {
            town: "Ölper".to_owned(),
            ..Address::default()
        },
        ags: None,
        email: None,
        phone: None,
        valid_from: date(2020, 1, 1),
        valid_to: None,
    }
}

/// A state with two offices and three Kitas, the last of which has closed.
async fn tree() -> (TestDb, Vec<Organisation>) {
    let db = db::testing::empty(&directory::migrations()).await;
    let chance = SeededChance::new(1);
    let state = node(&chance, OrganisationKind::State, None, "Landesamt");
    let a = node(&chance, OrganisationKind::Office, Some(state.id), "Amt A");
    let b = node(&chance, OrganisationKind::Office, Some(state.id), "Amt B");
    let institution = |name, office: &Organisation| {
        node(
            &chance,
            OrganisationKind::Institution,
            Some(office.id),
            name,
        )
    };
    let one = institution("Kita Äpfelchen", &a);
    let two = institution("Kita Birne", &b);
    let mut closed = institution("Kita 100%", &b);
    closed.valid_to = Some(date(2024, 7, 31));
    let all = vec![state, a, b, one, two, closed];
    let tx = db.begin().await.unwrap();
    directory::add_organisations(&tx, &all, clock().now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (db, all)
}

fn names(organisations: &[Organisation]) -> Vec<&str> {
    organisations.iter().map(|o| o.name.as_str()).collect()
}

#[tokio::test]
async fn an_organisation_is_read_as_it_was_written() {
    let (db, all) = tree().await;
    for organisation in &all {
        let found = directory::organisation(db.read(), organisation.id)
            .await
            .unwrap();
        assert_eq!(found.as_ref(), Some(organisation));
    }
    assert_eq!(directory::state(db.read()).await.unwrap(), all[0]);
    let offices = directory::offices(db.read()).await.unwrap();
    assert_eq!(names(&offices), ["Amt A", "Amt B"]);
    let below = directory::institutions_of(db.read(), all[2].id)
        .await
        .unwrap();
    assert_eq!(names(&below), ["Kita 100%", "Kita Birne"]);
}

#[tokio::test]
async fn the_place_of_an_organisation_names_all_levels_above_it() {
    let (db, all) = tree().await;
    let place = async |index: usize| directory::place_of(db.read(), all[index].id).await.unwrap();
    assert_eq!(place(0).await, Some(Resource::of_state(all[0].id)));
    assert_eq!(
        place(1).await,
        Some(Resource::of_office(all[0].id, all[1].id))
    );
    assert_eq!(
        place(4).await,
        Some(Resource::of_institution(all[0].id, all[2].id, all[4].id))
    );
    let stranger = OrganisationId::new(&clock(), &SeededChance::new(9));
    assert_eq!(
        directory::place_of(db.read(), stranger).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn institutions_are_filtered_by_office_and_day() {
    let (db, all) = tree().await;
    let filter = InstitutionFilter {
        kind: Some(InstitutionKind::Kita),
        offices: vec![all[2].id],
        valid_on: Some(date(2026, 11, 18)),
    };
    let found = directory::institutions(db.read(), &filter).await.unwrap();
    assert_eq!(names(&found), ["Kita Birne"]);
    let all = directory::institutions(db.read(), &InstitutionFilter::default())
        .await
        .unwrap();
    assert_eq!(all.len(), 3);
}

#[tokio::test]
async fn a_search_knows_umlauts_and_counts_all_it_found() {
    let (db, all) = tree().await;
    let wish = |text: &str| OrganisationSearch {
        text: text.to_owned(),
        limit: 1,
        ..OrganisationSearch::default()
    };
    let search = async |text: &str| directory::search(db.read(), &wish(text)).await.unwrap();
    assert_eq!(search("ÄPFEL ölper").await, (vec![all[3].clone()], 1));
    assert_eq!(search("100%").await, (vec![all[5].clone()], 1));
    assert_eq!(search("kita").await.1, 3);
    assert_eq!(search("nirgends").await, (vec![], 0));
}

#[tokio::test]
async fn the_territory_is_loaded_once_and_knows_who_is_responsible() {
    let (db, all) = tree().await;
    for _ in 0..2 {
        let tx = db.begin().await.unwrap();
        directory::load_territory(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let tx = db.begin().await.unwrap();
    let aurich = "03452".parse().unwrap();
    directory::set_office(&tx, &aurich, all[1].id)
        .await
        .unwrap();
    directory::set_office(&tx, &aurich, all[2].id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let districts = directory::districts(db.read()).await.unwrap();
    assert_eq!(districts.len(), 45);
    let people: i64 = districts.iter().map(|district| district.population).sum();
    assert!((7_900_000..8_200_000).contains(&people), "{people}");
    let responsible = directory::districts_of(db.read(), all[2].id).await.unwrap();
    assert_eq!(responsible.len(), 1);
    assert_eq!(
        (responsible[0].ags.as_str(), responsible[0].name.as_str()),
        ("03452", "Aurich")
    );
    let municipalities = directory::municipalities(db.read(), None).await.unwrap();
    assert_eq!(municipalities.len(), 964);
    let found = directory::find_municipalities(db.read(), "norderney", 5)
        .await
        .unwrap();
    assert_eq!(found[0].name, "Norderney");
    assert_eq!(found[0].district, aurich);
}
