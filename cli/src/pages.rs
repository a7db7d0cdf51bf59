//! `completions` and `man`: what packages install beside the command.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Cli;
use crate::failure::{Failure, Outcome};
use crate::token::print;

pub fn completions(shell: Shell) -> Result<Outcome, Failure> {
    // Into memory first: the generator panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "usersig", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Good)
}

pub fn man(name: Option<&str>) -> Result<Outcome, Failure> {
    let mut root = Cli::command();
    root.build();
    let page = match name {
        None => root,
        Some(name) => find(&root, name)?,
    };
    let mut roff = Vec::new();
    Man::new(page).render(&mut roff).map_err(|error| Failure::write(&error))?;
    print(&String::from_utf8_lossy(&roff))?;
    Ok(Outcome::Good)
}

fn find(root: &Command, name: &str) -> Result<Command, Failure> {
    root.find_subcommand(name).cloned().ok_or_else(|| {
        let known: Vec<_> = root.get_subcommands().map(Command::get_name).collect();
        Failure::Input(format!("no command {name:?}; expected one of {}", known.join(", ")))
    })
}
