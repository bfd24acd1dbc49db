// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open data for people and programs: the list, a set, its files, the catalogue, what is new.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use dcat::Notation;
use http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::downloads::tagged;
use super::public;
use crate::open_data::describing::{self, PATH};
use crate::open_data::feed::{Enclosure, Entry, Feed, atom};
use crate::open_data::{Format, OpenSet, OpenVersion, open_sets};
use crate::sets::title;
use crate::words::Words;

mod files;

pub(crate) use files::file;

/// The feed of what is new.
pub(crate) const FEED: &str = "/opendata/neu.atom";
/// How many versions the feed has.
const ENTRIES: usize = 50;
/// How many versions the list of what is new has.
const NEW: usize = 10;
/// How many versions a page of a set has.
const PER_PAGE: usize = 20;

/// A file to take away.
struct FileLink {
    href: String,
    label: String,
    size: String,
    sha256: String,
}

struct SetView {
    href: String,
    key: String,
    title: String,
    summary: String,
    as_of: String,
    published: String,
    weeks: String,
    numbers: String,
    source: String,
    source_url: String,
    attribution: String,
    licence: String,
    licence_url: String,
    legal_basis: String,
    method: String,
    files: Vec<FileLink>,
    cite: String,
    address: String,
}

struct VersionRow {
    label: String,
    as_of: String,
    published: String,
    numbers: String,
    files: Vec<FileLink>,
}

struct NewRow {
    href: String,
    title: String,
    published: String,
}

#[derive(Template)]
#[template(path = "indicators/open_data.html")]
struct ListPage {
    page: Page,
    sets: Vec<SetView>,
    new: Vec<NewRow>,
    publisher: String,
}

#[derive(Template)]
#[template(path = "indicators/open_set.html")]
struct SetPage {
    page: Page,
    set: SetView,
    versions: Vec<VersionRow>,
    columns: Vec<(&'static str, String)>,
    /// Where the files of the current version always are.
    addresses: Vec<String>,
    current: u32,
    pages: u32,
    paging: String,
}

fn file_links(words: &Words<'_>, open: &OpenSet, version: &OpenVersion) -> Vec<FileLink> {
    version
        .files
        .iter()
        .map(|file| FileLink {
            href: open.file_path(version, file.format),
            label: words.with(
                "indicators-open-format",
                &[("format", file.format.name().into())],
            ),
            size: size(words, file.bytes),
            sha256: file.file.to_string(),
        })
        .collect()
}

/// `12 KB`, `3,4 MB`.
fn size(words: &Words<'_>, bytes: u64) -> String {
    let (number, unit) = if bytes < 1_000_000 {
        (
            web::format::decimal(words.lang, (bytes as f64 / 1e3).ceil(), 0),
            "kb",
        )
    } else {
        (
            web::format::decimal(words.lang, bytes as f64 / 1e6, 1),
            "mb",
        )
    };
    words.with(
        "indicators-open-size",
        &[("number", number.into()), ("unit", unit.into())],
    )
}

fn set_view(app: &App, words: &Words<'_>, open: &OpenSet, version: &OpenVersion) -> SetView {
    let about = &open.set.description;
    let lang = words.lang;
    let name = title(&open.set, lang);
    let as_of = web::format::date(lang, version.version.as_of);
    let cite = words.with(
        "indicators-open-cite-text",
        &[
            ("source", or(&about.attribution, &about.source).into()),
            ("title", name.as_str().into()),
            ("publisher", describing::publisher(app).into()),
            ("day", as_of.as_str().into()),
            ("licence", about.licence.as_str().into()),
        ],
    );
    SetView {
        href: open.path(),
        key: open.set.key.to_string(),
        summary: describing::summary(app, open).get(lang.tag()).to_owned(),
        published: web::format::moment(lang, version.published_at),
        weeks: version.weeks.map_or(String::new(), |(first, last)| {
            format!("{} – {}", words.week(first), words.week(last))
        }),
        numbers: words.integer(version.version.observations),
        source: about.source.clone(),
        source_url: web_address(&about.source_url),
        attribution: about.attribution.clone(),
        licence_url: dcat::licence(&about.licence).unwrap_or_default(),
        licence: about.licence.clone(),
        legal_basis: about.legal_basis.clone(),
        method: about.method.clone(),
        files: file_links(words, open, version),
        title: name,
        as_of,
        cite,
        address: format!("{}{}", app.settings.base_url, open.path()),
    }
}

fn or<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.is_empty() { other } else { text }
}

