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
            Lang::En => [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
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
