// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use jiff::civil::date;
use kernel::IsoWeek;
use proptest::prelude::*;

use super::*;
use crate::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, LegalPath, Policy, PolicyDraft, PolicyFormat,
    Record, Variety, shipped_patience,
};
use crate::{Entity, Hierarchy, PolicyError, RecordKey};

fn field(name: &str, class: FieldClass) -> Field {
    Field {
        name: name.to_owned(),
        label: format!("Feld {name}"),
        class: Some(class),
        reason: "So vereinbart.".to_owned(),
    }
}

fn plan() -> NoisePlan {
    let dimension = |field: &str, level: &str| Dimension {
        field: field.to_owned(),
        level: level.to_owned(),
    };
    NoisePlan {
        dimensions: vec![dimension("place", "district"), dimension("why", "code")],
        ..NoisePlan::shipped()
    }
}

fn draft(noise: NoisePlan) -> PolicyDraft {
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "form".to_owned(),
        purpose: "Lage".to_owned(),
        legal_basis: "Gesetz".to_owned(),
        recipient: "Land".to_owned(),
        path: LegalPath::CountsOnly,
        minimum: 5,
        fields: vec![
            field(
                "person",
                FieldClass::Entity {
                    of: EntityKind::Person,
                },
            ),
            field(
                "place",
                FieldClass::Quasi {
                    hierarchy: "place".to_owned(),
                    finest: "municipality".to_owned(),
                    coarsest: "all".to_owned(),
                },
            ),
            field(
                "why",
                FieldClass::Sensitive {
                    hierarchy: "why".to_owned(),
                    level: "code".to_owned(),
                    variety: Variety::default(),
                },
            ),
            field(
                "week",
                FieldClass::Date {
                    finest: "week".to_owned(),
                    coarsest: "all".to_owned(),
                },
            ),
        ],
        patience: shipped_patience(),
        maximum_hold_weeks: 8,
        yearly_cap: 2,
        noise: Some(noise),
    }
}

fn hierarchies() -> Hierarchies {
    let rows = |text: &str| -> Vec<Vec<String>> {
        text.split(' ')
            .map(|row| row.split(',').map(str::to_owned).collect())
            .collect()
    };
    BTreeMap::from([
        (
            "place".to_owned(),
            Hierarchy::of_values(
                &["municipality", "district", "all"],
                &rows("03159016,03159,* 03159017,03159,* 03454001,03454,* ?,?,*"),
            )
            .unwrap(),
        ),
        (
            "why".to_owned(),
            Hierarchy::of_values(&["code", "all"], &rows("measles,* mumps,*")).unwrap(),
        ),
    ])
}

fn case(number: u32, person: &str, day: jiff::civil::Date, values: [&str; 2]) -> Case {
    Case {
        record: Record {
            case: RecordKey::new(format!("case-{number}")),
            version: 1,
            entities: vec![Entity::new(person)],
            week: IsoWeek::of(day),
            values: values.map(str::to_owned).to_vec(),
            figures: Vec::new(),
        },
        day,
    }
}

fn table(noise: NoisePlan) -> Table {
    Table::new(&Policy::new(draft(noise)).unwrap(), &hierarchies()).unwrap()
}

fn october() -> Period {
    "2026-Q4".parse().unwrap()
}

const DAY: jiff::civil::Date = date(2026, 10, 5);

#[test]
fn a_table_has_all_cells_also_where_nobody_is() {
    let table = table(plan());
    assert_eq!(table.cells(), 6);
    assert_eq!(table.axes()[0].values, ["03159", "03454", "?"]);
    let none = table.count(&[], october());
    assert_eq!(none.cells, [0; 6]);
    let one = [case(1, "a", DAY, ["03159017", "mumps"])];
    assert_eq!(table.count(&one, october()).cells, [0, 1, 0, 0, 0, 0]);
}

#[test]
fn somebody_counts_once_in_a_cell_and_in_no_more_cells_than_allowed() {
    let (early, late) = (DAY, date(2026, 12, 1));
    let cases = [
        case(1, "a", late, ["03454001", "mumps"]),
        case(2, "a", early, ["03159016", "measles"]),
        case(3, "a", late, ["03159017", "measles"]),
        case(4, "b", late, ["03454001", "mumps"]),
        case(5, "b", early, ["99999999", "mumps"]),
        case(6, "c", date(2027, 1, 1), ["03454001", "mumps"]),
    ];
    let counted = table(plan()).count(&cases, october());
    assert_eq!(
        counted.cells,
        [1, 0, 0, 1, 0, 0],
        "the earliest cell of each"
    );
    let names = |of: &[(RecordKey, u32)]| -> Vec<String> {
        of.iter().map(|(key, _)| key.as_str().to_owned()).collect()
    };
    assert_eq!(names(&counted.counted), ["case-2", "case-3", "case-4"]);
    assert_eq!(names(&counted.beyond), ["case-1"]);
    assert_eq!(names(&counted.unknown), ["case-5"]);
    let two = NoisePlan {
        cells_per_entity: 2,
        ..plan()
    };
    assert_eq!(
        table(two).count(&cases, october()).cells,
        [1, 0, 0, 2, 0, 0]
    );
}

