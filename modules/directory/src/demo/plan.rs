// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inventing the state: everything that is going to be written, made from one seed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use kernel::{Ags, Chance, Email, Lang, ManualClock, OrganisationId, PersonId, Role, SeededChance};
use web::Error;

use crate::model::{
    Address, District, InstitutionKind, Municipality, Organisation, OrganisationKind,
};
use crate::store::memberships::NewMembership;
use crate::store::people::NewPerson;
use crate::store::territory;

/// How many Kitas the demo has.
const KITAS: usize = 200;
/// How many districts have at least [`ENOUGH`] Kitas; the smallest ones have fewer, so that one
/// sees what is not shown.
const FULL_DISTRICTS: usize = 40;
/// How many Kitas a district needs for its figures to be released.
const ENOUGH: usize = 3;
/// Kitas of the smallest districts.
const FEW: [usize; 5] = [2, 2, 1, 1, 0];
/// In how many offices the Kitas have a reporter beside their manager.
const OFFICES_WITH_REPORTERS: usize = 6;

const LANDSCAPES: [&str; 20] = [
    "Deich",
    "Watt",
    "Heide",
    "Harz",
    "Moor",
    "Weser",
    "Leine",
    "Elb",
    "Ems",
    "Aller",
    "Geest",
    "Wald",
    "Wiesen",
    "Sonnen",
    "Regenbogen",
    "Sternen",
    "Mühlen",
    "Apfel",
    "Hafen",
    "Insel",
];
const ANIMALS: [&str; 10] = [
    "zwerge", "spatzen", "hüpfer", "mäuse", "frösche", "füchse", "igel", "nest", "kinder", "käfer",
];
const FIRST_NAMES: [&str; 32] = [
    "Frauke",
    "Meike",
    "Antje",
    "Silke",
    "Wiebke",
    "Tomke",
    "Imke",
    "Heike",
    "Anja",
    "Sabine",
    "Ayşe",
    "Elif",
    "Olena",
    "Katarzyna",
    "Nadine",
    "Julia",
    "Hauke",
    "Jörn",
    "Onno",
    "Enno",
    "Sönke",
    "Lars",
    "Torben",
    "Jan",
    "Mehmet",
    "Ali",
    "Piotr",
    "Dmytro",
    "Michael",
    "Thomas",
    "Christian",
    "Stefan",
];
const SURNAMES: [&str; 32] = [
    "Petersen",
    "Janssen",
    "Meyer",
    "Harms",
    "Behrens",
    "Lüders",
    "Wessels",
    "Brandt",
    "Ahrens",
    "Oltmanns",
    "Kruse",
    "Dirks",
    "Hinrichs",
    "Freese",
    "Gerdes",
    "Wilken",
    "Yılmaz",
    "Demir",
    "Kowalski",
    "Schröder",
    "Thiele",
    "Bruns",
    "Cordes",
    "Evers",
    "Fricke",
    "Grote",
    "Heine",
    "Ihnen",
    "Köster",
    "Lampe",
    "Menke",
    "Nolte",
];

/// What the hospitals are called.
const HOSPITALS: [&str; 5] = [
    "Deichblick",
    "Marschhof",
    "Geestland",
    "Wattenrand",
    "Heidetor",
];

/// Everything that is going to be written.
pub(super) struct Plan {
    chance: SeededChance,
    pub(super) clock: ManualClock,
    pub(super) organisations: Vec<Organisation>,
    pub(super) responsible: Vec<(Ags, OrganisationId)>,
    pub(super) people: Vec<NewPerson>,
    pub(super) memberships: Vec<NewMembership>,
    addresses: BTreeSet<Email>,
}

impl Plan {
    /// A number below `bound`.
    fn below(&self, bound: usize) -> usize {
        let mut bytes = [0_u8; 8];
        self.chance.fill(&mut bytes);
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(u64::from_le_bytes(bytes) % bound).unwrap_or(0)
    }

    /// The next identifier; later ones are greater.
    fn id<T>(&self) -> kernel::Id<T> {
        self.clock.advance(SignedDuration::from_millis(1));
        kernel::Id::new(&self.clock, &self.chance)
    }

    fn organisation(&self, kind: OrganisationKind, name: String) -> Organisation {
        Organisation {
            id: self.id(),
            kind,
            parent: None,
            name,
            institution_kind: None,
            reference: None,
            address: Address::default(),
            ags: None,
            email: None,
            phone: None,
            valid_from: date(2024, 8, 1),
            valid_to: None,
        }
    }

