// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Two files that may be about the same person: somebody compares them and decides.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{begin, conflict, conflict_text, crumbs_of, done, file_path, file_to_work};
use crate::model::{CaseFile, CaseState, EventKind, Person, Slot};
use crate::working::{self, begin_with, note_access};
use crate::{actions, sealing, store};

#[derive(Template)]
#[template(path = "cases/merging.html")]
struct MergingPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    one: String,
    other: String,
    other_href: String,
    rows: Vec<(String, String, String)>,
}

async fn both(
    app: &App,
    context: &Context,
    (case, other): (&str, &str),
) -> Result<(CaseFile, CaseFile), Error> {
    let file = file_to_work(app, context, case).await?;
    let other = file_to_work(app, context, other).await?;
    let fits = other.office == file.office && other.id != file.id;
    let open = |file: &CaseFile| file.state == CaseState::Open;
    if !fits {
        return Err(Error::NotFound);
    }
    if open(&file) && open(&other) {
        Ok((file, other))
    } else {
        Err(conflict_text(context))
    }
}

/// Shows both side by side. Both are accesses.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((case, other)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (file, other) = both(&app, &context, (&case, &other)).await?;
    let conn = app.db.read();
    let by = context.person()?;
    let mut people: Vec<Person> = Vec::new();
    for one in [&file, &other] {
        note_access(&app, one, EventKind::Read, "", by).await?;
        people.push(sealing::person(&app, conn, one).await?);
    }
    let lang = context.lang();
    let opened = |file: &CaseFile| web::format::date(lang, berlin_date(file.opened_at));
    let mut rows = vec![(context.t("cases-opened"), opened(&file), opened(&other))];
    for slot in Slot::ALL {
        let [one, two] = [0, 1].map(|number: usize| people[number].get(*slot).to_owned());
        if !one.is_empty() || !two.is_empty() {
            rows.push((super::person::label(&context, *slot), one, two));
        }
    }
    let mut receipts = Vec::new();
    for one in [&file, &other] {
        let reports = store::reports::of_file(conn, one.id).await?;
        let all: Vec<_> = reports.into_iter().map(|report| report.receipt).collect();
        receipts.push(all.join(", "));
    }
    if let [one, two] = &receipts[..] {
        rows.push((context.t("cases-reports"), one.clone(), two.clone()));
    }
    let title = context.t("cases-merge-title");
    let back = file_path(file.id);
    let path = format!("{back}/zusammen/{}", other.id);
    render(&MergingPage {
        page: context.page(
            format!("{title} · {} · {}", file.number, other.number),
            crumbs_of(&context, &file, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: file.version,
        one: file.number,
        other_href: file_path(other.id),
        other: other.number,
        rows,
    })
}

/// Brings the other file into this one, or notes that they are about different people.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path((case, other)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let (file, other) = both(&app, &context, (&case, &other)).await?;
    if fields.text("aktion") == "getrennt" {
        let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
            Ok(deed) => deed,
            Err(page) => return Ok(page),
        };
        store::files::leave_apart(&deed.tx, file.id, other.id).await?;
        deed.note(EventKind::LeftApart, other.number, "").await?;
        let file = deed.commit(actions::CASE_WORK, "left-apart").await?;
        return done(&context, &file, context.t("cases-apart-done")).await;
    }
    let Ok(version) = fields.text("stand").parse() else {
        return Err(Error::Invalid(String::new()));
    };
    let by = context.person()?;
    let (mut deed, other) = match begin_with(&app, (file.id, version), other.id, by).await? {
        Ok(ready) => ready,
        Err(now) => return conflict(&app, &context, &now, &fields).await,
    };
    working::merge(&mut deed, other).await?;
    let file = deed.commit(actions::CASE_WORK, "merged").await?;
    done(&context, &file, context.t("cases-merge-done")).await
}
