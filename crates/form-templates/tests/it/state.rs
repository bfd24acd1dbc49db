// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The notification that a state sets up itself.

use forms::Context;
use jiff::civil::date;

use crate::compiled;
use crate::example::{Example, hold};

const ID: &str = "landesmeldung";

fn context() -> Context {
    Context::on(date(2026, 11, 19))
}

/// Two cases.
const CASES: &[(&str, &str)] = &[
    ("report_kind", "cases"),
    ("case[1]/disease", "respiratory"),
    ("case[1]/agent", "influenza"),
    ("case[1]/diagnosed_on", "2026-11-17"),
    ("case[1]/onset", "2026-11-14"),
    ("case[1]/sex", "w"),
    ("case[1]/age_group", "60-79"),
    ("case[1]/district", "03452"),
    ("case[1]/hospitalised", "yes"),
    ("case[1]/died", "yes"),
    ("case[1]/died_on", "2026-11-18"),
    ("case[1]/outbreak", "yes"),
    ("case[1]/outbreak_place", "care_home"),
    ("case[1]/outbreak_sign", "AB 12"),
    ("case[2]/disease", "measles"),
    ("case[2]/diagnosed_on", "2026-11-16"),
    ("case[2]/sex", "m"),
    ("case[2]/age_group", "0-4"),
    ("case[2]/district", "03404"),
    ("case[2]/hospitalised", "unknown"),
    ("case[2]/died", "no"),
    ("case[2]/outbreak", "no"),
];

#[test]
fn lists_of_cases() {
    let examples = [
        Example {
            about: "two cases",
            shown: &[
                "case[1]/agent",
                "case[1]/died_on",
                "case[1]/outbreak_place",
                "totals/totals_note",
            ],
            hidden: &[
                "case[2]/agent",
                "case[2]/died_on",
                "case[2]/outbreak_place",
                "case[2]/disease_other",
                "tally[1]/tally_cases",
                "totals/zero_note",
            ],
            values: &[
                ("totals/total_cases", "2"),
                ("totals/total_hospitalised", "1"),
                ("totals/total_died", "1"),
                ("totals/total_outbreak", "1"),
            ],
            ..Example::default()
        },
        Example {
            about: "the pathogen does not belong to the disease",
            changes: &[("case[1]/agent", "norovirus")],
            wrong: &[("case[1]/agent", "unknown-choice")],
            ..Example::default()
        },
        Example {
            about: "a pathogen that nobody knows",
            changes: &[("case[1]/agent", "unknown")],
            ..Example::default()
        },
        Example {
            about: "complaints after the finding",
            changes: &[("case[2]/onset", "2026-11-17")],
            wrong: &[("case[2]/onset", "constraint")],
            ..Example::default()
        },
        Example {
            about: "death before the complaints",
            changes: &[("case[1]/died_on", "2026-11-13")],
            wrong: &[("case[1]/died_on", "constraint")],
            ..Example::default()
        },
        Example {
            about: "a finding that is long past, and one that is still to come",
            changes: &[
                ("case[1]/diagnosed_on", "2026-09-19"),
                ("case[1]/onset", ""),
                ("case[2]/diagnosed_on", "2026-11-20"),
            ],
            wrong: &[("case[2]/diagnosed_on", "constraint")],
            unusual: &["case[1]/diagnosed_on"],
            ..Example::default()
        },
        Example {
            about: "another disease has a name",
            changes: &[("case[2]/disease", "other")],
            wrong: &[("case[2]/disease_other", "required")],
            ..Example::default()
        },
        Example {
            about: "what is missing of a case",
            changes: &[
                ("case[2]/disease", ""),
                ("case[2]/sex", ""),
                ("case[2]/age_group", ""),
                ("case[2]/district", ""),
            ],
            wrong: &[
                ("case[2]/disease", "required"),
                ("case[2]/sex", "required"),
                ("case[2]/age_group", "required"),
                ("case[2]/district", "required"),
            ],
            values: &[("totals/total_cases", "2")],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), CASES, &examples);
}

