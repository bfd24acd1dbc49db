// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small state in which things happen, and an office that has connected programs.

use directory::testing::{SmallState, TestApp};
use jiff::{SignedDuration, Timestamp};
use kernel::{Action, Clock as _, OrganisationId, PersonId, Role};
use serde_json::json;
use uuid::Uuid;
use web::Module;

pub(crate) const LIST: &str = "/verwaltung/schnittstellen";
pub(crate) const COLLECTION: Uuid = Uuid::from_u128(0xC0);

/// The modules that events come from, as far as rights depend on them.
fn others() -> Module {
    Module {
        actions: &[
            Action("submission.open"),
            Action("completeness.read"),
            Action("release.read"),
            Action("case.open"),
            Action("case.oversee"),
            Action("record.open"),
        ],
        policies: r#"
            @id("others.case-worker") @de("D") @en("E")
            permit (principal is Person,
                action in [Action::"submission.open", Action::"completeness.read", Action::"case.open", Action::"record.open"],
                resource is Thing)
            when { resource has office && principal.caseWorkerAt.contains(resource.office) };
            @id("others.administrator") @de("D") @en("E")
            permit (principal is Person,
                action in [Action::"completeness.read", Action::"case.oversee"],
                resource is Thing)
            when { resource has office && !(resource has institution) && principal.officeAdministratorAt.contains(resource.office) };
            @id("others.state") @de("D") @en("E")
            permit (principal is Person,
                action in [Action::"completeness.read", Action::"release.read"],
                resource is Thing)
            when { resource has state && !(resource has office) && principal.formAuthorAt.contains(resource.state) };
            @id("others.institution") @de("D") @en("E")
            permit (principal is Person, action == Action::"submission.open", resource is Thing)
            when { resource has institution && principal.institutionManagerAt.contains(resource.institution) };
        "#,
        ..Module::named("others")
    }
}

/// The installation with the people of the first office.
pub(crate) struct House {
    pub(crate) test: TestApp,
    pub(crate) state: SmallState,
    pub(crate) administrator: PersonId,
    pub(crate) cookie: String,
}

/// A house that may call programs on this machine.
pub(crate) async fn house() -> House {
    house_with(true).await
}

/// The same; `demo` says whether programs on this machine may be called.
pub(crate) async fn house_with(demo: bool) -> House {
    let modules = vec![integration::module(), others()];
    let test = directory::testing::app_with(modules, |settings| settings.demo = demo).await;
    let state = test.small_state().await;
    let role = Role::OfficeAdministrator;
    let administrator = test.add_person("Ada Amt", role, state.offices[0].id).await;
    House {
        cookie: test.sign_in_as(administrator).await,
        administrator,
        test,
        state,
    }
}

impl House {
    /// The first office.
    pub(crate) fn office(&self) -> OrganisationId {
        self.state.offices[0].id
    }

    /// Signs the administrator in anew, after time has passed.
    pub(crate) async fn later(&self) -> String {
        self.test.sign_in_as(self.administrator).await
    }

