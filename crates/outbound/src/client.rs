// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::error::Error as StdError;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;

use crate::{AddressFault, Network, Target};

/// For how long a request may take, from the name to the status.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// For how long a connection may take to be opened.
const CONNECT: Duration = Duration::from_secs(5);
/// For how long a connection is kept for the next request.
const IDLE: Duration = Duration::from_secs(30);

/// What may be reached beyond the public internet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Programs on this machine, also without TLS: for the demo and for tests.
    pub this_machine: bool,
    /// Networks of the operator's own, by HTTPS.
    pub networks: Vec<Network>,
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
    /// Nobody listens at the address.
    #[error("the connection was refused")]
    Refused,
    /// The certificate is not good: outdated, for another name, or of nobody who is trusted.
    #[error("the certificate is not good")]
    Certificate,
    /// No connection for another reason.
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
            Self::Refused => "connection-refused",
            Self::Certificate => "certificate",
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
            .dns_resolver(Arc::new(Names {
                reach: reach.clone(),
            }))
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
        Target::parse(text, &self.reach)
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
        if let Some(failure) = of_connection(current) {
            return failure;
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

/// What the layers below HTTP say. They wrap their errors in those of the system, which show what they wrap
/// only when asked.
fn of_connection(cause: &(dyn StdError + 'static)) -> Option<Failure> {
    use rustls::Error::{InvalidCertificate, NoCertificatesPresented};
    if let Some(fault) = cause.downcast_ref::<rustls::Error>() {
        let is_certificate = matches!(fault, InvalidCertificate(_) | NoCertificatesPresented);
        return is_certificate.then_some(Failure::Certificate);
    }
    let fault = cause.downcast_ref::<std::io::Error>()?;
    if fault.kind() == std::io::ErrorKind::ConnectionRefused {
        return Some(Failure::Refused);
    }
    of_connection(fault.get_ref()?)
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
        let reach = self.reach.clone();
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
        let reach = Reach {
            this_machine,
            networks: Vec::new(),
        };
        Client::new(reach, "Deich/Test").unwrap()
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
        assert_eq!(answer, Err(Failure::Refused));
    }

    #[tokio::test]
    async fn a_network_that_is_allowed_does_not_open_this_machine() {
        let reach = Reach {
            this_machine: false,
            networks: vec!["127.0.0.0/8".parse().unwrap(), "::/0".parse().unwrap()],
        };
        let client = Client::new(reach, "Deich/Test").unwrap();
        let target = client.target("https://localhost:9/").unwrap();
        let answer = client.post(&target, &[], b"{}".to_vec()).await;
        assert_eq!(answer, Err(Failure::Forbidden));
    }

    /// A server whose certificate nobody has signed but itself, which no client believes.
    #[tokio::test]
    async fn a_certificate_that_is_not_trusted_is_named_as_the_cause() {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            acceptor.accept(stream).await.is_err()
        });
        let client = client(true);
        let target = client
            .target(&format!("https://127.0.0.1:{port}/"))
            .unwrap();
        let answer = client.post(&target, &[], b"{}".to_vec()).await;
        assert_eq!(answer, Err(Failure::Certificate));
        assert!(served.await.unwrap(), "the client hung up");
    }

    #[test]
    fn only_what_is_said_about_a_certificate_is_called_that() {
        use std::io::{Error, ErrorKind};
        let bad = rustls::Error::InvalidCertificate(rustls::CertificateError::Expired);
        let deep = Error::other(Error::new(ErrorKind::InvalidData, bad));
        assert_eq!(of_connection(&deep), Some(Failure::Certificate));
        let other = Error::other(rustls::Error::DecryptError);
        assert_eq!(of_connection(&other), None);
        let nobody = Error::from(ErrorKind::ConnectionRefused);
        assert_eq!(of_connection(&nobody), Some(Failure::Refused));
        assert_eq!(of_connection(&Error::from(ErrorKind::BrokenPipe)), None);
    }
}
