// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as a dataset: text, workbook, archive or package, recognised and read in every way that is offered.

#![no_main]

use std::panic;
use std::sync::Once;

use datasets::{Empty, Limits, Place, PlaceName, Places, apply, recognise};
use libfuzzer_sys::fuzz_target;

/// The reader of workbooks panics on some damaged ones; `tables` catches that and refuses the file.
static PANICS_ELSEWHERE: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    PANICS_ELSEWHERE.call_once(|| {
        let abort = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let of_reader = |at: &panic::Location<'_>| at.file().contains("calamine");
            if !info.location().is_some_and(of_reader) {
                abort(info);
            }
        }));
    });
    let places = Places::new([("03159", "Göttingen"), ("03403", "Oldenburg (Oldb)")].map(
        |(ags, name)| PlaceName {
            ags: ags.parse().expect("a key"),
            name: name.to_owned(),
            kind: "Landkreis".to_owned(),
        },
    ));
    let limits = Limits {
        bytes: 1 << 20,
        rows: 2_000,
        ..Limits::default()
    };
    let Ok((file, candidates)) = recognise(bytes, "file.csv", &places, &limits) else {
        return;
    };
    for candidate in candidates {
        let mut mapping = candidate.mapping;
        mapping.fixed.category.get_or_insert("measles".to_owned());
        mapping.fixed.place.get_or_insert(Place::GERMANY);
        mapping.fixed.year.get_or_insert(2024);
        mapping.empty = Empty::Zero;
        if let Ok(outcome) = apply(&file.tables[candidate.table], &mapping, &places, &limits) {
            assert!(outcome.report.sound_rows <= outcome.report.rows);
            assert!(outcome.observations.parts().count() <= outcome.observations.len());
        }
    }
});
