// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What this crate itself says, in German and English side by side.

use forms::{CompiledForm, Relation};
use kernel::Lang;

/// The sentences of one language.
#[derive(Debug, Clone, Copy)]
pub struct Texts(pub Lang);

macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident: $de:literal, $en:literal;)*) => {
        impl Texts {
            $($(#[$doc])* pub fn $name(self) -> &'static str {
                match self.0 {
                    Lang::De => $de,
                    Lang::En => $en,
                }
            })*
        }
    };
}

sentences! {
    /// Heading of the list of mistakes.
    errors_title: "Bitte prüfen Sie Ihre Angaben", "Please check your answers";
    /// Before a mistake, for people who do not see the colour.
    error_prefix: "Fehler:", "Error:";
    /// Before something implausible.
    warning_prefix: "Bitte prüfen:", "Please check:";
    /// Behind the label of a question that needs no answer.
    optional: "freiwillig", "optional";
    /// Heading above what is implausible.
    warnings_title: "Auffällige Angaben", "Unusual answers";
    /// What to do about it.
    warnings_text: "Diese Angaben können stimmen, sind aber ungewöhnlich.", "These answers can be right, but they are unusual.";
    /// The box to be ticked.
    warnings_confirm: "Ich habe diese Angaben geprüft, sie stimmen.", "I have checked these answers, they are right.";
    /// The mistake when it is not ticked.
    warnings_unconfirmed: "Prüfen Sie die auffälligen Angaben und bestätigen Sie, dass sie stimmen.", "Check the unusual answers and confirm that they are right.";
    /// The button that shows the questions that follow from an answer.
    refresh: "Formular aktualisieren", "Update the form";
    /// Why that button is there.
    refresh_hint: "Je nach Antwort kommen Fragen hinzu oder fallen weg. Die Schaltfläche zeigt den neuen Stand; Ihre Eingaben bleiben erhalten.", "Depending on your answers, questions are added or dropped. The button shows the new state; what you entered is kept.";
    /// The empty line of a list to choose from.
    please_choose: "Bitte wählen", "Please choose";
    /// The answer yes.
    yes: "Ja", "Yes";
    /// The answer no.
    no: "Nein", "No";
    /// In place of an answer that was not given.
    no_answer: "keine Angabe", "no answer";
    /// When two sets of answers are the same.
    no_changes: "Keine Angabe wurde geändert.", "No answer was changed.";
    /// Column of the questions in the list of changes.
    question: "Frage", "Question";
    /// Column of the former answers.
    before: "Vorher", "Before";
    /// Column of the present answers.
    after: "Nachher", "After";
    /// Name of the list of changes.
    changes: "Geänderte Angaben", "Changed answers";
    /// Link to a question to change its answer.
    change: "Ändern", "Change";
    /// The name of an entry that has none in the form.
    entry: "Eintrag", "Entry";
    /// Button that takes an entry away.
    remove: "Entfernen", "Remove";
    /// Button that moves an entry up.
    move_up: "Nach oben", "Move up";
    /// Button that moves an entry down.
    move_down: "Nach unten", "Move down";
    /// When a repeat has no entry.
    no_entry: "Noch kein Eintrag.", "No entry yet.";
    /// Further explanation of a question.
    guidance: "Mehr dazu", "More about this";
    /// The answer that confirms a text.
    confirm: "Ich bestätige das.", "I confirm this.";
    /// How a ranking is given.
    ranking: "Geben Sie jeder Zeile einen Platz; 1 steht oben.", "Give each line a place; 1 is at the top.";
    /// The place of a choice.
    rank_place: "Platz", "Place";
    /// How a place is written.
    place: "Breite und Länge in Grad, zum Beispiel 52.3759 9.7320.", "Latitude and longitude in degrees, for example 52.3759 9.7320.";
    /// How several places are written.
    places: "Ein Punkt je Zeile: Breite und Länge in Grad.", "One point per line: latitude and longitude in degrees.";
    /// The field in which a long list is searched.
    search: "In der Liste suchen", "Search the list";
    /// The button that searches.
    search_button: "Suchen", "Search";
    /// What the number says when somebody chose several answers.
    several: "Mehrere Antworten sind möglich.", "You may choose several answers.";
    /// On paper: how it is filled in.
    paper_how: "Kreuzen Sie Kästchen an und schreiben Sie in jedes Feld ein Zeichen, in Druckbuchstaben.", "Tick boxes, and write one character into each field, in block letters.";
    /// On paper: what the data is collected for.
    paper_purpose: "Zweck", "Purpose";
    /// On paper: the law that it is collected under.
    paper_legal_basis: "Rechtsgrundlage", "Legal basis";
    /// On paper: a condition that cannot be said in words.
    paper_if_it_applies: "Nur ausfüllen, wenn es zutrifft.", "Fill in only if it applies.";
    /// On paper: an answer that must be given, behind a question in a table.
    paper_required: "Pflichtangabe", "required";
    /// On paper: what to do in a table with one answer per line.
    paper_one_per_line: "Kreuzen Sie in jeder Zeile eine Antwort an.", "Tick one answer in each line.";
    /// On paper: what to do in a table with several answers per line.
    paper_several_per_line: "Kreuzen Sie in jeder Zeile alles an, was zutrifft.", "Tick everything that applies in each line.";
    /// On paper: the only line of a table for a number on a scale.
    paper_scale: "Ihre Antwort", "Your answer";
    /// On paper: what to do with a list to be put in order.
    paper_ranking: "Kreuzen Sie in jeder Zeile einen Platz an; Platz 1 steht oben.", "Tick one place in each line; place 1 is at the top.";
    /// On paper: where there is no room for more entries.
    paper_more: "Weitere Einträge bitte auf einem gesonderten Blatt.", "Please write further entries on a separate sheet.";
    /// On paper: a choice that depends on other answers.
    paper_filtered: "Je nach Ihren anderen Angaben kommt nur ein Teil der Antworten in Frage.", "Depending on your other answers, only some of these are possible.";
    /// On paper: the box for a file.
    paper_enclosed: "liegt bei", "enclosed";
    /// On paper: what to do with a file.
    paper_enclose: "Legen Sie es bei und schreiben Sie die Nummer dieser Frage darauf.", "Enclose it and write the number of this question on it.";
    /// On paper: below a line to sign on.
    paper_signature: "Unterschrift", "Signature";
    /// On paper: another answer than those of a list.
    paper_other: "Andere Antwort", "Another answer";
    /// On paper: the heading of entries that have no name in the form.
    paper_entries: "Einträge", "Entries";
    /// On paper: the empty fields of a day.
    paper_date: "TT.MM.JJJJ", "DD/MM/YYYY";
    /// On paper: the empty fields of a month.
    paper_month: "MM.JJJJ", "MM/YYYY";
    /// On paper: the empty fields of a year.
    paper_year: "JJJJ", "YYYY";
    /// On paper: behind a time of day.
    paper_clock: "Uhr", "";
    /// On paper: the empty fields of a number with decimals.
    paper_decimal: "______,__", "______.__";
}

