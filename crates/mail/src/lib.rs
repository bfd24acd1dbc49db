// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mail to people: written in the transaction of the deed that causes it, sent in the background.
//!
//! What belongs here: keeping mails sealed until they are sent, and handing them to a mail server
//! or into a folder. What does not: the words of a mail (the modules' message files), and who
//! wants which mail.
//!
//! A mail is plain text in UTF-8. Recipient, subject and text lie sealed in the outbox and are
//! deleted once the mail was sent; neither log nor errors repeat them. A mail can arrive twice when
//! the process dies between sending and noting it; both have the same `Message-ID`.
//!
//! The server registers [`deliver`] for jobs of the kind [`KIND`].

mod folder;
mod message;
mod outbox;
mod transport;

pub use folder::{FolderMail, list_folder};
pub use message::{Message, MessageError};
pub use outbox::{Delivery, KIND, MailId, deliver, enqueue, prune};
pub use transport::{Security, Sender, SmtpOptions, Transport, TransportError};

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "mail",
    version: 1,
    name: "outbox",
    sql: include_str!("../migrations/0001_outbox.sql"),
}];

/// Why a mail was not put into the outbox.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// The mail could not be sealed.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// The job that sends it could not be enqueued.
    #[error(transparent)]
    Jobs(#[from] jobs::JobsError),
    /// The database did not answer as expected.
    #[error(transparent)]
    Db(#[from] db::DbError),
}
