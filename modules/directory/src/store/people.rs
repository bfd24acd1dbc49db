// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People and their memberships.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{Email, Lang, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{moment, placeholders, rows, unexpected};
use crate::model::{Contact, Engagement, OrganisationKind, Person, like_pattern, search_text};

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

const PERSON: &str = "p.id AS id, p.name AS name, p.email AS email, p.lang AS lang,
    p.password_hash IS NOT NULL AS has_password, p.totp_secret IS NOT NULL AS has_second_factor,
    p.demo AS demo, p.blocked_at AS blocked_at, p.last_sign_in_at AS last_sign_in_at";

#[derive(FromQueryResult)]
struct PersonRow {
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
            rows(7, chunk.len())
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

/// A role to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewMembership {
    /// Identifies the membership.
    pub id: Uuid,
    /// Who gets the role.
    pub person: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// Which.
    pub role: Role,
    /// From when on.
    pub valid_from: Timestamp,
    /// Until when, that moment no longer included.
    pub valid_to: Option<Timestamp>,
    /// Who gave it; nobody at set-up.
    pub granted_by: Option<PersonId>,
}

/// Gives roles.
pub async fn add_memberships(
    conn: &impl ConnectionTrait,
    memberships: &[NewMembership],
    now: Timestamp,
) -> db::Result<()> {
    for chunk in memberships.chunks(200) {
        let sql = format!(
            "INSERT INTO memberships (id, person, organisation, role, valid_from, valid_to,
                 granted_by, created_at) VALUES {}",
            rows(8, chunk.len())
        );
        let values = chunk
            .iter()
            .flat_map(|membership| -> [Value; 8] {
                [
                    membership.id.into(),
                    membership.person.uuid().into(),
                    membership.organisation.uuid().into(),
                    membership.role.name().into(),
                    membership.valid_from.as_millisecond().into(),
                    membership.valid_to.map(Timestamp::as_millisecond).into(),
                    membership.granted_by.map(PersonId::uuid).into(),
                    now.as_millisecond().into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct EngagementRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    role: String,
    valid_from: i64,
    valid_to: Option<i64>,
}

impl TryFrom<EngagementRow> for Engagement {
    type Error = db::DbError;
    fn try_from(row: EngagementRow) -> db::Result<Self> {
        Ok(Self {
            id: row.id,
            organisation: OrganisationId::from_uuid(row.organisation),
            organisation_name: row.organisation_name,
            role: role(&row.role)?,
            valid_from: moment("memberships", row.valid_from)?,
            valid_to: row
                .valid_to
                .map(|at| moment("memberships", at))
                .transpose()?,
        })
    }
}

pub(crate) fn role(name: &str) -> db::Result<Role> {
    name.parse()
        .map_err(|()| unexpected("memberships", format!("role {name}")))
}

/// All roles of a person, past and future ones too, the newest first.
pub async fn engagements(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Vec<Engagement>> {
    let found: Vec<EngagementRow> = db::all(
        conn,
        "SELECT m.id AS id, m.organisation AS organisation, o.name AS organisation_name,
             m.role AS role, m.valid_from AS valid_from, m.valid_to AS valid_to
         FROM memberships m JOIN organisations o ON o.id = m.organisation
         WHERE m.person = $1 ORDER BY m.valid_from DESC, m.id DESC",
        vec![person.uuid().into()],
    )
    .await?;
    found.into_iter().map(Engagement::try_from).collect()
}

/// Ends a role at `end`, if it has not ended before. Says whether it did.
pub(crate) async fn end_membership(
    conn: &impl ConnectionTrait,
    membership: Uuid,
    end: Timestamp,
) -> db::Result<bool> {
    let touched = db::execute(
        conn,
        "UPDATE memberships SET valid_to = $2
         WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2)",
        vec![membership.into(), end.as_millisecond().into()],
    )
    .await?;
    Ok(touched == 1)
}

/// Where somebody's rights reach, as levels of the tree below her own organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// These organisations themselves.
    pub(crate) own: Vec<OrganisationId>,
    /// What lies directly below these.
    pub(crate) children: Vec<OrganisationId>,
    /// What lies two levels below these.
    pub(crate) grandchildren: Vec<OrganisationId>,
}

impl Reach {
    /// Whether nothing lies within.
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.children.is_empty() && self.grandchildren.is_empty()
    }

    /// The condition that the organisation `alias` lies within; its values are appended.
    pub(crate) fn condition(&self, alias: &str, values: &mut Vec<Value>) -> String {
        let mut parts = Vec::new();
        let mut add = |ids: &[OrganisationId], before: &str, after: &str| {
            if !ids.is_empty() {
                let list = placeholders(values.len() + 1, ids.len());
                values.extend(ids.iter().map(|id| Value::from(id.uuid())));
                parts.push(format!("{before}({list}){after}"));
            }
        };
        add(&self.own, &format!("{alias}.id IN "), "");
        add(&self.children, &format!("{alias}.parent IN "), "");
        add(
            &self.grandchildren,
            &format!("{alias}.parent IN (SELECT id FROM organisations WHERE parent IN "),
            ")",
        );
        if parts.is_empty() {
            "1 = 0".to_owned()
        } else {
            format!("({})", parts.join(" OR "))
        }
    }
}

/// The organisations within a reach that exist on `day`, offices before institutions, by name.
pub(crate) async fn organisations_within(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    day: jiff::civil::Date,
) -> db::Result<Vec<(OrganisationId, OrganisationKind, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        kind: String,
        name: String,
    }
    let mut values: Vec<Value> = vec![day.to_string().into()];
    let condition = reach.condition("o", &mut values);
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT o.id AS id, o.kind AS kind, o.name AS name FROM organisations o
             WHERE o.valid_from <= $1 AND (o.valid_to IS NULL OR o.valid_to >= $1) AND {condition}
             ORDER BY CASE o.kind WHEN 'state' THEN 0 WHEN 'office' THEN 1 ELSE 2 END, o.name, o.id"
        ),
        values,
    )
    .await?;
    found
        .into_iter()
        .map(|row| {
            let kind = row
                .kind
                .parse()
                .map_err(|error| unexpected("organisations", error))?;
            Ok((OrganisationId::from_uuid(row.id), kind, row.name))
        })
        .collect()
}

