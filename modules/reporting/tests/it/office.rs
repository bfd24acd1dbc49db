// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An office with Kitas of one district that report to a collection: what the tests of review and
//! release begin with.

use std::sync::Arc;

use directory::testing::{TestApp, app};
use directory::{Address, InstitutionKind, Organisation, OrganisationKind};
use forms::{Answers, FormSpec};
use jiff::civil::date;

use crate::house;
use kernel::{
    Clock, CollectionId, FormId, FormVersionId, IsoWeek, Localized, OrganisationId, PersonId, Role,
    SubmissionId,
};
use reporting::intake::{self, Arrived, Arriving};
use reporting::jobs::FormPublished;
use reporting::model::{Collection, CollectionDraft, Submission};
use reporting::opening::{self, Opening};
use reporting::period::Period;
use reporting::{change, release, review, store};

/// The week that the tests are about.
pub(crate) const WEEK: &str = "2026-W47";

pub(crate) fn week(text: &str) -> IsoWeek {
    text.parse().unwrap()
}

pub(crate) fn period() -> Period {
    Period::Week(week(WEEK))
}

pub(crate) fn spec() -> FormSpec {
    serde_json::from_value(serde_json::json!({
        "format": 1,
        "id": "are-test",
        "title": {"de": "ARE", "en": "ARE"},
        "languages": ["de", "en"],
        "default_language": "de",
        "period": "week",
        "purpose": {"de": "Früh erkennen, wie verbreitet Atemwegserkrankungen sind."},
        "legal_basis": {"de": "§ 8 NGöGD"},
        "choices": {"state": [
            {"code": "open", "label": {"de": "geöffnet"}},
            {"code": "closed", "label": {"de": "geschlossen"}}
        ]},
        "items": [
            {"item": "question", "name": "state", "type": "select-one", "choices": "state",
             "required": "true()", "label": {"de": "War geöffnet?"}, "privacy": "plain"},
            {"item": "question", "name": "cared_for", "type": "integer", "required": "true()",
             "relevant": "${state} = 'open'", "label": {"de": "Betreute Kinder"}, "privacy": "measure"},
            {"item": "question", "name": "ill", "type": "integer", "required": "true()",
             "relevant": "${state} = 'open'", "label": {"de": "Erkrankte Kinder"}, "privacy": "measure",
             "warning": ". > ${cared_for} div 3",
             "warning_message": {"de": "Mehr als ein Drittel erkrankt?"}},
            {"item": "question", "name": "remark", "type": "text", "label": {"de": "Bemerkung"},
             "privacy": "identifier"}
        ]
    }))
    .unwrap()
}

pub(crate) fn open(cared_for: i64, ill: i64) -> Answers {
    [
        ("state", "open".to_owned()),
        ("cared_for", cared_for.to_string()),
        ("ill", ill.to_string()),
    ]
    .into_iter()
    .collect()
}

pub(crate) fn closed() -> Answers {
    [("state", "closed")].into_iter().collect()
}

/// The office and everything around it.
pub(crate) struct Situation {
    pub(crate) app: TestApp,
    pub(crate) state: Organisation,
    pub(crate) office: Organisation,
    pub(crate) other_office: Organisation,
    pub(crate) kitas: Vec<Organisation>,
    pub(crate) reporter: PersonId,
    pub(crate) worker: PersonId,
    pub(crate) collection: Collection,
    form: FormPublished,
}

fn organisation(
    app: &TestApp,
    kind: OrganisationKind,
    parent: Option<OrganisationId>,
    name: &str,
    ags: &str,
) -> Organisation {
    Organisation {
        id: OrganisationId::new(app.clock.as_ref(), app.app.chance.as_ref()),
        kind,
        parent,
        name: name.to_owned(),
        institution_kind: (kind == OrganisationKind::Institution).then_some(InstitutionKind::Kita),
        reference: None,
        address: Address::default(),
        ags: Some(ags.parse().unwrap()),
        email: None,
        phone: None,
        valid_from: date(2020, 1, 1),
        valid_to: None,
    }
}

