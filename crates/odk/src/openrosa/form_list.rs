// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of forms.

use crate::xml::Document;

const NAMESPACE: &str = "http://openrosa.org/xforms/xformsList";

/// A form that can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedForm<'a> {
    /// The identifier in the form itself.
    pub form_id: &'a str,
    /// What people read; the identifier if it is empty.
    pub name: &'a str,
    /// The author's name of the version; may be empty.
    pub version: &'a str,
    /// [`hash`](super::hash) of the form as it is downloaded.
    pub hash: &'a str,
    /// Where the form is; an absolute address.
    pub download_url: &'a str,
    /// Where the manifest is, if the form has files.
    pub manifest_url: Option<&'a str>,
}

/// The answer to `GET …/formList`.
pub fn form_list<'a>(forms: impl IntoIterator<Item = ListedForm<'a>>) -> String {
    let mut document = Document::new(Some(NAMESPACE));
    document.open("xforms");
    for form in forms {
        let name = if form.name.is_empty() {
            form.form_id
        } else {
            form.name
        };
        document.open("xform");
        for (element, text) in [
            ("formID", form.form_id),
            ("name", name),
            ("version", form.version),
            ("hash", form.hash),
            ("downloadUrl", form.download_url),
        ] {
            document.leaf(element, text);
        }
        if let Some(address) = form.manifest_url {
            document.leaf("manifestUrl", address);
        }
        document.close();
    }
    document.write()
}
