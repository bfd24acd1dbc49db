// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of entities: those that the forms of a project speak of, and those that people make.

use std::collections::BTreeMap;
use std::sync::Arc;

use forms::{Field, FormSpec, Question, QuestionType};
use jiff::Timestamp;
use kernel::Lang;
use web::{App, Context, Error};

use crate::changing::entry;
use crate::model::{List, Project};
use crate::ready::Ready;
use crate::{actions, ready, store};

/// The most characters of the name of a list or property.
const LONGEST: usize = 64;

/// Why a list or property cannot be called like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadName {
    /// There is one.
    Taken,
    /// Forms could not speak of it.
    Unfit,
}

/// Whether forms can speak of a list or property by this name.
fn is_name(name: &str, is_list: bool) -> bool {
    forms::is_entity_name(name, is_list) && name.chars().count() <= LONGEST
}

/// What a form says of lists: each with the properties that the form writes.
pub(crate) fn lists_in(spec: &FormSpec) -> Vec<(String, Vec<String>)> {
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    let updated = spec.entities.iter().map(|entity| entity.list.as_str());
    for name in updated.chain(spec.lists_of_entities()) {
        if !lists.iter().any(|(known, _)| known == name) {
            lists.push((name.to_owned(), Vec::new()));
        }
    }
    for (_, question) in spec.questions() {
        let Some((list, property)) = saved(spec, question) else {
            continue;
        };
        if let Some((_, properties)) = lists.iter_mut().find(|(name, _)| name == list)
            && !properties.iter().any(|known| known == property)
        {
            properties.push(property.to_owned());
        }
    }
    lists
}

/// Adds the lists and properties that a form speaks of and the project does not have.
pub(crate) async fn ensure(
    tx: &db::Tx,
    project: i64,
    spec: &FormSpec,
    at: Timestamp,
) -> Result<(), Error> {
    for (name, properties) in lists_in(spec) {
        store::lists::add(tx, project, (&name, false), at).await?;
        for property in &properties {
            store::lists::add_property(tx, project, (&name, property), at).await?;
        }
    }
    Ok(())
}

/// Whether all lists and properties that a form speaks of are there.
fn has_all(lists: &[List], spec: &FormSpec) -> bool {
    lists_in(spec).iter().all(|(name, properties)| {
        lists
            .iter()
            .find(|list| list.name == *name)
            .is_some_and(|list| properties.iter().all(|property| list.has(property)))
    })
}

