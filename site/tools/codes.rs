//! Prints every error code that the library explains, as JSON. `scripts/site` compiles it with the library.

use usersig::{Explanation, Language, Layer, Subject, explanations};

fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn both(of: impl Fn(Language) -> &'static str) -> String {
    format!("{{\"en\": {}, \"zh\": {}}}", text(of(Language::English)), text(of(Language::Chinese)))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn entry(code: &Explanation) -> String {
    format!(
        "{{\"layer\": {}, \"other\": {}, \"numbers\": {}, \"names\": {}, \"meaning\": {}, \"advice\": {}, \"note\": {}}}",
        both(|language| code.layer().title(language)),
        code.subject() == Subject::Other,
        list(code.numbers().iter().map(ToString::to_string)),
        list(code.names().iter().map(|name| text(name))),
        both(|language| code.meaning(language)),
        both(|language| code.advice(language)),
        both(|language| code.note(language).unwrap_or("")),
    )
}

fn main() {
    let layers = Layer::ALL.iter().map(|layer| both(|language| layer.title(language)));
    println!("{{\"layers\": {},\n\"codes\": {}}}", list(layers), list(explanations().iter().map(entry)));
}
