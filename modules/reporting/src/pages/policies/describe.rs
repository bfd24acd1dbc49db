// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A policy in words, and what one says that another does not.

use anonymity::forwarding::{Field, FieldClass, LegalPath, PolicyDraft, Variety};
use web::{Context, Value};

use super::Form;
use super::noise;
use super::shown::Names;
use crate::policies::ClassKind;

/// The ways, in the order in which they are offered.
pub(super) const PATHS: [LegalPath; 3] = [
    LegalPath::AnonymisedForwarding,
    LegalPath::CountsOnly,
    LegalPath::StatutoryTransmission,
];

/// The name of a way in message keys and fields.
pub(super) fn path_name(path: LegalPath) -> &'static str {
    match path {
        LegalPath::StatutoryTransmission => "statutory",
        LegalPath::AnonymisedForwarding => "anonymised",
        LegalPath::CountsOnly => "counts-only",
    }
}

/// One thing that a policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// What it is about: stays the same over policies.
    pub(super) key: String,
    /// What it is about, for readers.
    pub(super) about: String,
    /// What is said.
    pub(super) text: String,
    /// Why, where a reason is given.
    pub(super) reason: String,
}

fn said(key: &str, about: &str, text: String) -> Said {
    Said {
        key: key.to_owned(),
        about: about.to_owned(),
        text,
        reason: String::new(),
    }
}

/// What changes from one policy to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What it is about.
    pub(super) about: String,
    /// What was said; empty if nothing was.
    pub(super) before: String,
    /// What is said now; empty if nothing is.
    pub(super) after: String,
}

/// Words for the policies of a form.
pub(super) struct Words<'a> {
    context: &'a Context,
    form: &'a Form,
    names: &'a Names,
}

impl<'a> Words<'a> {
    pub(super) fn new(context: &'a Context, form: &'a Form, names: &'a Names) -> Self {
        Self {
            context,
            form,
            names,
        }
    }

    /// Everything but the fields.
    pub(super) fn general(&self, draft: &PolicyDraft) -> Vec<Said> {
        let context = self.context;
        let number = |number: u32| web::format::integer(context.lang(), i64::from(number));
        let steps: Vec<String> = draft
            .patience
            .iter()
            .map(|step| {
                let arguments: &[(&str, Value)] = &[
                    ("weeks", i64::from(step.from_weeks).into()),
                    ("loss", self.permille(step.loss_permille).into()),
                    ("waiting", self.permille(step.waiting_permille).into()),
                ];
                context.t_with("reporting-policy-says-step", arguments)
            })
            .collect();
        let path: Value = path_name(draft.path).into();
        let mut all = vec![
            said(
                "purpose",
                &context.t("reporting-policy-purpose"),
                draft.purpose.clone(),
            ),
            said(
                "legal-basis",
                &context.t("reporting-policy-legal-basis"),
                draft.legal_basis.clone(),
            ),
            said(
                "recipient",
                &context.t("reporting-policy-recipient"),
                draft.recipient.clone(),
            ),
            said(
                "path",
                &context.t("reporting-policy-path"),
                context.t_with("reporting-policy-path-name", &[("path", path)]),
            ),
            said(
                "minimum",
                &context.t("reporting-policy-k"),
                number(draft.minimum),
            ),
            said(
                "patience",
                &context.t("reporting-policy-patience"),
                steps.join("; "),
            ),
            said(
                "hold",
                &context.t("reporting-policy-hold"),
                context.t_with(
                    "reporting-policy-weeks",
                    &[("count", i64::from(draft.maximum_hold_weeks).into())],
                ),
            ),
            said(
                "cap",
                &context.t("reporting-policy-cap"),
                number(draft.yearly_cap),
            ),
        ];
        if let Some(plan) = &draft.noise {
            let text = noise::says(context, self, draft, plan);
            all.push(said("noise", &context.t("reporting-noise-way"), text));
        }
        all
    }

    fn permille(&self, permille: u32) -> String {
        web::format::percent(self.context.lang(), f64::from(permille) / 1000.0)
    }

