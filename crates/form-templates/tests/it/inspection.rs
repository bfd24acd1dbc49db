// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The checklist of a hygiene inspection.

use forms::{Answers, Context, FormSpec, Item};
use jiff::civil::date;

use crate::example::{Example, hold};
use crate::{compiled, spec};

const ID: &str = "hygiene-begehung";

fn context() -> Context {
    Context::on(date(2026, 11, 19))
}

/// A day-care centre where plan and hands were inspected and nothing was found.
const USUAL: &[(&str, &str)] = &[
    ("head/facility_name", "Kita Deichkinder"),
    ("head/facility_address", "Deichstraße 1, 26603 Aurich"),
    ("head/facility_kind", "kita"),
    ("head/visited_on", "2026-11-19"),
    ("head/occasion", "routine"),
    ("head/participants", "Sam Beispiel, Gesundheitsamt"),
    ("scope/areas", "plan hands"),
    ("plan_area/plan_written", "met"),
    ("plan_area/plan_current", "met"),
    ("plan_area/plan_known", "na"),
    ("hands_area/hands_basin", "met"),
    ("hands_area/hands_disinfectant", "met"),
    ("hands_area/hands_done", "met"),
    ("summary/outcome", "closed"),
];

const SIGNED: &str = "summary/signature_office";

