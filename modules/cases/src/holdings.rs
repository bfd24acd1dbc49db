// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What case files hold about people: found, shown, restricted, deleted. Rights of the people concerned are
//! worked on elsewhere; here is what they mean for case files.

use kernel::{CaseFileId, Lang, OrganisationId, PersonId, berlin_date};
use persons::{Fit, Sought};
use web::{
    App, Because, BoxFuture, Error, Gone, Held, HeldField, HeldFile, Hit, Holdings, Kept, Searched,
    Which,
};

use crate::model::{
    CaseFile, CaseState, DecisionText, Event, EventKind, Letter, Person, Slot, Statement, Step,
    Upload,
};
use crate::working::{definition_of, new_id};
use crate::{actions, ending, sealing, store};

/// All files of an office are read; so many are more than any office has.
const ALL: i64 = 10_000_000;

/// The face of the module.
pub const FACE: Holdings = Holdings {
    module: "cases",
    words: "cases-holdings",
    find,
    open,
    file,
    restrict,
    delete,
};

/// The file, if it is one of the office.
async fn file_of(
    conn: &impl db::ConnectionTrait,
    which: Which<'_>,
) -> Result<Option<CaseFile>, Error> {
    let Ok(id) = which.item.parse::<CaseFileId>() else {
        return Ok(None);
    };
    let found = store::files::find(conn, id).await?;
    Ok(found.filter(|file| file.office == which.office && file.state != CaseState::Merged))
}

fn find<'a>(
    app: &'a App,
    office: OrganisationId,
    sought: &'a Sought,
) -> BoxFuture<'a, Result<Searched, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut found = Searched::default();
        for file in store::files::newest(conn, office, ALL).await? {
            found.read += 1;
            let mut people = vec![sealing::person(app, conn, &file).await?];
            for report in store::reports::of_file(conn, file.id).await? {
                people.push(sealing::reported(app, conn, office, &report).await?);
            }
            let fits = people.iter().filter_map(|person| {
                let name = person.name();
                let born = person.birth_date.parse().ok();
                let fit = sought.fits([name.as_str()], born.as_slice())?;
                Some((fit, shown(person)))
            });
            let best = match fits.min_by_key(|(fit, _)| *fit) {
                Some(best) => Some(best),
                None => noted(app, &file, sought).await?,
            };
            found.hits.extend(best.map(|(fit, name)| Hit {
                item: file.id.to_string(),
                activity: format!("case-type/{}", file.case_type),
                title: file.number.clone(),
                name,
                day: berlin_date(file.opened_at),
                institution: file.institution,
                fit,
            }));
        }
        Ok(found)
    })
}

/// Looks for somebody in what was written freely in a file, one text after the other: decisions, statements
/// and the latest notes. Who is named there need not be the person of the file, so its days say nothing.
async fn noted(
    app: &App,
    file: &CaseFile,
    sought: &Sought,
) -> Result<Option<(Fit, String)>, Error> {
    let conn = app.db.read();
    let office = file.office;
    let mut texts = Vec::new();
    for step in store::steps::of_file(conn, file.id).await? {
        if let Some(sealed) = &step.sealed {
            let at = Step::seal_context(step.id);
            let text: DecisionText = sealing::open(app, conn, office, &at, sealed).await?;
            texts.push(text.text);
        }
    }
    for one in store::statements::of_file(conn, file.id).await? {
        let contexts = Statement::seal_contexts(one.id);
        for (at, sealed) in contexts.iter().zip([&one.sealed_note, &one.sealed_answer]) {
            texts.push(sealing::open_text(app, conn, office, at, sealed.as_deref()).await?);
        }
    }
    for event in store::events::of_file(conn, file.id).await? {
        let at = Event::seal_context(event.id);
        let sealed = event.sealed_note.as_deref();
        texts.push(sealing::open_text(app, conn, office, &at, sealed).await?);
    }
    let texts = texts.into_iter().map(|text| [(String::new(), text)]);
    let fits = texts.filter_map(|text| sought.among(&text, &[]));
    Ok(fits.min_by_key(|(fit, _)| *fit))
}

/// A person as a hit shows her.
fn shown(person: &Person) -> String {
    let name = person.name();
    let parts = [name.as_str(), &person.birth_date, &person.town];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Collects the lines of a file.
struct Lines<'a> {
    app: &'a App,
    lang: Lang,
    fields: Vec<HeldField>,
}

impl Lines<'_> {
    fn word(&self, key: &str) -> String {
        self.app.catalog.text(self.lang, key, &[])
    }

    fn add(&mut self, key: impl Into<String>, group: &str, label: String, value: String) {
        if !value.is_empty() {
            self.fields.push(HeldField {
                key: key.into(),
                group: group.to_owned(),
                label,
                value,
            });
        }
    }

    fn person(&mut self, key: &str, group: &str, person: &Person) {
        for slot in Slot::ALL {
            let label = self.word(&format!("cases-slot-{}", slot.name()));
            let value = person.get(*slot).to_owned();
            self.add(format!("{key}:{}", slot.name()), group, label, value);
        }
    }
}

