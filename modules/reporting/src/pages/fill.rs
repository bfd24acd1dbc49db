// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Filling in a report: the page, the draft, and the check while somebody types.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use db::ConnectionTrait;
use form_pages::{Button, Change, Fragment, Occasion, Sheet, Turned};
use forms::CompiledForm;
use http::StatusCode;
use kernel::{Id, berlin_date};
use serde::Deserialize;
use web::form::FieldsAndFiles;
use web::{App, Context, Error, Page, render};

use super::questions::Around;
use super::{
    OfInstitution, Reporter, collection_of, crumbs, fill_path, questions, refused, report_title,
    reporter, step_path,
};
use crate::files::{self, Owner};
use crate::model::{Collection, Expected, ExpectedStatus, Refusal};
use crate::period::Period;
use crate::store::drafts::{Draft, Key};
use crate::{compiled, sealing, store};

/// Everything that filling in a report needs.
#[derive(Debug)]
pub struct Filling {
    /// The collection.
    pub collection: Arc<Collection>,
    /// The period.
    pub period: Period,
    /// Who reports.
    pub reporter: Reporter,
    /// The form.
    pub form: Arc<CompiledForm>,
    /// What is owed; none in collections that take any number of reports.
    pub expected: Option<Expected>,
    /// What the engine knows besides the answers.
    pub engine: forms::Context,
}

impl Filling {
    /// Whose draft about what this is.
    pub fn key(&self) -> Key {
        Key {
            collection: self.collection.id,
            institution: self.reporter.institution.id,
            period: self.period,
        }
    }

    /// What the files of the draft belong to.
    pub fn owner(&self) -> Owner {
        Owner {
            key: self.key(),
            office: self.reporter.office,
            submission: None,
        }
    }

    /// The address of the page.
    pub fn path(&self) -> String {
        fill_path(
            self.collection.id,
            self.period,
            self.reporter.institution.id,
        )
    }

    /// The address at which filling in goes on: the page of the form and the language of its
    /// questions as they are.
    fn path_of(&self, sheet: &Sheet<'_>) -> String {
        let mut path = sheet.address_of(&self.path(), sheet.page().unwrap_or_default());
        if let Some(language) = sheet.language() {
            path.push_str("&sprache=");
            path.push_str(language);
        }
        path
    }

    /// The address of a step behind the page.
    pub fn step(&self, step: &str) -> String {
        step_path(
            self.collection.id,
            self.period,
            step,
            self.reporter.institution.id,
        )
    }

    /// Where the report stands that has been sent for the period already.
    pub fn sent(&self) -> Option<String> {
        let submission = self.expected.as_ref()?.submission?;
        Some(format!("/meldungen/{submission}"))
    }
}

/// Loads what is to be filled in; the actor may.
pub async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    of: &OfInstitution,
) -> Result<Filling, Error> {
    let conn = app.db.read();
    let reporter = reporter(conn, context, &of.einrichtung).await?;
    let collection = collection_of(conn, collection).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let expected =
        store::expected::find(conn, collection.id, reporter.institution.id, period).await?;
    if !takes_part(conn, &collection, &reporter, period, expected.as_ref()).await? {
        return Err(refused(context, Refusal::NotExpected));
    }
    let now = app.clock.now();
    collection
        .takes(period, berlin_date(now))
        .map_err(|refusal| refused(context, refusal))?;
    let form = compiled::form(conn, collection.form_version).await?;
    let engine = forms::Context::at(now).with_period(period.facts(collection.count_weekday));
    Ok(Filling {
        collection: Arc::new(collection),
        period,
        reporter,
        form,
        expected,
        engine,
    })
}

/// Whether the institution reports about this period.
pub async fn takes_part(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    reporter: &Reporter,
    period: Period,
    expected: Option<&Expected>,
) -> Result<bool, Error> {
    if !collection.repeatable {
        return Ok(expected.is_some());
    }
    let times =
        store::participants::of_institution(conn, collection.id, reporter.institution.id).await?;
    Ok(times.iter().any(|time| time.owes(period.week())))
}

#[derive(Template)]
#[template(path = "reporting/fill.html")]
struct FillPage {
    page: Page,
    institution: String,
    due: String,
    late: bool,
    description: String,
    purpose: String,
    legal_basis: String,
    review_note: String,
    action: String,
    paper: String,
    discard: String,
    token: String,
    version: i64,
    saved: String,
    conflict: Vec<Change>,
    conflict_who: String,
    has_files: bool,
    questions: Fragment,
}

/// The questions; they can be checked, and saved as a draft.
async fn questions_of(
    app: &App,
    context: &Context,
    filling: &Filling,
    sheet: &Sheet<'_>,
    occasion: Occasion,
) -> Result<Fragment, Error> {
    let files = super::files::of_draft(app, filling, &sheet.draft()).await?;
    let (check, save) = (
        context.t("reporting-fill-check"),
        context.t("reporting-fill-save"),
    );
    let button = |label, value| Button {
        label,
        name: "aktion",
        value,
    };
    let around = Around {
        check: &filling.step("pruefen"),
        buttons: &[button(&check, "pruefen"), button(&save, "entwurf")],
        version: filling.collection.form_version,
        files: (&filling.step("dateien"), &files),
    };
    Ok(questions::fields(context, sheet, occasion, around))
}