#[test]
fn examples() {
    let examples = [
        Example {
            about: "nothing was found",
            wrong: &[(SIGNED, "required")],
            shown: &["plan_area/plan_written", "summary/no_defect_note"],
            hidden: &[
                "head/event",
                "head/previous_visit",
                "head/followup_note",
                "scope/practice_areas",
                "plan_area/plan_written_defect/plan_written_severity",
                "kitchen_area/kitchen_cold",
                "devices_area/devices_graded",
                "summary/defect_note",
                "summary/followup_on",
            ],
            values: &[
                ("summary/count_critical", "0"),
                ("summary/count_all", "0"),
                ("kitchen_area/kitchen_cold", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "an item was passed over",
            changes: &[("hands_area/hands_done", "")],
            wrong: &[("hands_area/hands_done", "required"), (SIGNED, "required")],
            ..Example::default()
        },
        Example {
            about: "a defect wants to be described",
            changes: &[
                ("plan_area/plan_written", "not"),
                ("summary/outcome", "report"),
            ],
            wrong: &[
                (
                    "plan_area/plan_written_defect/plan_written_severity",
                    "required",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_text",
                    "required",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_measure",
                    "required",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_deadline",
                    "required",
                ),
                (SIGNED, "required"),
            ],
            shown: &["plan_area/plan_written_defect/plan_written_photo"],
            values: &[("summary/count_all", "0")],
            ..Example::default()
        },
        Example {
            about: "two defects are counted by severity, and a follow-up is arranged",
            changes: &[
                ("plan_area/plan_written", "partly"),
                (
                    "plan_area/plan_written_defect/plan_written_severity",
                    "minor",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_text",
                    "Nicht unterschrieben",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_measure",
                    "Unterschreiben",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_deadline",
                    "2026-12-19",
                ),
                ("hands_area/hands_basin", "not"),
                (
                    "hands_area/hands_basin_defect/hands_basin_severity",
                    "critical",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_text",
                    "Keine Seife",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_measure",
                    "Seife beschaffen",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_deadline",
                    "2026-11-20",
                ),
                ("summary/outcome", "followup"),
                ("summary/followup_on", "2026-12-20"),
            ],
            wrong: &[(SIGNED, "required")],
            shown: &["summary/defect_note", "summary/followup_on"],
            hidden: &["summary/no_defect_note"],
            values: &[
                ("summary/count_critical", "1"),
                ("summary/count_major", "0"),
                ("summary/count_minor", "1"),
                ("summary/count_all", "2"),
            ],
            ..Example::default()
        },
        Example {
            about: "time limits: one before the inspection, one that is long for a danger",
            changes: &[
                ("plan_area/plan_written", "not"),
                (
                    "plan_area/plan_written_defect/plan_written_severity",
                    "critical",
                ),
                ("plan_area/plan_written_defect/plan_written_text", "Fehlt"),
                (
                    "plan_area/plan_written_defect/plan_written_measure",
                    "Erstellen",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_deadline",
                    "2026-12-24",
                ),
                ("hands_area/hands_basin", "not"),
                (
                    "hands_area/hands_basin_defect/hands_basin_severity",
                    "major",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_text",
                    "Keine Seife",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_measure",
                    "Seife beschaffen",
                ),
                (
                    "hands_area/hands_basin_defect/hands_basin_deadline",
                    "2026-11-18",
                ),
                ("summary/outcome", "order"),
            ],
            wrong: &[
                (
                    "hands_area/hands_basin_defect/hands_basin_deadline",
                    "constraint",
                ),
                (SIGNED, "required"),
            ],
            unusual: &["plan_area/plan_written_defect/plan_written_deadline"],
            ..Example::default()
        },
        Example {
            about: "an inspection with defects is not closed",
            changes: &[
                ("plan_area/plan_written", "not"),
                (
                    "plan_area/plan_written_defect/plan_written_severity",
                    "major",
                ),
                ("plan_area/plan_written_defect/plan_written_text", "Fehlt"),
                (
                    "plan_area/plan_written_defect/plan_written_measure",
                    "Erstellen",
                ),
                (
                    "plan_area/plan_written_defect/plan_written_deadline",
                    "2026-12-24",
                ),
            ],
            wrong: &[("summary/outcome", "constraint"), (SIGNED, "required")],
            ..Example::default()
        },
        Example {
            about: "a defect of an area that is not inspected any more does not count",
            changes: &[
                ("scope/areas", "hands"),
                ("plan_area/plan_written", "not"),
                (
                    "plan_area/plan_written_defect/plan_written_severity",
                    "major",
                ),
            ],
            wrong: &[(SIGNED, "required")],
            values: &[("summary/count_all", "0"), ("plan_area/plan_written", "")],
            ..Example::default()
        },
        Example {
            about: "a practice has areas of its own and no duties of day-care centres",
            changes: &[
                ("head/facility_kind", "practice"),
                ("scope/areas", ""),
                ("scope/practice_areas", "sharps records"),
                ("sharps_area/sharps_safe", "met"),
                ("sharps_area/sharps_box", "met"),
                ("records_area/records_batches", "met"),
                ("records_area/records_kept", "met"),
            ],
            wrong: &[(SIGNED, "required")],
            shown: &["scope/practice_areas", "sharps_area/sharps_box"],
            hidden: &[
                "plan_area/plan_written",
                "records_area/records_infections",
                "devices_area/devices_graded",
            ],
            ..Example::default()
        },
        Example {
            about: "outpatient surgery records infections",
            changes: &[
                ("head/facility_kind", "surgery"),
                ("scope/areas", ""),
                ("scope/practice_areas", "records"),
                ("records_area/records_batches", "met"),
                ("records_area/records_kept", "met"),
            ],
            wrong: &[
                ("records_area/records_infections", "required"),
                (SIGNED, "required"),
            ],
            ..Example::default()
        },
        Example {
            about: "what only concerns children is not asked in a nursing home",
            changes: &[
                ("head/facility_kind", "care_home"),
                ("scope/areas", "sanitary duties"),
                ("sanitary_area/sanitary_clean", "met"),
                ("sanitary_area/sanitary_supplied", "met"),
                ("duties_area/duties_notify", "met"),
                ("duties_area/duties_measles", "na"),
            ],
            wrong: &[(SIGNED, "required")],
            hidden: &[
                "sanitary_area/sanitary_changing",
                "duties_area/duties_exclusion",
            ],
            ..Example::default()
        },
        Example {
            about: "no area at all",
            changes: &[("scope/areas", "")],
            wrong: &[("scope/areas", "required"), (SIGNED, "required")],
            ..Example::default()
        },
        Example {
            about: "a follow-up names the inspection before, an event what happened",
            changes: &[
                ("head/occasion", "followup"),
                ("head/previous_visit", "2026-11-19"),
            ],
            wrong: &[("head/previous_visit", "constraint"), (SIGNED, "required")],
            shown: &["head/followup_note"],
            ..Example::default()
        },
        Example {
            about: "an event is described",
            changes: &[("head/occasion", "event")],
            wrong: &[("head/event", "required"), (SIGNED, "required")],
            ..Example::default()
        },
        Example {
            about: "Legionella and temperatures",
            changes: &[
                ("scope/areas", "water"),
                ("water_area/water_examined", "met"),
                ("water_area/water_warm", "met"),
                ("water_area/water_flushed", "met"),
                ("water_area/legionella_count", "100"),
                ("water_area/warm_temperature", "54.5"),
                ("water_area/cold_temperature", "25"),
            ],
            wrong: &[(SIGNED, "required")],
            unusual: &["water_area/legionella_count", "water_area/warm_temperature"],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), USUAL, &examples);
}

#[test]
fn a_new_inspection_proposes_the_day_and_all_areas() {
    let initial: Answers = compiled(ID).initial(&context());
    assert_eq!(initial.get("head/visited_on"), "2026-11-19");
    let spec = spec(ID);
    for (list, question) in [
        ("areas", "scope/areas"),
        ("practice_areas", "scope/practice_areas"),
    ] {
        let all: Vec<&str> = spec.choices[list]
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!(initial.codes(question).collect::<Vec<_>>(), all, "{list}");
    }
}

/// The areas with their items and the legal reference of each.
fn items(spec: &FormSpec) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &spec.items {
        let Item::Group(area) = item else { continue };
        if !area.name.ends_with("_area") {
            continue;
        }
        lines.push(area.label.get("de").to_owned());
        for item in &area.items {
            if let Item::Question(item) = item
                && item.choices.as_deref() == Some("finding")
            {
                let (label, hint) = (item.label.get("de"), item.hint.get("de"));
                lines.push(format!("  {label} [{hint}]"));
            }
        }
    }
    lines
}

#[test]
fn every_item_has_a_legal_reference_and_everything_that_a_defect_needs() {
    let spec = spec(ID);
    let counted = spec.questions();
    let counted = counted
        .iter()
        .find(|(path, _)| path == "summary/count_major");
    let counted = counted.unwrap().1.calculate.clone().unwrap();
    for (path, question) in spec.questions() {
        if question.choices.as_deref() != Some("finding") {
            continue;
        }
        assert!(!question.hint.is_empty(), "{path}");
        let name = &question.name;
        for part in ["severity", "text", "measure", "deadline", "photo"] {
            let wanted = format!("{path}_defect/{name}_{part}");
            let all = spec.questions();
            assert!(all.iter().any(|(known, _)| *known == wanted), "{wanted}");
        }
        assert!(counted.contains(&format!("${{{name}_severity}}")), "{path}");
    }
    insta::assert_snapshot!(items(&spec).join("\n"));
}
