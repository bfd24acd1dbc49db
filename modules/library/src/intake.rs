// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a workbook to a draft: reading, creating a form, replacing a draft.

use std::sync::OnceLock;

use forms::xlsform::{self, XlsProblem};
use forms::{FormSpec, convert};
use jiff::Timestamp;
use kernel::{Action, FormId, FormVersionId, Lang, Localized, OrganisationId, PersonId};
use web::{App, Error};

use crate::classes::{self, CarriedOver};
use crate::model::{Deed, Form, Owner};
use crate::{actions, files, store};

/// A form that is shipped.
#[derive(Debug)]
pub(crate) struct Offered {
    pub(crate) key: &'static str,
    pub(crate) title: Localized,
    pub(crate) about: Localized,
    /// Whether experts have still to confirm it.
    pub(crate) is_unconfirmed: bool,
    file_name: &'static str,
    tables: &'static str,
}

/// The weekly ARE report of a Kita.
pub(crate) const ARE: &str = "are-sentinel-kita";

/// The name of the template for yearly figures about hygiene.
pub(crate) const HYGIENE: &str = "hygiene-kennzahlen";

/// Notifications about people without sufficient measles protection.
pub(crate) const MEASLES: &str = "masernschutz-meldung";

/// A visit to a facility, with every kind of question, asked in steps.
pub(crate) const VISIT: &str = "begehung-muster";

/// All that are shipped.
pub(crate) fn offered() -> &'static [Offered] {
    static OFFERED: OnceLock<Vec<Offered>> = OnceLock::new();
    OFFERED.get_or_init(|| {
        let shipped = form_templates::templates().iter();
        let shipped = shipped.map(|one| (one.id, one.file_name, one.tables));
        let visit = (
            VISIT,
            "begehung-muster.md",
            include_str!("../forms/begehung-muster.md"),
        );
        let all = shipped.chain([visit]);
        all.filter_map(|(key, file_name, tables)| {
            let (spec, _) = xlsform::read(tables.as_bytes(), file_name).ok()?;
            Some(Offered {
                key,
                title: spec.title,
                about: spec.description,
                is_unconfirmed: !spec.review_note.is_empty(),
                file_name,
                tables,
            })
        })
        .collect()
    })
}

/// Reads a template.
pub(crate) async fn read_template(key: &str) -> Result<ReadForm, Error> {
    let template = offered().iter().find(|template| template.key == key);
    let template = template.ok_or(Error::NotFound)?;
    let (name, bytes) = (template.file_name.to_owned(), template.tables.into());
    let mut read = read(name, bytes)
        .await?
        .map_err(|problems| Error::Internal(format!("template: {problems:?}")))?;
    // What can be downloaded is a workbook, as people know it.
    read.source.bytes = xlsform::write(&read.spec).map_err(Error::internal)?;
    read.source.name = format!("{key}.xlsx");
    Ok(read)
}

/// The longest file name that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// A form that was read from a workbook, not yet kept.
#[derive(Debug)]
pub(crate) struct ReadForm {
    pub(crate) spec: FormSpec,
    pub(crate) source: store::Source,
}

/// Why a file is no form.
#[derive(Debug)]
pub(crate) enum Unread {
    /// What is wrong with a table, with the places.
    Table(Vec<XlsProblem>),
    /// What is wrong with a file in another format, in the words of its reader (English).
    File(Vec<String>),
}

/// Reads a form in any format that is told by its name and content, beside the threads that answer
/// requests, since it can take a while.
pub(crate) async fn read(
    file_name: String,
    bytes: Vec<u8>,
) -> Result<Result<ReadForm, Unread>, Error> {
    let file_name = clean_name(&file_name);
    tokio::task::spawn_blocking(move || {
        let (spec, notes) = if convert::is_table(&bytes, &file_name) {
            let read = xlsform::read_fillable(&bytes, &file_name);
            let (spec, warnings) = read.map_err(Unread::Table)?;
            let notes = warnings.iter().map(|warning| {
                let texts = Lang::ALL.map(|lang| {
                    let tag = lang.tag();
                    (tag.to_owned(), warning.message(tag))
                });
                Localized(texts.into())
            });
            (spec, notes.collect())
        } else {
            let opened = convert::open_spec(&bytes, &file_name, &[]);
            let opened = opened.map_err(|problems| {
                Unread::File(problems.iter().map(ToString::to_string).collect())
            })?;
            (usable(opened.spec, &file_name), opened.notes)
        };
        Ok(ReadForm {
            spec,
            source: store::Source {
                name: file_name,
                bytes,
                notes,
            },
        })
    })
    .await
    .map_err(Error::internal)
}

