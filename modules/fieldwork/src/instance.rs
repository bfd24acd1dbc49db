// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as a tablet would send them.

use forms::{Answers, Context};
use web::Error;

use crate::ready::Named;

/// Answers as XML with an identifier of their own, and that of what they replace. The version is called as
/// tablets know it.
pub(crate) fn xml(
    version: &Named,
    answers: &Answers,
    context: &Context,
    (id, replaces): (&str, Option<&str>),
) -> Result<String, Error> {
    let form = &version.ready.compiled;
    let filling = form.read(answers, context);
    let filling = filling.map_err(|error| Error::internal(format!("a record: {error}")))?;
    let xml = filling.session().to_xml();
    let written = form.spec().version.trim();
    let xml = if written.is_empty() || written == version.name {
        xml
    } else {
        let (before, after) = (written, version.name.as_str());
        xml.replacen(
            &format!("version=\"{before}\""),
            &format!("version=\"{after}\""),
            1,
        )
    };
    // What is read for checking has no identifier yet.
    let bare = "instanceID/>";
    let place = xml
        .find(bare)
        .and_then(|at| Some((at, xml.get(..at)?.rfind('<')?)));
    let (at, start) =
        place.ok_or_else(|| Error::internal("a record without a place for its name"))?;
    let prefix = &xml[start + 1..at];
    let deprecated = replaces.map_or(String::new(), |id| {
        format!("<{prefix}deprecatedID>{id}</{prefix}deprecatedID>")
    });
    Ok(format!(
        "{}<{prefix}instanceID>{id}</{prefix}instanceID>{deprecated}{}",
        &xml[..start],
        &xml[at + bare.len()..]
    ))
}
