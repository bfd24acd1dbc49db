// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who takes part in a new collection, named by a table with one column: all rows or none.

use std::collections::HashSet;

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use directory::{NameFault, NamedRow, NamesError, Organisation, named_institutions};
use http::StatusCode;
use kernel::OrganisationId;
use web::form::Fields;
use web::{App, Context, Error};

use super::new_collection::{
    MOST_CHOSEN_SINGLY, RowError, Shown, allowed, check, choices, institutions, show,
};
use super::new_collection_fields::Typed;

/// The name of the field with the table.
const FILE: &str = "tabelle";

/// The most wrong rows that are listed.
const MOST_LISTED: usize = 200;

/// The fields of the form and the table beside them.
async fn receive(mut multipart: Multipart) -> Result<(Fields, Vec<u8>), Error> {
    let mut fields = Vec::new();
    let mut table = Vec::new();
    while let Some(part) = multipart.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == FILE {
            table = part.bytes().await?.to_vec();
        } else if fields.len() < 5_000 {
            fields.push((name, part.text().await?));
        } else {
            return Err(Error::TooLarge);
        }
    }
    Ok((Fields(fields), table))
}

fn refused(context: &Context, error: NamesError) -> String {
    let most = [("most", MOST_CHOSEN_SINGLY.into())];
    context.t_with(&format!("reporting-table-{}", error.name()), &most)
}

fn wrong_row(context: &Context, row: NamedRow, fault: NameFault) -> RowError {
    let earlier = match fault {
        NameFault::Twice(line) => line,
        _ => 0,
    };
    let key = format!("reporting-row-{}", fault.name());
    RowError {
        line: row.line,
        text: row.text,
        reason: context.t_with(&key, &[("line", earlier.to_string().into())]),
    }
}

/// The institutions that the rows name, or what is wrong with the rows.
fn sort(
    context: &Context,
    rows: Vec<NamedRow>,
    all: Vec<Organisation>,
) -> Result<Vec<Organisation>, Vec<RowError>> {
    let mut named: HashSet<OrganisationId> = HashSet::new();
    let mut wrong = Vec::new();
    for row in rows {
        match row.found {
            Ok(id) => {
                named.insert(id);
            }
            Err(fault) => wrong.push(wrong_row(context, row, fault)),
        }
    }
    if wrong.is_empty() {
        Ok(all
            .into_iter()
            .filter(|one| named.contains(&one.id))
            .collect())
    } else {
        Err(wrong)
    }
}

/// Shows whom a table names; with a single wrong row nobody is chosen.
pub async fn choose(
    State(app): State<App>,
    context: Context,
    multipart: Multipart,
) -> Result<Response, Error> {
    allowed(&app, &context).await?;
    let (fields, table) = receive(multipart).await?;
    // The table alone says who takes part, at whichever office.
    let mut typed = Typed::read(&fields);
    typed.offices.clear();
    typed.by_table = true;
    let mut shown = Shown::default();
    check(&app, &context, &typed, &mut shown.errors).await?;
    let all = institutions(&app, &typed).await?;
    let mut complaint = None;
    match named_institutions(&table, &all, MOST_CHOSEN_SINGLY) {
        Err(error) => complaint = Some(refused(&context, error)),
        Ok(rows) => match sort(&context, rows, all) {
            Ok(chosen) => shown.preview = Some(choices(&app, chosen, true).await?),
            Err(mut rows) => {
                let count = [("count", rows.len().into())];
                complaint = Some(context.t_with("reporting-table-wrong-rows", &count));
                rows.truncate(MOST_LISTED);
                shown.rows = rows;
            }
        },
    }
    if let Some(text) = complaint {
        shown.errors.push((FILE.to_owned(), text));
    }
    shown.typed = typed;
    let status = if shown.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, show(&app, &context, shown).await?).into_response())
}
