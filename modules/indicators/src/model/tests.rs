// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use kernel::Id;
use proptest::prelude::*;

use super::CellState::{NoData, NotYet, Suppressed, Value, Zero};
use super::*;

fn week(text: &str) -> IsoWeek {
    text.parse().unwrap()
}

fn office(number: u128) -> OrganisationId {
    Id::from_uuid(uuid::Uuid::from_u128(number))
}

fn district(key: &str, number: u128) -> District {
    District {
        key: key.to_owned(),
        name: format!("Kreis {key}"),
        kind: DistrictKind::Rural,
        office: Some(office(number)),
    }
}

fn group(kind: GroupKind, place: &str, of: &str, facilities: i64, ill: i64, all: i64) -> Group {
    Group {
        kind,
        level: match place.len() {
            5 => Level::District,
            3 => Level::Region,
            _ => Level::State,
        },
        place: place.to_owned(),
        week: week(of),
        facilities,
        reports: facilities,
        ill,
        cared_for: all,
    }
}

fn arrival(number: u128, as_of: &str) -> Arrival {
    Arrival {
        office: office(number),
        as_of: week(as_of),
        arrived_at: "2026-11-16T05:00:00Z".parse().unwrap(),
    }
}

/// Three districts: two whose offices take part, one whose office does not.
fn example() -> Figures {
    let groups = [
        group(GroupKind::Figures, "03101", "2026-W45", 4, 20, 200),
        group(GroupKind::Figures, "03101", "2026-W46", 3, 0, 150),
        group(GroupKind::Closed, "03102", "2026-W45", 3, 0, 0),
        group(GroupKind::Figures, "031", "2026-W45", 3, 40, 100),
        group(GroupKind::Correction, "03101", "2026-W45", 3, -2, 0),
    ];
    let arrivals = [
        arrival(1, "2026-W46"),
        arrival(1, "2026-W47"),
        arrival(2, "2026-W46"),
    ];
    let districts = vec![
        district("03101", 1),
        district("03102", 2),
        district("03103", 3),
    ];
    Figures::new(districts, &groups, &arrivals)
}

fn state(figures: &Figures, key: &str, of: &str, now: &str) -> CellState {
    let district = figures.district(key).unwrap();
    figures.cell(district, week(of), week(now)).state
}

#[test]
fn figures_and_corrections_of_a_district_are_added_up() {
    let figures = example();
    let cell = figures.cell(&figures.districts()[0], week("2026-W45"), week("2026-W47"));
    assert_eq!(
        (cell.sums.ill, cell.sums.cared_for, cell.sums.facilities),
        (18, 200, 4)
    );
    assert_eq!(cell.share(), Some(0.09));
}

#[test]
fn the_state_counts_groups_of_all_levels() {
    let whole = example().whole(week("2026-W45"), week("2026-W47"));
    assert_eq!(
        (whole.sums.ill, whole.sums.cared_for, whole.sums.facilities),
        (58, 300, 7)
    );
}

#[test]
fn every_cell_says_why_it_has_no_figure() {
    let figures = example();
    for (key, of, now, expected) in [
        ("03101", "2026-W45", "2026-W47", Value),
        ("03101", "2026-W46", "2026-W47", Zero),
        // Closed only.
        ("03102", "2026-W45", "2026-W47", NoData),
        // Its office has not released since the end of the week; a week later that is a gap.
        ("03102", "2026-W46", "2026-W47", NotYet),
        ("03102", "2026-W46", "2026-W48", Suppressed),
        // Its office does not take part.
        ("03103", "2026-W46", "2026-W47", NoData),
        // The week is not over.
        ("03101", "2026-W47", "2026-W47", NotYet),
        ("03103", "2026-W47", "2026-W47", NotYet),
        // Nobody reports in summer.
        ("03101", "2026-W30", "2026-W47", NoData),
    ] {
        assert_eq!(
            state(&figures, key, of, now),
            expected,
            "{key} in {of} as of {now}"
        );
    }
}

#[test]
fn a_week_is_complete_once_all_who_take_part_have_released() {
    let figures = example();
    assert!(figures.is_complete(week("2026-W45"), week("2026-W47")));
    assert!(!figures.is_complete(week("2026-W46"), week("2026-W47")));
    assert!(figures.is_complete(week("2026-W46"), week("2026-W48")));
    assert!(!figures.is_complete(week("2026-W48"), week("2026-W48")));
}

#[test]
fn weeks_begin_with_the_first_report_and_leave_the_summer_out() {
    let groups = [
        group(GroupKind::Figures, "03101", "2026-W19", 3, 1, 10),
        group(GroupKind::Figures, "03101", "2026-W41", 3, 1, 10),
    ];
    let figures = Figures::new(vec![district("03101", 1)], &groups, &[]);
    let weeks: Vec<String> = figures
        .weeks(week("2026-W43"))
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        weeks,
        ["2026-W42", "2026-W41", "2026-W40", "2026-W20", "2026-W19"]
    );
}

#[test]
fn seasons_know_week_53() {
    let season = Season::of(week("2026-W53"));
    assert_eq!(season.to_string(), "2026/27");
    assert_eq!(Season::of(week("2027-W20")), season);
    assert_eq!(season.weeks().count(), 53);
    assert_eq!(season.before().same_week(week("2026-W53")), None);
    assert_eq!(
        season.before().same_week(week("2027-W02")),
        Some(week("2026-W02"))
    );
    assert_eq!(Season::of(week("1999-W40")).to_string(), "1999/00");
}

#[test]
fn measures_are_found_in_whatever_group_of_questions_they_stand() {
    let sums = |names: [&str; 3]| {
        names
            .into_iter()
            .zip([3, 4, 100])
            .map(|(n, v)| (n.to_owned(), v))
            .collect()
    };
    let nested = sums([
        "counts.absent_are",
        "counts.present_are",
        "counts.cared_for",
    ]);
    assert_eq!(KRANKENSTAND.read(&nested), Some((7, 100)));
    let other = sums(["absent_are", "present_are", "not_cared_for"]);
    assert_eq!(KRANKENSTAND.read(&other), None);
}

proptest! {
    #[test]
    fn the_order_of_groups_does_not_matter_and_the_state_is_the_sum(
        numbers in prop::collection::vec((0usize..3, 40i8..47, 3i64..9, 0i64..30), 1..40), turn in 0usize..40
    ) {
        let keys = ["03101", "03102", "03103"];
        let mut groups: Vec<Group> = numbers
            .iter()
            .map(|(place, of, facilities, ill)| Group {
                week: IsoWeek::new(2026, *of).unwrap(),
                ..group(GroupKind::Figures, keys[*place], "2026-W40", *facilities, *ill, 100)
            })
            .collect();
        let districts = || keys.iter().map(|key| district(key, 1)).collect::<Vec<_>>();
        let now = week("2026-W50");
        let first = Figures::new(districts(), &groups, &[]);
        let turn = turn % groups.len();
        groups.rotate_left(turn);
        let second = Figures::new(districts(), &groups, &[]);
        for of in first.all_weeks(now) {
            let mut ill = 0;
            for one in first.districts() {
                let cell = first.cell(one, of, now);
                prop_assert_eq!(cell, second.cell(one, of, now));
                ill += cell.sums.ill;
                prop_assert!(cell.share().is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
            prop_assert_eq!(first.whole(of, now).sums.ill, ill);
        }
    }
}
