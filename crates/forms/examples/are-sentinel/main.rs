// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Writes the template of the ARE sentinel form: `cargo run -p forms --example are-sentinel`.
//! A test holds the file in the repository to what this program writes.

mod tables;

fn main() -> anyhow::Result<()> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../modules/library/forms/are-sentinel-kita.xlsx"
    );
    std::fs::write(path, tables::workbook()?)?;
    Ok(())
}
