//! The commands, their options and their help.

use std::error::Error;
use std::ffi::OsString;
use std::fmt::{self, Display};
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use usersig::{Language, Leeway, Privileges, Room, SdkAppId, UnixTime, UserIdRule, Validity};

use crate::lang::pick;

const EXIT_STATUS: &str = "\
Exit status:
  0  signed, or valid
  1  the token is not valid
  2  wrong usage or input; help, where the arguments name verify, inspect or doctor
  3  could not read or write

verify, inspect and doctor exit with 0 only for a token: usersig verify --help prints the help and exits with 2, so \
that --help in place of a token does not look like a valid one. usersig help verify exits with 0.

Environment:
  USERSIG_SDKAPPID    the application, when --sdkappid is not given
  USERSIG_SECRET_KEY  its secret key, when no key option is given
  LC_ALL, LC_MESSAGES, LANG
                      the language, when --lang is not given: Chinese if the first that is set starts with zh
  NO_COLOR            no colours, even on a terminal";

const FIRST_EXAMPLES: &str = "\
Examples:
  # a first token, signed with a published sample key
  usersig sign --demo --userid xiaojun

  # your own app: the key comes from a file, never from the command line
  usersig sign --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun

  # why does the service reject this token?
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun - < token.txt

  # what is in it? (needs no key)
  usersig inspect - < token.txt

";

const KEYS: &str = "\
Keys are never on the command line, where every user of the machine can read them. Without a key option, \
the secret key is read from the environment variable USERSIG_SECRET_KEY.";

const TOKEN: &str = "\
The token is read from standard input if it is a single -, or it is the argument after --. Pass a token that comes from \
a stranger in one of these two ways: before --, a token that starts with a dash is read as an option.";

const SIGN_EXAMPLES: &str = "\
Examples:
  # valid for one day, for the demo app
  usersig sign --demo --userid xiaojun --expire 1d

  # the key from a password manager
  pass show im-key | usersig sign --sdkappid 1400000000 --secret-key-stdin --userid xiaojun

  # a PrivateMapKey: user xiaojun may enter room 1234 and listen
  usersig sign --demo --userid xiaojun --room 1234 --privileges enter,audio-receive

  # version 1.0, with the archive that the console offers
  usersig sign --sdkappid 1400000000 --keys-zip keys.zip --userid xiaojun";

const VERIFY_EXAMPLES: &str = "\
Examples:
  # the token from standard input, or after --
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun - < token.txt
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun -- \"$TOKEN\"

  # a plain UserSig of at most a week, and no PrivateMapKey in its place
  usersig verify --demo --userid xiaojun --no-userbuf --max-validity 7d - < token.txt

  # a PrivateMapKey with which xiaojun can enter room 1234
  usersig verify --demo --userid xiaojun --room 1234 --privileges enter - < token.txt

  # was it valid then?
  usersig verify --demo --userid xiaojun --at 1700000000 - < token.txt

  # version 1.0
  usersig verify --sdkappid 1400000000 --public-key-file public_key --userid xiaojun - < token.txt

Exit status: 0 only if valid, 1 not valid, 2 wrong usage or input, or this help, 3 could not read or write.";

const INSPECT_EXAMPLES: &str = "\
Examples:
  usersig inspect - < token.txt
  usersig inspect --format json -- \"$TOKEN\"

Exit status: 0 the token can be read (even if it has expired), 1 it cannot, 2 wrong usage or input, or this help, 3 could not read or write.";

const DOCTOR_EXAMPLES: &str = "\
Examples:
  # asks for the SDKAppID, the UserID, the token and the code
  usersig doctor --secret-key-file key.txt

  # everything on the command line, and the code that the service returned
  usersig doctor --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun --code 70009 - < token.txt

  # in Chinese
  usersig doctor --demo --userid xiaojun --lang zh -- \"$TOKEN\"

Exit status, as for verify: 0 only if valid, 1 not valid, 2 wrong usage or input, or this help, 3 could not read or write.";

const BATCH_EXAMPLES: &str = "\
Examples:
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt < ids.txt > tokens.jsonl

  # skip and report bad lines instead of stopping at the first
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt --keep-going ids.txt > tokens

Exit status: 0 every line signed, 2 wrong usage or a bad line, 3 could not read or write.";

