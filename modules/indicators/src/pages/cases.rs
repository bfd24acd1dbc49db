// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified diseases: the list of a week, and one disease with series, map, ages and tables.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use cube::Category;
use http::HeaderMap;
use kernel::IsoWeek;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::{embedding, public};
use crate::cases::shelf::CaseShelf;
use crate::cases::view::{self, Chosen, Disease, ListRow, Notice};
use crate::cases::{CaseSet, Cases, SPANS};
use crate::sets::title;
use crate::texts::shown::{self, ShownText};
use crate::texts::{Subject, SubjectKind};
use crate::view::{Downloads, Entry};
use crate::words::Words;

/// The list.
pub(crate) const PATH: &str = "/krankheiten";

/// Where a disease is.
pub(crate) fn path_of(disease: &str) -> String {
    format!("{PATH}/{disease}")
}

/// What a reader chose in the address, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// The key of a set; empty means the first that has what is asked for.
    pub(crate) quelle: String,
    /// The key of a district; empty means the state.
    pub(crate) ort: String,
    /// The last week such as `2026-W46`; empty means the last with data.
    pub(crate) bis: String,
    /// Over how many weeks is added up.
    pub(crate) spanne: String,
    /// The number of a version, or a day on which it stood; empty means the current one.
    pub(crate) datenstand: String,
    /// [`view::PUBLIC_VIEW`] for whoever may see exact numbers and wants those that everybody sees.
    pub(crate) sicht: String,
    /// A table of the plan, of whoever wants the file of one.
    pub(crate) tabelle: String,
}

/// The set that is meant, and the disease in it.
pub(super) fn set_of<'c>(
    cases: &'c Cases,
    wish: &Wish,
    disease: Option<&str>,
) -> Option<(&'c CaseSet, Option<Category>)> {
    let wanted = wish.quelle.trim();
    let sets = cases
        .sets
        .iter()
        .filter(|one| wanted.is_empty() || one.set.key.as_str() == wanted);
    let seen = sets.map(|one| match &one.public {
        Some(public) if wish.sicht == view::PUBLIC_VIEW => public.as_ref(),
        _ => one.as_ref(),
    });
    seen.into_iter().find_map(|set| match disease {
        None => Some((set, None)),
        Some(key) => {
            let found = set.axes().categories().find(key).ok()?;
            Some((set, Some(found)))
        }
    })
}

/// The same among sets whose exact numbers the reader may see, for pages that compare more than a plan of tables has.
pub(super) fn exact_set_of<'c>(
    cases: &'c Cases,
    wish: &Wish,
    disease: Option<&str>,
) -> Option<(&'c CaseSet, Option<Category>)> {
    let sets = cases.sets.iter().filter(|set| set.exact().is_some());
    sets.filter(|set| wish.quelle.trim().is_empty() || set.set.key.as_str() == wish.quelle.trim())
        .find_map(|set| match disease {
            None => Some((set.as_ref(), None)),
            Some(key) => Some((set.as_ref(), Some(set.axes().categories().find(key).ok()?))),
        })
}

/// Reads the choice against a set. A wrong one gets an answer that helps.
fn choose<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    set: &'c CaseSet,
    wish: &Wish,
) -> Result<Chosen<'c>, Error> {
    choose_of(words, cases, set, wish, &SPANS)
}

/// The first set as it is shown unasked; none if there is none.
pub(super) fn latest<'c>(words: &Words<'_>, cases: &'c Cases) -> Result<Option<Chosen<'c>>, Error> {
    let wish = Wish::default();
    let found = exact_set_of(cases, &wish, None);
    found
        .map(|(set, _)| choose(words, cases, set, &wish))
        .transpose()
}

