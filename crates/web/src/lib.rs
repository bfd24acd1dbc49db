// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The web shell: what every page and every API of Deich has in common.
//!
//! What belongs here: application state, the table of routes and its guards, sessions, request
//! context, languages, page frame, error answers, security headers, rate limits, embedded assets and
//! the pages that belong to no module (imprint, privacy, health). What does not: anything that knows
//! a module, SQL other than for sessions and rate limits, and rules.

mod app;
mod assets;
mod context;
mod download;
mod error;
pub mod form;
pub mod format;
mod guard;
mod holdings;
mod i18n;
pub mod media;
mod module;
mod page;
mod pdf;
mod png;
mod processing;
mod rate;
pub mod restriction;
mod router;
mod security;
mod session;
mod sharing;
mod shell_pages;
mod table;
mod tasks;

pub use app::{
    App, AppParts, Audience, BoxFuture, IdentityProvider, MappedRole, OpenData, PossibleKey,
    ProgramFn, Settings, SignedIn, WhoFn,
};
pub use assets::print_fonts;
pub use context::{Context, Flash};
pub use download::{csv_file, file_response, shield, table_file};
pub use error::{Error, Problem, Resume};
pub use holdings::{
    Because, DeleteFn, FileFn, FindFn, Gone, Held, HeldField, HeldFile, Hit, Holdings, Kept,
    OpenFn, RestrictFn, Searched, Which,
};
pub use i18n::{Catalog, CatalogError, Value};
pub use module::{
    Area, Dialect, Guard, Migrations, Module, NavEntry, Route, SamplePage, SampleSource,
    administration, navigation,
};
pub use page::{Account, Crumb, NavItem, Page, page_numbers, render};
pub use pdf::{pdf, pdf_response, print_pdf};
pub use png::png;
pub use processing::{Activity, ActivitySource};
pub use rate::{RateLimit, limit, within};
pub use router::{router, shell};
pub use session::{PERSON_KEY, SessionStore, session_key};
pub use sharing::Embeddable;
pub use table::csv_answer;
pub use tasks::{Task, TaskSource};
pub use tower_sessions::Session;
