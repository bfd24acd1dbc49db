// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections from the plan to the mended defect, by a planner, an inspector and a head.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use directory::testing::Answer;
use forms::convert::{Format, With, convert};
use http::{Method, StatusCode};
use kernel::Role;
use serde_json::json;

use crate::hidden;
use crate::support::{Field, field};

/// The checklist of the demo state.
const CHECKLIST: &str = include_str!("../../forms/hygienebegehung.md");

/// A picture of one point.
pub(crate) const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// An office with a plan over its two facilities.
pub(crate) struct Case {
    pub(crate) field: Field,
    pub(crate) project: i64,
    pub(crate) planner: String,
    pub(crate) inspector: String,
    pub(crate) inspector_id: String,
    pub(crate) head: String,
    pub(crate) stranger: String,
}

/// The settings as the page suggests them, with one kind chosen.
pub(crate) fn settings(stand: &str) -> Vec<(String, String)> {
    let form = "hygienebegehung";
    let mut fields = vec![
        ("stand", stand),
        ("schluessel-1", "high"),
        ("klasse-1", "hoch"),
        ("monate-1", "12"),
        ("schluessel-2", "low"),
        ("klasse-2", "gering"),
        ("monate-2", "36"),
        ("schwere", "1"),
        ("art-kita", "high"),
        ("vieraugen", "true"),
        ("liste-einrichtungen", "einrichtungen"),
        ("liste-maengel", "offene_maengel"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect::<Vec<_>>();
    for (name, value) in [
        ("ist", "true"),
        ("befunde", "finding"),
        ("erfuellt", "met"),
        ("teilweise", "partly"),
        ("nicht", "not"),
        ("schweren", "severity"),
        ("schwer", "critical"),
        ("endung-schwere", "_severity"),
        ("endung-text", "_text"),
        ("endung-massnahme", "_measure"),
        ("endung-frist", "_deadline"),
        ("endung-foto", "_photo"),
        ("hinweis", "true"),
        ("einrichtung", "head/facility"),
        ("tag", "head/visited_on"),
        ("anlass", "head/occasion"),
        ("ereignis", "event"),
        ("nachschau", "followup"),
        ("teilnehmer", "head/participants"),
        ("ergebnis", "end/outcome"),
        ("bemerkung", "end/remark"),
    ] {
        fields.push((format!("{form}:{name}"), value.to_owned()));
    }
    fields
}

pub(crate) fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

impl Case {
    pub(crate) async fn new() -> Self {
        let field = field().await;
        let made = json!({"name": "Hygienebegehungen"});
        let made = field
            .json(Method::POST, &field.author, "/v1/projects", made)
            .await;
        let project = made["id"].as_i64().expect("a number");
        let with = With {
            code_lists: &[],
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let xml = convert(CHECKLIST.as_bytes(), "form.md", Format::XForm, &with);
        let path = format!("/v1/projects/{project}/forms?publish=true&ignoreWarnings=true");
        let body = ("application/xml", xml.expect("an XForm").bytes);
        let made = field.send(Method::POST, &field.author, &path, body).await;
        assert!(made.status.is_success(), "{}", made.text());
        let (office, other) = (field.state.offices[0].id, field.state.offices[1].id);
        let app = &field.app;
        let planner = app
            .signed_in("Petra Plan", Role::OfficeAdministrator, office)
            .await;
        let person = app
            .add_person("Ingo Inspektor", Role::CaseWorker, office)
            .await;
        let inspector = app.sign_in_as(person).await;
        let head = app
            .signed_in("Lena Leitung", Role::CaseWorker, office)
            .await;
        let stranger = app.signed_in("Fritz Fremd", Role::CaseWorker, other).await;
        let case = Self {
            field,
            project,
            planner,
            inspector,
            inspector_id: person.to_string(),
            head,
            stranger,
        };
        let saved = settings("0");
        let saved = case
            .post(&case.planner, "einrichten", &borrowed(&saved))
            .await;
        assert_eq!(saved.location(), case.path(""), "{}", saved.text());
        case
    }

    pub(crate) fn path(&self, below: &str) -> String {
        let base = format!("/aussendienst/{}/begehungen", self.project);
        if below.is_empty() {
            base
        } else {
            format!("{base}/{below}")
        }
    }

    pub(crate) fn kita(&self, number: usize) -> String {
        self.field.state.kitas[number].id.to_string()
    }

    pub(crate) async fn page(&self, cookie: &str, path: &str) -> String {
        let answer = self.field.app.get(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
        text
    }

    pub(crate) async fn post(&self, cookie: &str, below: &str, fields: &[(&str, &str)]) -> Answer {
        self.field.app.post(cookie, &self.path(below), fields).await
    }

    /// Plans the next inspection of a facility for the inspector, and returns the page of it.
    pub(crate) async fn planned(&self, kita: usize, day: &str) -> String {
        let kita = self.kita(kita);
        let fields = [
            ("einrichtung", kita.as_str()),
            ("termin", day),
            ("person", &self.inspector_id),
        ];
        let planned = self.post(&self.planner, "", &fields).await;
        assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.text());
        let facility = self
            .page(&self.inspector, &self.path(&format!("einrichtung/{kita}")))
            .await;
        link(&facility, "/termin/")
    }

    /// Sends a record as the inspector's program does.
    pub(crate) async fn record(&self, id: &str, kita: &str, defects: &str) -> Answer {
        let items = [
            ("plan_area", ["plan_written", "plan_trained"]),
            ("kitchen_area", ["kitchen_clean", "kitchen_cooling"]),
            ("sanitary_area", ["sanitary_soap", "sanitary_water"]),
        ];
        let mut areas = String::new();
        for (area, names) in items {
            let _ = write!(areas, "<{area}>");
            for name in names {
                if defects.contains(name) {
                    let _ = write!(
                        areas,
                        "<{name}>not</{name}><{name}_defect><{name}_severity>critical</{name}_severity>\
                         <{name}_text>Spülbecken gerissen</{name}_text>\
                         <{name}_measure>Becken tauschen</{name}_measure>\
                         <{name}_deadline>2026-11-25</{name}_deadline>\
                         <{name}_photo>becken.png</{name}_photo></{name}_defect>"
                    );
                } else {
                    let _ = write!(areas, "<{name}>met</{name}>");
                }
            }
            let _ = write!(areas, "</{area}>");
        }
        let xml = format!(
            "<data id=\"hygienebegehung\" version=\"1\"><head><facility>{kita}</facility>\
             <visited_on>2026-11-17</visited_on><occasion>routine</occasion>\
             <participants>Ingo Inspektor</participants></head>{areas}\
             <end><outcome>report</outcome></end>\
             <meta><instanceID>{id}</instanceID></meta></data>"
        );
        let path = format!(
            "/v1/projects/{}/forms/hygienebegehung/submissions",
            self.project
        );
        let who = self.key().await;
        let body = ("application/xml", xml);
        let sent = self.field.send(Method::POST, &who, &path, body).await;
        assert!(sent.status.is_success(), "{}", sent.text());
        sent
    }

    /// How the inspector's programs sign in.
    pub(crate) async fn key(&self) -> String {
        let person = self.inspector_id.parse().expect("a person");
        let key = self.field.app.access_key(person).await;
        let email = directory::testing::email("Ingo Inspektor");
        directory::testing::basic(email.as_str(), &key)
    }

    /// Issues the official record of an inspection.
    pub(crate) async fn issue(&self, who: &str, inspection: &str, reason: &str) -> Answer {
        let path = format!("{inspection}/niederschrift");
        let page = self.page(who, &path).await;
        let stand = if page.contains("name=\"stand\"") {
            hidden(&page, "stand")
        } else {
            "2".to_owned()
        };
        let fields = [("stand", stand.as_str()), ("grund", reason)];
        self.field.app.post(who, &path, &fields).await
    }
}

/// The first address on a page with this in it.
pub(crate) fn link(page: &str, part: &str) -> String {
    let mut links = page.split("href=\"").skip(1);
    let found = links.find(|rest| {
        rest.split('"')
            .next()
            .is_some_and(|href| href.contains(part))
    });
    let found = found.unwrap_or_else(|| panic!("no address with {part}: {page}"));
    found.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_plan_lists_the_facilities_of_its_kinds_and_what_is_overdue() {
    let case = Case::new().await;
    let plan = case.page(&case.inspector, &case.path("")).await;
    assert!(plan.contains("Kita 1 von Amt A") && plan.contains("Kita 2 von Amt A"));
    assert!(!plan.contains("Kita 1 von Amt B"));
    let csv = case
        .field
        .app
        .get(&case.inspector, &case.path("plan.csv"))
        .await;
    assert_eq!(csv.text().lines().count(), 3);
    let overdue = case
        .page(
            &case.inspector,
            &format!("{}?filter=ueberfaellig", case.path("")),
        )
        .await;
    assert!(!overdue.contains("Kita 1 von Amt A"), "{overdue}");
    case.planned(0, "2026-11-20").await;
    let mine = case
        .page(
            &case.inspector,
            &format!("{}?wer=ich&filter=quartal", case.path("")),
        )
        .await;
    assert!(mine.contains("Kita 1 von Amt A") && !mine.contains("Kita 2 von Amt A"));
    let month = case
        .page(&case.head, &case.path("kalender?monat=2026-11"))
        .await;
    assert!(month.contains("Fr., 20.11.2026") && month.contains("Ingo Inspektor"));
    for page in ["", "kalender", "maengel", "statistik"] {
        let answer = case.field.app.get(&case.stranger, &case.path(page)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused_field_by_field() {
    let case = Case::new().await;
    let mut wrong = settings("1");
    for (name, value) in &mut wrong {
        match name.as_str() {
            "monate-1" => "0".clone_into(value),
            "hygienebegehung:einrichtung" => "nowhere".clone_into(value),
            _ => {}
        }
    }
    let refused = case
        .post(&case.planner, "einrichten", &borrowed(&wrong))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("#field-monate-1") && text.contains("#field-hygienebegehung:einrichtung")
    );
    let outdated = settings("0");
    let outdated = case
        .post(&case.planner, "einrichten", &borrowed(&outdated))
        .await;
    assert_eq!(outdated.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_record_becomes_an_official_record_and_its_defects_run() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    let kita = case.kita(0);
    case.record("uuid:a", &kita, "kitchen_clean").await;
    let path = format!(
        "/v1/projects/{}/forms/hygienebegehung/submissions/uuid:a/attachments/becken.png",
        case.project
    );
    let picture = STANDARD.decode(PICTURE).expect("a picture");
    let who = case.key().await;
    let sent = case
        .field
        .send(Method::POST, &who, &path, ("image/png", picture))
        .await;
    assert!(sent.status.is_success(), "{}", sent.text());
    let page = case.page(&case.inspector, &inspection).await;
    assert!(page.contains("durchgeführt, Niederschrift fehlt"));

    let own = case.issue(&case.inspector, &inspection, "").await;
    assert_eq!(own.location(), inspection);
    let none = case
        .field
        .app
        .get(&case.head, &format!("{inspection}/niederschrift/1"))
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let issued = case.issue(&case.head, &inspection, "").await;
    assert_eq!(issued.location(), inspection, "{}", issued.text());
    let first = case
        .field
        .app
        .get(&case.head, &format!("{inspection}/niederschrift/1"))
        .await;
    assert!(first.bytes.starts_with(b"%PDF"));

    let defects = case
        .page(&case.planner, &case.path("maengel?filter=schwer"))
        .await;
    assert!(
        defects.contains("Arbeitsflächen und Geräte sind sauber"),
        "{defects}"
    );
    assert!(!defects.contains("Spülbecken gerissen"));
    let list = format!(
        "/v1/projects/{}/datasets/offene_maengel/entities.csv",
        case.project
    );
    let list = case
        .field
        .app
        .ask(Method::GET, &case.field.worker, &list)
        .await;
    let list = list.text();
    assert!(
        list.contains(&kita) && list.contains("kitchen_clean") && list.contains("Becken tauschen")
    );
    // One severe defect halves the interval of twelve months.
    let facility = case
        .page(&case.planner, &case.path(&format!("einrichtung/{kita}")))
        .await;
    assert!(facility.contains("Mo., 17.05.2027"), "{facility}");

    let without = case.issue(&case.head, &inspection, "").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let corrected = case
        .issue(&case.head, &inspection, "Anschrift berichtigt")
        .await;
    assert_eq!(corrected.location(), inspection);
    let again = case
        .field
        .app
        .get(&case.head, &format!("{inspection}/niederschrift/1"))
        .await;
    assert_eq!(again.bytes, first.bytes);
    let page = case.page(&case.head, &inspection).await;
    assert!(page.contains("Anschrift berichtigt") && page.contains("Fassung 2"));
    let all = case
        .page(&case.head, &case.path("maengel?filter=alle"))
        .await;
    assert_eq!(all.matches("/mangel/").count(), 1);
}

#[tokio::test]
async fn a_defect_is_extended_with_a_reason_and_never_by_two_at_once() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    case.record("uuid:a", &case.kita(0), "kitchen_clean").await;
    case.issue(&case.head, &inspection, "").await;
    let list = case.page(&case.head, &case.path("maengel")).await;
    let defect = link(&list, "/mangel/");
    let page = case.page(&case.head, &defect).await;
    assert!(page.contains("Spülbecken gerissen") && page.contains("Becken tauschen"));
    let stand = hidden(&page, "stand");
    let act = async |deed: &str, day: &str, reason: &str| {
        let fields = [
            ("stand", stand.as_str()),
            ("tat", deed),
            ("frist", day),
            ("grund", reason),
        ];
        case.field.app.post(&case.head, &defect, &fields).await
    };
    let refused = act("frist", "2026-12-20", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let past = act("frist", "2026-11-01", "Lieferung verzögert").await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    let extended = act("frist", "2026-12-20", "Lieferung verzögert").await;
    assert_eq!(extended.location(), defect, "{}", extended.text());
    let late = act("erlassen", "", "Becken entfällt").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Becken entfällt"));
    let page = case.page(&case.head, &defect).await;
    assert!(page.contains("So., 20.12.2026") && page.contains("Lieferung verzögert"));
    let foreign = case.field.app.get(&case.stranger, &defect).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let planner = case.field.app.get(&case.planner, &defect).await;
    assert_eq!(planner.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_follow_up_in_the_browser_begins_with_what_is_open_and_closes_it() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    let kita = case.kita(0);
    case.record("uuid:a", &kita, "kitchen_clean sanitary_soap")
        .await;
    case.issue(&case.head, &inspection, "").await;
    let id = inspection.rsplit('/').next().expect("an identifier");
    let fields = [
        ("anlass", "followup"),
        ("folgt", id),
        ("termin", "2026-11-25"),
        ("person", &case.inspector_id),
    ];
    let made = case
        .post(
            &case.planner,
            &format!("einrichtung/{kita}/begehung"),
            &fields,
        )
        .await;
    let follow_up = made.location().to_owned();
    let fill = format!("{follow_up}/ausfuellen");
    let page = case
        .page(&case.inspector, &format!("{fill}?seite=kitchen_area"))
        .await;
    assert!(page.contains("Spülbecken gerissen"), "{page}");

    let mut answers = vec![
        ("vordruck", "hygienebegehung"),
        ("entwurf", "0"),
        ("aktion", "senden"),
        ("head/facility", kita.as_str()),
        ("head/visited_on", "2026-11-18"),
        ("head/occasion", "followup"),
        ("head/participants", "Ingo Inspektor"),
        ("plan_area/plan_written", "na"),
        ("plan_area/plan_trained", "na"),
        ("kitchen_area/kitchen_clean", "met"),
        ("kitchen_area/kitchen_cooling", "na"),
        ("sanitary_area/sanitary_soap", "partly"),
        (
            "sanitary_area/sanitary_soap_defect/sanitary_soap_severity",
            "minor",
        ),
        (
            "sanitary_area/sanitary_soap_defect/sanitary_soap_text",
            "Seife fehlt noch",
        ),
        (
            "sanitary_area/sanitary_soap_defect/sanitary_soap_measure",
            "Seife nachfüllen",
        ),
        (
            "sanitary_area/sanitary_soap_defect/sanitary_soap_deadline",
            "2026-12-02",
        ),
        ("sanitary_area/sanitary_water", "na"),
    ];
    let incomplete = case.field.app.post(&case.inspector, &fill, &answers).await;
    assert_eq!(incomplete.status, StatusCode::UNPROCESSABLE_ENTITY);
    answers.push(("end/outcome", "report"));
    let sent = case.field.app.post(&case.inspector, &fill, &answers).await;
    assert_eq!(sent.location(), follow_up, "{}", sent.text());
    let over = case.field.app.get(&case.inspector, &fill).await;
    assert_eq!(over.status, StatusCode::CONFLICT);

    let issued = case.issue(&case.head, &follow_up, "").await;
    assert_eq!(issued.location(), follow_up, "{}", issued.text());
    let mended = case
        .page(&case.head, &case.path("maengel?filter=behoben"))
        .await;
    assert!(mended.contains("Arbeitsflächen"), "{mended}");
    let open = case.page(&case.head, &case.path("maengel")).await;
    assert!(open.contains("Seife und Einmalhandtücher") && open.contains("Mi., 02.12.2026"));
    let year = case
        .page(&case.head, &case.path("statistik?jahr=2026"))
        .await;
    assert!(
        year.contains("<svg") && year.contains("ein behobener Mangel"),
        "{year}"
    );
    let letter = format!("einrichtung/{kita}/schreiben");
    let letter = case.field.app.get(&case.head, &case.path(&letter)).await;
    assert!(letter.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn what_was_begun_in_the_browser_is_kept_and_not_overwritten() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    let fill = format!("{inspection}/ausfuellen");
    let answers = |known: &'static str, who: &'static str| {
        [
            ("vordruck", "hygienebegehung"),
            ("entwurf", known),
            ("aktion", "entwurf"),
            ("head/participants", who),
        ]
    };
    let saved = case
        .field
        .app
        .post(&case.inspector, &fill, &answers("0", "Ingo"))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = case.page(&case.head, &fill).await;
    assert!(page.contains("Ingo") && page.contains("Entwurf gespeichert"));
    let late = case
        .field
        .app
        .post(&case.head, &fill, &answers("0", "Lena"))
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let thrown = case
        .field
        .app
        .post(&case.inspector, &format!("{inspection}/verwerfen"), &[])
        .await;
    assert_eq!(thrown.location(), inspection);
    let page = case.page(&case.inspector, &fill).await;
    assert!(!page.contains("Entwurf gespeichert"));
}

#[tokio::test]
async fn a_record_without_a_known_facility_is_assigned_by_hand() {
    let case = Case::new().await;
    case.record("uuid:a", "Kita im Wald", "kitchen_clean").await;
    let aside = case.page(&case.planner, &case.path("zuordnen")).await;
    if !aside.contains("name=\"aufzeichnung\"") {
        // A choice that is not in the list breaks a rule of the form: somebody approves it first.
        let record = format!(
            "/v1/projects/{}/forms/hygienebegehung/submissions/uuid:a",
            case.project
        );
        let approved = json!({"reviewState": "approved"});
        case.field
            .json(Method::PATCH, &case.field.worker, &record, approved)
            .await;
    }
    let page = case.page(&case.planner, &case.path("zuordnen")).await;
    let record = hidden(&page, "aufzeichnung");
    let kita = case.kita(1);
    let fields = [("aufzeichnung", record.as_str()), ("einrichtung", &kita)];
    let linked = case.post(&case.planner, "zuordnen", &fields).await;
    assert_eq!(
        linked.location(),
        case.path(&format!("einrichtung/{kita}")),
        "{}",
        linked.text()
    );
    let facility = case.page(&case.planner, linked.location()).await;
    assert!(facility.contains("Di., 17.11.2026"));
    let again = case.post(&case.planner, "zuordnen", &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn class_and_pause_of_a_facility_need_a_reason() {
    let case = Case::new().await;
    let facility = format!("einrichtung/{}", case.kita(0));
    let stand = hidden(
        &case.page(&case.planner, &case.path(&facility)).await,
        "stand",
    );
    let pause = |reason: &'static str| [("bis", "2026-12-31"), ("grund", reason)];
    let post = async |below: &str, fields: &[(&str, &str)], stand: &str| {
        let mut fields = fields.to_vec();
        fields.push(("stand", stand));
        case.post(&case.planner, &format!("{facility}/{below}"), &fields)
            .await
    };
    post("pause", &pause(""), &stand).await;
    let page = case.page(&case.planner, &case.path(&facility)).await;
    assert!(!page.contains("Pause bis"));
    post("pause", &pause("Umbau des Hauses"), &stand).await;
    let page = case.page(&case.planner, &case.path(&facility)).await;
    assert!(
        page.contains("Umbau des Hauses") && page.contains("Fr., 01.01.2027"),
        "{page}"
    );
    let late = post(
        "klasse",
        &[("klasse", "low"), ("grund", "wenig Betrieb")],
        &stand,
    )
    .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let stand = hidden(&page, "stand");
    post(
        "klasse",
        &[("klasse", "low"), ("grund", "wenig Betrieb")],
        &stand,
    )
    .await;
    let page = case.page(&case.planner, &case.path(&facility)).await;
    assert!(page.contains("wenig Betrieb") && page.contains("36 Monate"));
    let plain = case.field.app.db.read();
    let kept: Option<Vec<u8>> = db::scalar(
        plain,
        "SELECT sealed_pause_reason FROM fieldwork_facilities WHERE paused_until IS NOT NULL",
        vec![],
    )
    .await
    .expect("a facility");
    let kept = kept.expect("a reason");
    assert!(!kept.windows(5).any(|part| part == b"Umbau"));
}
