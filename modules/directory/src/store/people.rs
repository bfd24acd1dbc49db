// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People and their memberships.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{Lang, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{placeholders, unexpected};
use crate::model::Contact;

#[derive(FromQueryResult)]
struct ContactRow {
    id: Uuid,
    name: String,
    email: String,
    lang: String,
}

/// Who holds one of `roles` in `organisation` at the moment `now` and may sign in, by name; each
/// person once.
pub async fn people_with(
    conn: &impl ConnectionTrait,
    organisation: OrganisationId,
    roles: &[Role],
    now: Timestamp,
) -> db::Result<Vec<Contact>> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT DISTINCT p.id AS id, p.name AS name, p.email AS email, p.lang AS lang
         FROM memberships m JOIN people p ON p.id = m.person
         WHERE m.organisation = $1 AND m.valid_from <= $2
             AND (m.valid_to IS NULL OR m.valid_to > $2)
             AND p.blocked_at IS NULL AND m.role IN ({})
         ORDER BY name, id",
        placeholders(3, roles.len())
    );
    let mut values: Vec<Value> = vec![organisation.uuid().into(), now.as_millisecond().into()];
    values.extend(roles.iter().map(|role| Value::from(role.name())));
    let found: Vec<ContactRow> = db::all(conn, &sql, values).await?;
    found
        .into_iter()
        .map(|row| {
            Ok(Contact {
                person: PersonId::from_uuid(row.id),
                name: row.name,
                email: row
                    .email
                    .parse()
                    .map_err(|error| unexpected("people", error))?,
                lang: language(&row.lang),
            })
        })
        .collect()
}

/// The language stored under this tag; German if it is none of ours.
pub(crate) fn language(tag: &str) -> Lang {
    tag.parse().unwrap_or_default()
}

/// The name of a person, for showing who did something.
pub async fn person_name(conn: &impl ConnectionTrait, id: PersonId) -> db::Result<Option<String>> {
    db::scalar(
        conn,
        "SELECT name FROM people WHERE id = $1",
        vec![id.uuid().into()],
    )
    .await
}
