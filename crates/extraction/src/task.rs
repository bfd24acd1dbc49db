// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is to be done with a table, and the one way to do it.

use anonymity::{
    Criterion, Extract, ExtractError, Generalisation, Generalised, Metric, Optimum, Recoding,
    Risks, Shape, Table, Watch,
};

/// What is to be made of a table.
#[derive(Debug, Clone)]
pub struct Task {
    /// The columns by which somebody could find a person, with how they are made coarser.
    pub quasi: Vec<(String, Generalisation)>,
    /// Columns that leave as they are. What a criterion looks at does so, too; all else is left out.
    pub kept: Vec<String>,
    /// How columns are made coarser whose hierarchy a criterion climbs.
    pub climbed: Vec<(String, Generalisation)>,
    /// What a class needs.
    pub criteria: Vec<Criterion>,
    /// The largest share of rows that may be suppressed, 0 to 1.
    pub suppression: f64,
    /// What is made as small as possible.
    pub metric: Metric,
    /// Whether every group gets levels of its own.
    pub local: bool,
    /// How many people the table was drawn from, for estimates of who is unique among them.
    pub population: Option<u64>,
    /// On how many processors.
    pub threads: usize,
}

/// What came of a task.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The task.
    pub task: &'a Task,
    /// The task as the engine has it.
    pub extract: Extract<'a>,
    /// The combination that loses least.
    pub optimum: Optimum,
    /// The rows in groups.
    pub recoding: Recoding,
    /// How they look from outside.
    pub shape: Shape,
    /// Risks of the table as it was.
    pub before: Option<Risks>,
    /// Risks of it as it leaves; none if no row stays.
    pub after: Option<Risks>,
}

impl Task {
    /// The columns that are read, some perhaps twice; or which one is named for two things at once.
    pub fn columns(&self) -> Result<Vec<&str>, ExtractError> {
        let kept = self.kept.iter().map(String::as_str);
        let watched = self.criteria.iter().filter_map(Criterion::column);
        let beside: Vec<&str> = kept.chain(watched).collect();
        let quasi = || self.quasi.iter().map(|(name, _)| name.as_str());
        match quasi().find(|name| beside.contains(name)) {
            Some(both) => Err(ExtractError::SensitiveQuasi(both.to_owned())),
            None => Ok(quasi().chain(beside).collect()),
        }
    }

    /// Whether a column leaves as it is: it is named so, or a criterion other than the count of
    /// entities looks at it.
    pub fn keeps(&self, column: &str) -> bool {
        self.kept.iter().any(|other| other == column)
            || self.criteria.iter().any(|criterion| {
                !matches!(criterion, Criterion::Entities { .. })
                    && criterion.column() == Some(column)
            })
    }

    /// Columns whose hierarchy one of the criteria climbs.
    pub fn climbed_by(criteria: &[Criterion]) -> Vec<String> {
        criteria
            .iter()
            .filter(|criterion| matches!(criterion, Criterion::HierarchicalT { .. }))
            .filter_map(|criterion| criterion.column().map(str::to_owned))
            .collect()
    }

    /// Does it. Whoever looks on can stop it.
    pub fn run<'a>(&'a self, table: &'a Table, watch: &Watch) -> Result<Outcome<'a>, ExtractError> {
        self.columns()?;
        let extract = Extract {
            table,
            quasi: generalised(&self.quasi),
            sensitive: generalised(&self.climbed),
            criteria: self.criteria.clone(),
            suppression: self.suppression,
            metric: self.metric,
            threads: self.threads,
        };
        let optimum = extract.optimum_watched(watch)?;
        let (recoding, shape) = if self.local {
            extract.recode_locally_watched(&optimum.levels, watch)?
        } else {
            extract.recode(&optimum.levels)?
        };
        let as_it_was = Extract {
            criteria: vec![Criterion::K(1)],
            ..extract.clone()
        };
        let (_, first) = as_it_was.recode(&vec![0; extract.quasi.len()])?;
        Ok(Outcome {
            before: Risks::of(&first.sizes, self.population),
            after: Risks::of(&shape.sizes, self.population),
            task: self,
            extract,
            optimum,
            recoding,
            shape,
        })
    }
}

fn generalised(columns: &[(String, Generalisation)]) -> Vec<Generalised<'_>> {
    columns
        .iter()
        .map(|(column, generalisation)| Generalised {
            column,
            generalisation,
        })
        .collect()
}