    /// Another module says that something happened.
    pub(crate) async fn publish(&self, event: &'static str, payload: &serde_json::Value) {
        let app = &self.test.app;
        let tx = app.db.begin().await.unwrap();
        jobs::publish(&tx, &*app.clock, &*app.chance, event, payload)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The payload of a report of a Kita of the small state; `number` tells it from others.
    pub(crate) fn report(&self, kita: usize, number: u128) -> serde_json::Value {
        let kita = &self.state.kitas[kita];
        json!({
            "submission": Uuid::from_u128(number),
            "collection": COLLECTION,
            "office": kita.parent,
            "institution": kita.id,
            "form_version": Uuid::from_u128(1),
            "period": "2026-W47",
            "version": 1,
            "receipt": "QUITTUNG-GEHEIM",
            "at": self.test.clock.now(),
        })
    }

    /// A Kita of the first office has sent a report, and the jobs run.
    pub(crate) async fn report_sent(&self, number: u128) {
        self.publish("report.sent", &self.report(0, number)).await;
        self.test.try_jobs().await;
    }

    /// Connects a program by the page and returns its path and its secret.
    pub(crate) async fn connect(&self, url: &str, kinds: &[&str]) -> (String, String) {
        let mut fields = vec![("name", "Fachverfahren"), ("adresse", url)];
        fields.extend(kinds.iter().map(|kind| ("ereignis", *kind)));
        let answer = self
            .test
            .post(&self.later().await, &format!("{LIST}/neu"), &fields)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.text();
        let secret = between(&page, "<code class=\"deich-key\">whsec_", "<");
        let id = between(&page, &format!("href=\"{LIST}/0"), "\"");
        (format!("{LIST}/0{id}"), format!("whsec_{secret}"))
    }

    /// The page of an endpoint, which must open.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.test.get(&self.later().await, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// Posts to an endpoint as from its page as it is now.
    pub(crate) async fn act(&self, path: &str, step: &str) -> directory::testing::Answer {
        let cookie = self.later().await;
        let version = self.version(path).await.to_string();
        let fields = [("stand", version.as_str())];
        self.test
            .post(&cookie, &format!("{path}/{step}"), &fields)
            .await
    }

    pub(crate) async fn version(&self, path: &str) -> i64 {
        let sql = "SELECT version FROM webhook_endpoints WHERE id = $1";
        let values = vec![id_of(path).into()];
        let found: Option<i64> = db::scalar(self.test.db.read(), sql, values).await.unwrap();
        found.unwrap()
    }

    /// Lets time pass, and the jobs of that time run.
    pub(crate) async fn pass(&self, time: SignedDuration) {
        self.test.clock.advance(time);
        self.test.try_jobs().await;
    }

    /// The nightly job runs.
    pub(crate) async fn tidy(&self) {
        let app = &self.test.app;
        let tx = app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(integration::jobs::TIDY, &serde_json::Value::Null);
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.test.run_jobs().await;
    }

    /// The deliveries of an endpoint, in the order of their events.
    pub(crate) async fn deliveries(&self, path: &str) -> Vec<Row> {
        let sql = "SELECT id, sequence, state, attempts, status, fault FROM webhook_deliveries
             WHERE endpoint = $1 ORDER BY sequence, id";
        db::all(self.test.db.read(), sql, vec![id_of(path).into()])
            .await
            .unwrap()
    }

    /// The state of an endpoint.
    pub(crate) async fn state_of(&self, path: &str) -> String {
        let sql = "SELECT state FROM webhook_endpoints WHERE id = $1";
        let values = vec![id_of(path).into()];
        let found: Option<String> = db::scalar(self.test.db.read(), sql, values).await.unwrap();
        found.unwrap()
    }

    /// What an event is told as, without a module that publishes it.
    pub(crate) fn told(&self, number: u128) -> integration::model::Told {
        integration::model::Told {
            kind: "report.sent",
            organisations: vec![self.office()],
            once: format!("report.sent:{number}"),
            subject: format!("submissions/{number}"),
            collection: None,
            institution: Some(self.state.kitas[0].id),
            data: serde_json::Map::new(),
            at: Timestamp::UNIX_EPOCH,
        }
    }
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq, db::FromQueryResult)]
pub(crate) struct Row {
    pub(crate) id: Uuid,
    pub(crate) sequence: i64,
    pub(crate) state: String,
    pub(crate) attempts: i64,
    pub(crate) status: Option<i64>,
    pub(crate) fault: Option<String>,
}

/// The identifier at the end of a path.
pub(crate) fn id_of(path: &str) -> Uuid {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// What stands between two marks.
pub(crate) fn between(text: &str, before: &str, after: &str) -> String {
    let at = text
        .find(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    let rest = &text[at + before.len()..];
    rest[..rest.find(after).unwrap()].to_owned()
}
