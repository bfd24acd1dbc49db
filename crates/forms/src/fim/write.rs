// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as a data scheme of `XDatenfelder` 3.0.0: the document and its structure. Fields are written
//! in [`super::fields_out`].

use jiff::Timestamp;
use kernel::Localized;

use super::field::LIST;
use super::fields_out::is_field;
use super::read::LANGUAGE;
use super::{FORM_ADDRESS, NAMESPACE_3, PLACEHOLDER, if_given};
use crate::export::{Loss, below, is_always, own_words_of_container, own_words_of_form, said};
use crate::spec::{FimId, FormSpec, Group, Item, Question, QuestionType, ReleaseStatus, Repeat};
use crate::xform::{attribute, escape};

/// What a message says about itself.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Its identifier, which no other message has.
    pub id: &'a str,
    /// When it is written; also the moment of the last change of all elements.
    pub created: Timestamp,
}

/// The data scheme, and what it cannot say.
///
/// Elements without an identifier of FIM get one that holds a place (`F99999000001`); [`read`](super::read())
/// drops it again. Names, German texts and types come back as they were.
pub fn write(spec: &FormSpec, message: &Message<'_>) -> (String, Vec<Loss>) {
    let mut writing = Writing {
        spec,
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        depth: 0,
        created: message.created.to_string(),
        losses: Vec::new(),
        placeholders: 0,
        is_translated: false,
        optional: None,
    };
    writing.document(message.id);
    if writing.is_translated {
        writing.lose("", "languages");
    }
    (writing.out, writing.losses)
}

pub(super) struct Writing<'a> {
    pub(super) spec: &'a FormSpec,
    out: String,
    depth: usize,
    created: String,
    losses: Vec<Loss>,
    /// How many identifiers were made up.
    placeholders: usize,
    /// Whether there are texts in other languages.
    is_translated: bool,
    /// Within a group that may be left out: how many levels above the present one it is.
    pub(super) optional: Option<usize>,
}

