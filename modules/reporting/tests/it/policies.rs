// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies from the workshop to the signature, and collections that begin with them.

use anonymity::forwarding::Policy;
use directory::testing::{Answer, SmallState, TestApp};
use forms::FormSpec;
use kernel::{PersonId, Role};
use reporting::jobs::FormPublished;
use reporting::model::{KeptPolicy, PolicyStatus};
use reporting::store;
use uuid::Uuid;

use crate::house::{self, House, publish};

mod noise;
mod trying;

/// A state with the measles notification, its author and its data protection officer.
pub(crate) struct Shop {
    pub(crate) test: TestApp,
    pub(crate) state: SmallState,
    pub(crate) form: FormPublished,
    author: String,
    officer: String,
}

fn measles() -> FormSpec {
    form_templates::template("masernschutz-meldung")
        .unwrap()
        .spec()
        .unwrap()
}

pub(crate) async fn shop() -> Shop {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let form = publish(&test, measles()).await;
    let id = state.state.id;
    let author = test.signed_in("Frauke Form", Role::FormAuthor, id).await;
    let officer = test
        .signed_in("Dora Datenschutz", Role::DataProtectionOfficer, id)
        .await;
    Shop {
        test,
        state,
        form,
        author,
        officer,
    }
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mark = format!(" {name}=\"");
    let at = tag.find(&mark)? + mark.len();
    tag[at..].split('"').next()
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (escaped, plain) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ] {
        text = text.replace(escaped, plain);
    }
    text
}

/// What a browser would post of the form on a page, without its buttons.
pub(crate) fn posted(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form class=\"deich-form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    let mut select = None;
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = || attribute(tag, "name").map(str::to_owned);
        if tag.starts_with("input") {
            let button = matches!(attribute(tag, "type"), Some("radio" | "checkbox"));
            if !button || tag.contains(" checked") {
                let value = attribute(tag, "value").unwrap_or_default();
                fields.push((name().unwrap(), unescaped(value)));
            }
        } else if tag.starts_with("select") {
            select = name();
            fields.push((name().unwrap(), String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            let value = unescaped(attribute(tag, "value").unwrap());
            fields.pop();
            fields.push((select.clone().unwrap(), value));
        } else if tag.starts_with("textarea") {
            let text = text.strip_prefix('\n').unwrap_or(text);
            fields.push((name().unwrap(), unescaped(text)));
        }
    }
    fields
}

/// Changes what would be posted.
pub(crate) fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
}

/// The number of a field of the workshop by the beginning of its label.
pub(crate) fn place(page: &str, label: &str) -> String {
    let at = page
        .find(&format!("<legend class=\"kern-label\">{label}"))
        .unwrap_or_else(|| panic!("no {label} in {page}"));
    let rest = &page[at..];
    let at = rest.find("name=\"klasse_").unwrap() + "name=\"klasse_".len();
    rest[at..].split('"').next().unwrap().to_owned()
}

impl Shop {
    async fn post(&self, cookie: &str, path: &str, fields: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.test.post(cookie, path, &fields).await
    }

    async fn kept(&self, path: &str) -> KeptPolicy {
        let id: Uuid = path.split('/').nth(2).unwrap().parse().unwrap();
        let found = store::policies::find(self.test.db.read(), id).await;
        found.unwrap().unwrap()
    }

    /// Begins a policy; says where it is.
    async fn begin(&self, cookie: &str) -> String {
        let version = self.form.version_id.to_string();
        let fields = [("formular", version.as_str()), ("vorlage", "single-case")];
        let begun = self.test.post(cookie, "/freigaberegeln/neu", &fields).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        begun.location().trim_end_matches("/werkstatt").to_owned()
    }

    /// What the workshop would post with a reason for everything.
    async fn argued(&self, cookie: &str, path: &str) -> Vec<(String, String)> {
        let page = self.test.get(cookie, &format!("{path}/werkstatt")).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let mut fields = posted(&page.text());
        for (name, value) in &mut fields {
            if name.starts_with("grund_") && value.is_empty() {
                "Für sich erkennt daran niemand jemanden.".clone_into(value);
            }
        }
        fields
    }

    async fn save(&self, cookie: &str, path: &str, mut fields: Vec<(String, String)>) -> Answer {
        set(&mut fields, "aktion", "speichern");
        self.post(cookie, &format!("{path}/werkstatt"), &fields)
            .await
    }

