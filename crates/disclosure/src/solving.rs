// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Linear programmes. The only file that knows the solver.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use crate::attack::{AttackError, Statement};

/// Borders of a statement that are closer than this are one.
const SAME: f64 = 1e-9;

/// Some unknowns with their bounds, and what is said about them alone.
pub(crate) struct Scope {
    pub(crate) unknowns: BTreeMap<usize, (f64, f64)>,
    pub(crate) statements: Vec<Statement>,
}

/// Whether the objective is to be large or small.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Direction {
    Up,
    Down,
}

/// What came of it.
pub(crate) enum Solved {
    /// The best values.
    Values(BTreeMap<usize, f64>),
    /// The objective has no limit.
    Unbounded,
}

/// The values at which the objective, a sum of weighted unknowns, is best.
pub(crate) fn solve(
    scope: &Scope,
    direction: Direction,
    objective: &BTreeMap<usize, f64>,
) -> Result<Solved, AttackError> {
    let mut problem = Problem::new(match direction {
        Direction::Up => OptimizationDirection::Maximize,
        Direction::Down => OptimizationDirection::Minimize,
    });
    let variables: BTreeMap<usize, Variable> = scope
        .unknowns
        .iter()
        .map(|(unknown, bounds)| {
            let weight = objective.get(unknown).copied().unwrap_or_default();
            (*unknown, problem.add_var(weight, *bounds))
        })
        .collect();
    for Statement { terms, least, most } in &scope.statements {
        let terms: Vec<_> = terms
            .iter()
            .map(|(unknown, times)| (variables[unknown], *times))
            .collect();
        if (least - most).abs() < SAME {
            problem.add_constraint(terms, ComparisonOp::Eq, *least);
        } else {
            if least.is_finite() {
                problem.add_constraint(terms.clone(), ComparisonOp::Ge, *least);
            }
            if most.is_finite() {
                problem.add_constraint(terms, ComparisonOp::Le, *most);
            }
        }
    }
    let solution = match problem.solve() {
        Ok(outcome) => outcome
            .into_solution()
            .map_err(|_| AttackError::Solver("it was interrupted".to_owned()))?,
        Err(Error::Unbounded) => return Ok(Solved::Unbounded),
        Err(Error::Infeasible) => return Err(AttackError::Contradiction),
        Err(other) => return Err(AttackError::Solver(other.to_string())),
    };
    let values = variables
        .into_iter()
        .map(|(unknown, variable)| (unknown, solution.var_value(variable)))
        .collect();
    Ok(Solved::Values(values))
}
