// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use http::HeaderMap;
use jiff::Timestamp;
use kernel::{Action, Actor, Chance, Clock, Membership, OwnRole, SessionId};
use tower_sessions::Session;

use crate::{ActivitySource, Area, Catalog, Dialect, Error, Holdings, NavEntry, TaskSource};

/// What the operator sets. Secrets are not here: they go straight to the seam that needs them.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the installation, without a slash at the end: `https://deich.example`.
    pub base_url: String,
    /// The state's name as shown in the header.
    pub state_name: String,
    /// The state's official key (2 digits).
    pub state_ags: kernel::Ags,
    /// The body that answers for the installation, with postal address: one line each.
    pub operator: Vec<String>,
    /// Where people write to.
    pub contact: kernel::Email,
    /// Where the source code of this installation is.
    pub source_url: String,
    /// Whether demo accounts and the demo pages exist.
    pub demo: bool,
    /// Whether cookies are marked `Secure`; off only for plain HTTP on this machine.
    pub secure_cookies: bool,
    /// The header in which a trusted proxy names the client's address; none if clients connect directly.
    pub client_address_header: Option<String>,
    /// Requests per minute that one address may make to one process; 0 means no limit.
    pub requests_per_minute: u32,
    /// What concerns data that everybody may take away.
    pub open_data: OpenData,
    /// The folder in which mails are kept instead of being sent, shown on the demo page.
    pub mail_folder: Option<std::path::PathBuf>,
}

/// What the operator sets about data that everybody may take away.
#[derive(Debug, Clone, Default)]
pub struct OpenData {
    /// As what `GovData` knows this installation (<http://dcat-ap.de/def/contributors/>); none if it does not collect from here.
    pub contributor: Option<String>,
    /// The sites (`https://www.landkreis.example`) whose pages may show single figures in a frame.
    pub embedding_sites: Vec<String>,
}

/// Somebody else who says who a person is, by OIDC.
#[derive(Clone)]
pub struct IdentityProvider {
    /// Its name in addresses and in the database: lower-case letters, digits, hyphens.
    pub id: String,
    /// Where its description is, without `/.well-known/…`.
    pub issuer: String,
    /// As what it knows this installation.
    pub client_id: String,
    /// What this installation proves itself with; empty for none.
    pub client_secret: String,
    /// The words of the button in German and English.
    pub label: [String; 2],
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that identifies a person for good.
    pub subject_claim: String,
    /// Values of `acr` and `amr` that stand for a second factor.
    pub second_factor: Vec<String>,
    /// Which claims give which roles.
    pub roles: Vec<MappedRole>,
}

impl std::fmt::Debug for IdentityProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentityProvider")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl IdentityProvider {
    /// The words of the button.
    pub fn label(&self, lang: kernel::Lang) -> &str {
        match lang {
            kernel::Lang::De => &self.label[0],
            kernel::Lang::En => &self.label[1],
        }
    }
}

/// A claim with this value, alone or in a list, gives a role.
#[derive(Debug, Clone)]
pub struct MappedRole {
    /// The name of the claim.
    pub claim: String,
    /// Its value.
    pub value: String,
    /// The role as shipped.
    pub role: kernel::Role,
    /// Where: an identifier, or the official key of the state or of an office.
    pub organisation: String,
}

/// Who a session belongs to, as the directory found out.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The actor with her memberships.
    pub actor: Actor,
    /// Her name for the page header.
    pub name: String,
    /// The organisation shown beside it.
    pub organisation: String,
    /// Her session in the session list.
    pub session: SessionId,
    /// When she last proved who she is; sensitive actions ask again after a while.
    pub authenticated_at: Timestamp,
    /// Whether one of her roles waits for a second factor.
    pub needs_second_factor: bool,
    /// The collections that the key of a program is limited to; empty means all.
    pub collections: Vec<kernel::CollectionId>,
}

/// A boxed future, because functions in tables must have one type.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Finds out whom a session belongs to. The directory provides it.
pub type WhoFn = for<'a> fn(&'a App, &'a Session) -> BoxFuture<'a, Result<Option<SignedIn>, Error>>;

