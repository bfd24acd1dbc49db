// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rebuilds the crate when the built interface changed, because it is embedded.

fn main() {
    println!("cargo:rerun-if-changed=../../ui/dist");
}
