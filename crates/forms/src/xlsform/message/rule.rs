// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rules of `XLSForm` that a row can break.

use kernel::Localized;

use crate::typed::both;

/// A rule of `XLSForm` that is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Parameters that are not written as `key=value`.
    Parameters,
    /// A parameter that the type does not have.
    UnknownParameter {
        /// The parameter.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// A parameter with a value that it cannot have.
    ParameterValue {
        /// The parameter.
        name: String,
        /// What is expected.
        expected: Expected,
    },
    /// Parameters that are only possible together.
    ParametersTogether(&'static str),
    /// Parameters that do not go with the appearance.
    Appearance,
    /// The name is kept for the form itself.
    ReservedName(String),
    /// A repeat has the name of another repeat or of the form.
    RepeatName(String),
    /// `${` without an end, or with something that is no name.
    BrokenReference,
    /// The trigger is not a list of questions.
    TriggerList,
    /// The trigger is not asked.
    TriggerHidden(String),
    /// The cell must be empty for this type.
    NotEmpty,
    /// The question has neither label nor hint.
    NoLabelOrHint,
    /// A big picture without a small one.
    BigImageAlone,
    /// A file of another kind than the type reads.
    FileEnding(String),
    /// `or_other` together with a filter.
    FilteredOther,
    /// A list that `search()` fills is used without it.
    SharedSearch(String),
    /// `search()` with choices from a file.
    SearchInFile,
    /// Two attached files would have the same name.
    SameInstance(String),
    /// A sheet that is needed is missing; sheets with similar names.
    MissingSheet(&'static str, Vec<String>),
    /// The audit log must have this name.
    AuditName,
    /// A code with blanks in a list of which several are chosen.
    BlankInCode(String),
    /// A saved value belongs to a question, not to a group.
    GroupSaved,
    /// There is nothing to save to.
    NoEntities,
    /// Not a name of an entity list or property.
    EntityName(String),
    /// The list of entities does not exist.
    UnknownEntity(String),
    /// With several lists the one that is meant must be named.
    EntityPrefix,
    /// The property gets another value already, in this row.
    PropertyTwice(u32),
    /// The list occurs twice.
    EntityTwice(String),
    /// An entity without label cannot be created.
    EntityLabel,
    /// An entity without identifier cannot be updated.
    EntityId,
    /// Both are created and updated, but it is not said when.
    EntityUpdateIf,
    /// A column that does not exist.
    UnknownColumn,
    /// Values from repeats that do not lie within each other.
    EntityScope(String),
    /// No place is left for the entity.
    EntityPlace,
    /// The source of reference shapes does not exist.
    ReferenceGeometry,
    /// Groups lie too deeply in each other.
    TooDeep,
}

/// What a parameter must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Not zero.
    NotZero,
    /// `true` or `false`.
    TrueFalse,
    /// `true`, or left out.
    True,
    /// One of these words.
    OneOf(&'static str),
    /// A number or a question.
    NumberOrReference,
    /// Not larger than the range.
    WithinSize,
    /// Between start and end.
    WithinRange,
    /// A whole number of steps from the start.
    MultipleOfStep,
    /// A list of choices.
    List,
    /// A list whose codes are numbers.
    NumberCodes,
    /// A list of the two ends.
    TwoEnds,
    /// The name of an Android program.
    Package,
    /// At least as much as another parameter.
    AtLeast(&'static str),
}

impl Expected {
    fn text(&self) -> (String, String) {
        let (de, en) = match self {
            Self::Number => ("muss eine Zahl sein", "must be a number"),
            Self::Integer => ("muss eine ganze Zahl sein", "must be a whole number"),
            Self::NotZero => ("darf nicht 0 sein", "must not be 0"),
            Self::TrueFalse => ("muss „true“ oder „false“ sein", "must be “true” or “false”"),
            Self::True => (
                "kann nur „true“ sein oder entfallen",
                "can only be “true” or be left out",
            ),
            Self::OneOf(words) => {
                return (
                    format!("muss einer dieser Werte sein: {words}"),
                    format!("must be one of {words}"),
                );
            }
            Self::NumberOrReference => (
                "muss eine Zahl oder ein Verweis wie ${name} sein",
                "must be a number or a reference such as ${name}",
            ),
            Self::WithinSize => (
                "darf nicht größer sein als der Abstand von „start“ bis „end“",
                "must not be larger than the distance from “start” to “end”",
            ),
            Self::WithinRange => (
                "muss zwischen „start“ und „end“ liegen",
                "must lie between “start” and “end”",
            ),
            Self::MultipleOfStep => (
                "muss von „start“ aus in ganzen Schritten erreichbar sein",
                "must be a whole number of steps away from “start”",
            ),
            Self::List => (
                "muss eine Liste im Blatt „choices“ nennen",
                "must name a list in the sheet “choices”",
            ),
            Self::NumberCodes => (
                "muss eine Liste nennen, deren Codes Zahlen sind",
                "must name a list whose codes are numbers",
            ),
            Self::TwoEnds => (
                "darf ohne Striche nur die beiden Enden benennen",
                "may only name the two ends when there are no ticks",
            ),
            Self::Package => (
                "muss der Name eines Android-Programms sein, zum Beispiel „org.example.app“",
                "must be the name of an Android program, for example “org.example.app”",
            ),
            Self::AtLeast(other) => {
                return (
                    format!("muss mindestens {other} sein"),
                    format!("must be at least {other}"),
                );
            }
        };
        (de.to_owned(), en.to_owned())
    }
}

impl Rule {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::UnknownParameter { .. } => "unknown-parameter",
            Self::ParameterValue { .. } => "parameter-value",
            Self::ParametersTogether(_) => "parameters-together",
            Self::Appearance => "appearance",
            Self::ReservedName(_) => "reserved-name",
            Self::RepeatName(_) => "repeat-name",
            Self::BrokenReference => "broken-reference",
            Self::TriggerList => "trigger-list",
            Self::TriggerHidden(_) => "trigger-hidden",
            Self::NotEmpty => "not-empty",
            Self::NoLabelOrHint => "no-label-or-hint",
            Self::BigImageAlone => "big-image-alone",
            Self::FileEnding(_) => "file-ending",
            Self::FilteredOther => "filtered-other",
            Self::SharedSearch(_) => "shared-search",
            Self::SearchInFile => "search-in-file",
            Self::SameInstance(_) => "same-instance",
            Self::MissingSheet(..) => "missing-sheet",
            Self::AuditName => "audit-name",
            Self::BlankInCode(_) => "blank-in-code",
            Self::GroupSaved => "group-saved",
            Self::NoEntities => "no-entities",
            Self::EntityName(_) => "entity-name",
            Self::UnknownEntity(_) => "unknown-entity",
            Self::EntityPrefix => "entity-prefix",
            Self::PropertyTwice(_) => "property-twice",
            Self::EntityTwice(_) => "entity-twice",
            Self::EntityLabel => "entity-label",
            Self::EntityId => "entity-id",
            Self::EntityUpdateIf => "entity-update-if",
            Self::UnknownColumn => "unknown-column",
            Self::EntityScope(_) => "entity-scope",
            Self::EntityPlace => "entity-place",
            Self::ReferenceGeometry => "reference-geometry",
            Self::TooDeep => "too-deep",
        }
    }

    /// What is wrong and what to do, in German and English.
    pub fn message(&self) -> Localized {
        match self {
            Self::Parameters => both(
                "Parameter werden als „name=wert“ geschrieben, mit Leerzeichen dazwischen.",
                "Parameters are written as “name=value” with blanks between them.",
            ),
            Self::UnknownParameter { name, known } => both(
                format!("Den Parameter „{name}“ gibt es hier nicht. Möglich sind {known}."),
                format!("There is no parameter “{name}” here. Use {known}."),
            ),
            Self::ParameterValue { name, expected } => {
                let (de, en) = expected.text();
                both(
                    format!("Der Parameter „{name}“ {de}."),
                    format!("The parameter “{name}” {en}."),
                )
            }
            Self::ParametersTogether(names) => both(
                format!("Diese Parameter werden nur zusammen angegeben: {names}."),
                format!("These parameters are only given together: {names}."),
            ),
            Self::Appearance => both(
                "Striche, Platzhalter und Beschriftungen gibt es nur bei der Darstellung als Skala („vertical“, „no-ticks“).",
                "Ticks, placeholders and tick labels exist for scales only (“vertical”, “no-ticks”).",
            ),
            Self::ReservedName(name) => both(
                format!("Der Name „{name}“ ist dem Formular selbst vorbehalten."),
                format!("The name “{name}” is reserved for the form itself."),
            ),
            Self::RepeatName(name) => both(
                format!(
                    "Eine Wiederholung namens „{name}“ oder das Formular selbst heißt schon so."
                ),
                format!("Another repeat or the form itself is called “{name}” already."),
            ),
            Self::BrokenReference => both(
                "Ein Verweis ist nicht als ${name} geschrieben.",
                "A reference is not written as ${name}.",
            ),
            Self::TriggerList => both(
                "Auslöser werden als ${name} geschrieben, mehrere mit Komma dazwischen.",
                "Triggers are written as ${name}, several with commas between them.",
            ),
            Self::TriggerHidden(name) => both(
                format!("„{name}“ wird nicht gefragt und kann deshalb nichts auslösen."),
                format!("“{name}” is not asked and can therefore not trigger anything."),
            ),
            Self::NotEmpty => both(
                "Die Zelle muss bei diesem Fragetyp leer sein.",
                "The cell must be empty for this question type.",
            ),
            Self::NoLabelOrHint => both(
                "Die Frage hat weder Text noch Hilfetext.",
                "The question has neither a label nor a hint.",
            ),
            Self::BigImageAlone => both(
                "Zu einem großen Bild gehört ein kleines in der Spalte „media::image“.",
                "A big picture needs a small one in the column “media::image”.",
            ),
            Self::FileEnding(name) => both(
                format!("Die Datei „{name}“ muss auf .csv, .xml oder .geojson enden."),
                format!("The file “{name}” must end in .csv, .xml or .geojson."),
            ),
            Self::FilteredOther => both(
                "„or_other“ lässt sich nicht mit einem Auswahlfilter verbinden.",
                "“or_other” cannot be combined with a choice filter.",
            ),
            Self::SharedSearch(list) => both(
                format!(
                    "Die Liste „{list}“ wird mit search() gefüllt und kann nicht zugleich ohne search() gebraucht werden."
                ),
                format!(
                    "The list “{list}” is filled by search() and cannot be used without search() as well."
                ),
            ),
            Self::SearchInFile => both(
                "search() lässt sich nicht mit Auswahlen aus einer Datei verbinden.",
                "search() cannot be combined with choices from a file.",
            ),
            Self::SameInstance(name) => both(
                format!("Zwei verschiedene Quellen heißen „{name}“."),
                format!("Two different sources are called “{name}”."),
            ),
            Self::MissingSheet(sheet, similar) => {
                let names = similar.join("“, „");
                let (de, en) = if similar.is_empty() {
                    (String::new(), String::new())
                } else {
                    (
                        format!(" Ist „{names}“ gemeint?"),
                        format!(" Is “{}” meant?", similar.join("”, “")),
                    )
                };
                both(
                    format!("Das Blatt „{sheet}“ fehlt.{de}"),
                    format!("The sheet “{sheet}” is missing.{en}"),
                )
            }
            Self::AuditName => both(
                "Das Protokoll muss „audit“ heißen.",
                "The log must be called “audit”.",
            ),
            Self::BlankInCode(code) => both(
                format!(
                    "Der Code „{code}“ enthält ein Leerzeichen; bei Mehrfachauswahl trennt es die Antworten."
                ),
                format!(
                    "The code “{code}” contains a blank, which separates answers when several can be chosen."
                ),
            ),
            Self::GroupSaved => both(
                "Nur Antworten werden in einem Objekt gespeichert, keine Gruppen.",
                "Only answers are saved in an entity, not groups.",
            ),
            Self::NoEntities => both(
                "Zum Speichern fehlt das Blatt „entities“ mit einer Liste.",
                "For saving, the sheet “entities” with a list is missing.",
            ),
            Self::EntityName(name) => both(
                format!(
                    "„{name}“ kann so nicht heißen: keine Punkte in Listen, nicht mit „__“ beginnen, nicht „name“ oder „label“."
                ),
                format!(
                    "“{name}” cannot be used: no dots in lists, no “__” at the beginning, not “name” or “label”."
                ),
            ),
            Self::UnknownEntity(name) => both(
                format!("Die Liste „{name}“ gibt es im Blatt „entities“ nicht."),
                format!("There is no list “{name}” in the sheet “entities”."),
            ),
            Self::EntityPrefix => both(
                "Bei mehreren Listen wird die gemeinte vorangestellt: „liste#eigenschaft“.",
                "With several lists, name the one that is meant: “list#property”.",
            ),
            Self::PropertyTwice(row) => both(
                format!("Diese Eigenschaft wird schon in Zeile {row} gespeichert."),
                format!("This property is saved by row {row} already."),
            ),
            Self::EntityTwice(name) => both(
                format!("Die Liste „{name}“ kommt zweimal vor."),
                format!("The list “{name}” occurs twice."),
            ),
            Self::EntityLabel => both(
                "Zum Anlegen fehlt die Bezeichnung in der Spalte „label“.",
                "For creating, the column “label” must be filled.",
            ),
            Self::EntityId => both(
                "Zum Ändern fehlt die Kennung in der Spalte „entity_id“.",
                "For updating, the column “entity_id” must be filled.",
            ),
            Self::EntityUpdateIf => both(
                "Wird angelegt und geändert, fehlt die Bedingung in der Spalte „update_if“.",
                "For creating and updating, the column “update_if” must be filled.",
            ),
            Self::UnknownColumn => both(
                "Diese Spalte gibt es in diesem Blatt nicht.",
                "There is no such column in this sheet.",
            ),
            Self::EntityScope(name) => both(
                format!(
                    "Die Werte für „{name}“ kommen aus Wiederholungen, die nicht ineinanderliegen."
                ),
                format!(
                    "The values for “{name}” come from repeats that do not lie within each other."
                ),
            ),
            Self::EntityPlace => both(
                "Jede Gruppe oder Wiederholung kann nur ein Objekt anlegen; für dieses ist kein Platz mehr.",
                "Each group or repeat can hold one entity only; no place is left for this one.",
            ),
            Self::TooDeep => both(
                "Gruppen und Wiederholungen liegen zu tief ineinander. Erlaubt sind 60 Ebenen.",
                "Groups and repeats lie too deeply in each other. Up to 60 levels are allowed.",
            ),
            Self::ReferenceGeometry => both(
                "„reference-geometry“ muss eine Auswahlliste, eine angehängte Datei oder eine Wiederholung als ${name} nennen.",
                "“reference-geometry” must name a list of choices, an attached file or a repeat as ${name}.",
            ),
        }
    }
}