/// Finds out for whom a program asks, by the `Authorization` of its request: nobody if there is none,
/// [`Error::SignInNeeded`] if it is not good, [`Error::TooMany`] if the network that asks (see
/// [`Context::client`](crate::Context::client)) sent too many that were not. The directory provides it.
pub type ProgramFn =
    for<'a> fn(&'a App, &'a HeaderMap, &'a str) -> BoxFuture<'a, Result<Option<SignedIn>, Error>>;

/// For whom an entry of the navigation is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Shown to everybody who has not signed in, and to nobody else.
    Public,
    /// Shown to signed-in people who could do the entry's action.
    Staff,
}

/// The parts that make up the application.
pub struct AppParts {
    /// The database.
    pub db: db::Db,
    /// The rights concept.
    pub policy: policy::Policy,
    /// Sealing of identified data.
    pub vault: vault::Vault,
    /// Where files lie that are too large for the database.
    pub blobs: blob::Blobs,
    /// Where mails go.
    pub mail: mail::Transport,
    /// Calls the addresses that people typed.
    pub outbound: outbound::Client,
    /// What the interface says.
    pub catalog: Catalog,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Chance>,
    /// What the operator sets.
    pub settings: Settings,
    /// Who else says who a person is.
    pub providers: Vec<IdentityProvider>,
    /// The navigation, sorted.
    pub navigation: Vec<NavEntry>,
    /// The parts of the administration, sorted.
    pub administration: Vec<Area>,
    /// The work lists of all modules.
    pub tasks: Vec<TaskSource>,
    /// What all modules can say and do about people whose data they hold.
    pub holdings: Vec<Holdings>,
    /// The processing activities of all modules.
    pub activities: Vec<ActivitySource>,
    /// What all modules do regularly.
    pub schedules: Vec<jobs::Schedule>,
    /// Who a session belongs to.
    pub who: WhoFn,
    /// How errors are written where programs expect a protocol of their own.
    pub dialects: Vec<Dialect>,
    /// For whom a program asks.
    pub program: ProgramFn,
    /// The OpenAPI document as JSON.
    pub openapi: String,
    /// Renders the metrics as Prometheus text.
    pub metrics: fn() -> String,
    /// Actions that each set of memberships could do; emptied when it grows too large.
    pub possible: Mutex<HashMap<PossibleKey, Arc<HashSet<Action>>>>,
}

/// Memberships, own roles and second factor: all that decides what an actor could do.
pub type PossibleKey = (Vec<Membership>, Vec<OwnRole>, bool, bool);

/// The application: cheap to clone, shared by all requests and jobs.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

impl App {
    /// Puts the parts together.
    pub fn new(parts: AppParts) -> Self {
        Self(Arc::new(parts))
    }

    /// All actions that `actor` could do to anything at all (see [`policy::Policy::could`]).
    pub fn possible_actions(&self, actor: &Actor) -> Arc<HashSet<Action>> {
        let (person, second_factor) = match actor {
            Actor::Person { second_factor, .. } => (true, *second_factor),
            Actor::Anonymous | Actor::System => (false, false),
        };
        let mut memberships = actor.memberships().to_vec();
        memberships.sort();
        let mut own_roles = actor.own_roles().to_vec();
        own_roles.sort();
        let key = (memberships, own_roles, second_factor, person);
        let mut known = self
            .possible
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(actions) = known.get(&key) {
            return Arc::clone(actions);
        }
        if known.len() >= 10_000 {
            known.clear();
        }
        let actions: HashSet<Action> = self
            .policy
            .actions()
            .iter()
            .copied()
            .filter(|action| self.policy.could(actor, *action))
            .collect();
        let actions = Arc::new(actions);
        known.insert(key, Arc::clone(&actions));
        actions
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

impl Deref for App {
    type Target = AppParts;
    fn deref(&self) -> &AppParts {
        &self.0
    }
}