/// Which people a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeopleSearch {
    pub(crate) text: String,
    pub(crate) role: Option<Role>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
}

/// A line of the list of people.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) person: Person,
    /// Her roles within the reach of who looks that hold now.
    pub(crate) engagements: Vec<Engagement>,
}

/// The people with a role within `reach`, by name, and how many there are in all.
pub(crate) async fn list_people(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    wish: &PeopleSearch,
    now: Timestamp,
) -> db::Result<(Vec<Listed>, i64)> {
    let mut values: Vec<Value> = Vec::new();
    let mut membership = format!(
        "SELECT 1 FROM memberships m JOIN organisations o ON o.id = m.organisation
         WHERE m.person = p.id AND {}",
        reach.condition("o", &mut values)
    );
    if let Some(role) = wish.role {
        values.push(role.name().into());
        membership += &format!(" AND m.role = ${}", values.len());
    }
    if let Some(organisation) = wish.organisation {
        values.push(organisation.uuid().into());
        membership += &format!(" AND m.organisation = ${}", values.len());
    }
    if wish.role.is_some() || wish.organisation.is_some() {
        values.push(now.as_millisecond().into());
        let at = values.len();
        membership +=
            &format!(" AND m.valid_from <= ${at} AND (m.valid_to IS NULL OR m.valid_to > ${at})");
    }
    let mut condition = format!("EXISTS ({membership})");
    for word in wish.text.split_whitespace().take(8) {
        values.push(like_pattern(word).into());
        condition += &format!(" AND p.search LIKE ${} ESCAPE '!'", values.len());
    }
    let count = db::scalar::<i64>(
        conn,
        &format!("SELECT COUNT(*) FROM people p WHERE {condition}"),
        values.clone(),
    )
    .await?
    .unwrap_or(0);
    values.extend([Value::from(wish.limit), Value::from(wish.offset)]);
    let at = values.len();
    let found: Vec<PersonRow> = db::all(
        conn,
        &format!(
            "SELECT {PERSON} FROM people p WHERE {condition} ORDER BY p.name, p.id
             LIMIT ${} OFFSET ${at}",
            at - 1
        ),
        values,
    )
    .await?;
    let mut listed = Vec::with_capacity(found.len());
    for row in found {
        listed.push(Listed {
            person: row.try_into()?,
            engagements: Vec::new(),
        });
    }
    add_engagements(conn, reach, &mut listed, now).await?;
    Ok((listed, count))
}