/// A form of another program with an identifier, a title and languages that this one can work with.
fn usable(mut spec: FormSpec, file_name: &str) -> FormSpec {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    if spec.id.trim().is_empty() {
        spec.id = form_design::edit::usable_name(stem);
    }
    if spec.id.is_empty() {
        "formular".clone_into(&mut spec.id);
    }
    if spec.languages.is_empty() {
        spec.languages.push(forms::LEGAL_LANGUAGE.to_owned());
    }
    if spec.title.is_empty() {
        spec.title = Localized::one(&spec.default_language, stem);
    }
    spec
}

/// The name of a file without its folder and without control characters.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect();
    if clean.trim().is_empty() {
        "formular.xlsx".to_owned()
    } else {
        clean
    }
}

/// Who does something when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By {
    pub(crate) person: PersonId,
    pub(crate) at: Timestamp,
}

/// What was done to a form, for its history and for the audit trail.
pub(crate) struct Done {
    pub(crate) form: FormId,
    pub(crate) owner: OrganisationId,
    pub(crate) action: Action,
    pub(crate) deed: Deed,
    /// What [`Deed`] says about it.
    pub(crate) number: i64,
    pub(crate) facts: Vec<(&'static str, audit::Fact)>,
}

/// Notes a deed in the form's history and in the audit trail. Call it last: it locks the chain.
pub(crate) async fn note(app: &App, tx: &db::Tx, by: By, done: Done) -> Result<(), Error> {
    let id = FormId::new(app.clock.as_ref(), app.chance.as_ref()).uuid();
    let what = (done.deed, done.number);
    // Many small steps of one person are one line.
    if done.deed != Deed::Edited || !store::ends_with(tx, done.form, by.person, done.deed).await? {
        store::note(tx, id, done.form, (by.person, by.at), what).await?;
    }
    let mut facts = done.facts;
    facts.push(("deed", done.deed.name().into()));
    let entry = audit::Entry {
        chain: done.owner.uuid(),
        actor: Some(by.person),
        action: done.action,
        subject: audit::Subject::new("form", done.form),
        facts,
    };
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}

/// The hash of a definition as a fact for the audit trail.
pub(crate) fn digest(spec_hash: &str) -> Result<audit::Fact, Error> {
    let mut digest = [0; 32];
    hex::decode_to_slice(spec_hash, &mut digest).map_err(Error::internal)?;
    Ok(digest.into())
}

/// Creates a form with its first draft. `Err` is the form that has this identifier already.
pub(crate) async fn create(
    app: &App,
    owner: Owner,
    by: By,
    read: ReadForm,
) -> Result<Result<FormId, Form>, Error> {
    add(app, owner, by, read, None).await
}

/// Creates a form out of a version of another one, with its files.
pub(crate) async fn create_copy(
    app: &App,
    owner: Owner,
    by: By,
    read: ReadForm,
    origin: (FormId, FormVersionId),
) -> Result<Result<FormId, Form>, Error> {
    add(app, owner, by, read, Some(origin)).await
}

async fn add(
    app: &App,
    owner: Owner,
    by: By,
    read: ReadForm,
    origin: Option<(FormId, FormVersionId)>,
) -> Result<Result<FormId, Form>, Error> {
    let id = FormId::new(app.clock.as_ref(), app.chance.as_ref());
    let is_empty = read.source.bytes.is_empty();
    let tx = app.db.begin().await?;
    if !store::add_form(&tx, id, owner, &read.spec, by.at).await? {
        let form = store::form_by_key(&tx, owner.id, &read.spec.id).await?;
        tx.rollback().await?;
        return Ok(Err(form.ok_or(Error::NotFound)?));
    }
    store::add_draft(&tx, id, &read.spec, read.source, by.person, by.at).await?;
    if let Some((form, version)) = origin {
        store::set_origin(&tx, id, version).await?;
        for file in read.spec.files.values() {
            let content = files::content(&tx, form, &file.sha256).await?;
            store::add_content(&tx, id, &file.sha256, content).await?;
        }
    }
    let deed = match origin {
        Some(_) => Deed::Copied,
        None if is_empty => Deed::Begun,
        None => Deed::Created,
    };
    let done = Done {
        form: id,
        owner: owner.id,
        action: actions::FORM_EDIT,
        deed,
        number: 0,
        facts: vec![("spec", digest(&read.spec.hash())?)],
    };
    note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// Why a draft was not replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReplaceRefusal {
    /// The workbook is that of another form; its identifier.
    OtherForm(String),
    /// Somebody else changed the draft meanwhile.
    Outdated,
}

/// Replaces a draft that was seen at `revision`, and keeps its privacy classes.
pub(crate) async fn replace(
    app: &App,
    form: &Form,
    revision: i64,
    by: By,
    mut read: ReadForm,
) -> Result<Result<CarriedOver, ReplaceRefusal>, Error> {
    if read.spec.id != form.key {
        return Ok(Err(ReplaceRefusal::OtherForm(read.spec.id)));
    }
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    if draft.revision != revision {
        tx.rollback().await?;
        return Ok(Err(ReplaceRefusal::Outdated));
    }
    store::keep_replaced(&tx, form.id).await?;
    store::forget_proposal(&tx, form.id, by.person).await?;
    files::carry_over(&draft.spec, &mut read.spec);
    let carried = classes::carry_over(&draft.spec, &mut read.spec);
    read.source.notes.extend(
        carried
            .differing
            .iter()
            .map(|(path, class)| differing(app, &read.spec, path, class.name())),
    );
    let hash = read.spec.hash();
    store::change_draft(&tx, form.id, (&read.spec, &hash), by.person, by.at).await?;
    store::change_source(&tx, form.id, read.source).await?;
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed: Deed::Replaced,
        number: 0,
        facts: vec![
            ("spec", digest(&hash)?),
            ("added", carried.added.into()),
            ("removed", carried.removed.into()),
        ],
    };
    note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(Ok(carried))
}

