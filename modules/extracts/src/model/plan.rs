// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What becomes of the columns of a table, and what a group of rows needs.

use anonymity::{Criterion, Metric};
use serde::{Deserialize, Serialize};

kernel::named! {
    /// What a column says about a person.
    pub enum Class {
        /// It names somebody; it never leaves.
        Identifier = "identifier",
        /// Together with others somebody could be found by it; it leaves coarser.
        Quasi = "quasi",
        /// Nobody is to learn it about a person; it leaves as it is, and a model guards it.
        Sensitive = "sensitive",
        /// It leaves as it is, with a reason.
        Plain = "plain",
    }
}

kernel::named! {
    /// How a column is made coarser.
    pub enum HierarchyKind {
        /// Ages in whole years.
        Ages = "ages",
        /// Days.
        Days = "days",
        /// Keys of municipalities.
        Places = "places",
        /// Sex as registers know it.
        Sex = "sex",
        /// Each value, or nothing.
        Flat = "flat",
        /// As a file says that was uploaded.
        File = "file",
    }
}

kernel::named! {
    /// A model that guards a sensitive column.
    pub enum ModelKind {
        /// At least so many different values.
        DistinctL = "distinct-l",
        /// Entropy of at least so many.
        EntropyL = "entropy-l",
        /// The most frequent value not too frequent.
        RecursiveCl = "recursive-cl",
        /// Distributed as in the whole table.
        EqualT = "equal-t",
        /// The same, along the column's hierarchy.
        HierT = "hier-t",
    }
}

/// A model with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Which.
    pub kind: ModelKind,
    /// l or t.
    pub value: f64,
    /// The c of a recursive model; 0 for the others.
    pub c: f64,
}

impl Model {
    /// What the engine asks of a column; nothing if the numbers are none of the model.
    pub fn criterion(&self, column: &str) -> Option<Criterion> {
        let (kind, value) = (self.kind.name(), self.value);
        let text = match self.kind {
            ModelKind::RecursiveCl => format!("{kind}:{column}:{}:{value}", self.c),
            _ => format!("{kind}:{column}:{value}"),
        };
        text.parse().ok()
    }
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanColumn {
    /// What stands above it.
    pub name: String,
    /// How many different values it has.
    pub distinct: u64,
    /// How many rows have nothing there.
    pub gaps: u64,
    /// The built-in hierarchies that have a place for each of its values.
    pub fits: Vec<HierarchyKind>,
    /// What it says about a person; nothing while nobody has said so.
    pub class: Option<Class>,
    /// How it is made coarser.
    pub hierarchy: Option<HierarchyKind>,
    /// Why it may leave as it is.
    pub reason: String,
    /// What guards it.
    pub model: Option<Model>,
}

/// What becomes of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The columns, in their order.
    pub columns: Vec<PlanColumn>,
    /// The rows that a group needs at least.
    pub k: u32,
    /// The identifier of which these must be different ones; empty to count rows.
    pub entity: String,
    /// The largest share of rows that may be suppressed, 0 to 1.
    pub suppression: f64,
    /// What is made as small as possible.
    pub metric: String,
    /// Whether every group gets levels of its own.
    pub local: bool,
    /// How many people the table was drawn from.
    pub population: Option<u64>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            k: 5,
            entity: String::new(),
            suppression: 0.05,
            metric: Metric::LossArith.as_str().to_owned(),
            local: true,
            population: None,
        }
    }
}

/// What is missing before an extract can be calculated. Columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFault {
    /// Nobody has said what the column says about a person.
    Unclassed(usize),
    /// A quasi-identifier has no hierarchy.
    Hierarchy(usize),
    /// There is no reason why it may leave.
    Reason(usize),
    /// Nothing guards a sensitive column, or its numbers are wrong.
    Model(usize),
    /// The model climbs a hierarchy that is not there.
    Climbed(usize),
    /// No column is a quasi-identifier.
    NoQuasi,
    /// Groups are too small to hide anybody, or larger than the table.
    K,
    /// The column with the people is no identifier.
    Entity,
    /// The share is none.
    Suppression,
    /// The metric is unknown.
    Metric,
}

impl PlanFault {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unclassed(_) => "unclassed",
            Self::Hierarchy(_) => "hierarchy",
            Self::Reason(_) => "reason",
            Self::Model(_) => "model",
            Self::Climbed(_) => "climbed",
            Self::NoQuasi => "no-quasi",
            Self::K => "k",
            Self::Entity => "entity",
            Self::Suppression => "suppression",
            Self::Metric => "metric",
        }
    }

    /// The place of the column that it is about.
    pub fn column(self) -> Option<usize> {
        match self {
            Self::Unclassed(at)
            | Self::Hierarchy(at)
            | Self::Reason(at)
            | Self::Model(at)
            | Self::Climbed(at) => Some(at),
            _ => None,
        }
    }

    /// Whether it is put right where columns are described, else where groups are.
    pub fn is_about_columns(self) -> bool {
        matches!(
            self,
            Self::Unclassed(_) | Self::Hierarchy(_) | Self::Reason(_) | Self::NoQuasi
        )
    }
}

