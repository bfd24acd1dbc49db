// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Datasets that everybody uses, known by their headings: what their columns mean, who publishes them.

use crate::description::Description;
use crate::look::Look;
use crate::mapping::{Edition, Fixed, Mapping, Measured, Numbers, Role};
use crate::number::Notation;
use crate::period::PeriodKind;
use crate::place::Place;
use crate::places::folded;
use kernel::Localized;

/// A number of a known dataset.
enum Number {
    /// Heading and key behind the category.
    Count(&'static str, &'static str),
    /// Heading, key behind the category, unit.
    Value(&'static str, &'static str, &'static str),
    /// Value, lower and upper bound; key behind the category, unit.
    Bounded([&'static str; 3], &'static str, &'static str),
}

/// A known dataset.
pub(crate) struct Preset {
    /// The name in message keys.
    pub(crate) key: &'static str,
    title: &'static str,
    title_en: &'static str,
    source: &'static str,
    licence: &'static str,
    url: &'static str,
    legal_basis: &'static str,
    /// Headings that must be there, and what they mean.
    roles: &'static [(&'static str, Role)],
    /// Headings of which one must be there, with its meaning, if there is any.
    one_of: &'static [(&'static str, Role)],
    numbers: &'static [Number],
    /// The category of the whole table; if it begins with `?`, only if the name of the file says so.
    category: &'static [&'static str],
    /// Whether it is about Germany if no column says where.
    germany: bool,
    /// Keys for labels.
    categories: &'static [(&'static str, &'static str)],
    /// The period of the whole table, if its file's name says this.
    day: Option<(&'static str, &'static str)>,
}

const RKI: &str = "Robert Koch-Institut";
const CC_BY: &str = "CC-BY-4.0";
const IFSG: &str = "§§ 6, 7, 11 IfSG";
const PER_100_000: &str = "per 100,000";
const WEEK: Role = Role::Period(PeriodKind::Week);
const DAY: Role = Role::Period(PeriodKind::Day);

const EMPTY: Preset = Preset {
    key: "",
    title: "",
    title_en: "",
    source: RKI,
    licence: CC_BY,
    url: "",
    legal_basis: "",
    roles: &[],
    one_of: &[],
    numbers: &[],
    category: &[],
    germany: false,
    categories: &[],
    day: None,
};

