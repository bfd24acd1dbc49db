// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts beside the invented figures: two indicators, two diseases, and a draft that waits for a second look.

use web::{App, Error};

use crate::store;
use crate::texts::{Content, Part, Subject, SubjectKind, Tongue, deeds, field};

/// What is written, by language and part.
type Texts = &'static [(Tongue, Part, &'static str)];

const COVERAGE: Texts = &[
    (
        Tongue::German,
        Part::Meaning,
        "Die Impfquote sagt, wie viele Kinder bei der Schuleingangsuntersuchung **zwei Impfungen gegen Masern** hatten.\n\nAb 95 % kann sich die Krankheit in der Bevölkerung kaum noch ausbreiten. Dann sind auch die geschützt, die nicht geimpft werden können.",
    ),
    (
        Tongue::German,
        Part::Limits,
        "- Gezählt werden nur Kinder, deren Impfbuch vorlag.\n- Impfungen nach der Untersuchung fehlen.\n- Für das Schuljahr 2020/21 gibt es keine Zahlen, weil kaum untersucht wurde.",
    ),
    (
        Tongue::German,
        Part::Source,
        "Schuleingangsuntersuchungen der Gesundheitsämter. Die Zahlen dieser Vorführung sind erfunden.",
    ),
    (
        Tongue::English,
        Part::Meaning,
        "Vaccination coverage says how many children had **two doses against measles** when they were examined before school.\n\nFrom 95% on the disease hardly spreads any more, which also protects those who cannot be vaccinated.",
    ),
    (
        Tongue::English,
        Part::Limits,
        "- Only children whose vaccination record was shown are counted.\n- Later doses are missing.",
    ),
    (
        Tongue::English,
        Part::Source,
        "School entry examinations of the local health offices. The numbers of this demo are invented.",
    ),
    (
        Tongue::Plain,
        Part::Meaning,
        "Masern sind eine ansteckende Krankheit.\n\nEine Impfung schützt davor. Kinder brauchen 2 Impfungen.\n\nDie Zahl sagt: So viele von 100 Kindern haben beide Impfungen.",
    ),
];

const MORTALITY: Texts = &[
    (
        Tongue::German,
        Part::Meaning,
        "Die Säuglingssterblichkeit sagt, wie viele von 1.000 lebend geborenen Kindern im ersten Lebensjahr sterben.",
    ),
    (
        Tongue::German,
        Part::Limits,
        "Es sind zum Glück sehr wenige Fälle. Ein Kreis kann in einem Jahr weit oben und im nächsten weit unten stehen, ohne dass sich etwas geändert hat. Achten Sie auf den 95-%-Bereich und auf mehrere Jahre.",
    ),
    (
        Tongue::German,
        Part::Source,
        "Statistik der Geburten und der Sterbefälle. Die Zahlen dieser Vorführung sind erfunden.",
    ),
    (
        Tongue::English,
        Part::Meaning,
        "Infant mortality says how many of 1,000 children born alive die in their first year.",
    ),
    (
        Tongue::English,
        Part::Limits,
        "These are very few cases, fortunately. A district can be high in one year and low in the next without any change. Look at the 95% interval and at several years.",
    ),
];

const INFLUENZA: Texts = &[
    (
        Tongue::German,
        Part::Meaning,
        "Gezählt werden Fälle von Grippe, die ein Labor nachgewiesen hat und die dem Gesundheitsamt gemeldet wurden.",
    ),
    (
        Tongue::German,
        Part::Limits,
        "Viele Menschen mit Grippe gehen nicht in eine Praxis oder werden nicht getestet. Die Zahlen zeigen, wann eine Welle beginnt und endet; sie zeigen nicht, wie viele Menschen wirklich krank sind.",
    ),
    (
        Tongue::Plain,
        Part::Meaning,
        "Grippe ist eine ansteckende Krankheit.\n\nHier steht: So viele Menschen hatten eine Grippe, und ein Labor hat das geprüft.\n\nEs gibt noch mehr kranke Menschen. Viele gehen nicht zum Arzt.",
    ),
];

const MEASLES: Texts = &[
    (
        Tongue::German,
        Part::Meaning,
        "Masern sind sehr ansteckend und können schwer verlaufen. Schon der Verdacht muss gemeldet werden (§ 6 IfSG). Einzelne Fälle sind deshalb wichtig.",
    ),
    (
        Tongue::German,
        Part::Limits,
        "Wenige Fälle in einem kleinen Kreis ergeben eine hohe Rate. Vergleichen Sie die Anzahlen, nicht nur die Raten.",
    ),
];

/// What is still a draft.
const NOROVIRUS: Texts = &[(
    Tongue::German,
    Part::Meaning,
    "Noroviren lösen Durchfall und Erbrechen aus, vor allem im Winter. Ausbrüche in Heimen und Kliniken bestimmen die Zahlen.",
)];

/// Writes the texts of the demo, unless they are there.
pub async fn load_texts(app: &App) -> Result<(), Error> {
    if !store::texts::drafts(app.db.read()).await?.is_empty() {
        return Ok(());
    }
    let all = [
        (
            SubjectKind::Indicator,
            "vaccination-measles-2",
            COVERAGE,
            true,
        ),
        (SubjectKind::Indicator, "infant-mortality", MORTALITY, true),
        (SubjectKind::Disease, "influenza", INFLUENZA, true),
        (SubjectKind::Disease, "measles", MEASLES, true),
        (SubjectKind::Disease, "norovirus", NOROVIRUS, false),
    ];
    for (kind, key, texts, published) in all {
        let subject = Subject::new(kind, key);
        let texts = texts.iter();
        let content = Content {
            texts: texts
                .map(|(tongue, part, text)| (field(*tongue, *part), (*text).to_owned()))
                .collect(),
            ..Content::default()
        };
        deeds::write(app, &subject, &content, 0, None).await?;
        let draft = store::texts::draft(app.db.read(), &subject).await?;
        if let Some(draft) = draft.filter(|_| published) {
            deeds::publish(app, &draft, None).await?;
        }
    }
    Ok(())
}
