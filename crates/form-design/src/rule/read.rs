// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions as rules.

use forms::{FormSpec, Item, QuestionType};
use xpath::{BinaryOp, Expr, ExprKind};

use super::normal::merge_tests;
use super::{
    Column, Condition, Group, Join, Operand, Relation, RoundTest, Rule, Term, Test, is_day,
};
use crate::shape::Shape;

/// What an expression says that belongs to the item at `around`, if clicking can say it. The rule
/// means what the expression means, except that days from today are counted whole where the
/// expression adds 24 hours each.
pub fn from_xpath(text: &str, spec: &FormSpec, around: &str) -> Option<Rule> {
    let expr = xpath::parse(text).ok()?;
    let shape = Shape::of(spec);
    let reader = Reader {
        at: shape.at(around)?,
        around,
        shape: &shape,
        round: None,
        reads_previous: spec.reads_previous,
    };
    reader.rule(&expr)
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) shape: &'a Shape<'a>,
    pub(super) at: usize,
    around: &'a str,
    /// The repeat whose rounds are tested, within a predicate.
    pub(super) round: Option<usize>,
    pub(super) reads_previous: bool,
}

/// What is said to be there.
#[derive(Debug, PartialEq)]
enum Guard {
    Field(String),
    /// The answer of the period before.
    Previous(String),
}

impl Guard {
    fn is_of(&self, value: &Operand) -> bool {
        match (self, value) {
            (Self::Field(one), Operand::Field(other)) => one == other,
            (Self::Previous(one), Operand::Previous { field, .. }) => one == field,
            _ => false,
        }
    }
}

fn join_of(operator: BinaryOp) -> Join {
    if operator == BinaryOp::And {
        Join::All
    } else {
        Join::Any
    }
}

fn relation_of(operator: BinaryOp) -> Option<Relation> {
    Some(match operator {
        BinaryOp::Equal => Relation::Is,
        BinaryOp::NotEqual => Relation::Differs,
        BinaryOp::Less => Relation::Less,
        BinaryOp::LessOrEqual => Relation::AtMost,
        BinaryOp::Greater => Relation::Greater,
        BinaryOp::GreaterOrEqual => Relation::AtLeast,
        _ => return None,
    })
}

pub(super) fn call(expr: &Expr) -> Option<(&str, &[Expr])> {
    match &expr.bare().kind {
        ExprKind::Call {
            name, arguments, ..
        } => Some((name, arguments)),
        _ => None,
    }
}

fn is_today(expr: &Expr) -> bool {
    matches!(call(expr), Some(("today", [])))
}

/// A number as it is written, also with a sign.
pub(super) fn number(expr: &Expr) -> Option<f64> {
    match &expr.bare().kind {
        ExprKind::Text(_) => None,
        _ => expr.literal_number(),
    }
}

fn whole(expr: &Expr) -> Option<i32> {
    let number = number(expr)?;
    let is_whole = number.fract() == 0.0 && number.abs() <= 2_147_483_647.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and checked just before"
    )]
    is_whole.then_some(number as i32)
}

