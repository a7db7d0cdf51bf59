//! The language of everything that is printed: that of `--lang`, or the locale's.

use std::env;
use std::ffi::OsString;
use std::iter;

use clap::ValueEnum;
use usersig::Language;

use crate::args::Lang;

/// Formats the text of this language.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            usersig::Language::English => format!($english),
            usersig::Language::Chinese => format!($chinese),
        }
    };
}
pub(crate) use say;

/// Returns the language that was asked for, or that of the locale.
pub fn choose(option: Option<Lang>) -> Language {
    match option {
        Some(Lang::En) => Language::English,
        Some(Lang::Zh) => Language::Chinese,
        None => of_locale(),
    }
}

/// Finds the language before the arguments are parsed, for what is wrong with them and for help.
///
/// No option has a value that starts with a dash, so `--lang` is never the value of another option, and after `--` it
/// is no option at all. Given before and after the command, the last counts. A language that does not exist is an
/// error, which is in the locale's language.
pub fn of_arguments(args: &[OsString]) -> Language {
    let words: Vec<_> = args.iter().skip(1).map(|arg| arg.to_string_lossy()).collect();
    let options = words.split(|word| word == "--").next().unwrap_or_default();
    let before = iter::once("").chain(options.iter().map(AsRef::as_ref));
    let values = before.zip(options).filter_map(|(before, word)| match before {
        "--lang" => Some(word.as_ref()),
        _ => word.strip_prefix("--lang="),
    });
    choose(values.filter_map(|name| Lang::from_str(name, false).ok()).last())
}

/// As POSIX has it: the first of the variables that is set and not empty decides.
fn of_locale() -> Language {
    let mut values = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(env::var_os);
    let is_chinese = values
        .find(|value| !value.is_empty())
        .is_some_and(|value| value.to_string_lossy().to_ascii_lowercase().starts_with("zh"));
    if is_chinese { Language::Chinese } else { Language::English }
}

/// Returns the text in this language.
pub fn pick<T>(language: Language, english: T, chinese: T) -> T {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}
