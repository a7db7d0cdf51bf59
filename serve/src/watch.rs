//! Notices that a file of the configuration has changed. Kubernetes replaces mounted files by moving a symbolic link, which
//! watching a file does not see; so every second the files behind the names are looked at.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::server::Server;

/// What changes when a file does. Its content is not read: a key would be in memory once more.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    inode: u64,
}

/// The stamps of some files, before they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps(Vec<Option<Stamp>>);

/// Fetches keys of identity providers that are due, and reloads when a file has changed, and then has been the same for a second: until then it may be half written.
pub async fn watch(server: Arc<Server>, mut loaded: Stamps) {
    let mut last = loaded.clone();
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        for keys in server.live().auth.due() {
            let server = server.clone();
            tokio::spawn(async move {
                if keys.refresh().await.is_err() {
                    server.metrics.jwks_failures.inc();
                }
            });
        }
        let files = server.watched();
        let now = Stamps::of(&files);
        if now != loaded && now == last {
            server.reload();
            // As they were before they were read: a file that has changed since is read again. Other files have no such moment; their
            // stamps are of after it.
            let read = server.watched();
            loaded = if read == files { now.clone() } else { Stamps::of(&read) };
        }
        last = now;
    }
}

impl Stamps {
    /// Looks at files.
    #[must_use]
    pub fn of(files: &[PathBuf]) -> Self {
        Self(files.iter().map(|file| stamp(file)).collect())
    }
}

fn stamp(file: &std::path::Path) -> Option<Stamp> {
    let data = std::fs::metadata(file).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&data);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Stamp { length: data.len(), modified: data.modified().ok(), inode })
}
