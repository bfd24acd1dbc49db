// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be wrong with a form definition, in words for its author.

use kernel::Localized;
use xpath::{FindingKind, SyntaxErrorKind, ValueKind};

use crate::engine::ProblemKind;
use crate::spec::{FORMAT, PrivacyClass, QuestionType};
use crate::typed::both;

/// One thing wrong with a form definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem {
    /// Path of the question or group; empty for the form as a whole.
    pub path: String,
    /// Which of its properties.
    pub column: Column,
    /// What is wrong.
    pub cause: ProblemCause,
}

impl FormProblem {
    /// A whole sentence, naming the place, in `de` or `en`.
    pub fn message(&self, lang: &str) -> String {
        let cause = self.cause.message();
        let cause = cause.get(lang);
        if self.path.is_empty() {
            return cause.to_owned();
        }
        let header = self.column.header();
        if lang == "de" {
            format!("Frage „{}“, Spalte „{header}“: {cause}", self.path)
        } else {
            format!("Question “{}”, column “{header}”: {cause}", self.path)
        }
    }
}

/// A property of a question or of the form, named as in spreadsheet forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`header` says what each one is")]
pub enum Column {
    Name,
    Type,
    Label,
    Hint,
    Required,
    RequiredMessage,
    Relevant,
    Constraint,
    ConstraintMessage,
    Warning,
    WarningMessage,
    Readonly,
    Default,
    Calculation,
    Choices,
    Privacy,
    Release,
    RepeatCount,
    Trigger,
    Parameters,
    ChoiceFilter,
    Passed,
    Settings,
}

impl Column {
    /// The column header in a spreadsheet form.
    pub fn header(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Label => "label",
            Self::Hint => "hint",
            Self::Required => "required",
            Self::RequiredMessage => "required_message",
            Self::Relevant => "relevant",
            Self::Constraint => "constraint",
            Self::ConstraintMessage => "constraint_message",
            Self::Warning => "deich::warning",
            Self::WarningMessage => "deich::warning_message",
            Self::Readonly => "readonly",
            Self::Default => "default",
            Self::Calculation => "calculation",
            Self::Choices => "choices",
            Self::Privacy => "deich::privacy",
            Self::Release => "deich::release",
            Self::RepeatCount => "repeat_count",
            Self::Trigger => "trigger",
            Self::Parameters => "parameters",
            Self::ChoiceFilter => "choice_filter",
            Self::Passed => "bind::…",
            Self::Settings => "settings",
        }
    }
}

/// What is wrong with a form definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemCause {
    /// The JSON format has another version than this program reads.
    Format(u32),
    /// The identifier of the form is empty or has other characters than allowed.
    FormId(String),
    /// The form has no title.
    NoTitle,
    /// A language is missing, or the default language is not among the languages.
    Languages,
    /// There is no question at all.
    NoQuestions,
    /// More questions, groups or nesting than the engine takes.
    TooLarge,
    /// A name that cannot be used.
    InvalidName(String),
    /// Two things in one group have the same name.
    DuplicateName(String),
    /// A question or note without a text to show.
    NoLabel,
    /// A select question without a list.
    NoChoiceList,
    /// The list of choices does not exist.
    UnknownChoiceList(String),
    /// The list of choices is empty.
    EmptyChoiceList(String),
    /// A code occurs twice in a list.
    DuplicateCode(String),
    /// A code that is empty or contains blanks.
    InvalidCode(String),
    /// What only the engine found, in its words.
    Engine(Box<ProblemKind>),
    /// An entity that has no place in the form.
    Entity(String),
    /// Something that the model knows and that cannot be filled in yet.
    NotYetFillable(&'static str),
    /// A calculated value without an expression.
    NoCalculation,
    /// A warning without a message.
    NoWarningMessage,
    /// A class that values of this type cannot have.
    PrivacyClass(PrivacyClass, QuestionType),
    /// The expression cannot be read; the number is the character, counted from 1.
    Syntax(SyntaxErrorKind, usize),
    /// The expression uses something that does not exist.
    Expression(FindingKind),
    /// `${name}` fits several questions.
    AmbiguousReference(String),
    /// Values depend on each other in a circle.
    Cycle(Vec<String>),
    /// A default that is no value of the question's type.
    Default(String),
}

