// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a browser posts, as answers.

use std::collections::BTreeMap;

use forms::engine::{COUNT, SessionError};
use forms::{
    Answers, CompiledForm, Context, Evaluation, Filling, Question, QuestionType, parse_value,
};
use kernel::Lang;

/// The box that says: the unusual answers are right.
pub(crate) const CONFIRM: &str = "confirm_warnings";
/// The button that shows the form anew without sending it.
pub(crate) const REFRESH: &str = "_refresh";
/// Whether the list of mistakes was shown before.
pub(crate) const ERRORS: &str = "_errors";
/// The buttons that add, remove and move entries of a repeat: what is done, a blank, the path.
pub(crate) const DO: &str = "_do";
/// What a long list is searched for; the path follows.
pub(crate) const SEARCH: &str = "_search:";
/// The place of a choice in a ranking; path and code follow, with a colon between them.
pub(crate) const RANK: &str = "_rank:";

/// What somebody typed, exactly, by the path of the question: to be shown again as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawValues {
    values: BTreeMap<String, String>,
    /// The unusual answers were confirmed.
    pub confirmed_warnings: bool,
    /// The form is to be shown anew and not to be sent: the button of pages without JavaScript.
    pub refresh: bool,
    /// The list of mistakes was shown before, so that it stays while they are put right.
    pub errors_shown: bool,
    searches: BTreeMap<String, String>,
    action: Option<(String, String)>,
    /// The repeat or entry that was changed.
    pub(crate) focus: Option<String>,
}

impl RawValues {
    /// What was typed; nothing if the field was not posted.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.values.get(path).map(String::as_str)
    }

    /// What a list is searched for.
    pub fn search(&self, path: &str) -> &str {
        self.searches.get(path).map_or("", String::as_str)
    }

    /// Whether the answers may be sent: nothing is wrong, and what is unusual was confirmed.
    pub fn may_be_sent(&self, evaluation: &Evaluation) -> bool {
        evaluation.is_valid()
            && (evaluation.warnings.is_empty() || self.confirmed_warnings)
            && !self.refresh
    }
}

/// A form as it was opened or posted.
#[derive(Debug, Clone)]
pub struct Sheet<'f> {
    /// The form with the answers in it.
    pub filling: Filling<'f>,
    /// What is wrong and what is implausible.
    pub evaluation: Evaluation,
    /// What was typed.
    pub raw: RawValues,
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
        if let Some((action, path)) = raw.action.take() {
            act(&mut filling, &action, &path, context)?;
            // What was typed stands in the answers by now, perhaps in another place.
            raw.focus = Some(path);
            raw.values.clear();
        }
        Ok(Self::of(filling, raw))
    }

    fn of(filling: Filling<'f>, raw: RawValues) -> Self {
        Self {
            evaluation: filling.evaluation(),
            filling,
            raw,
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

fn parse(form: &CompiledForm, posted: &[(String, String)]) -> RawValues {
    let mut raw = RawValues::default();
    let mut rankings: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for (name, value) in posted {
        match name.as_str() {
            CONFIRM => raw.confirmed_warnings = value == "true",
            REFRESH => raw.refresh = true,
            ERRORS => raw.errors_shown = true,
            DO => {
                raw.refresh = true;
                let (action, path) = value.split_once(' ').unwrap_or((value, ""));
                raw.action = Some((action.to_owned(), path.to_owned()));
            }
            name => {
                if let Some(path) = name.strip_prefix(SEARCH) {
                    raw.searches
                        .insert(path.to_owned(), value.trim().to_owned());
                } else if let Some(place) = name.strip_prefix(RANK) {
                    if let Some((path, code)) = place.rsplit_once(':') {
                        let place = value.parse().unwrap_or(u32::MAX);
                        rankings.entry(path).or_default().push((place, code));
                    }
                } else if name.ends_with(COUNT) {
                    raw.values.insert(name.to_owned(), value.clone());
                } else {
                    take(form, name, value, &mut raw.values);
                }
            }
        }
    }
    for (path, mut places) in rankings {
        let is_ranked = places.iter().any(|(place, _)| *place < u32::MAX);
        places.sort_by_key(|(place, _)| *place);
        let codes: Vec<&str> = places.iter().map(|(_, code)| *code).collect();
        let order = if is_ranked {
            codes.join(" ")
        } else {
            String::new()
        };
        take(form, path, &order, &mut raw.values);
    }
    raw
}

fn take(form: &CompiledForm, path: &str, value: &str, values: &mut BTreeMap<String, String>) {
    let Some(field) = form.field(path) else {
        return;
    };
    if !may_be_posted(&field.question) {
        return;
    }
    let slot = values.entry(path.to_owned()).or_default();
    if field.question.kind == QuestionType::SelectMany && !slot.is_empty() {
        slot.push(' ');
        slot.push_str(value);
    } else {
        value.clone_into(slot);
    }
}

/// Whether a value may come from the page: an answer, or what a draft keeps for later.
fn may_be_posted(question: &Question) -> bool {
    match &question.calculate {
        Some(calculation) => calculation.contains("once("),
        None => question.kind != QuestionType::Note,
    }
}
