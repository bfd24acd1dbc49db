// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! For which institutions somebody may report in a collection.

use std::collections::HashMap;

use directory::{KnownInstitutions, NameFault, Organisation};
use kernel::{OrganisationId, Resource};
use web::{App, Context, Error};

use crate::model::{Collection, Participant, RowFault};
use crate::period::Period;
use crate::{actions, pages, store};

/// An institution for which somebody may report.
#[derive(Debug, Clone)]
pub struct Reporter {
    /// The institution.
    pub institution: Organisation,
    /// The office that it reports to.
    pub office: OrganisationId,
    /// Whether she is of that office and reports for the institution.
    pub on_behalf: bool,
    /// From when to when it takes part.
    times: Vec<Participant>,
}

impl Reporter {
    /// Whether the institution may report about this period, or about an event in this week.
    pub fn owes(&self, unit: Period) -> bool {
        self.times.iter().any(|time| time.owes(unit))
    }
}

/// All of them for one collection, by name.
#[derive(Debug, Clone)]
pub struct Reporters {
    all: Vec<Reporter>,
    places: HashMap<OrganisationId, usize>,
}

impl Reporters {
    fn of(mut all: Vec<Reporter>) -> Self {
        all.sort_by(|a, b| a.institution.name.cmp(&b.institution.name));
        let places = all.iter().enumerate();
        let places = places.map(|(place, one)| (one.institution.id, place));
        Self {
            places: places.collect(),
            all,
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Reporter] {
        &self.all
    }

    /// The only one.
    pub fn only(&self) -> Option<&Reporter> {
        match self.all.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The one with this identifier.
    pub fn get(&self, id: OrganisationId) -> Option<&Reporter> {
        self.all.get(*self.places.get(&id)?)
    }

    /// Those that texts name: by identifier, number or name; the only one without a text.
    pub fn names(&self) -> Names<'_> {
        let institutions: Vec<Organisation> =
            self.all.iter().map(|one| one.institution.clone()).collect();
        Names {
            reporters: self,
            institutions,
        }
    }
}

/// Finds institutions by what was typed.
#[derive(Debug)]
pub struct Names<'r> {
    reporters: &'r Reporters,
    institutions: Vec<Organisation>,
}

impl Names<'_> {
    /// Ready to find; made once for many rows.
    pub fn known(&self) -> KnownInstitutions<'_> {
        KnownInstitutions::new(&self.institutions)
    }

    /// The one that a text names.
    pub fn find(&self, known: &KnownInstitutions<'_>, text: &str) -> Result<&Reporter, RowFault> {
        let text = text.trim();
        if text.is_empty() {
            return self.reporters.only().ok_or(RowFault::InstitutionMissing);
        }
        let id = match text.parse() {
            Ok(id) => id,
            Err(_) => known.find(text).map_err(|fault| match fault {
                NameFault::Ambiguous => RowFault::InstitutionAmbiguous,
                _ => RowFault::InstitutionUnknown,
            })?,
        };
        self.reporters.get(id).ok_or(RowFault::InstitutionUnknown)
    }
}

/// One institution alone, for invented data; nobody is asked.
pub async fn only_reporter(
    app: &App,
    collection: &Collection,
    institution: OrganisationId,
) -> Result<Reporters, Error> {
    let conn = app.db.read();
    let times = store::participants::of_institution(conn, collection.id, institution).await?;
    let found = directory::organisation(conn, institution).await?;
    let one = found.filter(|_| !times.is_empty()).and_then(|institution| {
        Some(Reporter {
            office: institution.parent?,
            institution,
            on_behalf: false,
            times,
        })
    });
    Ok(Reporters::of(one.into_iter().collect()))
}

/// For whom the actor may report in a collection: her own institutions, and at an office those of the
/// office. Nobody means that the collection does not exist for her.
pub async fn reporters(
    app: &App,
    context: &Context,
    collection: &Collection,
) -> Result<Reporters, Error> {
    let conn = app.db.read();
    let mut times: HashMap<OrganisationId, Vec<Participant>> = HashMap::new();
    for institution in pages::own_institutions(context) {
        let own = store::participants::of_institution(conn, collection.id, institution).await?;
        if !own.is_empty() {
            times.insert(institution, own);
        }
    }
    let own: Vec<OrganisationId> = times.keys().copied().collect();
    for membership in context.actor().memberships() {
        if membership.level != kernel::Level::Office {
            continue;
        }
        let office = membership.organisation;
        let any = Resource::of_institution(collection.state, office, office);
        // Roles that are limited to some institutions are asked for each of them.
        let asked =
            context.may(actions::REPORT_ON_BEHALF, &any) || !context.actor().own_roles().is_empty();
        if !asked {
            continue;
        }
        for one in store::participants::of(conn, collection.id, Some(office)).await? {
            if own.contains(&one.institution) {
                continue;
            }
            let all = times.entry(one.institution).or_default();
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    let ids: Vec<OrganisationId> = times.keys().copied().collect();
    let mut all = Vec::new();
    for institution in directory::organisations(conn, &ids).await? {
        let Some(office) = institution.parent else {
            continue;
        };
        let resource = Resource::of_institution(collection.state, office, institution.id);
        let on_behalf = context.may(actions::REPORT_ON_BEHALF, &resource);
        if !on_behalf && !context.may(actions::REPORT_FILL, &resource) {
            continue;
        }
        all.push(Reporter {
            times: times.remove(&institution.id).unwrap_or_default(),
            institution,
            office,
            on_behalf,
        });
    }
    if all.is_empty() {
        // Says what is missing: the sign-in or the second factor; else nothing is there to be seen.
        let whole = Resource::of_state(collection.state);
        context.allow_or_hide(actions::REPORT_FILL, &whole)?;
        return Err(Error::NotFound);
    }
    Ok(Reporters::of(all))
}
