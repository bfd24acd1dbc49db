// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The report of a result on a page and on paper, and the rows that leave.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use extraction::Section;
use kernel::{Lang, berlin_date};
use print::{Block, Document, Facts, Run, Table};
use serde::Deserialize;
use web::{App, Context, Error, Page, render, table_file};

use super::{crumbs_of, load, path_of, typed};
use crate::model::{Class, Extract, HierarchyKind, Outcome, PlanColumn, Verdict};
use crate::{actions, note, sealing};

#[derive(Template)]
#[template(path = "extracts/report.html")]
struct ReportPage {
    page: Page,
    path: String,
    german_only: bool,
    facts: Vec<(String, String)>,
    headings: [String; 3],
    columns: Vec<[String; 3]>,
    sections: [Section; 6],
}

/// An extract with its result.
async fn with_result(
    app: &App,
    context: &Context,
    text: &str,
) -> Result<(Extract, Outcome), Error> {
    let extract = load(app, context, actions::EXTRACT_READ, text).await?;
    let outcome = sealing::outcome(app, &extract).await?;
    Ok((extract, outcome.ok_or(Error::NotFound)?))
}

/// What stands above the figures: what the result is for, who has decided, and what became of each column.
struct Head {
    title: String,
    facts: Vec<(String, String)>,
    columns: Vec<[String; 3]>,
}

async fn head(
    app: &App,
    context: &Context,
    extract: &Extract,
    outcome: &Outcome,
) -> Result<Head, Error> {
    let word = |key: &str| context.t_in(LANG, key, &[]);
    let said = |key: &str, name: &str, value: &str| {
        context.t_in(LANG, key, &[(name, value.to_owned().into())])
    };
    let conn = app.db.read();
    let day = |at| web::format::date(LANG, berlin_date(at));
    let plan = &extract.plan;
    let counted = if plan.entity.is_empty() {
        word("extracts-entity-rows")
    } else {
        said("extracts-counted-column", "column", &plan.entity)
    };
    let use_of = said("extracts-use-name", "use", extract.use_of.name());
    let mut facts = vec![
        (word("extracts-use"), use_of),
        (word("extracts-purpose"), extract.purpose.clone()),
        (word("extracts-k"), format!("{} {counted}", plan.k)),
        (word("extracts-calculated"), day(outcome.ended_at)),
    ];
    if let Some(decision) = extract.decision {
        let name = directory::person_name(conn, decision.by).await?;
        let key = match decision.verdict {
            Verdict::Signed => "extracts-signed-title",
            Verdict::Returned => "extracts-returned-title",
        };
        let text = said(key, "who", &name.unwrap_or_default());
        let text = format!("{text}, {}", day(decision.at));
        facts.push((word("extracts-decision"), text));
        if !extract.reason.is_empty() {
            facts.push((word("extracts-decision-reason"), extract.reason.clone()));
        }
    }
    let columns = plan.columns.iter().map(|column| {
        let class = column.class.map_or("", Class::name);
        [
            column.name.clone(),
            said("extracts-class-short", "class", class),
            what_becomes(context, column),
        ]
    });
    Ok(Head {
        title: said("extracts-report-title", "title", &extract.title),
        facts,
        columns: columns.collect(),
    })
}

/// What becomes of a column and why, in words.
fn what_becomes(context: &Context, column: &PlanColumn) -> String {
    let said = |key: &str, arguments: &[(&str, web::Value)]| context.t_in(LANG, key, arguments);
    let hierarchy = || {
        let kind = column.hierarchy.map_or("", HierarchyKind::name);
        said("extracts-hierarchy-name", &[("hierarchy", kind.into())])
    };
    match (column.class, column.model) {
        (Some(Class::Quasi), _) => hierarchy(),
        (Some(Class::Plain), _) => column.reason.clone(),
        (Some(Class::Sensitive), Some(model)) => said(
            "extracts-model-said",
            &[
                ("model", model.kind.name().into()),
                ("value", typed(LANG, model.value).into()),
                ("c", typed(LANG, model.c).into()),
            ],
        ),
        _ => said("extracts-left-out", &[]),
    }
}

/// The report is German, as the authority is that gets it.
const LANG: Lang = Lang::De;

/// The report on a page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Html<String>, Error> {
    let (extract, outcome) = with_result(&app, &context, &extract).await?;
    let title = context.t_with(
        "extracts-report-title",
        &[("title", extract.title.as_str().into())],
    );
    let path = path_of(extract.id);
    let here = format!("{path}/bericht");
    let head = head(&app, &context, &extract, &outcome).await?;
    render(&ReportPage {
        page: context.page(&title, crumbs_of(&context, &extract, Some((&title, &here)))),
        path,
        german_only: context.lang() != LANG,
        headings: COLUMNS.map(|key| context.t_in(LANG, key, &[])),
        facts: head.facts,
        columns: head.columns,
        sections: extraction::sections(&outcome.figures),
    })
}

/// The headings of the table of columns.
const COLUMNS: [&str; 3] = [
    "extracts-column",
    "extracts-class-heading",
    "extracts-becomes",
];

/// The report on paper.
pub async fn pdf(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Response, Error> {
    let (extract, outcome) = with_result(&app, &context, &extract).await?;
    let head = head(&app, &context, &extract, &outcome).await?;
    let state = directory::state(app.db.read()).await?;
    let heading = |level, text: &str| Block::Heading {
        level,
        text: text.to_owned(),
    };
    let mut blocks = vec![
        heading(1, &head.title),
        Block::Facts(Facts(head.facts)),
        Block::Table(Table {
            caption: String::new(),
            header: COLUMNS.map(|key| context.t_in(LANG, key, &[])).to_vec(),
            rows: head.columns.into_iter().map(Vec::from).collect(),
        }),
    ];
    for section in extraction::sections(&outcome.figures) {
        blocks.push(heading(2, section.heading));
        let items = section.sentences.into_iter();
        blocks.push(Block::List {
            ordered: false,
            items: items.map(|sentence| vec![Run::plain(sentence)]).collect(),
        });
    }
    let document = Document {
        title: head.title.clone(),
        lang: LANG.tag().to_owned(),
        author: state.name.clone(),
        subject: String::new(),
        created: app.clock.now(),
        header: state.name,
        footer: extract.title.clone(),
        blocks,
    };
    web::pdf(document, &format!("{}.pdf", head.title)).await
}

/// In which format.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    format: String,
}

/// The rows as they leave.
pub async fn download(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let extract = load(&app, &context, actions::EXTRACT_READ, &extract).await?;
    if !extract.may_leave() {
        return Err(Error::Conflict(context.t("extracts-may-not-leave")));
    }
    let (kind, media_type) = if wish.format == "parquet" {
        ("parquet", "application/vnd.apache.parquet")
    } else {
        ("csv", tables::CSV)
    };
    let bytes = sealing::file(&app, &extract, kind).await?;
    note::opened(&app, &extract, context.person()?, kind).await?;
    let name = format!("{}.{kind}", extract.title.replace(['/', '\\', ':'], "-"));
    Ok(table_file(&name, media_type, bytes))
}
