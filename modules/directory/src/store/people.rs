// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{Email, Lang, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{moment, unexpected};
use crate::model::{Contact, Person, search_text};

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
        db::placeholders(3, roles.len())
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
        // What came by a key of an institution names the key.
        "SELECT name FROM people WHERE id = $1
         UNION ALL SELECT name FROM institution_keys WHERE id = $1
         UNION ALL SELECT name FROM institution_key_names WHERE id = $1",
        vec![id.uuid().into()],
    )
    .await
}

pub(super) const PERSON: &str = "p.id AS id, p.name AS name, p.email AS email, p.lang AS lang,
    p.password_hash IS NOT NULL AS has_password, p.totp_secret IS NOT NULL AS has_second_factor,
    p.demo AS demo, p.blocked_at AS blocked_at, p.last_sign_in_at AS last_sign_in_at";

#[derive(FromQueryResult)]
pub(super) struct PersonRow {
    id: Uuid,
    name: String,
    email: String,
    lang: String,
    has_password: bool,
    has_second_factor: bool,
    demo: bool,
    blocked_at: Option<i64>,
    last_sign_in_at: Option<i64>,
}

impl TryFrom<PersonRow> for Person {
    type Error = db::DbError;
    fn try_from(row: PersonRow) -> db::Result<Self> {
        let time = |millis: Option<i64>| millis.map(|at| moment("people", at)).transpose();
        Ok(Self {
            id: PersonId::from_uuid(row.id),
            name: row.name,
            email: row
                .email
                .parse()
                .map_err(|error| unexpected("people", error))?,
            lang: language(&row.lang),
            has_password: row.has_password,
            has_second_factor: row.has_second_factor,
            demo: row.demo,
            blocked_at: time(row.blocked_at)?,
            last_sign_in_at: time(row.last_sign_in_at)?,
        })
    }
}

/// The person with this identifier.
pub async fn person(conn: &impl ConnectionTrait, id: PersonId) -> db::Result<Option<Person>> {
    let sql = format!("SELECT {PERSON} FROM people p WHERE p.id = $1");
    let found: Option<PersonRow> = db::one(conn, &sql, vec![id.uuid().into()]).await?;
    found.map(Person::try_from).transpose()
}

/// The person with this address.
pub(crate) async fn person_by_email(
    conn: &impl ConnectionTrait,
    email: &Email,
) -> db::Result<Option<Person>> {
    let sql = format!("SELECT {PERSON} FROM people p WHERE p.email = $1");
    let found: Option<PersonRow> = db::one(conn, &sql, vec![email.as_str().into()]).await?;
    found.map(Person::try_from).transpose()
}

/// What a new person begins with.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Identifies her.
    pub id: PersonId,
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: Email,
    /// Her language.
    pub lang: Lang,
    /// Whether she belongs to the demo and signs in without a password.
    pub demo: bool,
}

/// Adds people without a password. An address that is already there gives [`db::DbError::Unique`].
pub async fn add_people(
    conn: &impl ConnectionTrait,
    people: &[NewPerson],
    now: Timestamp,
) -> db::Result<()> {
    for chunk in people.chunks(200) {
        let sql = format!(
            "INSERT INTO people (id, email, name, search, lang, demo, created_at) VALUES {}",
            db::rows_of(chunk.len(), 7)
        );
        let values = chunk
            .iter()
            .flat_map(|person| -> [Value; 7] {
                [
                    person.id.uuid().into(),
                    person.email.as_str().into(),
                    person.name.clone().into(),
                    search_text(&[&person.name, person.email.as_str()]).into(),
                    person.lang.tag().into(),
                    person.demo.into(),
                    now.as_millisecond().into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// Lets a person sign in no more, or again.
pub(crate) async fn set_blocked(
    conn: &impl ConnectionTrait,
    person: PersonId,
    since: Option<Timestamp>,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE people SET blocked_at = $2 WHERE id = $1",
        vec![
            person.uuid().into(),
            since.map(Timestamp::as_millisecond).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Sets the language in which a person gets her mails.
pub(crate) async fn set_language(
    conn: &impl ConnectionTrait,
    person: PersonId,
    lang: Lang,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE people SET lang = $2 WHERE id = $1",
        vec![person.uuid().into(), lang.tag().into()],
    )
    .await?;
    Ok(())
}

/// Corrects a person's name.
pub(crate) async fn set_name(
    conn: &impl ConnectionTrait,
    person: &Person,
    name: &str,
) -> db::Result<()> {
    db::execute(
        conn,
        "UPDATE people SET name = $2, search = $3 WHERE id = $1",
        vec![
            person.id.uuid().into(),
            name.into(),
            search_text(&[name, person.email.as_str()]).into(),
        ],
    )
    .await?;
    Ok(())
}
