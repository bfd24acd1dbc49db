// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Names of places in all their spellings. Which places there are is given by the caller.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::Ags;

use crate::place::{Level, Place};

/// The states with their keys.
const STATES: [(&str, &str); 16] = [
    ("01", "Schleswig-Holstein"),
    ("02", "Hamburg"),
    ("03", "Niedersachsen"),
    ("04", "Bremen"),
    ("05", "Nordrhein-Westfalen"),
    ("06", "Hessen"),
    ("07", "Rheinland-Pfalz"),
    ("08", "Baden-Württemberg"),
    ("09", "Bayern"),
    ("10", "Saarland"),
    ("11", "Berlin"),
    ("12", "Brandenburg"),
    ("13", "Mecklenburg-Vorpommern"),
    ("14", "Sachsen"),
    ("15", "Sachsen-Anhalt"),
    ("16", "Thüringen"),
];

/// Words for Germany.
const GERMANY: [&str; 6] = [
    "deutschland",
    "bundesweit",
    "bundesgebiet",
    "germany",
    "bund",
    "bundesrepublik deutschland",
];

/// What kind of place a name says that it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Rural,
    Urban,
    Region,
}

/// Words before a name.
const BEFORE: [(&str, Kind); 12] = [
    ("lk ", Kind::Rural),
    ("landkreis ", Kind::Rural),
    ("kreis ", Kind::Rural),
    ("sk ", Kind::Urban),
    ("stadtkreis ", Kind::Urban),
    ("kreisfreie stadt ", Kind::Urban),
    ("krfr stadt ", Kind::Urban),
    ("landeshauptstadt ", Kind::Urban),
    ("hansestadt ", Kind::Urban),
    ("stadt ", Kind::Urban),
    ("region ", Kind::Region),
    ("kommunalverband ", Kind::Region),
];

/// Words behind a name.
const BEHIND: [(&str, Kind); 14] = [
    (" kreisfreie stadt", Kind::Urban),
    (" krfr stadt", Kind::Urban),
    (" landeshauptstadt", Kind::Urban),
    (" universitaetsstadt", Kind::Urban),
    (" hansestadt", Kind::Urban),
    (" stadtkreis", Kind::Urban),
    (" stadt", Kind::Urban),
    (" sk", Kind::Urban),
    (" landkreis", Kind::Rural),
    (" kreis", Kind::Rural),
    (" lk", Kind::Rural),
    (" region", Kind::Region),
    (" gemeinde", Kind::Rural),
    (" flecken", Kind::Rural),
];

/// A place with its name, as tables of territory have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// The key of a district or a municipality.
    pub ags: Ags,
    /// The name, such as `Oldenburg (Oldb)`.
    pub name: String,
    /// The kind, such as `Landkreis`, `Kreisfreie Stadt`, `Region`, `Stadt`, `Gemeinde`.
    pub kind: String,
}

/// Why a name is no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPlace {
    Unknown,
    /// Several places have it.
    Ambiguous(Vec<Place>),
}

/// The places with one name, and of which kinds they are said to be.
type Named = BTreeMap<Place, BTreeSet<Option<Kind>>>;

/// Places by their keys and names.
#[derive(Debug, Clone, Default)]
pub struct Places {
    names: HashMap<(Level, String), Named>,
    known: BTreeSet<Place>,
    former: BTreeSet<Place>,
    states: BTreeSet<Place>,
}

impl Places {
    /// The states of Germany and these places.
    pub fn new(places: impl IntoIterator<Item = PlaceName>) -> Self {
        let mut all = Self::default();
        for (key, name) in STATES {
            if let Ok(state) = key.parse() {
                all.add(state, name, None);
                all.known.insert(state);
            }
        }
        for name in GERMANY {
            all.add(Place::GERMANY, name, None);
        }
        all.known.insert(Place::GERMANY);
        for place in places {
            let key = Place::from(&place.ags);
            let kind = match folded(&place.kind).as_str() {
                "landkreis" | "kreis" | "gemeinde" | "flecken" => Some(Kind::Rural),
                "kreisfreie stadt" | "stadtkreis" | "stadt" => Some(Kind::Urban),
                "region" => Some(Kind::Region),
                _ => None,
            };
            all.add(key, &place.name, kind);
            all.known.insert(key);
            all.states.extend(key.at(Level::State));
        }
        all
    }

