// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! For whom a request of a program is made.

use http::{HeaderMap, header};
use web::{App, BoxFuture, Error, SignedIn};

use crate::identity::program;

/// For whom a program asks; the shell asks for each request that is not a page's.
pub fn who<'a>(
    app: &'a App,
    headers: &'a HeaderMap,
    client: &'a str,
) -> BoxFuture<'a, Result<Option<SignedIn>, Error>> {
    Box::pin(async move {
        let mut sent = headers.get_all(header::AUTHORIZATION).iter();
        let Some(first) = sent.next() else {
            return Ok(None);
        };
        // With two of them the parts on the way might not agree on which one counts.
        let is_only = sent.next().is_none();
        let text = first.to_str().ok().filter(|_| is_only);
        let text = text.ok_or(Error::SignInNeeded(None))?;
        program::signed_in(app, client, text).await.map(Some)
    })
}
