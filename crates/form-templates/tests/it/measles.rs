// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The notification about a person without sufficient proof of measles protection.

use forms::{Context, PrivacyClass};
use jiff::civil::date;

use crate::example::{Example, hold};
use crate::{compiled, spec};

const ID: &str = "masernschutz-meldung";

/// A child of five years in a day-care centre.
const CHILD: &[(&str, &str)] = &[
    ("report_day", "2026-11-19"),
    ("gate/facility_kind", "kita"),
    ("gate/relation", "cared"),
    ("gate/birth_date", "2021-03-02"),
    ("gate/situation", "none"),
    ("person/last_name", "Muster"),
    ("person/first_name", "Kim"),
    ("person/sex", "x"),
    ("person/street", "Deichstraße 1"),
    ("person/postcode", "26603"),
    ("person/town", "Aurich"),
    ("person/stays_elsewhere", "no"),
    ("guardian[1]/guardian_kind", "parent"),
    ("guardian[1]/guardian_last_name", "Muster"),
    ("guardian[1]/guardian_first_name", "Toni"),
    ("guardian[1]/guardian_same_address", "yes"),
    ("guardian[1]/guardian_phone", "04941 1"),
    ("finish/contact_name", "Sam Beispiel"),
    ("finish/contact_phone", "04941 2"),
    ("finish/confirmed", "OK"),
];

fn context() -> Context {
    Context::on(date(2026, 11, 19))
}

const NO_GUARDIAN: &[(&str, &str)] = &[
    ("guardian[1]/guardian_kind", ""),
    ("guardian[1]/guardian_last_name", ""),
    ("guardian[1]/guardian_first_name", ""),
    ("guardian[1]/guardian_same_address", ""),
    ("guardian[1]/guardian_phone", ""),
];

