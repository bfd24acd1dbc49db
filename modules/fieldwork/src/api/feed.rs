// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The feed (`OData`) that Excel, Power BI, pyodk and ruODK read. Rows are drawn, opened and written
//! page by page, so that a feed of any length needs the memory of one page.
//!
//! The tables are those of the newest version of the form. Records that lie aside are not in it: they
//! are no data before somebody has decided about them.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use odk::central::Problem;
use odk::odata::{self, Beyond, Direction, Field, Query, SkipToken, TableWriter, Target};
use web::{App, Context, Error};

use super::stream::{self, Tray, Way};
use super::walk::{Pages, Walk, place};
use super::{form, project};
use crate::api::fault::Fault;
use crate::model::{Project, ProjectForm};
use crate::ready::{self, Ready};
use crate::store::records::{After, Fed, Which};
use crate::{actions, opening, store};

/// The most records that are sorted otherwise than by arrival.
const MOST_SORTED: usize = 20_000;

async fn newest(app: &App, form: &ProjectForm) -> Result<Arc<Ready>, Fault> {
    let versions = ready::versions(app.db.read(), form.form).await?;
    let newest = versions.into_iter().next().ok_or(Problem::NotFound)?;
    Ok(newest.ready)
}

fn service_address(app: &App, form: &ProjectForm) -> String {
    let id = web::form::encode_component(&form.xml_form_id);
    let base = app.settings.base_url.trim_end_matches('/');
    format!("{base}/v1/projects/{}/forms/{id}.svc", form.project)
}

pub(super) fn with_version(mut response: Response) -> Response {
    let version = HeaderValue::from_static("4.0");
    response.headers_mut().insert("odata-version", version);
    response
}

/// The list of tables.
pub(super) async fn service(app: &App, project: &Project, id: &str) -> Result<Response, Fault> {
    let form = form(app, project, id).await?;
    let ready = newest(app, &form).await?;
    let document = ready.schema.service_document(&service_address(app, &form));
    Ok(with_version(Json(document).into_response()))
}

