//! The audit log: one line for each token, written before the token leaves. One thread writes; what waits is written together.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

use crate::api::RoomBody;
use crate::config;

/// Lines that wait for the disk. Beyond, no token is issued.
const WAITING: usize = 4096;
/// Lines that are written together.
const TOGETHER: usize = 256;

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

/// The log, with its thread.
#[derive(Clone)]
pub struct AuditLog {
    lines: mpsc::Sender<Line>,
    reopen: Arc<AtomicBool>,
    target: Arc<Mutex<config::Audit>>,
}

impl AuditLog {
    /// Opens the log and starts its thread.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(config: &config::Audit) -> io::Result<Self> {
        let out = Output::open(config)?;
        let (lines, waiting) = mpsc::channel(WAITING);
        let log = Self { lines, reopen: Arc::default(), target: Arc::new(Mutex::new(config.clone())) };
        let writer = Writer { waiting, reopen: log.reopen.clone(), target: log.target.clone(), out };
        thread::Builder::new().name("audit".into()).spawn(move || writer.run())?;
        Ok(log)
    }

    /// Opens the file again before the next line: for rotation, or because the configuration names another.
    pub fn reopen(&self, config: &config::Audit) {
        *self.target.lock().unwrap_or_else(PoisonError::into_inner) = config.clone();
        self.reopen.store(true, Ordering::Release);
    }

    /// Writes a line and waits until it is written. Returns whether it was.
    pub async fn write(&self, entry: &Entry<'_>) -> bool {
        let Ok(mut text) = serde_json::to_vec(entry) else { return false };
        text.push(b'\n');
        let (done, is_written) = oneshot::channel();
        if self.lines.try_send(Line { text, done }).is_err() {
            return false;
        }
        is_written.await.unwrap_or(false)
    }
}

struct Writer {
    waiting: mpsc::Receiver<Line>,
    reopen: Arc<AtomicBool>,
    target: Arc<Mutex<config::Audit>>,
    out: Output,
}

impl Writer {
    fn run(mut self) {
        let mut lines = Vec::with_capacity(TOGETHER);
        let mut text = Vec::new();
        while let Some(first) = self.waiting.blocking_recv() {
            lines.push(first);
            while lines.len() < TOGETHER
                && let Ok(line) = self.waiting.try_recv()
            {
                lines.push(line);
            }
            // Who no longer waits gets no token, so there is nothing to write.
            lines.retain(|line: &Line| !line.done.is_closed());
            if self.reopen.swap(false, Ordering::AcqRel) {
                self.open_again();
            }
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

    fn open_again(&mut self) {
        let target = self.target.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match Output::open(&target) {
            Ok(out) => self.out = out,
            Err(error) => {
                tracing::error!(%error, "cannot open the audit log again; the earlier file is used");
                self.reopen.store(true, Ordering::Release);
            }
        }
    }
}

/// Where lines go.
struct Output {
    file: Option<File>,
    sync: bool,
    /// Whether the last line has no end, because the disk was full.
    is_torn: bool,
}

impl Output {
    fn open(config: &config::Audit) -> io::Result<Self> {
        let file = match &config.file {
            Some(path) => Some(OpenOptions::new().append(true).create(true).open(path)?),
            None => None,
        };
        Ok(Self { file, sync: config.sync, is_torn: false })
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
