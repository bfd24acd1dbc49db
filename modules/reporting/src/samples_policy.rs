// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of release policies as the accessibility and language tests open them.

use kernel::Role;
use web::{App, Error, SamplePage};

use crate::model::PolicyStatus;
use crate::pages::policies::{PATH, path_of};
use crate::store;

/// The pages, each with the role that opens it.
pub(crate) async fn list(app: &App) -> Result<Vec<SamplePage>, Error> {
    let (author, officer) = (Role::FormAuthor, Role::DataProtectionOfficer);
    let mut samples = vec![
        page(PATH, author),
        page(PATH, officer),
        page(&format!("{PATH}/neu"), author),
    ];
    let policies = store::policies::all(app.db.read()).await?;
    for policy in &policies {
        let path = path_of(policy.id);
        samples.push(page(&path, author));
        match policy.status {
            PolicyStatus::Draft | PolicyStatus::Returned => {
                samples.push(page(&format!("{path}/werkstatt"), author));
                if policy.status == PolicyStatus::Draft {
                    samples.push(page(&format!("{path}/verwerfen"), author));
                }
            }
            PolicyStatus::Submitted => {
                samples.push(page(&path, officer));
                samples.push(page(&format!("{path}/entscheidung"), officer));
            }
            PolicyStatus::Signed | PolicyStatus::Replaced => {
                samples.push(page(&format!("{path}/bericht"), officer));
                let new = format!("/erhebungen/neu?formular={}", policy.form_version);
                samples.push(page(&new, author));
            }
        }
    }
    if let [one, other, ..] = policies.as_slice() {
        let query = format!("eine={}&andere={}", one.id, other.id);
        samples.push(page(&format!("{PATH}/vergleich?{query}"), officer));
    }
    Ok(samples)
}

fn page(path: &str, role: Role) -> SamplePage {
    SamplePage {
        path: path.to_owned(),
        role: Some(role),
    }
}
