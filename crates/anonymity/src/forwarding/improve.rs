// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Local search over groups: each step makes the release cheaper, and the steps are always the same
//! for the same records.

use super::pool::{Cluster, Pool};

/// Groups while they are being rearranged.
pub(super) struct Search<'p, 'a> {
    pool: &'p Pool<'a>,
    groups: Vec<Option<Cluster>>,
    /// Item → its group.
    home: Vec<Option<usize>>,
    /// The loss of what leaves and the worth of waiting of what stays.
    total: u64,
    /// What groups were before the step that is being tried.
    journal: Vec<(usize, Option<Cluster>)>,
    /// How many comparisons of two records may still be made. A number and not a time, so that every
    /// machine comes to the same groups.
    work: u64,
}

impl<'p, 'a> Search<'p, 'a> {
    pub(super) fn new(pool: &'p Pool<'a>, groups: Vec<Cluster>, work: u64) -> Self {
        let everybody: Vec<usize> = (0..pool.items.len()).collect();
        let mut search = Self {
            pool,
            groups: Vec::new(),
            home: vec![None; pool.items.len()],
            total: pool.waiting(&everybody),
            journal: Vec::new(),
            work,
        };
        for group in groups {
            search.add(group);
        }
        search.journal.clear();
        search
    }

    /// What the release costs as it stands.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The groups as they stand.
    pub(super) fn into_groups(self) -> Vec<Cluster> {
        self.groups.into_iter().flatten().collect()
    }

    /// Improves until nothing helps or the work is used up.
    pub(super) fn run(&mut self) {
        loop {
            let before = self.total;
            self.each_item(Self::elsewhere);
            self.each_item(Self::gather);
            self.each_item(Self::swap);
            if self.total == before || self.work == 0 {
                break;
            }
        }
    }

    /// Tries a step for every item, the most expensive first, and keeps it where it pays.
    fn each_item(&mut self, step: fn(&mut Self, usize)) {
        let mut order: Vec<usize> = (0..self.pool.items.len()).collect();
        order.sort_by_key(|item| (u64::MAX - self.cost_of(*item), *item));
        for item in order {
            if self.work == 0 {
                return;
            }
            if self.cost_of(item) > 0 {
                let before = self.total;
                step(self, item);
                self.keep_if_below(before);
            }
        }
    }

    fn cost_of(&self, item: usize) -> u64 {
        let group = self.home[item].and_then(|number| self.groups[number].as_ref());
        group.map_or(self.pool.items[item].waiting, |group| group.loss)
    }

    fn keep_if_below(&mut self, before: u64) -> bool {
        let pays = self.total < before;
        if !pays {
            while let Some((number, group)) = self.journal.pop() {
                self.put(number, group);
            }
        }
        self.journal.clear();
        pays
    }

    fn spend(&mut self, work: usize) {
        self.work = self.work.saturating_sub(work as u64);
    }

    /// Replaces a group; what belonged to it and does not any more waits.
    fn set(&mut self, number: usize, group: Option<Cluster>) {
        let before = self.groups[number].clone();
        self.journal.push((number, before));
        self.put(number, group);
    }

    fn add(&mut self, group: Cluster) {
        self.groups.push(None);
        self.set(self.groups.len() - 1, Some(group));
    }

    fn put(&mut self, number: usize, group: Option<Cluster>) {
        if let Some(old) = self.groups[number].take() {
            self.total = self.total + self.pool.waiting(&old.members) - old.cost();
            for member in old.members {
                self.home[member] = None;
            }
        }
        if let Some(new) = group {
            self.total = self.total + new.cost() - self.pool.waiting(&new.members);
            for member in &new.members {
                self.home[*member] = Some(number);
            }
            self.groups[number] = Some(new);
        }
    }

    /// Takes an item out of its group. If that cannot do without it, it dissolves, and the others
    /// are returned: they wait.
    fn take_out(&mut self, item: usize) -> Vec<usize> {
        let Some(number) = self.home[item] else {
            return Vec::new();
        };
        let Some(group) = self.groups[number].as_ref() else {
            return Vec::new();
        };
        let others = group.members.iter().copied();
        let rest: Vec<usize> = others.filter(|member| *member != item).collect();
        self.spend(rest.len());
        if self.pool.is_sound(&rest) {
            let rest = self.pool.cluster(rest);
            self.set(number, rest);
            return Vec::new();
        }
        self.set(number, None);
        rest
    }

    /// The cluster of a group and one item more, if all limits allow it.
    fn joined(&mut self, number: usize, item: usize) -> Option<Cluster> {
        self.spend(1);
        let pool = self.pool;
        let group = self.groups[number].as_ref()?;
        let (levels, loss) = pool.cover(group.members[0], &group.levels, item)?;
        if loss > pool.items[item].limit || loss > group.limit {
            return None;
        }
        let mut members = group.members.clone();
        members.insert(members.partition_point(|member| *member < item), item);
        Some(Cluster {
            members,
            levels,
            loss,
            limit: group.limit.min(pool.items[item].limit),
        })
    }

