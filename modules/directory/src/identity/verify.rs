// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Checking the second factor against what is stored, and using it up.

use kernel::PersonId;
use web::{App, Error};

use super::second_factor::{
    accepted_step, looks_like_recovery_code, new_recovery_codes, recovery_hash,
};
use crate::store::credentials::{self, Credentials, SealedSecret};
use crate::trail;

/// How a second factor was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Factor {
    /// By the authenticator app.
    App,
    /// By a recovery code, of which so many are left.
    RecoveryCode {
        /// Codes that can still be used.
        left: i64,
    },
}

/// Checks a code of the app or a recovery code and uses it up; `None` if it is wrong or was used.
pub(crate) async fn second_factor(
    app: &App,
    credentials: &Credentials,
    code: &str,
) -> Result<Option<Factor>, Error> {
    let Some(secret) = &credentials.second_factor else {
        return Ok(None);
    };
    let person = credentials.person;
    let now = app.clock.now();
    if looks_like_recovery_code(code) {
        let tx = app.db.begin().await?;
        if !credentials::use_recovery_code(&tx, person, recovery_hash(code), now).await? {
            return Ok(None);
        }
        let left = credentials::count_recovery_codes(&tx, person).await?;
        let facts = vec![("left", left.into())];
        trail::record(
            app,
            &tx,
            Some(person),
            "account.use-recovery-code",
            person,
            facts,
        )
        .await?;
        tx.commit().await?;
        return Ok(Some(Factor::RecoveryCode { left }));
    }
    let opened = app
        .vault
        .open(
            app.db.read(),
            secret.organisation,
            &credentials::secret_context(person),
            &secret.sealed,
        )
        .await?;
    let Some(step) = accepted_step(&opened, code, now, secret.last_step) else {
        return Ok(None);
    };
    let tx = app.db.begin().await?;
    // Two requests with one code: the row lets only the first through.
    if !credentials::use_step(&tx, person, step).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(Factor::App))
}

/// Keeps a new authenticator whose first code was right, and returns its recovery codes; `None` if
/// the code is wrong.
pub(crate) async fn set_up(
    app: &App,
    person: PersonId,
    secret: &[u8],
    code: &str,
) -> Result<Option<Vec<String>>, Error> {
    let Some(step) = accepted_step(secret, code, app.clock.now(), None) else {
        return Ok(None);
    };
    let tx = app.db.begin().await?;
    let organisation = trail::home(&tx, person).await?.ok_or_else(|| {
        Error::internal("a second factor needs an organisation whose key seals it")
    })?;
    let sealed = app
        .vault
        .seal(
            &tx,
            organisation,
            &credentials::secret_context(person),
            secret,
        )
        .await?;
    let codes = new_recovery_codes(app.chance.as_ref());
    let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
    let secret = SealedSecret {
        sealed,
        organisation,
        last_step: Some(step),
    };
    credentials::set_second_factor(&tx, person, Some(secret), hashes).await?;
    trail::record(
        app,
        &tx,
        Some(person),
        "account.set-second-factor",
        person,
        vec![],
    )
    .await?;
    tx.commit().await?;
    Ok(Some(codes))
}
