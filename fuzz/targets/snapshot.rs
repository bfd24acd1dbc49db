// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as a snapshot of a cube; what is read is written again and read once more.

#![no_main]

use cube::Cube;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(cube) = Cube::from_parquet(bytes.to_vec(), 1) else {
        return;
    };
    let written = cube.to_parquet(Vec::new()).expect("a cube is written");
    let again = Cube::from_parquet(written, 2).expect("what was written is read");
    assert!(cube == again);
});
