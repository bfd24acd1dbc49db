// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is asked of a table: the options after the question mark.

use form_urlencoded::Serializer;

use super::filter::{Field, Filter, FilterError, Subject};
use super::schema::Codes;
use super::skip_token::SkipToken;

/// The most bytes of all options together.
pub(super) const LONGEST: usize = 16_000;

/// The options of a request, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// `$top`: the most rows of a page.
    pub top: Option<u64>,
    /// `$skip`: how many rows are left out; 0 beside a `$skiptoken`.
    pub skip: u64,
    /// `$count`: whether the number of all rows is wanted.
    pub count: bool,
    /// `$filter`
    pub filter: Option<Filter>,
    /// `$select`: the properties that are wanted.
    pub select: Option<Vec<String>>,
    /// `$expand=*`: whether rows of repeats are written within the row around.
    pub expand: bool,
    /// `$wkt`: whether places are well-known text.
    pub wkt: bool,
    /// `$skiptoken`: the row after which the page begins.
    pub skip_token: Option<SkipToken>,
    /// `$orderby`. Null comes first upwards and last downwards.
    pub order: Vec<(Field, Direction)>,
    /// `splitSelectMultiples`: how several codes are written.
    pub codes: Codes,
    /// All options as they were given, for the address of the next page.
    given: Vec<(String, String)>,
}

/// Which way rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// Why options cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{option}: {kind}")]
pub struct QueryError {
    /// Which one.
    pub option: String,
    /// Why.
    pub kind: QueryErrorKind,
}

/// Why an option cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryErrorKind {
    /// There is no such option, or not here.
    #[error("this option is not supported")]
    Unknown,
    /// The option is there twice.
    #[error("this option is given twice")]
    Twice,
    /// The value has to be a whole number.
    #[error("`{0}` is no whole number from 0")]
    Number(String),
    /// The value has to be `true` or `false`.
    #[error("`{0}` is neither `true` nor `false`")]
    Boolean(String),
    /// The value cannot be read.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// There is no such property.
    #[error("there is no property `{0}`")]
    Property(String),
    /// A property of another table.
    #[error("`{0}` belongs to the rows of a repeat, which have a table of their own")]
    PropertyOfRepeat(String),
    /// Only everything can be expanded.
    #[error("only `*` can be expanded, not `{0}`")]
    Expand(String),
    /// Both at once.
    #[error("`$select` and `$expand` cannot be used together")]
    SelectAndExpand,
    /// It is no token of ours.
    #[error("this is no place to go on from")]
    SkipToken,
    /// Both at once.
    #[error("`$orderby` and `$skiptoken` cannot be used together")]
    OrderAndSkipToken,
    /// A field that cannot be sorted by, or no direction.
    #[error("`{0}` is nothing to sort by")]
    Order(String),
    /// Another format than JSON.
    #[error("the format `{0}` is not offered")]
    Format(String),
    /// Very long options.
    #[error("the options are too long")]
    TooLong,
}

impl QueryError {
    pub(super) fn of(option: &str, kind: QueryErrorKind) -> Self {
        Self {
            option: option.to_owned(),
            kind,
        }
    }
}

