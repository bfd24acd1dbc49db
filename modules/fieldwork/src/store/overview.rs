// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What lists show of projects, forms and records; nothing is opened for it.

use std::collections::HashMap;

use db::{ConnectionTrait, FromQueryResult};
use kernel::OrganisationId;
use uuid::Uuid;

use super::records::{WAITING, Which};
use crate::model::ProjectForm;

/// How much there is in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    /// Forms.
    pub(crate) forms: i64,
    /// Tablets whose key is good.
    pub(crate) tablets: i64,
    /// Records.
    pub(crate) records: i64,
    /// Records that lie aside undecided.
    pub(crate) waiting: i64,
}

#[derive(FromQueryResult)]
struct Counted {
    project: i64,
    number: i64,
}

/// What is counted, and where the number goes.
type Count<'a> = (&'a str, fn(&mut Totals) -> &mut i64);

/// How much there is in the projects of an office, by number.
pub(crate) async fn totals(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<HashMap<i64, Totals>> {
    let mut totals: HashMap<i64, Totals> = HashMap::new();
    let waiting = format!("fieldwork_records r ON r.project = p.id{WAITING}");
    let tables: [Count<'_>; 4] = [
        ("fieldwork_forms f ON f.project = p.id", |all| {
            &mut all.forms
        }),
        (
            "fieldwork_actors a ON a.project = p.id AND a.ended_at IS NULL",
            |all| &mut all.tablets,
        ),
        ("fieldwork_records r ON r.project = p.id", |all| {
            &mut all.records
        }),
        (&waiting, |all| &mut all.waiting),
    ];
    for (table, place) in tables {
        let sql = format!(
            "SELECT p.id AS project, COUNT(*) AS number FROM fieldwork_projects p JOIN {table}
             WHERE p.office = $1 GROUP BY p.id"
        );
        let rows: Vec<Counted> = db::all(conn, &sql, vec![office.uuid().into()]).await?;
        for row in rows {
            *place(totals.entry(row.project).or_default()) = row.number;
        }
    }
    Ok(totals)
}

/// Records of a form that lie aside undecided.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Waiting {
    /// The project.
    pub(crate) project: i64,
    /// What it is called.
    pub(crate) name: String,
    /// The form.
    pub(crate) xml_form_id: String,
    /// How many.
    pub(crate) number: i64,
}

/// Which forms of the projects of an office have records that lie aside undecided; at most 100.
pub(crate) async fn waiting(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
) -> db::Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT p.id AS project, p.name AS name, r.xml_form_id AS xml_form_id, COUNT(*) AS number
         FROM fieldwork_projects p JOIN fieldwork_records r ON r.project = p.id
         WHERE p.office = $1 AND p.archived = FALSE{WAITING}
         GROUP BY p.id, p.name, r.xml_form_id ORDER BY p.id, r.xml_form_id LIMIT 100"
    );
    db::all(conn, &sql, vec![office.uuid().into()]).await
}

/// What a list shows of the newest version of a record.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Sent {
    /// The record.
    pub(crate) id: Uuid,
    /// Who sent it.
    pub(crate) actor: i64,
    /// How many files it names.
    pub(crate) files_named: i64,
    /// How many have come.
    pub(crate) files_there: i64,
}

/// The newest versions of the records of a form in the order of the list, by record.
pub(crate) async fn sent(
    conn: &impl ConnectionTrait,
    form: &ProjectForm,
    which: Which,
    (offset, limit): (i64, i64),
) -> db::Result<HashMap<Uuid, Sent>> {
    let sql = format!(
        "SELECT r.id AS id, v.actor AS actor, v.files_named AS files_named,
           CASE WHEN v.files_named = 0 THEN 0 ELSE
             (SELECT COUNT(*) FROM fieldwork_files f WHERE f.record = r.id) END AS files_there
         FROM fieldwork_records r
         JOIN fieldwork_versions v ON v.record = r.id AND v.number = r.number
         WHERE r.project = $1 AND r.xml_form_id = $2{}
         ORDER BY r.created_at DESC, r.id DESC LIMIT $3 OFFSET $4",
        which.condition()
    );
    let values = vec![
        form.project.into(),
        form.xml_form_id.as_str().into(),
        limit.into(),
        offset.into(),
    ];
    let rows: Vec<Sent> = db::all(conn, &sql, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
