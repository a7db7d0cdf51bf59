//! Facts that are written in more than one place: limits, characters, service codes, names. The Rust crate defines them;
//! this test compares every other place with the crate, in every language and in both READMEs.
//!
//! `BLESS=1 cargo test --test facts` writes the numbers and tables of the crate into those places.

use std::fs;
use std::path::{Path, PathBuf};

use regex::{Captures, Regex};
use usersig::{
    Finding, FindingKind, Leeway, Privileges, Room, ServiceCode, UserId, UserIdRule, Userbuf, Validity,
};

/// The places that state facts. Files that are generated from these (the C header, the output of UniFFI) have other
/// tests.
const PLACES: [&str; 10] = [
    "README.md",
    "README.zh-CN.md",
    "docs",
    "src",
    "cli/src",
    "bindings",
    "demos",
    "tests/vectors/README.md",
    "SECURITY.md",
    "include/usersig.hpp",
];
const GENERATED: [&str; 3] =
    ["bindings/kotlin/generated", "bindings/swift/Sources/UserSigBindings", "docs/bench"];
const TEXTS: [&str; 12] = ["md", "rs", "kt", "java", "swift", "h", "m", "hpp", "cpp", "kts", "toml", "ets"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) {
    let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
    let is_hidden_or_built =
        path.file_name().is_some_and(|name| name == "target" || name == "build" || name == ".build");
    if GENERATED.contains(&&*name) || is_hidden_or_built {
        return;
    }
    if path.is_dir() {
        let mut entries: Vec<_> =
            fs::read_dir(path).expect("readable").map(|entry| entry.expect("readable").path()).collect();
        entries.sort();
        for entry in &entries {
            collect(entry, into);
        }
    } else if path.extension().is_some_and(|end| TEXTS.iter().any(|text| end == *text)) {
        into.push(path.to_owned());
    }
}

fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for place in PLACES {
        collect(&root().join(place), &mut files);
    }
    assert!(files.len() > 100, "only {} files", files.len());
    files
}

/// A number or text of the crate, and the sentences that state it: the group of each pattern is compared with the value.
struct Fact {
    name: &'static str,
    value: String,
    patterns: &'static [&'static str],
    /// The least number of places that state the fact: a pattern that matches nothing compares nothing.
    at_least: usize,
}

fn facts() -> Vec<Fact> {
    let fact = |name, value: &dyn ToString, patterns, at_least| Fact {
        name,
        value: value.to_string(),
        patterns,
        at_least,
    };
    vec![
        fact(
            "longest UserID",
            &UserId::MAX_LEN,
            &[r"1 to (\d+) (?:bytes )?of (?:`?a-z A-Z 0-9 _ -|printable ASCII)"],
            6,
        ),
        fact(
            "longest UserID by the rule any",
            &UserId::MAX_LEN_ANY,
            &[r"1 to (\d+) bytes(?: of UTF-8| of any text|, by no other rule)"],
            4,
        ),
        fact(
            "longest string room",
            &Room::MAX_NAME_LEN,
            &[
                r"(?i)string (?:TRTC )?room[^.\n]{0,40}?1 to (\d+) bytes",
                r"@param roomstr the room, 1 to (\d+) bytes",
                r"name 1 to (\d+) bytes of",
                r"a text of 1 to (\d+) bytes of the characters",
            ],
            6,
        ),
        fact(
            "largest room number",
            &Room::MAX_NUMBER,
            &[r"(?i)(?:numeric (?:TRTC )?room|room number|roomid the room)[^.\n]{0,50}?1 to (\d+)"],
            6,
        ),
        fact(
            "longest userbuf",
            &Userbuf::MAX_LEN,
            &[r"0 to (\d+) bytes", r"userbuf (?:is longer than|must be at most) (\d+) bytes"],
            5,
        ),
        fact("longest validity", &Validity::MAX.as_seconds(), &[r"1 to (\d+)(?: seconds)? \(50 years\)"], 4),
        fact(
            "longest leeway",
            &Leeway::MAX.as_seconds(),
            &[r"(\d+) seconds \(one day\)", r"to (\d+) \(one day\)"],
            3,
        ),
        fact(
            "characters of a string room",
            &Room::NAME_PUNCTUATION.trim_start(),
            &[r"`a-z A-Z 0-9`, space and\s+(?:(?:///|//!|\*)\s+)?`{1,2}(\S+?)`"],
            4,
        ),
    ]
}