impl Plan {
    /// The columns of a class, with their places.
    pub fn of(&self, class: Class) -> impl Iterator<Item = (usize, &PlanColumn)> {
        let columns = self.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.class == Some(class))
    }

    /// Whether a hierarchy of the column is needed.
    pub fn climbs(column: &PlanColumn) -> bool {
        let by_model = column
            .model
            .is_some_and(|model| model.kind == ModelKind::HierT);
        match column.class {
            Some(Class::Quasi) => true,
            Some(Class::Sensitive) => by_model,
            _ => false,
        }
    }

    fn fault_of(at: usize, column: &PlanColumn) -> Option<PlanFault> {
        let guarded = |model: Model| model.criterion(&column.name).is_some();
        match column.class {
            None => Some(PlanFault::Unclassed(at)),
            Some(Class::Plain) if column.reason.trim().is_empty() => Some(PlanFault::Reason(at)),
            Some(Class::Sensitive) if !column.model.is_some_and(guarded) => {
                Some(PlanFault::Model(at))
            }
            Some(class) if Self::climbs(column) && column.hierarchy.is_none() => {
                Some(match class {
                    Class::Sensitive => PlanFault::Climbed(at),
                    _ => PlanFault::Hierarchy(at),
                })
            }
            _ => None,
        }
    }

    /// What is missing. `rows` are those of the table.
    pub fn faults(&self, rows: i64) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            faults.extend(Self::fault_of(at, column));
        }
        if self.of(Class::Quasi).next().is_none() {
            faults.push(PlanFault::NoQuasi);
        }
        if self.k < 2 || i64::from(self.k) > rows {
            faults.push(PlanFault::K);
        }
        let mut names = self.of(Class::Identifier);
        if !self.entity.is_empty() && !names.any(|(_, column)| column.name == self.entity) {
            faults.push(PlanFault::Entity);
        }
        if !(0.0..=1.0).contains(&self.suppression) {
            faults.push(PlanFault::Suppression);
        }
        if self.metric.parse::<Metric>().is_err() {
            faults.push(PlanFault::Metric);
        }
        faults
    }

    /// What a group needs, as the engine has it.
    pub fn criteria(&self) -> Vec<Criterion> {
        let mut criteria = vec![Criterion::K(self.k)];
        if !self.entity.is_empty() {
            criteria.push(Criterion::Entities {
                column: self.entity.clone(),
                k: self.k,
            });
        }
        criteria.extend(self.of(Class::Sensitive).filter_map(|(_, column)| {
            let model = column.model?;
            model.criterion(&column.name)
        }));
        criteria
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, class: Class) -> PlanColumn {
        PlanColumn {
            name: name.to_owned(),
            class: Some(class),
            ..PlanColumn::default()
        }
    }

    fn plan() -> Plan {
        let quasi = PlanColumn {
            hierarchy: Some(HierarchyKind::Ages),
            ..column("age", Class::Quasi)
        };
        let sensitive = PlanColumn {
            model: Some(Model {
                kind: ModelKind::DistinctL,
                value: 3.0,
                c: 0.0,
            }),
            ..column("illness", Class::Sensitive)
        };
        let plain = PlanColumn {
            reason: "Sagt nichts über Personen.".to_owned(),
            ..column("year", Class::Plain)
        };
        Plan {
            columns: vec![column("id", Class::Identifier), quasi, sensitive, plain],
            entity: "id".to_owned(),
            ..Plan::default()
        }
    }

    #[test]
    fn a_complete_plan_says_what_the_engine_asks_of_groups() {
        assert_eq!(plan().faults(100), []);
        let criteria: Vec<String> = plan().criteria().iter().map(ToString::to_string).collect();
        assert_eq!(criteria, ["k:5", "entities:id:5", "distinct-l:illness:3"]);
    }

    #[test]
    fn everything_that_is_missing_is_named_with_its_column() {
        let mut wrong = plan();
        wrong.columns[0].class = None;
        wrong.columns[1].hierarchy = None;
        wrong.columns[2].model = None;
        wrong.columns[3].reason = " ".to_owned();
        wrong.k = 1;
        wrong.suppression = f64::NAN;
        "beauty".clone_into(&mut wrong.metric);
        assert_eq!(
            wrong.faults(100),
            [
                PlanFault::Unclassed(0),
                PlanFault::Hierarchy(1),
                PlanFault::Model(2),
                PlanFault::Reason(3),
                PlanFault::K,
                PlanFault::Entity,
                PlanFault::Suppression,
                PlanFault::Metric,
            ]
        );
        let mut larger = plan();
        larger.k = 101;
        assert_eq!(larger.faults(100), [PlanFault::K]);
        let mut climbing = plan();
        climbing.columns[2].model = Some(Model {
            kind: ModelKind::HierT,
            value: 0.2,
            c: 0.0,
        });
        assert_eq!(climbing.faults(100), [PlanFault::Climbed(2)]);
    }

    #[test]
    fn numbers_that_are_none_of_a_model_are_refused() {
        let model = |kind, value, c| Model { kind, value, c };
        for wrong in [
            model(ModelKind::DistinctL, 0.0, 0.0),
            model(ModelKind::DistinctL, 2.5, 0.0),
            model(ModelKind::EntropyL, 0.5, 0.0),
            model(ModelKind::RecursiveCl, 3.0, 0.0),
            model(ModelKind::EqualT, 1.5, 0.0),
        ] {
            assert_eq!(wrong.criterion("a"), None, "{wrong:?}");
        }
        let right = model(ModelKind::RecursiveCl, 3.0, 4.0).criterion("a");
        assert_eq!(right.unwrap().to_string(), "recursive-cl:a:4:3");
    }
}
