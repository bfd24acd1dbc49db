// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The picture that tablets scan.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use odk::settings_qr::{Settings, TooLong};
use serde_json::Value;

fn settings() -> Settings<'static> {
    Settings {
        server_url: "https://example.org/v1/key/gl6yBNBCUEYyVQ3jAJK2/projects/7",
        project_name: "Begehungen Ämter",
        project_icon: Some("B"),
        project_color: None,
        language: Some("de"),
        follows_server: true,
        sends_by_itself: true,
        admin_password: None,
    }
}

#[test]
fn the_text_is_what_collect_unpacks() {
    let packed = STANDARD.decode(settings().text()).unwrap();
    let mut text = String::new();
    ZlibDecoder::new(packed.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    let read: Value = serde_json::from_str(&text).unwrap();
    insta::assert_json_snapshot!(read);
    assert_eq!(read, settings().to_json());
}

#[test]
fn all_three_parts_are_there_even_if_they_are_empty() {
    let settings = Settings {
        project_icon: None,
        language: None,
        follows_server: false,
        sends_by_itself: false,
        ..settings()
    };
    let json = settings.to_json();
    assert_eq!(json["admin"], serde_json::json!({}));
    assert_eq!(json["general"].as_object().unwrap().len(), 2);
}

#[test]
fn the_picture_is_plain_svg() {
    let picture = settings().picture().unwrap();
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(picture.ends_with("</svg>"));
    assert!(!picture.contains("style=") && !picture.contains("gl6yBN"));
    // What repeats itself would pack well; this does not.
    let long: String = (0..9_000_u64)
        .map(|n| n.wrapping_mul(6_364_136_223_846_793_005).to_string())
        .collect();
    let settings = Settings {
        server_url: &long,
        ..settings()
    };
    assert_eq!(settings.picture(), Err(TooLong));
}

#[test]
fn the_key_does_not_go_into_logs() {
    assert!(!format!("{:?}", settings()).contains("gl6yBN"));
}
