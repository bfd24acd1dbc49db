// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Text to tokens, after section 3.7 of the XPath 1.0 recommendation.

use crate::ast::{BinaryOp, Span};

/// Why a text is not an expression, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (at character {})", at.start + 1)]
pub struct SyntaxError {
    /// The place, in bytes of the text.
    pub at: Span,
    /// The reason.
    pub kind: SyntaxErrorKind,
}

/// Why a text is not an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// Nothing but blanks.
    #[error("the expression is empty")]
    Empty,
    /// Longer than [`crate::MAX_LENGTH`].
    #[error("the expression is too long")]
    TooLong,
    /// Brackets nested deeper than [`crate::MAX_DEPTH`].
    #[error("the expression is nested too deeply")]
    TooDeep,
    /// A quotation mark without its partner.
    #[error("a quoted text has no end")]
    UnclosedText,
    /// `${` without `}` or without a name.
    #[error("a reference is not written as ${{name}}")]
    BrokenReference,
    /// A character that no expression contains.
    #[error("`{0}` is not expected here")]
    UnexpectedCharacter(char),
    /// A word or sign at a place where it makes no sense.
    #[error("`{0}` is not expected here")]
    Unexpected(String),
    /// The text stops in the middle.
    #[error("the expression ends too early")]
    UnexpectedEnd,
    /// A name before `::` that is no axis.
    #[error("`{0}` is not an axis")]
    UnknownAxis(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(f64),
    Text(String),
    Reference(String),
    Operator(BinaryOp),
    /// A name; `local` is `*` for `prefix:*`.
    Name {
        prefix: Option<String>,
        local: String,
    },
    Star,
    Slash,
    DoubleSlash,
    Open,
    Close,
    OpenSquare,
    CloseSquare,
    Dot,
    DoubleDot,
    At,
    Comma,
    DoubleColon,
}

/// Reads `text` whole. Only `Operator(Subtract)` is both binary and unary: the parser decides.
pub(crate) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut all: Vec<(Token, Span)> = Vec::new();
    loop {
        lexer.skip_blanks();
        let start = lexer.at;
        let Some(next) = lexer.peek() else { break };
        let after_operand = all.last().is_some_and(|(token, _)| ends_operand(token));
        let token = lexer.token(next, after_operand)?;
        let end = lexer.at;
        all.push((token, Span { start, end }));
    }
    Ok(all)
}

