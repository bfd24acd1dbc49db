// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use axum::Router;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use http::Method;
use kernel::{Action, Lang};

use crate::app::BoxFuture;
use crate::holdings::Holdings;
use crate::processing::ActivitySource;
use crate::tasks::TaskSource;
use crate::{App, Audience, Context, Error};

/// The migrations of one module.
pub type Migrations = Vec<db::Migration>;

/// Who may come as far as the handler. The handler itself still asks for the exact resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Everybody.
    Public,
    /// Everybody who has signed in; the page shows her own things only.
    SignedIn,
    /// Those who could do this action to something.
    Action(Action),
    /// Everybody, but the route exists in demo mode only.
    Demo,
}

/// One route. A route that is not built by this type does not exist, so the table is complete.
#[derive(Debug, Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path in the router's notation, with parameters such as `{submission}`.
    pub path: &'static str,
    /// Who may come in.
    pub guard: Guard,
    /// The largest body in bytes.
    pub body_limit: usize,
    /// Whether pages of other sites may read the answer.
    pub shared: bool,
    pub(crate) handler: MethodRouter<App>,
}

impl Route {
    /// The usual limit of a body: 256 KiB.
    pub const BODY_LIMIT: usize = 256 * 1024;

    fn new(method: Method, path: &'static str, guard: Guard, handler: MethodRouter<App>) -> Self {
        Self {
            method,
            path,
            guard,
            body_limit: Self::BODY_LIMIT,
            shared: false,
            handler,
        }
    }

    /// A page or an API resource that is read.
    pub fn get<H, T>(path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::GET, path, guard, get(handler))
    }

    /// A form or an API call that changes something.
    pub fn post<H, T>(path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::POST, path, guard, post(handler))
    }

    /// An API call that writes a whole resource.
    pub fn put<H, T>(path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::PUT, path, guard, put(handler))
    }

    /// A call that adds to a resource.
    pub fn patch<H, T>(path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::PATCH, path, guard, patch(handler))
    }

    /// An API call that removes a resource.
    pub fn delete<H, T>(path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::DELETE, path, guard, delete(handler))
    }

    /// The same route with another limit for the body, in bytes: for uploads.
    #[must_use]
    pub fn with_body_limit(self, bytes: usize) -> Self {
        Self {
            body_limit: bytes,
            ..self
        }
    }
}

impl Route {
    /// The same route, open to pages of other sites (CORS): for what is public and the same for everybody. It
    /// is never open to a request that carries a cookie or a key.
    ///
    /// # Panics
    /// If the route changes something or is not public.
    #[must_use]
    pub fn shared(self) -> Self {
        assert!(
            self.guard == Guard::Public && self.method == Method::GET,
            "{} is not for other sites",
            self.path
        );
        Self {
            shared: true,
            ..self
        }
    }
}

/// A table of routes, one a line: method, guard, path, handler, and for uploads the largest body in
/// bytes.
///
/// ```ignore
/// web::routes! {
///     get read "/formulare/{form}" => form::page;
///     post edit "/formulare/neu" => upload::create, at most UPLOAD_LIMIT;
/// }
/// ```
#[macro_export]
macro_rules! routes {
    ($($method:ident $guard:ident $path:expr => $handler:path $(, at most $limit:expr)?;)*) => {
        vec![$($crate::Route::$method($path, $guard, $handler)$(.with_body_limit($limit))?),*]
    };
}

/// An entry of the navigation.
#[derive(Debug, Clone, Copy)]
pub struct NavEntry {
    /// The message key of its words.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its place, small numbers first.
    pub order: u16,
    /// For whom it is meant.
    pub audience: Audience,
    /// Those who could do this action see it; `None`: the whole audience.
    pub action: Option<Action>,
}

/// A part of the administration: where rarely used settings and records are found, so that the
/// navigation keeps to what people do every day.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// The message key of its name.
    pub title: &'static str,
    /// The message key of what it is for, in a sentence.
    pub text: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its place, small numbers first.
    pub order: u16,
    /// Those who could do this action see it.
    pub action: Action,
}

