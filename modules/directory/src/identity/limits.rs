// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How often somebody may try. No count that stops the owner is kept for an account alone: it would
//! let strangers lock her out. What is counted is an account from one network, one network, or a known device.

use jiff::SignedDuration;
use kernel::PersonId;
use web::{App, Error, RateLimit, limit};

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
/// Wrong keys of programs for an account.
const PROGRAM: RateLimit = rule("sign-in-program", 10, QUARTER);
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

/// Counts a wrong key that a program gave for an account. This one is kept for an account alone, and
/// locks nobody out, because only what was wrong is counted.
pub(crate) async fn program(app: &App, account: &str) -> Result<(), Error> {
    limit(app, PROGRAM, account).await
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
