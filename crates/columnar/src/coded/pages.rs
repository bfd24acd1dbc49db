// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of a column as if its values were their own numbers: the dictionary is kept, and 1, 2, 3 … are handed on
//! in its place. So the library unpacks the numbers itself, which it does not offer for texts.
//!
//! What it would stop at with a panic is refused here.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

use crate::{Dictionary, Kind, MOST_ENTRIES};

pub(super) struct CodePages {
    pub(super) pages: Box<dyn PageReader>,
    pub(super) kind: Kind,
    pub(super) dictionary: Arc<OnceLock<Dictionary>>,
}

fn wrong<T>(what: &str) -> Result<T> {
    Err(ParquetError::General(what.to_owned()))
}

fn is_dictionary(encoding: Encoding) -> bool {
    matches!(
        encoding,
        Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY
    )
}

impl CodePages {
    fn handed_on(&self, page: Page) -> Result<Page> {
        match page {
            Page::DictionaryPage {
                buf,
                num_values,
                encoding,
                is_sorted,
            } => {
                if !matches!(encoding, Encoding::PLAIN | Encoding::PLAIN_DICTIONARY) {
                    return wrong("the dictionary is packed in a way that is not in use");
                }
                let entries = entries(self.kind, &buf, num_values)?;
                if self.dictionary.set(entries).is_err() {
                    return wrong("there are two dictionaries");
                }
                let numbers: Vec<u8> = (1..=num_values).flat_map(u32::to_le_bytes).collect();
                Ok(Page::DictionaryPage {
                    buf: numbers.into(),
                    num_values,
                    encoding,
                    is_sorted,
                })
            }
            page if !is_dictionary(page.encoding()) => {
                wrong("values stand in the rows instead of in a dictionary")
            }
            _ if self.dictionary.get().is_none() => wrong("there is no dictionary"),
            Page::DataPage {
                def_level_encoding, ..
            } if def_level_encoding != Encoding::RLE => {
                wrong("what is missing is marked in a way that is not in use")
            }
            page => Ok(page),
        }
    }
}

/// The values of a dictionary page, one behind the other.
fn entries(kind: Kind, buf: &Bytes, count: u32) -> Result<Dictionary> {
    let count = count as usize;
    if count > MOST_ENTRIES {
        return wrong("the dictionary is too large");
    }
    let whole = match kind {
        Kind::Text => texts(buf).map(Dictionary::Texts),
        _ => integers(buf).map(Dictionary::Integers),
    };
    match whole {
        Some(Dictionary::Texts(all)) if all.len() == count => Ok(Dictionary::Texts(all)),
        Some(Dictionary::Integers(all)) if all.len() == count => Ok(Dictionary::Integers(all)),
        _ => wrong("the dictionary is damaged"),
    }
}

/// Each text after its length in four bytes.
fn texts(mut rest: &[u8]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (text, behind) = behind.split_at_checked(length)?;
        all.push(std::str::from_utf8(text).ok()?.to_owned());
        rest = behind;
    }
    Some(all)
}

/// Eight bytes each.
fn integers(bytes: &[u8]) -> Option<Vec<i64>> {
    let (numbers, rest) = bytes.as_chunks::<8>();
    let numbers = numbers.iter().map(|number| i64::from_le_bytes(*number));
    rest.is_empty().then(|| numbers.collect())
}

impl Iterator for CodePages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for CodePages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        page.map(|page| self.handed_on(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}
