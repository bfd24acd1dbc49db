// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which signals somebody reaches: the state agency all, an office those of its districts and those handed over to it.

use kernel::{Action, Ags, OrganisationId, Resource};
use web::{App, Context, Error};

use crate::model::Signal;

/// Which signals somebody reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All.
    State,
    /// Those of offices.
    Offices {
        /// The offices, at least one.
        offices: Vec<OrganisationId>,
        /// Their districts.
        places: Vec<Ags>,
    },
}

impl Reach {
    /// Which signals the actor may do `action` to. Refuses whoever may do it to none.
    pub async fn of(app: &App, context: &Context, action: Action) -> Result<Self, Error> {
        let conn = app.db.read();
        let state = Resource::of_state(directory::state(conn).await?.id);
        if context.may(action, &state) {
            return Ok(Self::State);
        }
        let own = directory::own_offices(app, context, action).await?;
        let offices: Vec<OrganisationId> = own.into_iter().map(|(office, _)| office.id).collect();
        if offices.is_empty() {
            context.allow(action, &state)?;
            return Err(Error::Forbidden);
        }
        Self::of_offices(app, offices).await
    }

    /// What these offices reach; there is at least one.
    pub async fn of_offices(app: &App, offices: Vec<OrganisationId>) -> Result<Self, Error> {
        let districts = directory::districts(app.db.read()).await?;
        let own = districts
            .into_iter()
            .filter(|one| one.office.is_some_and(|office| offices.contains(&office)));
        Ok(Self::Offices {
            places: own.map(|one| one.ags).collect(),
            offices,
        })
    }

    /// Whether a signal is within reach.
    pub fn holds(&self, signal: &Signal) -> bool {
        match self {
            Self::State => true,
            Self::Offices { offices, places } => {
                places.contains(&signal.place)
                    || signal
                        .office
                        .is_some_and(|office| offices.contains(&office))
            }
        }
    }

    /// Whether everything is.
    pub fn is_state(&self) -> bool {
        *self == Self::State
    }
}
