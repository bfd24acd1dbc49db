// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers that are written while they are read, piece by piece.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use tokio::sync::mpsc;
use web::Error;

/// How many pieces may wait for a slow reader.
const WAITING: usize = 2;

type Piece = Result<Bytes, io::Error>;

/// What a writer writes into, and somebody else empties.
#[derive(Clone, Default)]
pub(super) struct Tray(Arc<Mutex<Vec<u8>>>);

impl Tray {
    /// What lies in it; it is empty afterwards.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl io::Write for Tray {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut tray = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tray.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The way to the reader.
pub(super) struct Way(mpsc::Sender<Piece>);

impl Way {
    /// Sends a piece when there is room for it. False if nobody reads any more.
    pub(super) async fn send(&self, bytes: Vec<u8>) -> bool {
        bytes.is_empty() || self.0.send(Ok(bytes.into())).await.is_ok()
    }
}

/// What `write` sends. If it fails, the answer breaks off, so that nobody takes a part for the whole.
pub(super) fn body<F>(write: impl FnOnce(Way) -> F) -> Body
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let writing = write(Way(sender.clone()));
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            tracing::error!(%error, "an answer broke off");
            let broken = io::Error::other("the answer broke off");
            // If nobody reads any more, nobody needs to know.
            let _ = sender.send(Err(broken)).await;
        }
    });
    // Answers that the end has come as often as it is asked, as what compresses answers does.
    let pieces = futures_util::stream::poll_fn(move |context| receiver.poll_recv(context));
    Body::from_stream(pieces)
}