/// Sign, verify, inspect and explain Tencent Cloud UserSig tokens (IM, TRTC).
///
/// A UserSig lets one user into one application for a limited time. Your server signs it with a key that only
/// the server has: anyone who has the key can log in as any user.
#[derive(Debug, Parser)]
#[command(
    name = "usersig",
    version,
    max_term_width = 100,
    after_help = "Type usersig help COMMAND for a command's options and examples.",
    after_long_help = format!("{FIRST_EXAMPLES}{EXIT_STATUS}")
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Language of everything that is printed; names in JSON never change, and man and completions are in English
    /// [default: the locale's, from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Lang>,
}

/// A language of `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sign a UserSig or a PrivateMapKey and print it
    #[command(
        long_about = format!("Sign a UserSig or a PrivateMapKey and print it.\n\n{KEYS}"),
        after_long_help = SIGN_EXAMPLES
    )]
    Sign(Sign),
    /// Check a token as the service would, and report what is wrong with it
    #[command(
        long_about = format!(
            "Check a token as the service would, and report what is wrong with it.\n\n{TOKEN}\n\n{KEYS}"
        ),
        after_long_help = VERIFY_EXAMPLES
    )]
    Verify(Verify),
    /// Show what is in a token, without a key and without verifying it
    #[command(
        long_about = format!(
            "Show what is in a token, without a key and without verifying it.\n\n\
             Anyone can write a token that can be read: never let anybody in because of what this shows.\n\n{TOKEN}"
        ),
        after_long_help = INSPECT_EXAMPLES
    )]
    Inspect(Inspect),
    /// Find out why a token is rejected, step by step, with a summary for support
    #[command(
        long_about = format!(
            "Find out why a token is rejected, step by step, with a summary for support.\n\n\
             Verifies the token, names the causes and their fixes, checks the clock, explains the code that the \
             service returned, and ends with a summary that has no key, no token and no signature in it. On a \
             terminal, it asks for what is missing, except for the key.\n\n{TOKEN}\n\n{KEYS}"
        ),
        after_long_help = DOCTOR_EXAMPLES
    )]
    Doctor(Doctor),
    /// Sign one UserSig for each line of a list of UserIDs
    ///
    /// Prints one JSON object per line, {"userid":...,"usersig":...}, in the order of the list, while the list is
    /// read: a long list needs no more memory than a short one.
    #[command(after_long_help = BATCH_EXAMPLES)]
    Batch(Batch),
    /// Explain an error code of the service or its SDKs
    #[command(
        after_long_help = "Examples:\n  usersig explain 70009\n  usersig explain -100018\n  usersig explain ERR_USER_SIG_EXPIRED\n  usersig explain"
    )]
    Explain {
        /// The code, such as 70009 or -3320, or its name, such as ERR_USER_SIG_EXPIRED; lists all codes without it
        #[arg(allow_negative_numbers = true)]
        code: Option<String>,
    },
    /// Open the page that checks and signs tokens in the browser
    #[command(
        long_about = "Open the page that checks and signs tokens in the browser.\n\nThe page is one file, usersig.html, beside this \
                      command or in ../share/usersig. It needs no network and sends nothing. Its path is printed.",
        after_long_help = "Examples:\n  usersig page\n  usersig page --path"
    )]
    Page {
        /// Print the path of the page, and open nothing
        #[arg(long)]
        path: bool,
    },
    /// Start the server that signs for the users of an application
    #[command(
        disable_help_flag = true,
        long_about = "Start the server that signs for the users of an application.\n\nThe server is a program of its own, \
                      usersig-serve, beside this command or in PATH. Everything after serve is passed on to it.",
        after_long_help = "Examples:\n  usersig serve --demo\n  usersig serve --check --config serve.toml\n  usersig serve --config serve.toml\n  usersig serve --help"
    )]
    Serve {
        /// What is passed on to the server
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        arguments: Vec<OsString>,
    },
    /// Print a completion script for a shell
    #[command(
        after_long_help = "Examples:\n  usersig completions bash > ~/.local/share/bash-completion/completions/usersig"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_long_help = "Examples:\n  usersig man | man -l -\n  usersig man sign | man -l -")]
    Man {
        /// The command whose page is printed; without it, the page of usersig itself
        command: Option<String>,
    },
}

/// Which application a token is for.
#[derive(Debug, Args)]
pub struct App {
    /// The application, as the console shows it: 1 to 4294967295 [default: the environment variable
    /// USERSIG_SDKAPPID]
    #[arg(long, value_name = "N", value_parser = sdkappid, allow_negative_numbers = true)]
    pub sdkappid: Option<SdkAppId>,
    /// Use the demo app, SDKAppID 1400000000 with a published sample key, to try this command: anyone can
    /// sign its tokens, and the service accepts none of them
    #[arg(long, conflicts_with_all = ["sdkappid", "key"])]
    pub demo: bool,
}