    /// Calculates anew.
    async fn post_work(&self, path: &str, mut fields: Vec<(String, String)>) -> Answer {
        set(&mut fields, "aktion", "rechnen");
        self.post(&self.author, &format!("{path}/werkstatt"), &fields)
            .await
    }

    async fn submit(&self, cookie: &str, path: &str) -> Answer {
        let version = self.kept(path).await.version.to_string();
        let fields = [("version", version.as_str())];
        self.test
            .post(cookie, &format!("{path}/vorlegen"), &fields)
            .await
    }

    async fn decide(&self, cookie: &str, path: &str, action: &str, reason: &str) -> Answer {
        let version = self.kept(path).await.version.to_string();
        let fields = [
            ("version", version.as_str()),
            ("aktion", action),
            ("grund", reason),
        ];
        let path = format!("{path}/entscheidung");
        self.test.post(cookie, &path, &fields).await
    }

    /// A policy that was submitted by its author.
    async fn submitted(&self) -> String {
        let path = self.begin(&self.author).await;
        let fields = self.argued(&self.author, &path).await;
        let saved = self.save(&self.author, &path, fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let submitted = self.submit(&self.author, &path).await;
        assert_eq!(submitted.status, 303, "{}", submitted.text());
        assert_eq!(self.kept(&path).await.status, PolicyStatus::Submitted);
        path
    }

    async fn signed(&self) -> String {
        let path = self.submitted().await;
        let signed = self
            .decide(&self.officer, &path, "unterschreiben", "")
            .await;
        assert_eq!(signed.status, 303, "{}", signed.text());
        path
    }

    async fn facts(&self, action: &str) -> i64 {
        let sql = "SELECT COUNT(*) FROM audit_entries WHERE action = $1";
        db::scalar(self.test.db.read(), sql, vec![action.into()])
            .await
            .unwrap()
            .unwrap()
    }
}

#[tokio::test]
async fn a_policy_goes_from_its_author_over_the_data_protection_officer_into_a_collection() {
    let shop = shop().await;
    let path = shop.submitted().await;
    let tasks = shop.test.get(&shop.officer, "/aufgaben").await.text();
    assert!(tasks.contains("Freigaberegel prüfen"), "{tasks}");
    let page = shop.test.get(&shop.officer, &path).await.text();
    assert!(page.contains("Prüfen und entscheiden"), "{page}");
    let question = shop
        .test
        .get(&shop.officer, &format!("{path}/entscheidung"))
        .await;
    assert_eq!(question.status, 200, "{}", question.text());

    let note = "Nachvollziehbar.";
    let signed = shop
        .decide(&shop.officer, &path, "unterschreiben", note)
        .await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let kept = shop.kept(&path).await;
    assert_eq!(
        (kept.status, kept.reason.as_str()),
        (PolicyStatus::Signed, note)
    );
    assert_eq!(
        shop.facts("policy.write").await,
        3,
        "begun, written, submitted"
    );
    assert_eq!(shop.facts("policy.sign").await, 1);
    let tasks = shop.test.get(&shop.officer, "/aufgaben").await.text();
    assert!(!tasks.contains("Freigaberegel prüfen"), "{tasks}");

    let version = shop.form.version_id.to_string();
    let new = format!("/erhebungen/neu?formular={version}");
    let page = shop.test.get(&shop.author, &new).await.text();
    assert!(page.contains("name=\"freigaberegel\""), "{page}");
    assert!(page.contains(&format!("{path}/bericht")), "{page}");
    let ids: Vec<String> = shop
        .state
        .kitas
        .iter()
        .map(|kita| kita.id.to_string())
        .collect();
    let id = kept.id.to_string();
    let mut fields = vec![
        ("formular", version.as_str()),
        ("titel", "Masernschutz 2026/27"),
        ("von", "2026-W40"),
        ("bis", "2027-W20"),
        ("art", "kita"),
        ("aktion", "eroeffnen"),
        ("freigaberegel", id.as_str()),
    ];
    fields.extend(ids.iter().map(|id| ("teilnahme", id.as_str())));
    let opened = shop
        .test
        .post(&shop.author, "/erhebungen/neu", &fields)
        .await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let collections = store::collections::all(shop.test.db.read()).await.unwrap();
    let policy = Policy::from_json(&collections[0].release_policy).unwrap();
    assert_eq!(policy.to_json(), collections[0].release_policy, "canonical");
    assert_eq!(Some(policy.hash()), kept.hash.as_deref());
    assert_eq!(policy.hash(), collections[0].release_policy_hash);
    let page = shop.test.get(&shop.author, opened.location()).await.text();
    assert!(page.contains(&format!("{path}/bericht")), "{page}");
    assert!(page.contains("Meldungen in Gruppen ab 5"), "{page}");
}

#[tokio::test]
async fn a_collection_begins_with_no_policy_that_was_not_signed() {
    let shop = shop().await;
    let path = shop.submitted().await;
    let version = shop.form.version_id.to_string();
    let id = shop.kept(&path).await.id.to_string();
    let page = shop
        .test
        .get(&shop.author, &format!("/erhebungen/neu?formular={version}"))
        .await;
    assert!(!page.text().contains("name=\"freigaberegel\""));
    for wrong in [id.as_str(), "keine"] {
        let fields = [
            ("formular", version.as_str()),
            ("titel", "Masernschutz"),
            ("von", "2026-W40"),
            ("bis", "2027-W20"),
            ("art", "kita"),
            ("aktion", "eroeffnen"),
            ("freigaberegel", wrong),
        ];
        let refused = shop
            .test
            .post(&shop.author, "/erhebungen/neu", &fields)
            .await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.text().contains("steht nicht mehr zur Wahl"));
    }
    let collections = store::collections::all(shop.test.db.read()).await.unwrap();
    assert!(collections.is_empty());
}

