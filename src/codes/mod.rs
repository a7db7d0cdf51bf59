//! The error codes of IM and TRTC about a UserSig or a PrivateMapKey, and codes that are easily mistaken for them:
//! [`explain`].
//!
//! The codes are in `table.rs`, each once, with its texts in English and Chinese. They come from public tables and
//! headers, which differ; where they do, the entry has a [note](Explanation::note).

mod table;

use crate::language::Language;

/// A text in both languages: English, Chinese.
type Text = (&'static str, &'static str);

/// Both texts, one behind the other. A library that the system may load anywhere has 24 bytes more for each address in it:
/// so one address here saves a twentieth of what an app for Android gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Both {
    texts: &'static str,
    chinese_at: u16,
}

impl Both {
    const fn new(texts: &'static [u8], chinese_at: usize) -> Self {
        assert!(texts.len() <= u16::MAX as usize, "a text of some lines");
        match std::str::from_utf8(texts) {
            Ok(texts) => Self { texts, chinese_at: chinese_at as u16 },
            #[expect(clippy::panic, reason = "this runs when it is compiled")]
            Err(_) => panic!("two texts are a text"),
        }
    }

    fn pick(self, language: Language) -> &'static str {
        let texts = self.texts.split_at_checked(self.chinese_at.into());
        debug_assert!(texts.is_some(), "{self:?}");
        pick(texts.unwrap_or_default(), language)
    }
}

const fn join<const LEN: usize>((english, chinese): Text) -> [u8; LEN] {
    let mut joined = [0; LEN];
    let (first, second) = joined.split_at_mut(english.len());
    first.copy_from_slice(english.as_bytes());
    second.copy_from_slice(chinese.as_bytes());
    joined
}

/// What one documented error code means, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    layer: Layer,
    subject: Subject,
    numbers: &'static [i32],
    names: &'static [&'static str],
    meaning: Both,
    advice: Both,
    note: Both,
}

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// The UserSig, or what is presented with it: the UserID and the SDKAppID.
    UserSig,
    /// The PrivateMapKey and the permissions in it.
    PrivateMapKey,
    /// Something else, although the code appears at login or when a room is entered.
    Other,
}

