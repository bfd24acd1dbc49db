// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers become figures: the reports of an office with their answers in columns.
//!
//! What belongs here: keeping the blocks of answers up to date, opening them, and choosing reports by
//! what they say. What does not: who may ask (`pages::insight`), what is made of the columns
//! (`model::insight`).
//!
//! A block holds the answers about one period without those that identify people, and is sealed under
//! the office's key like the reports themselves. It knows what it was made of; a reader who finds that
//! reports have come or changed since makes it anew, so nothing has to be told (see
//! `docs/adr/042-answers-in-columns.md`).

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use directory::Organisation;
use kernel::{FormVersionId, OrganisationId, PersonId, SubmissionId};
use web::{App, Error};

use crate::model::insight::{Block, Field, LAYOUT, Sort, ViewContent, fields};
use crate::model::{Collection, Content, Report, Table, Within};
use crate::period::Period;
use crate::store::answers::Chosen;
use crate::store::blocks::{Fingerprint, SealedBlock};
use crate::{actions, compiled, sealing, store};

/// How many reports are open at the same time.
const PAGE: usize = 500;

/// The most reports whose texts are searched.
pub const MOST_SEARCHED: usize = 2_000;

/// The reports of an office to a collection with their answers.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Reports and columns.
    pub table: Table,
    /// The questions, in the order of the form.
    pub fields: Vec<Field>,
    /// The form that each report was made with, in the order of the table.
    pub forms: Vec<FormVersionId>,
    /// How many reports were opened because blocks were made anew.
    pub opened: usize,
}

impl Loaded {
    /// Forgets the reports of institutions outside of a part of the office, with their answers.
    pub fn narrow(&mut self, within: &Within) {
        if within.is_all() {
            return;
        }
        let kept = self
            .table
            .retain(|report| within.contains(report.institution));
        let mut kept = kept.into_iter();
        self.forms.retain(|_| kept.next().unwrap_or(false));
    }

    /// The question at a path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.path == path)
    }
}

fn seal_context(collection: &Collection, period: Period) -> String {
    format!("answer-block/{}/{period}", collection.id)
}

/// The reports of an office with their answers; makes those blocks anew that are behind. The caller
/// has asked whether the actor may open the office's reports.
pub async fn load(
    app: &App,
    collection: &Collection,
    office: OrganisationId,
) -> Result<Loaded, Error> {
    let conn = app.db.read();
    let found = store::blocks::reports(conn, collection, office).await?;
    let forms = questions(app, collection, &found).await?;
    let mut kept: HashMap<Period, SealedBlock> = store::blocks::of(conn, collection.id, office)
        .await?
        .into_iter()
        .map(|block| (block.period, block))
        .collect();
    let mut by_period: BTreeMap<Period, Vec<(&Report, FormVersionId)>> = BTreeMap::new();
    for (report, form) in &found {
        by_period
            .entry(report.unit)
            .or_default()
            .push((report, *form));
    }
    let mut blocks = Vec::with_capacity(by_period.len());
    let mut fresh = Vec::new();
    let mut opened = 0;
    for (period, reports) in by_period {
        let of = Fingerprint {
            reports: i64::try_from(reports.len()).unwrap_or(i64::MAX),
            versions: reports.iter().map(|(report, _)| report.version).sum(),
        };
        let context = seal_context(collection, period);
        match kept.remove(&period) {
            Some(block) if block.of == of && block.layout == LAYOUT => {
                let plain = app
                    .vault
                    .open(conn, office, &context, &block.sealed)
                    .await?;
                blocks.push(serde_json::from_slice(&plain).map_err(Error::internal)?);
            }
            _ => {
                let block = made(app, office, &forms, &reports).await?;
                opened += reports.len();
                let plain = serde_json::to_vec(&block).map_err(Error::internal)?;
                fresh.push(SealedBlock {
                    period,
                    of,
                    layout: LAYOUT,
                    sealed: app.vault.seal(conn, office, &context, &plain).await?,
                });
                blocks.push(block);
            }
        }
    }
    if !fresh.is_empty() {
        let tx = app.db.begin().await?;
        for block in &fresh {
            let at = app.clock.now();
            store::blocks::save(&tx, collection.id, office, block, at).await?;
        }
        tx.commit().await?;
    }
    let (reports, versions) = found.into_iter().unzip();
    let mut table = Table::of(reports);
    for block in blocks {
        table.take(block);
    }
    Ok(Loaded {
        table,
        fields: all_fields(forms, collection.form_version),
        forms: versions,
        opened,
    })
}

