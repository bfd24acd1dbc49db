// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small state whose Kitas notify about people, and two people of its first office who work on requests.

use std::sync::Arc;

use directory::testing::{Answer, SmallState, TestApp};
use jiff::SignedDuration;
use kernel::{CollectionId, FormId, FormVersionId, PersonId, Role, berlin_date};
use reporting::intake::{self, Arrived, Arriving};
use reporting::jobs::FormPublished;
use reporting::model::{Calendar, Collection, CollectionDraft, OpensAt, Season, Submission};
use reporting::opening::{self, Opening};
use reporting::period::Period;

/// The installation.
pub(crate) struct House {
    pub(crate) test: TestApp,
    pub(crate) state: SmallState,
    pub(crate) collection: Collection,
    /// The data protection officer of the first office.
    pub(crate) officer: String,
    pub(crate) officer_id: PersonId,
    /// Its administrator.
    pub(crate) administrator: String,
    pub(crate) administrator_id: PersonId,
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

pub(crate) const ADA: Notified<'_> = Notified {
    family: "Anders",
    given: "Ada",
    born: "2020-05-06",
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
    let modules = vec![reporting::module(), cases::module(), privacy::module()];
    let test = directory::testing::app(modules).await;
    let state = test.small_state().await;
    let template = form_templates::template("masernschutz-meldung").unwrap();
    let spec = template.spec().unwrap();
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
    let today = berlin_date(clock.now());
    let collection = opening::open(&test.app, &tx, id, &opening, today)
        .await
        .unwrap();
    let draft = cases::demo::measles(Some(collection.id));
    cases::demo::add_kind(&test.app, &tx, state.state.id, draft, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let office = state.offices[0].id;
    let officer_id = test
        .add_person("Dora Schutz", Role::DataProtectionOfficer, office)
        .await;
    let administrator_id = test
        .add_person("Adi Amt", Role::OfficeAdministrator, office)
        .await;
    let manager_id = test
        .add_person("Mia Leitung", Role::InstitutionManager, state.kitas[0].id)
        .await;
    House {
        officer: test.sign_in_as(officer_id).await,
        officer_id,
        administrator: test.sign_in_as(administrator_id).await,
        administrator_id,
        manager_id,
        test,
        state,
        collection,
        form,
    }
}

impl House {
    /// A Kita notifies about somebody, and a case file is opened.
    pub(crate) async fn notify(&self, kita: usize, who: Notified<'_>) -> Submission {
        self.test.clock.advance(SignedDuration::from_secs(1));
        let kita = &self.state.kitas[kita];
        let now = self.test.app.clock.now();
        let form = forms::CompiledForm::compile(&self.form.spec).unwrap();
        let evaluation = form.check(&answers(who), &forms::Context::at(now));
        assert!(evaluation.is_valid(), "{:?}", evaluation.violations);
        let arriving = Arriving {
            collection: Arc::new(self.collection.clone()),
            institution: kita.id,
            office: kita.parent.unwrap(),
            period: Period::Day(berlin_date(now)),
            idempotency_key: now.to_string(),
            answers: evaluation.answers,
            files: None,
            warnings: 0,
            on_behalf: false,
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

    /// Opens a page, which must go well.
    pub(crate) async fn page(&self, cookie: &str, path: &str) -> String {
        let answer = self.test.get(cookie, path).await;
        let (status, location) = (answer.status, answer.location().to_owned());
        assert_eq!(status, 200, "{path}: {location} {}", answer.text());
        answer.text()
    }

    /// Posts as from the page of the request as it is now.
    pub(crate) async fn act(
        &self,
        cookie: &str,
        request: &str,
        step: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.test.clock.advance(SignedDuration::from_secs(1));
        let stand = self.version(request).await.to_string();
        let mut all = vec![("stand", stand.as_str())];
        all.extend_from_slice(fields);
        let path = format!("{request}/{step}");
        self.test.post(cookie, &path, &all).await
    }

    /// The same, and it must go well.
    pub(crate) async fn done(
        &self,
        cookie: &str,
        request: &str,
        step: &str,
        fields: &[(&str, &str)],
    ) {
        let answer = self.act(cookie, request, step, fields).await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.text());
        assert_eq!(answer.location(), request, "{step}");
    }

    /// The version of a request.
    pub(crate) async fn version(&self, request: &str) -> i64 {
        let id = request.rsplit('/').next().unwrap();
        let id = uuid::Uuid::parse_str(id).unwrap();
        let sql = "SELECT version FROM privacy_requests WHERE id = $1";
        let version: Option<i64> = db::scalar(self.test.db.read(), sql, vec![id.into()])
            .await
            .unwrap();
        version.unwrap()
    }

    /// The officer notes a request about a child of this name; its path.
    pub(crate) async fn request(&self, kind: &str, who: Notified<'_>) -> String {
        let fields = [
            ("art", kind),
            ("eingegangen", "2026-11-16"),
            ("identitaet", "representative"),
            ("nachname", who.family),
            ("vorname", who.given),
            ("geburtsdatum", who.born),
            ("vertretung", "Toni Müller-Geheim"),
        ];
        let path = "/betroffenenrechte/neu";
        let answer = self.test.post(&self.officer, path, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.location().to_owned()
    }

    /// Searches, and says of all that is found that it is the person's.
    pub(crate) async fn find(&self, request: &str) -> usize {
        self.done(&self.officer, request, "suchen", &[]).await;
        self.test.run_jobs().await;
        let page = self.page(&self.officer, request).await;
        let names: Vec<String> = page
            .match_indices("name=\"urteil-")
            .map(|(at, _)| page[at + 6..at + 6 + 43].to_owned())
            .collect();
        let fields: Vec<(&str, &str)> =
            names.iter().map(|name| (name.as_str(), "person")).collect();
        if !fields.is_empty() {
            self.done(&self.officer, request, "treffer", &fields).await;
        }
        names.len()
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, from: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {from}");
        db::scalar(self.test.db.read(), &sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }

    /// Everything in the audit trail of the first office, as text in lower case.
    pub(crate) async fn trail(&self) -> String {
        let office = self.state.offices[0].id.uuid();
        let entries = audit::entries(self.test.db.read(), office, None, 1_000)
            .await
            .unwrap();
        format!("{entries:?}").to_lowercase()
    }
}