/// A page that the accessibility and language tests open.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SamplePage {
    /// Path and query of a page that exists with the demo data.
    pub path: String,
    /// The role that opens it; `None` for a visitor.
    pub role: Option<kernel::Role>,
}

/// What a module brings into the house.
pub struct Module {
    /// Its name, as in `product.md`'s table of modules.
    pub name: &'static str,
    /// Its tables.
    pub migrations: Migrations,
    /// Its policies in Cedar's notation.
    pub policies: &'static str,
    /// The actions that it declares.
    pub actions: &'static [Action],
    /// Its messages per language.
    pub locales: [(Lang, &'static str); 2],
    /// Its routes.
    pub routes: Vec<Route>,
    /// Its entries in the navigation.
    pub navigation: Vec<NavEntry>,
    /// Its parts of the administration.
    pub administration: Vec<Area>,
    /// Registers its job handlers.
    pub jobs: fn(&mut jobs::Registry<App>),
    /// What it does regularly.
    pub schedules: Vec<jobs::Schedule>,
    /// Its open work for the person who looks.
    pub tasks: Vec<TaskSource>,
    /// What it can say and do about people whose data it holds.
    pub holdings: Option<Holdings>,
    /// What it does with data about people, for the register of processing activities.
    pub activities: Option<ActivitySource>,
    /// Its part of the OpenAPI document.
    pub openapi: Option<utoipa::openapi::OpenApi>,
    /// Its pages as the tests open them, with the demo data.
    pub samples: SampleSource,
    /// How errors are written below an address where programs expect a protocol of their own.
    pub dialect: Option<Dialect>,
}

/// The navigation that modules make together, in order.
pub fn navigation(modules: &[Module]) -> Vec<NavEntry> {
    let mut entries: Vec<_> = modules
        .iter()
        .flat_map(|module| module.navigation.clone())
        .collect();
    entries.sort_by_key(|entry| entry.order);
    entries
}

/// The parts of the administration that modules make together, in order.
pub fn administration(modules: &[Module]) -> Vec<Area> {
    let mut areas: Vec<_> = modules
        .iter()
        .flat_map(|module| module.administration.clone())
        .collect();
    areas.sort_by_key(|area| area.order);
    areas
}

/// The beginning of addresses, and how errors are written below it.
pub type Dialect = (&'static str, fn(&Context, &Error) -> Response);

/// Lists the pages of a module that exist with the demo data.
pub type SampleSource = for<'a> fn(&'a App) -> BoxFuture<'a, Result<Vec<SamplePage>, Error>>;

fn no_samples(_: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async { Ok(Vec::new()) })
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Module")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Module {
    /// An empty module, to be filled with `..Module::named("…")`.
    pub fn named(name: &'static str) -> Self {
        Self {
            name,
            migrations: Vec::new(),
            policies: "",
            actions: &[],
            locales: [(Lang::De, ""), (Lang::En, "")],
            routes: Vec::new(),
            navigation: Vec::new(),
            administration: Vec::new(),
            jobs: |_| {},
            schedules: Vec::new(),
            tasks: Vec::new(),
            holdings: None,
            activities: None,
            openapi: None,
            samples: no_samples,
            dialect: None,
        }
    }

    pub(crate) fn mount(routes: &[Route], app: &App) -> Router<App> {
        let mut router = Router::new();
        for route in routes {
            if route.guard == Guard::Demo && !app.settings.demo {
                continue;
            }
            let handler = if route.shared {
                crate::sharing::share(route.handler.clone())
            } else {
                route.handler.clone()
            };
            let handler = handler
                .layer(axum::extract::DefaultBodyLimit::max(route.body_limit))
                .layer(axum::middleware::from_fn_with_state(
                    (app.clone(), route.guard),
                    crate::guard::check,
                ));
            router = router.route(route.path, handler);
        }
        router
    }
}