impl Writing<'_> {
    pub(super) fn lose(&mut self, path: &str, what: &'static str) {
        self.losses.push(Loss {
            path: path.to_owned(),
            what,
        });
    }

    fn begin(&mut self, name: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str("<xdf:");
        self.out.push_str(name);
    }

    pub(super) fn open(&mut self, name: &str) {
        self.begin(name);
        self.out.push_str(">\n");
        self.depth += 1;
    }

    pub(super) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str("</xdf:");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    fn leaf_with(&mut self, name: &str, attributes: &[(&str, String)], text: &str) {
        self.begin(name);
        for (key, value) in attributes {
            attribute(&mut self.out, key, value);
        }
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</xdf:");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.begin(name);
        for (key, value) in attributes {
            attribute(&mut self.out, key, value);
        }
        self.out.push_str("/>\n");
    }

    /// An element whose content is a code of a list of the standard, or of another one.
    pub(super) fn code(&mut self, name: &str, list: &str, version: &str, code: &str) {
        let address = if list.starts_with('.') {
            format!("urn:xoev-de:fim:codeliste:xdatenfelder{list}")
        } else {
            list.to_owned()
        };
        self.begin(name);
        attribute(&mut self.out, "listURI", &address);
        attribute(&mut self.out, "listVersionID", version);
        self.out.push_str("><code>");
        escape(&mut self.out, code);
        self.out.push_str("</code></xdf:");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// The German text, or that of the form's language; `otherwise` if there is none.
    pub(super) fn label(&mut self, text: &Localized, otherwise: &str) -> String {
        let written = text.0.get(LANGUAGE).filter(|text| !text.is_empty());
        let written = written.map_or_else(|| said(self.spec, text), String::as_str);
        self.is_translated |= text
            .0
            .iter()
            .any(|(language, text)| language != LANGUAGE && !text.is_empty());
        if written.is_empty() {
            otherwise.to_owned()
        } else {
            written.to_owned()
        }
    }

    /// What all elements begin with, in the order that the standard demands.
    pub(super) fn identity(&mut self, id: Option<&FimId>, letter: char, name: &str) {
        let (written, version) = if let Some(id) = id {
            of_version_3(id)
        } else {
            self.placeholders += 1;
            let made = format!("{letter}{PLACEHOLDER}{:06}", self.placeholders);
            (made, "1.0.0".to_owned())
        };
        self.identification(&written, &version);
        self.leaf("name", name);
        self.status(id);
        let created = self.created.clone();
        self.leaf("letzteAenderung", &created);
    }

    fn identification(&mut self, id: &str, version: &str) {
        self.open("identifikation");
        self.leaf("id", id);
        if !version.is_empty() {
            self.leaf("version", version);
        }
        self.close("identifikation");
    }

    fn status(&mut self, id: Option<&FimId>) {
        let status = id.and_then(FimId::status);
        let status = status.unwrap_or(ReleaseStatus::InWork);
        let list = "urn:xoev-de:xprozess:codeliste:status";
        let code = status.code().to_string();
        self.code("freigabestatus", list, "2020-03-19", &code);
    }

    /// What groups and fields go on with.
    pub(super) fn labels(&mut self, label: &str, hint: &Localized) {
        self.leaf("bezeichnungEingabe", label);
        self.code("schemaelementart", ".schemaelementart", "1.0", "RNG");
        let hint = self.label(hint, "");
        if !hint.is_empty() {
            self.leaf("hilfetextEingabe", &hint);
        }
    }

    fn document(&mut self, message: &str) {
        self.begin("xdatenfelder.stammdatenschema.0102");
        attribute(&mut self.out, "xmlns:xdf", NAMESPACE_3);
        self.out.push_str(">\n");
        self.depth = 1;
        self.open("header");
        self.leaf("nachrichtID", message);
        let created = self.created.clone();
        self.leaf("erstellungszeitpunkt", &created);
        self.close("header");
        self.open("stammdatenschema");
        self.head();
        let spec = self.spec;
        self.items(&spec.items, "");
        self.close("stammdatenschema");
        self.close("xdatenfelder.stammdatenschema.0102");
    }

    fn head(&mut self) {
        let spec = self.spec;
        let id = spec.fim_id.as_ref();
        let title = self.label(&spec.title, &spec.id);
        let (written, version) = if let Some(id) = id {
            if spec.id != id.id() {
                self.lose("", "form_id");
            }
            if spec.version != id.version() {
                self.lose("", "version");
            }
            of_version_3(id)
        } else {
            // A version of the author's own is kept where it is one of the standard.
            let version = if is_version(&spec.version) {
                spec.version.as_str()
            } else {
                if !spec.version.is_empty() {
                    self.lose("", "version");
                }
                "1.0.0"
            };
            (format!("S{PLACEHOLDER}{:06}", 1), version.to_owned())
        };
        self.identification(&written, &version);
        self.leaf("name", &title);
        for (element, text) in [
            ("beschreibung", &spec.description),
            ("bezug", &spec.legal_basis),
        ] {
            let text = self.label(text, "");
            if !text.is_empty() {
                self.leaf(element, &text);
            }
        }
        self.status(id);
        let created = self.created.clone();
        self.leaf("letzteAenderung", &created);
        if id.is_none() {
            let address = format!("{FORM_ADDRESS}{}", spec.id);
            self.leaf_with("stichwort", &[("uri", address)], &spec.id);
        }
        self.leaf("bezeichnung", &title);
        for (element, list, code) in [
            (
                "ableitungsmodifikationenStruktur",
                ".ableitungsmodifikationenStruktur",
                "3",
            ),
            (
                "ableitungsmodifikationenRepraesentation",
                ".ableitungsmodifikationenRepraesentation",
                "1",
            ),
        ] {
            self.code(element, list, "1.0", code);
        }
        self.open("dokumentsteckbrief");
        self.leaf("id", &format!("D{PLACEHOLDER}{:06}", 1));
        self.close("dokumentsteckbrief");
        if !spec.purpose.is_empty() {
            self.lose("", "deich::purpose");
        }
        for what in own_words_of_form(spec) {
            self.lose("", what);
        }
    }

    /// Writes items; says whether there was any that could be written.
    fn items(&mut self, items: &[Item], path: &str) -> bool {
        let mut any = false;
        for item in items {
            any |= self.item(item, &below(path, item));
        }
        any
    }

    fn item(&mut self, item: &Item, path: &str) -> bool {
        for what in own_words_of_container(item) {
            self.lose(path, what);
        }
        match item {
            Item::Question(question) => {
                if !self.has_field(question, path) {
                    return false;
                }
                let bounds = self.bounds(question, path);
                self.part(&self.count(question, &bounds), |writing| {
                    writing.field(question, path, &bounds);
                });
                true
            }
            Item::Group(group) => {
                let around = self.optional;
                let is_optional = demands(&group.items, 0) == Demand::IfGiven;
                self.optional = if is_optional {
                    Some(0)
                } else {
                    around.map(|levels| levels + 1)
                };
                let any = self.group(group, if is_optional { "0:1" } else { "1:1" }, path);
                self.optional = around;
                any
            }
            Item::Repeat(repeat) => {
                let rounds = repeat.count.as_deref().map(str::trim);
                let fixed = rounds.and_then(|text| text.parse::<u32>().ok());
                let fixed = fixed.filter(|rounds| *rounds > 1);
                let count = match fixed {
                    Some(rounds) => format!("{rounds}:{rounds}"),
                    None => "0:*".to_owned(),
                };
                if rounds.is_some() && fixed.is_none() {
                    self.lose(path, "repeat_count");
                }
                if let Some(question) = only_field(repeat) {
                    let path = format!("{path}/{}", question.name);
                    let around = self.optional.take();
                    let bounds = self.bounds(question, &path);
                    let count = if is_always(question.required.as_ref()) && fixed.is_none() {
                        "1:*"
                    } else {
                        count.as_str()
                    };
                    self.part(count, |writing| writing.field(question, &path, &bounds));
                    self.optional = around;
                    return true;
                }
                // Both say the same of what is within.
                let group = Group {
                    name: repeat.name.clone(),
                    label: repeat.label.clone(),
                    relevant: repeat.relevant.clone(),
                    appearance: repeat.appearance.clone(),
                    hint: repeat.hint.clone(),
                    media: repeat.media.clone(),
                    readonly: repeat.readonly.clone(),
                    bind: repeat.bind.clone(),
                    control: repeat.control.clone(),
                    instance: repeat.instance.clone(),
                    fim_id: repeat.fim_id.clone(),
                    link_id: repeat.link_id.clone(),
                    origin: repeat.origin.clone(),
                    items: repeat.items.clone(),
                };
                let around = self.optional.take();
                let any = self.group(&group, &count, path);
                self.optional = around;
                any
            }
        }
    }

    fn part(&mut self, count: &str, content: impl FnOnce(&mut Self)) {
        self.open("struktur");
        self.leaf("anzahl", count);
        self.open("enthaelt");
        content(self);
        self.close("enthaelt");
        self.close("struktur");
    }

    fn group(&mut self, group: &Group, count: &str, path: &str) -> bool {
        for (what, is_there) in [
            ("relevant", group.relevant.is_some()),
            ("deich::link_id", group.link_id.is_some()),
        ] {
            if is_there {
                self.lose(path, what);
            }
        }
        let before = self.out.len();
        let mut any = false;
        self.part(count, |writing| {
            writing.open("datenfeldgruppe");
            let label = writing.label(&group.label, &group.name);
            writing.identity(group.fim_id.as_ref(), 'G', &group.name);
            writing.labels(&label, &group.hint);
            any = writing.items(&group.items, path);
            writing.close("datenfeldgruppe");
        });
        if !any {
            // The standard has no empty groups.
            self.out.truncate(before);
            self.lose(path, "type");
        }
        any
    }
}