/// Gives the draft another name of its version.
pub(crate) async fn rename_version(
    app: &App,
    form: &Form,
    by: By,
    version: String,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id).await?;
    let mut spec = draft.ok_or(Error::NotFound)?.spec;
    spec.version = version;
    let hash = spec.hash();
    store::change_draft(&tx, form.id, (&spec, &hash), by.person, by.at).await?;
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed: Deed::Edited,
        number: 0,
        facts: vec![("spec", digest(&hash)?)],
    };
    note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings the draft back that was replaced last, in place of the one that was seen at `revision`.
pub(crate) async fn bring_back(
    app: &App,
    form: &Form,
    revision: i64,
    by: By,
) -> Result<Result<(), ReplaceRefusal>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let earlier = store::replaced(&tx, form.id).await?;
    if draft.revision != revision {
        tx.rollback().await?;
        return Ok(Err(ReplaceRefusal::Outdated));
    }
    let earlier = earlier.ok_or(Error::NotFound)?;
    let hash = earlier.spec.hash();
    store::change_draft(&tx, form.id, (&earlier.spec, &hash), by.person, by.at).await?;
    store::change_source(&tx, form.id, earlier.source).await?;
    store::forget_replaced(&tx, form.id).await?;
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed: Deed::BroughtBack,
        number: 0,
        facts: vec![("spec", digest(&hash)?)],
    };
    note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Says that a class of the workbook was not taken.
fn differing(app: &App, spec: &FormSpec, path: &str, workbook: &'static str) -> Localized {
    let draft = spec
        .questions()
        .into_iter()
        .find(|(known, _)| known == path)
        .and_then(|(_, question)| question.privacy)
        .map_or("", forms::PrivacyClass::name);
    let texts = Lang::ALL.map(|lang| {
        let class = |name: &str| {
            let key = format!("library-class-{name}");
            app.catalog.text(lang, &key, &[])
        };
        let arguments = [
            ("path", path.into()),
            ("workbook", class(workbook).into()),
            ("draft", class(draft).into()),
        ];
        let text = app
            .catalog
            .text(lang, "library-note-class-stays", &arguments);
        (lang.tag().to_owned(), text)
    });
    Localized(texts.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_no_folder_and_no_control_characters() {
        assert_eq!(clean_name("C:\\Formulare\\are\n.xlsx"), "are.xlsx");
        assert_eq!(clean_name("../../etc/are.xlsx"), "are.xlsx");
        assert_eq!(clean_name("/"), "formular.xlsx");
        assert_eq!(clean_name(&"ä".repeat(300)).chars().count(), LONGEST_NAME);
    }
}
