// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The language of letter templates: text with fields such as `{{nachname}}`. Nothing else means
//! anything: no conditions, no loops, and what a field is replaced by is never read again.

kernel::named! {
    /// What a letter can name. The names are German, because people write them.
    pub enum LetterField {
        /// The family name.
        Nachname = "nachname",
        /// The given name.
        Vorname = "vorname",
        /// The date of birth.
        Geburtsdatum = "geburtsdatum",
        /// The sex, as the form words it.
        Geschlecht = "geschlecht",
        /// Street and house number.
        Strasse = "strasse",
        /// The postcode.
        Plz = "plz",
        /// The town.
        Ort = "ort",
        /// Why the person was notified.
        Grund = "grund",
        /// The institution that notified.
        Einrichtung = "einrichtung",
        /// The day on which the notification came.
        Meldedatum = "meldedatum",
        /// The number of the file.
        Aktenzeichen = "aktenzeichen",
        /// The day of the letter.
        Datum = "datum",
        /// Until when the person is to do something.
        Frist = "frist",
        /// The legal basis of the decision.
        Rechtsgrundlage = "rechtsgrundlage",
        /// What the case worker has typed for this one letter.
        Begruendung = "begruendung",
        /// The office.
        Amt = "amt",
        /// Who writes.
        Sachbearbeitung = "sachbearbeitung",
    }
}

/// A piece of a letter's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words as they stand.
    Text(String),
    /// A place that is filled in.
    Field(LetterField),
}

/// Why a text is no template, with the number of the line from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterProblem {
    /// `{{` without `}}` in the same line.
    #[error("line {line}: a field that does not end")]
    Open {
        /// The line.
        line: usize,
    },
    /// A field that does not exist.
    #[error("line {line}: no such field")]
    Unknown {
        /// The line.
        line: usize,
        /// What stands there, at most 40 characters.
        name: String,
    },
}

/// A template that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LetterText(Vec<Part>);

impl LetterText {
    /// Reads a template. Upper and lower case and blanks within a field do not matter.
    pub fn parse(text: &str) -> Result<Self, Vec<LetterProblem>> {
        let mut parts = Vec::new();
        let mut problems = Vec::new();
        let mut rest = text;
        let mut line = 1;
        while let Some((before, after)) = rest.split_once("{{") {
            line += before.matches('\n').count();
            push_text(&mut parts, before);
            let same_line = after.split('\n').next().unwrap_or_default();
            let Some((inner, _)) = same_line.split_once("}}") else {
                problems.push(LetterProblem::Open { line });
                rest = after;
                continue;
            };
            let name = inner.trim().to_lowercase();
            match name.parse::<LetterField>() {
                Ok(field) => parts.push(Part::Field(field)),
                Err(_) => problems.push(LetterProblem::Unknown {
                    line,
                    name: name.chars().take(40).collect(),
                }),
            }
            rest = &after[inner.len() + 2..];
        }
        push_text(&mut parts, rest);
        if problems.is_empty() {
            Ok(Self(parts))
        } else {
            Err(problems)
        }
    }

    /// The fields that the text names, each once, in the order of their names.
    pub fn fields(&self) -> Vec<LetterField> {
        let mut fields: Vec<_> = self
            .0
            .iter()
            .filter_map(|part| match part {
                Part::Field(field) => Some(*field),
                Part::Text(_) => None,
            })
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// The text with its fields filled in, and the fields for which there was nothing: a letter with
    /// gaps is not sent.
    pub fn fill(&self, value: impl Fn(LetterField) -> String) -> (String, Vec<LetterField>) {
        let mut text = String::new();
        let mut missing = Vec::new();
        for part in &self.0 {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Field(field) => {
                    let words = value(*field);
                    if words.trim().is_empty() {
                        if !missing.contains(field) {
                            missing.push(*field);
                        }
                        text.push('…');
                    }
                    text.push_str(words.trim());
                }
            }
        }
        (text, missing)
    }

    /// The parts in order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_filled_in_and_named_when_they_are_missing() {
        let text =
            LetterText::parse("Guten Tag {{ Vorname }} {{nachname}},\nbis {{frist}}.").unwrap();
        assert_eq!(
            text.fields(),
            [
                LetterField::Nachname,
                LetterField::Vorname,
                LetterField::Frist
            ]
        );
        let (letter, missing) = text.fill(|field| match field {
            LetterField::Vorname => "Kim".to_owned(),
            LetterField::Nachname => "{{frist}}".to_owned(),
            _ => "  ".to_owned(),
        });
        assert_eq!(letter, "Guten Tag Kim {{frist}},\nbis ….");
        assert_eq!(missing, [LetterField::Frist]);
    }

    #[test]
    fn what_is_no_field_is_said_with_its_line() {
        let problems = LetterText::parse("a\n{{nachnahme}}\n{{vorname\n}}").unwrap_err();
        assert_eq!(
            problems,
            [
                LetterProblem::Unknown {
                    line: 2,
                    name: "nachnahme".to_owned()
                },
                LetterProblem::Open { line: 3 },
            ]
        );
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "(\\{|\\}|\n|[a-zß€]|nachname|\\{\\{frist\\}\\}){0,40}") {
            match LetterText::parse(&text) {
                Ok(read) => {
                    let fields = read.fields().len();
                    let (filled, missing) = read.fill(|_| String::new());
                    prop_assert_eq!(missing.len(), fields);
                    prop_assert!(fields > 0 || filled == text);
                }
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }

        /// Whatever somebody is called, it stands in the letter as it is and means nothing.
        #[test]
        fn a_value_is_never_read_again(before in "[^{]{0,10}", value in ".{1,30}", after in "[^{]{0,10}") {
            prop_assume!(!value.trim().is_empty());
            let read = LetterText::parse(&format!("{before}{{{{nachname}}}}{after}")).unwrap();
            let (filled, missing) = read.fill(|_| value.clone());
            prop_assert_eq!(filled, format!("{before}{}{after}", value.trim()));
            prop_assert!(missing.is_empty());
        }
    }
}
