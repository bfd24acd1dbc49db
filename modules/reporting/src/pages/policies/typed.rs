// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What somebody types in the workshop, and the policy that it means.

use std::collections::BTreeMap;

use anonymity::forwarding::{
    Closeness, DATE_LEVELS, EntityKind, Field, FieldClass, LegalPath, PatienceStep, Policy,
    PolicyDraft, PolicyFormat, Variety,
};
use web::Context;
use web::form::Fields;

use super::Form;
use super::describe::{PATHS, path_name};
use super::noise::{self, TypedNoise};
use crate::model::insight::number;
use crate::policies::{ClassKind, PolicyField};

/// The most steps of patience.
pub(super) const MOST_STEPS: usize = 12;
/// The most columns that a tuple has room for.
const MOST_COLUMNS: usize = 16;

/// What was typed about a field.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedField {
    pub(super) class: String,
    pub(super) reason: String,
    pub(super) finest: String,
    pub(super) coarsest: String,
    pub(super) level: String,
    pub(super) distinct: String,
    pub(super) entropy: String,
    pub(super) closeness: String,
    pub(super) reference: String,
    pub(super) dominance: String,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) purpose: String,
    pub(super) legal_basis: String,
    pub(super) recipient: String,
    pub(super) path: String,
    pub(super) minimum: String,
    pub(super) hold: String,
    pub(super) cap: String,
    /// Weeks, largest loss and what waiting is worth, both in per cent.
    pub(super) patience: Vec<[String; 3]>,
    pub(super) fields: Vec<TypedField>,
    pub(super) noise: TypedNoise,
}

/// Something that is wrong or missing.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) text: String,
    /// Whether it cannot even be kept as a draft.
    pub(super) unreadable: bool,
}

/// Thousandths as per cent.
fn percent(permille: u32) -> String {
    match permille % 10 {
        0 => (permille / 10).to_string(),
        tenths => format!("{},{tenths}", permille / 10),
    }
}

fn permille(text: &str) -> Option<u32> {
    let percent = number(text).filter(|percent| (0.0..=100.0).contains(percent))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    let permille = (percent * 10.0).round() as u32;
    Some(permille)
}

fn or_empty(number: u32) -> String {
    if number == 0 {
        String::new()
    } else {
        number.to_string()
    }
}

impl TypedField {
    /// What a policy says about a field of the form.
    fn in_draft(field: &PolicyField, draft: &PolicyDraft) -> Self {
        let known = draft.fields.iter().find(|one| one.name == field.name);
        known.map_or_else(Self::default, Self::of)
    }

    fn of(field: &Field) -> Self {
        let mut typed = Self {
            reason: field.reason.clone(),
            ..Self::default()
        };
        let Some(class) = &field.class else {
            return typed;
        };
        ClassKind::of(class).name().clone_into(&mut typed.class);
        match class {
            FieldClass::Quasi {
                finest, coarsest, ..
            }
            | FieldClass::Date { finest, coarsest } => {
                typed.finest.clone_from(finest);
                typed.coarsest.clone_from(coarsest);
            }
            FieldClass::Sensitive { level, variety, .. } => {
                typed.level.clone_from(level);
                typed.distinct = or_empty(variety.distinct);
                typed.entropy = or_empty(variety.entropy);
                if let Some(closeness) = &variety.closeness {
                    typed.closeness = closeness.percent.to_string();
                    let lines = closeness.reference.iter();
                    let lines: Vec<String> = lines
                        .map(|(value, weight)| format!("{value} = {weight}"))
                        .collect();
                    typed.reference = lines.join("\n");
                }
            }
            FieldClass::Plain { level, .. } => typed.level.clone_from(level),
            FieldClass::Measure { dominance_percent } => {
                typed.dominance = or_empty(u32::from(*dominance_percent));
            }
            _ => {}
        }
        typed
    }

    fn read(fields: &Fields, place: usize) -> Self {
        let text = |name: &str| fields.text(&format!("{name}_{place}")).to_owned();
        Self {
            class: text("klasse"),
            reason: text("grund"),
            finest: text("feinste"),
            coarsest: text("groebste"),
            level: text("stufe"),
            distinct: text("verschiedene"),
            entropy: text("entropie"),
            closeness: text("naehe"),
            reference: text("vergleich"),
            dominance: text("dominanz"),
        }
    }
}

