// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form engine: what a form is, what its expressions yield, and whether answers are valid.
//!
//! * [`FormSpec`] is the typed, versioned definition of a form (JSON, [`FormSpec::hash`]).
//! * [`CompiledForm`] holds the parsed expressions in the order in which they must be evaluated.
//!   [`CompiledForm::check`] answers in one pass what is relevant, required, calculated, wrong and
//!   implausible. The same call serves the page while somebody types and the server afterwards.
//! * [`xlsform`] reads and writes spreadsheet forms; [`xform`] reads and writes ODK `XForms`.
//! * [`definition::Definition`] is the form as it is executed. [`lower()`] makes it of the one that
//!   authors edit, [`lift()`] goes the other way; [`engine`] runs it: one [`engine::Form`] for any
//!   number of [`engine::Session`]s.
//! * [`convert`] and [`protocol`] are what the command line does with all of these.
//!
//! What belongs here: meaning of forms and their file formats. What does not: pages, storage,
//! collections. Pure: the time and the period are part of [`Context`].

mod answers;
mod check;
mod compile;
mod context;
pub mod convert;
pub mod definition;
mod display;
pub mod engine;
mod evaluation;
pub mod export;
mod lift;
mod lower;
mod problem;
pub mod protocol;
mod spec;
mod typed;
pub mod xform;
pub mod xlsform;

pub use answers::Answers;
pub use compile::{CompiledForm, Field};
pub use context::{Context, PeriodFacts};
pub use evaluation::{Evaluation, FieldState, Violation, ViolationKind, Warning};
pub use lift::{Loss, LossKind, lift};
pub use lower::{NAMESPACE, lower};
pub use problem::{Column, FormProblem, ProblemCause};
pub use spec::{
    Choice, ChoiceSource, Entity, FORMAT, FormSpec, Group, Item, LEGAL_LANGUAGE, Media,
    PERIOD_FACTS, PERIOD_INSTANCE, PeriodKind, PrivacyClass, Question, QuestionType, ReleaseRule,
    Repeat, Settings, language_name,
};
pub use typed::{TypeProblem, display_value, parse_value};
