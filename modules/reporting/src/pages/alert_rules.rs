// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When an office wants to be told about a collection: rules, each with what it would have found so far.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use kernel::OrganisationId;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Context, Crumb, Error, Page, render};

use super::insight::{Numbers, describe};
use super::review::{AtOffice, at_office, collection_at};
use crate::model::insight::{Field, fields};
use crate::model::{AlertRule, Collection, RuleKind, RuleState, SignalMethod};
use crate::store::alert_rules::KeptRule;
use crate::{actions, compiled, store};

mod editing;
mod removal;

pub use editing::{change, create, edit_page, new_page};
pub use removal::{remove, remove_page};

struct Seat {
    at: AtOffice,
    collection: Collection,
}

impl Seat {
    fn office(&self) -> OrganisationId {
        self.at.office.id
    }

    fn path(&self, step: &str) -> String {
        let path = format!("/erhebungen/{}/alarmregeln{step}", self.collection.id);
        match self.at.query().strip_prefix('&') {
            Some(office) => format!("{path}?{office}"),
            None => path,
        }
    }

    fn crumbs(&self, context: &Context, further: Option<Crumb>) -> Vec<Crumb> {
        let mut crumbs = vec![
            Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
            Crumb::new(
                &self.collection.title,
                format!("/erhebungen/{}", self.collection.id),
            ),
            Crumb::new(context.t("reporting-alert-rules-title"), self.path("")),
        ];
        crumbs.extend(further);
        crumbs
    }
}

async fn seat(app: &App, context: &Context, collection: &str, amt: &str) -> Result<Seat, Error> {
    let at = at_office(app, context, actions::ALERT_MANAGE, amt).await?;
    let collection = collection_at(app, at.office.id, collection).await?;
    Ok(Seat { at, collection })
}

async fn questions(app: &App, collection: &Collection) -> Result<Vec<Field>, Error> {
    let form = compiled::form(app.db.read(), collection.form_version).await?;
    Ok(fields(form.spec()))
}

/// A rule of this office and collection that has not ended.
async fn kept(app: &App, seat: &Seat, text: &str) -> Result<KeptRule, Error> {
    let id: Uuid = text.parse().map_err(|_| Error::NotFound)?;
    store::alert_rules::find(app.db.read(), id)
        .await?
        .filter(|kept| {
            kept.office == seat.office()
                && kept.collection == seat.collection.id
                && kept.state != RuleState::Ended
        })
        .ok_or(Error::NotFound)
}

/// What a rule says, in a sentence.
pub async fn described(
    app: &App,
    context: &Context,
    collection: &Collection,
    rule: &AlertRule,
) -> Result<String, Error> {
    let questions = questions(app, collection).await?;
    Ok(sentence(context, &questions, rule))
}

fn sentence(context: &Context, questions: &[Field], rule: &AlertRule) -> String {
    let measure = describe::measure(context, &rule.measure, questions);
    let value = Numbers(context.lang()).text(rule.value);
    let past = match rule.method {
        SignalMethod::EarsC1 | SignalMethod::EarsC2 => 7,
        _ => rule.past,
    };
    let arguments: &[(&str, web::Value)] = &[
        ("measure", measure.into()),
        ("side", rule.side.name().into()),
        ("value", value.into()),
        ("method", rule.method.name().into()),
        ("past", past.into()),
    ];
    let said = context.t_with(
        match rule.kind {
            RuleKind::Threshold => "reporting-alert-says-threshold",
            RuleKind::MissingShare => "reporting-alert-says-missing-share",
            RuleKind::MissingRow => "reporting-alert-says-missing-row",
            RuleKind::Signal => "reporting-alert-says-signal",
        },
        arguments,
    );
    let level = context.t_with(
        "reporting-alert-level",
        &[("level", rule.level.name().into())],
    );
    format!("{said} · {level}")
}

/// The query of these pages.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    art: String,
}

#[derive(Template)]
#[template(path = "reporting/alert_rules.html")]
struct RulesPage {
    page: Page,
    office: String,
    lines: Vec<Line>,
    new: String,
}

struct Line {
    href: String,
    remove: String,
    name: String,
    says: String,
    state: RuleState,
}

/// The rules of an office for a collection.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let questions = questions(&app, &seat.collection).await?;
    let rules = store::alert_rules::of(app.db.read(), seat.collection.id, seat.office()).await?;
    let title = context.t("reporting-alert-rules-title");
    render(&RulesPage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(&context, None),
        ),
        office: seat.at.office.name.clone(),
        lines: rules
            .into_iter()
            .map(|kept| Line {
                href: seat.path(&format!("/{}", kept.id)),
                remove: seat.path(&format!("/{}/loeschen", kept.id)),
                says: sentence(&context, &questions, &kept.rule),
                name: kept.rule.name,
                state: kept.state,
            })
            .collect(),
        new: seat.path("/neu"),
    })
}
