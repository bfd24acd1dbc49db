// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A look at a compound file (MS-CFB) before it is read as a workbook of Excel 97 to 2003 (MS-XLS):
//! its chains of sectors must end, and its sheets must not be larger than a form can be. The reader
//! follows chains without a limit and keeps every sheet as a full rectangle.

/// The most cells that the rectangles around the used cells may have, counted from the beginning of
/// every sheet to the end of the file.
const MOST_CELLS: u64 = 8_000_000;

/// The most sheets of a file.
const MOST_SHEETS: usize = 200;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Numbers from here on mean no sector.
const RESERVED: u32 = 0xFFFF_FFFA;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this lie in mini sectors.
const MINI_LIMIT: u64 = 4096;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

/// The sectors of a stream in order; nothing if they do not end, or lead out of the table.
fn chain(start: u32, table: &[u32], size: usize, length: u64) -> Option<Vec<u32>> {
    let size = u64::try_from(size).ok()?;
    let mut ids = Vec::new();
    let mut id = start;
    let mut read = 0_u64;
    while id != END_OF_CHAIN && read < length {
        if ids.len() > table.len() {
            return None;
        }
        ids.push(id);
        read = read.saturating_add(size);
        if read < length {
            id = *table.get(index(id))?;
        }
    }
    Some(ids)
}

fn gathered(ids: &[u32], size: usize, sectors: &[u8], length: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for &id in ids {
        let start = index(id).checked_mul(size)?;
        let end = start.checked_add(size)?.min(sectors.len());
        bytes.extend_from_slice(sectors.get(start..end)?);
    }
    bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Some(bytes)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let words = bytes.as_chunks::<4>().0.iter();
    words.map(|word| u32::from_le_bytes(*word))
}

/// Whether the file can be read in bounded memory.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let sound = |stream: Vec<u8>| {
        let starts = sheets(&stream);
        let counted = starts.iter().try_fold(cells(&stream)?, |all, start| {
            let rest = stream.get(*start..).unwrap_or_default();
            Some(cells(rest)?.saturating_add(all))
        });
        Some(starts.len() <= MOST_SHEETS && counted? <= MOST_CELLS)
    };
    workbook(bytes).and_then(sound).unwrap_or(false)
}

/// Where the sheets begin, as the file says.
fn sheets(stream: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        if kind == 0x0085 && starts.len() <= MOST_SHEETS {
            starts.extend(u32_at(stream, at + 4).map(index));
        }
        at += 4 + usize::from(length);
    }
    starts
}

/// The stream of the workbook, if all chains of the file end.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = match u16_at(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = bytes.get(size..)?;
    let sector = |id: u32| gathered(&[id], size, sectors, u64::MAX);
    let mut places: Vec<u32> = words(bytes.get(76..512)?).collect();
    let mut next = u32_at(bytes, 68)?;
    let most = sectors.len() / size + 1;
    for _ in 0..=most {
        if next >= RESERVED {
            break;
        }
        let more: Vec<u32> = words(&sector(next)?).collect();
        let (last, more) = more.split_last()?;
        places.extend_from_slice(more);
        next = *last;
    }
    if next < RESERVED || places.len() > most.saturating_add(109) * 2 {
        return None;
    }
    let mut table = Vec::new();
    for id in places.into_iter().filter(|id| *id < RESERVED) {
        table.extend(words(&sector(id)?));
    }
    let directory = chain(u32_at(bytes, 48)?, &table, size, u64::MAX)?;
    let directory = gathered(&directory, size, sectors, u64::MAX)?;
    let is_old = u16_at(bytes, 26)? == 3;
    let entries: Vec<Entry> = directory
        .as_chunks::<128>()
        .0
        .iter()
        .map(|entry| Entry::read(entry, is_old))
        .collect::<Option<_>>()?;
    let root = entries.first()?;
    let (mut mini_table, mut mini) = (Vec::new(), Vec::new());
    if u32_at(bytes, 64)? > 0 {
        let ids = chain(root.start, &table, size, root.length)?;
        mini = gathered(&ids, size, sectors, root.length)?;
        let ids = chain(u32_at(bytes, 60)?, &table, size, u64::MAX)?;
        mini_table = words(&gathered(&ids, size, sectors, u64::MAX)?).collect();
    }
    let mut workbook = None;
    for entry in entries.iter().skip(1).filter(|entry| entry.is_stream) {
        let length = entry.length;
        let content = if length < MINI_LIMIT {
            let ids = chain(entry.start, &mini_table, MINI_SECTOR, length)?;
            gathered(&ids, MINI_SECTOR, &mini, length)
        } else {
            let ids = chain(entry.start, &table, size, length)?;
            gathered(&ids, size, sectors, length)
        };
        if ["workbook", "book"].contains(&entry.name.as_str()) && workbook.is_none() {
            workbook = content;
        }
    }
    workbook
}

struct Entry {
    /// In small letters.
    name: String,
    is_stream: bool,
    start: u32,
    length: u64,
}

