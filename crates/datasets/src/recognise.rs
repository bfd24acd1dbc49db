// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a file can be, found out from its content; the name of a file only confirms it.

use crate::description::Description;
use crate::diseases::disease;
use crate::file::{File, OpenError, open};
use crate::limits::Limits;
use crate::look::Look;
use crate::mapping::{Doubt, Empty, Mapping, Numbers, Role};
use crate::number::Notation;
use crate::period::PeriodKind;
use crate::places::{Places, folded};
use crate::presets;
use crate::suggest::suggest_for;
use kernel::Localized;

/// What a table can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A crossed table that was exported from SurvStat@RKI.
    SurvStat,
    /// A dataset that is known by its headings, with its name in message keys.
    Known(&'static str),
    /// The flat form of GENESIS, in which statistical offices publish the census.
    Genesis,
    /// A table of a data package.
    Package,
    /// Any table.
    Table,
}

/// How certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It can be read so.
    Possible,
    /// Most of what is seen speaks for it.
    Likely,
    /// All headings are as they must be.
    Sure,
}

/// What was seen that speaks for a format. The texts are for the sentence about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// These headings.
    Headings(Vec<String>),
    /// Headings that are labels of this dimension, and words of SurvStat@RKI.
    CrossedTable(String),
    /// A `datapackage.json` names the table.
    NamedByPackage(String),
    /// Nothing but that it is a table.
    AnyTable,
}

/// One way to read one table of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which table of the file.
    pub table: usize,
    /// What it is.
    pub format: Format,
    /// How certain that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
    /// How it is read; what it [lacks](Mapping::gaps), people say.
    pub mapping: Mapping,
    /// What is known of it.
    pub description: Description,
}

/// Opens a file and says in which ways its tables can be read, the most certain first.
pub fn recognise(
    bytes: &[u8],
    name: &str,
    places: &Places,
    limits: &Limits,
) -> Result<(File, Vec<Candidate>), OpenError> {
    let file = open(bytes, name, limits)?;
    let mut all = Vec::new();
    for (at, table) in file.tables.iter().enumerate() {
        let look = Look::at(table);
        let resource = file
            .package
            .as_ref()
            .and_then(|package| Some((package, package.resource(&table.name)?)));
        let missing = resource.and_then(|(_, resource)| resource.missing.as_deref());
        let suggested = suggest_for(&look, places, missing);
        if let Some((key, mapping, description)) =
            presets::of(&look, &format!("{name} {}", table.name))
        {
            let used = used(&look, &mapping);
            all.push(Candidate {
                table: at,
                format: Format::Known(key),
                certainty: Certainty::Sure,
                reason: Reason::Headings(used),
                mapping,
                description,
            });
        }
        if let Some((mapping, description)) = presets::genesis(&look) {
            let used = used(&look, &mapping);
            all.push(Candidate {
                table: at,
                format: Format::Genesis,
                certainty: Certainty::Sure,
                reason: Reason::Headings(used),
                mapping,
                description,
            });
        }
        all.extend(survstat(&look, &suggested, at));
        let mut any = Candidate {
            table: at,
            format: Format::Table,
            certainty: Certainty::Possible,
            reason: Reason::AnyTable,
            mapping: suggested,
            description: Description {
                title: Localized::same(&table.name),
                ..Description::default()
            },
        };
        if let Some((package, resource)) = resource {
            resource.refine(&look.headings, &mut any.mapping);
            any.format = Format::Package;
            any.certainty = Certainty::Likely;
            any.reason = Reason::NamedByPackage(resource.name.clone());
            any.description = package.description.clone();
            if !resource.title.is_empty() {
                any.description.title = Localized::same(&resource.title);
            }
        }
        all.push(any);
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.certainty));
    Ok((file, all))
}

/// The headings that a mapping uses.
fn used(look: &Look, mapping: &Mapping) -> Vec<String> {
    let numbers: Vec<usize> = mapping
        .measures
        .iter()
        .flat_map(|one| one.numbers.columns())
        .collect();
    let is_used = |at: &usize| mapping.roles[*at] != Role::Ignored || numbers.contains(at);
    (0..look.headings.len())
        .filter(is_used)
        .map(|at| look.headings[at].clone())
        .collect()
}

/// A crossed table with words of `SurvStat@RKI`.
fn survstat(look: &Look, suggested: &Mapping, at: usize) -> Option<Candidate> {
    let labels: Vec<&(Role, String)> = suggested
        .measures
        .iter()
        .flat_map(|one| &one.labels)
        .collect();
    let (role, _) = labels.first()?;
    let captions = folded(&format!(
        "{} {} {}",
        look.above.join(" "),
        look.headings.first().map_or("", String::as_str),
        look.upper.first().map_or("", String::as_str),
    ));
    let words = [
        "meldewoche",
        "meldejahr",
        "meldemonat",
        "landkreis",
        "bundesland",
        "altersgruppe",
        "krankheit",
    ];
    let by_word = words.iter().any(|word| captions.contains(word));
    let cells = || {
        let labels = labels.iter().map(|(_, label)| label.as_str());
        labels.chain(look.column(0))
    };
    let by_place = cells().any(|cell| cell.starts_with("LK ") || cell.starts_with("SK "));
    let by_week = cells().any(|cell| cell.contains("-KW"));
    let by_age = cells().any(|cell| cell.starts_with('A') && cell.contains(".."));
    if !(by_place
        || by_week
        || by_age
        || captions.contains("meldewoche")
        || captions.contains("meldejahr"))
    {
        return None;
    }
    let mut mapping = suggested.clone();
    mapping.notation = Notation::German;
    mapping
        .doubts
        .retain(|doubt| !matches!(doubt, Doubt::Notation | Doubt::WholeNumbers));
    mapping.only_diseases = true;
    // A combination without a case is empty in an export.
    if mapping.doubts.contains(&Doubt::Empty) {
        mapping.empty = Empty::Zero;
    }
    for one in &mut mapping.measures {
        if let Numbers::Value { unit, .. } = &mut one.numbers {
            "per 100,000".clone_into(unit);
        }
    }
    let says_category = mapping.roles.contains(&Role::Category)
        || labels.iter().any(|(role, _)| *role == Role::Category);
    if !says_category {
        let texts = look.above.iter().chain(look.headings.first());
        mapping.fixed.category = texts
            .filter_map(|text| disease(text))
            .map(|found| found.key.to_owned())
            .next();
    }
    let name = match role {
        Role::PlaceName | Role::PlaceKey => "place",
        Role::Age => "age",
        Role::Sex => "sex",
        Role::Category => "category",
        Role::Year => "year",
        Role::PartOfYear(PeriodKind::Week) | Role::Period(PeriodKind::Week) => "week",
        _ => "period",
    };
    Some(Candidate {
        table: at,
        format: Format::SurvStat,
        certainty: if by_word && (by_place || by_week || by_age) {
            Certainty::Sure
        } else {
            Certainty::Likely
        },
        reason: Reason::CrossedTable(name.to_owned()),
        mapping,
        description: Description {
            title: Localized::both("SurvStat@RKI".to_owned(), "SurvStat@RKI".to_owned()),
            source: "Robert Koch-Institut".to_owned(),
            source_url: "https://survstat.rki.de".to_owned(),
            attribution: "Robert Koch-Institut: SurvStat@RKI 2.0".to_owned(),
            legal_basis: "§§ 6, 7, 11 IfSG".to_owned(),
            ..Description::default()
        },
    })
}
