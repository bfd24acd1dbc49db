// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Building a form in the browser, as its pages post it.

use std::collections::BTreeMap;

use directory::testing::Answer;
use http::StatusCode;
use kernel::Role;

use crate::{Library, hidden, library};

/// The fields of the settings of a page, as a browser would post them.
fn settings(page: &str) -> BTreeMap<String, String> {
    let start = page.find("id=\"build-form\"").expect("the form is there");
    let end = start + page[start..].find("</form>").unwrap();
    let form = &page[start..end];
    let mut fields = BTreeMap::new();
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1)?;
        Some(unescaped(rest.split('"').next()?))
    };
    for (at, _) in form.match_indices("<input ") {
        let tag = &form[at..at + form[at..].find('>').unwrap()];
        if let (Some(name), Some(value)) = (attribute(tag, " name"), attribute(tag, " value")) {
            fields.insert(name, value);
        }
    }
    for (at, _) in form.match_indices("<textarea ") {
        let rest = &form[at..];
        let open = rest.find('>').unwrap();
        let text = &rest[open + 1..rest.find("</textarea>").unwrap()];
        if let Some(name) = attribute(&rest[..open], " name") {
            fields.insert(name, unescaped(text));
        }
    }
    for (at, _) in form.match_indices("<select ") {
        let rest = &form[at..at + form[at..].find("</select>").unwrap()];
        let Some(name) = attribute(&rest[..rest.find('>').unwrap()], " name") else {
            continue;
        };
        let chosen = rest.split("<option ").find(|one| one.contains(" selected"));
        let first = rest.split("<option ").nth(1);
        let value = chosen.or(first).and_then(|one| attribute(one, "value"));
        fields.insert(name, value.unwrap_or_default());
    }
    fields
}

