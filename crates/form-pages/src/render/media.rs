// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures, recordings and films with texts of the form.

use forms::engine::{Caption, Media};
use forms::file_of_address;
use kernel::encode_component;

use super::Builder;
use crate::view::{Medium, MediumKind};

impl Builder<'_> {
    /// What is seen or heard with a text, as far as the files are there.
    pub(super) fn media(&self, caption: Option<&Caption>) -> Vec<Medium> {
        let (Some(base), Some(caption)) = (self.input.media, caption) else {
            return Vec::new();
        };
        let url = |media: &Media| {
            let name = file_of_address(&media.address)?;
            let is_there = self.form.spec().files.contains_key(name);
            is_there.then(|| (format!("{base}{}", encode_component(name)), name.to_owned()))
        };
        let of_kind = |kind: &str| caption.media.iter().find(|one| one.kind == kind);
        let large = of_kind("big-image").and_then(url);
        let mut shown = Vec::new();
        for media in &caption.media {
            let kind = match media.kind.as_str() {
                "image" => MediumKind::Image,
                "big-image" if of_kind("image").is_none() => MediumKind::Image,
                "audio" => MediumKind::Audio,
                "video" => MediumKind::Video,
                _ => continue,
            };
            let Some((url, name)) = url(media) else {
                continue;
            };
            let stem = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(stem, _)| stem);
            shown.push(Medium {
                kind,
                url,
                large: match &large {
                    Some((large, _)) if kind == MediumKind::Image => large.clone(),
                    _ => String::new(),
                },
                alt: if caption.text.trim().is_empty() {
                    stem.replace(['_', '-'], " ")
                } else {
                    String::new()
                },
            });
        }
        shown
    }
}
