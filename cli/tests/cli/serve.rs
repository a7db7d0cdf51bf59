//! `usersig serve`, with a server that prints what it was started with.

use std::path::Path;

use crate::installed::{Installed, text};

fn add_server(installed: &Installed, says: &str) {
    installed.add_program("bin/usersig-serve", &format!("echo {says} \"$@\"\nexit 7"));
}

#[test]
fn the_server_beside_it_comes_first_and_gets_every_argument() {
    let (own, other) = (Installed::new("own-server"), Installed::new("other-server"));
    let programs = other.path("bin");
    add_server(&other, "other");
    let output = own.run(&["serve", "--help", "-x", "--lang=zh"], &programs);
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str()),
        (Some(7), "other --help -x --lang=zh\n")
    );
    add_server(&own, "own");
    let output = own.run(&["serve"], &programs);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(7), "own\n"));
}

#[test]
fn without_a_server_it_says_what_to_install() {
    let installed = Installed::new("no-server");
    let output = installed.run(&["serve", "--demo"], Path::new(""));
    assert_eq!(output.status.code(), Some(3));
    let said = text(&output.stderr);
    assert!(said.contains("cargo build --release -p usersig-serve makes it"), "{said}");
}
