// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The picture by which ODK Collect is set up: the tablet scans it and knows the server.
//!
//! Source: <https://docs.getodk.org/collect-import-export/>. Settings as JSON, packed with zlib,
//! written in base64, drawn as a QR code. The address contains the key of the tablet: whoever sees
//! the picture can send in its name.

use std::fmt;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::{Map, Value, json};

/// How a tablet is set up. What is not said has the tablet's usual value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Settings<'a> {
    /// Where forms come from and submissions go to, with the key: everything before `/formList`.
    pub server_url: &'a str,
    /// What the project is called on the tablet.
    pub project_name: &'a str,
    /// One letter or picture character for the project.
    pub project_icon: Option<&'a str>,
    /// The colour of the project: `#rrggbb`.
    pub project_color: Option<&'a str>,
    /// The language of the program: `de`.
    pub language: Option<&'a str>,
    /// Whether the tablet always has exactly the forms of the server, and otherwise those that a
    /// person fetches.
    pub follows_server: bool,
    /// Whether finished forms are sent by themselves as soon as there is a network.
    pub sends_by_itself: bool,
    /// The password that protects the settings on the tablet. It stands in the picture for all to
    /// read.
    pub admin_password: Option<&'a str>,
}

/// Keys do not go into logs.
impl fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("project_name", &self.project_name)
            .finish_non_exhaustive()
    }
}

/// The settings are too long for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the settings are too long for a QR code")]
pub struct TooLong;

impl Settings<'_> {
    /// The settings as JSON.
    pub fn to_json(&self) -> Value {
        let mut general = json!({ "protocol": "odk_default", "server_url": self.server_url });
        let mut project = json!({ "name": self.project_name });
        let mut admin = Value::Object(Map::new());
        let mode = self.follows_server.then_some("match_exactly");
        let sending = self.sends_by_itself.then_some("wifi_and_cellular");
        set(&mut general, "app_language", self.language);
        set(&mut general, "form_update_mode", mode);
        set(&mut general, "autosend", sending);
        set(&mut project, "icon", self.project_icon);
        set(&mut project, "color", self.project_color);
        set(&mut admin, "admin_pw", self.admin_password);
        json!({ "general": general, "admin": admin, "project": project })
    }

    /// The text of the picture.
    pub fn text(&self) -> String {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        // A vector takes everything.
        let _ = packed.write_all(self.to_json().to_string().as_bytes());
        STANDARD.encode(packed.finish().unwrap_or_default())
    }

    /// The picture as SVG, black on white, with the quiet zone around it. The level of correction is
    /// low, as that of Central: a screen is not scratched, and the picture stays coarse enough for old
    /// cameras.
    pub fn picture(&self) -> Result<String, TooLong> {
        let code = QrCode::with_error_correction_level(self.text(), EcLevel::L);
        let picture = code
            .map_err(|_| TooLong)?
            .render::<svg::Color<'_>>()
            .module_dimensions(1, 1)
            .build();
        // Within a page there is no declaration of XML.
        let start = picture.find("<svg").unwrap_or_default();
        Ok(picture.get(start..).unwrap_or_default().to_owned())
    }
}

fn set(object: &mut Value, name: &str, value: Option<&str>) {
    if let (Some(value), Value::Object(map)) = (value, object) {
        map.insert(name.to_owned(), value.into());
    }
}