#[test]
fn every_place_states_the_limits_of_the_crate() {
    let mut wrong = Vec::new();
    let facts = facts();
    let mut found: Vec<_> = facts.iter().map(|_| 0).collect();
    let patterns: Vec<Vec<Regex>> = facts
        .iter()
        .map(|fact| fact.patterns.iter().map(|pattern| Regex::new(pattern).expect("a pattern")).collect())
        .collect();
    for file in files() {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let mut new = text.clone();
        for ((fact, regexes), found) in facts.iter().zip(&patterns).zip(&mut found) {
            for regex in regexes {
                new = regex
                    .replace_all(&new, |captures: &Captures<'_>| {
                        let (whole, group) =
                            (captures.get(0).expect("a match"), captures.get(1).expect("a group"));
                        *found += 1;
                        if group.as_str() != fact.value {
                            wrong.push(format!(
                                "{}: {:?}, but the {} is {}",
                                file.strip_prefix(root()).expect("inside").display(),
                                whole.as_str(),
                                fact.name,
                                fact.value
                            ));
                        }
                        let (from, to) = (group.start() - whole.start(), group.end() - whole.start());
                        format!("{}{}{}", &whole.as_str()[..from], fact.value, &whole.as_str()[to..])
                    })
                    .into_owned();
            }
        }
        if blessing() && new != text {
            fs::write(&file, new).expect("writable");
        }
    }
    for (fact, found) in facts.iter().zip(found) {
        assert!(
            found >= fact.at_least,
            "{} is stated in {found} places; are its patterns still right?",
            fact.name
        );
    }
    assert!(wrong.is_empty() || blessing(), "run BLESS=1 cargo test --test facts:\n{}", wrong.join("\n"));
}

/// The finding that a code of the service belongs to.
fn finding_of(code: ServiceCode) -> &'static str {
    let findings = [
        (Finding::Empty, "empty"),
        (Finding::Malformed(usersig::Malformed::ZlibHeader), "malformed"),
        (Finding::Malformed(usersig::Malformed::Truncated), "malformed"),
        (Finding::BadSignature { key_kind: usersig::KeyKind::Secret }, "bad_signature"),
        (
            Finding::WrongKeyKind {
                token_needs: usersig::KeyKind::Secret,
                verifier_has: usersig::KeyKind::Public,
            },
            "wrong_key_kind",
        ),
        (Finding::SdkAppIdMismatch { expected: 1, found: String::new() }, "sdkappid_mismatch"),
        (Finding::UserIdMismatch { expected: String::new(), found: String::new() }, "userid_mismatch"),
        (
            Finding::Expired {
                expires_at: usersig::UnixTime::from_secs(0),
                now: usersig::UnixTime::from_secs(1),
            },
            "expired",
        ),
    ];
    for (finding, name) in &findings {
        assert_eq!(finding.kind().name(), *name);
    }
    findings.iter().find(|(finding, _)| finding.service_code() == Some(code)).map_or("", |(_, name)| name)
}

