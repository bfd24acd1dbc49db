// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small state whose Kitas notify about people, and an office that works on it.

use std::sync::Arc;

use directory::testing::{Answer, SmallState, TestApp};
use jiff::SignedDuration;
use kernel::{
    CaseTypeId, Clock as _, CollectionId, FormId, FormVersionId, PersonId, Role, berlin_date,
};
use reporting::change::{self, Correction};
use reporting::intake::{self, Arrived, Arriving};
use reporting::jobs::FormPublished;
use reporting::model::{Calendar, Collection, CollectionDraft, OpensAt, Season, Submission};
use reporting::opening::{self, Opening};
use reporting::period::Period;

/// The installation with the shipped form, one kind of case files and the people of the first office.
pub(crate) struct House {
    pub(crate) test: TestApp,
    pub(crate) state: SmallState,
    pub(crate) collection: Collection,
    pub(crate) kind: CaseTypeId,
    pub(crate) worker: String,
    pub(crate) worker_id: PersonId,
    pub(crate) manager: String,
    manager_id: PersonId,
    form: FormPublished,
}

/// A person as a Kita notifies her.
#[derive(Clone, Copy)]
pub(crate) struct Notified<'a> {
    pub(crate) family: &'a str,
    pub(crate) given: &'a str,
    pub(crate) born: &'a str,
}

pub(crate) const KIM: Notified<'_> = Notified {
    family: "Müller-Geheim",
    given: "Kim",
    born: "2021-03-02",
};

fn answers(who: Notified<'_>) -> forms::Answers {
    [
        ("gate/facility_kind", "kita"),
        ("gate/relation", "cared"),
        ("gate/birth_date", who.born),
        ("gate/situation", "none"),
        ("person/last_name", who.family),
        ("person/first_name", who.given),
        ("person/sex", "x"),
        ("person/street", "Deichstraße 1"),
        ("person/postcode", "26603"),
        ("person/town", "Aurich"),
        ("person/stays_elsewhere", "no"),
        ("guardian[1]/guardian_kind", "parent"),
        ("guardian[1]/guardian_last_name", who.family),
        ("guardian[1]/guardian_first_name", "Toni"),
        ("guardian[1]/guardian_same_address", "yes"),
        ("finish/contact_name", "Sam Beispiel"),
        ("finish/contact_phone", "04941 2"),
        ("finish/confirmed", "OK"),
    ]
    .into_iter()
    .collect()
}

