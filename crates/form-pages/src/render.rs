// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of a form. This module decides what is shown; `templates/fields.html` how it looks.

mod choices;
mod matrix;
mod media;
mod messages;
mod question;
mod repeat;
mod steps;
mod widget;

use forms::engine::{COUNT, NodeState};
use forms::{CompiledForm, Evaluation, Filling, Item, join};
use kernel::{Lang, Localized};

use crate::Fragment;
use crate::files::FileViews;
use crate::markdown::Rich;
use crate::paging::{FormPage, is_on_pages, lies_on};
use crate::posted::RawValues;
use crate::sheet::Sheet;
use crate::texts::{Texts, languages};
use crate::view::{Block, Mistake};

/// Everything that decides how the fields look.
#[derive(Debug, Clone, Copy)]
pub struct RenderInput<'a> {
    /// The form as it was opened or posted.
    pub sheet: &'a Sheet<'a>,
    /// The reader's language.
    pub lang: Lang,
    /// Why the fields are shown: decides which mistakes are named.
    pub occasion: Occasion,
    /// Where to post the fields while somebody types; `None` leaves that out.
    pub live: Option<Live<'a>>,
    /// What every `id` begins with; `field-` as in all forms of the house.
    pub id_prefix: &'a str,
    /// The buttons below the questions. The first sends the answers; on all pages of the form but
    /// the last one a button to the next page stands in its place.
    pub buttons: &'a [Button<'a>],
    /// Where files are sent; `None` where none can be taken.
    pub uploads: Option<Uploads<'a>>,
    /// Where the files of the form are, before their names; without it they are not shown.
    pub media: Option<&'a str>,
    /// The map on which places are shown; without it they are typed or located.
    pub map: Option<PlaceMap<'a>>,
}

impl<'a> RenderInput<'a> {
    /// The fields without anything around them.
    pub fn new(sheet: &'a Sheet<'a>, lang: Lang, occasion: Occasion) -> Self {
        Self {
            sheet,
            lang,
            occasion,
            live: None,
            id_prefix: "field-",
            buttons: &[],
            uploads: None,
            media: None,
            map: None,
        }
    }
}

/// Why fields are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The page is opened: nothing is blamed yet.
    Opened,
    /// Something was typed: what was answered is judged, what is still empty is not.
    Typing,
    /// The form was sent and came back: everything is named, in a list at the top.
    Sent,
}

/// How a page checks while somebody types.
#[derive(Debug, Clone, Copy)]
pub struct Live<'a> {
    /// Answers a POST of the whole form with what [`render`] yields for [`Occasion::Typing`].
    pub url: &'a str,
    /// The nonce of the page, without which htmx does nothing.
    pub nonce: &'a str,
}

/// A button that posts the form.
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    /// What it says.
    pub label: &'a str,
    /// The field that it posts.
    pub name: &'a str,
    /// The value of that field.
    pub value: &'a str,
}

/// How files get to the server.
#[derive(Debug, Clone, Copy)]
pub struct Uploads<'a> {
    /// Where pieces are posted.
    pub url: &'a str,
    /// The largest file in bytes.
    pub most_bytes: u64,
    /// The files that are there, by the value of their question.
    pub known: &'a FileViews,
}

/// A map in equirectangular projection, on which places are set and shown.
#[derive(Debug, Clone, Copy)]
pub struct PlaceMap<'a> {
    /// Width and height in units of the shapes.
    pub size: (f64, f64),
    /// Degrees: west, south, east, north.
    pub bounds: [f64; 4],
    /// Names and outlines (SVG path data) of the areas.
    pub areas: &'a [(String, String)],
}

/// The fields, to be put inside a `<form method="post">`. One element, `id="form-fields"`.
pub fn render(input: &RenderInput<'_>) -> Fragment {
    let mut filling = input.sheet.filling.clone();
    let (lang, _) = languages(filling.form(), input.lang, input.sheet.language());
    filling.set_language(lang);
    let mut builder = Builder::new(input, &filling);
    builder.items(filling.form().items(), "", 2);
    builder.keep();
    Fragment::of(&builder.finish())
}

