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
    /// What a picture is called that leads to a larger one.
    larger_picture: "Größeres Bild", "Larger picture";
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
    places: "Breite und Länge in Grad; Semikolons trennen die Punkte.", "Latitude and longitude in degrees; semicolons part the points.";
    /// Button to the next page of the form.
    next_page: "Weiter", "Continue";
    /// Button to the page before.
    previous_page: "Zurück", "Back";
    /// Name of the list of pages.
    steps: "Schritte", "Steps";
    /// What opens the list of pages.
    all_steps: "Alle Schritte", "All steps";
    /// A page without a name.
    untitled: "Ohne Titel", "Untitled";
    /// A page with answers and without mistakes.
    step_answered: "ausgefüllt", "answered";
    /// A page with mistakes.
    step_mistaken: "hat Fehler", "has errors";
    /// Name of the buttons that choose the language of the questions.
    language: "Sprache der Fragen", "Language of the questions";
    /// The part of a date.
    year: "Jahr", "Year";
    /// The part of a date.
    month: "Monat", "Month";
    /// The part of a date.
    day: "Tag", "Day";
    /// Button that makes a number smaller.
    one_less: "Eins weniger", "One less";
    /// Button that makes a number larger.
    one_more: "Eins mehr", "One more";
    /// A slider that nobody has touched.
    not_chosen: "noch nicht gewählt", "not chosen yet";
    /// What is said when a choice was moved; the script puts in what it was and where it is.
    moved: "„{label}“ steht jetzt an Stelle {n}.", "“{label}” is now in place {n}.";
    /// Where files can be chosen, but not here.
    no_files_here: "Dateien können beim Ausfüllen gewählt werden, hier nicht.", "Files can be chosen when filling in, not here.";
    /// While a file is sent.
    file_sending: "{percent} Prozent von {name} gesendet", "{percent} per cent of {name} sent";
    /// When it is there.
    file_done: "{name} ist angekommen.", "{name} has arrived.";
    /// When the connection is gone.
    file_failed: "{name} kam nicht an. Prüfen Sie die Verbindung.", "{name} did not arrive. Check the connection.";
    /// When the server does not take it.
    file_refused: "{name} wurde nicht angenommen. Prüfen Sie Art und Größe der Datei.", "{name} was not accepted. Check the type and size of the file.";
    /// Button that sends again.
    file_again: "Noch einmal senden", "Send again";
    /// When a file is too large.
    file_large: "{name} ist zu groß. Höchstens {most} MB.", "{name} is too large. At most {most} MB.";
    /// Button that stops sending.
    file_cancel: "Senden abbrechen", "Stop sending";
    /// When sending was stopped.
    file_cancelled: "Senden abgebrochen.", "Sending stopped.";
    /// When the form is sent too early.
    file_wait: "Bitte warten Sie, bis die Datei gesendet ist.", "Please wait until the file has been sent.";
    /// What a field to draw in is, for those who do not see it.
    draw_field: "Zeichenfläche", "Drawing area";
    /// The same for a signature.
    signature_field: "Feld für Ihre Unterschrift", "Field for your signature";
    /// Button in a drawing.
    draw_undo: "Letzten Strich zurücknehmen", "Undo the last stroke";
    /// Button in a drawing.
    draw_clear: "Alles löschen", "Clear everything";
    /// Button in a drawing.
    draw_use: "Diese Zeichnung verwenden", "Use this drawing";
    /// Name of the colours.
    draw_colour: "Stift", "Pen";
    /// A colour.
    black: "Schwarz", "Black";
    /// A colour.
    red: "Rot", "Red";
    /// A colour.
    blue: "Blau", "Blue";
    /// A colour.
    white: "Weiß", "White";
    /// How a drawing is made or chosen.
    draw_hint: "Zeichnen Sie mit Finger, Stift oder Maus, oder wählen Sie ein Bild.", "Draw with a finger, pen or mouse, or choose a picture.";
    /// Button that asks the device where it is.
    locate: "Standort bestimmen", "Find my location";
    /// Meanwhile.
    locating: "Der Standort wird bestimmt …", "Finding the location …";
    /// Afterwards.
    located: "Standort auf {accuracy} m genau.", "Location accurate to {accuracy} m.";
    /// When it was not allowed.
    location_denied: "Der Standort ist nicht freigegeben.", "Access to the location was not allowed.";
    /// When it was not found.
    location_unavailable: "Der Standort ist nicht zu bestimmen.", "The location cannot be found.";
    /// How many points a line has.
    points: "{n} Punkte", "{n} points";
    /// Where a point is.
    point_at: "{area}: {lat} Nord, {lon} Ost", "{area}: {lat} north, {lon} east";
    /// What the map is, for those who do not see it.
    map: "Karte. Pfeiltasten bewegen das Kreuz, Eingabe setzt den Punkt.", "Map. Arrow keys move the cross, Enter sets the point.";
    /// Button of the map.
    zoom_in: "Karte vergrößern", "Enlarge the map";
    /// Button of the map.
    zoom_out: "Karte verkleinern", "Shrink the map";
    /// Button that takes the last point away.
    remove_point: "Letzten Punkt entfernen", "Remove the last point";
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
pub(crate) fn languages<'f>(
    form: &'f CompiledForm,
    lang: Lang,
    wanted: Option<&str>,
) -> (&'f str, Texts) {
    let spec = form.spec();
    let wanted = spec
        .languages
        .iter()
        .find(|known| Some(known.as_str()) == wanted);
    if let Some(wanted) = wanted {
        return (wanted, Texts(wanted.parse().unwrap_or(lang)));
    }
    if let Some(tag) = spec.languages.iter().find(|known| *known == lang.tag()) {
        return (tag, Texts(lang));
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

    /// Which page of how many this is.
    pub fn step(self, number: usize, total: usize, title: &str) -> String {
        match self.0 {
            Lang::De => format!("Schritt {number} von {total}: {title}"),
            Lang::En => format!("Step {number} of {total}: {title}"),
        }
    }

    /// The months.
    pub fn months(self) -> [&'static str; 12] {
        match self.0 {
            Lang::De => [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ],
            Lang::En => forms::ENGLISH_MONTHS,
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
