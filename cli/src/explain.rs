//! `explain`: the documented error codes around a UserSig.

use std::fmt::Write;

use usersig::{Explanation, Language, Layer, Subject, explain, explanations};

use crate::failure::{Failure, Outcome};
use crate::lang::say;
use crate::token::print;

pub fn run(code: Option<&str>, language: Language) -> Result<Outcome, Failure> {
    let Some(text) = code else {
        print(&every_code(language))?;
        return Ok(Outcome::Good);
    };
    let found = explain(text);
    if found.is_empty() {
        return Err(Failure::Input(say!(
            language,
            "{text:?} is not a code that this library knows; expected a number such as 70009 or a name such as \
             ERR_USER_SIG_EXPIRED (usersig explain lists them all)",
            "{text:?} 不是本库认识的错误码；请输入 70009 这样的数字，或 ERR_USER_SIG_EXPIRED 这样的名称\
            （usersig explain 列出全部）"
        )));
    }
    let entries: Vec<_> = found.iter().map(|entry| alone(entry, text, language)).collect();
    print(&entries.join("\n"))?;
    Ok(Outcome::Good)
}

/// Lists the codes under the titles of their layers.
fn every_code(language: Language) -> String {
    let group = |layer: &Layer| {
        let entries = explanations().iter().filter(|entry| entry.layer() == *layer);
        let title = layer.title(language);
        entries.fold(format!("# {title}\n"), |text, entry| text + "\n" + &paragraph(entry, None, language))
    };
    Layer::ALL.iter().map(group).collect::<Vec<_>>().join("\n")
}

/// Describes one code on its own, as it was asked for, with its layer.
fn alone(entry: &Explanation, asked: &str, language: Language) -> String {
    let layer = entry.layer().title(language);
    let label = match language {
        Language::English => "Returned by: ",
        Language::Chinese => "来源：",
    };
    format!("{}  {label}{layer}\n", paragraph(entry, asked.trim().parse().ok(), language))
}

fn paragraph(entry: &Explanation, asked: Option<i32>, language: Language) -> String {
    let (title, others) = title(entry, asked);
    let labels = match language {
        Language::English => [": ", "Note: ", "Also: ", ", "],
        Language::Chinese => ["：", "说明：", "别名：", "、"],
    };
    let [colon, note, also, comma] = labels;
    let mut text = format!("{title}{colon}{}\n  {}\n", entry.meaning(language), entry.advice(language));
    // Writing into a String cannot fail.
    if entry.subject() == Subject::Other {
        let _ = writeln!(text, "  {}", not_the_token(language));
    }
    if let Some(words) = entry.note(language) {
        let _ = writeln!(text, "  {note}{words}");
    }
    if !others.is_empty() {
        let _ = writeln!(text, "  {also}{}", others.join(comma));
    }
    text
}

fn not_the_token(language: Language) -> &'static str {
    match language {
        Language::English => "This code is not documented as a problem of the UserSig.",
        Language::Chinese => "文档没有把此码列为 UserSig 的问题。",
    }
}

/// Returns what an entry is listed under, and its other numbers and names.
///
/// Several numbers can have one meaning: the one that was asked for is the title, or all of them are.
fn title(entry: &Explanation, asked: Option<i32>) -> (String, Vec<String>) {
    let numbers = entry.numbers();
    let is_twin = |number: &i32| *number < 0 && numbers.contains(&-*number);
    let is_title = |number: &i32| match asked {
        Some(asked) if numbers.contains(&asked) && !is_twin(&asked) => *number == asked,
        _ => !is_twin(number),
    };
    let texts = |numbers: Vec<&i32>| numbers.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (titles, other_numbers) = numbers.iter().partition(|number| is_title(number));
    let names = entry.names().iter().map(ToString::to_string).collect::<Vec<_>>();
    match texts(titles) {
        titles if titles.is_empty() => (names.join(", "), Vec::new()),
        titles => (titles.join(", "), [names, texts(other_numbers)].concat()),
    }
}