fn open<'a>(
    app: &'a App,
    lang: Lang,
    which: Which<'a>,
) -> BoxFuture<'a, Result<Option<Held>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(file) = file_of(conn, which).await? else {
            return Ok(None);
        };
        let fields = Vec::new();
        let mut lines = Lines { app, lang, fields };
        add_facts(&mut lines, &file).await?;
        add_work(&mut lines, &file).await?;
        Ok(Some(Held {
            title: file.number.clone(),
            href: crate::pages::file_path(file.id),
            kept: kept(app, lang, &file),
            fields: lines.fields,
            files: files(app, &file).await?,
            restricted: file.restricted_at.is_some(),
            stays: String::new(),
        }))
    })
}

/// Number, kind, state, person, and what the reports say.
async fn add_facts(lines: &mut Lines<'_>, file: &CaseFile) -> Result<(), Error> {
    let (app, lang) = (lines.app, lines.lang);
    let conn = app.db.read();
    let definition = definition_of(conn, file).await?;
    let group = lines.word("cases-holdings-file");
    let institution = match file.institution {
        Some(id) => directory::organisation(conn, id).await?,
        None => None,
    };
    let state = app.catalog.text(
        lang,
        "cases-state-line",
        &[("state", file.state.name().into())],
    );
    for (key, value) in [
        ("cases-number", file.number.clone()),
        ("cases-kind", definition.title.clone()),
        ("cases-state", state),
        (
            "cases-opened",
            web::format::date(lang, berlin_date(file.opened_at)),
        ),
        (
            "cases-institution",
            institution.map_or(String::new(), |one| one.name),
        ),
    ] {
        let label = lines.word(key);
        lines.add(key, &group, label, value);
    }
    let person = sealing::person(app, conn, file).await?;
    let group = lines.word("cases-holdings-person");
    lines.person("person", &group, &person);
    for report in store::reports::of_file(conn, file.id).await? {
        let says = sealing::reported(app, conn, file.office, &report).await?;
        if says != person {
            let group = app.catalog.text(
                lang,
                "cases-holdings-reported",
                &[("receipt", report.receipt.as_str().into())],
            );
            let key = format!("report:{}:{}", report.submission, report.place);
            lines.person(&key, &group, &says);
        }
    }
    Ok(())
}

/// Steps, statements, notes.
async fn add_work(lines: &mut Lines<'_>, file: &CaseFile) -> Result<(), Error> {
    let (app, lang) = (lines.app, lines.lang);
    let conn = app.db.read();
    let office = file.office;
    let group = lines.word("cases-steps");
    for step in store::steps::of_file(conn, file.id).await? {
        let mut value = app.catalog.text(
            lang,
            "cases-step-state",
            &[("state", step.state.name().into())],
        );
        if let Some(sealed) = &step.sealed {
            let at = Step::seal_context(step.id);
            let text: DecisionText = sealing::open(app, conn, office, &at, sealed).await?;
            for part in [text.legal_basis, text.text] {
                if !part.is_empty() {
                    value = format!("{value}\n{part}");
                }
            }
        }
        lines.add(format!("step:{}", step.id), &group, step.title, value);
    }
    let group = lines.word("cases-statements");
    for one in store::statements::of_file(conn, file.id).await? {
        let [note, answer] = Statement::seal_contexts(one.id);
        let note = sealing::open_text(app, conn, office, &note, one.sealed_note.as_deref()).await?;
        let answer =
            sealing::open_text(app, conn, office, &answer, one.sealed_answer.as_deref()).await?;
        let day = web::format::date(lang, one.settled_on);
        lines.add(format!("statement:{}", one.id), &group, day.clone(), note);
        lines.add(format!("answer:{}", one.id), &group, day, answer);
    }
    let group = lines.word("cases-history");
    for event in store::events::of_file(conn, file.id).await? {
        let at = Event::seal_context(event.id);
        let note = sealing::open_text(app, conn, office, &at, event.sealed_note.as_deref()).await?;
        let when = web::format::moment(lang, event.at);
        lines.add(format!("event:{}", event.id), &group, when, note);
    }
    Ok(())
}

async fn files(app: &App, file: &CaseFile) -> Result<Vec<HeldFile>, Error> {
    let conn = app.db.read();
    let mut files = Vec::new();
    for letter in store::content::letters(conn, file.id).await? {
        files.push(HeldFile {
            key: format!("letter:{}", letter.id),
            name: format!("{}.pdf", letter.title),
            media_type: "application/pdf".to_owned(),
        });
    }
    for upload in store::content::uploads(conn, file.id).await? {
        let [at, _] = Upload::seal_contexts(upload.id);
        let name = sealing::open_bytes(app, conn, file.office, &at, &upload.sealed_name).await?;
        files.push(HeldFile {
            key: format!("upload:{}", upload.id),
            name: String::from_utf8(name).map_err(Error::internal)?,
            media_type: upload.media_type,
        });
    }
    Ok(files)
}

