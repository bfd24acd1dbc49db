// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files beside a form: lists that are chosen from, data that expressions read, and what is shown
//! or played with questions. The form knows them by name; their bytes lie elsewhere.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::definition::{Source, TextPart};
use crate::engine;
use crate::lower::instances::Instances;
use crate::lower::lower;
use crate::spec::{ChoiceSource, FormSpec, Item, PERIOD_INSTANCE, PREVIOUS_INSTANCE};

/// A file beside a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    /// SHA-256 of its bytes as 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

impl AttachedFile {
    /// What is known of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: hex::encode(Sha256::digest(bytes)),
            size: bytes.len() as u64,
        }
    }
}

/// What a form needs a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WantedFor {
    /// It is chosen from, or expressions read it: the form cannot be filled without it.
    Data,
    /// The same, but it is a list of entities: whoever keeps them makes it.
    Entities,
    /// It is a picture.
    Image,
    /// It is a recording.
    Audio,
    /// It is a film.
    Video,
}

impl WantedFor {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Entities => "entities",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }
}

/// A file that a form names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WantedFile {
    /// What it is called.
    pub name: String,
    /// What for.
    pub purpose: WantedFor,
}

/// The files that a form names, by name. Those whose names depend on answers cannot be known.
pub fn wanted_files(spec: &FormSpec) -> Vec<WantedFile> {
    // A form that is wrong has no files before it is put right.
    let Ok(definition) = lower(spec) else {
        return Vec::new();
    };
    let lists = spec.lists_of_entities();
    let mut wanted: BTreeMap<String, WantedFor> = BTreeMap::new();
    for instance in &definition.secondary {
        if matches!(instance.id.as_str(), PERIOD_INSTANCE | PREVIOUS_INSTANCE) {
            continue;
        }
        if let Source::External { src, .. } = &instance.source
            && let Some(name) = file_of_address(src)
        {
            let list = name.strip_suffix(".csv");
            let purpose = match list.filter(|list| lists.contains(list)) {
                Some(_) => WantedFor::Entities,
                None => WantedFor::Data,
            };
            wanted.insert(name.to_owned(), purpose);
        }
    }
    let texts = definition.translations.iter().flat_map(|one| &one.texts);
    for value in texts.flat_map(|(_, values)| values) {
        let purpose = match value.form.as_deref() {
            Some("image" | "big-image") => WantedFor::Image,
            Some("audio") => WantedFor::Audio,
            Some("video") => WantedFor::Video,
            _ => continue,
        };
        let [TextPart::Plain(address)] = &value.content[..] else {
            continue;
        };
        if let Some(name) = file_of_address(address) {
            wanted.entry(name.to_owned()).or_insert(purpose);
        }
    }
    wanted
        .into_iter()
        .map(|(name, purpose)| WantedFile { name, purpose })
        .collect()
}

/// The files that a form chooses from or reads, as far as it has them, by name.
pub fn data_files(spec: &FormSpec) -> Vec<(&str, &AttachedFile)> {
    if spec.files.is_empty() {
        return Vec::new();
    }
    let data = wanted_files(spec).into_iter();
    let data = data.filter(|file| file.purpose == WantedFor::Data);
    data.filter_map(|file| spec.files.get_key_value(&file.name))
        .map(|(name, file)| (name.as_str(), file))
        .collect()
}

/// The name of the file at an address such as `jr://images/map.png`; none if it leads elsewhere.
pub fn file_of_address(address: &str) -> Option<&str> {
    let (folder, name) = address.trim().strip_prefix("jr://")?.split_once('/')?;
    let is_file = matches!(folder, "images" | "audio" | "video" | "file" | "file-csv");
    (is_file && !name.is_empty() && !name.contains('/')).then_some(name)
}

/// Whether a file can be chosen from and read by expressions; if not, why.
pub fn check_data(name: &str, bytes: &[u8]) -> Result<(), String> {
    engine::read_file(name, bytes).map(|_| ())
}

/// The names of the instances that lie in files beside a form.
pub(crate) fn instances(spec: &FormSpec) -> HashSet<String> {
    let mut found = Instances::default();
    collect(&spec.items, &mut found);
    found.files.into_iter().map(|(id, _)| id).collect()
}

fn collect(items: &[Item], found: &mut Instances) {
    for item in items {
        let (expressions, inner) = match item {
            Item::Group(group) => (vec![&group.relevant, &group.readonly], &group.items[..]),
            Item::Repeat(repeat) => (
                vec![&repeat.relevant, &repeat.readonly, &repeat.count],
                &repeat.items[..],
            ),
            Item::Question(question) => {
                if question.kind.is_external() {
                    found.attached(question);
                }
                if question.kind.is_select() && question.choice_source == ChoiceSource::File {
                    found.file(question);
                }
                let expressions = vec![
                    &question.relevant,
                    &question.calculate,
                    &question.constraint,
                    &question.warning,
                    &question.required,
                    &question.readonly,
                    &question.default,
                    &question.choice_filter,
                ];
                (expressions, &[][..])
            }
        };
        for text in expressions.into_iter().flatten() {
            found.read_by(text);
        }
        collect(inner, found);
    }
}
