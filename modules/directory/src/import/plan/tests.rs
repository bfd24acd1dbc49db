// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::civil::date;
use kernel::{Id, ManualClock, SeededChance};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::table::{decode, read};
use super::*;
use crate::model::{Address, InstitutionKind};

fn id(number: u128) -> OrganisationId {
    Id::from_uuid(Uuid::from_u128(number))
}

fn organisation(number: u128, kind: OrganisationKind, parent: u128, name: &str) -> Organisation {
    Organisation {
        id: id(number),
        kind,
        parent: Some(id(parent)),
        name: name.to_owned(),
        institution_kind: (kind == OrganisationKind::Institution).then_some(InstitutionKind::Kita),
        reference: None,
        address: Address::default(),
        ags: None,
        email: None,
        phone: None,
        valid_from: date(2020, 1, 1),
        valid_to: None,
    }
}

/// A state (1) with two offices (2, 3); a Kita (4) in Hannover below the first.
fn existing() -> Existing {
    let mut first = organisation(2, OrganisationKind::Office, 1, "Amt A");
    first.ags = "03241".parse().ok();
    let mut kita = organisation(4, OrganisationKind::Institution, 2, "Kita Möwe");
    kita.address.town = "Hannover".to_owned();
    Existing {
        state: id(1),
        offices: vec![first, organisation(3, OrganisationKind::Office, 1, "Amt B")],
        institutions: vec![kita],
        districts: vec![District {
            ags: "03241".parse().unwrap(),
            name: "Region Hannover".to_owned(),
            kind: "Region".to_owned(),
            population: 1,
            area_km2: 1.0,
            office: Some(id(2)),
        }],
        municipalities: ["03241001".parse().unwrap()].into(),
        today: date(2026, 11, 18),
    }
}

/// What an administrator of the first office may change.
fn first_office(place: &Resource) -> bool {
    place.office == Some(id(2))
}

fn planned(text: &str, existing: &Existing, may: &dyn Fn(&Resource) -> bool) -> Plan {
    let clock = ManualClock::new("2026-11-18T09:00:00Z".parse().unwrap());
    let chance = SeededChance::new(1);
    plan(&read(text).unwrap(), existing, may, &mut || {
        OrganisationId::new(&clock, &chance)
    })
}

fn outcomes(text: &str) -> Vec<Outcome> {
    let plan = planned(text, &existing(), &first_office);
    plan.rows.into_iter().map(|row| row.outcome).collect()
}

fn refused(text: &str) -> Vec<(Option<Column>, Fault)> {
    match outcomes(text).remove(0) {
        Outcome::Refused(problems) => problems
            .into_iter()
            .map(|problem| (problem.column, problem.fault))
            .collect(),
        other => panic!("{text:?} gave {other:?}"),
    }
}

/// The tree after the plan was carried out.
fn carried_out(mut existing: Existing, plan: &Plan) -> Existing {
    for row in &plan.rows {
        let organisation = row.organisation.clone().unwrap();
        let list = match organisation.kind {
            OrganisationKind::Institution => &mut existing.institutions,
            _ => &mut existing.offices,
        };
        list.retain(|known| known.id != organisation.id);
        list.push(organisation);
    }
    existing
}

#[test]
fn known_institutions_are_recognised_and_new_ones_are_new() {
    let text = "kind;name;town;phone\n\
        institution;kita  möwe;Hannover;\n\
        institution;Kita Möwe;Celle;\n\
        institution;Kita Neu;Hannover;0511 1";
    let rows = outcomes(&text.replace("institution;kita  möwe", "institution;Kita Möwe"));
    assert_eq!(rows[0], Outcome::Unchanged);
    // The second has no kind of institution, as nothing of that name is in Celle.
    assert_eq!(rows[1].name(), "refused");
    assert_eq!(outcomes(text)[0], Outcome::Changed(vec![Column::Name]));
}

#[test]
fn a_table_taken_over_twice_changes_nothing_the_second_time() {
    let text = "kind;name;town;institution_kind;external_id;valid_from\n\
        institution;Kita Möwe;Hannover;kita;17;\n\
        institution;Schule am Deich;Hannover;school;;1.8.2026\n\
        institution;Schule am Deich;Celle;schule;18;";
    let before = existing();
    let first = planned(text, &before, &first_office);
    let names: Vec<_> = first.rows.iter().map(|row| row.outcome.name()).collect();
    assert_eq!(names, ["changed", "new", "new"], "{first:?}");
    assert!(first.is_ready());
    let second = planned(text, &carried_out(before, &first), &first_office);
    assert_eq!(second.count("unchanged"), 3, "{second:?}");
    assert!(!second.is_ready(), "there is nothing to take over");
}