#[tokio::test]
async fn who_has_written_or_submitted_a_policy_does_not_decide_about_it() {
    let shop = shop().await;
    let id = shop.state.state.id;
    let both = shop
        .test
        .add_person("Berta Beides", Role::FormAuthor, id)
        .await;
    let officer = Role::DataProtectionOfficer;
    shop.test.add_role(both, officer, id).await;
    let both = shop.test.sign_in_as(both).await;

    // She wrote on it, somebody else submitted it.
    let path = shop.begin(&both).await;
    let fields = shop.argued(&both, &path).await;
    assert_eq!(shop.save(&shop.author, &path, fields).await.status, 303);
    assert_eq!(shop.submit(&shop.author, &path).await.status, 303);
    for action in ["unterschreiben", "zurueckgeben"] {
        let refused = shop.decide(&both, &path, action, "Darum").await;
        assert_eq!(refused.status, 409, "{action}");
        assert!(
            refused.text().contains("unterschreibt sie nicht"),
            "{}",
            refused.text()
        );
    }
    let page = shop.test.get(&both, &path).await.text();
    assert!(page.contains("Eine andere Person entscheidet"), "{page}");
    assert!(!page.contains("Prüfen und entscheiden"), "{page}");
    let tasks = shop.test.get(&both, "/aufgaben").await.text();
    assert!(!tasks.contains("Freigaberegel prüfen"), "{tasks}");

    // She submitted it, somebody else wrote it.
    let other = shop.begin(&shop.author).await;
    let fields = shop.argued(&shop.author, &other).await;
    assert_eq!(shop.save(&shop.author, &other, fields).await.status, 303);
    assert_eq!(shop.submit(&both, &other).await.status, 303);
    assert_eq!(
        shop.decide(&both, &other, "unterschreiben", "")
            .await
            .status,
        409
    );
    assert_eq!(shop.kept(&other).await.status, PolicyStatus::Submitted);
    assert_eq!(shop.facts("policy.sign").await, 0);
    // The author has no say at all.
    let refused = shop
        .decide(&shop.author, &other, "unterschreiben", "")
        .await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn two_people_at_one_policy_never_overwrite_each_other() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let fields = shop.argued(&shop.author, &path).await;
    let (mut first, second) = (fields.clone(), fields);
    set(&mut first, "k", "8");
    assert_eq!(shop.save(&shop.author, &path, first).await.status, 303);
    let late = shop.save(&shop.author, &path, second).await;
    assert_eq!(late.status, 409);
    assert!(
        late.text().contains("inzwischen geändert"),
        "{}",
        late.text()
    );
    assert_eq!(shop.kept(&path).await.content.minimum, 8);

    // Whoever submits or signs has seen what stands there.
    let old = [("version", "1")];
    let submitted = shop
        .test
        .post(&shop.author, &format!("{path}/vorlegen"), &old)
        .await;
    assert_eq!(submitted.status, 409);
    assert_eq!(shop.submit(&shop.author, &path).await.status, 303);
    let old = [("version", "2"), ("aktion", "unterschreiben")];
    let signed = shop
        .test
        .post(&shop.officer, &format!("{path}/entscheidung"), &old)
        .await;
    assert_eq!(signed.status, 409);
    assert_eq!(shop.kept(&path).await.status, PolicyStatus::Submitted);
}

