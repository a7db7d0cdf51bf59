//! Findings and errors in Chinese. Their English is beside their definitions, in `finding`, `malformed` and `error`.

use crate::codes::explain;
use crate::error::{Error, KeyProblem};
use crate::fields::{Leeway, Room, UserIdRule, Validity};
use crate::finding::{Finding, KeyKind};
use crate::language::Language;
use crate::record::{RecordMismatch, RecordRoom};
use crate::wire::malformed::Malformed;
use crate::wire::text::clip;

impl Finding {
    /// Returns what is wrong and what was expected, as a sentence in this language. In English, it is what `Display`
    /// writes.
    #[must_use]
    pub fn detail_in(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => detail(self),
        }
    }

    /// Returns what to do about it, as a sentence in this language.
    #[must_use]
    pub fn hint_in(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.hint(),
            Language::Chinese => hint(self),
        }
    }
}

impl Error {
    /// Returns what was wrong, what was expected and what to do, as a sentence in this language. In English, it is
    /// what `Display` writes.
    ///
    /// ```
    /// use usersig::{Language, SdkAppId};
    ///
    /// let error = SdkAppId::new(0).unwrap_err();
    /// assert!(error.detail_in(Language::Chinese).starts_with("SDKAppID 是 0；"));
    /// ```
    #[must_use]
    pub fn detail_in(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => error(self),
        }
    }
}

fn error(error: &Error) -> String {
    match error {
        Error::SdkAppIdZero => "SDKAppID 是 0；应为控制台显示的应用编号，1 到 4294967295".to_owned(),
        Error::UserIdEmpty { max } => format!("UserID 为空；应为 1 到 {max} 字节"),
        Error::UserIdTooLong { len, max } => format!("UserID 有 {len} 字节；最多 {max} 字节"),
        Error::UserIdCharacter { character, offset, rule } => {
            let more = match rule {
                UserIdRule::Trtc => "IM 的规则还接受其他可打印 ASCII 字符",
                _ => "早年导入的 ID 请选用接受任意文本的规则",
            };
            format!("UserID 在字节 {offset} 处有字符 {character:?}；应为{}；{more}", characters(*rule))
        }
        Error::UserIdControl { character, offset } => format!(
            "UserID 在字节 {offset} 处有控制字符 U+{:04X}；控制字符一律不接受，因为 UserID 里的换行能伪造另一个票据被签名\
             的文本；请在这个 ID 进入系统的地方拒绝或清理它",
            u32::from(*character)
        ),
        Error::ValidityOutOfRange { seconds } => {
            format!("有效期是 {seconds} 秒；应为 1 到 {} 秒（50 年）", Validity::MAX.as_seconds())
        }
        Error::ValiditySyntax { text } => format!(
            "{text:?} 不是有效期；应为秒数，例如 604800，或带单位 s、m、h、d、w（秒、分、时、天、周）的数字，例如 7d"
        ),
        Error::LeewayOutOfRange { seconds } => {
            format!("宽限是 {seconds} 秒；应为 0 到 {} 秒（一天）", Leeway::MAX.as_seconds())
        }
        Error::UserbufTooLong { len, max } => format!("userbuf 有 {len} 字节；最多 {max} 字节"),
        Error::RoomNumberOutOfRange { number } => {
            format!("房间号是 {number}；应为 1 到 {}", Room::MAX_NUMBER)
        }
        Error::RoomNameLength { len } => {
            format!("字符串房间的名称有 {len} 字节；应为 1 到 {} 字节", Room::MAX_NAME_LEN)
        }
        Error::RoomNameCharacter { character, offset } => format!(
            "字符串房间的名称在字节 {offset} 处有字符 {character:?}；应为 a-z A-Z 0-9、空格和 {}",
            Room::NAME_PUNCTUATION.trim_start()
        ),
        Error::PrivilegesOutOfRange { bits } => format!(
            "权限是 {bits}；应为 0 到 255（create 1、enter 2、audio-send 4、audio-receive 8、video-send 16、\
             video-receive 32、substream-send 64、substream-receive 128）"
        ),
        Error::PrivilegeName { name } => format!(
            "{name:?} 不是权限；应为 all、0 到 255 的数字，或用逗号分隔的 create、enter、audio-send、audio-receive、\
             video-send、video-receive、substream-send、substream-receive"
        ),
        Error::PrivateMapKeyExpiry { expires_at } => format!(
            "PrivateMapKey 将于 {expires_at} 到期；其记录最多写到 4294967295（2106 年 2 月 7 日）；请缩短有效期，或检查时钟"
        ),
        Error::ClockBefore1970 => "系统时钟早于 1970 年 1 月 1 日；请校准时钟，或指定时间".to_owned(),
        Error::SecretKeyEmpty => "密钥为空；应为控制台显示的应用密钥（通常是 64 个十六进制字符）".to_owned(),
        Error::SecretKeyWhitespace { offset, len } => format!(
            "密钥（共 {len} 字节）在字节 {offset} 处有空白或控制字符；应与控制台显示的完全一致；请去掉文件或复制带来的换行"
        ),
        Error::BadKey { expected, reason } => {
            let key = if expected.starts_with("private") { "私钥" } else { "公钥" };
            format!("{key}无法读取：{}；应为 P-256 或 secp256k1 曲线的 PEM", of_key(*reason))
        }
        Error::BufferTooSmall { needed, got } => format!("缓冲区有 {got} 字节；票据需要 {needed} 字节"),
    }
}

