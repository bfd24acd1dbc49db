// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Words to conditions.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::lex::{Token, lex};
use super::{
    Comparison, Field, Filter, FilterError, FilterErrorKind, MomentPart, Operand, Subject,
};

/// How deeply brackets and `not` may lie in each other.
const DEEPEST: usize = 50;

/// The most bytes of a filter.
const LONGEST: usize = 10_000;

pub(super) fn parse(text: &str, subject: Subject) -> Result<Filter, FilterError> {
    if text.len() > LONGEST {
        let kind = FilterErrorKind::TooLong;
        return Err(FilterError { at: 1, kind });
    }
    let mut parser = Parser {
        tokens: lex(text)?,
        next: 0,
        depth: 0,
        subject,
    };
    let filter = parser.either()?;
    match parser.peek() {
        (_, Token::End) => Ok(filter),
        (at, _) => Err(failed(
            at,
            FilterErrorKind::Expected("`and`, `or` or the end"),
        )),
    }
}

fn failed(at: usize, kind: FilterErrorKind) -> FilterError {
    FilterError { at, kind }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    subject: Subject,
}

/// A value with its place.
struct Placed {
    at: usize,
    operand: Operand,
}

/// The type of a value.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Null,
    Text,
    Number,
    Moment,
}

impl Parser {
    fn peek(&self) -> (usize, &Token) {
        let last = self.tokens.len().saturating_sub(1);
        match self.tokens.get(self.next.min(last)) {
            Some((at, token)) => (*at, token),
            None => (1, &Token::End),
        }
    }

    fn advance(&mut self) -> (usize, Token) {
        let (at, token) = self.peek();
        let token = token.clone();
        self.next += 1;
        (at, token)
    }

    /// Takes a word if it is this one.
    fn takes(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), (_, Token::Word(found)) if found == word);
        self.next += usize::from(is_it);
        is_it
    }

    fn expect(&mut self, token: &Token, what: &'static str) -> Result<(), FilterError> {
        let (at, found) = self.advance();
        if found == *token {
            Ok(())
        } else {
            Err(failed(at, FilterErrorKind::Expected(what)))
        }
    }

    fn either(&mut self) -> Result<Filter, FilterError> {
        let mut filter = self.both()?;
        while self.takes("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.both()?));
        }
        Ok(filter)
    }

    fn both(&mut self) -> Result<Filter, FilterError> {
        let mut filter = self.single()?;
        while self.takes("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.single()?));
        }
        Ok(filter)
    }

    fn single(&mut self) -> Result<Filter, FilterError> {
        let (at, _) = self.peek();
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(failed(at, FilterErrorKind::TooDeep));
        }
        let filter = if self.takes("not") {
            Filter::Not(Box::new(self.single()?))
        } else if matches!(self.peek(), (_, Token::Open)) {
            self.next += 1;
            let inner = self.either()?;
            self.expect(&Token::Close, "`)`")?;
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn comparison(&mut self) -> Result<Filter, FilterError> {
        let left = self.operand()?;
        let (at, token) = self.advance();
        let expected = FilterErrorKind::Expected("`eq`, `ne`, `lt`, `le`, `gt` or `ge`");
        let Token::Word(word) = token else {
            return Err(failed(at, expected));
        };
        let comparison = match word.as_str() {
            "eq" => Comparison::Equal,
            "ne" => Comparison::NotEqual,
            "lt" => Comparison::Less,
            "le" => Comparison::LessOrEqual,
            "gt" => Comparison::Greater,
            "ge" => Comparison::GreaterOrEqual,
            "add" | "sub" | "mul" | "div" | "divby" | "mod" | "has" | "in" => {
                return Err(failed(at, FilterErrorKind::Unsupported(word)));
            }
            _ => return Err(failed(at, expected)),
        };
        let right = self.operand()?;
        let (mut left, mut right) = (left, right);
        let kinds = (left.kind(), right.kind());
        left.become_like(kinds.1)?;
        right.become_like(kinds.0)?;
        let is_null = left.kind() == Kind::Null || right.kind() == Kind::Null;
        if is_null && !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            return Err(failed(at, FilterErrorKind::Null));
        }
        if !is_null && left.kind() != right.kind() {
            return Err(failed(right.at, FilterErrorKind::Types));
        }
        Ok(Filter::Compare {
            left: left.operand,
            comparison,
            right: right.operand,
        })
    }

    fn operand(&mut self) -> Result<Placed, FilterError> {
        let expected = FilterErrorKind::Expected("a field or a value");
        let (at, token) = self.advance();
        let word = match token {
            Token::Text(text) => {
                let operand = Operand::Text(text);
                return Ok(Placed { at, operand });
            }
            Token::Word(word) => word,
            _ => return Err(failed(at, expected)),
        };
        let operand = if matches!(self.peek(), (_, Token::Open)) {
            self.function(at, word)?
        } else if word == "null" {
            Operand::Null
        } else if let Some(field) = Field::named(&word, self.subject) {
            Operand::Field(field)
        } else if let Ok(number) = word.parse() {
            Operand::Number(number)
        } else if let Some(moment) = moment(&word) {
            Operand::Moment(moment)
        } else if word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '@')) {
            return Err(failed(at, FilterErrorKind::Field(word)));
        } else {
            return Err(failed(at, expected));
        };
        Ok(Placed { at, operand })
    }

    fn function(&mut self, at: usize, name: String) -> Result<Operand, FilterError> {
        if name == "now" {
            self.next += 1;
            self.expect(&Token::Close, "`)`")?;
            return Ok(Operand::Now);
        }
        let Some(part) = MomentPart::named(&name) else {
            return Err(failed(at, FilterErrorKind::Unsupported(name)));
        };
        self.next += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(failed(at, FilterErrorKind::TooDeep));
        }
        let mut inner = self.operand()?;
        self.depth -= 1;
        inner.become_like(Kind::Moment)?;
        if inner.kind() != Kind::Moment {
            return Err(failed(inner.at, FilterErrorKind::Types));
        }
        self.expect(&Token::Close, "`)`")?;
        Ok(Operand::Part(part, Box::new(inner.operand)))
    }
}

impl Placed {
    fn kind(&self) -> Kind {
        match &self.operand {
            Operand::Null => Kind::Null,
            Operand::Field(field) if field.is_moment() => Kind::Moment,
            Operand::Field(_) | Operand::Text(_) => Kind::Text,
            Operand::Number(_) | Operand::Part(..) => Kind::Number,
            Operand::Moment(_) | Operand::Now => Kind::Moment,
        }
    }

    /// Makes a literal one of another type, as far as people and programs write it loosely:
    /// identifiers without and moments with quotation marks.
    fn become_like(&mut self, kind: Kind) -> Result<(), FilterError> {
        match (&self.operand, kind) {
            (Operand::Number(number), Kind::Text) => {
                self.operand = Operand::Text(number.to_string());
            }
            (Operand::Text(text), Kind::Moment) => {
                let moment = moment(text.trim());
                let moment = moment.ok_or(failed(self.at, FilterErrorKind::Types))?;
                self.operand = Operand::Moment(moment);
            }
            (Operand::Text(text), Kind::Number) => {
                let number = text.trim().parse();
                let number = number.map_err(|_| failed(self.at, FilterErrorKind::Types))?;
                self.operand = Operand::Number(number);
            }
            _ => {}
        }
        Ok(())
    }
}

/// A moment, or the beginning of a day in UTC.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    if text.len() != 10 {
        return None;
    }
    let day: Date = text.parse().ok()?;
    let start = day.to_zoned(TimeZone::UTC).ok()?;
    Some(start.timestamp())
}
