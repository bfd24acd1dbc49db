// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The copy that a person gets of what is held about her: one archive with a document to read, the same as
//! JSON, and the files. What is about somebody else can be left out; that something was left out, and why,
//! stands in it.

use std::io::{Cursor, Write as _};

use kernel::{Lang, berlin_date};
use print::{Block, Document, Facts, Run};
use serde_json::json;
use web::{App, Error, Held};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::deciding::{self, Opened};
use crate::model::{Kept, LeftOut, Person, Request};
use crate::working::holdings_of;
use crate::{register, sealing};

/// Answers of a health office are German.
const LANG: Lang = Lang::De;

/// A thing of the copy.
struct Part {
    opened: Opened,
    left_out: Vec<LeftOut>,
    /// What the register says of its activity.
    activity: Option<Kept>,
    /// What its module calls its things.
    kind: String,
}

impl Part {
    fn reason(&self, key: &str) -> Option<&str> {
        let mut left_out = self.left_out.iter();
        left_out
            .find(|one| one.key == key)
            .map(|one| one.reason.as_str())
    }
}

/// A copy, ready to be given away.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The bytes of the ZIP archive.
    pub bytes: Vec<u8>,
    /// How many things are in it.
    pub things: usize,
    /// How many fields and files were left out.
    pub left_out: usize,
}

/// Makes the copy of all that is held about the person.
pub async fn make(app: &App, request: &Request) -> Result<Archive, Error> {
    let conn = app.db.read();
    let person = sealing::person(app, conn, request).await?;
    let kept = register::current(app, LANG, request.office).await?;
    let mut parts = Vec::new();
    for opened in deciding::hers(app, LANG, request).await? {
        let left_out = sealing::left_out(app, conn, request.office, &opened.found).await?;
        let activity = kept.activities.iter();
        let mut activity = activity.filter(|one| one.activity.key == opened.found.activity);
        let words = holdings_of(app, &opened.found)?.words;
        parts.push(Part {
            activity: activity.next().cloned(),
            kind: app.catalog.text(LANG, words, &[]),
            left_out,
            opened,
        });
    }
    let header = [kept.header.controller.as_str(), &kept.header.officer];
    let document = document(app, request, &person, header, &parts);
    let pdf = web::print_pdf(document).await?;
    let data = data(app, request, &person, &parts);
    let data = serde_json::to_vec_pretty(&data).map_err(Error::internal)?;

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| -> Result<(), Error> {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(Error::internal)?;
        zip.write_all(bytes).map_err(Error::internal)
    };
    add("auskunft.pdf", &pdf)?;
    add("daten.json", &data)?;
    for (number, part) in (1..).zip(&parts) {
        let holdings = holdings_of(app, &part.opened.found)?;
        let which = deciding::which(request, &part.opened.found);
        for (place, file) in (1..).zip(&part.opened.held.files) {
            if part.reason(&file.key).is_some() {
                continue;
            }
            if let Some(bytes) = (holdings.file)(app, which, &file.key).await? {
                add(&file_name(number, place, &file.name), &bytes)?;
            }
        }
    }
    let bytes = zip.finish().map_err(Error::internal)?.into_inner();
    Ok(Archive {
        bytes,
        things: parts.len(),
        left_out: parts.iter().map(|part| part.left_out.len()).sum(),
    })
}

/// Where a file lies in the archive: its own name, without what could lead anywhere.
fn file_name(number: usize, place: usize, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') {
                c
            } else {
                '_'
            }
        })
        .take(100)
        .collect();
    format!("dateien/{number}-{place}-{plain}")
}

fn data(app: &App, request: &Request, person: &Person, parts: &[Part]) -> serde_json::Value {
    let things = parts.iter().map(|part| {
        let held = &part.opened.held;
        let fields = held
            .fields
            .iter()
            .map(|field| match part.reason(&field.key) {
                Some(reason) => json!({
                    "group": field.group, "label": field.label, "leftOut": reason,
                }),
                None => json!({
                    "group": field.group, "label": field.label, "value": field.value,
                }),
            });
        let files = held.files.iter().map(|file| match part.reason(&file.key) {
            Some(reason) => json!({"leftOut": reason}),
            None => json!({"name": file.name, "mediaType": file.media_type}),
        });
        let activity = part.activity.as_ref().map(|one| {
            let one = &one.activity;
            json!({
                "title": one.title, "purpose": one.purpose, "legalBasis": one.legal_basis,
                "recipients": one.recipients, "origin": one.origin, "retention": one.retention,
            })
        });
        json!({
            "kind": part.kind,
            "title": held.title,
            "day": part.opened.found.day.to_string(),
            "restricted": held.restricted,
            "activity": activity,
            "fields": fields.collect::<Vec<_>>(),
            "files": files.collect::<Vec<_>>(),
        })
    });
    json!({
        "request": request.number,
        "kind": request.kind.name(),
        "made": app.clock.now().to_string(),
        "person": {
            "familyName": person.family_name, "givenName": person.given_name,
            "birthDate": person.birth_date,
        },
        "things": things.collect::<Vec<_>>(),
    })
}