/// The same with other numbers of weeks; the first of them is what is shown unasked.
pub(super) fn choose_of<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    set: &'c CaseSet,
    wish: &Wish,
    spans: &[i32],
) -> Result<Chosen<'c>, Error> {
    let place = wish.ort.trim();
    let district = cases
        .districts
        .iter()
        .map(|one| &one.district)
        .find(|one| one.key == place);
    if !place.is_empty() && district.is_none() {
        return Err(Error::Invalid(words.t("indicators-unknown-district")));
    }
    let until = match wish.bis.trim() {
        "" => set.last(),
        text => {
            let week = text.parse::<IsoWeek>().ok();
            // An earlier version may not have the week yet that is chosen in the current one.
            let week = week.map(|week| if set.frozen { set.within(week) } else { week });
            let week = week.filter(|week| (set.first()..=set.last()).contains(week));
            week.ok_or_else(|| {
                Error::Invalid(words.with(
                    "indicators-unknown-week",
                    &[
                        ("first", set.first().to_string().into()),
                        ("last", set.last().to_string().into()),
                    ],
                ))
            })?
        }
    };
    let span = match wish.spanne.trim() {
        "" => spans.first().copied().unwrap_or(1),
        text => {
            let span = text.parse().ok().filter(|span| spans.contains(span));
            let mut spans = spans.to_vec();
            spans.sort_unstable();
            let offered: Vec<String> = spans.iter().map(i32::to_string).collect();
            span.ok_or_else(|| {
                Error::Invalid(words.with(
                    "indicators-cases-unknown-span",
                    &[("spans", words.list(&offered).into())],
                ))
            })?
        }
    };
    Ok(Chosen {
        cases,
        set,
        district,
        until,
        span,
        as_public: wish.sicht == view::PUBLIC_VIEW && set.published().is_some(),
    })
}

/// A choice of places and weeks above figures.
pub(crate) struct Choices {
    pub(super) action: String,
    pub(super) set: String,
    /// The view that was chosen; empty if none was.
    pub(super) view: &'static str,
    pub(super) weeks: Vec<Entry>,
    pub(super) spans: Vec<Entry>,
    pub(super) districts: Vec<Entry>,
    pub(super) stands: Vec<Entry>,
}

impl Choices {
    pub(crate) fn of(words: &Words<'_>, chosen: &Chosen<'_>, action: String) -> Self {
        Self {
            action,
            view: if chosen.as_public {
                view::PUBLIC_VIEW
            } else {
                ""
            },
            set: chosen.set.set.key.to_string(),
            weeks: view::week_entries(words, chosen),
            spans: view::span_entries(words, chosen, &SPANS),
            districts: view::district_entries(words, chosen),
            stands: view::stand_entries(words, chosen),
        }
    }
}

#[derive(Template)]
#[template(path = "indicators/diseases.html")]
struct ListPage {
    page: Page,
    content: Option<ListContent>,
}

struct ListContent {
    choices: Choices,
    title: String,
    rows: Vec<ListRow>,
    notice: Option<Notice>,
    why: String,
    downloads: Downloads,
    credit: String,
    as_of: String,
}

impl ListContent {
    fn downloads(&self) -> &Downloads {
        &self.downloads
    }

    fn choices(&self) -> &Choices {
        &self.choices
    }
}

#[derive(Template)]
#[template(path = "indicators/disease.html")]
struct DiseasePage {
    page: Page,
    choices: Choices,
    disease: Disease,
    list: String,
    whole: String,
    /// Where the large map is; empty where it is not shown.
    map_href: String,
    place_chosen: bool,
    /// Which earlier version is shown; empty for the current one.
    frozen: String,
    stands: String,
    sources: Vec<Entry>,
    share: Share,
    text: Option<ShownText>,
}

/// The page and its figures for others.
struct Share {
    address: String,
    /// Whether there are sites that may show figures in a frame.
    frames: bool,
    snippets: Vec<Snippet>,
}

/// What somebody pastes into a page of her own.
struct Snippet {
    name: &'static str,
    title: String,
    text: String,
}

impl Share {
    fn of(app: &App, chosen: &Chosen<'_>, disease: &Disease, key: &str) -> Self {
        let base = &app.settings.base_url;
        let frames = !app.settings.open_data.embedding_sites.is_empty();
        let query = &disease.query;
        let mut figures = vec![
            ("reihe", &disease.chart_title),
            ("karte", &disease.map_title),
        ];
        if !disease.ages.is_empty() {
            figures.push(("alter", &disease.ages_title));
        }
        let snippet = |(name, title): (&'static str, &String)| Snippet {
            name,
            title: title.clone(),
            text: if frames {
                let path = embedding::path_of(key, name);
                format!(
                    "<iframe src=\"{base}{path}?{}\" title=\"{}\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>",
                    in_markup(query),
                    in_markup(title)
                )
            } else {
                format!(
                    "<a href=\"{base}{}?{query}\"><img src=\"{base}{}/{name}.svg?{query}\" alt=\"{}\"></a>",
                    path_of(key),
                    path_of(key),
                    in_markup(title),
                    query = in_markup(query),
                )
            },
        };
        Self {
            address: format!(
                "{base}{}?{}",
                path_of(key),
                chosen.query(chosen.place_key())
            ),
            frames,
            snippets: figures.into_iter().map(snippet).collect(),
        }
    }
}

