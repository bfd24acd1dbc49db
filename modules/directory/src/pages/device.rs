// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Known devices: a browser from which somebody has completed a sign-in keeps a cookie that gives
//! her attempts a budget of their own. So guesses from elsewhere cannot use up hers (after the
//! OWASP proposal «device cookies», with the pairs in the database instead of a signature).

use http::{HeaderMap, header};
use jiff::SignedDuration;
use web::App;

/// For how long a device stays known after the last completed sign-in.
pub(crate) const LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 365);

fn cookie_name(app: &App) -> &'static str {
    if app.settings.secure_cookies {
        "__Host-deich-device"
    } else {
        "deich-device"
    }
}

/// The token that the browser sent.
pub(crate) fn token(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(app);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && value.len() == 43)
        .map(|(_, value)| value.to_owned())
}

/// The cookie that makes the browser known.
pub(crate) fn cookie(app: &App, token: &str) -> String {
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{}={token}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        cookie_name(app),
        LIFETIME.as_secs()
    )
}
