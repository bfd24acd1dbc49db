// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Why an edit is refused.

use std::fmt;

use serde::Serialize;

/// Why an edit is refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", content = "detail", rename_all = "kebab-case")]
pub enum EditProblem {
    /// There is no such item, or several have this path.
    NoSuchItem(String),
    /// There is no group or repeat with this path, or fewer items in it than the index says.
    NoSuchPlace(String),
    /// What is edited has no such property.
    NoSuchProperty(String),
    /// A text that must not be taken away.
    TextNeeded,
    /// Not a name: a letter or `_`, then letters, digits, `_`, `-`, `.`, at most 100 bytes.
    InvalidName(String),
    /// Something else has this name.
    NameTaken(String),
    /// An item cannot be put into itself.
    IntoItself(String),
    /// Groups would lie deeper in each other than [`super::DEEPEST`].
    TooDeep,
    /// Items that do not stand in one group, none at all, or one of them twice.
    NotTogether,
    /// There is no such list of choices.
    NoSuchList(String),
    /// A list of this name exists.
    ListTaken(String),
    /// The questions with these paths use the list.
    ListInUse(Vec<String>),
    /// The list has no choice at this index.
    NoSuchChoice(usize),
    /// The list has this code already.
    CodeTaken(String),
    /// A code that is empty or contains blanks.
    InvalidCode(String),
    /// The form does not have this language.
    NoSuchLanguage(String),
    /// The form has this language already.
    LanguageTaken(String),
    /// Not a language tag.
    InvalidLanguage(String),
    /// The language is the default one.
    DefaultLanguage(String),
}

impl EditProblem {
    /// A stable name for programs and message keys.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchItem(_) => "no-such-item",
            Self::NoSuchPlace(_) => "no-such-place",
            Self::NoSuchProperty(_) => "no-such-property",
            Self::TextNeeded => "text-needed",
            Self::InvalidName(_) => "invalid-name",
            Self::NameTaken(_) => "name-taken",
            Self::IntoItself(_) => "into-itself",
            Self::TooDeep => "too-deep",
            Self::NotTogether => "not-together",
            Self::NoSuchList(_) => "no-such-list",
            Self::ListTaken(_) => "list-taken",
            Self::ListInUse(_) => "list-in-use",
            Self::NoSuchChoice(_) => "no-such-choice",
            Self::CodeTaken(_) => "code-taken",
            Self::InvalidCode(_) => "invalid-code",
            Self::NoSuchLanguage(_) => "no-such-language",
            Self::LanguageTaken(_) => "language-taken",
            Self::InvalidLanguage(_) => "invalid-language",
            Self::DefaultLanguage(_) => "default-language",
        }
    }
}

impl fmt::Display for EditProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for EditProblem {}
