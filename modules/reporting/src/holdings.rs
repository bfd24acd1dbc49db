// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What reports and drafts hold about people: found, shown, restricted, deleted. Rights of the people
//! concerned are worked on elsewhere; here is what they mean for reports.

use forms::{Answers, CompiledForm};
use kernel::{Lang, OrganisationId, PersonId, SubmissionId, berlin_date};
use persons::Sought;
use web::{
    App, Because, BoxFuture, Error, Gone, Held, HeldField, HeldFile, Hit, Holdings, Searched, Which,
};

use crate::events::{REPORT_DELETED, ReportEvent};
use crate::model::Submission;
use crate::store::drafts::Key;
use crate::{actions, compiled, files, sealing, store};

/// How many reports are read at once.
const PAGE: i64 = 500;

/// The face of the module.
pub const FACE: Holdings = Holdings {
    module: "reporting",
    words: "reporting-holdings",
    find,
    open,
    file,
    restrict,
    delete,
};

/// A thing of the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Report(SubmissionId),
    Draft(Key),
}

impl Item {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let item = match parts.next()? {
            "report" => Self::Report(parts.next()?.parse().ok()?),
            "draft" => Self::Draft(Key {
                collection: parts.next()?.parse().ok()?,
                institution: parts.next()?.parse().ok()?,
                period: parts.next()?.parse().ok()?,
            }),
            _ => return None,
        };
        parts.next().is_none().then_some(item)
    }

    fn write(&self) -> String {
        match self {
            Self::Report(id) => format!("report/{id}"),
            Self::Draft(key) => {
                format!(
                    "draft/{}/{}/{}",
                    key.collection, key.institution, key.period
                )
            }
        }
    }
}

/// The report, if it is one of the office.
async fn report_of(
    conn: &impl db::ConnectionTrait,
    which: Which<'_>,
    id: SubmissionId,
) -> Result<Option<Submission>, Error> {
    let found = store::submissions::find(conn, id).await?;
    Ok(found.filter(|submission| submission.office == which.office))
}

/// Whether a draft is of an institution of the office.
async fn is_of_office(
    conn: &impl db::ConnectionTrait,
    which: Which<'_>,
    key: &Key,
) -> Result<bool, Error> {
    let place = directory::place_of(conn, key.institution).await?;
    Ok(place.and_then(|place| place.office) == Some(which.office))
}

fn fit(sought: &Sought, form: &CompiledForm, answers: &Answers) -> Option<(persons::Fit, String)> {
    let naming = form_pages::naming(form, answers);
    sought.among(&naming.texts, &naming.days)
}

fn find<'a>(
    app: &'a App,
    office: OrganisationId,
    sought: &'a Sought,
) -> BoxFuture<'a, Result<Searched, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut found = Searched::default();
        let mut forms = Vec::new();
        for version in store::holdings::form_versions(conn, office).await? {
            if form_pages::may_name_people(&*compiled::form(conn, version).await?) {
                forms.push(version);
            }
        }
        let mut last = None;
        loop {
            let page = store::holdings::after(conn, office, &forms, last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last = Some(end.id);
            find_in(app, sought, &page, &mut found).await?;
        }
        find_drafts(app, office, sought, &mut found).await?;
        Ok(found)
    })
}

/// Looks through all versions of some reports; what was corrected since is held, too.
async fn find_in(
    app: &App,
    sought: &Sought,
    page: &[Submission],
    found: &mut Searched,
) -> Result<(), Error> {
    let conn = app.db.read();
    let ids: Vec<SubmissionId> = page.iter().map(|one| one.id).collect();
    let versions = store::holdings::versions(conn, &ids).await?;
    for submission in page {
        found.read += 1;
        let form = compiled::form(conn, submission.form_version).await?;
        let own = versions
            .iter()
            .filter(|one| one.submission == submission.id);
        let mut best: Option<(persons::Fit, String)> = None;
        for version in own {
            let content =
                sealing::open_content(&app.vault, conn, submission.office, version).await?;
            let Some((fit, name)) = fit(sought, &form, &content.answers) else {
                continue;
            };
            if best.as_ref().is_none_or(|(known, _)| fit <= *known) {
                best = Some((fit, name));
            }
        }
        found.hits.extend(best.map(|(fit, name)| Hit {
            item: Item::Report(submission.id).write(),
            activity: format!("collection/{}", submission.collection),
            title: submission.receipt.clone(),
            name,
            day: berlin_date(submission.submitted_at),
            institution: Some(submission.institution),
            fit,
        }));
    }
    Ok(())
}

