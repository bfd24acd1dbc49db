// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How often somebody may try. No count that stops the owner is kept for an account alone: it would
//! let strangers lock her out. What is counted is an account from one network, one network, or a known device.

use jiff::SignedDuration;
use kernel::PersonId;
use web::{App, Error, RateLimit, limit, within};

use super::token;

const QUARTER: SignedDuration = SignedDuration::from_mins(15);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

const fn rule(name: &'static str, times: i64, window: SignedDuration) -> RateLimit {
    RateLimit {
        name,
        times,
        window,
    }
}

/// A known device trying an account.
const DEVICE: RateLimit = rule("sign-in-device", 10, QUARTER);
/// A network trying an account.
const ACCOUNT: RateLimit = rule("sign-in-account", 10, QUARTER);
/// A network trying any accounts: an office behind one address fits in.
const NETWORK: RateLimit = rule("sign-in-network", 300, QUARTER);
/// A network sending the same wrong key of a program once more.
const KEY: RateLimit = rule("program-key", 1, QUARTER);
/// A network trying keys of programs for an account.
const KEY_ACCOUNT: RateLimit = rule("program-account", 10, QUARTER);
/// A network trying keys of programs: those of an office whose keys have ended fit in.
const KEY_NETWORK: RateLimit = rule("program-network", 100, QUARTER);
/// Codes from a network for a person whose password was right.
const CODE: RateLimit = rule("second-factor", 10, QUARTER);
/// Codes from all unknown devices for a person whose password was right. Whoever gets here knows
/// the password; the owner's known devices do not count.
const CODE_UNKNOWN: RateLimit = rule("second-factor-unknown", 30, HOUR);
/// Fresh proofs of a signed-in person.
const CONFIRM: RateLimit = rule("confirm", 10, QUARTER);
/// Asking for a link to reset the password, per address and network.
const RESET: RateLimit = rule("reset-account", 3, HOUR);
/// Asking for links from one network.
const RESET_NETWORK: RateLimit = rule("reset-network", 30, HOUR);
/// Opening links from one network.
const LINK: RateLimit = rule("link", 60, HOUR);

/// Counts an attempt to sign in.
pub(crate) async fn sign_in(
    app: &App,
    account: &str,
    client: &str,
    known_device: Option<&str>,
) -> Result<(), Error> {
    if let Some(device) = known_device {
        return limit(app, DEVICE, &format!("{device}\u{0}{account}")).await;
    }
    limit(app, ACCOUNT, &format!("{client}\u{0}{account}")).await?;
    limit(app, NETWORK, client).await
}

/// Counts an attempt to sign in with a passkey, which names nobody before it is checked.
pub(crate) async fn passkey(app: &App, client: &str) -> Result<(), Error> {
    limit(app, NETWORK, client).await
}

/// Says no if a network has tried too many keys of programs, for the account if one is named.
pub(crate) async fn program(app: &App, client: &str, account: Option<&str>) -> Result<(), Error> {
    if let Some(account) = account {
        within(app, KEY_ACCOUNT, &format!("{client}\u{0}{account}")).await?;
    }
    within(app, KEY_NETWORK, client).await
}

/// Counts that a network tried a key that is wrong. What is sent again counts once: a program that does
/// not know that its key has ended guesses nothing and stops nobody.
///
/// What was sent may be a password, by mistake. Two bytes of its hash tell attempts apart well enough,
/// and tell nobody who reads the table which password it was.
pub(crate) async fn wrong_key(
    app: &App,
    client: &str,
    account: Option<&str>,
    tried: &str,
) -> Result<(), Error> {
    let mark = hex::encode(token::hash(tried).get(..2).unwrap_or_default());
    if is_over(limit(app, KEY, &format!("{client}\u{0}{mark}")).await)? {
        return Ok(());
    }
    if let Some(account) = account {
        is_over(limit(app, KEY_ACCOUNT, &format!("{client}\u{0}{account}")).await)?;
    }
    is_over(limit(app, KEY_NETWORK, client).await)?;
    Ok(())
}

/// Whether a limit said no.
fn is_over(limited: Result<(), Error>) -> Result<bool, Error> {
    match limited {
        Ok(()) => Ok(false),
        Err(Error::TooMany(_)) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Counts a code for the second factor.
pub(crate) async fn second_factor(
    app: &App,
    person: PersonId,
    client: &str,
    known_device: Option<&str>,
) -> Result<(), Error> {
    if let Some(device) = known_device {
        return limit(app, CODE, &format!("{device}\u{0}{person}")).await;
    }
    limit(app, CODE, &format!("{client}\u{0}{person}")).await?;
    limit(app, CODE_UNKNOWN, &person.to_string()).await
}

/// Counts a fresh proof within a session.
pub(crate) async fn confirm(app: &App, session: kernel::SessionId) -> Result<(), Error> {
    limit(app, CONFIRM, &session.to_string()).await
}

/// Counts a wish for a link.
pub(crate) async fn reset(app: &App, account: &str, client: &str) -> Result<(), Error> {
    limit(app, RESET_NETWORK, client).await?;
    limit(app, RESET, &format!("{client}\u{0}{account}")).await
}

/// Counts an opened link.
pub(crate) async fn link_opened(app: &App, client: &str) -> Result<(), Error> {
    limit(app, LINK, client).await
}
