// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations: the lookups that all modules use, and writing them.

use std::fmt::Display;
use std::str::FromStr;

use db::{ConnectionTrait, FromQueryResult, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, Resource};
use uuid::Uuid;

use super::{Condition, unexpected};
use crate::model::{
    Address, InstitutionFilter, InstitutionKind, Organisation, OrganisationKind, search_text,
};

const COLUMNS: &str = "id, kind, parent, name, institution_kind, reference, street, postcode, town, \
                       ags, email, phone, valid_from, valid_to";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    parent: Option<Uuid>,
    name: String,
    institution_kind: Option<String>,
    reference: Option<String>,
    street: String,
    postcode: String,
    town: String,
    ags: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> db::Result<T> {
    text.parse()
        .map_err(|error| unexpected("organisations", error))
}

fn parse_optional<T: FromStr<Err: Display>>(text: Option<String>) -> db::Result<Option<T>> {
    text.map(|text| parse(&text)).transpose()
}

impl TryFrom<Row> for Organisation {
    type Error = db::DbError;
    fn try_from(row: Row) -> db::Result<Self> {
        Ok(Self {
            id: OrganisationId::from_uuid(row.id),
            kind: parse(&row.kind)?,
            parent: row.parent.map(OrganisationId::from_uuid),
            name: row.name,
            institution_kind: parse_optional(row.institution_kind)?,
            reference: row.reference,
            address: Address {
                street: row.street,
                postcode: row.postcode,
                town: row.town,
            },
            ags: parse_optional(row.ags)?,
            email: parse_optional(row.email)?,
            phone: row.phone,
            valid_from: parse::<Date>(&row.valid_from)?,
            valid_to: parse_optional(row.valid_to)?,
        })
    }
}

async fn list(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: Vec<Value>,
) -> db::Result<Vec<Organisation>> {
    let sql = format!("SELECT {COLUMNS} FROM organisations {condition}");
    let found: Vec<Row> = db::all(conn, &sql, values).await?;
    found.into_iter().map(Organisation::try_from).collect()
}

/// The state agency. There is exactly one; [`db::DbError::Row`] until the installation was set up.
pub async fn state(conn: &impl ConnectionTrait) -> db::Result<Organisation> {
    find_state(conn)
        .await?
        .ok_or_else(|| unexpected("organisations", "the state has not been set up"))
}

/// The state agency, if the installation was set up.
pub async fn find_state(conn: &impl ConnectionTrait) -> db::Result<Option<Organisation>> {
    let found = list(
        conn,
        "WHERE kind = 'state' ORDER BY created_at LIMIT 1",
        vec![],
    )
    .await?;
    Ok(found.into_iter().next())
}

/// The organisation with this identifier, whether it is still valid or not.
pub async fn organisation(
    conn: &impl ConnectionTrait,
    id: OrganisationId,
) -> db::Result<Option<Organisation>> {
    let found = list(conn, "WHERE id = $1", vec![id.uuid().into()]).await?;
    Ok(found.into_iter().next())
}