impl ProblemCause {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format(_) => "format",
            Self::FormId(_) => "form-id",
            Self::NoTitle => "no-title",
            Self::Languages => "languages",
            Self::NoQuestions => "no-questions",
            Self::TooLarge => "too-large",
            Self::InvalidName(_) => "invalid-name",
            Self::DuplicateName(_) => "duplicate-name",
            Self::NoLabel => "no-label",
            Self::NoChoiceList => "no-choice-list",
            Self::UnknownChoiceList(_) => "unknown-choice-list",
            Self::EmptyChoiceList(_) => "empty-choice-list",
            Self::DuplicateCode(_) => "duplicate-code",
            Self::InvalidCode(_) => "invalid-code",
            Self::Engine(_) => "engine",
            Self::Entity(_) => "entity",
            Self::NotYetFillable(_) => "not-yet-fillable",
            Self::NoCalculation => "no-calculation",
            Self::NoWarningMessage => "no-warning-message",
            Self::PrivacyClass(..) => "privacy-class",
            Self::Syntax(..) => "syntax",
            Self::Expression(FindingKind::UnknownFunction(_)) => "unknown-function",
            Self::Expression(FindingKind::WrongArity { .. }) => "wrong-arity",
            Self::Expression(FindingKind::UnknownNode(_)) => "unknown-node",
            Self::Expression(FindingKind::UnknownReference(_)) => "unknown-reference",
            Self::Expression(FindingKind::NodesNeeded(_)) => "nodes-needed",
            Self::Expression(FindingKind::InvalidArgument { .. }) => "invalid-argument",
            Self::Expression(FindingKind::NotANumber(_)) => "not-a-number",
            Self::Expression(FindingKind::Incomparable(..)) => "incomparable",
            Self::Expression(FindingKind::BlankInSum { .. }) => "blank-in-sum",
            Self::AmbiguousReference(_) => "ambiguous-reference",
            Self::Cycle(_) => "cycle",
            Self::Default(_) => "default",
        }
    }

    /// What is wrong and what to do, in German and English.
    pub fn message(&self) -> Localized {
        match self {
            Self::Format(version) => both(
                format!(
                    "Die Formulardatei hat das Format {version}; dieses Programm liest Format {FORMAT}."
                ),
                format!("The form file has format {version}; this program reads format {FORMAT}."),
            ),
            Self::FormId(id) => both(
                format!(
                    "„{id}“ ist keine Formularkennung. Erlaubt sind Buchstaben ohne Umlaute, Ziffern, „_“, „-“ und „.“."
                ),
                format!(
                    "“{id}” is not a form identifier. Use letters a to z, digits, “_”, “-” and “.”."
                ),
            ),
            Self::NoTitle => both(
                "Das Formular hat keinen Titel. Tragen Sie ihn im Blatt „settings“ unter „form_title“ ein.",
                "The form has no title. Enter one in the sheet “settings” under “form_title”.",
            ),
            Self::Languages => both(
                "Die Standardsprache gehört nicht zu den Sprachen des Formulars.",
                "The default language is not among the languages of the form.",
            ),
            Self::NoQuestions => both(
                "Das Formular enthält keine Frage.",
                "The form contains no question.",
            ),
            Self::TooLarge => both(
                "Das Formular ist zu groß: höchstens 5.000 Fragen und 12 ineinanderliegende Gruppen.",
                "The form is too large: at most 5,000 questions and 12 groups within each other.",
            ),
            Self::InvalidName(name) => both(
                format!(
                    "„{name}“ ist kein gültiger Name. Er beginnt mit einem Buchstaben oder „_“ und enthält nur Buchstaben, Ziffern, „_“, „-“ und „.“."
                ),
                format!(
                    "“{name}” is not a valid name. It begins with a letter or “_” and contains letters, digits, “_”, “-” and “.” only."
                ),
            ),
            Self::DuplicateName(name) => both(
                format!("Der Name „{name}“ kommt in dieser Gruppe zweimal vor."),
                format!("The name “{name}” occurs twice in this group."),
            ),
            Self::NoLabel => both(
                "Der Text der Frage fehlt in der Standardsprache.",
                "The text of the question is missing in the default language.",
            ),
            Self::NoChoiceList => both(
                "Es ist nicht angegeben, aus welcher Liste gewählt wird.",
                "It is not said which list to choose from.",
            ),
            Self::UnknownChoiceList(list) => both(
                format!("Die Auswahlliste „{list}“ gibt es im Blatt „choices“ nicht."),
                format!("There is no list of choices “{list}” in the sheet “choices”."),
            ),
            Self::EmptyChoiceList(list) => both(
                format!("Die Auswahlliste „{list}“ ist leer."),
                format!("The list of choices “{list}” is empty."),
            ),
            Self::DuplicateCode(code) => both(
                format!("Der Code „{code}“ kommt in der Auswahlliste zweimal vor."),
                format!("The code “{code}” occurs twice in the list of choices."),
            ),
            Self::InvalidCode(code) => both(
                format!(
                    "„{code}“ ist kein gültiger Code: Er darf nicht leer sein und keine Leerzeichen enthalten."
                ),
                format!("“{code}” is not a valid code: it must not be empty nor contain blanks."),
            ),
            Self::Engine(found) => both(
                format!(
                    "Das Formular lässt sich so nicht ausführen: {}.",
                    found.german()
                ),
                format!("The form cannot be run like this: {found}."),
            ),
            Self::Entity(list) => both(
                format!("Für Objekte der Liste „{list}“ ist im Formular kein Platz."),
                format!("The form has no place for entities of the list “{list}”."),
            ),
            Self::NotYetFillable(what) => both(
                format!("„{what}“ lässt sich hier noch nicht ausfüllen."),
                format!("“{what}” cannot be filled in here yet."),
            ),
            Self::NoCalculation => both(
                "Die Formel für den berechneten Wert fehlt.",
                "The formula for the calculated value is missing.",
            ),
            Self::NoWarningMessage => both(
                "Der Hinweistext zur Plausibilitätsprüfung fehlt in der Standardsprache.",
                "The message of the plausibility check is missing in the default language.",
            ),
            Self::PrivacyClass(class, kind) => {
                let kind = kind.name();
                let (more_de, more_en) = if kind == "text" {
                    (
                        " Freitext verlässt das Amt nie; möglich ist nur „identifier“.",
                        " Free text never leaves the office; only “identifier” is possible.",
                    )
                } else {
                    ("", "")
                };
                both(
                    format!("Die Schutzklasse „{class}“ passt nicht zum Typ „{kind}“.{more_de}"),
                    format!("The privacy class “{class}” does not fit the type “{kind}”.{more_en}"),
                )
            }
            Self::Syntax(kind, at) => {
                let reason = syntax(kind);
                both(
                    format!(
                        "Der Ausdruck ist nicht lesbar: {} (Zeichen {at}).",
                        reason.get("de")
                    ),
                    format!(
                        "The expression cannot be read: {} (character {at}).",
                        reason.get("en")
                    ),
                )
            }
            Self::Expression(finding) => expression(finding),
            Self::AmbiguousReference(name) => both(
                format!("„${{{name}}}“ ist nicht eindeutig: Mehrere Fragen heißen so."),
                format!("“${{{name}}}” is ambiguous: several questions have this name."),
            ),
            Self::Cycle(paths) => {
                let circle = paths.join(" → ");
                both(
                    format!("Die Ausdrücke hängen im Kreis voneinander ab: {circle}."),
                    format!("The expressions depend on each other in a circle: {circle}."),
                )
            }
            Self::Default(value) => both(
                format!("Der Vorgabewert „{value}“ passt nicht zum Typ der Frage."),
                format!("The default “{value}” does not fit the type of the question."),
            ),
        }
    }
}

