//! Help in Chinese, put into the [`Command`] that the parser uses.

use clap::{Arg, Command};

/// The width that texts are wrapped to, in columns. clap wraps at spaces only, and Chinese has none.
const COLUMNS: usize = 80;
/// The columns that clap indents the help of an argument by.
const INDENT: usize = 10;

const KEYS: &str = "密钥从不写在命令行上：那里的内容，这台机器的所有用户都能读到。没有密钥选项时，密钥取自环境变量 USERSIG_SECRET_KEY。";

const TOKEN: &str = "票据写 - 时从标准输入读取，也可以写在 -- 之后。来自陌生人的票据请用这两种方式之一传入：写在 -- 之前时，以短横线开头的票据会被\
                     当作选项。";

const STATUS: &str =
    "退出状态：0 有效（仅此一种情况），1 无效，2 用法或输入有误、或显示了本帮助，3 无法读取或写入。";

/// The texts of a command: what it does, its longer description, and the examples below its options.
struct Page {
    name: &'static str,
    about: &'static str,
    more: &'static [&'static str],
    end: &'static str,
    status: &'static str,
}

const PAGES: [Page; 12] = [
    Page {
        name: "usersig",
        about: "签发、校验、查看和解释腾讯云 UserSig（IM、TRTC）",
        more: &[
            "UserSig 让一个用户在限定的时间内登录一个应用。它由您的服务器用只有服务器才有的密钥签发：谁拿到密钥，谁就能冒充任何用户。",
        ],
        end: "\
示例：
  # 用公开的示例密钥签发第一个票据
  usersig sign --demo --userid xiaojun

  # 您自己的应用：密钥来自文件，从不来自命令行
  usersig sign --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun

  # 服务端为什么拒绝这个票据？
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun - < token.txt

  # 里面有什么？（不需要密钥）
  usersig inspect - < token.txt",
        status: "\
退出状态：
  0  已签发，或有效
  1  票据无效
  2  用法或输入有误；参数里有 verify、inspect 或 doctor 时显示帮助也是 2
  3  无法读取或写入

verify、inspect 和 doctor 只有对票据才会以 0 退出：usersig verify --help 显示帮助后以 2 退出，
这样用 --help 冒充票据就不会被当成有效。usersig help verify 以 0 退出。

环境变量：
  USERSIG_SDKAPPID    没有 --sdkappid 时的应用
  USERSIG_SECRET_KEY  没有密钥选项时的密钥
  LC_ALL, LC_MESSAGES, LANG
                      没有 --lang 时的语言：第一个已设置的变量以 zh 开头则为中文
  NO_COLOR            在终端上也不用颜色",
    },
    Page {
        name: "sign",
        about: "签发并打印 UserSig 或 PrivateMapKey",
        more: &[KEYS],
        end: "\
示例：
  # 演示应用，有效期一天
  usersig sign --demo --userid xiaojun --expire 1d

  # 密钥来自密码管理器
  pass show im-key | usersig sign --sdkappid 1400000000 --secret-key-stdin --userid xiaojun

  # PrivateMapKey：用户 xiaojun 可以进入房间 1234 并收听
  usersig sign --demo --userid xiaojun --room 1234 --privileges enter,audio-receive

  # 1.0 版，使用控制台提供的压缩包
  usersig sign --sdkappid 1400000000 --keys-zip keys.zip --userid xiaojun",
        status: "",
    },
    Page {
        name: "verify",
        about: "像服务端那样校验票据，并报告问题所在",
        more: &[TOKEN, KEYS],
        end: "\
示例：
  # 票据来自标准输入，或写在 -- 之后
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun - < token.txt
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun -- \"$TOKEN\"

  # 有效期不超过一周的普通 UserSig，不能是 PrivateMapKey
  usersig verify --demo --userid xiaojun --no-userbuf --max-validity 7d - < token.txt

  # 能让 xiaojun 进入房间 1234 的 PrivateMapKey
  usersig verify --demo --userid xiaojun --room 1234 --privileges enter - < token.txt

  # 当时有效吗？
  usersig verify --demo --userid xiaojun --at 1700000000 - < token.txt

  # 1.0 版
  usersig verify --sdkappid 1400000000 --public-key-file public_key --userid xiaojun - < token.txt",
        status: STATUS,
    },
    Page {
        name: "inspect",
        about: "显示票据的内容，不需要密钥，也不做校验",
        more: &["任何人都能写出可以读取的票据：绝不要凭这里显示的内容放行任何人。", TOKEN],
        end: "\
示例：
  usersig inspect - < token.txt
  usersig inspect --format json -- \"$TOKEN\"",
        status: "退出状态：0 票据可以读取（即使已过期），1 无法读取，2 用法或输入有误、或显示了本帮助，3 无法读取或写入。",
    },
    Page {
        name: "doctor",
        about: "逐步查明票据被拒绝的原因，并给出发给技术支持的摘要",
        more: &[
            "校验票据，说明原因和修改方法，检查时钟，解释服务端返回的错误码，最后给出不含密钥、票据和签名的摘要。在终端上会询问缺少的\
             内容，但不询问密钥。",
            TOKEN,
            KEYS,
        ],
        end: "\
示例：
  # 询问 SDKAppID、UserID、票据和错误码
  usersig doctor --secret-key-file key.txt

  # 全部写在命令行上，包括服务端返回的错误码
  usersig doctor --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun --code 70009 - < token.txt

  # 用英文
  usersig doctor --demo --userid xiaojun --lang en -- \"$TOKEN\"",
        status: STATUS,
    },
    Page {
        name: "batch",
        about: "为列表里的每个 UserID 签发一个 UserSig，每行一个",
        more: &[
            "按列表的顺序，边读边打印，每行一个 JSON 对象 {\"userid\":...,\"usersig\":...}：列表再长，占用的内存也同样少。",
        ],
        end: "\
示例：
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt < ids.txt > tokens.jsonl

  # 跳过并报告有误的行，而不是在第一处停止
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt --keep-going ids.txt > tokens",
        status: "退出状态：0 每行都已签发，2 用法有误或有行有误，3 无法读取或写入。",
    },
    Page {
        name: "explain",
        about: "解释服务端或其 SDK 的错误码",
        more: &[],
        end: "\
示例：
  usersig explain 70009
  usersig explain -100018
  usersig explain ERR_USER_SIG_EXPIRED
  usersig explain",
        status: "",
    },
    Page {
        name: "page",
        about: "在浏览器中打开校验和签发票据的页面",
        more: &[
            "页面只有一个文件 usersig.html，在本命令所在目录或 ../share/usersig 中。它不需要网络，也不发送任何内容。同时打印它的路径。",
        ],
        end: "\
示例：
  usersig page
  usersig page --path",
        status: "",
    },
    Page {
        name: "serve",
        about: "启动为应用的用户签发票据的服务器",
        more: &["服务器是独立的程序 usersig-serve，在本命令所在目录或 PATH 中。serve 之后的内容原样传给它。"],
        end: "\
示例：
  usersig serve --demo
  usersig serve --check --config serve.toml
  usersig serve --config serve.toml
  usersig serve --help",
        status: "",
    },
    Page {
        name: "completions",
        about: "打印 shell 的补全脚本（英文）",
        more: &[],
        end: "\
示例：
  usersig completions bash > ~/.local/share/bash-completion/completions/usersig",
        status: "",
    },
    Page {
        name: "man",
        about: "打印手册页（英文）",
        more: &[],
        end: "\
示例：
  usersig man | man -l -
  usersig man sign | man -l -",
        status: "",
    },
    Page {
        name: "help", about: "显示本帮助，或某个命令的帮助", more: &[], end: "", status: ""
    },
];

