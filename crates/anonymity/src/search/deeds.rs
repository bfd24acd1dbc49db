// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with an extract. Each is written once for all widths of keys.

use super::keys::{Key, Spelling};
use super::{Extract, ExtractError, Optimum, Prepared, Recoding, Shape, Watch};

impl Extract<'_> {
    /// The combination of levels that loses least.
    pub fn optimum(&self) -> Result<Optimum, ExtractError> {
        self.optimum_watched(&Watch::default())
    }

    /// The same, while somebody looks on who can stop it.
    pub fn optimum_watched(&self, watch: &Watch) -> Result<Optimum, ExtractError> {
        self.prepared(Search, watch)
    }

    /// What a given combination of levels loses, whether or not it is within the limit; one level
    /// per quasi-identifier, at most its height.
    pub fn at(&self, levels: &[usize]) -> Result<Optimum, ExtractError> {
        let without_limit = Extract {
            suppression: 1.0,
            ..self.clone()
        };
        without_limit.prepared(Look(levels), &Watch::default())
    }

    /// The table at these levels, without the rows that stand out.
    pub fn recode(&self, levels: &[usize]) -> Result<(Recoding, Shape), ExtractError> {
        self.prepared(Recode(levels), &Watch::default())
    }

    /// The table in groups of their own levels each, as fine as the criteria allow. `levels` is the
    /// combination that [`Self::optimum`] found; if the criteria do not let all rows find company,
    /// the groups are made of its classes.
    pub fn recode_locally(&self, levels: &[usize]) -> Result<(Recoding, Shape), ExtractError> {
        self.recode_locally_watched(levels, &Watch::default())
    }

    /// The same, while somebody looks on who can stop it.
    pub fn recode_locally_watched(
        &self,
        levels: &[usize],
        watch: &Watch,
    ) -> Result<(Recoding, Shape), ExtractError> {
        self.prepared(Locally(levels), watch)
    }

    fn prepared<D: Deed>(&self, deed: D, watch: &Watch) -> Result<D::Answer, ExtractError> {
        let ground = self.ground()?;
        let spellings = ground
            .costs
            .columns
            .iter()
            .map(|levels| Spelling::of(levels).ok_or(ExtractError::TooWide))
            .collect::<Result<Vec<_>, _>>()?;
        let width: u32 = spellings.iter().map(|spelling| spelling.width).sum();
        match width {
            0..=64 => deed.done(&Prepared::<u64>::new(self, ground, &spellings, watch)?),
            65..=128 => deed.done(&Prepared::<u128>::new(self, ground, &spellings, watch)?),
            129..=512 => deed.done(&Prepared::<[u128; 4]>::new(
                self, ground, &spellings, watch,
            )?),
            _ => Err(ExtractError::TooWide),
        }
    }
}

/// What is done with a prepared extract, however its keys are kept.
trait Deed {
    type Answer;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError>;
}

struct Search;

impl Deed for Search {
    type Answer = Optimum;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Optimum, ExtractError> {
        with.search()
    }
}

struct Look<'l>(&'l [usize]);

impl Deed for Look<'_> {
    type Answer = Optimum;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Optimum, ExtractError> {
        with.fits(self.0)?;
        Ok(with.look_once(self.0))
    }
}

struct Recode<'l>(&'l [usize]);

impl Deed for Recode<'_> {
    type Answer = (Recoding, Shape);
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError> {
        with.fits(self.0)?;
        let recoding = with.recode(self.0);
        let shape = with.shape(&recoding);
        Ok((recoding, shape))
    }
}

struct Locally<'l>(&'l [usize]);

impl Deed for Locally<'_> {
    type Answer = (Recoding, Shape);
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError> {
        with.fits(self.0)?;
        let recoding = with.recode_locally(self.0);
        with.watch.go_on()?;
        let shape = with.shape(&recoding);
        Ok((recoding, shape))
    }
}
