// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The product with its demo data behind a router, without a socket.

use axum::Router;
use axum::body::{Body, to_bytes};
use db::FromQueryResult;
use http::{Method, Request, StatusCode, header};
use kernel::Role;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::config::Config;
use crate::demo;
use crate::installation::{Installation, Mode};

/// The product under test.
pub(crate) struct Product {
    pub(crate) installation: Installation,
    router: Router,
    _database: db::testing::TestDb,
    _folder: tempfile::TempDir,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) body: String,
}

/// A membership of the demo.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Member {
    pub(crate) person: Uuid,
    pub(crate) organisation: Uuid,
    pub(crate) level: String,
    pub(crate) role: String,
}

/// Whether programs ask at this address, and not browsers.
pub(crate) fn speaks_json(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/v1/")
}

impl Product {
    /// Loads the demo into a fresh database.
    pub(crate) async fn start() -> Self {
        let database = db::testing::empty(&[]).await;
        let folder = tempfile::tempdir().expect("a folder");
        let mut config =
            Config::load(None, &std::collections::BTreeMap::new()).expect("the defaults are valid");
        config.database.url = database.url().to_owned();
        config.server.secure_cookies = false;
        config.server.requests_per_minute = 0;
        config.mail.transport = format!("folder:{}", folder.path().display());
        config.files.store = format!("folder:{}", folder.path().join("files").display());
        config.vault.master_key = vault::MasterKey::generate(&kernel::SystemChance)
            .to_base64()
            .to_string();
        let installation = Installation::open(&config, Mode::Demo)
            .await
            .expect("the product opens");
        Box::pin(demo::load(&installation, std::time::Instant::now()))
            .await
            .expect("the demo loads");
        let router = web::router(&installation.app, &installation.routes);
        Self {
            installation,
            router,
            _database: database,
            _folder: folder,
        }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        body: &str,
    ) -> Answer {
        let kind = if speaks_json(path) {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(
                if cookie.starts_with("Bearer ") {
                    header::AUTHORIZATION
                } else {
                    header::COOKIE
                },
                cookie,
            )
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT_LANGUAGE, "de")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let text = |name| {
            response
                .headers()
                .get(name)
                .and_then(|value: &http::HeaderValue| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        Answer {
            status: response.status(),
            location: text(header::LOCATION),
            cookie: response
                .headers()
                .get_all(header::SET_COOKIE)
                .iter()
                .filter_map(|value| value.to_str().ok()?.split(';').next())
                .find(|cookie| cookie.starts_with("deich="))
                .unwrap_or_default()
                .to_owned(),
            body: String::from_utf8_lossy(
                &to_bytes(response.into_body(), usize::MAX)
                    .await
                    .expect("the body ends"),
            )
            .into_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(Method::GET, path, cookie, "").await
    }

    /// Signs in as the sample pages expect it: the demo's first person with this role.
    pub(crate) async fn sign_in_as(&self, role: Role) -> String {
        let found = directory::demo::first_with(&self.installation.app, role).await;
        let (person, _) = found
            .expect("the people are there")
            .expect("the demo has every role");
        self.sign_in(person.uuid()).await
    }

    pub(crate) async fn sign_in(&self, person: Uuid) -> String {
        let answer = self
            .send(
                Method::POST,
                "/demo/anmelden",
                "",
                &format!("person={person}"),
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(answer.cookie.starts_with("deich="), "{:?}", answer.cookie);
        answer.cookie
    }

    /// What a program of the person with this cookie sends in its `Authorization` header.
    pub(crate) async fn access_key(&self, cookie: &str) -> String {
        let path = "/konto/zugangsschluessel/neu";
        let fields = "name=Probe&days=30";
        let answer = self.send(Method::POST, path, cookie, fields).await;
        let key = answer.body.split("deich_").nth(1);
        let key = key.unwrap_or_else(|| panic!("no key: {}", answer.body));
        let end = key
            .find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter))
            .unwrap_or(key.len());
        format!("Bearer deich_{}", &key[..end])
    }

    /// The number of a project that lies in another office than this one.
    pub(crate) async fn project_of_another_office(&self, office: Uuid) -> i64 {
        db::scalar(
            self.installation.app.db.read(),
            "SELECT id FROM fieldwork_projects WHERE office <> $1 ORDER BY id LIMIT 1",
            vec![office.into()],
        )
        .await
        .expect("the query is right")
        // There need not be one; a number that nothing has must look the same.
        .unwrap_or(999_999)
    }

    pub(crate) async fn members(&self) -> Vec<Member> {
        db::all(
            self.installation.app.db.read(),
            "SELECT m.person AS person, m.organisation AS organisation, o.kind AS level, m.role AS role
             FROM memberships m JOIN organisations o ON o.id = m.organisation ORDER BY m.id",
            vec![],
        )
        .await
        .expect("the memberships are there")
    }

    /// Somebody with this role; the organisation is returned too.
    pub(crate) async fn somebody(&self, role: Role) -> Member {
        self.members()
            .await
            .into_iter()
            .find(|member| member.role == role.name())
            .expect("the demo has every role")
    }

    /// The first value of a query for one UUID.
    pub(crate) async fn uuid(&self, sql: &str, values: Vec<db::Value>) -> Option<Uuid> {
        db::scalar::<Uuid>(self.installation.app.db.read(), sql, values)
            .await
            .expect("the query is right")
    }
}
