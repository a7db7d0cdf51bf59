//! The command in a folder of its own, as packages install it, with files and programs beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with `bin/usersig`, and what a test puts beside it. It is removed with everything in it.
///
/// The system does not start a program that is open for writing ("Text file busy"). Closing it is not enough where tests
/// run side by side: a program that another thread starts at that moment has the open file too, until it runs. So no
/// program is written here: the command is a link, and [`Self::add_program`] lets another process write.
pub(crate) struct Installed(PathBuf);

impl Installed {
    pub(crate) fn new(name: &str) -> Self {
        let root =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("installed-{}-{name}", std::process::id()));
        fs::create_dir_all(root.join("bin")).expect("a folder");
        fs::hard_link(env!("CARGO_BIN_EXE_usersig"), root.join("bin/usersig"))
            .expect("a link to the command");
        Self(fs::canonicalize(root).expect("the folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn add_file(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Adds a program for `sh`, which is never open for writing in this process.
    #[cfg(unix)]
    pub(crate) fn add_program(&self, name: &str, script: &str) {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", r#"printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod +x "$1""#, "sh"])
            .arg(self.path(name))
            .arg(script);
        assert!(shell.status().expect("a shell").success());
    }

    /// Runs the command with these programs in `PATH`.
    pub(crate) fn run(&self, arguments: &[&str], programs: &Path) -> Output {
        let mut command = Command::new(self.path("bin/usersig"));
        command.args(arguments).env("PATH", programs).env("LC_ALL", "C");
        command.output().expect("the command runs")
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        // What is left in the folder for temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