fn characters(rule: UserIdRule) -> &'static str {
    match rule {
        UserIdRule::Im => "可打印的 ASCII 字符（0x20 到 0x7E）",
        UserIdRule::Trtc => " a-z A-Z 0-9 _ -",
        UserIdRule::Any => "不含控制字符的 UTF-8",
    }
}

fn of_key(problem: KeyProblem) -> String {
    let labels = |labels: &str| labels.replace(" or ", " 或 ");
    match problem {
        KeyProblem::Empty => "内容为空".to_owned(),
        KeyProblem::NoBlock { expected } => format!("里面没有 PEM 块，应为 {}", labels(expected)),
        KeyProblem::OtherBlock { found, expected } => {
            format!("里面是 PEM 块 {found}，应为 {}", labels(expected))
        }
        KeyProblem::NoEnd { label } => format!("缺少结尾的 -----END {label}----- 行"),
        KeyProblem::Encrypted => "密钥是加密的，请先解密".to_owned(),
        KeyProblem::Base64 { label } => format!("{label} 中的 base64 已损坏"),
        KeyProblem::OtherCurve => "其 EC PARAMETERS 指明的是别的曲线".to_owned(),
        KeyProblem::Content { format } => format!("其 {format} 内容已损坏，或属于别的曲线"),
        KeyProblem::CannotSign => "用它签名失败".to_owned(),
    }
}

/// Translates why a document cannot be parsed, with its place in the document. A test has every reason.
fn of_json(reason: &str) -> String {
    let place = reason.rsplit_once(" at line ").and_then(|(_, place)| place.split_once(" column "));
    if let Some((line, column)) = place {
        let escape = reason.split_once(" has a bad escape").map_or("", |(field, _)| field);
        return match escape {
            "" => format!("第 {line} 行第 {column} 列有语法错误，或文档在此提前结束"),
            field => format!("{field} 里有错误的转义"),
        };
    }
    if let Some((byte, _)) = reason.strip_prefix("byte ").and_then(|rest| rest.split_once(' ')) {
        return format!("偏移 {byte} 处的字节不是 UTF-8");
    }
    if reason.ends_with("TLS.ver") {
        return "未压缩的文档只能是 1.0 版最早的格式，而它没有 TLS.ver".to_owned();
    }
    "文档不是 JSON 对象".to_owned()
}

impl KeyKind {
    /// Describes the kind in this language. In English, it is what [`KeyKind::describe`] returns.
    #[must_use]
    pub fn describe_in(self, language: Language) -> &'static str {
        match language {
            Language::English => self.describe(),
            Language::Chinese => key_kind(self),
        }
    }
}

fn key_kind(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Secret => "密钥（HMAC-SHA256，2.0 版）",
        KeyKind::Public => "公钥（ECDSA-SHA256，1.0 版）",
    }
}

/// A span of time in its two largest units.
fn span(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3_600 => format!("{} 分 {} 秒", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{} 小时 {} 分", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("{} 天 {} 小时", seconds / 86_400, seconds % 86_400 / 3_600),
    }
}