/// What the page shows besides what is loaded.
struct Shown<'a> {
    sheet: &'a Sheet<'a>,
    occasion: Occasion,
    token: String,
    version: i64,
    saved: String,
    conflict: Vec<Change>,
    conflict_who: String,
}

async fn show(
    app: &App,
    context: &Context,
    filling: &Filling,
    shown: Shown<'_>,
) -> Result<Html<String>, Error> {
    let lang = context.lang();
    let spec = filling.form.spec();
    let tag = lang.tag();
    let title = report_title(context, &filling.collection, filling.period);
    let due = filling.expected.as_ref().map(|expected| expected.due_on);
    render(&FillPage {
        page: context.page(&title, crumbs(context, &title, &filling.path())),
        institution: filling.reporter.institution.name.clone(),
        due: due.map_or(String::new(), |day| web::format::date(lang, day)),
        late: due.is_some_and(|day| berlin_date(app.clock.now()) > day),
        description: spec.description.get(tag).to_owned(),
        purpose: spec.purpose.get(tag).to_owned(),
        legal_basis: spec.legal_basis.get(tag).to_owned(),
        review_note: spec.review_note.get(tag).to_owned(),
        action: filling.path(),
        paper: filling.step("pdf"),
        discard: if shown.version > 0 {
            filling.step("verwerfen")
        } else {
            String::new()
        },
        token: shown.token,
        version: shown.version,
        saved: shown.saved,
        conflict: shown.conflict,
        conflict_who: shown.conflict_who,
        has_files: filling.form.asks_for_files(),
        questions: questions_of(app, context, filling, shown.sheet, shown.occasion).await?,
    })
}

/// A new name for a form in a browser.
fn new_token(app: &App) -> String {
    Id::<()>::new(&*app.clock, &*app.chance).to_string()
}

/// Which page of the form is asked for, in which language.
#[derive(Debug, Deserialize)]
pub struct Place {
    #[serde(default)]
    seite: String,
    #[serde(default)]
    sprache: String,
}

/// The page for filling in a report, with the draft if there is one.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    Query(place): Query<Place>,
) -> Result<Response, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    if let Some(sent) = filling.sent() {
        return Ok(Redirect::to(&sent).into_response());
    }
    let conn = app.db.read();
    let key = filling.key();
    let (draft, token, version, saved) = match store::drafts::find(conn, &key).await? {
        Some(draft) => {
            let office = filling.reporter.office;
            let answers = sealing::open_draft(&app.vault, conn, office, &key, &draft).await?;
            let saved = saved_text(&app, &context, &draft).await?;
            (Some(answers), draft.token, draft.version, saved)
        }
        None => (None, new_token(&app), 0, String::new()),
    };
    let mut sheet = match &draft {
        Some(draft) => questions::opened(&filling.form, draft, &filling.engine)?,
        None => Sheet::begin(&filling.form, &filling.engine)
            .map_err(|error| compiled::refused(&error))?,
    };
    sheet.turn_to(&place.seite);
    sheet.set_language(&place.sprache);
    let shown = Shown {
        sheet: &sheet,
        occasion: Occasion::Opened,
        token,
        version,
        saved,
        conflict: Vec::new(),
        conflict_who: String::new(),
    };
    Ok(show(&app, &context, &filling, shown).await?.into_response())
}

async fn saved_text(app: &App, context: &Context, draft: &Draft) -> Result<String, Error> {
    let who = super::person_name(app.db.read(), context, draft.updated_by).await?;
    let at = web::format::moment(context.lang(), draft.updated_at);
    Ok(context.t_with(
        "reporting-draft-saved-at",
        &[("at", at.into()), ("who", who.into())],
    ))
}

