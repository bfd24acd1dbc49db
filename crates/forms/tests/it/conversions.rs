// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms from one format to another, as the command line does it.

use forms::convert::{Converted, Format, With, convert};
use forms::genericode::{self, CodeList};

/// A small form with what formats treat differently.
const FORM: &str = "\
| survey |
| | type | name | label::Deutsch (de) | label::English (en) | relevant | constraint | calculation | deich::privacy |
| | integer | children | Wie viele Kinder? | How many children? | | . >= 0 and . <= 500 | | measure |
| | select_one mood | mood | Wie war der Tag? | How was the day? | ${children} > 0 | | | plain |
| | begin repeat | room | Raum | Room | | | | |
| | text | title | Name | Name | | | | identifier |
| | end repeat | | | | | | | |
| | calculate | double | | | | | ${children} * 2 | |
| choices |
| | list_name | name | label::Deutsch (de) | label::English (en) |
| | mood | good | gut | good |
| | mood | bad | schlecht | bad |
| settings |
| | form_title | form_id | version | default_language |
| | Tagesbericht | day | 3 | Deutsch (de) |
";

/// A data scheme that refers to a list of codes.
const SCHEME: &str = r#"<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<xdf:header><xdf:nachrichtID>1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-11-22T12:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:stammdatenschema>
<xdf:identifikation><xdf:id>S12000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
<xdf:name>Meldung</xdf:name><xdf:freigabestatus><code>6</code></xdf:freigabestatus><xdf:bezeichnung>Meldung</xdf:bezeichnung>
<xdf:regel><xdf:identifikation><xdf:id>R12000000001</xdf:id></xdf:identifikation><xdf:name>Nur bei Bedarf</xdf:name></xdf:regel>
<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeld>
<xdf:identifikation><xdf:id>F12000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
<xdf:name>Ort</xdf:name><xdf:freigabestatus><code>6</code></xdf:freigabestatus><xdf:bezeichnungEingabe>Ort</xdf:bezeichnungEingabe>
<xdf:definition>Wo</xdf:definition>
<xdf:feldart><code>select</code></xdf:feldart><xdf:datentyp><code>text</code></xdf:datentyp>
<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:de:orte</xdf:canonicalIdentification></xdf:codelisteReferenz>
</xdf:datenfeld></xdf:enthaelt></xdf:struktur>
</xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>
"#;

/// The list that it refers to.
const PLACES: &str = r#"<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><ShortName>orte</ShortName><Version>1</Version><CanonicalUri>urn:de:orte</CanonicalUri></Identification>
<ColumnSet><Column Id="code"/><Column Id="name"/><Key Id="key"><ColumnRef Ref="code"/></Key></ColumnSet>
<SimpleCodeList><Row><Value><SimpleValue>h</SimpleValue></Value><Value><SimpleValue>Hannover</SimpleValue></Value></Row></SimpleCodeList>
</gc:CodeList>
"#;

fn converted(bytes: &[u8], name: &str, to: Format, code_lists: &[CodeList]) -> Converted {
    let with = With {
        now: "2026-11-22T12:00:00Z".parse().unwrap(),
        code_lists,
    };
    convert(bytes, name, to, &with).unwrap_or_else(|problems| {
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", told.join("\n"))
    })
}

fn told(converted: &Converted) -> String {
    let text = String::from_utf8_lossy(&converted.bytes);
    format!("{text}\nlost:\n{}", converted.losses.join("\n"))
}

#[test]
fn a_table_becomes_a_scheme_and_a_questionnaire() {
    let scheme = converted(FORM.as_bytes(), "day.md", Format::Fim, &[]);
    insta::assert_snapshot!("table_to_fim", told(&scheme));
    let questionnaire = converted(FORM.as_bytes(), "day.md", Format::Fhir, &[]);
    insta::assert_snapshot!("table_to_fhir", told(&questionnaire));
}

#[test]
fn a_scheme_and_a_questionnaire_are_told_by_their_content() {
    for name in ["scheme.xml", "scheme"] {
        let scheme = converted(SCHEME.as_bytes(), name, Format::Spec, &[]);
        insta::assert_snapshot!("scheme_to_spec", told(&scheme));
    }
    let list = genericode::read(PLACES.as_bytes()).unwrap();
    let questionnaire = converted(SCHEME.as_bytes(), "scheme.xml", Format::Fhir, &[list]);
    assert!(
        !questionnaire
            .losses
            .iter()
            .any(|loss| loss.contains("list of codes"))
    );
    for name in ["q.json", "q"] {
        let back = converted(&questionnaire.bytes, name, Format::Spec, &[]);
        insta::assert_snapshot!("questionnaire_to_spec", told(&back));
    }
}

#[test]
fn every_format_that_is_read_can_be_written_in_every_other() {
    let scheme = converted(FORM.as_bytes(), "day.md", Format::Fim, &[]).bytes;
    let questionnaire = converted(FORM.as_bytes(), "day.md", Format::Fhir, &[]).bytes;
    let spec = converted(FORM.as_bytes(), "day.md", Format::Spec, &[]).bytes;
    let form = converted(FORM.as_bytes(), "day.md", Format::XForm, &[]).bytes;
    for (name, bytes) in [
        ("a.xml", &scheme),
        ("a.json", &questionnaire),
        ("b.json", &spec),
        ("b.xml", &form),
    ] {
        for to in [
            Format::XForm,
            Format::XlsForm,
            Format::Spec,
            Format::Fhir,
            Format::JsonSchema,
            Format::Fim,
        ] {
            assert!(!converted(bytes, name, to, &[]).bytes.is_empty());
        }
    }
}