fn syntax(kind: &SyntaxErrorKind) -> Localized {
    match kind {
        SyntaxErrorKind::Empty => both("er ist leer", "it is empty"),
        SyntaxErrorKind::TooLong => both("er ist zu lang", "it is too long"),
        SyntaxErrorKind::TooDeep => both("er ist zu tief verschachtelt", "it is nested too deeply"),
        SyntaxErrorKind::UnclosedText => both(
            "ein Anführungszeichen wird nicht geschlossen",
            "a quotation mark is not closed",
        ),
        SyntaxErrorKind::BrokenReference => both(
            "ein Verweis ist nicht als ${name} geschrieben",
            "a reference is not written as ${name}",
        ),
        SyntaxErrorKind::UnexpectedCharacter(c) => both(
            format!("„{c}“ wird hier nicht erwartet"),
            format!("“{c}” is not expected here"),
        ),
        SyntaxErrorKind::Unexpected(word) => both(
            format!("„{word}“ wird hier nicht erwartet"),
            format!("“{word}” is not expected here"),
        ),
        SyntaxErrorKind::UnexpectedEnd => both("er hört zu früh auf", "it ends too early"),
        SyntaxErrorKind::UnknownAxis(name) => both(
            format!("„{name}“ ist keine Achse"),
            format!("“{name}” is not an axis"),
        ),
    }
}