fn document(
    app: &App,
    request: &Request,
    person: &Person,
    [controller, officer]: [&str; 2],
    parts: &[Part],
) -> Document {
    let word = |key: &str| app.catalog.text(LANG, key, &[]);
    let now = app.clock.now();
    let today = web::format::date(LANG, berlin_date(now));
    let paragraph = |text: String| Block::Paragraph(vec![Run::plain(text)]);
    let heading = |level: u8, text: String| Block::Heading { level, text };
    let born = person.born();
    let title = app.catalog.text(
        LANG,
        "privacy-copy-title",
        &[("number", request.number.as_str().into())],
    );
    let mut blocks = vec![
        heading(1, title.clone()),
        Block::Facts(Facts(vec![
            (word("privacy-copy-person"), person.name()),
            (
                word("privacy-field-birth-date"),
                born.map_or(String::new(), |day| web::format::date(LANG, day)),
            ),
            (word("privacy-copy-made"), today),
            (word("privacy-register-controller"), controller.to_owned()),
            (word("privacy-register-officer"), officer.to_owned()),
        ])),
        paragraph(word("privacy-copy-intro")),
    ];
    if parts.is_empty() {
        blocks.push(paragraph(word("privacy-copy-nothing")));
    }
    for (number, part) in (1..).zip(parts) {
        let held = &part.opened.held;
        blocks.push(heading(
            2,
            format!("{number}. {}: {}", part.kind, held.title),
        ));
        if let Some(one) = &part.activity {
            let one = &one.activity;
            blocks.push(Block::Facts(Facts(vec![
                (word("privacy-register-activity"), one.title.clone()),
                (word("privacy-register-purpose"), one.purpose.clone()),
                (word("privacy-register-law"), one.legal_basis.clone()),
                (word("privacy-register-recipients"), one.recipients.clone()),
                (word("privacy-register-origin"), one.origin.clone()),
                (word("privacy-register-retention"), one.retention.clone()),
            ])));
        }
        blocks.extend(fields(app, part, held));
    }
    blocks.push(heading(2, word("privacy-copy-rights-title")));
    blocks.push(paragraph(word("privacy-copy-rights")));
    blocks.push(paragraph(word("privacy-copy-automated")));
    Document {
        title,
        lang: LANG.tag().to_owned(),
        author: controller.lines().next().unwrap_or_default().to_owned(),
        subject: String::new(),
        created: now,
        header: controller.lines().next().unwrap_or_default().to_owned(),
        footer: request.number.clone(),
        blocks,
    }
}

/// The fields of a thing under their headings, and its files.
fn fields(app: &App, part: &Part, held: &Held) -> Vec<Block> {
    let left_out = |reason: &str| {
        let reason = [("reason", reason.into())];
        app.catalog.text(LANG, "privacy-copy-left-out", &reason)
    };
    let mut blocks = Vec::new();
    let mut group = None;
    let mut lines = Vec::new();
    for field in &held.fields {
        if group != Some(&field.group) {
            if !lines.is_empty() {
                blocks.push(Block::Facts(Facts(std::mem::take(&mut lines))));
            }
            blocks.push(Block::Heading {
                level: 3,
                text: field.group.clone(),
            });
            group = Some(&field.group);
        }
        let value = match part.reason(&field.key) {
            Some(reason) => left_out(reason),
            None => field.value.clone(),
        };
        lines.push((field.label.clone(), value));
    }
    if !lines.is_empty() {
        blocks.push(Block::Facts(Facts(lines)));
    }
    if !held.files.is_empty() {
        let items = held.files.iter().map(|file| {
            let text = match part.reason(&file.key) {
                Some(reason) => left_out(reason),
                None => file.name.clone(),
            };
            vec![Run::plain(text)]
        });
        blocks.push(Block::Heading {
            level: 3,
            text: app.catalog.text(LANG, "privacy-files", &[]),
        });
        blocks.push(Block::List {
            ordered: false,
            items: items.collect(),
        });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_archive_leads_nowhere_else() {
        assert_eq!(
            file_name(1, 2, "Küche/../a b.pdf"),
            "dateien/1-2-Küche_.._a_b.pdf"
        );
    }
}
