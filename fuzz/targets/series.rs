// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as series of weekly counts, and each method on their last weeks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use signals::{Bayes, Columns, Cusum, Ears, EarsKind, Farrington, Method, Plan, Rki, Threshold};

fuzz_target!(|bytes: &[u8]| {
    let Ok(all) = signals::read(bytes, &Columns::default()) else {
        return;
    };
    let methods = [
        Method::Farrington(Farrington::default()),
        Method::Farrington(Farrington {
            threshold: Threshold::Muan,
            fewest_years: 1,
            ..Farrington::default()
        }),
        Method::Ears(Ears::new(EarsKind::C3)),
        Method::Bayes(Bayes::default()),
        Method::Rki(Rki::THREE),
        Method::Cusum(Cusum::default()),
    ];
    for named in all.iter().take(3) {
        let length = named.series.len();
        for method in methods {
            let findings = Plan::of(method)
                .test(&named.series, length.saturating_sub(3)..length)
                .expect("the parameters are in their ranges");
            for finding in findings {
                assert!(finding.bound.is_some() || finding.reason.is_some());
            }
        }
    }
});