/// The lists of a project, with those that its forms speak of since they were last published.
pub(crate) async fn of_project(app: &App, project: &Project) -> Result<Vec<List>, Error> {
    let conn = app.db.read();
    let lists = store::lists::of_project(conn, project.id).await?;
    let mut missing = Vec::new();
    for form in store::forms::of_project(conn, project.id).await? {
        let versions = ready::versions(conn, form.form).await?;
        if let Some(version) = ready::offered(&versions)
            && !has_all(&lists, &version.ready.spec)
        {
            missing.push(version.clone());
        }
    }
    if missing.is_empty() {
        return Ok(lists);
    }
    let tx = app.db.begin().await?;
    for version in missing {
        ensure(&tx, project.id, &version.ready.spec, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(store::lists::of_project(app.db.read(), project.id).await?)
}

/// A list of a project.
pub(crate) async fn find(app: &App, project: &Project, name: &str) -> Result<Option<List>, Error> {
    let lists = of_project(app, project).await?;
    Ok(lists.into_iter().find(|list| list.name == name))
}

/// A form that makes or changes the entities of a list.
pub(crate) struct Writer {
    /// Its identifier.
    pub(crate) xml_form_id: String,
    /// The properties that it writes.
    pub(crate) properties: Vec<String>,
}

/// The forms of a project that make or change the entities of a list, by identifier.
pub(crate) async fn writers(
    app: &App,
    project: &Project,
    list: &str,
) -> Result<Vec<Writer>, Error> {
    let conn = app.db.read();
    let mut writers = Vec::new();
    for form in store::forms::of_project(conn, project.id).await? {
        let versions = ready::versions(conn, form.form).await?;
        let Some(version) = ready::offered(&versions) else {
            continue;
        };
        let spec = &version.ready.spec;
        if spec.entities.iter().any(|entity| entity.list == list) {
            let named = lists_in(spec).into_iter().find(|(name, _)| name == list);
            writers.push(Writer {
                xml_form_id: form.xml_form_id,
                properties: named.map_or_else(Vec::new, |(_, properties)| properties),
            });
        }
    }
    Ok(writers)
}

/// The identifiers of forms in one line.
pub(crate) fn in_line(writers: &[Writer]) -> String {
    let names: Vec<&str> = writers.iter().map(|one| one.xml_form_id.as_str()).collect();
    names.join(", ")
}

/// What forms say of a property: the question whose answer it keeps.
pub(crate) struct Word {
    ready: Arc<Ready>,
    path: String,
}

impl Word {
    fn question(&self) -> Option<&Field> {
        self.ready.compiled.field(&self.path)
    }

    /// What is asked; empty if nothing is.
    pub(crate) fn label(&self, lang: Lang) -> String {
        let label = self
            .question()
            .map(|field| field.question.label.get(lang.tag()));
        label.map_or(String::new(), form_pages::plain_text)
    }

    /// A value as people read it.
    pub(crate) fn shown(&self, value: &str, lang: Lang) -> String {
        match self.question() {
            Some(field) => self.ready.compiled.display(field, value, lang.tag()),
            None => value.to_owned(),
        }
    }

    /// What can be chosen: codes and what they say; empty if the value is written.
    pub(crate) fn choices(&self, lang: Lang) -> Vec<(String, String)> {
        let Some(field) = self.question() else {
            return Vec::new();
        };
        if field.question.kind != QuestionType::SelectOne {
            return Vec::new();
        }
        let choices = self.ready.compiled.choices(field).iter();
        choices
            .map(|choice| (choice.code.clone(), choice.label.get(lang.tag()).to_owned()))
            .collect()
    }

    /// Whether it is a day.
    pub(crate) fn is_day(&self) -> bool {
        let field = self.question();
        field.is_some_and(|field| field.question.kind == QuestionType::Date)
    }
}

/// What the forms of a project say of the properties of a list.
pub(crate) async fn words(
    app: &App,
    project: &Project,
    list: &List,
) -> Result<BTreeMap<String, Word>, Error> {
    let conn = app.db.read();
    let mut words = BTreeMap::new();
    for form in store::forms::of_project(conn, project.id).await? {
        let versions = ready::versions(conn, form.form).await?;
        let Some(version) = ready::offered(&versions) else {
            continue;
        };
        let spec = &version.ready.spec;
        for (path, question) in spec.questions() {
            let Some((name, property)) = saved(spec, question) else {
                continue;
            };
            if name == list.name && !words.contains_key(property) {
                let ready = Arc::clone(&version.ready);
                words.insert(property.to_owned(), Word { ready, path });
            }
        }
    }
    Ok(words)
}

/// The list and property in which the answer to a question is kept.
fn saved<'a>(spec: &'a FormSpec, question: &'a Question) -> Option<(&'a str, &'a str)> {
    let save_to = question.save_to.as_ref()?;
    match (save_to.split_once('#'), spec.entities.as_slice()) {
        (Some(parts), _) => Some(parts),
        (None, [entity]) => Some((entity.list.as_str(), save_to.as_str())),
        (None, _) => None,
    }
}

/// Makes a list.
pub(crate) async fn add(
    app: &App,
    context: &Context,
    project: &Project,
    (name, approval_required): (&str, bool),
) -> Result<Result<(), BadName>, Error> {
    if !is_name(name, true) {
        return Ok(Err(BadName::Unfit));
    }
    let tx = app.db.begin().await?;
    if !store::lists::add(&tx, project.id, (name, approval_required), app.clock.now()).await? {
        tx.rollback().await?;
        return Ok(Err(BadName::Taken));
    }
    note(app, &tx, context, project, "list-made").await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Adds a property to a list.
pub(crate) async fn add_property(
    app: &App,
    context: &Context,
    project: &Project,
    (list, name): (&List, &str),
) -> Result<Result<(), BadName>, Error> {
    if !is_name(name, false) {
        return Ok(Err(BadName::Unfit));
    }
    let tx = app.db.begin().await?;
    let added = (list.name.as_str(), name);
    if !store::lists::add_property(&tx, project.id, added, app.clock.now()).await? {
        tx.rollback().await?;
        return Ok(Err(BadName::Taken));
    }
    note(app, &tx, context, project, "property-added").await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Says whether records wait for approval before they make or change entities of a list.
pub(crate) async fn set_approval(
    app: &App,
    context: &Context,
    project: &Project,
    (list, approval_required): (&List, bool),
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let set = (list.name.as_str(), approval_required);
    store::lists::set_approval(&tx, project.id, set).await?;
    note(app, &tx, context, project, "list-changed").await?;
    tx.commit().await?;
    Ok(())
}

async fn note(
    app: &App,
    tx: &db::Tx,
    context: &Context,
    project: &Project,
    what: &'static str,
) -> Result<(), Error> {
    let person = context.person()?;
    let entry = entry(project, person, actions::PROJECT_MANAGE, what, 0);
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}