#[test]
fn examples() {
    let examples = [
        Example {
            about: "a child without a proof",
            shown: &[
                "gate/two_doses_note",
                "person/guardian_note",
                "guardian[1]/guardian_kind",
            ],
            hidden: &[
                "gate/one_dose_note",
                "gate/nothing_note",
                "reason/later_until",
                "reason/doubt_about",
                "stay/stay_street",
                "reach/phone",
                "guardian[1]/guardian_street",
            ],
            values: &[
                ("gate/age_years", "5"),
                ("gate/may_report", "yes"),
                ("gate/must_notify", "yes"),
            ],
            ..Example::default()
        },
        Example {
            about: "between one and two years one dose is enough",
            changes: &[("gate/birth_date", "2025-11-19")],
            shown: &["gate/one_dose_note"],
            hidden: &["gate/two_doses_note"],
            values: &[("gate/age_years", "1")],
            ..Example::default()
        },
        Example {
            about: "an infant is not reported, and nobody asks for its name",
            changes: &[("gate/birth_date", "2025-11-20")],
            wrong: &[("gate/birth_date", "constraint")],
            shown: &["gate/nothing_note"],
            hidden: &["gate/situation", "person/last_name", "finish/contact_name"],
            values: &[
                ("gate/age_years", "0"),
                ("gate/must_notify", "no"),
                ("person/last_name", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "nobody born in 1970 is reported",
            changes: &[
                ("gate/birth_date", "1970-12-31"),
                ("gate/relation", "working"),
            ],
            wrong: &[("gate/birth_date", "constraint")],
            shown: &["gate/nothing_note"],
            hidden: &["person/last_name"],
            ..Example::default()
        },
        Example {
            about: "a date of birth that is still to come",
            changes: &[("gate/birth_date", "2026-11-20")],
            wrong: &[("gate/birth_date", "constraint")],
            hidden: &["person/last_name"],
            values: &[("gate/age_years", "")],
            ..Example::default()
        },
        Example {
            about: "a complete proof is not reported",
            changes: &[("gate/situation", "complete")],
            wrong: &[("gate/situation", "constraint")],
            shown: &["gate/nothing_note"],
            hidden: &["person/last_name", "finish/confirmed"],
            values: &[("gate/must_notify", "no"), ("person/last_name", "")],
            ..Example::default()
        },
        Example {
            about: "vaccination is possible later",
            changes: &[
                ("gate/situation", "later"),
                ("reason/later_until", "2027-03-01"),
            ],
            shown: &["reason/later_until"],
            hidden: &["reason/doubt_about", "reason/doubt_reason"],
            ..Example::default()
        },
        Example {
            about: "the time limit has passed",
            changes: &[
                ("gate/situation", "later"),
                ("reason/later_until", "2026-11-18"),
            ],
            wrong: &[("reason/later_until", "constraint")],
            ..Example::default()
        },
        Example {
            about: "a very long time limit",
            changes: &[
                ("gate/situation", "later"),
                ("reason/later_until", "2029-01-01"),
            ],
            unusual: &["reason/later_until"],
            ..Example::default()
        },
        Example {
            about: "doubt is not the same as no proof",
            changes: &[
                ("gate/situation", "doubt"),
                ("reason/doubt_about", "authenticity content"),
                ("reason/doubt_reason", "Stempel unleserlich"),
            ],
            shown: &["reason/doubt_about", "reason/doubt_reason"],
            hidden: &["reason/later_until"],
            ..Example::default()
        },
        Example {
            about: "doubt wants to know of what and why",
            changes: &[("gate/situation", "doubt")],
            wrong: &[
                ("reason/doubt_about", "required"),
                ("reason/doubt_reason", "required"),
            ],
            ..Example::default()
        },
        Example {
            about: "a child without guardians",
            changes: NO_GUARDIAN,
            wrong: &[("finish/confirmed", "constraint")],
            ..Example::default()
        },
        Example {
            about: "the youth welfare office has an address and no first name",
            changes: &[
                ("guardian[1]/guardian_kind", "office"),
                ("guardian[1]/guardian_street", "Fischteichweg 7"),
                ("guardian[1]/guardian_postcode", "26603"),
                ("guardian[1]/guardian_town", "Aurich"),
            ],
            hidden: &[
                "guardian[1]/guardian_first_name",
                "guardian[1]/guardian_same_address",
            ],
            ..Example::default()
        },
        Example {
            about: "a second guardian lives elsewhere",
            changes: &[
                ("guardian[2]/guardian_kind", "parent"),
                ("guardian[2]/guardian_last_name", "Beispiel"),
                ("guardian[2]/guardian_first_name", "Alex"),
                ("guardian[2]/guardian_same_address", "no"),
            ],
            wrong: &[
                ("guardian[2]/guardian_street", "required"),
                ("guardian[2]/guardian_postcode", "required"),
                ("guardian[2]/guardian_town", "required"),
            ],
            shown: &["guardian[2]/guardian_street"],
            hidden: &["guardian[1]/guardian_street"],
            ..Example::default()
        },
        Example {
            about: "an adult in a medical facility has no guardians",
            changes: &[
                ("gate/facility_kind", "medical"),
                ("gate/relation", "working"),
                ("gate/birth_date", "1990-05-05"),
                ("reach/mail", "kim@example.org"),
            ],
            shown: &["reach/phone"],
            hidden: &["person/guardian_note", "guardian[1]/guardian_kind"],
            values: &[
                ("guardian[1]/guardian_last_name", ""),
                ("gate/age_years", "36"),
            ],
            ..Example::default()
        },
        Example {
            about: "nobody is cared for in a medical facility as far as this form goes",
            changes: &[("gate/facility_kind", "medical")],
            wrong: &[("gate/relation", "unknown-choice")],
            ..Example::default()
        },
        Example {
            about: "another current address, and slips",
            changes: &[
                ("person/stays_elsewhere", "yes"),
                ("person/postcode", "2660"),
                ("guardian[1]/guardian_mail", "kim(at)example.org"),
                ("stay/stay_street", "Marktplatz 1"),
                ("stay/stay_postcode", "26603"),
                ("stay/stay_town", "Aurich"),
            ],
            wrong: &[
                ("person/postcode", "constraint"),
                ("guardian[1]/guardian_mail", "constraint"),
            ],
            shown: &["stay/stay_street"],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), CHILD, &examples);
}

#[test]
fn the_age_is_that_on_the_day_of_the_notification() {
    // The child has its eighteenth birthday before somebody reads the notification.
    let later = Context::on(date(2039, 12, 1));
    hold(
        &compiled(ID),
        &later,
        CHILD,
        &[Example {
            about: "read years later",
            shown: &["guardian[1]/guardian_kind"],
            values: &[("report_day", "2026-11-19"), ("gate/age_years", "5")],
            ..Example::default()
        }],
    );
}

#[test]
fn nothing_that_could_name_a_person_is_forwarded() {
    let spec = spec(ID);
    let questions = spec.questions().into_iter();
    let forwarded: Vec<String> = questions
        .filter_map(|(path, question)| Some(format!("{path}: {}", question.forwarded_as()?)))
        .collect();
    insta::assert_snapshot!(forwarded.join("\n"), @r"
    report_day: date
    gate/facility_kind: plain
    gate/relation: plain
    gate/age_years: quasi
    gate/may_report: plain
    gate/situation: sensitive
    gate/must_notify: plain
    reason/later_until: date
    reason/doubt_about: sensitive
    person/sex: quasi
    person/stays_elsewhere: plain
    guardian/guardian_kind: plain
    guardian/guardian_same_address: plain
    finish/confirmed: plain
    ");
    let birth = spec.questions();
    let birth = birth.iter().find(|(path, _)| path == "gate/birth_date");
    assert_eq!(birth.unwrap().1.privacy, Some(PrivacyClass::Identifier));
    assert!(spec.questions().iter().all(|(_, one)| !one.kind.is_file()));
}