proptest! {
    /// The promise on which epsilon rests: without one person the table changes by no more than the bound, and no
    /// cell by more than one, whatever else is reported and in whatever order.
    #[test]
    fn leaving_somebody_out_changes_no_more_than_the_bound(
        reports in prop::collection::vec((0_u8..6, 1_i8..29, 0_usize..4, 0_usize..2), 0..60),
        bound in 1_u32..4,
        turn in 0_usize..60,
    ) {
        let places = ["03159016", "03159017", "03454001", "?"];
        let mut cases: Vec<Case> = reports
            .iter()
            .zip(0_u32..)
            .map(|((person, day, place, why), number)| {
                let values = [places[*place], ["measles", "mumps"][*why]];
                case(number, &person.to_string(), date(2026, 10, *day), values)
            })
            .collect();
        let table = table(NoisePlan { cells_per_entity: bound, ..plan() });
        let all = table.count(&cases, october());
        let by = turn % cases.len().max(1);
        cases.rotate_left(by);
        prop_assert_eq!(&table.count(&cases, october()).cells, &all.cells);
        for person in 0..6_u8 {
            let others: Vec<Case> = cases
                .iter()
                .filter(|one| one.record.entities[0] != Entity::new(person.to_string()))
                .cloned()
                .collect();
            let without = table.count(&others, october());
            let changes: Vec<i64> = all.cells.iter().zip(&without.cells).map(|(a, b)| a - b).collect();
            prop_assert!(changes.iter().all(|change| (0..=1).contains(change)));
            prop_assert!(changes.iter().sum::<i64>() <= i64::from(bound));
        }
    }
}

