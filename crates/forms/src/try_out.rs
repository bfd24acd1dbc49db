// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An expression that the form does not have yet, tried out on answers.

use crate::compile::without_positions;
use crate::engine::{Outcome, OutcomeError};
use crate::filling::Filling;
use crate::lower::cause_of;
use crate::lower::names::Names;
use crate::problem::ProblemCause;

/// Why an expression yields nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum TryOutError {
    /// Something is wrong with it.
    Expression(ProblemCause),
    /// It cannot be evaluated on these answers.
    Outcome(OutcomeError),
}

impl Filling<'_> {
    /// The value of an expression as if it belonged to the question or group at `path`, which has
    /// positions of repeat instances.
    pub fn try_out(&self, expression: &str, path: &str) -> Result<Outcome, TryOutError> {
        let spec = self.form().spec();
        let names = Names::of(spec, self.form().items());
        let nothing = || {
            let path = path.to_owned();
            ProblemCause::Expression(xpath::FindingKind::UnknownNode(path))
        };
        let node = if path.is_empty() {
            0
        } else {
            let found = names.at_path(&without_positions(path));
            found.ok_or_else(|| TryOutError::Expression(nothing()))?
        };
        let resolved = names
            .resolve(expression, node)
            .map_err(|broken| TryOutError::Expression(cause_of(broken)))?;
        let expr = xpath::parse(&resolved).map_err(|error| {
            TryOutError::Expression(ProblemCause::Syntax(error.kind, error.at.start + 1))
        })?;
        let reference = self.reference(path);
        let reference = reference.trim_end_matches('/');
        self.session()
            .try_out(reference, &resolved, expr)
            .map_err(TryOutError::Outcome)
    }
}
