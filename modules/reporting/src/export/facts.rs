// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports that are open, with what is known about them besides their answers.

use std::collections::HashMap;

use forms::Answers;
use forms::export::answers::{Answered, Fact};
use jiff::Timestamp;
use kernel::OrganisationId;
use web::{App, Error};

use super::Part;
use crate::model::SubmissionState;
use crate::period::Period;
use crate::store::answers::{Chosen, ChosenReport};
use crate::{sealing, store};

/// The number of the version of a report, from 1: more if it was corrected.
pub(super) const SUBMISSION_VERSION: &str = "submission_version";

/// The number of the version of the form, from 1.
pub(super) const FORM_VERSION: &str = "form_version";

/// What is known about every report, in the order in which it is written.
pub const FACTS: [&str; 7] = [
    "period",
    "institution",
    "institution_name",
    "receipt",
    "submission_state",
    SUBMISSION_VERSION,
    FORM_VERSION,
];

/// A report that is open.
pub(super) struct Opened {
    pub(super) id: String,
    pub(super) sent: Timestamp,
    pub(super) period: Period,
    pub(super) institution: OrganisationId,
    pub(super) institution_name: String,
    pub(super) state: SubmissionState,
    /// The number of the version of the report, from 1.
    pub(super) version: u32,
    facts: [(&'static str, Fact); 7],
    answers: Answers,
}

impl Opened {
    /// The report as formats want it.
    pub(super) fn answered(&self) -> Answered<'_> {
        Answered {
            id: &self.id,
            sent: Some(self.sent),
            facts: &self.facts,
            answers: &self.answers,
        }
    }

    fn new(
        report: ChosenReport,
        institution_name: String,
        form_version: u32,
        answers: Answers,
    ) -> Self {
        let version = u32::try_from(report.version.number).unwrap_or(u32::MAX);
        let values = [
            Fact::Text(report.period.to_string()),
            Fact::Text(report.institution.to_string()),
            Fact::Text(institution_name.clone()),
            Fact::Text(report.receipt),
            Fact::Text(report.state.name().to_owned()),
            Fact::Number(version),
            Fact::Number(form_version),
        ];
        let mut names = FACTS.into_iter();
        Self {
            id: report.version.submission.to_string(),
            sent: report.submitted_at,
            period: report.period,
            institution: report.institution,
            institution_name,
            state: report.state,
            version,
            facts: values.map(|value| (names.next().unwrap_or_default(), value)),
            answers,
        }
    }
}

/// The names of institutions, asked for once.
#[derive(Default)]
pub(super) struct Names(HashMap<OrganisationId, String>);

/// Opens a page of the reports of a part.
pub(super) async fn open(
    app: &App,
    names: &mut Names,
    part: &Part,
    page: &[Chosen],
) -> Result<Vec<Opened>, Error> {
    let conn = app.db.read();
    let reports = store::answers::reports(conn, page).await?;
    let mut unknown: Vec<OrganisationId> = reports
        .iter()
        .map(|report| report.institution)
        .filter(|id| !names.0.contains_key(id))
        .collect();
    unknown.sort();
    unknown.dedup();
    if !unknown.is_empty() {
        let found = directory::organisations(conn, &unknown).await?;
        names
            .0
            .extend(found.into_iter().map(|one| (one.id, one.name)));
    }
    let mut opened = Vec::with_capacity(reports.len());
    for report in reports {
        let content =
            sealing::open_content(&app.vault, conn, report.office, &report.version).await?;
        let name = names.0.get(&report.institution).cloned();
        let answers = if part.columns.is_empty() {
            content.answers
        } else {
            let wanted = content.answers.iter().filter(|(path, _)| {
                let path = forms::without_positions(path);
                part.columns.contains(&path)
            });
            wanted.collect()
        };
        opened.push(Opened::new(
            report,
            name.unwrap_or_default(),
            part.number,
            answers,
        ));
    }
    Ok(opened)
}
