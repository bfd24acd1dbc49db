// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Examples that the tests of this crate share.

use kernel::Ags;

use crate::{
    Content, DropReason, Entity, Field, FieldClass, Hierarchy, PolicyDraft, PolicyFormat, Record,
    RecordKey, SHIPPED_MAXIMUM_HOLD_WEEKS, SHIPPED_MINIMUM_FACILITIES, shipped_patience,
};

pub(crate) fn field(name: &str, class: FieldClass) -> Field {
    Field {
        name: name.to_owned(),
        label: format!("Feld {name}"),
        class,
        reason: "Beispiel.".to_owned(),
    }
}

pub(crate) fn are_sentinel() -> PolicyDraft {
    let measure = |name| {
        field(
            name,
            FieldClass::Measure {
                dominance_percent: 0,
            },
        )
    };
    let dropped = |name, because| field(name, FieldClass::Dropped { because });
    PolicyDraft {
        format: PolicyFormat::V1,
        form_version: "are-sentinel-1".to_owned(),
        purpose: "Überwachung akuter Atemwegserkrankungen bei Kita-Kindern.".to_owned(),
        legal_basis: "§ 8 NGöGD".to_owned(),
        recipient: "Niedersächsisches Landesgesundheitsamt".to_owned(),
        minimum_facilities: SHIPPED_MINIMUM_FACILITIES,
        fields: vec![
            field("institution", FieldClass::Entity),
            field(
                "place",
                FieldClass::Place {
                    levels: ["district", "region", "state"].map(str::to_owned).to_vec(),
                },
            ),
            field("week", FieldClass::Date),
            measure("cared"),
            measure("ill_absent"),
            measure("ill_present"),
            dropped("remark", DropReason::FreeText),
            dropped("contact", DropReason::Identifier),
        ],
        patience: shipped_patience(),
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
    }
}

pub(crate) fn lower_saxony() -> Hierarchy {
    let keys: Vec<Ags> = ["03151", "03152", "03159", "03241", "03254", "03459"]
        .iter()
        .map(|key| key.parse().unwrap())
        .collect();
    Hierarchy::of_districts(&keys).unwrap()
}

/// A record written `facility place week cared ill_absent ill_present`, or `… closed`.
pub(crate) fn record(text: &str) -> Record {
    let words: Vec<&str> = text.split_whitespace().collect();
    let content = match &words[3..] {
        ["closed"] => Content::Closed,
        figures => Content::Figures(figures.iter().map(|n| n.parse().unwrap()).collect()),
    };
    Record {
        key: RecordKey::new(format!("{}/{}/{content:?}", words[0], words[2])),
        entity: Entity::new(words[0]),
        place: words[1].parse().unwrap(),
        week: words[2].parse().unwrap(),
        content,
    }
}

pub(crate) fn records(text: &str) -> Vec<Record> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(record)
        .collect()
}
