// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a submission says of itself, read before its form is known. The answers themselves are read
//! by the form's engine (`forms::CompiledForm::read_xml`).

use xpath::xml::{Events, Limits, Part, Place, XmlError};

/// What a submission may need.
pub const SUBMISSION_LIMITS: Limits = Limits {
    bytes: 16 << 20,
    depth: 64,
    nodes: 1_000_000,
};

/// The most characters of an identifier, a version or a name in a submission.
pub const LONGEST_IDENTIFIER: usize = 255;

/// The most entities in one submission.
pub const MOST_ENTITIES: usize = 10_000;

/// What a submission says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instance {
    /// The identifier of the form: attribute `id` of the outermost element.
    pub form_id: String,
    /// The version of the form; empty if there is none.
    pub version: String,
    /// `meta/instanceID`, without blanks around. Central makes one up where there is none; here that
    /// is up to the caller.
    pub instance_id: Option<String>,
    /// `meta/deprecatedID`: the submission that this one replaces.
    pub deprecated_id: Option<String>,
    /// `meta/instanceName`: what people call the submission.
    pub instance_name: Option<String>,
    /// What it says of entities, in the order of the document.
    pub entities: Vec<EntityElement>,
}

/// An element `entity`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityElement {
    /// The path of the group or repeat that it describes, without the outermost element; empty for
    /// the form as a whole. Positions in repeats are not part of it.
    pub path: String,
    /// The list.
    pub dataset: String,
    /// The entity.
    pub id: String,
    /// Whether it is created.
    pub create: bool,
    /// Whether it is updated.
    pub update: bool,
    /// The version that was known on the device when it was changed.
    pub base_version: Option<u64>,
    /// The version that the device last had from the server.
    pub trunk_version: Option<u64>,
    /// Which row of changes on one device this one belongs to.
    pub branch_id: Option<String>,
    /// What it is called.
    pub label: Option<String>,
}

/// A part of a submission that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Attribute `id`.
    FormId,
    /// Attribute `version`.
    Version,
    /// `meta/instanceID`.
    InstanceId,
    /// `meta/deprecatedID`.
    DeprecatedId,
    /// `meta/instanceName`.
    InstanceName,
    /// `meta/entity` and what is within.
    Entity,
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::FormId => "id",
            Self::Version => "version",
            Self::InstanceId => "instanceID",
            Self::DeprecatedId => "deprecatedID",
            Self::InstanceName => "instanceName",
            Self::Entity => "entity",
        })
    }
}

/// Why something sent is no submission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// It is no XML, too large or too deep.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// It does not say which form it belongs to.
    #[error("the outermost element has no attribute `id` with the identifier of the form ({0})")]
    NoFormId(Place),
    /// It is encrypted with a key of the form's author, who alone could read and check it.
    #[error(
        "encrypted submissions are not accepted: the server could not check what they say ({0})"
    )]
    Encrypted(Place),
    /// An identifier is too long.
    #[error("`{tag}` has more than {LONGEST_IDENTIFIER} characters ({at})")]
    TooLong {
        /// What.
        tag: Tag,
        /// Where.
        at: Place,
    },
    /// Something is there twice.
    #[error("`{tag}` is there twice ({at})")]
    Twice {
        /// What.
        tag: Tag,
        /// Where the second one is.
        at: Place,
    },
    /// A version of an entity is no number.
    #[error("the version of an entity is no number ({0})")]
    EntityVersion(Place),
    /// There are too many entities.
    #[error("there are more than {MOST_ENTITIES} entities ({0})")]
    TooManyEntities(Place),
}

impl InstanceError {
    /// Where.
    pub fn place(&self) -> Place {
        match self {
            Self::Xml(error) => error.at,
            Self::NoFormId(at)
            | Self::Encrypted(at)
            | Self::EntityVersion(at)
            | Self::TooManyEntities(at)
            | Self::TooLong { at, .. }
            | Self::Twice { at, .. } => *at,
        }
    }
}

impl Instance {
    /// Reads a submission. Prefixes and namespaces do not matter: Collect and Enketo write them
    /// differently.
    pub fn read(xml: &[u8], limits: &Limits) -> Result<Self, InstanceError> {
        let mut events = Events::of(xml, limits)?;
        let mut reading = Reading::default();
        while let Some(part) = events.next()? {
            match part {
                Part::Open { local, .. } => reading.open(local, &events)?,
                Part::Close => reading.close(&events)?,
                Part::Text(text) => reading.text(&text),
                Part::Comment(_) | Part::Instruction(..) => {}
            }
        }
        Ok(reading.found)
    }
}

/// A document half read.
#[derive(Default)]
struct Reading {
    found: Instance,
    /// The names of the open elements.
    open: Vec<String>,
    /// What the text that is being read is, where it began, and the text so far.
    wanted: Option<(Tag, usize, String)>,
}

/// What went wrong, before it is said where: to find a line takes time, and there are many elements.
type Failed = fn(Place) -> InstanceError;