#[test]
fn a_plan_that_protects_too_little_is_refused_by_its_name() {
    let refused = |change: fn(&mut PolicyDraft, &mut NoisePlan)| {
        let mut plan = plan();
        let mut draft = draft(plan.clone());
        change(&mut draft, &mut plan);
        draft.noise = Some(plan);
        match Policy::new(draft) {
            Err(PolicyError::Noise(fault)) => Some(fault),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        refused(|draft, _| draft.path = LegalPath::AnonymisedForwarding),
        Some(PlanFault::Path)
    );
    assert_eq!(
        refused(|_, plan| plan.epsilon = 0),
        Some(PlanFault::Epsilon)
    );
    assert_eq!(
        refused(|_, plan| plan.yearly_epsilon = 5_001),
        Some(PlanFault::Yearly)
    );
    assert_eq!(
        refused(|_, plan| plan.period = PeriodLength::Month),
        Some(PlanFault::Year),
        "twelve times 0.25 is more than 1"
    );
    assert_eq!(
        refused(|_, plan| plan.cells_per_entity = 0),
        Some(PlanFault::Bound)
    );
    assert_eq!(
        refused(|_, plan| plan.wait_weeks = 53),
        Some(PlanFault::Wait)
    );
    assert_eq!(
        refused(|_, plan| plan.dimensions[1] = plan.dimensions[0].clone()),
        Some(PlanFault::Dimensions)
    );
    assert_eq!(
        refused(|_, plan| "week".clone_into(&mut plan.dimensions[0].field)),
        Some(PlanFault::Field)
    );
    assert_eq!(
        refused(|_, plan| "municipality".clone_into(&mut plan.dimensions[0].level)),
        Some(PlanFault::Place)
    );
}

#[test]
fn a_level_finer_than_the_field_may_leave_makes_no_table() {
    let mut draft = draft(plan());
    if let Some(FieldClass::Quasi { finest, .. }) = &mut draft.fields[1].class {
        "all".clone_into(finest);
    }
    let policy = Policy::new(draft).unwrap();
    assert_eq!(
        Table::new(&policy, &hierarchies()),
        Err(TableFault::Level("place".to_owned()))
    );
}

#[test]
fn policies_without_noise_keep_their_hash() {
    let mut draft = draft(plan());
    draft.noise = None;
    let policy = Policy::new(draft).unwrap();
    assert!(!policy.to_json().contains("noise"));
    let read = Policy::from_json(&policy.to_json()).unwrap();
    assert_eq!(read.hash(), policy.hash());
}

#[test]
fn periods_become_due_in_their_order_when_they_have_waited() {
    let plan = plan();
    let season = (date(2026, 8, 20), date(2027, 6, 30));
    let due_in = |week: &str, account: &Account| {
        due(&plan, account, season, week.parse().unwrap(), |_| false)
            .unwrap()
            .map(|spent| spent.period.to_string())
    };
    let mut account = Account::default();
    // The third quarter ends on 30 September; four weeks later is 28 October.
    assert_eq!(due_in("2026-W44", &account), None);
    assert_eq!(due_in("2026-W45", &account).as_deref(), Some("2026-Q3"));
    let third = Spent {
        period: "2026-Q3".parse().unwrap(),
        epsilon: 250,
        yearly: 1000,
    };
    account.spend(third).unwrap();
    assert_eq!(due_in("2027-W10", &account).as_deref(), Some("2026-Q4"));
    let blocked = due(&plan, &account, season, "2027-W10".parse().unwrap(), |_| {
        true
    });
    assert_eq!(blocked, Ok(None));
}

#[test]
fn a_year_that_is_spent_does_not_stop_the_next_one() {
    let season = (date(2026, 10, 1), date(2027, 12, 31));
    let account = Account::new([Spent {
        period: "2026-01".parse().unwrap(),
        epsilon: 900,
        yearly: 1000,
    }]);
    let due_in = |week: &str| due(&plan(), &account, season, week.parse().unwrap(), |_| false);
    let exhausted = BudgetRefusal::Exhausted {
        year: 2026,
        spent: 900,
        limit: 1000,
        needed: 250,
    };
    assert_eq!(due_in("2027-W10"), Err(exhausted));
    let next = due_in("2027-W20").unwrap().unwrap();
    assert_eq!(next.period.to_string(), "2027-Q1");
}

#[test]
fn a_document_says_all_cells_and_restores_the_account() {
    let policy = Policy::new(draft(plan())).unwrap();
    let mut ledger = Ledger::new("office", "collection");
    let wanted = Spent {
        period: october(),
        epsilon: 250,
        yearly: 1000,
    };
    let cases = [case(1, "a", DAY, ["03159016", "measles"])];
    let as_of = "2027-W10".parse().unwrap();
    let draft = Draft::new(
        &policy,
        &hierarchies(),
        &ledger,
        (&cases, Some(wanted)),
        as_of,
    )
    .unwrap();
    assert!(draft.document(vec![0; 5]).is_err(), "a cell is missing");
    let document = draft.document(vec![4, -2, 0, 1, 0, 7]).unwrap();
    let other = draft.document(vec![0; 6]).unwrap();
    assert_ne!(document.hash(), other.hash());
    assert_eq!(document.plan_hash(), other.plan_hash());
    let told = document.cells().unwrap();
    assert_eq!(told.rows.len(), 6);
    assert_eq!(
        told.rows[1],
        (vec!["03159".to_owned(), "mumps".to_owned()], -2)
    );
    ledger.append(&document).unwrap();
    let restored = Ledger::restore("office", "collection", [document.bytes()]).unwrap();
    assert_eq!(restored, ledger);
    assert_eq!(restored.account().spent(2026), 250);
    let again = Draft::new(
        &policy,
        &hierarchies(),
        &ledger,
        (&cases, Some(wanted)),
        as_of,
    );
    assert!(matches!(
        again,
        Err(DraftError::Budget(BudgetRefusal::Released(_)))
    ));
    let text = String::from_utf8(document.bytes().to_vec()).unwrap();
    let forged = text.replace("-2", "-3");
    assert!(Document::read(forged.as_bytes()).is_none(), "the digest");
}

#[test]
fn the_vault_gives_cases_back() {
    let case = case(1, "a", DAY, ["03159016", "measles"]);
    assert_eq!(Case::from_the_vault(&case.for_the_vault()), Some(case));
    assert_eq!(Case::from_the_vault(b"x"), None);
}

#[test]
fn reports_of_policies_and_releases_say_what_noise_does() {
    let policy = Policy::new(draft(plan())).unwrap();
    let figures = PlanFigures { deviation: 12 };
    let about = crate::forwarding::About {
        form: "Masern, Version 1",
        figures: None,
        noise: Some(figures),
        software: "1.0",
    };
    let all = |sections: Vec<crate::Section>| {
        let lines = sections
            .into_iter()
            .flat_map(|one| std::iter::once(one.heading.to_owned()).chain(one.sentences));
        lines.collect::<Vec<_>>().join("\n")
    };
    let text = all(crate::forwarding::policy_report(&policy, &about));
    for said in [
        "Für jedes Quartal verlässt eine Tabelle nach „Feld place“ (Landkreis oder kreisfreie Stadt) und „Feld why“",
        "höchstens 12 von der genauen Zahl",
        "Faktor 1,29 (e hoch 0,25)",
        "Faktor 2,72 (e hoch 1)",
        "reicht für 4 Freigaben; gebraucht werden 4",
        "Herausgreifen",
        "Verknüpfbarkeit",
        "Inferenz",
        policy.hash(),
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    let ledger = Ledger::new("office", "collection");
    let wanted = Spent {
        period: october(),
        epsilon: 250,
        yearly: 1000,
    };
    let as_of = "2027-W10".parse().unwrap();
    let draft = Draft::new(&policy, &hierarchies(), &ledger, (&[], Some(wanted)), as_of).unwrap();
    let report = Report::new(&policy, &draft, ledger.account(), figures);
    let text = all(report.german());
    for said in [
        "mit 6 Zellen über das 4. Quartal 2026",
        "Für 2026 sind damit 0,25 von 1 ausgegeben; es bleiben 0,75.",
        "Das Rauschen lässt sich nicht wiederholen.",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}
