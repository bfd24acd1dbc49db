// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was not taken as it stood, and why: counted by kind, with the first examples of each.

use std::collections::BTreeMap;

/// How much something matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was taken; somebody may want to know.
    Note,
    /// It was left out as it should be.
    LeftOut,
    /// It is wrong and was left out.
    Error,
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $name:ident, $key:literal, $severity:ident, $text:literal;)+) => {
        /// What can be noticed about a row or a cell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])+ $name,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in message keys.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What is the matter and what to do, in English; pages say it in the words of their reader by the key.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

kinds! {
    /// A cell is no period of the kind of its column.
    Period, "period", Error, "this is no such period; choose another kind of period for the column, or correct the cell";
    /// A row has no period: a part of it is empty.
    PeriodMissing, "period-missing", Error, "the row has no period; fill the cell in, or say one for the whole table";
    /// The period is said to be unknown.
    PeriodNotKnown, "period-not-known", LeftOut, "the file says that the period is not known; such numbers have no place in a series";
    /// A cell is no key of a place.
    PlaceKey, "place-key", Error, "this is no official key (2, 5 or 8 digits); correct the cell, or choose names for the column";
    /// A key belongs to no place that is known.
    PlaceUnknown, "place-unknown", Error, "no place has this key; if it is a former one, add it to the changes of territory";
    /// No place has this name.
    PlaceName, "place-name", Error, "no place has this name; correct it, or give the key in a column of its own";
    /// Several places have this name.
    PlaceAmbiguous, "place-ambiguous", Error, "several places have this name; say the kind beside it (LK, SK), or give the key";
    /// A row has no place.
    PlaceMissing, "place-missing", Error, "the row has no place; fill the cell in, or say one for the whole table";
    /// A region that has no official key.
    PlaceRegion, "place-region", LeftOut, "this region has no official key, such as parts of Germany in surveys; it has no place in the normal form";
    /// Key and name of one row mean different places.
    PlaceContradiction, "place-contradiction", Error, "key and name mean different places; correct one of them";
    /// The place is said to be unknown.
    PlaceNotKnown, "place-not-known", LeftOut, "the file says that the place is not known; such numbers have no place on a map";
    /// A cell is no age or age group.
    Age, "age", Error, "this is no age group (such as 00-04, 80+); spreadsheet programs turn some into dates: format the column as text";
    /// A cell is no sex.
    Sex, "sex", Error, "this is no sex; correct the cell, or ignore the column";
    /// A cell is no disease that is known.
    Category, "category", Error, "this disease is not known; assign the label to a key";
    /// Two labels would have the same key.
    CategoryAmbiguous, "category-ambiguous", Error, "another label has the same key; assign both labels to keys of their own";
    /// A row has no disease or indicator.
    CategoryMissing, "category-missing", Error, "the row does not say what was counted; fill the cell in, or say it for the whole table";
    /// A cell is no number.
    Number, "number", Error, "this is no number; correct the cell, or name the text as a sign for missing numbers";
    /// A number is written as in the other language.
    NumberNotation, "number-notation", Error, "this number is written otherwise, or means two numbers; choose how the table writes numbers";
    /// A count is below zero.
    NumberNegative, "number-negative", Error, "a count is not below zero; correct the cell, or choose that the column holds values";
    /// A count has a fraction.
    NumberFraction, "number-fraction", Error, "a count is whole; choose that the column holds values, such as rates";
    /// A number is infinite or too large.
    NumberInfinite, "number-infinite", Error, "the number is infinite or too large; most often something was divided by zero";
    /// A ratio has nothing to divide by.
    DenominatorZero, "denominator-zero", Error, "the denominator is zero, so there is no share; leave such rows out";
    /// A ratio has more above than below.
    NumeratorAbove, "numerator-above", Error, "the numerator is larger than the denominator; perhaps the columns are confused";
    /// A value lies outside of its interval.
    Interval, "interval", Error, "the value lies outside of its interval; perhaps the columns of the bounds are confused";
    /// A row has cells beyond the headings.
    RowTooLong, "row-too-long", Error, "the row has more cells than there are headings; perhaps a separator stands in a text without quotation marks";
    /// A cell has more text than any key or number.
    CellTooLong, "cell-too-long", Error, "a cell has more text than is read; perhaps a quotation mark is not closed";
    /// The same number stands there twice.
    Duplicate, "duplicate", Note, "the same number stands there twice; it was taken once";
    /// Two different numbers for the same thing.
    Contradiction, "contradiction", Error, "there are different numbers for the same thing; none was taken: perhaps a column that tells them apart is ignored";
    /// A row or column holds the sum of others and has no place in the normal form.
    SumRow, "sum-row", LeftOut, "this is the sum of other rows or columns; it was not taken, so that nothing counts twice";
    /// A number was left out by whoever published it.
    Suppressed, "suppressed", LeftOut, "the number was left out by its publisher; it is neither zero nor missing";
    /// A cell is empty, or has a sign for missing numbers.
    Missing, "missing", Note, "there is no number; missing is not zero";
    /// An empty cell was taken as zero.
    EmptyAsZero, "empty-as-zero", Note, "empty cells were taken as zero, as was chosen";
    /// A key has got its leading zero back.
    ZeroRestored, "zero-restored", Note, "the leading zero of the key was missing; it was put back";
    /// The mapping leaves the row out.
    Filtered, "filtered", LeftOut, "the mapping takes rows with other texts only";
    /// A remark below or between the rows.
    Remark, "remark", LeftOut, "this row holds a remark and no numbers";
    /// A newer edition of the same number stands in the file.
    OtherEdition, "other-edition", LeftOut, "another edition of the dataset was asked for";
    /// A former key was carried to the present one.
    KeyCarried, "key-carried", Note, "the key is a former one; the number was carried to the place of today";
    /// A former place has become several, and a count cannot be parted.
    KeySplit, "key-split", Error, "the former place is several places today; a count cannot be parted among them";
    /// Places were joined, and their values cannot be added up.
    ValueOfJoined, "value-of-joined", Error, "several former places are one place today; rates and indexes of them cannot be added up";
    /// Of the places that were joined, not all have a number.
    JoinedIncomplete, "joined-incomplete", Note, "not all former places of this place have a number; the sum may be too small";
}

/// One thing that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: Kind,
    /// The line of the text or the row of the sheet, from 1; 0 for the table as a whole.
    pub line: u64,
    /// The heading of the column; empty for the row as a whole.
    pub column: String,
    /// What was found, at most 80 characters.
    pub found: String,
    /// What else a sentence about it needs, such as the keys of places with the same name; may be empty.
    pub more: String,
}

