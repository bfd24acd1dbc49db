// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions in a shape that can be said in words: on paper nobody evaluates an expression.
//!
//! Only what says exactly the same as the expression is given; all else is no [`Condition`].

use xpath::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Step};

use crate::compile::{CompiledForm, Field, without_positions};
use crate::lower::OTHER;
use crate::spec::QuestionType;

/// When something is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// In any case.
    Always,
    /// In no case.
    Never,
    /// When the question with this path has an answer.
    Given(String),
    /// When one of some answers is chosen.
    Chosen {
        /// The path of the question.
        path: String,
        /// The codes of the answers.
        codes: Vec<String>,
    },
    /// When a number stands in a relation to another.
    Compared {
        /// The path of the question.
        path: String,
        /// The relation of the answer to the number.
        relation: Relation,
        /// The number, as expressions write it.
        number: String,
    },
    /// When all of these hold.
    All(Vec<Condition>),
    /// When at least one of these holds.
    Any(Vec<Condition>),
}

/// How an answer relates to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relation {
    Equal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl CompiledForm {
    /// What an expression about the thing at `around` says, if it can be said in words. Paths in it
    /// have the positions that `around` has.
    pub fn condition(&self, expression: &str, around: &str) -> Option<Condition> {
        let expr = xpath::parse(expression).ok()?;
        let reader = Reader { form: self, around };
        reader.read(&expr)
    }

    /// The greatest number that a constraint on an answer allows, if it says one.
    pub fn upper_bound(&self, constraint: &str) -> Option<f64> {
        fn of(expr: &Expr) -> Option<f64> {
            if let Some((BinaryOp::And, parts)) = expr.joined() {
                return parts.into_iter().filter_map(of).reduce(f64::min);
            }
            match expr.compared()? {
                (left, BinaryOp::LessOrEqual | BinaryOp::Less, right) if left.is_own_value() => {
                    right.literal_number()
                }
                _ => None,
            }
        }
        of(&xpath::parse(constraint).ok()?)
    }

    /// The path of the question that `${name}` means for something at `around`: in the same
    /// instances of repeats as far as both lie in them.
    pub fn path_of(&self, name: &str, around: &str) -> Option<String> {
        let field = self.field_named(name)?;
        let mut steps = Vec::new();
        let mut shared = true;
        let mut there = around.split('/');
        for step in field.path.split('/') {
            let beside = there.next().filter(|_| shared).unwrap_or_default();
            if without_positions(beside) == step {
                steps.push(beside);
            } else {
                shared = false;
                steps.push(step);
            }
        }
        Some(steps.join("/"))
    }
}

struct Reader<'a> {
    form: &'a CompiledForm,
    around: &'a str,
}