/// An office with so many Kitas, all in the district of Göttingen; the first has a manager.
pub(crate) async fn office_with(kitas: usize) -> Situation {
    office_with_form(kitas, spec()).await
}

/// The same with another form.
pub(crate) async fn office_with_form(kitas: usize, spec: FormSpec) -> Situation {
    let app = app(vec![reporting::module()]).await;
    let state = organisation(&app, OrganisationKind::State, None, "Landesamt", "03");
    let office = organisation(
        &app,
        OrganisationKind::Office,
        Some(state.id),
        "Gesundheitsamt Göttingen",
        "03159",
    );
    let other_office = organisation(
        &app,
        OrganisationKind::Office,
        Some(state.id),
        "Gesundheitsamt Emsland",
        "03454",
    );
    let kitas: Vec<Organisation> = (1..=kitas)
        .map(|number| {
            organisation(
                &app,
                OrganisationKind::Institution,
                Some(office.id),
                &format!("Kita Sonnenblume {number}"),
                "03159016",
            )
        })
        .collect();
    let tx = app.app.db.begin().await.unwrap();
    directory::load_territory(&tx).await.unwrap();
    let mut all = vec![state.clone(), office.clone(), other_office.clone()];
    all.extend(kitas.clone());
    directory::add_organisations(&tx, &all, app.clock.now())
        .await
        .unwrap();
    for one in &all {
        app.app.vault.prepare(&tx, one.id).await.unwrap();
    }
    tx.commit().await.unwrap();
    let reporter = app
        .add_person("Mia Meldung", Role::InstitutionManager, kitas[0].id)
        .await;
    let worker = app
        .add_person("Ute Prüfer", Role::CaseWorker, office.id)
        .await;
    let form = form(&app, spec);
    let collection = open_collection(&app, &state, &kitas, &form).await;
    Situation {
        app,
        state,
        office,
        other_office,
        kitas,
        reporter,
        worker,
        collection,
        form,
    }
}

fn form(app: &TestApp, spec: FormSpec) -> FormPublished {
    FormPublished {
        version_id: FormVersionId::new(app.clock.as_ref(), app.app.chance.as_ref()),
        form_id: FormId::new(app.clock.as_ref(), app.app.chance.as_ref()),
        number: 1,
        title: Localized::one("de", "ARE"),
        spec_hash: spec.hash(),
        spec,
        files: Vec::new(),
        published_at: app.clock.now(),
    }
}

