// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports on paper: the form to be filled in by hand, and what was sent.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use directory::Organisation;
use form_pages::Paper;
use print::{Block, Document, Facts, Run};
use web::{App, Context, Error};

use super::{OfInstitution, detail, fill, report_title, review_submission, submission_of};
use crate::files::{self, Owner};
use crate::model::{Collection, Submission, SubmissionState};
use crate::{actions, compiled, sealing, store};

/// The form of a period, empty, with what the institution must know to send it.
pub async fn blank(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Response, Error> {
    let filling = fill::load(&app, &context, &collection, &period, &of).await?;
    let conn = app.db.read();
    let office = directory::organisation(conn, filling.reporter.office).await?;
    let lang = context.lang();
    let due = filling.expected.as_ref().map(|expected| expected.due_on);
    let title = report_title(&context, &filling.collection, filling.period);
    let author = office.as_ref().map_or("", |one| one.name.as_str());
    let fact = |key: &str, value: String| (context.t(key), value);
    let paper = Paper {
        lang,
        author: author.to_owned(),
        header: format!("{author} · {}", filling.collection.title),
        footer: title.clone(),
        facts: vec![
            fact("reporting-period", filling.period.text(lang)),
            fact(
                "reporting-institution",
                filling.reporter.institution.name.clone(),
            ),
            fact(
                "reporting-paper-due",
                due.map_or(String::new(), |day| web::format::date(lang, day)),
            ),
            fact(
                "reporting-paper-to",
                office.as_ref().map_or(String::new(), address),
            ),
        ],
        created: app.clock.now(),
        title,
    };
    let name = format!("{}.pdf", paper.title);
    web::pdf(form_pages::blank_paper(&filling.form, &paper), &name).await
}

/// Where paper is sent to.
fn address(office: &Organisation) -> String {
    let address = &office.address;
    let town = format!("{} {}", address.postcode, address.town);
    let phone = office.phone.as_deref().unwrap_or_default();
    let lines = [office.name.as_str(), &address.street, town.trim(), phone];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A report as it was sent, for its institution.
pub async fn sent(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    answered(&app, &context, &submission, &collection).await
}

/// The same for the office. That somebody opened it is recorded.
pub async fn reviewed(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let (submission, collection) = review_submission::open(&app, &context, &submission).await?;
    answered(&app, &context, &submission, &collection).await
}

/// The receipt of a report, without what it says.
pub async fn receipt(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    if submission.state == SubmissionState::Withdrawn {
        return Err(Error::NotFound);
    }
    let conn = app.db.read();
    let lang = context.lang();
    let institution = directory::organisation(conn, submission.institution).await?;
    let office = directory::organisation(conn, submission.office).await?;
    let number = submission.receipt.as_str();
    let title = context.t_with("reporting-receipt-paper", &[("receipt", number.into())]);
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((context.t_with(key, &[]), value));
    fact("reporting-receipt", number.to_owned());
    fact("reporting-collection", collection.title.clone());
    fact("reporting-period", submission.period.text(lang));
    let institution = institution.map_or(String::new(), |one| one.name);
    fact("reporting-institution", institution);
    let sent_at = web::format::moment(lang, submission.changed_at);
    fact("reporting-sent-at", sent_at);
    fact("reporting-version", submission.version.to_string());
    let name = office
        .as_ref()
        .map_or(String::new(), |one| one.name.clone());
    fact(
        "reporting-paper-to",
        office.as_ref().map_or(String::new(), address),
    );
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            text: title.clone(),
        },
        Block::Facts(Facts(facts)),
        Block::Rule,
    ];
    let mut say = |text: String| blocks.push(Block::Paragraph(vec![Run::plain(text)]));
    say(context.t("reporting-receipt-arrived"));
    if submission.late {
        say(context.t("reporting-receipt-late"));
    }
    let document = Document {
        title: title.clone(),
        lang: lang.tag().to_owned(),
        subject: collection.title.clone(),
        created: app.clock.now(),
        header: format!("{name} · {}", collection.title),
        footer: title,
        author: name,
        blocks,
    };
    web::pdf(document, &format!("{number}.pdf")).await
}

async fn answered(
    app: &App,
    context: &Context,
    submission: &Submission,
    collection: &Collection,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let form = compiled::form(conn, submission.form_version).await?;
    let sealed = store::history::versions(conn, submission.id).await?;
    let last = sealed
        .last()
        .ok_or_else(|| Error::Internal("a submission without a version".to_owned()))?;
    let current = sealing::open_version(&app.vault, conn, submission, last).await?;
    let institution = directory::organisation(conn, submission.institution).await?;
    let office = directory::organisation(conn, submission.office).await?;
    let author = office.map_or(String::new(), |one| one.name);
    let version = current.number.to_string();
    let receipt = submission.receipt.as_str();
    let fact = |key: &str, value: String| (context.t(key), value);
    let paper = Paper {
        lang,
        title: report_title(context, collection, submission.period),
        header: format!("{author} · {}", collection.title),
        footer: format!("{receipt} · {} {version}", context.t("reporting-version")),
        facts: vec![
            fact("reporting-receipt", receipt.to_owned()),
            fact(
                "reporting-institution",
                institution.map_or(String::new(), |one| one.name),
            ),
            fact("reporting-period", submission.period.text(lang)),
            fact("reporting-sent-at", web::format::moment(lang, current.at)),
            fact("reporting-version", version.clone()),
            fact("reporting-paper-to", author.clone()),
        ],
        author,
        created: app.clock.now(),
    };
    let named = form.files(&current.content.answers);
    let owner = Owner::of_submission(submission);
    let pictures = files::pictures(app, conn, &owner, &named).await?;
    let document = {
        let filling = detail::read(app, &form, collection, submission, &current).await?;
        form_pages::answered_paper(&filling, &paper, pictures)
    };
    web::pdf(document, &format!("{receipt}-{version}.pdf")).await
}
