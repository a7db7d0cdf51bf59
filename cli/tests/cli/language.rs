//! English or Chinese: by the option, else by the locale.

use crate::diagnosis::has_chinese;
use crate::{APP, Ended, KEY, Usersig, file, mistake, of_mistakes, signed, usersig};

fn is_chinese(text: &str) -> bool {
    text.contains("无效：")
        && text.contains("\n  原因        gzip\n  现象        文档是用 gzip 压缩的\n  修改        ")
}

#[test]
fn the_locale_and_the_option_choose_the_language() {
    let verify = |more: &[&str], locale: &[(&str, &str)]| {
        let mut run = of_mistakes("verify", &[more, &["-"]].concat()).input(mistake("gzip/plain"));
        for (name, value) in locale {
            run = run.env(name, value);
        }
        run.ends(1).stdout
    };
    let english = verify(&[], &[]);
    assert!(english.starts_with("not valid: malformed (") && english.contains("\n  cause       gzip\n"));
    let chinese = verify(&["--lang", "zh"], &[]);
    assert!(is_chinese(&chinese), "{chinese}");
    for locale in [
        &[("LANG", "zh_CN.UTF-8")][..],
        &[("LANG", "zh")],
        &[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")],
        &[("LC_ALL", "zh_CN.UTF-8"), ("LC_MESSAGES", "C"), ("LANG", "C")],
        &[("LC_ALL", ""), ("LANG", "zh_TW.UTF-8")],
    ] {
        assert_eq!(verify(&[], locale), chinese, "{locale:?}");
        assert_eq!(verify(&["--lang", "en"], locale), english, "{locale:?}");
    }
    for locale in
        [&[("LANG", "en_US.UTF-8")][..], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[("LANG", "de")]]
    {
        assert_eq!(verify(&[], locale), english, "{locale:?}");
    }
    usersig(&["inspect", "--lang", "fr", "eJy"]).rejects("--lang");
    // Also before the command.
    let token = signed(&[]);
    assert!(usersig(&["--lang", "zh", "inspect", &token]).ends(0).stdout.starts_with("未验证："));
}

#[test]
fn labels_and_times_are_chinese() {
    let token = signed(&["--room", "7", "--privileges", "42"]);
    let args = ["verify", "--lang=zh", "--userid", "xiaojun", "--at", "1700003600", &token];
    assert_eq!(
        usersig(&args).with_app().ends(0).stdout,
        "\
有效

  版本        2.0 (HMAC-SHA256)
  UserID      xiaojun
  SDKAppID    1400000000
  签发时间    2023-11-14 22:13:20 UTC（1 小时前）
  到期时间    2023-11-21 22:13:20 UTC（6 天 23 小时后）
  有效期      604800 秒（7 天）

PrivateMapKey
  账号        xiaojun
  SDKAppID    1400000000
  房间        7
  权限        42 (enter, audio-receive, video-receive)
  到期时间    2023-11-21 22:13:20 UTC（6 天 23 小时后）
"
    );
}

#[test]
fn json_has_texts_in_the_language_and_names_in_none() {
    let json = |lang: &str| {
        let args = ["--format", "json", "--lang", lang, "-"];
        of_mistakes("verify", &args).input(mistake("gzip/plain")).ends(1).json()
    };
    let (english, chinese) = (json("en"), json("zh"));
    assert_eq!(english["causes"][0]["cause"], "gzip");
    assert_eq!(chinese["causes"][0]["cause"], "gzip");
    assert_eq!(english["causes"][0]["detail"], "the document is compressed with gzip");
    assert_eq!(chinese["causes"][0]["detail"], "文档是用 gzip 压缩的");
    assert_ne!(english["causes"][0]["fix"], chinese["causes"][0]["fix"]);
    for name in ["valid", "finding", "findings", "service_code"] {
        assert_eq!(english[name], chinese[name]);
    }
}

#[test]
fn the_causes_of_a_rejected_key_are_chinese() {
    let key = file("language-key", "");
    let args = ["sign", "--lang", "zh", "--userid", "x", "--sdkappid", APP, "--secret-key-file", &key];
    let ended = usersig(&args).env("USERSIG_SECRET_KEY", KEY).ends(2);
    assert!(ended.stderr.contains("\n  现象        密钥是示例文字或为空\n"), "{}", ended.stderr);
}

/// Expects no English words outside of names: clap's, the library's and the system's texts are in English.
#[track_caller]
fn has_no_english(text: &str) {
    const WORDS: [&str; 40] = [
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "to",
        "of",
        "on",
        "or",
        "and",
        "with",
        "without",
        "not",
        "cannot",
        "for",
        "from",
        "error",
        "tip",
        "note",
        "expected",
        "unexpected",
        "found",
        "invalid",
        "value",
        "values",
        "similar",
        "exists",
        "usage",
        "commands",
        "arguments",
        "argument",
        "options",
        "required",
        "possible",
        "default",
        "print",
        "please",
        "unrecognized",
        "directory",
    ];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    for word in text.split(|c| !is_part(c)) {
        assert!(!WORDS.contains(&word.to_lowercase().as_str()), "{word:?} is in: {text}");
    }
}

/// Runs a command in English and in Chinese, by the option and by the locale, and expects the same failure.
#[track_caller]
fn fails_in_both(args: &[&str], prepare: impl Fn(Usersig) -> Usersig) -> Ended {
    let english = prepare(usersig(args)).run();
    let chinese = prepare(usersig(args)).env("LANG", "zh_CN.UTF-8").run();
    assert!(english.status >= 2, "{args:?}: {english:?}");
    assert_eq!((chinese.status, &chinese.stdout), (english.status, &english.stdout), "{args:?}");
    let first = chinese.stderr.lines().next().expect("a line");
    assert!(has_chinese(first), "{args:?}: {}", chinese.stderr);
    assert!(!has_chinese(english.stderr.lines().next().expect("a line")), "{args:?}: {}", english.stderr);
    has_no_english(&chinese.stderr);
    let with_option = prepare(usersig(&[&["--lang", "zh"], args].concat())).run();
    assert_eq!((with_option.status, &with_option.stderr), (chinese.status, &chinese.stderr), "{args:?}");
    chinese
}

/// Expects that each of these commands fails in both languages, with this part in the Chinese message.
#[track_caller]
fn fail_in_both(cases: &[(Vec<&str>, &str)]) {
    for (args, part) in cases {
        // The option itself is what is wrong.
        let ended = if args.iter().any(|arg| arg.starts_with("--lang")) {
            let ended = usersig(args).env("LANG", "zh_CN.UTF-8").ends(2);
            has_no_english(&ended.stderr);
            ended
        } else {
            fails_in_both(args, Usersig::with_app)
        };
        assert!(ended.stderr.contains(part), "{part:?} is not in: {}", ended.stderr);
    }
}

#[test]
fn wrong_arguments_of_sign_are_named_in_both_languages() {
    let sign = |more: &[&'static str]| [&["sign", "--userid", "x"], more].concat();
    fail_in_both(&[
        (vec!["sign"], "缺少以下必需的参数：\n  --userid <ID>\n"),
        (sign(&["--usrid", "y"]), "有相近的参数：'--userid'"),
        (sign(&["extra"]), "不认识的参数 'extra'"),
        (sign(&["--max-validity", "7d"]), "不认识的参数 '--max-validity'"),
        (sign(&["--userid", "y"]), "'--userid <ID>' 只能出现一次"),
        (vec!["sign", "--userid"], "'--userid <ID>' 缺少值"),
        (sign(&["--demo=1"]), "'--demo' 不接受值 '1'"),
        (sign(&["--demo", "--sdkappid", "7"]), "'--demo' 不能与 '--sdkappid <N>' 同时使用"),
        (sign(&["--demo"]), "设置了环境变量 USERSIG_SDKAPPID 时不能使用 --demo"),
        (sign(&["--room", "1", "--room-str", "a"]), "不能与 '--room-str <名称>' 同时使用"),
        (sign(&["--privileges", "all"]), "缺少以下必需的参数：\n  <--room <N>|--room-str <名称>>\n"),
        (sign(&["--expire", "soon"]), "\"soon\" 不是有效期；应为秒数"),
        (
            sign(&["--expire", "0"]),
            "'--expire <时长>' 的值 '0' 无效：有效期是 0 秒；应为 1 到 1576800000 秒（50 年）",
        ),
        (sign(&["--expire", "15552000000"]), "如果这是毫秒，应为 15552000 秒"),
        (sign(&["--at", "yesterday"]), "应为 1970 年以来的秒数，例如 1700000000"),
        (sign(&["--at", "1700000000123"]), "这是毫秒；应为 1970 年以来的秒数，可能是 1700000000"),
        (sign(&["--at", "1700000000123456789"]), "这是纳秒"),
        (sign(&["--at", "4294967295", "--room", "1"]), "2106 年 2 月 7 日"),
        (sign(&["--sdkappid", "0"]), "SDKAppID 是 0；应为控制台显示的应用编号"),
        (sign(&["--sdkappid", "app"]), "应为控制台显示的应用编号，1 到 4294967295"),
        (sign(&["--room", "lobby"]), "应为 1 到 4294967294 的数字；字符串房间请用 --room-str"),
        (sign(&["--room-str", ""]), "字符串房间的名称有 0 字节；应为 1 到 64 字节"),
        (sign(&["--room-str", "/"]), "字符 '/'"),
        (sign(&["--room", "1", "--privileges", "256"]), "权限是 256；应为 0 到 255"),
        (sign(&["--room", "1", "--privileges", "fly"]), "\"fly\" 不是权限"),
        (sign(&["--userid-rule", "none"]), "的值 'none' 无效\n  [可选值：im、trtc、any]\n"),
        (sign(&["--format", "jsn"]), "有相近的值：'json'"),
        (sign(&["--userbuf-base64", "AA"]), "--userbuf-base64：不是标准 base64"),
        (vec!["sign", "--userid", ""], "UserID 为空；应为 1 到 32 字节"),
        (vec!["sign", "--userid", "é"], "（--userid-rule any）"),
        (vec!["sign", "--userid", "a\tb"], "控制字符 U+0009"),
    ]);
}

#[test]
fn wrong_arguments_of_other_commands_are_named_in_both_languages() {
    let verify = |more: &[&'static str]| [&["verify", "--userid", "x"], more].concat();
    fail_in_both(&[
        (vec!["--lang=zh"], "缺少命令\n\n用法：usersig [选项] <命令>"),
        (
            vec!["sgin"],
            "不认识的命令 'sgin'\n\n  提示：有相近的命令：'sign'\n\n用法：usersig [选项] <命令>\n",
        ),
        (vec!["xyz"], "不认识的命令 'xyz'"),
        (vec!["--", "sign"], "有命令 'sign'；要使用它，请去掉前面的 '--'"),
        (vec!["-x"], "不认识的参数 '-x'"),
        (verify(&[]), "缺少票据；请把它写在 -- 之后，或写 - 从标准输入读取"),
        (verify(&["a", "--", "b"]), "'[票据]' 只能出现一次"),
        (verify(&["--leeway", "86401", "eJy"]), "宽限是 86401 秒；应为 0 到 86400 秒（一天）"),
        (verify(&["--leeway", "long", "eJy"]), "应为秒数，0 到 86400（一天）"),
        (verify(&["--max-validity", "51y", "eJy"]), "\"51y\" 不是有效期"),
        (verify(&["--no-userbuf", "--room", "1", "eJy"]), "同时使用"),
        (verify(&["-eJy"]), "不认识的参数 '-e'\n\n  提示：要把 '-e' 作为值传入，请写成 '-- -e'\n"),
        (verify(&["--secret-key-stdin", "-"]), "密钥和票据都要从标准输入读取"),
        (vec!["batch", "--secret-key-stdin"], "密钥和 UserID 列表都要从标准输入读取"),
        (vec!["doctor", "eJy"], "缺少 UserID；请用 --userid 给出登录的用户"),
        (vec!["inspect", "a", "b"], "不认识的参数 'b'"),
        (vec!["inspect", "--at", "1700000000123456", "a"], "这是微秒"),
        (vec!["inspect", "--lang", "fr", "a"], "[可选值：en、zh]"),
        (vec!["inspect", "a", "--lang"], "'--lang <语言>' 缺少值\n  [可选值：en、zh]\n"),
        (vec!["explain", "1"], "\"1\" 不是本库认识的错误码"),
        (vec!["explain", "1", "2"], "不认识的参数 '2'"),
        (vec!["completions"], "缺少以下必需的参数：\n  <SHELL>\n"),
        (vec!["completions", "tcsh"], "的值 'tcsh' 无效\n  [可选值：bash、elvish、fish、powershell、zsh]\n"),
        (vec!["man", "sgin"], "没有命令 \"sgin\"；应为 sign、verify"),
        (vec!["help", "sgin"], "不认识的命令 'sgin'"),
    ]);
}

#[test]
fn wrong_files_are_named_in_both_languages() {
    let (lines, empty, text) =
        (file("zh-lines", "a b\n"), file("zh-empty", ""), file("zh-text", "plain words"));
    let two = file("zh-two", "a\nb\n");
    let pem = file("zh-pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    let binary = file("zh-binary", [0xff, 0xfe, 0x35]);
    let (long, folder) = ("x".repeat(2_000), env!("CARGO_TARGET_TMPDIR"));
    let key = |option: &'static str, path| vec!["sign", "--userid", "x", "--sdkappid", "7", option, path];
    fail_in_both(&[
        (vec!["sign", "--userid", &long], "UserID 有 2000 字节；最多 32 字节"),
        (vec!["batch", "--userid-rule", "trtc", &lines], "第 1 行：UserID 在字节 1 处有字符 ' '"),
        (vec!["batch", "--keep-going", "--userid-rule", "trtc", &lines], "1 行中有 1 行有误，没有签发票据"),
        (vec!["batch", &binary], "第 1 行：偏移 0 处的字节 0xFF 不是 UTF-8"),
        (vec!["batch", "/no/such"], "无法读取文件 /no/such：文件不存在（系统错误 "),
        (vec!["batch", folder], if cfg!(windows) { "没有权限" } else { "这是一个目录" }),
        (key("--secret-key-file", &empty), "密钥为空；应为控制台显示的应用密钥"),
        (key("--secret-key-file", &two), "密钥（共 3 字节）在字节 1 处有空白"),
        (
            key("--secret-key-file", &pem),
            "里是 1.0 版的 PEM 密钥，这里需要 2.0 版的密钥；请用 --private-key-file 给出它",
        ),
        (key("--secret-key-file", &binary), "不是 UTF-8 文本，应为密钥"),
        (key("--secret-key-file", "/no/such"), "无法读取文件 /no/such（--secret-key-file）：文件不存在"),
        (key("--private-key-file", &text), "里没有 PEM 密钥，而 --private-key-file 需要一个"),
        (
            key("--private-key-file", &pem),
            "私钥无法读取：里面是 PEM 块 PUBLIC KEY，应为 PRIVATE KEY 或 EC PRIVATE KEY",
        ),
        (key("--keys-zip", &text), "不是 zip 压缩包，或已损坏"),
    ]);
}

#[test]
fn a_wrong_environment_and_wrong_input_are_named_in_both_languages() {
    let sign = |more: &[&'static str]| [&["sign", "--userid", "x"], more].concat();
    for (args, variables, part) in [
        (sign(&[]), &[][..], "缺少 SDKAppID；请用 --sdkappid 或环境变量 USERSIG_SDKAPPID"),
        (sign(&[]), &[("USERSIG_SDKAPPID", "7")], "缺少密钥；2.0 版请用 --secret-key-file"),
        (sign(&[]), &[("USERSIG_SDKAPPID", KEY)], "环境变量 USERSIG_SDKAPPID 里不是 SDKAppID"),
        (sign(&["--sdkappid", "7"]), &[("USERSIG_SECRET_KEY", " ")], "环境变量 USERSIG_SECRET_KEY：密钥为空"),
    ] {
        let ended =
            fails_in_both(&args, |run| variables.iter().fold(run, |run, (name, value)| run.env(name, value)));
        assert!(ended.stderr.contains(part), "{part:?} is not in: {}", ended.stderr);
    }
    // Input that is too large, and a key where none belongs.
    let ended = fails_in_both(&["inspect", "-"], |run| run.input(vec![b'A'; 17 << 20]));
    assert!(ended.stderr.contains("标准输入中的票据超过 16777216 字节"), "{}", ended.stderr);
    for args in [&["sign", KEY][..], &["explain", KEY], &["sign", "--userid", "x", "--secret-key-file", KEY]]
    {
        let ended = fails_in_both(args, Usersig::with_app);
        assert!(ended.stderr.contains("[已隐藏：看起来像密钥]"), "{}", ended.stderr);
        assert!(ended.stderr.contains("命令行里的密钥会留在 shell 历史中"), "{}", ended.stderr);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf_8_are_named_in_both_languages() {
    use std::os::unix::ffi::OsStrExt;
    let ended = fails_in_both(&["sign", "--userid"], |mut run| {
        run.command.arg(std::ffi::OsStr::from_bytes(b"x\xff"));
        run
    });
    assert!(ended.stderr.contains("有参数不是有效的 UTF-8"), "{}", ended.stderr);
}

#[test]
fn the_language_is_found_as_the_parser_finds_it() {
    let is_chinese = |args: &[&str]| {
        let ended = usersig(args).with_app().run();
        assert!(ended.status >= 1, "{args:?}: {ended:?}");
        has_chinese(&(ended.stdout + &ended.stderr))
    };
    for args in [
        &["--lang", "zh", "sgin"][..],
        &["--lang=zh", "sgin"],
        &["sign", "--lang=zh"],
        &["sign", "--userid", "x", "--at", "x", "--lang", "zh"],
        &["--lang=en", "sign", "--lang=zh"],
        &["--lang=en", "inspect", "a", "--lang=zh"],
        &["--lang", "en", "inspect", "a", "--lang=zh"],
        &["--lang=en", "inspect", "a", "--lang", "zh"],
    ] {
        assert!(is_chinese(args), "{args:?}");
    }
    for args in [
        &["--lang", "ZH", "sgin"][..],
        &["--lang=zh_CN", "sgin"],
        &["--lang", "--lang"],
        &["--lang", "--", "zh"],
        &["inspect", "--", "--lang=zh"],
        &["inspect", "a", "--", "--lang=zh"],
        &["sign", "--userid=--lang=zh", "--at", "x"],
        &["--lang=zh", "sign", "--lang=en"],
        &["--lang=zh", "inspect", "a", "--lang=en"],
    ] {
        assert!(!is_chinese(args), "{args:?}");
    }
}

#[test]
fn help_is_in_both_languages() {
    for command in ["sign", "verify", "inspect", "doctor", "batch", "explain", "page", "completions", "man"] {
        let help = |args: &[&str], locale: &str| usersig(args).env("LC_ALL", locale).run();
        for args in [&["help", command][..], &[command, "--help"], &[command, "-h"]] {
            let (english, chinese) = (help(args, "C"), help(args, "zh_CN.UTF-8"));
            assert_eq!((chinese.status, chinese.stderr.as_str()), (english.status, ""), "{args:?}");
            assert!(!has_chinese(&english.stdout), "{}", english.stdout);
            assert!(chinese.stdout.contains("\n用法：usersig "), "{}", chinese.stdout);
            has_no_english(&chinese.stdout);
            // Every option is in both, in the same order.
            let options = |text: &str| -> Vec<String> {
                let is_option = |line: &&str| line.starts_with("  -") || line.starts_with("      --");
                let name = |line: &str| {
                    line.split_whitespace().find(|word| word.starts_with("--")).map(str::to_owned)
                };
                text.lines().filter(is_option).filter_map(name).collect()
            };
            assert!(options(&english.stdout).len() >= 2, "{}", english.stdout);
            assert_eq!(options(&chinese.stdout), options(&english.stdout), "{args:?}");
        }
    }
    let chinese = usersig(&["--lang=zh", "--help"]).ends(0);
    has_no_english(&chinese.stdout);
    assert!(chinese.stdout.contains("\n命令：\n  sign         签发并打印 UserSig 或 PrivateMapKey\n"));
    // Without arguments, the help is printed as an error.
    let ended = usersig(&[]).env("LANG", "zh_CN.UTF-8").ends(2);
    assert!(ended.stderr.contains("\n用法：usersig [选项] <命令>\n") && ended.stdout.is_empty(), "{ended:?}");
    has_no_english(&ended.stderr);
    // What packages install is the same in every language.
    for args in [&["man", "sign"][..], &["completions", "bash"]] {
        assert_eq!(usersig(args).env("LANG", "zh_CN.UTF-8").ends(0).stdout, usersig(args).ends(0).stdout);
    }
}
