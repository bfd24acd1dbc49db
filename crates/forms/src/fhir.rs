// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! FHIR R4 Questionnaires (<https://hl7.org/fhir/R4/questionnaire.html>), as far as they are static:
//! read here, written by [`export::fhir`](crate::export::fhir()).
//!
//! Expressions of `FHIRPath` and CQL are never run. Those that are a rule become
//! [`ReviewTask`](crate::ReviewTask)s, all others are named as lost. A `linkId` is kept where it is not
//! the path that the item has here.

mod choices;
mod condition;
mod extensions;
mod head;
mod problem;
mod question;
mod read;

pub use problem::{ReadProblem, ReadProblemKind};
pub use read::read;

/// How translations of a text are written.
pub(crate) const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
/// How a unit is written.
pub(crate) const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
/// How a hint is told from a question.
pub(crate) const CONTROL: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
/// The codes of the same.
pub(crate) const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";
/// Whether an item is never shown.
pub(crate) const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
/// The least value.
pub(crate) const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
/// The greatest value.
pub(crate) const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
/// The least length of a text.
pub(crate) const MIN_LENGTH: &str = "http://hl7.org/fhir/StructureDefinition/minLength";
/// A regular expression for the whole text.
pub(crate) const REGEX: &str = "http://hl7.org/fhir/StructureDefinition/regex";
/// The least number of answers.
pub(crate) const MIN_OCCURS: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs";
/// The greatest number of answers.
pub(crate) const MAX_OCCURS: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs";
/// A rule in `FHIRPath`.
pub(crate) const CONSTRAINT: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint";

/// The address of a form that has no other.
pub(crate) const FORM_ADDRESS: &str = "urn:deich:form:";

/// The column of choices that holds the system of their codes.
pub(crate) const SYSTEM: &str = "system";

/// The length that a text has where nobody says another: the most that is stored, in characters.
pub(crate) const LONGEST_TEXT: u32 = 10_000;
