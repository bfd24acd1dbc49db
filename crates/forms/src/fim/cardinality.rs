// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How often something occurs: `0:1`, `1:*`.

use super::ReadProblemKind;
use super::read::{Result, Trouble};
use crate::xform::dom::Node;

/// How often something occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cardinality {
    pub(super) written: String,
    pub(super) least: u32,
    /// None for any number.
    pub(super) most: Option<u32>,
}

impl Cardinality {
    pub(super) fn read(node: Node<'_>, namespace: &str) -> Result<Self> {
        let missing = || Trouble::new(node, ReadProblemKind::MissingElement("anzahl"));
        let element = node.child(namespace, "anzahl").ok_or_else(missing)?;
        let written: String = element.text().split_whitespace().collect();
        let read = |text: &str| {
            let (least, most) = text.split_once(':')?;
            let least = least.parse().ok()?;
            let most = match most {
                "*" => None,
                most => Some(most.parse().ok().filter(|most| *most >= least)?),
            };
            Some((least, most))
        };
        let Some((least, most)) = read(&written) else {
            let kind = ReadProblemKind::Cardinality(written.chars().take(40).collect());
            return Err(Trouble::new(element, kind));
        };
        Ok(Self {
            written,
            least,
            most,
        })
    }

    pub(super) fn is_repeated(&self) -> bool {
        self.most != Some(1)
    }

    /// The number of rounds if it is always the same.
    pub(super) fn fixed(&self) -> Option<String> {
        let most = self.most.filter(|most| *most == self.least)?;
        Some(most.to_string())
    }

    /// Whether a repeat says as much: any number, or always the same one.
    pub(super) fn is_said_by_repeat(&self) -> bool {
        self.fixed().is_some() || self.least == 0 && self.most.is_none()
    }
}
