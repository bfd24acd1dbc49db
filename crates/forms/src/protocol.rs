// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The engines as conversations of JSON lines: one request a line, one answer a line.
//!
//! For integrators, and for comparing the engines with others from outside. A request that cannot
//! be answered gets `{"error": …}`; the conversation goes on.

mod expressions;
mod filling;

pub use expressions::Expressions;
pub use filling::Filling;

use serde_json::{Value, json};

/// A conversation: it remembers what its later lines need.
pub trait Conversation {
    /// The answer to one request.
    fn answer(&mut self, request: &Value) -> Result<Value, String>;
}

/// Answers one line with one line, without the line's end.
pub fn answer_line(conversation: &mut dyn Conversation, line: &str) -> String {
    let request: Value = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => return json!({ "error": format!("this is no JSON: {error}") }).to_string(),
    };
    let mut answer = match conversation.answer(&request) {
        Ok(answer) => answer,
        Err(error) => json!({ "error": error }),
    };
    // Whoever numbers requests finds the number again.
    if let (Some(id), Some(answer)) = (request.get("id"), answer.as_object_mut()) {
        answer.insert("id".to_owned(), id.clone());
    }
    answer.to_string()
}

/// A text that must be there.
fn text<'a>(request: &'a Value, key: &str) -> Result<&'a str, String> {
    request
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("`{key}` must be a text"))
}
