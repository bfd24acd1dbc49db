// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of counts with noise: what is due, what it costs, and how it is drawn.

use anonymity::counting::{Case, Draft, Ledger, Period, PlanFigures, Report, due};
use anonymity::forwarding::Policy;
use jiff::civil::Date;
use kernel::IsoWeek;
use noise::{Laplace, NoiseError};

use super::ReleaseFailure;
use super::book::{RecordRules, Rules};
use super::document::Document;
use super::outcome::{HeldBack, Outcome, Receipts};
use super::waiting::Candidate;
use crate::model::ReleaseReport;
use crate::records;

/// How often a cell may lie farther from its count than the pages say.
const BEYOND: f64 = 0.05;

/// What the noise of a policy comes to; none if it counts without.
pub fn plan_figures(policy: &Policy) -> Result<Option<PlanFigures>, NoiseError> {
    let Some(plan) = &policy.rules().noise else {
        return Ok(None);
    };
    let laplace = Laplace::new(plan.epsilon, plan.cells_per_entity)?;
    let deviation = laplace.within(BEYOND)?;
    Ok(Some(PlanFigures { deviation }))
}

/// Counts the period that is due, draws its noise, and says why the other reports stay.
pub(super) fn outcome(
    rules: &Rules,
    of: &RecordRules,
    (ledger, unapproved): (&Ledger, &[(Date, Date)]),
    pending: &[Candidate],
    as_of: IsoWeek,
) -> Result<Outcome, ReleaseFailure> {
    let policy = &of.policy;
    let plan = policy.rules().noise.as_ref();
    let plan = plan.ok_or(anonymity::counting::TableFault::NoPlan)?;
    let season = rules.collection.calendar.season;
    let span = (season.from.first_day(), season.to.last_day());
    let blocked = |period: Period| {
        let mut open = unapproved.iter();
        open.any(|(first, last)| *first <= period.last_day() && period.first_day() <= *last)
    };
    let account = ledger.account();
    let wanted = due(plan, account, span, as_of, blocked)?;
    let cases: Vec<Case> = pending.iter().filter_map(case).cloned().collect();
    let draft = Draft::new(policy, &of.hierarchies, ledger, (&cases, wanted), as_of)?;
    let laplace = Laplace::new(plan.epsilon, plan.cells_per_entity)?;
    let noisy = laplace.add(&draft.counted.cells)?;
    let document = draft.document(noisy)?;
    let figures = PlanFigures {
        deviation: laplace.within(BEYOND)?,
    };
    let report = Report::new(policy, &draft, account, figures);
    let (first, last) = span;
    let why = |case: &Case| {
        let name = (case.record.case.clone(), case.record.version);
        let is_closed = account
            .releases()
            .iter()
            .any(|one| one.period.has(case.day));
        if draft.counted.counted.contains(&name) {
            None
        } else if draft.counted.beyond.contains(&name) {
            Some("beyond-bound")
        } else if draft.counted.unknown.contains(&name) {
            Some("unknown-value")
        } else if is_closed || case.day < first || last < case.day {
            Some("period-closed")
        } else {
            Some("period-open")
        }
    };
    let held = cases.iter().filter_map(|case| {
        let reason = why(case)?;
        let (submission, version) = records::case_of(&case.record.case, case.record.version)?;
        Some(HeldBack {
            submission,
            version,
            reason,
        })
    });
    Ok(Outcome {
        held: held.collect(),
        report: ReleaseReport::Table(Box::new(report)),
        document: Document::Table(document),
        receipts: Receipts::Table(draft.counted.clone()),
    })
}

fn case(candidate: &Candidate) -> Option<&Case> {
    match candidate {
        Candidate::Counted(case) => Some(case),
        _ => None,
    }
}
