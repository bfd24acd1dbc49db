// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Starts the built binary as an operator would and speaks HTTP with it over loopback.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A folder and a database for the processes of one test.
pub(crate) struct Workplace {
    folder: tempfile::TempDir,
    database: db::testing::TestDb,
    runtime: tokio::runtime::Runtime,
}

/// Where reports are sent to, and as whom.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) cookie: String,
    institution: String,
    day: String,
}

impl Target {
    /// A report of an institution with this idempotency key.
    pub(crate) fn body(&self, key: &str) -> String {
        json!({
            "institution": self.institution,
            "idempotency_key": key,
            "answers": answers(&self.day),
        })
        .to_string()
    }
}

fn answers(day: &str) -> Value {
    json!({
        "facility_state": "open",
        "counts/count_day": day,
        "counts/cared_for": 60,
        "counts/absent_are": 5,
        "counts/present_are": 3,
    })
}

impl Workplace {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let database = runtime.block_on(db::testing::empty(&[]));
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database,
            runtime,
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.database.url().starts_with("postgres")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deich"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("DEICH_DATABASE_URL", self.database.url())
            .env("DEICH_SERVER_REQUESTS_PER_MINUTE", "0")
            .env("DEICH_LOG", "warn")
            .stdin(Stdio::null());
        command
    }

    /// Runs `deich check WHAT` on the stopped database and expects it to agree.
    pub(crate) fn check(&self, what: &str) {
        let key = std::fs::read_to_string(self.folder.path().join("var/demo-master-key"))
            .expect("the demo's key");
        let output = self
            .command()
            .args(["check", what])
            .env("DEICH_VAULT_MASTER_KEY", key)
            .output()
            .expect("the binary runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "deich check {what}: {told}");
    }

    fn scalar(&self, sql: &str) -> i64 {
        self.runtime.block_on(async {
            let other = self.database.again().await;
            db::scalar::<i64>(other.read(), sql, vec![])
                .await
                .expect("the query is right")
                .unwrap_or(0)
        })
    }

    /// How many moments of schedules fired more than once.
    pub(crate) fn schedules_fired_twice(&self) -> i64 {
        self.scalar("SELECT COUNT(*) FROM (SELECT name FROM job_fires GROUP BY name, fire_at HAVING COUNT(*) > 1) AS t")
    }

    /// A collection that takes any number of reports from one institution, and a reporter of it.
    pub(crate) fn reporting_target(binary: &Binary) -> Target {
        let cookie = binary.sign_in("institution-reporter");
        let list = Http::to(binary.port())
            .get("/api/v1/collections", &cookie)
            .expect("the process answers");
        let list: Value = serde_json::from_str(&list.body).expect("JSON");
        let all = list.as_array().expect("collections");
        let repeatable = all
            .iter()
            .find(|collection| {
                let title = collection["title"].as_str().unwrap_or_default();
                collection["repeatable"] == json!(true) && title.starts_with("Häufung")
            })
            .expect("the demo has a collection for clusters of illness");
        let id = repeatable["id"].as_str().expect("an id");
        let institution = repeatable["institutions"][0]["id"]
            .as_str()
            .expect("an institution")
            .to_owned();
        let week: kernel::IsoWeek = repeatable["season_from"]
            .as_str()
            .expect("a week")
            .parse()
            .expect("a week");
        let day = week.monday().to_string();
        Target {
            path: format!("/api/v1/collections/{id}/periods/{day}/submissions"),
            cookie,
            institution,
            day,
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// A running process.
pub(crate) struct Binary {
    child: Child,
    port: u16,
}

impl Binary {
    /// Starts the demo and waits until it is ready. The first start loads the demo's data.
    pub(crate) fn start(place: &Workplace) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|probe| probe.local_addr())
            .expect("a port")
            .port();
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(place.folder().join("log"))
            .expect("a log");
        let child = place
            .command()
            .arg("demo")
            .env("DEICH_SERVER_LISTEN", format!("127.0.0.1:{port}"))
            .env("DEICH_SERVER_BASE_URL", format!("http://127.0.0.1:{port}"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the binary starts");
        let mut binary = Self { child, port };
        let patience = Instant::now() + Duration::from_mins(4);
        while Http::to(port)
            .get("/readyz", "")
            .is_none_or(|answer| answer.status != 200)
        {
            if let Ok(Some(status)) = binary.child.try_wait() {
                let log = std::fs::read_to_string(place.folder().join("log")).unwrap_or_default();
                panic!("the process ended with {status}: {log}");
            }
            assert!(Instant::now() < patience, "the process does not get ready");
            // A pause between questions to a process that is starting; nothing depends on its length.
            std::thread::sleep(Duration::from_millis(10));
        }
        binary
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Ends the process at once, as a power failure would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process has ended");
    }

    /// Asks the process to end and waits for it.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("kill");
        let status = self.child.wait().expect("the process has ended");
        assert!(status.success(), "an orderly end: {status}");
    }

    /// Signs in as the demo's first person with this role and returns the session's cookie.
    pub(crate) fn sign_in(&self, role: &str) -> String {
        let answer = Http::to(self.port)
            .post_form("/demo/anmelden", "", &format!("role={role}"))
            .expect("the process answers");
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.cookie
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that ended in order is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookie: String,
    pub(crate) body: String,
}

impl Answer {
    /// A text field of a JSON answer.
    pub(crate) fn field(&self, name: &str) -> String {
        let value: Value = serde_json::from_str(&self.body).expect("JSON");
        value[name].as_str().expect("the field").to_owned()
    }
}

/// One request per connection: enough for tests, and a broken connection is one failed request.
pub(crate) struct Http(u16);

impl Http {
    pub(crate) fn to(port: u16) -> Self {
        Self(port)
    }

    pub(crate) fn get(&self, path: &str, cookie: &str) -> Option<Answer> {
        self.send("GET", path, cookie, "text/plain", "")
    }

    pub(crate) fn post_form(&self, path: &str, cookie: &str, body: &str) -> Option<Answer> {
        self.send(
            "POST",
            path,
            cookie,
            "application/x-www-form-urlencoded",
            body,
        )
    }

    pub(crate) fn post_json(&self, path: &str, cookie: &str, body: &str) -> Option<Answer> {
        self.send("POST", path, cookie, "application/json", body)
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        kind: &str,
        body: &str,
    ) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.0)).ok()?;
        stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.0,
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let length: Option<usize> =
            header(head, "content-length").and_then(|value| value.parse().ok());
        if length.is_some_and(|length| body.len() < length) {
            return None;
        }
        let cookie = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, value)| value.split(';').next())
            .find(|cookie| cookie.starts_with("deich="))
            .unwrap_or_default();
        Some(Answer {
            status,
            cookie: cookie.to_owned(),
            body: body.to_owned(),
        })
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