impl Typed {
    /// A policy as it would be typed, its fields in the order of the form.
    pub(super) fn of(form: &Form, draft: &PolicyDraft) -> Self {
        Self {
            purpose: draft.purpose.clone(),
            legal_basis: draft.legal_basis.clone(),
            recipient: draft.recipient.clone(),
            path: path_name(draft.path).to_owned(),
            minimum: draft.minimum.to_string(),
            hold: draft.maximum_hold_weeks.to_string(),
            cap: draft.yearly_cap.to_string(),
            patience: draft
                .patience
                .iter()
                .map(|step| {
                    [
                        step.from_weeks.to_string(),
                        percent(step.loss_permille),
                        percent(step.waiting_permille),
                    ]
                })
                .collect(),
            fields: form
                .fields
                .iter()
                .map(|field| TypedField::in_draft(field, draft))
                .collect(),
            noise: TypedNoise::of(draft.noise.as_ref()),
        }
    }

    /// What was posted. A field of which nothing can be chosen is not posted and stays as it is in `kept`.
    pub(super) fn read(fields: &Fields, form: &Form, kept: &PolicyDraft) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            purpose: text("zweck"),
            legal_basis: text("rechtsgrundlage"),
            recipient: text("empfaenger"),
            path: text("weg"),
            minimum: text("k"),
            hold: text("halten"),
            cap: text("obergrenze"),
            patience: (0..MOST_STEPS)
                .map(|step| {
                    ["wochen", "verlust", "warten"]
                        .map(|name| fields.text(&format!("{name}_{step}")).to_owned())
                })
                .filter(|step| step.iter().any(|text| !text.is_empty()))
                .collect(),
            fields: form
                .fields
                .iter()
                .enumerate()
                .map(|(place, field)| {
                    if field.offered().len() > 1 {
                        return TypedField::read(fields, place);
                    }
                    TypedField::in_draft(field, kept)
                })
                .collect(),
            noise: TypedNoise::read(fields),
        }
    }

    /// The policy that it means, and what is wrong with it.
    pub(super) fn draft(
        &self,
        context: &Context,
        form: &Form,
        kept: &PolicyDraft,
    ) -> (PolicyDraft, Vec<Fault>) {
        let mut faults = Faults {
            context,
            found: Vec::new(),
        };
        for (field, text) in [
            ("zweck", &self.purpose),
            ("rechtsgrundlage", &self.legal_basis),
            ("empfaenger", &self.recipient),
        ] {
            if text.is_empty() || text.chars().count() > 1000 {
                faults.missing(field, "reporting-policy-fault-text");
            }
        }
        let minimum = faults.whole("k", &self.minimum, (2, 1000), "reporting-policy-fault-k");
        let hold = faults.whole(
            "halten",
            &self.hold,
            (0, 104),
            "reporting-policy-fault-hold",
        );
        let cap = faults.whole(
            "obergrenze",
            &self.cap,
            (1, 366),
            "reporting-policy-fault-cap",
        );
        let path = PATHS.into_iter().find(|path| path_name(*path) == self.path);
        if path.is_none() {
            faults.unreadable("weg", "reporting-policy-fault-choose");
        }
        let patience = self.patience(&mut faults, hold.unwrap_or(0));
        let fields: Vec<Field> = form
            .fields
            .iter()
            .zip(&self.fields)
            .enumerate()
            .map(|(place, (field, typed))| Field {
                name: field.name.clone(),
                label: field.label.clone(),
                class: class(form, field, typed, place, &mut faults),
                reason: typed.reason.clone(),
            })
            .collect();
        check_counts(&fields, &mut faults);
        let path = path.unwrap_or(LegalPath::AnonymisedForwarding);
        let draft = PolicyDraft {
            format: PolicyFormat::V2,
            form_version: kept.form_version.clone(),
            purpose: self.purpose.clone(),
            legal_basis: self.legal_basis.clone(),
            recipient: self.recipient.clone(),
            path,
            minimum: minimum.unwrap_or(kept.minimum),
            fields,
            patience,
            maximum_hold_weeks: hold.unwrap_or(kept.maximum_hold_weeks),
            yearly_cap: cap.unwrap_or(kept.yearly_cap),
            noise: self.noise.plan(path, &mut faults),
        };
        noise::check(form, &draft, &mut faults);
        if faults.found.is_empty() && Policy::new(draft.clone()).is_err() {
            faults.missing("", "reporting-policy-fault-other");
        }
        (draft, faults.found)
    }

    fn patience(&self, faults: &mut Faults<'_>, hold: u32) -> Vec<PatienceStep> {
        let mut steps: Vec<PatienceStep> = Vec::new();
        for (place, [weeks, loss, waiting]) in self.patience.iter().enumerate() {
            let name = |what: &str| format!("{what}_{place}");
            let from_weeks = weeks.parse().ok().filter(|weeks| *weeks <= 104);
            if from_weeks.is_none() {
                faults.unreadable(&name("wochen"), "reporting-policy-fault-weeks");
            }
            let (loss, waiting) = (permille(loss), permille(waiting));
            for (what, read) in [("verlust", loss), ("warten", waiting)] {
                if read.is_none() {
                    faults.unreadable(&name(what), "reporting-policy-fault-percent");
                }
            }
            let (Some(from_weeks), Some(loss_permille), Some(waiting_permille)) =
                (from_weeks, loss, waiting)
            else {
                continue;
            };
            let begins = steps.is_empty() && from_weeks != 0;
            let grows = steps.last().is_none_or(|last: &PatienceStep| {
                last.from_weeks < from_weeks && last.loss_permille <= loss_permille
            });
            if begins || !grows {
                faults.missing(&name("wochen"), "reporting-policy-fault-patience");
            }
            if waiting_permille > loss_permille {
                faults.missing(&name("warten"), "reporting-policy-fault-waiting");
            }
            steps.push(PatienceStep {
                from_weeks,
                loss_permille,
                waiting_permille,
            });
        }
        if self.patience.is_empty() {
            faults.missing("wochen_0", "reporting-policy-fault-patience");
        }
        if steps.last().is_some_and(|last| last.from_weeks > hold) {
            faults.missing("halten", "reporting-policy-fault-hold-early");
        }
        steps
    }
}

