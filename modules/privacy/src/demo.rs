// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An invented request of the demo, with what is found for it, and what the office adds to its register.

use kernel::{OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::model::{Addition, Found, Header, Identity, Person, RequestKind, Verdict};
use crate::register;
use crate::searching::{self, SearchJob};
use crate::store;
use crate::working::{self, Deed, Noting};

/// Notes a request about an invented child, unless there is one. `name` is that of somebody whom an office
/// of the demo has a file about.
pub async fn load(
    app: &App,
    office: OrganisationId,
    by: PersonId,
    (family_name, given_name, birth_date): (&str, &str, &str),
) -> Result<(), Error> {
    let conn = app.db.read();
    let none = store::requests::Filter::default();
    if store::requests::count(conn, office, none).await? > 0 {
        return Ok(());
    }
    let place = directory::place_of(conn, office).await?;
    let place = place.ok_or(Error::NotFound)?;
    let received = berlin_date(app.clock.now()).checked_sub(jiff::Span::new().days(12));
    let noting = Noting {
        kind: RequestKind::Access,
        received_on: received.map_err(Error::internal)?,
        identity: Identity::Representative,
        person: Person {
            family_name: family_name.to_owned(),
            given_name: given_name.to_owned(),
            birth_date: birth_date.to_owned(),
            represented_by: format!("Toni {family_name}"),
            street: "Am Deich 1".to_owned(),
            postcode: "26603".to_owned(),
            town: "Aurich".to_owned(),
            ..Person::default()
        },
    };
    let request = working::receive(app, &place, &noting, by).await?;
    let tx = app.db.begin().await?;
    let held = store::requests::find_for_update(&tx, request.id).await?;
    let mut deed = Deed::of(app, tx, held.ok_or(Error::NotFound)?, Some(by));
    searching::begin(&mut deed, by).await?;
    deed.commit(crate::actions::PRIVACY_REQUEST, "search")
        .await?;
    let job = SearchJob {
        request: request.id,
        by,
    };
    searching::run(app, &job).await?;
    let tx = app.db.begin().await?;
    for found in store::hits::of_request(&tx, request.id)
        .await?
        .into_iter()
        .take(1)
    {
        let found = Found {
            verdict: Verdict::Person,
            ..found
        };
        store::hits::save(&tx, &found).await?;
    }
    let header = Header {
        officer: "Datenschutzbeauftragte des Gesundheitsamtes (erfunden)\ndatenschutz@amt.example"
            .to_owned(),
        ..register::default_header(app, office).await?
    };
    let when = (app.clock.now(), by);
    store::register::save_header(&tx, office, &header, 0, when).await?;
    let addition = Addition {
        note: "Schwellwertanalyse vom Frühjahr: keine Folgenabschätzung nötig (erfunden)."
            .to_owned(),
        ..Addition::default()
    };
    let key = (office, "privacy/requests");
    store::register::save_addition(&tx, key, &addition, 0, when).await?;
    tx.commit().await?;
    let snapshot = register::current(app, kernel::Lang::De, office).await?;
    let tx = app.db.begin().await?;
    store::register::keep(&tx, office, 1, &snapshot, when).await?;
    tx.commit().await?;
    Ok(())
}
