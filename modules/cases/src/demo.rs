// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The demo's kind of case files, and invented work on the files that its reports open. The kind is an
//! example of how one is written; its law is to be reviewed by somebody who knows it.

use jiff::ToSpan;
use kernel::{CaseFileId, CaseTypeId, CollectionId, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::letters::{self, Written};
use crate::model::{
    CaseFile, CaseType, ClosingReason, DecisionText, Definition, EventKind, LetterTemplate,
    LetterText, Slot, Statement, StatementReason, StatementState, StepKind, StepPlan, StepState,
};
use crate::working::{Decided, Deed, assign, days_from, end_step, new_id};
use crate::{actions, sealing, store};

/// The kind "Masernschutz", fed by reports of a collection with the shipped form.
pub fn measles(collection: Option<CollectionId>) -> Definition {
    let step = |key: &str, title: &str, kind, after: Option<&str>, days| StepPlan {
        key: key.to_owned(),
        title: title.to_owned(),
        kind,
        after: after.map(str::to_owned),
        days,
        person_days: 0,
        legal_basis: String::new(),
        letter: String::new(),
    };
    let decision =
        |key: &str, title: &str, after, days, person_days, law: &str, letter: &str| StepPlan {
            person_days,
            legal_basis: law.to_owned(),
            letter: letter.to_owned(),
            ..step(key, title, StepKind::Decision, after, days)
        };
    let letter = |key: &str, title: &str, text: &str| LetterTemplate {
        key: key.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    let reason = |key: &str, title: &str, months| ClosingReason {
        key: key.to_owned(),
        title: title.to_owned(),
        months,
    };
    let mapping = [
        (Slot::FamilyName, "person/last_name"),
        (Slot::GivenName, "person/first_name"),
        (Slot::BirthDate, "gate/birth_date"),
        (Slot::Sex, "person/sex"),
        (Slot::Street, "person/street"),
        (Slot::Postcode, "person/postcode"),
        (Slot::Town, "person/town"),
        (Slot::Contact, "reach/phone"),
        (Slot::Reason, "gate/situation"),
    ];
    Definition {
        title: "Masernschutz (§ 20 IfSG)".to_owned(),
        note: "Fachlich zu prüfen: Eine Fachperson muss Schritte, Fristen, Schreiben und \
               Löschfristen noch bestätigen."
            .to_owned(),
        mapping: collection.map_or_else(Default::default, |_| {
            mapping.map(|(slot, path)| (slot, path.to_owned())).into()
        }),
        collection,
        steps: vec![
            step("pruefen", "Meldung prüfen", StepKind::Task, Some(""), 3),
            decision(
                "anforderung",
                "Nachweis anfordern",
                Some("pruefen"),
                4,
                28,
                "§ 20 Absatz 12 Satz 1 IfSG",
                "anforderung",
            ),
            step(
                "eingang",
                "Eingang des Nachweises prüfen",
                StepKind::Task,
                Some("anforderung"),
                28,
            ),
            decision(
                "beratung",
                "Beratung anbieten",
                None,
                14,
                14,
                "§ 20 Absatz 12 IfSG",
                "beratung",
            ),
            decision(
                "untersuchung",
                "Ärztliche Untersuchung anordnen",
                None,
                14,
                28,
                "§ 20 Absatz 12 Satz 2 IfSG",
                "untersuchung",
            ),
            decision(
                "verbot",
                "Betretungs- oder Tätigkeitsverbot",
                None,
                14,
                0,
                "§ 20 Absatz 12 Satz 4 IfSG",
                "verbot",
            ),
            decision(
                "geldbusse",
                "Zwangsgeld oder Bußgeld",
                None,
                14,
                28,
                "§ 73 Absatz 1a Nummer 7d IfSG",
                "geldbusse",
            ),
        ],
        letters: vec![
            letter(
                "anforderung",
                "Nachweis zum Masernschutz",
                "Guten Tag,\n\ndie Einrichtung {{einrichtung}} hat uns am {{meldedatum}} mitgeteilt, dass für \
                 {{vorname}} {{nachname}}, geboren am {{geburtsdatum}}, kein ausreichender Nachweis zum \
                 Masernschutz vorliegt.\n\nBitte legen Sie uns den Nachweis bis zum {{frist}} vor \
                 ({{rechtsgrundlage}}). Möglich sind der Impfausweis oder ein ärztliches Zeugnis.\n\nWenn Sie \
                 Fragen haben, rufen Sie uns an.\n\nMit freundlichen Grüßen\n{{sachbearbeitung}}",
            ),
            letter(
                "beratung",
                "Einladung zur Beratung",
                "Guten Tag,\n\nwir laden Sie zu einer Beratung über den Masernschutz von {{vorname}} {{nachname}} \
                 ein ({{rechtsgrundlage}}). Bitte melden Sie sich bis zum {{frist}}.\n\nMit freundlichen \
                 Grüßen\n{{sachbearbeitung}}",
            ),
            letter(
                "untersuchung",
                "Ärztliche Untersuchung",
                "Guten Tag,\n\nan dem vorgelegten Nachweis für {{vorname}} {{nachname}} bestehen Zweifel. Wir \
                 ordnen eine ärztliche Untersuchung an ({{rechtsgrundlage}}). Legen Sie das Ergebnis bis zum \
                 {{frist}} vor.\n\n{{begruendung}}\n\nMit freundlichen Grüßen\n{{sachbearbeitung}}",
            ),
            letter(
                "verbot",
                "Verbot, die Einrichtung zu betreten",
                "Guten Tag,\n\nfür {{vorname}} {{nachname}} wurde der Nachweis zum Masernschutz nicht vorgelegt. Wir \
                 untersagen, die Einrichtung {{einrichtung}} zu betreten oder dort tätig zu sein \
                 ({{rechtsgrundlage}}).\n\n{{begruendung}}\n\nMit freundlichen Grüßen\n{{sachbearbeitung}}",
            ),
            letter(
                "geldbusse",
                "Zwangsgeld",
                "Guten Tag,\n\nder Nachweis zum Masernschutz für {{vorname}} {{nachname}} fehlt weiterhin \
                 ({{rechtsgrundlage}}).\n\n{{begruendung}}\n\nBitte zahlen Sie bis zum {{frist}}.\n\nMit \
                 freundlichen Grüßen\n{{sachbearbeitung}}",
            ),
        ],
        reasons: vec![
            reason("nachweis", "Nachweis vorgelegt", 6),
            reason("verlassen", "Einrichtung verlassen", 12),
            reason(
                "kontraindikation",
                "Dauerhafter Grund gegen die Impfung",
                12,
            ),
            reason("irrtum", "Meldung war ein Irrtum", 1),
            reason("massnahme", "Maßnahme abgeschlossen", 36),
        ],
    }
}

/// Makes and publishes the demo's kind, unless there is one.
pub async fn load_kind(
    app: &App,
    state: OrganisationId,
    collection: CollectionId,
    author: PersonId,
) -> Result<(), Error> {
    if !store::types::of_owner(app.db.read(), state)
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    add_kind(app, &tx, state, measles(Some(collection)), Some(author)).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a kind and publishes it.
pub async fn add_kind(
    app: &App,
    tx: &db::Tx,
    owner: OrganisationId,
    draft: Definition,
    by: Option<PersonId>,
) -> Result<CaseTypeId, Error> {
    let kind = CaseType {
        id: CaseTypeId::new(&*app.clock, &*app.chance),
        owner,
        title: draft.title.clone(),
        draft,
        revision: 1,
        latest: 0,
        retired: false,
    };
    let now = app.clock.now();
    store::types::add(tx, &kind, now).await?;
    store::types::publish(tx, &kind, by, now).await?;
    Ok(kind.id)
}

/// Lets the demo's case worker work on the files that the demo's reports have opened.
pub async fn work(app: &App, worker: PersonId, office: OrganisationId) -> Result<(), Error> {
    let mut files = store::files::newest(app.db.read(), office, 50).await?;
    files.sort_by(|one, other| one.number.cmp(&other.number));
    let mut ids = files.iter().map(|file| file.id);
    if let Some(id) = ids.next() {
        overdue(app, id, worker).await?;
    }
    if let Some(id) = ids.next() {
        asked(app, id, worker).await?;
    }
    if let Some(id) = ids.next() {
        stated(app, id, worker).await?;
    }
    if let Some(id) = ids.next() {
        closed(app, id, worker).await?;
    }
    Ok(())
}

async fn held(app: &App, id: CaseFileId, by: PersonId) -> Result<Deed<'_>, Error> {
    let tx = app.db.begin().await?;
    let file = store::files::find_for_update(&tx, id).await?;
    Ok(Deed::of(app, tx, file.ok_or(Error::NotFound)?, Some(by)))
}

async fn taken(app: &App, id: CaseFileId, by: PersonId) -> Result<Deed<'_>, Error> {
    let mut deed = held(app, id, by).await?;
    let name = directory::person_name(app.db.read(), by).await?;
    assign(&mut deed, Some(by), &name.unwrap_or_default()).await?;
    Ok(deed)
}

/// Its first step should have been done days ago.
async fn overdue(app: &App, id: CaseFileId, by: PersonId) -> Result<(), Error> {
    let deed = taken(app, id, by).await?;
    let today = deed.today();
    for mut step in store::steps::of_file(&deed.tx, id).await? {
        step.due_on = today.saturating_sub(4.days());
        store::steps::save(&deed.tx, &step).await?;
    }
    deed.commit(actions::CASE_WORK, "assigned").await?;
    Ok(())
}

/// The proof was asked for, by a letter if there are fonts to print it.
async fn asked(app: &App, id: CaseFileId, by: PersonId) -> Result<CaseFile, Error> {
    let mut deed = taken(app, id, by).await?;
    let steps = store::steps::of_file(&deed.tx, id).await?;
    if let Some(step) = steps.into_iter().find(|step| step.plan == "pruefen") {
        end_step(&mut deed, step, StepState::Done, Decided::default()).await?;
    }
    let file = deed.commit(actions::CASE_WORK, "step-done").await?;
    let mut deed = held(app, id, by).await?;
    let steps = store::steps::of_file(&deed.tx, id).await?;
    let step = steps.into_iter().find(|step| step.plan == "anforderung");
    let definition = deed.definition().await?;
    let (Some(step), Some(template)) = (step, definition.letter("anforderung")) else {
        return Ok(file);
    };
    let today = deed.today();
    let decided = Decided {
        decided_on: Some(today),
        person_due_on: Some(days_from(today, 28)),
        text: DecisionText {
            legal_basis: "§ 20 Absatz 12 Satz 1 IfSG".to_owned(),
            text: String::new(),
        },
    };
    let person = sealing::person(app, &deed.tx, &deed.file).await?;
    let writer = directory::person_name(app.db.read(), by).await?;
    let facts = letters::facts_of(app, &deed.file, person, writer.unwrap_or_default()).await?;
    let facts = letters::Facts {
        person_due_on: decided.person_due_on,
        legal_basis: decided.text.legal_basis.clone(),
        ..facts
    };
    let text = LetterText::parse(&template.text)
        .map_err(|problems| Error::Internal(format!("the demo's letter: {problems:?}")))?;
    let title = template.title.as_str();
    match letters::write(&mut deed, Some(step.id), (title, &text), &facts).await {
        Ok(Written::Kept) | Err(Error::NotBuilt(_)) => {}
        Ok(Written::Missing(fields)) => {
            return Err(Error::Internal(format!(
                "the demo's letter lacks {fields:?}"
            )));
        }
        Err(error) => return Err(error),
    }
    end_step(&mut deed, step, StepState::Done, decided).await?;
    deed.commit(actions::CASE_WORK, "step-done").await
}

/// The institution says that it is settled.
async fn stated(app: &App, id: CaseFileId, by: PersonId) -> Result<(), Error> {
    asked(app, id, by).await?;
    let mut deed = held(app, id, by).await?;
    let reports = store::reports::of_file(&deed.tx, id).await?;
    let Some(report) = reports.into_iter().next() else {
        return Ok(());
    };
    deed.by = None;
    let statement = Statement {
        id: new_id(app),
        case_file: id,
        submission: report.submission,
        place: report.place,
        institution: report.institution,
        reason: StatementReason::Proof,
        settled_on: deed.today(),
        sealed_note: None,
        state: StatementState::Open,
        sealed_answer: None,
        said_at: app.clock.now(),
        said_by: None,
        answered_at: None,
    };
    store::statements::add(&deed.tx, &statement).await?;
    deed.note(EventKind::Stated, report.receipt, "").await?;
    deed.commit(actions::CASE_SETTLE, "stated").await?;
    Ok(())
}

/// Closed some months ago, so that it is deleted soon.
async fn closed(app: &App, id: CaseFileId, by: PersonId) -> Result<(), Error> {
    let mut deed = taken(app, id, by).await?;
    for step in store::steps::of_file(&deed.tx, id).await? {
        end_step(&mut deed, step, StepState::Dropped, Decided::default()).await?;
    }
    deed.note(EventKind::Closed, "Meldung war ein Irrtum", "")
        .await?;
    deed.close("irrtum", 1);
    deed.file.delete_on = Some(days_from(berlin_date(app.clock.now()), 12));
    deed.commit(actions::CASE_CLOSE, "closed").await?;
    Ok(())
}
