// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The public pages. They need no script; with it, a change of week replaces only the figure.

pub(crate) mod case_map;
pub(crate) mod cases;
pub(crate) mod compare;
pub(crate) mod definitions;
pub(crate) mod downloads;
pub(crate) mod embedding;
pub(crate) mod files;
pub(crate) mod measures;
pub(crate) mod open_data;
pub(crate) mod protection;
pub(crate) mod regions;
pub(crate) mod sets;
pub(crate) mod stands;
pub(crate) mod texts;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use web::{App, Context, Crumb, Error, Page, render};

use crate::cases::lage::{self, Lage};
use crate::cases::shelf::CaseShelf;
use crate::choice::{Choice, choose, this_week};
use crate::shelf::Shelf;
use crate::view::{self, Entry, Figure};
use crate::words::Words;

#[derive(Template)]
#[template(path = "indicators/home.html")]
struct HomePage {
    page: Page,
    lage: Option<Lage>,
    figure: Option<Figure>,
}

#[derive(Template)]
#[template(path = "indicators/krankenstand.html")]
struct KrankenstandPage {
    page: Page,
    content: Option<Content>,
}

/// What the page shows when there are figures.
struct Content {
    figure: Figure,
    weeks: Vec<Entry>,
    districts: Vec<Entry>,
    /// Address of the week before, if there is one.
    earlier: Option<Step>,
    later: Option<Step>,
    /// The order of the table, and the addresses of both orders.
    by_name: bool,
    name_href: String,
    share_href: String,
    whole_href: String,
    place_chosen: bool,
}

impl Content {
    /// For the parts of the template that show a figure wherever it is.
    fn figure(&self) -> &Figure {
        &self.figure
    }
}

/// A link to another week.
struct Step {
    href: String,
    label: String,
}

#[derive(Template)]
#[template(path = "indicators/method.html")]
struct MethodPage {
    page: Page,
    /// Anchor, heading, paragraphs.
    topics: Vec<(&'static str, String, Vec<String>)>,
    source: String,
    updated: String,
}

/// The latest week for the public: notified diseases, and ill children in sentences, map, season.
pub(crate) async fn home(
    shelf: Arc<Shelf>,
    cases: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(_): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let snapshot = shelf.snapshot(&app).await?;
    let words = Words::of(&app, &context);
    let figure = if snapshot.figures.is_empty() {
        None
    } else {
        let now = this_week(&app);
        let chosen = choose(&words, &snapshot.figures, now, &Choice::default())?;
        Some(view::figure(&words, &snapshot, &chosen))
    };
    let cases = cases.visible(&app, &context).await?;
    let lage = match cases::latest(&words, &cases)? {
        Some(chosen) => lage::lage(&words, &chosen, figure.is_none())?,
        None => None,
    };
    let title = words.with(
        "indicators-home-title",
        &[("where", words.place_in(None).into())],
    );
    let page = context.page(title, vec![Crumb::new(context.t("shell-home"), "/")]);
    let answer = render(&HomePage { page, lage, figure })?.into_response();
    Ok(public(&headers, answer))
}

/// The indicator: a chosen week and place.
pub(crate) async fn krankenstand(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let snapshot = shelf.snapshot(&app).await?;
    let words = Words::of(&app, &context);
    let content = if snapshot.figures.is_empty() {
        None
    } else {
        let chosen = choose(&words, &snapshot.figures, this_week(&app), &choice)?;
        let (earlier, later) = view::neighbours(&snapshot, &chosen);
        let figure = view::figure(&words, &snapshot, &chosen);
        let href = |week: &str, order: &str| {
            let parts: Vec<&str> = [week, &figure.place_query, order]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            format!("/krankenstand?{}", parts.join("&"))
        };
        let order = if chosen.by_name {
            "sortierung=name"
        } else {
            ""
        };
        let step = |week: kernel::IsoWeek| Step {
            href: href(&format!("kw={week}"), order),
            label: words.week(week),
        };
        Some(Content {
            weeks: view::week_entries(&words, &snapshot, &chosen),
            districts: view::district_entries(&words, &snapshot, &chosen),
            earlier: earlier.map(step),
            later: later.map(step),
            by_name: chosen.by_name,
            name_href: href(&figure.week_query, "sortierung=name"),
            share_href: href(&figure.week_query, ""),
            whole_href: format!("/krankenstand?{}", figure.week_query),
            place_chosen: chosen.district.is_some(),
            figure,
        })
    };
    let title = context.t("indicators-title");
    let page = context.page(
        title.clone(),
        vec![
            Crumb::new(context.t("shell-home"), "/"),
            Crumb::new(title, "/krankenstand"),
        ],
    );
    let answer = render(&KrankenstandPage { page, content })?.into_response();
    Ok(public(&headers, answer))
}

/// What is counted, what is withheld, where the gaps come from.
pub(crate) async fn method(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(_): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let snapshot = shelf.snapshot(&app).await?;
    let words = Words::of(&app, &context);
    let title = context.t("indicators-method-title");
    let page = context.page(
        title.clone(),
        vec![
            Crumb::new(context.t("shell-home"), "/"),
            Crumb::new(context.t("indicators-title"), "/krankenstand"),
            Crumb::new(title, "/krankenstand/methode"),
        ],
    );
    let topics = [
        ("what", 3),
        ("who", 2),
        ("protection", 3),
        ("gaps", 5),
        ("changes", 3),
        ("limits", 2),
    ]
    .into_iter()
    .map(|(topic, number)| {
        let texts = (1..=number)
            .map(|n| context.t(&format!("indicators-method-{topic}-{n}")))
            .collect();
        let heading = context.t(&format!("indicators-method-{topic}"));
        (topic, heading, texts)
    })
    .collect();
    let answer = render(&MethodPage {
        page,
        topics,
        source: words.with(
            "indicators-source",
            &[("map", crate::pictures::MAP_SOURCE.into())],
        ),
        updated: view::updated(&words, &snapshot),
    })?
    .into_response();
    Ok(public(&headers, answer))
}

/// Lets a minute pass before a visitor's browser or a proxy asks again. People with a cookie and programs with a key, who
/// may see more than others, always get their own answer.
pub(crate) fn public(headers: &HeaderMap, mut answer: Response) -> Response {
    let set = answer.headers_mut();
    set.insert(
        header::VARY,
        HeaderValue::from_static("Cookie, Authorization, Accept-Language"),
    );
    let anybody =
        !headers.contains_key(header::COOKIE) && !headers.contains_key(header::AUTHORIZATION);
    if anybody {
        set.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=60"),
        );
    }
    answer
}
