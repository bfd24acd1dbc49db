// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::SignedDuration;
use mail::{Security, SmtpOptions, Transport};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::{Setup, message, sender};

/// A mail server (RFC 5321) that takes one connection per answer and answers `RCPT` with it.
/// Returns what it was sent.
async fn serve(answers: Vec<&'static str>) -> (Transport, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let mut heard = String::new();
        for answer in answers {
            let (socket, _) = listener.accept().await.unwrap();
            let (read, mut write) = socket.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 ready\r\n").await.unwrap();
            let mut in_data = false;
            while let Some(line) = lines.next_line().await.unwrap() {
                heard.push_str(&line);
                heard.push('\n');
                let reply = match line.split([' ', ':']).next().unwrap_or_default() {
                    "." if in_data => {
                        in_data = false;
                        "250 taken"
                    }
                    _ if in_data => continue,
                    "RCPT" => answer,
                    "DATA" => {
                        in_data = true;
                        "354 go on"
                    }
                    "QUIT" => break,
                    _ => "250 fine",
                };
                write
                    .write_all(format!("{reply}\r\n").as_bytes())
                    .await
                    .unwrap();
            }
        }
        heard
    });
    let options = SmtpOptions {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Security::None,
        credentials: None,
    };
    (Transport::smtp(sender(), options).unwrap(), server)
}

#[tokio::test]
async fn a_mail_server_gets_the_mail() {
    let (transport, server) = serve(vec!["250 fine"]).await;
    let setup = Setup::new(transport).await;
    setup.enqueue(&message()).await;
    assert_eq!(setup.work().await.done, 1);
    drop(setup);
    let heard = server.await.unwrap();
    for line in [
        "MAIL FROM:<meldungen@deich.example>",
        "RCPT TO:<leitung@kita.example>",
        "Auto-Submitted: auto-generated",
        "..bitte =C3=B6ffnen Sie https://deich.example/einladung/abc=3D",
    ] {
        assert!(heard.contains(line), "{line} in {heard}");
    }
}

#[tokio::test]
async fn an_unknown_recipient_becomes_a_dead_letter_at_once() {
    let (transport, _server) = serve(vec!["550 no such user"]).await;
    let setup = Setup::new(transport).await;
    setup.enqueue(&message()).await;
    assert_eq!(setup.work().await.dead, 1);
    let dead = jobs::dead_letters(setup.db.read(), 1).await.unwrap();
    assert_eq!(dead[0].last_error, "mail-refused");
    assert!(!dead[0].payload.contains('@'));
}

#[tokio::test]
async fn a_busy_or_absent_server_is_tried_again() {
    let (transport, server) = serve(vec!["450 later", "250 fine"]).await;
    let setup = Setup::new(transport).await;
    setup.enqueue(&message()).await;
    assert_eq!(setup.work().await.failed, 1);
    setup.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(setup.work().await.done, 1);
    server.await.unwrap();

    setup.enqueue(&message()).await;
    assert_eq!(setup.work().await.failed, 1, "nobody listens any more");
}
