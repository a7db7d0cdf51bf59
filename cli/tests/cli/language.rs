//! English or Chinese: by the option, else by the locale.

use crate::{APP, KEY, file, mistake, of_mistakes, signed, usersig};

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
    // Before the command, too.
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