pub(super) struct Faults<'a> {
    context: &'a Context,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, field: &str, key: &str, unreadable: bool) {
        self.found.push(Fault {
            field: field.to_owned(),
            text: self.context.t(key),
            unreadable,
        });
    }

    pub(super) fn missing(&mut self, field: &str, key: &str) {
        self.add(field, key, false);
    }

    pub(super) fn unreadable(&mut self, field: &str, key: &str) {
        self.add(field, key, true);
    }

    /// What is missing about a field of the form, with its name.
    fn about(&mut self, name: &str, field: &PolicyField, key: &str) {
        let text = self
            .context
            .t_with(key, &[("field", field.label.as_str().into())]);
        self.found.push(Fault {
            field: name.to_owned(),
            text,
            unreadable: false,
        });
    }

    pub(super) fn whole(
        &mut self,
        field: &str,
        text: &str,
        (least, most): (u32, u32),
        key: &str,
    ) -> Option<u32> {
        let read = text.parse().ok();
        let read = read.filter(|number| (least..=most).contains(number));
        if read.is_none() {
            self.unreadable(field, key);
        }
        read
    }

    /// A number that may be left out.
    fn at_most(&mut self, field: &str, text: &str, most: u32) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let key = "reporting-policy-fault-number";
        self.whole(field, text, (0, most), key).unwrap_or(0)
    }
}

/// The level that was chosen, or the usual one.
fn level(levels: &[String], chosen: &str, usual: Option<&String>) -> String {
    let found = levels.iter().find(|level| *level == chosen).or(usual);
    found.cloned().unwrap_or_default()
}

fn class(
    form: &Form,
    field: &PolicyField,
    typed: &TypedField,
    place: usize,
    faults: &mut Faults<'_>,
) -> Option<FieldClass> {
    let named = |what: &str| format!("{what}_{place}");
    let chosen: Option<ClassKind> = typed.class.parse().ok();
    let Some(kind) = chosen.filter(|kind| field.offered().contains(kind)) else {
        faults.about(&named("klasse"), field, "reporting-policy-fault-class");
        return None;
    };
    let hierarchy = field.hierarchy().unwrap_or_default().to_owned();
    let levels: Vec<String> = match kind {
        ClassKind::Date => DATE_LEVELS.map(str::to_owned).to_vec(),
        _ => form
            .hierarchies
            .get(&hierarchy)
            .map_or(Vec::new(), |one| one.levels().to_vec()),
    };
    let finest = level(&levels, &typed.finest, levels.first());
    let coarsest = level(&levels, &typed.coarsest, levels.last());
    let position = |name: &str| levels.iter().position(|level| level == name);
    let spans = matches!(kind, ClassKind::Quasi | ClassKind::Date);
    if spans && position(&finest) > position(&coarsest) {
        faults.about(&named("feinste"), field, "reporting-policy-fault-levels");
    }
    if kind == ClassKind::Plain && typed.reason.is_empty() {
        faults.about(&named("grund"), field, "reporting-policy-fault-reason");
    }
    Some(match kind {
        ClassKind::Identifier => FieldClass::Identifier,
        ClassKind::Person => FieldClass::Entity {
            of: EntityKind::Person,
        },
        ClassKind::Facility => FieldClass::Entity {
            of: EntityKind::Facility,
        },
        ClassKind::Quasi => FieldClass::Quasi {
            hierarchy,
            finest,
            coarsest,
        },
        ClassKind::Date => FieldClass::Date { finest, coarsest },
        ClassKind::Sensitive => {
            let level = level(&levels, &typed.level, levels.first());
            let variety = Variety {
                distinct: faults.at_most(&named("verschiedene"), &typed.distinct, 100),
                entropy: faults.at_most(&named("entropie"), &typed.entropy, 100),
                closeness: closeness(form, field, typed, (place, &hierarchy, &level), faults),
            };
            FieldClass::Sensitive {
                hierarchy,
                level,
                variety,
            }
        }
        ClassKind::Plain => FieldClass::Plain {
            hierarchy,
            level: level(&levels, &typed.level, levels.first()),
        },
        ClassKind::Measure => {
            let percent = faults.at_most(&named("dominanz"), &typed.dominance, 100);
            FieldClass::Measure {
                dominance_percent: u8::try_from(percent).unwrap_or(100),
            }
        }
        ClassKind::Dropped => FieldClass::Dropped {
            because: field.drop_reason(),
        },
    })
}

