// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the reports of an office say, all together: figures, a list with conditions, saved views, and
//! a view as a file. Conditions may say what is known about people; they are kept sealed on the
//! server, and addresses name only the view.

mod charts;
pub(in crate::pages) mod describe;
mod distributions;
pub mod edit;
pub mod file;
pub mod groups;
pub mod list;
pub mod overview;
pub mod removal;
pub mod views;

use std::collections::HashMap;

use directory::Organisation;
use kernel::OrganisationId;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Context, Crumb, Error};

use super::review::{AtOffice, collection_at, within_office};
use crate::insight::{self, Loaded};
use crate::model::Collection;
use crate::model::insight::ViewContent;
use crate::store::views::View;
use crate::{actions, store};

pub(in crate::pages) use charts::{Cell, Chart, Numbers};

/// The collection at an office whose reports the actor may open.
pub(super) struct Seat {
    pub(super) at: AtOffice,
    pub(super) collection: Collection,
}

impl Seat {
    pub(super) fn office(&self) -> OrganisationId {
        self.at.office.id
    }

    /// The address of one of the pages, such as `/liste`, with the view that is looked at.
    pub(super) fn path(&self, step: &str, view: Option<Uuid>) -> String {
        let mut path = format!("/erhebungen/{}/auswertung{step}", self.collection.id);
        let view = view.map(|id| format!("ansicht={id}"));
        let office = self.at.query();
        let office = office.strip_prefix('&').map(str::to_owned);
        let query: Vec<String> = view.into_iter().chain(office).collect();
        if !query.is_empty() {
            path.push('?');
            path.push_str(&query.join("&"));
        }
        path
    }

    pub(super) fn crumbs(&self, context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
        let mut crumbs = vec![
            Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
            Crumb::new(
                &self.collection.title,
                format!("/erhebungen/{}", self.collection.id),
            ),
            Crumb::new(context.t("reporting-insight-title"), self.path("", None)),
        ];
        crumbs.extend(further);
        crumbs
    }
}

/// The office named in the address, or the actor's first, with the collection; its reports may be
/// opened by the actor.
pub(super) async fn seat(
    app: &App,
    context: &Context,
    collection: &str,
    amt: &str,
) -> Result<Seat, Error> {
    let at = within_office(app, context, actions::SUBMISSION_OPEN, amt).await?;
    let collection = collection_at(app, at.office.id, collection).await?;
    Ok(Seat { at, collection })
}

/// The query of these pages.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    pub(super) amt: String,
    #[serde(default)]
    pub(super) ansicht: String,
    #[serde(default)]
    pub(super) seite: String,
}

/// A view that is looked at: as it is kept, if it is, and what it says.
pub(super) struct Looked {
    pub(super) kept: Option<View>,
    pub(super) content: ViewContent,
}

impl Looked {
    pub(super) fn id(&self) -> Option<Uuid> {
        self.kept.as_ref().map(|view| view.id)
    }

    /// The number of its saving; 0 if it was never saved.
    pub(super) fn version(&self) -> i64 {
        self.kept.as_ref().map_or(0, |view| view.version)
    }

    /// Whether it was saved under a name.
    pub(super) fn is_named(&self) -> bool {
        self.kept.as_ref().is_some_and(|view| view.named)
    }
}

/// The view named in the address, if the actor finds it at this office; without a name, everything.
pub(super) async fn looked(
    app: &App,
    context: &Context,
    seat: &Seat,
    named: &str,
) -> Result<Looked, Error> {
    if named.is_empty() {
        return Ok(Looked {
            kept: None,
            content: ViewContent::default(),
        });
    }
    let id: Uuid = named.parse().map_err(|_| Error::NotFound)?;
    let person = context.person()?;
    let kept = store::views::find(app.db.read(), id)
        .await?
        .filter(|view| {
            view.office == seat.office()
                && view.collection == seat.collection.id
                && view.is_for(person, &seat.at.within)
        })
        .ok_or(Error::NotFound)?;
    let content = opened(app, &kept).await?;
    Ok(Looked {
        kept: Some(kept),
        content,
    })
}

/// What a view says.
pub(super) async fn opened(app: &App, view: &View) -> Result<ViewContent, Error> {
    let context = View::seal_context(view.id);
    let plain = app
        .vault
        .open(app.db.read(), view.office, &context, &view.sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// The reports of the office with their answers and those who sent them, and which the view shows.
pub(super) struct Found {
    pub(super) loaded: Loaded,
    pub(super) places: HashMap<OrganisationId, Organisation>,
    pub(super) rows: Vec<bool>,
    /// Whether texts would have to be searched in too many reports; then nothing is shown.
    pub(super) too_many: bool,
}

impl Found {
    pub(super) fn count(&self) -> usize {
        self.rows.iter().filter(|shown| **shown).count()
    }

    pub(super) fn name(&self, institution: OrganisationId) -> &str {
        self.places
            .get(&institution)
            .map_or("", |one| one.name.as_str())
    }
}

/// The reports that the actor reaches at the office, with their answers.
pub(super) async fn loaded(app: &App, seat: &Seat) -> Result<Loaded, Error> {
    let mut loaded = insight::load(app, &seat.collection, seat.office()).await?;
    loaded.narrow(&seat.at.within);
    Ok(loaded)
}

pub(super) async fn found(app: &App, seat: &Seat, content: &ViewContent) -> Result<Found, Error> {
    let loaded = loaded(app, seat).await?;
    let places = insight::institutions(app, &loaded.table).await?;
    let chosen = insight::choose(app, seat.office(), &loaded, content, &places).await;
    let (rows, too_many) = match chosen {
        Ok(rows) => (rows, false),
        Err(insight::Failure::TooMany) => (vec![false; loaded.table.len()], true),
        Err(insight::Failure::Other(error)) => return Err(error),
    };
    Ok(Found {
        loaded,
        places,
        rows,
        too_many,
    })
}

/// The municipalities of the institutions, by name.
pub(super) async fn municipalities(
    app: &App,
    places: &HashMap<OrganisationId, Organisation>,
) -> Result<Vec<(String, String)>, Error> {
    let mut keys: Vec<_> = places.values().filter_map(|one| one.ags.clone()).collect();
    keys.sort();
    keys.dedup();
    let mut named = Vec::with_capacity(keys.len());
    for key in keys {
        let name = directory::municipality(app.db.read(), &key)
            .await?
            .map_or_else(|| key.as_str().to_owned(), |one| one.name);
        named.push((key.as_str().to_owned(), name));
    }
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}
