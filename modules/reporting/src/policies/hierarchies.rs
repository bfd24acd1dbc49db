// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the values of a form version can be made coarser: ages, places from the table of municipalities,
//! and the lists of the form.

use std::collections::BTreeSet;

use anonymity::forwarding::{Hierarchies, Policy};
use anonymity::{Generalisation, Hierarchy, HierarchyError};
use db::ConnectionTrait;
use forms::FormSpec;
use kernel::Ags;
use web::Error;

use crate::release::ReleaseFailure;
use crate::release::reading::path_of;
use crate::release_policy::field_name;

/// The hierarchy of ages in years.
pub const AGE: &str = "age";
/// The hierarchy of municipalities.
pub const PLACE: &str = "place";
/// The value of a question that was not answered; stands below everything only.
pub const MISSING: &str = "?";
/// The highest age; whoever is older counts as this.
pub const OLDEST: u8 = 120;

/// The value that stands for all.
const ANY: &str = "*";
/// The longest list that is offered.
const LONGEST_LIST: usize = 5_000;
/// How long a value of a hierarchy may be, in characters.
const LONGEST_CODE: usize = 64;

/// The name of the hierarchy of a list of the form.
pub(super) fn of_list(list: &str) -> String {
    field_name(&format!("list/{list}"))
}

/// All hierarchies that a policy of this form can name. Lists whose codes cannot be values of a
/// hierarchy are left out.
pub async fn hierarchies(
    conn: &impl ConnectionTrait,
    spec: &FormSpec,
) -> Result<Hierarchies, Error> {
    let mut all = Hierarchies::new();
    all.extend(named(PLACE, places(&place_keys(conn).await?)));
    all.extend(named(AGE, ages()));
    for (name, choices) in spec.choice_lists() {
        if choices.len() <= LONGEST_LIST {
            let codes = choices.iter().map(|choice| choice.code.as_str());
            all.extend(named(&of_list(name), list(codes)));
        }
    }
    Ok(all)
}

/// The hierarchies that a policy about answers to a form names: [`PLACE`], [`AGE`], and any other name for the
/// choices of all questions whose fields name it.
pub async fn of_policy(
    conn: &impl ConnectionTrait,
    policy: &Policy,
    spec: &FormSpec,
) -> Result<Hierarchies, ReleaseFailure> {
    let questions = spec.questions();
    let mut all = Hierarchies::new();
    for (_, name) in policy.coded() {
        if all.contains_key(name) {
            continue;
        }
        let hierarchy = match name {
            PLACE => places(&place_keys(conn).await?)?,
            AGE => ages()?,
            _ => {
                let fields = policy.coded().filter(|(_, named)| *named == name);
                let lists = fields.filter_map(|(field, _)| {
                    let (_, question) = path_of(&questions, field)?;
                    spec.choices.get(question.choices.as_ref()?)
                });
                list(lists.flatten().map(|choice| choice.code.as_str()))?
            }
        };
        all.insert(name.to_owned(), hierarchy);
    }
    Ok(all)
}

type Made = Result<Hierarchy, HierarchyError>;

fn named(name: &str, hierarchy: Made) -> Option<(String, Hierarchy)> {
    hierarchy.ok().map(|hierarchy| (name.to_owned(), hierarchy))
}

/// The keys of all municipalities.
async fn place_keys(conn: &impl ConnectionTrait) -> Result<Vec<Ags>, Error> {
    let municipalities = directory::municipalities(conn, None).await?;
    Ok(municipalities.into_iter().map(|one| one.ags).collect())
}

fn places(municipalities: &[Ags]) -> Made {
    let levels = ["municipality", "district", "region", "state", "all"];
    // The directory has keys of municipalities only; a place that is not known holds its report.
    let known = Generalisation::of_places(municipalities);
    let mut rows = known.map_or_else(|_| Vec::new(), |places| places.to_rows());
    // An institution of which only the district is known lies in a municipality that is called like it.
    let districts: BTreeSet<Vec<String>> = rows
        .iter()
        .map(|row| [&row[1..2], &row[1..]].concat())
        .collect();
    rows.extend(districts);
    rows.push(missing(levels.len()));
    Hierarchy::of_values(&levels, &rows)
}

fn ages() -> Made {
    let known = Generalisation::of_ages(OLDEST);
    let mut rows = known.map_or_else(|_| Vec::new(), |ages| ages.to_rows());
    rows.push(missing(5));
    let levels = ["year", "five-years", "age-group", "broad", "all"];
    Hierarchy::of_values(&levels, &rows)
}

fn missing(levels: usize) -> Vec<String> {
    let mut row = vec![MISSING.to_owned(); levels];
    if let Some(last) = row.last_mut() {
        ANY.clone_into(last);
    }
    row
}

/// Code → all. A code that cannot stand in a release is not known to it, and its report is held.
fn list<'c>(codes: impl Iterator<Item = &'c str>) -> Made {
    let mut known: BTreeSet<&str> = codes.collect();
    known.retain(|code| *code != MISSING && code.chars().count() <= LONGEST_CODE);
    let mut rows: Vec<Vec<String>> = known
        .into_iter()
        .map(|code| vec![code.to_owned(), ANY.to_owned()])
        .collect();
    rows.push(missing(2));
    Hierarchy::of_values(&["code", "all"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_become_coarser_up_to_nothing() {
        let ages = ages().unwrap_or_else(|error| panic!("{error}"));
        let chain: Vec<_> = (0..5).map(|level| ages.value("7", level)).collect();
        assert_eq!(chain, ["7", "5–9", "5–14", "<15", "*"].map(Some),);
        assert_eq!(ages.value(MISSING, 3), Some(MISSING));
        assert_eq!(ages.value(MISSING, 4), Some("*"));
    }

    #[test]
    fn places_lie_in_their_districts() {
        let keys = ["03159016", "03454001"].map(|key| key.parse().unwrap());
        let places = places(&keys).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(places.value("03159016", 1), Some("03159"));
        assert_eq!(places.value("03159", 2), Some("031"));
        assert_eq!(places.value("03454001", 3), Some("03"));
    }

    #[test]
    fn a_list_knows_its_codes_and_who_gave_none() {
        let list = list(["a", "b"].into_iter()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(list.levels(), ["code", "all"]);
        let values: Vec<_> = ["a", "b", MISSING, "c"]
            .map(|code| list.value(code, 1))
            .into();
        assert_eq!(values, [Some("*"), Some("*"), Some("*"), None]);
    }
}