/// What the questions of a group demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// Nothing, or nothing that concerns the group as a whole.
    Nothing,
    /// Some must be answered if anything of the group is.
    IfGiven,
    /// Some must always be answered.
    Always,
}

/// What the questions within a group demand that is so many levels above them.
fn demands(items: &[Item], levels: usize) -> Demand {
    let mut demand = Demand::Nothing;
    for item in items {
        let more = match item {
            Item::Question(question) if is_always(question.required.as_ref()) => Demand::Always,
            Item::Question(question) => {
                if question.required.as_deref() == Some(if_given(levels).as_str()) {
                    Demand::IfGiven
                } else {
                    Demand::Nothing
                }
            }
            // A group that may be left out by itself demands nothing of the one around.
            Item::Group(group) if demands(&group.items, 0) == Demand::IfGiven => Demand::Nothing,
            Item::Group(group) => demands(&group.items, levels + 1),
            Item::Repeat(_) => Demand::Nothing,
        };
        match more {
            Demand::Always => return Demand::Always,
            Demand::IfGiven => demand = Demand::IfGiven,
            Demand::Nothing => {}
        }
    }
    demand
}

/// Whether a text is a version as the standard has them: `1.2.0`.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_number =
        |part: &&str| (1..=9).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// Identifier and version as version 3 of the standard has them: what was `F60000227` in version 1.1
/// is there `F60000000227` in version 1.1.0, as FIM itself has carried its elements over.
fn of_version_3(id: &FimId) -> (String, String) {
    let (written, version) = (id.id(), id.version());
    let digits = written.get(1..).unwrap_or_default();
    let is_old = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    let written = match (is_old, written.get(..3), written.get(3..)) {
        (true, Some(range), Some(number)) => format!("{range}000{number}"),
        _ => written.to_owned(),
    };
    let longer = format!("{version}.0");
    let version = if is_version(&longer) {
        longer
    } else {
        version.to_owned()
    };
    (written, version)
}

/// The field that a repeat is there for and nothing else, as it is when it was read from a field.
fn only_field(repeat: &Repeat) -> Option<&Question> {
    let [Item::Question(question)] = repeat.items.as_slice() else {
        return None;
    };
    let alone = Repeat {
        name: format!("{}{LIST}", question.name),
        label: question.label.clone(),
        count: repeat.count.clone(),
        items: repeat.items.clone(),
        ..Repeat::default()
    };
    let fits = !matches!(
        question.kind,
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank
    );
    // So many values, but none of them needed: only a group can say that.
    let is_needed = is_always(question.required.as_ref()) || repeat.count.is_none();
    let fits = fits && is_needed && is_field(question.kind);
    (fits && alone == *repeat).then_some(question)
}
