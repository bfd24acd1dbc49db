// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the answers of a record say about an inspection, by the meaning of its form, and the other way
//! round: answers to begin a new one with.

use forms::{
    Answers, ChoiceSource, CompiledForm, Condition, Field, Item, QuestionType, without_positions,
};
use jiff::civil::Date;
use kernel::OrganisationId;

use super::{Defect, DefectFacts, Mapping, Occasion};

/// Official records are German.
const TAG: &str = "de";

/// What was found about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FindingKind {
    /// It is met.
    Met,
    /// It is partly met.
    Partly,
    /// It is not met.
    NotMet,
    /// It does not apply here.
    NotApplicable,
}

impl FindingKind {
    /// Whether something is to be mended.
    pub(crate) fn is_defect(self) -> bool {
        matches!(self, Self::Partly | Self::NotMet)
    }
}

/// An item with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The path of the item in the answers.
    pub(crate) item: String,
    /// The heading that it stands under; may be empty.
    pub(crate) section: String,
    /// The item in words.
    pub(crate) title: String,
    /// Its legal reference; may be empty.
    pub(crate) law: String,
    /// What was found.
    pub(crate) kind: FindingKind,
    /// The code of that.
    pub(crate) code: String,
    /// The words of that.
    pub(crate) kind_title: String,
    /// The code of the severity; may be empty.
    pub(crate) severity: String,
    /// The words of the severity.
    pub(crate) severity_title: String,
    /// Whether that counts as severe.
    pub(crate) is_severe: bool,
    /// What was found, as it was written; may be empty.
    pub(crate) text: String,
    /// What has to be done; may be empty.
    pub(crate) measure: String,
    /// Until when.
    pub(crate) deadline: Option<Date>,
    /// The name of the picture; may be empty.
    pub(crate) photo: String,
}

impl Finding {
    /// Nothing was found about nothing.
    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        Self {
            item: String::new(),
            section: String::new(),
            title: String::new(),
            law: String::new(),
            kind: FindingKind::NotApplicable,
            code: String::new(),
            kind_title: String::new(),
            severity: String::new(),
            severity_title: String::new(),
            is_severe: false,
            text: String::new(),
            measure: String::new(),
            deadline: None,
            photo: String::new(),
        }
    }
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What the record says that the facility is: an identifier or a name.
    pub(crate) facility: String,
    /// The day of the inspection.
    pub(crate) visited_on: Option<Date>,
    /// The occasion.
    pub(crate) occasion: Occasion,
    /// Who took part, as it was written.
    pub(crate) participants: String,
    /// The result as a whole, in words.
    pub(crate) outcome: String,
    /// Further remarks.
    pub(crate) remark: String,
    /// The items that were looked at, in the order of the form.
    pub(crate) findings: Vec<Finding>,
}

impl Reading {
    /// What is to be mended.
    pub(crate) fn defects(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|one| one.kind.is_defect())
    }

    /// How many of these are severe.
    pub(crate) fn severe(&self) -> i64 {
        let severe = self.defects().filter(|one| one.is_severe).count();
        i64::try_from(severe).unwrap_or(i64::MAX)
    }
}

/// Reads the answers of a record.
pub(crate) fn read(form: &CompiledForm, mapping: &Mapping, answers: &Answers) -> Reading {
    let shown = |path: &str| match form.field(path) {
        Some(field) => form.display(field, answers.get(path), TAG),
        None => String::new(),
    };
    Reading {
        facility: answers.get(&mapping.facility).trim().to_owned(),
        visited_on: answers.date(&mapping.visited_on),
        occasion: occasion(mapping, answers.get(&mapping.occasion)),
        participants: answers.get(&mapping.participants).trim().to_owned(),
        outcome: shown(&mapping.outcome),
        remark: answers.get(&mapping.remark).trim().to_owned(),
        findings: findings(form, mapping, answers),
    }
}

fn occasion(mapping: &Mapping, code: &str) -> Occasion {
    let is = |codes: &[String]| codes.iter().any(|one| one == code);
    if is(&mapping.event) {
        Occasion::Event
    } else if is(&mapping.followup) {
        Occasion::FollowUp
    } else {
        Occasion::Routine
    }
}

/// Whether a question asks for a finding.
fn is_item(field: &Field, mapping: &Mapping) -> bool {
    field.question.kind == QuestionType::SelectOne
        && field.question.choices.as_deref() == Some(mapping.finding_list.as_str())
        && !mapping.finding_list.is_empty()
}

fn findings(form: &CompiledForm, mapping: &Mapping, answers: &Answers) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in form.fields().iter().filter(|field| is_item(field, mapping)) {
        let of_item = answers.iter().filter(|(path, code)| {
            !code.is_empty() && (*path == field.path || without_positions(path) == field.path)
        });
        for (path, code) in of_item {
            findings.push(finding(form, mapping, answers, (field, path, code)));
        }
    }
    findings
}

fn finding(
    form: &CompiledForm,
    mapping: &Mapping,
    answers: &Answers,
    (field, path, code): (&Field, &str, &str),
) -> Finding {
    let is = |codes: &[String]| codes.iter().any(|one| one == code);
    let kind = if is(&mapping.met) {
        FindingKind::Met
    } else if is(&mapping.partly) {
        FindingKind::Partly
    } else if is(&mapping.not_met) {
        FindingKind::NotMet
    } else {
        FindingKind::NotApplicable
    };
    let beside = |ending: &str| -> String {
        companion(form, path, &field.question.name, ending).unwrap_or_default()
    };
    let written = |ending: &str| answers.get(&beside(ending)).trim().to_owned();
    let severity_path = beside(&mapping.endings.severity);
    let severity = answers.get(&severity_path).to_owned();
    let words = |text: &kernel::Localized| form_pages::plain_text(text.get(TAG));
    Finding {
        section: section(form, path),
        title: words(&field.question.label),
        law: if mapping.hint_is_law {
            words(&field.question.hint)
        } else {
            String::new()
        },
        kind,
        kind_title: form.display(field, code, TAG),
        code: code.to_owned(),
        severity_title: match form.field(&severity_path) {
            Some(field) => form.display(field, &severity, TAG),
            None => String::new(),
        },
        is_severe: mapping.severe.contains(&severity),
        severity,
        text: written(&mapping.endings.text),
        measure: written(&mapping.endings.measure),
        deadline: answers.date(&beside(&mapping.endings.deadline)),
        photo: written(&mapping.endings.photo),
        item: path.to_owned(),
    }
}