/// Counts of two diseases.
const COUNTS: &[(&str, &str)] = &[
    ("report_kind", "counts"),
    ("tally[1]/tally_disease", "gastroenteritis"),
    ("tally[1]/tally_cases", "12"),
    ("tally[1]/tally_hospitalised", "2"),
    ("tally[1]/tally_died", "0"),
    ("tally[1]/tally_outbreak", "12"),
    ("tally[2]/tally_disease", "varicella"),
    ("tally[2]/tally_cases", "3"),
    ("tally[2]/tally_hospitalised", "0"),
    ("tally[2]/tally_died", "0"),
    ("tally[2]/tally_outbreak", "0"),
];

#[test]
fn counts() {
    let examples = [
        Example {
            about: "counts of two diseases",
            shown: &["tally[1]/tally_cases", "totals/totals_note"],
            hidden: &["case[1]/disease", "tally[1]/tally_disease_other"],
            values: &[
                ("totals/total_cases", "15"),
                ("totals/total_hospitalised", "2"),
                ("totals/total_died", "0"),
                ("totals/total_outbreak", "12"),
            ],
            ..Example::default()
        },
        Example {
            about: "a blank makes no total without a value",
            changes: &[("tally[2]/tally_cases", "")],
            wrong: &[("tally[2]/tally_cases", "required")],
            values: &[("totals/total_cases", "12")],
            ..Example::default()
        },
        Example {
            about: "more in hospital and dead than ill",
            changes: &[
                ("tally[2]/tally_hospitalised", "4"),
                ("tally[2]/tally_died", "4"),
                ("tally[2]/tally_outbreak", "4"),
            ],
            wrong: &[
                ("tally[2]/tally_hospitalised", "constraint"),
                ("tally[2]/tally_died", "constraint"),
                ("tally[2]/tally_outbreak", "constraint"),
            ],
            ..Example::default()
        },
        Example {
            about: "an entry without cases",
            changes: &[("tally[2]/tally_cases", "0")],
            wrong: &[("tally[2]/tally_cases", "constraint")],
            ..Example::default()
        },
        Example {
            about: "very many cases",
            changes: &[("tally[1]/tally_cases", "501")],
            unusual: &["tally[1]/tally_cases"],
            ..Example::default()
        },
        Example {
            about: "cases were announced and none is there",
            changes: &[("report_kind", "cases")],
            wrong: &[("report_kind", "constraint")],
            values: &[("totals/total_cases", "0"), ("tally[1]/tally_cases", "")],
            ..Example::default()
        },
        Example {
            about: "a zero report leaves nothing else behind",
            changes: &[("report_kind", "none")],
            shown: &["totals/zero_note"],
            hidden: &["totals/totals_note", "tally[1]/tally_cases"],
            values: &[
                ("totals/total_cases", "0"),
                ("totals/total_died", "0"),
                ("tally[1]/tally_cases", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "nothing is said yet",
            changes: &[("report_kind", "")],
            wrong: &[("report_kind", "required")],
            hidden: &["totals/totals_note", "totals/zero_note"],
            values: &[("totals/total_cases", "")],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), COUNTS, &examples);
}

#[test]
fn a_list_of_cases_begins_with_one_case_and_counts_begin_with_one_disease() {
    let form = compiled(ID);
    for (kind, first) in [
        ("cases", "case[1]/disease"),
        ("counts", "tally[1]/tally_cases"),
    ] {
        let mut filling = form.begin(&context()).unwrap();
        filling.answer("report_kind", kind).unwrap();
        let state = filling.session().state(&filling.reference(first)).unwrap();
        assert!(state.relevant, "{kind}");
        let found = filling.evaluation();
        assert!(
            found.violations.iter().all(|one| one.path != "report_kind"),
            "{kind}"
        );
    }
}
