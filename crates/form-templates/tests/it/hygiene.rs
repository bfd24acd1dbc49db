// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The yearly hygiene indicators of a hospital.

use forms::Context;
use jiff::civil::date;

use crate::compiled;
use crate::example::{Example, hold};

const ID: &str = "hygiene-kennzahlen";

/// A hospital that reports everything, with two wards.
const USUAL: &[(&str, &str)] = &[
    ("hospital/parts", "hand mrsa cdi"),
    ("hospital/beds", "200"),
    ("hospital/admissions", "9000"),
    ("hospital/patient_days", "60000"),
    ("ward[1]/ward_name", "A1"),
    ("ward[1]/ward_kind", "normal"),
    ("ward[1]/ward_patient_days", "8000"),
    ("ward[1]/ward_disinfectant", "240000"),
    ("ward[2]/ward_name", "ITS"),
    ("ward[2]/ward_kind", "intensive"),
    ("ward[2]/ward_patient_days", "2000"),
    ("ward[2]/ward_disinfectant", "260000.5"),
    ("mrsa/mrsa_brought_in", "90"),
    ("mrsa/mrsa_nosocomial", "6"),
    ("cdi/cdi_cases", "30"),
    ("cdi/cdi_severe", "3"),
    ("structure/commission", "yes"),
    ("structure/commission_meetings", "2"),
    ("structure/doctor", "own"),
    ("structure/doctor_posts", "0.5"),
    ("structure/link_doctors", "8"),
    ("structure/nurse_posts", "1.75"),
    ("structure/link_nurses", "20"),
    ("structure/screening", "risk"),
    ("structure/kiss_modules", "hand mrsa"),
];

fn context() -> Context {
    Context::on(date(2027, 2, 1))
}

