//! Findings in Chinese. Their English is at home with them, in `finding` and `malformed`.

use crate::codes::explain;
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
        Malformed::Json { reason } => format!("JSON：无法解析：{reason}"),
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
        Malformed::ZlibHeader => "这不是 UserSig：检查是否误传了别的令牌（PrivateMapKey、JWT、密钥）",
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
