//! Keys in a wrong place must not appear in the message about it.

use usersig::Language;

use crate::lang::pick;

/// A secret key's usual length: shorter runs of hex digits are names and numbers.
const SECRET_KEY_DIGITS: usize = 64;

/// Returns what replaces a key.
pub fn hidden(language: Language) -> &'static str {
    pick(language, "[hidden: it looks like a key]", "[已隐藏：看起来像密钥]")
}

fn advice(language: Language) -> &'static str {
    pick(
        language,
        "A key on the command line is in the shell's history, and other users of the machine can read it: put it in a \
         file,\nor in the environment, and replace it in the console if this machine is not yours alone.\n",
        "命令行里的密钥会留在 shell 历史中，这台机器的其他用户也能读到：请把它放进文件或环境变量；\n如果这台机器不是您一个人使用，\
         还应在控制台更换密钥。\n",
    )
}

/// Returns the message of an error with everything that looks like a key replaced, and with what to do about that.
pub fn message(text: &str, language: Language) -> String {
    let text = text.trim_end_matches('\n');
    let safe = keys(text, language);
    if safe == text { safe + "\n" } else { format!("{safe}\n\n{}", advice(language)) }
}

/// Returns the text with everything that looks like a key replaced.
pub fn keys(text: &str, language: Language) -> String {
    let hidden = hidden(language);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        if run >= SECRET_KEY_DIGITS {
            out.push_str(hidden);
            rest = rest.get(run..).unwrap_or_default();
        } else if let Some(pem) = rest.strip_prefix("-----BEGIN ") {
            out.push_str(hidden);
            // Without the end line, the rest may be the key.
            let end = pem.find("-----END ").and_then(|_| pem.rfind("-----")).map_or(pem.len(), |at| at + 5);
            rest = pem.get(end..).unwrap_or_default();
        } else {
            let step = if run > 0 { run } else { first.len_utf8() };
            out.push_str(rest.get(..step).unwrap_or_default());
            rest = rest.get(step..).unwrap_or_default();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIDDEN: &str = "[hidden: it looks like a key]";

    fn keys(text: &str) -> String {
        super::keys(text, Language::English)
    }

    #[test]
    fn what_looks_like_a_key_is_hidden() {
        let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
        assert_eq!(keys(&format!("'{key}' found")), format!("'{HIDDEN}' found"));
        assert_eq!(keys(&format!("x {key}00 {key}")), format!("x {HIDDEN} {HIDDEN}"));
        assert_eq!(keys(&key[..63]), &key[..63]);
        assert_eq!(
            keys("file -----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY----- of"),
            format!("file {HIDDEN} of")
        );
        assert_eq!(keys("file -----BEGIN PRIVATE KEY-----\nAA"), format!("file {HIDDEN}"));
        assert_eq!(keys("用户 abc déf -----"), "用户 abc déf -----");
    }
}
