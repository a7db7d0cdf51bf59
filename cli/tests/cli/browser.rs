//! `usersig page`, with the page where packages put it and a browser that writes down what it was given.

use std::path::Path;

use crate::installed::{Installed, text};

const PAGE: &str = "<!DOCTYPE html>";

#[test]
fn without_a_page_it_says_where_one_comes_from() {
    let installed = Installed::new("no-page");
    let output = installed.run(&["page"], Path::new(""));
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("scripts/pack page makes it"), "{}", text(&output.stderr));
}

#[test]
fn its_path_is_printed() {
    for (name, place) in
        [("page-beside", "bin/usersig.html"), ("page-in-share", "share/usersig/usersig.html")]
    {
        let installed = Installed::new(name);
        installed.add_file(place, PAGE);
        let output = installed.run(&["page", "--path"], Path::new(""));
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), format!("{}\n", installed.path(place).display()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_gets_the_file() {
    let installed = Installed::new("browser");
    installed.add_file("share/usersig/usersig.html", PAGE);
    let programs = installed.path("bin");
    let no_browser = installed.run(&["page"], &programs);
    assert_eq!(no_browser.status.code(), Some(3));
    assert!(text(&no_browser.stdout).ends_with("usersig.html\n"));
    assert!(text(&no_browser.stderr).contains("xdg-open"), "{}", text(&no_browser.stderr));

    let opened = installed.path("opened");
    installed.add_program("bin/xdg-open", &format!("echo \"$1\" >'{}'", opened.display()));
    let output = installed.run(&["page"], &programs);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_to_string(opened).expect("it was called"), text(&output.stdout));
}
