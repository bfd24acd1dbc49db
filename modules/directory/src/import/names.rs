// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table with one column that names institutions, by their number or their name: which ones it means.
//! A lookup; nothing is changed.

use std::collections::{BTreeMap, HashMap};

use kernel::OrganisationId;

use super::folded;
use super::table::{TableError, decode};
use crate::model::Organisation;

/// Headings that are understood above the column; a table may also have none.
const HEADINGS: [&str; 10] = [
    "einrichtung",
    "einrichtungen",
    "institution",
    "name",
    "bezeichnung",
    "nummer",
    "kennung",
    "schlüssel",
    "external_id",
    "key",
];

/// A row and the institution that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRow {
    /// The line of the file, from 1.
    pub line: u64,
    /// What stands there, at most 200 characters.
    pub text: String,
    /// Which institution it names.
    pub found: Result<OrganisationId, NameFault>,
}

/// Why a row names no institution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// No institution has this number or name.
    Unknown,
    /// Several institutions have it.
    Ambiguous,
    /// The same institution stands in this earlier line.
    Twice(u64),
    /// More than one cell is filled.
    SeveralCells,
}

impl NameFault {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
            Self::Twice(_) => "twice",
            Self::SeveralCells => "several-cells",
        }
    }
}

/// Why a file is no such table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NamesError {
    /// No row names anything.
    #[error("the table has no rows")]
    Empty,
    /// The file is larger than 2 MiB.
    #[error("the file is too large")]
    TooLarge,
    /// The file is no text, such as a spreadsheet.
    #[error("the file is no text")]
    NotText,
    /// There are more rows than the caller allows.
    #[error("the table has too many rows")]
    TooManyRows,
}

impl NamesError {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotText => "not-text",
            Self::TooManyRows => "too-many-rows",
        }
    }
}

/// Finds which of `institutions` a file names, row by row, at most `most` rows. Numbers outweigh
/// names; capitals and blanks do not count in names.
pub fn named_institutions(
    file: &[u8],
    institutions: &[Organisation],
    most: usize,
) -> Result<Vec<NamedRow>, NamesError> {
    let text = decode(file).map_err(|error| match error {
        TableError::TooLarge => NamesError::TooLarge,
        _ => NamesError::NotText,
    })?;
    let text = tables::one_line_end(&text);
    let known = KnownInstitutions::new(institutions);
    let mut seen: BTreeMap<OrganisationId, u64> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut is_first = true;
    // Only semicolons separate cells: names have commas.
    for record in tables::Records::of(&text, b';') {
        let filled: Vec<&String> = record
            .cells
            .iter()
            .filter(|cell| !cell.is_empty())
            .collect();
        let Some(cell) = filled.first() else { continue };
        let mut found = known.find(cell);
        if std::mem::take(&mut is_first)
            && found.is_err()
            && HEADINGS.contains(&folded(cell).as_str())
        {
            continue;
        }
        if rows.len() == most {
            return Err(NamesError::TooManyRows);
        }
        let line = record.line;
        if filled.len() > 1 {
            found = Err(NameFault::SeveralCells);
        }
        if let Ok(id) = found {
            found = match seen.get(&id) {
                Some(earlier) => Err(NameFault::Twice(*earlier)),
                None => Ok(id),
            };
            seen.entry(id).or_insert(line);
        }
        rows.push(NamedRow {
            line,
            text: cell.chars().take(200).collect(),
            found,
        });
    }
    if rows.is_empty() {
        return Err(NamesError::Empty);
    }
    Ok(rows)
}

/// Institutions by what a cell can say: their number or their name.
#[derive(Debug)]
pub struct KnownInstitutions<'o> {
    by_number: HashMap<&'o str, Vec<OrganisationId>>,
    by_name: HashMap<String, Vec<OrganisationId>>,
}

impl<'o> KnownInstitutions<'o> {
    /// These institutions.
    pub fn new(institutions: &'o [Organisation]) -> Self {
        let mut known = Self {
            by_number: HashMap::new(),
            by_name: HashMap::new(),
        };
        for institution in institutions {
            if let Some(number) = &institution.reference {
                known
                    .by_number
                    .entry(number)
                    .or_default()
                    .push(institution.id);
            }
            known
                .by_name
                .entry(folded(&institution.name))
                .or_default()
                .push(institution.id);
        }
        known
    }

    /// The one that a text names. Numbers outweigh names; capitals and blanks do not count in names.
    pub fn find(&self, cell: &str) -> Result<OrganisationId, NameFault> {
        let found = self
            .by_number
            .get(cell)
            .or_else(|| self.by_name.get(&folded(cell)));
        match found.map(Vec::as_slice) {
            None | Some([]) => Err(NameFault::Unknown),
            Some([only]) => Ok(*only),
            Some(_) => Err(NameFault::Ambiguous),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Address, InstitutionKind, OrganisationKind};

    fn kita(id: u128, name: &str, number: Option<&str>) -> Organisation {
        Organisation {
            id: Id::from_uuid(uuid::Uuid::from_u128(id)),
            kind: OrganisationKind::Institution,
            parent: None,
            name: name.to_owned(),
            institution_kind: Some(InstitutionKind::Kita),
            reference: number.map(str::to_owned),
            address: Address::default(),
            ags: None,
            email: None,
            phone: None,
            valid_from: date(2026, 1, 1),
            valid_to: None,
        }
    }

    fn read(text: &str) -> Vec<(u64, Result<u128, NameFault>)> {
        let known = [
            kita(1, "Kita Sonne, Nord", Some("17")),
            kita(2, "Kita Möwe", None),
            kita(3, "Kita Meer", Some("18")),
            kita(4, "Kita Meer", Some("19")),
        ];
        named_institutions(text.as_bytes(), &known, 5)
            .unwrap()
            .into_iter()
            .map(|row| (row.line, row.found.map(|id| id.uuid().as_u128())))
            .collect()
    }

    #[test]
    fn numbers_and_names_are_found_with_and_without_a_heading() {
        let text = "Einrichtung;\r\n17;\r\n\r\nkita  möwe\r\n";
        assert_eq!(read(text), [(2, Ok(1)), (4, Ok(2))]);
        assert_eq!(read("Kita Sonne, Nord\n19"), [(1, Ok(1)), (2, Ok(4))]);
    }

    #[test]
    fn rows_that_name_no_institution_or_several_say_so() {
        let text = "Kita Nebel\nKita Meer\n17\nKita Sonne, Nord\n18;19";
        assert_eq!(
            read(text),
            [
                (1, Err(NameFault::Unknown)),
                (2, Err(NameFault::Ambiguous)),
                (3, Ok(1)),
                (4, Err(NameFault::Twice(3))),
                (5, Err(NameFault::SeveralCells)),
            ]
        );
    }

    #[test]
    fn files_that_are_no_such_table_are_refused() {
        let read = |bytes: &[u8]| named_institutions(bytes, &[], 2);
        assert_eq!(read(b""), Err(NamesError::Empty));
        assert_eq!(read(b"Name\n;;\n"), Err(NamesError::Empty));
        assert_eq!(read(b"PK\0\0"), Err(NamesError::NotText));
        assert_eq!(read(b"a\nb\nc"), Err(NamesError::TooManyRows));
        let much = vec![b'a'; crate::import::MAX_BYTES + 1];
        assert_eq!(read(&much), Err(NamesError::TooLarge));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = named_institutions(&bytes, &[kita(1, "Kita", None)], 100);
        }
    }
}
