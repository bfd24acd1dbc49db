// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeSet;

use super::{FieldClass, PolicyDraft, Variety};
use crate::PolicyError;
use crate::canonical::is_token;
use crate::forwarding::calendar;
use crate::forwarding::pool::LARGEST_TUPLE;

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
    if draft.minimum < 2 {
        return Err(PolicyError::Minimum);
    }
    if draft.yearly_cap == 0 {
        return Err(PolicyError::Cap);
    }
    check_fields(draft)?;
    check_patience(draft)?;
    let faults = draft.noise.as_ref().map(|plan| plan.faults(draft));
    match faults.unwrap_or_default().first() {
        Some(fault) => Err(PolicyError::Noise(*fault)),
        None => Ok(()),
    }
}

fn check_fields(draft: &PolicyDraft) -> Result<(), PolicyError> {
    let (mut dates, mut columns) = (0, 0);
    let mut names = BTreeSet::new();
    let mut entities = BTreeSet::new();
    for field in &draft.fields {
        if !is_token(&field.name) {
            return Err(PolicyError::Name(field.name.clone()));
        }
        if !names.insert(field.name.as_str()) {
            return Err(PolicyError::FieldTwice(field.name.clone()));
        }
        match &field.class {
            Some(FieldClass::Entity { of }) if !entities.insert(*of) => {
                return Err(PolicyError::ExactlyOne("entity of its kind"));
            }
            Some(FieldClass::Date { finest, coarsest }) => {
                dates += 1;
                columns += 1;
                let levels = calendar::level(finest).zip(calendar::level(coarsest));
                if levels.is_none_or(|(fine, coarse)| fine > coarse) {
                    return Err(PolicyError::Levels);
                }
            }
            Some(FieldClass::Quasi { hierarchy, .. }) => {
                columns += 1;
                check_name(hierarchy)?;
            }
            Some(FieldClass::Sensitive {
                hierarchy, variety, ..
            }) => {
                check_name(hierarchy)?;
                check_variety(&field.name, variety)?;
            }
            Some(FieldClass::Plain { hierarchy, .. }) => {
                check_name(hierarchy)?;
                if field.reason.trim().is_empty() {
                    return Err(PolicyError::Text("reason"));
                }
            }
            Some(FieldClass::Measure { dominance_percent }) if *dominance_percent > 100 => {
                return Err(PolicyError::Dominance(field.name.clone()));
            }
            _ => {}
        }
    }
    if entities.is_empty() {
        return Err(PolicyError::ExactlyOne("entity of its kind"));
    }
    if dates != 1 {
        return Err(PolicyError::ExactlyOne("date"));
    }
    if columns > LARGEST_TUPLE {
        return Err(PolicyError::TooManyColumns(LARGEST_TUPLE));
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), PolicyError> {
    if is_token(name) {
        Ok(())
    } else {
        Err(PolicyError::Name(name.to_owned()))
    }
}

fn check_variety(field: &str, variety: &Variety) -> Result<(), PolicyError> {
    let sound = variety.closeness.as_ref().is_none_or(|closeness| {
        closeness.percent <= 100 && closeness.reference.values().any(|weight| *weight > 0)
    });
    if sound {
        Ok(())
    } else {
        Err(PolicyError::Closeness(field.to_owned()))
    }
}

fn check_patience(draft: &PolicyDraft) -> Result<(), PolicyError> {
    let steps = &draft.patience;
    let begins = steps.first().is_some_and(|step| step.from_weeks == 0);
    let grows = steps
        .is_sorted_by(|a, b| a.from_weeks < b.from_weeks && a.loss_permille <= b.loss_permille);
    let sound = steps
        .iter()
        .all(|step| step.loss_permille <= 1000 && step.waiting_permille <= step.loss_permille);
    if !begins || !grows || !sound {
        return Err(PolicyError::Bounds);
    }
    let last = steps.last().map_or(0, |step| step.from_weeks);
    if draft.maximum_hold_weeks < last {
        return Err(PolicyError::MaximumHold);
    }
    Ok(())
}
