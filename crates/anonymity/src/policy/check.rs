// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeSet;

use super::{FieldClass, PolicyDraft, PolicyError};
use crate::canonical::is_token;

/// What a draft must hold to be a policy.
pub(super) fn check(draft: &PolicyDraft) -> Result<(), PolicyError> {
    for (name, text) in [
        ("purpose", &draft.purpose),
        ("legal_basis", &draft.legal_basis),
        ("recipient", &draft.recipient),
    ] {
        if text.trim().is_empty() || text.chars().count() > 1000 {
            return Err(PolicyError::Text(name));
        }
    }
    if !is_token(&draft.form_version) {
        return Err(PolicyError::Name(draft.form_version.clone()));
    }
    if draft.minimum_facilities < 2 {
        return Err(PolicyError::Minimum);
    }
    let (mut entities, mut dates) = (0, 0);
    let mut places = Vec::new();
    let mut names = BTreeSet::new();
    for field in &draft.fields {
        if !is_token(&field.name) {
            return Err(PolicyError::Name(field.name.clone()));
        }
        if !names.insert(field.name.as_str()) {
            return Err(PolicyError::FieldTwice(field.name.clone()));
        }
        match &field.class {
            FieldClass::Entity => entities += 1,
            FieldClass::Date => dates += 1,
            FieldClass::Place { levels } => places.push(levels),
            FieldClass::Measure { dominance_percent } if *dominance_percent > 100 => {
                return Err(PolicyError::Dominance(field.name.clone()));
            }
            FieldClass::Measure { .. } | FieldClass::Dropped { .. } => {}
        }
    }
    if entities != 1 {
        return Err(PolicyError::ExactlyOne("facility"));
    }
    if dates != 1 {
        return Err(PolicyError::ExactlyOne("date"));
    }
    let [levels] = places[..] else {
        return Err(PolicyError::ExactlyOne("place"));
    };
    let distinct: BTreeSet<_> = levels.iter().collect();
    if levels.is_empty()
        || distinct.len() != levels.len()
        || !levels.iter().all(|level| is_token(level))
    {
        return Err(PolicyError::Levels);
    }
    check_patience(draft, levels)
}

fn check_patience(draft: &PolicyDraft, levels: &[String]) -> Result<(), PolicyError> {
    let mut positions = Vec::new();
    for step in &draft.patience {
        let position = levels.iter().position(|level| *level == step.place);
        positions.push(position.ok_or(PolicyError::Patience)?);
    }
    let grows = positions.is_sorted_by(|a, b| a < b)
        && draft
            .patience
            .is_sorted_by(|a, b| a.from_weeks < b.from_weeks);
    if !grows
        || draft
            .patience
            .first()
            .is_none_or(|step| step.from_weeks != 0)
    {
        return Err(PolicyError::Patience);
    }
    let last = draft.patience.last().map_or(0, |step| step.from_weeks);
    if draft.maximum_hold_weeks < last {
        return Err(PolicyError::MaximumHold);
    }
    Ok(())
}
