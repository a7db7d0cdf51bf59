//! `usersig serve`, with a server that prints what it was started with.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is removed with what is in it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("usersig-serve-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        fs::copy(env!("CARGO_BIN_EXE_usersig"), path.join("usersig")).expect("a copy of the command");
        Self(fs::canonicalize(path).expect("the folder"))
    }

    fn add_server(&self, says: &str) {
        let path = self.0.join("usersig-serve");
        fs::write(&path, format!("#!/bin/sh\necho {says} \"$@\"\nexit 7\n")).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    fn serve(&self, arguments: &[&str], path: &Path) -> Output {
        let mut command = Command::new(self.0.join("usersig"));
        command.arg("serve").args(arguments).env("PATH", path).env("LC_ALL", "C");
        command.output().expect("the command runs")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_server_beside_it_comes_first_and_gets_every_argument() {
    let (own, other) = (Folder::new("own"), Folder::new("other"));
    other.add_server("other");
    let output = own.serve(&["--help", "-x", "--lang=zh"], &other.0);
    assert_eq!(
        (output.status.code(), output.stdout.as_slice()),
        (Some(7), &b"other --help -x --lang=zh\n"[..])
    );
    own.add_server("own");
    let output = own.serve(&[], &other.0);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(7), &b"own\n"[..]));
}

#[test]
fn without_a_server_it_says_what_to_install() {
    let folder = Folder::new("none");
    let output = folder.serve(&["--demo"], Path::new(""));
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("cargo build --release -p usersig-serve makes it"), "{text}");
}
