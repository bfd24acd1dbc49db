// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of figures, views and alerts as the accessibility and language tests open them.

use kernel::Role;
use web::{App, Error, SamplePage};

use crate::pages::{alerts, own_figures};
use crate::store;
use crate::store::alerts::Filter;

/// The pages, each with the role that opens it.
pub(crate) async fn list(app: &App) -> Result<Vec<SamplePage>, Error> {
    let conn = app.db.read();
    let worker = Role::CaseWorker;
    let mut samples = vec![
        page(alerts::PATH, worker),
        page(alerts::PATH, Role::OfficeAdministrator),
        page(own_figures::PATH, Role::InstitutionManager),
    ];
    let Some((person, office)) = directory::demo::first_with(app, worker).await? else {
        return Ok(samples);
    };
    for alert in store::alerts::of_office(conn, office, Filter::default(), (1, 1)).await? {
        samples.push(page(&format!("{}/{}", alerts::PATH, alert.id), worker));
    }
    for collection in store::collections::of_office(conn, office).await? {
        let rules = store::alert_rules::of(conn, collection.id, office).await?;
        let views = store::views::of(
            conn,
            collection.id,
            office,
            (person, &crate::model::Within::All),
        )
        .await?;
        if rules.is_empty() && views.is_empty() {
            continue;
        }
        let path = format!("/erhebungen/{}", collection.id);
        samples.push(page(&format!("{path}/auswertung"), worker));
        samples.push(page(&format!("{path}/auswertung"), Role::FormAuthor));
        for step in ["liste", "filter", "ansichten", "ausgabe", "verteilung"] {
            samples.push(page(&format!("{path}/auswertung/{step}"), worker));
        }
        if let Some(view) = views.first() {
            let remove = format!("{path}/auswertung/ansichten/{}/loeschen", view.id);
            samples.push(page(&remove, worker));
        }
        let rules_path = format!("{path}/alarmregeln");
        samples.push(page(&rules_path, worker));
        samples.push(page(&format!("{rules_path}/neu"), worker));
        for kind in crate::model::RuleKind::ALL {
            samples.push(page(&format!("{rules_path}/neu?art={kind}"), worker));
        }
        if let Some(rule) = rules.first() {
            samples.push(page(&format!("{rules_path}/{}", rule.id), worker));
            samples.push(page(&format!("{rules_path}/{}/loeschen", rule.id), worker));
        }
        // One collection shows them all: further ones have the same pages.
        break;
    }
    Ok(samples)
}

fn page(path: &str, role: Role) -> SamplePage {
    SamplePage {
        path: path.to_owned(),
        role: Some(role),
    }
}
