// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Making and changing a rule: its form, and what it would have found in the past.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{Id, OrganisationId};
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Seat, Wish, kept, questions, seat, sentence};
use crate::alerting::Situation;
use crate::model::insight::{Field, LONGEST_NAME, Measure, Statistic};
use crate::model::{AlertRule, Collection, Level, RuleKind, RuleState, Side, SignalMethod};
use crate::pages::insight::Numbers;
use crate::pages::insight::overview::{numbers, per};
use crate::period::Period;
use crate::store::alert_rules::KeptRule;
use crate::{actions, alerting, insight, store};

/// How many periods a preview looks back on.
const PREVIEW: usize = 26;
/// How many lines a preview lists.
const LINES: usize = 20;

#[derive(Template)]
#[template(path = "reporting/alert_rule.html")]
struct RulePage {
    page: Page,
    office: String,
    action: String,
    version: i64,
    kind: &'static str,
    rule: AlertRule,
    value: String,
    past: String,
    active: bool,
    levels: Vec<(&'static str, bool)>,
    sides: Vec<(&'static str, bool)>,
    methods: Vec<(&'static str, bool)>,
    numbers: Vec<(String, String, bool)>,
    denominators: Vec<(String, String, bool)>,
    statistics: Vec<(&'static str, bool)>,
    per: Vec<(String, String, bool)>,
    periods: Vec<(String, String, bool)>,
    errors: Vec<(String, String)>,
    preview: Option<Preview>,
    may_open: bool,
    longest_name: usize,
}

/// What a rule would have found.
struct Preview {
    says: String,
    periods: i64,
    count: i64,
    lines: Vec<(String, String, String, String)>,
}

impl RulePage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }

    fn measures(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Threshold | RuleKind::Signal)
    }

    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

#[derive(Template)]
#[template(path = "reporting/alert_rule_kinds.html")]
struct KindsPage {
    page: Page,
    office: String,
    kinds: Vec<(&'static str, String)>,
}

/// A rule to begin with.
fn usual(kind: RuleKind, from: Period) -> AlertRule {
    AlertRule {
        name: String::new(),
        kind,
        level: match kind {
            RuleKind::MissingRow => Level::Institution,
            _ => Level::Office,
        },
        measure: Measure::default(),
        side: Side::Above,
        value: match kind {
            RuleKind::Threshold => 10.0,
            RuleKind::MissingShare => 30.0,
            RuleKind::MissingRow => 2.0,
            RuleKind::Signal => 3.0,
        },
        method: SignalMethod::Deviation,
        past: 12,
        from: from.to_string(),
    }
}

/// The periods that a rule can begin with: those that are open, and the next one.
async fn periods(app: &App, collection: &Collection) -> Result<Vec<Period>, Error> {
    let today = kernel::berlin_date(app.clock.now());
    let holidays = crate::holidays::of(app.db.read(), collection).await?;
    let mut opened = collection.calendar.opened(today, &holidays);
    let next = opened
        .last()
        .map_or(collection.calendar.season.from, |last| last.plus(1));
    opened.push(next);
    Ok(opened)
}

/// Asks what a new rule is to look for, then shows its fields.
pub async fn new_page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let title = context.t("reporting-alert-rule-new");
    let path = seat.path("/neu");
    let Ok(kind) = wish.art.parse::<RuleKind>() else {
        let mark = if path.contains('?') { '&' } else { '?' };
        let html = render(&KindsPage {
            page: context.page(
                &title,
                seat.crumbs(&context, Some(Crumb::new(&title, &path))),
            ),
            office: seat.at.office.name.clone(),
            kinds: RuleKind::ALL
                .iter()
                .map(|kind| (kind.name(), format!("{path}{mark}art={kind}")))
                .collect(),
        })?;
        return Ok(html.into_response());
    };
    let open = periods(&app, &seat.collection).await?;
    // The latest period that has begun.
    let from = open.iter().rev().nth(1).or(open.last());
    let rule = usual(
        kind,
        from.copied()
            .unwrap_or(seat.collection.calendar.season.from),
    );
    let shown = Shown {
        id: None,
        rule,
        version: 0,
        active: true,
    };
    show(&app, &context, &seat, shown, (Vec::new(), false)).await
}

/// The page of a rule.
pub async fn edit_page(
    State(app): State<App>,
    context: Context,
    Path((collection, rule)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let kept = kept(&app, &seat, &rule).await?;
    let shown = Shown {
        id: Some(kept.id),
        rule: kept.rule,
        version: kept.version,
        active: kept.state == RuleState::Active,
    };
    show(&app, &context, &seat, shown, (Vec::new(), true)).await
}

/// A rule as its page shows it.
struct Shown {
    id: Option<Uuid>,
    rule: AlertRule,
    version: i64,
    active: bool,
}

async fn show(
    app: &App,
    context: &Context,
    seat: &Seat,
    shown: Shown,
    (faults, with_preview): (Vec<(&'static str, &'static str)>, bool),
) -> Result<Response, Error> {
    let lang = context.lang();
    let questions = questions(app, &seat.collection).await?;
    let may_open = context.may(actions::SUBMISSION_OPEN, &seat.at.resource);
    let rule = shown.rule;
    let preview = if with_preview && may_open && faults.is_empty() {
        Some(preview(app, context, seat, &questions, &rule).await?)
    } else {
        None
    };
    let (title, step) = match shown.id {
        Some(id) => (rule.name.clone(), format!("/{id}")),
        None => (context.t("reporting-alert-rule-new"), "/neu".to_owned()),
    };
    let path = seat.path(&step);
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let kind = context.t_with("reporting-alert-kind", &[("kind", rule.kind.name().into())]);
    let html = render(&RulePage {
        page: context.page(
            format!("{title}: {kind}"),
            seat.crumbs(context, Some(Crumb::new(&title, &path))),
        ),
        office: seat.at.office.name.clone(),
        action: path,
        version: shown.version,
        kind: rule.kind.name(),
        value: Numbers(lang).text(rule.value),
        past: rule.past.to_string(),
        active: shown.active,
        levels: Level::ALL
            .iter()
            .map(|one| (one.name(), *one == rule.level))
            .collect(),
        sides: Side::ALL
            .iter()
            .map(|one| (one.name(), *one == rule.side))
            .collect(),
        methods: SignalMethod::ALL
            .iter()
            .map(|one| (one.name(), *one == rule.method))
            .collect(),
        numbers: numbers(context, &questions, &rule.measure.question),
        denominators: numbers(context, &questions, &rule.measure.denominator),
        statistics: Statistic::ALL
            .iter()
            .map(|one| (one.name(), *one == rule.measure.statistic))
            .collect(),
        per: per(context, rule.measure.per),
        periods: periods(app, &seat.collection)
            .await?
            .into_iter()
            .rev()
            .map(|one| {
                let key = one.to_string();
                let chosen = key == rule.from;
                (key, one.text(lang), chosen)
            })
            .collect(),
        errors: faults
            .iter()
            .map(|(field, key)| {
                let text = context.t(&format!("reporting-insight-fault-{key}"));
                ((*field).to_owned(), text)
            })
            .collect(),
        preview,
        may_open,
        longest_name: LONGEST_NAME,
        rule,
    })?;
    Ok((status, html).into_response())
}

async fn preview(
    app: &App,
    context: &Context,
    seat: &Seat,
    questions: &[Field],
    rule: &AlertRule,
) -> Result<Preview, Error> {
    let lang = context.lang();
    let office = seat.office();
    let loaded = insight::load(app, &seat.collection, office).await?;
    let by = Some(context.person()?);
    let what = ("preview", loaded.table.len());
    insight::note(app, &seat.collection, office, what, by).await?;
    let names = insight::institutions(app, &loaded.table).await?;
    let situation = Situation::of(app, &seat.collection, office, loaded.table).await?;
    let all: Vec<Period> = situation.periods().collect();
    let recent = &all[all.len().saturating_sub(PREVIEW)..];
    let mut found: Vec<_> = situation
        .judge(rule)
        .into_iter()
        .filter(|(_, found)| recent.contains(&found.period))
        .collect();
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.period));
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let unknown: Vec<OrganisationId> = found
        .iter()
        .filter_map(|(unit, _)| *unit)
        .filter(|id| !names.contains_key(id))
        .collect();
    let others = directory::organisations(app.db.read(), &unknown).await?;
    let name = |id: OrganisationId| {
        let known = names.get(&id).or(others.iter().find(|one| one.id == id));
        known.map_or(String::new(), |one| one.name.clone())
    };
    Ok(Preview {
        says: sentence(context, questions, rule),
        periods: count(recent.len()),
        count: count(found.len()),
        lines: found
            .iter()
            .take(LINES)
            .map(|(unit, found)| {
                (
                    found.period.text(lang),
                    unit.map_or_else(|| seat.at.office.name.clone(), name),
                    Numbers(lang).text(found.value),
                    Numbers(lang).text(found.bound),
                )
            })
            .collect(),
    })
}

/// What somebody typed.
fn typed(fields: &Fields, kind: RuleKind, before: &AlertRule) -> AlertRule {
    let number = |name: &str| crate::model::insight::number(fields.text(name)).unwrap_or(f64::NAN);
    let usual = Measure::default();
    AlertRule {
        name: fields.text("name").to_owned(),
        kind,
        level: if kind == RuleKind::MissingRow {
            Level::Institution
        } else {
            fields.text("ebene").parse().unwrap_or(before.level)
        },
        measure: Measure {
            question: fields.text("frage").to_owned(),
            statistic: fields.text("mass").parse().unwrap_or(usual.statistic),
            denominator: fields.text("nenner").to_owned(),
            per: fields.text("je").parse().unwrap_or(usual.per),
        },
        side: fields.text("seite").parse().unwrap_or(before.side),
        value: number("wert"),
        method: fields.text("methode").parse().unwrap_or(before.method),
        past: fields
            .text("vergangene")
            .parse()
            .unwrap_or(if fields.has("vergangene") {
                0
            } else {
                before.past
            }),
        from: if fields.text("ab").parse::<Period>().is_ok() {
            fields.text("ab").to_owned()
        } else {
            before.from.clone()
        },
    }
}

/// Shows what a new rule would have found, or saves it.
pub async fn create(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let kind: RuleKind = fields.text("art").parse().map_err(|()| Error::NotFound)?;
    let open = periods(&app, &seat.collection).await?;
    let from = open.last().copied();
    let before = usual(kind, from.unwrap_or(seat.collection.calendar.season.from));
    let rule = typed(&fields, kind, &before);
    take(&app, &context, &seat, &fields, (None, rule)).await
}

/// Shows what a changed rule would have found, or saves it.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path((collection, rule)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let kept = kept(&app, &seat, &rule).await?;
    let rule = typed(&fields, kept.rule.kind, &kept.rule);
    take(&app, &context, &seat, &fields, (Some(kept.id), rule)).await
}

