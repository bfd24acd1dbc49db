// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form with answers in it: between the engine, which knows nodes, and pages and programs, which
//! know questions by path, what people type, and sentences in German and English.

use std::borrow::Cow;

use kernel::Localized;

use crate::answers::Answers;
use crate::compile::{CompiledForm, Field};
use crate::context::Context;
use crate::engine::{self, COUNT, Mode, Session, SessionError};
use crate::evaluation::{Evaluation, Violation, ViolationKind, Warning};
use crate::spec::{Question, QuestionType, language_tag};
use crate::typed::{both, parse_value};

/// A form with answers in it.
#[derive(Debug, Clone)]
pub struct Filling<'f> {
    form: &'f CompiledForm,
    session: Session,
}

impl CompiledForm {
    /// Checks a whole set of answers.
    ///
    /// Answers of irrelevant questions are ignored, those of calculated ones replaced.
    pub fn check(&self, answers: &Answers, context: &Context) -> Evaluation {
        match self.read(answers, context) {
            Ok(filling) => filling.evaluation(),
            Err(error) => Evaluation {
                answers: Answers::new(),
                violations: vec![refusal(&error)],
                warnings: Vec::new(),
            },
        }
    }

    /// The answers that a new report begins with.
    pub fn initial(&self, context: &Context) -> Answers {
        self.begin(context)
            .map(|filling| filling.draft())
            .unwrap_or_default()
    }

    /// Begins a new report.
    pub fn begin(&self, context: &Context) -> Result<Filling<'_>, SessionError> {
        let session = self.engine().session(context.surroundings())?;
        Ok(Filling {
            form: self,
            session,
        })
    }

    /// Goes on with a draft.
    pub fn resume(&self, draft: &Answers, context: &Context) -> Result<Filling<'_>, SessionError> {
        self.open(draft, Mode::Resume, context)
    }

    /// Reads a report that was sent, or is about to be: values stay as they are, except that
    /// calculations are done again.
    pub fn read(&self, answers: &Answers, context: &Context) -> Result<Filling<'_>, SessionError> {
        self.open(answers, Mode::Check, context)
    }

    /// The same of a report that was sent as an `XForms` instance. Parts that the form does not have
    /// are left out and named by the session.
    pub fn read_xml(&self, xml: &[u8], context: &Context) -> Result<Filling<'_>, SessionError> {
        let engine = self.engine();
        let session = engine.resume(xml, Mode::Check, context.surroundings())?;
        Ok(Filling {
            form: self,
            session,
        })
    }

    fn open(
        &self,
        answers: &Answers,
        mode: Mode,
        context: &Context,
    ) -> Result<Filling<'_>, SessionError> {
        let typed = answers.iter().filter_map(|(path, text)| {
            let Some(field) = self.field(path) else {
                return Some((path, Ok(Cow::Borrowed(text))));
            };
            let question = &field.question;
            let follows = question.calculate.as_deref().is_some_and(|calculation| {
                !question.kind.is_asked() && !calculation.contains("once(")
            });
            let has_value = !follows && question.kind != QuestionType::Note;
            has_value.then(|| (path, parse_value(question.kind, text).map_err(|_| text)))
        });
        let session = self.engine().open(typed, mode, context.surroundings())?;
        Ok(Filling {
            form: self,
            session,
        })
    }
}