/// The table of service codes in a README: its head, the text for a code without a finding, and the texts of a code.
fn service_code_table(head: &str, offline: &str, texts: impl Fn(ServiceCode) -> [&'static str; 2]) -> String {
    let mut table = format!("| {head} |\n|---|---|---|---|\n");
    for code in ServiceCode::all() {
        let finding = match finding_of(*code) {
            "" => offline.to_owned(),
            name => format!("`{name}`"),
        };
        let (number, [meaning, advice]) = (code.number(), texts(*code));
        table.extend([format!("| {number} | {finding} | {meaning} | {advice} |\n")]);
    }
    table
}

#[test]
fn the_readme_lists_the_service_codes_of_the_crate() {
    let expected = service_code_table(
        "code | finding | the service means | what to do",
        "not knowable offline",
        |code| [code.meaning(), code.advice()],
    );
    has_table("README.md", &expected);
}

#[cfg(feature = "diagnose")]
#[test]
fn the_chinese_readme_lists_them_with_the_chinese_texts() {
    let chinese = usersig::Language::Chinese;
    let expected =
        service_code_table("错误码 | 结论 | 含义 | 如何处理", "离线无法得知", |code| {
            let number = code.number().to_string();
            let entry =
                usersig::explain(&number).into_iter().find(|entry| entry.layer() == usersig::Layer::Account);
            let entry = entry.expect("every code of a finding is in the table");
            [entry.meaning(chinese), entry.advice(chinese)]
        });
    has_table("README.zh-CN.md", &expected);
}

/// Compares the table of service codes in a README, or writes it.
#[track_caller]
fn has_table(readme: &str, expected: &str) {
    let path = root().join(readme);
    let text = fs::read_to_string(&path).expect("UTF-8");
    let (start, end) = ("<!-- facts: service codes -->\n", "<!-- end of facts -->\n");
    let (before, rest) = text.split_once(start).expect("a start");
    let (table, after) = rest.split_once(end).expect("an end");
    if blessing() {
        fs::write(&path, format!("{before}{start}{expected}{end}{after}")).expect("writable");
    } else {
        assert_eq!(table, expected, "run BLESS=1 cargo test --test facts");
    }
}

/// Tables that are written by hand have a row for each fact and no other.
#[test]
fn tables_written_by_hand_are_complete() {
    let read = |file: &str| fs::read_to_string(root().join(file)).expect("UTF-8");
    let format = read("docs/FORMAT.md");
    let row = Regex::new(r"(?m)^\| `([a-z_]+)` \| (?:70\d{3}|none)").expect("a pattern");
    let names: Vec<String> = row.captures_iter(&format).map(|row| row[1].to_owned()).collect();
    let expected: Vec<_> = FindingKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names, expected, "docs/FORMAT.md, section 6");

    for rule in UserIdRule::ALL {
        assert!(format.contains(&format!("`{}`", rule.name())), "docs/FORMAT.md, section 5: {}", rule.name());
    }
    for name in Privileges::ALL.names() {
        assert!(read("README.md").contains(name) || read("cli/src/args.rs").contains(name), "{name}");
    }
}

/// The C header's numbers are literals, since its generator evaluates nothing.
#[test]
fn the_c_header_has_the_limits_of_the_crate() {
    let header = fs::read_to_string(root().join("include/usersig.h")).expect("UTF-8");
    let define = |name: &str| -> u64 {
        let regex = Regex::new(&format!(r"(?m)^#define {name} (\d+)$")).expect("a pattern");
        regex.captures(&header).unwrap_or_else(|| panic!("no {name}"))[1].parse().expect("a number")
    };
    for (name, value) in [
        ("USERSIG_USERID_MAX_LEN", UserId::MAX_LEN as u64),
        ("USERSIG_USERID_MAX_LEN_ANY", UserId::MAX_LEN_ANY as u64),
        ("USERSIG_USERBUF_MAX_LEN", Userbuf::MAX_LEN as u64),
        ("USERSIG_ROOM_MAX_NAME_LEN", Room::MAX_NAME_LEN as u64),
        ("USERSIG_VALIDITY_MAX", Validity::MAX.as_seconds()),
        ("USERSIG_VALIDITY_CLIENT", Validity::CLIENT_DEFAULT.as_seconds()),
        ("USERSIG_VALIDITY_SERVER", Validity::SERVER_DEFAULT.as_seconds()),
        ("USERSIG_LEEWAY_MAX", Leeway::MAX.as_seconds()),
        ("USERSIG_PRIVILEGE_ALL", u64::from(Privileges::ALL.bits())),
    ] {
        assert_eq!(define(name), value, "{name}");
    }
}