async fn add_engagements(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    listed: &mut [Listed],
    now: Timestamp,
) -> db::Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        person: Uuid,
        id: Uuid,
        organisation: Uuid,
        organisation_name: String,
        role: String,
        valid_from: i64,
        valid_to: Option<i64>,
    }
    if listed.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value> = listed
        .iter()
        .map(|line| Value::from(line.person.id.uuid()))
        .collect();
    let people = placeholders(1, listed.len());
    values.push(now.as_millisecond().into());
    let at = values.len();
    let within = reach.condition("o", &mut values);
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT m.person AS person, m.id AS id, m.organisation AS organisation,
                 o.name AS organisation_name, m.role AS role, m.valid_from AS valid_from,
                 m.valid_to AS valid_to
             FROM memberships m JOIN organisations o ON o.id = m.organisation
             WHERE m.person IN ({people}) AND m.valid_from <= ${at}
                 AND (m.valid_to IS NULL OR m.valid_to > ${at}) AND {within}
             ORDER BY m.valid_from, m.id"
        ),
        values,
    )
    .await?;
    for row in found {
        if let Some(line) = listed
            .iter_mut()
            .find(|line| line.person.id.uuid() == row.person)
        {
            line.engagements.push(
                EngagementRow {
                    id: row.id,
                    organisation: row.organisation,
                    organisation_name: row.organisation_name,
                    role: row.role,
                    valid_from: row.valid_from,
                    valid_to: row.valid_to,
                }
                .try_into()?,
            );
        }
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

/// How many people of the demo there are.
pub(crate) async fn count_demo_people(conn: &impl ConnectionTrait) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM people WHERE demo = $1",
        vec![true.into()],
    )
    .await?;
    Ok(count.unwrap_or(0))
}

/// The organisation of the role that a person was given first.
pub(crate) async fn first_organisation(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> db::Result<Option<OrganisationId>> {
    let first = db::scalar::<Uuid>(
        conn,
        "SELECT organisation FROM memberships WHERE person = $1 ORDER BY created_at, id LIMIT 1",
        vec![person.uuid().into()],
    )
    .await?;
    Ok(first.map(OrganisationId::from_uuid))
}

/// A person of the demo with one of her roles.
#[derive(Debug, Clone)]
pub(crate) struct DemoPerson {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) organisation_id: OrganisationId,
    pub(crate) organisation: String,
}

/// All people of the demo with each of their present roles, in the order in which they were made.
pub(crate) async fn demo_people(
    conn: &impl ConnectionTrait,
    now: Timestamp,
) -> db::Result<Vec<DemoPerson>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        role: String,
        organisation_id: Uuid,
        organisation: String,
    }
    let found: Vec<Row> = db::all(
        conn,
        "SELECT p.id AS id, p.name AS name, m.role AS role, o.id AS organisation_id,
             o.name AS organisation
         FROM people p JOIN memberships m ON m.person = p.id
         JOIN organisations o ON o.id = m.organisation
         WHERE p.demo = $1 AND p.blocked_at IS NULL AND m.valid_from <= $2
             AND (m.valid_to IS NULL OR m.valid_to > $2)
         ORDER BY p.id, m.id",
        vec![true.into(), now.as_millisecond().into()],
    )
    .await?;
    found
        .into_iter()
        .map(|row| {
            Ok(DemoPerson {
                id: PersonId::from_uuid(row.id),
                name: row.name,
                role: role(&row.role)?,
                organisation_id: OrganisationId::from_uuid(row.organisation_id),
                organisation: row.organisation,
            })
        })
        .collect()
}
