// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The collections in which an office takes part, as activities of the register of processing.

use forms::PrivacyClass;
use kernel::{Lang, OrganisationId};
use web::{Activity, App, BoxFuture, Error};

use crate::{compiled, store};

/// So many questions of a class are named.
const MOST_NAMED: usize = 12;

/// Lists them, the open ones and those of which the office holds reports.
pub fn list(
    app: &App,
    lang: Lang,
    office: OrganisationId,
) -> BoxFuture<'_, Result<Vec<Activity>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let word = |key: &str| app.catalog.text(lang, key, &[]);
        let mut activities = Vec::new();
        for id in store::holdings::collections(conn, office).await? {
            let Some(collection) = store::collections::find(conn, id).await? else {
                continue;
            };
            let form = compiled::form(conn, collection.form_version).await?;
            let names = form_pages::may_name_people(&form);
            let tag = lang.tag();
            let data = form_pages::classes(&form, tag).into_iter();
            let data = data.map(|(class, mut labels)| {
                let more = labels.len() > MOST_NAMED;
                labels.truncate(MOST_NAMED);
                let class = class.map_or("none", PrivacyClass::name);
                let class =
                    app.catalog
                        .text(lang, "reporting-activity-class", &[("class", class.into())]);
                let end = if more { " …" } else { "" };
                format!("{class}: {}{end}", labels.join("; "))
            });
            activities.push(Activity {
                key: format!("collection/{id}"),
                title: collection.title.clone(),
                purpose: form.spec().purpose.get(tag).to_owned(),
                legal_basis: form.spec().legal_basis.get(tag).to_owned(),
                persons: word(if names {
                    "reporting-activity-persons"
                } else {
                    "reporting-activity-persons-none"
                }),
                data: data.collect(),
                recipients: word("reporting-activity-recipients"),
                origin: word("reporting-activity-origin"),
                retention: word("reporting-activity-retention"),
                measures: word("reporting-activity-measures"),
            });
        }
        activities.sort_by(|one, other| one.title.cmp(&other.title));
        Ok(activities)
    })
}
