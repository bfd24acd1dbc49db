# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
indicators-nav-open = Open data
indicators-open-title = Open data
indicators-open-lead = { $publisher } offers these data to everybody, as files and for programs. You need not sign in.
indicators-open-none-title = There are no open data yet
indicators-open-none-text = As soon as a data set is published, you find its files here. The numbers of notifiable diseases have pages of their own.
indicators-open-more = All versions and columns: { $title }
indicators-open-published = Published
indicators-open-weeks = Period
indicators-open-numbers = Numbers
indicators-open-source = Publisher of the source
indicators-open-attribution = Attribution
indicators-open-licence = Licence
indicators-open-no-licence = Not stated. Please ask before you use the data.
indicators-open-legal-basis = Legal basis
indicators-open-method = Method
indicators-open-format = { $format ->
    [csv] Table (CSV)
    [parquet] Table for statistics programs (Parquet)
   *[json] JSON
}
indicators-open-size = { $unit ->
    [kb] { $number } KB
   *[mb] { $number } MB
}
indicators-open-files = Files
indicators-open-file-column = File
indicators-open-size-column = Size
indicators-open-checksum = Checksum (SHA-256)
indicators-open-current-text = The files of a version never change. At these addresses you always find the latest version:
indicators-open-columns = What the columns hold
indicators-open-column-name = Column
indicators-open-column-meaning = Meaning
indicators-open-zero = Each row is a number above zero. No case was notified for a disease, week, district, age and sex without a row.
indicators-open-column = { $column ->
    [disease] Key of the disease, such as influenza
    [week] Calendar week by ISO 8601, such as 2020-W53
    [place] Official key of the district or city with five digits; Göttingen is 03159 throughout
    [age_from] Youngest age of the group in years; empty if the age is not known
    [age_to] Oldest age of the group in years; empty if there is none
    [sex] Sex: female, male, diverse or unknown
    [state] State of the number: value is a value. The files of single figures also have zero, suppressed, no-data and not-yet.
    [complete] true if hardly any more notifications of the week are expected; false for the last weeks before the data were drawn
   *[cases] Number of notified cases
}
indicators-open-cite = How to cite
indicators-open-cite-text = { $source }: { $title }, as of { $day }. Provided by { $publisher }, licence { $licence }
indicators-open-versions = All versions
indicators-open-news = New versions of open data
indicators-open-since = since { $moment }
indicators-open-feed = Subscribe to the feed (Atom)
indicators-open-feed-title = New versions of open data: { $state }
indicators-open-headline = { $title }, as of { $day }
indicators-open-entry = { $numbers } numbers from { $first } to { $last }. Licence: { $licence }
indicators-open-terms = Terms of use
indicators-open-terms-text = You may use, change and pass on the data under their licence. Name the attribution and the day of the data, and say so if you have changed numbers.
indicators-open-terms-versions = The data hold nothing about single persons beyond what their publisher has published. A version stays as it is; late notifications are in the next one.
indicators-open-programs = For data portals and programs
indicators-open-programs-text = The catalogue describes all sets by DCAT-AP.de 3.0. Web pages of others may fetch files, catalogue and interface, too.
indicators-open-notation = { $notation ->
    [turtle] Catalogue as Turtle
    [json-ld] Catalogue as JSON-LD
   *[rdf-xml] Catalogue as RDF/XML
}
indicators-open-api = Interface (OpenAPI)
indicators-open-catalog = Open data of the public health service: { $state }
indicators-open-catalog-text = Data that the public health service in { $state } offers for free use.
indicators-open-service = Interface for case numbers and indicators
indicators-open-set-text = Notified cases by disease, calendar week, district or city, age group and sex.
indicators-open-keyword = Notifiable diseases
indicators-open-file = Version { $version } as { $format ->
    [csv] CSV
    [parquet] Parquet
   *[json] JSON
}
indicators-downloads = Download: { $title }
indicators-download-as = { $format ->
    [csv] Numbers as CSV
    [xlsx] Numbers for Excel (XLSX)
    [parquet] Numbers for statistics programs (Parquet)
    [svg] Picture as SVG
    [png] Picture as PNG
    [pdf] Whole page as PDF
   *[json] Interface for programs (JSON)
}
indicators-file-numbers = Numbers
indicators-file-about = About
indicators-file-what = Item
indicators-file-title = Title
indicators-file-address = Address
indicators-file-map-alt = Map of districts and cities. All values are in the table below.
indicators-file-state = { $state ->
    [value] A value
    [zero] Zero: nothing was notified
    [suppressed] Withheld to protect persons
    [no-data] No data
   *[not-yet] Not yet reported
}
indicators-embed-back = To the page of { $state }
indicators-share = Share
indicators-share-text = This address leads to exactly this choice.
indicators-share-address = Address of this page
indicators-share-embed = Show pictures on your own pages
indicators-share-pictures = Copy the text into your page. The picture always shows the latest version and leads back here.
indicators-share-frames = Copy the text into your page. It then shows picture, sentence and source. That works on sites that the operator allows.
indicators-share-open-data = All numbers as open data