/// A text as an attribute of markup.
fn in_markup(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

impl DiseasePage {
    /// For the part of the template that shows a text wherever it is.
    fn text(&self) -> Option<&ShownText> {
        self.text.as_ref()
    }

    fn choices(&self) -> &Choices {
        &self.choices
    }
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), PATH),
    ]
}

/// All diseases in the chosen place and weeks.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, None).await?;
    let words = Words::of(&app, &context);
    let content = match set_of(&cases, &wish, None) {
        None if !wish.quelle.trim().is_empty() => return Err(Error::NotFound),
        None => None,
        Some((set, _)) => {
            let chosen = choose(&words, &cases, set, &wish)?;
            Some(ListContent {
                title: words.with(
                    "indicators-cases-list-title",
                    &[
                        ("where", words.place_in(chosen.district).into()),
                        ("weeks", view::span_words(&words, &chosen).into()),
                    ],
                ),
                rows: view::list(&words, &chosen)?,
                notice: view::notice(&chosen),
                why: view::why(&chosen),
                downloads: view::list_files(&words, &chosen),
                credit: view::credit(&words, set),
                as_of: view::as_of(&words, set),
                choices: Choices::of(&words, &chosen, PATH.to_owned()),
            })
        }
    };
    let page = context.page(context.t("indicators-cases-title"), crumbs(&context));
    let answer = render(&ListPage { page, content })?.into_response();
    Ok(public(&headers, answer))
}

/// What a reader chose of the list.
pub(crate) fn list_choice<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    wish: &Wish,
) -> Result<Chosen<'c>, Error> {
    let (set, _) = set_of(cases, wish, None).ok_or(Error::NotFound)?;
    choose(words, cases, set, wish)
}

/// One disease.
pub(crate) async fn disease(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, Some(&key)).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let disease = view::disease(&words, &chosen, category)?;
    let path = path_of(chosen.set.key(category));
    let mut way = crumbs(&context);
    way.push(Crumb::new(chosen.set.name(category, context.lang()), &path));
    let subject = Subject::new(SubjectKind::Disease, &key);
    let has = |set: &CaseSet| set.axes().categories().find(&key).is_ok();
    let sources = cases.sets.iter().filter(|set| has(set));
    let answer = render(&DiseasePage {
        page: context.page(&disease.title, way),
        choices: Choices::of(&words, &chosen, path.clone()),
        list: view::list_href(&chosen),
        whole: format!("{path}?{}", chosen.query("")),
        map_href: match chosen.set.exact() {
            Some(_) => format!("{path}/karte?{}", chosen.query("")),
            None => String::new(),
        },
        place_chosen: chosen.district.is_some(),
        frozen: if chosen.set.frozen {
            view::as_of(&words, chosen.set)
        } else {
            String::new()
        },
        stands: format!("{path}/staende?{}", chosen.query(chosen.place_key())),
        sources: sources
            .map(|set| Entry {
                value: format!("{path}?quelle={}", set.set.key),
                label: title(&set.set, context.lang()),
                chosen: set.set.key == chosen.set.set.key,
            })
            .collect(),
        share: Share::of(&app, &chosen, &disease, &key),
        text: shown::load(&app, context.lang(), &subject).await?,
        disease,
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// A disease in a set that the reader may see, and what she chose.
pub(crate) fn wanted<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    key: &str,
    wish: &Wish,
) -> Result<(Chosen<'c>, Category), Error> {
    let (set, category) = set_of(cases, wish, Some(key)).ok_or(Error::NotFound)?;
    let category = category.ok_or(Error::NotFound)?;
    Ok((choose(words, cases, set, wish)?, category))
}

/// The key of a district, or of the state.
pub(crate) fn place_key(app: &App, district: &str) -> String {
    if district.is_empty() {
        app.settings.state_ags.to_string()
    } else {
        district.to_owned()
    }
}