fn unescaped(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

impl Library {
    /// A form that begins empty: the path of its builder.
    pub(crate) async fn begun(&self, title: &str) -> String {
        let fields = [("titel", title), ("zeitraum", "week")];
        let answer = self
            .app
            .post(&self.author, "/formulare/leer", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.location().to_owned()
    }

    /// Presses a button of the builder and follows to the page that comes.
    pub(crate) async fn press(&self, builder: &str, chosen: &str, deed: &str) -> (String, String) {
        let fields = [("frage", chosen), ("tun", deed)];
        let answer = self.app.post(&self.author, builder, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let location = answer.location().to_owned();
        let page = self.page(&self.author, &location).await;
        (location, page)
    }

    /// Opens the settings of something, changes some and posts the page.
    async fn set(
        &self,
        cookie: &str,
        builder: &str,
        chosen: &str,
        changes: &[(&str, &str)],
    ) -> Answer {
        let page = self
            .page(cookie, &format!("{builder}?frage={chosen}"))
            .await;
        let mut fields = settings(&page);
        for (name, value) in changes {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        self.post_settings(cookie, builder, &fields).await
    }

    async fn post_settings(
        &self,
        cookie: &str,
        builder: &str,
        fields: &BTreeMap<String, String>,
    ) -> Answer {
        let pairs = fields.iter().map(|(name, value)| (&name[..], &value[..]));
        let pairs: Vec<_> = pairs.collect();
        self.app.post(cookie, builder, &pairs).await
    }

    /// Sets something, which must be taken.
    pub(crate) async fn set_fine(
        &self,
        builder: &str,
        chosen: &str,
        changes: &[(&str, &str)],
    ) -> String {
        let answer = self.set(&self.author, builder, chosen, changes).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        self.page(&self.author, answer.location()).await
    }
}

/// A form with two numbers and a condition between them.
async fn small_form(library: &Library) -> String {
    let builder = library.begun("Läuse in Kitas").await;
    let (location, page) = library.press(&builder, "", "neu:integer").await;
    assert!(location.contains("frage=frage"), "{location}");
    assert!(page.contains("Hinzugefügt"));
    library
        .set_fine(
            &builder,
            "frage",
            &[
                ("label.de", "Betreute Kinder"),
                ("label.en", "Children"),
                ("name", "children"),
                ("privacy", "measure"),
            ],
        )
        .await;
    library.press(&builder, "children", "neu:integer").await;
    library
        .set_fine(
            &builder,
            "frage",
            &[
                ("label.de", "Kinder mit Läusen"),
                ("label.en", "Children with lice"),
                ("name", "lice"),
            ],
        )
        .await;
    builder
}

#[tokio::test]
async fn a_form_is_built_from_nothing_and_published() {
    let library = library().await;
    let builder = small_form(&library).await;
    let lacks = library
        .page(&library.author, &format!("{builder}?frage=lice"))
        .await;
    assert!(lacks.contains("Die Schutzklasse fehlt"), "{lacks}");
    // A condition by clicking: the second number is asked about only if there are children.
    let row = [
        ("regel:relevant:0:feld", "children"),
        ("regel:relevant:0:vergleich", "greater"),
        ("regel:relevant:0:wert", "0"),
        ("privacy", "measure"),
    ];
    let page = library.set_fine(&builder, "lice", &row).await;
    assert_eq!(settings(&page)["relevant"], "${children} > 0");
    let check = [
        ("regel:constraint:0:feld", "lice"),
        ("regel:constraint:0:vergleich", "at-most"),
        ("regel:constraint:0:wert", "${children}"),
        (
            "constraint_message.de",
            "Höchstens so viele, wie Sie betreuen.",
        ),
        ("constraint_message.en", "At most as many as you care for."),
    ];
    library.set_fine(&builder, "lice", &check).await;
    let form = builder.trim_end_matches("/bauen");
    let preview = library
        .page(&library.author, &format!("{form}/ansehen"))
        .await;
    assert!(preview.contains("Betreute Kinder"));
    let workbook = library
        .app
        .get(&library.author, &format!("{form}/arbeitsmappe.xlsx"))
        .await;
    let (spec, _) = forms::xlsform::read(&workbook.bytes, "lice.xlsx").unwrap();
    assert_eq!(spec.questions().len(), 2);
    let publish = library
        .page(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    let published = library.publish(form, &hidden(&publish, "revision")).await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.text()
    );
    assert_eq!(library.count("form_versions").await, 1);
    let history = library.page(&library.author, form).await;
    assert_eq!(history.matches("Entwurf im Browser geändert").count(), 1);
}

#[tokio::test]
async fn a_form_carries_on_lists_of_the_field_service() {
    let library = library().await;
    let builder = small_form(&library).await;
    let page = library
        .set_fine(&builder, "", &[("entity_list", "findings")])
        .await;
    // A new entry is called like the first answer until somebody says otherwise.
    assert_eq!(settings(&page)["entity_label"], "${children}");
    library
        .set_fine(&builder, "lice", &[("save_to", "lice")])
        .await;
    // Another list is chosen from without being written.
    library
        .set_fine(&builder, "", &[("entity_lists", "facilities")])
        .await;
    library.press(&builder, "lice", "neu:select-one").await;
    let chosen = [
        ("label.de", "Einrichtung"),
        ("label.en", "Facility"),
        ("name", "facility"),
        ("choices", "facilities.csv"),
    ];
    library.set_fine(&builder, "frage", &chosen).await;
    let form = builder.trim_end_matches("/bauen");
    let files = library
        .page(&library.author, &format!("{form}/dateien"))
        .await;
    assert!(files.contains("aus dem Außendienst"), "{files}");
    let workbook = library
        .app
        .get(&library.author, &format!("{form}/arbeitsmappe.xlsx"))
        .await;
    let (spec, _) = forms::xlsform::read(&workbook.bytes, "lice.xlsx").unwrap();
    assert_eq!(spec.entities[0].list, "findings");
    assert!(spec.entity_lists.contains("facilities"));
    let (_, facility) = spec.questions()[2];
    assert_eq!(facility.choice_source, forms::ChoiceSource::File);
    assert!(forms::CompiledForm::compile(&spec).is_ok());
    // A name that forms cannot use is refused when publishing, with the place.
    library
        .set_fine(&builder, "lice", &[("save_to", "label")])
        .await;
    let publish = library
        .page(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    assert!(publish.contains("label"), "{publish}");
    // Taken back, nothing is left of it.
    for _ in 0..2 {
        library.press(&builder, "", "zurueck").await;
    }
    let page = library.set_fine(&builder, "", &[("entity_list", "")]).await;
    assert!(!settings(&page).contains_key("entity_label"));
}

#[tokio::test]
async fn what_was_done_can_be_taken_back_and_done_again() {
    let library = library().await;
    let builder = small_form(&library).await;
    let (_, page) = library.press(&builder, "lice", "hoch").await;
    let order = |page: &str| {
        let lice = page.find("data-path=\"lice\"").unwrap();
        lice < page.find("data-path=\"children\"").unwrap()
    };
    assert!(order(&page));
    let (_, page) = library.press(&builder, "lice", "zurueck").await;
    assert!(!order(&page));
    let (_, page) = library.press(&builder, "lice", "wieder").await;
    assert!(order(&page));
    library.press(&builder, "lice", "gruppe").await;
    library.press(&builder, "gruppe/lice", "kopie").await;
    library.press(&builder, "gruppe/lice", "entfernen").await;
    let (_, page) = library.press(&builder, "gruppe", "aufloesen").await;
    assert!(!page.contains("data-path=\"gruppe\""), "{page}");
    for _ in 0..4 {
        library.press(&builder, "", "zurueck").await;
    }
    let page = library.page(&library.author, &builder).await;
    assert!(order(&page) && page.contains("data-path=\"children\""));
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_has_changed_unseen() {
    let library = library().await;
    let builder = small_form(&library).await;
    let other = library
        .app
        .signed_in("Gesa Genau", Role::FormAuthor, library.state.state.id)
        .await;
    let opened = library.page(&other, &format!("{builder}?frage=lice")).await;
    library
        .set_fine(&builder, "lice", &[("label.de", "Kinder mit Kopfläusen")])
        .await;
    // Another text of the same question: both changes hold.
    let mut fields = settings(&opened);
    fields.insert("hint.de".to_owned(), "Am Zähltag".to_owned());
    let answer = library.post_settings(&other, &builder, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library.page(&other, &format!("{builder}?frage=lice")).await;
    let now = settings(&page);
    assert_eq!(now["label.de"], "Kinder mit Kopfläusen");
    assert_eq!(now["hint.de"], "Am Zähltag");
    // The same text: it is said, what was typed stays in the field, nothing is stored.
    fields.insert("label.de".to_owned(), "Läusekinder".to_owned());
    fields.insert("alt:hint.de".to_owned(), "Am Zähltag".to_owned());
    let answer = library.post_settings(&other, &builder, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    let page = answer.text();
    assert_eq!(settings(&page)["label.de"], "Läusekinder");
    assert!(page.contains("Kinder mit Kopfläusen"));
    // Who has seen it may say so again.
    let answer = library
        .post_settings(&other, &builder, &settings(&page))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    // What another has done is not taken back.
    let fields = [("frage", "lice"), ("tun", "zurueck")];
    let answer = library.app.post(&library.author, &builder, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("stammt von jemand anderem"));
}

#[tokio::test]
async fn mistakes_are_said_where_they_are() {
    let library = library().await;
    let builder = small_form(&library).await;
    let taken = library
        .set(&library.author, &builder, "lice", &[("name", "children")])
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text().contains("„children“ gibt es hier schon"));
    let number = [
        ("regel:relevant:0:feld", "children"),
        ("regel:relevant:0:vergleich", "greater"),
        ("regel:relevant:0:wert", "viele"),
        ("tun", "speichern"),
    ];
    let refused = library
        .set(&library.author, &builder, "lice", &number)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Geben Sie eine Zahl ein"));
    // What is not finished yet is no mistake, and stays.
    let half = [("regel:relevant:0:feld", "children")];
    let shown = library.set(&library.author, &builder, "lice", &half).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("noch nicht fertig"));
    assert_eq!(settings(&shown.text())["regel:relevant:0:feld"], "children");
    // An expression is judged while it is typed, and a broken one can be stored and is named.
    for (text, said) in [
        ("${children} + 1", "Die Formel ist in Ordnung"),
        ("${nobody} > 1", "nobody"),
        ("1 +", "Zeichen"),
    ] {
        let fields = [("frage", "lice"), ("relevant", text)];
        let path = format!("{builder}/pruefen?feld=relevant");
        let answer = library.app.post(&library.author, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains(said), "{text}: {}", answer.text());
    }
    let page = library
        .set_fine(&builder, "lice", &[("relevant", "${nobody} > 1")])
        .await;
    assert!(page.contains("#field-relevant") && page.contains("nobody"));
    let form = builder.trim_end_matches("/bauen");
    let publish = library
        .app
        .get(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    assert_ne!(publish.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn lists_come_from_tables_code_lists_and_other_forms() {
    let library = library().await;
    let builder = library.begun("Erreger").await;
    library.press(&builder, "", "neu:select-one").await;
    let page = library
        .page(&library.author, &format!("{builder}?frage=frage"))
        .await;
    assert!(page.contains("Antwort 1") && page.contains("liste_frage"));
    let lists = builder.replace("/bauen", "/listen");
    let csv = "code;label::de;label::en\ninfluenza;Influenza;Influenza\nrsv;RSV;RSV\n";
    let answer = library
        .send_files(
            &library.author,
            &lists,
            &[("liste", "liste_frage"), ("tun", "einlesen")],
            &[("datei", "erreger.csv", csv.as_bytes())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let table = format!("{lists}/tabelle.csv?liste=liste_frage");
    let table = library.app.get(&library.author, &table).await.text();
    assert_eq!(table, csv.replace(';', ","));
    let wrong = library
        .send_files(
            &library.author,
            &lists,
            &[("liste", "liste_frage"), ("tun", "einlesen")],
            &[("datei", "erreger.csv", b"code,label\na,A\na,B\n")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Zeile 3"), "{}", wrong.text());
    let address = [
        ("liste", "liste_frage"),
        ("tun", "herkunft"),
        ("adresse", "urn:example:erreger"),
        ("fassung", "2"),
    ];
    let answer = library.app.post(&library.author, &lists, &address).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    // Another form takes the list over, and where it comes from.
    let second = library.begun("Zweites").await;
    let second = second.replace("/bauen", "/listen");
    let page = library.page(&library.author, &second).await;
    let offered = page
        .split("<option value=\"")
        .find(|one| one.contains("liste_frage"));
    let offered = offered.unwrap().split('"').next().unwrap();
    let fields = [("tun", "uebernehmen"), ("andere", offered)];
    let answer = library.app.post(&library.author, &second, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library.page(&library.author, answer.location()).await;
    assert!(page.contains("urn:example:erreger") && page.contains("RSV"));
}

#[tokio::test]
async fn texts_are_translated_side_by_side() {
    let library = library().await;
    let builder = small_form(&library).await;
    let path = builder.replace("/bauen", "/uebersetzungen");
    let fields = [("tun", "sprache:"), ("neu", "tr")];
    let answer = library.app.post(&library.author, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library
        .page(&library.author, &format!("{path}?nur=fehlt"))
        .await;
    assert!(
        page.contains("Türkçe") && page.contains("3 Texte fehlen"),
        "{page}"
    );
    let at = page.find("lice").unwrap();
    let row = page[at..].split("name=\"ort.").nth(1).unwrap();
    let index = row.split('"').next().unwrap();
    let key = unescaped(
        row.split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap(),
    );
    let (place, text) = (format!("ort.{index}"), format!("text.{index}.tr"));
    let fields = [
        (&place[..], &key[..]),
        (&text[..], "Bitli çocuklar"),
        ("tun", "speichern"),
    ];
    let answer = library.app.post(&library.author, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library.page(&library.author, &path).await;
    assert!(page.contains("Bitli çocuklar") && page.contains("2 Texte fehlen"));
    let fields = [("tun", "ohne:tr")];
    library.app.post(&library.author, &path, &fields).await;
    let page = library.page(&library.author, &path).await;
    assert!(!page.contains("Bitli çocuklar"));
}

#[tokio::test]
async fn examples_tell_when_a_change_changes_what_comes_of_them() {
    let library = library().await;
    let builder = small_form(&library).await;
    let form = builder.trim_end_matches("/bauen");
    let preview = library
        .page(&library.author, &format!("{form}/ansehen"))
        .await;
    assert!(preview.contains("Als Beispiel speichern"));
    let answers = [("children", "10"), ("lice", "12"), ("aktion", "beispiel")];
    let path = format!("{form}/ansehen");
    let kept = library.app.post(&library.author, &path, &answers).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let examples = kept.location().to_owned();
    let page = library.page(&library.author, &examples).await;
    assert!(page.contains("kann gesendet werden"), "{page}");
    assert!(!page.contains("anders als beim Speichern"));
    let check = [
        ("constraint", ". <= ${children}"),
        ("constraint_message.de", "Zu viele"),
        ("constraint_message.en", "Too many"),
    ];
    library.set_fine(&builder, "lice", &check).await;
    let page = library.page(&library.author, &examples).await;
    assert!(page.contains("anders als beim Speichern"), "{page}");
    assert!(page.contains("Zu viele"));
    let id = hidden(&page, "beispiel");
    let fields = [("beispiel", &id[..]), ("tun", "annehmen")];
    library.app.post(&library.author, &examples, &fields).await;
    let page = library.page(&library.author, &examples).await;
    assert!(!page.contains("anders als beim Speichern"));
    // The preview of the builder and expressions can use the example.
    let filled = library
        .page(&library.author, &format!("{builder}?beispiel={id}"))
        .await;
    assert!(filled.contains("value=\"12\""), "{filled}");
    let formula = format!("{form}/formel");
    for (expression, result) in [
        ("${lice} div ${children}", "1.2"),
        ("sum(${lice})", "12"),
        ("format-date('2026-11-22', '%d.%m.%Y')", "22.11.2026"),
        ("${nobody}", "nobody"),
    ] {
        let fields = [
            ("frage", "lice"),
            ("feld", "relevant"),
            ("formel", expression),
            ("beispiel", &id[..]),
            ("tun", "probieren"),
        ];
        let answer = library.app.post(&library.author, &formula, &fields).await;
        assert!(
            answer.text().contains(result),
            "{expression}: {}",
            answer.text()
        );
    }
    let fields = [("beispiel", &id[..]), ("tun", "entfernen")];
    library.app.post(&library.author, &examples, &fields).await;
    assert_eq!(library.count("form_examples").await, 0);
}
