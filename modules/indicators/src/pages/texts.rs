// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts beside figures at the state agency: all of them, one with its history, the editor, publishing.

pub(crate) mod editor;
pub(crate) mod list;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Action, Lang, PersonId, Resource, berlin_date};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::cases::Cases;
use crate::cases::shelf::CaseShelf;
use crate::texts::differences::{Line, differences};
use crate::texts::shown::{ShownText, shown};
use crate::texts::{
    Content, Draft, Part, Published, Subject, SubjectKind, Tongue, current, deeds, field,
};
use crate::{actions, sets, store};

/// All texts.
pub(crate) const PATH: &str = "/texte";

/// The agency lets the actor do this with its texts.
async fn may(app: &App, context: &Context, action: Action) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))
}

fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("indicators-texts-title"), PATH),
    ];
    way.extend(further);
    way
}

/// What something is called: by a set that has it, else by our lists.
fn name_of(cases: &Cases, subject: &Subject, lang: Lang) -> Option<String> {
    match subject.kind {
        SubjectKind::Indicator => {
            let found = cases.measured.find("", &subject.key);
            let named = found.map(|(set, _)| set.name(&subject.key, lang));
            named.or_else(|| {
                datasets::indicator(&subject.key)?;
                Some(crate::measured::name(&subject.key, lang).to_owned())
            })
        }
        SubjectKind::Disease => {
            let named = cases.sets.iter().find_map(|set| {
                let found = set.axes().categories().find(&subject.key).ok()?;
                Some(set.name(found, lang))
            });
            named.or_else(|| {
                datasets::disease(&subject.key)?;
                Some(sets::disease(&subject.key, lang).to_owned())
            })
        }
    }
}

/// In which state a text is.
fn state_of(
    draft: Option<&Draft>,
    versions: &[Published],
    today: jiff::civil::Date,
) -> (&'static str, &'static str) {
    let Some(draft) = draft else {
        return ("none", "neutral");
    };
    let latest = versions.first();
    if latest.is_none_or(|latest| latest.content != draft.content) {
        return ("draft", "warning");
    }
    if current(versions, today).is_some() {
        ("published", "success")
    } else {
        ("not-valid", "info")
    }
}

/// What a text is about, with its name; only what can have one is there.
pub(crate) async fn subject(
    app: &App,
    shelf: &CaseShelf,
    context: &Context,
    (kind, key): (&str, &str),
) -> Result<(Subject, String, Option<Draft>), Error> {
    let kind = SubjectKind::of_segment(kind).ok_or(Error::NotFound)?;
    let subject = Subject::new(kind, key);
    let cases = shelf.all(app).await?;
    let draft = store::texts::draft(app.db.read(), &subject).await?;
    let name = name_of(&cases, &subject, context.lang());
    match (name, &draft) {
        (Some(name), _) => Ok((subject, name, draft)),
        (None, Some(_)) => Ok((subject, key.to_owned(), draft)),
        (None, None) => Err(Error::NotFound),
    }
}

#[derive(Template)]
#[template(path = "indicators/text_page.html")]
struct TextPage {
    page: Page,
    path: String,
    /// Where readers see it.
    seen_at: String,
    state: &'static str,
    badge: &'static str,
    version: i64,
    written: String,
    valid: String,
    /// The draft, if it is not what is published.
    draft: Option<Preview>,
    may_publish: bool,
    /// Why it cannot be published now; empty if it can.
    fault: String,
    changes: Vec<FieldChange>,
    published: Option<Preview>,
    history: Vec<HistoryLine>,
}

impl TextPage {
    /// Where the text is written.
    fn edit_path(&self) -> String {
        format!("{}/bearbeiten", self.path)
    }

    fn edit_label(&self) -> String {
        self.page.t(if self.version == 0 {
            "indicators-texts-begin"
        } else {
            "indicators-texts-edit"
        })
    }
}

/// A text in all words.
struct Preview {
    german: ShownText,
    english: Option<ShownText>,
}

impl Preview {
    /// For the part of the template that shows a text wherever it is.
    fn german(&self) -> &ShownText {
        &self.german
    }

    /// The same in English, if it is there.
    fn english(&self) -> Option<&ShownText> {
        self.english.as_ref()
    }

    fn of(content: &Content) -> Self {
        Self {
            german: shown(content, Lang::De),
            english: (!content.lacks(Tongue::English)).then(|| shown(content, Lang::En)),
        }
    }
}

/// A field that differs, line by line.
struct FieldChange {
    tongue: &'static str,
    part: &'static str,
    lines: Vec<Line>,
}

