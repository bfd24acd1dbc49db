// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Receipt numbers that can be read out on the telephone: `KW47-7F3K-9QXD`.

use kernel::{Chance, SubmissionId};

use crate::period::Period;

/// 31 characters that are not mistaken for each other. A prime, so that a weighted sum notices every
/// single wrong character and every two that are swapped.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CHARACTERS: usize = 7;

/// The receipt number of a submission: the period, then seven characters out of the random bits of
/// the identifier and a check character.
pub fn number(period: Period, submission: SubmissionId) -> String {
    let prefix = match period {
        Period::Week(week) => format!("KW{:02}", week.week()),
        Period::Day(day) => format!("T{:02}{:02}", day.day(), day.month()),
        Period::Month(_) => format!("M{:02}", period.first_day().month()),
        Period::Quarter(_) => format!("Q{:02}", period.last_day().month() / 3),
        Period::Year(_) => format!("J{:02}", period.first_day().year() % 100),
    };
    // The last 62 bits of a UUID version 7 are random.
    let mut bits = submission.uuid().as_u64_pair().1 & ((1 << 62) - 1);
    let mut code = Vec::with_capacity(CHARACTERS + 1);
    for _ in 0..CHARACTERS {
        code.push(ALPHABET[usize::try_from(bits % 31).unwrap_or(0)]);
        bits /= 31;
    }
    code.push(check_character(prefix.as_bytes(), &code));
    let text: String = code.into_iter().map(char::from).collect();
    format!("{prefix}-{}-{}", &text[..4], &text[4..])
}

/// A code with which institutions join a collection: 12 characters that are not mistaken for each other.
pub fn join_code(chance: &dyn Chance) -> String {
    let mut bytes = [0; 24];
    chance.fill(&mut bytes);
    bytes
        .chunks(2)
        .map(|pair| {
            let number = usize::from(u16::from_be_bytes([pair[0], pair[1]]));
            char::from(ALPHABET[number % ALPHABET.len()])
        })
        .collect()
}

/// The number that somebody typed, in its one spelling; `None` if it is misspelt.
pub fn parse(typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let (prefix, code) = plain.split_at_checked(plain.len().checked_sub(CHARACTERS + 1)?)?;
    let (code, check) = code.as_bytes().split_at(CHARACTERS);
    let (digits, length) = [("KW", 2), ("T", 4), ("M", 2), ("Q", 2), ("J", 2)]
        .into_iter()
        .find_map(|(letters, length)| Some((prefix.strip_prefix(letters)?, length)))?;
    let known = code.iter().all(|c| ALPHABET.contains(c));
    let prefix_ok = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
    (known && prefix_ok && check == [check_character(prefix.as_bytes(), code)]).then(|| {
        format!(
            "{prefix}-{}-{}",
            &plain[prefix.len()..prefix.len() + 4],
            &plain[prefix.len() + 4..]
        )
    })
}

fn check_character(prefix: &[u8], code: &[u8]) -> u8 {
    let value = |c: &u8| ALPHABET.iter().position(|known| known == c).unwrap_or(0);
    let code: usize = code
        .iter()
        .enumerate()
        .map(|(at, c)| (at + 1) * value(c))
        .sum();
    let prefix: usize = prefix
        .iter()
        .enumerate()
        .map(|(at, c)| (at + 11) * usize::from(*c))
        .sum();
    ALPHABET[(code + prefix) % 31]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, ManualClock, SeededChance};
    use proptest::prelude::*;

    fn some_number(seed: u64) -> String {
        let clock = ManualClock::new("2026-11-21T08:00:00Z".parse().unwrap());
        number(
            "2026-W47".parse().unwrap(),
            Id::new(&clock, &SeededChance::new(seed)),
        )
    }

    #[test]
    fn a_number_is_short_and_readable() {
        insta::assert_snapshot!(some_number(1));
    }

    proptest! {
        #[test]
        fn a_number_survives_being_typed(seed: u64) {
            let number = some_number(seed);
            let sloppy = number.replace('-', " ").to_lowercase();
            prop_assert_eq!(parse(&sloppy), Some(number));
        }

        #[test]
        fn one_wrong_character_is_noticed(seed: u64, at in 0..8_usize, other in 0..31_usize) {
            let number = some_number(seed);
            let mut plain: Vec<u8> = number.bytes().filter(|b| *b != b'-').collect();
            let replaced = std::mem::replace(&mut plain[4 + at], ALPHABET[other]);
            let typed = String::from_utf8(plain).unwrap();
            prop_assert_eq!(parse(&typed).is_some(), replaced == ALPHABET[other]);
        }

        #[test]
        fn two_swapped_characters_are_noticed(seed: u64, at in 0..6_usize) {
            let number = some_number(seed);
            let mut plain: Vec<u8> = number.bytes().filter(|b| *b != b'-').collect();
            plain.swap(4 + at, 5 + at);
            let typed = String::from_utf8(plain.clone()).unwrap();
            prop_assert_eq!(parse(&typed).is_some(), plain[4 + at] == plain[5 + at]);
        }

        #[test]
        fn no_text_makes_the_reader_stumble(text in ".{0,40}") {
            let _ = parse(&text);
        }
    }
}
