// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who opened which file when. It shows no content, so that data protection can look at it, too.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::CaseFileId;
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::{LIST, Names, PAGE_SIZE, at_office, crumbs, page_number, pages};
use crate::{actions, store};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AccessQuery {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    akte: String,
    #[serde(default)]
    seite: String,
}

#[derive(Template)]
#[template(path = "cases/accesses.html")]
struct AccessesPage {
    page: Page,
    office: String,
    office_id: String,
    wanted: String,
    unknown: bool,
    lines: Vec<(String, String, String, String)>,
    count: i64,
    number: u32,
    pages: u32,
    paging: String,
}

/// Shows the accesses to the files of an office, or to one of them.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<AccessQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::CASE_OVERSEE, &query.amt).await?;
    let conn = app.db.read();
    let wanted = query.akte.trim();
    let file = match wanted {
        "" => None,
        number => store::files::by_number(conn, at.office.id, number).await?,
    };
    let unknown = !wanted.is_empty() && file.is_none();
    let of: Option<CaseFileId> = file.map(|file| file.id);
    let mut lines = Vec::new();
    let (mut count, mut number) = (0, 1);
    if !unknown {
        count = store::events::count_accesses(conn, at.office.id, of).await?;
        number = page_number(&query.seite).min(pages(count));
        let part = (i64::from(number - 1) * PAGE_SIZE, PAGE_SIZE);
        let mut names = Names::default();
        for event in store::events::accesses_at(conn, at.office.id, of, part).await? {
            let file = store::files::find(conn, event.case_file).await?;
            lines.push((
                web::format::moment(context.lang(), event.at),
                file.map_or(String::new(), |file| file.number),
                names.get(&app, &context, event.by).await?,
                context.t_with(
                    &format!("cases-event-{}", event.kind.name()),
                    &[("about", event.about.as_str().into())],
                ),
            ));
        }
    }
    let title = context.t("cases-accesses-title");
    let path = format!("{LIST}/zugriffe");
    let paging = format!(
        "{path}?amt={}&akte={}&seite=",
        at.office.id,
        encode_component(wanted)
    );
    render(&AccessesPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, &path)])),
        office: at.office.name,
        office_id: at.office.id.to_string(),
        wanted: wanted.to_owned(),
        unknown,
        lines,
        count,
        number,
        pages: pages(count),
        paging,
    })
}
