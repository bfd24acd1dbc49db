// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The weekly count of children with an acute respiratory illness.

use forms::{Answers, CompiledForm, Context, PeriodFacts};
use jiff::civil::date;

use crate::example::{Example, answers, hold};
use crate::{compiled, spec};

const ID: &str = "are-sentinel-kita";

const USUAL: &[(&str, &str)] = &[
    ("facility_state", "open"),
    ("counts/count_day", "2026-11-18"),
    ("counts/cared_for", "75"),
    ("counts/absent_are", "6"),
    ("counts/present_are", "4"),
];

fn context() -> Context {
    Context::on(date(2026, 11, 19)).with_period(PeriodFacts {
        name: "2026-W47".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        count_day: Some(date(2026, 11, 18)),
    })
}

/// What is accepted of a report of the week before, with this many absent children.
fn week_before(absent: &str) -> Answers {
    let before = Context::on(date(2026, 11, 12)).with_period(PeriodFacts {
        name: "2026-W46".to_owned(),
        first_day: date(2026, 11, 9),
        last_day: date(2026, 11, 15),
        count_day: Some(date(2026, 11, 11)),
    });
    let changes = [
        ("counts/count_day", "2026-11-11"),
        ("counts/absent_are", absent),
    ];
    compiled(ID)
        .check(&answers(USUAL, &changes), &before)
        .answers
}

