// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of the builder as it is drawn.

use std::collections::HashMap;

use askama::Template;
use form_design::places;
use form_pages::{Fragment, Live, Occasion, RenderInput, Sheet};
use forms::engine::MissingFiles;
use forms::{Column, FormSpec, Item, PeriodKind, QuestionType};
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

use super::super::examples::surroundings;
use super::super::preview::BESIDE;
use super::super::{crumbs, form_path, type_key};
use super::blocks::{self, Offered, OriginView};
use super::findings::{Finding, finding};
use super::rules::{self, COMPARISONS, SCOPES};
use super::settings::{Control, Errors, Look, Section, languages};
use super::tree::{self, Branch, title};
use crate::model::{Draft, Example, Form};
use crate::{files, store};

/// The most questions of a form that is shown whole beside its tree.
const MOST_PREVIEWED: usize = 150;

/// The most questions that are chosen from in a list; of more, one is searched for by typing.
const MOST_CHOSEN: usize = 150;

/// The most findings that are listed at once.
const MOST_FINDINGS: usize = 50;

/// What can be added, in the order in which it is offered.
const KINDS: [QuestionType; 20] = [
    QuestionType::Text,
    QuestionType::Integer,
    QuestionType::Decimal,
    QuestionType::Boolean,
    QuestionType::SelectOne,
    QuestionType::SelectMany,
    QuestionType::Date,
    QuestionType::Time,
    QuestionType::DateTime,
    QuestionType::Note,
    QuestionType::Calculated,
    QuestionType::Range,
    QuestionType::Rank,
    QuestionType::Acknowledge,
    QuestionType::Image,
    QuestionType::File,
    QuestionType::Audio,
    QuestionType::Geopoint,
    QuestionType::Barcode,
    QuestionType::Hidden,
];

#[derive(Template)]
#[template(path = "library/build.html")]
struct BuildPage {
    page: Page,
    action: String,
    back: String,
    chosen: String,
    /// The hash of the draft that is shown.
    stand: String,
    /// What is chosen, in words.
    heading: String,
    kind: String,
    is_container: bool,
    said: String,
    conflict: String,
    can_undo: bool,
    can_redo: bool,
    tree: Vec<Branch>,
    kinds: Vec<(&'static str, String)>,
    /// The blocks that can be put in.
    offered: Offered,
    /// The block that the chosen thing comes from.
    origin: Option<OriginView>,
    /// What the chosen thing would be called as a block.
    block_title: String,
    sections: Vec<Section>,
    list: Option<ListView>,
    fields: Vec<(String, String)>,
    /// What a value of a condition can be beside what is typed.
    values: Vec<(String, String)>,
    findings: Vec<Finding>,
    finding_count: usize,
    preview: Option<Fragment>,
    /// Identifiers and names of the examples that the preview can be filled with.
    examples: Vec<(String, String)>,
    /// The one that it is filled with.
    example: String,
}

impl BuildPage {
    /// A page below that of the form.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.back)
    }

    fn item_link(&self, path: &str) -> String {
        tree::href(&self.action, path)
    }

    fn list_link(&self, list: &str) -> String {
        format!("{}/listen?liste={}", self.back, encode_component(list))
    }

    fn try_link(&self, field: &str) -> String {
        let chosen = encode_component(&self.chosen);
        format!("{}/formel?frage={chosen}&feld={field}", self.back)
    }

    fn preview_link(&self) -> String {
        format!("{}/ansehen", self.back)
    }
}

/// The words for what a condition looks at.
pub(in crate::pages) fn scope_key(scope: &str) -> String {
    match scope {
        "" => "library-build-scope-answer".to_owned(),
        scope => format!("library-build-scope-{scope}"),
    }
}

/// The words for how an answer stands to a value.
pub(in crate::pages) fn comparison_key(comparison: &str) -> String {
    format!("library-build-comparison-{comparison}")
}

/// The list of choices of the question that is chosen.
struct ListView {
    name: String,
    /// Labels of the other questions that use it.
    shared: Vec<String>,
    languages: Vec<(String, String)>,
    choices: Vec<ChoiceView>,
}

struct ChoiceView {
    index: usize,
    code: String,
    labels: Vec<(String, String)>,
}