impl Query {
    /// Reads the part of an address after the question mark, as it was sent. Options that do not
    /// begin with `$` are nobody's but ours and are passed over if they are not known.
    pub fn parse(query: &str, subject: Subject) -> Result<Self, QueryError> {
        if query.len() > LONGEST {
            return Err(QueryError::of("", QueryErrorKind::TooLong));
        }
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let failed = |kind| QueryError::of(&name, kind);
            if name.starts_with('$') && read.given.iter().any(|(known, _)| *known == *name) {
                return Err(failed(QueryErrorKind::Twice));
            }
            let outcome = read.option(&name, value.trim(), subject);
            outcome.map_err(failed)?;
            read.given.push((name.into_owned(), value.into_owned()));
        }
        if read.expand && read.select.is_some() {
            return Err(QueryError::of("$expand", QueryErrorKind::SelectAndExpand));
        }
        if read.skip_token.is_some() {
            read.skip = 0;
            if !read.order.is_empty() {
                let kind = QueryErrorKind::OrderAndSkipToken;
                return Err(QueryError::of("$orderby", kind));
            }
        }
        Ok(read)
    }

    fn option(&mut self, name: &str, value: &str, subject: Subject) -> Result<(), QueryErrorKind> {
        match name {
            "$top" => self.top = Some(number(value)?),
            "$skip" => self.skip = number(value)?,
            "$count" => self.count = boolean(value)?,
            "$wkt" if subject != Subject::Entities => self.wkt = boolean(value)?,
            "$filter" => self.filter = Some(Filter::parse(value, subject)?),
            "$select" => {
                let names = value.split(',').map(str::trim);
                self.select = Some(names.map(str::to_owned).collect());
            }
            "$expand" if subject != Subject::Entities => match value {
                "*" => self.expand = true,
                "" => {}
                other => return Err(QueryErrorKind::Expand(other.to_owned())),
            },
            "$skiptoken" => {
                let token = SkipToken::parse(value).filter(|token| {
                    matches!(
                        (token, subject),
                        (SkipToken::Submission(_), Subject::Submissions)
                            | (SkipToken::Row(_), Subject::Repeat)
                            | (SkipToken::Entity(_), Subject::Entities)
                    )
                });
                self.skip_token = Some(token.ok_or(QueryErrorKind::SkipToken)?);
            }
            "$orderby" => self.order = order(value, subject)?,
            "$format" => {
                let format = value.split(';').next().unwrap_or_default().trim();
                if !matches!(format, "json" | "application/json") {
                    return Err(QueryErrorKind::Format(value.to_owned()));
                }
            }
            "splitSelectMultiples" => {
                self.codes = if boolean(value)? {
                    Codes::Apart
                } else {
                    Codes::Together
                };
            }
            name if name.starts_with('$') => return Err(QueryErrorKind::Unknown),
            _ => {}
        }
        Ok(())
    }

    /// The address of the page after the row of this token. `$top` stays, as with Central: it is the
    /// size of every page.
    pub fn next_link(&self, address: &str, token: &SkipToken) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in &self.given {
            if name != "$skip" && name != "$skiptoken" {
                query.append_pair(name, value);
            }
        }
        query.append_pair("$skiptoken", &token.to_string());
        format!("{address}?{}", query.finish())
    }
}

fn number(value: &str) -> Result<u64, QueryErrorKind> {
    let number = value.parse();
    number.map_err(|_| QueryErrorKind::Number(value.to_owned()))
}

/// In any case of letters: pyodk writes `True`.
pub(super) fn boolean(value: &str) -> Result<bool, QueryErrorKind> {
    if value.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if value.eq_ignore_ascii_case("false") || value.is_empty() {
        Ok(false)
    } else {
        Err(QueryErrorKind::Boolean(value.to_owned()))
    }
}

fn order(value: &str, subject: Subject) -> Result<Vec<(Field, Direction)>, QueryErrorKind> {
    let parts = value.split(',').map(str::trim);
    parts
        .map(|part| {
            let wrong = || QueryErrorKind::Order(part.to_owned());
            let mut words = part.split_whitespace();
            let field = words.next().and_then(|name| Field::named(name, subject));
            let direction = match words.next() {
                None => Direction::Ascending,
                Some(word) if word.eq_ignore_ascii_case("asc") => Direction::Ascending,
                Some(word) if word.eq_ignore_ascii_case("desc") => Direction::Descending,
                Some(_) => return Err(wrong()),
            };
            match words.next() {
                None => Ok((field.ok_or_else(wrong)?, direction)),
                Some(_) => Err(wrong()),
            }
        })
        .collect()
}
