//! `usersig page`, with the command in a folder of its own and a browser that writes down what it was given.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the command with the page where packages put it.
struct Installed(PathBuf);

impl Installed {
    fn new(name: &str, page: Option<&str>) -> Self {
        let root = std::env::temp_dir().join(format!("usersig-page-{}-{name}", std::process::id()));
        let bin = root.join("bin");
        fs::create_dir_all(&bin).expect("a folder");
        fs::copy(env!("CARGO_BIN_EXE_usersig"), bin.join("usersig")).expect("a copy of the command");
        if let Some(path) = page {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, "<!DOCTYPE html>").expect("a page");
        }
        Self(fs::canonicalize(root).expect("the folder"))
    }

    fn page(&self, arguments: &[&str], path: &Path) -> Output {
        let mut command = Command::new(self.0.join("bin/usersig"));
        command.arg("page").args(arguments).env("PATH", path).env("LC_ALL", "C");
        command.output().expect("the command runs")
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        // What is left in the folder for temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn without_a_page_it_says_where_one_comes_from() {
    let installed = Installed::new("none", None);
    let output = installed.page(&[], &installed.0);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("scripts/pack page makes it"), "{}", text(&output.stderr));
}

#[test]
fn its_path_is_printed() {
    for (name, place) in [("beside", "bin/usersig.html"), ("share", "share/usersig/usersig.html")] {
        let installed = Installed::new(name, Some(place));
        let output = installed.page(&["--path"], Path::new(""));
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), format!("{}\n", installed.0.join(place).display()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_gets_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let installed = Installed::new("open", Some("share/usersig/usersig.html"));
    let no_browser = installed.page(&[], &installed.0);
    assert_eq!(no_browser.status.code(), Some(3));
    assert!(text(&no_browser.stdout).ends_with("usersig.html\n"));
    assert!(text(&no_browser.stderr).contains("xdg-open"), "{}", text(&no_browser.stderr));

    let browser = installed.0.join("xdg-open");
    fs::write(&browser, format!("#!/bin/sh\necho \"$1\" >'{}/opened'\n", installed.0.display()))
        .expect("a browser");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("an executable browser");
    let output = installed.page(&[], &installed.0);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let opened = fs::read_to_string(installed.0.join("opened")).expect("it was called");
    assert_eq!(opened, text(&output.stdout));
}