macro_rules! layers {
    ($($(#[doc = $doc:literal])* $layer:ident: $english:literal, $chinese:literal;)*) => {
        /// Which part of the products returns a code. The same number may have another meaning in another layer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Layer {
            $($(#[doc = $doc])* $layer,)*
        }

        impl Layer {
            /// Every layer, in the order of [`explanations`].
            pub const ALL: &'static [Self] = &[$(Self::$layer),*];

            /// Returns the layer's title.
            #[must_use]
            pub fn title(self, language: Language) -> &'static str {
                pick(match self { $(Self::$layer => ($english, $chinese),)* }, language)
            }
        }
    };
}

layers! {
    /// The account server, which verifies a UserSig.
    Account: "account server (IM, REST API, kits; in TRTC Web an extraCode under 5400)",
        "账号服务（IM、REST API、含 UI 组件；TRTC Web 中为 5400 的 extraCode）";
    /// The IM SDK, in the client.
    ImSdk: "IM SDK, in the client", "IM SDK（客户端本地）";
    /// The IM SDK's V3 codes, which its headers keep in a section of their own.
    ImLegacy: "IM SDK, legacy V3 codes", "IM SDK（V3 旧版错误码）";
    /// The IM service's access layer.
    ImAccess: "IM access layer", "IM 接入层";
    /// The IM servers behind it and their REST API.
    ImServer: "IM servers and REST API", "IM 后台与 REST API";
    /// The TRTC SDK for native platforms.
    TrtcSdk: "TRTC native SDK, in the client", "TRTC Native SDK（客户端本地）";
    /// The TRTC servers.
    TrtcServer: "TRTC servers (native SDK; in TRTC Web an extraCode under 5400)",
        "TRTC 后台（Native SDK；TRTC Web 中为 5400 的 extraCode）";
    /// The TRTC SDK for the Web, version 5.
    TrtcWeb: "TRTC Web SDK v5", "TRTC Web SDK v5";
    /// Its `extraCode`s.
    TrtcWebExtra: "TRTC Web SDK v5, extraCode", "TRTC Web SDK v5 的 extraCode";
    /// The TRTC SDK for the Web, version 4.
    TrtcWebV4: "TRTC Web SDK v4", "TRTC Web SDK v4";
    /// TRTC's cloud API 3.0, whose codes are texts.
    TrtcCloudApi: "TRTC cloud API 3.0", "TRTC 云 API 3.0";
    /// The RoomEngine under RoomKit and LiveKit.
    RoomEngine: "RoomEngine and LiveKit", "RoomEngine 与 LiveKit";
    /// CallKit.
    CallKit: "CallKit", "CallKit";
    /// The text of an error of the service, without a number of its own.
    Message: "error messages of the service", "服务端错误信息";
}

impl Explanation {
    /// Returns the numbers that have this meaning, the usual one first; none if the code is a text. Numbers are listed with
    /// their signs; codes of the account server also with a minus sign, if a table has them so.
    #[must_use]
    pub fn numbers(&self) -> &'static [i32] {
        self.numbers
    }

    /// Returns the names in headers and tables, such as `ERR_USER_SIG_EXPIRED`; none if there are only numbers.
    #[must_use]
    pub fn names(&self) -> &'static [&'static str] {
        self.names
    }

    /// Returns which part of the products returns the code.
    #[must_use]
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Returns what the code is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// Returns what the code means.
    #[must_use]
    pub fn meaning(&self, language: Language) -> &'static str {
        self.meaning.pick(language)
    }

    /// Returns what to do about the code.
    #[must_use]
    pub fn advice(&self, language: Language) -> &'static str {
        self.advice.pick(language)
    }

    /// Returns where the documents disagree, or what they do not state.
    #[must_use]
    pub fn note(&self, language: Language) -> Option<&'static str> {
        Some(self.note.pick(language)).filter(|note| !note.is_empty())
    }

    fn has_number(&self, number: i64) -> bool {
        self.numbers.iter().any(|own| {
            let own = i64::from(*own);
            own == number || (is_account_code(own) && own.unsigned_abs() == number.unsigned_abs())
        })
    }

    fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// Returns every code, by layer and then by number without its sign.
///
/// ```
/// use usersig::{Layer, explanations};
///
/// let first = &explanations()[0];
/// assert_eq!((first.layer(), first.numbers()), (Layer::Account, &[70001, -70001][..]));
/// ```
#[must_use]
pub fn explanations() -> &'static [Explanation] {
    table::TABLE
}

/// Returns what a code means: one entry for each layer that has the code, and none if this library does not know it; the
/// service may still use it.
///
/// The code is a decimal number or a name, in either case. Numbers are compared with their signs, except those of the
/// account server (70000 to 70999), which an old native header lists with a minus sign.
///
/// ```
/// use usersig::{Language, explain};
///
/// assert_eq!(explain("-70001"), explain("70001"));
/// assert_eq!(explain("err_user_sig_expired"), explain("6206"));
/// assert_eq!(explain("-100018")[0].numbers(), [-100018]);
/// assert_eq!(explain("70009")[0].meaning(Language::Chinese), "签名校验不通过");
/// assert!(explain("12345").is_empty());
/// ```
#[must_use]
pub fn explain(code: &str) -> Vec<&'static Explanation> {
    let code = code.trim();
    let is_asked_for = |entry: &&Explanation| match code.parse() {
        Ok(number) => entry.has_number(number),
        Err(_) => entry.has_name(code),
    };
    table::TABLE.iter().filter(is_asked_for).collect()
}

fn is_account_code(number: i64) -> bool {
    (70_000..71_000).contains(&number.unsigned_abs())
}

fn pick(text: Text, language: Language) -> &'static str {
    match language {
        Language::English => text.0,
        Language::Chinese => text.1,
    }
}