type Forms = HashMap<FormVersionId, Vec<Field>>;

/// The questions of each version of the form that reports were made with, and of the current one.
async fn questions(
    app: &App,
    collection: &Collection,
    reports: &[store::blocks::CountedReport],
) -> Result<Forms, Error> {
    let mut forms = Forms::new();
    let versions = reports.iter().map(|(_, version)| *version);
    for version in std::iter::once(collection.form_version).chain(versions) {
        if let Entry::Vacant(place) = forms.entry(version) {
            let form = compiled::form(app.db.read(), version).await?;
            place.insert(fields(form.spec()));
        }
    }
    Ok(forms)
}

/// Those of the current form first, then those that only other versions have.
fn all_fields(mut forms: Forms, current: FormVersionId) -> Vec<Field> {
    let mut all = forms.remove(&current).unwrap_or_default();
    let mut others: Vec<_> = forms.into_iter().collect();
    others.sort_by_key(|(version, _)| *version);
    for field in others.into_iter().flat_map(|(_, fields)| fields) {
        if all.iter().all(|known| known.path != field.path) {
            all.push(field);
        }
    }
    all
}

async fn made(
    app: &App,
    office: OrganisationId,
    forms: &Forms,
    reports: &[(&Report, FormVersionId)],
) -> Result<Block, Error> {
    let by_version: HashMap<FormVersionId, HashMap<&str, &Field>> = forms
        .iter()
        .map(|(version, fields)| {
            let by_path = fields.iter().map(|one| (one.path.as_str(), one)).collect();
            (*version, by_path)
        })
        .collect();
    let mut block = Block::default();
    for page in reports.chunks(PAGE) {
        let chosen: Vec<Chosen> = page
            .iter()
            .map(|(report, form)| chosen(report, *form, office))
            .collect();
        for (place, content) in contents(app, &chosen).await? {
            let (report, form) = page[place];
            if let Some(fields) = by_version.get(&form) {
                block.add(report.submission, report.version, fields, &content.answers);
            }
        }
    }
    Ok(block)
}

/// A report as those name it who open its answers.
pub fn chosen(report: &Report, form: FormVersionId, office: OrganisationId) -> Chosen {
    Chosen {
        submission: report.submission,
        number: report.version,
        form_version: form,
        office,
    }
}

/// What versions of reports say, with their places in `page`. The caller has asked whether the actor
/// may open them.
pub async fn contents(app: &App, page: &[Chosen]) -> Result<Vec<(usize, Content)>, Error> {
    let conn = app.db.read();
    let places: HashMap<SubmissionId, usize> = page
        .iter()
        .zip(0..)
        .map(|(one, place)| (one.submission, place))
        .collect();
    let mut all = Vec::with_capacity(page.len());
    for report in store::answers::reports(conn, page).await? {
        let content =
            sealing::open_content(&app.vault, conn, report.office, &report.version).await?;
        if let Some(place) = places.get(&report.version.submission) {
            all.push((*place, content));
        }
    }
    Ok(all)
}