/// t with its reference: a value and how often it occurs per line.
fn closeness(
    form: &Form,
    field: &PolicyField,
    typed: &TypedField,
    (place, hierarchy, level): (usize, &str, &str),
    faults: &mut Faults<'_>,
) -> Option<Closeness> {
    if typed.closeness.is_empty() {
        return None;
    }
    let named = |what: &str| format!("{what}_{place}");
    let percent = faults.at_most(&named("naehe"), &typed.closeness, 100);
    let table = form.hierarchies.get(hierarchy);
    let position = table.and_then(|table| table.level(level)).unwrap_or(0);
    let is_value = |text: &str| {
        let mut rows = table.into_iter().flat_map(anonymity::Hierarchy::rows);
        rows.any(|row| row.get(position).is_some_and(|value| value == text))
    };
    let mut reference: BTreeMap<String, u32> = BTreeMap::new();
    let mut sound = true;
    for line in typed
        .reference
        .lines()
        .filter(|line| !line.trim().is_empty())
    {
        let read = line.split_once('=').and_then(|(value, weight)| {
            let weight: u32 = weight.trim().parse().ok()?;
            Some((value.trim(), weight)).filter(|(value, _)| is_value(value))
        });
        match read {
            Some((value, weight)) => {
                reference.insert(value.to_owned(), weight);
            }
            None => sound = false,
        }
    }
    if !sound || reference.values().all(|weight| *weight == 0) {
        faults.about(
            &named("vergleich"),
            field,
            "reporting-policy-fault-reference",
        );
    }
    Some(Closeness { percent, reference })
}

fn check_counts(fields: &[Field], faults: &mut Faults<'_>) {
    let of = |wanted: &dyn Fn(&FieldClass) -> bool| {
        let classes = fields.iter().filter_map(|field| field.class.as_ref());
        classes.filter(|class| wanted(class)).count()
    };
    for kind in [EntityKind::Person, EntityKind::Facility] {
        let count = of(&|class| *class == FieldClass::Entity { of: kind });
        if count > 1 {
            faults.missing("klasse_0", "reporting-policy-fault-entities");
        }
    }
    if of(&|class| matches!(class, FieldClass::Entity { .. })) == 0 {
        faults.missing("klasse_0", "reporting-policy-fault-no-entity");
    }
    let dates = of(&|class| matches!(class, FieldClass::Date { .. }));
    if dates != 1 {
        let week = fields
            .iter()
            .position(|field| field.name == crate::release_policy::WEEK);
        let name = format!("klasse_{}", week.unwrap_or(0));
        faults.missing(&name, "reporting-policy-fault-date");
    }
    let columns = of(&|class| matches!(class, FieldClass::Quasi { .. } | FieldClass::Date { .. }));
    if columns > MOST_COLUMNS {
        faults.missing("klasse_0", "reporting-policy-fault-columns");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_survive_being_typed() {
        for permille_ in [0, 35, 50, 84, 120, 1000] {
            assert_eq!(permille(&percent(permille_)), Some(permille_));
        }
        assert_eq!(permille("3.5"), Some(35));
        for wrong in ["", "-1", "100,1", "viel"] {
            assert_eq!(permille(wrong), None, "{wrong}");
        }
    }
}