/// What is shown.
pub(super) struct Shown<'a> {
    pub(super) spec: &'a FormSpec,
    pub(super) spec_hash: &'a str,
    pub(super) chosen: &'a str,
    /// The example that the preview is filled with.
    pub(super) example: &'a str,
    pub(super) said: String,
    pub(super) conflict: String,
    pub(super) posted: Option<&'a Fields>,
    pub(super) errors: Errors,
}

impl<'a> Shown<'a> {
    /// The draft as it is stored.
    pub(super) fn of(draft: &'a Draft, chosen: &'a str, example: &'a str) -> Self {
        Self {
            example,
            spec: &draft.spec,
            spec_hash: &draft.spec_hash,
            chosen,
            said: String::new(),
            conflict: String::new(),
            posted: None,
            errors: Errors::new(),
        }
    }
}

pub(super) async fn show(
    app: &App,
    context: &Context,
    form: &Form,
    shown: Shown<'_>,
) -> Result<String, Error> {
    let conn = app.db.read();
    let (spec, chosen) = (shown.spec, shown.chosen);
    let tag = context.lang().tag();
    let heading_of_page = context.t("library-build-title");
    let action = format!("{}/bauen", form_path(form.id));
    let compiled = if is_previewed(spec) {
        let compiled = files::compiled(conn, form.id, spec, MissingFiles::Empty).await?;
        compiled.ok()
    } else {
        None
    };
    let lints = form_design::lint_quickly(spec);
    let mut counts: HashMap<String, usize> = HashMap::new();
    for lint in &lints {
        if lint.spot.column != Column::Choices {
            *counts.entry(lint.spot.path.clone()).or_default() += 1;
        }
    }
    let item = places::item(spec, chosen).ok();
    let (heading, kind) = match item {
        Some(Item::Question(question)) => (
            title(&question.label, &question.name, tag),
            context.t(&type_key(question.kind.name())),
        ),
        Some(Item::Group(group)) => (
            title(&group.label, &group.name, tag),
            context.t("library-build-group"),
        ),
        Some(Item::Repeat(repeat)) => (
            title(&repeat.label, &repeat.name, tag),
            context.t("library-build-repeat"),
        ),
        None => (
            spec.title.get(tag).to_owned(),
            context.t("library-build-form"),
        ),
    };
    let look = Look {
        context,
        spec,
        path: if item.is_some() { chosen } else { "" },
        posted: shown.posted,
        errors: &shown.errors,
    };
    let path = form_path(form.id);
    let examples = store::examples(conn, form.id).await?;
    let example = examples
        .iter()
        .find(|one| one.id.to_string() == shown.example);
    let preview = match &compiled {
        Some(compiled) => preview(app, context, (compiled, &path), chosen, example)?,
        None => None,
    };
    let mut fields = Vec::new();
    places::walk(&spec.items, "", &mut |path, item| {
        let label = match item {
            Item::Question(question) if question.kind == QuestionType::Note => return,
            Item::Question(question) => &question.label,
            Item::Group(_) => return,
            Item::Repeat(repeat) => &repeat.label,
        };
        let label = title(label, item.name(), tag);
        fields.push((path.to_owned(), label));
    });
    let values = values(context, spec, &fields);
    let person = context.person()?;
    let last = store::last_step(conn, form.id, shown.spec_hash).await?;
    let undone = store::undone_step(conn, form.id, shown.spec_hash).await?;
    let page = BuildPage {
        page: context.page(
            &heading_of_page,
            crumbs(context, form, &heading_of_page, &action),
        ),
        back: form_path(form.id),
        chosen: look.path.to_owned(),
        stand: shown.spec_hash.to_owned(),
        heading,
        kind,
        is_container: matches!(item, Some(Item::Group(_) | Item::Repeat(_))),
        said: shown.said,
        conflict: shown.conflict,
        can_undo: last.is_some_and(|step| step.person == person),
        can_redo: undone.is_some_and(|step| step.person == person),
        tree: tree::branches(context, spec, &action, chosen, &counts),
        offered: blocks::offered(app, context, form, look.path).await?,
        origin: blocks::origin(app, context, form, spec, look.path).await?,
        block_title: item.map_or(String::new(), |item| blocks::proposed_title(context, item)),
        kinds: KINDS
            .iter()
            .map(|kind| (kind.name(), context.t(&type_key(kind.name()))))
            .collect(),
        sections: look.sections(),
        list: item.and_then(|item| list_of(context, spec, item)),
        fields,
        values,
        findings: lints
            .iter()
            .take(MOST_FINDINGS)
            .map(|lint| finding(context, spec, &action, lint))
            .collect(),
        finding_count: lints.len(),
        preview,
        example: example.map_or(String::new(), |one| one.id.to_string()),
        examples: examples
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        action,
    };
    Ok(render(&page)?.0)
}

