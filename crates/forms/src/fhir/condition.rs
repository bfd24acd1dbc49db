// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `enableWhen` as an expression.

use serde_json::{Map, Value};

use super::choices::plain_value;
use super::read::{Reading, objects, text};
use crate::bounds::{is_date, is_number, quoted};
use crate::spec::QuestionType;

impl Reading<'_> {
    /// When an item is asked. A condition that cannot be said is named, and the item always asked.
    pub(super) fn condition(&mut self, item: &Map<String, Value>, path: &str) -> Option<String> {
        let conditions: Vec<&Map<String, Value>> = objects(item, "enableWhen").collect();
        if conditions.is_empty() {
            return None;
        }
        let joined = match text(item, "enableBehavior") {
            "all" => " and ",
            "any" => " or ",
            other => {
                if conditions.len() > 1 {
                    self.lose_value(path, "enableBehavior", other);
                }
                " or "
            }
        };
        let mut parts = Vec::new();
        for condition in conditions {
            let Some(part) = self.comparison(condition) else {
                let question = text(condition, "question");
                let operator = text(condition, "operator");
                self.lose_value(path, "enableWhen", format!("{question} {operator}"));
                return None;
            };
            parts.push(part);
        }
        Some(parts.join(joined))
    }

    fn comparison(&self, condition: &Map<String, Value>) -> Option<String> {
        let known = self.items.get(text(condition, "question"))?;
        if known.name.is_empty() {
            return None;
        }
        let asked = format!("${{{}}}", known.name);
        let operator = text(condition, "operator");
        let (kind, answer) = condition
            .iter()
            .find_map(|(key, value)| Some((key.strip_prefix("answer")?, value)))?;
        if operator == "exists" {
            let exists = answer.as_bool()?;
            return Some(format!("{asked} {} ''", if exists { "!=" } else { "=" }));
        }
        let value = plain_value(kind, answer)?;
        let is_equality = matches!(operator, "=" | "!=");
        if known.kind == QuestionType::SelectMany {
            let chosen = format!("selected({asked}, {})", quoted(&value)?);
            return match operator {
                "=" => Some(chosen),
                "!=" => Some(format!("not({chosen})")),
                _ => None,
            };
        }
        if !matches!(operator, "=" | "!=" | "<" | "<=" | ">" | ">=") {
            return None;
        }
        let operand = match kind {
            "Integer" | "Decimal" | "Quantity" if is_number(&value) => value,
            "Date" if !is_equality && is_date(&value) => format!("date('{value}')"),
            _ if is_equality => quoted(&value)?,
            _ => return None,
        };
        Some(format!("{asked} {operator} {operand}"))
    }
}