impl<'f> Filling<'f> {
    /// The form.
    pub fn form(&self) -> &'f CompiledForm {
        self.form
    }

    /// The engine's session, whose references begin with the root element.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The same, to be changed.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The reference by which the engine knows a path.
    pub fn reference(&self, path: &str) -> String {
        self.session.reference(path)
    }

    /// Shows choices and everything else that the engine says in the language with this tag, if the
    /// form has it.
    pub fn set_language(&mut self, tag: &str) {
        let names = self.form.engine().languages();
        let name = names.iter().find(|name| language_tag(name) == tag).cloned();
        if let Some(name) = name
            && self.session.language() != Some(name.as_str())
        {
            // The engine knows the name: it is its own.
            let _ = self.session.set_language(&name);
        }
    }

    /// Answers a question as somebody typed it. What is no value of its type stays, as rejected. A
    /// question that is not asked at the moment remembers the value. Returns whether there is such
    /// a question.
    pub fn answer(&mut self, path: &str, typed: &str) -> Result<bool, SessionError> {
        let Some(field) = self.form.field(path) else {
            return Ok(false);
        };
        let reference = self.reference(path);
        let answered = match parse_value(field.question.kind, typed) {
            Ok(value) => self.session.answer(&reference, &value),
            Err(_) => self.session.reject(&reference, typed),
        };
        match answered {
            Err(SessionError::NotRelevant(_)) => {
                let remembered = self.session.remember(&reference, typed.trim());
                Ok(remembered.is_ok())
            }
            Err(SessionError::NoNode(_) | SessionError::NoValue(_) | SessionError::Readonly(_)) => {
                Ok(false)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(true),
        }
    }

    /// Answers several questions, in the order of the form as far as they depend on each other.
    pub fn answer_all<'a>(
        &mut self,
        typed: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), SessionError> {
        let mut waiting: Vec<(&str, &str)> = typed.into_iter().collect();
        // A question can become relevant by an answer further down.
        for _ in 0..3 {
            let mut later = Vec::new();
            for (path, text) in waiting {
                let asked = self.is_asked(path);
                if !self.answer(path, text)? || !asked {
                    later.push((path, text));
                }
            }
            later.retain(|(path, _)| self.is_asked(path));
            if later.is_empty() {
                break;
            }
            waiting = later;
        }
        Ok(())
    }

    fn is_asked(&self, path: &str) -> bool {
        self.session.value(&self.reference(path)).is_some()
    }

    /// The value of a question; empty if there is none or the question is not relevant.
    pub fn value(&self, path: &str) -> String {
        self.session
            .value(&self.reference(path))
            .unwrap_or_default()
    }

    /// The same as it is kept in [`Filling::answers`].
    pub fn answers_value(&self, path: &str) -> String {
        let question = self.form.field(path).map(|field| &field.question);
        written(question, self.value(path))
    }

    /// The values to keep: canonical, relevant and calculated ones only.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::new();
        for (path, value) in self.session.values() {
            let question = self.form.field(&path).map(|field| &field.question);
            if question.is_none_or(|question| question.kind != QuestionType::Note) {
                answers.set(path, written(question, value));
            }
        }
        answers
    }

    /// Everything that filling can go on with later.
    pub fn draft(&self) -> Answers {
        let kept = self.session.kept_values().into_iter();
        let kept = kept.map(|(path, value)| {
            let question = self.form.field(&path).map(|field| &field.question);
            let value = written(question, value);
            (path, value)
        });
        kept.collect()
    }

    /// What is wrong and what is implausible.
    pub fn evaluation(&self) -> Evaluation {
        let mut violations: Vec<Violation> = Vec::new();
        for failure in self.session.failures() {
            let path = self.below_root(&failure.path);
            if !violations.iter().any(|known| known.path == path) {
                violations.push(not_evaluated(path));
            }
        }
        for found in self.session.validate() {
            let violation = self.violation(&found);
            violations.push(violation);
        }
        for difference in &self.session.differences {
            if self.session.count_repeats(&difference.reference).is_ok() {
                violations.push(Violation {
                    path: format!("{}{COUNT}", self.below_root(&difference.reference)),
                    kind: ViolationKind::Rounds,
                    message: both(
                        format!("Hier werden {} Einträge erwartet.", difference.expected),
                        format!("{} entries are expected here.", difference.expected),
                    ),
                });
            }
        }
        for unknown in self.session.unknown() {
            if let SessionError::NoNode(path) = unknown {
                violations.push(Violation {
                    path: path.clone(),
                    kind: ViolationKind::UnknownField,
                    message: both(
                        format!("Die Angabe „{path}“ gibt es in diesem Formular nicht."),
                        format!("This form has no field “{path}”."),
                    ),
                });
            }
        }
        let warnings = self.session.implausible();
        let warnings = warnings.iter().map(|implausible| Warning {
            path: self.below_root(&implausible.reference),
            message: self.own(&implausible.reference, |question| &question.warning_message),
        });
        let mut answers = self.answers();
        for violation in &violations {
            let is_value = matches!(
                violation.kind,
                ViolationKind::Type | ViolationKind::UnknownChoice
            );
            if is_value {
                answers.set(violation.path.clone(), "");
            }
        }
        Evaluation {
            warnings: warnings.collect(),
            violations,
            answers,
        }
    }

    /// What the engine found, in words.
    pub fn violation(&self, found: &engine::Violation) -> Violation {
        let path = self.below_root(&found.reference);
        let field = self.form.field(&path);
        let own = self.own(&found.reference, |question| match found.kind {
            engine::ViolationKind::Required => &question.required_message,
            _ => &question.constraint_message,
        });
        let or_own = |otherwise: Localized| {
            if own.is_empty() {
                otherwise
            } else {
                own.clone()
            }
        };
        let (kind, message) = match found.kind {
            engine::ViolationKind::Required => (
                ViolationKind::Required,
                or_own(both("Diese Angabe fehlt.", "This answer is missing.")),
            ),
            engine::ViolationKind::Constraint => (
                ViolationKind::Constraint,
                or_own(both(
                    "Diese Angabe passt nicht zu den Vorgaben des Formulars.",
                    "This answer does not meet the conditions of the form.",
                )),
            ),
            engine::ViolationKind::Choice => (
                ViolationKind::UnknownChoice,
                both(
                    "Wählen Sie eine der angebotenen Antworten.",
                    "Choose one of the answers offered.",
                ),
            ),
            engine::ViolationKind::Type | engine::ViolationKind::Range => {
                self.type_violation(found, field)
            }
        };
        Violation {
            path,
            kind,
            message,
        }
    }

    fn type_violation(
        &self,
        found: &engine::Violation,
        field: Option<&Field>,
    ) -> (ViolationKind, Localized) {
        let given = self.session.given(&found.reference);
        let problem = field.and_then(|field| parse_value(field.question.kind, &given).err());
        if let Some(problem) = problem {
            return (ViolationKind::Type, problem.message());
        }
        let range = field.filter(|field| field.question.kind == QuestionType::Range);
        let Some(range) = range else {
            return (
                ViolationKind::Type,
                both(
                    "Diese Angabe hat nicht die erwartete Form.",
                    "This answer does not have the expected form.",
                ),
            );
        };
        let [start, end, step] = range.question.range_parameters();
        let message = both(
            format!("Wählen Sie eine Zahl von {start} bis {end} in Schritten von {step}."),
            format!("Choose a number from {start} to {end} in steps of {step}."),
        );
        (ViolationKind::Type, message)
    }

    /// What the form says itself about a question, with the values of other questions in it as
    /// each language writes them.
    fn own(&self, reference: &str, text: impl Fn(&Question) -> &Localized) -> Localized {
        let path = self.below_root(reference);
        let Some(field) = self.form.field(&path) else {
            return Localized::default();
        };
        let texts = text(&field.question).0.iter();
        let texts = texts.map(|(lang, text)| {
            let filled = self.fill(text, &path, lang).into_owned();
            (lang.clone(), filled)
        });
        Localized(texts.collect())
    }

    fn below_root(&self, reference: &str) -> String {
        let root = self.reference("");
        let below = reference.strip_prefix(&root);
        below.unwrap_or_default().to_owned()
    }
}