/// The question about the defect of an item, in the same instance of a repeat.
fn companion(form: &CompiledForm, item: &str, name: &str, ending: &str) -> Option<String> {
    if ending.is_empty() {
        return None;
    }
    let own = form.path_of(&format!("{name}{ending}"), item);
    own.or_else(|| {
        let bare = ending.trim_start_matches('_');
        form.path_of(bare, item).filter(|_| item.contains('['))
    })
}

/// The heading of the outermost group with one around an item.
fn section(form: &CompiledForm, path: &str) -> String {
    let mut items = form.items();
    for step in path.split('/') {
        let step = step.split('[').next().unwrap_or(step);
        let Some(item) = items.iter().find(|item| item.name() == step) else {
            break;
        };
        let (label, within) = match item {
            Item::Group(group) => (&group.label, &group.items),
            Item::Repeat(repeat) => (&repeat.label, &repeat.items),
            Item::Question(_) => break,
        };
        let title = form_pages::plain_text(label.get(TAG));
        if !title.is_empty() {
            return title;
        }
        items = within;
    }
    String::new()
}

/// What a new inspection begins with.
#[derive(Debug, Clone)]
pub(crate) struct Prefill<'a> {
    /// The facility.
    pub(crate) institution: OrganisationId,
    /// Its name.
    pub(crate) name: &'a str,
    /// The occasion.
    pub(crate) occasion: Occasion,
    /// What is open there.
    pub(crate) defects: &'a [(Defect, DefectFacts)],
}

/// The answers to begin an inspection with: the facility, the occasion, and what is open there as it was
/// last found.
pub(crate) fn prefill(form: &CompiledForm, mapping: &Mapping, with: &Prefill<'_>) -> Answers {
    let mut answers = Answers::new();
    if let Some(field) = form.field(&mapping.facility) {
        // Tablets and pages choose from a list of facilities by identifier, where a form has one.
        let is_list = field.question.choice_source == ChoiceSource::File;
        let value = if is_list {
            with.institution.to_string()
        } else {
            with.name.to_owned()
        };
        answers.set(mapping.facility.clone(), value);
    }
    if let Some(code) = code_of(form, mapping, with.occasion) {
        answers.set(mapping.occasion.clone(), code);
    }
    for (defect, facts) in with.defects {
        let Some(field) = form.field(&defect.item) else {
            continue;
        };
        if !is_item(field, mapping) {
            continue;
        }
        for (path, code) in around(form, &defect.item) {
            let before = answers.get(&path).to_owned();
            let is_many = form
                .field(&path)
                .is_some_and(|field| field.question.kind == QuestionType::SelectMany);
            if before.is_empty() {
                answers.set(path, code);
            } else if is_many && !before.split(' ').any(|one| one == code) {
                answers.set(path, format!("{before} {code}"));
            }
        }
        answers.set(defect.item.clone(), facts.code.clone());
        let deadline = defect.deadline.map_or(String::new(), |day| day.to_string());
        for (ending, value) in [
            (&mapping.endings.severity, &defect.severity),
            (&mapping.endings.text, &facts.text),
            (&mapping.endings.measure, &facts.measure),
            (&mapping.endings.deadline, &deadline),
        ] {
            let path = companion(form, &defect.item, &field.question.name, ending);
            if let Some(path) = path.filter(|_| !value.is_empty()) {
                answers.set(path, value.clone());
            }
        }
    }
    answers
}

/// The code of an occasion in a form.
fn code_of(form: &CompiledForm, mapping: &Mapping, occasion: Occasion) -> Option<String> {
    let field = form.field(&mapping.occasion)?;
    match occasion {
        Occasion::Event => mapping.event.first().cloned(),
        Occasion::FollowUp => mapping.followup.first().cloned(),
        Occasion::Routine => {
            let mut codes = form.choices(field).iter().map(|choice| &choice.code);
            let other =
                |code: &&String| !mapping.event.contains(code) && !mapping.followup.contains(code);
            codes.find(other).cloned()
        }
    }
}

/// What must be chosen elsewhere so that an item is asked: `selected(${areas}, 'kitchen')` of a group.
fn around(form: &CompiledForm, item: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut items = form.items();
    let mut path = String::new();
    for step in item.split('/') {
        let name = step.split('[').next().unwrap_or(step);
        let Some(item) = items.iter().find(|item| item.name() == name) else {
            break;
        };
        path = forms::join(&path, step);
        let (relevant, within) = match item {
            Item::Group(group) => (&group.relevant, &group.items),
            Item::Repeat(repeat) => (&repeat.relevant, &repeat.items),
            Item::Question(_) => break,
        };
        let condition = relevant
            .as_deref()
            .and_then(|text| form.condition(text, &path));
        if let Some(Condition::Chosen { path, codes }) = condition
            && let Some(code) = codes.into_iter().next()
        {
            found.push((path, code));
        }
        items = within;
    }
    found
}