/// An address that a page may link to; nothing else, whatever somebody has typed.
fn web_address(text: &str) -> String {
    let known = ["https://", "http://"]
        .iter()
        .any(|start| text.starts_with(start));
    if known {
        text.to_owned()
    } else {
        String::new()
    }
}

fn crumbs(context: &Context, more: Option<(&str, &str)>) -> Vec<Crumb> {
    let mut way = vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-open-title"), PATH),
    ];
    way.extend(more.map(|(label, href)| Crumb::new(label, href)));
    way
}

/// All versions of all sets, the latest first.
fn newest(sets: &[OpenSet]) -> Vec<(&OpenSet, &OpenVersion)> {
    let mut all: Vec<_> = sets
        .iter()
        .flat_map(|set| set.versions.iter().map(move |version| (set, version)))
        .collect();
    all.sort_by_key(|(set, version)| {
        std::cmp::Reverse((
            version.published_at,
            version.version.as_of,
            set.set.key.clone(),
        ))
    });
    all
}

/// `Meldepflichtige Krankheiten, Stand 16.11.2026`.
fn headline(words: &Words<'_>, open: &OpenSet, version: &OpenVersion) -> String {
    words.with(
        "indicators-open-headline",
        &[
            ("title", title(&open.set, words.lang).into()),
            (
                "day",
                web::format::date(words.lang, version.version.as_of).into(),
            ),
        ],
    )
}

/// What everybody may take away.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let sets = open_sets(app.db.read()).await?;
    let words = Words::of(&app, &context);
    let new = newest(&sets)
        .into_iter()
        .take(NEW)
        .map(|(open, version)| NewRow {
            href: open.path(),
            title: headline(&words, open, version),
            published: web::format::moment(words.lang, version.published_at),
        })
        .collect();
    let page = ListPage {
        page: context.page(context.t("indicators-open-title"), crumbs(&context, None)),
        sets: sets
            .iter()
            .filter_map(|open| Some(set_view(&app, &words, open, open.current()?)))
            .collect(),
        new,
        publisher: describing::publisher(&app).to_owned(),
    };
    Ok(public(&headers, render(&page)?.into_response()))
}

/// Which page of the versions is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    seite: String,
}

/// The open set with this key; nobody learns of others.
async fn open_set(app: &App, key: &str) -> Result<OpenSet, Error> {
    let sets = open_sets(app.db.read()).await?;
    let found = sets.into_iter().find(|one| one.set.key.as_str() == key);
    found.ok_or(Error::NotFound)
}

/// One set with all its versions.
pub(crate) async fn set(
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let open = open_set(&app, &key).await?;
    let words = Words::of(&app, &context);
    let version = open.current().ok_or(Error::NotFound)?;
    let view = set_view(&app, &words, &open, version);
    let pages = open.versions.len().div_ceil(PER_PAGE);
    let current = paging.seite.parse().unwrap_or(1).clamp(1, pages);
    let versions = open
        .versions
        .iter()
        .skip((current - 1) * PER_PAGE)
        .take(PER_PAGE)
        .map(|one| VersionRow {
            label: one.label.clone(),
            as_of: web::format::date(words.lang, one.version.as_of),
            published: web::format::moment(words.lang, one.published_at),
            numbers: words.integer(one.version.observations),
            files: file_links(&words, &open, one),
        })
        .collect();
    let columns = crate::open_data::writing::COLUMNS
        .iter()
        .map(|name| {
            let said = words.with("indicators-open-column", &[("column", (*name).into())]);
            (*name, said)
        })
        .collect();
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let page = SetPage {
        page: context.page(
            view.title.clone(),
            crumbs(&context, Some((&view.title, &open.path()))),
        ),
        paging: format!("{}?seite=", open.path()),
        addresses: Format::ALL
            .iter()
            .map(|format| {
                let base = &app.settings.base_url;
                format!("{base}{}/{}.{}", open.path(), files::CURRENT, format.name())
            })
            .collect(),
        set: view,
        versions,
        columns,
        current: small(current),
        pages: small(pages),
    };
    Ok(public(&headers, render(&page)?.into_response()))
}