    /// An invented person with a role. The address ends in `.example`, which nobody owns.
    fn person(&mut self, role: Role, organisation: OrganisationId, host: &str) {
        let first = FIRST_NAMES[self.below(FIRST_NAMES.len())];
        let last = SURNAMES[self.below(SURNAMES.len())];
        let local = format!("{}.{}", plain(first), plain(last));
        let mut number = 1;
        let email = loop {
            let again = if number == 1 {
                String::new()
            } else {
                number.to_string()
            };
            number += 1;
            let text = format!("{local}{again}@{host}.example");
            let email: Email = text.parse().expect("invented addresses are well formed");
            if self.addresses.insert(email.clone()) {
                break email;
            }
        };
        let id: PersonId = self.id();
        self.people.push(NewPerson {
            id,
            name: format!("{first} {last}"),
            email,
            lang: Lang::De,
            demo: true,
        });
        let since: Timestamp = "2024-08-01T06:00:00Z".parse().expect("a moment");
        let membership: OrganisationId = self.id();
        self.memberships.push(NewMembership {
            id: membership.uuid(),
            person: id,
            organisation,
            role,
            valid_from: since,
            valid_to: None,
            granted_by: None,
        });
    }
}

/// Letters that an address may have.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .flat_map(|letter| match letter {
            'ä' => vec!['a', 'e'],
            'ö' => vec!['o', 'e'],
            'ü' => vec!['u', 'e'],
            'ß' => vec!['s', 's'],
            'ş' => vec!['s'],
            'ı' => vec!['i'],
            letter if letter.is_ascii_alphanumeric() => vec![letter],
            _ => vec![],
        })
        .collect()
}

/// Invents the state on this territory.
pub(super) fn plan(
    state_ags: Ags,
    districts: &[District],
    municipalities: &[Municipality],
) -> Result<Plan, Error> {
    let start: Timestamp = "2025-08-01T06:00:00Z".parse().expect("a moment");
    let mut plan = Plan {
        chance: SeededChance::new(1945),
        clock: ManualClock::new(start),
        organisations: Vec::new(),
        responsible: Vec::new(),
        people: Vec::new(),
        memberships: Vec::new(),
        addresses: BTreeSet::new(),
    };
    let mut state = plan.organisation(
        OrganisationKind::State,
        "Niedersächsisches Landesgesundheitsamt".to_owned(),
    );
    state.ags = Some(state_ags);
    "Hannover".clone_into(&mut state.address.town);
    let state_id = state.id;
    plan.organisations.push(state);
    for role in [
        Role::StateAdministrator,
        Role::FormAuthor,
        Role::Analyst,
        Role::DataProtectionOfficer,
    ] {
        plan.person(role, state_id, "landesgesundheitsamt");
    }
    let mut by_size: Vec<&District> = districts.iter().collect();
    by_size.sort_by_key(|district| (-district.population, district.ags.clone()));
    let offices = add_offices(&mut plan, state_id, &by_size, municipalities)?;
    add_kitas(&mut plan, &offices, &by_size, municipalities);
    // The last one, so that nothing before it changes.
    let first = plan
        .memberships
        .iter()
        .find(|membership| membership.role == Role::CaseWorker)
        .map(|membership| membership.organisation);
    if let Some(first) = first {
        plan.person(Role::Own, first, "gesundheitsamt-eigen");
        add_hospitals(&mut plan, first, &by_size, municipalities);
    }
    Ok(plan)
}

/// Hospitals of the first office, each with somebody who reports. They come last, so that nothing
/// before them changes.
fn add_hospitals(
    plan: &mut Plan,
    office: OrganisationId,
    by_size: &[&District],
    municipalities: &[Municipality],
) {
    let towns: Vec<&Municipality> = municipalities
        .iter()
        .filter(|town| {
            by_size
                .first()
                .is_some_and(|district| district.ags == town.district)
        })
        .filter(|town| town.population.unwrap_or(0) > 0)
        .collect();
    for (number, name) in HOSPITALS.into_iter().enumerate() {
        let town = drawn(plan, &towns);
        let host = format!("klinik-{}", plain(name));
        let mut hospital = plan.organisation(
            OrganisationKind::Institution,
            format!("Klinik {name} (erfunden)"),
        );
        hospital.parent = Some(office);
        hospital.institution_kind = Some(InstitutionKind::Hospital);
        hospital.reference = Some(format!("H-{:02}", number + 1));
        hospital.address = Address {
            street: format!("Klinikweg {}", number + 1),
            postcode: town.postcode.clone().unwrap_or_default(),
            town: town.name.clone(),
        };
        hospital.ags = Some(town.ags.clone());
        hospital.email = format!("hygiene@{host}.example").parse().ok();
        let id = hospital.id;
        plan.organisations.push(hospital);
        plan.person(Role::InstitutionManager, id, &host);
    }
}

