// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is right and wrong with rows, found by the same engine as for a single report.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use forms::{Answers, CompiledForm, Violation, Warning};
use jiff::civil::Date;
use kernel::{Holidays, OrganisationId, berlin_date};
use tokio::sync::Semaphore;
use web::{App, Error};

use super::reporters::{Reporter, Reporters};
use crate::model::{
    CheckedRow, Collection, Lock, Refusal, RowContent, RowFault, RowState, SubmissionState,
};
use crate::period::Period;
use crate::surroundings::{About, with_holidays};
use crate::{compiled, holidays, locks, store};

/// So many tables are checked at once; the others wait, because each takes all processors.
static ROOM: Semaphore = Semaphore::const_new(2);

/// How many reports that were withdrawn may have said the same before.
const MOST_WITHDRAWN: usize = 20;

/// A row with all that was found out about it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What is kept of it.
    pub row: CheckedRow,
    /// The answers to keep, if nothing is wrong.
    pub answers: Answers,
    /// What is wrong with answers.
    pub violations: Vec<Violation>,
    /// What is implausible.
    pub warnings: Vec<Warning>,
}

/// Who reports about what, as far as the row says it.
struct Head<'r> {
    reporter: Option<&'r Reporter>,
    period: Option<Period>,
    faults: Vec<RowFault>,
}

/// Checks rows of one table. `office` is the one whose key seals rows that name no institution.
pub async fn check(
    app: &App,
    collection: &Collection,
    reporters: &Reporters,
    office: OrganisationId,
    rows: &[RowContent],
) -> Result<Vec<Checked>, Error> {
    let _place = ROOM.acquire().await.map_err(Error::internal)?;
    let conn = app.db.read();
    let now = app.clock.now();
    let today = berlin_date(now);
    let holidays = holidays::of(conn, collection).await?;
    let form = compiled::form(conn, collection.form_version).await?;
    let mut heads = heads(collection, reporters, (&holidays, today), rows);
    let taken = owed(app, collection, &mut heads, (&holidays, today)).await?;
    let engines = engines(app, collection, &form, &heads, &holidays).await?;
    let found = evaluate(form, rows, engines).await?;
    let mut checked = Vec::with_capacity(rows.len());
    for (((head, found), content), taken) in heads.into_iter().zip(found).zip(rows).zip(taken) {
        let mut faults = head.faults;
        if content.beyond {
            faults.push(RowFault::Beyond);
        }
        let (violations, warnings, answers) = match found {
            Some(found) => (found.violations, found.warnings, found.answers),
            None => Default::default(),
        };
        let repeat_key = match (head.reporter, head.period) {
            (Some(reporter), Some(period)) => {
                key(app, collection, reporter, period, &content.answers).await?
            }
            _ => String::new(),
        };
        let is_wrong = !faults.is_empty() || !violations.is_empty();
        let mut one = Checked {
            row: CheckedRow {
                state: if is_wrong {
                    RowState::Wrong
                } else {
                    RowState::Ready
                },
                warnings: i64::try_from(warnings.len()).unwrap_or(i64::MAX),
                institution: head.reporter.map(|reporter| reporter.institution.id),
                period: head.period,
                office: head.reporter.map_or(office, |reporter| reporter.office),
                on_behalf: head.reporter.is_some_and(|reporter| reporter.on_behalf),
                repeat_key,
                submission: None,
                faults,
            },
            answers,
            violations,
            warnings,
        };
        if taken {
            one.row.state = RowState::Wrong;
            one.row.faults.push(RowFault::Taken);
        }
        checked.push(one);
    }
    find_known(app, collection, &mut checked).await?;
    find_twice(collection, &mut checked);
    Ok(checked)
}

