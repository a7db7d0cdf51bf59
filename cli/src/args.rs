//! What can be typed: commands, options and their help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use usersig::{Privileges, SdkAppId, UnixTime, Validity};

const EXIT_STATUS: &str = "\
Exit status:
  0  signed, or valid
  1  the token is not valid
  2  wrong usage or input
  3  could not read or write

Environment:
  USERSIG_SDKAPPID    the application, when --sdkappid is not given
  USERSIG_SECRET_KEY  its secret key, when no key option is given
  NO_COLOR            no colours, even on a terminal";

const FIRST_EXAMPLES: &str = "\
Examples:
  # a first token, signed for the built-in demo app
  usersig sign --userid xiaojun

  # your own app: the key comes from a file, never from the command line
  usersig sign --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun

  # why does the service refuse this token?
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun TOKEN

  # what is in it? (needs no key)
  usersig inspect TOKEN

";

const KEYS: &str = "\
Keys never come from the command line, where every user of the machine can read them. Without any key \
option, the secret key is taken from the environment variable USERSIG_SECRET_KEY.";

const DEMO: &str = "\
With no key and no SDKAppID at all, the built-in demo app is used (SDKAppID 1400000000 and a published sample \
key) and a note on standard error says so. The service accepts none of its tokens.";

const SIGN_EXAMPLES: &str = "\
Examples:
  # valid for one day, for the demo app
  usersig sign --userid xiaojun --expire 1d

  # the key from a password manager
  pass show im-key | usersig sign --sdkappid 1400000000 --secret-key-stdin --userid xiaojun

  # a PrivateMapKey: user xiaojun may enter room 1234 and listen
  usersig sign --userid xiaojun --room 1234 --privileges enter,audio-receive

  # version 1.0, with the archive that the console gives out
  usersig sign --sdkappid 1400000000 --keys-zip keys.zip --userid xiaojun";

const VERIFY_EXAMPLES: &str = "\
Examples:
  # the token as an argument, or from standard input
  usersig verify --sdkappid 1400000000 --secret-key-file key.txt --userid xiaojun eJy...
  usersig sign --userid xiaojun | usersig verify --userid xiaojun -

  # was it valid then?
  usersig verify --userid xiaojun --at 1700000000 eJy...

  # version 1.0
  usersig verify --sdkappid 1400000000 --public-key-file public_key --userid xiaojun eJy...

Exit status: 0 valid, 1 not valid, 2 wrong usage or input, 3 could not read or write.";

const INSPECT_EXAMPLES: &str = "\
Examples:
  usersig inspect eJy...
  usersig sign --userid xiaojun | usersig inspect - --format json

Exit status: 0 the token can be read (even if it has expired), 1 it cannot, 2 wrong usage or input, 3 could not read or write.";

const BATCH_EXAMPLES: &str = "\
Examples:
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt < ids.txt > tokens.jsonl

  # skip and report bad lines instead of ending at the first
  usersig batch --sdkappid 1400000000 --secret-key-file key.txt --keep-going ids.txt > tokens

Exit status: 0 every line signed, 2 wrong usage or a bad line, 3 could not read or write.";

/// Sign, verify, inspect and explain Tencent Cloud UserSig tokens (IM, TRTC).
///
/// A UserSig lets one user into one application for a limited time. Your server signs it with a key that only
/// the server has: whoever has the key can be every user.
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
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sign a UserSig or a PrivateMapKey and print it
    #[command(
        long_about = format!("Sign a UserSig or a PrivateMapKey and print it.\n\n{KEYS}\n\n{DEMO}"),
        after_long_help = SIGN_EXAMPLES
    )]
    Sign(Sign),
    /// Check a token as the service would, and say what is wrong with it
    #[command(
        long_about = format!("Check a token as the service would, and say what is wrong with it.\n\n{KEYS}\n\n{DEMO}"),
        after_long_help = VERIFY_EXAMPLES
    )]
    Verify(Verify),
    /// Show what is in a token, without a key and without verifying it
    ///
    /// Anyone can write a token that reads well: never let anybody in because of what this shows.
    #[command(after_long_help = INSPECT_EXAMPLES)]
    Inspect(Inspect),
    /// Sign one UserSig for each line of a list of UserIDs
    ///
    /// Prints one JSON object a line, {"userid":...,"usersig":...}, in the order of the list and as the list is
    /// read: any length of it takes the same small memory.
    #[command(after_long_help = BATCH_EXAMPLES)]
    Batch(Batch),
    /// Explain a code with which the service refuses a UserSig
    #[command(after_long_help = "Examples:\n  usersig explain 70009\n  usersig explain")]
    Explain {
        /// The code, such as 70009; without it, all of them
        code: Option<String>,
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
    /// The application, as the console shows it: 1 to 4294967295
    #[arg(long, value_name = "N", env = "USERSIG_SDKAPPID", value_parser = sdkappid, allow_negative_numbers = true)]
    pub sdkappid: Option<SdkAppId>,
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

/// What every signed token takes.
#[derive(Debug, Args)]
pub struct Signing {
    #[command(flatten)]
    pub keys: SigningKeys,
    /// How long the token is valid: seconds, or a number with s, m, h, d or w; at most 50 years
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = str::parse::<Validity>, allow_negative_numbers = true)]
    pub expire: Validity,
    /// Issue time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// Take UserIDs outside the documented rule (1 to 32 of a-z A-Z 0-9 _ -): up to 1024 bytes of any text
    /// without control characters
    #[arg(long)]
    pub any_userid: bool,
}

#[derive(Debug, Args)]
pub struct Sign {
    #[command(flatten)]
    pub app: App,
    /// The user the token is for; one that starts with a dash is written --userid=-x
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
        allow_negative_numbers = true
    )]
    pub room: Option<u32>,
    /// Sign a PrivateMapKey for this string TRTC room: 1 to 64 bytes
    #[arg(long, value_name = "NAME", group = "a_room", help_heading = "PrivateMapKey")]
    pub room_str: Option<String>,
    /// What the user may do in the room: all, a number from 0 to 255, or names with commas between (create,
    /// enter, audio-send, audio-receive, video-send, video-receive, substream-send, substream-receive)
    /// [default: all]
    #[arg(long, value_name = "SET", requires = "a_room", value_parser = str::parse::<Privileges>, help_heading = "PrivateMapKey", allow_negative_numbers = true)]
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
    /// Seconds that a token is still taken after its expiry
    #[arg(long, value_name = "SECS", default_value_t = 0, allow_negative_numbers = true)]
    pub leeway: u64,
    /// What is printed: a text for people, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The token, or - to read it from standard input
    pub token: OsString,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// Tell the time left as of this time in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", value_parser = unix_time, allow_negative_numbers = true)]
    pub at: Option<UnixTime>,
    /// What is printed: a text for people, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The token, or - to read it from standard input
    pub token: OsString,
}

#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    pub app: App,
    #[command(flatten)]
    pub signing: Signing,
    /// Report a bad line and go on with the next, instead of ending there
    #[arg(long)]
    pub keep_going: bool,
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

fn sdkappid(text: &str) -> Result<SdkAppId, String> {
    let number = text.parse().map_err(|_| {
        "expected the number the console shows for the application, 1 to 4294967295".to_owned()
    })?;
    SdkAppId::new(number).map_err(|error| error.to_string())
}

fn unix_time(text: &str) -> Result<UnixTime, String> {
    match text.parse() {
        Ok(seconds) => Ok(UnixTime::from_secs(seconds)),
        Err(_) => Err("expected seconds since 1970, such as 1700000000".to_owned()),
    }
}