/// The offices, the one with the largest district first, and who works there.
fn add_offices(
    plan: &mut Plan,
    state: OrganisationId,
    by_size: &[&District],
    municipalities: &[Municipality],
) -> Result<BTreeMap<Ags, OrganisationId>, Error> {
    let reference = territory::reference_offices()?;
    let mut known: BTreeMap<Ags, OrganisationId> = BTreeMap::new();
    let mut offices = BTreeMap::new();
    for district in by_size {
        let Some(row) = reference.iter().find(|row| row.district == district.ags) else {
            continue;
        };
        let id = if let Some(id) = known.get(&row.office) {
            *id
        } else {
            let seat = municipalities
                .iter()
                .filter(|town| town.district == row.office)
                .max_by_key(|town| town.population);
            let mut office = plan.organisation(OrganisationKind::Office, row.name.clone());
            office.parent = Some(state);
            office.ags = Some(row.office.clone());
            office.reference = Some(row.office.as_str().to_owned());
            office.address = Address {
                street: "Amtsweg 1".to_owned(),
                postcode: seat
                    .and_then(|town| town.postcode.clone())
                    .unwrap_or_default(),
                town: seat.map(|town| town.name.clone()).unwrap_or_default(),
            };
            let host = format!("gesundheitsamt-{}", row.office);
            office.email = format!("meldungen@{host}.example").parse().ok();
            let id = office.id;
            plan.organisations.push(office);
            for role in [
                Role::OfficeAdministrator,
                Role::CaseWorker,
                Role::DataProtectionOfficer,
            ] {
                plan.person(role, id, &host);
            }
            if known.len() < OFFICES_WITH_REPORTERS {
                plan.person(Role::Analyst, id, &host);
            }
            if known.is_empty() {
                plan.person(Role::FormAuthor, id, &host);
            }
            known.insert(row.office.clone(), id);
            id
        };
        plan.responsible.push((district.ags.clone(), id));
        offices.insert(district.ags.clone(), id);
    }
    Ok(offices)
}

/// How many Kitas each district has, in the order of `by_size`.
fn kitas_per_district(by_size: &[&District]) -> Vec<usize> {
    let full = FULL_DISTRICTS.min(by_size.len());
    let mut counts: Vec<usize> = vec![ENOUGH; full];
    counts.extend(FEW.iter().take(by_size.len() - full));
    let people: i64 = by_size[..full]
        .iter()
        .map(|district| district.population)
        .sum();
    let mut rest = KITAS - counts.iter().sum::<usize>();
    let share = i64::try_from(rest).unwrap_or(0);
    for (count, district) in counts.iter_mut().zip(&by_size[..full]) {
        let more = usize::try_from(district.population * share / people.max(1)).unwrap_or(0);
        *count += more;
        rest -= more;
    }
    for count in counts.iter_mut().take(rest) {
        *count += 1;
    }
    counts
}

fn add_kitas(
    plan: &mut Plan,
    offices: &BTreeMap<Ags, OrganisationId>,
    by_size: &[&District],
    municipalities: &[Municipality],
) {
    let mut names: Vec<(String, String)> = LANDSCAPES
        .iter()
        .flat_map(|landscape| {
            ANIMALS
                .iter()
                .map(move |animal| (format!("{landscape}{animal}"), (*landscape).to_owned()))
        })
        .collect();
    let with_reporters: BTreeSet<OrganisationId> = plan
        .organisations
        .iter()
        .filter(|organisation| organisation.kind == OrganisationKind::Office)
        .take(OFFICES_WITH_REPORTERS)
        .map(|office| office.id)
        .collect();
    for (district, count) in by_size.iter().zip(kitas_per_district(by_size)) {
        let Some(office) = offices.get(&district.ags).copied() else {
            continue;
        };
        let towns: Vec<&Municipality> = municipalities
            .iter()
            .filter(|town| town.district == district.ags && town.population.unwrap_or(0) > 0)
            .collect();
        for number in 1..=count {
            let town = drawn(plan, &towns);
            // The first is always the dike's: the name that people see first.
            let index = if names.len() == KITAS {
                0
            } else {
                plan.below(names.len())
            };
            let (name, landscape) = names.swap_remove(index);
            let host = format!("kita-{}", plain(&name));
            let mut kita = plan.organisation(
                OrganisationKind::Institution,
                format!("Kita {name} (erfunden)"),
            );
            kita.parent = Some(office);
            kita.institution_kind = Some(InstitutionKind::Kita);
            kita.reference = Some(format!("K-{}-{number:02}", district.ags));
            kita.address = Address {
                street: format!("{landscape}weg {}", 1 + plan.below(60)),
                postcode: town.postcode.clone().unwrap_or_default(),
                town: town.name.clone(),
            };
            kita.ags = Some(town.ags.clone());
            kita.email = format!("leitung@{host}.example").parse().ok();
            let id = kita.id;
            plan.organisations.push(kita);
            plan.person(Role::InstitutionManager, id, &host);
            if with_reporters.contains(&office) {
                plan.person(Role::InstitutionReporter, id, &host);
            }
        }
    }
}

/// A municipality, drawn by the number of its inhabitants.
fn drawn<'m>(plan: &Plan, towns: &[&'m Municipality]) -> &'m Municipality {
    let size = |town: &Municipality| usize::try_from(town.population.unwrap_or(0)).unwrap_or(0);
    let all: usize = towns.iter().map(|town| size(town)).sum();
    let mut point = plan.below(all);
    for town in towns {
        if point < size(town) {
            return town;
        }
        point -= size(town);
    }
    towns[towns.len() - 1]
}