#[test]
fn examples() {
    let examples = [
        Example {
            about: "everything is reported",
            shown: &[
                "hand/hand_note",
                "mrsa/mrsa_rate_note",
                "cdi/cdi_severe_note",
            ],
            hidden: &["hand/hand_open_note"],
            values: &[
                ("ward[1]/ward_rate", "30"),
                ("ward[2]/ward_rate", "130"),
                ("hand/hand_days_total", "10000"),
                ("hand/hand_disinfectant_total", "500001"),
                ("hand/hand_rate", "50"),
                ("mrsa/mrsa_total", "96"),
                ("mrsa/mrsa_nosocomial_rate", "0.1"),
                ("mrsa/mrsa_total_rate", "1.6"),
                ("cdi/cdi_rate", "0.5"),
                ("cdi/cdi_severe_total", "3"),
                ("cdi/cdi_severe_share", "10"),
            ],
            ..Example::default()
        },
        Example {
            about: "only MRSA is reported",
            changes: &[("hospital/parts", "mrsa")],
            shown: &["mrsa/mrsa_nosocomial", "structure/commission"],
            hidden: &["ward[1]/ward_name", "hand/hand_note", "cdi/cdi_cases"],
            values: &[("hand/hand_rate", ""), ("cdi/cdi_rate", "")],
            ..Example::default()
        },
        Example {
            about: "a ward with a blank leaves no total without a word",
            changes: &[("ward[2]/ward_patient_days", "")],
            wrong: &[("ward[2]/ward_patient_days", "required")],
            shown: &["hand/hand_open_note"],
            hidden: &["hand/hand_note", "ward[2]/ward_note"],
            values: &[
                ("ward[2]/ward_rate", ""),
                ("hand/hand_days_total", "8000"),
                ("hand/hand_rate", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "a ward without patient-days has no rate, but counts in the total",
            changes: &[("ward[2]/ward_patient_days", "0")],
            unusual: &["ward[2]/ward_patient_days"],
            values: &[("ward[2]/ward_rate", ""), ("hand/hand_rate", "62.5")],
            ..Example::default()
        },
        Example {
            about: "no patient-days at all",
            changes: &[
                ("hospital/patient_days", "0"),
                ("hospital/admissions", "0"),
                ("ward[1]/ward_patient_days", "0"),
                ("ward[2]/ward_patient_days", "0"),
                ("mrsa/mrsa_brought_in", "0"),
                ("mrsa/mrsa_nosocomial", "0"),
                ("cdi/cdi_cases", "0"),
            ],
            unusual: &["ward[1]/ward_patient_days", "ward[2]/ward_patient_days"],
            hidden: &["mrsa/mrsa_rate_note", "cdi/cdi_note", "cdi/cdi_severe"],
            values: &[
                ("hand/hand_rate", ""),
                ("mrsa/mrsa_total", "0"),
                ("mrsa/mrsa_total_rate", ""),
                ("cdi/cdi_rate", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "litres instead of millilitres",
            changes: &[("ward[1]/ward_disinfectant", "240")],
            unusual: &["ward[1]/ward_disinfectant"],
            values: &[("ward[1]/ward_rate", "0")],
            ..Example::default()
        },
        Example {
            about: "more patient-days than beds allow",
            changes: &[("hospital/patient_days", "73201")],
            wrong: &[("hospital/patient_days", "constraint")],
            ..Example::default()
        },
        Example {
            about: "the wards have more patient-days than the hospital",
            changes: &[("hospital/patient_days", "9500")],
            unusual: &["hospital/patient_days", "cdi/cdi_cases"],
            ..Example::default()
        },
        Example {
            about: "more cases than admissions",
            changes: &[("mrsa/mrsa_nosocomial", "8911")],
            wrong: &[("mrsa/mrsa_nosocomial", "constraint")],
            unusual: &["mrsa/mrsa_nosocomial"],
            ..Example::default()
        },
        Example {
            about: "more severe cases than cases",
            changes: &[("cdi/cdi_severe", "31")],
            wrong: &[("cdi/cdi_severe", "constraint")],
            ..Example::default()
        },
        Example {
            about: "no case is severe if there is none",
            changes: &[("cdi/cdi_cases", "0")],
            shown: &["cdi/cdi_note"],
            hidden: &["cdi/cdi_severe", "cdi/cdi_severe_note"],
            values: &[
                ("cdi/cdi_severe", ""),
                ("cdi/cdi_severe_total", "0"),
                ("cdi/cdi_rate", "0"),
                ("cdi/cdi_severe_share", ""),
            ],
            ..Example::default()
        },
        Example {
            about: "no commission, nobody in charge, no modules",
            changes: &[
                ("structure/commission", "no"),
                ("structure/doctor", "none"),
                ("structure/nurse_posts", "0"),
                ("structure/kiss_modules", "none"),
            ],
            unusual: &["structure/nurse_posts"],
            hidden: &["structure/commission_meetings", "structure/doctor_posts"],
            ..Example::default()
        },
        Example {
            about: "none and one at the same time",
            changes: &[("structure/kiss_modules", "hand none")],
            wrong: &[("structure/kiss_modules", "constraint")],
            ..Example::default()
        },
        Example {
            about: "hand disinfection without a ward",
            changes: &[
                ("ward[1]/ward_name", ""),
                ("ward[1]/ward_kind", ""),
                ("ward[1]/ward_patient_days", ""),
                ("ward[1]/ward_disinfectant", ""),
                ("ward[2]/ward_name", ""),
                ("ward[2]/ward_kind", ""),
                ("ward[2]/ward_patient_days", ""),
                ("ward[2]/ward_disinfectant", ""),
            ],
            wrong: &[("hospital/parts", "constraint")],
            values: &[
                ("hand/hand_days_total", "0"),
                ("hand/hand_is_complete", "no"),
                ("hand/hand_rate", ""),
            ],
            ..Example::default()
        },
    ];
    hold(&compiled(ID), &context(), USUAL, &examples);
}