/// The texts of an argument: the commands that have it (none for all), its name, its value, its help.
type ArgumentTexts = (&'static [&'static str], &'static str, &'static str, &'static str);

const ARGUMENTS: [ArgumentTexts; 44] = [
    (
        &[],
        "lang",
        "语言",
        "输出所用的语言：en 英文，zh 中文；JSON 里的名字不变 [默认：取自 LC_ALL、LC_MESSAGES 或 LANG]",
    ),
    (&[], "help", "", "显示帮助（-h 为摘要，--help 为全文）"),
    (&[], "version", "", "显示版本"),
    (&[], "sdkappid", "N", "控制台显示的应用编号：1 到 4294967295 [默认：环境变量 USERSIG_SDKAPPID]"),
    (
        &[],
        "demo",
        "",
        "使用演示应用试用本命令：SDKAppID 1400000000 和公开的示例密钥；任何人都能签发它的票据，服务端一概不接受",
    ),
    (&[], "secret_key_file", "文件", "存有密钥（2.0 版）的文件；密钥前后的空白会被忽略"),
    (&[], "secret_key_stdin", "", "从标准输入读取密钥（2.0 版）"),
    (&[], "keys_zip", "ZIP", "控制台的 keys.zip（1.0 版），内有文件 private_key 和 public_key"),
    (&[], "private_key_file", "PEM", "存有私钥（1.0 版）的 PEM 文件：PKCS#8 或 SEC1，P-256 或 secp256k1"),
    (&[], "public_key_file", "PEM", "存有公钥（1.0 版）的 PEM 文件"),
    (&[], "expire", "时长", "票据的有效期：秒数，或带单位 s、m、h、d、w 的数字；最长 50 年"),
    (&["sign", "batch"], "at", "UNIX 秒", "签发时间，Unix 秒 [默认：现在]"),
    (&["verify"], "at", "UNIX 秒", "按这个时间校验，Unix 秒 [默认：现在]"),
    (&["inspect"], "at", "UNIX 秒", "按这个时间显示剩余时间，Unix 秒 [默认：现在]"),
    (&["doctor"], "at", "UNIX 秒", "按这个时间检查，Unix 秒 [默认：现在]"),
    (
        &[],
        "userid_rule",
        "规则",
        "接受哪些 UserID：im 为 IM 文档的规定，1 到 32 字节的可打印 ASCII；trtc 为所有产品都接受的，1 到 32 个 a-z A-Z 0-9 _ -；\
         any 用于早年导入的 ID，1 到 1024 字节、不含控制字符的 UTF-8",
    ),
    (&["sign"], "userid", "ID", "票据属于哪个用户；以短横线开头的写成 --userid=-x"),
    (&["verify"], "userid", "ID", "出示票据的用户"),
    (&["doctor"], "userid", "ID", "用票据登录的用户"),
    (&["sign"], "room", "N", "为这个数字房间号的 TRTC 房间签发 PrivateMapKey：1 到 4294967294"),
    (&["verify", "doctor"], "room", "N", "应为这个数字房间号的 TRTC 房间的 PrivateMapKey：1 到 4294967294"),
    (&["sign"], "room_str", "名称", "为这个 TRTC 字符串房间签发 PrivateMapKey：1 到 64 字节"),
    (&["verify", "doctor"], "room_str", "名称", "应为这个 TRTC 字符串房间的 PrivateMapKey：1 到 64 字节"),
    (
        &["sign"],
        "privileges",
        "权限",
        "用户在房间里的权限：all、0 到 255 的数字，或用逗号分隔的名称（create、enter、audio-send、audio-receive、video-send、\
         video-receive、substream-send、substream-receive） [默认：all]",
    ),
    (
        &["verify"],
        "privileges",
        "权限",
        "PrivateMapKey 至少应允许的权限：all、0 到 255 的数字，或用逗号分隔的名称，同 sign [默认：不作要求]",
    ),
    (&["sign"], "userbuf_base64", "BASE64", "签进票据的字节，标准 base64"),
    (&["verify"], "userbuf_base64", "BASE64", "票据应恰好带有这个 userbuf，标准 base64"),
    (&["verify"], "no_userbuf", "", "应为普通 UserSig，不带 userbuf，因而也不是 PrivateMapKey"),
    (&["sign"], "format", "格式", "打印什么：text 为票据本身，json 为一个 JSON 对象"),
    (&["verify", "inspect"], "format", "格式", "打印什么：text 为给人看的文字，json 为一个 JSON 对象"),
    (&[], "leeway", "秒", "票据过期后仍接受多少秒：0 到 86400"),
    (&[], "max_validity", "时长", "票据的有效期最长可以是多少：秒数，或带单位 s、m、h、d、w 的数字"),
    (&["verify", "inspect"], "token", "票据", "票据；写 - 则从标准输入读取"),
    (&["doctor"], "token", "票据", "票据；写 - 则从标准输入读取，都没有时在终端上询问"),
    (&[], "literal", "票据", "票据，不论以什么开头"),
    (&["doctor"], "code", "错误码", "服务端或 SDK 返回的错误码，例如 70009 或 -3320，或它的名称"),
    (
        &["explain"],
        "code",
        "错误码",
        "错误码，例如 70009 或 -3320，或它的名称，例如 ERR_USER_SIG_EXPIRED；没有则列出全部",
    ),
    (&[], "keep_going", "", "报告有误的行后继续，而不是在第一处停止"),
    (&[], "jobs", "N", "同时用多少个线程签发：1 到 256 [默认：每个核一个]"),
    (&[], "userids", "文件", "每行一个 UserID 的文件；写 - 则从标准输入读取"),
    (&[], "path", "", "只打印页面的路径，不打开"),
    (&["serve"], "arguments", "参数", "传给服务器的参数"),
    (&[], "shell", "SHELL", "哪种 shell：bash、elvish、fish、powershell 或 zsh"),
    (&["man"], "command", "命令", "打印哪个命令的手册页；没有则打印 usersig 本身的"),
];