#[tokio::test]
async fn a_draft_is_thrown_away_and_what_was_submitted_stays() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let discard = format!("{path}/verwerfen");
    let asked = shop.test.get(&shop.author, &discard).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let late = shop
        .test
        .post(&shop.author, &discard, &[("version", "7")])
        .await;
    assert_eq!(late.status, 409, "somebody has saved meanwhile");
    let refused = shop
        .test
        .post(&shop.officer, &discard, &[("version", "1")])
        .await;
    assert_eq!(refused.status, 403);
    let done = shop
        .test
        .post(&shop.author, &discard, &[("version", "1")])
        .await;
    assert_eq!(done.location(), "/freigaberegeln");
    assert_eq!(shop.test.get(&shop.author, &path).await.status, 404);
    assert_eq!(shop.facts("policy.write").await, 2, "begun and discarded");

    let path = shop.submitted().await;
    let version = shop.kept(&path).await.version.to_string();
    let discard = format!("{path}/verwerfen");
    let refused = shop
        .test
        .post(&shop.author, &discard, &[("version", version.as_str())])
        .await;
    assert_eq!(refused.status, 409);
    assert_eq!(shop.kept(&path).await.status, PolicyStatus::Submitted);
}

#[tokio::test]
async fn a_returned_policy_is_written_again_and_a_signed_one_never() {
    let shop = shop().await;
    let path = shop.submitted().await;
    let silent = shop.decide(&shop.officer, &path, "zurueckgeben", "").await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("Begründen Sie"), "{}", silent.text());
    let reason = "Der Ort ist zu genau.";
    let returned = shop
        .decide(&shop.officer, &path, "zurueckgeben", reason)
        .await;
    assert_eq!(returned.status, 303);
    let page = shop.test.get(&shop.author, &path).await.text();
    assert!(
        page.contains(reason) && page.contains("zurückgegeben"),
        "{page}"
    );

    let fields = shop.argued(&shop.author, &path).await;
    assert_eq!(shop.save(&shop.author, &path, fields).await.status, 303);
    assert_eq!(shop.submit(&shop.author, &path).await.status, 303);
    let workshop = format!("{path}/werkstatt");
    assert_eq!(shop.test.get(&shop.author, &workshop).await.status, 409);
    let signed = shop
        .decide(&shop.officer, &path, "unterschreiben", "")
        .await;
    assert_eq!(signed.status, 303);
    let before = shop.kept(&path).await;
    assert_eq!(shop.test.get(&shop.author, &workshop).await.status, 409);
    assert_eq!(shop.submit(&shop.author, &path).await.status, 409);
    assert_eq!(
        shop.decide(&shop.officer, &path, "zurueckgeben", "Doch nicht")
            .await
            .status,
        409
    );
    assert_eq!(shop.kept(&path).await, before);
}

#[tokio::test]
async fn a_change_is_a_new_policy_that_says_what_is_different() {
    let shop = shop().await;
    let path = shop.signed().await;
    let changed = shop
        .test
        .post(&shop.author, &format!("{path}/aendern"), &[])
        .await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let new = changed.location().trim_end_matches("/werkstatt").to_owned();
    let mut fields = shop.argued(&shop.author, &new).await;
    set(&mut fields, "k", "9");
    assert_eq!(shop.save(&shop.author, &new, fields).await.status, 303);
    let page = shop.test.get(&shop.author, &new).await.text();
    let diff = page.split("id=\"changes\"").nth(1).unwrap();
    let diff = diff.split("</section>").next().unwrap();
    assert!(diff.contains("<td>5</td><td>9</td>"), "{diff}");
    assert_eq!(
        diff.matches("<tr>").count(),
        2,
        "the head and one change: {diff}"
    );
    assert_eq!(shop.submit(&shop.author, &new).await.status, 303);
    assert_eq!(shop.kept(&path).await.status, PolicyStatus::Signed);
    assert_eq!(
        shop.decide(&shop.officer, &new, "unterschreiben", "")
            .await
            .status,
        303
    );
    assert_eq!(shop.kept(&path).await.status, PolicyStatus::Replaced);
    assert_eq!(shop.kept(&new).await.number, 2);

    let ids = [&path, &new].map(|path| path.split('/').nth(2).unwrap().to_owned());
    let compare = format!(
        "/freigaberegeln/vergleich?eine={}&andere={}",
        ids[0], ids[1]
    );
    let page = shop.test.get(&shop.officer, &compare).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("<td>5</td><td>9</td>"), "{text}");
    assert!(text.contains("Kleinste Gruppe"), "{text}");
}