#[test]
fn examples() {
    let examples = [
        Example {
            about: "a usual week",
            shown: &["counts/present_are", "counts/share_note", "remark"],
            hidden: &["closure_reason"],
            values: &[
                ("counts/ill", "10"),
                ("counts/share", "13.3"),
                ("counts/previous_share", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "nobody is ill",
            changes: &[("counts/absent_are", "0"), ("counts/present_are", "0")],
            values: &[("counts/ill", "0"), ("counts/share", "0")],
            ..Example::default()
        },
        Example {
            about: "a closed facility gives a reason and no figures",
            changes: &[("facility_state", "closed"), ("closure_reason", "holiday")],
            shown: &["closure_reason", "remark"],
            hidden: &["counts/count_day", "counts/cared_for", "counts/share_note"],
            values: &[
                ("counts/cared_for", ""),
                ("counts/share", ""),
                ("closure_reason", "holiday"),
            ],
            ..Example::default()
        },
        Example {
            about: "a closed facility without a reason",
            changes: &[("facility_state", "closed")],
            wrong: &[("closure_reason", "required")],
            ..Example::default()
        },
        Example {
            about: "more ill children than cared for",
            changes: &[("counts/present_are", "70")],
            wrong: &[("counts/present_are", "constraint")],
            unusual: &["counts/present_are"],
            ..Example::default()
        },
        Example {
            about: "more absent children than cared for",
            changes: &[("counts/absent_are", "76"), ("counts/present_are", "0")],
            wrong: &[
                ("counts/absent_are", "constraint"),
                ("counts/present_are", "constraint"),
            ],
            unusual: &["counts/present_are"],
            ..Example::default()
        },
        Example {
            about: "30 percent is not more than 30 percent",
            changes: &[
                ("counts/cared_for", "100"),
                ("counts/absent_are", "20"),
                ("counts/present_are", "10"),
            ],
            values: &[("counts/share", "30")],
            ..Example::default()
        },
        Example {
            about: "more than 30 percent",
            changes: &[("counts/absent_are", "20")],
            unusual: &["counts/present_are"],
            values: &[("counts/share", "32")],
            ..Example::default()
        },
        Example {
            about: "a very large facility",
            changes: &[("counts/cared_for", "251")],
            unusual: &["counts/cared_for"],
            ..Example::default()
        },
        Example {
            about: "a figure is missing: one mistake, and no share",
            changes: &[("counts/absent_are", "")],
            wrong: &[("counts/absent_are", "required")],
            hidden: &["counts/share_note"],
            values: &[("counts/ill", ""), ("counts/share", "")],
            ..Example::default()
        },
        Example {
            about: "a day of another week",
            changes: &[("counts/count_day", "2026-11-11")],
            wrong: &[("counts/count_day", "constraint")],
            ..Example::default()
        },
        Example {
            about: "a day that is still to come",
            changes: &[("counts/count_day", "2026-11-20")],
            wrong: &[("counts/count_day", "constraint")],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), USUAL, &examples);
}

#[test]
fn a_jump_since_the_week_before_is_asked_back_in_both_directions() {
    let form = compiled(ID);
    // 4 of 75 were ill in the week before: 5.3 percent.
    let rising = context().with_previous(&week_before("0"));
    hold(
        &form,
        &rising,
        USUAL,
        &[
            Example {
                about: "8 points more",
                values: &[("counts/previous_share", "5.3"), ("counts/share", "13.3")],
                ..Example::default()
            },
            Example {
                about: "16 points more",
                changes: &[("counts/absent_are", "12")],
                unusual: &["counts/absent_are"],
                values: &[("counts/share", "21.3")],
                ..Example::default()
            },
            Example {
                about: "nothing to compare with while a figure is missing",
                changes: &[("counts/present_are", "")],
                wrong: &[("counts/present_are", "required")],
                ..Example::default()
            },
        ],
    );
    // 20 of 75 were ill: 26.7 percent.
    let falling = context().with_previous(&week_before("16"));
    hold(
        &form,
        &falling,
        USUAL,
        &[
            Example {
                about: "13.4 points less",
                ..Example::default()
            },
            Example {
                about: "21.4 points less",
                changes: &[("counts/absent_are", "0")],
                unusual: &["counts/absent_are"],
                ..Example::default()
            },
        ],
    );
    let found = form.check(&answers(USUAL, &[("counts/absent_are", "0")]), &falling);
    insta::assert_snapshot!(found.warnings[0].message.get("de"), @"In der Vorwoche waren 26,7 % der Kinder erkrankt, jetzt sind es 5,3 %. Das ist ein großer Sprung. Bitte prüfen Sie die Zahlen.");
}

#[test]
fn a_week_before_without_figures_is_no_reason_to_ask_back() {
    let form = compiled(ID);
    let closed: Answers = [("facility_state", "closed"), ("closure_reason", "holiday")]
        .into_iter()
        .collect();
    for before in [Answers::new(), closed] {
        let context = context().with_previous(&before);
        let found = form.check(&answers(USUAL, &[("counts/absent_are", "18")]), &context);
        assert_eq!((found.violations, found.warnings), (vec![], vec![]));
    }
}

/// The form with another setting.
fn with_setting(name: &str, value: &str) -> CompiledForm {
    let mut spec = spec(ID);
    spec.question_mut(name).unwrap().calculate = Some(value.to_owned());
    CompiledForm::compile(&spec).unwrap()
}

#[test]
fn a_state_can_count_absent_children_only_and_other_ages() {
    let form = with_setting("counts_present", "'no'");
    hold(
        &form,
        &context(),
        USUAL,
        &[
            Example {
                about: "present children are not asked for",
                hidden: &["counts/present_are"],
                values: &[
                    ("counts/present_are", ""),
                    ("counts/ill", "6"),
                    ("counts/share", "8"),
                ],
                ..Example::default()
            },
            Example {
                about: "the share of absent children is asked back",
                changes: &[("counts/absent_are", "25")],
                unusual: &["counts/share"],
                ..Example::default()
            },
        ],
    );
    let form = with_setting("age_from", "0");
    let filling = form.begin(&context()).unwrap();
    let question = filling.reference("counts/cared_for");
    let label = filling.session().state(&question).unwrap().label.unwrap();
    assert_eq!(
        label.text,
        "Wie viele Kinder von 0 bis 6 Jahren betreuen Sie?"
    );
}

#[test]
fn the_limits_can_be_set() {
    let form = with_setting("share_limit", "10");
    let found = form.check(&answers(USUAL, &[]), &context());
    assert_eq!(
        found.warnings[0].message.get("en"),
        "More than 10% of the children are ill (13.3%). Please check the three numbers."
    );
}

#[test]
fn the_count_day_is_proposed() {
    let initial = compiled(ID).initial(&context());
    assert_eq!(initial.get("counts/count_day"), "2026-11-18");
}