    /// Puts an item that waits into the group where it costs least, if that is cheaper than waiting.
    fn find_home(&mut self, item: usize, but: Option<usize>) {
        let pool = self.pool;
        let waiting = pool.items[item].waiting;
        let mut best: Option<(u64, usize)> = None;
        for number in 0..self.groups.len() {
            let Some(group) = self.groups[number].as_ref() else {
                continue;
            };
            if but == Some(number) {
                continue;
            }
            self.work = self.work.saturating_sub(1);
            let Some((_, loss)) = pool.cover(group.members[0], &group.levels, item) else {
                continue;
            };
            let size = group.members.len() as u64;
            let cost = loss * (size + 1) - group.loss * size;
            let fits = loss <= pool.items[item].limit && loss <= group.limit;
            if fits && cost < waiting && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, number));
            }
        }
        if let Some((_, number)) = best
            && let Some(joined) = self.joined(number, item)
            && self.pool.is_sound(&joined.members)
        {
            self.set(number, Some(joined));
        }
    }

    /// Another group, or none.
    fn elsewhere(&mut self, item: usize) {
        let from = self.home[item];
        let freed = self.take_out(item);
        self.find_home(item, from);
        for other in freed {
            self.find_home(other, None);
        }
    }

    /// A new group around an item.
    fn gather(&mut self, seed: usize) {
        let Some(cluster) = self.cheapest_around(seed) else {
            return;
        };
        let mut freed = Vec::new();
        for member in &cluster.members {
            freed.extend(self.take_out(*member));
        }
        let members = cluster.members.clone();
        self.add(cluster);
        for other in freed {
            if !members.contains(&other) {
                self.find_home(other, None);
            }
        }
    }

    /// The sound group that grows around an item by always taking in the cheapest.
    pub(super) fn cheapest_around(&mut self, seed: usize) -> Option<Cluster> {
        let pool = self.pool;
        let mut cluster = pool.cluster(vec![seed])?;
        while !pool.is_sound(&cluster.members) {
            let size = cluster.members.len() as u64 + 1;
            let mut best: Option<(i64, usize)> = None;
            self.spend(pool.items.len());
            for item in 0..pool.items.len() {
                let Some((_, loss)) = pool.cover(seed, &cluster.levels, item) else {
                    continue;
                };
                if loss > cluster.limit.min(pool.items[item].limit) {
                    continue;
                }
                let cost = signed(loss * size) - signed(self.cost_of(item));
                if best.is_none_or(|(least, _)| cost < least) && !cluster.members.contains(&item) {
                    best = Some((cost, item));
                }
            }
            cluster = pool.grown(&cluster, best?.1)?;
        }
        cluster.members.sort_unstable();
        Some(cluster)
    }

    /// Changes places with the item that makes the most of it.
    fn swap(&mut self, item: usize) {
        let Some(here) = self.home[item] else {
            return;
        };
        let pool = self.pool;
        let mut best: Option<(u64, usize)> = None;
        for other in 0..pool.items.len() {
            if self.home[other] == Some(here) {
                continue;
            }
            let Some(new) = self.swap_costs(item, other) else {
                continue;
            };
            let old = self.cost_at(item) + self.cost_at(other);
            let pays = new < old && best.is_none_or(|(most, _)| old - new > most);
            if pays && self.swapped(item, other).is_some() {
                best = Some((old - new, other));
            }
        }
        if let Some((_, other)) = best
            && let Some((one, two)) = self.swapped(item, other)
        {
            let there = self.home[other];
            self.set(here, None);
            if let (Some(there), Some(two)) = (there, two) {
                self.set(there, Some(two));
            }
            self.set(here, Some(one));
        }
    }

    /// What the group of an item, or its waiting, costs.
    fn cost_at(&self, item: usize) -> u64 {
        let group = self.home[item].and_then(|number| self.groups[number].as_ref());
        group.map_or(self.pool.items[item].waiting, Cluster::cost)
    }

    /// What two groups, or one and waiting, would cost after two items have changed places; nothing if the
    /// limit of a member forbids it. Whether the groups would be sound is not asked.
    fn swap_costs(&mut self, item: usize, other: usize) -> Option<u64> {
        let here = self.exchange_cost(item, other)?;
        let there = match self.home[other] {
            Some(_) => self.exchange_cost(other, item)?,
            None => self.pool.items[item].waiting,
        };
        Some(here + there)
    }

    /// What the group of `out` costs with `into` in its place.
    fn exchange_cost(&mut self, out: usize, into: usize) -> Option<u64> {
        let pool = self.pool;
        let group = self.groups[self.home[out]?].as_ref()?;
        // Unlike a look at one record, this looks at a whole group.
        self.work = self.work.saturating_sub(8 * group.members.len() as u64);
        let mut levels = pool.finest();
        let mut loss = pool.loss(into, &levels);
        let mut limit = pool.items[into].limit;
        for member in group.members.iter().filter(|member| **member != out) {
            (levels, loss) = pool.cover(into, &levels, *member)?;
            limit = limit.min(pool.items[*member].limit);
        }
        (loss <= limit).then(|| loss * group.members.len() as u64)
    }

    /// The two groups after two items have changed places; the second may have waited.
    fn swapped(&self, item: usize, other: usize) -> Option<(Cluster, Option<Cluster>)> {
        let one = self.exchanged(item, other)?;
        let two = match self.home[other] {
            Some(_) => Some(self.exchanged(other, item)?),
            None => None,
        };
        Some((one, two))
    }

    fn exchanged(&self, out: usize, into: usize) -> Option<Cluster> {
        let pool = self.pool;
        let group = self.groups[self.home[out]?].as_ref()?;
        let mut members = group.members.clone();
        *members.iter_mut().find(|member| **member == out)? = into;
        let cluster = pool.cluster(members)?;
        (cluster.loss <= cluster.limit && pool.is_sound(&cluster.members)).then_some(cluster)
    }
}

fn signed(cost: u64) -> i64 {
    i64::try_from(cost).expect("a loss is at most 16 million per record")
}
