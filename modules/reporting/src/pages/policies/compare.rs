// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Two policies of one form version side by side: what they say, and what they come to on the same invented
//! records.

use anonymity::forwarding::{Figures, Policy};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::describe::{Change, Words};
use super::shown::{self, FiguresView, Names, Tried};
use super::{Form, PATH, crumbs, form_of, form_titles, load, path_of, reads_all, title_of};
use crate::model::KeptPolicy;
use crate::{policies, store};

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    eine: String,
    #[serde(default)]
    andere: String,
}

#[derive(Template)]
#[template(path = "reporting/policy_compare.html")]
struct ComparePage {
    page: Page,
    /// Each policy: identifier, title, whether it is the one, whether it is the other.
    choices: Vec<(String, String, bool, bool)>,
    error: String,
    sides: Option<Sides>,
}

/// What is compared.
struct Sides {
    one: (String, String),
    other: (String, String),
    changes: Vec<Change>,
    /// What is counted, for the one and for the other.
    figures: Vec<(String, String, String)>,
    columns: Vec<(String, String, String)>,
}

/// The comparison.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let all = reads_all(&app, &context).await?;
    let titles = form_titles(&app, &context).await?;
    let choices = store::policies::all(app.db.read())
        .await?
        .into_iter()
        .filter(|policy| all || policy.status.was_signed())
        .map(|policy| {
            let form = titles
                .get(&policy.form_version)
                .cloned()
                .unwrap_or_default();
            let id = policy.id.to_string();
            let chosen = (id == wish.eine, id == wish.andere);
            (id, title_of(&context, &policy, &form), chosen.0, chosen.1)
        })
        .collect();
    let mut error = String::new();
    let mut sides = None;
    if !wish.eine.is_empty() && !wish.andere.is_empty() {
        let one = load(&app, &context, &wish.eine).await?;
        let other = load(&app, &context, &wish.andere).await?;
        if one.form_version == other.form_version {
            sides = Some(compared(&app, &context, &one, &other).await?);
        } else {
            error = context.t("reporting-policy-compare-forms");
        }
    }
    let title = context.t("reporting-policy-compare");
    let last = Crumb::new(&title, format!("{PATH}/vergleich"));
    render(&ComparePage {
        page: context.page(&title, crumbs(&context, vec![last])),
        choices,
        error,
        sides,
    })
}

/// What a policy comes to now, on the same records as the other one; none if it cannot be tried.
async fn tried(app: &App, form: &Form, kept: &KeptPolicy) -> Result<Option<Figures>, Error> {
    let Ok(policy) = Policy::new(kept.content.clone()) else {
        return Ok(None);
    };
    let last = shown::last_week(app);
    match policies::try_invented(&policy, &form.fields, &form.hierarchies, last).await {
        Ok(figures) => Ok(figures),
        Err(policies::TrialFailure::Engine(_)) => Ok(None),
        Err(policies::TrialFailure::Other(error)) => Err(error),
    }
}

async fn compared(
    app: &App,
    context: &Context,
    one: &KeptPolicy,
    other: &KeptPolicy,
) -> Result<Sides, Error> {
    let form = form_of(app, context, one.form_version).await?;
    let names = Names::of(app, context, &form).await?;
    let words = Words::new(context, &form, &names);
    let source = context.t("reporting-policy-source-invented");
    let mut views = Vec::new();
    for kept in [one, other] {
        let figures = tried(app, &form, kept).await?;
        views.push(figures.map(|figures| {
            let of = (&figures, Tried::Invented);
            FiguresView::of(context, &form, &names, &kept.content, of, source.clone())
        }));
    }
    let none = context.t("reporting-policy-none");
    let (right, left) = (views.pop().flatten(), views.pop().flatten());
    let rows = |view: Option<&FiguresView>| {
        view.map_or(Vec::new(), |view| {
            let mut rows = view.rows.clone();
            rows.push((context.t("reporting-policy-groups"), view.groups.clone()));
            rows.push((
                context.t("reporting-policy-smallest"),
                view.smallest.clone(),
            ));
            rows.push((context.t("reporting-policy-delay"), view.delay.clone()));
            rows
        })
    };
    let columns = |view: Option<&FiguresView>| {
        view.map_or(Vec::new(), |view| {
            let columns = view.columns.iter();
            columns
                .map(|(about, loss, levels)| (about.clone(), format!("{loss} ({levels})")))
                .collect()
        })
    };
    let link = |kept: &KeptPolicy| (path_of(kept.id), title_of(context, kept, &form.title));
    Ok(Sides {
        one: link(one),
        other: link(other),
        changes: words.changes(&one.content, &other.content),
        figures: beside(&rows(left.as_ref()), &rows(right.as_ref()), &none),
        columns: beside(&columns(left.as_ref()), &columns(right.as_ref()), &none),
    })
}

/// Two lists of names and values as one, in the order of the first.
fn beside(
    left: &[(String, String)],
    right: &[(String, String)],
    none: &str,
) -> Vec<(String, String, String)> {
    let value = |of: &[(String, String)], about: &str| {
        let found = of.iter().find(|(name, _)| name == about);
        found.map_or_else(|| none.to_owned(), |(_, value)| value.clone())
    };
    let mut names: Vec<String> = left.iter().map(|(name, _)| name.clone()).collect();
    for (name, _) in right {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
        .into_iter()
        .map(|name| {
            let (one, other) = (value(left, &name), value(right, &name));
            (name, one, other)
        })
        .collect()
}