impl Reader<'_> {
    fn read(&self, expr: &Expr) -> Option<Condition> {
        if let Some((operator, parts)) = expr.joined() {
            let parts: Option<Vec<Condition>> =
                parts.into_iter().map(|part| self.read(part)).collect();
            return Some(if operator == BinaryOp::And {
                Condition::all(parts?)
            } else {
                any(parts?)
            });
        }
        if let Some((left, operator, right)) = expr.compared() {
            return self.compare(operator, left, right);
        }
        match &expr.bare().kind {
            ExprKind::Call {
                name, arguments, ..
            } => match (name.as_str(), arguments.as_slice()) {
                ("true", []) => Some(Condition::Always),
                ("false", []) => Some(Condition::Never),
                ("selected", [of, code]) => {
                    let (path, field) = self.question(of)?;
                    let selects = [QuestionType::SelectOne, QuestionType::SelectMany];
                    let code = code
                        .literal_text()
                        .filter(|_| selects.contains(&field.question.kind))?;
                    self.chosen(path, field, code)
                }
                _ => None,
            },
            ExprKind::Number(number) => Some(if *number == 0.0 || number.is_nan() {
                Condition::Never
            } else {
                Condition::Always
            }),
            _ => None,
        }
    }

    /// The question that a reference or a simple path means.
    fn question(&self, expr: &Expr) -> Option<(String, &Field)> {
        let path = match &expr.bare().kind {
            ExprKind::Reference(name) => self.form.path_of(name, self.around)?,
            ExprKind::Path {
                start: PathStart::Context,
                steps,
            } => self.walk(steps)?,
            _ => return None,
        };
        let field = self.form.field(&path)?;
        Some((path, field))
    }

    /// Follows `../name` from where the expression stands.
    fn walk(&self, steps: &[Step]) -> Option<String> {
        let mut path: Vec<&str> = self.around.split('/').collect();
        for step in steps {
            if !step.predicates.is_empty() {
                return None;
            }
            match (step.axis, &step.test) {
                (Axis::Parent, NodeTest::AnyNode) => {
                    path.pop()?;
                }
                (
                    Axis::Child,
                    NodeTest::Name {
                        prefix: None,
                        local,
                    },
                ) => path.push(local),
                _ => return None,
            }
        }
        Some(path.join("/"))
    }

    fn compare(&self, op: BinaryOp, left: &Expr, right: &Expr) -> Option<Condition> {
        let (op, path, field, value) = match (self.question(left), self.question(right)) {
            (Some((path, field)), None) => (op, path, field, right),
            (None, Some((path, field))) => (op.mirrored(), path, field, left),
            _ => return None,
        };
        if op == BinaryOp::NotEqual {
            let is_empty = value.literal_text().is_some_and(|text| text.is_empty());
            return is_empty.then_some(Condition::Given(path));
        }
        match field.question.kind {
            QuestionType::SelectOne if op == BinaryOp::Equal => {
                self.chosen(path, field, value.literal_text()?)
            }
            QuestionType::Boolean | QuestionType::Acknowledge | QuestionType::Trigger
                if op == BinaryOp::Equal && matches!(value.bare().kind, ExprKind::Text(_)) =>
            {
                let code = value.literal_text().filter(|code| !code.is_empty())?;
                let codes = vec![code];
                Some(Condition::Chosen { path, codes })
            }
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => {
                let relation = match op {
                    BinaryOp::Equal => Relation::Equal,
                    BinaryOp::Less => Relation::Less,
                    BinaryOp::LessOrEqual => Relation::AtMost,
                    BinaryOp::Greater => Relation::Greater,
                    BinaryOp::GreaterOrEqual => Relation::AtLeast,
                    _ => return None,
                };
                Some(Condition::Compared {
                    path,
                    relation,
                    number: xpath::number_to_text(value.literal_number()?),
                })
            }
            _ => None,
        }
    }

    fn chosen(&self, path: String, field: &Field, code: String) -> Option<Condition> {
        let choices = self.form.choices(field);
        let is_known = choices.iter().any(|choice| choice.code == code)
            || (field.question.or_other && code == OTHER);
        let codes = vec![code];
        is_known.then_some(Condition::Chosen { path, codes })
    }
}

impl Condition {
    /// When all of these hold, said as shortly as possible.
    pub fn all(parts: Vec<Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Never => return Self::Never,
                Self::Always => {}
                Self::All(inner) => kept.extend(inner),
                part => kept.push(part),
            }
        }
        one_or(kept, Self::Always, Self::All)
    }
}

fn any(parts: Vec<Condition>) -> Condition {
    let mut kept: Vec<Condition> = Vec::new();
    for part in parts {
        match part {
            Condition::Always => return Condition::Always,
            Condition::Never => {}
            Condition::Any(inner) => kept.extend(inner),
            Condition::Chosen { path, codes } => {
                let same = kept.iter_mut().find_map(|known| match known {
                    Condition::Chosen { path: known, codes } if *known == path => Some(codes),
                    _ => None,
                });
                match same {
                    Some(known) => known.extend(codes),
                    None => kept.push(Condition::Chosen { path, codes }),
                }
            }
            part => kept.push(part),
        }
    }
    one_or(kept, Condition::Never, Condition::Any)
}

fn one_or(
    mut parts: Vec<Condition>,
    none: Condition,
    many: impl FnOnce(Vec<Condition>) -> Condition,
) -> Condition {
    match parts.len() {
        0 => none,
        1 => parts.remove(0),
        _ => many(parts),
    }
}
