// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form is told beside the answers: the moment, the period, and what the institution has
//! reported for the period before.

use db::ConnectionTrait;
use forms::{Answers, CompiledForm};
use jiff::Timestamp;
use kernel::{Holidays, OrganisationId};
use vault::Vault;
use web::Error;

use crate::model::{Collection, Submission};
use crate::period::Period;
use crate::{holidays, sealing, store};

/// Which report it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    /// The collection.
    pub(crate) collection: &'a Collection,
    /// Who reports.
    pub(crate) institution: OrganisationId,
    /// About when.
    pub(crate) period: Period,
}

impl<'a> About<'a> {
    /// A report that was sent.
    pub(crate) fn sent(collection: &'a Collection, submission: &Submission) -> Self {
        Self {
            collection,
            institution: submission.institution,
            period: submission.period,
        }
    }
}

/// What the form is told about a report at a moment. The report before is opened only for forms
/// that read it: the current version of what was sent for the period before and not withdrawn.
pub(crate) async fn surroundings(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    form: &CompiledForm,
    about: About<'_>,
    at: Timestamp,
) -> Result<forms::Context, Error> {
    let holidays = holidays::of(conn, about.collection).await?;
    with_holidays(vault, conn, form, about, (&holidays, at)).await
}

/// The same, with holidays that are known already.
pub(crate) async fn with_holidays(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    form: &CompiledForm,
    about: About<'_>,
    (holidays, at): (&Holidays, Timestamp),
) -> Result<forms::Context, Error> {
    let facts = about.collection.calendar.facts(about.period, holidays);
    let context = forms::Context::at(at).with_period(facts);
    if !form.spec().reads_previous {
        return Ok(context);
    }
    let before = previous(vault, conn, about).await?;
    Ok(context.with_previous(&before.unwrap_or_default()))
}

/// What the institution has reported for the period before.
async fn previous(
    vault: &Vault,
    conn: &impl ConnectionTrait,
    about: About<'_>,
) -> Result<Option<Answers>, Error> {
    let Some(period) = about.period.previous() else {
        return Ok(None);
    };
    let (collection, institution) = (about.collection.id, about.institution);
    let sent = store::submissions::valid_of_period(conn, collection, institution, period).await?;
    // What is restricted is not used.
    let Some(submission) = sent.filter(|one| one.restricted_at.is_none()) else {
        return Ok(None);
    };
    let number = submission.version;
    let Some(sealed) = store::history::version(conn, submission.id, number).await? else {
        return Ok(None);
    };
    let version = sealing::open_version(vault, conn, &submission, &sealed).await?;
    Ok(Some(version.content.answers))
}
