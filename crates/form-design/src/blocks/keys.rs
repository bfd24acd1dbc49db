// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Three states of one thing as JSON: what both sides made of what they began with.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Where both sides changed the same thing differently.
pub(super) struct Clash {
    /// The keys that lead to it, with `.` between them.
    pub(super) key: String,
    /// What stands here; null if it was taken away.
    pub(super) mine: Value,
    /// What the other side says.
    pub(super) theirs: Value,
}

/// Which of two different things counts.
pub(super) trait Judge {
    /// Notes a clash, and says whether the other side's state is taken.
    fn takes_theirs(&mut self, clash: Clash) -> bool;
}

/// What one state becomes, if something is left of it. Objects are compared key by key.
pub(super) fn three_way(
    key: &str,
    (base, mine, theirs): (Option<&Value>, Option<&Value>, Option<&Value>),
    judge: &mut dyn Judge,
) -> Option<Value> {
    if mine == theirs || base == theirs {
        return mine.cloned();
    }
    if base == mine {
        return theirs.cloned();
    }
    // What one side took away and the other changed is a clash as a whole.
    if let (Some(Value::Object(mine)), Some(Value::Object(theirs))) = (mine, theirs) {
        let none = Map::new();
        let base = base.and_then(Value::as_object).unwrap_or(&none);
        return Some(Value::Object(objects(key, base, mine, theirs, judge)));
    }
    let clash = Clash {
        key: key.to_owned(),
        mine: mine.cloned().unwrap_or_default(),
        theirs: theirs.cloned().unwrap_or_default(),
    };
    if judge.takes_theirs(clash) {
        theirs.cloned()
    } else {
        mine.cloned()
    }
}

/// The same of all keys of objects.
pub(super) fn objects(
    key: &str,
    base: &Map<String, Value>,
    mine: &Map<String, Value>,
    theirs: &Map<String, Value>,
    judge: &mut dyn Judge,
) -> Map<String, Value> {
    let names: BTreeSet<&String> = base
        .keys()
        .chain(mine.keys())
        .chain(theirs.keys())
        .collect();
    let mut all = Map::new();
    for name in names {
        let inner = if key.is_empty() {
            name.clone()
        } else {
            format!("{key}.{name}")
        };
        let states = (base.get(name), mine.get(name), theirs.get(name));
        if let Some(value) = three_way(&inner, states, judge) {
            all.insert(name.clone(), value);
        }
    }
    all
}

/// An order of what is kept: theirs where the order here is as it was, else the one here; what only
/// the other order knows stands behind what it stood behind there.
pub(super) fn order(
    base: &[String],
    mine: &[String],
    theirs: &[String],
    kept: &BTreeSet<String>,
) -> Vec<String> {
    let among = |all: &[String], others: &[String]| -> Vec<String> {
        all.iter()
            .filter(|one| others.contains(one))
            .cloned()
            .collect()
    };
    let is_mine = among(base, mine) != among(mine, base);
    let (first, second) = if is_mine {
        (mine, theirs)
    } else {
        (theirs, mine)
    };
    let mut all: Vec<String> = first
        .iter()
        .filter(|one| kept.contains(*one))
        .cloned()
        .collect();
    for (index, one) in second.iter().enumerate() {
        if !kept.contains(one) || all.contains(one) {
            continue;
        }
        let mut before = second[..index].iter().rev();
        let at = before.find_map(|known| all.iter().position(|other| other == known));
        all.insert(at.map_or(0, |at| at + 1), one.clone());
    }
    for one in kept {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}
