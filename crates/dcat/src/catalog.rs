// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a catalogue says, and the statements that say it.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Ags, Localized};

use crate::graph::{DcatError, Graph, Resource, is_address};
use crate::licence::or_closed;
use crate::notation::{Notation, write};
use crate::terms::{AUTHORITY, LISTS, SPECIFICATION};

/// A catalogue of the data sets of one publisher (`dcat:Catalog`).
#[derive(Debug, Clone)]
pub struct Catalog {
    /// Its address, which is the page that shows it to people; resources of its own get a `#` behind it.
    pub address: String,
    /// What it is called.
    pub title: Localized,
    /// What is in it.
    pub description: Localized,
    /// Who publishes all of it (`foaf:name`).
    pub publisher: String,
    /// Whom people write to.
    pub email: String,
    /// The key of the state that the data are about: two digits.
    pub state: Ags,
    /// As what `GovData` knows who delivers (<http://dcat-ap.de/def/contributors/>); none if it does not collect from here.
    pub contributor: Option<String>,
    /// The interface for programs.
    pub service: Service,
    /// The data sets.
    pub datasets: Vec<Dataset>,
}

/// The interface that answers questions about the data sets (`dcat:DataService`).
#[derive(Debug, Clone)]
pub struct Service {
    /// What it is called.
    pub title: Localized,
    /// Where it begins.
    pub endpoint: String,
    /// Where its description for programs is.
    pub description: String,
}

/// A data set at its current version (`dcat:Dataset`).
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Its address, which is the page that shows it to people.
    pub address: String,
    /// Its stable name.
    pub identifier: String,
    /// What it is called.
    pub title: Localized,
    /// What it holds.
    pub description: Localized,
    /// Words to find it by.
    pub keywords: Vec<Localized>,
    /// Who has collected the numbers; empty if that is the publisher.
    pub creator: String,
    /// Where that body publishes them; empty or anything that is no address: not said.
    pub source: String,
    /// The law that it rests on; may be empty.
    pub legal_basis: String,
    /// How the numbers came about; may be empty.
    pub method: String,
    /// As an identifier of SPDX or a name.
    pub licence: String,
    /// What has to be said where it is shown.
    pub attribution: String,
    /// The name of the current version.
    pub version: String,
    /// When the first version was published.
    pub issued: Timestamp,
    /// When the current version was published.
    pub modified: Timestamp,
    /// The first and the last day that it is about.
    pub temporal: (Date, Date),
    /// How often there is a new version.
    pub frequency: Frequency,
    /// Its files.
    pub distributions: Vec<Distribution>,
}

/// A file of a data set (`dcat:Distribution`).
#[derive(Debug, Clone)]
pub struct Distribution {
    /// Where it is.
    pub address: String,
    /// What it is called.
    pub title: Localized,
    /// In which format it is.
    pub kind: FileKind,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Formats of files, as the European Union names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Rows with commas.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// JSON.
    Json,
}

impl FileKind {
    fn format(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Parquet => "PARQUET",
            Self::Json => "JSON",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Json => "application/json",
        }
    }
}

/// How often a data set is updated, by the list of the European Union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter of a year.
    Quarterly,
    /// Every year.
    Annual,
    /// Now and then.
    Irregular,
    /// Nobody knows yet.
    Unknown,
}

