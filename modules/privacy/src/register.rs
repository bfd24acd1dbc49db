// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The register of processing activities of an office, put together: what the modules say, and what the
//! office adds.

use kernel::{Lang, OrganisationId};
use web::{Activity, App, BoxFuture, Error};

use crate::model::{Addition, Header, Kept, Snapshot};
use crate::store;

/// The register as it is now.
pub async fn current(app: &App, lang: Lang, office: OrganisationId) -> Result<Snapshot, Error> {
    let conn = app.db.read();
    let additions = store::register::additions(conn, office).await?;
    let nothing = Addition::default();
    let mut activities = Vec::new();
    for source in &app.activities {
        for activity in source(app, lang, office).await? {
            let own = additions.iter().find(|(key, _, _)| *key == activity.key);
            let own = own.map_or(&nothing, |(_, addition, _)| addition);
            activities.push(Kept::of(activity, own));
        }
    }
    let header = store::register::header(conn, office).await?;
    let header = match header {
        Some((header, _)) => header,
        None => default_header(app, office).await?,
    };
    Ok(Snapshot { header, activities })
}

/// What stands there before the office has said anything: its name and address.
pub async fn default_header(app: &App, office: OrganisationId) -> Result<Header, Error> {
    let office = directory::organisation(app.db.read(), office).await?;
    let office = office.ok_or(Error::NotFound)?;
    let address = &office.address;
    let town = format!("{} {}", address.postcode, address.town);
    let lines = [office.name.as_str(), &address.street, town.trim()];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    Ok(Header {
        controller: lines.collect::<Vec<_>>().join("\n"),
        officer: String::new(),
        keep_months: Header::KEEP_MONTHS,
    })
}

/// The requests themselves, as an activity.
pub fn own(
    app: &App,
    lang: Lang,
    office: OrganisationId,
) -> BoxFuture<'_, Result<Vec<Activity>, Error>> {
    Box::pin(async move {
        let months = crate::working::keep_months(app.db.read(), office).await?;
        let word = |key: &str| app.catalog.text(lang, key, &[]);
        Ok(vec![Activity {
            key: "privacy/requests".to_owned(),
            title: word("privacy-activity-title"),
            purpose: word("privacy-activity-purpose"),
            legal_basis: word("privacy-activity-law"),
            persons: word("privacy-activity-persons"),
            data: vec![word("privacy-activity-data")],
            recipients: word("privacy-activity-recipients"),
            origin: word("privacy-activity-origin"),
            retention: app.catalog.text(
                lang,
                "privacy-activity-retention",
                &[("months", months.into())],
            ),
            measures: word("privacy-activity-measures"),
        }])
    })
}