async fn take(
    app: &App,
    context: &Context,
    seat: &Seat,
    fields: &Fields,
    (id, rule): (Option<Uuid>, AlertRule),
) -> Result<Response, Error> {
    let known: i64 = fields.text("version").parse().unwrap_or(-1);
    let active = fields.has("aktiv");
    let mut faults = rule.faults(&questions(app, &seat.collection).await?);
    let saves = fields.text("aktion") == "speichern";
    if !saves {
        // Whoever only looks need not have a name for it yet.
        faults.retain(|(field, _)| *field != "name");
    }
    if !saves || !faults.is_empty() {
        let shown = Shown {
            id,
            rule,
            version: known,
            active,
        };
        return show(app, context, seat, shown, (faults, true)).await;
    }
    let is_new = id.is_none();
    let kept = KeptRule {
        id: id.unwrap_or_else(|| Id::<()>::new(&*app.clock, &*app.chance).uuid()),
        collection: seat.collection.id,
        office: seat.office(),
        rule,
        state: if active {
            RuleState::Active
        } else {
            RuleState::Paused
        },
        version: if is_new { 1 } else { known + 1 },
    };
    let what = if is_new { "rule-added" } else { "rule-changed" };
    if !save(app, context, &kept, what).await? {
        return Err(Error::Conflict(context.t("reporting-alert-rule-outdated")));
    }
    context
        .flash("success", context.t("reporting-alert-rule-saved"))
        .await?;
    Ok(Redirect::to(&seat.path("")).into_response())
}

/// Saves a rule as it was seen, records that, and lets it be applied.
pub(super) async fn save(
    app: &App,
    context: &Context,
    kept: &KeptRule,
    what: &'static str,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let by = context.person()?;
    if !store::alert_rules::save(&tx, kept, app.clock.now(), Some(by)).await? {
        return Ok(false);
    }
    let entry = audit::Entry {
        chain: kept.office.uuid(),
        actor: Some(by),
        action: actions::ALERT_MANAGE,
        subject: audit::Subject::new("alert-rule", kept.id),
        facts: vec![
            ("what", what.into()),
            ("collection", kept.collection.into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    alerting::plan(app, &tx, kept.collection, kept.office).await?;
    tx.commit().await?;
    Ok(true)
}
