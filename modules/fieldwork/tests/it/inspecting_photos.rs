// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Photos of defects from the camera to the official record.

use std::io::Cursor;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use directory::testing::TestApp;
use http::{Method, StatusCode, header};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::json;

use crate::hidden;
use crate::inspecting::{Case, PICTURE};

/// The question of the photo.
const QUESTION: &str = "kitchen_area/kitchen_clean_defect/kitchen_clean_photo";

/// A picture of this size that no compression makes small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        Rgb([(); 3].map(|()| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[1]
        }))
    })
}

/// A photo of 12 MB at least, as phones make them.
fn phone_photo() -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 98)
        .encode_image(&noise(2_600, 1_950))
        .unwrap();
    assert!(file.len() > 12_000_000, "{}", file.len());
    file
}

/// The pictures of a PDF: what is said instead of each, and its size in pixels.
fn pictures(pdf: &[u8]) -> Vec<(String, i64, i64)> {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let all = || file.objects.values();
    let alts = all().filter_map(|object| {
        let node = object.as_dict().ok()?;
        let is_figure = node.get(b"S").ok()?.as_name().ok()? == b"Figure";
        let alt = node.get(b"Alt").ok().filter(|_| is_figure)?;
        lopdf::decode_text_string(alt).ok()
    });
    let alts: Vec<String> = alts.filter(|alt| alt.contains("Foto")).collect();
    let sizes = all().filter_map(|object| {
        let picture = &object.as_stream().ok()?.dict;
        let is_image = picture.get(b"Subtype").ok()?.as_name().ok()? == b"Image";
        let of = |key: &[u8]| picture.get(key).ok()?.as_i64().ok();
        is_image.then(|| Some((of(b"Width")?, of(b"Height")?)))?
    });
    let sizes: Vec<(i64, i64)> = sizes.collect();
    assert_eq!(alts.len(), sizes.len(), "{alts:?} {sizes:?}");
    alts.into_iter()
        .zip(sizes)
        .map(|(alt, (width, height))| (alt, width, height))
        .collect()
}

/// The text of a PDF from the first page to the last.
fn text(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).unwrap_or_default()
}

async fn official(case: &Case, inspection: &str, version: i64) -> Vec<u8> {
    let path = format!("{inspection}/niederschrift/{version}");
    let answer = case.field.app.get(&case.head, &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.bytes
}

impl Case {
    /// Sends a photo after its record, as tablets do.
    async fn attach(&self, bytes: Vec<u8>) {
        let path = format!(
            "/v1/projects/{}/forms/hygienebegehung/submissions/uuid:a/attachments/becken.png",
            self.project
        );
        let who = self.key().await;
        let body = ("image/png", bytes);
        let sent = self.field.send(Method::POST, &who, &path, body).await;
        assert!(sent.status.is_success(), "{}", sent.text());
    }
}

#[tokio::test]
async fn a_photo_of_a_tablet_stands_in_the_official_record_with_words_for_who_cannot_see_it() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    case.record("uuid:a", &case.kita(0), "kitchen_clean").await;
    case.issue(&case.head, &inspection, "").await;
    let without = official(&case, &inspection, 1).await;
    assert_eq!(pictures(&without), []);
    assert!(
        text(&without).contains("Es liegt dem Amt noch nicht vor"),
        "a photo that has not come is no silent gap: {}",
        text(&without)
    );
    case.attach(STANDARD.decode(PICTURE).unwrap()).await;
    case.issue(&case.head, &inspection, "Foto nachgereicht")
        .await;
    let pdf = official(&case, &inspection, 2).await;
    let found = pictures(&pdf);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.contains("Spülbecken gerissen"), "{found:?}");
    // It stands below its defect and above the next part.
    let text = text(&pdf);
    let at = |word: &str| {
        text.find(word)
            .unwrap_or_else(|| panic!("no {word}: {text}"))
    };
    assert!(at("Becken tauschen") < at("Foto zu Mangel 1"), "{text}");
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("pdfuaid"), "it says that it is PDF/UA");
}

#[tokio::test]
async fn what_cannot_be_printed_is_said_in_the_official_record() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    case.record("uuid:a", &case.kita(0), "kitchen_clean").await;
    case.attach(b"\0\0\0\x18ftypheic\0\0\0\0".to_vec()).await;
    let issued = case.issue(&case.head, &inspection, "").await;
    assert_eq!(issued.location(), inspection, "{}", issued.text());
    let pdf = official(&case, &inspection, 1).await;
    assert_eq!(pictures(&pdf), []);
    assert!(
        text(&pdf).contains("lässt sich nicht drucken"),
        "{}",
        text(&pdf)
    );
}

async fn piece(app: &TestApp, cookie: &str, url: &str, offset: usize, bytes: &[u8]) -> StatusCode {
    let request = TestApp::request(Method::PATCH, cookie, url)
        .header("upload-offset", offset)
        .header(header::CONTENT_TYPE, "application/offset+octet-stream")
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    app.send(request).await.status
}