/// Replaces the English help of a command and its subcommands.
pub fn translate(mut command: Command) -> Command {
    // Adds the arguments and the command that clap defines itself, so that they are translated too.
    command.build();
    of_command(command)
}

fn of_command(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let command = match PAGES.iter().find(|page| page.name == name) {
        Some(page) => of_page(command, page),
        None => command,
    };
    command.mut_args(|argument| of_argument(&name, argument)).mut_subcommands(of_command)
}

fn of_page(command: Command, page: &Page) -> Command {
    let more = page.more.iter().map(|paragraph| format!("\n\n{}", wrapped(paragraph, COLUMNS)));
    let about = more.fold(page.about.to_owned(), |about, paragraph| about + &paragraph);
    let end: Vec<_> = [page.end, page.status].into_iter().filter(|text| !text.is_empty()).collect();
    let command = command.about(page.about).long_about(about).after_long_help(end.join("\n\n"));
    match page.name {
        "usersig" => command.after_help("运行 usersig help 命令 查看该命令的选项和示例。"),
        _ => command,
    }
}

/// Returns the texts of an argument: its name, its value, its help.
fn entry(command: &str, id: &str) -> Option<&'static ArgumentTexts> {
    ARGUMENTS
        .iter()
        .find(|(commands, name, ..)| *name == id && (commands.is_empty() || commands.contains(&command)))
}