/// The language of a form's texts for this reader, and our own sentences in the same language, as
/// far as we have them: one page should not change its language in the middle of a question.
pub(crate) fn languages(form: &CompiledForm, lang: Lang) -> (&str, Texts) {
    let spec = form.spec();
    if spec.languages.iter().any(|known| known == lang.tag()) {
        return (lang.tag(), Texts(lang));
    }
    let own = spec.default_language.parse().unwrap_or(lang);
    (&spec.default_language, Texts(own))
}

impl Texts {
    /// What is announced when answers are wrong or unusual: the first of them, and how many more.
    pub fn announce(self, first: &str, more: usize) -> String {
        match (self.0, more) {
            (_, 0) => first.to_owned(),
            (Lang::De, 1) => format!("{first} Und eine weitere Angabe ist zu prüfen."),
            (Lang::De, n) => format!("{first} Und {n} weitere Angaben sind zu prüfen."),
            (Lang::En, 1) => format!("{first} And one more answer needs checking."),
            (Lang::En, n) => format!("{first} And {n} more answers need checking."),
        }
    }

    /// The button that adds an entry.
    pub fn add_entry(self, name: &str) -> String {
        match self.0 {
            Lang::De => format!("{name} hinzufügen"),
            Lang::En => format!("Add {name}"),
        }
    }

    /// Between which numbers an answer lies.
    pub fn range(self, start: &str, end: &str) -> String {
        match self.0 {
            Lang::De => format!("Eine Zahl von {start} bis {end}."),
            Lang::En => format!("A number from {start} to {end}."),
        }
    }

