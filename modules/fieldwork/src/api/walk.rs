// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The records of a form that count, page by page and opened one by one: what feeds and exports have in
//! common.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use odk::odata::{self, Filter, Submission};
use tokio::task::JoinHandle;
use uuid::Uuid;
use web::{App, Error};

use super::name_of;
use crate::model::{Facts, Project, ProjectForm, Record};
use crate::store::records::{After, Fed};
use crate::{opening, store};

/// How many records are drawn at once.
const PAGE: usize = 500;

/// The way over the records of a form, the newest first.
pub(super) struct Walk {
    pub(super) app: App,
    pub(super) project: Project,
    pub(super) form: ProjectForm,
    names: HashMap<i64, Arc<str>>,
}

/// A record with what it says.
pub(super) struct Opened<'f> {
    fed: &'f Fed,
    actor: String,
    name: Arc<str>,
    pub(super) facts: Facts,
}

impl Walk {
    pub(super) fn of(app: App, project: Project, form: ProjectForm) -> Self {
        Self {
            app,
            project,
            form,
            names: HashMap::new(),
        }
    }

    /// The pages behind a place.
    pub(super) fn pages(&self, after: After) -> Pages {
        Pages {
            app: self.app.clone(),
            form: Arc::new(self.form.clone()),
            after,
            drawn: 0,
            has_ended: false,
            coming: None,
        }
    }

    /// Whether a filter keeps the record.
    pub(super) fn fits(&self, filter: Option<&Filter>, record: &Record) -> bool {
        let Some(filter) = filter else { return true };
        let facts = odata::Facts {
            id: &record.instance_id,
            created: record.created_at,
            updated: record.updated_at,
            deleted: None,
            author: Some(&record.actor.to_string()),
            review_state: record.review_state,
            conflict: None,
        };
        filter.matches(&facts, self.app.clock.now())
    }

    /// Opens a record. That it is opened has been noted.
    pub(super) async fn opened<'f>(&mut self, fed: &'f Fed) -> Result<Opened<'f>, Error> {
        let record = &fed.record;
        let name = self.named(record.actor).await?;
        let sealed = (record.id, record.number, fed.sealed_facts.as_slice());
        let facts = opening::facts(&self.app, self.app.db.read(), &self.project, sealed).await?;
        Ok(Opened {
            fed,
            actor: record.actor.to_string(),
            name,
            facts,
        })
    }

    /// What an actor is called, looked up once.
    async fn named(&mut self, actor: i64) -> Result<Arc<str>, Error> {
        if let Some(name) = self.names.get(&actor) {
            return Ok(Arc::clone(name));
        }
        let name: Arc<str> = match store::actors::find(self.app.db.read(), actor).await? {
            Some(known) => name_of(&self.app, &known).await?.into(),
            None => Arc::from(""),
        };
        self.names.insert(actor, Arc::clone(&name));
        Ok(name)
    }
}

impl Opened<'_> {
    /// The record as rows are made of it.
    pub(super) fn submission(&self) -> Submission<'_> {
        let (fed, record) = (self.fed, &self.fed.record);
        let counted = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Submission {
            instance_id: &record.instance_id,
            instance_name: self.facts.name.as_deref(),
            submission_date: record.created_at,
            updated_at: record.updated_at,
            deleted_at: None,
            submitter_id: Some(&self.actor),
            submitter_name: Some(&self.name),
            attachments_present: counted(fed.files_there.min(fed.files_named)),
            attachments_expected: counted(fed.files_named),
            status: None,
            review_state: record.review_state,
            device_id: self.facts.device.as_deref(),
            edits: counted(record.number - 1),
            form_version: Some(&fed.version_name),
            answers: &self.facts.answers,
        }
    }
}

/// Pages of records, one after the other. Who has read two will read on: from then on the next page is
/// drawn while one is written.
pub(super) struct Pages {
    app: App,
    form: Arc<ProjectForm>,
    after: After,
    drawn: usize,
    has_ended: bool,
    coming: Option<JoinHandle<Result<Vec<Fed>, Error>>>,
}

impl Pages {
    /// The next records; nothing at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Fed>>, Error> {
        let page = match self.coming.take() {
            _ if self.has_ended => return Ok(None),
            Some(coming) => coming.await.map_err(Error::internal)??,
            None => draw(self.app.clone(), Arc::clone(&self.form), self.after).await?,
        };
        let Some(last) = page.last() else {
            return Ok(None);
        };
        self.after = Some(place(last));
        self.drawn += 1;
        self.has_ended = page.len() < PAGE;
        if self.drawn > 1 && !self.has_ended {
            let next = draw(self.app.clone(), Arc::clone(&self.form), self.after);
            self.coming = Some(tokio::spawn(next));
        }
        Ok(Some(page))
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        if let Some(coming) = &self.coming {
            coming.abort();
        }
    }
}

async fn draw(app: App, form: Arc<ProjectForm>, after: After) -> Result<Vec<Fed>, Error> {
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX);
    Ok(store::records::feed(app.db.read(), &form, after, most).await?)
}

/// Where a record stands on the way.
pub(super) fn place(fed: &Fed) -> (Timestamp, Uuid) {
    (fed.record.created_at, fed.record.id)
}