    /// The fields in their order.
    pub(super) fn fields(&self, draft: &PolicyDraft) -> Vec<Said> {
        let fields = draft.fields.iter();
        fields
            .map(|field| Said {
                key: format!("field-{}", field.name),
                about: field.label.clone(),
                text: self.class(field),
                reason: field.reason.clone(),
            })
            .collect()
    }

    pub(super) fn level(&self, name: &str) -> String {
        self.context
            .t_with("reporting-policy-level", &[("level", name.into())])
    }

    fn class(&self, field: &Field) -> String {
        let context = self.context;
        let Some(class) = &field.class else {
            return context.t("reporting-policy-no-class");
        };
        let kind = ClassKind::of(class).name();
        let name = context.t_with("reporting-policy-class", &[("class", kind.into())]);
        let more = match class {
            FieldClass::Quasi {
                finest, coarsest, ..
            }
            | FieldClass::Date { finest, coarsest } => context.t_with(
                "reporting-policy-says-levels",
                &[
                    ("finest", self.level(finest).into()),
                    ("coarsest", self.level(coarsest).into()),
                ],
            ),
            FieldClass::Sensitive { level, variety, .. } => {
                let mut parts = vec![self.level(level)];
                parts.extend(self.variety(field, variety));
                parts.join(", ")
            }
            FieldClass::Plain { level, .. } => self.level(level),
            FieldClass::Measure { dominance_percent } if *dominance_percent > 0 => context.t_with(
                "reporting-policy-says-dominance",
                &[("percent", i64::from(*dominance_percent).into())],
            ),
            _ => String::new(),
        };
        if more.is_empty() {
            name
        } else {
            format!("{name}: {more}")
        }
    }

    fn variety(&self, field: &Field, variety: &Variety) -> Vec<String> {
        let context = self.context;
        let count = |number: u32| [("count", Value::from(i64::from(number)))];
        let mut parts = Vec::new();
        if variety.distinct > 1 {
            parts.push(context.t_with("reporting-policy-says-distinct", &count(variety.distinct)));
        }
        if variety.entropy > 1 {
            parts.push(context.t_with("reporting-policy-says-entropy", &count(variety.entropy)));
        }
        if let Some(closeness) = &variety.closeness {
            let known = self.form.fields.iter().find(|one| one.name == field.name);
            let values: Vec<String> = closeness
                .reference
                .iter()
                .map(|(value, weight)| {
                    let name = known.map_or_else(
                        || value.clone(),
                        |known| self.names.value(context, known, value),
                    );
                    format!("{name} {weight}")
                })
                .collect();
            let arguments: &[(&str, Value)] = &[
                ("percent", i64::from(closeness.percent).into()),
                ("values", values.join(", ").into()),
            ];
            parts.push(context.t_with("reporting-policy-says-closeness", arguments));
        }
        parts
    }

    /// What `after` says otherwise than `before`, in its order; then what only `before` says.
    pub(super) fn changes(&self, before: &PolicyDraft, after: &PolicyDraft) -> Vec<Change> {
        let all = |draft: &PolicyDraft| {
            let mut all = self.general(draft);
            all.extend(self.fields(draft));
            all
        };
        let (before, after) = (all(before), all(after));
        let text = |said: &Said| {
            if said.reason.is_empty() {
                said.text.clone()
            } else {
                format!("{} – {}", said.text, said.reason)
            }
        };
        let mut changes = Vec::new();
        for said in &after {
            let old = before.iter().find(|old| old.key == said.key);
            let old = old.map_or(String::new(), text);
            let new = text(said);
            if old != new {
                changes.push(Change {
                    about: said.about.clone(),
                    before: old,
                    after: new,
                });
            }
        }
        for old in &before {
            if after.iter().all(|said| said.key != old.key) {
                changes.push(Change {
                    about: old.about.clone(),
                    before: text(old),
                    after: String::new(),
                });
            }
        }
        changes
    }
}