fn expression(finding: &FindingKind) -> Localized {
    match finding {
        FindingKind::UnknownFunction(name) => both(
            format!("Die Funktion „{name}“ gibt es nicht."),
            format!("There is no function “{name}”."),
        ),
        FindingKind::WrongArity { name, given: 1 } => both(
            format!("Die Funktion „{name}“ nimmt nicht genau einen Wert."),
            format!("The function “{name}” does not take exactly one value."),
        ),
        FindingKind::WrongArity { name, given } => both(
            format!("Die Funktion „{name}“ nimmt nicht {given} Werte."),
            format!("The function “{name}” does not take {given} values."),
        ),
        FindingKind::UnknownNode(path) => both(
            format!("Unter „{path}“ gibt es nichts."),
            format!("There is nothing at “{path}”."),
        ),
        FindingKind::UnknownReference(name) => both(
            format!("Die Frage „{name}“ gibt es nicht."),
            format!("There is no question “{name}”."),
        ),
        FindingKind::NodesNeeded(name) => both(
            format!("„{name}“ braucht einen Pfad zu Fragen."),
            format!("“{name}” needs a path to questions."),
        ),
        FindingKind::InvalidArgument { function, text } => both(
            format!("Die Funktion „{function}“ kann mit „{text}“ nichts anfangen."),
            format!("The function “{function}” cannot work with “{text}”."),
        ),
        FindingKind::NotANumber(text) => both(
            format!("„{text}“ ist keine Zahl und kein Datum."),
            format!("“{text}” is neither a number nor a date."),
        ),
        FindingKind::Incomparable(left, right) => both(
            format!(
                "{} wird mit {} verglichen; das kann nicht gelingen.",
                kind(*left).0,
                kind(*right).1
            ),
            format!("Here {left} is compared with {right}, which cannot work."),
        ),
        FindingKind::BlankInSum { function, path } => both(
            format!("„{function}“ hat keinen Wert, solange „{path}“ irgendwo leer ist."),
            format!("“{function}” has no value as long as “{path}” is blank somewhere."),
        ),
    }
}

/// The German name of a kind of value, as the subject of a sentence and after “mit”.
fn kind(kind: ValueKind) -> (&'static str, &'static str) {
    match kind {
        ValueKind::Any => ("Ein Wert", "einem Wert"),
        ValueKind::Number => ("Eine Zahl", "einer Zahl"),
        ValueKind::Text => ("Ein Text", "einem Text"),
        ValueKind::Boolean => ("Ja oder Nein", "Ja oder Nein"),
        ValueKind::Date => ("Ein Datum", "einem Datum"),
    }
}
