// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as it was opened or posted.

use forms::engine::SessionError;
use forms::{Answers, CompiledForm, Context, Evaluation, Filling, QuestionType, parse_value};
use kernel::Lang;

use crate::paging::{FormPage, all_pages, lies_on};
use crate::posted::{Action, DO, RawValues, Turn, parse};
use crate::render::Occasion;

/// A form as it was opened or posted.
#[derive(Debug, Clone)]
pub struct Sheet<'f> {
    /// The form with the answers in it.
    pub filling: Filling<'f>,
    /// What is wrong and what is implausible.
    pub evaluation: Evaluation,
    /// What was typed.
    pub raw: RawValues,
    /// The path of the page to be shown; all questions if there is none.
    page: Option<String>,
    turned: Option<Turned>,
}

/// What became of the wish to see another page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// The page was turned.
    Done,
    /// Something on this page must be put right first.
    Refused,
}

impl<'f> Sheet<'f> {
    /// A form that nobody has filled in yet.
    pub fn begin(form: &'f CompiledForm, context: &Context) -> Result<Self, SessionError> {
        Ok(Self::of(form.begin(context)?, RawValues::default()))
    }

    /// A form with stored answers or a draft in it.
    pub fn open(
        form: &'f CompiledForm,
        answers: &Answers,
        context: &Context,
    ) -> Result<Self, SessionError> {
        Ok(Self::of(
            form.resume(answers, context)?,
            RawValues::default(),
        ))
    }

    /// Reads posted fields. Fields that the form does not have belong to the page and are passed
    /// over; of calculated values and notes nothing is taken. Values that are none of their type
    /// stay as typed.
    pub fn posted(
        form: &'f CompiledForm,
        posted: &[(String, String)],
        context: &Context,
    ) -> Result<Self, SessionError> {
        let mut raw = parse(form, posted);
        let typed = raw.values.iter();
        let typed: Answers = typed
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        let mut filling = form.resume(&typed, context)?;
        let mut turn = None;
        match raw.action.take() {
            Some(Action::Entry(action, path)) => {
                act(&mut filling, &action, &path, context)?;
                // What was typed stands in the answers by now, perhaps in another place.
                raw.focus = Some(path);
                raw.values.clear();
            }
            Some(Action::Language(language)) => raw.language = Some(language),
            Some(Action::Turn(to)) => turn = Some(to),
            None => {}
        }
        let page = raw.page.take();
        let mut sheet = Self::of(filling, raw);
        if let Some(page) = page {
            sheet.turn_to(&page);
            if let Some(turn) = turn {
                sheet.turned = Some(sheet.turn(&turn));
            }
        }
        Ok(sheet)
    }

    fn of(filling: Filling<'f>, raw: RawValues) -> Self {
        Self {
            evaluation: filling.evaluation(),
            filling,
            raw,
            page: None,
            turned: None,
        }
    }

    /// Everything that filling can go on with later.
    pub fn draft(&self) -> Answers {
        self.filling.draft()
    }

    /// Whether the answers may be sent.
    pub fn may_be_sent(&self) -> bool {
        self.raw.may_be_sent(&self.evaluation)
    }

    /// The language in which the questions are asked, where it is not the reader's.
    pub fn language(&self) -> Option<&str> {
        let spoken = &self.filling.form().spec().languages;
        let wanted = self.raw.language.as_deref()?;
        spoken.iter().map(String::as_str).find(|tag| *tag == wanted)
    }

    /// Asks the questions in this language, if the form has it.
    pub fn set_language(&mut self, tag: &str) {
        self.raw.language = Some(tag.to_owned()).filter(|tag| !tag.is_empty());
    }

    /// The pages that there are at the moment; none if the form is asked on one.
    pub(crate) fn pages(&self, lang: &str) -> Vec<FormPage> {
        let mut pages = all_pages(&self.filling, lang);
        pages.retain(|page| page.is_shown);
        pages
    }

    /// The path of the page to be shown; none if all questions stand on one.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// What the enter key presses on a page of the form that others follow: name and value of the
    /// button to the next one. None where the answers are sent.
    pub fn next_button(&self) -> Option<(&'static str, &'static str)> {
        let page = self.page.as_deref()?;
        let pages = self.pages("");
        let is_last = pages.last().is_none_or(|last| last.path == page);
        (!is_last).then_some((DO, "next"))
    }

    /// What became of the wish to see another page; none was said.
    pub fn turned(&self) -> Option<Turned> {
        self.turned
    }

