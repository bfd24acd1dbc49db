// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The order of computations, who reads what, and circles.

use super::compile::Compiler;
use super::form::ComputationKind;
use super::order;
use super::problem::{ProblemKind, Property};
use super::slots::SlotId;

impl Compiler<'_> {
    /// The order of computations, and who reads what.
    #[expect(clippy::type_complexity, reason = "three lists that belong together")]
    pub(super) fn arrange(&mut self) -> (Vec<u32>, Vec<u32>, Vec<Vec<(u32, Option<SlotId>)>>) {
        let slots = self.slots;
        let count = self.computations.len();
        let mut writers: Vec<Vec<usize>> = vec![Vec::new(); slots.len()];
        for (number, computation) in self.computations.iter().enumerate() {
            match computation.kind {
                ComputationKind::Relevant => {
                    let mut open = vec![computation.slot];
                    while let Some(slot) = open.pop() {
                        writers[slot.index()].push(number);
                        open.extend(&slots[slot].children);
                        open.extend(&slots[slot].attributes);
                    }
                }
                _ => writers[computation.slot.index()].push(number),
            }
        }
        let mut needs: Vec<Vec<usize>> = vec![Vec::new(); count];
        // Only what makes circles that never come to rest.
        let mut strict: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut readers = vec![Vec::new(); slots.len()];
        for (number, computation) in self.computations.iter().enumerate() {
            let compiled = &self.expressions[computation.expr.0 as usize];
            let calculates = computation.kind == ComputationKind::Calculate;
            for read in &compiled.reads {
                let entry = (u32::try_from(number).unwrap_or(u32::MAX), read.bound);
                let list: &mut Vec<_> = &mut readers[read.slot.index()];
                if !list.contains(&entry) {
                    list.push(entry);
                }
                for &writer in &writers[read.slot.index()] {
                    needs[number].push(writer);
                    let written = self.computations[writer].kind;
                    if calculates && written == ComputationKind::Calculate && !read.is_elsewhere {
                        strict[number].push(writer);
                    }
                }
            }
            // A value is calculated when it is known to be relevant, in instances that exist.
            for slot in slots.around(computation.slot) {
                let facts = &self.facts[slot.index()];
                if calculates {
                    needs[number].extend(facts.relevant.map(|r| r as usize));
                }
            }
            if computation.kind == ComputationKind::Choices {
                let facts = &self.facts[computation.slot.index()];
                needs[number].extend(facts.calculate.map(|c| c as usize));
            }
        }
        for list in needs.iter_mut().chain(&mut strict) {
            list.sort_unstable();
            list.dedup();
        }
        for component in order::components(&strict) {
            let first = component[0];
            if component.len() > 1 || strict[first].contains(&first) {
                let circle = order::circle(&component, &strict);
                let paths = circle
                    .iter()
                    .map(|&n| slots[self.computations[n].slot].path.clone());
                let paths: Vec<String> = paths.collect();
                let path = paths[0].clone();
                self.report(&path, Property::Calculate, ProblemKind::Circle(paths));
            }
        }
        let mut order = Vec::with_capacity(count);
        for component in order::components(&needs) {
            order.extend(component.into_iter().filter_map(|n| u32::try_from(n).ok()));
        }
        let mut rank = vec![0; count];
        for (place, &number) in (0_u32..).zip(&order) {
            rank[number as usize] = place;
        }
        (order, rank, readers)
    }
}
