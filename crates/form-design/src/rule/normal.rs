// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One rule of all that say the same by the same expression.

use super::{Condition, Group, Join, Operand, Relation, RoundTest, Rule, Term, Test};

impl Rule {
    /// The rule that [`super::from_xpath`] reads from this one's expression: groups of one condition
    /// are that condition, a range is said as one, and so on. `around` is the path of what the rule
    /// belongs to.
    #[must_use]
    pub fn normalised(&self, around: &str) -> Self {
        let mut terms: Vec<Term> = self
            .terms
            .iter()
            .map(|term| match term {
                Term::Condition(condition) => Term::Condition(of(condition, around)),
                Term::Group(group) => group_of(group, around),
            })
            .collect();
        if terms.len() == 1 {
            return match terms.remove(0) {
                Term::Group(Group { join, conditions }) => Self {
                    join,
                    terms: conditions.into_iter().map(Term::Condition).collect(),
                },
                term @ Term::Condition(_) => Self {
                    join: Join::All,
                    terms: vec![term],
                },
            };
        }
        let plain: Option<Vec<&Condition>> = terms
            .iter()
            .map(|term| match term {
                Term::Condition(condition) => Some(condition),
                Term::Group(_) => None,
            })
            .collect();
        let merged = plain.filter(|_| self.join == Join::All);
        if let Some(condition) = merged.and_then(|all| merge(&all, around)) {
            return Self {
                join: Join::All,
                terms: vec![Term::Condition(condition)],
            };
        }
        Self {
            join: self.join,
            terms,
        }
    }
}

fn group_of(group: &Group, around: &str) -> Term {
    let mut conditions: Vec<Condition> = group
        .conditions
        .iter()
        .map(|condition| of(condition, around))
        .collect();
    if conditions.len() == 1 {
        return Term::Condition(conditions.remove(0));
    }
    if group.join == Join::All {
        let all: Vec<&Condition> = conditions.iter().collect();
        if let Some(condition) = merge(&all, around) {
            return Term::Condition(condition);
        }
    }
    Term::Group(Group {
        join: group.join,
        conditions,
    })
}

fn of(condition: &Condition, around: &str) -> Condition {
    match condition {
        Condition::Field {
            field,
            test: Test::Compare { relation, value },
        } if *relation == Relation::Differs && field == around && !value.can_be_missing() => {
            // The own value is never missing where it is looked at.
            compare(field, Relation::IsNot, value)
        }
        Condition::Rounds {
            repeat,
            only,
            relation,
            value,
        } => rounds(repeat, only.as_ref(), *relation, value),
        Condition::Column {
            column,
            field,
            relation: Relation::Differs,
            value,
        } if !value.can_be_missing() => Condition::Column {
            column: *column,
            field: field.clone(),
            relation: Relation::IsNot,
            value: value.clone(),
        },
        other => other.clone(),
    }
}

fn rounds(
    repeat: &str,
    only: Option<&RoundTest>,
    relation: Relation,
    value: &Operand,
) -> Condition {
    let relation = if relation == Relation::Differs && !value.can_be_missing() {
        Relation::IsNot
    } else {
        relation
    };
    let repeat = repeat.to_owned();
    match (only, relation, value) {
        (Some(RoundTest { field, test }), Relation::AtLeast, Operand::Number(1.0)) => {
            Condition::AnyRound {
                repeat,
                field: field.clone(),
                test: test.clone(),
            }
        }
        (
            Some(RoundTest {
                field,
                test: Test::ContainsNone { codes },
            }),
            Relation::Is,
            Operand::Number(0.0),
        ) if codes.len() == 1 => Condition::EveryRound {
            repeat,
            field: field.clone(),
            test: Test::Contains {
                code: codes[0].clone(),
            },
        },
        _ => Condition::Rounds {
            repeat,
            only: only.cloned(),
            relation,
            value: value.clone(),
        },
    }
}

fn compare(field: &str, relation: Relation, value: &Operand) -> Condition {
    Condition::Field {
        field: field.to_owned(),
        test: Test::Compare {
            relation,
            value: value.clone(),
        },
    }
}

/// Conditions that together are said as one.
pub(super) fn merge(all: &[&Condition], around: &str) -> Option<Condition> {
    if let [
        Condition::Field {
            field,
            test: Test::Filled,
        },
        number,
    ] = all
    {
        let mut number = (*number).clone();
        if let Condition::Rounds {
            relation, value, ..
        }
        | Condition::Column {
            relation, value, ..
        } = &mut number
            && *relation == Relation::Differs
            && matches!(value, Operand::Field(other) if other == field)
        {
            *relation = Relation::IsNot;
            return Some(number);
        }
    }
    let tests: Option<Vec<(&str, &Test)>> = all
        .iter()
        .map(|condition| match condition {
            Condition::Field { field, test } => Some((field.as_str(), test)),
            _ => None,
        })
        .collect();
    let (field, test) = merge_tests(&tests?, around)?;
    Some(Condition::Field {
        field: field.to_owned(),
        test,
    })
}

/// The same for tests of questions: `>=` and `<=`, and what leaves missing answers out.
pub(super) fn merge_tests<'a>(all: &[(&'a str, &Test)], around: &str) -> Option<(&'a str, Test)> {
    match all {
        [
            (
                field,
                Test::Compare {
                    relation: Relation::AtLeast,
                    value: low,
                },
            ),
            (
                same,
                Test::Compare {
                    relation: Relation::AtMost,
                    value: high,
                },
            ),
        ] if field == same => {
            let (low, high) = (low.clone(), high.clone());
            Some((field, Test::Between { low, high }))
        }
        [(field, Test::Filled), (same, test)] if field == same && *field != around => {
            let Test::Compare {
                relation: Relation::Differs,
                value,
            } = test
            else {
                return None;
            };
            (!value.can_be_missing()).then(|| (*field, is_not(value)))
        }
        // The own value is never missing: only the other one can be.
        [(other, Test::Filled), (field, test)] if *field == around => {
            let value = differs_from(test, other)?;
            Some((field, is_not(value)))
        }
        [(field, Test::Filled), (other, Test::Filled), (same, test)]
            if field == same && *field != around =>
        {
            let value = differs_from(test, other)?;
            Some((field, is_not(value)))
        }
        _ => None,
    }
}

fn differs_from<'t>(test: &'t Test, field: &str) -> Option<&'t Operand> {
    match test {
        Test::Compare {
            relation: Relation::Differs,
            value: value @ Operand::Field(other),
        } if other == field => Some(value),
        _ => None,
    }
}

fn is_not(value: &Operand) -> Test {
    Test::Compare {
        relation: Relation::IsNot,
        value: value.clone(),
    }
}