/// What lies below a service: its description, a table, a submission, the rows of a repeat.
pub(crate) async fn below(
    State(app): State<App>,
    context: Context,
    Path((number, name, rest)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let id = name.strip_suffix(".svc").ok_or(Problem::NotFound)?;
    if rest == "$metadata" {
        let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
        let form = form(&app, &project, id).await?;
        let ready = newest(&app, &form).await?;
        let query = Query::parse(
            query.as_deref().unwrap_or_default(),
            odata::Subject::Submissions,
        );
        let codes = query.map(|query| query.codes).unwrap_or_default();
        return Ok(with_version(super::xml(ready.schema.metadata(codes))));
    }
    let project = project(&app, &context, actions::RECORD_OPEN, &number).await?;
    let form = form(&app, &project, id).await?;
    let ready = newest(&app, &form).await?;
    let target = Target::parse(&rest, &ready.schema).map_err(Problem::from)?;
    let query = Query::parse(query.as_deref().unwrap_or_default(), target.subject());
    let query = query.map_err(Problem::from)?;
    let service = service_address(&app, &form);
    let address = format!("{service}/{rest}");
    // What cannot be answered is said before the first byte.
    TableWriter::begin(
        io::sink(),
        &ready.schema,
        &target,
        &query,
        (&service, &address),
    )
    .map_err(Problem::from)?;
    let after = match &query.skip_token {
        Some(SkipToken::Submission(id)) => {
            let record = store::records::by_instance(app.db.read(), &form, id).await?;
            let record = record.ok_or(Problem::SkipTokenNotFound)?;
            Some((record.created_at, record.id))
        }
        _ => None,
    };
    if let Some(id) = target.instance_id() {
        let record = store::records::by_instance(app.db.read(), &form, id).await?;
        record
            .filter(|record| !record.is_aside && record.restricted_at.is_none())
            .ok_or(Problem::NotFound)?;
    }
    let count = store::records::count(app.db.read(), &form, Which::Counted).await?;
    if !query.order.is_empty() && usize::try_from(count).unwrap_or(usize::MAX) > MOST_SORTED {
        return Err(Problem::NotImplemented {
            feature: format!("sorting more than {MOST_SORTED} submissions"),
        }
        .into());
    }
    let opened = usize::try_from(count).unwrap_or(usize::MAX);
    opening::note(&app, &project, context.person()?, Err(opened)).await?;
    let feed = Feed {
        walk: Walk::of(app, project, form),
        ready,
        target,
        query,
        service,
        address,
        after,
        count: u64::try_from(count).unwrap_or(0),
    };
    let mut response = Response::new(stream::body(|way| feed.write(way)));
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let private = HeaderValue::from_static("private, no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, private);
    Ok(with_version(response))
}

struct Feed {
    walk: Walk,
    ready: Arc<Ready>,
    target: Target,
    query: Query,
    service: String,
    address: String,
    after: After,
    count: u64,
}

/// What of the records goes into the answer.
struct Progress {
    /// How many are still left out.
    skip: u64,
    /// How many may still be written.
    room: u64,
    /// How many fit the filter.
    fitting: u64,
    /// Whether one came for which there was no room.
    more: bool,
    /// Whether the record of the token has been there.
    has_begun: bool,
}

/// Where the records of an answer come from.
enum Records {
    /// All at once.
    Given(Option<Vec<Fed>>),
    /// Page by page.
    Walked(Pages),
}

impl Records {
    /// The next; nothing at the end.
    async fn next(&mut self) -> Result<Option<Vec<Fed>>, Error> {
        match self {
            Self::Given(records) => Ok(records.take()),
            Self::Walked(pages) => pages.next().await,
        }
    }
}

impl Feed {
    async fn write(mut self, way: Way) -> Result<(), Error> {
        let tray = Tray::default();
        let mut writer = TableWriter::begin(
            tray.clone(),
            &self.ready.schema,
            &self.target,
            &self.query,
            (&self.service, &self.address),
        )
        .map_err(Error::internal)?;
        let is_first_table = self.target.instance_id().is_none() && self.is_of_submissions();
        // Counting what fits a filter needs all records, those before the page, too.
        let counts_all = self.query.count && self.query.filter.is_some();
        let mut progress = Progress {
            skip: if is_first_table { self.query.skip } else { 0 },
            room: match self.query.top {
                Some(top) if is_first_table => top,
                _ => u64::MAX,
            },
            fitting: 0,
            more: false,
            has_begun: !(is_first_table && counts_all && self.after.is_some()),
        };
        let after = if is_first_table && !counts_all {
            self.after
        } else {
            None
        };
        let mut records = self.records(after).await?;
        while let Some(page) = records.next().await? {
            for fed in &page {
                if !self.is_wanted(fed, &mut progress, is_first_table) {
                    continue;
                }
                let opened = self.walk.opened(fed).await?;
                let written = writer.submission(&opened.submission());
                written.map_err(Error::internal)?;
            }
            let is_full = is_first_table && progress.more && !counts_all;
            if !way.send(tray.take()).await {
                return Ok(());
            }
            if is_full || writer.is_done() {
                break;
            }
        }
        let beyond = if is_first_table {
            Beyond::Stored {
                total: if counts_all {
                    progress.fitting
                } else {
                    self.count
                },
                more: progress.more,
            }
        } else {
            Beyond::Counted
        };
        writer.finish(beyond).map_err(Error::internal)?;
        way.send(tray.take()).await;
        Ok(())
    }

    fn is_of_submissions(&self) -> bool {
        let table = self.target.table(&self.ready.schema);
        table.is_some_and(odata::Table::is_submissions)
    }

    /// All records, sorted as the query wants; none if they are read as they arrived.
    async fn sorted(&self) -> Result<Option<Vec<Fed>>, Error> {
        if self.query.order.is_empty() {
            return Ok(None);
        }
        let limit = i64::try_from(MOST_SORTED).unwrap_or(i64::MAX);
        let mut all =
            store::records::feed(self.walk.app.db.read(), &self.walk.form, None, limit).await?;
        for (field, direction) in self.query.order.iter().rev() {
            let compare = |a: &Fed, b: &Fed| {
                let (a, b) = (&a.record, &b.record);
                match field {
                    Field::Created => a.created_at.cmp(&b.created_at),
                    Field::Updated => a.updated_at.cmp(&b.updated_at),
                    Field::Author => a.actor.cmp(&b.actor),
                    Field::ReviewState => {
                        let name =
                            |state: Option<odata::ReviewState>| state.map(odata::ReviewState::name);
                        name(a.review_state).cmp(&name(b.review_state))
                    }
                    Field::Id => a.instance_id.cmp(&b.instance_id),
                    Field::Deleted | Field::Conflict => std::cmp::Ordering::Equal,
                }
            };
            all.sort_by(|a, b| match direction {
                Direction::Ascending => compare(a, b),
                Direction::Descending => compare(b, a),
            });
        }
        Ok(Some(all))
    }

    /// The records in the order of the answer.
    async fn records(&self, after: After) -> Result<Records, Error> {
        if let Some(id) = self.target.instance_id() {
            let conn = self.walk.app.db.read();
            let found = store::records::fed(conn, &self.walk.form, id).await?;
            return Ok(Records::Given(Some(found.into_iter().collect())));
        }
        Ok(match self.sorted().await? {
            Some(all) => Records::Given(Some(all)),
            None => Records::Walked(self.walk.pages(after)),
        })
    }

    /// Whether the answer has a row for the record.
    fn is_wanted(&self, fed: &Fed, progress: &mut Progress, is_first_table: bool) -> bool {
        if !self.walk.fits(self.query.filter.as_ref(), &fed.record) {
            return false;
        }
        progress.fitting += 1;
        if !is_first_table {
            return true;
        }
        if !progress.has_begun {
            progress.has_begun = self.after == Some(place(fed));
            return false;
        }
        if progress.skip > 0 {
            progress.skip -= 1;
            return false;
        }
        if progress.room == 0 {
            progress.more = true;
            return false;
        }
        progress.room -= 1;
        true
    }
}