/// Whether an operator, and not an operand, must follow: decides what `*`, `and`, `div` mean.
fn ends_operand(token: &Token) -> bool {
    matches!(
        token,
        Token::Number(_)
            | Token::Text(_)
            | Token::Reference(_)
            | Token::Name { .. }
            | Token::Star
            | Token::Close
            | Token::CloseSquare
            | Token::Dot
            | Token::DoubleDot
    )
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, start: usize, kind: SyntaxErrorKind) -> SyntaxError {
        let end = self.at.max(start);
        SyntaxError {
            at: Span { start, end },
            kind,
        }
    }

    fn token(&mut self, next: char, after_operand: bool) -> Result<Token, SyntaxError> {
        let start = self.at;
        let two = self.rest().get(..2).unwrap_or_default();
        let simple = match two {
            "//" => Some((Token::DoubleSlash, 2)),
            "::" => Some((Token::DoubleColon, 2)),
            ".." => Some((Token::DoubleDot, 2)),
            "!=" => Some((Token::Operator(BinaryOp::NotEqual), 2)),
            "<=" => Some((Token::Operator(BinaryOp::LessOrEqual), 2)),
            ">=" => Some((Token::Operator(BinaryOp::GreaterOrEqual), 2)),
            _ => None,
        };
        let one = |token| Some((token, 1));
        let simple = simple.or_else(|| match next {
            '/' => one(Token::Slash),
            '(' => one(Token::Open),
            ')' => one(Token::Close),
            '[' => one(Token::OpenSquare),
            ']' => one(Token::CloseSquare),
            '@' => one(Token::At),
            ',' => one(Token::Comma),
            '|' => one(Token::Operator(BinaryOp::Union)),
            '+' => one(Token::Operator(BinaryOp::Add)),
            '-' => one(Token::Operator(BinaryOp::Subtract)),
            '=' => one(Token::Operator(BinaryOp::Equal)),
            '<' => one(Token::Operator(BinaryOp::Less)),
            '>' => one(Token::Operator(BinaryOp::Greater)),
            '*' if after_operand => one(Token::Operator(BinaryOp::Multiply)),
            '*' => one(Token::Star),
            '.' if !self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => one(Token::Dot),
            _ => None,
        });
        if let Some((token, length)) = simple {
            self.at += length;
            return Ok(token);
        }
        match next {
            '"' | '\'' => self.quoted(next),
            '$' => self.reference(),
            '.' | '0'..='9' => Ok(self.number()),
            c if is_name_start(c) => Ok(self.name(after_operand)),
            c => Err(self.error(start, SyntaxErrorKind::UnexpectedCharacter(c))),
        }
    }

    fn quoted(&mut self, mark: char) -> Result<Token, SyntaxError> {
        let start = self.at;
        let body = &self.rest()[1..];
        let Some(length) = body.find(mark) else {
            return Err(self.error(start, SyntaxErrorKind::UnclosedText));
        };
        let token = Token::Text(body[..length].to_owned());
        self.at += length + 2;
        Ok(token)
    }

    fn reference(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        let name = self
            .rest()
            .strip_prefix("${")
            .and_then(|rest| rest.split_once('}'))
            .map(|(name, _)| name);
        match name {
            Some(name) if is_name(name.trim()) => {
                let token = Token::Reference(name.trim().to_owned());
                self.at += name.len() + 3;
                Ok(token)
            }
            _ => Err(self.error(start, SyntaxErrorKind::BrokenReference)),
        }
    }

    fn number(&mut self) -> Token {
        let rest = self.rest();
        let whole = digits(rest);
        let mut length = whole;
        if rest[whole..].starts_with('.') {
            length += 1;
            length += digits(&rest[length..]);
        }
        let value = rest[..length].parse().unwrap_or(f64::NAN);
        self.at += length;
        Token::Number(value)
    }

    fn name(&mut self, after_operand: bool) -> Token {
        if after_operand && let Some(operator) = self.word_operator() {
            return Token::Operator(operator);
        }
        let first = self.plain_name();
        let rest = self.rest();
        if let Some(after) = rest.strip_prefix(':')
            && !after.starts_with(':')
        {
            if after.starts_with('*') {
                self.at += 2;
                return Token::Name {
                    prefix: Some(first),
                    local: "*".to_owned(),
                };
            }
            if after.starts_with(is_name_start) {
                self.at += 1;
                let local = self.plain_name();
                return Token::Name {
                    prefix: Some(first),
                    local,
                };
            }
        }
        Token::Name {
            prefix: None,
            local: first,
        }
    }

    /// `and`, `or`, `div` or `mod`, also with a digit right behind it as in `6 div2`.
    fn word_operator(&mut self) -> Option<BinaryOp> {
        let words = [
            ("and", BinaryOp::And),
            ("or", BinaryOp::Or),
            ("div", BinaryOp::Divide),
            ("mod", BinaryOp::Remainder),
        ];
        let rest = self.rest();
        let (word, operator) = words.into_iter().find(|(word, _)| {
            rest.strip_prefix(word)
                .is_some_and(|after| !after.starts_with(|c| is_name_part(c) && !is_digit(c)))
        })?;
        self.at += word.len();
        Some(operator)
    }

    fn plain_name(&mut self) -> String {
        let rest = self.rest();
        let length = rest.find(|c| !is_name_part(c)).unwrap_or(rest.len());
        let name = rest[..length].to_owned();
        self.at += length;
        name
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}')
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_part)
}
