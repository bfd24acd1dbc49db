// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

/// Why a document was refused. Nothing of it may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule that does not hold.
    pub code: Code,
    /// Where in the document, such as `groups[3].facilities`; empty for the document as a whole.
    pub at: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $name:literal $german:literal $english:literal)*) => {
        /// The rules of the verifier.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $code),*
        }

        impl Code {
            /// All rules.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The stable name, for logs and interfaces.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            /// One German sentence.
            pub fn german(self) -> &'static str {
                match self { $(Self::$code => $german),* }
            }

            /// One English sentence.
            pub fn english(self) -> &'static str {
                match self { $(Self::$code => $english),* }
            }
        }
    };
}

codes! {
    /// Not JSON, too large, a key missing or unknown, or a value of the wrong type.
    Unreadable "unreadable"
        "Die Freigabe ist nicht lesbar oder enthält etwas Unbekanntes."
        "The release cannot be read or contains something unknown."
    /// Not the one spelling of its content.
    NotCanonical "not-canonical"
        "Die Freigabe ist nicht in der vorgeschriebenen Form geschrieben."
        "The release is not written in the prescribed form."
    /// The digest does not fit the rest.
    Digest "digest"
        "Die Prüfsumme passt nicht zum Inhalt der Freigabe."
        "The digest does not fit the content of the release."
    /// A text that is no key.
    Text "text"
        "Die Freigabe enthält einen Text, wo nur ein Schlüssel stehen darf."
        "The release contains a text where only a key may stand."
    /// From another office or about another collection.
    OtherLedger "other-ledger"
        "Die Freigabe gehört zu einem anderen Amt oder einer anderen Erhebung."
        "The release belongs to another office or another collection."
    /// Does not continue the last document.
    BrokenChain "broken-chain"
        "Die Freigabe setzt das Freigabebuch nicht fort."
        "The release does not continue the ledger."
    /// The week of the release is no week or lies before the last one.
    AsOf "as-of"
        "Die Woche der Freigabe ist ungültig oder liegt vor der letzten Freigabe."
        "The week of the release is invalid or lies before the last release."
    /// A policy that nobody has reviewed.
    UnknownPolicy "unknown-policy"
        "Die Freigaberegel ist nicht bekannt."
        "The release policy is not known."
    /// A hierarchy that is not known, or lacks a level of the policy.
    UnknownHierarchy "unknown-hierarchy"
        "Die Ortshierarchie ist nicht bekannt oder passt nicht zur Freigaberegel."
        "The hierarchy of places is not known or does not fit the release policy."
    /// A policy or hierarchy offered as known that is none, or protects nobody.
    BadRule "bad-rule"
        "Eine Freigaberegel oder Ortshierarchie ist selbst ungültig."
        "A release policy or hierarchy of places is itself invalid."
    /// Groups in another order than their spelling.
    Order "order"
        "Die Gruppen stehen nicht in der vorgeschriebenen Reihenfolge."
        "The groups are not in the prescribed order."
    /// Two groups say the same kind of thing about one place and week.
    Duplicate "duplicate"
        "Eine Gruppe kommt doppelt vor."
        "A group occurs twice."
    /// Fewer facilities than the minimum.
    TooFew "too-few"
        "Eine Gruppe umfasst weniger Einrichtungen als die Mindestzahl."
        "A group has fewer facilities than the minimum."
    /// A level that the policy does not allow.
    Level "level"
        "Eine Gruppe steht auf einer Ebene, die die Freigaberegel nicht vorsieht."
        "A group stands at a level that the policy does not allow."
    /// A place that the hierarchy does not have at the level.
    Place "place"
        "Ein Ort gehört nicht zu der Ebene, auf der die Gruppe steht."
        "A place does not belong to the level at which the group stands."
    /// No week, or a week that has not begun.
    Week "week"
        "Eine Woche ist ungültig oder liegt nach der Freigabe."
        "A week is invalid or lies after the release."
    /// Coarser than the waiting time allows.
    Patience "patience"
        "Eine Gruppe ist gröber, als die Wartezeit es erlaubt."
        "A group is coarser than the waiting time allows."
    /// Not exactly the measures of the policy.
    Measures "measures"
        "Eine Gruppe summiert andere Felder, als die Freigaberegel vorsieht."
        "A group sums other fields than the policy has."
    /// A number is negative or impossibly large.
    Number "number"
        "Eine Zahl ist negativ oder unmöglich groß."
        "A number is negative or impossibly large."
    /// A count of reports that is smaller than that of facilities.
    Reports "reports"
        "Eine Gruppe zählt weniger Meldungen als Einrichtungen."
        "A group counts fewer reports than facilities."
    /// A correction of something that was not released, or by more facilities than that.
    Correction "correction"
        "Eine Korrektur betrifft etwas, das so nicht freigegeben wurde."
        "A correction is about something that was not released."
    /// Not exactly the fields of the policy.
    Tuple "tuple"
        "Eine Gruppe nennt andere Felder, als die Freigaberegel vorsieht."
        "A group names other fields than the policy has."
    /// A value that the hierarchy does not have at the level.
    Value "value"
        "Ein Wert steht nicht in der Werteliste der Freigaberegel."
        "A value is not in the list of values of the policy."
    /// Too little variety among sensitive values.
    Variety "variety"
        "Die schutzwürdigen Werte einer Gruppe sind nicht verschieden genug."
        "The sensitive values of a group are not different enough."
    /// Too few would stay behind when a correction is applied.
    Remainder "remainder"
        "Nach einer Korrektur blieben zu wenige Meldungen zurück."
        "Too few records would stay behind after a correction."
    /// Not exactly the cells that the lists of values make.
    Cells "cells"
        "Der Tabelle fehlen Zellen, oder sie hat zu viele."
        "The table lacks cells or has too many."
    /// Another cost, bound or mechanism than the policy's.
    Epsilon "epsilon"
        "Das Rauschen der Tabelle ist nicht das der Freigaberegel."
        "The noise of the table is not that of the policy."
    /// The account of the year has not enough left.
    Budget "budget"
        "Das Budget des Jahres reicht für die Tabelle nicht."
        "The budget of the year is too small for the table."
    /// No period, one that is not over, or one of which a part has left.
    Period "period"
        "Der Zeitraum ist ungültig, noch nicht zu Ende oder schon freigegeben."
        "The period is invalid, not over yet or was released before."
    /// A policy under which such groups do not leave.
    Path "path"
        "Die Freigaberegel sieht diesen Weg der Weitergabe nicht vor."
        "The policy does not provide for this way of forwarding."
}

impl Refusal {
    pub(crate) fn new(code: Code, at: impl Into<String>) -> Self {
        Self {
            code,
            at: at.into(),
        }
    }

    /// The German sentence, with the place.
    pub fn german(&self) -> String {
        self.with_place(self.code.german(), "Stelle")
    }

    /// The English sentence, with the place.
    pub fn english(&self) -> String {
        self.with_place(self.code.english(), "at")
    }

    fn with_place(&self, sentence: &str, word: &str) -> String {
        if self.at.is_empty() {
            sentence.to_owned()
        } else {
            format!("{sentence} ({word}: {})", self.at)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for Refusal {}
