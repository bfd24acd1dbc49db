// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as ODK `XForms` describes it: the form that the engine executes, and the one place where
//! all formats meet.
//!
//! ```text
//! XLSForm ─▶ FormSpec ─▶ Definition ─▶ XForm XML
//!               ▲            │  ▲          │
//!               └── lift ────┘  └── read ──┘
//!                            ▼
//!                          engine
//! ```
//!
//! Names follow the specification (<https://getodk.github.io/xforms-spec/>). Paths are absolute and
//! without prefixes for the main namespace (`/data/group/name`); expressions are kept as text.

/// A name with its namespace prefix as written: `orx:meta`, `data`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct QName {
    /// The prefix as written in the document; empty if there is none.
    pub prefix: String,
    /// The local name.
    pub local: String,
}

/// An attribute that is carried along.
pub type Attribute = (QName, String);

/// A whole form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Definition {
    /// `h:title`.
    pub title: String,
    /// Namespace declarations of the document element: prefix and address; the default one is "".
    pub namespaces: Vec<(String, String)>,
    /// Attributes of `model`, such as `odk:xforms-version` or `entities:entities-version`.
    pub model_attributes: Vec<Attribute>,
    /// Translations, in document order.
    pub translations: Vec<Translation>,
    /// The primary instance: its root element.
    pub instance: Element,
    /// Secondary instances, in document order.
    pub secondary: Vec<SecondaryInstance>,
    /// Binds, in document order; several may name the same node.
    pub binds: Vec<Bind>,
    /// Actions that stand directly in the model.
    pub actions: Vec<Action>,
    /// `submission` with its attributes, if there is one.
    pub submission: Option<Vec<Attribute>>,
    /// `class` of the body, such as `pages`.
    pub body_class: String,
    /// The body.
    pub body: Vec<Control>,
}

/// An element of the primary or of an inline secondary instance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Element {
    /// Its name.
    pub name: QName,
    /// Its attributes, namespace declarations (`xmlns`, `xmlns:x`) included.
    pub attributes: Vec<Attribute>,
    /// Its child elements, or none.
    pub children: Vec<Element>,
    /// Its text, if it has no child elements.
    pub text: String,
}

/// An instance that is looked things up in.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondaryInstance {
    /// Its `id`.
    pub id: String,
    /// Where it comes from.
    pub source: Source,
}

/// Where a secondary instance comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// It is part of the form.
    Inline(Element),
    /// An address such as `jr://file-csv/towns.csv`, `jr://file/towns.xml` or `jr://instance/last-saved`,
    /// with the child elements that stand in its place in the document, if any.
    External {
        /// The address.
        src: String,
        /// What stands within the element, for example a placeholder.
        placeholder: Option<Element>,
    },
}

/// Properties of a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bind {
    /// The path of the node.
    pub nodeset: String,
    /// `type`, as written: `xsd:string`, `int`, …
    pub kind: Option<String>,
    /// `relevant`.
    pub relevant: Option<String>,
    /// `required`.
    pub required: Option<String>,
    /// `readonly`.
    pub readonly: Option<String>,
    /// `constraint`.
    pub constraint: Option<String>,
    /// `calculate`.
    pub calculate: Option<String>,
    /// `jr:constraintMsg`.
    pub constraint_message: Option<Text>,
    /// `jr:requiredMsg`.
    pub required_message: Option<Text>,
    /// `jr:preload` and `jr:preloadParams`.
    pub preload: Option<(String, Option<String>)>,
    /// All other attributes (`orx:max-pixels`, `entities:saveto`, `deich:privacy`, …), in order.
    pub attributes: Vec<Attribute>,
}

/// Something that happens at an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The element: `setvalue`, `odk:setgeopoint`, `odk:recordaudio`.
    pub name: QName,
    /// The events that set it off: `odk-instance-first-load`, `odk-new-repeat`, `xforms-value-changed`, …
    pub events: Vec<String>,
    /// The node that is set.
    pub target: String,
    /// The expression whose value it gets, or a literal text.
    pub value: ActionValue,
    /// All other attributes.
    pub attributes: Vec<Attribute>,
}

