// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The start page of an institution: what it owes, what it has sent.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::civil::Date;
use kernel::{CollectionId, Holidays, OrganisationId, berlin_date};
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::{fill_path, own_institutions, page_number};
use crate::model::{Collection, CollectionStatus, Expected, ExpectedStatus, SubmissionState};
use crate::period::Period;
use crate::store::submissions::Sent;
use crate::{actions, store};

/// How many sent reports a page lists.
const PER_PAGE: i64 = 50;

/// How many periods without anything to report the page lists.
const MOST_ZEROS: i64 = 20;

/// How many owed reports the page lists per institution.
const MOST_OWED: i64 = 100;

#[derive(Template)]
#[template(path = "reporting/mine.html")]
struct MinePage {
    page: Page,
    owed: Vec<Owed>,
    button: String,
    addable: Vec<Addable>,
    zeros: Vec<Zero>,
    sent: Vec<SentLine>,
    sent_count: i64,
    filter: Filter,
    answers_href: String,
    number: u32,
    pages: u32,
    several: bool,
    /// Where its own numbers are; empty for whoever may not open reports.
    own_figures: String,
}

/// A report that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Where it is filled in or corrected.
    pub href: String,
    /// The collection.
    pub title: String,
    /// The institution.
    pub institution: String,
    /// The period.
    pub period: String,
    /// By when.
    pub due: String,
    /// By when, as a day.
    pub due_on: Date,
    /// How far it is.
    pub status: ExpectedStatus,
    /// Whether it is overdue.
    pub overdue: bool,
    /// Where the institution says that it has nothing to report; empty if it cannot.
    pub zero_href: String,
}

/// A collection that takes any number of reports.
struct Addable {
    href: String,
    title: String,
    institution: String,
}

/// A period for which there is nothing to report.
struct Zero {
    href: String,
    title: String,
    institution: String,
    period: String,
    reason: &'static str,
}

/// A report that was sent.
struct SentLine {
    href: String,
    title: String,
    institution: String,
    period: String,
    receipt: String,
    state: SubmissionState,
    late: bool,
    /// Its receipt on paper; none of one that was withdrawn.
    paper: String,
}

/// Which of the sent reports are listed.
struct Filter {
    narrow: bool,
    institutions: Vec<(String, String, bool)>,
    collections: Vec<(String, String, bool)>,
    period: String,
    states: Vec<(&'static str, bool)>,
    paging: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    seite: String,
    #[serde(default)]
    einrichtung: String,
    #[serde(default)]
    erhebung: String,
    #[serde(default)]
    zeitraum: String,
    #[serde(default)]
    zustand: String,
}

impl Wish {
    /// Whether only some of the sent reports are asked for.
    fn is_narrow(&self) -> bool {
        let all = [
            &self.einrichtung,
            &self.erhebung,
            &self.zeitraum,
            &self.zustand,
        ];
        all.iter().any(|text| !text.is_empty())
    }

    /// The reports that are asked for; what cannot be understood narrows nothing.
    fn sent(&self, own: &[OrganisationId]) -> Sent {
        let chosen = self.einrichtung.parse().ok();
        let chosen = chosen.filter(|id| own.contains(id));
        Sent {
            institutions: chosen.map_or_else(|| own.to_vec(), |id| vec![id]),
            collection: self.erhebung.parse().ok(),
            state: self.zustand.parse().ok(),
            periods: self
                .zeitraum
                .trim()
                .parse::<Period>()
                .ok()
                .map(|one| (one, one)),
        }
    }

