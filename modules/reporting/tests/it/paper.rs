// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports and forms as PDF.

use directory::testing::Answer;
use http::{StatusCode, header};
use kernel::Role;

use crate::house::{FINE, House, house};

/// The name that the file is saved under; nothing where the binary has no interface and therefore
/// no fonts.
pub(crate) fn name_of_pdf(answer: &Answer) -> Option<String> {
    if answer.status == StatusCode::NOT_IMPLEMENTED {
        eprintln!("SKIPPED: the interface is not built, there are no fonts");
        assert!(answer.text().contains("ohne die Schriften gebaut"));
        return None;
    }
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let header = |name| answer.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header(header::CONTENT_TYPE), "application/pdf");
    assert_eq!(header(header::CACHE_CONTROL), "no-store");
    assert!(answer.bytes.starts_with(b"%PDF-"));
    let disposition = header(header::CONTENT_DISPOSITION);
    assert!(disposition.starts_with("inline;"), "{disposition}");
    disposition
        .split_once("filename*=UTF-8''")
        .map(|(_, name)| name.to_owned())
}

#[tokio::test]
async fn the_empty_form_of_a_period_can_be_printed() {
    let house = house().await;
    let path = house.path("2026-W47");
    let page = house.test.get(&house.reporter, &path).await.text();
    let link = format!("{path}/pdf?einrichtung={}", house.state.kitas[0].id);
    assert!(page.contains(&link), "{page}");
    let answer = house.test.get(&house.reporter, &link).await;
    let Some(name) = name_of_pdf(&answer) else {
        return;
    };
    assert!(name.contains("ARE-Sentinel"), "{name}");
    assert!(name.ends_with("pdf"), "{name}");
    let unknown = house.path("2030-W01") + "/pdf";
    let answer = house.test.get(&house.reporter, &unknown).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_can_be_filed_by_its_institution_and_its_office() {
    let house = house().await;
    let (_, sent) = house.send(&house.reporter, "2026-W47", &FINE).await;
    let detail = House::detail(sent.location());
    let receipt = house.test.get(&house.reporter, sent.location()).await;
    let page = house.test.get(&house.reporter, &detail).await.text();
    let link = format!("{detail}/pdf");
    assert!(receipt.text().contains(&link) && page.contains(&link));
    let answer = house.test.get(&house.reporter, &link).await;
    if let Some(name) = name_of_pdf(&answer) {
        assert!(name.starts_with("KW47-"), "{name}");
        assert!(name.ends_with("-1.pdf"), "{name}");
    }

    let opened = "audit_entries WHERE action = 'submission.open'";
    assert_eq!(house.count(opened).await, 0);
    let path = detail.replace("/meldungen/", "/pruefung/meldung/");
    let offices = &house.state.offices;
    let worker = house
        .test
        .signed_in("Carla Case", Role::CaseWorker, offices[0].id);
    let worker = worker.await;
    let page = house.test.get(&worker, &path).await.text();
    let link = format!("{path}/pdf");
    assert!(page.contains(&link), "{page}");
    assert_eq!(house.count(opened).await, 1);
    let answer = house.test.get(&worker, &link).await;
    name_of_pdf(&answer);
    assert_eq!(house.count(opened).await, 2, "printing is opening");

    let other = house
        .test
        .signed_in("Carl Case", Role::CaseWorker, offices[1].id);
    let answer = house.test.get(&other.await, &link).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(house.count(opened).await, 2);
}