    /// How many entries a list has that nobody has searched yet.
    pub fn search_first(self, total: usize) -> String {
        match self.0 {
            Lang::De => {
                format!("Die Liste hat {total} Einträge. Geben Sie einen Teil des Namens ein.")
            }
            Lang::En => format!("The list has {total} entries. Enter a part of the name."),
        }
    }

    /// How many entries a search found.
    pub fn found(self, shown: usize, total: usize) -> String {
        match (self.0, total) {
            (Lang::De, 0) => "Kein Eintrag passt. Prüfen Sie die Schreibweise.".to_owned(),
            (Lang::En, 0) => "No entry fits. Check the spelling.".to_owned(),
            (Lang::De, _) if shown < total => {
                format!("{shown} von {total} passenden Einträgen. Geben Sie mehr vom Namen ein.")
            }
            (Lang::En, _) if shown < total => {
                format!("{shown} of {total} entries that fit. Enter more of the name.")
            }
            (Lang::De, _) => format!("{total} passende Einträge."),
            (Lang::En, _) => format!("{total} entries fit."),
        }
    }

    /// A mistake together with the question it belongs to.
    pub fn about(self, label: &str, message: &str) -> String {
        match self.0 {
            Lang::De => format!("„{label}“: {message}"),
            Lang::En => format!("“{label}”: {message}"),
        }
    }

    /// On paper: a list that is too long to be printed.
    pub fn paper_list(self, name: &str, total: usize) -> String {
        match self.0 {
            Lang::De => format!("Schreiben Sie einen der {total} Einträge der Liste „{name}“ auf."),
            Lang::En => format!("Write down one of the {total} entries of the list “{name}”."),
        }
    }

    /// On paper: in steps of what a number is counted.
    pub fn paper_steps(self, step: &str) -> String {
        match self.0 {
            Lang::De => format!("In Schritten von {step}."),
            Lang::En => format!("In steps of {step}."),
        }
    }

    /// On paper: the sentence that begins with a condition.
    pub fn paper_only_if(self, condition: &str) -> String {
        match self.0 {
            Lang::De => format!("Nur ausfüllen, wenn {condition}."),
            Lang::En => format!("Fill in only if {condition}."),
        }
    }

    /// On paper: several conditions that must all hold.
    pub fn paper_all(self, conditions: &[String]) -> String {
        match self.0 {
            Lang::De => conditions.join(" und wenn "),
            Lang::En => conditions.join(" and if "),
        }
    }

    /// On paper: several conditions of which one must hold.
    pub fn paper_any(self, conditions: &[String]) -> String {
        match self.0 {
            Lang::De => conditions.join(" oder wenn "),
            Lang::En => conditions.join(" or if "),
        }
    }

    /// On paper: one of some answers to a question, by its number.
    pub fn paper_chosen(self, number: &str, answers: &[String]) -> String {
        match self.0 {
            Lang::De => {
                let quoted: Vec<String> = answers.iter().map(|one| format!("„{one}“")).collect();
                format!(
                    "bei Frage {number} {} angekreuzt ist",
                    quoted.join(" oder ")
                )
            }
            Lang::En => {
                let quoted: Vec<String> = answers.iter().map(|one| format!("“{one}”")).collect();
                format!("{} is ticked in question {number}", quoted.join(" or "))
            }
        }
    }

    /// On paper: a question with any answer.
    pub fn paper_given(self, number: &str) -> String {
        match self.0 {
            Lang::De => format!("Frage {number} beantwortet ist"),
            Lang::En => format!("question {number} is answered"),
        }
    }

    /// On paper: a number in relation to another.
    pub fn paper_compared(self, question: &str, relation: Relation, number: &str) -> String {
        let (de, en) = match relation {
            Relation::Equal => ("gleich ", ""),
            Relation::Less => ("kleiner als ", "less than "),
            Relation::AtMost => ("höchstens ", "at most "),
            Relation::Greater => ("größer als ", "greater than "),
            Relation::AtLeast => ("mindestens ", "at least "),
        };
        match self.0 {
            Lang::De => format!("die Zahl bei Frage {question} {de}{number} ist"),
            Lang::En => format!("the number in question {question} is {en}{number}"),
        }
    }
}
