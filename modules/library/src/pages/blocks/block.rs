// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of a block: how it looks, what it needs, its versions, and where it is used.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use form_design::blocks::{differences, fillable, needs};
use form_pages::{Button, Fragment, Live, Occasion, RenderInput, Sheet};
use forms::engine::{MissingFiles, Resources};
use forms::{CompiledForm, FormSpec};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::super::examples::surroundings;
use super::super::ownership::owners;
use super::super::upload::by;
use super::super::{LIST as FORMS, form_path, languages, name_of};
use super::{LIST, block_path, may_change, readable, words};
use crate::model::Block;
use crate::{actions, blocks, store};

/// How many versions a page shows.
const PAGE_SIZE: i64 = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct BlockQuery {
    seite: String,
}

#[derive(Template)]
#[template(path = "library/block.html")]
struct BlockPage {
    page: Page,
    path: String,
    owner: String,
    retired: String,
    may_change: bool,
    complete: bool,
    /// The block as those who report will see it; nothing if something is wrong with it.
    preview: Option<Fragment>,
    needs: Vec<String>,
    languages: String,
    versions: Vec<VersionLine>,
    current: u32,
    pages: u32,
    link: String,
    uses: Vec<UseLine>,
    /// In how many forms of others it is used.
    elsewhere: usize,
}

struct VersionLine {
    number: u32,
    when: String,
    who: String,
    changes: Vec<String>,
}

struct UseLine {
    title: String,
    href: String,
    copies: i64,
    is_newest: bool,
}

impl BlockPage {
    /// The address of a page below this one.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.path)
    }
}

/// The block as a form that can be filled in.
fn compiled(spec: &FormSpec) -> Option<CompiledForm> {
    let resources = Resources::none(MissingFiles::Empty);
    CompiledForm::compile_with(&fillable(spec), resources).ok()
}

/// The block as a part of a page, with what the check said.
fn preview(
    app: &App,
    context: &Context,
    path: &str,
    spec: &FormSpec,
    posted: Option<(&Fields, Occasion)>,
) -> Result<(Option<Fragment>, bool), Error> {
    let Some(form) = compiled(spec) else {
        return Ok((None, false));
    };
    let engine = surroundings(app, form.spec());
    let (sheet, occasion) = match posted {
        None => (Sheet::begin(&form, &engine), Occasion::Opened),
        Some((fields, occasion)) => (Sheet::posted(&form, &fields.0, &engine), occasion),
    };
    let sheet = sheet.map_err(Error::internal)?;
    let occasion = sheet.occasion(occasion);
    let complete = occasion == Occasion::Sent && sheet.may_be_sent();
    let url = format!("{path}/pruefen");
    let label = context.t("library-preview-check");
    let buttons = [Button {
        label: &label,
        name: "aktion",
        value: "pruefen",
    }];
    let fragment = form_pages::render(&RenderInput {
        live: Some(Live {
            url: &url,
            nonce: context.nonce(),
        }),
        buttons: &buttons,
        ..RenderInput::new(&sheet, context.lang(), occasion)
    });
    Ok((Some(fragment), complete))
}

async fn newest(app: &App, block: &Block) -> Result<FormSpec, Error> {
    let spec = store::block_spec(app.db.read(), block.id, block.newest).await?;
    spec.ok_or(Error::NotFound)
}

/// The versions on one page, each with what it changed.
async fn versions(
    app: &App,
    context: &Context,
    block: &Block,
    current: u32,
) -> Result<Vec<VersionLine>, Error> {
    let conn = app.db.read();
    let page = (PAGE_SIZE, i64::from(current - 1) * PAGE_SIZE);
    let mut lines = Vec::new();
    for version in store::block_versions(conn, block.id, page).await? {
        let number = version.number;
        let now = store::block_spec(conn, block.id, number).await?;
        let before = match number.checked_sub(1) {
            Some(before) => store::block_spec(conn, block.id, before).await?,
            None => None,
        };
        let changes = match (before, now) {
            (Some(before), Some(now)) => words(context, &differences(&before, &now)),
            _ => Vec::new(),
        };
        lines.push(VersionLine {
            number,
            when: web::format::moment(context.lang(), version.at),
            who: name_of(app, context, Some(version.person)).await?,
            changes,
        });
    }
    Ok(lines)
}

