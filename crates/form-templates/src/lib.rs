// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Complete forms that an agency can take over as they are or change: weekly counts of acute
//! respiratory illness, measles notifications, hygiene indicators, a notification of a state's own,
//! and the checklist of a hygiene inspection.
//!
//! What belongs here: the tables in `forms/`, and reading them. What does not: how templates are
//! shown, copied and changed, which is the library's business. Pure.
//!
//! Every template says on its face and in [`FormSpec::review_note`] that experts have still to
//! confirm it: the legal texts were taken from pages of public authorities, not from the statutes.
//!
//! How the classes of values were chosen, where a template leaves room:
//!
//! * `measure` is what is summed over institutions: figures at the top level of a form.
//! * `plain` are settings, answers about the institution, and everything that follows from the
//!   measures by calculation. Shares and rates must never be summed, and the receiver can calculate
//!   them from the sums. Figures within a repeat are `plain`, too: what leaves is their total.
//! * `identifier` are names, addresses, free text and files.

use forms::FormSpec;
use forms::xlsform::{self, XlsProblem};

/// A form that is shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// The identifier of the form, the same as in its settings.
    pub id: &'static str,
    /// What the file with the tables is called.
    pub file_name: &'static str,
    /// The form as tables in Markdown, as [`forms::xlsform`] reads them.
    pub tables: &'static str,
}

macro_rules! template {
    ($id:literal) => {
        Template {
            id: $id,
            file_name: concat!($id, ".md"),
            tables: include_str!(concat!("../forms/", $id, ".md")),
        }
    };
}

static TEMPLATES: [Template; 5] = [
    template!("are-sentinel-kita"),
    template!("masernschutz-meldung"),
    template!("hygiene-kennzahlen"),
    template!("landesmeldung"),
    template!("hygiene-begehung"),
];

/// All templates, in the order in which they are offered.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template with this identifier.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

impl Template {
    /// The form, ready to be filled. Tests hold that every shipped template can be read; the problems
    /// are those of a table that was changed.
    pub fn spec(&self) -> Result<FormSpec, Vec<XlsProblem>> {
        let (spec, _) = xlsform::read_fillable(self.tables.as_bytes(), self.file_name)?;
        Ok(spec)
    }
}
