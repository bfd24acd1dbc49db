// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use kernel::Email;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::{MailId, Message, folder};

/// Who the mails are from.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The address, which should accept answers or say that nobody reads them.
    pub address: Email,
    /// The name that readers see.
    pub name: String,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Encrypted from the first byte, usually on port 465.
    Tls,
    /// Encrypted after a greeting, usually on port 587. A server that cannot is refused.
    StartTls,
    /// Not encrypted: only for a relay on the same machine.
    None,
}

/// Which mail server, and how.
#[derive(Clone)]
pub struct SmtpOptions {
    /// The name of the server, which its certificate must bear.
    pub host: String,
    /// The port, if it is not the usual one.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub security: Security,
    /// User name and password, if the server asks for them.
    pub credentials: Option<(String, String)>,
}

impl fmt::Debug for SmtpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpOptions")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

/// Why a mail was not sent. Says nothing about the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The mail server cannot be reached, is overloaded, or does not let us in.
    #[error("the mail server did not take the mail for now")]
    Away,
    /// The mail server will never take this mail: unknown recipient, for example.
    #[error("the mail server refuses the mail")]
    Refused,
    /// The address or the text cannot be expressed as a mail.
    #[error("the mail cannot be expressed")]
    Inexpressible,
    /// The folder cannot be written to.
    #[error("the folder for mails cannot be written to")]
    Folder,
    /// The options of the mail server make no sense.
    #[error("the name of the mail server makes no sense")]
    Options,
}

/// Where mails go.
#[derive(Clone)]
pub struct Transport {
    sender: Sender,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Smtp(_) => f.write_str("Transport(SMTP)"),
            Way::Folder(path) => write!(f, "Transport({})", path.display()),
        }
    }
}

impl Transport {
    /// Mails go to a mail server. Nothing is sent yet.
    pub fn smtp(sender: Sender, options: SmtpOptions) -> Result<Self, TransportError> {
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let mut builder = match options.security {
            Security::Tls => Smtp::relay(&options.host),
            Security::StartTls => Smtp::starttls_relay(&options.host),
            Security::None => Ok(Smtp::builder_dangerous(&options.host)),
        }
        .map_err(|_| TransportError::Options)?
        .timeout(Some(Duration::from_secs(30)));
        if let Some(port) = options.port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = options.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            sender,
            way: Way::Smtp(builder.build()),
        })
    }

    /// Mails become files with the ending `.eml` in a folder, which is made if it is missing.
    pub fn folder(sender: Sender, path: impl Into<PathBuf>) -> Self {
        Self {
            sender,
            way: Way::Folder(path.into()),
        }
    }

    /// Sends a mail that was written at `written`.
    pub(crate) async fn send(
        &self,
        id: MailId,
        message: &Message,
        written: Timestamp,
    ) -> Result<(), TransportError> {
        let built = self
            .build(id, message, written)
            .ok_or(TransportError::Inexpressible)?;
        match &self.way {
            Way::Smtp(smtp) => match smtp.send(built).await {
                Ok(_) => Ok(()),
                Err(error) => Err(classify(&error)),
            },
            Way::Folder(path) => folder::write(path, id, written, &built.formatted())
                .await
                .map_err(|_| TransportError::Folder),
        }
    }

    fn build(&self, id: MailId, message: &Message, written: Timestamp) -> Option<lettre::Message> {
        let mailbox = |name: Option<&str>, email: &Email| -> Option<Mailbox> {
            let address = email.as_str().parse().ok()?;
            Some(Mailbox::new(name.map(str::to_owned), address))
        };
        let (_, domain) = self.sender.address.as_str().rsplit_once('@')?;
        // Tells programs that answer for absent people that nobody waits for them (RFC 3834).
        let auto = HeaderName::new_from_ascii("Auto-Submitted".to_owned()).ok()?;
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(message.text.replace('\n', "\r\n"));
        lettre::Message::builder()
            .date(SystemTime::from(written))
            .message_id(Some(format!("<{id}@{domain}>")))
            .from(mailbox(Some(&self.sender.name), &self.sender.address)?)
            .to(mailbox(None, &message.to)?)
            .subject(message.subject.as_str())
            .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
            .singlepart(body)
            .ok()
    }
}

fn classify(error: &lettre::transport::smtp::Error) -> TransportError {
    match error.status().map(u16::from) {
        // Mailbox or message refused for good (RFC 5321, section 4.2.3). Other permanent codes say
        // that the server does not want us, which an administrator can heal.
        Some(550..=554 | 556) => TransportError::Refused,
        // The server cannot express this address, for example.
        None if error.is_client() => TransportError::Inexpressible,
        _ => TransportError::Away,
    }
}