struct Builder<'a> {
    input: &'a RenderInput<'a>,
    form: &'a CompiledForm,
    filling: &'a Filling<'a>,
    evaluation: &'a Evaluation,
    raw: &'a RawValues,
    texts: Texts,
    lang: &'a str,
    pages: Vec<FormPage>,
    page: Option<&'a str>,
    blocks: Vec<Block>,
    /// The fields that are on the page.
    shown: Vec<String>,
    kept: Vec<(String, String)>,
    summary: Vec<Mistake>,
    announcements: Vec<String>,
    warnings: Vec<String>,
    names_all: bool,
    /// The level of a heading that would stand here.
    level: u8,
}

impl<'a> Builder<'a> {
    fn new(input: &'a RenderInput<'a>, filling: &'a Filling<'a>) -> Self {
        let form = filling.form();
        let sheet = input.sheet;
        let (lang, texts) = languages(form, input.lang, sheet.language());
        let raw = &sheet.raw;
        Self {
            input,
            form,
            filling,
            evaluation: &sheet.evaluation,
            raw,
            texts,
            lang,
            pages: if sheet.page().is_some() {
                sheet.pages(lang)
            } else {
                Vec::new()
            },
            page: sheet.page(),
            blocks: Vec::new(),
            shown: Vec::new(),
            kept: Vec::new(),
            summary: Vec::new(),
            announcements: Vec::new(),
            warnings: Vec::new(),
            names_all: input.occasion == Occasion::Sent
                || (input.occasion == Occasion::Typing && raw.errors_shown),
            level: 2,
        }
    }

    /// A text of the form about something, with the values of other questions in it.
    fn text(&self, text: &Localized, about: &str) -> Rich {
        Rich::filled(self.filling, text.get(self.lang), about, self.lang)
    }

    fn state(&self, path: &str) -> Option<NodeState> {
        let reference = self.filling.reference(path);
        self.filling.session().state(&reference).ok()
    }

    fn id(&self, path: &str) -> String {
        format!("{}{path}", self.input.id_prefix)
    }

    fn items(&mut self, items: &'a [Item], around: &str, level: u8) {
        let mut rest = items;
        while let Some((item, after)) = rest.split_first() {
            rest = after;
            let path = join(around, item.name());
            if let Some(page) = self.page.filter(|page| !lies_on(&path, page)) {
                // Not on this page, but perhaps around it.
                if let Item::Group(group) = item
                    && lies_on(page, &path)
                {
                    self.items(&group.items, &path, level);
                }
                continue;
            }
            match item {
                Item::Group(group) => {
                    let state = self.state(&path).filter(|state| state.relevant);
                    let Some(state) = state else {
                        continue;
                    };
                    let label = self.text(&group.label, &path);
                    let hint = self.text(&group.hint, &path);
                    if self.table_of(&group.appearance, &group.items, &path, &label, &hint) {
                        continue;
                    }
                    let heading = !label.is_empty();
                    let inner = if heading { (level + 1).min(6) } else { level };
                    if heading {
                        let id = format!("{}-title", self.id(&path));
                        self.blocks.push(Block::Open {
                            id,
                            level,
                            label,
                            hint,
                            media: self.media(state.label.as_ref()),
                        });
                    }
                    self.items(&group.items, &path, inner);
                    if heading {
                        self.blocks.push(Block::Close);
                    }
                }
                Item::Repeat(repeat) => self.repeat(repeat, &path, level),
                Item::Question(question) => {
                    self.level = level;
                    let rows = self.table_below(question, after, around, &path);
                    if rows == 0 {
                        self.field(question, &path);
                    }
                    rest = after.get(rows..).unwrap_or_default();
                }
            }
        }
    }

    /// What a later post must still know of, though no field of the page says it.
    fn keep(&mut self) {
        for (path, value) in self.filling.draft().iter() {
            let is_kept = self.kept.iter().any(|(kept, _)| kept == path);
            if is_kept || self.shown.iter().any(|shown| shown == path) {
                continue;
            }
            // Of a repeat that is shown, the number of entries is kept already.
            if path.ends_with(COUNT) && self.page.is_none() {
                continue;
            }
            self.kept.push((path.to_owned(), value.to_owned()));
        }
    }

    fn is_shown_to_people(&self, path: &str) -> bool {
        let field = self.form.field(path);
        field.is_some_and(|field| is_on_pages(field.question.kind))
    }
}
