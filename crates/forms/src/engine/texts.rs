// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Labels, hints and messages in the language of the moment.

use xpath::{EvaluationError, NodeId};

use super::expressions::{self, Standing};
use super::form::Form;
use super::session::Session;
use crate::definition::{Text, TextPart, TextValue};

/// A text with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// The text, with Markdown as the form has it.
    pub text: String,
    /// A short form, if there is one.
    pub short: Option<String>,
    /// Further explanation for those who want it.
    pub guidance: Option<String>,
    /// Pictures, sounds and films.
    pub media: Vec<Media>,
}

/// A file beside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// `image`, `big-image`, `audio` or `video`.
    pub kind: String,
    /// The address, such as `jr://images/map.png`.
    pub address: String,
}

impl Caption {
    /// A text alone.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

impl Form {
    /// The forms of a text, in a language or else in the default language.
    pub(crate) fn itext(&self, language: usize, id: &str) -> Option<&[TextValue]> {
        let find = |language: usize| self.texts.get(language).and_then(|texts| texts.get(id));
        find(language)
            .or_else(|| find(self.default_language))
            .map(Vec::as_slice)
    }
}

impl Session {
    /// The value of an expression within a text about a node.
    pub(crate) fn output(&self, expression: &str, node: NodeId) -> Result<String, EvaluationError> {
        let Ok(expr) = xpath::parse(expression) else {
            return Ok(String::new());
        };
        let expr = match self.filled(node) {
            Some(filled) => {
                let standing = Standing {
                    slot: filled.slot,
                    is_range: false,
                };
                expressions::compile(expression, expr, &self.form.slots, standing).expr
            }
            None => expr,
        };
        let text = expr.evaluate_text(&self.instance.tree, node, &self.environment)?;
        Ok(text.into_owned())
    }

    fn parts(&self, parts: &[TextPart], node: NodeId) -> String {
        let mut text = String::new();
        for part in parts {
            match part {
                TextPart::Plain(plain) => text.push_str(plain),
                TextPart::Output(expression) => {
                    text.push_str(&self.output(expression, node).unwrap_or_default());
                }
            }
        }
        text
    }

    /// A text of the form about a node.
    pub(crate) fn caption(&self, text: &Text, node: NodeId) -> Caption {
        match text {
            Text::Inline(parts) => Caption::plain(&self.parts(parts, node)),
            Text::Expression(expression) => {
                Caption::plain(&self.output(expression, node).unwrap_or_default())
            }
            Text::Itext(id) => self.itext_caption(id, node),
        }
    }

    pub(crate) fn itext_caption(&self, id: &str, node: NodeId) -> Caption {
        let Some(values) = self.form.itext(self.language, id) else {
            return Caption::plain(id);
        };
        let mut caption = Caption::default();
        let mut long = None;
        for value in values {
            let text = self.parts(&value.content, node);
            match value.form.as_deref() {
                None => caption.text = text,
                Some("long") => long = Some(text),
                Some("short") => caption.short = Some(text),
                Some("guidance") => caption.guidance = Some(text),
                Some(kind) => caption.media.push(Media {
                    kind: kind.to_owned(),
                    address: text.trim().to_owned(),
                }),
            }
        }
        if caption.text.is_empty() {
            caption.text = long.unwrap_or_default();
        }
        caption
    }

    /// The label of a choice; without one, its code.
    pub(crate) fn item_caption(&self, label: Option<&Text>, code: &str, node: NodeId) -> Caption {
        label.map_or_else(|| Caption::plain(code), |label| self.caption(label, node))
    }
}
