// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;

use serde::de::DeserializeOwned;

use crate::Schedule;

/// Why a handler did not do its job. Holds words of the program's source only, because it is
/// stored and shown: never a text that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct JobError {
    code: &'static str,
    permanent: bool,
}

impl JobError {
    /// A failure that may pass: the job is tried again later.
    pub fn temporary(code: &'static str) -> Self {
        Self {
            code,
            permanent: false,
        }
    }

    /// A failure that trying again does not heal: the job becomes a dead letter at once.
    pub fn permanent(code: &'static str) -> Self {
        Self {
            code,
            permanent: true,
        }
    }

    /// The word for it, such as `mail-refused`.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Whether trying again is useless.
    pub fn is_permanent(self) -> bool {
        self.permanent
    }
}

impl From<db::DbError> for JobError {
    /// Everything that comes from the database is tried again, since a program that is newer may
    /// heal even a mistake in a statement.
    fn from(error: db::DbError) -> Self {
        tracing::warn!(%error, "a job failed in the database");
        Self::temporary(match error {
            db::DbError::Unavailable(_) => "database-unavailable",
            db::DbError::Busy(_) => "database-busy",
            _ => "database",
        })
    }
}

/// An `async fn(&C, P) -> Result<(), JobError>`: what a kind of job does. Implemented by every such
/// function; nobody implements it by hand.
pub trait Handler<'a, C, P>: Send + Sync + 'static {
    /// What the function returns.
    type Done: Future<Output = Result<(), JobError>> + Send + 'a;
    /// Does the job.
    fn call(&self, context: &'a C, payload: P) -> Self::Done;
}

impl<'a, C, P, F, Done> Handler<'a, C, P> for F
where
    C: 'a,
    F: Fn(&'a C, P) -> Done + Send + Sync + 'static,
    Done: Future<Output = Result<(), JobError>> + Send + 'a,
{
    type Done = Done;
    fn call(&self, context: &'a C, payload: P) -> Done {
        self(context, payload)
    }
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send + 'a>>;
type Erased<C> = Box<dyn for<'a> Fn(&'a C, &str) -> Running<'a> + Send + Sync>;

/// Which kinds of jobs there are and what they do, and what is done on a schedule. `C` is the
/// context that all handlers get, usually the state of the application.
pub struct Registry<C> {
    handlers: BTreeMap<&'static str, Erased<C>>,
    /// The kinds of the jobs that each event becomes, in the order of subscribing.
    events: BTreeMap<&'static str, Vec<&'static str>>,
    schedules: Vec<Schedule>,
}

impl<C> Default for Registry<C> {
    fn default() -> Self {
        Self {
            handlers: BTreeMap::new(),
            events: BTreeMap::new(),
            schedules: Vec::new(),
        }
    }
}

impl<C> fmt::Debug for Registry<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry")
            .field("kinds", &self.kinds())
            .field("schedules", &self.schedules)
            .finish_non_exhaustive()
    }
}

impl<C: Send + Sync + 'static> Registry<C> {
    /// Registers what jobs of `kind` do. The payload is read as `P`; one that cannot be read makes
    /// the job a dead letter.
    ///
    /// # Panics
    ///
    /// When the kind is registered already: a mistake in the program, found when it starts.
    pub fn register<P, F>(&mut self, kind: &'static str, handler: F) -> &mut Self
    where
        P: DeserializeOwned + Send + 'static,
        F: for<'a> Handler<'a, C, P>,
    {
        let erased: Erased<C> = Box::new(move |context, payload| -> Running<'_> {
            match serde_json::from_str(payload) {
                Ok(payload) => Box::pin(handler.call(context, payload)),
                Err(_) => Box::pin(ready(Err(JobError::permanent("payload")))),
            }
        });
        let before = self.handlers.insert(kind, erased);
        assert!(
            before.is_none() && !self.events.contains_key(kind),
            "two handlers for jobs of kind {kind}"
        );
        self
    }

    /// Declares an event that is [published](crate::publish). One that nobody subscribes to is done
    /// when it is claimed; several modules may declare the same.
    ///
    /// # Panics
    ///
    /// When the name is the kind of a job: a mistake in the program.
    pub fn event(&mut self, event: &'static str) -> &mut Self {
        assert!(
            !self.handlers.contains_key(event),
            "{event} is a kind of job and no event"
        );
        self.events.entry(event).or_default();
        self
    }

    /// Registers what is done when `event` has happened. Each subscriber gets a job of its own, of
    /// the kind `name`, which is retried and given up without the others.
    ///
    /// # Panics
    ///
    /// When `name` is registered already, or `event` is the kind of a job: mistakes in the program.
    pub fn subscribe<P, F>(
        &mut self,
        event: &'static str,
        name: &'static str,
        handler: F,
    ) -> &mut Self
    where
        P: DeserializeOwned + Send + 'static,
        F: for<'a> Handler<'a, C, P>,
    {
        self.register(name, handler).event(event);
        self.events.entry(event).or_default().push(name);
        self
    }

    /// Enqueues a job on a schedule.
    ///
    /// # Panics
    ///
    /// When the name is taken, or the kind is not registered yet: mistakes in the program.
    pub fn schedule(&mut self, schedule: Schedule) -> &mut Self {
        let Schedule { name, kind, .. } = schedule;
        assert!(
            self.schedules.iter().all(|other| other.name != name),
            "two schedules are named {name}"
        );
        assert!(
            self.handlers.contains_key(kind),
            "schedule {name} enqueues jobs of kind {kind}, which nobody handles"
        );
        self.schedules.push(schedule);
        self
    }

    pub(crate) async fn call(
        &self,
        context: &C,
        kind: &str,
        payload: &str,
    ) -> Result<(), JobError> {
        match self.handlers.get(kind) {
            Some(handler) => handler(context, payload).await,
            None => Err(JobError::temporary("unknown-kind")),
        }
    }
}

impl<C> Registry<C> {
    /// What a worker can do something with: the kinds of jobs that have a handler, and the events.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.handlers
            .keys()
            .chain(self.events.keys())
            .copied()
            .collect()
    }

    /// The kinds of the jobs that `kind` becomes, if it is an event.
    pub(crate) fn subscribers(&self, kind: &str) -> Option<&[&'static str]> {
        self.events.get(kind).map(Vec::as_slice)
    }

    /// All schedules.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }
}