async fn show(
    app: &App,
    context: &Context,
    block: Block,
    (current, posted): (u32, Option<&Fields>),
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let spec = newest(app, &block).await?;
    let path = block_path(block.id);
    let posted = posted.map(|fields| (fields, Occasion::Sent));
    let (preview, complete) = preview(app, context, &path, &spec, posted)?;
    let title = block.title.get(context.lang().tag());
    let tag = context.lang().tag();
    let own = owners(app, context).await?;
    let uses = store::block_uses(conn, block.id).await?;
    let all = uses.len();
    let uses: Vec<UseLine> = uses
        .into_iter()
        .filter(|one| own.iter().any(|owner| owner.id == one.owner))
        .map(|one| UseLine {
            title: one.title.get(tag).to_owned(),
            href: form_path(one.form),
            copies: one.copies,
            is_newest: one.version >= i64::from(block.newest),
        })
        .collect();
    let owner = directory::organisation(conn, block.owner.id).await?;
    let crumbs = vec![
        Crumb::new(context.t("library-title"), FORMS),
        Crumb::new(context.t("library-blocks-title"), LIST),
        Crumb::new(title, path.clone()),
    ];
    let size = u32::try_from(PAGE_SIZE).unwrap_or(1);
    render(&BlockPage {
        page: context.page(
            context.t_with("library-block-title", &[("title", title.into())]),
            crumbs,
        ),
        owner: owner.map_or(String::new(), |owner| owner.name),
        retired: block
            .retired_at
            .map_or(String::new(), |at| web::format::moment(context.lang(), at)),
        may_change: may_change(context, &block),
        complete,
        preview,
        needs: needs(&spec)
            .into_iter()
            .map(|need| {
                let key = format!("library-blocks-need-{}", need.kind.name());
                context.t_with(&key, &[("name", need.name.into())])
            })
            .collect(),
        languages: languages(context, &spec),
        versions: versions(app, context, &block, current).await?,
        current,
        pages: block.newest.div_ceil(size).max(1),
        link: format!("{path}?seite="),
        elsewhere: all - uses.len(),
        uses,
        path,
    })
}

/// Shows a block.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(block): Path<String>,
    Query(query): Query<BlockQuery>,
) -> Result<Html<String>, Error> {
    let block = readable(&app, &context, &block).await?;
    let current = query.seite.parse().unwrap_or(1).max(1);
    show(&app, &context, block, (current, None)).await
}

/// Shows a block with what was tried. Nothing is kept.
pub(crate) async fn try_out(
    State(app): State<App>,
    context: Context,
    Path(block): Path<String>,
    posted: Fields,
) -> Result<Html<String>, Error> {
    let block = readable(&app, &context, &block).await?;
    show(&app, &context, block, (1, Some(&posted))).await
}

/// The questions while somebody types.
pub(crate) async fn check(
    State(app): State<App>,
    context: Context,
    Path(block): Path<String>,
    posted: Fields,
) -> Result<Html<String>, Error> {
    let block = readable(&app, &context, &block).await?;
    let spec = newest(&app, &block).await?;
    let typed = Some((&posted, Occasion::Typing));
    let (fragment, _) = preview(&app, &context, &block_path(block.id), &spec, typed)?;
    Ok(Html(fragment.ok_or(Error::NotFound)?.into_string()))
}

/// Withdraws a block, or offers it again.
pub(crate) async fn retire(
    State(app): State<App>,
    context: Context,
    Path(block): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let block = readable(&app, &context, &block).await?;
    context.allow(actions::FORM_EDIT, &block.owner.place())?;
    let retired = fields.text("tun") == "zurueckziehen";
    blocks::retire(&app, &block, retired, by(&app, &context)?).await?;
    let key = if retired {
        "library-block-retired"
    } else {
        "library-block-offered-again"
    };
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&block_path(block.id)))
}