fn of_argument(command: &str, argument: Arg) -> Arg {
    let Some((_, _, value, help)) = entry(command, argument.get_id().as_str()) else { return argument };
    let help = wrapped(help, COLUMNS - INDENT);
    // The values are in the text, with what they mean.
    let argument =
        argument.help(help).long_help(None::<&str>).hide_possible_values(true).next_line_help(true);
    if value.is_empty() { argument } else { argument.value_name(*value) }
}

/// Breaks a text into lines of so many columns: between Chinese characters, and between words.
fn wrapped(text: &str, columns: usize) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let is_word = |c: char| c.is_ascii() && c != ' ';
    let mut lines = String::new();
    let mut column = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // No break inside a word, or before closing punctuation.
        let word =
            if is_word(first) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (_, after) = rest.split_at(word);
        let closing = after.find(|c| !"，。；：、）".contains(c)).unwrap_or(after.len());
        let (piece, after) = rest.split_at(word + closing);
        let needed: usize = piece.chars().map(width).sum();
        if column + needed > columns {
            lines.truncate(lines.trim_end_matches(' ').len());
            lines.push('\n');
            column = 0;
        }
        if column > 0 || piece != " " {
            lines.push_str(piece);
            column += needed;
        }
        rest = after;
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    fn is_chinese(text: &str) -> bool {
        text.contains(|c| ('\u{4e00}'..'\u{a000}').contains(&c))
    }

    /// Calls `then` with every command.
    fn each(command: &Command, then: &mut impl FnMut(&Command)) {
        then(command);
        for inner in command.get_subcommands() {
            each(inner, then);
        }
    }

    #[test]
    fn every_command_and_argument_is_in_chinese() {
        let mut used: HashSet<&str> = HashSet::new();
        let mut names = Vec::new();
        each(&translate(Cli::command()), &mut |command| {
            let name = command.get_name();
            names.push(name.to_owned());
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(is_chinese(&about), "{name}: {about:?}");
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(is_chinese(&help) && argument.get_long_help().is_none(), "{name} {id}: {help:?}");
                used.extend(entry(name, id).map(|(.., help)| help));
            }
        });
        let unused = ARGUMENTS.iter().find(|(.., help)| !used.contains(help));
        assert_eq!(unused, None);
        assert!(PAGES.iter().all(|page| names.iter().any(|name| name == page.name)), "{names:?}");
    }

    /// The lines that can be run are the same in both languages.
    #[test]
    fn examples_are_those_of_the_english_help() {
        let runs = |command: &Command| -> Vec<String> {
            let end = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            let lines = end.lines().filter(|line| line.contains("usersig ") && line.starts_with("  "));
            lines.filter(|line| !line.contains("--lang")).map(str::to_owned).collect()
        };
        let chinese = translate(Cli::command());
        let mut compared = 0;
        for english in Cli::command().get_subcommands().chain([&Cli::command()]) {
            let name = english.get_name();
            let same = if name == "usersig" { Some(&chinese) } else { chinese.find_subcommand(name) };
            assert_eq!(Some(runs(english)), same.map(runs), "{name}");
            compared += runs(english).len();
        }
        assert!(compared >= 20, "{compared}");
    }

    #[test]
    fn lines_are_broken_between_characters_and_words() {
        assert_eq!(wrapped("票据的有效期", 6), "票据的\n有效期");
        assert_eq!(wrapped("票据，有效期", 6), "票据，\n有效期");
        assert_eq!(wrapped("票据，有效期", 5), "票\n据，\n有效\n期");
        assert_eq!(wrapped("用 USERSIG 签发", 9), "用\nUSERSIG\n签发");
        assert_eq!(wrapped("abc def", 20), "abc def");
    }
}