    /// Why the form is shown again after it was posted: `sent`, unless a button only changed it.
    pub fn occasion(&self, sent: Occasion) -> Occasion {
        match self.turned {
            Some(Turned::Refused) => Occasion::Sent,
            Some(Turned::Done) => Occasion::Opened,
            None if self.raw.refresh => Occasion::Typing,
            None => sent,
        }
    }

    /// Shows this page. One that is not there (any more) makes way for the next that is; without a
    /// name, the first one. Does nothing for a form that is asked on one page.
    pub fn turn_to(&mut self, page: &str) {
        let pages = all_pages(&self.filling, "");
        let wanted = pages.iter().position(|one| one.path == page).unwrap_or(0);
        let after = pages.iter().skip(wanted).find(|page| page.is_shown);
        let before = || pages.iter().take(wanted).rfind(|page| page.is_shown);
        let found = after.or_else(before).map(|page| page.path.clone());
        self.page = found;
    }

    /// Shows the page on which this question or group is. Does nothing for a form that is asked on
    /// one page.
    pub fn turn_to_question(&mut self, path: &str) {
        let pages = all_pages(&self.filling, "");
        let around = pages.iter().find(|page| lies_on(path, &page.path));
        let within = || pages.iter().find(|page| lies_on(&page.path, path));
        let page = around.or_else(within).map(|page| page.path.clone());
        self.turn_to(page.as_deref().unwrap_or_default());
    }

    /// Shows the page on which the first mistake is.
    pub fn turn_to_first_mistake(&mut self) {
        let pages = self.pages("");
        let page = pages.iter().find(|page| self.has_mistake(&page.path));
        if let Some(page) = page.map(|page| page.path.clone()) {
            self.page = Some(page);
        }
    }

    /// The address of the page on which a question is asked: `url` with a query of its own.
    pub fn address_of(&self, url: &str, path: &str) -> String {
        address_of(&self.filling, url, path)
    }

    pub(crate) fn has_mistake(&self, page: &str) -> bool {
        let mut violations = self.evaluation.violations.iter();
        violations.any(|violation| lies_on(&violation.path, page))
    }

    fn turn(&mut self, turn: &Turn) -> Turned {
        let pages = self.pages("");
        let current = self.page.clone().unwrap_or_default();
        let at = pages.iter().position(|page| page.path == current);
        let at = at.unwrap_or(0);
        let to = match turn {
            Turn::Next if self.has_mistake(&current) => return Turned::Refused,
            Turn::Next => pages.get(at + 1),
            Turn::Back => at.checked_sub(1).and_then(|before| pages.get(before)),
            Turn::To(path) => pages.iter().find(|page| page.path == *path),
        };
        if let Some(to) = to {
            self.page = Some(to.path.clone());
            // The new page has not been blamed for anything yet.
            self.raw.errors_shown = false;
        }
        Turned::Done
    }
}

/// The address of the page of the form on which a question is asked.
pub(crate) fn address_of(filling: &Filling<'_>, url: &str, path: &str) -> String {
    let pages = all_pages(filling, "");
    let Some(page) = pages.iter().find(|page| lies_on(path, &page.path)) else {
        return url.to_owned();
    };
    let and = if url.contains('?') { '&' } else { '?' };
    // A path consists of names, slashes and positions in brackets; a page's path has none of those.
    format!("{url}{and}seite={}", page.path)
}

/// Adds, removes or moves an entry of a repeat. What is not possible any more, because the page is
/// an old one, changes nothing.
fn act(
    filling: &mut Filling<'_>,
    action: &str,
    path: &str,
    context: &Context,
) -> Result<(), SessionError> {
    let reference = filling.reference(path);
    let session = filling.session_mut();
    let done = match action {
        "add" => session.add_repeat(&reference).map(|_| ()),
        "remove" => session.remove_repeat(&reference),
        "up" | "down" => session
            .move_repeat(&reference, action == "up", context.surroundings())
            .map(|_| ()),
        _ => Ok(()),
    };
    match done {
        Err(error @ (SessionError::TooManyInstances(_) | SessionError::Restless(_))) => Err(error),
        _ => Ok(()),
    }
}

/// A canonical value as somebody would type it: only the decimal sign depends on the language.
pub(crate) fn as_typed(kind: QuestionType, value: &str, lang: Lang) -> String {
    let is_number = matches!(kind, QuestionType::Decimal | QuestionType::Range)
        && parse_value(kind, value).is_ok();
    if is_number && lang == Lang::De {
        value.replace('.', ",")
    } else {
        value.to_owned()
    }
}
