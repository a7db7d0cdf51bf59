//! The audit log: one line for each token, written before the token leaves. One thread writes; what waits is written together.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::{mem, thread};

use serde::Serialize;
use tokio::sync::oneshot;

use crate::api::RoomBody;
use crate::config;

/// Lines that wait for the disk. Beyond, no token is issued.
const WAITING: usize = 4096;

/// What is written of one token. Never the token.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Unix seconds.
    pub time: u64,
    /// The request.
    pub request_id: &'a str,
    /// `user_sig` or `private_map_key`.
    pub kind: &'static str,
    /// The application.
    pub sdk_app_id: u32,
    /// For whom.
    pub user_id: &'a str,
    /// Unix seconds.
    pub expires_at: u64,
    /// The room of a PrivateMapKey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<&'a RoomBody>,
    /// Its privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileges: Option<u32>,
    /// The rule that allowed it, such as `oidc:login`.
    pub allowed_by: &'a str,
    /// Who asked: the user, or a server that named the user.
    pub asked_by: &'a str,
    /// The address of the caller.
    pub address: String,
}

struct Line {
    text: Vec<u8>,
    done: oneshot::Sender<bool>,
}

/// Lines on their way to the thread that writes.
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Line>,
    /// The log to be opened before the next line.
    reopen: Option<config::Audit>,
    /// Nobody can add a line any more.
    is_closed: bool,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the thread when it is dropped, so also when the request ends early that was to wake it for all the others.
struct Wake<'a>(&'a Condvar);

impl Drop for Wake<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// The log, with its thread.
pub struct AuditLog(Arc<Queue>);

impl AuditLog {
    /// Opens the log and starts its thread.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(config: &config::Audit) -> io::Result<Self> {
        let queue = Arc::new(Queue::default());
        let writer = Writer { queue: queue.clone(), out: Output::open(config)? };
        thread::Builder::new().name("audit".into()).spawn(move || writer.run())?;
        Ok(Self(queue))
    }

    /// Opens the file again before the next line: for rotation, or because the configuration names another.
    pub fn reopen(&self, config: &config::Audit) {
        self.0.state().reopen = Some(config.clone());
    }

    /// Writes a line and waits until it is written. Returns whether it was.
    pub async fn write(&self, entry: &Entry<'_>) -> bool {
        let Ok(mut text) = serde_json::to_vec(entry) else { return false };
        text.push(b'\n');
        let (done, is_written) = oneshot::channel();
        let is_first = {
            let mut state = self.0.state();
            if state.waiting.len() >= WAITING {
                return false;
            }
            state.waiting.push(Line { text, done });
            state.waiting.len() == 1
        };
        if is_first {
            // Waking a thread costs more than signing. The requests that can go on now add their lines first: so busy servers
            // wake it once for all of them.
            let _wake = Wake(&self.0.changed);
            tokio::task::yield_now().await;
        }
        is_written.await.unwrap_or(false)
    }
}

impl Drop for AuditLog {
    fn drop(&mut self) {
        self.0.state().is_closed = true;
        self.0.changed.notify_one();
    }
}

struct Writer {
    queue: Arc<Queue>,
    out: Output,
}

impl Writer {
    fn run(mut self) {
        let mut lines = Vec::new();
        let mut text = Vec::new();
        loop {
            let reopen = {
                let mut state = self.queue.state();
                while state.waiting.is_empty() && !state.is_closed {
                    state = self.queue.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                if state.waiting.is_empty() {
                    return;
                }
                mem::swap(&mut state.waiting, &mut lines);
                state.reopen.take()
            };
            if let Some(target) = reopen {
                self.open_again(target);
            }
            // Who no longer waits gets no token, so there is nothing to write.
            lines.retain(|line: &Line| !line.done.is_closed());
            text.clear();
            for line in &lines {
                text.extend_from_slice(&line.text);
            }
            let is_written = self.out.append(&text).map_err(|error| {
                tracing::error!(%error, lines = lines.len(), "cannot write the audit log");
            });
            for line in lines.drain(..) {
                let _ = line.done.send(is_written.is_ok());
            }
        }
    }

    fn open_again(&mut self, target: config::Audit) {
        match Output::open(&target) {
            Ok(out) => self.out = out,
            Err(error) => {
                tracing::error!(%error, "cannot open the audit log again; the earlier file is used");
                // Tried again with the next line, unless there is a newer configuration by then.
                self.queue.state().reopen.get_or_insert(target);
            }
        }
    }
}

/// Where lines go.
struct Output {
    file: Option<File>,
    sync: bool,
    /// Whether the last line has no end, because the disk was full or the server was killed.
    is_torn: bool,
}

impl Output {
    fn open(config: &config::Audit) -> io::Result<Self> {
        let file = match &config.file {
            Some(path) => Some(OpenOptions::new().append(true).create(true).open(path)?),
            None => None,
        };
        let is_torn = config.file.as_deref().is_some_and(is_torn);
        Ok(Self { file, sync: config.sync, is_torn })
    }

    fn append(&mut self, text: &[u8]) -> io::Result<()> {
        if self.is_torn {
            self.write_all(b"\n")?;
            self.is_torn = false;
        }
        self.write_all(text).inspect_err(|_| self.is_torn = true)?;
        match &self.file {
            Some(file) if self.sync => file.sync_data(),
            _ => Ok(()),
        }
    }

    fn write_all(&mut self, text: &[u8]) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(text),
            None => {
                let mut out = io::stdout().lock();
                out.write_all(text)?;
                out.flush()
            }
        }
    }
}

/// Returns whether a file ends within a line. A pipe has no end to look at.
fn is_torn(path: &Path) -> bool {
    let last = || -> io::Result<u8> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        file.read_exact(&mut byte)?;
        Ok(byte[0])
    };
    path.is_file() && last().is_ok_and(|byte| byte != b'\n')
}
