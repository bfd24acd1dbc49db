// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A small state with the ARE sentinel form, in the week 47 of 2026.

use directory::testing::{Answer, SmallState, TestApp};
use forms::{FormSpec, PeriodKind};
use kernel::{CollectionId, FormId, FormVersionId, Role};
use reporting::jobs::{FileContent, FormPublished};
use reporting::model::{Calendar, Collection, CollectionDraft, OpensAt, Season};
use reporting::opening::{self, Opening};

/// The installation with one open collection.
pub(crate) struct House {
    /// The installation.
    pub(crate) test: TestApp,
    /// Its organisations.
    pub(crate) state: SmallState,
    /// The collection: all four Kitas, week 45 of 2026 to week 20 of 2027.
    pub(crate) collection: Collection,
    /// The cookie of a reporter of the first Kita.
    pub(crate) reporter: String,
    /// Who she is.
    pub(crate) person: kernel::PersonId,
}

/// A weekly count, as a workbook.
pub(crate) fn are_sentinel() -> FormSpec {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../crates/forms/tests/it/samples/are-sentinel-kita.xlsx"
    );
    let bytes = std::fs::read(path).expect("the template is part of the sources");
    forms::xlsform::read_fillable(&bytes, "are-sentinel-kita.xlsx")
        .expect("the template is right")
        .0
}

/// The form as the library publishes it.
pub(crate) fn published(test: &TestApp, spec: FormSpec) -> FormPublished {
    let (clock, chance) = (&*test.app.clock, &*test.app.chance);
    FormPublished {
        version_id: FormVersionId::new(clock, chance),
        form_id: FormId::new(clock, chance),
        number: 1,
        title: spec.title.clone(),
        spec_hash: spec.hash(),
        published_at: clock.now(),
        files: Vec::new(),
        spec,
    }
}

/// Publishes a form by its event, and runs the jobs.
pub(crate) async fn publish(test: &TestApp, spec: FormSpec) -> FormPublished {
    announce(test, published(test, spec)).await
}

/// Tells of a published form, and runs the jobs.
async fn announce(test: &TestApp, event: FormPublished) -> FormPublished {
    let (clock, chance) = (&*test.app.clock, &*test.app.chance);
    let tx = test.app.db.begin().await.unwrap();
    let job = jobs::NewJob::new(reporting::jobs::FORM_PUBLISHED, &event);
    jobs::enqueue(&tx, clock, chance, job).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs().await;
    event
}

/// Reports of this kind in these weeks: counted on Wednesday, due on Friday, events without a deadline.
pub(crate) fn calendar(kind: PeriodKind, from: &str, to: &str) -> Calendar {
    Calendar {
        kind,
        season: Season {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        },
        count_weekday: jiff::civil::Weekday::Wednesday,
        opens_at: OpensAt::Start,
        due_after: (kind == PeriodKind::Week).then_some(-2),
        locks_after: None,
        working_days: false,
    }
}

/// Opens a collection of all Kitas with this form.
pub(crate) async fn open(test: &TestApp, state: &SmallState, form: &FormPublished) -> Collection {
    let draft = CollectionDraft {
        title: "ARE-Sentinel Kita 2026/27".to_owned(),
        calendar: calendar(form.spec.period, "2026-W45", "2027-W20"),
        zero_reports: false,
        approval: Vec::new(),
    };
    open_as(test, state, form, draft).await
}

/// The same with other rules.
pub(crate) async fn open_as(
    test: &TestApp,
    state: &SmallState,
    form: &FormPublished,
    draft: CollectionDraft,
) -> Collection {
    let opening = Opening {
        state: state.state.clone(),
        draft,
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: state.kitas.clone(),
        by: None,
    };
    let id = CollectionId::new(&*test.app.clock, &*test.app.chance);
    let today = kernel::berlin_date(test.app.clock.now());
    let tx = test.app.db.begin().await.unwrap();
    let collection = opening::open(&test.app, &tx, id, &opening, today)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    collection
}

/// The installation, the state, the form and the collection.
pub(crate) async fn house() -> House {
    house_with(are_sentinel()).await
}

/// The same with another form.
pub(crate) async fn house_with(spec: FormSpec) -> House {
    house_with_files(spec, Vec::new()).await
}

/// The same with files beside the form.
pub(crate) async fn house_with_files(spec: FormSpec, files: Vec<FileContent>) -> House {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let event = FormPublished {
        files,
        ..published(&test, spec)
    };
    let form = announce(&test, event).await;
    let collection = open(&test, &state, &form).await;
    let person = test
        .add_person(
            "Rita Reporter",
            Role::InstitutionReporter,
            state.kitas[0].id,
        )
        .await;
    let reporter = test.sign_in_as(person).await;
    House {
        test,
        state,
        collection,
        reporter,
        person,
    }
}

/// Answers of an open Kita, all in order.
pub(crate) const FINE: [(&str, &str); 5] = [
    ("facility_state", "open"),
    ("counts/count_day", "2026-11-18"),
    ("counts/cared_for", "80"),
    ("counts/absent_are", "6"),
    ("counts/present_are", "2"),
];

/// The same with more ill children than is plausible.
pub(crate) const UNUSUAL: [(&str, &str); 5] = [
    ("facility_state", "open"),
    ("counts/count_day", "2026-11-18"),
    ("counts/cared_for", "80"),
    ("counts/absent_are", "40"),
    ("counts/present_are", "2"),
];

impl House {
    /// Where the report of a week is filled in.
    pub(crate) fn path(&self, week: &str) -> String {
        format!("/meldungen/{}/{week}", self.collection.id)
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

    /// Opens the page, posts answers with `action`, as a browser would.
    pub(crate) async fn fill(
        &self,
        cookie: &str,
        week: &str,
        action: &str,
        answers: &[(&str, &str)],
    ) -> Answer {
        let path = self.path(week);
        let page = self.test.get(cookie, &path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        self.post_fields(cookie, &path, &page.text(), action, answers)
            .await
    }

    /// Posts answers from a page that was opened before.
    pub(crate) async fn post_fields(
        &self,
        cookie: &str,
        path: &str,
        page: &str,
        action: &str,
        answers: &[(&str, &str)],
    ) -> Answer {
        let token = Self::hidden(page, "formular");
        let version = Self::hidden(page, "entwurf");
        let mut fields = vec![
            ("formular", token.as_str()),
            ("entwurf", version.as_str()),
            ("aktion", action),
        ];
        fields.extend_from_slice(answers);
        self.test.post(cookie, path, &fields).await
    }

    /// Fills in, checks and sends; gives the fields of the last form and the answer to it.
    pub(crate) async fn send(
        &self,
        cookie: &str,
        week: &str,
        answers: &[(&str, &str)],
    ) -> ([(String, String); 2], Answer) {
        let checked = self.fill(cookie, week, "pruefen", answers).await;
        assert_eq!(checked.status, 303, "{}", checked.text());
        let control = self.test.get(cookie, checked.location()).await;
        assert_eq!(control.status, 200, "{}", control.text());
        let text = control.text();
        let fields =
            ["formular", "entwurf"].map(|name| (name.to_owned(), Self::hidden(&text, name)));
        let pairs: Vec<_> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let path = format!("{}/senden", self.path(week));
        let sent = self.test.post(cookie, &path, &pairs).await;
        (fields, sent)
    }

    /// How many rows a table has.
    pub(crate) async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        db::scalar(self.test.db.read(), &sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }

    /// The path of a report from where its receipt is.
    pub(crate) fn detail(receipt: &str) -> String {
        receipt.trim_end_matches("/quittung").to_owned()
    }
}
