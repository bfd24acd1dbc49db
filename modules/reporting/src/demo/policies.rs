// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies of the demo's notifications: two that were signed, of which one counts with noise, one that waits
//! for its signature, and changes that somebody writes.

use anonymity::counting::{Dimension, NoisePlan};
use anonymity::forwarding::{FieldClass, LegalPath, PolicyDraft};
use kernel::{FormVersionId, IsoWeek, PersonId, Role, berlin_date};
use web::{App, Error};

use crate::model::KeptPolicy;
use crate::release_policy::PLACE;
use crate::{compiled, policies, store};

/// Why the plain fields of the notification may leave.
const HARMLESS: &str = "Sagt, in was für einer Einrichtung und in welcher Rolle gemeldet wurde; für sich erkennt daran niemand jemanden.";

/// Writes the policies of the demo's notifications, unless there are policies.
pub async fn write_policies(app: &App, version: FormVersionId) -> Result<(), Error> {
    let conn = app.db.read();
    if !store::policies::all(conn).await?.is_empty() {
        return Ok(());
    }
    let state = directory::state(conn).await?;
    let now = app.clock.now();
    let authors = directory::people_with(conn, state.id, &[Role::FormAuthor], now).await?;
    let officers = [Role::DataProtectionOfficer];
    let officers = directory::people_with(conn, state.id, &officers, now).await?;
    let (Some(author), Some(officer)) = (authors.first(), officers.first()) else {
        return Ok(());
    };
    let (author, officer) = (author.person, officer.person);
    let form = compiled::form(conn, version).await?;
    let hierarchies = policies::hierarchies(conn, form.spec()).await?;
    let mut content = policies::suggested(form.spec(), version, &state.name, &hierarchies);
    keep_what_is_needed(&mut content);
    let first = policies::add(app, state.id, version, content.clone(), None, author).await?;
    let first = submit(app, &first, author).await?;
    let note = "Zweck und Stufen sind nachvollziehbar. In einem Jahr erneut prüfen.";
    done(policies::decide(app, &first, first.version, (true, note), officer).await?)?;

    policies::apply(policies::Preset::Children, &mut content);
    let second = policies::add(
        app,
        state.id,
        version,
        content.clone(),
        Some(first.id),
        author,
    )
    .await?;
    submit(app, &second, author).await?;

    let mut counted = content.clone();
    content.minimum = 7;
    policies::add(app, state.id, version, content, Some(first.id), author).await?;

    counted.path = LegalPath::CountsOnly;
    counted.noise = Some(NoisePlan {
        dimensions: vec![Dimension {
            field: PLACE.to_owned(),
            level: "district".to_owned(),
        }],
        ..NoisePlan::shipped()
    });
    let third = policies::add(app, state.id, version, counted.clone(), None, author).await?;
    let third = submit(app, &third, author).await?;
    let note = "Ein Epsilon von 1 im Jahr ist vertretbar.";
    done(policies::decide(app, &third, third.version, (true, note), officer).await?)?;

    if let Some(plan) = &mut counted.noise {
        plan.wait_weeks = 8;
    }
    policies::add(app, state.id, version, counted, Some(third.id), author).await?;
    Ok(())
}

fn done(deed: policies::Deed) -> Result<(), Error> {
    match deed {
        policies::Deed::Done => Ok(()),
        policies::Deed::Outdated => Err(Error::Internal("a policy of the demo".to_owned())),
    }
}

async fn submit(app: &App, kept: &KeptPolicy, by: PersonId) -> Result<KeptPolicy, Error> {
    let conn = app.db.read();
    let form = compiled::form(conn, kept.form_version).await?;
    let hierarchies = policies::hierarchies(conn, form.spec()).await?;
    let fields = policies::fields(form.spec(), &hierarchies);
    let policy = kept.policy().map_err(Error::internal)?;
    let last = IsoWeek::of(berlin_date(app.clock.now()));
    let figures = policies::try_invented(&policy, &fields, &hierarchies, last)
        .await
        .map_err(Error::internal)?;
    done(policies::submit(app, kept, kept.version, (&policy, figures.as_ref()), by).await?)?;
    store::policies::find(conn, kept.id)
        .await?
        .ok_or(Error::NotFound)
}

/// Of what is plain only what the state asks for leaves; the rest stays at the office.
fn keep_what_is_needed(content: &mut PolicyDraft) {
    for field in &mut content.fields {
        if !matches!(field.class, Some(FieldClass::Plain { .. })) {
            continue;
        }
        if field.name == "gate.facility_kind" || field.name == "gate.relation" {
            HARMLESS.clone_into(&mut field.reason);
        } else {
            field.class = Some(FieldClass::Dropped {
                because: anonymity::DropReason::NotNeeded,
            });
            "Für den Zweck nicht erforderlich; bleibt im Gesundheitsamt."
                .clone_into(&mut field.reason);
        }
    }
}
