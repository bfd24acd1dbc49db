// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms, drafts and versions as the library knows them.

use forms::{FormSpec, PeriodFacts, PeriodKind};
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};
use kernel::{
    BlockId, FormId, FormVersionId, IsoWeek, Localized, OrganisationId, PersonId, Resource,
};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    /// Identifies it.
    pub(crate) id: FormId,
    /// The state agency or health office that it belongs to.
    pub(crate) owner: OrganisationId,
    /// The state that the owner lies in; the owner itself if that is the state agency.
    pub(crate) state: OrganisationId,
    /// The version of another form that it was copied from.
    pub(crate) origin: Option<FormVersionId>,
    /// Its identifier for people and files, the same over all versions.
    pub(crate) key: String,
    /// The title of its draft.
    pub(crate) title: Localized,
}

/// Whom a new form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The state agency or health office.
    pub(crate) id: OrganisationId,
    /// The state that it lies in.
    pub(crate) state: OrganisationId,
}

impl Owner {
    /// Where its things lie, for rights.
    pub(crate) fn place(self) -> Resource {
        if self.id == self.state {
            Resource::of_state(self.state)
        } else {
            Resource::of_office(self.state, self.id)
        }
    }
}

/// A question or group that forms take over.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    /// Identifies it.
    pub(crate) id: BlockId,
    /// Whom it belongs to.
    pub(crate) owner: Owner,
    /// What it is called.
    pub(crate) title: Localized,
    /// When it was withdrawn; it is offered no more then.
    pub(crate) retired_at: Option<Timestamp>,
    /// The number of its newest version.
    pub(crate) newest: u32,
}

/// A version of a block, without what it says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlockVersion {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Who saved it.
    pub(crate) person: PersonId,
    /// When.
    pub(crate) at: Timestamp,
}

impl Form {
    /// Whom it belongs to.
    pub(crate) fn owner(&self) -> Owner {
        Owner {
            id: self.owner,
            state: self.state,
        }
    }

    /// Where it lies, for rights.
    pub(crate) fn place(&self) -> Resource {
        self.owner().place()
    }

    /// Whether it belongs to the state agency.
    pub(crate) fn is_of_state(&self) -> bool {
        self.owner == self.state
    }
}

/// What is being worked on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// The definition.
    pub(crate) spec: FormSpec,
    /// The hash of the definition.
    pub(crate) spec_hash: String,
    /// Grows by one with every change.
    pub(crate) revision: i64,
    /// What was read from the workbook but not used, in German and English.
    pub(crate) notes: Vec<Localized>,
    /// The name of the workbook that it was read from.
    pub(crate) source_name: String,
    /// Who changed it last.
    pub(crate) edited_by: Option<PersonId>,
    /// When it was changed last.
    pub(crate) edited_at: Timestamp,
}

/// Answers with which a draft is tried out.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Identifies it.
    pub(crate) id: uuid::Uuid,
    /// What the author calls it.
    pub(crate) name: String,
    /// The answers as they were typed.
    pub(crate) answers: forms::Answers,
    /// What came of them when they were kept.
    pub(crate) outcome: Outcome,
    /// Who kept them.
    pub(crate) person: PersonId,
    /// When.
    pub(crate) at: Timestamp,
}

/// What comes of answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Outcome {
    /// What keeps them from being sent, as `path: kind`.
    pub(crate) refused: Vec<String>,
    /// The paths that are asked about once more.
    pub(crate) doubtful: Vec<String>,
    /// What is calculated, by path.
    pub(crate) calculated: std::collections::BTreeMap<String, String>,
}

/// A published version, without its definition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Version {
    /// Identifies it.
    pub(crate) id: FormVersionId,
    /// The form that it is a version of.
    pub(crate) form: FormId,
    /// Its number, from 1.
    pub(crate) number: i64,
    /// What the form is called in this version.
    pub(crate) title: Localized,
    /// The hash of the definition.
    pub(crate) spec_hash: String,
    /// The name of the workbook that it was read from.
    pub(crate) source_name: String,
    /// Who published it.
    pub(crate) published_by: Option<PersonId>,
    /// When.
    pub(crate) published_at: Timestamp,
    /// When it was withdrawn; no new collection may use it then.
    pub(crate) retired_at: Option<Timestamp>,
}

/// Where a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// No version was published yet.
    Unpublished,
    /// The draft is what was published last.
    Published,
    /// The draft was changed after the last version.
    Changed,
}