#[test]
fn every_fault_names_the_cell() {
    let head = "kind;name;office;institution_kind;postcode;ags;email;phone;valid_from;valid_to\n";
    for (row, column, fault) in [
        ("school;Kita X;;kita", Column::Kind, Fault::Kind),
        (";Kita X;;kita", Column::Kind, Fault::Kind),
        ("institution;X;;kita", Column::Name, Fault::Name),
        (
            "institution;Kita X;;bahnhof",
            Column::InstitutionKind,
            Fault::InstitutionKind,
        ),
        (
            "institution;Kita X;;",
            Column::InstitutionKind,
            Fault::InstitutionKind,
        ),
        (
            "institution;Kita X;;kita;123",
            Column::Postcode,
            Fault::Postcode,
        ),
        ("institution;Kita X;;kita;;03241", Column::Ags, Fault::Ags),
        ("institution;Kita X;;kita;;03", Column::Ags, Fault::Ags),
        (
            "institution;Kita X;;kita;;;kein Postfach",
            Column::Email,
            Fault::Email,
        ),
        (
            "institution;Kita X;;kita;;;;Meyer",
            Column::Phone,
            Fault::Phone,
        ),
        (
            "institution;Kita X;;kita;;;;;31.2.2026",
            Column::ValidFrom,
            Fault::Date,
        ),
        (
            "institution;Kita X;;kita;;;;;2026-08-01;2026-07-31",
            Column::ValidTo,
            Fault::Order,
        ),
        (
            "institution;Kita X;Amt C;kita",
            Column::Office,
            Fault::OfficeUnknown,
        ),
        (
            "institution;Kita X;Amt B;kita",
            Column::Office,
            Fault::NotAllowed,
        ),
        ("office;Amt C", Column::Kind, Fault::NotAllowed),
    ] {
        let found = refused(&format!("{head}{row}"));
        assert_eq!(found, [(Some(column), fault)], "{row}");
    }
    let long = refused("kind;name\ninstitution;Kita Möwe;x");
    assert_eq!(long, [(None, Fault::TooLong)]);
}

#[test]
fn a_row_that_stands_there_twice_is_refused_with_the_line_of_the_first() {
    let text = "kind;name;town;institution_kind\n\
        institution;Kita Neu;Celle;kita\n\
        institution;Kita NEU;Celle;kita";
    let rows = outcomes(text);
    assert_eq!(rows[0], Outcome::New);
    let Outcome::Refused(problems) = &rows[1] else {
        panic!("{rows:?}");
    };
    assert_eq!(problems[0].fault, Fault::Twice(2));
}

#[test]
fn an_office_is_found_by_name_key_and_district() {
    for office in ["amt a", "03241", "Region Hannover", ""] {
        let text = format!("kind;name;office;institution_kind\ninstitution;Kita Neu;{office};kita");
        assert_eq!(outcomes(&text), [Outcome::New], "{office:?}");
    }
    let both = |place: &Resource| place.office.is_some();
    let text = "kind;name;institution_kind\ninstitution;Kita Neu;kita";
    let plan = planned(text, &existing(), &both);
    let Outcome::Refused(problems) = &plan.rows[0].outcome else {
        panic!("{plan:?}");
    };
    assert_eq!(problems[0].fault, Fault::OfficeMissing);
}

#[test]
fn an_institution_may_stand_above_the_new_office_it_belongs_to() {
    let text = "kind;name;office;institution_kind\ninstitution;Kita Neu;Amt C;kita\noffice;Amt C;;";
    let plan = planned(text, &existing(), &|_| true);
    assert_eq!(plan.count("new"), 2, "{plan:?}");
    let office = plan.rows[1].organisation.as_ref().unwrap().id;
    assert_eq!(
        plan.rows[0].organisation.as_ref().unwrap().parent,
        Some(office)
    );
}

#[test]
fn the_digest_shows_what_differs_but_not_which_identifiers_were_drawn() {
    let text = "kind;name;institution_kind\ninstitution;Kita Neu;kita";
    let table = read(text).unwrap();
    let mut next = 100;
    let mut draw = || {
        next += 1;
        id(next)
    };
    let one = plan(&table, &existing(), &first_office, &mut draw).digest();
    let two = plan(&table, &existing(), &first_office, &mut draw).digest();
    assert_eq!(one, two);
    let nothing = plan(&table, &existing(), &|_| false, &mut draw).digest();
    assert_ne!(one, nothing);
}

proptest! {
    #[test]
    fn arbitrary_rows_never_panic_and_each_gets_an_outcome(
        rows in proptest::collection::vec("(institution|office|x)?;[a-zM ö]{0,6};(Amt A|Amt B|03241|)?;(kita|schule|q)?;[0-9.-]{0,10};[0-9a@.]{0,12}", 1..12)
    ) {
        let text = format!("kind;name;office;institution_kind;valid_to;email\n{}", rows.join("\n"));
        if let Ok(table) = read(&decode(text.as_bytes()).unwrap()) {
            let plan = plan(&table, &existing(), &first_office, &mut || id(99));
            prop_assert_eq!(plan.rows.len(), table.rows.len());
            for row in &plan.rows {
                prop_assert_eq!(row.organisation.is_none(), matches!(row.outcome, Outcome::Refused(_)));
                if let Outcome::Refused(problems) = &row.outcome {
                    prop_assert!(!problems.is_empty());
                }
            }
        }
    }
}