async fn find_drafts(
    app: &App,
    office: OrganisationId,
    sought: &Sought,
    found: &mut Searched,
) -> Result<(), Error> {
    let conn = app.db.read();
    let institutions = directory::institutions_of(conn, office).await?;
    let institutions: Vec<_> = institutions.into_iter().map(|one| one.id).collect();
    for key in store::holdings::drafts(conn, &institutions).await? {
        let Some(draft) = store::drafts::find(conn, &key).await? else {
            continue;
        };
        let Some(collection) = store::collections::find(conn, key.collection).await? else {
            continue;
        };
        found.read += 1;
        let form = compiled::form(conn, collection.form_version).await?;
        let answers = sealing::open_draft(&app.vault, conn, office, &key, &draft).await?;
        found
            .hits
            .extend(fit(sought, &form, &answers).map(|(fit, name)| Hit {
                item: Item::Draft(key).write(),
                activity: format!("collection/{}", key.collection),
                title: key.period.to_string(),
                name,
                day: berlin_date(draft.updated_at),
                institution: Some(key.institution),
                fit,
            }));
    }
    Ok(())
}

/// A line about a report that is no answer.
fn fact(lang: Lang, app: &App, group: &str, key: &'static str, value: String) -> HeldField {
    HeldField {
        key: key.to_owned(),
        group: group.to_owned(),
        label: app.catalog.text(lang, key, &[]),
        value,
    }
}

fn open<'a>(
    app: &'a App,
    lang: Lang,
    which: Which<'a>,
) -> BoxFuture<'a, Result<Option<Held>, Error>> {
    Box::pin(async move {
        match Item::read(which.item) {
            Some(Item::Report(id)) => open_report(app, lang, which, id).await,
            Some(Item::Draft(key)) => open_draft(app, lang, which, key).await,
            None => Ok(None),
        }
    })
}

async fn open_report(
    app: &App,
    lang: Lang,
    which: Which<'_>,
    id: SubmissionId,
) -> Result<Option<Held>, Error> {
    let conn = app.db.read();
    let Some(submission) = report_of(conn, which, id).await? else {
        return Ok(None);
    };
    let form = compiled::form(conn, submission.form_version).await?;
    let word = |key: &str| app.catalog.text(lang, key, &[]);
    let group = word("reporting-holdings-report");
    let institution = directory::organisation(conn, submission.institution).await?;
    let state = app.catalog.text(
        lang,
        "reporting-holdings-state",
        &[("state", submission.state.name().into())],
    );
    let fact = |key, value| fact(lang, app, &group, key, value);
    let mut fields = vec![
        fact("reporting-holdings-receipt", submission.receipt.clone()),
        fact(
            "reporting-holdings-institution",
            institution.map_or(String::new(), |one| one.name),
        ),
        fact("reporting-holdings-period", submission.period.text(lang)),
        fact(
            "reporting-holdings-sent",
            web::format::moment(lang, submission.submitted_at),
        ),
        fact("reporting-holdings-current", state),
    ];
    let mut later: Option<Answers> = None;
    let versions = store::history::versions(conn, submission.id).await?;
    for sealed in versions.iter().rev() {
        let content = sealing::open_content(&app.vault, conn, submission.office, sealed).await?;
        let group = app.catalog.text(
            lang,
            "reporting-holdings-version",
            &[
                ("number", sealed.number.into()),
                ("when", web::format::moment(lang, sealed.at).into()),
            ],
        );
        // The newest version is shown whole, the older ones where they say something else.
        let lines = form_pages::held(&form, &content.answers, lang.tag());
        let differs = |path: &str| {
            later
                .as_ref()
                .is_none_or(|later| later.get(path) != content.answers.get(path))
        };
        fields.extend(
            lines
                .into_iter()
                .filter(|line| differs(&line.path))
                .map(|line| HeldField {
                    key: format!("{}:{}", sealed.number, line.path),
                    group: group.clone(),
                    label: line.label,
                    value: line.value,
                }),
        );
        later = Some(content.answers);
    }
    for event in store::history::events(conn, submission.id).await? {
        let note = sealing::open_note(&app.vault, conn, &submission, &event).await?;
        if !note.is_empty() {
            fields.push(HeldField {
                key: format!("note:{}", event.id),
                group: word("reporting-holdings-notes"),
                label: web::format::moment(lang, event.at),
                value: note,
            });
        }
    }
    let left = store::released::released(conn, submission.id).await?;
    let sent = store::files::of_submission(conn, submission.id).await?;
    let mut held_files = Vec::new();
    for one in sent.iter().filter(|file| file.is_complete()) {
        held_files.push(HeldFile {
            key: one.id.to_string(),
            name: files::open_name(app, conn, one).await?,
            media_type: one.media_type.clone(),
        });
    }
    Ok(Some(Held {
        title: submission.receipt.clone(),
        href: format!("/pruefung/meldung/{}", submission.id),
        fields,
        files: held_files,
        restricted: submission.restricted_at.is_some(),
        kept: None,
        stays: if left.is_empty() {
            String::new()
        } else {
            word("reporting-holdings-stays")
        },
    }))
}