/// The institutions that have reported, with their places.
pub async fn institutions(
    app: &App,
    table: &Table,
) -> Result<HashMap<OrganisationId, Organisation>, Error> {
    let mut ids: Vec<OrganisationId> = table
        .reports()
        .iter()
        .map(|report| report.institution)
        .collect();
    ids.sort();
    ids.dedup();
    let found = directory::organisations(app.db.read(), &ids).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

/// Why reports could not be chosen.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The texts of more than [`MOST_SEARCHED`] would have to be read.
    #[error("too many reports whose texts would be searched")]
    TooMany,
    /// A fault of the product or its surroundings.
    #[error(transparent)]
    Other(#[from] Error),
}

/// Which reports a view shows: one truth for each row of the table.
pub async fn choose(
    app: &App,
    office: OrganisationId,
    loaded: &Loaded,
    view: &ViewContent,
    places: &HashMap<OrganisationId, Organisation>,
) -> Result<Vec<bool>, Failure> {
    let mut rows: Vec<bool> = loaded
        .table
        .reports()
        .iter()
        .map(|report| fits(report, view, places))
        .collect();
    let mut texts = Vec::new();
    for condition in &view.conditions {
        match loaded.field(&condition.path) {
            Some(field) if condition.needs_answers(field) => texts.push(condition),
            Some(_) => condition.narrow(&loaded.table, &mut rows),
            // A question that is not asked any more is answered by nobody.
            None => rows.fill(false),
        }
    }
    if texts.is_empty() {
        return Ok(rows);
    }
    let places: Vec<usize> = (0..rows.len()).filter(|place| rows[*place]).collect();
    if places.len() > MOST_SEARCHED {
        return Err(Failure::TooMany);
    }
    for page in places.chunks(PAGE) {
        let chosen: Vec<Chosen> = page
            .iter()
            .map(|row| chosen(&loaded.table.reports()[*row], loaded.forms[*row], office))
            .collect();
        for (place, content) in contents(app, &chosen).await? {
            let row = page[place];
            rows[row] = texts
                .iter()
                .all(|condition| condition.is_met_by(&content.answers));
        }
    }
    Ok(rows)
}

fn fits(
    report: &Report,
    view: &ViewContent,
    places: &HashMap<OrganisationId, Organisation>,
) -> bool {
    let in_place = || {
        let place = places.get(&report.institution);
        let place = place.and_then(|one| one.ags.as_ref());
        place.is_some_and(|ags| ags.as_str() == view.municipality)
    };
    view.states.contains(&report.state)
        && view.from.is_none_or(|day| report.period.last_day() >= day)
        && view.to.is_none_or(|day| report.period.first_day() <= day)
        && view.institution.is_none_or(|id| id == report.institution)
        && (view.municipality.is_empty() || in_place())
}

/// The chosen rows in the order of the view.
pub fn sorted(
    loaded: &Loaded,
    rows: &[bool],
    view: &ViewContent,
    places: &HashMap<OrganisationId, Organisation>,
) -> Vec<u32> {
    let reports = loaded.table.reports();
    let mut order: Vec<u32> = (0_u32..)
        .zip(rows)
        .filter(|(_, shown)| **shown)
        .map(|(row, _)| row)
        .collect();
    let of = |row: &u32| &reports[*row as usize];
    match view.sort {
        Sort::Period => order.sort_by_key(|row| of(row).period),
        Sort::Sent => order.sort_by_key(|row| of(row).submitted_at),
        Sort::Institution => order.sort_by_key(|row| {
            let name = places.get(&of(row).institution);
            name.map(|one| one.name.to_lowercase())
        }),
        Sort::Answer => {
            let keys = keys(loaded, &view.sort_by);
            let key = |row: &u32| keys.get(*row as usize).and_then(Option::as_ref);
            order.sort_by(|a, b| match (key(a), key(b)) {
                (Some(a), Some(b)) => a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal),
                (a, b) => a.is_some().cmp(&b.is_some()),
            });
        }
    }
    if view.descending {
        order.reverse();
    }
    order
}

/// By what an answer is sorted: numbers and days by themselves, choices by their place in the form.
fn keys(loaded: &Loaded, path: &str) -> Vec<Option<f64>> {
    use crate::model::insight::Column;
    let mut keys = vec![None; loaded.table.len()];
    let mut set = |row: u32, key: f64| {
        if let Some(slot) = keys.get_mut(row as usize) {
            slot.get_or_insert(key);
        }
    };
    match loaded.table.column(path) {
        Some(Column::Numbers(values)) => {
            for (row, it) in values {
                set(*row, *it);
            }
        }
        Some(Column::Days(values)) => {
            for (row, it) in values {
                set(*row, f64::from(*it));
            }
        }
        Some(Column::Codes(codes, values)) => {
            let field = loaded.field(path);
            let place = |code: &String| {
                let choices = field.map_or(&[][..], |field| &field.choices);
                choices.iter().position(|(known, _)| known == code)
            };
            let order: Vec<f64> = codes
                .iter()
                .map(|code| place(code).map_or(1e9, |place| place as f64))
                .collect();
            for (row, it) in values {
                set(*row, order.get(*it as usize).copied().unwrap_or(1e9));
            }
        }
        Some(Column::Filled(rows)) => {
            for row in rows {
                set(*row, 1.0);
            }
        }
        None => {}
    }
    keys
}

/// Records who has looked at the answers of how many reports at once.
pub async fn note(
    app: &App,
    collection: &Collection,
    office: OrganisationId,
    (what, reports): (&'static str, usize),
    by: Option<PersonId>,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: by,
        action: actions::ANSWERS_EVALUATE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![("what", what.into()), ("reports", reports.into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}