impl Frequency {
    /// What the days on which versions came say, in their order: the middle of the gaps between them, once there are two gaps.
    pub fn of(days: &[Date]) -> Self {
        let mut gaps: Vec<i32> = days
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).get_days())
            .collect();
        if gaps.len() < 2 {
            return Self::Unknown;
        }
        gaps.sort_unstable();
        match gaps[gaps.len() / 2] {
            ..=2 => Self::Daily,
            3..=10 => Self::Weekly,
            11..=45 => Self::Monthly,
            46..=120 => Self::Quarterly,
            121..=500 => Self::Annual,
            _ => Self::Irregular,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
            Self::Quarterly => "QUARTERLY",
            Self::Annual => "ANNUAL",
            Self::Irregular => "IRREG",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl Catalog {
    /// The catalogue as text.
    ///
    /// # Errors
    /// If one of its addresses is none.
    pub fn write(&self, notation: Notation) -> Result<Vec<u8>, DcatError> {
        write(&self.graph()?, notation)
    }

    /// The address of something that belongs to the catalogue as a whole.
    fn own(&self, name: &str) -> String {
        format!("{}#{name}", self.address)
    }

    fn graph(&self) -> Result<Graph, DcatError> {
        let mut graph = Graph::default();
        let place = format!("{LISTS}/politicalGeocoding/stateKey/{}", self.state);
        let mut catalog = graph.resource(&self.address, "dcat:Catalog")?;
        catalog.text("dct:title", &self.title)?;
        catalog.text("dct:description", &self.description)?;
        catalog.link("dct:publisher", &self.own("publisher"))?;
        catalog.link("foaf:homepage", &self.address)?;
        catalog.link("dct:conformsTo", SPECIFICATION)?;
        catalog.link("dct:license", &or_closed("CC0-1.0"))?;
        catalog.link("dcat:themeTaxonomy", &format!("{AUTHORITY}/data-theme"))?;
        available(&mut catalog)?;
        catalog.link("dct:spatial", &place)?;
        for lang in ["DEU", "ENG"] {
            catalog.link("dct:language", &format!("{AUTHORITY}/language/{lang}"))?;
        }
        let issued = self.datasets.iter().map(|one| one.issued).min();
        let modified = self.datasets.iter().map(|one| one.modified).max();
        if let (Some(issued), Some(modified)) = (issued, modified) {
            catalog.typed("dct:issued", &issued, "xsd:dateTime")?;
            catalog.typed("dct:modified", &modified, "xsd:dateTime")?;
        }
        for dataset in &self.datasets {
            catalog.link("dcat:dataset", &dataset.address)?;
        }
        catalog.link("dcat:service", &self.own("service"))?;
        self.add_people(&mut graph)?;
        self.add_service(&mut graph)?;
        for dataset in &self.datasets {
            self.add_dataset(&mut graph, dataset, &place)?;
        }
        Ok(graph)
    }

    fn add_people(&self, graph: &mut Graph) -> Result<(), DcatError> {
        let mut publisher = graph.resource(&self.own("publisher"), "foaf:Agent")?;
        publisher.plain("foaf:name", &self.publisher)?;
        publisher.link(
            "dct:type",
            "http://purl.org/adms/publishertype/RegionalAuthority",
        )?;
        let mut contact = graph.resource(&self.own("contact"), "vcard:Kind")?;
        contact.plain("vcard:fn", &self.publisher)?;
        contact.link("vcard:hasEmail", &format!("mailto:{}", self.email))?;
        contact.link("vcard:hasURL", &self.address)
    }

    fn add_service(&self, graph: &mut Graph) -> Result<(), DcatError> {
        let mut service = graph.resource(&self.own("service"), "dcat:DataService")?;
        service.text("dct:title", &self.service.title)?;
        service.link("dct:publisher", &self.own("publisher"))?;
        service.link("dcat:endpointURL", &self.service.endpoint)?;
        service.link("dcat:endpointDescription", &self.service.description)?;
        service.link("dct:accessRights", &public())?;
        available(&mut service)?;
        for dataset in &self.datasets {
            service.link("dcat:servesDataset", &dataset.address)?;
        }
        Ok(())
    }

    fn add_dataset(&self, graph: &mut Graph, one: &Dataset, place: &str) -> Result<(), DcatError> {
        let address = one.address.as_str();
        let part = |name: &str| format!("{address}#{name}");
        let mut dataset = graph.resource(address, "dcat:Dataset")?;
        dataset.text("dct:title", &one.title)?;
        dataset.text("dct:description", &one.description)?;
        dataset.plain("dct:identifier", &one.identifier)?;
        dataset.link("dct:publisher", &self.own("publisher"))?;
        dataset.link("dcat:contactPoint", &self.own("contact"))?;
        if let Some(contributor) = &self.contributor {
            dataset.link("dcatde:contributorID", contributor)?;
        }
        if !one.creator.is_empty() {
            dataset.link("dct:creator", &part("creator"))?;
            dataset.link("dcatde:originator", &part("creator"))?;
        }
        if is_address(&one.source) {
            dataset.link("dct:source", &one.source)?;
        }
        dataset.plain("dcatde:legalBasis", &one.legal_basis)?;
        dataset.link("dcat:theme", &format!("{AUTHORITY}/data-theme/HEAL"))?;
        for keyword in &one.keywords {
            dataset.text("dcat:keyword", keyword)?;
        }
        dataset.link(
            "dcatde:politicalGeocodingLevelURI",
            &format!("{LISTS}/politicalGeocoding/Level/state"),
        )?;
        dataset.link("dcatde:politicalGeocodingURI", place)?;
        dataset.link("dct:spatial", place)?;
        dataset.link("dct:temporal", &part("period"))?;
        dataset.link(
            "dct:accrualPeriodicity",
            &format!("{AUTHORITY}/frequency/{}", one.frequency.code()),
        )?;
        dataset.typed("dct:issued", &one.issued, "xsd:dateTime")?;
        dataset.typed("dct:modified", &one.modified, "xsd:dateTime")?;
        dataset.plain("dcat:version", &one.version)?;
        dataset.link("dcat:landingPage", address)?;
        dataset.link("dct:accessRights", &public())?;
        available(&mut dataset)?;
        for lang in ["DEU", "ENG"] {
            dataset.link("dct:language", &format!("{AUTHORITY}/language/{lang}"))?;
        }
        if !one.method.is_empty() {
            dataset.link("dct:provenance", &part("method"))?;
        }
        for file in &one.distributions {
            dataset.link("dcat:distribution", &part(file.kind.format()))?;
        }
        if !one.creator.is_empty() {
            let mut creator = graph.resource(&part("creator"), "foaf:Agent")?;
            creator.plain("foaf:name", &one.creator)?;
        }
        if !one.method.is_empty() {
            let mut method = graph.resource(&part("method"), "dct:ProvenanceStatement")?;
            method.plain("rdfs:label", &one.method)?;
        }
        let mut period = graph.resource(&part("period"), "dct:PeriodOfTime")?;
        period.typed("dcat:startDate", &one.temporal.0, "xsd:date")?;
        period.typed("dcat:endDate", &one.temporal.1, "xsd:date")?;
        for file in &one.distributions {
            add_distribution(graph, one, file, &part(file.kind.format()))?;
        }
        Ok(())
    }
}

fn add_distribution(
    graph: &mut Graph,
    dataset: &Dataset,
    file: &Distribution,
    id: &str,
) -> Result<(), DcatError> {
    let checksum = format!("{id}-sha256");
    let mut distribution = graph.resource(id, "dcat:Distribution")?;
    distribution.text("dct:title", &file.title)?;
    // Who offers a file and nothing else says so twice (convention 39).
    distribution.link("dcat:accessURL", &file.address)?;
    distribution.link("dcat:downloadURL", &file.address)?;
    distribution.link("dct:license", &or_closed(&dataset.licence))?;
    if dataset.attribution.is_empty() {
        distribution.plain("dcatde:licenseAttributionByText", &dataset.creator)?;
    } else {
        distribution.plain("dcatde:licenseAttributionByText", &dataset.attribution)?;
    }
    distribution.link(
        "dct:format",
        &format!("{AUTHORITY}/file-type/{}", file.kind.format()),
    )?;
    distribution.link(
        "dcat:mediaType",
        &format!(
            "https://www.iana.org/assignments/media-types/{}",
            file.kind.media_type()
        ),
    )?;
    distribution.typed("dcat:byteSize", &file.bytes, "xsd:nonNegativeInteger")?;
    distribution.typed("dct:modified", &dataset.modified, "xsd:dateTime")?;
    distribution.typed("dct:issued", &dataset.modified, "xsd:dateTime")?;
    distribution.link("adms:status", "http://purl.org/adms/status/Completed")?;
    available(&mut distribution)?;
    distribution.link("spdx:checksum", &checksum)?;
    let mut checksum = graph.resource(&checksum, "spdx:Checksum")?;
    checksum.link(
        "spdx:algorithm",
        "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
    )?;
    checksum.typed("spdx:checksumValue", &file.sha256, "xsd:hexBinary")
}

fn available(resource: &mut Resource<'_>) -> Result<(), DcatError> {
    let stable = format!("{AUTHORITY}/planned-availability/AVAILABLE");
    resource.link("dcatap:availability", &stable)
}

fn public() -> String {
    format!("{AUTHORITY}/access-right/PUBLIC")
}
