// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the evaluation knows besides the answers: the moment and the period.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use xpath::TreeBuilder;

use crate::answers::Answers;
use crate::engine::{self, Surroundings};
use crate::spec::{PERIOD_FACTS, PERIOD_INSTANCE, PREVIOUS_INSTANCE};

/// The period instance of a form whose period is not known.
pub(crate) const EMPTY_PERIOD: &str = "<root><name/><first_day/><last_day/><count_day/></root>";

/// The instance of a form without a report for the period before.
pub(crate) const EMPTY_PREVIOUS: &str = "<root/>";

/// A list of entities with none in it.
pub(crate) const NO_ENTITIES: &[u8] = b"name,label,__version\n";

/// What the evaluation knows besides the answers. Built once, used for many checks.
#[derive(Debug, Clone)]
pub struct Context {
    surroundings: Surroundings,
}

/// The period that a report is about, as forms can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFacts {
    /// The period's name: `2026-W47`.
    pub name: String,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// The day that counts are taken on, if the collection has one.
    pub count_day: Option<Date>,
}

impl Context {
    /// The moment `now`, with the calendar of Germany.
    pub fn at(now: Timestamp) -> Self {
        Self::new(now.to_zoned(kernel::berlin_zone()))
    }

    /// The moment and calendar `now`. Random values follow from the moment alone, unless
    /// [`Context::with_seed`] gives them another source.
    pub fn new(now: Zoned) -> Self {
        let mut seed = [0; 32];
        let moment = now.timestamp().as_nanosecond().to_be_bytes();
        seed[..moment.len()].copy_from_slice(&moment);
        let mut surroundings = Surroundings::at(now, seed);
        // Who opens a question further on expects what the form proposes for it.
        surroundings.proposes_hidden = true;
        Self { surroundings }
    }

    /// The day `today`, at noon in Germany.
    pub fn on(today: Date) -> Self {
        let noon = today
            .at(12, 0, 0, 0)
            .to_zoned(kernel::berlin_zone())
            .expect("noon exists on every day in Germany");
        Self::new(noon)
    }

    /// The same, for a report about `period`.
    #[must_use]
    pub fn with_period(mut self, period: PeriodFacts) -> Self {
        let count_day = period.count_day.map(|day| day.to_string());
        let values = [
            period.name,
            period.first_day.to_string(),
            period.last_day.to_string(),
            count_day.unwrap_or_default(),
        ];
        let mut builder = TreeBuilder::new();
        builder.open("root");
        for (fact, value) in PERIOD_FACTS.iter().zip(&values) {
            builder.leaf(fact, value);
        }
        builder.close();
        self.put(PERIOD_INSTANCE, builder);
        self
    }

    /// The same, for a report that comes after one with these answers.
    #[must_use]
    pub fn with_previous(mut self, answers: &Answers) -> Self {
        let mut root = Branch::default();
        for (path, value) in answers.iter() {
            let steps: Vec<&str> = path.split('/').collect();
            root.grow(&steps, value);
        }
        let mut builder = TreeBuilder::new();
        builder.open("root");
        root.build(&mut builder);
        builder.close();
        self.put(PREVIOUS_INSTANCE, builder);
        self
    }

    /// The same, with the entities of a list as the file `list.csv` gives them; if that cannot be
    /// read, why.
    pub fn with_entities(mut self, list: &str, csv: &[u8]) -> Result<Self, String> {
        let document = engine::read_file(&format!("{list}.csv"), csv)?;
        self.put_document(list, Arc::new(document));
        Ok(self)
    }

    fn put(&mut self, instance: &str, builder: TreeBuilder) {
        self.put_document(instance, Arc::new(builder.build_document()));
    }

    fn put_document(&mut self, instance: &str, document: Arc<xpath::Document>) {
        let instances = &mut self.surroundings.instances;
        instances.retain(|(name, _)| name != instance);
        instances.push((instance.to_owned(), document));
    }

    /// The same, with this source of random numbers and identifiers.
    #[must_use]
    pub fn with_seed(mut self, seed: [u8; 32]) -> Self {
        self.surroundings.seed = seed;
        self
    }

    /// The day that counts as today.
    pub fn today(&self) -> Date {
        self.surroundings.now.date()
    }

    /// The same for the engine.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }
}

/// Answers as the tree that their paths say: by name, then by position.
#[derive(Default)]
struct Branch<'a> {
    value: &'a str,
    inner: BTreeMap<(&'a str, usize), Branch<'a>>,
}

impl<'a> Branch<'a> {
    fn grow(&mut self, steps: &[&'a str], value: &'a str) {
        let Some((first, rest)) = steps.split_first() else {
            self.value = value;
            return;
        };
        let positioned = first
            .strip_suffix(']')
            .and_then(|step| step.split_once('['));
        let (name, position) = positioned.unwrap_or((first, "1"));
        let place = (name, position.parse().unwrap_or(1));
        self.inner.entry(place).or_default().grow(rest, value);
    }

    fn build(&self, builder: &mut TreeBuilder) {
        for ((name, _), branch) in &self.inner {
            if branch.inner.is_empty() {
                builder.leaf(name, branch.value);
            } else {
                builder.open(name);
                branch.build(builder);
                builder.close();
            }
        }
    }
}
