// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was found on the invented visits, and what the office said about them.

use forms::Answers;
use jiff::civil::Date;
use odk::odata::ReviewState;

/// A visit.
#[derive(Default)]
pub(super) struct Visit {
    /// How many days before now the tablet sent it.
    pub(super) days_ago: i64,
    /// How many days the clock of the tablet was ahead.
    pub(super) clock_ahead: i64,
    /// The hour at which it was sent.
    pub(super) hour: i8,
    /// The reason.
    reason: &'static str,
    /// The rooms: name, square metres, state from 1 to 5.
    rooms: &'static [(&'static str, &'static str, &'static str)],
    /// How often floors, surfaces, toilets and toys are cleaned; empty if nobody said.
    cleaned: [&'static str; 4],
    /// How many children were there.
    present: &'static str,
    /// From 1 to 5.
    stars: &'static str,
    /// What stood out, separated by blanks.
    issues: &'static str,
    /// What else is to be known.
    remark: &'static str,
    /// An answer that the tablet corrected two hours later.
    pub(super) corrected: Option<(&'static str, &'static str)>,
    /// What the office said on the next morning, and what it decided.
    pub(super) said: Option<(Option<ReviewState>, &'static str)>,
}

impl Visit {
    /// The answers, with the day that the tablet says.
    pub(super) fn answers(&self, visited: Date) -> Answers {
        let mut answers = Answers::new();
        let mut set = |path: &str, value: &str| {
            if !value.is_empty() {
                answers.set(path.to_owned(), value.to_owned());
            }
        };
        set("visit/visited_on", &visited.to_string());
        set("visit/reason", self.reason);
        for (index, (name, area, state)) in self.rooms.iter().enumerate() {
            let number = index + 1;
            set(&format!("room[{number}]/room_name"), name);
            set(&format!("room[{number}]/room_area"), area);
            set(&format!("room[{number}]/room_state"), state);
        }
        let cleaned = ["floors", "surfaces", "toilets", "toys"];
        for (what, often) in cleaned.into_iter().zip(self.cleaned) {
            set(&format!("checks/{what}"), often);
        }
        set("impression/present", self.present);
        set("impression/stars", self.stars);
        set("impression/issues", self.issues);
        set("proof/agreed", "OK");
        set("remark", self.remark);
        answers
    }
}

/// A visit without anything to say about it.
const PLAIN: Visit = Visit {
    days_ago: 0,
    clock_ahead: 0,
    hour: 11,
    reason: "routine",
    rooms: &[("Gruppenraum 1", "48", "4"), ("Waschraum", "12", "4")],
    cleaned: ["daily", "daily", "daily", "weekly"],
    present: "22",
    stars: "4",
    issues: "",
    remark: "",
    corrected: None,
    said: None,
};

/// The visits, the first first.
pub(super) const VISITS: [Visit; 12] = [
    Visit {
        days_ago: 62,
        said: Some((Some(ReviewState::Approved), "")),
        ..PLAIN
    },
    Visit {
        days_ago: 55,
        hour: 10,
        rooms: &[
            ("Gruppenraum Frösche", "52", "3"),
            ("Küche", "18", "2"),
            ("Waschraum", "10", "3"),
        ],
        issues: "mould",
        stars: "3",
        present: "31",
        remark: "Schimmel an der Außenwand der Küche, etwa 20 cm breit.",
        said: Some((
            Some(ReviewState::Approved),
            "Träger ist angeschrieben, Nachschau vereinbart.",
        )),
        ..PLAIN
    },
    Visit {
        days_ago: 48,
        hour: 13,
        reason: "complaint",
        rooms: &[("Mensa", "140", "4"), ("Spülküche", "24", "3")],
        issues: "noise air",
        present: "86",
        said: Some((Some(ReviewState::Approved), "")),
        ..PLAIN
    },
    Visit {
        days_ago: 41,
        hour: 9,
        corrected: Some(("impression/present", "19")),
        said: Some((
            Some(ReviewState::Approved),
            "Zahl der Kinder nach Rücksprache berichtigt.",
        )),
        ..PLAIN
    },
    Visit {
        days_ago: 34,
        hour: 12,
        reason: "outbreak",
        cleaned: ["daily", "daily", "daily", "daily"],
        present: "14",
        stars: "5",
        remark: "Desinfektionsplan hängt aus, Personal ist eingewiesen.",
        said: Some((Some(ReviewState::Approved), "")),
        ..PLAIN
    },
    Visit {
        days_ago: 27,
        rooms: &[("Turnhalle", "405", "2"), ("Umkleide", "30", "1")],
        cleaned: ["weekly", "weekly", "daily", ""],
        issues: "air light",
        stars: "2",
        present: "58",
        said: Some((
            Some(ReviewState::HasIssues),
            "Liegt der Reinigungsplan für die Umkleide vor? Bitte nachreichen.",
        )),
        ..PLAIN
    },
    Visit {
        days_ago: 20,
        hour: 14,
        present: "27",
        said: Some((None, "Bericht an die Leitung verschickt.")),
        ..PLAIN
    },
    Visit {
        days_ago: 13,
        hour: 10,
        reason: "complaint",
        rooms: &[("Gruppenraum 2", "44", "5")],
        stars: "5",
        present: "18",
        ..PLAIN
    },
    // A comma was forgotten: no room of a Kita is that large.
    Visit {
        days_ago: 9,
        hour: 11,
        rooms: &[("Bewegungsraum", "6250", "4"), ("Waschraum", "14", "3")],
        present: "41",
        ..PLAIN
    },
    Visit {
        days_ago: 6,
        hour: 9,
        issues: "water",
        present: "25",
        ..PLAIN
    },
    // The clock of the tablet was wrong.
    Visit {
        days_ago: 3,
        clock_ahead: 30,
        hour: 12,
        present: "33",
        ..PLAIN
    },
    Visit {
        days_ago: 1,
        hour: 15,
        rooms: &[("Kreativraum", "36", "4"), ("Küche", "21", "4")],
        present: "29",
        ..PLAIN
    },
];
