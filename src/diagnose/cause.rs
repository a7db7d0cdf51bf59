//! The causes: their stable names, and their texts in English and Chinese.

use crate::language::Language;

macro_rules! causes {
    ($($variant:ident = $name:literal {
        $en:literal, $en_fix:literal;
        $zh:literal, $zh_fix:literal
    })*) => {
        /// A mistake because of which a token is not valid: in the code that made it, or in how it was passed on.
        ///
        /// The names are stable and the same in every language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $en] $variant,)*
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the stable name, such as `gzip`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the texts with places for values: the detail and the fix.
            pub(super) fn templates(self, language: Language) -> (&'static str, &'static str) {
                match (self, language) {
                    $((Self::$variant, Language::English) => ($en, $en_fix),
                      (Self::$variant, Language::Chinese) => ($zh, $zh_fix),)*
                }
            }
        }
    };
}

causes! {
    InsideUrl = "inside_url" {
        "the token is a parameter of a URL or of a query string ({0})",
        "pass only the value of the parameter, and decode its percent signs; everything after the & is another parameter";
        "票据是 URL 或查询字符串中的一个参数（{0}）",
        "只取该参数的值，并解码其中的百分号编码；& 之后是别的参数"
    }
    InsideJson = "inside_json" {
        "the token is inside a JSON text (member {0})",
        "parse the JSON, and pass only the value of that member";
        "票据在一段 JSON 里（成员 {0}）",
        "先解析 JSON，只传该成员的值"
    }
    InsideText = "inside_text" {
        "the token is inside other text, such as a log line or a header",
        "pass only the token, without the text around it";
        "票据夹在其他文字里，例如一行日志或一个请求头",
        "只传票据本身，去掉前后的文字"
    }
    PercentEncoded = "percent_encoded" {
        "the token is percent-encoded ({0})",
        "decode it once before it is used; when it is put into a URL, encode it once";
        "票据经过了百分号编码（{0}）",
        "使用前解码一次；放进 URL 时只编码一次"
    }
    Quoted = "quoted" {
        "the token has quotation marks or backslashes around or inside it",
        "pass the value, not its source text: parse the JSON or the string literal first";
        "票据带着引号或反斜杠",
        "传值本身，而不是它的源码写法：先解析 JSON 或字符串字面量"
    }
    LineBroken = "line_broken" {
        "the token is broken into {0} lines",
        "join the lines; use a base64 encoder that does not wrap (in Java getEncoder, not getMimeEncoder; base64 -w 0)";
        "票据被折成了 {0} 行",
        "把各行拼接起来；使用不折行的 base64 编码（Java 用 getEncoder 而不是 getMimeEncoder；base64 -w 0）"
    }
    ByteOrderMark = "byte_order_mark" {
        "the text starts with a byte order mark, which an editor wrote",
        "save the file as UTF-8 without a byte order mark";
        "文本以字节顺序标记（BOM）开头，是编辑器写入的",
        "将文件保存为不带 BOM 的 UTF-8"
    }
    Utf16 = "utf16" {
        "the text is UTF-16, as PowerShell's > writes it",
        "write UTF-8: in PowerShell, Out-File -Encoding ascii";
        "文本是 UTF-16 编码，PowerShell 的 > 会这样写文件",
        "改写为 UTF-8：在 PowerShell 中用 Out-File -Encoding ascii"
    }
    Shortened = "shortened" {
        "the token was shortened by a program that shows it with an ellipsis",
        "copy the complete token: from the value in the program, not from its log or debugger view";
        "票据被显示它的程序用省略号缩短了",
        "从完整的地方复制：取程序里的值，而不是日志或调试器里的显示"
    }
    Placeholder = "placeholder" {
        "this is {0}, which a program writes for a missing value, or which is the sample text of a template",
        "look for the call that was to deliver the token: it failed, has not finished yet, or its result has another name";
        "这是 {0}：程序对缺失值的写法，或模板里的示例文字",
        "检查本应给出票据的调用：它失败了、尚未完成，或者结果的字段名不同"
    }
    Jwt = "jwt" {
        "this is a JSON Web Token (three parts separated by dots), not a UserSig",
        "pass the UserSig that the server signs for the user, not the session token of your own login";
        "这是 JSON Web Token（以点分隔的三段），不是 UserSig",
        "传服务端为用户签发的 UserSig，而不是自己登录系统的会话令牌"
    }
    TwoPart = "two_part" {
        "these are two parts separated by a dot (a MAC and a payload), which is not the format of a UserSig",
        "sign with this library: a UserSig is base64 of zlib of a JSON document, with the signature inside it";
        "这是以点分隔的两段（签名与内容），不是 UserSig 的格式",
        "用本库签发：UserSig 是对 JSON 文档做 zlib 压缩再做 base64，签名在文档里面"
    }
    Base64Standard = "base64_standard" {
        "the token is encoded in standard base64",
        "replace + by *, / by - and = by _ after encoding";
        "票据用的是标准 base64",
        "编码后把 + 换成 *、/ 换成 -、= 换成 _"
    }
    Base64Url = "base64_url" {
        "the token is encoded in URL-safe base64 (RFC 4648), whose alphabet differs from that of a UserSig",
        "encode with standard base64, then replace + by *, / by - and = by _; - and _ have other meanings here";
        "票据用的是 RFC 4648 的 URL 安全 base64，与 UserSig 的字母表不同",
        "用标准 base64 编码，再把 + 换成 *、/ 换成 -、= 换成 _；这里 - 和 _ 的含义不同"
    }
    Gzip = "gzip" {
        "the document is compressed with gzip",
        "compress with zlib (RFC 1950): deflate or compress, not gzip; the stream starts with 78";
        "文档是用 gzip 压缩的",
        "改用 zlib（RFC 1950）压缩：用 deflate 或 compress，而不是 gzip；数据流以 78 开头"
    }
    RawDeflate = "raw_deflate" {
        "the document is compressed with raw deflate, without the header and checksum of zlib",
        "compress with zlib (RFC 1950): a window of 15, not -15; in Java new Deflater() without nowrap; in Node deflateSync, not deflateRawSync";
        "文档是裸 deflate 压缩，缺少 zlib 的头部和校验",
        "改用 zlib（RFC 1950）压缩：窗口参数用 15 而不是 -15；Java 用 new Deflater() 且不设 nowrap；Node 用 deflateSync 而不是 deflateRawSync"
    }
    NotCompressed = "not_compressed" {
        "the document is in base64 without having been compressed",
        "compress the JSON document with zlib before base64";
        "文档没有压缩就做了 base64",
        "先用 zlib 压缩 JSON 文档，再做 base64"
    }
    Base64Twice = "base64_twice" {
        "the token was encoded in base64 twice",
        "encode once: the function that compresses may have encoded already";
        "票据做了两次 base64",
        "只编码一次：压缩函数可能已经做过编码"
    }
    BareMac = "bare_mac" {
        "this is only the signature ({0} bytes), without the document that it signs",
        "put the signature into the JSON document as TLS.sig, compress that with zlib, and encode it in base64";
        "这只是签名（{0} 字节），没有被签名的文档",
        "把签名作为 TLS.sig 放进 JSON 文档，用 zlib 压缩，再做 base64"
    }
    BareDocument = "bare_document" {
        "this is the JSON document itself, neither compressed nor encoded",
        "compress the document with zlib, then encode it in base64";
        "这是 JSON 文档本身，既没有压缩也没有编码",
        "用 zlib 压缩文档，再做 base64"
    }
    SignedTextOnly = "signed_text_only" {
        "this is the text that is signed (TLS.identifier:…), not the JSON document",
        "sign this text, and put the signature into a JSON document with the same values";
        "这是被签名的文本（TLS.identifier:…），不是 JSON 文档",
        "对这段文本签名，再把签名和相同的值写进 JSON 文档"
    }
    Truncated = "truncated" {
        "the end of the token is missing; {0} characters of its document can still be read",
        "look for what is too short: a database column, a buffer of 2048 bytes, a log line, a header";
        "票据末尾缺失；其文档还能读出 {0} 个字符",
        "查找过短之处：数据库列、2048 字节的缓冲区、日志行或请求头"
    }
    VersionMissing = "version_missing" {
        "the document has the names of version 2.0, but no TLS.ver",
        "add \"TLS.ver\": \"2.0\" to the document";
        "文档用的是 2.0 版的字段名，却没有 TLS.ver",
        "在文档中加上 \"TLS.ver\": \"2.0\""
    }
    NumberAsText = "number_as_text" {
        "{0} is a JSON string; the service accepts it, and other implementations write a number",
        "write the value as a JSON number";
        "{0} 是 JSON 字符串；服务端会接受，但其他实现写的是数字",
        "把该值写成 JSON 数字"
    }
    TextAsNumber = "text_as_number" {
        "{0} is not the JSON type that its format has (found {1})",
        "write TLS.ver, TLS.identifier, TLS.userbuf and TLS.sig as JSON strings, and in version 1.0 every value";
        "{0} 的 JSON 类型不对（实际为 {1}）",
        "TLS.ver、TLS.identifier、TLS.userbuf 和 TLS.sig 写成 JSON 字符串；1.0 版的所有值都是字符串"
    }
    MemberRenamed = "member_renamed" {
        "the document has a member {0}; the format's name is {1}",
        "write the names exactly as the format has them, upper and lower case included";
        "文档里有成员 {0}；格式规定的名字是 {1}",
        "成员名要与格式完全一致，包括大小写"
    }
    TimeInMilliseconds = "time_in_milliseconds" {
        "TLS.time is {0}: milliseconds; in seconds it would be {1}",
        "divide the clock by 1000: in Java System.currentTimeMillis() / 1000, in JavaScript Math.floor(Date.now() / 1000)";
        "TLS.time 是 {0}：单位是毫秒；换成秒应为 {1}",
        "把时间除以 1000：Java 用 System.currentTimeMillis() / 1000，JavaScript 用 Math.floor(Date.now() / 1000)"
    }
    TimeInTicks = "time_in_ticks" {
        "TLS.time is {0}: microseconds, nanoseconds or ticks, not seconds",
        "write Unix seconds: in C# DateTimeOffset.UtcNow.ToUnixTimeSeconds()";
        "TLS.time 是 {0}：单位是微秒、纳秒或 ticks，而不是秒",
        "写入 Unix 秒：C# 用 DateTimeOffset.UtcNow.ToUnixTimeSeconds()"
    }
    ValidityInMilliseconds = "validity_in_milliseconds" {
        "the validity is {0} seconds, which is 1000 times {1} seconds",
        "give the validity in seconds, not in milliseconds";
        "有效期是 {0} 秒，恰为 {1} 秒的 1000 倍",
        "有效期以秒为单位，不是毫秒"
    }
    ValidityIsAMoment = "validity_is_a_moment" {
        "the validity is {0}, which is a point in time; probably {1} seconds were meant, from the issue time to it",
        "give a length in seconds, not the time at which the token is to expire";
        "有效期是 {0}，这是一个时间点；想要的可能是签发后 {1} 秒",
        "有效期填时长（秒），不是到期的时间点"
    }
    ValidityZero = "validity_zero" {
        "the validity is 0 seconds: the token expires in the second in which it is issued",
        "give the validity in seconds, such as 604800; look for a variable that was never set or a division to 0";
        "有效期是 0 秒：票据在签发的那一秒就过期",
        "以秒为单位给出有效期，例如 604800；检查未赋值的变量或被除成 0 的计算"
    }
    ValidityAboveLimit = "validity_above_limit" {
        "the validity is {0} seconds, above the documented limit of 1576800000 (50 years)",
        "give a validity in seconds of at most 50 years; an SDKAppID in its place is a common mistake";
        "有效期是 {0} 秒，超过文档规定的上限 1576800000（50 年）",
        "有效期不超过 50 年，单位为秒；把 SDKAppID 填进有效期是常见的错误"
    }
    IssuedInFuture = "issued_in_future" {
        "the token was issued {0} seconds in the future",
        "set the clock of the signing server (NTP), and write UTC: a time zone added by hand shifts it";
        "票据的签发时间在 {0} 秒之后的未来",
        "校准签发服务器的时钟（NTP），并使用 UTC：手工加时区会使其偏移"
    }
    MacInHex = "mac_in_hex" {
        "the signature is written in hexadecimal",
        "encode the 32 bytes of the MAC in base64: use the raw digest, not its hex text";
        "签名写成了十六进制",
        "对 MAC 的 32 个字节做 base64：取原始摘要，而不是它的十六进制文本"
    }
    MacLength = "mac_length" {
        "the signature has {0} bytes; an HMAC-SHA256 has 32",
        "sign with HMAC-SHA256: another hash (MD5, SHA-1, SHA-512) or a truncated value does not verify";
        "签名有 {0} 字节；HMAC-SHA256 是 32 字节",
        "使用 HMAC-SHA256：其他散列（MD5、SHA-1、SHA-512）或被截断的值无法通过验证"
    }
    TextLiteralBackslashN = "text_literal_backslash_n" {
        "your key is right: the signed text has the two characters \\n instead of a line feed",
        "use a string literal that makes a line feed: double quotes in PHP and shell, no raw string";
        "密钥是对的：被签名的文本里是 \\n 两个字符，而不是换行符",
        "使用会产生换行的字符串：PHP 和 shell 用双引号，不要用原始字符串"
    }
    TextCrlf = "text_crlf" {
        "your key is right: the lines of the signed text end with CR LF",
        "end each line with a line feed alone (\\n), not with the system's line separator";
        "密钥是对的：被签名文本的行尾是 CR LF",
        "每行只用换行符 \\n 结尾，不要用系统的行分隔符"
    }
    TextNoFinalLineEnd = "text_no_final_line_end" {
        "your key is right: the signed text ended without a line feed",
        "end the last line with a line feed too";
        "密钥是对的：被签名的文本末尾缺少换行符",
        "最后一行也要以换行符结尾"
    }
    TextOtherOrder = "text_other_order" {
        "your key is right: the lines of the signed text are in another order ({0})",
        "sign TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire, then TLS.userbuf if there is one";
        "密钥是对的：被签名文本的各行顺序不同（{0}）",
        "按 TLS.identifier、TLS.sdkappid、TLS.time、TLS.expire 的顺序签名，有 TLS.userbuf 时放在最后"
    }
    TextIsTheJson = "text_is_the_json" {
        "your key is right: the JSON document was signed, not the lines of text",
        "sign the lines TLS.identifier:…, TLS.sdkappid:…, TLS.time:…, TLS.expire:…, each ended by a line feed";
        "密钥是对的：被签名的是 JSON 文档，而不是各行文本",
        "对 TLS.identifier:…、TLS.sdkappid:…、TLS.time:…、TLS.expire:… 各行签名，每行以换行符结尾"
    }
    TextWithoutUserbuf = "text_without_userbuf" {
        "your key is right: the signed text leaves out the userbuf that the document has",
        "add the line TLS.userbuf: with the same base64 text to what is signed";
        "密钥是对的：被签名的文本缺少文档里的 userbuf",
        "在被签名的文本里加上 TLS.userbuf: 一行，内容与文档中的 base64 相同"
    }
    TextExpiresAt = "text_expires_at" {
        "your key is right: the signed text has the time of expiry where the document has the validity",
        "sign the same TLS.expire that the document has: a length in seconds";
        "密钥是对的：被签名的文本里写的是到期时间，而文档里是有效期",
        "签名用的 TLS.expire 要与文档一致：以秒为单位的时长"
    }
    KeyWithLineEnd = "key_with_line_end" {
        "the text is right: the key was used with a line end after it",
        "trim the key after reading it from a file or a variable";
        "文本是对的：使用的密钥末尾带着换行",
        "从文件或变量读出密钥后去掉首尾空白"
    }
    KeyWithSpace = "key_with_space" {
        "the text is right: the key was used with a space around it",
        "trim the key; look at the configuration file that it comes from";
        "文本是对的：使用的密钥前后带着空格",
        "去掉密钥首尾空白；检查它所在的配置文件"
    }
    KeyQuoted = "key_quoted" {
        "the text is right: the key was used with quotation marks around it",
        "remove the quotation marks: an environment file or a shell kept them";
        "文本是对的：使用的密钥带着引号",
        "去掉引号：环境文件或 shell 保留了它们"
    }
    KeyHexDecoded = "key_hex_decoded" {
        "the text is right: the key was decoded from hexadecimal before it was used",
        "use the key's text as the console shows it: its characters are the bytes of the HMAC key";
        "文本是对的：密钥在使用前被按十六进制解码了",
        "直接使用控制台显示的密钥文本：它的字符就是 HMAC 密钥的字节"
    }
    KeyBase64Decoded = "key_base64_decoded" {
        "the text is right: the key was decoded from base64 before it was used",
        "use the key's text as the console shows it: nothing in it is decoded";
        "文本是对的：密钥在使用前被按 base64 解码了",
        "直接使用控制台显示的密钥文本：不做任何解码"
    }
    KeyUpperCase = "key_upper_case" {
        "the text is right: the key was used with different upper and lower case",
        "use the key exactly as the console shows it";
        "文本是对的：密钥的大小写不同",
        "完全按控制台显示的样子使用密钥"
    }
    KeyPlaceholder = "key_placeholder" {
        "the token was signed with a sample key or an empty one, not with the application's",
        "set the key of the application in the code or the configuration that signs";
        "票据是用示例密钥或空密钥签发的，不是应用的密钥",
        "在签发的代码或配置里填入应用的密钥"
    }
    RecordExpired = "record_expired" {
        "the PrivateMapKey record ended at {0}, before its token",
        "write the issue time plus the validity into the record, not only the validity";
        "PrivateMapKey 记录在 {0} 就已结束，早于其票据",
        "记录里写签发时间加有效期，而不是只写有效期"
    }
    RecordUserIdMismatch = "record_userid_mismatch" {
        "the PrivateMapKey record is for another user than its token",
        "sign the record and the token for the same UserID";
        "PrivateMapKey 记录的用户与其票据不同",
        "记录与票据使用同一个 UserID 签发"
    }
    RecordSdkAppIdMismatch = "record_sdkappid_mismatch" {
        "the PrivateMapKey record is for SDKAppID {0}, but its token is for another",
        "sign the record and the token for the same SDKAppID";
        "PrivateMapKey 记录的 SDKAppID 是 {0}，与其票据不同",
        "记录与票据使用同一个 SDKAppID 签发"
    }
    RecordRoomZero = "record_room_zero" {
        "the PrivateMapKey record is for room 0, which is not a room",
        "give the room's number, 1 to 4294967294, or sign for a string room";
        "PrivateMapKey 记录的房间号是 0，不是有效房间",
        "填写 1 到 4294967294 的房间号，或为字符串房间签发"
    }
    RecordLittleEndian = "record_little_endian" {
        "the numbers of the PrivateMapKey record are in little-endian order",
        "write them in big-endian order (network byte order)";
        "PrivateMapKey 记录里的数字是小端序",
        "按大端序（网络字节序）写入"
    }
    RecordCorruptAccount = "record_corrupt_account" {
        "the UserID in the PrivateMapKey record is corrupt: its characters were written as one byte each",
        "write the UTF-8 bytes of the UserID, and their number as the length";
        "PrivateMapKey 记录里的 UserID 已损坏：每个字符只写了一个字节",
        "写入 UserID 的 UTF-8 字节，长度填字节数"
    }
    KeyIsPemBody = "key_is_pem_body" {
        "the key is the content of a PEM file without its BEGIN and END lines",
        "for version 1.0, give the whole PEM file as a private or public key; for version 2.0, the console's secret key";
        "给出的密钥是 PEM 文件的内容，缺少 BEGIN 和 END 行",
        "1.0 版请以私钥或公钥给出完整的 PEM 文件；2.0 版请用控制台的密钥"
    }
    KeyIsPrivateKey = "key_is_private_key" {
        "the secret key is a PEM key, which belongs to version 1.0",
        "give it as a private or public key, not as the secret key of version 2.0";
        "作为密钥给出的是 PEM 密钥，它属于 1.0 版",
        "请作为私钥或公钥给出，而不是 2.0 版的密钥"
    }
    KeyIsApiSecret = "key_is_api_secret" {
        "the key is a SecretId of the cloud API (AKID…), not the key of an IM or TRTC application",
        "copy the key from the application's page in the IM or TRTC console";
        "给出的是云 API 的 SecretId（AKID…），不是 IM 或 TRTC 应用的密钥",
        "请到 IM 或 TRTC 控制台的应用页面取密钥"
    }
    KeyIsAssignment = "key_is_assignment" {
        "the key is a line of a configuration file (a name with its value), not only the value",
        "pass only the value after the equals sign or the colon, without quotation marks";
        "给出的密钥是配置文件的一行（名字和值），而不只是值",
        "只给出等号或冒号后面的值，不带引号"
    }
    KeyLooksShort = "key_looks_short" {
        "the key has {0} hexadecimal digits; a console key has 64, so a part of it is missing",
        "copy the whole key from the console";
        "密钥只有 {0} 个十六进制字符；控制台的密钥是 64 个，缺了一部分",
        "从控制台完整复制密钥"
    }
    KeyLooksLong = "key_looks_long" {
        "the key has {0} hexadecimal digits; a console key has 64",
        "copy only the key from the console, once";
        "密钥有 {0} 个十六进制字符；控制台的密钥是 64 个",
        "从控制台只复制一次密钥"
    }
    KeyIsPlaceholder = "key_is_placeholder" {
        "the key is a sample text or empty",
        "use the application's key from the console";
        "密钥是示例文字或为空",
        "换成控制台里应用的密钥"
    }
    PemEscapedLineEnds = "pem_escaped_line_ends" {
        "the PEM key has the two characters \\n instead of line ends",
        "replace them by line ends: an environment variable or a JSON file escaped them";
        "PEM 密钥里是 \\n 两个字符，而不是换行",
        "替换成真正的换行：环境变量或 JSON 文件对它做了转义"
    }
    PemRsa = "pem_rsa" {
        "the PEM key is an RSA key; a UserSig of version 1.0 needs an EC key",
        "use the keys from the console's keys.zip (P-256)";
        "PEM 密钥是 RSA 密钥；1.0 版的 UserSig 需要 EC 密钥",
        "使用控制台 keys.zip 里的密钥（P-256）"
    }
}
