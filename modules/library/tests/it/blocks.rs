// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks: saved from a form, put into others, changed, taken over, withdrawn.

use directory::testing::Answer;
use http::StatusCode;
use kernel::Role;

use crate::{Library, hidden, library};

const LIST: &str = "/formulare/bausteine";

/// A form with one question about children, its builder and the block that was made of it.
struct Saved {
    library: Library,
    builder: String,
    block: String,
}

/// The addresses of blocks on a page, each once.
fn blocks_on(page: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in page.split("href=\"/formulare/bausteine/").skip(1) {
        let id = rest.split('"').next().unwrap_or_default().to_owned();
        if !id.is_empty() && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

impl Library {
    /// Posts to the builder, which must take it, and opens what comes.
    async fn build(
        &self,
        cookie: &str,
        builder: &str,
        fields: &[(&str, &str)],
    ) -> (String, String) {
        let answer = self.app.post(cookie, builder, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let location = answer.location().to_owned();
        let page = self.page(cookie, &location).await;
        (location, page)
    }

    /// Puts the block into another form and says what its builder is called.
    async fn other_form(&self, title: &str, block: &str) -> String {
        let builder = self.begun(title).await;
        let deed = format!("neu:baustein:{block}");
        let (_, page) = self.press(&builder, "", &deed).await;
        assert!(page.contains("Baustein eingefügt"), "{page}");
        builder
    }
}

async fn saved() -> Saved {
    let library = library().await;
    let builder = library.begun("Läuse in Kitas").await;
    library.press(&builder, "", "neu:integer").await;
    library
        .set_fine(
            &builder,
            "frage",
            &[
                ("label.de", "Betreute Kinder"),
                ("label.en", "Children"),
                ("name", "kinder"),
                ("privacy", "measure"),
            ],
        )
        .await;
    let fields = [
        ("frage", "kinder"),
        ("tun", "baustein:sichern"),
        ("baustein.titel", "Betreute Kinder"),
    ];
    let author = library.author.clone();
    let (_, page) = library.build(&author, &builder, &fields).await;
    assert!(page.contains("Als Baustein gespeichert"), "{page}");
    assert!(page.contains("Aus dem Baustein „Betreute Kinder“, Version 1"));
    assert!(page.contains("aktuell"));
    let list = library.page(&author, LIST).await;
    let block = blocks_on(&list).remove(0);
    Saved {
        library,
        builder,
        block,
    }
}

/// Gives the question another text in the first form and saves that as the next version.
async fn renewed(saved: &Saved, text: &str) -> String {
    let library = &saved.library;
    let page = library
        .set_fine(&saved.builder, "kinder", &[("label.de", text)])
        .await;
    assert!(page.contains("hier geändert"), "{page}");
    let (_, page) = library
        .press(&saved.builder, "kinder", "baustein:version")
        .await;
    assert!(
        page.contains("Neue Version des Bausteins gespeichert"),
        "{page}"
    );
    page
}

async fn take(library: &Library, form: &str, path: &str, deed: &[(&str, &str)]) -> Answer {
    let address = format!("{form}/baustein");
    let page = library
        .page(&library.author, &format!("{address}?frage={path}"))
        .await;
    let (stand, newest) = (hidden(&page, "stand"), hidden(&page, "neueste"));
    let mut fields = vec![("frage", path), ("stand", &stand), ("neueste", &newest)];
    fields.extend(deed);
    library.app.post(&library.author, &address, &fields).await
}

#[tokio::test]
async fn a_question_becomes_a_block_that_other_forms_take_over() {
    let saved = saved().await;
    let library = &saved.library;
    let page = library
        .page(&library.author, &format!("{LIST}/{}", saved.block))
        .await;
    assert!(page.contains("Baustein „Betreute Kinder“"));
    assert!(page.contains("Läuse in Kitas"), "where it is used");
    assert!(page.contains("kinder"), "{page}");

    let other = library.other_form("Krätze in Kitas", &saved.block).await;
    let page = library
        .page(&library.author, &format!("{other}?frage=kinder"))
        .await;
    assert!(page.contains("value=\"Betreute Kinder\"") || page.contains(">Betreute Kinder<"));
    assert!(
        page.contains("value=\"measure\" selected"),
        "its class came"
    );
    // A second copy in the same form has another name.
    let deed = format!("neu:baustein:{}", saved.block);
    let (location, _) = library.press(&other, "kinder", &deed).await;
    assert!(location.contains("kinder_2"), "{location}");
    assert_eq!(library.count("block_copies").await, 2);
    let list = library.page(&library.author, LIST).await;
    assert!(list.contains("1 Baustein"));
    // It is found by its title, and not by another.
    let found = format!("{LIST}?suche=betreute");
    assert!(
        library
            .page(&library.author, &found)
            .await
            .contains(&saved.block)
    );
    let nothing = format!("{LIST}?suche=ziege");
    let page = library.page(&library.author, &nothing).await;
    assert!(page.contains("Kein Baustein gefunden"));
    // Chosen from the list for a form.
    let form = other.trim_end_matches("/bauen").rsplit('/').next().unwrap();
    let choose = format!("{LIST}?fuer={form}&frage=kinder");
    let page = library.page(&library.author, &choose).await;
    assert!(page.contains(&deed) && page.contains("Baustein für „Krätze in Kitas“ wählen"));
}

#[tokio::test]
async fn a_change_of_a_block_is_shown_and_taken_over() {
    let saved = saved().await;
    let library = &saved.library;
    let other = library.other_form("Krätze in Kitas", &saved.block).await;
    let form = other.trim_end_matches("/bauen");
    let page = library.page(&library.author, form).await;
    assert!(!page.contains("hat sich geändert"));

    renewed(&saved, "Kinder in der Kita").await;
    let page = library.page(&library.author, form).await;
    assert!(page.contains("Ein Baustein in diesem Formular hat sich geändert"));
    let page = library
        .page(&library.author, &format!("{other}?frage=kinder"))
        .await;
    assert!(page.contains("neuere Version vorhanden"));
    let page = library
        .page(&library.author, &format!("{form}/baustein?frage=kinder"))
        .await;
    assert!(
        page.contains("„Betreute Kinder“ heißt jetzt „Kinder in der Kita“"),
        "{page}"
    );
    let taken = take(library, form, "kinder", &[("tun", "uebernehmen")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let page = library.page(&library.author, taken.location()).await;
    assert!(page.contains("Kinder in der Kita"), "{page}");
    assert!(page.contains("Version 2"));
    // It is one step, which can be undone.
    let (_, page) = library.press(&other, "kinder", "zurueck").await;
    assert!(page.contains("Version 1") && page.contains("neuere Version vorhanden"));
    // The page of the block says what changed, and that one form has an older version.
    let page = library
        .page(&library.author, &format!("{LIST}/{}", saved.block))
        .await;
    assert!(page.contains("heißt jetzt"), "{page}");
    assert!(page.contains("ältere Version"));
}

#[tokio::test]
async fn what_both_changed_is_asked_and_a_copy_may_stay_as_it_is() {
    let saved = saved().await;
    let library = &saved.library;
    let other = library.other_form("Krätze in Kitas", &saved.block).await;
    let form = other.trim_end_matches("/bauen");
    library
        .set_fine(&other, "kinder", &[("label.de", "Anwesende Kinder")])
        .await;
    renewed(&saved, "Kinder in der Kita").await;
    let address = format!("{form}/baustein?frage=kinder");
    let page = library.page(&library.author, &address).await;
    assert!(page.contains("Das haben beide geändert"), "{page}");
    assert!(page.contains("In diesem Formular: Anwesende Kinder"));
    assert!(page.contains("Im Baustein: Kinder in der Kita"));
    let stays = [("tun", "uebernehmen"), ("beide:kinder::label.de", "mein")];
    let taken = take(library, form, "kinder", &stays).await;
    let page = library.page(&library.author, taken.location()).await;
    assert!(page.contains("Anwesende Kinder") && page.contains("hier geändert"));
    library.press(&other, "kinder", "zurueck").await;
    let comes = [
        ("tun", "uebernehmen"),
        ("beide:kinder::label.de", "baustein"),
    ];
    let taken = take(library, form, "kinder", &comes).await;
    let page = library.page(&library.author, taken.location()).await;
    assert!(!page.contains("Anwesende Kinder") && page.contains("aktuell"));
    library.press(&other, "kinder", "zurueck").await;
    // Left as it is: the next version is shown again.
    let kept = take(library, form, "kinder", &[("tun", "lassen")]).await;
    let page = library.page(&library.author, kept.location()).await;
    assert!(page.contains("Anwesende Kinder") && !page.contains("neuere Version"));
    renewed(&saved, "Kinder am Morgen").await;
    let page = library.page(&library.author, form).await;
    assert!(page.contains("hat sich geändert"));
    // Let go: no origin any more.
    let free = take(library, form, "kinder", &[("tun", "loesen")]).await;
    let page = library.page(&library.author, free.location()).await;
    assert!(!page.contains("Aus dem Baustein"));
    assert!(page.contains("Als Baustein speichern"));
}

#[tokio::test]
async fn a_change_that_was_not_seen_is_not_taken_over() {
    let saved = saved().await;
    let library = &saved.library;
    let other = library.other_form("Krätze in Kitas", &saved.block).await;
    let form = other.trim_end_matches("/bauen");
    renewed(&saved, "Kinder in der Kita").await;
    let address = format!("{form}/baustein");
    let fields = [
        ("frage", "kinder"),
        ("tun", "uebernehmen"),
        ("neueste", "1"),
    ];
    let refused = library.app.post(&library.author, &address, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("inzwischen eine neuere Version"));
    // An old copy cannot become the next version of its block.
    let fields = [("frage", "kinder"), ("tun", "baustein:version")];
    let refused = library.app.post(&library.author, &other, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(library.count("block_versions").await, 2);
    // Nor can one without a title be saved.
    let fields = [
        ("frage", "kinder"),
        ("tun", "baustein:sichern"),
        ("baustein.titel", " "),
    ];
    let refused = library.app.post(&library.author, &other, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("einen Titel"));
}

#[tokio::test]
async fn a_block_is_tried_out_and_withdrawn() {
    let saved = saved().await;
    let library = &saved.library;
    let path = format!("{LIST}/{}", saved.block);
    let tried = library
        .app
        .post(&library.author, &path, &[("aktion", "pruefen")])
        .await;
    assert_eq!(tried.status, StatusCode::OK);
    let checked = library
        .app
        .post(
            &library.author,
            &format!("{path}/pruefen"),
            &[("kinder", "x")],
        )
        .await;
    assert_eq!(checked.status, StatusCode::OK);
    let other = library.other_form("Krätze in Kitas", &saved.block).await;
    let retire = format!("{path}/zurueckziehen");
    let fields = [("tun", "zurueckziehen")];
    let gone = library.app.post(&library.author, &retire, &fields).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let page = library.page(&library.author, &path).await;
    assert!(page.contains("Zurückgezogen"));
    // Offered no more, but the copy stays and knows where it comes from.
    let deed = format!("neu:baustein:{}", saved.block);
    let page = library.page(&library.author, &other).await;
    assert!(!page.contains(&deed));
    let page = library
        .page(&library.author, &format!("{other}?frage=kinder"))
        .await;
    assert!(page.contains("Aus dem Baustein"));
    let fields = [("frage", ""), ("tun", &deed[..])];
    let refused = library.app.post(&library.author, &other, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let fields = [("tun", "anbieten")];
    library.app.post(&library.author, &retire, &fields).await;
    assert!(library.page(&library.author, &other).await.contains(&deed));
}

#[tokio::test]
async fn blocks_of_the_state_are_for_all_and_those_of_an_office_for_its_authors() {
    let saved = saved().await;
    let library = &saved.library;
    let app = &library.app;
    let (own, other) = (library.state.offices[0].id, library.state.offices[1].id);
    let author = app.signed_in("Nora Nah", Role::FormAuthor, own).await;
    let neighbour = app.signed_in("Fritz Fern", Role::FormAuthor, other).await;
    let worker = app.signed_in("Wilma Werk", Role::CaseWorker, own).await;
    let of_state = format!("{LIST}/{}", saved.block);
    library.page(&author, &of_state).await;
    let refused = app.get(&worker, &of_state).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let retire = format!("{of_state}/zurueckziehen");
    let refused = app
        .post(&author, &retire, &[("tun", "zurueckziehen")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    // An office takes the state's block over, but does not change it.
    let fields = [("titel", "Läuse im Amt"), ("zeitraum", "week")];
    let begun = app.post(&author, "/formulare/leer", &fields).await;
    let builder = begun.location().to_owned();
    let deed = format!("neu:baustein:{}", saved.block);
    let fields = [("frage", ""), ("tun", &deed[..])];
    let (_, page) = library.build(&author, &builder, &fields).await;
    assert!(page.contains("Aus dem Baustein"));
    let fields = [("frage", "kinder"), ("tun", "baustein:version")];
    let refused = app.post(&author, &builder, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("einem anderen Haus"));
    // A form of another house is counted and not named.
    let page = library.page(&library.author, &of_state).await;
    assert!(!page.contains("Läuse im Amt"));
    assert!(page.contains("1 Formular eines anderen Hauses"), "{page}");

    // What the office makes a block is seen by its authors alone.
    let fields = [("frage", "kinder"), ("tun", "baustein:loesen")];
    library.build(&author, &builder, &fields).await;
    let fields = [
        ("frage", "kinder"),
        ("tun", "baustein:sichern"),
        ("baustein.titel", "Kinder nah"),
    ];
    library.build(&author, &builder, &fields).await;
    let list = library.page(&author, LIST).await;
    assert!(list.contains("Kinder nah") && list.contains("Betreute Kinder"));
    let ids = blocks_on(&list);
    let of_office = ids.iter().find(|id| **id != saved.block).unwrap();
    for stranger in [&neighbour, &library.author] {
        assert!(!library.page(stranger, LIST).await.contains("Kinder nah"));
        let hidden = app.get(stranger, &format!("{LIST}/{of_office}")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
    let fields = [("frage", ""), ("tun", &format!("neu:baustein:{of_office}"))];
    let hidden = app.post(&library.author, &saved.builder, &fields).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_does_not_see_a_block_learns_nothing_of_it_by_a_copy() {
    let library = library().await;
    let app = &library.app;
    let (own, other) = (library.state.offices[0].id, library.state.offices[1].id);
    let author = app.signed_in("Nora Nah", Role::FormAuthor, own).await;
    let neighbour = app.signed_in("Fritz Fern", Role::FormAuthor, other).await;
    let fields = [("titel", "Läuse nah"), ("zeitraum", "event")];
    let begun = app.post(&author, "/formulare/leer", &fields).await;
    let builder = begun.location().to_owned();
    let fields = [("frage", ""), ("tun", "neu:integer")];
    library.build(&author, &builder, &fields).await;
    let fields = [
        ("frage", "frage"),
        ("tun", "baustein:sichern"),
        ("baustein.titel", "Nur für uns"),
    ];
    library.build(&author, &builder, &fields).await;
    let form = builder.trim_end_matches("/bauen");
    let publish = [("revision", "3")];
    let version = app
        .post(&author, &format!("{form}/veroeffentlichen"), &publish)
        .await;
    assert_eq!(version.status, StatusCode::SEE_OTHER, "{}", version.text());
    let version = version.location().to_owned();
    let other_id = other.to_string();
    let shared = [("mit", other_id.as_str())];
    app.post(&author, &format!("{form}/teilen"), &shared).await;
    let copied = app.post(&neighbour, &format!("{version}/kopie"), &[]).await;
    let copy = copied.location().to_owned();
    let page = library
        .page(&neighbour, &format!("{copy}/bauen?frage=frage"))
        .await;
    assert!(!page.contains("Nur für uns"), "{page}");
    let hidden = app
        .get(&neighbour, &format!("{copy}/baustein?frage=frage"))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    // The copy can be let go all the same, and be a block of the other house.
    let fields = [
        ("frage", "frage"),
        ("tun", "baustein:sichern"),
        ("baustein.titel", "Jetzt unser"),
    ];
    let (_, page) = library
        .build(&neighbour, &format!("{copy}/bauen"), &fields)
        .await;
    assert!(page.contains("Aus dem Baustein „Jetzt unser“"));
}

#[tokio::test]
async fn the_demo_offers_blocks_in_two_languages_once() {
    let library = library().await;
    let state = library.state.state.id;
    let author = library
        .app
        .add_person("Anna Autorin", Role::FormAuthor, state)
        .await;
    for _ in 0..2 {
        library::demo::load_blocks(&library.app.app, state, author)
            .await
            .unwrap();
    }
    let list = library.page(&library.author, LIST).await;
    let ids = blocks_on(&list);
    assert_eq!(ids.len(), 3);
    assert!(list.contains("Anschrift") && list.contains("Kontakt der meldenden Person"));
    for id in ids {
        let path = format!("{LIST}/{id}");
        let page = library.page(&library.author, &path).await;
        assert!(!page.contains("lässt sich nicht ansehen"));
        assert!(page.contains("Deutsch, Englisch") && !page.contains("Das braucht der Baustein"));
    }
}
