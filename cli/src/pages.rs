//! `completions` and `man`: what packages install beside the command, in English.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use usersig::Language;

use crate::args::Cli;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::token::print;

pub fn completions(shell: Shell) -> Result<Outcome, Failure> {
    // Generated in memory: the generator panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "usersig", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Good)
}

pub fn man(name: Option<&str>, language: Language) -> Result<Outcome, Failure> {
    let mut root = Cli::command();
    root.build();
    let page = match name {
        None => root,
        Some(name) => find(&root, name, language)?,
    };
    let mut roff = Vec::new();
    Man::new(page).render(&mut roff).map_err(Failure::write)?;
    print(&String::from_utf8_lossy(&roff))?;
    Ok(Outcome::Good)
}

fn find(root: &Command, name: &str, language: Language) -> Result<Command, Failure> {
    root.find_subcommand(name).cloned().ok_or_else(|| {
        let known: Vec<_> = root.get_subcommands().map(Command::get_name).collect();
        let known = known.join(pick(language, ", ", "、"));
        Failure::Input(say!(
            language,
            "no command {name:?}; expected one of {known}",
            "没有命令 {name:?}；应为 {known} 之一"
        ))
    })
}
