// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Constraints that other formats have words for: least and greatest values, lengths, patterns.
//!
//! They are a chain of comparisons joined by `and`, such as `. >= 0 and . <= 500`. Everything else is
//! an expression that only ours can say.

use xpath::{BinaryOp, Expr, ExprKind, TreeBuilder};

use crate::spec::QuestionType;

/// What a value must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Bounds {
    /// Length of the text in characters.
    pub(crate) min_length: Option<u32>,
    pub(crate) max_length: Option<u32>,
    /// The value as written in the instance: a number or a day.
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    /// A regular expression for the whole text.
    pub(crate) pattern: Option<String>,
    /// How many codes are chosen.
    pub(crate) least: Option<u32>,
    pub(crate) most: Option<u32>,
}

impl Bounds {
    /// The constraint; none if there are no bounds.
    pub(crate) fn to_expression(&self, kind: QuestionType) -> Option<String> {
        let mut parts = Vec::new();
        let mut compare = |what: &str, op: &str, to: Option<String>| {
            if let Some(to) = to {
                parts.push(format!("{what} {op} {to}"));
            }
        };
        let value = |text: &String| {
            if is_day(kind) {
                format!("date('{text}')")
            } else {
                text.clone()
            }
        };
        let count = |number: Option<u32>| number.map(|number| number.to_string());
        compare("string-length(.)", ">=", count(self.min_length));
        compare("string-length(.)", "<=", count(self.max_length));
        compare(".", ">=", self.min.as_ref().map(value));
        compare(".", "<=", self.max.as_ref().map(value));
        compare("count-selected(.)", ">=", count(self.least));
        compare("count-selected(.)", "<=", count(self.most));
        if let Some(pattern) = self.pattern.as_ref().and_then(|pattern| quoted(pattern)) {
            parts.push(format!("regex(., {pattern})"));
        }
        (!parts.is_empty()).then(|| parts.join(" and "))
    }

    /// The bounds that a constraint says, if it says nothing else.
    pub(crate) fn of(constraint: &str, kind: QuestionType) -> Option<Self> {
        let expr = xpath::parse(constraint).ok()?;
        let mut bounds = Self::default();
        match &expr.kind {
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::And) => {
                bounds.add(first, constraint, kind)?;
                for (_, operand) in rest {
                    bounds.add(operand, constraint, kind)?;
                }
            }
            _ => bounds.add(&expr, constraint, kind)?,
        }
        Some(bounds)
    }

    fn add(&mut self, part: &Expr, text: &str, kind: QuestionType) -> Option<()> {
        if let ExprKind::Call {
            name, arguments, ..
        } = &part.kind
        {
            let [of, pattern] = arguments.as_slice() else {
                return None;
            };
            let ExprKind::Text(pattern) = &pattern.kind else {
                return None;
            };
            let fits = name == "regex" && written(of, text) == "." && self.pattern.is_none();
            self.pattern = Some(pattern.clone());
            return fits.then_some(());
        }
        let ExprKind::Chain { first, rest } = &part.kind else {
            return None;
        };
        let [(op, operand)] = rest.as_slice() else {
            return None;
        };
        let is_least = match op {
            BinaryOp::GreaterOrEqual => true,
            BinaryOp::LessOrEqual => false,
            _ => return None,
        };
        let counted = || written(operand, text).parse::<u32>().ok();
        match (written(first, text).as_str(), is_least) {
            ("string-length(.)", true) => set(&mut self.min_length, counted()?),
            ("string-length(.)", false) => set(&mut self.max_length, counted()?),
            ("count-selected(.)", true) => set(&mut self.least, counted()?),
            ("count-selected(.)", false) => set(&mut self.most, counted()?),
            (".", true) => set(&mut self.min, value(operand, text, kind)?),
            (".", false) => set(&mut self.max, value(operand, text, kind)?),
            _ => None,
        }
    }
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn is_day(kind: QuestionType) -> bool {
    matches!(kind, QuestionType::Date | QuestionType::Today)
}

/// A part of an expression without blanks.
fn written(expr: &Expr, text: &str) -> String {
    let part = text.get(expr.span.start..expr.span.end).unwrap_or_default();
    part.split_whitespace().collect()
}

fn value(expr: &Expr, text: &str, kind: QuestionType) -> Option<String> {
    if !is_day(kind) {
        return Some(written(expr, text)).filter(|text| is_number(text));
    }
    let ExprKind::Call {
        name, arguments, ..
    } = &expr.kind
    else {
        return None;
    };
    let [argument] = arguments.as_slice() else {
        return None;
    };
    match &argument.kind {
        ExprKind::Text(day) if name == "date" && is_date(day) => Some(day.clone()),
        _ => None,
    }
}

/// Whether a text is a number with a point: `-12.5`.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| {
        !part.is_empty() && part.len() <= 15 && part.bytes().all(|b| b.is_ascii_digit())
    };
    are_digits(whole) && are_digits(fraction)
}

/// Whether a text is a day: `2026-11-18`.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// A text as a literal, if it can be one.
pub(crate) fn quoted(text: &str) -> Option<String> {
    // `${` would be read as a reference.
    if text.contains("${") {
        return None;
    }
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}

/// Whether a regular expression is one that our expressions know.
pub(crate) fn is_pattern(pattern: &str) -> bool {
    let Some(literal) = quoted(pattern) else {
        return false;
    };
    let text = format!("regex('', {literal})");
    let Ok(expr) = xpath::parse(&text) else {
        return false;
    };
    let mut builder = TreeBuilder::new();
    let node = builder.leaf("data", "");
    let tree = builder.build();
    xpath::analyse(&text, &expr, &tree, node)
        .findings
        .is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_constraints_and_back() {
        let number = Bounds {
            min: Some("0".to_owned()),
            max: Some("-12.5".to_owned()),
            ..Bounds::default()
        };
        let text = Bounds {
            min_length: Some(1),
            max_length: Some(55),
            pattern: Some("[0-9]{5}".to_owned()),
            ..Bounds::default()
        };
        let day = Bounds {
            min: Some("2020-02-29".to_owned()),
            ..Bounds::default()
        };
        let codes = Bounds {
            least: Some(1),
            most: Some(3),
            ..Bounds::default()
        };
        for (kind, bounds, expression) in [
            (QuestionType::Decimal, number, ". >= 0 and . <= -12.5"),
            (
                QuestionType::Text,
                text,
                "string-length(.) >= 1 and string-length(.) <= 55 and regex(., '[0-9]{5}')",
            ),
            (QuestionType::Date, day, ". >= date('2020-02-29')"),
            (
                QuestionType::SelectMany,
                codes,
                "count-selected(.) >= 1 and count-selected(.) <= 3",
            ),
        ] {
            assert_eq!(bounds.to_expression(kind).as_deref(), Some(expression));
            assert_eq!(Bounds::of(expression, kind), Some(bounds));
        }
    }

    #[test]
    fn other_constraints_have_no_bounds() {
        for other in [
            ". > 0",
            ". >= ${least}",
            ". >= 0 or . <= 5",
            ". >= 0 and . >= 1",
            "not(. >= 0)",
            ". >= 'x'",
            "regex(., ${pattern})",
        ] {
            assert_eq!(Bounds::of(other, QuestionType::Integer), None, "{other}");
        }
    }

    #[test]
    fn patterns_must_be_known() {
        assert!(is_pattern("[A-Z]+"));
        assert!(!is_pattern("(?=a)b"));
        assert!(!is_pattern("["));
    }
}