/// Who reports about what in each row.
fn heads<'r>(
    collection: &Collection,
    reporters: &'r Reporters,
    (holidays, today): (&Holidays, Date),
    rows: &[RowContent],
) -> Vec<Head<'r>> {
    let names = reporters.names();
    let known = names.known();
    rows.iter()
        .map(|row| {
            let mut faults = Vec::new();
            let reporter = match names.find(&known, &row.institution) {
                Ok(found) => reporters.get(found.institution.id),
                Err(fault) => {
                    faults.push(fault);
                    None
                }
            };
            let typed = row.period.trim();
            let period = if typed.is_empty() && collection.repeatable() {
                Some(Period::Day(today))
            } else {
                period_of(typed)
            };
            let takes = period.map(|period| collection.takes(period, today, holidays));
            let period = match takes {
                None if typed.is_empty() => {
                    faults.push(RowFault::PeriodMissing);
                    None
                }
                None => {
                    faults.push(RowFault::PeriodInvalid);
                    None
                }
                Some(Ok(())) => period,
                Some(Err(refusal)) => {
                    faults.push(RowFault::Refused(refusal));
                    period.filter(|_| refusal != Refusal::OtherKind)
                }
            };
            Head {
                reporter,
                period,
                faults,
            }
        })
        .collect()
}

/// A period as it is written, or a day as people in Germany write it.
fn period_of(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    let day = forms::parse_value(forms::QuestionType::Date, text).ok()?;
    day.parse().ok()
}

