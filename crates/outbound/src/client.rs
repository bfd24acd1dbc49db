// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::error::Error as StdError;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;

use crate::{AddressFault, Target};

/// For how long a request may take, from the name to the status.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// For how long a connection may take to be opened.
const CONNECT: Duration = Duration::from_secs(5);
/// For how long a connection is kept for the next request.
const IDLE: Duration = Duration::from_secs(30);

/// What may be reached beyond the public internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Programs on this machine, also without TLS: for the demo and for tests.
    pub this_machine: bool,
}

/// Why a request had no answer. Says nothing about the address and what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The address is not public, or its name means one that is not.
    #[error("the address may not be called")]
    Forbidden,
    /// Nobody knows the name.
    #[error("the name is not known")]
    UnknownName,
    /// No connection: nobody listens, or the certificate is not good.
    #[error("no connection")]
    NoConnection,
    /// No answer within 10 seconds.
    #[error("no answer in time")]
    Timeout,
    /// The connection broke off, or what came is no HTTP.
    #[error("no proper answer")]
    Broken,
}

impl Failure {
    /// The word for it in the database and in message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::UnknownName => "unknown-name",
            Self::NoConnection => "no-connection",
            Self::Timeout => "timeout",
            Self::Broken => "broken",
        }
    }
}

/// Calls addresses that people typed. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    reach: Reach,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("reach", &self.reach)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client that calls itself `agent`. Fails if the system has no way to speak TLS.
    pub fn new(reach: Reach, agent: &str) -> Result<Self, Failure> {
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .dns_resolver(Arc::new(Names { reach }))
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|_| Failure::Broken)?;
        Ok(Self { http, reach })
    }

    /// Reads an address that somebody typed.
    pub fn target(&self, text: &str) -> Result<Target, AddressFault> {
        Target::parse(text, self.reach)
    }

    /// Sends `body` and returns the status of the answer, whatever it is; the rest of it is not read.
    pub async fn post(
        &self,
        target: &Target,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<u16, Failure> {
        let mut request = self.http.post(target.url()).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        match request.send().await {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(error) => Err(classify(&error)),
        }
    }
}

fn classify(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(current) = cause {
        if let Some(refusal) = current.downcast_ref::<NameFault>() {
            return match refusal {
                NameFault::NotPublic => Failure::Forbidden,
                NameFault::Unknown => Failure::UnknownName,
            };
        }
        cause = current.source();
    }
    if error.is_timeout() {
        Failure::Timeout
    } else if error.is_connect() {
        Failure::NoConnection
    } else {
        Failure::Broken
    }
}

/// Why a name leads nowhere.
#[derive(Debug, thiserror::Error)]
enum NameFault {
    #[error("the name means an address that is not public")]
    NotPublic,
    #[error("the name is not known")]
    Unknown,
}

/// Asks what names mean for the connections themselves. One answer that may not be called is enough to
/// refuse the name: an honest server has none.
struct Names {
    reach: Reach,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0))
                .await
                .map_err(|_| NameFault::Unknown)?;
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() {
                return Err(NameFault::Unknown.into());
            }
            if !found.iter().all(|address| reach.allows(address.ip())) {
                return Err(NameFault::NotPublic.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    fn client(this_machine: bool) -> Client {
        Client::new(Reach { this_machine }, "Deich/Test").unwrap()
    }

    /// Answers one request with `answer` and gives back what it was sent.
    async fn receiver(answer: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut sent = Vec::new();
            while !sent.ends_with(b"}") {
                let mut piece = [0; 1_024];
                let length = stream.read(&mut piece).await.unwrap();
                assert!(length > 0, "the request ends early");
                sent.extend_from_slice(&piece[..length]);
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(sent).unwrap()
        });
        (port, served)
    }

    #[tokio::test]
    async fn a_request_is_sent_with_its_headers_and_the_status_comes_back() {
        let (port, served) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        let client = client(true);
        let target = client
            .target(&format!("http://127.0.0.1:{port}/a?b=c"))
            .unwrap();
        let headers = [("webhook-id", "1".to_owned())];
        let status = client.post(&target, &headers, b"{}".to_vec()).await;
        assert_eq!(status, Ok(204));
        let sent = served.await.unwrap();
        assert!(sent.starts_with("POST /a?b=c HTTP/1.1\r\n"), "{sent}");
        assert!(sent.contains("webhook-id: 1\r\n"), "{sent}");
        assert!(sent.contains("user-agent: Deich/Test\r\n"), "{sent}");
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_not_followed() {
        let answer =
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
        let (port, served) = receiver(answer).await;
        let client = client(true);
        let target = client.target(&format!("http://127.0.0.1:{port}/")).unwrap();
        assert_eq!(client.post(&target, &[], b"{}".to_vec()).await, Ok(302));
        served.await.unwrap();
    }

    /// The name passes the first check, and what it means is refused when the connection is made.
    #[tokio::test]
    async fn a_name_that_means_this_machine_is_refused_when_the_connection_is_made() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let client = client(false);
        let target = client
            .target(&format!("https://localhost:{port}/"))
            .unwrap();
        let answer = client.post(&target, &[], b"{}".to_vec()).await;
        assert_eq!(answer, Err(Failure::Forbidden));
        // Nobody has knocked.
        let knock = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
        assert!(knock.is_err());
    }

    #[tokio::test]
    async fn nobody_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let client = client(true);
        let target = client.target(&format!("http://127.0.0.1:{port}/")).unwrap();
        let answer = client.post(&target, &[], b"{}".to_vec()).await;
        assert_eq!(answer, Err(Failure::NoConnection));
    }
}
