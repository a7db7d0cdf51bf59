//! Connections: how many, from whom, with TLS or without, and how they end.

use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

use crate::patience::{Patience, Progress, Times};
use crate::peer::{Certificate, Peer};
use crate::server::Server;

/// The head of a request is at most this long: a token of an identity provider is in it.
const MAX_HEAD: usize = 32 << 10;
const MAX_HEADERS: usize = 64;
/// How long a connection without a request stays open when the server stops.
const LINGER: Duration = Duration::from_secs(1);
/// How long connections may take to be established when the server stops: a round trip in the same region, several times.
const HANDSHAKE: Duration = Duration::from_millis(100);

/// A listener with what its connections share.
pub struct Listener {
    server: Arc<Server>,
    router: Router,
    connections: Arc<Semaphore>,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
    graceful: GracefulShutdown,
    is_api: bool,
    has_tls: bool,
}

/// A connection that counts, until it is dropped.
struct Counted {
    server: Arc<Server>,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address: IpAddr,
    is_api: bool,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Counted {
    fn drop(&mut self) {
        if self.is_api {
            self.server.metrics.connections.dec();
        }
        let mut counts = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

impl Listener {
    /// Makes a listener; with TLS if it is the API's and the configuration has it.
    #[must_use]
    pub fn new(server: Arc<Server>, router: Router, is_api: bool) -> Self {
        let live = server.live();
        let connections = Arc::new(Semaphore::new(live.config.limits.connections));
        let has_tls = is_api && live.tls.is_some();
        let graceful = GracefulShutdown::new();
        Self { server, router, connections, by_address: Arc::default(), graceful, is_api, has_tls }
    }

    /// Accepts connections until `stop`, then waits for the requests that have begun, at most `drain`.
    pub async fn serve(self, socket: TcpListener, stop: impl Future<Output = ()>, drain: Duration) {
        let mut stop = pin!(stop);
        loop {
            // Before accepting: who is not accepted waits in the system's queue, and costs nothing here.
            let permit = tokio::select! {
                permit = self.connections.clone().acquire_owned() => permit,
                () = &mut stop => break,
            };
            let Ok(permit) = permit else { break };
            let accepted = tokio::select! {
                accepted = socket.accept() => accepted,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, address)) => self.accept(stream, address, permit),
                Err(error) => {
                    // Too many open files, mostly: without a pause this loop would use a whole core.
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        if turn_new_away(&socket) {
            let _ = tokio::time::timeout(HANDSHAKE, self.accept_established(&socket)).await;
        }
        self.accept_the_queue(socket);
        self.linger().await;
        if tokio::time::timeout(drain, self.graceful.shutdown()).await.is_err() {
            tracing::warn!("connections were closed with requests that had not ended");
        }
    }

    /// Waits for requests that are on their way: hyper closes connections that have none yet. Each response says that the
    /// connection ends with it.
    async fn linger(&self) {
        let end = Instant::now() + LINGER;
        while Instant::now() < end
            && !self.by_address.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Accepts those whose connection had begun before new ones were turned away.
    async fn accept_established(&self, socket: &TcpListener) {
        while let Ok(permit) = self.connections.clone().acquire_owned().await
            && let Ok((stream, address)) = socket.accept().await
        {
            self.accept(stream, address, permit);
        }
    }

    /// Accepts who is in the system's queue already: closing the socket would reset those connections, with requests in them.
    fn accept_the_queue(&self, socket: TcpListener) {
        let Ok(socket) = socket.into_std() else { return };
        while let Ok(permit) = self.connections.clone().try_acquire_owned()
            && let Ok((stream, address)) = socket.accept()
        {
            if stream.set_nonblocking(true).is_ok()
                && let Ok(stream) = TcpStream::from_std(stream)
            {
                self.accept(stream, address, permit);
            }
        }
    }

    fn accept(&self, stream: TcpStream, address: SocketAddr, permit: OwnedSemaphorePermit) {
        let Some(counted) = self.count(address.ip().to_canonical(), permit) else { return };
        // Without it, a small response waits for the acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        let live = self.server.live();
        let limits = &live.config.limits;
        let times = Times {
            header: limits.header_timeout.0,
            idle: limits.idle_timeout.0,
            write: limits.request_timeout.0,
        };
        let router = self.router.clone();
        let watcher = self.graceful.watcher();
        let tls = if self.has_tls { live.tls.clone() } else { None };
        tokio::spawn(async move {
            let _counted = counted;
            let mut peer = Peer { address, certificate: None };
            match tls {
                None => converse(stream, peer, router, watcher, times).await,
                Some(tls) => {
                    let acceptor = tokio_rustls::TlsAcceptor::from(tls);
                    let Ok(Ok(stream)) = tokio::time::timeout(times.header, acceptor.accept(stream)).await
                    else {
                        return;
                    };
                    let certificate = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
                    peer.certificate = certificate.and_then(|der| Certificate::read(der)).map(Arc::new);
                    converse(stream, peer, router, watcher, times).await;
                }
            }
        });
    }

    /// Counts a connection; `None` if its address has too many.
    fn count(&self, address: IpAddr, permit: OwnedSemaphorePermit) -> Option<Counted> {
        let live = self.server.live();
        let is_proxy = live.config.proxies.iter().any(|network| network.contains(address));
        let mut counts = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= live.config.limits.connections_per_address && !is_proxy {
            drop(counts);
            self.server.metrics.limited.with_label_values(&["connections"]).inc();
            return None;
        }
        *count += 1;
        if self.is_api {
            self.server.metrics.connections.inc();
        }
        let by_address = self.by_address.clone();
        Some(Counted {
            server: self.server.clone(),
            by_address,
            address,
            is_api: self.is_api,
            _permit: permit,
        })
    }
}

/// Makes the system drop what begins a connection, and returns whether it does. Closing a socket resets the connections that are established
/// between the last look at its queue and the closing, and the caller's request is lost, which it may not send twice; who was not answered
/// tries again by itself, and finds the socket closed.
#[cfg(target_os = "linux")]
fn turn_new_away(socket: &TcpListener) -> bool {
    use socket2::SockFilter;

    /// The flags of a TCP header, and SYN in them.
    const FLAGS: u32 = 13;
    const SYN: u32 = 2;
    // Classic BPF: load a byte at a fixed place, jump if a bit is set, return how much of the packet is kept.
    let filter = [
        SockFilter::new(0x30, 0, 0, FLAGS),
        SockFilter::new(0x45, 0, 1, SYN),
        SockFilter::new(0x06, 0, 0, 0),
        SockFilter::new(0x06, 0, 0, u32::MAX),
    ];
    socket2::SockRef::from(socket).attach_filter(&filter).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn turn_new_away(_: &TcpListener) -> bool {
    false
}

async fn converse<S>(
    stream: S,
    peer: Peer,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
    times: Times,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let progress = Progress::new();
    let io = TokioIo::new(Patience::new(stream, progress.clone(), times));
    let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
        progress.request();
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(peer.clone());
        let response = router.clone().call(request);
        let progress = progress.clone();
        async move {
            let response = response.await;
            progress.idle();
            response
        }
    });
    let connection = http1::Builder::new()
        // Patience has a limit for the head, and hyper's own would be one more timer for each request.
        .header_read_timeout(None)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS)
        .serve_connection(io, service);
    // What ends a connection early is the caller's concern.
    let _ = watcher.watch(connection).await;
}
