// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One role of the first office's own with somebody who holds it, and one colleague who stands in for
//! another.

use db::Tx;
use jiff::SignedDuration;
use kernel::{OrganisationId, Role};
use web::{App, Error};

use crate::actions;
use crate::store::delegations::{self, NewDelegation};
use crate::store::memberships::{self, NewMembership, OwnPart};
use crate::store::own_roles::{self, OwnRole};

/// What the role may do: look after the accounts of institutions.
const ACTIONS: &[kernel::Action] = &[
    actions::GRANT_INSTITUTION_MANAGER,
    actions::GRANT_INSTITUTION_REPORTER,
    actions::ORGANISATION_READ,
    actions::PERSON_HELP,
    actions::PERSON_READ,
];
/// For how long the colleague stands in.
const FORTNIGHT: SignedDuration = SignedDuration::from_hours(24 * 14);

pub(super) async fn add(app: &App, tx: &Tx, planned: &[NewMembership]) -> Result<(), Error> {
    let holder = planned
        .iter()
        .find(|membership| membership.role == Role::Own);
    let Some(holder) = holder else {
        return Ok(());
    };
    let office = holder.organisation;
    let now = app.clock.now();
    let id = || OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()).uuid();
    let role = OwnRole {
        id: id(),
        organisation: office,
        name: "Kita-Betreuung".to_owned(),
        description: "Hilft Kitas bei Konten und Zugängen, ohne Meldungen zu sehen.".to_owned(),
        actions: ACTIONS.iter().map(|action| action.0.to_owned()).collect(),
        version: 1,
        ended: false,
    };
    own_roles::add(tx, &role, None, now).await?;
    let own = OwnPart {
        role: Some(role.id),
        ..OwnPart::default()
    };
    memberships::set_own_part(tx, holder.id, &own).await?;
    let at_office = |role: Role| {
        planned
            .iter()
            .find(move |one| one.role == role && one.organisation == office)
    };
    if let (Some(from), Some(to)) = (at_office(Role::Analyst), at_office(Role::FormAuthor)) {
        let delegation = NewDelegation {
            id: id(),
            organisation: office,
            from: from.person,
            to: to.person,
            valid_from: now,
            valid_to: now + FORTNIGHT,
        };
        delegations::add(tx, &delegation, now).await?;
        let lent = NewMembership {
            id: id(),
            person: to.person,
            valid_from: now,
            valid_to: Some(delegation.valid_to),
            granted_by: Some(from.person),
            ..*from
        };
        memberships::add_memberships(tx, &[lent], now).await?;
        memberships::set_delegated(tx, lent.id, delegation.id, from.id).await?;
    }
    Ok(())
}
