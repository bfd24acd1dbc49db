// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions that draw random numbers, and the shuffling that a seed makes repeatable.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::Answer;
use crate::ast::Expr;
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::randomness::ParkMiller;
use crate::tree::NodeId;
use crate::value::{Nodes, Value};

/// The longest text that `uuid(length)` makes.
const LONGEST: f64 = 10_000.0;

pub(super) fn random<'a>(run: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Number(run.environment.random.fraction()))
}

/// A random UUID, or the first characters of a row of them.
pub(super) fn uuid<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut text = run.environment.random.uuid();
    if let Some(length) = args.first() {
        let length = run.number(length, focus)?;
        if length.is_nan() {
            return Err(EvaluationError::WrongArgument("uuid", "length"));
        }
        if length > LONGEST {
            return Err(EvaluationError::TooMuchWork);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and LONGEST"
        )]
        let length = length.max(0.0) as usize;
        while text.len() < length {
            text.push_str(&run.environment.random.uuid());
        }
        text.truncate(length);
    }
    Ok(Value::Text(Cow::Owned(text)))
}

/// The nodes in random order; with a seed, in the order in which ODK's engines put them.
pub(super) fn randomize<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let nodes = run.nodes(&args[0], focus)?;
    run.spend(nodes.as_slice().len())?;
    let shuffled = match args.get(1) {
        None => shuffle(nodes.as_slice(), || run.environment.random.fraction()),
        Some(seed) => {
            let mut generator = ParkMiller::seeded(seed_of(run, run.value(seed, focus)?));
            shuffle(nodes.as_slice(), || generator.fraction())
        }
    };
    Ok(Value::Nodes(Nodes::Many(shuffled)))
}

/// Numbers count without their fraction; other texts by the first eight bytes of their SHA-256.
fn seed_of<'a>(run: &Run<'a>, value: Value<'a>) -> i64 {
    let number = run.to_number(&value);
    if number.is_nan() && !matches!(value, Value::Number(_)) {
        let text = run.written(value);
        if text.is_empty() {
            return 0;
        }
        let hash = Sha256::digest(text.as_bytes());
        return i64::from_be_bytes(hash.first_chunk().copied().unwrap_or_default());
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast stops at the bounds and makes not-a-number 0, as the others do"
    )]
    let seed = number as i64;
    seed
}

/// Each node goes to a random place among those before it, which moves to the end.
fn shuffle(nodes: &[NodeId], mut fraction: impl FnMut() -> f64) -> Vec<NodeId> {
    let mut shuffled: Vec<NodeId> = Vec::with_capacity(nodes.len());
    for (index, &node) in nodes.iter().enumerate() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the index"
        )]
        let place = (fraction() * (index + 1) as f64) as usize;
        shuffled.push(node);
        if place < index {
            shuffled[index] = shuffled[place];
            shuffled[place] = node;
        }
    }
    shuffled
}
