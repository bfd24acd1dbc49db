// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Somebody who is looked for in many places, under all her names.

use jiff::civil::Date;

use super::{distance, fold, sound};

/// How a name is like another one, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Its words are spelled alike.
    Spelled = 0,
    /// Its words begin alike.
    Begun = 1,
    /// Its words sound alike.
    Sounding = 2,
}

impl Likeness {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Spelled, Self::Begun, Self::Sounding];

    /// The name in the database and in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spelled => "spelled",
            Self::Begun => "begun",
            Self::Sounding => "sounding",
        }
    }
}

/// What the days of a thing say about a day of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Born {
    /// It is among them.
    Same,
    /// There is nothing to compare.
    Unknown,
    /// There are days, and none of them is it.
    Other,
}

impl Born {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Same, Self::Unknown, Self::Other];

    /// The name in the database and in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unknown => "unknown",
            Self::Other => "other",
        }
    }
}

/// Why a thing may be about somebody; the smallest fits best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    /// What its days say.
    pub born: Born,
    /// How the name that is least alike is like hers.
    pub name: Likeness,
}

/// Somebody who is looked for: her names in all spellings, and her day of birth if it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    names: Vec<Vec<(String, String)>>,
    born: Option<Date>,
}

impl Sought {
    /// Somebody with these names, each of one or more words in any order.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>, born: Option<Date>) -> Self {
        let names = names.into_iter().map(|name| {
            let folded = fold(name);
            let words = folded.split(' ').filter(|word| !word.is_empty());
            words
                .map(|word| (word.to_owned(), sound(word)))
                .collect::<Vec<_>>()
        });
        Self {
            names: names.filter(|words| !words.is_empty()).collect(),
            born,
        }
    }

    /// Whether nobody is looked for: a day of birth alone finds too many.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a thing that names somebody in `texts` may be about her, and why. `days` are those of the
    /// thing, whatever they mean. A name that is only similar needs a day that does not contradict.
    pub fn fits<'t>(&self, texts: impl IntoIterator<Item = &'t str>, days: &[Date]) -> Option<Fit> {
        let folded: Vec<String> = texts.into_iter().map(fold).collect();
        let parts: Vec<&str> = folded.iter().flat_map(|text| text.split(' ')).collect();
        let like = |words: &Vec<(String, String)>| {
            let mut farthest = Likeness::Spelled;
            for word in words {
                farthest = farthest.max(distance(word, &parts)?);
            }
            Some(farthest)
        };
        let name = self.names.iter().filter_map(like).min()?;
        let born = match self.born {
            Some(day) if days.contains(&day) => Born::Same,
            Some(_) if !days.is_empty() => Born::Other,
            _ => Born::Unknown,
        };
        let contradicts = born == Born::Other && name != Likeness::Spelled;
        (!contradicts).then_some(Fit { born, name })
    }
}

impl Sought {
    /// The same for a thing whose texts stand in groups, such as the questions about one person: says
    /// also what stands in the group that fits, or everything that does if only all groups together fit.
    pub fn among(&self, texts: &[(String, String)], days: &[Date]) -> Option<(Fit, String)> {
        let whole = self.fits(texts.iter().map(|(_, text)| text.as_str()), days)?;
        let mut groups: Vec<&str> = texts.iter().map(|(group, _)| group.as_str()).collect();
        groups.dedup();
        let of = |group: &str| -> Vec<&str> {
            let own = texts.iter().filter(|(one, _)| one == group);
            own.map(|(_, text)| text.as_str()).collect()
        };
        let best = groups.into_iter().filter_map(|group| {
            let fit = self.fits(of(group), days)?;
            Some((fit, group))
        });
        if let Some((fit, group)) = best.min() {
            return Some((fit, short(&of(group).join(" "))));
        }
        let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        Some((whole, short(&all.join(" "))))
    }
}

/// At most so many characters of a text are shown beside a hit.
const LONGEST_SHOWN: usize = 120;

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST_SHOWN {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(LONGEST_SHOWN).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn fit(born: Born, name: Likeness) -> Fit {
        Fit { born, name }
    }

    #[test]
    fn a_person_is_found_under_each_of_her_names_and_the_reason_is_said() {
        let born = date(2021, 3, 2);
        let kim = Sought::new(["Müller, Kim", "Kim Özdemir"], Some(born));
        let find = |texts: &[&str], days: &[Date]| kim.fits(texts.iter().copied(), days);
        assert_eq!(
            find(&["Kim", "Mueller"], &[born]),
            Some(fit(Born::Same, Likeness::Spelled))
        );
        assert_eq!(
            find(&["OEZDEMIR", "kim"], &[]),
            Some(fit(Born::Unknown, Likeness::Spelled))
        );
        assert_eq!(
            find(&["Miller", "Kim"], &[born]),
            Some(fit(Born::Same, Likeness::Sounding))
        );
        assert_eq!(
            find(&["Müller-Lüdenscheidt", "Kimberly"], &[]),
            Some(fit(Born::Unknown, Likeness::Begun))
        );
        assert_eq!(find(&["Kim"], &[born]), None, "half a name is none");
        let other = [date(2020, 1, 1)];
        assert_eq!(
            find(&["Kim Müller"], &other),
            Some(fit(Born::Other, Likeness::Spelled))
        );
        assert_eq!(find(&["Kim Miller"], &other), None, "neither name nor day");
        assert!(Sought::new([" - ", ""], Some(born)).is_empty());
    }

    #[test]
    fn the_group_that_fits_is_shown_and_not_the_others() {
        let text = |group: &str, text: &str| (group.to_owned(), text.to_owned());
        let texts = [
            text("guardian[1]", "Toni"),
            text("guardian[1]", "Müller"),
            text("person", "Müller"),
            text("person", "Kim"),
        ];
        let kim = Sought::new(["Kim Müller"], None);
        let found = kim.among(&texts, &[]).unwrap();
        assert_eq!(found.1, "Müller Kim");
        let mixed = Sought::new(["Kim Toni"], None);
        assert_eq!(
            mixed.among(&texts, &[]).unwrap().1,
            "Toni Müller Müller Kim"
        );
        assert_eq!(Sought::new(["Ada"], None).among(&texts, &[]), None);
    }

    proptest! {
        #[test]
        fn nobody_is_missed_who_is_called_like_that(name in "[a-zäöüß]{1,12}( [a-zéł]{1,12})?", rest in "\\PC{0,20}") {
            let sought = Sought::new([name.as_str()], None);
            prop_assert_eq!(sought.fits([rest.as_str(), name.as_str()], &[]), Some(fit(Born::Unknown, Likeness::Spelled)));
        }
    }
}