async fn open_draft(
    app: &App,
    lang: Lang,
    which: Which<'_>,
    key: Key,
) -> Result<Option<Held>, Error> {
    let conn = app.db.read();
    if !is_of_office(conn, which, &key).await? {
        return Ok(None);
    }
    let Some(draft) = store::drafts::find(conn, &key).await? else {
        return Ok(None);
    };
    let collection = store::collections::find(conn, key.collection).await?;
    let collection = collection.ok_or(Error::NotFound)?;
    let form = compiled::form(conn, collection.form_version).await?;
    let answers = sealing::open_draft(&app.vault, conn, which.office, &key, &draft).await?;
    let group = app.catalog.text(lang, "reporting-holdings-draft", &[]);
    let lines = form_pages::held(&form, &answers, lang.tag());
    Ok(Some(Held {
        title: key.period.text(lang),
        fields: lines
            .into_iter()
            .map(|line| HeldField {
                key: line.path,
                group: group.clone(),
                label: line.label,
                value: line.value,
            })
            .collect(),
        ..Held::default()
    }))
}

fn file<'a>(
    app: &'a App,
    which: Which<'a>,
    key: &'a str,
) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let (Some(Item::Report(id)), Ok(file)) = (Item::read(which.item), key.parse()) else {
            return Ok(None);
        };
        let report = report_of(conn, which, id).await?;
        let file = store::files::find(conn, file).await?;
        let file = file.filter(|file| report.is_some() && file.submission == Some(id));
        match file {
            Some(file) => Ok(Some(files::open(app, conn, &file).await?)),
            None => Ok(None),
        }
    })
}

/// What is noted in the audit trail of the office about a report.
fn entry(
    submission: &Submission,
    action: kernel::Action,
    what: &'static str,
    by: PersonId,
) -> audit::Entry {
    audit::Entry {
        chain: submission.office.uuid(),
        actor: Some(by),
        action,
        subject: audit::Subject::new("submission", submission.id),
        facts: vec![
            ("what", what.into()),
            ("collection", submission.collection.into()),
            ("institution", submission.institution.into()),
        ],
    }
}

fn restrict<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    restricted: bool,
    because: Because<'a>,
) -> BoxFuture<'a, Result<bool, Error>> {
    Box::pin(async move {
        // What somebody has only begun is the institution's; it is deleted or left alone.
        let Some(Item::Report(id)) = Item::read(which.item) else {
            return Ok(false);
        };
        let found = store::submissions::find_for_update(tx, id).await?;
        let Some(submission) = found.filter(|one| one.office == which.office) else {
            return Ok(false);
        };
        let now = app.clock.now();
        let wish = restricted.then_some((now, because.request));
        store::holdings::restrict(tx, id, wish).await?;
        let what = if restricted { "restricted" } else { "lifted" };
        let entry = entry(&submission, actions::REPORT_RESTRICT, what, because.by);
        audit::append(tx, &*app.clock, entry).await?;
        Ok(true)
    })
}

fn delete<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    because: Because<'a>,
) -> BoxFuture<'a, Result<Option<Gone>, Error>> {
    Box::pin(async move {
        match Item::read(which.item) {
            Some(Item::Report(id)) => {
                let found = store::submissions::find_for_update(tx, id).await?;
                let Some(submission) = found.filter(|one| one.office == which.office) else {
                    return Ok(None);
                };
                delete_report(app, tx, &submission, because).await.map(Some)
            }
            Some(Item::Draft(key)) => {
                if !is_of_office(tx, which, &key).await? {
                    return Ok(None);
                }
                let gone = store::holdings::delete_draft(tx, &key).await?;
                store::expected::set_draft(tx, key.collection, key.institution, key.period, false)
                    .await?;
                Ok(gone.map(|(pieces, content)| Gone { pieces, content }))
            }
            None => Ok(None),
        }
    })
}

/// Deletes a report that the caller holds, and notes that. Figures that have left stay.
pub async fn delete_report(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    because: Because<'_>,
) -> Result<Gone, Error> {
    let (pieces, content) = store::holdings::delete(tx, submission.id).await?;
    let (collection, period) = (submission.collection, submission.period);
    store::standing::refresh(tx, collection, period, submission.office).await?;
    let event = ReportEvent::of(submission);
    jobs::publish(tx, &*app.clock, &*app.chance, REPORT_DELETED, &event).await?;
    let mut entry = entry(
        submission,
        actions::REPORT_DELETE,
        because.ground,
        because.by,
    );
    entry.facts.push(("pieces", pieces.into()));
    entry.facts.push(("content", content.into()));
    audit::append(tx, &*app.clock, entry).await?;
    Ok(Gone { pieces, content })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_back_and_nothing_else_is() {
        let report = format!("report/{}", uuid::Uuid::from_u128(7));
        let draft = format!("draft/{0}/{0}/2026-W47", uuid::Uuid::from_u128(8));
        for text in [report.as_str(), draft.as_str()] {
            assert_eq!(Item::read(text).unwrap().write(), text);
        }
        for text in [
            "",
            "report",
            "report/x",
            "draft/1/2",
            &format!("{report}/1"),
        ] {
            assert_eq!(Item::read(text), None, "{text}");
        }
    }
}
