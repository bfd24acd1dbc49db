// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From bytes to rows with known columns.

/// The largest file in bytes.
pub(crate) const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The most rows of a table.
pub(crate) const MAX_ROWS: usize = 5_000;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    /// Office or institution.
    Kind,
    /// The name.
    Name,
    /// The office that an institution belongs to: its name, its key, or its district.
    Office,
    /// What an institution is.
    InstitutionKind,
    /// Street and number.
    Street,
    /// Postcode.
    Postcode,
    /// Town.
    Town,
    /// The official key of the municipality (institution) or district (office).
    Ags,
    /// Where it is written to.
    Email,
    /// Where it is called.
    Phone,
    /// The first day.
    ValidFrom,
    /// The last day.
    ValidTo,
    /// The number under which the office knows it.
    Reference,
}

/// All columns in the order of the template.
pub(crate) const COLUMNS: [Column; 13] = [
    Column::Kind,
    Column::Name,
    Column::Office,
    Column::InstitutionKind,
    Column::Street,
    Column::Postcode,
    Column::Town,
    Column::Ags,
    Column::Email,
    Column::Phone,
    Column::ValidFrom,
    Column::ValidTo,
    Column::Reference,
];

impl Column {
    /// The heading in the file.
    pub(crate) fn heading(self) -> &'static str {
        self.headings()[0]
    }

    /// The name in message keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Office => "office",
            Self::InstitutionKind => "institution-kind",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::Ags => "ags",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::ValidFrom => "valid-from",
            Self::ValidTo => "valid-to",
            Self::Reference => "reference",
        }
    }

    /// The headings that are understood, the one of the template first.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["kind", "art", "ebene"],
            Self::Name => &["name", "bezeichnung"],
            Self::Office => &["office", "gesundheitsamt", "amt"],
            Self::InstitutionKind => &["institution_kind", "einrichtungsart"],
            Self::Street => &["street", "straße", "strasse"],
            Self::Postcode => &["postcode", "plz", "postleitzahl"],
            Self::Town => &["town", "ort"],
            Self::Ags => &["ags", "gemeindeschlüssel"],
            Self::Email => &["email", "e-mail"],
            Self::Phone => &["phone", "telefon"],
            Self::ValidFrom => &["valid_from", "gültig_ab"],
            Self::ValidTo => &["valid_to", "gültig_bis"],
            Self::Reference => &["external_id", "nummer", "kennung"],
        }
    }

    fn of_heading(text: &str) -> Option<Self> {
        let heading = text.trim().to_lowercase().replace(' ', "_");
        COLUMNS
            .into_iter()
            .find(|column| column.headings().contains(&heading.as_str()))
    }

    fn place(self) -> usize {
        COLUMNS
            .iter()
            .position(|column| *column == self)
            .unwrap_or_default()
    }
}

/// Why a file is not a table that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TableError {
    /// There is no row below the headings.
    #[error("the table has no rows")]
    Empty,
    /// The file is larger than [`MAX_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// The file is no text, such as a spreadsheet or UTF-16.
    #[error("the file is no text")]
    NotText,
    /// There are more than [`MAX_ROWS`] rows.
    #[error("the table has too many rows")]
    TooManyRows,
    /// A heading that is not known, cut to 40 characters.
    #[error("the column `{0}` is not known")]
    UnknownColumn(String),
    /// A column stands there twice.
    #[error("the column {} stands there twice", .0.heading())]
    Twice(Column),
    /// A column that every table needs is missing.
    #[error("the column {} is missing", .0.heading())]
    Missing(Column),
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// The line of the file, from 1.
    pub(crate) line: u64,
    /// Whether the row has more cells than the headings.
    pub(crate) too_long: bool,
    cells: [String; COLUMNS.len()],
}

impl TableRow {
    /// The cell of a column without blanks around it; empty if the table lacks the column.
    pub(crate) fn cell(&self, column: Column) -> &str {
        &self.cells[column.place()]
    }
}

/// A table whose columns are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    /// The rows that are not wholly empty.
    pub(crate) rows: Vec<TableRow>,
}

/// The text of a file: UTF-8 with or without a mark, else Windows-1252 as spreadsheets write it.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, TableError> {
    tables::decode(bytes, MAX_BYTES).map_err(|error| match error {
        tables::TextError::TooLarge => TableError::TooLarge,
        tables::TextError::NotText => TableError::NotText,
    })
}