impl FieldChange {
    /// What the field is called.
    fn caption(&self, page: &Page) -> String {
        format!(
            "{}: {}",
            page.t1("indicators-texts-field", "tongue", self.tongue),
            page.t1("indicators-text-part", "part", self.part)
        )
    }
}

struct HistoryLine {
    number: i64,
    when: String,
    who: String,
    valid: String,
    href: String,
    current: bool,
}

/// The fields in which two texts differ.
fn changes(before: &Content, after: &Content) -> Vec<FieldChange> {
    let mut all = Vec::new();
    for tongue in Tongue::ALL {
        for part in Part::ALL {
            let (old, new) = (before.text(*tongue, *part), after.text(*tongue, *part));
            if old != new {
                all.push(FieldChange {
                    tongue: tongue.name(),
                    part: part.name(),
                    lines: differences(old, new),
                });
            }
        }
    }
    all
}

/// On which days something is valid, in words.
fn valid(context: &Context, content: &Content) -> String {
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or(String::new(), |day| web::format::date(context.lang(), day))
    };
    let bounds = match (content.valid_from, content.valid_until) {
        (None, None) => "none",
        (Some(_), None) => "from",
        (None, Some(_)) => "until",
        (Some(_), Some(_)) => "both",
    };
    context.t_with(
        "indicators-texts-valid",
        &[
            ("bounds", bounds.into()),
            ("from", day(content.valid_from).into()),
            ("until", day(content.valid_until).into()),
        ],
    )
}

/// The names of people, each asked for once.
async fn names(
    app: &App,
    context: &Context,
    people: Vec<Option<PersonId>>,
) -> Result<BTreeMap<Option<PersonId>, String>, Error> {
    let mut names = BTreeMap::from([(None, context.t("indicators-texts-nobody"))]);
    for id in people.into_iter().flatten() {
        if let Entry::Vacant(place) = names.entry(Some(id)) {
            let name = directory::person_name(app.db.read(), id).await?;
            place.insert(name.unwrap_or_else(|| context.t("indicators-texts-nobody")));
        }
    }
    Ok(names)
}

/// A text: its draft, what readers see, its history.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let may_publish = may(&app, &context, actions::TEXT_PUBLISH).await.is_ok();
    let (subject, name, draft) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let versions = store::texts::versions(app.db.read(), &subject).await?;
    let today = berlin_date(app.clock.now());
    let (state, badge) = state_of(draft.as_ref(), &versions, today);
    let mut people: Vec<_> = versions.iter().map(|one| one.published_by).collect();
    people.push(draft.as_ref().and_then(|draft| draft.written_by));
    let names = names(&app, &context, people).await?;
    let who = |id: Option<PersonId>| names.get(&id).cloned().unwrap_or_default();
    let path = subject.path();
    let shown_now = current(&versions, today);
    let nothing = Content::default();
    let latest = versions.first().map_or(&nothing, |one| &one.content);
    let open = draft.as_ref().filter(|_| state == "draft");
    let heading = context.t_with("indicators-texts-of", &[("name", name.as_str().into())]);
    let way = crumbs(&context, vec![Crumb::new(name, &path)]);
    let html = render(&TextPage {
        page: context.page(heading, way),
        seen_at: match subject.kind {
            SubjectKind::Indicator => super::measures::path_of(&subject.key),
            SubjectKind::Disease => super::cases::path_of(&subject.key),
        },
        state,
        badge,
        version: draft.as_ref().map_or(0, |draft| draft.version),
        written: draft.as_ref().map_or(String::new(), |draft| {
            context.t_with(
                "indicators-texts-written",
                &[
                    (
                        "moment",
                        web::format::moment(context.lang(), draft.written_at).into(),
                    ),
                    ("person", who(draft.written_by).into()),
                ],
            )
        }),
        valid: open.map_or(String::new(), |draft| valid(&context, &draft.content)),
        may_publish,
        fault: match open {
            Some(draft) => why_not(&context, draft)?,
            None => String::new(),
        },
        changes: open.map_or_else(Vec::new, |draft| changes(latest, &draft.content)),
        draft: open.map(|draft| Preview::of(&draft.content)),
        published: shown_now.map(|one| Preview::of(&one.content)),
        history: versions
            .iter()
            .map(|one| HistoryLine {
                number: one.number,
                when: web::format::moment(context.lang(), one.published_at),
                who: who(one.published_by),
                valid: valid(&context, &one.content),
                href: format!("{path}/versionen/{}", one.number),
                current: shown_now.is_some_and(|shown| shown.number == one.number),
            })
            .collect(),
        path,
    })?;
    Ok(html.into_response())
}

/// Why the actor cannot publish a draft; empty if she can.
fn why_not(context: &Context, draft: &Draft) -> Result<String, Error> {
    Ok(match draft.content.fault() {
        Some((_, key)) => context.t(key),
        None if draft.written_by == Some(context.person()?) => {
            context.t("indicators-texts-second-look")
        }
        None => String::new(),
    })
}

