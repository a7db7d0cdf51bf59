//! The language of results: `--lang`, or the locale's.

use std::env;

use usersig::Language;

use crate::args::Lang;

/// Returns the language that was asked for, or that of the locale.
pub fn choose(option: Option<Lang>) -> Language {
    match option {
        Some(Lang::En) => Language::English,
        Some(Lang::Zh) => Language::Chinese,
        None => of_locale(),
    }
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
