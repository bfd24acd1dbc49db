// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rules as expressions.

use std::fmt::Write;

use forms::{FormSpec, Item, PREVIOUS_INSTANCE, QuestionType};

use super::{
    Condition, Group, Join, Operand, Relation, RoundTest, Rule, RuleProblem, Term, Test, is_day,
};
use crate::shape::Shape;

/// The expression of a rule that belongs to the item at `around`, for any of its properties. A
/// question's own answer is written `.`, other ones `${name}`.
///
/// # Errors
///
/// [`RuleProblem`] where the rule speaks of what the form does not have.
pub fn to_xpath(rule: &Rule, spec: &FormSpec, around: &str) -> Result<String, RuleProblem> {
    let shape = Shape::of(spec);
    let at = shape.at(around);
    let writer = Writer {
        at: at.ok_or_else(|| RuleProblem::NoSuchField(around.to_owned()))?,
        shape: &shape,
        round: None,
        reads_previous: spec.reads_previous,
    };
    let rule = rule.normalised(around);
    let terms: Result<Vec<String>, RuleProblem> =
        rule.terms.iter().map(|term| writer.term(term)).collect();
    joined(rule.join, &terms?)
}

fn joined(join: Join, parts: &[String]) -> Result<String, RuleProblem> {
    if parts.is_empty() {
        return Err(RuleProblem::Empty);
    }
    Ok(parts.join(match join {
        Join::All => " and ",
        Join::Any => " or ",
    }))
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    shape: &'a Shape<'a>,
    /// What the rule belongs to.
    at: usize,
    /// The repeat whose rounds are tested, within a predicate.
    round: Option<usize>,
    reads_previous: bool,
}

/// How a question is written.
struct Written {
    text: String,
    /// Whether it is the answer that the rule belongs to, which is there when the rule is asked.
    is_own: bool,
    /// Whether it is a day: then days are counted whole.
    is_day: bool,
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Is => "=",
        Relation::IsNot | Relation::Differs => "!=",
        Relation::Less => "<",
        Relation::AtMost => "<=",
        Relation::Greater => ">",
        Relation::AtLeast => ">=",
    }
}

/// A text in quotation marks.
fn quoted(text: &str) -> Result<String, RuleProblem> {
    let mark = if text.contains('\'') { '"' } else { '\'' };
    if text.is_empty() || text.contains(mark) || text.contains("${") {
        return Err(RuleProblem::Text(text.to_owned()));
    }
    Ok(format!("{mark}{text}{mark}"))
}