/// Adds what stands against reports about the periods, and says of each row whether another report about
/// its period has come before.
async fn owed(
    app: &App,
    collection: &Collection,
    heads: &mut [Head<'_>],
    (holidays, today): (&Holidays, Date),
) -> Result<Vec<bool>, Error> {
    let conn = app.db.read();
    let mut by_period: BTreeMap<Period, Vec<OrganisationId>> = BTreeMap::new();
    let mut places: BTreeMap<(Period, OrganisationId), Option<Lock>> = BTreeMap::new();
    for head in heads.iter() {
        if let (Some(reporter), Some(period)) = (head.reporter, head.period) {
            let institutions = by_period.entry(period).or_default();
            institutions.push(reporter.institution.id);
            places.insert((period, reporter.office), None);
        }
    }
    for ((period, office), lock) in &mut places {
        *lock =
            locks::lock_of_period(conn, collection, *period, *office, (holidays, today)).await?;
    }
    let mut owed = HashMap::new();
    if !collection.repeatable() {
        for (period, mut institutions) in by_period {
            institutions.sort();
            institutions.dedup();
            let found =
                store::uploads::expected(conn, collection.id, period, &institutions).await?;
            owed.insert(period, found);
        }
    }
    let mut taken = vec![false; heads.len()];
    for (head, taken) in heads.iter_mut().zip(&mut taken) {
        let (Some(reporter), Some(period)) = (head.reporter, head.period) else {
            continue;
        };
        if let Some(Some(lock)) = places.get(&(period, reporter.office)) {
            head.faults.push(RowFault::Locked(*lock));
        }
        let takes_part = if collection.repeatable() {
            reporter.owes(collection.calendar.unit_of(period))
        } else {
            let found = owed.get(&period);
            let found = found.and_then(|found| found.get(&reporter.institution.id));
            *taken = found.is_some_and(|(_, submission)| submission.is_some());
            found.is_some()
        };
        let is_refused = head
            .faults
            .iter()
            .any(|fault| matches!(fault, RowFault::Refused(_)));
        if !takes_part && !is_refused {
            head.faults.push(RowFault::Refused(Refusal::NotExpected));
        }
    }
    Ok(taken)
}

/// What forms are told besides the answers: the same for many rows.
struct Engines {
    all: Vec<forms::Context>,
    /// Of each row, which one; without a period none of its own.
    of_row: Vec<usize>,
}

async fn engines(
    app: &App,
    collection: &Collection,
    form: &CompiledForm,
    heads: &[Head<'_>],
    holidays: &Holidays,
) -> Result<Engines, Error> {
    let now = app.clock.now();
    let mut all = vec![forms::Context::at(now)];
    let mut places: HashMap<(Period, Option<OrganisationId>), usize> = HashMap::new();
    let mut of_row = Vec::with_capacity(heads.len());
    for head in heads {
        let (Some(reporter), Some(period)) = (head.reporter, head.period) else {
            of_row.push(0);
            continue;
        };
        let institution = reporter.institution.id;
        // Only forms that read the report before differ from institution to institution.
        let key = (period, form.spec().reads_previous.then_some(institution));
        if let Some(place) = places.get(&key) {
            of_row.push(*place);
            continue;
        }
        let about = About {
            collection,
            institution,
            period,
        };
        let conn = app.db.read();
        of_row.push(all.len());
        places.insert(key, all.len());
        all.push(with_holidays(&app.vault, conn, form, about, (holidays, now)).await?);
    }
    Ok(Engines { all, of_row })
}

/// Lets the engine look at all rows, on all processors and on none that serves pages.
async fn evaluate(
    form: Arc<CompiledForm>,
    rows: &[RowContent],
    engines: Engines,
) -> Result<Vec<Option<forms::Evaluation>>, Error> {
    let answers: Vec<Answers> = rows.iter().map(|row| row.answers.clone()).collect();
    let found = tokio::task::spawn_blocking(move || {
        let mut found: Vec<Option<forms::Evaluation>> = vec![None; answers.len()];
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let piece = answers.len().div_ceil(workers).max(1);
        let engines = &engines;
        let form = &form;
        std::thread::scope(|scope| {
            let pieces = found
                .chunks_mut(piece)
                .zip(answers.chunks(piece))
                .zip(engines.of_row.chunks(piece));
            for ((found, answers), of_row) in pieces {
                scope.spawn(move || {
                    for ((found, answers), place) in found.iter_mut().zip(answers).zip(of_row) {
                        if let Some(engine) = engines.all.get(*place) {
                            *found = Some(form.check(answers, engine));
                        }
                    }
                });
            }
        });
        found
    });
    found.await.map_err(Error::internal)
}

/// The idempotency key of what a row says: a digest that needs the office's key, because names and
/// birthdays could be guessed by a plain one.
async fn key(
    app: &App,
    collection: &Collection,
    reporter: &Reporter,
    period: Period,
    answers: &Answers,
) -> Result<String, Error> {
    let context = format!("row/{}/{}/{period}", collection.id, reporter.institution.id);
    let plain = serde_json::to_vec(answers).map_err(Error::internal)?;
    let conn = app.db.read();
    let digest = app
        .vault
        .fingerprint(conn, reporter.office, &context, &plain);
    Ok(format!("row-{}", hex::encode(&digest.await?[..20])))
}

/// Finds rows whose report has come before. One that was withdrawn does not count: the next gets a key of
/// its own.
async fn find_known(
    app: &App,
    collection: &Collection,
    checked: &mut [Checked],
) -> Result<(), Error> {
    let conn = app.db.read();
    let mut asked: BTreeMap<OrganisationId, Vec<usize>> = BTreeMap::new();
    for (place, one) in checked.iter().enumerate() {
        if let Some(institution) = one.row.institution
            && !one.row.repeat_key.is_empty()
        {
            asked.entry(institution).or_default().push(place);
        }
    }
    for (institution, mut places) in asked {
        for number in 2..=MOST_WITHDRAWN {
            let keys: Vec<&str> = places
                .iter()
                .map(|place| checked[*place].row.repeat_key.as_str())
                .collect();
            let found = store::uploads::by_keys(conn, collection.id, institution, &keys).await?;
            let mut again = Vec::new();
            for place in places {
                let row = &mut checked[place].row;
                match found.get(&row.repeat_key) {
                    Some((_, SubmissionState::Withdrawn)) => {
                        let plain: String = row.repeat_key.chars().take(44).collect();
                        row.repeat_key = format!("{plain}-{number}");
                        again.push(place);
                    }
                    Some((submission, _)) => {
                        row.state = RowState::Known;
                        row.submission = Some(*submission);
                        row.faults.clear();
                    }
                    None => {}
                }
            }
            if again.is_empty() {
                break;
            }
            places = again;
        }
    }
    Ok(())
}

/// Finds rows that say the same as an earlier one, or something else about the same period.
fn find_twice(collection: &Collection, checked: &mut [Checked]) {
    let mut keys = HashSet::new();
    let mut periods = HashSet::new();
    for one in checked {
        if one.row.state != RowState::Ready {
            continue;
        }
        let (institution, period) = (one.row.institution, one.row.period);
        if !keys.insert((institution, one.row.repeat_key.clone())) {
            one.row.state = RowState::Known;
        } else if !collection.repeatable() && !periods.insert((institution, period)) {
            one.row.state = RowState::Wrong;
            one.row.faults.push(RowFault::TwicePeriod);
        }
    }
}