/// What an action sets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ActionValue {
    /// Nothing: the node is cleared, or the action brings its own value.
    #[default]
    None,
    /// `value="…"`, an expression.
    Expression(String),
    /// The text within the element.
    Literal(String),
}

/// One language of the texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Translation {
    /// `lang`, as written: `Deutsch (de)`, `default`.
    pub lang: String,
    /// Whether it has the attribute `default`.
    pub is_default: bool,
    /// Texts by identifier, in document order.
    pub texts: Vec<(String, Vec<TextValue>)>,
}

/// One form of a translated text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextValue {
    /// `form`: `image`, `audio`, `guidance`, …; none for the text itself.
    pub form: Option<String>,
    /// The content.
    pub content: Vec<TextPart>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart {
    /// Characters.
    Plain(String),
    /// `output` with its expression.
    Output(String),
}

/// A text that is written in place or referred to.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// `ref="jr:itext('…')"`: the identifier.
    Itext(String),
    /// Any other expression in `ref`.
    Expression(String),
    /// Written in place.
    Inline(Vec<TextPart>),
}

/// An element of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Control {
    /// `group`.
    Group(GroupControl),
    /// `repeat`, with the group around it if there is one.
    Repeat(RepeatControl),
    /// A question.
    Question(Box<QuestionControl>),
}

/// `group`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupControl {
    /// `ref`, if the group stands for a node.
    pub reference: Option<String>,
    /// `appearance`.
    pub appearance: String,
    /// `label`.
    pub label: Option<Text>,
    /// All other attributes.
    pub attributes: Vec<Attribute>,
    /// Actions within.
    pub actions: Vec<Action>,
    /// What it contains.
    pub children: Vec<Control>,
}

/// `repeat`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RepeatControl {
    /// `nodeset`.
    pub nodeset: String,
    /// The label of the group around, or of the repeat itself if there is no group around.
    pub label: Option<Text>,
    /// The attributes of the group around other than `ref`, which is that of the repeat; none if
    /// there is no group around that contains nothing but this repeat.
    pub outer: Option<Vec<Attribute>>,
    /// `jr:count`.
    pub count: Option<String>,
    /// `jr:noAddRemove`.
    pub fixed: Option<String>,
    /// `appearance`.
    pub appearance: String,
    /// All other attributes.
    pub attributes: Vec<Attribute>,
    /// Actions within.
    pub actions: Vec<Action>,
    /// What it contains.
    pub children: Vec<Control>,
}

/// Which kind of question a control is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlKind {
    /// `input`.
    Input,
    /// `select1`.
    SelectOne,
    /// `select`.
    SelectMany,
    /// `odk:rank`.
    Rank,
    /// `range`.
    Range,
    /// `upload`.
    Upload,
    /// `trigger`.
    Trigger,
    /// `secret`.
    Secret,
}

/// A question in the body.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionControl {
    /// Which element it is.
    pub kind: ControlKind,
    /// `ref`.
    pub reference: String,
    /// `appearance`.
    pub appearance: String,
    /// `label`.
    pub label: Option<Text>,
    /// `hint`.
    pub hint: Option<Text>,
    /// `mediatype`, `start`, `end`, `step`, `query`, `autoplay` and all other attributes.
    pub attributes: Vec<Attribute>,
    /// What can be chosen.
    pub choices: Choices,
    /// Actions within.
    pub actions: Vec<Action>,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Choices {
    /// Nothing, for other questions.
    #[default]
    None,
    /// `item` elements: label and value.
    Items(Vec<(Option<Text>, String)>),
    /// `itemset`.
    Itemset {
        /// The nodes that are the choices.
        nodeset: String,
        /// The path to the value, from such a node.
        value: String,
        /// The path to the label or to the identifier of its text (`jr:itext(itextId)`).
        label: Option<String>,
    },
}
