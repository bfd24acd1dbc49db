// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What this crate itself says, in German and English side by side.

use forms::CompiledForm;
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
}