impl Reader<'_> {
    fn rule(&self, expr: &Expr) -> Option<Rule> {
        if let Some(condition) = self.condition(expr) {
            return Some(Rule {
                join: Join::All,
                terms: vec![Term::Condition(condition)],
            });
        }
        let (operator, parts) = expr.joined()?;
        let terms: Option<Vec<Term>> = parts.into_iter().map(|part| self.term(part)).collect();
        Some(Rule {
            join: join_of(operator),
            terms: terms?,
        })
    }

    fn term(&self, expr: &Expr) -> Option<Term> {
        if let Some(condition) = self.condition(expr) {
            return Some(Term::Condition(condition));
        }
        let (operator, parts) = expr.joined()?;
        let conditions: Option<Vec<Condition>> =
            parts.into_iter().map(|part| self.condition(part)).collect();
        Some(Term::Group(Group {
            join: join_of(operator),
            conditions: conditions?,
        }))
    }

    fn condition(&self, expr: &Expr) -> Option<Condition> {
        if let Some((field, test)) = self.test(expr) {
            return Some(Condition::Field { field, test });
        }
        if let Some((BinaryOp::And, parts)) = expr.joined() {
            return self.guarded_number(&parts);
        }
        let (left, operator, right) = expr.compared()?;
        self.number(left, operator, right)
            .or_else(|| self.number(right, operator.mirrored(), left))
    }

    /// `${x} != '' and sum(…) != ${x}`.
    fn guarded_number(&self, parts: &[&Expr]) -> Option<Condition> {
        let [guard, comparison] = parts else {
            return None;
        };
        let guard = self.guard(guard)?;
        let mut condition = self.condition(comparison)?;
        let (Condition::Rounds {
            relation, value, ..
        }
        | Condition::Column {
            relation, value, ..
        }) = &mut condition
        else {
            return None;
        };
        if *relation != Relation::Differs || !guard.is_of(value) {
            return None;
        }
        *relation = Relation::IsNot;
        Some(condition)
    }

    /// A count of rounds, or a number made of a column, compared with a value.
    fn number(&self, left: &Expr, operator: BinaryOp, right: &Expr) -> Option<Condition> {
        let (name, [argument]) = call(left)? else {
            return None;
        };
        let mut relation = relation_of(operator)?;
        let value = self.operand(right)?;
        if relation == Relation::Differs && !value.can_be_missing() {
            relation = Relation::IsNot;
        }
        if name == "count" {
            return self.count(argument, relation, value);
        }
        let column = Column::ALL
            .into_iter()
            .find(|column| column.function() == name)?;
        Some(Condition::Column {
            column,
            field: self.column(argument)?,
            relation,
            value,
        })
    }

    fn count(&self, argument: &Expr, relation: Relation, value: Operand) -> Option<Condition> {
        let (node, predicate) = self.rounds(argument)?;
        let repeat = self.shape.nodes[node].path.clone();
        let Some(predicate) = predicate else {
            return Some(Condition::Rounds {
                repeat,
                only: None,
                relation,
                value,
            });
        };
        let within = Self {
            round: Some(node),
            ..*self
        };
        if relation == Relation::Is
            && value == Operand::Number(0.0)
            && let Some(("not", [inner])) = call(predicate)
            && let Some((field, test)) = within.test_of_round(inner)
        {
            return Some(Condition::EveryRound {
                repeat,
                field,
                test,
            });
        }
        let (field, test) = within.test_of_round(predicate)?;
        if relation == Relation::AtLeast && value == Operand::Number(1.0) {
            return Some(Condition::AnyRound {
                repeat,
                field,
                test,
            });
        }
        Some(Condition::Rounds {
            repeat,
            only: Some(RoundTest { field, test }),
            relation,
            value,
        })
    }

    /// A test of a question that lies in the round itself.
    fn test_of_round(&self, expr: &Expr) -> Option<(String, Test)> {
        let (field, test) = self.test(expr)?;
        let node = self.shape.at(&field)?;
        let repeats = self.shape.repeats(node);
        (repeats == self.shape.repeats(self.round?)).then_some((field, test))
    }

    fn is_of_type(&self, field: &str, kind: QuestionType) -> bool {
        let node = self.shape.at(field);
        node.is_some_and(|node| {
            matches!(self.shape.nodes[node].item, Some(Item::Question(question)) if question.kind == kind)
        })
    }

    fn operand(&self, expr: &Expr) -> Option<Operand> {
        if let ExprKind::Text(text) = &expr.bare().kind {
            let can_be_written = !text.is_empty() && !text.contains("${");
            return can_be_written.then(|| Operand::Text(text.clone()));
        }
        if let Some(number) = number(expr) {
            return Some(Operand::Number(number));
        }
        if is_today(expr) {
            return Some(Operand::Today(0));
        }
        if let Some(("date", [day])) = call(expr) {
            let ExprKind::Text(day) = &day.kind else {
                return None;
            };
            return is_day(day).then(|| Operand::Date(day.clone()));
        }
        if let Some(previous) = self.changed_previous(expr) {
            return Some(previous);
        }
        if let ExprKind::Chain { first, rest } = &expr.bare().kind {
            return match rest.as_slice() {
                [(BinaryOp::Add, days)] if is_today(first) => Some(Operand::Today(whole(days)?)),
                [(BinaryOp::Subtract, days)] if is_today(first) => {
                    Some(Operand::Today(-whole(days)?))
                }
                _ => None,
            };
        }
        self.question(expr).map(Operand::Field)
    }

    /// What an expression says about one answer.
    fn test(&self, expr: &Expr) -> Option<(String, Test)> {
        if let Some((BinaryOp::And, parts)) = expr.joined() {
            return self.compound(&parts);
        }
        if let Some((left, operator, right)) = expr.compared() {
            return self
                .compare(left, operator, right)
                .or_else(|| self.compare(right, operator.mirrored(), left));
        }
        match call(expr)? {
            ("selected", [of, code]) => {
                let code = self.code(code)?;
                Some((self.question(of)?, Test::Contains { code }))
            }
            ("not", [inner]) => {
                let parts = match inner.joined() {
                    Some((BinaryOp::Or, parts)) => parts,
                    Some(_) => return None,
                    None => vec![inner],
                };
                let mut field = None;
                let mut codes = Vec::new();
                for part in parts {
                    let Some(("selected", [of, code])) = call(part) else {
                        return None;
                    };
                    let of = self.question(of)?;
                    if field.as_ref().is_some_and(|known| *known != of) {
                        return None;
                    }
                    field = Some(of);
                    codes.push(self.code(code)?);
                }
                Some((field?, Test::ContainsNone { codes }))
            }
            _ => None,
        }
    }

    fn code(&self, expr: &Expr) -> Option<String> {
        match self.operand(expr)? {
            Operand::Text(code) => Some(code),
            _ => None,
        }
    }

    /// Several comparisons that are said as one test.
    fn compound(&self, parts: &[&Expr]) -> Option<(String, Test)> {
        if parts.len() > 3 {
            return None;
        }
        if let Some(found) = self.guarded(parts) {
            return Some(found);
        }
        let tests: Option<Vec<(String, Test)>> = parts.iter().map(|part| self.test(part)).collect();
        let tests = tests?;
        let tests: Vec<(&str, &Test)> = tests
            .iter()
            .map(|(field, test)| (field.as_str(), test))
            .collect();
        let own = if self.round.is_some() {
            ""
        } else {
            self.around
        };
        let (field, test) = merge_tests(&tests, own)?;
        Some((field.to_owned(), test))
    }

    /// A comparison for equality with a value that can be missing, after what says that all is there.
    fn guarded(&self, parts: &[&Expr]) -> Option<(String, Test)> {
        let (comparison, guards) = parts.split_last()?;
        let (left, operator, right) = comparison.compared()?;
        let field = self.question(left)?;
        let value = self.operand(right).filter(Operand::can_be_missing)?;
        let guards: Option<Vec<Guard>> = guards.iter().map(|guard| self.guard(guard)).collect();
        let guards = guards?;
        let own = Guard::Field(field.clone());
        let relation = match (operator, guards.as_slice()) {
            (BinaryOp::Equal, [first]) if self.is_guarded(&field) && *first == own => Relation::Is,
            (BinaryOp::NotEqual, [first]) if !self.is_guarded(&field) && first.is_of(&value) => {
                Relation::IsNot
            }
            (BinaryOp::NotEqual, [first, second])
                if self.is_guarded(&field) && *first == own && second.is_of(&value) =>
            {
                Relation::IsNot
            }
            _ => return None,
        };
        Some((field, Test::Compare { relation, value }))
    }

    /// `… != ''`
    fn guard(&self, expr: &Expr) -> Option<Guard> {
        let (left, BinaryOp::NotEqual, right) = expr.compared()? else {
            return None;
        };
        if !matches!(&right.bare().kind, ExprKind::Text(text) if text.is_empty()) {
            return None;
        }
        let field = self.question(left).map(Guard::Field);
        field.or_else(|| self.previous(left).map(Guard::Previous))
    }

    /// Whether the answer to a question can be missing where the expression runs.
    fn is_guarded(&self, field: &str) -> bool {
        field != self.around || self.round.is_some()
    }

    fn compare(&self, left: &Expr, operator: BinaryOp, right: &Expr) -> Option<(String, Test)> {
        let mut relation = relation_of(operator)?;
        if let Some((field, days)) = self.whole_days(left, right) {
            let value = Operand::Today(days);
            relation = self.unless_guarded(relation, &field);
            return Some((field, Test::Compare { relation, value }));
        }
        let field = self.question(left)?;
        if matches!(&right.bare().kind, ExprKind::Text(text) if text.is_empty()) {
            return match relation {
                Relation::Is => Some((field, Test::Empty)),
                Relation::Differs => Some((field, Test::Filled)),
                _ => None,
            };
        }
        let value = self.operand(right)?;
        match &value {
            // Both could be missing, which clicking does not call the same.
            value if value.can_be_missing() => {
                if relation == Relation::Is && self.is_guarded(&field) {
                    return None;
                }
            }
            _ => relation = self.unless_guarded(relation, &field),
        }
        Some((field, Test::Compare { relation, value }))
    }

    /// The own answer is never missing: there, *differs* is *is not*.
    fn unless_guarded(&self, relation: Relation, field: &str) -> Relation {
        if relation == Relation::Differs && !self.is_guarded(field) {
            Relation::IsNot
        } else {
            relation
        }
    }

    /// `round(${day} - today())` and a number of days.
    fn whole_days(&self, left: &Expr, right: &Expr) -> Option<(String, i32)> {
        let ("round", [difference]) = call(left)? else {
            return None;
        };
        let ExprKind::Chain { first, rest } = &difference.bare().kind else {
            return None;
        };
        let [(BinaryOp::Subtract, today)] = rest.as_slice() else {
            return None;
        };
        let field = self.question(first).filter(|_| is_today(today))?;
        let days = whole(right)?;
        self.is_of_type(&field, QuestionType::Date)
            .then_some((field, days))
    }
}