impl Standing {
    /// Where a form with this draft and this latest version stands.
    pub(crate) fn of(draft_hash: &str, latest_hash: Option<&str>) -> Self {
        match latest_hash {
            None => Self::Unpublished,
            Some(hash) if hash == draft_hash => Self::Published,
            Some(_) => Self::Changed,
        }
    }

    /// The name in addresses and message keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Published => "published",
            Self::Changed => "changed",
        }
    }

    /// The standing with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Unpublished, Self::Published, Self::Changed]
            .into_iter()
            .find(|standing| standing.name() == name)
    }
}

/// What happened to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// It was created from a workbook.
    Created,
    /// The draft was replaced by another workbook.
    Replaced,
    /// The draft from before the last workbook was brought back.
    BroughtBack,
    /// Files were attached to the draft; the number says how many.
    FilesAttached,
    /// A file was taken away from the draft.
    FileRemoved,
    /// A file was said to be a list that the field service keeps, or no longer.
    ListMarked,
    /// It was begun empty.
    Begun,
    /// The draft was changed step by step.
    Edited,
    /// Privacy classes were changed; the number says how many.
    Classified,
    /// A version was published; the number says which.
    Published,
    /// A version was withdrawn; the number says which.
    Retired,
    /// A withdrawn version is offered again; the number says which.
    OfferedAgain,
    /// It was copied from a version of another form.
    Copied,
    /// With whom it is shared was changed; the number says with how many organisations it is now.
    Shared,
}

impl Deed {
    /// The name in the database and in message keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Replaced => "replaced",
            Self::BroughtBack => "brought-back",
            Self::FilesAttached => "files-attached",
            Self::FileRemoved => "file-removed",
            Self::ListMarked => "list-marked",
            Self::Begun => "begun",
            Self::Edited => "edited",
            Self::Classified => "classified",
            Self::Published => "published",
            Self::Retired => "retired",
            Self::OfferedAgain => "offered-again",
            Self::Copied => "copied",
            Self::Shared => "shared",
        }
    }
}

/// The period that a preview is about: the one in which `today` lies, counted on its Wednesday if
/// it is a week.
pub(crate) fn example_period(kind: PeriodKind, today: Date) -> PeriodFacts {
    let (name, first_day, last_day, count_day) = match kind {
        PeriodKind::Week => {
            let week = IsoWeek::of(today);
            (
                week.to_string(),
                week.monday(),
                week.day(Weekday::Sunday),
                Some(week.day(Weekday::Wednesday)),
            )
        }
        PeriodKind::Month => {
            let name = format!("{:04}-{:02}", today.year(), today.month());
            (name, today.first_of_month(), today.last_of_month(), None)
        }
        PeriodKind::Quarter => {
            let quarter = (today.month() - 1) / 3;
            let first = Date::constant(today.year(), quarter * 3 + 1, 1);
            let last = first.saturating_add(2.months()).last_of_month();
            (
                format!("{:04}-Q{}", today.year(), quarter + 1),
                first,
                last,
                None,
            )
        }
        PeriodKind::Year => (
            format!("{:04}", today.year()),
            today.first_of_year(),
            today.last_of_year(),
            None,
        ),
        PeriodKind::Event => (today.to_string(), today, today, None),
    };
    PeriodFacts {
        name,
        first_day,
        last_day,
        count_day,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_form_is_changed_when_its_draft_is_not_its_last_version() {
        assert_eq!(Standing::of("a", None), Standing::Unpublished);
        assert_eq!(Standing::of("a", Some("a")), Standing::Published);
        assert_eq!(Standing::of("b", Some("a")), Standing::Changed);
    }

    #[test]
    fn the_example_period_surrounds_today() {
        let today = date(2026, 11, 18);
        let names: Vec<_> = [
            PeriodKind::Week,
            PeriodKind::Month,
            PeriodKind::Quarter,
            PeriodKind::Year,
            PeriodKind::Event,
        ]
        .into_iter()
        .map(|kind| {
            let facts = example_period(kind, today);
            assert!(facts.first_day <= today && today <= facts.last_day);
            format!("{} {} {}", facts.name, facts.first_day, facts.last_day)
        })
        .collect();
        assert_eq!(
            names,
            [
                "2026-W47 2026-11-16 2026-11-22",
                "2026-11 2026-11-01 2026-11-30",
                "2026-Q4 2026-10-01 2026-12-31",
                "2026 2026-01-01 2026-12-31",
                "2026-11-18 2026-11-18 2026-11-18",
            ]
        );
    }
}