impl Reading {
    fn open(&mut self, local: &str, events: &Events<'_>) -> Result<(), InstanceError> {
        let fail = |failed: Failed| failed(events.place(events.offset()));
        let depth = self.open.len();
        if depth == 0 {
            self.root(events)?;
        }
        // An encrypted submission is an envelope with these two, whatever its attributes say.
        if depth == 1 && matches!(local, "base64EncryptedKey" | "encryptedXmlFile") {
            return Err(fail(InstanceError::Encrypted));
        }
        let parent = self.open.last().map(String::as_str);
        let tag = match (depth, parent, local) {
            (2, Some("meta"), "instanceID") => Some(Tag::InstanceId),
            (2, Some("meta"), "deprecatedID") => Some(Tag::DeprecatedId),
            (2, Some("meta"), "instanceName") => Some(Tag::InstanceName),
            (2.., Some("meta"), "entity") => {
                if self.found.entities.len() >= MOST_ENTITIES {
                    return Err(fail(InstanceError::TooManyEntities));
                }
                self.entity(events)?;
                None
            }
            (3.., Some("entity"), "label") if self.is_in_meta(depth - 1) => Some(Tag::Entity),
            _ => None,
        };
        if let Some(tag) = tag {
            self.wanted = Some((tag, events.offset(), String::new()));
        }
        self.open.push(local.to_owned());
        Ok(())
    }

    /// Whether the element at this depth lies in `meta`.
    fn is_in_meta(&self, depth: usize) -> bool {
        let around = depth.checked_sub(1).and_then(|depth| self.open.get(depth));
        around.is_some_and(|name| name == "meta")
    }

    fn root(&mut self, events: &Events<'_>) -> Result<(), InstanceError> {
        let at = || events.place(events.offset());
        for attribute in events.attributes() {
            // Those with a prefix belong to others.
            if attribute.prefix.is_some() {
                continue;
            }
            let value = attribute.value.trim();
            let tag = match attribute.local {
                "id" => Tag::FormId,
                "version" => Tag::Version,
                "encrypted" if value.eq_ignore_ascii_case("yes") => {
                    return Err(InstanceError::Encrypted(at()));
                }
                _ => continue,
            };
            if is_too_long(value) {
                return Err(InstanceError::TooLong { tag, at: at() });
            }
            let place = match tag {
                Tag::FormId => &mut self.found.form_id,
                _ => &mut self.found.version,
            };
            value.clone_into(place);
        }
        if self.found.form_id.is_empty() {
            return Err(InstanceError::NoFormId(at()));
        }
        Ok(())
    }

    fn entity(&mut self, events: &Events<'_>) -> Result<(), InstanceError> {
        let at = || events.place(events.offset());
        let around = self.open.get(1..self.open.len().saturating_sub(1));
        let mut entity = EntityElement {
            path: around.unwrap_or_default().join("/"),
            ..EntityElement::default()
        };
        for attribute in events.attributes() {
            if attribute.prefix.is_some() {
                continue;
            }
            let value = attribute.value.trim();
            if is_too_long(value) {
                let tag = Tag::Entity;
                return Err(InstanceError::TooLong { tag, at: at() });
            }
            let version = || match value {
                "" => Ok(None),
                number => match number.parse() {
                    Ok(number) => Ok(Some(number)),
                    Err(_) => Err(InstanceError::EntityVersion(at())),
                },
            };
            let is_yes = matches!(value, "1" | "true");
            match attribute.local {
                "dataset" => value.clone_into(&mut entity.dataset),
                "id" => value.clone_into(&mut entity.id),
                "create" => entity.create = is_yes,
                "update" => entity.update = is_yes,
                "baseVersion" => entity.base_version = version()?,
                "trunkVersion" => entity.trunk_version = version()?,
                "branchId" if !value.is_empty() => entity.branch_id = Some(value.to_owned()),
                _ => {}
            }
        }
        self.found.entities.push(entity);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, so_far)) = &mut self.wanted
            // Enough to see that it is too long.
            && so_far.len() <= LONGEST_IDENTIFIER * 8
        {
            so_far.push_str(text);
        }
    }

    fn close(&mut self, events: &Events<'_>) -> Result<(), InstanceError> {
        self.open.pop();
        let Some((tag, offset, text)) = self.wanted.take() else {
            return Ok(());
        };
        let value = text.trim();
        if is_too_long(value) {
            let at = events.place(offset);
            return Err(InstanceError::TooLong { tag, at });
        }
        let place = match tag {
            Tag::InstanceId => &mut self.found.instance_id,
            Tag::DeprecatedId => &mut self.found.deprecated_id,
            Tag::InstanceName => &mut self.found.instance_name,
            Tag::Entity => match self.found.entities.last_mut() {
                Some(entity) => &mut entity.label,
                None => return Ok(()),
            },
            Tag::FormId | Tag::Version => return Ok(()),
        };
        if place.is_some() {
            let at = events.place(offset);
            return Err(InstanceError::Twice { tag, at });
        }
        *place = Some(value.to_owned()).filter(|value| !value.is_empty());
        Ok(())
    }
}

fn is_too_long(value: &str) -> bool {
    value.len() > LONGEST_IDENTIFIER && value.chars().count() > LONGEST_IDENTIFIER
}