fn detail(finding: &Finding) -> String {
    match finding {
        Finding::Empty => "票据为空；应为一个 UserSig".to_owned(),
        Finding::Malformed(malformed) => unreadable(malformed),
        Finding::WrongKeyKind { token_needs, verifier_has } => {
            format!("该票据需要{}，校验时用的却是{}", key_kind(*token_needs), key_kind(*verifier_has))
        }
        Finding::SdkAppIdMismatch { expected, found } => {
            format!("票据属于 SDKAppID {}；应为 {expected}", clip(found))
        }
        Finding::UserIdMismatch { expected, found } => {
            format!("票据属于 UserID {:?}；应为 {:?}", clip(found), clip(expected))
        }
        Finding::BadSignature { key_kind: kind } => {
            format!("签名不匹配：由另一个密钥签发，或签发后被改动；校验用的是{}", key_kind(*kind))
        }
        Finding::Expired { expires_at, now } => {
            let ago = span(now.as_secs().saturating_sub(expires_at.as_secs()));
            format!("票据已于 {ago}前过期：有效期至 {expires_at}，现在是 {now}")
        }
        Finding::ValidityTooLong { validity, max } => {
            let max = max.as_seconds();
            format!("票据的有效期是 {validity} 秒（{}）；应不超过 {max} 秒", span(*validity))
        }
        Finding::UserbufMismatch { expected_len, found_len } => match (expected_len, found_len) {
            (None, Some(found)) => format!("票据带有 {found} 字节的 userbuf；应当没有"),
            (Some(expected), None) => format!("票据没有 userbuf；应有 {expected} 字节"),
            (Some(expected), Some(found)) => {
                format!("票据的 userbuf（{found} 字节）与预期的（{expected} 字节）不同")
            }
            (None, None) => "票据没有 userbuf，与预期一致".to_owned(),
        },
        Finding::RecordMismatch(mismatch) => record(mismatch),
    }
}

fn unreadable(malformed: &Malformed) -> String {
    match malformed {
        Malformed::TooLong { len, max } => format!("base64：票据有 {len} 个字符；最多 {max} 个"),
        Malformed::Alphabet { byte, offset } => {
            format!("base64：偏移 {offset} 处的字节 0x{byte:02X} 不在字母表 A-Z a-z 0-9 * - 之内（填充为 _）")
        }
        Malformed::Base64Length { len } => {
            format!("base64：{len} 个字符不是完整的 base64；应为四个一组，末组用 _ 填充或省略填充")
        }
        Malformed::ZlibHeader => "zlib：内容开头不是 zlib 头部（RFC 1950）".to_owned(),
        Malformed::ZlibData => "zlib：压缩数据已损坏".to_owned(),
        Malformed::Truncated => "zlib：数据流提前结束：票据被截断".to_owned(),
        Malformed::Checksum => "zlib：校验和（Adler-32）不符：有字符被改动".to_owned(),
        Malformed::TrailingBytes { extra } => format!("zlib：数据流之后还有 {extra} 字节；应当没有"),
        Malformed::InflatedTooLarge { max } => format!("zlib：解压后超过 {max} 字节"),
        Malformed::Json { reason } => format!("JSON：{}", of_json(reason)),
        Malformed::DuplicateKey { key } => format!("JSON：键 {key:?} 出现了两次；每个键只能出现一次"),
        Malformed::MissingField { field } => format!("字段：缺少 {field}"),
        Malformed::FieldType { field, expected } => {
            let expected = if expected.ends_with("number") { "数字" } else { "字符串" };
            format!("字段：{field} 应为 JSON {expected}")
        }
        Malformed::FieldNumber { field, found, .. } => format!(
            "字段：{field} 的值是 {found:?}；应为不超过 64 位的十进制数字，不带符号、小数、指数或前导零（最早的格式里时间是\
             日期）"
        ),
        Malformed::ControlCharacter { field, character } => format!(
            "字段：{field} 含有控制字符 U+{:04X}；被签名的值里若有换行，就能伪造另一份文档",
            u32::from(*character)
        ),
        Malformed::FieldBase64 { field } => format!("字段：{field} 不是规范的 base64（RFC 4648，带填充）"),
        Malformed::Version { found } => {
            format!("字段：TLS.ver 的值是 {found:?}；应为 \"2.0\"，1.0 版则没有 TLS.ver")
        }
    }
}

fn room(room: &RecordRoom) -> String {
    match room {
        RecordRoom::Number(number) => format!("房间 {number}"),
        RecordRoom::Name(name) => format!("字符串房间 {:?}", clip(name)),
    }
}

