// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Serves until told to stop; then lets running requests and jobs end.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::config::Config;
use crate::installation::Installation;

/// Logs as JSON lines on standard error. `DEICH_LOG` sets the level, `info` by default.
pub(crate) fn log_as_json(environment: &BTreeMap<String, String>) {
    let level = environment
        .get("DEICH_LOG")
        .map_or("info,sqlx=warn,tower_sessions=warn", String::as_str);
    // A second subscriber in one process is refused; the first one stays.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::new(level))
        .with_writer(std::io::stderr)
        .try_init();
}

/// Ready when the process is asked to end.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Serves pages (`web`) and runs background jobs (`workers`) until the process is asked to end.
pub(crate) async fn serve(
    installation: Installation,
    config: &Config,
    web: bool,
    workers: bool,
) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let until_stopped = |mut receiver: watch::Receiver<bool>| async move {
        // An error means that the sender is gone, which is a reason to stop as well.
        let _ = receiver.wait_for(|stop| *stop).await;
    };
    tokio::spawn(async move {
        asked_to_end().await;
        tracing::info!("asked to end");
        let _ = stop.send(true);
    });
    let jobs = async {
        if workers {
            installation
                .worker
                .run(until_stopped(stopped.clone()))
                .await;
        }
    };
    let pages = async {
        if !web {
            return Ok(());
        }
        let router = web::router(&installation.app, &installation.routes);
        let listener = TcpListener::bind(config.server.listen)
            .await
            .with_context(|| {
                format!("cannot listen on {} (server.listen)", config.server.listen)
            })?;
        tracing::info!(address = %config.server.listen, "serving");
        axum::serve(
            listener,
            router.into_make_service_with_connect_info::<SocketAddr>(),
        )
        .with_graceful_shutdown(until_stopped(stopped.clone()))
        .await
        .context("the server stopped")
    };
    let (result, ()) = tokio::join!(pages, jobs);
    result
}