impl Entry {
    fn read(entry: &[u8], is_old: bool) -> Option<Self> {
        let letters = usize::from(u16_at(entry, 64)?).min(64) / 2;
        let letters = (0..letters.saturating_sub(1)).filter_map(|at| u16_at(entry, at * 2));
        let name: String = char::decode_utf16(letters).filter_map(Result::ok).collect();
        let high = if is_old { 0 } else { u32_at(entry, 124)? };
        Some(Self {
            name: name.to_lowercase(),
            is_stream: entry.get(66) == Some(&2),
            start: u32_at(entry, 116)?,
            length: u64::from(high) << 32 | u64::from(u32_at(entry, 120)?),
        })
    }
}

/// The cells of the rectangles around what each sheet holds, together; nothing if a sheet says that
/// it is larger than the format allows.
fn cells(stream: &[u8]) -> Option<u64> {
    let mut all = 0_u64;
    let mut sheet: Option<[u64; 4]> = None;
    let area = |sheet: Option<[u64; 4]>| {
        sheet.map_or(0, |[top, left, bottom, right]| {
            (bottom - top + 1) * (right - left + 1)
        })
    };
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let start = at + 4;
        let end = start + usize::from(length);
        let record = stream.get(start..end).unwrap_or_default();
        match kind {
            // The beginning and the end of a sheet.
            0x0809 | 0x0409 | 0x0209 | 0x0009 | 0x000A => {
                all = all.saturating_add(area(sheet.take()));
            }
            // How large the sheet says that it is.
            0x0200 if !has_possible_size(record) => return None,
            // Cells, and rows of cells.
            0x0001..=0x0006
            | 0x00BD
            | 0x00BE
            | 0x00D6
            | 0x00FD
            | 0x0201..=0x0206
            | 0x027E
            | 0x0406 => {
                if let (Some(row), Some(column)) = (u16_at(record, 0), u16_at(record, 2)) {
                    let last = match kind {
                        0x00BD | 0x00BE => u16_at(record, record.len().saturating_sub(2)),
                        _ => None,
                    };
                    let (row, column) = (u64::from(row), u64::from(column));
                    let last = u64::from(last.unwrap_or_default()).max(column);
                    let known = sheet.unwrap_or([row, column, row, column]);
                    sheet = Some([
                        known[0].min(row),
                        known[1].min(column),
                        known[2].max(row),
                        known[3].max(last),
                    ]);
                }
            }
            _ => {}
        }
        at = end;
    }
    Some(all.saturating_add(area(sheet)))
}

/// Whether a record of dimensions stays within 65,536 rows and 256 columns.
fn has_possible_size(record: &[u8]) -> bool {
    let rows_and_columns = if record.len() == 10 {
        let number = |at| u16_at(record, at).map(u32::from);
        number(0).zip(number(2)).zip(number(6))
    } else {
        let columns = u16_at(record, 10).map(u32::from);
        u32_at(record, 0).zip(u32_at(record, 4)).zip(columns)
    };
    rows_and_columns
        .is_some_and(|((first, end), columns)| first <= end && end <= 65_536 && columns <= 256)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &[u8] = include_bytes!("../../../forms/tests/it/form.xls");

    #[test]
    fn a_whole_file_is_sound() {
        assert!(is_sound(FORM));
        assert!(cells(&workbook(FORM).expect("a workbook")).is_some_and(|cells| cells > 10));
    }

    #[test]
    fn chains_without_end_are_refused() {
        let first = index(u32_at(FORM, 76).expect("the first sector of the table"));
        let table = (first + 1) * 512;
        let mut refused = 0;
        for id in 0..16_u32 {
            // Every sector leads to itself.
            let mut broken = FORM.to_vec();
            broken[table + index(id) * 4..][..4].copy_from_slice(&id.to_le_bytes());
            refused += u32::from(!is_sound(&broken));
        }
        assert!(refused > 0, "some sector is in use");
        for cut in [0, 100, 511, 512, 1024, FORM.len() / 2] {
            assert!(!is_sound(&FORM[..cut]), "cut at {cut}");
        }
    }

    #[test]
    fn sheets_that_are_too_large_are_counted() {
        let cell = |row: u16, column: u16| {
            let mut record = vec![0x03, 0x02, 14, 0];
            record.extend(row.to_le_bytes());
            record.extend(column.to_le_bytes());
            record.extend([0; 10]);
            record
        };
        let sheet = [cell(0, 0), cell(65_535, 255), vec![0x0A, 0, 0, 0]].concat();
        assert_eq!(cells(&sheet), Some(65_536 * 256));
        assert_eq!(
            cells(&[sheet.clone(), sheet].concat()),
            Some(2 * 65_536 * 256)
        );
        let mut size = vec![0x00, 0x02, 14, 0];
        size.extend([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 3, 0, 0, 0]);
        assert_eq!(cells(&size), None);
    }
}
