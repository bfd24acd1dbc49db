// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who takes part by rule: institutions of a kind, everywhere or in a place. Those that begin to fit
//! join, those that do not fit any more or have closed leave.

use std::collections::{BTreeMap, HashMap, HashSet};

use directory::{InstitutionFilter, InstitutionKind, Organisation};
use jiff::civil::Date;
use kernel::{Ags, CollectionId, Id, OrganisationId, PersonId, berlin_date};
use uuid::Uuid;
use web::{App, Error};

use crate::model::{Collection, Participant};
use crate::period::Period;
use crate::{opening, store};

/// A rule before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft {
    /// Institutions of which kind.
    pub kind: InstitutionKind,
    /// Where; everywhere without a place.
    pub place: Option<Ags>,
}

impl RuleDraft {
    /// Whether an institution takes part by this rule on a day.
    pub fn fits(&self, institution: &Organisation, day: Date) -> bool {
        let in_place = match (&self.place, &institution.ags) {
            (None, _) => true,
            (Some(place), Some(ags)) => ags.to_string().starts_with(&place.to_string()),
            (Some(_), None) => false,
        };
        institution.institution_kind == Some(self.kind) && in_place && institution.is_valid(day)
    }
}

/// A rule of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Names it.
    pub id: Uuid,
    /// What it says.
    pub rule: RuleDraft,
}

/// Keeps a rule in the caller's transaction.
pub async fn add(
    app: &App,
    tx: &db::Tx,
    collection: CollectionId,
    rule: &RuleDraft,
    by: Option<PersonId>,
) -> Result<(), Error> {
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    store::rules::add(tx, collection, id, rule, app.clock.now(), by).await?;
    Ok(())
}

/// What rules do to the participants of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Who joins.
    pub join: Vec<OrganisationId>,
    /// Who leaves.
    pub leave: Vec<OrganisationId>,
}

/// Compares who takes part with who should. Nobody whose part a person has ended joins again, and
/// nobody whom a person has chosen leaves, unless the institution has closed.
pub fn changes(
    rules: &[Rule],
    institutions: &[Organisation],
    participants: &[Participant],
    now: Period,
    today: Date,
) -> Changes {
    let fits = |one: &Organisation| rules.iter().any(|rule| rule.rule.fits(one, today));
    let mut known: HashMap<OrganisationId, Vec<&Participant>> = HashMap::new();
    for participant in participants {
        known
            .entry(participant.institution)
            .or_default()
            .push(participant);
    }
    let mut result = Changes::default();
    let mut valid: HashSet<OrganisationId> = HashSet::new();
    for one in institutions {
        if one.is_valid(today) {
            valid.insert(one.id);
        }
        if fits(one) && !known.contains_key(&one.id) {
            result.join.push(one.id);
        }
    }
    let fitting: HashSet<OrganisationId> = institutions
        .iter()
        .filter(|one| fits(one))
        .map(|one| one.id)
        .collect();
    let running: BTreeMap<OrganisationId, bool> = participants
        .iter()
        .filter(|one| one.to.is_none_or(|to| to > now))
        .map(|one| (one.institution, one.by_rule))
        .collect();
    for (institution, by_rule) in running {
        let outgrown = by_rule && !rules.is_empty() && !fitting.contains(&institution);
        if outgrown || !valid.contains(&institution) {
            result.leave.push(institution);
        }
    }
    result
}

/// Applies the rules of a collection and lets closed institutions leave. Safe to repeat.
pub async fn apply(app: &App, collection: &Collection) -> Result<Changes, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let now = Period::containing(collection.calendar.unit(), today);
    let season = collection.calendar.season;
    if season.to < now {
        return Ok(Changes::default());
    }
    let rules = store::rules::of(conn, collection.id).await?;
    let institutions = directory::institutions(conn, &InstitutionFilter::default()).await?;
    let participants = store::participants::of(conn, collection.id, None).await?;
    let changes = changes(&rules, &institutions, &participants, now, today);
    if !changes.join.is_empty() {
        let joining: Vec<Organisation> = institutions
            .into_iter()
            .filter(|one| changes.join.contains(&one.id))
            .collect();
        opening::join(app, collection, &joining, now.max(season.from), None, true).await?;
    }
    for institution in &changes.leave {
        opening::leave(app, collection, *institution, now.plus(-1), None).await?;
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(number: u128) -> OrganisationId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    fn kita(number: u128, ags: &str, valid_to: Option<Date>) -> Organisation {
        Organisation {
            id: id(number),
            kind: directory::OrganisationKind::Institution,
            parent: Some(id(100)),
            name: format!("Kita {number}"),
            institution_kind: Some(InstitutionKind::Kita),
            reference: None,
            address: directory::Address::default(),
            ags: Some(ags.parse().unwrap()),
            email: None,
            phone: None,
            valid_from: date(2020, 1, 1),
            valid_to,
        }
    }

    fn participant(number: u128, by_rule: bool, to: Option<&str>) -> Participant {
        Participant {
            institution: id(number),
            office: id(100),
            from: "2026-W40".parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
            by_rule,
        }
    }

    #[test]
    fn institutions_join_and_leave_as_the_rule_says_and_people_have_the_last_word() {
        let rules = [Rule {
            id: Uuid::nil(),
            rule: RuleDraft {
                kind: InstitutionKind::Kita,
                place: Some("03241".parse().unwrap()),
            },
        }];
        let institutions = [
            kita(1, "03241001", None),
            kita(2, "03252006", None),
            kita(3, "03241001", Some(date(2026, 11, 1))),
            kita(4, "03241001", None),
            kita(5, "03252006", None),
        ];
        let participants = [
            // Moved out of the place; chosen by a person; closed; ended by a person.
            participant(2, true, None),
            participant(5, false, None),
            participant(3, false, None),
            participant(4, true, Some("2026-W42")),
        ];
        let now = "2026-W47".parse().unwrap();
        let found = changes(
            &rules,
            &institutions,
            &participants,
            now,
            date(2026, 11, 20),
        );
        assert_eq!(
            found,
            Changes {
                join: vec![id(1)],
                leave: vec![id(2), id(3)],
            }
        );
    }
}