#[tokio::test]
async fn the_report_says_what_was_signed_on_a_page_and_on_paper() {
    let shop = shop().await;
    let path = shop.begin(&shop.author).await;
    let report = format!("{path}/bericht");
    assert_eq!(shop.test.get(&shop.author, &report).await.status, 404);
    let fields = shop.argued(&shop.author, &path).await;
    shop.save(&shop.author, &path, fields).await;
    shop.submit(&shop.author, &path).await;
    let hash = shop.kept(&path).await.hash.unwrap();
    let page = shop.test.get(&shop.officer, &report).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for said in [
        "Herausgreifen",
        "Verknüpfbarkeit",
        "Inferenz",
        "800 erfundenen Meldungen",
        "Jede Gruppe umfasst mindestens 5 verschiedene Personen",
        &hash,
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    let paper = shop.test.get(&shop.officer, &format!("{report}/pdf")).await;
    assert_eq!(paper.status, 200);
    assert!(paper.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn offices_read_signed_policies_only_and_institutions_none() {
    let shop = shop().await;
    let open = shop.submitted().await;
    let signed = shop.signed().await;
    let office = shop.state.offices[0].id;
    let worker = shop
        .test
        .signed_in("Wim Amt", Role::CaseWorker, office)
        .await;
    let list = shop.test.get(&worker, "/freigaberegeln").await.text();
    assert!(list.contains(&signed) && !list.contains(&open), "{list}");
    assert_eq!(shop.test.get(&worker, &signed).await.status, 200);
    assert_eq!(
        shop.test
            .get(&worker, &format!("{signed}/bericht"))
            .await
            .status,
        200
    );
    assert_eq!(shop.test.get(&worker, &open).await.status, 404);
    assert_eq!(
        shop.test
            .get(&worker, &format!("{open}/bericht"))
            .await
            .status,
        404
    );
    for forbidden in ["/freigaberegeln/neu", &format!("{signed}/entscheidung")] {
        let status = shop.test.get(&worker, forbidden).await.status;
        assert_eq!(status, 403, "{forbidden}");
    }
    let kita = shop.state.kitas[0].id;
    let role = Role::InstitutionManager;
    let manager = shop.test.signed_in("Mara Kita", role, kita).await;
    assert_eq!(shop.test.get(&manager, "/freigaberegeln").await.status, 403);
    assert_eq!(shop.test.get(&manager, &signed).await.status, 403);
}

/// The author of the house, for tests that go on from here.
pub(crate) async fn author_of(house: &House) -> (PersonId, String) {
    let id = house.state.state.id;
    let author = house
        .test
        .add_person("Frauke Form", Role::FormAuthor, id)
        .await;
    let cookie = house.test.sign_in_as(author).await;
    (author, cookie)
}

#[tokio::test]
async fn a_weekly_form_counts_facilities() {
    let house = house::house().await;
    let (_, author) = author_of(&house).await;
    let version = house.collection.form_version.to_string();
    let fields = [("formular", version.as_str()), ("vorlage", "facility")];
    let begun = house
        .test
        .post(&author, "/freigaberegeln/neu", &fields)
        .await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let policies = store::policies::all(house.test.db.read()).await.unwrap();
    let mut content = policies[0].content.clone();
    for field in &mut content.fields {
        if field.reason.is_empty() {
            "Weil.".clone_into(&mut field.reason);
        }
    }
    let policy = Policy::new(content).unwrap();
    let kinds: Vec<_> = policy.entities().collect();
    assert_eq!(kinds, [anonymity::forwarding::EntityKind::Facility]);
    assert_eq!(policy.rules().minimum, 3);
    assert!(policy.measures().count() > 0);
}
