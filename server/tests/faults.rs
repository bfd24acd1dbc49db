// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The built binary under load, killed at random moments, and two processes on one database.
//!
//! `DEICH_TEST_KILLS` sets how often it is killed (40 by default).

mod binary;

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use binary::{Binary, Http, Workplace};

/// A small generator for moments of the kill (xorshift): the seed is printed, so a failure can be repeated.
struct Moments(u64);

impl Moments {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn below(moments: &mut Moments, limit: u64) -> usize {
    usize::try_from(moments.below(limit)).expect("a small number")
}

fn kills() -> u64 {
    std::env::vars()
        .find(|(name, _)| name == "DEICH_TEST_KILLS")
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(40)
}

/// What a reporter has been told about her reports: idempotency key → identifier.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed_at_random() {
    let place = Workplace::new();
    let mut binary = Binary::start(&place);
    let report = Workplace::reporting_target(&binary);
    let acknowledged: Acknowledged = Arc::default();
    let stop = Arc::new(AtomicBool::new(false));
    let port = Arc::new(AtomicU64::new(binary.port().into()));
    let counter = Arc::new(AtomicU64::new(0));
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (report, acknowledged, stop, port, counter) = (
                report.clone(),
                Arc::clone(&acknowledged),
                Arc::clone(&stop),
                Arc::clone(&port),
                Arc::clone(&counter),
            );
            std::thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let number = counter.fetch_add(1, Ordering::Relaxed);
                    let key = format!("kill-test-{number}");
                    // The same call is repeated until it is answered: the process may be gone meanwhile.
                    while !stop.load(Ordering::Relaxed) {
                        let now = u16::try_from(port.load(Ordering::Relaxed)).expect("a port");
                        let Some(answer) = Http::to(now).post_json(
                            &report.path,
                            &report.cookie,
                            &report.body(&key),
                        ) else {
                            std::thread::yield_now();
                            continue;
                        };
                        if answer.status == 503 {
                            continue;
                        }
                        assert!(
                            matches!(answer.status, 200 | 201),
                            "{} {}",
                            answer.status,
                            answer.body
                        );
                        let id = answer.field("id");
                        let before = acknowledged
                            .lock()
                            .expect("no panic")
                            .insert(key.clone(), id.clone());
                        assert!(before.is_none_or(|before| before == id));
                        break;
                    }
                }
            })
        })
        .collect();

    let seed = 0x9E37_79B9_7F4A_7C15;
    println!("seed of the moments: {seed:#x}");
    let mut moments = Moments(seed);
    for _ in 0..kills() {
        // Under load, whatever the machine does: after so many reports, and a moment later.
        let enough = acknowledged.lock().expect("no panic").len() + below(&mut moments, 20) + 1;
        let patience = Instant::now() + Duration::from_mins(3);
        while acknowledged.lock().expect("no panic").len() < enough && Instant::now() < patience {
            // A pause between looks at what the writers count; nothing depends on its length.
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(
            Instant::now() < patience,
            "nothing is acknowledged any more: did a writer fail?"
        );
        // The random moment is what this test is about.
        std::thread::sleep(Duration::from_micros(moments.below(30_000)));
        binary.kill();
        binary = Binary::start(&place);
        port.store(binary.port().into(), Ordering::Relaxed);
    }
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.join().expect("no writer failed");
    }

    let told = acknowledged.lock().expect("no panic").clone();
    println!("{} reports acknowledged over {} kills", told.len(), kills());
    assert!(
        told.len() as u64 > kills(),
        "the load was real: {}",
        told.len()
    );
    let distinct: HashSet<&String> = told.values().collect();
    assert_eq!(distinct.len(), told.len(), "two calls got one report");
    for (key, id) in &told {
        let answer = Http::to(binary.port())
            .get(&format!("/api/v1/submissions/{id}"), &report.cookie)
            .expect("the process answers");
        assert_eq!(
            answer.status, 200,
            "{key} was acknowledged and is gone: {}",
            answer.body
        );
        let again = Http::to(binary.port())
            .post_json(&report.path, &report.cookie, &report.body(key))
            .expect("the process answers");
        assert_eq!(
            (again.status, again.field("id")),
            (200, id.clone()),
            "{key} was doubled"
        );
    }
    binary.stop();
    place.check("audit");
    place.check("ledgers");
}

#[test]
fn two_processes_share_sessions_and_rate_limits_and_fire_schedules_once() {
    let place = Workplace::new();
    if !place.is_postgres() {
        println!("SKIPPED: two processes need PostgreSQL (DEICH_TEST_DATABASE)");
        return;
    }
    let first = Binary::start(&place);
    let second = Binary::start(&place);
    let cookie = first.sign_in("case-worker");
    let seen = Http::to(second.port())
        .get("/aufgaben", &cookie)
        .expect("the second answers");
    assert_eq!(
        seen.status, 200,
        "a session of one process holds in the other"
    );
    let mut refused = 0;
    for attempt in 0..60_u32 {
        let port = if attempt % 2 == 0 {
            first.port()
        } else {
            second.port()
        };
        let answer = Http::to(port)
            .post_form(
                "/anmelden",
                "",
                "email=niemand%40beispiel.example&password=falsch-falsch",
            )
            .expect("the process answers");
        refused += u32::from(answer.status == 429);
    }
    assert!(refused > 0, "attempts at both processes count together");
    let doubled = place.schedules_fired_twice();
    assert_eq!(doubled, 0, "a schedule fired twice for one moment");
    first.stop();
    second.stop();
}
