// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Fresh databases for tests, of the kind that `DEICH_TEST_DATABASE` names: `sqlite` (also when
//! the variable is not set) or the `postgres://…` address of a server on which databases may be
//! created. A test says nothing about the kind and runs unchanged on both.

use std::ops::Deref;
use std::time::Duration;

use kernel::{Chance, SystemChance};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;

use crate::{Db, Migration, Options};

/// A database that exists for one test. It is dropped with this value.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    url: String,
    _place: Place,
}

#[derive(Debug)]
enum Place {
    Folder { _folder: TempDir },
    Server { _dropped: DropDatabase },
}

impl TestDb {
    /// Connects to the same database once more, as a second process would.
    pub async fn again(&self) -> Db {
        connect(&self.url).await
    }

    /// The address of this database, to connect with options of the test's own.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A fresh database with the tables that `migrations` make.
pub async fn empty(migrations: &[Migration]) -> TestDb {
    let (url, place) = match server() {
        None => {
            let folder = tempfile::tempdir().expect("a folder for the test database");
            let url = format!("sqlite:{}", folder.path().join("test.db").display());
            (url, Place::Folder { _folder: folder })
        }
        Some(server) => {
            let mut random = [0; 8];
            SystemChance.fill(&mut random);
            let name = format!("deich_test_{}", hex::encode(random));
            let root = connect_server(&server).await;
            root.execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .expect("the server lets tests create databases");
            let _ = root.close().await;
            let url = with_database(&server, &name);
            (
                url,
                Place::Server {
                    _dropped: DropDatabase { server, name },
                },
            )
        }
    };
    let db = connect(&url).await;
    db.migrate(migrations).await.expect("the migrations apply");
    TestDb {
        db,
        url,
        _place: place,
    }
}

async fn connect(url: &str) -> Db {
    let options = Options {
        readers: 2,
        writers: 4,
        patience: Duration::from_secs(20),
        ..Options::default()
    };
    Db::connect(url, options)
        .await
        .expect("the test database answers")
}

async fn connect_server(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .expect("the server in DEICH_TEST_DATABASE answers")
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration file; the variable chooses the database for all of them"
)]
fn server() -> Option<String> {
    match std::env::var("DEICH_TEST_DATABASE") {
        Err(_) => None,
        Ok(kind) if kind.is_empty() || kind == "sqlite" => None,
        Ok(url) if url.starts_with("postgres") => Some(url),
        Ok(_) => panic!("DEICH_TEST_DATABASE must be `sqlite` or a postgres:// address"),
    }
}

/// Replaces the path of a server's address by the name of a database.
fn with_database(server: &str, name: &str) -> String {
    let (rest, query) = server.split_once('?').unwrap_or((server, ""));
    let authority = rest.find("://").map_or(0, |at| at + 3);
    let end = rest[authority..]
        .find('/')
        .map_or(rest.len(), |at| authority + at);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{query}", &rest[..end])
}

#[derive(Debug)]
struct DropDatabase {
    server: String,
    name: String,
}

impl Drop for DropDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A thread of its own, because the test's runtime cannot wait inside a drop. Best effort:
        // a database that stays behind disturbs no other test.
        let _ = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime {
                runtime.block_on(async {
                    let root = connect_server(&server).await;
                    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    let _ = root.execute_unprepared(&sql).await;
                    let _ = root.close().await;
                });
            }
        })
        .join();
    }
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_in_an_address_is_replaced() {
        for (server, expected) in [
            ("postgres://a:b@h:1", "postgres://a:b@h:1/x"),
            ("postgres://h/postgres", "postgres://h/x"),
            ("postgres://h/p?host=/tmp", "postgres://h/x?host=/tmp"),
        ] {
            assert_eq!(with_database(server, "x"), expected);
        }
    }
}
