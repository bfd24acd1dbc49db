// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! People and their memberships.

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use kernel::{Email, Lang, OrganisationId, PersonId, Role};
use uuid::Uuid;

use super::{Condition, moment, placeholders, rows, unexpected};
use crate::model::{Contact, Engagement, OrganisationKind, Person, search_text};

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

    /// Adds that the organisation `alias` lies within.
    pub(crate) fn within(&self, alias: &str, condition: &mut Condition) {
        let mut parts = Vec::new();
        let mut add = |ids: &[OrganisationId], before: &str, after: &str| {
            let list: Vec<String> = ids.iter().map(|id| condition.bind(id.uuid())).collect();
            if !list.is_empty() {
                parts.push(format!("{alias}.{before} ({}){after}", list.join(", ")));
            }
        };
        add(&self.own, "id IN", "");
        add(&self.children, "parent IN", "");
        add(
            &self.grandchildren,
            "parent IN (SELECT id FROM organisations WHERE parent IN",
            ")",
        );
        if parts.is_empty() {
            condition.and("1 = 0");
        } else {
            condition.and(format!("({})", parts.join(" OR ")));
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
    let mut condition = Condition::after(vec![]);
    condition.and_valid_on("o.", day);
    reach.within("o", &mut condition);
    let text = condition.text();
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT o.id AS id, o.kind AS kind, o.name AS name FROM organisations o WHERE {text}
             ORDER BY CASE o.kind WHEN 'state' THEN 0 WHEN 'office' THEN 1 ELSE 2 END, o.name, o.id"
        ),
        condition.values,
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
    let mut membership = Condition::after(vec![]);
    membership.and("m.person = p.id");
    reach.within("o", &mut membership);
    if let Some(role) = wish.role {
        membership.and_one_of("m.role", [role.name().into()]);
    }
    if let Some(organisation) = wish.organisation {
        membership.and_one_of("m.organisation", [organisation.uuid().into()]);
    }
    if wish.role.is_some() || wish.organisation.is_some() {
        and_holds(&mut membership, now);
    }
    let exists = format!(
        "EXISTS (SELECT 1 FROM memberships m JOIN organisations o ON o.id = m.organisation
         WHERE {})",
        membership.text()
    );
    let mut condition = Condition::after(membership.values);
    condition.and(exists);
    condition.and_words("p.search", &wish.text);
    let text = condition.text();
    let count = db::scalar::<i64>(
        conn,
        &format!("SELECT COUNT(*) FROM people p WHERE {text}"),
        condition.values.clone(),
    )
    .await?
    .unwrap_or(0);
    let (limit, offset) = (condition.bind(wish.limit), condition.bind(wish.offset));
    let found: Vec<PersonRow> = db::all(
        conn,
        &format!(
            "SELECT {PERSON} FROM people p WHERE {text} ORDER BY p.name, p.id
             LIMIT {limit} OFFSET {offset}"
        ),
        condition.values,
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

/// Adds that the membership `m` holds at `now`.
fn and_holds(condition: &mut Condition, now: Timestamp) {
    let now = condition.bind(now.as_millisecond());
    condition.and(format!(
        "m.valid_from <= {now} AND (m.valid_to IS NULL OR m.valid_to > {now})"
    ));
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
    let mut condition = Condition::after(vec![]);
    let people = listed.iter().map(|line| Value::from(line.person.id.uuid()));
    condition.and_one_of("m.person", people);
    and_holds(&mut condition, now);
    reach.within("o", &mut condition);
    let text = condition.text();
    let found: Vec<Row> = db::all(
        conn,
        &format!(
            "SELECT m.person AS person, m.id AS id, m.organisation AS organisation,
                 o.name AS organisation_name, m.role AS role, m.valid_from AS valid_from,
                 m.valid_to AS valid_to
             FROM memberships m JOIN organisations o ON o.id = m.organisation
             WHERE {text} ORDER BY m.valid_from, m.id"
        ),
        condition.values,
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

/// How many people there are, of the demo or real ones.
pub(crate) async fn count_people(conn: &impl ConnectionTrait, demo: bool) -> db::Result<i64> {
    let count = db::scalar::<i64>(
        conn,
        "SELECT COUNT(*) FROM people WHERE demo = $1",
        vec![demo.into()],
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

/// Whether the demo was loaded to its end.
pub(crate) async fn is_demo_finished(conn: &impl ConnectionTrait) -> db::Result<bool> {
    let count = db::scalar::<i64>(conn, "SELECT COUNT(*) FROM demo_loads", vec![]).await?;
    Ok(count.unwrap_or(0) > 0)
}

/// Notes that the demo was loaded to its end.
pub(crate) async fn finish_demo(conn: &impl ConnectionTrait, now: Timestamp) -> db::Result<()> {
    db::execute(
        conn,
        "INSERT INTO demo_loads (finished_at) VALUES ($1) ON CONFLICT (finished_at) DO NOTHING",
        vec![now.as_millisecond().into()],
    )
    .await?;
    Ok(())
}
