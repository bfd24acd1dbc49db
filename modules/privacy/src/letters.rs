// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Letters to the person who asks: that her request came, that it takes longer, and the answer. The words of
//! the office lead in and out, what the official writes stands between them; the PDF is kept sealed as it
//! was sent.

use kernel::{Lang, PersonId, berlin_date};
use print::{Block, Document, Facts, Run};
use web::{App, Error};

use crate::model::{Letter, LetterKind, Person, Request, StepKind};
use crate::working::{Deed, new_id};
use crate::{sealing, store};

/// Letters of a health office are German.
const LANG: Lang = Lang::De;

/// Writes a letter and keeps its PDF.
pub async fn write(
    deed: &mut Deed<'_>,
    kind: LetterKind,
    text: &str,
    by: PersonId,
) -> Result<(), Error> {
    let app = deed.app;
    let office = directory::organisation(&deed.tx, deed.request.office).await?;
    let office = office.ok_or(Error::NotFound)?;
    let writer = directory::person_name(&deed.tx, by).await?;
    let person = sealing::person(app, &deed.tx, &deed.request).await?;
    let request = &deed.request;
    let document = document(
        app,
        request,
        &person,
        (&office, &writer.unwrap_or_default()),
        kind,
        text,
    );
    let pdf = web::print_pdf(document).await?;
    let id = new_id(app);
    let context = Letter::seal_context(id);
    let sealed = app
        .vault
        .seal(&deed.tx, request.office, &context, &pdf)
        .await?;
    let letter = Letter {
        id,
        request: request.id,
        kind,
        made_at: app.clock.now(),
    };
    store::journal::add_letter(&deed.tx, &letter, by, sealed).await?;
    deed.note(StepKind::Wrote, kind.name(), "").await
}

fn document(
    app: &App,
    request: &Request,
    person: &Person,
    (office, writer): (&directory::Organisation, &str),
    kind: LetterKind,
    text: &str,
) -> Document {
    let word = |key: &str| app.catalog.text(LANG, key, &[]);
    let now = app.clock.now();
    let day = |day| web::format::date(LANG, day);
    let arguments = [
        ("number", request.number.as_str().into()),
        ("received", day(request.received_on).into()),
        ("due", day(request.due_on).into()),
        ("kind", request.kind.name().into()),
    ];
    let (title, lead, end) = match kind {
        LetterKind::Receipt => (
            "privacy-letter-receipt-title",
            "privacy-letter-receipt-text",
            "privacy-letter-receipt-end",
        ),
        LetterKind::Extension => (
            "privacy-letter-extension-title",
            "privacy-letter-extension-text",
            "privacy-letter-extension-end",
        ),
        LetterKind::Answer => (
            "privacy-letter-answer-title",
            "privacy-letter-answer-text",
            "privacy-letter-answer-end",
        ),
    };
    let title = app.catalog.text(LANG, title, &arguments);
    let lead = app.catalog.text(LANG, lead, &arguments);
    let end = app.catalog.text(LANG, end, &arguments);
    let lines = |lines: &[&str]| -> String {
        let lines = lines.iter().map(|line| line.trim());
        let lines = lines.filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let town = |postcode: &str, town: &str| format!("{postcode} {town}");
    let sender = lines(&[
        &office.name,
        &office.address.street,
        &town(&office.address.postcode, &office.address.town),
        office.phone.as_deref().unwrap_or_default(),
    ]);
    let name = format!("{} {}", person.given_name, person.family_name);
    let recipient = lines(&[
        if person.represented_by.is_empty() {
            &name
        } else {
            &person.represented_by
        },
        &person.street,
        &town(&person.postcode, &person.town),
    ]);
    let mut blocks = vec![
        Block::Paragraph(vec![Run::plain(sender)]),
        Block::Paragraph(vec![Run::plain(recipient)]),
        Block::Facts(Facts(vec![
            (word("privacy-number"), request.number.clone()),
            (word("privacy-letter-day"), day(berlin_date(now))),
            (word("privacy-letter-writer"), writer.to_owned()),
        ])),
        Block::Heading {
            level: 1,
            text: title.clone(),
        },
    ];
    for paragraph in [lead.as_str(), text, &end] {
        for paragraph in paragraph.replace("\r\n", "\n").split("\n\n") {
            let paragraph = paragraph.trim();
            if !paragraph.is_empty() {
                blocks.push(Block::Paragraph(vec![Run::plain(paragraph)]));
            }
        }
    }
    blocks.push(Block::Paragraph(vec![Run::plain(format!(
        "{}\n{writer}",
        word("privacy-letter-greeting")
    ))]));
    Document {
        title,
        lang: LANG.tag().to_owned(),
        author: office.name.clone(),
        subject: String::new(),
        created: now,
        header: office.name.clone(),
        footer: request.number.clone(),
        blocks,
    }
}
