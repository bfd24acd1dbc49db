// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All texts of a form side by side in its languages, with what is missing.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_design::edit::{Edit, Property, Setting, Translation, translations};
use forms::FormSpec;
use serde::{Deserialize, Serialize};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::build::{field_of, href, languages, refusal_text};
use super::upload::by;
use super::{crumbs, draft_for, form_path};
use crate::actions;
use crate::build::{self, Wish};
use crate::model::Draft;

/// How many texts one page has.
const PER_PAGE: usize = 40;

/// The languages that are offered, as ISO 639-1 tags.
const OFFERED: [&str; 14] = [
    "de", "en", "ar", "bg", "es", "fa", "fr", "it", "ku", "pl", "ro", "ru", "tr", "uk",
];

/// What the speakers of a language call it.
fn own_name(context: &Context, tag: &str) -> String {
    context.t(&format!("library-translations-own-{tag}"))
}

#[derive(Deserialize, Serialize, Default, Clone)]
#[serde(default)]
pub(crate) struct TranslationsQuery {
    /// `fehlt`: only texts that are missing in a language.
    nur: String,
    seite: Option<u32>,
}

#[derive(Template)]
#[template(path = "library/translations.html")]
struct TranslationsPage {
    page: Page,
    action: String,
    back: String,
    stand: String,
    error: String,
    languages: Vec<Language>,
    offered: Vec<(&'static str, String)>,
    only_missing: bool,
    rows: Vec<Row>,
    number: u32,
    pages: u32,
    pager: String,
}

struct Language {
    tag: String,
    name: String,
    missing: usize,
    is_default: bool,
}

struct Row {
    /// Which text, as the page posts it.
    key: String,
    kind: String,
    place: String,
    href: String,
    cells: Vec<Cell>,
}

struct Cell {
    tag: String,
    name: String,
    text: String,
    is_missing: bool,
}

fn key(translation: &Translation) -> String {
    let first = translation.properties.first().map(|(_, property)| property);
    serde_json::to_string(&(&translation.path, first)).unwrap_or_default()
}

fn kind(context: &Context, property: Option<&Property>) -> String {
    match property {
        Some(Property::ChoiceLabel { list, index, .. }) => context.t_with(
            "library-translations-choice",
            &[
                ("list", list.as_str().into()),
                ("number", (index + 1).into()),
            ],
        ),
        Some(property) => {
            let field = field_of(property);
            let base = field.split('.').next().unwrap_or_default();
            context.t(&format!("library-build-field-{base}"))
        }
        None => String::new(),
    }
}

fn lacks(translation: &Translation, tag: &str) -> bool {
    translation.text.0.get(tag).is_none_or(String::is_empty)
}

fn rows(context: &Context, spec: &FormSpec, action: &str, all: &[Translation]) -> Vec<Row> {
    let languages = languages(spec);
    all.iter()
        .map(|translation| {
            let property = translation.properties.first().map(|(_, property)| property);
            Row {
                key: key(translation),
                kind: kind(context, property),
                place: translation.path.clone(),
                href: href(action, &translation.path),
                cells: languages
                    .iter()
                    .map(|(tag, name)| Cell {
                        text: translation.text.0.get(tag).cloned().unwrap_or_default(),
                        is_missing: lacks(translation, tag),
                        tag: tag.clone(),
                        name: name.clone(),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn path_of(form: &crate::model::Form) -> String {
    format!("{}/uebersetzungen", form_path(form.id))
}

fn show(
    context: &Context,
    form: &crate::model::Form,
    draft: &Draft,
    query: &TranslationsQuery,
    error: String,
) -> Result<String, Error> {
    let spec = &draft.spec;
    let mut all = translations(spec);
    let named = languages(spec);
    let counted = named.iter().map(|(tag, name)| Language {
        missing: all.iter().filter(|one| lacks(one, tag)).count(),
        is_default: *tag == spec.default_language,
        tag: tag.clone(),
        name: name.clone(),
    });
    let counted: Vec<Language> = counted.collect();
    let only_missing = query.nur == "fehlt";
    if only_missing {
        all.retain(|one| named.iter().any(|(tag, _)| lacks(one, tag)));
    }
    let pages = u32::try_from(all.len().div_ceil(PER_PAGE))
        .unwrap_or(1)
        .max(1);
    let number = query.seite.unwrap_or(1).clamp(1, pages);
    let first = (number as usize - 1) * PER_PAGE;
    let shown = all.iter().skip(first).take(PER_PAGE).cloned();
    let shown: Vec<Translation> = shown.collect();
    let title = context.t("library-translations-title");
    let action = path_of(form);
    let back = format!("{}/bauen", form_path(form.id));
    let page = TranslationsPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        stand: draft.spec_hash.clone(),
        error,
        offered: OFFERED
            .into_iter()
            .filter(|tag| !spec.languages.iter().any(|known| known == tag))
            .map(|tag| (tag, own_name(context, tag)))
            .collect(),
        languages: counted,
        only_missing,
        rows: rows(context, spec, &back, &shown),
        number,
        pages,
        pager: format!(
            "{action}?nur={}&seite=",
            if only_missing { "fehlt" } else { "" }
        ),
        back,
        action,
    };
    Ok(render(&page)?.0)
}

/// The texts.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<TranslationsQuery>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let html = show(&context, &form, &draft, &query, String::new())?;
    Ok(axum::response::Html(html).into_response())
}

/// What was posted, as changes.
fn wishes(context: &Context, spec: &FormSpec, fields: &Fields) -> Vec<Wish> {
    let (deed, about) = fields.text("tun").split_once(':').unwrap_or_default();
    let about = if about.is_empty() {
        fields.text("neu")
    } else {
        about
    };
    match deed {
        "sprache" => {
            let mut edits = vec![Edit::AddLanguage {
                tag: about.to_owned(),
            }];
            if OFFERED.contains(&about) {
                let name = own_name(context, about);
                edits.push(Edit::Write {
                    path: String::new(),
                    property: Property::LanguageName(about.to_owned()),
                    text: Some(format!("{name} ({about})")),
                });
            }
            return vec![Wish::plain(Edit::Several { edits })];
        }
        "ohne" => {
            return vec![Wish::plain(Edit::RemoveLanguage {
                tag: about.to_owned(),
            })];
        }
        "vorgabe" => {
            return vec![Wish::plain(Edit::Set {
                path: String::new(),
                setting: Setting::DefaultLanguage(about.to_owned()),
            })];
        }
        _ => {}
    }
    let all = translations(spec);
    let mut wishes = Vec::new();
    for index in 0..PER_PAGE {
        let posted = fields.text(&format!("ort.{index}"));
        let Some(translation) = all.iter().find(|one| key(one) == posted) else {
            continue;
        };
        for (tag, property) in &translation.properties {
            let name = format!("text.{index}.{tag}");
            let (seen, typed) = (
                fields.text(&format!("alt:{name}")).trim(),
                fields.text(&name),
            );
            if fields.has(&name) && typed != seen {
                wishes.push(Wish {
                    edit: Edit::Write {
                        path: translation.path.clone(),
                        property: property.clone(),
                        text: (!typed.is_empty()).then(|| typed.to_owned()),
                    },
                    seen: Some(seen.to_owned()),
                });
            }
        }
    }
    wishes
}

/// Changes texts or languages.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<TranslationsQuery>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let wishes = wishes(&context, &draft.spec, &fields);
    let by = by(&app, &context)?;
    match build::change(&app, &form, by, fields.text("stand"), wishes).await? {
        Ok(_) => {
            let text = context.t("library-build-done-saved");
            context.flash("success", text).await?;
            let number = query.seite.unwrap_or(1);
            let address = format!("{}?nur={}&seite={number}", path_of(&form), query.nur);
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let text = refusal_text(&context, &refusal);
            let (form, draft) =
                draft_for(&app, &context, actions::FORM_EDIT, &form.id.to_string()).await?;
            let html = show(&context, &form, &draft, &query, text)?;
            Ok((http::StatusCode::CONFLICT, axum::response::Html(html)).into_response())
        }
    }
}