async fn open_collection(
    app: &TestApp,
    state: &Organisation,
    kitas: &[Organisation],
    form: &FormPublished,
) -> Collection {
    let tx = app.app.db.begin().await.unwrap();
    reporting::jobs::keep_form(&tx, form).await.unwrap();
    let opening = Opening {
        state: state.clone(),
        draft: CollectionDraft {
            title: "ARE 2026/27".to_owned(),
            calendar: house::calendar(form.spec.period, "2026-W46", "2027-W20"),
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: kitas.to_vec(),
        by: None,
    };
    let id = CollectionId::new(app.clock.as_ref(), app.app.chance.as_ref());
    let today = kernel::berlin_date(app.clock.now());
    let collection = opening::open(&app.app, &tx, id, &opening, today)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    collection
}

impl Situation {
    /// Lets a second pass, so that what happens next is later than what happened before.
    pub(crate) fn tick(&self) {
        self.app.clock.advance(jiff::SignedDuration::from_secs(1));
    }

    /// The cookie of the office's case worker.
    pub(crate) async fn case_worker(&self) -> String {
        self.app.sign_in_as(self.worker).await
    }

    /// A Kita sends its report about [`WEEK`].
    pub(crate) async fn submit(&self, kita: usize, answers: Answers) -> Submission {
        self.submit_about(period(), kita, answers).await
    }

    /// A Kita sends its report about a period.
    pub(crate) async fn submit_about(
        &self,
        period: Period,
        kita: usize,
        answers: Answers,
    ) -> Submission {
        let key = format!("{kita} {period}");
        self.submit_as(&key, period, kita, answers).await
    }

    /// The same with an idempotency key of its own, where a Kita sends several.
    pub(crate) async fn submit_as(
        &self,
        key: &str,
        period: Period,
        kita: usize,
        answers: Answers,
    ) -> Submission {
        self.tick();
        let form = forms::CompiledForm::compile(&self.form.spec).unwrap();
        let evaluation = form.check(&answers, &forms::Context::at(self.app.clock.now()));
        assert!(evaluation.is_valid(), "{:?}", evaluation.violations);
        let arriving = Arriving {
            on_behalf: false,
            collection: Arc::new(self.collection.clone()),
            institution: self.kitas[kita].id,
            office: self.office.id,
            period,
            answers: evaluation.answers,
            files: None,
            warnings: evaluation.warnings.len(),
            idempotency_key: key.to_owned(),
            by: self.reporter,
            draft: None,
        };
        match intake::take_in(&self.app.app, &arriving).await.unwrap() {
            Arrived::New(submission) => submission,
            other => panic!("not taken in: {other:?}"),
        }
    }

    /// The Kita sends a new version of its report.
    pub(crate) async fn correct(&self, submission: &Submission, answers: Answers) -> Submission {
        self.tick();
        let correction = change::Correction {
            submission: submission.id,
            known_version: submission.version,
            answers,
            files: None,
            warnings: 0,
            reason: "Zahlendreher".to_owned(),
            by: self.reporter,
        };
        match change::correct(&self.app.app, &self.collection, correction)
            .await
            .unwrap()
        {
            change::Changed::Done(submission) => submission,
            other => panic!("not corrected: {other:?}"),
        }
    }

    /// The case worker accepts a report as it is.
    pub(crate) async fn accept(&self, submission: &Submission) -> Submission {
        self.tick();
        let seen = review::Seen::of(submission);
        let decision = review::Decision::Accept;
        let decided = review::decide(&self.app.app, submission.id, seen, &decision, self.worker);
        match decided.await.unwrap() {
            review::Decided::Done(submission) => submission,
            other => panic!("not accepted: {other:?}"),
        }
    }

    /// So many Kitas report and their reports are accepted.
    pub(crate) async fn accepted(&self, kitas: usize) -> Vec<Submission> {
        let mut all = Vec::new();
        for kita in 0..kitas {
            let number = i64::try_from(kita).unwrap();
            let submission = self.submit(kita, open(40 + number, 3 + number)).await;
            all.push(self.accept(&submission).await);
        }
        all
    }

    /// Releases now.
    pub(crate) async fn release(&self) -> release::Released {
        self.try_release().await.unwrap()
    }

    /// Releases now, or says why not.
    pub(crate) async fn try_release(&self) -> Result<release::Released, release::ReleaseFailure> {
        release::run(
            &self.app.app,
            self.office.id,
            self.collection.id,
            None,
            None,
        )
        .await
    }

    /// The report as it is now.
    pub(crate) async fn now(&self, id: SubmissionId) -> Submission {
        store::submissions::find(self.app.app.db.read(), id)
            .await
            .unwrap()
            .unwrap()
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.app.app.db.read(), sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }

    /// Moves the clock.
    pub(crate) fn at(&self, moment: &str) {
        self.app.clock.set(moment.parse().unwrap());
    }
}

/// The value of the hidden field `name` in a page.
pub(crate) fn hidden(html: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = html
        .split_once(&start)
        .unwrap_or_else(|| panic!("no field {name} in the page"))
        .1;
    rest.split_once('"').unwrap().0.to_owned()
}