/// Other answers, the report before and the day of filling, as they are written into a condition.
fn values(
    context: &Context,
    spec: &FormSpec,
    fields: &[(String, String)],
) -> Vec<(String, String)> {
    let mut values = Vec::new();
    // What is called like nothing else is called by its name, as `rules::name_of` does for one thing.
    let mut namesakes: HashMap<&str, usize> = HashMap::new();
    places::walk(&spec.items, "", &mut |_, item| {
        *namesakes.entry(item.name()).or_default() += 1;
    });
    let known = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_alone = namesakes.get(name) == Some(&1);
        if is_alone { name } else { path }.to_owned()
    };
    for (path, label) in fields.iter().take(MOST_CHOSEN) {
        values.push((format!("${{{}}}", known(path)), label.clone()));
    }
    if spec.period != PeriodKind::Event {
        for (path, label) in fields.iter().take(MOST_CHOSEN) {
            let text = context.t_with("library-build-before", &[("name", label.as_str().into())]);
            values.push((format!("{}{})", rules::BEFORE, known(path)), text));
        }
    }
    values.push(("heute".to_owned(), context.t("library-build-today")));
    values
}

fn is_in_pages(spec: &FormSpec) -> bool {
    spec.settings.style.contains("pages")
}

/// Whether the form can be shown beside its tree. A form compiled has as many questions or more: one
/// that is too long is not compiled at every step.
fn is_previewed(spec: &FormSpec) -> bool {
    is_in_pages(spec) || spec.questions().len() <= MOST_PREVIEWED
}

/// The form beside its tree, as those who report will see it: the page of the form on which the
/// chosen thing is. Nothing for a long form that is asked on one page.
fn preview(
    app: &App,
    context: &Context,
    (form, path): (&forms::CompiledForm, &str),
    chosen: &str,
    example: Option<&Example>,
) -> Result<Option<Fragment>, Error> {
    if !is_in_pages(form.spec()) && form.fields().len() > MOST_PREVIEWED {
        return Ok(None);
    }
    let engine = surroundings(app, form.spec());
    let sheet = match example {
        Some(example) => Sheet::open(form, &example.answers, &engine),
        None => Sheet::begin(form, &engine),
    };
    let mut sheet = sheet.map_err(Error::internal)?;
    if is_in_pages(form.spec()) {
        sheet.turn_to_question(chosen);
    }
    let lang = context.lang();
    let url = format!("{path}/ansehen/pruefen?sprache={lang}&neben=1");
    let media = format!("{path}/dateien/");
    let input = RenderInput {
        id_prefix: BESIDE,
        live: Some(Live {
            url: &url,
            nonce: context.nonce(),
        }),
        media: Some(&media),
        ..RenderInput::new(&sheet, context.lang(), Occasion::Opened)
    };
    Ok(Some(form_pages::render(&input)))
}

fn list_of(context: &Context, spec: &FormSpec, item: &Item) -> Option<ListView> {
    let Item::Question(question) = item else {
        return None;
    };
    let name = question
        .choices
        .as_ref()
        .filter(|_| question.kind.is_select())?;
    let choices = spec.choices.get(name)?;
    let tag = context.lang().tag();
    let languages = languages(spec);
    Some(ListView {
        shared: spec
            .questions()
            .into_iter()
            .filter(|(_, other)| other.choices.as_ref() == Some(name))
            .filter(|(_, other)| other.name != question.name)
            .map(|(_, other)| title(&other.label, &other.name, tag))
            .collect(),
        choices: choices
            .iter()
            .enumerate()
            .map(|(index, choice)| ChoiceView {
                index,
                code: choice.code.clone(),
                labels: languages
                    .iter()
                    .map(|(tag, _)| {
                        let text = choice.label.0.get(tag).cloned();
                        (tag.clone(), text.unwrap_or_default())
                    })
                    .collect(),
            })
            .collect(),
        name: name.clone(),
        languages,
    })
}