fn record(mismatch: &RecordMismatch) -> String {
    match mismatch {
        RecordMismatch::Missing => "票据没有 PrivateMapKey 记录；应有一条房间的记录".to_owned(),
        RecordMismatch::UserId { record, token } => {
            format!("PrivateMapKey 记录属于 UserID {:?}；其票据属于 {:?}", clip(record), clip(token))
        }
        RecordMismatch::SdkAppId { record, token } => {
            format!("PrivateMapKey 记录属于 SDKAppID {record}；其票据属于 {}", clip(token))
        }
        RecordMismatch::RoomZero => "PrivateMapKey 记录的房间号是 0，不是有效房间".to_owned(),
        RecordMismatch::Expiry { record, token } => {
            format!("PrivateMapKey 记录的有效期至 {record}；其票据至 {token}")
        }
        RecordMismatch::Expired { expired_at, now } => {
            format!("PrivateMapKey 记录的有效期至 {expired_at}，现在是 {now}")
        }
        RecordMismatch::Room { record, expected } => {
            format!("PrivateMapKey 记录对应{}；应为{}", room(record), room(expected))
        }
        RecordMismatch::Privileges { missing } => {
            let names: Vec<_> = missing.names().collect();
            format!("PrivateMapKey 记录不允许 {}", names.join("、"))
        }
    }
}

fn hint(finding: &Finding) -> &'static str {
    match finding {
        Finding::Malformed(malformed) => hint_of_unreadable(malformed),
        Finding::WrongKeyKind { token_needs: KeyKind::Public, .. } => {
            "用应用的公钥校验这个 1.0 版票据；若应用已迁移到 2.0 版，则用密钥重新签发"
        }
        Finding::WrongKeyKind { token_needs: KeyKind::Secret, .. } => {
            "用应用的密钥校验这个 2.0 版票据，绝不能用公钥"
        }
        Finding::ValidityTooLong { .. } => "签发有效期更短的票据，并找出签发更长有效期的代码",
        Finding::UserbufMismatch { expected_len: None, .. } => {
            "在需要普通 UserSig 的地方传入了 PrivateMapKey 或其他带 userbuf 的票据：请传 UserSig"
        }
        Finding::UserbufMismatch { .. } => "请传入用该 userbuf 签发的票据",
        Finding::RecordMismatch(mismatch) => hint_of_record(mismatch),
        other => other
            .service_code()
            .and_then(|code| explain(&code.number().to_string()).into_iter().next())
            .map_or("", |entry| entry.advice(Language::Chinese)),
    }
}

fn hint_of_unreadable(malformed: &Malformed) -> &'static str {
    match malformed {
        Malformed::TooLong { .. } | Malformed::InflatedTooLarge { .. } => {
            "UserSig 不会这么大：检查粘贴或发送的究竟是什么"
        }
        Malformed::Alphabet { .. } => {
            "原样使用签发出的票据：不带引号、空格或换行，不做 URL 编码，base64 中的 + / = 换成 * - _"
        }
        Malformed::Base64Length { .. } | Malformed::Truncated => {
            "末尾缺失：查找过短的数据库列、日志或缓冲区，然后重新签发"
        }
        Malformed::ZlibHeader => "这不是 UserSig：检查是否误传了别的内容（UserID、JWT、密钥）",
        Malformed::ZlibData | Malformed::Checksum | Malformed::TrailingBytes { .. } => {
            "票据在传递途中被改动：与服务端签发的逐字比对，然后重新签发"
        }
        _ => "签发代码写出了服务端不接受的文档：用本库签发，再与之比对",
    }
}

fn hint_of_record(mismatch: &RecordMismatch) -> &'static str {
    match mismatch {
        RecordMismatch::Missing => "请传入为该房间签发的 PrivateMapKey，而不是 UserSig",
        RecordMismatch::UserId { .. } => {
            "记录与票据使用同一个 UserID 签发；逐字符复制 UserID 的代码会损坏非 ASCII 的 UserID"
        }
        RecordMismatch::SdkAppId { .. } => "记录与票据使用同一个 SDKAppID 签发",
        RecordMismatch::RoomZero => "为 1 到 4294967294 的房间号或字符串房间签发 PrivateMapKey",
        RecordMismatch::Expiry { .. } => "记录里写签发时间加有效期，单位是 Unix 秒，大端序",
        RecordMismatch::Expired { .. } => "签发新的 PrivateMapKey",
        RecordMismatch::Room { .. } => "为用户要进入的房间签发 PrivateMapKey",
        RecordMismatch::Privileges { .. } => "签发带有所缺权限的 PrivateMapKey",
    }
}
