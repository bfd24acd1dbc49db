// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The kinds of case files of an office, as activities of the register of processing.

use kernel::{Lang, OrganisationId};
use web::{Activity, App, BoxFuture, Error, Value};

use crate::model::Slot;
use crate::store;

/// Lists them: those of the office and those of its state.
pub fn list(
    app: &App,
    lang: Lang,
    office: OrganisationId,
) -> BoxFuture<'_, Result<Vec<Activity>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let word = |key: &str| app.catalog.text(lang, key, &[]);
        let with =
            |key: &str, name: &str, value: Value| app.catalog.text(lang, key, &[(name, value)]);
        let Some(state) = directory::place_of(conn, office)
            .await?
            .and_then(|one| one.state)
        else {
            return Ok(Vec::new());
        };
        let mut kinds = store::types::of_owner(conn, office).await?;
        kinds.extend(store::types::of_owner(conn, state).await?);
        let mut activities = Vec::new();
        for kind in kinds.into_iter().filter(|kind| kind.latest > 0) {
            let version = store::types::version(conn, kind.id, kind.latest).await?;
            let Some(definition) = version.map(|version| version.definition) else {
                continue;
            };
            let mut law: Vec<String> = Vec::new();
            for step in &definition.steps {
                if !step.legal_basis.is_empty() && !law.contains(&step.legal_basis) {
                    law.push(step.legal_basis.clone());
                }
            }
            let slots = Slot::ALL.iter();
            let slots = slots.map(|slot| word(&format!("cases-slot-{}", slot.name())));
            let steps = definition.steps.iter().map(|step| step.title.clone());
            let rules = definition.reasons.iter().map(|reason| {
                let months = with("cases-activity-months", "count", reason.months.into());
                format!("{}: {months}", reason.title)
            });
            activities.push(Activity {
                key: format!("case-type/{}", kind.id),
                title: with("cases-activity-title", "title", kind.title.into()),
                purpose: word("cases-activity-purpose"),
                legal_basis: law.join("; "),
                persons: word("cases-activity-persons"),
                data: vec![
                    with(
                        "cases-activity-identifying",
                        "fields",
                        slots.collect::<Vec<_>>().join("; ").into(),
                    ),
                    with(
                        "cases-activity-work",
                        "steps",
                        steps.collect::<Vec<_>>().join("; ").into(),
                    ),
                ],
                recipients: word("cases-activity-recipients"),
                origin: word("cases-activity-origin"),
                retention: with(
                    "cases-activity-retention",
                    "rules",
                    rules.collect::<Vec<_>>().join("; ").into(),
                ),
                measures: word("cases-activity-measures"),
            });
        }
        Ok(activities)
    })
}
