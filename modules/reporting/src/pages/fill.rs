// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Filling in a report: the page, and the check while somebody types.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use db::ConnectionTrait;
use form_pages::{Button, Change, Fragment, Occasion, Sheet};
use forms::CompiledForm;
use kernel::{Id, berlin_date};
use web::form::FieldsAndFiles;
use web::{App, Context, Error, Page, render};

use super::questions::{Around, Place};
use super::{
    OfInstitution, Reporter, collection_of, crumbs, fill_path, questions, refused, report_title,
    reporter, step_path,
};
use crate::files::Owner;
use crate::model::{Collection, Expected, Refusal};
use crate::period::Period;
use crate::store::drafts::{Draft, Key};
use crate::surroundings::{About, surroundings};
use crate::{compiled, holidays, sealing, store};

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
    pub(super) fn path_of(&self, sheet: &Sheet<'_>) -> String {
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
        Some(if self.reporter.on_behalf {
            format!("/pruefung/meldung/{submission}")
        } else {
            format!("/meldungen/{submission}")
        })
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
    if reporter.on_behalf {
        not_begun_by_others(conn, context, &collection, &reporter, period).await?;
    }
    let now = app.clock.now();
    let holidays = holidays::of(conn, &collection).await?;
    collection
        .takes(period, berlin_date(now), &holidays)
        .map_err(|refusal| refused(context, refusal))?;
    let form = compiled::form(conn, collection.form_version).await?;
    let about = About {
        collection: &collection,
        institution: reporter.institution.id,
        period,
    };
    let engine = surroundings(&app.vault, conn, &form, about, now).await?;
    Ok(Filling {
        collection: Arc::new(collection),
        period,
        reporter,
        form,
        expected,
        engine,
    })
}

/// What an institution has begun is not the office's to see: the office enters a report only if nobody
/// else has begun it.
async fn not_begun_by_others(
    conn: &impl ConnectionTrait,
    context: &Context,
    collection: &Collection,
    reporter: &Reporter,
    period: Period,
) -> Result<(), Error> {
    let key = Key {
        collection: collection.id,
        institution: reporter.institution.id,
        period,
    };
    match store::drafts::find(conn, &key).await? {
        Some(draft) if draft.updated_by != context.actor().person() => {
            Err(Error::Conflict(context.t("reporting-on-behalf-begun")))
        }
        _ => Ok(()),
    }
}

/// Whether the institution reports about this period.
pub async fn takes_part(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    reporter: &Reporter,
    period: Period,
    expected: Option<&Expected>,
) -> Result<bool, Error> {
    if !collection.repeatable() {
        return Ok(expected.is_some());
    }
    let times =
        store::participants::of_institution(conn, collection.id, reporter.institution.id).await?;
    Ok(times
        .iter()
        .any(|time| time.owes(collection.calendar.unit_of(period))))
}

#[derive(Template)]
#[template(path = "reporting/fill.html")]
struct FillPage {
    page: Page,
    institution: String,
    on_behalf: bool,
    zero: String,
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
        files: Some((&filling.step("dateien"), &files)),
    };
    Ok(questions::fields(context, sheet, occasion, around))
}

/// What the page shows besides what is loaded.
pub(super) struct Shown<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) occasion: Occasion,
    pub(super) token: String,
    pub(super) version: i64,
    pub(super) saved: String,
    pub(super) conflict: Vec<Change>,
    pub(super) conflict_who: String,
}

pub(super) async fn show(
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
        on_behalf: filling.reporter.on_behalf,
        zero: if filling.collection.zero_reports && !filling.collection.repeatable() {
            filling.step("nullmeldung")
        } else {
            String::new()
        },
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
pub(super) fn new_token(app: &App) -> String {
    Id::<()>::new(&*app.clock, &*app.chance).to_string()
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
    place.show(&mut sheet);
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

pub(super) async fn saved_text(
    app: &App,
    context: &Context,
    draft: &Draft,
) -> Result<String, Error> {
    let who = super::person_name(app.db.read(), context, draft.updated_by).await?;
    let at = web::format::moment(context.lang(), draft.updated_at);
    Ok(context.t_with(
        "reporting-draft-saved-at",
        &[("at", at.into()), ("who", who.into())],
    ))
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
