//! What is wrong with the arguments, in Chinese: a translation of what clap writes for each kind of error.

use std::error::Error as _;
use std::fmt::Write;

use clap::Error;
use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use usersig::Language;

use super::page;
use crate::args::BadValue;

/// Writes the error with its colours, in the layout of clap.
pub fn render(error: &Error, styles: &Styles) -> String {
    let (red, valid, literal) = (styles.get_error(), styles.get_valid(), styles.get_literal());
    let mut text = format!("{red}错误：{red:#}{}", message(error, styles));
    let tips = tips(error, styles);
    for (at, tip) in tips.iter().enumerate() {
        let space = if at == 0 { "\n" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{space}  {valid}提示：{valid:#}{tip}");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let _ = write!(text, "\n\n{}", page(&usage.ansi().to_string()));
    }
    let _ = write!(text, "\n\n更多说明请用 '{literal}--help{literal:#}' 查看。\n");
    text
}

/// Returns the texts of a part of the error: none, one or several.
fn texts(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn message(error: &Error, styles: &Styles) -> String {
    let (valid, invalid, literal) = (styles.get_valid(), styles.get_invalid(), styles.get_literal());
    let first = |kind| texts(error, kind).first().copied().unwrap_or_default();
    let (argument, value) = (first(ContextKind::InvalidArg), first(ContextKind::InvalidValue));
    let bad = format!("'{invalid}{argument}{invalid:#}'");
    let bad_value = format!("'{literal}{argument}{literal:#}' 的值 '{invalid}{value}{invalid:#}' 无效");
    match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数 {bad}"),
        ErrorKind::InvalidSubcommand => {
            format!("不认识的命令 '{invalid}{}{invalid:#}'", first(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::MissingRequiredArgument => {
            let missing = texts(error, ContextKind::InvalidArg);
            missing.iter().fold("缺少以下必需的参数：".to_owned(), |text, name| {
                format!("{text}\n  {valid}{name}{valid:#}")
            })
        }
        ErrorKind::InvalidValue => {
            let values = texts(error, ContextKind::ValidValue);
            let text = if value.is_empty() { format!("{bad} 缺少值") } else { bad_value };
            let values: Vec<_> = values.iter().map(|name| format!("{valid}{name}{valid:#}")).collect();
            if values.is_empty() { text } else { format!("{text}\n  [可选值：{}]", values.join("、")) }
        }
        ErrorKind::ValueValidation => {
            match error.source().and_then(|source| source.downcast_ref::<BadValue>()) {
                Some(reason) => format!("{bad_value}：{}", reason.in_language(Language::Chinese)),
                None => bad_value,
            }
        }
        ErrorKind::ArgumentConflict => match texts(error, ContextKind::PriorArg).as_slice() {
            [same] if *same == argument => format!("{bad} 只能出现一次"),
            [other] => format!("{bad} 不能与 '{invalid}{other}{invalid:#}' 同时使用"),
            others => {
                others.iter().fold(format!("{bad} 不能与以下参数同时使用："), |text, name| {
                    format!("{text}\n  {invalid}{name}{invalid:#}")
                })
            }
        },
        ErrorKind::TooManyValues => {
            format!("'{literal}{argument}{literal:#}' 不接受值 '{invalid}{value}{invalid:#}'")
        }
        ErrorKind::InvalidUtf8 => "有参数不是有效的 UTF-8".to_owned(),
        // No argument of this command has a fixed number of values, or needs an equals sign.
        _ => "参数有误".to_owned(),
    }
}

fn tips(error: &Error, styles: &Styles) -> Vec<String> {
    let valid = styles.get_valid();
    let similar = [
        (ContextKind::SuggestedSubcommand, "命令"),
        (ContextKind::SuggestedArg, "参数"),
        (ContextKind::SuggestedValue, "值"),
    ];
    let mut tips: Vec<_> = similar
        .into_iter()
        .filter_map(|(kind, word)| {
            let names = texts(error, kind);
            let names: Vec<_> = names.iter().map(|name| format!("'{valid}{name}{valid:#}'")).collect();
            (!names.is_empty()).then(|| format!("有相近的{word}：{}", names.join("、")))
        })
        .collect();
    if let Some(ContextValue::StyledStrs(others)) = error.get(ContextKind::Suggested) {
        tips.extend(others.iter().filter_map(|other| {
            let other = other.ansi().to_string();
            tip(&anstream::adapter::strip_str(&other).to_string(), styles)
        }));
    }
    tips
}

/// Translates a tip of clap, which is only available as a sentence.
fn tip(english: &str, styles: &Styles) -> Option<String> {
    let (valid, invalid) = (styles.get_valid(), styles.get_invalid());
    if let Some((value, whole)) =
        english.strip_prefix("to pass '").and_then(|rest| rest.rsplit_once("' as a value, use '"))
    {
        let whole = whole.trim_end_matches('\'');
        return Some(format!(
            "要把 '{invalid}{value}{invalid:#}' 作为值传入，请写成 '{valid}{whole}{valid:#}'"
        ));
    }
    if let Some((name, _)) =
        english.strip_prefix("subcommand '").and_then(|rest| rest.split_once("' exists; "))
    {
        return Some(format!(
            "有命令 '{valid}{name}{valid:#}'；要使用它，请去掉前面的 '{invalid}--{invalid:#}'"
        ));
    }
    let name = english.strip_prefix('\'')?.strip_suffix("' exists")?;
    Some(format!("可以用 '{valid}{name}{valid:#}'"))
}
