// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A filter as a row of words.

use super::{FilterError, FilterErrorKind};

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    /// A text in quotation marks, without them.
    Text(String),
    /// Anything else: names, numbers, moments.
    Word(String),
    End,
}

/// Words with the character at which each begins, counted from 1; the last one is the end.
pub(super) fn lex(text: &str) -> Result<Vec<(usize, Token)>, FilterError> {
    let mut tokens = Vec::new();
    let mut chars = (1_usize..).zip(text.chars()).peekable();
    let mut end = 1;
    while let Some((at, c)) = chars.next() {
        end = at + 1;
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '\'' => {
                let mut inner = String::new();
                loop {
                    let open = FilterErrorKind::OpenText;
                    let (_, c) = chars.next().ok_or(FilterError { at, kind: open })?;
                    if c != '\'' {
                        inner.push(c);
                    // A quotation mark within a text is written twice.
                    } else if chars.next_if(|(_, c)| *c == '\'').is_some() {
                        inner.push('\'');
                    } else {
                        break;
                    }
                }
                Token::Text(inner)
            }
            c if is_of_word(c) => {
                let mut word = String::from(c);
                while let Some((_, c)) = chars.next_if(|(_, c)| is_of_word(*c)) {
                    word.push(c);
                }
                Token::Word(word)
            }
            c => {
                let kind = FilterErrorKind::Unexpected(c);
                return Err(FilterError { at, kind });
            }
        };
        tokens.push((at, token));
        if let Some((next, _)) = chars.peek() {
            end = *next;
        }
    }
    tokens.push((end.max(text.chars().count() + 1), Token::End));
    Ok(tokens)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '$' | '.' | ':' | '-' | '+' | '@')
}
