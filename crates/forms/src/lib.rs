// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form engine: what a form is, what its expressions yield, and whether answers are valid.
//!
//! * [`FormSpec`] is the typed, versioned definition of a form (JSON, [`FormSpec::hash`]).
//! * [`CompiledForm`] is the form ready to be filled. [`CompiledForm::check`] says what is wrong and
//!   implausible about a whole set of answers; a [`Filling`] takes them one after the other. Both run
//!   the same [`engine`].
//! * [`xlsform`] reads and writes spreadsheet forms; [`xform`] reads and writes ODK `XForms`.
//! * [`fim`] reads and writes forms of the federal information management, [`genericode`] reads
//!   lists of codes.
//! * [`fhir`] reads Questionnaires, [`export`] writes them.
//! * [`definition::Definition`] is the form as it is executed. [`lower()`] makes it of the one that
//!   authors edit, [`lift()`] goes the other way; [`engine`] runs it: one [`engine::Form`] for any
//!   number of [`engine::Session`]s.
//! * [`entry`] reads and writes tables with a set of answers in each row.
//! * [`convert`] and [`protocol`] are what the command line does with all of these.
//!
//! What belongs here: meaning of forms and their file formats. What does not: pages, storage,
//! collections. Pure: the time and the period are part of [`Context`].

mod answers;
mod attached;
mod bounds;
mod compile;
mod condition;
mod context;
pub mod convert;
pub mod definition;
mod display;
pub mod engine;
pub mod entry;
mod evaluation;
pub mod export;
pub mod fhir;
mod file;
mod filling;
pub mod fim;
pub mod genericode;
mod import;
mod lift;
mod lower;
mod problem;
pub mod protocol;
mod spec;
mod try_out;
mod typed;
pub mod xform;
pub mod xlsform;
mod xml_problem;

pub use answers::Answers;
pub use attached::{
    AttachedFile, WantedFile, WantedFor, check_data, data_files, file_of_address, wanted_files,
};
pub use compile::{
    CompiledForm, Examination, Expression, Field, check_expression, examine, is_entity_name,
    is_name, join, without_positions,
};
pub use condition::{Condition, Relation};
pub use context::{Context, PeriodFacts};
pub use evaluation::{Evaluation, Violation, ViolationKind, Warning};
pub use file::{FileProblem, LONGEST_FILE_NAME, NamedFile, StoredFile, clean_file_name};
pub use filling::Filling;
pub use import::{Imported, ReviewTask, WantedList};
pub use lift::{Loss, LossKind, lift};
pub use lower::{NAMESPACE, lower};
pub use problem::{Column, FormProblem, ProblemCause};
pub use spec::{
    Choice, ChoiceSource, CodeListId, Entity, FORMAT, FimId, FormSpec, Group, Item, LEGAL_LANGUAGE,
    Media, NoCodeListId, NoFimId, NoOrigin, NumberRange, Origin, PERIOD_FACTS, PERIOD_INSTANCE,
    PREVIOUS_INSTANCE, PeriodKind, PrivacyClass, Question, QuestionType, ReleaseRule,
    ReleaseStatus, Repeat, Settings, language_name,
};
pub use try_out::TryOutError;
pub use typed::{ENGLISH_MONTHS, TypeProblem, display_value, parse_value};
pub use xml_problem::XmlProblem;