const PRESETS: [Preset; 10] = [
    Preset {
        key: "rki-cases",
        title: "Meldefälle nach Infektionsschutzgesetz",
        title_en: "Cases notified under the Infection Protection Act",
        url: "https://github.com/robert-koch-institut",
        legal_basis: IFSG,
        roles: &[
            ("meldewoche", WEEK),
            ("region id", Role::PlaceKey),
            ("altersgruppe", Role::Age),
        ],
        numbers: &[
            Number::Count("fallzahl", ""),
            Number::Value("inzidenz", "incidence", PER_100_000),
        ],
        category: &["influenza", "rsv"],
        ..EMPTY
    },
    Preset {
        key: "rki-are",
        title: "ARE-Konsultationsinzidenz",
        title_en: "Consultations for acute respiratory infections",
        url: "https://github.com/robert-koch-institut/ARE-Konsultationsinzidenz",
        roles: &[
            ("kalenderwoche", WEEK),
            ("bundesland id", Role::PlaceKey),
            ("altersgruppe", Role::Age),
        ],
        numbers: &[Number::Value(
            "are konsultationsinzidenz",
            "consultation-incidence",
            PER_100_000,
        )],
        category: &["are"],
        ..EMPTY
    },
    Preset {
        key: "rki-grippeweb",
        title: "GrippeWeb: Daten des Wochenberichts",
        title_en: "GrippeWeb: weekly syndromic survey",
        url: "https://github.com/robert-koch-institut/GrippeWeb_Daten_des_Wochenberichts",
        roles: &[
            ("kalenderwoche", WEEK),
            ("region", Role::PlaceName),
            ("altersgruppe", Role::Age),
            ("erkrankung", Role::Category),
        ],
        numbers: &[
            Number::Count("meldungen", "reports"),
            Number::Value("inzidenz", "incidence", PER_100_000),
        ],
        categories: &[("ARE", "are"), ("ILI", "ili")],
        ..EMPTY
    },
    Preset {
        key: "rki-wastewater",
        title: "Abwassersurveillance AMELAG",
        title_en: "Wastewater surveillance AMELAG",
        url: "https://github.com/robert-koch-institut/Abwassersurveillance_AMELAG",
        roles: &[("datum", DAY), ("typ", Role::Category)],
        numbers: &[
            Number::Bounded(
                ["vorhersage", "untere schranke", "obere schranke"],
                "viral-load",
                "gene copies per litre",
            ),
            Number::Value("viruslast", "viral-load-measured", "gene copies per litre"),
        ],
        germany: true,
        ..EMPTY
    },
    Preset {
        key: "rki-covid-incidence",
        title: "7-Tage-Inzidenz der COVID-19-Fälle in Deutschland",
        title_en: "Seven-day incidence of COVID-19 cases in Germany",
        url: "https://github.com/robert-koch-institut/COVID-19_7-Tage-Inzidenz_in_Deutschland",
        legal_basis: IFSG,
        roles: &[("meldedatum", DAY), ("altersgruppe", Role::Age)],
        one_of: &[
            ("bundesland id", Role::PlaceKey),
            ("landkreis id", Role::PlaceKey),
        ],
        numbers: &[
            Number::Count("faelle neu", ""),
            Number::Count("faelle gesamt", "cumulative"),
            Number::Count("faelle 7 tage", "cases-7-days"),
            Number::Value("inzidenz 7 tage", "incidence-7-days", PER_100_000),
            Number::Count("bevoelkerung", "population"),
        ],
        category: &["covid-19"],
        germany: true,
        ..EMPTY
    },
    Preset {
        key: "rki-covid-deaths",
        title: "COVID-19-Todesfälle in Deutschland",
        title_en: "Deaths from COVID-19 in Germany",
        url: "https://github.com/robert-koch-institut/COVID-19-Todesfaelle_in_Deutschland",
        legal_basis: IFSG,
        roles: &[("datum", WEEK), ("region id", Role::PlaceKey)],
        numbers: &[
            Number::Count("todesfaelle", "deaths"),
            Number::Count("todesfaelle gesamt", "deaths-cumulative"),
        ],
        category: &["covid-19"],
        ..EMPTY
    },
    Preset {
        key: "rki-hospitalisations",
        title: "COVID-19-Hospitalisierungen, täglicher Stand",
        title_en: "COVID-19 hospitalisations, daily editions",
        url: "https://github.com/robert-koch-institut/COVID-19-Hospitalisierungen_in_Deutschland",
        legal_basis: IFSG,
        roles: &[
            ("snapshot date", Role::KnownOn),
            ("meldedatum", DAY),
            ("altersgruppe", Role::Age),
        ],
        one_of: &[("bundesland id", Role::PlaceKey)],
        numbers: &[Number::Count("hosp 7d cases", "hospitalised-7-days")],
        category: &["covid-19"],
        ..EMPTY
    },
    Preset {
        key: "rki-gisd",
        title: "German Index of Socioeconomic Deprivation (GISD)",
        title_en: "German Index of Socioeconomic Deprivation (GISD)",
        url: "https://github.com/robert-koch-institut/German_Index_of_Socioeconomic_Deprivation_GISD",
        roles: &[("year", Role::Year)],
        one_of: &[
            ("gemeinde id", Role::PlaceKey),
            ("kreis id", Role::PlaceKey),
        ],
        numbers: &[Number::Value("gisd score", "", "index 0 to 1")],
        category: &["gisd"],
        ..EMPTY
    },
    Preset {
        key: "survstat-tidy",
        title: "SurvStat@RKI, Fälle nach Kreis und Woche",
        title_en: "SurvStat@RKI, cases by district and week",
        licence: "",
        url: "https://survstat.rki.de",
        legal_basis: IFSG,
        roles: &[
            ("disease", Role::Category),
            ("year", Role::Year),
            ("week", Role::PartOfYear(PeriodKind::Week)),
            ("kreis", Role::PlaceKey),
        ],
        numbers: &[Number::Count("cases", "")],
        ..EMPTY
    },
    Preset {
        key: "census-age",
        title: "Bevölkerung nach Kreis und Alter",
        title_en: "Population by district and age",
        source: "Statistische Ämter des Bundes und der Länder",
        licence: "dl-de/by-2-0",
        url: "https://ergebnisse.zensus2022.de",
        legal_basis: "Zensusgesetz 2022",
        roles: &[("kreis", Role::PlaceKey), ("alter", Role::Age)],
        numbers: &[Number::Count("n", "")],
        category: &["population"],
        day: Some(("zensus2022", "2022-05-15")),
        ..EMPTY
    },
];

