// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML documents as the protocols answer with them.

use xpath::TreeBuilder;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A document that is written from the outside in. Elements without prefix lie in its namespace.
pub(crate) struct Document {
    builder: TreeBuilder,
    namespace: Option<&'static str>,
}

impl Document {
    /// An empty document whose elements without prefix lie in a namespace, or in none.
    pub(crate) fn new(namespace: Option<&'static str>) -> Self {
        Self {
            builder: TreeBuilder::new(),
            namespace,
        }
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str) -> &mut Self {
        // The namespace is declared where it is written first.
        self.builder.open_qualified(None, name, self.namespace);
        self
    }

    /// Opens an element in another namespace.
    pub(crate) fn open_prefixed(&mut self, prefix: &str, name: &str, space: &str) -> &mut Self {
        self.builder.open_qualified(Some(prefix), name, Some(space));
        self
    }

    /// Adds an attribute to the element opened last.
    pub(crate) fn with(&mut self, name: &str, value: &str) -> &mut Self {
        self.builder.attribute(None, name, None, value);
        self
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.builder.text(text);
        self
    }

    /// Adds an element with a text.
    pub(crate) fn leaf(&mut self, name: &str, text: &str) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// Closes what was opened last.
    pub(crate) fn close(&mut self) -> &mut Self {
        self.builder.close();
        self
    }

    /// The text, with the declaration of XML before it.
    pub(crate) fn write(self) -> String {
        let tree = self.builder.build();
        let mut text = DECLARATION.to_owned();
        text.push_str(&xpath::xml::write(&tree, tree.root()));
        text
    }
}
