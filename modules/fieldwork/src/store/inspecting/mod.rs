// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections: plans, facilities, inspections, official records, defects.

pub(crate) mod changes;
pub(crate) mod defects;
pub(crate) mod drafts;
pub(crate) mod facilities;
pub(crate) mod figures;
pub(crate) mod inspections;
pub(crate) mod plans;
pub(crate) mod protocols;

use jiff::civil::Date;

use super::broken;

/// A day as it stands in the database.
fn day(text: &str) -> db::Result<Date> {
    text.parse().map_err(|_| broken("a day"))
}

fn day_if(text: Option<String>) -> db::Result<Option<Date>> {
    text.map(|text| day(&text)).transpose()
}

fn day_value(day: Option<Date>) -> db::Value {
    day.map(|day| day.to_string()).into()
}

/// Conditions with their values, one behind the other.
#[derive(Debug, Clone)]
pub(crate) struct Conditions {
    text: String,
    values: Vec<db::Value>,
}

impl Conditions {
    fn of_project(alias: &str, project: i64) -> Self {
        Self {
            text: format!("{alias}.project = $1"),
            values: vec![project.into()],
        }
    }

    /// Binds a value and gives its placeholder.
    fn bind(&mut self, value: impl Into<db::Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }
}