    /// Lets these keys of former times count as known; a `Territory` carries them to the present.
    #[must_use]
    pub fn with_former(mut self, keys: impl IntoIterator<Item = Ags>) -> Self {
        self.former
            .extend(keys.into_iter().map(|ags| Place::from(&ags)));
        self
    }

    /// Adds a spelling of a name for a place that is there already.
    pub fn add_spelling(&mut self, ags: &Ags, name: &str) {
        self.add(Place::from(ags), name, None);
    }

    fn add(&mut self, place: Place, name: &str, kind: Option<Kind>) {
        let whole = folded(name);
        let (found, base) = parted(&whole);
        let kinds: BTreeSet<_> = [kind, found].into_iter().collect();
        let mut spellings = BTreeSet::from([whole.clone(), base.to_owned()]);
        // Without what stands in brackets: `Nienburg (Weser)`.
        let short = name.split(['(', '/', ',']).next().unwrap_or(name);
        let short = folded(short);
        spellings.insert(parted(&short).1.to_owned());
        for spelling in spellings.into_iter().filter(|text| !text.is_empty()) {
            let places = self.names.entry((place.level(), spelling)).or_default();
            places.entry(place).or_default().extend(&kinds);
        }
    }

    /// Whether a key is one of these places; always so in states of which nothing is known.
    pub(crate) fn knows(&self, place: Place) -> bool {
        self.known.contains(&place)
            || self.former.contains(&place)
            || match place.at(Level::State) {
                Some(state) if place.level() > Level::State => {
                    let level = place.level();
                    !self.states.contains(&state)
                        || !self.known.iter().any(|known| {
                            known.level() == level && known.at(Level::State) == Some(state)
                        })
                }
                _ => false,
            }
    }

    /// The place with a name: Germany and states always, else of one level.
    pub(crate) fn find(&self, name: &str, level: Level) -> Result<Place, NoPlace> {
        if name.len() > 200 {
            return Err(NoPlace::Unknown);
        }
        let whole = folded(name);
        // A city that is a state is found as what is asked for first.
        let levels = match level {
            Level::Country | Level::State => [Level::State, Level::Country, Level::State],
            other => [other, Level::State, Level::Country],
        };
        for level in levels {
            match self.at_level(&whole, name, level) {
                Err(NoPlace::Unknown) => {}
                found => return found,
            }
        }
        Err(NoPlace::Unknown)
    }

    fn at_level(&self, whole: &str, name: &str, level: Level) -> Result<Place, NoPlace> {
        let (kind, base) = parted(whole);
        let get = |text: &str| self.names.get(&(level, text.to_owned()));
        let short = folded(name.split(['(', '/', ',']).next().unwrap_or(name));
        let (kind_of_short, base_of_short) = parted(&short);
        let places = get(whole)
            .or_else(|| get(base))
            .or_else(|| get(base_of_short))
            .ok_or(NoPlace::Unknown)?;
        let kind = kind.or(kind_of_short);
        let mut fitting: Vec<Place> = places
            .iter()
            .filter(|(_, kinds)| kind.is_none() || kinds.contains(&kind))
            .map(|(place, _)| *place)
            .collect();
        // `SK Emden` is the only Emden, whatever it is called; `SK Göttingen` is none: the district is another place.
        if fitting.is_empty() && kind == Some(Kind::Rural) && places.len() == 1 {
            fitting = places
                .iter()
                .filter(|(_, kinds)| kinds.contains(&Some(Kind::Region)) || kinds.contains(&None))
                .map(|(place, _)| *place)
                .collect();
        }
        match fitting.as_slice() {
            [] => Err(NoPlace::Unknown),
            [one] => Ok(*one),
            _ => Err(NoPlace::Ambiguous(fitting)),
        }
    }
}

