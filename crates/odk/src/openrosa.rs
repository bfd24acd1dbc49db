// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! OpenRosa 1.0: how tablets fetch forms and send what was filled in.
//!
//! Source: the standards at <https://docs.getodk.org/openrosa/>. Tablets ask for the list of forms
//! ([`form_list`]), for each form's files ([`manifest`]), and send submissions as `multipart/form-data`
//! with one part [`XML_SUBMISSION_FILE`] and one part for each file. A large submission comes in
//! several requests that repeat the same XML; [`arrival`] says what each of them means.

mod arrival;
mod entity_table;
mod form_list;
mod instance;
mod manifest;
mod response;

pub use arrival::{Arrival, Known, Refusal, arrival};
pub use entity_table::EntityTable;
pub use form_list::{ListedForm, form_list};
pub use instance::{
    EntityElement, Instance, InstanceError, LONGEST_IDENTIFIER, MOST_ENTITIES, SUBMISSION_LIMITS,
    Tag,
};
pub use manifest::{MediaFile, MediaKind, entity_integrity, manifest};
pub use response::{Nature, response};

use md5::{Digest, Md5};

/// The header that every request must and every answer does carry.
pub const VERSION_HEADER: &str = "X-OpenRosa-Version";

/// Its value.
pub const VERSION: &str = "1.0";

/// The header by which a server says how many bytes a request may have; tablets cut large
/// submissions accordingly.
pub const LENGTH_HEADER: &str = "X-OpenRosa-Accept-Content-Length";

/// The type of all answers with content.
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";

/// The name of the part with the filled-in form.
pub const XML_SUBMISSION_FILE: &str = "xml_submission_file";

/// The parameter of addresses by which a device says which one it is. Anybody can claim anything.
pub const DEVICE_ID: &str = "deviceID";

/// How an answer to `HEAD` on the address of submissions is numbered: there is no content.
pub const HEAD_STATUS: u16 = 204;

/// How an answer is numbered when a submission with all its files has arrived.
pub const CREATED: u16 = 201;

/// How an answer is numbered when more files of the submission are expected.
pub const ACCEPTED: u16 = 202;

/// The hash by which tablets see that a form or file has changed: `md5:` and 32 digits. MD5 protects
/// nothing here; the standard knows no other.
pub fn hash(bytes: &[u8]) -> String {
    format!("md5:{}", hex::encode(Md5::digest(bytes)))
}