/// Why a file is not deleted at once: somebody keeps it, it is worked on, or its time is not over.
fn kept(app: &App, lang: Lang, file: &CaseFile) -> Option<Kept> {
    let today = berlin_date(app.clock.now());
    let word = |key: &str| app.catalog.text(lang, key, &[]);
    if file.hold {
        return Some(Kept {
            reason: word("cases-holdings-held"),
            until: None,
            always: true,
        });
    }
    match (file.state, file.delete_on) {
        (CaseState::Open, _) => Some(Kept {
            reason: word("cases-holdings-open"),
            until: None,
            always: false,
        }),
        (CaseState::Closed, Some(day)) if day > today => Some(Kept {
            reason: word("cases-holdings-retention"),
            until: Some(day),
            always: false,
        }),
        _ => None,
    }
}

fn file<'a>(
    app: &'a App,
    which: Which<'a>,
    key: &'a str,
) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(file) = file_of(conn, which).await? else {
            return Ok(None);
        };
        let Some((kind, id)) = key.split_once(':') else {
            return Ok(None);
        };
        let Ok(id) = id.parse() else { return Ok(None) };
        let (sealed, context) = if kind == "letter" {
            let letter = store::content::letter(conn, id).await?;
            if letter.is_none_or(|letter| letter.case_file != file.id) {
                return Ok(None);
            }
            let sealed = store::content::letter_bytes(conn, id).await?;
            (sealed, Letter::seal_context(id))
        } else {
            let upload = store::content::upload(conn, id).await?;
            if upload.is_none_or(|upload| upload.case_file != file.id) {
                return Ok(None);
            }
            let [_, context] = Upload::seal_contexts(id);
            (store::content::upload_bytes(conn, id).await?, context)
        };
        match sealed {
            Some(sealed) => {
                let bytes = sealing::open_bytes(app, conn, file.office, &context, &sealed).await?;
                Ok(Some(bytes))
            }
            None => Ok(None),
        }
    })
}

/// The file of the office, held until the transaction ends.
async fn hold(tx: &db::Tx, which: Which<'_>) -> Result<Option<CaseFile>, Error> {
    let Ok(id) = which.item.parse::<CaseFileId>() else {
        return Ok(None);
    };
    let found = store::files::find_for_update(tx, id).await?;
    Ok(found.filter(|file| file.office == which.office && file.state != CaseState::Merged))
}

fn restrict<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    restricted: bool,
    because: Because<'a>,
) -> BoxFuture<'a, Result<bool, Error>> {
    Box::pin(async move {
        let Some(file) = hold(tx, which).await? else {
            return Ok(false);
        };
        let now = app.clock.now();
        let wish = restricted.then_some((now, because.request));
        store::files::restrict(tx, file.id, wish).await?;
        let kind = if restricted {
            EventKind::Restricted
        } else {
            EventKind::RestrictionEnded
        };
        note(app, tx, &file, kind, because).await?;
        let entry = audit::Entry {
            chain: file.office.uuid(),
            actor: Some(because.by),
            action: actions::CASE_RESTRICT,
            subject: audit::Subject::new("case-file", file.id),
            facts: vec![("what", kind.name().into())],
        };
        audit::append(tx, &*app.clock, entry).await?;
        Ok(true)
    })
}

async fn note(
    app: &App,
    tx: &db::Tx,
    file: &CaseFile,
    kind: EventKind,
    because: Because<'_>,
) -> Result<(), Error> {
    let event = Event {
        id: new_id(app),
        case_file: file.id,
        at: app.clock.now(),
        by: Some(because.by),
        kind,
        about: because.request.to_owned(),
        sealed_note: None,
    };
    store::events::add(tx, file.office, &event).await?;
    Ok(())
}

/// Records why somebody opens a restricted file.
pub async fn note_reason(
    app: &App,
    file: &CaseFile,
    reason: &str,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let id = new_id(app);
    let at = Event::seal_context(id);
    let event = Event {
        id,
        case_file: file.id,
        at: app.clock.now(),
        by: Some(by),
        kind: EventKind::RestrictedRead,
        about: String::new(),
        sealed_note: sealing::seal_text(app, &tx, file.office, &at, reason).await?,
    };
    store::events::add(&tx, file.office, &event).await?;
    let what = EventKind::RestrictedRead.name();
    let entry = crate::working::entry(file, Some(by), actions::CASE_OPEN, what);
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

fn delete<'a>(
    app: &'a App,
    tx: &'a db::Tx,
    which: Which<'a>,
    because: Because<'a>,
) -> BoxFuture<'a, Result<Option<Gone>, Error>> {
    Box::pin(async move {
        let Some(file) = hold(tx, which).await? else {
            return Ok(None);
        };
        let reason = app.catalog.text(
            Lang::De,
            "cases-holdings-request",
            &[("number", because.request.into())],
        );
        let why = ending::Why {
            reason,
            months: 0,
            by: Some(because.by),
            ground: because.ground,
        };
        let (pieces, content) = ending::remove(app, tx, &file, &why).await?;
        Ok(Some(Gone { pieces, content }))
    })
}