/// Small letters without accents of German, words with one blank between them.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The kind that words around a folded name say, and the name alone.
fn parted(text: &str) -> (Option<Kind>, &str) {
    let mut kind = None;
    let mut rest = text;
    for (word, said) in BEFORE {
        if let Some(name) = rest.strip_prefix(word) {
            (kind, rest) = (Some(said), name);
            break;
        }
    }
    // `LK Region Hannover`.
    if let Some(name) = rest.strip_prefix("region ") {
        (kind, rest) = (Some(Kind::Region), name);
    }
    for (word, said) in BEHIND {
        if let Some(name) = rest.strip_suffix(word) {
            return (kind.or(Some(said)), name);
        }
    }
    (kind, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let place = |ags: &str, name: &str, kind: &str| PlaceName {
            ags: ags.parse().unwrap(),
            name: name.to_owned(),
            kind: kind.to_owned(),
        };
        Places::new([
            place("03101", "Braunschweig", "Kreisfreie Stadt"),
            place("03159", "Göttingen", "Landkreis"),
            place("03241", "Region Hannover", "Region"),
            place("03256", "Nienburg (Weser)", "Landkreis"),
            place("03357", "Rotenburg (Wümme)", "Landkreis"),
            place("03402", "Emden", "Kreisfreie Stadt"),
            place("03403", "Oldenburg (Oldb)", "Kreisfreie Stadt"),
            place("03404", "Osnabrück", "Kreisfreie Stadt"),
            place("03458", "Oldenburg", "Landkreis"),
            place("03459", "Osnabrück", "Landkreis"),
            place("03159016", "Göttingen", "Stadt"),
        ])
    }

    #[test]
    fn districts_are_found_in_all_their_spellings() {
        let places = places();
        for (name, key) in [
            ("LK Göttingen", "03159"),
            ("Landkreis Goettingen", "03159"),
            ("Göttingen, Landkreis", "03159"),
            ("GÖTTINGEN", "03159"),
            ("SK Emden", "03402"),
            ("Emden, Stadt", "03402"),
            ("Emden", "03402"),
            ("Stadt Braunschweig", "03101"),
            ("Region Hannover", "03241"),
            ("LK Region Hannover", "03241"),
            ("Hannover, Region", "03241"),
            ("LK Hannover", "03241"),
            ("LK Nienburg (Weser)", "03256"),
            ("Nienburg/Weser", "03256"),
            ("LK Nienburg", "03256"),
            ("LK Rotenburg (Wümme)", "03357"),
            ("SK Oldenburg", "03403"),
            ("Oldenburg (Oldenburg), Stadt", "03403"),
            ("Oldenburg (Oldb)", "03403"),
            ("LK Oldenburg", "03458"),
            ("SK Osnabrück", "03404"),
            ("Osnabrück, Landkreis", "03459"),
            ("Niedersachsen", "03"),
            ("Bundesweit", "00"),
        ] {
            let found = places.find(name, Level::District);
            assert_eq!(
                found.map(|place| place.to_string()).as_deref(),
                Ok(key),
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_of_two_places_is_not_guessed() {
        let places = places();
        assert!(
            matches!(places.find("Osnabrück", Level::District), Err(NoPlace::Ambiguous(two)) if two.len() == 2)
        );
        assert!(matches!(
            places.find("Oldenburg", Level::District),
            Err(NoPlace::Ambiguous(_))
        ));
        assert_eq!(
            places.find("SK Göttingen", Level::District),
            Err(NoPlace::Unknown)
        );
        assert_eq!(places.find("Osten", Level::District), Err(NoPlace::Unknown));
        assert_eq!(places.find("", Level::District), Err(NoPlace::Unknown));
    }

    #[test]
    fn a_municipality_is_found_only_where_municipalities_are_meant() {
        let places = places();
        let found = places
            .find("Göttingen, Stadt", Level::Municipality)
            .unwrap();
        assert_eq!(found.to_string(), "03159016");
    }

    #[test]
    fn keys_are_known_where_their_state_is() {
        let places = places().with_former(["03152".parse().unwrap()]);
        for (key, known) in [
            ("03159", true),
            ("03999", false),
            ("03152", true),
            ("09162", true),
            ("03", true),
            ("00", true),
        ] {
            assert_eq!(places.knows(key.parse().unwrap()), known, "{key}");
        }
    }
}