impl Writer<'_> {
    fn term(&self, term: &Term) -> Result<String, RuleProblem> {
        match term {
            Term::Condition(condition) => self.condition(condition),
            Term::Group(Group { join, conditions }) => {
                let parts: Result<Vec<String>, RuleProblem> =
                    conditions.iter().map(|one| self.condition(one)).collect();
                Ok(format!("({})", joined(*join, &parts?)?))
            }
        }
    }

    fn condition(&self, condition: &Condition) -> Result<String, RuleProblem> {
        match condition {
            Condition::Field { field, test } => self.test(&self.question(field)?, test),
            Condition::AnyRound {
                repeat,
                field,
                test,
            } => {
                let (rounds, test) = self.rounds(repeat, field, test)?;
                Ok(format!("count({rounds}[{test}]) >= 1"))
            }
            Condition::EveryRound {
                repeat,
                field,
                test,
            } => {
                let (rounds, test) = self.rounds(repeat, field, test)?;
                Ok(format!("count({rounds}[not({test})]) = 0"))
            }
            Condition::Rounds {
                repeat,
                only,
                relation,
                value,
            } => {
                let number = match only {
                    Some(RoundTest { field, test }) => {
                        let (rounds, test) = self.rounds(repeat, field, test)?;
                        format!("count({rounds}[{test}])")
                    }
                    None => format!("count({})", self.repeat(repeat)?.1),
                };
                self.number(&number, *relation, value)
            }
            Condition::Column {
                column,
                field,
                relation,
                value,
            } => {
                let nodes = self.column(field)?;
                let number = format!("{}({nodes}[. != ''])", column.function());
                self.number(&number, *relation, value)
            }
        }
    }

    /// A calculated number compared, which is never missing.
    fn number(
        &self,
        number: &str,
        relation: Relation,
        value: &Operand,
    ) -> Result<String, RuleProblem> {
        let other = self.operand(value)?;
        let plain = format!("{number} {} {other}", sign(relation));
        Ok(match (relation, self.missing(value)?) {
            (Relation::IsNot, Some(there)) => format!("({there} != '' and {plain})"),
            _ => plain,
        })
    }

    /// The repeat as a set of rounds, and a test within it.
    fn rounds(
        &self,
        repeat: &str,
        field: &str,
        test: &Test,
    ) -> Result<(String, String), RuleProblem> {
        let (node, text) = self.repeat(repeat)?;
        let question = self.find(field)?;
        if self.shape.repeats(question) != self.shape.repeats(node) {
            return Err(RuleProblem::NotInRepeat(field.to_owned()));
        }
        let within = Writer {
            round: Some(node),
            ..*self
        };
        let test = within.test(&within.question(field)?, test)?;
        // Brackets are of no use within others.
        let inner = test.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
        let is_whole = inner.is_some_and(|inner| !inner.contains(['(', ')']));
        let bare = inner.filter(|_| is_whole).map(str::to_owned);
        Ok((text, bare.unwrap_or(test)))
    }

    fn find(&self, field: &str) -> Result<usize, RuleProblem> {
        let node = self.shape.at(field);
        node.filter(|node| matches!(self.shape.nodes[*node].item, Some(Item::Question(_))))
            .ok_or_else(|| RuleProblem::NoSuchField(field.to_owned()))
    }

    /// The repeat with this path, and how all its rounds are written.
    fn repeat(&self, repeat: &str) -> Result<(usize, String), RuleProblem> {
        let node = self.shape.at(repeat);
        let node = node
            .filter(|node| self.shape.is_repeat(*node))
            .ok_or_else(|| RuleProblem::NoSuchRepeat(repeat.to_owned()))?;
        let around = self.shape.repeats(node);
        if !self
            .shape
            .repeats(self.at)
            .starts_with(&around[..around.len() - 1])
        {
            return Err(RuleProblem::ManyAnswers(repeat.to_owned()));
        }
        Ok((node, self.reference(node)))
    }

    fn reference(&self, node: usize) -> String {
        let name = self.shape.nodes[node].name;
        if self.shape.named(name).is_some() {
            format!("${{{name}}}")
        } else {
            let root = self.shape.nodes[0].name;
            format!("/{root}/{}", self.shape.nodes[node].path)
        }
    }

    /// The path of a question from the repeat around it.
    fn within(&self, repeat: usize, question: usize) -> String {
        let mut names: Vec<&str> = self
            .shape
            .lineage(question)
            .take_while(|node| *node != repeat)
            .map(|node| self.shape.nodes[node].name)
            .collect();
        names.reverse();
        names.join("/")
    }

    fn question(&self, field: &str) -> Result<Written, RuleProblem> {
        let node = self.find(field)?;
        let is_day = matches!(
            self.shape.nodes[node].item,
            Some(Item::Question(question)) if question.kind == QuestionType::Date
        );
        let repeats = self.shape.repeats(node);
        if let Some(round) = self.round
            && repeats == self.shape.repeats(round)
        {
            return Ok(Written {
                text: format!("./{}", self.within(round, node)),
                is_own: false,
                is_day,
            });
        }
        if !self.shape.repeats(self.at).starts_with(&repeats) {
            return Err(RuleProblem::ManyAnswers(field.to_owned()));
        }
        let is_own = node == self.at && self.round.is_none();
        Ok(Written {
            text: if is_own {
                ".".to_owned()
            } else {
                self.reference(node)
            },
            is_own,
            is_day,
        })
    }

    /// All answers to a question in a repeat.
    fn column(&self, field: &str) -> Result<String, RuleProblem> {
        let node = self.find(field)?;
        let repeats = self.shape.repeats(node);
        let Some((&innermost, around)) = repeats.split_last() else {
            return Err(RuleProblem::NotInRepeat(field.to_owned()));
        };
        if !self.shape.repeats(self.at).starts_with(&repeats) {
            return Ok(self.reference(node));
        }
        debug_assert!(self.shape.repeats(self.at).starts_with(around));
        // Within the repeat, a reference means the answer of the same round.
        let rounds = self.reference(innermost);
        let within = self.within(innermost, node);
        Ok(format!("{rounds}[position() > 0]/{within}"))
    }

    fn operand(&self, value: &Operand) -> Result<String, RuleProblem> {
        match value {
            Operand::Text(text) => quoted(text),
            Operand::Number(number) if number.is_finite() => Ok(xpath::number_to_text(*number)),
            Operand::Number(_) => Err(RuleProblem::Number),
            Operand::Date(day) if is_day(day) => Ok(format!("date('{day}')")),
            Operand::Date(day) => Err(RuleProblem::Date(day.clone())),
            Operand::Today(0) => Ok("today()".to_owned()),
            Operand::Today(days) if *days < 0 => Ok(format!("today() - {}", days.unsigned_abs())),
            Operand::Today(days) => Ok(format!("today() + {days}")),
            Operand::Field(field) => Ok(self.question(field)?.text),
            Operand::Previous { field, factor, add } => {
                let mut text = self.previous(field)?;
                #[expect(clippy::float_cmp, reason = "exactly 1 is what needs no writing")]
                let is_multiplied = *factor != 1.0;
                if !factor.is_finite() || !add.is_finite() {
                    return Err(RuleProblem::Number);
                }
                if is_multiplied {
                    write!(text, " * {}", xpath::number_to_text(*factor)).ok();
                }
                if *add != 0.0 {
                    let sign = if *add < 0.0 { '-' } else { '+' };
                    write!(text, " {sign} {}", xpath::number_to_text(add.abs())).ok();
                }
                Ok(text)
            }
        }
    }

    /// Where an answer of the period before stands.
    fn previous(&self, field: &str) -> Result<String, RuleProblem> {
        let node = self.find(field)?;
        if !self.reads_previous {
            return Err(RuleProblem::NoPrevious);
        }
        if !self.shape.repeats(node).is_empty() {
            return Err(RuleProblem::ManyAnswers(field.to_owned()));
        }
        Ok(format!("instance('{PREVIOUS_INSTANCE}')/root/{field}"))
    }

    /// How a value is written that can be missing; none if it cannot.
    fn missing(&self, value: &Operand) -> Result<Option<String>, RuleProblem> {
        Ok(match value {
            Operand::Field(field) => Some(self.question(field)?.text),
            Operand::Previous { field, .. } => Some(self.previous(field)?),
            _ => None,
        })
    }

    /// One comparison.
    fn plain(
        &self,
        of: &Written,
        relation: Relation,
        value: &Operand,
    ) -> Result<String, RuleProblem> {
        let text = &of.text;
        if let Operand::Today(days) = value
            && *days != 0
            && of.is_day
        {
            // Whole days: some have 23 or 25 hours.
            let sign = sign(relation);
            return Ok(format!("round({text} - today()) {sign} {days}"));
        }
        let other = self.operand(value)?;
        Ok(format!("{text} {} {other}", sign(relation)))
    }

    fn test(&self, of: &Written, test: &Test) -> Result<String, RuleProblem> {
        let text = &of.text;
        Ok(match test {
            Test::Empty => format!("{text} = ''"),
            Test::Filled => format!("{text} != ''"),
            Test::Contains { code } => format!("selected({text}, {})", quoted(code)?),
            Test::ContainsNone { codes } => {
                let all: Result<Vec<String>, RuleProblem> = codes
                    .iter()
                    .map(|code| Ok(format!("selected({text}, {})", quoted(code)?)))
                    .collect();
                format!("not({})", joined(Join::Any, &all?)?)
            }
            Test::Between { low, high } => {
                let low = self.plain(of, Relation::AtLeast, low)?;
                let high = self.plain(of, Relation::AtMost, high)?;
                format!("({low} and {high})")
            }
            Test::Compare { relation, value } => {
                let plain = self.plain(of, *relation, value)?;
                match (relation, self.missing(value)?) {
                    (Relation::IsNot, Some(other)) if of.is_own => {
                        format!("({other} != '' and {plain})")
                    }
                    (Relation::IsNot, Some(other)) => {
                        format!("({text} != '' and {other} != '' and {plain})")
                    }
                    (Relation::Is, Some(_)) | (Relation::IsNot, None) if !of.is_own => {
                        format!("({text} != '' and {plain})")
                    }
                    _ => plain,
                }
            }
        })
    }
}