pub(crate) async fn house() -> House {
    let test = directory::testing::app(vec![reporting::module(), cases::module()]).await;
    let state = test.small_state().await;
    let spec = form_templates::template("masernschutz-meldung")
        .unwrap()
        .spec()
        .unwrap();
    let (clock, chance) = (&*test.app.clock, &*test.app.chance);
    let form = FormPublished {
        version_id: FormVersionId::new(clock, chance),
        form_id: FormId::new(clock, chance),
        number: 1,
        title: spec.title.clone(),
        spec_hash: spec.hash(),
        published_at: clock.now(),
        files: Vec::new(),
        spec,
    };
    let opening = Opening {
        state: state.state.clone(),
        draft: CollectionDraft {
            title: "Masernschutz".to_owned(),
            calendar: Calendar {
                kind: forms::PeriodKind::Event,
                season: Season {
                    from: "2026-W40".parse().unwrap(),
                    to: "2028-W20".parse().unwrap(),
                },
                count_weekday: jiff::civil::Weekday::Wednesday,
                opens_at: OpensAt::Start,
                due_after: None,
                locks_after: None,
                working_days: false,
            },
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: state.kitas.clone(),
        by: None,
    };
    let id = CollectionId::new(clock, chance);
    let tx = test.app.db.begin().await.unwrap();
    reporting::jobs::keep_form(&tx, &form).await.unwrap();
    let collection = opening::open(&test.app, &tx, id, &opening, berlin_date(clock.now()))
        .await
        .unwrap();
    let draft = cases::demo::measles(Some(collection.id));
    assert_eq!(draft.faults(), []);
    let kind = cases::demo::add_kind(&test.app, &tx, state.state.id, draft, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let office = state.offices[0].id;
    let worker_id = test
        .add_person("Ute Prüfer", Role::CaseWorker, office)
        .await;
    let manager_id = test
        .add_person("Mia Leitung", Role::InstitutionManager, state.kitas[0].id)
        .await;
    House {
        worker: test.sign_in_as(worker_id).await,
        worker_id,
        manager: test.sign_in_as(manager_id).await,
        manager_id,
        test,
        state,
        collection,
        kind,
        form,
    }
}

impl House {
    /// A Kita notifies about somebody, and the jobs run.
    pub(crate) async fn notify(&self, kita: usize, who: Notified<'_>) -> Submission {
        self.test.clock.advance(SignedDuration::from_secs(1));
        let form = forms::CompiledForm::compile(&self.form.spec).unwrap();
        let now = self.test.clock.now();
        let evaluation = form.check(&answers(who), &forms::Context::at(now));
        assert!(evaluation.is_valid(), "{:?}", evaluation.violations);
        let arriving = Arriving {
            on_behalf: false,
            collection: Arc::new(self.collection.clone()),
            institution: self.state.kitas[kita].id,
            office: self.state.kitas[kita].parent.unwrap(),
            period: Period::Day(berlin_date(now)),
            answers: evaluation.answers,
            files: None,
            warnings: 0,
            idempotency_key: format!("{kita} {now}"),
            by: self.manager_id,
            draft: None,
        };
        let arrived = intake::take_in(&self.test.app, &arriving).await.unwrap();
        let Arrived::New(submission) = arrived else {
            panic!("not taken in: {arrived:?}");
        };
        self.test.run_jobs().await;
        submission
    }

    /// The Kita sends a new version.
    pub(crate) async fn correct(&self, submission: &Submission, who: Notified<'_>) {
        self.test.clock.advance(SignedDuration::from_secs(1));
        let correction = Correction {
            submission: submission.id,
            known_version: submission.version,
            answers: answers(who),
            files: None,
            warnings: 0,
            reason: "Tippfehler".to_owned(),
            by: self.manager_id,
        };
        let changed = change::correct(&self.test.app, &self.collection, correction).await;
        assert!(matches!(changed, Ok(change::Changed::Done(_))));
        self.test.run_jobs().await;
    }

    /// The Kita takes its notification back.
    pub(crate) async fn withdraw(&self, submission: &Submission) {
        let by = self.manager_id;
        change::withdraw(&self.test.app, &self.collection, submission.id, by)
            .await
            .unwrap();
        self.test.run_jobs().await;
    }

    /// The paths of all files, in the order of their numbers.
    pub(crate) async fn paths(&self) -> Vec<String> {
        self.ids()
            .await
            .into_iter()
            .map(|id| format!("/faelle/{id}"))
            .collect()
    }

    /// All files, in the order of their numbers.
    pub(crate) async fn ids(&self) -> Vec<uuid::Uuid> {
        #[derive(db::FromQueryResult)]
        struct Row {
            id: uuid::Uuid,
        }
        let sql = "SELECT id FROM case_files ORDER BY office, number";
        let rows: Vec<Row> = db::all(self.test.db.read(), sql, vec![]).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    /// Opens a page, which must go well.
    pub(crate) async fn page(&self, cookie: &str, path: &str) -> String {
        let answer = self.test.get(cookie, path).await;
        assert_eq!(
            answer.status,
            200,
            "{path}: {} {}",
            answer.location(),
            answer.text()
        );
        answer.text()
    }

    /// Opens a page as the case worker, long after she signed in last.
    pub(crate) async fn later(&self, path: &str) -> String {
        let cookie = self.test.sign_in_as(self.worker_id).await;
        self.page(&cookie, path).await
    }

    /// Posts as from the page of the file as it is now.
    pub(crate) async fn act(&self, file: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.page(&self.worker, file).await;
        self.act_from(&page, file, step, fields).await
    }

    /// Posts as from a page of the file that was opened before.
    pub(crate) async fn act_from(
        &self,
        page: &str,
        file: &str,
        step: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.test.clock.advance(SignedDuration::from_secs(1));
        let stand = hidden(page, "stand");
        let mut all = vec![("stand", stand.as_str())];
        all.extend_from_slice(fields);
        self.test
            .post(&self.worker, &format!("{file}/{step}"), &all)
            .await
    }

    /// Closes a file for a reason.
    pub(crate) async fn close(&self, file: &str, reason: &str) {
        let closed = self.act(file, "schliessen", &[("grund", reason)]).await;
        assert_eq!(closed.status, 303, "{}", closed.text());
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, from: &str) -> i64 {
        db::scalar(
            self.test.db.read(),
            &format!("SELECT COUNT(*) FROM {from}"),
            vec![],
        )
        .await
        .unwrap()
        .unwrap()
    }

    /// The path of the open step of a plan, on the page of its file.
    pub(crate) async fn step(&self, file: &str, plan: &str) -> String {
        let id: Option<uuid::Uuid> = db::scalar(
            self.test.db.read(),
            "SELECT id FROM case_steps WHERE plan = $1 AND state = 'open' AND case_file = $2",
            vec![
                plan.into(),
                uuid::Uuid::parse_str(file.trim_start_matches("/faelle/"))
                    .unwrap()
                    .into(),
            ],
        )
        .await
        .unwrap();
        format!("schritt/{}", id.unwrap_or_else(|| panic!("no step {plan}")))
    }
}

/// The value of a hidden field of a page.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page
        .find(&mark)
        .unwrap_or_else(|| panic!("no field {name} in {page}"));
    let rest = &page[at + mark.len()..];
    rest[..rest.find('"').unwrap()].to_owned()
}