/// The catalogue in one notation.
async fn catalog(app: &App, headers: &HeaderMap, notation: Notation) -> Result<Response, Error> {
    let sets = open_sets(app.db.read()).await?;
    let bytes = describing::catalog(app, &sets)
        .write(notation)
        .map_err(Error::internal)?;
    Ok(public(
        headers,
        tagged(headers, notation.media_type(), bytes),
    ))
}

/// The catalogue as Turtle.
pub(crate) async fn turtle(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    catalog(&app, &headers, Notation::Turtle).await
}

/// The catalogue as JSON-LD.
pub(crate) async fn json_ld(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    catalog(&app, &headers, Notation::JsonLd).await
}

/// The catalogue as RDF/XML.
pub(crate) async fn rdf_xml(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    catalog(&app, &headers, Notation::RdfXml).await
}

/// What is new, as a feed.
pub(crate) async fn news(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let sets = open_sets(app.db.read()).await?;
    let words = Words::of(&app, &context);
    let base = &app.settings.base_url;
    let entries = newest(&sets)
        .into_iter()
        .take(ENTRIES)
        .map(|(open, version)| entry(&words, base, open, version))
        .collect();
    let feed = Feed {
        address: format!("{base}{FEED}"),
        page: format!("{base}{PATH}"),
        title: words.with(
            "indicators-open-feed-title",
            &[("state", words.state_name.into())],
        ),
        lang: words.lang.tag(),
        author: describing::publisher(&app).to_owned(),
        entries,
    };
    let body = atom(&feed).map_err(Error::internal)?;
    let mut answer = tagged(&headers, "application/atom+xml; charset=utf-8", body);
    if let Ok(value) = HeaderValue::from_str(words.lang.tag()) {
        answer.headers_mut().insert(header::CONTENT_LANGUAGE, value);
    }
    Ok(public(&headers, answer))
}

fn entry(words: &Words<'_>, base: &str, open: &OpenSet, version: &OpenVersion) -> Entry {
    let about = &open.set.description;
    let weeks = version
        .weeks
        .map(|(first, last)| (words.week(first), words.week(last)));
    let (first, last) = weeks.unwrap_or_default();
    Entry {
        id: format!("urn:uuid:{}", version.version.id.uuid()),
        title: headline(words, open, version),
        summary: words.with(
            "indicators-open-entry",
            &[
                (
                    "numbers",
                    words.integer(version.version.observations).into(),
                ),
                ("first", first.into()),
                ("last", last.into()),
                ("licence", about.licence.as_str().into()),
            ],
        ),
        rights: or(&about.attribution, &about.source).to_owned(),
        published: version.published_at,
        page: format!("{base}{}", open.path()),
        files: version
            .files
            .iter()
            .map(|file| Enclosure {
                address: format!("{base}{}", open.file_path(version, file.format)),
                media_type: file.format.media_type(),
                bytes: file.bytes,
            })
            .collect(),
    }
}

/// The format that the end of a name stands for.
fn format_of(name: &str) -> Option<(&str, Format)> {
    let (stem, end) = name.rsplit_once('.')?;
    Some((stem, end.parse().ok()?))
}

/// Where the current file of a format is.
fn to_current(open: &OpenSet, format: Format) -> Result<Response, Error> {
    let version = open.current().ok_or(Error::NotFound)?;
    let mut answer = Redirect::temporary(&open.file_path(version, format)).into_response();
    answer.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    Ok(answer)
}
