// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of all versions of a form.

use forms::{FormSpec, Item};

/// A question, group or repeat that cannot be shown beside what has taken its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` of an earlier version is something else now")]
pub struct Displaced {
    /// Its path.
    pub path: String,
}

/// The newest version with the questions that only earlier ones have, each behind those of its group.
/// What was asked in another way meanwhile is asked as in the newest.
pub fn with_deleted<'s>(
    newest: &FormSpec,
    earlier: impl IntoIterator<Item = &'s FormSpec>,
) -> Result<FormSpec, Displaced> {
    let mut merged = newest.clone();
    for version in earlier {
        add(&mut merged.items, &version.items, "")?;
    }
    Ok(merged)
}

fn add(to: &mut Vec<Item>, from: &[Item], around: &str) -> Result<(), Displaced> {
    for item in from {
        let path = format!("{around}{}", item.name());
        let known = to.iter_mut().find(|known| known.name() == item.name());
        match (known, item) {
            (None, _) => to.push(item.clone()),
            (Some(Item::Group(known)), Item::Group(item)) => {
                add(&mut known.items, &item.items, &format!("{path}/"))?;
            }
            (Some(Item::Repeat(known)), Item::Repeat(item)) => {
                add(&mut known.items, &item.items, &format!("{path}/"))?;
            }
            (Some(Item::Question(_)), Item::Question(_)) => {}
            _ => return Err(Displaced { path }),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use forms::{Group, Question, Repeat};

    use super::*;

    fn question(name: &str) -> Item {
        Item::Question(Box::new(Question {
            name: name.to_owned(),
            ..Question::default()
        }))
    }

    fn group(name: &str, items: Vec<Item>) -> Item {
        Item::Group(Group {
            name: name.to_owned(),
            items,
            ..Group::default()
        })
    }

    fn form(items: Vec<Item>) -> FormSpec {
        FormSpec {
            items,
            ..FormSpec::new("form", "de")
        }
    }

    #[test]
    fn deleted_questions_come_back_in_their_group() {
        let first = form(vec![
            question("name"),
            question("age"),
            group("home", vec![question("street"), question("town")]),
        ]);
        let newest = form(vec![
            group("home", vec![question("town")]),
            question("name"),
        ]);
        let merged = with_deleted(&newest, [&first]).unwrap();
        let expected = form(vec![
            group("home", vec![question("town"), question("street")]),
            question("name"),
            question("age"),
        ]);
        assert_eq!(merged, expected);
    }

    #[test]
    fn a_repeat_does_not_go_into_the_place_of_a_group() {
        let repeat = Item::Repeat(Repeat {
            name: "home".to_owned(),
            ..Repeat::default()
        });
        let newest = form(vec![group("home", Vec::new())]);
        let outcome = with_deleted(&newest, [&form(vec![repeat])]);
        let path = "home".to_owned();
        assert_eq!(outcome, Err(Displaced { path }));
    }
}