/// The organisations with these identifiers, by name; those that do not exist are left out.
pub async fn organisations(
    conn: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> db::Result<Vec<Organisation>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(1_000) {
        let condition = format!("WHERE id IN ({})", db::placeholders(1, chunk.len()));
        let values = chunk.iter().map(|id| id.uuid().into()).collect();
        found.extend(list(conn, &condition, values).await?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    Ok(found)
}

#[derive(FromQueryResult)]
struct PlaceRow {
    kind: String,
    parent: Option<Uuid>,
    grandparent: Option<Uuid>,
}

/// Where things of this organisation lie in the tree: what the policies decide on.
pub async fn place_of(
    conn: &impl ConnectionTrait,
    id: OrganisationId,
) -> db::Result<Option<Resource>> {
    let row: Option<PlaceRow> = db::one(
        conn,
        "SELECT o.kind AS kind, o.parent AS parent, p.parent AS grandparent
         FROM organisations o LEFT JOIN organisations p ON p.id = o.parent WHERE o.id = $1",
        vec![id.uuid().into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let parent = row.parent.map(OrganisationId::from_uuid);
    Ok(Some(match parse(&row.kind)? {
        OrganisationKind::State => Resource::of_state(id),
        OrganisationKind::Office => Resource {
            state: parent,
            office: Some(id),
            ..Resource::default()
        },
        OrganisationKind::Institution => Resource {
            state: row.grandparent.map(OrganisationId::from_uuid),
            office: parent,
            institution: Some(id),
            ..Resource::default()
        },
    }))
}

/// All offices by name, also those that have ended.
pub async fn offices(conn: &impl ConnectionTrait) -> db::Result<Vec<Organisation>> {
    list(conn, "WHERE kind = 'office' ORDER BY name, id", vec![]).await
}

/// All institutions of an office by name, also those that have ended.
pub async fn institutions_of(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<Organisation>> {
    list(
        conn,
        "WHERE parent = $1 AND kind = 'institution' ORDER BY name, id",
        vec![office.uuid().into()],
    )
    .await
}

/// The institutions that the filter lets through, by name.
pub async fn institutions(
    conn: &impl ConnectionTrait,
    filter: &InstitutionFilter,
) -> db::Result<Vec<Organisation>> {
    let mut condition = Condition::after(vec![]);
    condition.and("kind = 'institution'");
    if let Some(kind) = filter.kind {
        condition.and_one_of("institution_kind", [kind.name().into()]);
    }
    if let Some(day) = filter.valid_on {
        condition.and_valid_on("", day);
    }
    if !filter.offices.is_empty() {
        let offices = filter.offices.iter().map(|id| Value::from(id.uuid()));
        condition.and_one_of("parent", offices);
    }
    let text = format!("WHERE {} ORDER BY name, id", condition.text());
    list(conn, &text, condition.values).await
}

/// Which organisations a search shows.
#[derive(Debug, Clone, Default)]
pub struct OrganisationSearch {
    /// Words that name, town, key or number must contain.
    pub text: String,
    /// Only this level.
    pub kind: Option<OrganisationKind>,
    /// Only institutions of this kind.
    pub institution_kind: Option<InstitutionKind>,
    /// Only this organisation and what lies directly below it.
    pub below: Option<OrganisationId>,
    /// Only those that exist on this day.
    pub valid_on: Option<Date>,
    /// How many to leave out.
    pub offset: i64,
    /// How many to show.
    pub limit: i64,
}

/// The organisations that the search shows, by name, and how many there are in all.
pub async fn search(
    conn: &impl ConnectionTrait,
    wish: &OrganisationSearch,
) -> db::Result<(Vec<Organisation>, i64)> {
    let mut condition = Condition::after(vec![]);
    condition.and_words("search", &wish.text);
    if let Some(kind) = wish.kind {
        condition.and_one_of("kind", [kind.name().into()]);
    }
    if let Some(kind) = wish.institution_kind {
        condition.and_one_of("institution_kind", [kind.name().into()]);
    }
    if let Some(below) = wish.below {
        let id = condition.bind(below.uuid());
        condition.and(format!("(id = {id} OR parent = {id})"));
    }
    if let Some(day) = wish.valid_on {
        condition.and_valid_on("", day);
    }
    let text = condition.text();
    let count = db::scalar::<i64>(
        conn,
        &format!("SELECT COUNT(*) FROM organisations WHERE {text}"),
        condition.values.clone(),
    )
    .await?
    .unwrap_or(0);
    let (limit, offset) = (condition.bind(wish.limit), condition.bind(wish.offset));
    let text = format!("WHERE {text} ORDER BY name, id LIMIT {limit} OFFSET {offset}");
    Ok((list(conn, &text, condition.values).await?, count))
}

fn search_words(organisation: &Organisation) -> String {
    search_text(&[
        &organisation.name,
        &organisation.address.postcode,
        &organisation.address.town,
        organisation.ags.as_ref().map_or("", |ags| ags.as_str()),
        organisation.reference.as_deref().unwrap_or_default(),
    ])
}

fn columns_of(organisation: &Organisation) -> Vec<Value> {
    let text = |text: Option<&str>| -> Value { text.map(str::to_owned).into() };
    vec![
        organisation.id.uuid().into(),
        organisation.kind.name().into(),
        organisation.parent.map(OrganisationId::uuid).into(),
        organisation.name.clone().into(),
        text(organisation.institution_kind.map(InstitutionKind::name)),
        organisation.reference.clone().into(),
        organisation.address.street.clone().into(),
        organisation.address.postcode.clone().into(),
        organisation.address.town.clone().into(),
        text(organisation.ags.as_ref().map(kernel::Ags::as_str)),
        text(organisation.email.as_ref().map(kernel::Email::as_str)),
        organisation.phone.clone().into(),
        organisation.valid_from.to_string().into(),
        organisation.valid_to.map(|day| day.to_string()).into(),
        search_words(organisation).into(),
    ]
}

/// Adds organisations, parents before their children. An identifier or a number that is already
/// there gives [`db::DbError::Unique`].
pub async fn add_organisations(
    conn: &impl ConnectionTrait,
    organisations: &[Organisation],
    now: Timestamp,
) -> db::Result<()> {
    for chunk in organisations.chunks(200) {
        let sql = format!(
            "INSERT INTO organisations ({COLUMNS}, search, created_at) VALUES {}",
            db::rows_of(chunk.len(), 16)
        );
        let values = chunk
            .iter()
            .flat_map(|organisation| {
                let mut values = columns_of(organisation);
                values.push(now.as_millisecond().into());
                values
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// Writes all fields of an organisation that is already there. Says whether it was.
pub async fn change_organisation(
    conn: &impl ConnectionTrait,
    organisation: &Organisation,
) -> db::Result<bool> {
    let touched = db::execute(
        conn,
        "UPDATE organisations SET kind = $2, parent = $3, name = $4, institution_kind = $5,
             reference = $6, street = $7, postcode = $8, town = $9, ags = $10, email = $11,
             phone = $12, valid_from = $13, valid_to = $14, search = $15
         WHERE id = $1",
        columns_of(organisation),
    )
    .await?;
    Ok(touched == 1)
}
