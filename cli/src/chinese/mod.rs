//! The command line in Chinese: its help, and what is wrong with arguments. clap writes both in English only.

mod errors;
mod help;

pub use errors::render;
pub use help::translate;

/// The English words that clap puts into help and usage, with what replaces them.
const WORDS: [(&str, &str); 15] = [
    ("Usage:", "用法："),
    // The space after the colon, where the colon ends a colour and where there are no colours.
    ("用法：\u{1b}[0m ", "用法：\u{1b}[0m"),
    ("用法： ", "用法："),
    ("Commands:", "命令："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Expected contents:", "预期内容："),
    ("PrivateMapKey:", "PrivateMapKey："),
    ("Key:", "密钥："),
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[COMMAND]", "[命令]"),
    ("[default: ", "[默认："),
    ("[possible values: ", "[可选值："),
    ("Possible values:", "可选值："),
];

/// Replaces the words of clap in a page of help or in a usage line. No argument is quoted in them.
pub fn page(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}