/// Reads a table whose cells are separated by semicolons or commas, whichever its headings use.
pub(crate) fn read(text: &str) -> Result<Table, TableError> {
    let text = tables::one_line_end(text);
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut table = Table::default();
    for record in tables::Records::of(&text, tables::delimiter(&text)) {
        let Some(columns) = &columns else {
            columns = Some(known_columns(&record.cells)?);
            continue;
        };
        if table.rows.len() == MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        let mut row = TableRow {
            line: record.line,
            too_long: false,
            cells: Default::default(),
        };
        for (place, cell) in record.cells.into_iter().enumerate() {
            match columns.get(place) {
                Some(Some(column)) => row.cells[column.place()] = cell,
                _ => row.too_long |= !cell.is_empty(),
            }
        }
        table.rows.push(row);
    }
    if table.rows.is_empty() {
        return Err(TableError::Empty);
    }
    Ok(table)
}

/// The columns behind the headings. An empty heading over empty cells is nothing.
fn known_columns(headings: &[String]) -> Result<Vec<Option<Column>>, TableError> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for heading in headings {
        if heading.is_empty() {
            columns.push(None);
            continue;
        }
        let column = Column::of_heading(heading)
            .ok_or_else(|| TableError::UnknownColumn(heading.chars().take(40).collect()))?;
        if columns.contains(&Some(column)) {
            return Err(TableError::Twice(column));
        }
        columns.push(Some(column));
    }
    for needed in [Column::Kind, Column::Name] {
        if !columns.contains(&Some(needed)) {
            return Err(TableError::Missing(needed));
        }
    }
    Ok(columns)
}

/// An empty table with one row as an example, as spreadsheets open it (UTF-8 with mark, semicolons).
pub(crate) fn template() -> String {
    let headings: Vec<_> = COLUMNS.into_iter().map(Column::heading).collect();
    format!(
        "\u{feff}{}\r\ninstitution;Kita Beispiel;03241;kita;Deichweg 1;30159;Hannover;03241001;\
         leitung@kita-beispiel.example;0511 123456;2026-08-01;;4711\r\n",
        headings.join(";")
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_separators_give_the_same_table() {
        let text = "Art;Name;Ort\r\ninstitution;Kita Möwe;Göttingen\r\n";
        let semicolons = read(&decode(text.as_bytes()).unwrap()).unwrap();
        let commas = read(&text.replace(';', ",")).unwrap();
        assert_eq!(semicolons.rows[0].cell(Column::Town), "Göttingen");
        assert_eq!(semicolons.rows[0].line, 2);
        assert_eq!(semicolons, commas);
    }

    #[test]
    fn a_file_that_is_no_such_table_is_refused_with_the_reason() {
        assert_eq!(decode(b"PK\0\0"), Err(TableError::NotText));
        assert_eq!(
            decode(&vec![b'a'; MAX_BYTES + 1]),
            Err(TableError::TooLarge)
        );
        for (text, error) in [
            ("", TableError::Empty),
            ("kind;name", TableError::Empty),
            ("kind;town\na;b", TableError::Missing(Column::Name)),
            ("kind;name;Name\na;b;c", TableError::Twice(Column::Name)),
            (
                "kind;name;colour\na;b;c",
                TableError::UnknownColumn("colour".to_owned()),
            ),
        ] {
            assert_eq!(read(text), Err(error), "{text:?}");
        }
        let long = format!("kind;name\n{}", "a;b\n".repeat(MAX_ROWS + 1));
        assert_eq!(read(&long), Err(TableError::TooManyRows));
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = "kind;name\r\n\r\na;b\r\n;\r\nc;\"d\r\ne\"\r\nf;g";
        let lines: Vec<_> = read(text)
            .unwrap()
            .rows
            .iter()
            .map(|row| row.line)
            .collect();
        assert_eq!(lines, [3, 5, 7]);
    }

    #[test]
    fn the_template_has_all_columns_and_can_be_read() {
        let table = read(&decode(template().as_bytes()).unwrap()).unwrap();
        assert_eq!(table.rows.len(), 1);
        assert!(!table.rows[0].too_long);
        assert_eq!(table.rows[0].cell(Column::Reference), "4711");
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(text) = decode(&bytes) {
                let _ = read(&text);
            }
        }

        #[test]
        fn arbitrary_cells_below_good_headings_never_panic(body in "[a-zäÖ0-9;,\"\r\n\t ß]{0,200}") {
            if let Ok(table) = read(&format!("kind;name;town;ags\n{body}")) {
                prop_assert!(!table.rows.is_empty());
                prop_assert!(table.rows.windows(2).all(|two| two[0].line < two[1].line));
            }
        }
    }
}