/// Saves the draft, or checks the answers and goes on to the page on which they are read once more.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    FieldsAndFiles {
        mut fields,
        files: posted,
    }: FieldsAndFiles,
) -> Result<Response, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    if let Some(sent) = filling.sent() {
        context
            .flash("info", context.t("reporting-already-sent"))
            .await?;
        return Ok(Redirect::to(&sent).into_response());
    }
    let (owner, by) = (filling.owner(), context.person()?);
    let refused = files::take_posted(&app, &owner, &filling.form, by, posted, &mut fields).await?;
    let mut sheet = questions::posted(&filling.form, &fields, &filling.engine)?;
    let typed = sheet.draft();
    let token = match fields.text("formular") {
        "" => new_token(&app),
        token => token.chars().take(64).collect(),
    };
    let known: i64 = fields.text("entwurf").parse().unwrap_or(0);
    let go_on = fields.text("aktion") == "pruefen";
    if go_on {
        let named = filling.form.files(&sheet.evaluation.answers);
        let wrong = files::check(app.db.read(), &owner, &named).await?;
        sheet.evaluation.violations.extend(wrong);
    }
    let is_refused = !refused.is_empty();
    sheet.evaluation.violations.extend(refused);
    let turned = sheet.turned() == Some(Turned::Done) && !is_refused;
    if (sheet.raw.refresh && !turned) || is_refused || (go_on && !sheet.may_be_sent()) {
        let occasion = if is_refused {
            Occasion::Sent
        } else {
            sheet.occasion(Occasion::Sent)
        };
        if go_on || is_refused {
            sheet.turn_to_first_mistake();
        }
        let shown = Shown {
            sheet: &sheet,
            occasion,
            token,
            version: known,
            saved: String::new(),
            conflict: Vec::new(),
            conflict_who: String::new(),
        };
        let html = show(&app, &context, &filling, shown).await?;
        let status = match occasion {
            Occasion::Sent => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::OK,
        };
        return Ok((status, html).into_response());
    }
    if let Some(theirs) = keep_draft(&app, &context, &filling, &typed, &token, known).await? {
        let mine = Mine {
            typed: &typed,
            sheet: &sheet,
            token,
        };
        return conflict(&app, &context, &filling, mine, &theirs).await;
    }
    if go_on {
        return Ok(Redirect::to(&filling.step("kontrolle")).into_response());
    }
    if !turned {
        context
            .flash("success", context.t("reporting-draft-saved"))
            .await?;
    }
    Ok(Redirect::to(&filling.path_of(&sheet)).into_response())
}

/// Saves what was typed; gives the other draft if somebody has saved meanwhile.
async fn keep_draft(
    app: &App,
    context: &Context,
    filling: &Filling,
    typed: &forms::Answers,
    token: &str,
    known: i64,
) -> Result<Option<Draft>, Error> {
    let key = filling.key();
    let tx = app.db.begin().await?;
    let plain = serde_json::to_vec(typed).map_err(Error::internal)?;
    let office = filling.reporter.office;
    let draft = Draft {
        token: token.to_owned(),
        version: known + 1,
        sealed: sealing::seal(&app.vault, &tx, office, &key.seal_context(), &plain).await?,
        updated_at: app.clock.now(),
        updated_by: Some(context.person()?),
    };
    if store::drafts::save(&tx, &key, &draft, known).await? {
        files::name_in_draft(app, &tx, &key, &filling.form, typed).await?;
        if filling.expected.is_some() {
            let (collection, institution) = (key.collection, key.institution);
            store::expected::set_draft(&tx, collection, institution, key.period, true).await?;
        }
        tx.commit().await?;
        return Ok(None);
    }
    let theirs = store::drafts::find(&tx, &key).await?;
    let Some(theirs) = theirs else {
        // It was thrown away or sent meanwhile; what was typed here begins a new one.
        store::drafts::save(&tx, &key, &draft, 0).await?;
        files::name_in_draft(app, &tx, &key, &filling.form, typed).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let answers = sealing::open_draft(&app.vault, &tx, office, &key, &theirs).await?;
    // The same form posted twice is no conflict.
    Ok((answers != *typed).then_some(theirs))
}

/// What was typed here, when somebody else has saved meanwhile.
struct Mine<'a> {
    typed: &'a forms::Answers,
    sheet: &'a Sheet<'a>,
    token: String,
}

async fn conflict(
    app: &App,
    context: &Context,
    filling: &Filling,
    mine: Mine<'_>,
    theirs: &Draft,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let key = filling.key();
    let office = filling.reporter.office;
    let other = sealing::open_draft(&app.vault, conn, office, &key, theirs).await?;
    let shown = Shown {
        sheet: mine.sheet,
        occasion: Occasion::Opened,
        token: mine.token,
        version: theirs.version,
        saved: String::new(),
        conflict: form_pages::changes(&filling.form, mine.typed, &other, context.lang()),
        conflict_who: saved_text(app, context, theirs).await?,
    };
    let html = show(app, context, filling, shown).await?;
    Ok((StatusCode::CONFLICT, html).into_response())
}

/// The questions as they are with what was typed so far: for the page while somebody types.
pub async fn check(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    FieldsAndFiles { fields, .. }: FieldsAndFiles,
) -> Result<Html<String>, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    let sheet = questions::posted(&filling.form, &fields, &filling.engine)?;
    let fragment = questions_of(&app, &context, &filling, &sheet, Occasion::Typing).await?;
    Ok(Html(fragment.into_string()))
}

/// Throws the draft away.
pub async fn discard(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Redirect, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    let key = filling.key();
    let tx = app.db.begin().await?;
    store::drafts::remove(&tx, &key).await?;
    store::files::remove_of_draft(&tx, &key).await?;
    if filling
        .expected
        .as_ref()
        .is_some_and(|expected| expected.status == ExpectedStatus::Draft)
    {
        let (collection, institution) = (key.collection, key.institution);
        store::expected::set_draft(&tx, collection, institution, key.period, false).await?;
    }
    tx.commit().await?;
    context
        .flash("success", context.t("reporting-draft-discarded"))
        .await?;
    Ok(Redirect::to("/meldungen"))
}