    /// The query without the number of the page.
    fn query(&self) -> String {
        format!(
            "/meldungen?einrichtung={}&erhebung={}&zeitraum={}&zustand={}&seite=",
            encode_component(&self.einrichtung),
            encode_component(&self.erhebung),
            encode_component(&self.zeitraum),
            encode_component(&self.zustand)
        )
    }
}

/// What the actor's institutions owe, the earliest first.
pub async fn owed_reports(app: &App, context: &Context) -> Result<Vec<Owed>, Error> {
    let conn = app.db.read();
    let own = own_institutions(context);
    let names = names(app, &own).await?;
    let mut titles: HashMap<CollectionId, (String, bool)> = HashMap::new();
    let today = berlin_date(app.clock.now());
    let mut owed = Vec::new();
    for institution in &own {
        for expected in store::expected::owed(conn, *institution, today, MOST_OWED).await? {
            if let Entry::Vacant(title) = titles.entry(expected.collection) {
                let collection = store::collections::find(conn, expected.collection).await?;
                title.insert(
                    collection.map_or((String::new(), false), |one| (one.title, one.zero_reports)),
                );
            }
            owed.push(owed_line(context, &expected, today, &titles, &names));
        }
    }
    owed.sort_by(|a, b| {
        (a.due_on, &a.institution, &a.title).cmp(&(b.due_on, &b.institution, &b.title))
    });
    Ok(owed)
}

fn owed_line(
    context: &Context,
    expected: &Expected,
    today: Date,
    titles: &HashMap<CollectionId, (String, bool)>,
    names: &HashMap<OrganisationId, String>,
) -> Owed {
    let href = match expected.submission {
        Some(submission) => format!("/meldungen/{submission}"),
        None => fill_path(expected.collection, expected.period, expected.institution),
    };
    let lang = context.lang();
    let (title, zero_reports) = titles
        .get(&expected.collection)
        .cloned()
        .unwrap_or_default();
    let zero_href = if zero_reports && expected.submission.is_none() {
        super::step_path(
            expected.collection,
            expected.period,
            "nullmeldung",
            expected.institution,
        )
    } else {
        String::new()
    };
    Owed {
        href,
        zero_href,
        title,
        institution: names
            .get(&expected.institution)
            .cloned()
            .unwrap_or_default(),
        period: expected.period.text(lang),
        due: web::format::date(lang, expected.due_on),
        due_on: expected.due_on,
        status: expected.status,
        overdue: expected.is_overdue(today),
    }
}

async fn names(
    app: &App,
    own: &[OrganisationId],
) -> Result<HashMap<OrganisationId, String>, Error> {
    let organisations = directory::organisations(app.db.read(), own).await?;
    Ok(organisations
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect())
}

/// The start page of an institution.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let own = own_institutions(&context);
    let names = names(&app, &own).await?;
    let number = page_number(&wish.seite);
    let owed = owed_reports(&app, &context).await?;
    let today = berlin_date(app.clock.now());
    let mut titles: HashMap<CollectionId, String> = HashMap::new();
    let mut addable = Vec::new();
    for institution in &own {
        for collection in store::collections::of_institution(conn, *institution).await? {
            if let Some(href) = may_add(&collection, *institution, today) {
                addable.push(Addable {
                    href,
                    title: collection.title.clone(),
                    institution: names.get(institution).cloned().unwrap_or_default(),
                });
            }
            titles.insert(collection.id, collection.title);
        }
    }
    let lang = context.lang();
    let wanted = wish.sent(&own);
    let sent_count = store::submissions::count_of_institutions(conn, &wanted).await?;
    let sent = store::submissions::of_institutions(conn, &wanted, number, PER_PAGE)
        .await?
        .into_iter()
        .map(|submission| SentLine {
            href: format!("/meldungen/{}", submission.id),
            title: titles
                .get(&submission.collection)
                .cloned()
                .unwrap_or_default(),
            institution: names
                .get(&submission.institution)
                .cloned()
                .unwrap_or_default(),
            period: submission.period.text(lang),
            paper: if submission.state == SubmissionState::Withdrawn {
                String::new()
            } else {
                format!("/meldungen/{}/quittung/pdf", submission.id)
            },
            receipt: submission.receipt,
            state: submission.state,
            late: submission.late,
        })
        .collect();
    let zeros = store::expected::zeros(conn, &own, MOST_ZEROS)
        .await?
        .into_iter()
        .filter_map(|one| {
            Some(Zero {
                href: super::step_path(one.collection, one.period, "nullmeldung", one.institution),
                title: titles.get(&one.collection).cloned().unwrap_or_default(),
                institution: names.get(&one.institution).cloned().unwrap_or_default(),
                period: one.period.text(lang),
                reason: one.zero_reason?.name(),
            })
        })
        .collect();
    let mut collections: Vec<(String, String, bool)> = titles
        .iter()
        .map(|(id, title)| {
            (
                id.to_string(),
                title.clone(),
                wanted.collection == Some(*id),
            )
        })
        .collect();
    collections.sort_by(|a, b| a.1.cmp(&b.1));
    let chosen = (wanted.institutions.len() == 1 && own.len() > 1)
        .then(|| wanted.institutions.first().copied())
        .flatten();
    let mut institutions: Vec<(String, String, bool)> = names
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone(), chosen == Some(*id)))
        .collect();
    institutions.sort_by(|a, b| a.1.cmp(&b.1));
    let filter = Filter {
        narrow: wish.is_narrow(),
        institutions,
        collections,
        period: wish.zeitraum.chars().take(40).collect(),
        states: SubmissionState::ALL
            .iter()
            .map(|state| (state.name(), wanted.state == Some(*state)))
            .collect(),
        paging: wish.query(),
    };
    let title = context.t("reporting-nav-reports");
    let button = owed.first().map_or(String::new(), |first| {
        context.t_with(
            "reporting-owed-button",
            &[
                ("title", first.title.as_str().into()),
                ("period", first.period.as_str().into()),
            ],
        )
    });
    render(&MinePage {
        page: context.page(&title, vec![Crumb::new(&title, "/meldungen")]),
        button,
        owed,
        addable,
        zeros,
        sent,
        sent_count,
        filter,
        answers_href: own
            .first()
            .map_or(String::new(), |one| super::answers::address(*one)),
        number: u32::try_from(number).unwrap_or(1),
        pages: u32::try_from((sent_count + PER_PAGE - 1) / PER_PAGE).unwrap_or(1),
        several: own.len() > 1,
        own_figures: own_figures(&app, &context, &own).await?,
    })
}

async fn own_figures(
    app: &App,
    context: &Context,
    own: &[OrganisationId],
) -> Result<String, Error> {
    for one in own {
        let place = directory::place_of(app.db.read(), *one).await?;
        if place.is_some_and(|place| context.may(actions::SUBMISSION_OPEN, &place)) {
            return Ok(super::own_figures::PATH.to_owned());
        }
    }
    Ok(String::new())
}

fn may_add(collection: &Collection, institution: OrganisationId, today: Date) -> Option<String> {
    let period = Period::Day(today);
    let open = collection.status == CollectionStatus::Open && collection.repeatable();
    (open
        && collection
            .takes(period, today, &Holidays::default())
            .is_ok())
    .then(|| fill_path(collection.id, period, institution))
}