impl Problem {
    /// The key of the sentence, and the values in it: `line`, `column`, `found`, `more`.
    pub fn message(&self) -> (&'static str, [(&'static str, String); 4]) {
        (
            self.kind.key(),
            [
                ("line", self.line.to_string()),
                ("column", self.column.clone()),
                ("found", self.found.clone()),
                ("more", self.more.clone()),
            ],
        )
    }
}

/// All of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How often it was noticed.
    pub count: u64,
    /// The first of them, as many as the limits say.
    pub first: Vec<Problem>,
}

/// What was noticed while a table was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The rows below the headings.
    pub rows: u64,
    /// The rows of which nothing was wrong.
    pub sound_rows: u64,
    tallies: BTreeMap<Kind, Tally>,
    most: usize,
    most_errors: usize,
}

impl Report {
    pub(crate) fn keeping(most: usize, most_errors: usize) -> Self {
        Self {
            most,
            most_errors,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, kind: Kind, line: u64, column: &str, found: &str) {
        self.add_more(kind, line, column, found, "");
    }

    pub(crate) fn add_more(
        &mut self,
        kind: Kind,
        line: u64,
        column: &str,
        found: &str,
        more: &str,
    ) {
        let most = match kind.severity() {
            Severity::Error => self.most_errors,
            Severity::Note | Severity::LeftOut => self.most,
        };
        let tally = self.tallies.entry(kind).or_default();
        tally.count += 1;
        if tally.first.len() < most {
            tally.first.push(Problem {
                kind,
                line,
                column: shown(column),
                found: shown(found),
                more: more.to_owned(),
            });
        }
    }

    /// What was noticed, by kind.
    pub fn tallies(&self) -> impl Iterator<Item = (Kind, &Tally)> {
        self.tallies.iter().map(|(kind, tally)| (*kind, tally))
    }

    /// How often one kind was noticed.
    pub fn count(&self, kind: Kind) -> u64 {
        self.tallies.get(&kind).map_or(0, |tally| tally.count)
    }

    /// How many errors there are.
    pub fn errors(&self) -> u64 {
        self.tallies
            .iter()
            .filter(|(kind, _)| kind.severity() == Severity::Error)
            .map(|(_, tally)| tally.count)
            .sum()
    }
}

/// A short piece of a text.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(keys.len(), Kind::ALL.len());
    }

    #[test]
    fn of_many_problems_the_first_are_kept_and_all_are_counted() {
        let mut report = Report::keeping(1, 2);
        for line in 1..=5 {
            report.add(Kind::Number, line, "Fälle", "x");
        }
        report.add(Kind::Missing, 6, "Fälle", "");
        assert_eq!((report.count(Kind::Number), report.errors()), (5, 5));
        let (_, tally) = report
            .tallies()
            .find(|(kind, _)| *kind == Kind::Number)
            .unwrap();
        assert_eq!(tally.first.len(), 2);
        assert_eq!(tally.first[1].message().1[0], ("line", "2".to_owned()));
    }
}
