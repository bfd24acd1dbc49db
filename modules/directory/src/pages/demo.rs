// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Only in demo mode: signing in as anybody with one click, and the mails that were not sent.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use http::HeaderMap;
use kernel::Role;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::onward::Onward;
use super::sign_in::complete;
use crate::store::demo_accounts::{self, DemoPerson};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/demo", Guard::Demo, show),
        Route::post("/demo/anmelden", Guard::Demo, sign_in),
        Route::get("/demo/mails", Guard::Demo, mails),
    ]
}

/// How many people of a role the page offers.
const OFFERED: usize = 6;

#[derive(Template)]
#[template(path = "directory/demo.html")]
struct DemoPage {
    page: Page,
    cards: Vec<Card>,
    next: String,
    has_mails: bool,
}

struct Card {
    role: Role,
    first: DemoPerson,
    others: Vec<DemoPerson>,
}

#[derive(Template)]
#[template(path = "directory/demo_mails.html")]
struct MailsPage {
    page: Page,
    mails: Vec<mail::FolderMail>,
    open: Option<Opened>,
}

struct Opened {
    mail: mail::FolderMail,
    /// The links of this installation in it, without the address in front.
    links: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DemoQuery {
    next: String,
}

async fn show(
    State(app): State<App>,
    context: Context,
    Query(query): Query<DemoQuery>,
) -> Result<Html<String>, Error> {
    let mut cards: Vec<Card> = Vec::new();
    for person in demo_accounts::demo_people(app.db.read(), app.clock.now()).await? {
        match cards.iter_mut().find(|card| card.role == person.role) {
            Some(card) if card.others.len() + 1 < OFFERED => card.others.push(person),
            Some(_) => {}
            None => cards.push(Card {
                role: person.role,
                first: person,
                others: Vec::new(),
            }),
        }
    }
    cards.sort_by_key(|card| card.role);
    let title = context.t("directory-demo-title");
    render(&DemoPage {
        page: context.page(title.clone(), vec![Crumb::new(title, "/demo")]),
        cards,
        next: Onward::to(&query.next).next,
        has_mails: app.settings.mail_folder.is_some(),
    })
}

/// Signs in as a person of the demo, or as the first with a role. The second factor counts as given.
async fn sign_in(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Error> {
    let people = demo_accounts::demo_people(app.db.read(), app.clock.now()).await?;
    let wanted = (
        fields.text("person").parse::<kernel::PersonId>().ok(),
        fields.text("role").parse::<Role>().ok(),
    );
    let found = people.into_iter().find(|person| match wanted {
        (Some(id), _) => person.id == id,
        (None, Some(role)) => person.role == role,
        (None, None) => false,
    });
    let person = found.ok_or(Error::NotFound)?;
    let onward = Onward::from_fields(&fields);
    complete(&app, &context, &headers, person.id, true, &onward).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MailQuery {
    mail: String,
}

async fn mails(
    State(app): State<App>,
    context: Context,
    Query(query): Query<MailQuery>,
) -> Result<Html<String>, Error> {
    let folder = app.settings.mail_folder.as_ref().ok_or(Error::NotFound)?;
    let mails = mail::list_folder(folder, 100)
        .await
        .map_err(Error::internal)?;
    let open = mails
        .iter()
        .find(|mail| mail.file == query.mail)
        .map(|mail| Opened {
            links: links_in(&mail.text, &app.settings.base_url),
            mail: mail.clone(),
        });
    let title = context.t("directory-demo-mails-title");
    let crumbs = vec![
        Crumb::new(context.t("directory-demo-title"), "/demo"),
        Crumb::new(title.clone(), "/demo/mails"),
    ];
    render(&MailsPage {
        page: context.page(title, crumbs),
        mails,
        open,
    })
}

/// The paths of this installation that a mail mentions.
fn links_in(text: &str, base_url: &str) -> Vec<String> {
    text.split_whitespace()
        .filter_map(|word| word.strip_prefix(base_url))
        .filter(|path| path.starts_with('/'))
        .map(str::to_owned)
        .collect()
}
