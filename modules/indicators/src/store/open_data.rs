// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of open versions.

use std::collections::HashMap;

use blob::Digest;
use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;

use crate::open_data::{Format, OpenFile};
use crate::sets::SetKey;

#[derive(FromQueryResult)]
struct FileRow {
    set_key: String,
    number: i64,
    format: String,
    file: String,
    bytes: i64,
    written_at: i64,
}

impl FileRow {
    fn read(self) -> db::Result<((SetKey, i64), OpenFile)> {
        let wrong = |what: &str, value: &str| db::DbError::Row(format!("{what} `{value}`"));
        let set = self.set_key.parse();
        let format = self.format.parse();
        let file = self.file.parse();
        let moment = Timestamp::from_millisecond(self.written_at);
        Ok((
            (set.map_err(|_| wrong("set", &self.set_key))?, self.number),
            OpenFile {
                format: format.map_err(|_| wrong("format", &self.format))?,
                file: file.map_err(|_| wrong("digest", &self.file))?,
                bytes: u64::try_from(self.bytes).unwrap_or(0),
                written_at: moment.map_err(|_| wrong("moment", &self.written_at.to_string()))?,
            },
        ))
    }
}

/// All files by set and number of the version, in the order of their formats.
pub(crate) async fn files(
    conn: &impl ConnectionTrait,
) -> db::Result<HashMap<(SetKey, i64), Vec<OpenFile>>> {
    let sql = "SELECT set_key, number, format, file, bytes, written_at FROM open_files ORDER BY set_key, number, format";
    let rows: Vec<FileRow> = db::all(conn, sql, vec![]).await?;
    let mut files: HashMap<_, Vec<OpenFile>> = HashMap::new();
    for row in rows {
        let (of, file) = row.read()?;
        files.entry(of).or_default().push(file);
    }
    Ok(files)
}

/// Notes the files of a version, unless others have.
pub(crate) async fn add(
    tx: &Tx,
    (set, number): (&SetKey, i64),
    files: &[(Format, Digest, u64)],
    now: Timestamp,
) -> db::Result<()> {
    for (format, file, bytes) in files {
        db::execute(
            tx,
            "INSERT INTO open_files (set_key, number, format, file, bytes, written_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (set_key, number, format) DO NOTHING",
            vec![
                set.as_str().into(),
                number.into(),
                format.name().into(),
                file.to_string().into(),
                i64::try_from(*bytes).unwrap_or(i64::MAX).into(),
                now.as_millisecond().into(),
            ],
        )
        .await?;
    }
    Ok(())
}
