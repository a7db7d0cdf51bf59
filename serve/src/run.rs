//! Starts the server, and stops it.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::listen::Listener;
use crate::server::Server;
use crate::watch::Stamps;
use crate::{api, watch as files};

/// How many established connections may wait to be accepted. The system has a limit of its own, `net.core.somaxconn`. Beyond, callers are
/// kept waiting, and one that has sent nothing yet may be forgotten.
const QUEUE: i32 = 4096;

/// Runs until a signal stops the server. `stamps` are those of the files before they were read; `is_listening` is called when it
/// accepts requests.
///
/// # Errors
/// An address cannot be used.
pub async fn run(
    server: Arc<Server>,
    stamps: Stamps,
    is_listening: impl FnOnce(SocketAddr),
) -> Result<(), String> {
    allow_open_files();
    let config = server.config();
    let api_socket = bind(&config.listen.to_string()).await?;
    let metrics_socket = match config.metrics.listen.as_str() {
        "off" => None,
        address => Some(bind(address).await?),
    };
    let (stop, stopped) = watch::channel(false);
    let until = |mut stopped: watch::Receiver<bool>| async move {
        // An error is that nobody can stop the server any more, so it stops.
        let _ = stopped.wait_for(|is_stopped| *is_stopped).await;
    };
    let drain = config.shutdown.drain.0;
    is_listening(api_socket.local_addr().map_err(|error| error.to_string())?);
    let listener = Listener::new(server.clone(), api::router(&server), true);
    let serving = tokio::spawn(listener.serve(api_socket, until(stopped.clone()), drain));
    if let Some(socket) = metrics_socket {
        let listener = Listener::new(server.clone(), api::metrics_router(&server), false);
        tokio::spawn(listener.serve(socket, until(stopped), drain));
    }
    tokio::spawn(files::watch(server.clone(), stamps));
    tokio::spawn(reload_on_signal(server.clone()));
    stop_signal().await;
    tracing::info!("stopping");
    server.stop();
    tokio::time::sleep(config.shutdown.delay.0).await;
    let _ = stop.send(true);
    serving.await.map_err(|error| error.to_string())
}

/// Each connection is an open file, and the usual limit of 1024 is lower than ours.
fn allow_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "cannot raise the limit of open files");
        }
    }
}

async fn bind(address: &str) -> Result<TcpListener, String> {
    let bind = async {
        let socket = TcpListener::bind(address).await?;
        // It listens already, with a queue of 128.
        socket2::SockRef::from(&socket).listen(QUEUE)?;
        Ok(socket)
    };
    bind.await.map_err(|error: std::io::Error| format!("cannot listen on {address}: {error}"))
}

#[cfg(unix)]
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn stop_signal() {
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(unix)]
async fn reload_on_signal(server: Arc<Server>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
    while hangup.recv().await.is_some() {
        server.reload();
    }
}

#[cfg(not(unix))]
async fn reload_on_signal(_: Arc<Server>) {}