/// Keys that both sign and verify.
#[derive(Debug, Args)]
pub struct SharedKeys {
    /// File with the secret key (version 2.0); white space around the key is ignored
    #[arg(long, value_name = "FILE", group = "key", help_heading = "Key")]
    pub secret_key_file: Option<PathBuf>,
    /// Read the secret key (version 2.0) from standard input
    #[arg(long, group = "key", help_heading = "Key")]
    pub secret_key_stdin: bool,
    /// The console's keys.zip (version 1.0), with the files private_key and public_key
    #[arg(long, value_name = "ZIP", group = "key", help_heading = "Key")]
    pub keys_zip: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct SigningKeys {
    #[command(flatten)]
    pub shared: SharedKeys,
    /// PEM file with the private key (version 1.0): PKCS#8 or SEC1, P-256 or secp256k1
    #[arg(long, value_name = "PEM", group = "key", help_heading = "Key")]
    pub private_key_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct VerifyingKeys {
    #[command(flatten)]
    pub shared: SharedKeys,
    /// PEM file with the public key (version 1.0)
    #[arg(long, value_name = "PEM", group = "key", help_heading = "Key")]
    pub public_key_file: Option<PathBuf>,
}

/// What every signed token needs.
#[derive(Debug, Args)]
pub struct Signing {
    #[command(flatten)]
    pub keys: SigningKeys,
    /// How long the token is valid: seconds, or a number with s, m, h, d or w; at most 50 years
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = str::parse::<Expire>, allow_negative_numbers = true)]
    pub expire: Expire,
    /// Issue time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// Which UserIDs are accepted
    #[arg(long, value_name = "RULE", default_value = UserIdRule::default().name(), value_parser = userid_rules())]
    pub userid_rule: UserIdRule,
}

#[derive(Debug, Args)]
pub struct Sign {
    #[command(flatten)]
    pub app: App,
    /// The user the token is for; write a UserID that starts with a dash as --userid=-x
    #[arg(long, value_name = "ID")]
    pub userid: String,
    #[command(flatten)]
    pub signing: Signing,
    /// Sign a PrivateMapKey for this numeric TRTC room: 1 to 4294967294
    #[arg(
        long,
        value_name = "N",
        group = "a_room",
        help_heading = "PrivateMapKey",
        value_parser = room_number,
        allow_negative_numbers = true
    )]
    pub room: Option<u32>,
    /// Sign a PrivateMapKey for this string TRTC room: 1 to 64 bytes
    #[arg(long, value_name = "NAME", group = "a_room", help_heading = "PrivateMapKey")]
    pub room_str: Option<String>,
    /// What the user may do in the room: all, a number from 0 to 255, or names with commas between (create,
    /// enter, audio-send, audio-receive, video-send, video-receive, substream-send, substream-receive)
    /// [default: all]
    #[arg(long, value_name = "SET", requires = "a_room", value_parser = privileges, help_heading = "PrivateMapKey", allow_negative_numbers = true)]
    pub privileges: Option<Privileges>,
    /// Bytes to sign into the token, in standard base64
    #[arg(long, value_name = "BASE64", conflicts_with = "a_room")]
    pub userbuf_base64: Option<String>,
    /// What is printed: the token alone, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub app: App,
    /// The user who presented the token
    #[arg(long, value_name = "ID")]
    pub userid: String,
    #[command(flatten)]
    pub keys: VerifyingKeys,
    /// Verify as of this time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// For how many seconds after its expiry a token is still accepted: 0 to 86400
    #[arg(long, value_name = "SECS", default_value = "0", value_parser = leeway, allow_negative_numbers = true)]
    pub leeway: Leeway,
    /// The longest validity that a token may have: seconds, or a number with s, m, h, d or w
    #[arg(long, value_name = "TIME", value_parser = validity, allow_negative_numbers = true)]
    pub max_validity: Option<Validity>,
    /// Expect a PrivateMapKey for this numeric TRTC room: 1 to 4294967294
    #[arg(
        long,
        value_name = "N",
        groups = ["a_room", "contents"],
        help_heading = "Expected contents",
        value_parser = room_number,
        allow_negative_numbers = true
    )]
    pub room: Option<u32>,
    /// Expect a PrivateMapKey for this string TRTC room: 1 to 64 bytes
    #[arg(long, value_name = "NAME", groups = ["a_room", "contents"], help_heading = "Expected contents")]
    pub room_str: Option<String>,
    /// The privileges that the PrivateMapKey has to allow, at least: all, a number from 0 to 255, or names with
    /// commas between, as for sign [default: no requirement]
    #[arg(long, value_name = "SET", requires = "a_room", value_parser = privileges, help_heading = "Expected contents", allow_negative_numbers = true)]
    pub privileges: Option<Privileges>,
    /// Expect exactly this userbuf, in standard base64
    #[arg(long, value_name = "BASE64", group = "contents", help_heading = "Expected contents")]
    pub userbuf_base64: Option<String>,
    /// Expect a plain UserSig, without a userbuf and so without a PrivateMapKey
    #[arg(long, group = "contents", help_heading = "Expected contents")]
    pub no_userbuf: bool,
    /// What is printed: a text for people, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub token: TokenArgument,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// Show the time left as of this time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// What is printed: a text for people, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub token: TokenArgument,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    pub app: App,
    /// The user who logs in with the token
    #[arg(long, value_name = "ID")]
    pub userid: Option<String>,
    #[command(flatten)]
    pub keys: VerifyingKeys,
    /// Check as of this time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// Expect a PrivateMapKey for this numeric TRTC room: 1 to 4294967294
    #[arg(
        long,
        value_name = "N",
        group = "a_room",
        help_heading = "Expected contents",
        value_parser = room_number,
        allow_negative_numbers = true
    )]
    pub room: Option<u32>,
    /// Expect a PrivateMapKey for this string TRTC room: 1 to 64 bytes
    #[arg(long, value_name = "NAME", group = "a_room", help_heading = "Expected contents")]
    pub room_str: Option<String>,
    /// The code that the service or an SDK returned, such as 70009 or -3320, or its name
    #[arg(long, value_name = "CODE", allow_negative_numbers = true)]
    pub code: Option<String>,
    #[command(flatten)]
    pub token: TokenArgument,
}