/// The known dataset with these headings, its mapping and what is known of it.
pub(crate) fn of(look: &Look, file: &str) -> Option<(&'static str, Mapping, Description)> {
    let headings: Vec<String> = look.headings.iter().map(|text| folded(text)).collect();
    let at = |name: &str| headings.iter().position(|heading| heading == name);
    PRESETS.iter().find_map(|preset| {
        let mut mapping = Mapping::of_columns(headings.len());
        mapping.rows_above = look.rows_above;
        mapping.heading_rows = look.heading_rows;
        for (name, role) in preset.roles {
            mapping.roles[at(name)?] = *role;
        }
        let one = preset
            .one_of
            .iter()
            .find_map(|(name, role)| Some((at(name)?, *role)));
        match one {
            Some((column, role)) => mapping.roles[column] = role,
            None if preset.germany => mapping.fixed.place = Some(Place::GERMANY),
            // The place is a gap that people fill.
            None if !preset
                .roles
                .iter()
                .any(|(_, role)| matches!(role, Role::PlaceKey | Role::PlaceName))
                && preset.key != "rki-hospitalisations" =>
            {
                return None;
            }
            None => {}
        }
        for number in preset.numbers {
            let (numbers, category) = match number {
                Number::Count(name, category) => (Numbers::Count(at(name)?), category),
                Number::Value(name, category, unit) => (
                    Numbers::Value {
                        value: at(name)?,
                        lower: None,
                        upper: None,
                        unit: (*unit).to_owned(),
                    },
                    category,
                ),
                Number::Bounded([value, lower, upper], category, unit) => (
                    Numbers::Value {
                        value: at(value)?,
                        lower: Some(at(lower)?),
                        upper: Some(at(upper)?),
                        unit: (*unit).to_owned(),
                    },
                    category,
                ),
            };
            mapping.measures.push(Measured {
                numbers,
                category: (*category).to_owned(),
                labels: Vec::new(),
            });
        }
        let name = file.to_lowercase();
        mapping.fixed.category = match preset.category {
            [one] => Some((*one).to_owned()),
            // The table itself does not say.
            several => several
                .iter()
                .find(|category| name.contains(**category))
                .map(|category| (*category).to_owned()),
        };
        if let Some((_, day)) = preset.day.filter(|(word, _)| name.contains(word)) {
            mapping.fixed.period = Some((PeriodKind::Day, day.to_owned()));
        }
        mapping.categories = preset
            .categories
            .iter()
            .map(|(label, key)| ((*label).to_owned(), (*key).to_owned()))
            .collect();
        mapping.only_diseases = preset.key == "survstat-tidy";
        mapping.edition = Edition::Latest;
        Some((preset.key, mapping, preset.description()))
    })
}

impl Preset {
    fn description(&self) -> Description {
        let mut attribution = format!("{}: {}", self.source, self.title);
        if !self.licence.is_empty() {
            attribution.push_str(", ");
            attribution.push_str(self.licence);
        }
        Description {
            title: Localized::both(self.title.to_owned(), self.title_en.to_owned()),
            source: self.source.to_owned(),
            source_url: self.url.to_owned(),
            licence: self.licence.to_owned(),
            legal_basis: self.legal_basis.to_owned(),
            attribution,
            ..Description::default()
        }
    }
}

/// The flat form of tables of GENESIS, in which the census and the statistical offices publish.
pub(crate) fn genesis(look: &Look) -> Option<(Mapping, Description)> {
    let at = |name: &str| look.headings.iter().position(|heading| heading == name);
    let (time, value) = (at("time")?, at("value")?);
    let label = at("value_variable_label")?;
    at("1_variable_code")?;
    let mut mapping = Mapping::of_columns(look.headings.len());
    mapping.rows_above = look.rows_above;
    mapping.heading_rows = look.heading_rows;
    let has_days = look.column(time).any(|cell| cell.len() > 4);
    mapping.roles[time] = if has_days { DAY } else { Role::Year };
    mapping.roles[label] = Role::Category;
    for number in 1..=9 {
        let (Some(code), Some(attribute), Some(text)) = (
            at(&format!("{number}_variable_code")),
            at(&format!("{number}_variable_attribute_code")),
            at(&format!("{number}_variable_attribute_label")),
        ) else {
            break;
        };
        let said = look.column(code).next().unwrap_or_default().to_uppercase();
        let place = ["GEO", "DLAND", "KREISE", "GEMEIN", "DINSG", "RBEZ"];
        if place.iter().any(|start| said.starts_with(start)) {
            mapping.roles[attribute] = Role::PlaceKey;
        } else if said.starts_with("GES") {
            mapping.roles[text] = Role::Sex;
        } else if said.starts_with("ALT") {
            mapping.roles[text] = Role::Age;
        }
    }
    // Counts and shares stand below each other; only counts are taken.
    if let Some(unit) = at("value_unit")
        && look.column(unit).any(|cell| cell == "Anzahl")
        && look.column(unit).any(|cell| cell != "Anzahl")
    {
        mapping.only.push((unit, "Anzahl".to_owned()));
    }
    mapping.measures.push(Measured {
        numbers: Numbers::Count(value),
        category: String::new(),
        labels: Vec::new(),
    });
    mapping.notation = Notation::German;
    mapping.zero_signs = vec!["-".to_owned()];
    mapping
        .missing_signs
        .retain(|sign| sign != "-" && sign != ".");
    // A point: the number is not known or kept secret.
    mapping.suppressed_signs.push(".".to_owned());
    mapping.fixed = Fixed::default();
    let title = at("statistics_label")
        .and_then(|at| look.column(at).next())
        .unwrap_or_default();
    Some((
        mapping,
        Description {
            title: Localized::same(title),
            source: "Statistische Ämter des Bundes und der Länder".to_owned(),
            licence: "dl-de/by-2-0".to_owned(),
            attribution: format!(
                "Statistische Ämter des Bundes und der Länder: {title}, dl-de/by-2-0"
            ),
            ..Description::default()
        },
    ))
}
