// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What modules hold about people, as the rights of these people need it: found, shown, restricted, deleted.
//!
//! A module answers for its own tables only; nobody else reads them. Callers have asked whether the actor
//! may, and write what she did into the audit trail of the office. What a module does to its own things it
//! records there itself, in the transaction that is given to it.

use jiff::civil::Date;
use kernel::{Lang, OrganisationId, PersonId};
use persons::{Fit, Sought};

use crate::app::BoxFuture;
use crate::{App, Error};

/// A thing of a module that may be about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Names the thing within its module; says nothing about anybody.
    pub item: String,
    /// The key of the processing activity that it belongs to, see [`crate::Activity`].
    pub activity: String,
    /// What people call it, such as a receipt number; says nothing about anybody.
    pub title: String,
    /// The name that fits, as it stands there: identified data.
    pub name: String,
    /// The day that it is of.
    pub day: Date,
    /// Who has reported it, if an institution has.
    pub institution: Option<OrganisationId>,
    /// Why it was found.
    pub fit: Fit,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Searched {
    /// How many things were read.
    pub read: i64,
    /// Those that fit.
    pub hits: Vec<Hit>,
}

/// A value that is held about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldField {
    /// Names it within its thing, for leaving it out of a copy.
    pub key: String,
    /// Under which heading it stands.
    pub group: String,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A file that is held about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Names it within its thing.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
}

/// Why a thing is kept although somebody wishes it gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// In words of the reader's language.
    pub reason: String,
    /// Until when, if that is known.
    pub until: Option<Date>,
    /// Whether no ground overrides it.
    pub always: bool,
}

/// A thing, opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// What people call it.
    pub title: String,
    /// Its own page, where it is corrected; empty if it has none.
    pub href: String,
    /// What is held.
    pub fields: Vec<HeldField>,
    /// The files in it.
    pub files: Vec<HeldFile>,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Why it is kept, if there is a reason.
    pub kept: Option<Kept>,
    /// What stays after it was deleted, in words; empty if nothing does.
    pub stays: String,
}

/// Who does something because of which request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because<'a> {
    /// The number of the request.
    pub request: &'a str,
    /// A word of the program's source that says on which ground.
    pub ground: &'static str,
    /// Who.
    pub by: PersonId,
}

/// What is left of a thing that was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// How many sealed pieces there were.
    pub pieces: i64,
    /// SHA-256 over them as they lay in the database, each preceded by its length in 8 bytes.
    pub content: [u8; 32],
}

/// The office and the thing.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// Whose key seals it.
    pub office: OrganisationId,
    /// The thing, see [`Hit::item`].
    pub item: &'a str,
}

/// Looks for somebody in all that a module holds for an office.
pub type FindFn =
    for<'a> fn(&'a App, OrganisationId, &'a Sought) -> BoxFuture<'a, Result<Searched, Error>>;
/// Opens a thing; none if it is gone.
pub type OpenFn =
    for<'a> fn(&'a App, Lang, Which<'a>) -> BoxFuture<'a, Result<Option<Held>, Error>>;
/// The bytes of a file of a thing; none if it is gone.
pub type FileFn =
    for<'a> fn(&'a App, Which<'a>, &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>>;
/// Restricts a thing, or lifts that (`false`). Says no if it is gone or cannot be restricted.
pub type RestrictFn = for<'a> fn(
    &'a App,
    &'a db::Tx,
    Which<'a>,
    bool,
    Because<'a>,
) -> BoxFuture<'a, Result<bool, Error>>;
/// Deletes a thing with all that belongs to it; none if it is gone.
pub type DeleteFn = for<'a> fn(
    &'a App,
    &'a db::Tx,
    Which<'a>,
    Because<'a>,
) -> BoxFuture<'a, Result<Option<Gone>, Error>>;

/// What a module can say and do about people whose data it holds.
#[derive(Debug, Clone, Copy)]
pub struct Holdings {
    /// The module.
    pub module: &'static str,
    /// The message key of what it calls its things.
    pub words: &'static str,
    /// Looks for somebody.
    pub find: FindFn,
    /// Opens a thing.
    pub open: OpenFn,
    /// The bytes of a file.
    pub file: FileFn,
    /// Restricts a thing.
    pub restrict: RestrictFn,
    /// Deletes a thing.
    pub delete: DeleteFn,
}
