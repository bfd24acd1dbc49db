// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the readers of other formats have in common: names, lists of choices, and what they return.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use kernel::Localized;

use crate::compile::is_name;
use crate::lift::Loss;
use crate::spec::{Choice, CodeListId, FormSpec, PERIOD_INSTANCE};
use crate::typed::both;

/// A form that was read from another format.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The form.
    pub spec: FormSpec,
    /// What has no place in it.
    pub losses: Vec<Loss>,
    /// Rules in prose or in a script, for a person to read. Nothing of them is ever executed.
    pub tasks: Vec<ReviewTask>,
    /// Lists of choices that the form only refers to; [`resolve`](crate::genericode::resolve) fills
    /// them in.
    pub wanted: Vec<WantedList>,
}

/// A rule that a person must put into the form by hand, or decide that it needs none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTask {
    /// The identifier of the rule, with its version: `R60000000019V1.2.0`.
    pub rule: String,
    /// What it is called.
    pub name: String,
    /// What it says, in words.
    pub text: String,
    /// What it says as a program of the other format; often empty.
    pub script: String,
    /// The path of the question or group that it belongs to; empty for the form as a whole.
    pub path: String,
    /// The paths of the questions and groups that it names, without that one.
    pub fields: Vec<String>,
}

impl fmt::Display for ReviewTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: rule {} {}", self.path, self.rule, self.name)
    }
}

impl ReviewTask {
    /// The rule, for the person who is to read it.
    pub fn message(&self) -> Localized {
        let place = if self.path.is_empty() {
            String::new()
        } else {
            format!("{}: ", self.path)
        };
        let text = if self.text.is_empty() {
            &self.script
        } else {
            &self.text
        };
        let said = format!("{} {} – {text}", self.rule, self.name);
        both(
            format!("{place}Regel von Hand zu übertragen: {said}"),
            format!("{place}rule to be put in by hand: {said}"),
        )
    }
}

/// A list of choices that is published elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedList {
    /// The name of the list in the form.
    pub list: String,
    /// Where it is published.
    pub id: CodeListId,
    /// The column with the codes, where it is not the list's key.
    pub code_column: Option<String>,
    /// The column with what people read.
    pub name_column: Option<String>,
    /// The column with help.
    pub help_column: Option<String>,
    /// The paths of the questions that use it.
    pub fields: Vec<String>,
}

impl WantedList {
    /// What is missing, for the person who is to get it.
    pub fn message(&self) -> Localized {
        let fields = self.fields.join(", ");
        both(
            format!(
                "{fields}: Die Codeliste {} fehlt. Lesen Sie sie bei der Liste „{}“ ein.",
                self.id, self.list
            ),
            format!(
                "{fields}: the code list {} is missing. Read it in at the list “{}”.",
                self.id, self.list
            ),
        )
    }
}

impl fmt::Display for WantedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: list of codes {}", self.fields.join(", "), self.id)
    }
}

/// Names that were given, so that none is given twice.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
    /// How far each name has been counted.
    counted: BTreeMap<String, usize>,
}

/// What no node may be called.
const RESERVED: [&str; 2] = ["meta", PERIOD_INSTANCE];

impl Names {
    /// A name for `wished`: the same if it is one and still free.
    pub(crate) fn give(&mut self, wished: &str, otherwise: &str) -> String {
        let wished = wished.trim();
        let mut name = if is_name(wished) {
            wished.to_owned()
        } else {
            plain(wished)
        };
        if name.is_empty() {
            otherwise.clone_into(&mut name);
        }
        if RESERVED.contains(&name.as_str()) || self.taken.contains(&name) {
            name = self.numbered(&name);
        }
        self.taken.insert(name.clone());
        name
    }

    fn numbered(&mut self, name: &str) -> String {
        let stem: String = name.chars().take(60).collect();
        let count = self.counted.entry(stem.clone()).or_insert(1);
        loop {
            *count += 1;
            let candidate = format!("{stem}_{count}");
            if !self.taken.contains(&candidate) {
                return candidate;
            }
        }
    }
}

/// Small letters without marks, digits, and `_` between words.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'à' | 'á' | 'â' | 'å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.ends_with('_') || out.is_empty() => {}
            _ => out.push('_'),
        }
        if out.len() >= 60 {
            break;
        }
    }
    let out = out.trim_end_matches('_');
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        format!("q{out}")
    } else {
        out.to_owned()
    }
}

/// A list as the form refers to it: where it is published, and the columns that are used.
type Reference = (CodeListId, [Option<String>; 3]);

/// The lists of choices of a form that is read.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    names: Names,
    inline: BTreeMap<String, Vec<Choice>>,
    published: BTreeMap<String, CodeListId>,
    wanted: Vec<WantedList>,
    /// Lists that may be equal: those with as many entries and the same first and last code.
    alike: HashMap<(usize, String, String), Vec<String>>,
    referred: HashMap<Reference, usize>,
}

impl Lists {
    /// A list that stands in the form itself; equal ones are shared.
    pub(crate) fn inline(&mut self, wished: &str, choices: Vec<Choice>) -> String {
        let code = |choice: Option<&Choice>| choice.map_or_else(String::new, |c| c.code.clone());
        let key = (choices.len(), code(choices.first()), code(choices.last()));
        let alike = self.alike.entry(key).or_default();
        let known = alike
            .iter()
            .find(|name| self.inline.get(*name) == Some(&choices));
        if let Some(name) = known {
            return name.clone();
        }
        let name = self.names.give(wished, "list");
        alike.push(name.clone());
        self.inline.insert(name.clone(), choices);
        name
    }

    /// A list that the form refers to, for the question at `path`. The columns are those of codes, of
    /// what people read, and of help.
    pub(crate) fn refer(
        &mut self,
        id: CodeListId,
        columns: [Option<String>; 3],
        path: &str,
    ) -> String {
        let next = self.wanted.len();
        let at = *self
            .referred
            .entry((id.clone(), columns.clone()))
            .or_insert(next);
        if let Some(wanted) = self.wanted.get_mut(at) {
            wanted.fields.push(path.to_owned());
            return wanted.list.clone();
        }
        let mut parts = id.address().rsplit([':', '/', '.']);
        let wished = parts.find(|part| !part.is_empty());
        let list = self.names.give(wished.unwrap_or_default(), "list");
        self.published.insert(list.clone(), id.clone());
        let [code_column, name_column, help_column] = columns;
        self.wanted.push(WantedList {
            list: list.clone(),
            id,
            code_column,
            name_column,
            help_column,
            fields: vec![path.to_owned()],
        });
        list
    }

    /// Puts the lists into the form.
    pub(crate) fn finish(self, spec: &mut FormSpec) -> Vec<WantedList> {
        spec.choices = self.inline;
        spec.code_lists = self.published;
        self.wanted
    }
}

/// A code without blanks; whether it had to be changed.
pub(crate) fn code(text: &str) -> (String, bool) {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        let words: Vec<&str> = text.split_whitespace().collect();
        (words.join("_"), true)
    } else {
        (text.to_owned(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_made_and_counted() {
        let mut names = Names::default();
        for (wished, given) in [
            ("Straße", "Straße"),
            ("Straße und Hausnummer", "strasse_und_hausnummer"),
            ("  2. Dosis!", "q2_dosis"),
            ("meta", "meta_2"),
            ("???", "field"),
            ("", "field_2"),
            ("a", "a"),
            ("a_2", "a_2"),
            ("a", "a_3"),
            ("a", "a_4"),
        ] {
            assert_eq!(names.give(wished, "field"), given);
        }
    }
}
