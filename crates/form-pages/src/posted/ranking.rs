// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rankings: every choice has a field for its place, and buttons that move it by one.

use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Rankings<'a> {
    /// By path: place and code, in the order in which the choices stood.
    places: BTreeMap<&'a str, Vec<(Option<usize>, &'a str)>>,
    moved: Option<(bool, &'a str, &'a str)>,
}

impl<'a> Rankings<'a> {
    /// The place of a choice; `choice` is path and code with a colon between them.
    pub(super) fn place(&mut self, choice: &'a str, place: &str) {
        if let Some((path, code)) = choice.rsplit_once(':') {
            let place = place.parse().ok().filter(|place| *place > 0);
            self.places.entry(path).or_default().push((place, code));
        }
    }

    /// A choice goes up or down by one; `choice` is path and code with a blank between them.
    pub(super) fn moved(&mut self, up: bool, choice: &'a str) {
        if let Some((path, code)) = choice.rsplit_once(' ') {
            self.moved = Some((up, path, code));
        }
    }

    /// The codes of each ranking in order; nothing while no choice has a place.
    ///
    /// `before` holds the order that the page showed: where two choices are given one place, the
    /// one that was not there before gets it.
    pub(super) fn orders(self, before: &BTreeMap<String, String>) -> Vec<(String, String)> {
        let moved = self.moved;
        let orders = self.places.into_iter().map(|(path, places)| {
            let shown = before.get(path).map_or("", String::as_str);
            let was: Vec<&str> = shown.split_whitespace().collect();
            let mut order = ordered(&places, &was);
            if let Some((up, _, code)) = moved.filter(|(_, of, _)| *of == path) {
                if order.is_empty() {
                    order = places.iter().map(|(_, code)| *code).collect();
                }
                if let Some(at) = order.iter().position(|one| *one == code) {
                    let to = if up { at.saturating_sub(1) } else { at + 1 };
                    if to < order.len() {
                        order.swap(at, to);
                    }
                }
            }
            (path.to_owned(), order.join(" "))
        });
        orders.collect()
    }
}

fn ordered<'a>(places: &[(Option<usize>, &'a str)], was: &[&str]) -> Vec<&'a str> {
    if places.iter().all(|(place, _)| place.is_none()) {
        return Vec::new();
    }
    let is_where_it_was = |place: Option<usize>, code: &str| {
        place.is_some_and(|place| was.get(place - 1) == Some(&code))
    };
    let (stayed, mut moved): (Vec<_>, Vec<_>) = places
        .iter()
        .copied()
        .partition(|(place, code)| is_where_it_was(*place, code));
    let mut order: Vec<&str> = Vec::with_capacity(places.len());
    let mut stayed = stayed;
    stayed.sort_by_key(|(place, _)| *place);
    order.extend(stayed.iter().map(|(_, code)| *code));
    moved.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
    for (place, code) in moved {
        let at = place.map_or(order.len(), |place| (place - 1).min(order.len()));
        order.insert(at, code);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(places: &[(&str, &str)], was: &str) -> String {
        let mut rankings = Rankings::default();
        for (code, place) in places {
            rankings.place(code, place);
        }
        let before = BTreeMap::from([("r".to_owned(), was.to_owned())]);
        let orders = rankings.orders(&before);
        orders
            .first()
            .map_or(String::new(), |(_, order)| order.clone())
    }

    #[test]
    fn the_choice_whose_place_was_changed_gets_it() {
        let places = [("r:a", "1"), ("r:b", "2"), ("r:c", "1")];
        assert_eq!(order(&places, "a b c"), "c a b");
        let places = [("r:a", "3"), ("r:b", "2"), ("r:c", "3")];
        assert_eq!(order(&places, "a b c"), "b c a");
    }

    #[test]
    fn places_without_an_order_before_are_taken_as_given() {
        let places = [("r:a", "2"), ("r:b", ""), ("r:c", "1")];
        assert_eq!(order(&places, ""), "c a b");
        assert_eq!(order(&[("r:a", ""), ("r:b", "0")], ""), "");
    }

    #[test]
    fn a_button_moves_by_one_and_begins_with_what_was_shown() {
        for (up, code, expected) in [
            (true, "b", "b a c"),
            (false, "c", "a b c"),
            (false, "a", "b a c"),
        ] {
            let mut rankings = Rankings::default();
            for code in ["r:a", "r:b", "r:c"] {
                rankings.place(code, "");
            }
            let moved = format!("r {code}");
            rankings.moved(up, &moved);
            assert_eq!(
                rankings.orders(&BTreeMap::new()),
                [("r".to_owned(), expected.to_owned())]
            );
        }
    }
}