#[tokio::test]
async fn a_phone_photo_of_twelve_megabytes_goes_through_the_browser_into_the_official_record() {
    let case = Case::new().await;
    let app = &case.field.app;
    let inspection = case.planned(0, "2026-11-20").await;
    let photo = phone_photo();
    let files = format!("{inspection}/dateien");
    let begin = async |size: usize| {
        let wish = json!({"question": QUESTION, "name": "IMG_0001.jpg", "size": size});
        let request = TestApp::request(Method::POST, &case.inspector, &files)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(wish.to_string()))
            .unwrap();
        app.send(request).await
    };
    let refused = begin(30 * 1024 * 1024).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let begun = begin(photo.len()).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
    let begun = begun.json();
    let url = begun["url"].as_str().unwrap().to_owned();
    let value = begun["value"].as_str().unwrap().to_owned();
    let mut offset = 0;
    for bytes in photo.chunks(512 * 1024) {
        let status = piece(app, &case.inspector, &url, offset, bytes).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        // A piece that comes twice is taken once.
        let status = piece(app, &case.inspector, &url, offset, bytes).await;
        assert_eq!(status, StatusCode::CONFLICT);
        offset += bytes.len();
    }
    let kita = case.kita(0);
    let part = "kitchen_area/kitchen_clean_defect/kitchen_clean";
    let (severity, words, measure, day) = (
        format!("{part}_severity"),
        format!("{part}_text"),
        format!("{part}_measure"),
        format!("{part}_deadline"),
    );
    let fill = format!("{inspection}/ausfuellen");
    let answers = [
        ("vordruck", "hygienebegehung"),
        ("entwurf", "0"),
        ("aktion", "senden"),
        ("head/facility", kita.as_str()),
        ("head/visited_on", "2026-11-18"),
        ("head/occasion", "routine"),
        ("head/participants", "Ingo Inspektor"),
        ("plan_area/plan_written", "na"),
        ("plan_area/plan_trained", "na"),
        ("kitchen_area/kitchen_clean", "not"),
        (severity.as_str(), "critical"),
        (words.as_str(), "Spülbecken gerissen"),
        (measure.as_str(), "Becken tauschen"),
        (day.as_str(), "2026-11-25"),
        (QUESTION, value.as_str()),
        ("kitchen_area/kitchen_cooling", "na"),
        ("sanitary_area/sanitary_soap", "na"),
        ("sanitary_area/sanitary_water", "na"),
        ("end/outcome", "report"),
    ];
    let sent = app.post(&case.inspector, &fill, &answers).await;
    assert_eq!(sent.location(), inspection, "{}", sent.text());
    let issued = case.issue(&case.head, &inspection, "").await;
    assert_eq!(issued.location(), inspection, "{}", issued.text());
    let pdf = official(&case, &inspection, 1).await;
    let found = pictures(&pdf);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].1, found[0].2),
        (1_600, 1_200),
        "as fine as paper shows"
    );
    assert!(pdf.len() < 4_000_000, "{}", pdf.len());
}

#[tokio::test]
async fn a_photo_that_is_too_large_is_refused_with_a_sentence_and_what_was_typed_stays() {
    let case = Case::new().await;
    let inspection = case.planned(0, "2026-11-20").await;
    let post = async |photo: &[u8]| {
        let mut body = Vec::new();
        let mut part = |name: &str, file: &str, bytes: &[u8]| {
            let head = format!(
                "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        };
        part("vordruck", "", b"hygienebegehung");
        part("entwurf", "", b"0");
        part("aktion", "", b"entwurf");
        part("head/participants", "", "Ingo Inspektor".as_bytes());
        part("kitchen_area/kitchen_clean", "", b"not");
        part(&format!("_file:{QUESTION}"), "; filename=\"a.jpg\"", photo);
        body.extend(b"--grenze--\r\n");
        let path = format!("{inspection}/ausfuellen");
        let request = TestApp::request(Method::POST, &case.inspector, &path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze")
            .body(Body::from(body))
            .unwrap();
        case.field.app.send(request).await
    };
    let mut large = b"\xff\xd8\xff\xe0".to_vec();
    large.resize(21 * 1024 * 1024, 0);
    let refused = post(&large).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("zu groß"), "{page}");
    assert!(page.contains("Ingo Inspektor"), "what was typed stays");
    // Without a script, a photo of a phone goes through in one piece.
    let mut file = Cursor::new(Vec::new());
    noise(200, 100)
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    let mut photo = file.into_inner();
    photo.resize(12 * 1024 * 1024, 0);
    let taken = post(&photo).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let stand = case
        .page(&case.inspector, &format!("{inspection}/ausfuellen"))
        .await;
    assert_eq!(hidden(&stand, "entwurf"), "1");
}