/// Where the token is.
#[derive(Debug, Args)]
pub struct TokenArgument {
    /// The token, or - to read it from standard input
    pub token: Option<OsString>,
    /// The token, whatever it starts with
    #[arg(last = true, value_name = "TOKEN", conflicts_with = "token")]
    pub literal: Option<OsString>,
}

impl TokenArgument {
    /// Returns whether the token is on standard input. After `--`, a dash is a token, which is not valid.
    pub fn is_from_stdin(&self) -> bool {
        self.literal.is_none() && self.token.as_ref().is_some_and(|token| token == "-")
    }
}

/// More threads than a machine has cores that could use them.
const MAX_JOBS: usize = 256;

#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    pub app: App,
    #[command(flatten)]
    pub signing: Signing,
    /// Report bad lines and continue, instead of stopping at the first
    #[arg(long)]
    pub keep_going: bool,
    /// Sign on so many threads at the same time: 1 to 256 [default: one for each core]
    #[arg(long, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    pub jobs: Option<usize>,
    /// File with one UserID a line, or - to read standard input
    #[arg(value_name = "USERIDS", default_value = "-")]
    pub userids: PathBuf,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// Why a value is not accepted, in both languages: clap's parsers do not know which one is wanted.
#[derive(Debug)]
pub struct BadValue {
    english: String,
    chinese: String,
}

impl BadValue {
    fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: english.into(), chinese: chinese.into() }
    }

    /// Returns the text in this language.
    pub fn in_language(&self, language: Language) -> String {
        pick(language, &self.english, &self.chinese).clone()
    }
}

impl From<usersig::Error> for BadValue {
    fn from(error: usersig::Error) -> Self {
        Self::new(error.to_string(), error.detail_in(Language::Chinese))
    }
}

impl Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl Error for BadValue {}

pub fn sdkappid(text: &str) -> Result<SdkAppId, BadValue> {
    let number = text.parse().map_err(|_| {
        BadValue::new(
            "expected the number the console shows for the application, 1 to 4294967295",
            "应为控制台显示的应用编号，1 到 4294967295",
        )
    })?;
    Ok(SdkAppId::new(number)?)
}

fn validity(text: &str) -> Result<Validity, BadValue> {
    Ok(text.parse()?)
}

fn privileges(text: &str) -> Result<Privileges, BadValue> {
    Ok(text.parse()?)
}

