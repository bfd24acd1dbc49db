// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is wrong with a form, an instance or a request.

use std::fmt;

use xpath::EvaluationError;

/// Which part of a node's description something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Property {
    Relevant,
    Required,
    Readonly,
    Constraint,
    Warning,
    ConstraintMessage,
    RequiredMessage,
    Calculate,
    Preload,
    Count,
    NoAddRemove,
    Label,
    Hint,
    Choices,
    Action,
    Reference,
    Attribute,
    Instance,
}

impl Property {
    /// The name as the specification writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevant => "relevant",
            Self::Required => "required",
            Self::Readonly => "readonly",
            Self::Constraint => "constraint",
            Self::Warning => "deich:warning",
            Self::ConstraintMessage => "jr:constraintMsg",
            Self::RequiredMessage => "jr:requiredMsg",
            Self::Calculate => "calculate",
            Self::Preload => "jr:preload",
            Self::Count => "jr:count",
            Self::NoAddRemove => "jr:noAddRemove",
            Self::Label => "label",
            Self::Hint => "hint",
            Self::Choices => "choices",
            Self::Action => "action",
            Self::Reference => "ref",
            Self::Attribute => "attribute",
            Self::Instance => "instance",
        }
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something wrong with a form.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{path}, {property}: {kind}")]
pub struct Problem {
    /// The path of the node, or the reference as written if it leads nowhere.
    pub path: String,
    /// Which part of its description.
    pub property: Property,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The expression cannot be read.
    #[error("`{expression}` cannot be read: {error}")]
    Syntax {
        /// The expression.
        expression: String,
        /// Why, and where.
        error: xpath::SyntaxError,
    },
    /// There is no such function.
    #[error("there is no function `{0}`")]
    UnknownFunction(String),
    /// A function is called with too few or too many arguments.
    #[error("`{name}` does not take {given} arguments")]
    Arity {
        /// The function.
        name: String,
        /// How many arguments it was given.
        given: usize,
    },
    /// A `${name}` in a place where there are no such references.
    #[error("the reference `${{{0}}}` is not a path")]
    Reference(String),
    /// A path leads to no node of the primary instance.
    #[error("there is nothing at `{0}`")]
    UnknownNode(String),
    /// A secondary instance is named that the form does not have.
    #[error("there is no instance `{0}`")]
    UnknownInstance(String),
    /// A text is named that no translation has.
    #[error("there is no text `{0}`")]
    UnknownText(String),
    /// Choices without a question that has any.
    #[error("the question at `{0}` has no choices")]
    NoChoices(String),
    /// Calculations that need each other.
    #[error("the calculations depend on each other in a circle: {}", .0.join(" → "))]
    Circle(Vec<String>),
    /// An event that does not exist.
    #[error("there is no event `{0}`")]
    UnknownEvent(String),
    /// An event at a place where it cannot happen.
    #[error("the event `{0}` does not happen here")]
    MisplacedEvent(String),
    /// An attribute of a control that does not have the form it must have.
    #[error("`{name}` must not be `{value}`")]
    Attribute {
        /// The attribute.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// A file that the form needs was not given.
    #[error("the file `{0}` is missing")]
    MissingFile(String),
    /// A file that the form needs cannot be read.
    #[error("the file `{name}` cannot be read: {reason}")]
    BadFile {
        /// The file.
        name: String,
        /// Why.
        reason: String,
    },
}

impl ProblemKind {
    /// The same in German; what a parser says about its own text stays in English.
    pub fn german(&self) -> String {
        match self {
            Self::Syntax { expression, error } => {
                format!("„{expression}“ ist nicht lesbar: {error}")
            }
            Self::UnknownFunction(name) => format!("die Funktion „{name}“ gibt es nicht"),
            Self::Arity { name, given } => {
                format!("„{name}“ kann mit {given} Angaben nicht aufgerufen werden")
            }
            Self::Reference(name) => format!("der Verweis „{name}“ ist kein Pfad"),
            Self::UnknownNode(path) => format!("an „{path}“ steht nichts"),
            Self::UnknownInstance(name) => format!("die Liste „{name}“ gibt es nicht"),
            Self::UnknownText(name) => format!("den Text „{name}“ gibt es nicht"),
            Self::NoChoices(path) => format!("die Frage an „{path}“ hat keine Antworten zur Wahl"),
            Self::Circle(paths) => {
                let circle = paths.join(" → ");
                format!("die Berechnungen brauchen einander im Kreis: {circle}")
            }
            Self::UnknownEvent(name) => format!("das Ereignis „{name}“ gibt es nicht"),
            Self::MisplacedEvent(name) => format!("das Ereignis „{name}“ kommt hier nicht vor"),
            Self::Attribute { name, value } => format!("„{name}“ darf nicht „{value}“ sein"),
            Self::MissingFile(name) => format!("die Datei „{name}“ fehlt"),
            Self::BadFile { name, reason } => {
                format!("die Datei „{name}“ ist nicht lesbar: {reason}")
            }
        }
    }
}

/// Something that went wrong while a form was filled in. The node is treated as if the expression
/// had no value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{path}, {property}: {error}")]
pub struct Failure {
    /// The path of the node with the positions of repeat instances.
    pub path: String,
    /// Which expression.
    pub property: Property,
    /// Why it has no value.
    pub error: EvaluationError,
}

/// Why a request was refused. An answer that is refused changes nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SessionError {
    /// There is no such node now.
    #[error("there is nothing at `{0}`")]
    NoNode(String),
    /// The node holds other nodes and no value.
    #[error("`{0}` holds no value")]
    NoValue(String),
    /// The node is not relevant at the moment.
    #[error("`{0}` is not relevant")]
    NotRelevant(String),
    /// The node cannot be changed by hand.
    #[error("`{0}` is read-only")]
    Readonly(String),
    /// The node is not a repeat.
    #[error("`{0}` is not a repeat")]
    NoRepeat(String),
    /// The number of instances is not for people to change.
    #[error("the number of instances of `{0}` is fixed")]
    Fixed(String),
    /// More repeat instances than [`super::MAX_INSTANCES`].
    #[error("`{0}` would have more than {max} instances in all", max = super::MAX_INSTANCES)]
    TooManyInstances(String),
    /// A ranking that leaves out every choice.
    #[error("`{0}` must rank the choices that there are")]
    Ranking(String),
    /// An action points at several nodes.
    #[error("an action at `{0}` points at several nodes")]
    Ambiguous(String),
    /// Values that keep changing each other.
    #[error("the expressions around `{0}` do not come to rest")]
    Restless(String),
    /// A language that the form does not have.
    #[error("the form has no language `{0}`")]
    NoLanguage(String),
    /// An instance that is no XML.
    #[error("{0}")]
    Xml(#[from] xpath::xml::XmlError),
    /// An instance of another form.
    #[error("`{found}` is not the root of this form, which is `{expected}`")]
    OtherForm {
        /// The name of the outermost element or its `id`.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// A node in an instance that the form does not have.
    #[error("{place}: there is no `{path}` in this form")]
    UnknownNode {
        /// Where in the XML.
        place: xpath::xml::Place,
        /// The path.
        path: String,
    },
}