/// Publishes the draft as it was seen.
pub(crate) async fn publish(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_PUBLISH).await?;
    let (subject, _, draft) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let seen: i64 = fields.text("version").parse().unwrap_or(-1);
    let draft = draft.ok_or(Error::NotFound)?;
    let outdated = || Error::Conflict(context.t("indicators-texts-outdated"));
    if draft.version != seen {
        return Err(outdated());
    }
    let why_not = why_not(&context, &draft)?;
    if !why_not.is_empty() {
        return Err(Error::Invalid(why_not));
    }
    let number = deeds::publish(&app, &draft, Some(context.person()?)).await?;
    number.ok_or_else(outdated)?;
    let said = context.t("indicators-texts-published");
    context.flash("success", said).await?;
    Ok(Redirect::to(&subject.path()).into_response())
}

#[derive(Template)]
#[template(path = "indicators/text_version.html")]
struct VersionPage {
    page: Page,
    path: String,
    number: i64,
    draft_version: i64,
    when: String,
    who: String,
    writer: String,
    valid: String,
    preview: Preview,
    changes: Vec<FieldChange>,
}

impl VersionPage {
    /// For the part of the template that shows a text wherever it is.
    fn preview(&self) -> &Preview {
        &self.preview
    }
}

/// What was published once, and how it differs from what came before.
pub(crate) async fn version(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key, number)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let (subject, name, draft) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let versions = store::texts::versions(app.db.read(), &subject).await?;
    let at = versions
        .iter()
        .position(|one| one.number.to_string() == number);
    let at = at.ok_or(Error::NotFound)?;
    let version = &versions[at];
    let nothing = Content::default();
    let before = versions.get(at + 1).map_or(&nothing, |one| &one.content);
    let people = vec![version.published_by, version.written_by];
    let names = names(&app, &context, people).await?;
    let who = |id: Option<PersonId>| names.get(&id).cloned().unwrap_or_default();
    let path = subject.path();
    let heading = context.t_with(
        "indicators-texts-version-title",
        &[
            ("name", name.as_str().into()),
            ("number", number.as_str().into()),
        ],
    );
    let here = format!("{path}/versionen/{number}");
    let way = vec![Crumb::new(name, &path), Crumb::new(&heading, here)];
    Ok(render(&VersionPage {
        page: context.page(&heading, crumbs(&context, way)),
        number: version.number,
        draft_version: draft.map_or(0, |draft| draft.version),
        when: web::format::moment(context.lang(), version.published_at),
        who: who(version.published_by),
        writer: who(version.written_by),
        valid: valid(&context, &version.content),
        preview: Preview::of(&version.content),
        changes: changes(before, &version.content),
        path,
    })?
    .into_response())
}

/// Makes a draft of what was published once.
pub(crate) async fn restore(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key, number)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let (subject, _, _) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let versions = store::texts::versions(app.db.read(), &subject).await?;
    let version = versions.iter().find(|one| one.number.to_string() == number);
    let version = version.ok_or(Error::NotFound)?;
    let seen = fields.text("version").parse().unwrap_or(-1);
    let by = Some(context.person()?);
    if !deeds::write(&app, &subject, &version.content, seen, by).await? {
        return Err(Error::Conflict(context.t("indicators-texts-outdated")));
    }
    let said = context.t("indicators-texts-restored");
    context.flash("success", said).await?;
    Ok(Redirect::to(&subject.path()).into_response())
}

/// The texts as they were typed; too long ones and wrong days are named.
pub(crate) fn typed(context: &Context, fields: &Fields) -> (Content, Vec<(String, String)>) {
    let mut errors = Vec::new();
    let mut content = Content::default();
    for tongue in Tongue::ALL {
        for part in Part::ALL {
            let name = field(*tongue, *part);
            let text = fields.text(&name).replace("\r\n", "\n");
            if text.chars().count() > crate::texts::LONGEST {
                errors.push((name.clone(), context.t("indicators-texts-too-long")));
            }
            if !text.is_empty() {
                content.texts.insert(name, text);
            }
        }
    }
    let mut day = |name: &str| {
        let text = fields.text(name);
        let day = text.parse().ok();
        if day.is_none() && !text.is_empty() {
            errors.push((name.to_owned(), context.t("indicators-import-as-of-wrong")));
        }
        day
    };
    content.valid_from = day("gueltig_von");
    content.valid_until = day("gueltig_bis");
    let fault = content.fault_of_days();
    errors.extend(fault.map(|(field, key)| (field.to_owned(), context.t(key))));
    (content, errors)
}