/// A validity, and whether it was written in seconds and not in a larger unit.
#[derive(Debug, Clone, Copy)]
pub struct Expire {
    pub validity: Validity,
    is_in_seconds: bool,
}

impl Expire {
    /// Returns the seconds that were probably meant, if this looks like milliseconds.
    pub fn meant(self) -> Option<u64> {
        meant_seconds(self.validity.as_seconds()).filter(|_| self.is_in_seconds)
    }
}

impl FromStr for Expire {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        let number = text.strip_suffix('s').unwrap_or(text).parse().ok();
        match validity(text) {
            Ok(validity) => Ok(Self { validity, is_in_seconds: number.is_some() }),
            Err(error) => Err(match number.and_then(meant_seconds) {
                Some(seconds) => BadValue::new(
                    format!("{error}; if this is in milliseconds, {seconds} seconds were meant"),
                    format!("{}；如果这是毫秒，应为 {seconds} 秒", error.chinese),
                ),
                None => error,
            }),
        }
    }
}

/// Returns the seconds of a length that is 1000 times a usual one: whole hours, or the minutes that people use. Whole
/// years are lengths of their own.
fn meant_seconds(length: u64) -> Option<u64> {
    const HOUR: u64 = 3_600;
    const YEAR: u64 = 365 * 24 * HOUR;
    let seconds = length / 1000;
    let is_usual = seconds.is_multiple_of(HOUR) || matches!(seconds, 60 | 300 | 600 | 900 | 1_800);
    (seconds > 0 && length.is_multiple_of(1000) && is_usual && !length.is_multiple_of(YEAR))
        .then_some(seconds)
}

fn unix_time(text: &str) -> Result<UnixTime, BadValue> {
    let number: u64 = text.parse().map_err(|_| {
        BadValue::new(
            "expected seconds since 1970, such as 1700000000",
            "应为 1970 年以来的秒数，例如 1700000000",
        )
    })?;
    // As seconds, the smallest of the others is in the year 5138.
    let (unit, chinese_unit, per_second) = match number {
        ..=100_000_000_000 => return Ok(UnixTime::from_secs(number)),
        100_000_000_001..100_000_000_000_000 => ("milliseconds", "毫秒", 1_000),
        100_000_000_000_000..100_000_000_000_000_000 => ("microseconds", "微秒", 1_000_000),
        _ => ("nanoseconds", "纳秒", 1_000_000_000),
    };
    let seconds = number / per_second;
    Err(BadValue::new(
        format!("this is in {unit}; expected seconds since 1970, probably {seconds}"),
        format!("这是{chinese_unit}；应为 1970 年以来的秒数，可能是 {seconds}"),
    ))
}

fn room_number(text: &str) -> Result<u32, BadValue> {
    let number = text.parse().ok().filter(|number| Room::number(*number).is_ok());
    let max = Room::MAX_NUMBER;
    number.ok_or_else(|| {
        BadValue::new(
            format!("expected a number from 1 to {max}; for a string room, use --room-str"),
            format!("应为 1 到 {max} 的数字；字符串房间请用 --room-str"),
        )
    })
}

fn jobs(text: &str) -> Result<usize, BadValue> {
    let number = text.parse().ok().filter(|number| (1..=MAX_JOBS).contains(number));
    number.ok_or_else(|| {
        BadValue::new(
            format!("expected a number of threads from 1 to {MAX_JOBS}"),
            format!("应为 1 到 {MAX_JOBS} 的线程数"),
        )
    })
}

fn leeway(text: &str) -> Result<Leeway, BadValue> {
    let seconds = text.parse().map_err(|_| {
        BadValue::new("expected seconds, 0 to 86400 (one day)", "应为秒数，0 到 86400（一天）")
    })?;
    Ok(Leeway::seconds(seconds)?)
}

fn userid_rules() -> impl TypedValueParser<Value = UserIdRule> {
    let values = UserIdRule::ALL.map(|rule| {
        PossibleValue::new(rule.name()).help(match rule {
            UserIdRule::Im => "what IM documents: 1 to 32 bytes of printable ASCII",
            UserIdRule::Trtc => "what every product accepts: 1 to 32 of a-z A-Z 0-9 _ -",
            UserIdRule::Any => {
                "for IDs imported long ago: 1 to 1024 bytes of UTF-8 without control characters"
            }
        })
    });
    PossibleValuesParser::new(values).try_map(|name| {
        let rule = UserIdRule::ALL.into_iter().find(|rule| rule.name() == name);
        rule.ok_or("expected the name of a rule")
    })
}
