//! How long a connection may keep the server waiting. Slow senders (and slow readers) are closed, however they are slow.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// The limits of one connection.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// For the head of a request.
    pub header: Duration,
    /// Between two requests, and before the first.
    pub idle: Duration,
    /// For the caller to read a response.
    pub write: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// No byte of a request yet, since then.
    Idle(Instant),
    /// A part of the head, since then.
    Head(Instant),
    /// The head is complete: the request has its own limit.
    Request,
}

/// What the connection and the requests on it share.
#[derive(Clone)]
pub struct Progress(Arc<Mutex<Phase>>);

impl Progress {
    /// Begins with a connection that has been silent so far.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Phase::Idle(Instant::now()))))
    }

    /// The head of a request is complete.
    pub fn request(&self) {
        self.set(Phase::Request);
    }

    /// The response is made.
    pub fn idle(&self) {
        self.set(Phase::Idle(Instant::now()));
    }

    fn set(&self, phase: Phase) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    fn get(&self) -> Phase {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that is closed when it takes too long.
pub struct Patience<S> {
    inner: S,
    progress: Progress,
    times: Times,
    timer: Pin<Box<Sleep>>,
    /// Since when the caller does not read.
    blocked: Option<Instant>,
}

impl<S> Patience<S> {
    /// Watches a connection.
    pub fn new(inner: S, progress: Progress, times: Times) -> Self {
        let sleep = tokio::time::sleep(times.header);
        Self { inner, progress, times, timer: Box::pin(sleep), blocked: None }
    }

    /// Waits for the deadline beside the connection. The timer may end earlier, and is set again then: most deadlines are
    /// moved long before they come, and moving a timer each time costs as much as signing.
    fn wait_until<T>(&mut self, deadline: Instant, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if self.timer.deadline() > deadline {
            self.timer.as_mut().reset(deadline);
        }
        while self.timer.as_mut().poll(context).is_ready() {
            if self.timer.deadline() >= deadline {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.timer.as_mut().reset(deadline);
        }
        Poll::Pending
    }

    /// After a write: whether it has to wait, and for how long it may.
    fn written<T>(&mut self, result: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.blocked = None;
            return result;
        }
        let since = *self.blocked.get_or_insert_with(Instant::now);
        self.wait_until(since + self.times.write, context)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patience<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.inner).poll_read(context, buffer);
        let now = Instant::now();
        if buffer.filled().len() > before
            && let Phase::Idle(_) = self.progress.get()
        {
            self.progress.set(Phase::Head(now));
        }
        let deadline = match self.progress.get() {
            Phase::Idle(since) => since + self.times.idle,
            Phase::Head(since) => since + self.times.header,
            Phase::Request => return result,
        };
        // Also a caller who sends one byte in time, and another, and another.
        if now >= deadline {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        match result {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => self.wait_until(deadline, context),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patience<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.written(result, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_flush(context);
        self.written(result, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_shutdown(context);
        self.written(result, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write_vectored(context, pieces);
        self.written(result, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
