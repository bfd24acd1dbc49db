// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Letters: a template filled in becomes a document, and its PDF is kept sealed as it was sent.

use directory::Organisation;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Lang, berlin_date};
use print::{Block, Document, Run};
use web::{App, Error};

use crate::model::{CaseFile, EventKind, Letter, LetterField, LetterText, Person};
use crate::working::{Deed, new_id};
use crate::{sealing, store};

/// Letters of a health office are German.
const LANG: Lang = Lang::De;

/// What a letter is filled in with.
#[derive(Debug, Clone)]
pub struct Facts {
    /// To whom and about whom.
    pub person: Person,
    /// The file.
    pub number: String,
    /// Who has notified.
    pub institution: String,
    /// When that came.
    pub notified_on: Option<Date>,
    /// The day of the letter.
    pub day: Date,
    /// Until when the person is to do something.
    pub person_due_on: Option<Date>,
    /// The legal basis.
    pub legal_basis: String,
    /// What was typed for this letter.
    pub text: String,
    /// The office.
    pub office: Organisation,
    /// Who writes.
    pub writer: String,
}

/// A day as a letter writes it: `18.11.2026`.
fn day(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

impl Facts {
    /// What a field says; empty if that is not known.
    pub fn value(&self, field: LetterField) -> String {
        let born: Option<Date> = self.person.birth_date.parse().ok();
        match field {
            LetterField::Nachname => self.person.family_name.clone(),
            LetterField::Vorname => self.person.given_name.clone(),
            LetterField::Geburtsdatum => born.map_or(String::new(), day),
            LetterField::Geschlecht => self.person.sex.clone(),
            LetterField::Strasse => self.person.street.clone(),
            LetterField::Plz => self.person.postcode.clone(),
            LetterField::Ort => self.person.town.clone(),
            LetterField::Grund => self.person.reason.clone(),
            LetterField::Einrichtung => self.institution.clone(),
            LetterField::Meldedatum => self.notified_on.map_or(String::new(), day),
            LetterField::Aktenzeichen => self.number.clone(),
            LetterField::Datum => day(self.day),
            LetterField::Frist => self.person_due_on.map_or(String::new(), day),
            LetterField::Rechtsgrundlage => self.legal_basis.clone(),
            LetterField::Begruendung => self.text.clone(),
            LetterField::Amt => self.office.name.clone(),
            LetterField::Sachbearbeitung => self.writer.clone(),
        }
    }

    /// Facts about nobody, for looking at a template.
    pub fn example(office: Organisation, today: Date) -> Self {
        let person = Person {
            family_name: "Mustermann".to_owned(),
            given_name: "Kim".to_owned(),
            birth_date: "2021-03-02".to_owned(),
            sex: "divers".to_owned(),
            street: "Deichstraße 1".to_owned(),
            postcode: "26603".to_owned(),
            town: "Aurich".to_owned(),
            contact: String::new(),
            reason: "Kein Nachweis vorgelegt".to_owned(),
        };
        Self {
            person,
            number: format!("{}-00000", today.year()),
            institution: "Kita Beispiel".to_owned(),
            notified_on: Some(today),
            day: today,
            person_due_on: Some(crate::working::days_from(today, 28)),
            legal_basis: "§ …".to_owned(),
            text: "…".to_owned(),
            office,
            writer: "Sam Beispiel".to_owned(),
        }
    }
}

/// A letter as a document: sender, recipient, facts, subject, text.
pub fn document(app: &App, facts: &Facts, title: &str, text: &str, created: Timestamp) -> Document {
    let office = &facts.office;
    let word = |key: &str| app.catalog.text(LANG, key, &[]);
    let lines = |lines: &[&str]| -> String {
        let lines = lines.iter().map(|line| line.trim());
        lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let town = |postcode: &str, town: &str| format!("{postcode} {town}");
    let person = &facts.person;
    let recipient = lines(&[
        &format!("{} {}", person.given_name, person.family_name),
        &person.street,
        &town(&person.postcode, &person.town),
    ]);
    let sender = lines(&[
        &office.name,
        &office.address.street,
        &town(&office.address.postcode, &office.address.town),
        office.phone.as_deref().unwrap_or_default(),
    ]);
    let mut blocks = vec![
        Block::Paragraph(vec![Run::plain(sender)]),
        Block::Paragraph(vec![Run::plain(recipient)]),
        Block::Facts(print::Facts(vec![
            (word("cases-letter-number"), facts.number.clone()),
            (word("cases-letter-day"), web::format::date(LANG, facts.day)),
            (word("cases-letter-writer"), facts.writer.clone()),
        ])),
        Block::Heading {
            level: 1,
            text: title.to_owned(),
        },
    ];
    for paragraph in text.replace("\r\n", "\n").split("\n\n") {
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(vec![Run::plain(paragraph)]));
        }
    }
    Document {
        title: title.to_owned(),
        lang: LANG.tag().to_owned(),
        author: office.name.clone(),
        subject: String::new(),
        created,
        header: office.name.clone(),
        footer: facts.number.clone(),
        blocks,
    }
}

/// What became of the wish to write a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is in the file.
    Kept,
    /// There was nothing to fill these fields with.
    Missing(Vec<LetterField>),
}

/// Fills a template in, prints it and keeps the PDF.
pub async fn write(
    deed: &mut Deed<'_>,
    step: Option<uuid::Uuid>,
    (title, template): (&str, &LetterText),
    facts: &Facts,
) -> Result<Written, Error> {
    let (text, missing) = template.fill(|field| facts.value(field));
    if !missing.is_empty() {
        return Ok(Written::Missing(missing));
    }
    let now = deed.app.clock.now();
    let pdf = web::print_pdf(document(deed.app, facts, title, &text, now)).await?;
    let id = new_id(deed.app);
    let letter = Letter {
        id,
        case_file: deed.file.id,
        step,
        title: title.to_owned(),
        made_at: now,
        made_by: deed.by,
    };
    let context = Letter::seal_context(id);
    let office = deed.file.office;
    let sealed = sealing::seal_bytes(deed.app, &deed.tx, office, &context, &pdf).await?;
    store::content::add_letter(&deed.tx, &letter, sealed).await?;
    deed.note(EventKind::LetterMade, title, "").await?;
    Ok(Written::Kept)
}

/// What letters of a file are filled in with.
pub async fn facts_of(
    app: &App,
    file: &CaseFile,
    person: Person,
    writer: String,
) -> Result<Facts, Error> {
    let conn = app.db.read();
    let office = directory::organisation(conn, file.office).await?;
    let institution = match file.institution {
        Some(id) => directory::organisation(conn, id).await?,
        None => None,
    };
    let reports = store::reports::of_file(conn, file.id).await?;
    Ok(Facts {
        person,
        number: file.number.clone(),
        institution: institution.map_or(String::new(), |one| one.name),
        notified_on: reports.first().map(|report| berlin_date(report.sent_at)),
        day: berlin_date(app.clock.now()),
        person_due_on: None,
        legal_basis: String::new(),
        text: String::new(),
        office: office.ok_or(Error::NotFound)?,
        writer,
    })
}
