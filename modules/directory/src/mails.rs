// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The mails of the directory: a link, hardly any content.

use db::Tx;
use jiff::SignedDuration;
use jiff::civil::Date;
use kernel::{Email, Lang, PersonId};
use mail::Message;
use web::{App, Error};

use crate::identity::token;
use crate::model::LinkPurpose;
use crate::store::credentials::{self, Link};
use crate::trail;

/// For how long an invitation can be accepted.
pub(crate) const INVITATION: SignedDuration = SignedDuration::from_hours(24 * 14);
/// For how long a forgotten password can be replaced.
pub(crate) const RESET: SignedDuration = SignedDuration::from_hours(2);

/// To whom a mail goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipient<'a> {
    pub(crate) person: PersonId,
    pub(crate) name: &'a str,
    pub(crate) email: &'a Email,
    pub(crate) lang: Lang,
}

/// Makes a new link for a person, in place of all earlier ones, and mails it to her. Returns the
/// address of the link.
pub(crate) async fn send_link(
    app: &App,
    tx: &Tx,
    to: Recipient<'_>,
    purpose: LinkPurpose,
) -> Result<String, Error> {
    let token = token::new(app.chance.as_ref());
    let now = app.clock.now();
    let link = Link {
        purpose,
        person: to.person,
    };
    let (lifetime, key) = match purpose {
        LinkPurpose::Invitation => (INVITATION, "invitation"),
        LinkPurpose::PasswordReset => (RESET, "reset"),
    };
    credentials::end_links(tx, to.person, now).await?;
    credentials::add_link(tx, token::hash(&token), link, now, lifetime).await?;
    let address = format!("{}/link/{token}", app.settings.base_url);
    send(app, tx, to, key, &[("link", address.as_str().into())]).await?;
    Ok(address)
}

/// A role that somebody was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewRole<'a> {
    /// What it is called in her language.
    pub(crate) role: &'a str,
    /// The name of the organisation in which she holds it.
    pub(crate) organisation: &'a str,
    /// The day on which it begins; none if it holds already.
    pub(crate) first_day: Option<Date>,
}

/// Tells a person who has an account already that she was given a role.
pub(crate) async fn send_new_role(
    app: &App,
    tx: &Tx,
    to: Recipient<'_>,
    given: &NewRole<'_>,
) -> Result<(), Error> {
    let link = format!("{}/anmelden", app.settings.base_url);
    let mut arguments = vec![
        ("role", given.role.into()),
        ("organisation", given.organisation.into()),
        ("link", link.into()),
    ];
    let key = match given.first_day {
        None => "new-role",
        Some(day) => {
            arguments.push(("day", web::format::date(to.lang, day).into()));
            "future-role"
        }
    };
    send(app, tx, to, key, &arguments).await
}

/// Tells a person that she stands in for a colleague, or that she no longer does.
pub(crate) async fn send_delegation(
    app: &App,
    tx: &Tx,
    to: Recipient<'_>,
    key: &str,
    colleague: &str,
    from: Date,
    last: Date,
) -> Result<(), Error> {
    let link = format!("{}/konto/vertretung", app.settings.base_url);
    let day = |day| web::Value::from(web::format::date(to.lang, day));
    let arguments = [
        ("colleague", colleague.into()),
        ("from", day(from)),
        ("until", day(last)),
        ("link", link.into()),
    ];
    send(app, tx, to, key, &arguments).await
}

/// Tells a person that something about her account was changed.
pub(crate) async fn send_notice(
    app: &App,
    tx: &Tx,
    to: Recipient<'_>,
    key: &str,
) -> Result<(), Error> {
    let link = format!("{}/passwort-vergessen", app.settings.base_url);
    send(app, tx, to, key, &[("link", link.into())]).await
}

async fn send(
    app: &App,
    tx: &Tx,
    to: Recipient<'_>,
    key: &str,
    arguments: &[(&str, web::Value)],
) -> Result<(), Error> {
    let mut all = vec![
        ("name", to.name.into()),
        ("state", app.settings.state_name.as_str().into()),
    ];
    all.extend(arguments.iter().cloned());
    let text = |part: &str| {
        let key = format!("directory-mail-{key}-{part}");
        app.catalog.text(to.lang, &key, &all)
    };
    let message =
        Message::new(to.email.clone(), text("subject"), text("text")).map_err(Error::internal)?;
    let organisation = trail::home(tx, to.person)
        .await?
        .ok_or_else(|| Error::internal("a mail needs an organisation whose key seals it"))?;
    mail::enqueue(
        tx,
        &app.vault,
        app.clock.as_ref(),
        app.chance.as_ref(),
        organisation,
        &message,
    )
    .await
    .map_err(Error::internal)?;
    Ok(())
}