/// A number as it is kept: without a fraction that says nothing.
fn written(question: Option<&Question>, value: String) -> String {
    let is_number =
        question.is_some_and(|q| matches!(q.kind, QuestionType::Decimal | QuestionType::Range));
    match value.strip_suffix(".0") {
        Some(whole) if is_number => whole.to_owned(),
        _ => value,
    }
}

fn not_evaluated(path: String) -> Violation {
    Violation {
        path,
        kind: ViolationKind::NotEvaluated,
        message: both(
            "Diese Angabe kann nicht geprüft werden, weil eine Formel des Formulars fehlerhaft ist. Wenden Sie sich an Ihr Gesundheitsamt.",
            "This answer cannot be checked because a formula of the form is faulty. Please contact your health office.",
        ),
    }
}

/// Why answers could not even be put into the form.
fn refusal(error: &SessionError) -> Violation {
    match error {
        SessionError::TooManyInstances(_) => Violation {
            path: String::new(),
            kind: ViolationKind::Rounds,
            message: both(
                format!(
                    "Die Meldung enthält mehr als {} wiederholte Einträge.",
                    engine::MAX_INSTANCES
                ),
                format!(
                    "The report contains more than {} repeated entries.",
                    engine::MAX_INSTANCES
                ),
            ),
        },
        _ => not_evaluated(String::new()),
    }
}
