//! The codes, their names and their texts.
//!
//! Sources: the IM SDK's `TIMErrorCode.h` and IM's tables of error codes (an older and a newer one), the TRTC SDK's
//! `TXLiteAVCode.h` (with the codes that it calls internal) and the current table that replaces it, the reference of
//! `trtc-sdk-v5`, the pages of the REST and cloud APIs and of the kits. The texts are this project's.

#![allow(clippy::unreadable_literal, reason = "the codes are written as people search for them")]

use super::{Both, Explanation, Layer, Subject, Text, join};
use crate::service_code::ServiceCode;

/// Makes one text of both when this is compiled.
macro_rules! both {
    ($text:expr) => {{
        const TEXT: Text = $text;
        const JOINED: [u8; TEXT.0.len() + TEXT.1.len()] = join(TEXT);
        Both::new(&JOINED, TEXT.0.len())
    }};
}

/// An entry is `subject [numbers] [names] { meaning; advice; note }`, each text as (English, Chinese).
macro_rules! table {
    ($($layer:ident {
        $($subject:ident [$($number:literal),*] [$($name:literal),*] { $meaning:expr; $advice:expr; $note:expr })*
    })*) => {
        pub(super) static TABLE: &[Explanation] = &[$($(Explanation {
            layer: Layer::$layer,
            subject: Subject::$subject,
            numbers: &[$($number),*],
            names: &[$($name),*],
            meaning: both!($meaning),
            advice: both!($advice),
            note: both!($note),
        },)*)*];
    };
}

/// Returns the meaning of a code that findings map to, whose English texts are those of [`ServiceCode`].
const fn meaning(code: ServiceCode, chinese: &'static str) -> Text {
    (code.meaning(), chinese)
}

const fn advice(code: ServiceCode, chinese: &'static str) -> Text {
    (code.advice(), chinese)
}

// Texts of several codes.

const NO_NOTE: Text = ("", "");
const LEGACY_NOTE: Text = ("the header gives no advice for it", "头文件未给出处理办法");

const LOG_IN_AGAIN: Text =
    ("log in again, with a UserSig that has not expired", "用仍在有效期内的 UserSig 重新登录");
const SUPPORT: Text =
    ("collect the SDK's logs and contact Tencent Cloud's support", "收集 SDK 日志，联系腾讯云技术支持");
const RETRY: Text = (
    "retry after a pause; contact Tencent Cloud's support if the code stays",
    "稍后重试；多次失败请联系腾讯云技术支持",
);
const CHECK_TOKEN: Text = (
    "verify the token with this library or with the console's tool, then sign a new one",
    "用本库或控制台的 UserSig 校验工具检查，再重新签发",
);
const UPDATE_SDK: Text =
    ("update the SDK, then log in with a new UserSig", "升级 SDK，再用新签发的 UserSig 登录");
const CHECK_FIELDS: Text =
    ("compare the request's fields with the documentation of the API", "对照接口文档检查请求中的各个字段");
const UPGRADE: Text = ("check the plan and its quota in the console", "在控制台检查套餐与用量");
const CHECK_SDKAPPID: Text =
    ("compare the SDKAppID with the one in the console", "与控制台中的 SDKAppID 比对");
const ADMIN: Text = (
    "call with the UserID of an application administrator, and a UserSig signed for that UserID",
    "使用应用管理员的 UserID，并为该 UserID 签发 UserSig",
);
const ACCOUNT_SETUP: Text =
    ("check the application's account integration in the console", "在控制台检查应用的账号集成配置");

const TICKET_LIBRARY: Text =
    ("the old ticket library inside the SDK failed", "SDK 内部的旧票据（TLS）模块出错");
const UNSPECIFIED: Text = ("the UserSig did not verify; no reason is given", "UserSig 校验失败，未说明原因");
const UNSPECIFIED_NOTE: Text = (
    "70005 to 70008 and 70010 share one text in TRTC's tables; IM's current table has none of them",
    "70005 至 70008 与 70010 在 TRTC 的表中文案相同；IM 现行的表中均已移除",
);
const KEY_EXPIRED: Text =
    ("the session key that was derived from the UserSig has expired", "由 UserSig 派生的会话 Key 已过期");
const SESSION_NOTE: Text =
    ("a session's key and ticket never outlive the UserSig", "会话的 Key 和 Ticket 的有效期不会超过 UserSig");
const PERMISSION_NOTE: Text = (
    "the tables give no cause; that a bit of the PrivateMapKey is missing is inferred from the name",
    "官方表未给出原因；缺少 PrivateMapKey 的权限位是根据名称推断的",
);
const INTERNAL_NOTE: Text = (
    "only the old native header lists it, among codes that it calls internal",
    "仅见于旧版 Native 头文件中标为内部的部分",
);
const WEB_ONLY: Text = ("only the table of TRTC Web has it", "仅见于 TRTC Web 的表");
const OLD_ONLY: Text = (
    "IM's current table no longer has it; older SDKs and servers may still return it",
    "IM 现行的表已移除；旧版 SDK 或后台仍可能返回",
);
const CROSS_ROOM_NOTE: Text = (
    "this is the signature of a link between two rooms, not a UserSig",
    "这里指跨房连麦的签名，不是 UserSig",
);
const CROSS_ROOM: Text = (
    "start the link between the rooms again; contact Tencent Cloud's support if the code stays",
    "重新发起跨房连麦；多次失败请联系腾讯云技术支持",
);

table! {
Account {
    UserSig [70001, -70001] ["ERR_SVR_ACCOUNT_USERSIG_EXPIRED", "ERR_SERVER_SSO_SIG_EXPIRED"] {
        meaning(ServiceCode::Expired, "UserSig 已过期");
        advice(ServiceCode::Expired, "重新签发；让客户端在到期前获取新的 UserSig，并检查签发服务器的时钟");
        ("one that fails right after signing has a validity of 0 or one that is too short; IM's SDK may report 6206 instead",
         "刚签发就过期，多半是有效期填了 0 或过小；IM SDK 也可能改报 6206")
    }
    UserSig [70002] ["ERR_SVR_ACCOUNT_USERSIG_EMPTY"] {
        meaning(ServiceCode::Empty, "UserSig 为空");
        advice(ServiceCode::Empty, "查找丢失 UserSig 的调用：向签发服务器的请求失败，或签名错误被忽略");
        OLD_ONLY
    }
    UserSig [70003, -70003] ["ERR_SVR_ACCOUNT_USERSIG_CHECK_FAILED", "ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_1"] {
        meaning(ServiceCode::Malformed, "UserSig 无法解析");
        advice(ServiceCode::Malformed, "用 usersig inspect 查看问题所在，再改用本库签发");
        ("tables disagree: truncated (headers, TRTC Web), not legal (IM), cannot be parsed (REST API)",
         "各表说法不一：被截断（头文件、TRTC Web）、非法（IM）、解析失败（REST API）")
    }
    UserSig [70004, -70004] ["ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_2"] {
        meaning(ServiceCode::Truncated, "UserSig 被截断");
        advice(ServiceCode::Truncated, "查找放不下完整 UserSig 的缓冲区、数据库列或日志");
        ("TRTC's tables describe it with the words of 70003; IM's tables do not have it",
         "TRTC 的表中文案与 70003 相同；IM 的表中没有此码")
    }
    UserSig [70005, -70005] ["ERR_SVR_ACCOUNT_USERSIG_CHECK_FAILED_EX", "ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_3"] {
        UNSPECIFIED; CHECK_TOKEN; UNSPECIFIED_NOTE
    }
    UserSig [70006, -70006] ["ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_4"] { UNSPECIFIED; CHECK_TOKEN; UNSPECIFIED_NOTE }
    UserSig [70007, -70007] ["ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_5"] { UNSPECIFIED; CHECK_TOKEN; UNSPECIFIED_NOTE }
    UserSig [70008, -70008] ["ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_6"] { UNSPECIFIED; CHECK_TOKEN; UNSPECIFIED_NOTE }
    UserSig [70009, -70009] ["ERR_SVR_ACCOUNT_USERSIG_MISMATCH_PUBLICKEY", "ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_7"] {
        meaning(ServiceCode::BadSignature, "签名校验不通过");
        advice(ServiceCode::BadSignature,
            "与控制台中该 SDKAppID、该数据中心的密钥比对：是否误用其他应用的密钥、旧密钥，或密钥首尾带有空白");
        ("older tables speak of a public key (version 1.0), IM's current table of another application's key",
         "旧表说的是公钥（1.0 版），IM 现行的表说的是其他应用的密钥")
    }
    UserSig [70010, -70010] ["ERR_SERVER_SSO_SIG_VERIFICATION_FAILED_8"] { UNSPECIFIED; CHECK_TOKEN; UNSPECIFIED_NOTE }
    UserSig [70013, -70013] ["ERR_SVR_ACCOUNT_USERSIG_MISMATCH_ID", "ERR_SERVER_SSO_SIG_VERIFICATION_ID_NOT_MATCH"] {
        meaning(ServiceCode::UserIdMismatch, "请求的 UserID 与 UserSig 中的不一致");
        advice(ServiceCode::UserIdMismatch, "签发与登录使用同一个 UserID，逐字节一致，区分大小写");
        NO_NOTE
    }
    UserSig [70014, -70014] ["ERR_SVR_ACCOUNT_USERSIG_MISMATCH_SDKAPPID", "ERR_SERVER_SSO_APPID_NOT_MATCH"] {
        meaning(ServiceCode::SdkAppIdMismatch, "请求的 SDKAppID 与 UserSig 中的不一致");
        advice(ServiceCode::SdkAppIdMismatch, "签发服务器与客户端使用同一个应用的 SDKAppID");
        NO_NOTE
    }
    UserSig [70015] [] {
        ("the SDKAppID and its account type have no verification method", "该 SDKAppID 与账号类型没有对应的校验方式");
        ACCOUNT_SETUP; WEB_ONLY
    }
    UserSig [70016] ["ERR_SVR_ACCOUNT_USERSIG_PUBLICKEY_NOT_FOUND"] {
        meaning(ServiceCode::NoKey, "该 SDKAppID 没有这一类密钥");
        advice(ServiceCode::NoKey,
            "检查应用所属的数据中心，以及密钥的类型：2019 年 7 月 19 日起创建的应用用密钥签名（2.0 版），更早的应用用私钥签名（1.0 版）");
        ("tables disagree on the remedy: wait 10 minutes after uploading a key (TRTC Web), or check the data centre (IM, REST API)",
         "各表的处理办法不一：上传公钥后等待 10 分钟（TRTC Web），或检查数据中心（IM、REST API）")
    }
    UserSig [70017, -70017] ["ERR_SERVER_SSO_VERIFICATION_EXPIRED"] {
        ("the service's internal check of the ticket timed out", "服务端内部校验票据超时"); RETRY; NO_NOTE
    }
    UserSig [70018, -70018] ["ERR_SERVER_SSO_VERIFICATION_FAILED"] {
        ("the service's internal check of the ticket failed", "服务端内部校验票据失败"); RETRY;
        ("the old native header describes it as a timeout, like 70017", "旧版 Native 头文件把它也写作超时，与 70017 相同")
    }
    UserSig [70019] [] {
        ("the ticket in the request is empty", "请求中的票据为空");
        ("pass the UserSig that the signing server returned", "传入签发服务器返回的 UserSig"); WEB_ONLY
    }
    UserSig [70020, -70020] ["ERR_SVR_ACCOUNT_SDKAPPID_NOT_FOUND", "ERR_SERVER_SSO_APPID_NOT_FOUND"] {
        meaning(ServiceCode::NoSuchSdkAppId, "SDKAppID 不存在");
        advice(ServiceCode::NoSuchSdkAppId, "与控制台中的 SDKAppID 比对；应用可能已删除，或属于另一个数据中心");
        ("tables disagree on the cause: an application that is not configured (TRTC), or another data centre (IM, REST API)",
         "各表给出的原因不一：应用未配置（TRTC），或数据中心不对（IM、REST API）")
    }
    UserSig [70050] ["ERR_SVR_ACCOUNT_FREQ_LIMIT"] {
        meaning(ServiceCode::TooManyFailures, "UserSig 有误且重试次数过多，已被限制");
        advice(ServiceCode::TooManyFailures, "停止重试，排除原因（用本库校验 UserSig），再等待限制解除");
        ("the tables speak of one minute", "官方表写的是一分钟之后再试")
    }
    Other [70051, -70051] ["ERR_SVR_ACCOUNT_BLACKLIST", "ERR_SERVER_SSO_ACCOUNT_IN_BLACKLIST"] {
        ("the account is blocked", "账号已被拉入黑名单");
        ("lift the block, or contact Tencent Cloud's support", "解除封禁，或联系腾讯云技术支持");
        ("tables disagree on the remedy: support (IM), or lifting the block (REST API)",
         "各表的处理办法不一：联系技术支持（IM），或解除封禁（REST API）")
    }
    UserSig [70052, -70052] ["ERR_SVR_ACCOUNT_INVALID_USERSIG", "ERR_SERVER_SSO_SIG_INVALID"] {
        ("the UserSig is no longer in force", "UserSig 已经失效");
        ("sign a new UserSig and log in again", "重新签发 UserSig 后再登录");
        ("English tables call it expired, like 70001; IM's current table no longer has it",
         "英文表把它也写作过期，与 70001 相同；IM 现行的表已移除")
    }
    Other [70101] [] { ("the request is empty", "请求信息为空"); CHECK_FIELDS; ("the IM V3 SDK has another meaning for this number", "IM V3 SDK 中此码另有含义") }
    Other [70102, 70103, 70104, 70105, 70106, 70113, 70115, 70140, 70145, 70204, 70205, 70209, 70210, 70211] [] {
        ("the account type, the application or the developer's ID is not accepted", "账号类型、应用或开发者 ID 有误");
        ACCOUNT_SETUP; WEB_ONLY
    }
    Other [70107] ["ERR_SVR_ACCOUNT_NOT_FOUND"] {
        ("the service does not know the UserID", "UserID 不存在或未导入");
        ("import the account first", "先导入该账号"); NO_NOTE
    }
    Other [70114, -70114] ["ERR_SVR_ACCOUNT_SEC_RSTR", "ERR_SERVER_SSO_LIMITED_BY_SECURITY"] {
        ("the account is restricted for security reasons", "因安全原因被限制");
        ("log in less often; an older table blames too frequent logins", "降低登录频率；旧表认为是登录过于频繁"); OLD_ONLY
    }
    Other [70169] ["ERR_SVR_ACCOUNT_INTERNAL_TIMEOUT"] {
        ("the service timed out internally", "服务端内部超时"); RETRY;
        ("tables disagree: a timeout (IM), an internal error (TRTC Web)", "各表说法不一：超时（IM），内部错误（TRTC Web）")
    }
    Other [70201, 70202, 70203, 70207, 70208, 70212, 70213, 70222, 70225, 70231, 70308, 70348, 70362, 70401] [] {
        ("the service had an internal error or timeout", "服务端内部错误或超时"); RETRY;
        ("only TRTC Web's table has them; 70202 is in an older table of IM too", "仅见于 TRTC Web 的表；70202 也见于 IM 的旧表")
    }
    Other [70206] ["ERR_SVR_ACCOUNT_INVALID_COUNT"] {
        ("the number of items in the batch is not accepted", "请求中的批量数量不合法"); CHECK_FIELDS; OLD_ONLY
    }
    UserSig [70214] [] { ("the service's internal ticket failed", "服务端内部票据错误"); RETRY; WEB_ONLY }
    UserSig [70221, -70221] ["ERR_SERVER_SSO_INVALID_LOGIN_STATUS"] {
        ("the login is no longer valid", "登录状态无效"); LOG_IN_AGAIN; ("IM's tables do not have it", "IM 的表中没有此码")
    }
    UserSig [70236] [] { ("the user's signature did not verify", "用户签名校验失败"); CHECK_TOKEN; WEB_ONLY }
    UserSig [-70252] ["ERR_SERVER_SSO_APPID_ERROR"] {
        ("the SDKAppID is wrong", "SDKAppID 填写错误"); CHECK_SDKAPPID; INTERNAL_NOTE
    }
    UserSig [70346, -70346] ["ERR_SERVER_SSO_TICKET_VERIFICATION_FAILED"] {
        ("the ticket did not verify", "票据校验失败");
        ("check the SDKAppID, the UserID and the UserSig", "检查 SDKAppID、UserID 和 UserSig");
        ("IM's tables do not have it", "IM 的表中没有此码")
    }
    UserSig [70347, -70347] ["ERR_SERVER_SSO_TICKET_EXPIRED"] {
        ("the ticket has expired", "票据已过期"); LOG_IN_AGAIN;
        ("the tables give no advice, and IM's do not have it", "官方表未给出处理办法，IM 的表中没有此码")
    }
    Other [70398, -70398] ["ERR_SVR_ACCOUNT_COUNT_LIMIT", "ERR_SERVER_SSO_ACCOUNT_EXCEED_PURCHASES"] {
        ("the application has as many accounts as its plan allows", "账号数量超过套餐限制"); UPGRADE; NO_NOTE
    }
    Other [70402] ["ERR_SVR_ACCOUNT_INVALID_PARAMETERS"] {
        ("a field of the request is missing or malformed", "请求参数缺失或格式有误"); CHECK_FIELDS; NO_NOTE
    }
    UserSig [70403] ["ERR_SVR_ACCOUNT_ADMIN_REQUIRED"] {
        ("the request needs an application administrator", "请求需要应用管理员权限"); ADMIN; OLD_ONLY
    }
    Other [70404] ["ERR_SVR_ACCOUNT_LOW_SDK_VERSION"] {
        ("the SDK is too old", "SDK 版本过低"); ("update the SDK", "升级 SDK"); NO_NOTE
    }
    Other [70500, -70500] ["ERR_SVR_ACCOUNT_INTERNAL_ERROR", "ERR_SERVER_SSO_INTERNAL_ERROR"] {
        ("the service had an internal error", "服务端内部错误"); RETRY; NO_NOTE
    }
}
ImSdk {
    UserSig [6014] ["ERR_SDK_NOT_LOGGED_IN"] {
        ("the call needs a login: there was none, or it has ended", "尚未登录，或登录已失效");
        ("log in, and make the call after the login has succeeded", "先登录，登录成功后再调用"); NO_NOTE
    }
    Other [6017] ["ERR_INVALID_PARAMETERS"] {
        ("an argument is not valid", "参数无效"); ("read the message, which names the argument", "查看错误信息中指出的参数"); NO_NOTE
    }
    UserSig [6026] ["ERR_NO_PREVIOUS_LOGIN"] {
        ("automatic login found no earlier login of this user", "自动登录时，该用户没有登录过");
        ("call login with a UserSig", "携带 UserSig 调用 login 登录"); OLD_ONLY
    }
    UserSig [6206] ["ERR_USER_SIG_EXPIRED"] {
        ("the UserSig has expired, as the client sees it", "UserSig 已过期（由客户端发现）");
        ("fetch a new UserSig and log in again; handle onUserSigExpired too", "获取新的 UserSig 后重新登录；同时处理 onUserSigExpired 回调");
        ("at login, an expired UserSig can be reported as 6206 or as 70001", "登录时 UserSig 过期，可能报 6206，也可能报 70001")
    }
    Other [6208] ["ERR_LOGIN_KICKED_OFF_BY_OTHER"] {
        ("the same account has logged in elsewhere", "同一账号在其他终端登录，本端被踢下线");
        ("log in again if the user wants to; see the multi-device policy in the console", "按用户意愿重新登录；在控制台查看多端登录策略"); NO_NOTE
    }
    UserSig [7002] ["ERR_SDK_COMM_TINYID_EMPTY"] {
        ("the SDK has no internal ID for the user", "没有该用户的内部 ID（tinyid）");
        ("check that the UserID is there and valid", "检查 UserID 是否为空或无效");
        ("older tables give no cause; the newer text names the UserID", "旧表未给出原因；新表指向 UserID")
    }
    UserSig [7003] ["ERR_SDK_COMM_INVALID_IDENTIFIER"] {
        ("the UserID is not valid", "UserID 不合法");
        ("use a UserID of 1 to 32 bytes of printable ASCII", "UserID 应为不超过 32 字节的可打印 ASCII 字符，且不为空");
        ("TRTC documents fewer characters: letters, digits, _ and -", "TRTC 允许的字符更少：字母、数字、_ 和 -")
    }
    Other [7013] ["ERR_SDK_INTERFACE_NOT_SUPPORT"] {
        ("the application's plan does not have this API", "套餐不支持该接口"); UPGRADE; NO_NOTE
    }
    Other [7501] ["ERR_SDK_ACCOUNT_LOGIN_IN_PROCESS"] {
        ("a login is already running", "登录正在执行中"); ("wait for its callback", "等待上一次登录的回调"); OLD_ONLY
    }
    Other [7502] ["ERR_SDK_ACCOUNT_LOGOUT_IN_PROCESS"] {
        ("a logout is already running", "登出正在执行中"); ("wait for its callback", "等待上一次登出的回调"); OLD_ONLY
    }
    Other [7503] ["ERR_SDK_ACCOUNT_TLS_INIT_FAILED"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    Other [7504] ["ERR_SDK_ACCOUNT_TLS_NOT_INITIALIZED"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    Other [7505] ["ERR_SDK_ACCOUNT_TLS_TRANSPKG_ERROR"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    Other [7506] ["ERR_SDK_ACCOUNT_TLS_DECRYPT_FAILED"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    Other [7507] ["ERR_SDK_ACCOUNT_TLS_REQUEST_FAILED"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    Other [7508] ["ERR_SDK_ACCOUNT_TLS_REQUEST_TIMEOUT"] { TICKET_LIBRARY; SUPPORT; NO_NOTE }
    UserSig [9503] ["ERR_SDK_NET_AUTH_INVALID"] {
        ("a request was sent before the connection was authenticated", "连接尚未完成鉴权就发出了请求");
        ("retry after the login has succeeded", "登录成功后再重试"); NO_NOTE
    }
}
ImLegacy {
    Other [6018] ["ERR_INIT_CORE_FAIL"] { ("the SDK's core did not start", "SDK 核心模块初始化失败"); UPDATE_SDK; LEGACY_NOTE }
    Other [6024] ["ERR_TLSSDK_NOT_INITIALIZED"] { ("the old ticket library has not been started", "旧票据（TLS）模块未初始化"); UPDATE_SDK; LEGACY_NOTE }
    UserSig [6025] ["ERR_TLSSDK_USER_NOT_FOUND"] { ("the old ticket library has no such user", "旧票据（TLS）模块中没有该用户"); UPDATE_SDK; LEGACY_NOTE }
    UserSig [6207] ["ERR_LOGIN_AUTH_FAILED"] { ("the account did not authenticate", "账号鉴权失败"); UPDATE_SDK; LEGACY_NOTE }
    UserSig [6215] ["ERR_REQ_INVALID_SIGN"] { ("the signature for the access layer is wrong", "接入层签名错误"); UPDATE_SDK; LEGACY_NOTE }
    Other [6217] ["ERR_LOGIN_TLS_RSP_PARSE_FAILED"] { ("the reply to the login has a wrong length", "登录回包长度有误"); UPDATE_SDK; LEGACY_NOTE }
    Other [6220] ["ERR_LOGIN_TLS_DECRYPT_FAILED"] { ("the reply to the login cannot be decrypted", "登录回包解密失败"); UPDATE_SDK; LEGACY_NOTE }
    UserSig [6226] ["ERR_AUTOLOGIN_NEED_USERSIG"] {
        ("automatic login failed, since the stored ticket has expired", "自动登录失败，本地票据已过期");
        ("log in with a UserSig", "携带 UserSig 手动登录"); NO_NOTE
    }
    UserSig [70101] ["ERR_LOGIN_SIG_EXPIRE"] {
        ("the ticket of the login has expired", "登录票据已过期"); LOG_IN_AGAIN;
        ("in TRTC Web's table this number is an empty request", "在 TRTC Web 的表中，此码表示请求信息为空")
    }
}
ImAccess {
    UserSig [-10001] ["ERR_SVR_SSO_D2_EXPIRED"] { KEY_EXPIRED; LOG_IN_AGAIN; SESSION_NOTE }
    UserSig [-10003] ["ERR_SVR_SSO_A2_UP_INVALID"] {
        ("the session ticket that was derived from the UserSig has expired", "由 UserSig 派生的会话 Ticket 已过期"); LOG_IN_AGAIN; SESSION_NOTE
    }
    UserSig [-10004] ["ERR_SVR_SSO_A2_DOWN_INVALID"] {
        ("the session ticket did not verify", "会话票据校验未通过"); LOG_IN_AGAIN;
        ("the header adds that a security rule may have blocked it", "头文件补充：也可能被安全策略拦截")
    }
    UserSig [-10005] ["ERR_SVR_SSO_EMPTY_KEY"] { ("the session key is empty", "会话 Key 为空"); LOG_IN_AGAIN; NO_NOTE }
    UserSig [-10006] ["ERR_SVR_SSO_UIN_INVALID"] {
        ("the account in the session key differs from the one in the packet", "Key 中的账号与请求包头的账号不一致"); SUPPORT; NO_NOTE
    }
    UserSig [-10008] ["ERR_SVR_SSO_NO_IMEI_AND_A2"] { ("the session's key and ticket are missing", "缺少会话的 Key 和 Ticket"); LOG_IN_AGAIN; NO_NOTE }
    UserSig [-10101] ["ERR_SVR_SSO_DOWN_TIP"] { KEY_EXPIRED; LOG_IN_AGAIN; OLD_ONLY }
    UserSig [-10106] ["ERR_SVR_SSO_D2KEY_WRONG"] { ("packets could not be decrypted too often", "解密失败次数过多"); LOG_IN_AGAIN; NO_NOTE }
}
ImServer {
    UserSig [10008] [] {
        ("the request to the group server is not legal", "群组请求非法"); RETRY;
        ("only a message file of the Web has it, which suspects the signature", "仅见于 Web 端的文案文件，其中怀疑签名未通过校验")
    }
    Other [20001] ["ERR_SVR_MSG_PKG_PARSE_FAILED"] {
        ("the packet of the message is malformed", "消息请求包非法"); ("check the sender's and the receiver's UserID", "检查收发双方的 UserID"); NO_NOTE
    }
    Other [20002] ["ERR_SVR_MSG_INTERNAL_AUTH_FAILED"] {
        ("the message server's internal authentication failed", "消息后台内部鉴权失败"); RETRY; NO_NOTE
    }
    UserSig [60004] ["ERR_SVR_COMM_INVALID_ACCOUNT"] {
        ("the UserID or the UserSig in the request is wrong", "请求中的 UserID 或 UserSig 有误");
        ("check identifier and usersig in the URL, then retry", "检查 URL 中的 identifier 和 usersig，再重试");
        ("IM's current table calls it a failed check of the account", "IM 现行的表写作账号校验失败")
    }
    UserSig [60005] ["ERR_SVR_COMM_INVALID_ACCOUNT_EX"] {
        ("the UserID or the UserSig in the request is wrong", "请求中的 UserID 或 UserSig 有误");
        ("check identifier and usersig in the URL, then retry", "检查 URL 中的 identifier 和 usersig，再重试");
        ("IM's current table calls it a failed check of the account", "IM 现行的表写作账号校验失败")
    }
    UserSig [60006] ["ERR_SVR_COMM_INVALID_SDKAPPID"] { ("the SDKAppID is not valid", "SDKAppID 无效"); CHECK_SDKAPPID; OLD_ONLY }
    UserSig [60010] ["ERR_SVR_COMM_ID_NOT_ADMIN"] {
        ("the caller is not an application administrator", "调用者不是应用管理员"); ADMIN; NO_NOTE
    }
    UserSig [60012] ["ERR_SVR_COMM_SDKAPPID_MISS"] {
        ("the URL has no SDKAppID", "URL 中缺少 SDKAppID"); ("add sdkappid to the URL", "在 URL 中加上 sdkappid"); NO_NOTE
    }
    UserSig [60025] [] {
        ("sdkappid, identifier, usersig or contenttype in the URL is wrong", "URL 中的 sdkappid、identifier、usersig 或 contenttype 有误");
        ("check these parameters, and that the UserSig is not URL-encoded twice", "逐一检查这些参数，注意 UserSig 不要重复做 URL 编码");
        ("only IM's current table has it", "仅见于 IM 现行的表")
    }
    UserSig [60026] [] {
        ("the domain and the SDKAppID are of different data centres", "请求域名与 SDKAppID 不属于同一数据中心");
        ("use the domain of the application's data centre", "使用应用所属数据中心的域名");
        ("only IM's current table has it", "仅见于 IM 现行的表")
    }
    Other [72000] [] { ("the trial's daily active users are used up", "体验版日活跃用户数已用完"); UPGRADE; NO_NOTE }
    Other [72002] [] { ("the trial's monthly active users are used up", "体验版月活跃用户数已用完"); UPGRADE; NO_NOTE }
}
TrtcSdk {
    UserSig [-3301] ["ERR_TRTC_ENTER_ROOM_FAILED", "ERR_ROOM_ENTER_FAIL"] {
        ("the room could not be entered", "进入房间失败");
        ("read the text that comes with the code in onError", "查看 onError 中随错误码返回的信息");
        ("the code is generic; the UserSig is one cause of many", "这是通用错误码，UserSig 只是可能的原因之一")
    }
    Other [-3307] ["ERR_TRTC_REQUEST_IP_TIMEOUT", "ERR_ROOM_REQUEST_IP_TIMEOUT"] {
        ("the request for the server's address and signature timed out", "请求后台 IP 和签名超时");
        ("open the network and its firewall for TRTC, UDP too", "检查网络与防火墙，放行 TRTC 所需的 UDP"); NO_NOTE
    }
    UserSig [-3315] ["ERR_ROOM_REQUEST_TOKEN_INVALID_PARAMETER"] {
        ("an argument of the request for a token is wrong", "请求 token 的参数有误");
        ("check the userSig that is passed to enterRoom", "检查进房参数中的 userSig"); INTERNAL_NOTE
    }
    Other [-3316] ["ERR_TRTC_ROOM_PARAM_NULL", "ERR_ENTER_ROOM_PARAM_NULL"] {
        ("the parameters for entering the room are missing", "进房参数为空"); ("pass them to enterRoom", "调用 enterRoom 时传入进房参数"); NO_NOTE
    }
    UserSig [-3317] ["ERR_TRTC_INVALID_SDK_APPID", "ERR_SDK_APPID_INVALID"] {
        ("sdkAppId is empty", "进房参数 sdkAppId 为空"); CHECK_SDKAPPID;
        ("older tables say only that it is wrong", "旧表只写作错误")
    }
    Other [-3318] ["ERR_TRTC_INVALID_ROOM_ID", "ERR_ROOM_ID_INVALID"] {
        ("the room is empty, or given as roomId and as strRoomId", "房间号为空，或混用了 roomId 与 strRoomId");
        ("pass one of roomId and strRoomId", "roomId 与 strRoomId 只填一个");
        ("older tables say only that it is wrong", "旧表只写作错误")
    }
    UserSig [-3319] ["ERR_TRTC_INVALID_USER_ID", "ERR_USER_ID_INVALID"] {
        ("userId is empty", "进房参数 userId 为空"); ("pass the UserID that the UserSig is for", "填写 UserSig 所属的 UserID");
        ("older tables say only that it is wrong", "旧表只写作错误")
    }
    UserSig [-3320] ["ERR_TRTC_INVALID_USER_SIG", "ERR_USER_SIG_INVALID"] {
        ("userSig is empty", "进房参数 userSig 为空");
        ("pass the UserSig that the signing server returned", "填写签发服务器返回的 UserSig");
        ("older tables say only that it is wrong; one that the server rejects is -100018", "旧表只写作错误；被后台拒绝的 UserSig 报 -100018")
    }
    Other [-3340] ["ERR_TRTC_ENTER_ROOM_REFUSED", "ERR_ROOM_REQUEST_ENTER_ROOM_REFUSED"] {
        ("the room was entered twice", "对同一房间重复进房"); ("leave the room first", "先退房，再进房"); NO_NOTE
    }
}
TrtcServer {
    UserSig [-100001] ["ERR_SERVER_INFO_TOKEN_ERROR"] { ("the token is wrong", "token 错误"); CHECK_TOKEN; INTERNAL_NOTE }
    UserSig [-100004] ["ERR_SERVER_INFO_TOKEN_TIMEOUT"] { ("the token timed out", "token 超时"); RETRY; INTERNAL_NOTE }
    PrivateMapKey [-100006] ["ERR_TRTC_INVALID_PRIVATE_MAPKEY", "ERR_SERVER_INFO_PRIVILEGE_FLAG_ERROR"] {
        ("the PrivateMapKey did not verify", "进房权限（PrivateMapKey）校验失败");
        ("pass a PrivateMapKey for this user and room; the application demands one once advanced permission control is on",
         "传入该用户、该房间的 PrivateMapKey；应用开启高级权限控制后，所有用户都必须携带");
        ("no table has a code of its own for an expired one, another room or another user", "过期、房间不符、用户不符都没有单独的错误码")
    }
    Other [-100013] ["ERR_TRTC_SERVICE_SUSPENDED", "ERR_SERVER_INFO_SERVICE_SUSPENDED"] {
        ("the service is stopped: no minutes left, or an unpaid account", "服务已停用：套餐分钟数用完或账号欠费");
        ("check the minutes and the bill in the console", "在控制台检查剩余分钟数与账单"); NO_NOTE
    }
    UserSig [-100015] ["ERR_SERVER_INFO_LACK_SDKAPPID"] { ("the SDKAppID is not legal", "SDKAppID 非法"); CHECK_SDKAPPID; INTERNAL_NOTE }
    UserSig [-100018] ["ERR_TRTC_USER_SIG_CHECK_FAILED", "ERR_SERVER_INFO_ECDH_GET_TINYID"] {
        ("the server rejected the UserSig: it is wrong or has expired", "UserSig 校验失败：填写错误或已过期"); CHECK_TOKEN;
        ("the code has no finer reason; \"expired\" is only in the newer text, and TRTC Web reports a 70xxx code instead",
         "此码不再细分原因；“过期”只见于较新的表，TRTC Web 则改报 70xxx")
    }
    UserSig [-101000] ["ERR_SERVER_ACC_TOKEN_TIMEOUT"] { ("the access server's token has expired", "接口机 token 过期"); LOG_IN_AGAIN; INTERNAL_NOTE }
    UserSig [-101001] ["ERR_SERVER_ACC_SIGN_ERROR"] { ("the access server rejected the signature", "接口机签名错误"); CHECK_TOKEN; INTERNAL_NOTE }
    UserSig [-101002] ["ERR_SERVER_ACC_SIGN_TIMEOUT"] { ("the access server's signature timed out", "接口机签名超时"); RETRY; INTERNAL_NOTE }
    UserSig [-101006] ["ERR_SERVER_ACC_TOKEN_EORROR"] {
        ("the token is missing, or is another user's", "token 缺失，或属于另一个用户"); LOG_IN_AGAIN; INTERNAL_NOTE
    }
    UserSig [-102003] ["ERR_SERVER_CENTER_SIGN_ERROR"] { ("the central server rejected the signature", "中心服务器签名错误"); CHECK_TOKEN; INTERNAL_NOTE }
    UserSig [-102004] ["ERR_SERVER_CENTER_SIGN_TIMEOUT"] { ("the central server's signature has expired", "中心服务器签名过期"); LOG_IN_AGAIN; INTERNAL_NOTE }
    Other [-102006] ["ERR_SERVER_CENTER_ADD_USER_FAILED"] { ("the user could not be added to the room", "房间添加用户失败"); RETRY; NO_NOTE }
    PrivateMapKey [-102010] ["ERR_SERVER_CENTER_NO_PRIVILEDGE_CREATE_ROOM"] {
        ("the user may not create the room", "没有创建房间的权限");
        ("sign the PrivateMapKey with the privilege create (bit 1)", "签发 PrivateMapKey 时加上创建房间的权限位（1）");
        ("TRTC Web's table has it, the old native header calls it internal, the current native table lacks it",
         "TRTC Web 的表中有，旧版 Native 头文件标为内部，现行 Native 表中没有")
    }
    PrivateMapKey [-102011] ["ERR_SERVER_CENTER_NO_PRIVILEDGE_ENTER_ROOM"] {
        ("the user may not enter the room", "没有进入房间的权限");
        ("sign the PrivateMapKey with the privilege enter (bit 2)", "签发 PrivateMapKey 时加上进入房间的权限位（2）"); PERMISSION_NOTE
    }
    PrivateMapKey [-102013] ["ERR_SERVER_CENTER_NO_PRIVILEDGE_PUSH_VIDEO"] {
        ("the user may not send video", "没有发送视频的权限");
        ("sign the PrivateMapKey with the privilege video-send (bit 16)", "签发 PrivateMapKey 时加上发送视频的权限位（16）"); PERMISSION_NOTE
    }
    PrivateMapKey [-102015] ["ERR_SCREEN_SHARE_NOT_AUTHORIZED", "ERR_SERVER_CENTER_NO_PRIVILEDGE_PUSH_SUB_VIDEO"] {
        ("the user may not send the substream, such as a shared screen", "没有发送辅路（屏幕分享）的权限");
        ("sign the PrivateMapKey with the privilege substream-send (bit 64)", "签发 PrivateMapKey 时加上发送辅路的权限位（64）"); PERMISSION_NOTE
    }
    PrivateMapKey [-102019] ["ERR_SERVER_CENTER_NO_PRIVILEDGE_REQUEST_VIDEO"] {
        ("the user may not request video", "没有请求视频的权限");
        ("sign the PrivateMapKey with the privilege video-receive (bit 32)", "签发 PrivateMapKey 时加上接收视频的权限位（32）"); PERMISSION_NOTE
    }
    Other [-102023] ["ERR_SERVER_CENTER_INVALID_PARAMETER"] { ("an argument for entering the room is wrong", "进房请求参数错误"); CHECK_FIELDS; NO_NOTE }
    Other [-102036] ["ERR_SERVER_CENTER_CONN_ROOM_NO_SIG"] { ("the link to another room has no signature", "跨房连麦没有签名"); CROSS_ROOM; CROSS_ROOM_NOTE }
    Other [-102037] ["ERR_SERVER_CENTER_CONN_ROOM_DECRYPT_SIG"] { ("the link's signature cannot be decrypted", "跨房连麦签名解密失败"); CROSS_ROOM; CROSS_ROOM_NOTE }
    Other [-102038] ["ERR_SERVER_CENTER_CONN_ROOM_NO_KEY"] { ("the key for the link's signature was not found", "找不到跨房连麦签名的解密密钥"); CROSS_ROOM; CROSS_ROOM_NOTE }
    Other [-102039] ["ERR_SERVER_CENTER_CONN_ROOM_PARSE_SIG"] { ("the link's signature cannot be parsed", "跨房连麦签名解析错误"); CROSS_ROOM; CROSS_ROOM_NOTE }
    Other [-102040] ["ERR_SERVER_CENTER_CONN_ROOM_INVALID_SIG_TIME"] { ("the time in the link's signature is wrong", "跨房连麦签名时间戳错误"); CROSS_ROOM; CROSS_ROOM_NOTE }
    Other [-102041] ["ERR_SERVER_CENTER_CONN_ROOM_SIG_GROUPID"] { ("the link's signature is for another room", "跨房连麦签名与房间不符"); CROSS_ROOM; CROSS_ROOM_NOTE }
}
TrtcWeb {
    Other [5000] ["INVALID_PARAMETER"] {
        ("an argument is not what the API expects", "参数不符合接口要求"); ("read extraCode, and explain that number", "查看 extraCode，再查询该错误码");
        ("the UserSig is one argument of many", "UserSig 只是众多参数之一")
    }
    UserSig [5400] ["SERVER_ERROR"] {
        ("the server returned an error, such as for an expired UserSig", "后台返回错误，例如 UserSig 过期");
        ("read extraCode, and explain that number", "查看 extraCode，再查询该错误码");
        ("5400 alone does not say what is wrong; a UserSig problem has an extraCode of 70xxx", "仅凭 5400 无法判断原因；UserSig 的问题看 70xxx 的 extraCode")
    }
    UserSig [5500] ["OPERATION_FAILED"] {
        ("the operation failed", "操作失败"); ("read extraCode, and explain that number", "查看 extraCode，再查询该错误码");
        ("only 5502 and 5503 can come from a UserSig", "只有 5502 和 5503 可能与 UserSig 有关")
    }
}
TrtcWebExtra {
    UserSig [-8] [] {
        ("sdkAppId is wrong", "sdkAppId 错误"); CHECK_SDKAPPID;
        ("in the native SDK, -8 is a lost connection", "在 Native SDK 中，-8 表示连接断开")
    }
    UserSig [5001, 5002, 5003] [] {
        ("a required argument is missing (5001), has a wrong type (5002) or is empty (5003)", "必填参数缺失（5001）、类型错误（5002）或为空（5003）");
        ("read the message, which names the argument; check userSig too", "查看错误信息指出的参数；也要检查 userSig");
        ("the table does not name userSig; that the codes fit one that is missing or empty is inferred", "表中没有点名 userSig；适用于 userSig 缺失或为空是推断")
    }
    Other [5012, 5013, 5015, 5016] [] {
        ("the room is out of range (5012), has a name that is not legal (5013), is missing (5015) or has a roomId of a wrong type (5016)",
         "房间号超出范围（5012）、strRoomId 不合法（5013）、未填房间号（5015）或 roomId 类型错误（5016）");
        ("pass a number as roomId or a text as strRoomId", "数字房间号填 roomId，字符串房间号填 strRoomId"); NO_NOTE
    }
    Other [5401] [] { ("the call needs a paid plan", "该功能需要付费套餐"); UPGRADE; NO_NOTE }
    UserSig [5502, 5503] [] {
        ("the room could not be entered again after more than 30 seconds offline", "断网超过 30 秒后，自动重新进房失败");
        ("call enterRoom with a new UserSig, since the old one may have expired meanwhile", "用新签发的 UserSig 重新调用 enterRoom，原来的可能已过期");
        ("both numbers have the same text", "两个错误码的文案相同")
    }
    Other [-10012] [] {
        ("the room is missing or malformed", "房间号缺失或格式有误"); ("pass a text as strRoomId", "字符串房间号请填 strRoomId"); NO_NOTE
    }
    Other [-100024] [] { ("the application has no TRTC", "应用未开通 TRTC"); ("enable TRTC in the console", "在控制台开通 TRTC"); NO_NOTE }
}
TrtcWebV4 {
    UserSig [16385] ["SIGNAL_CHANNEL_SETUP_FAILED"] {
        ("the signalling channel was not set up (0x4001)", "信令通道建立失败（0x4001）"); ("look for a 70xxx code in the message", "查看错误信息中的 70xxx 错误码"); NO_NOTE
    }
    UserSig [16388] ["JOIN_ROOM_FAILED"] {
        ("the room could not be joined (0x4004)", "进房失败（0x4004）"); ("look for a 70xxx code in the message", "查看错误信息中的 70xxx 错误码"); NO_NOTE
    }
}
TrtcCloudApi {
    UserSig [] ["InvalidParameter.UserSig"] {
        ("the UserSig is wrong or has expired", "UserSig 错误或已过期"); CHECK_TOKEN; NO_NOTE
    }
    UserSig [] ["InvalidParameter.UserSigNotAdmin"] { ("the UserSig is not an administrator's", "UserSig 不属于应用管理员"); ADMIN; NO_NOTE }
    UserSig [] ["MissingParameter.UserSig"] { ("the request has no UserSig", "请求缺少 UserSig"); ("add it to the request", "在请求中加上 UserSig"); NO_NOTE }
    UserSig [] ["InvalidParameter.SdkAppId"] { ("the SDKAppID is wrong", "SDKAppID 错误"); CHECK_SDKAPPID; NO_NOTE }
}
RoomEngine {
    UserSig [-1000] [] { ("the SDKAppID was not found", "找不到 SDKAppID"); CHECK_SDKAPPID; NO_NOTE }
    Other [-1001] [] { ("an argument is not valid", "参数无效"); CHECK_FIELDS; ("CallKit has another meaning for it", "CallKit 中此码另有含义") }
    UserSig [-1002] [] {
        ("the user is not logged in", "未登录"); ("log in first", "先登录");
        ("RoomKit's page says: not initialised; CallKit has another meaning for it", "RoomKit 页面写作未初始化；CallKit 中此码另有含义")
    }
    Other [-1003] [] { ("the app may not use the device", "没有设备权限"); ("ask for access to the camera and microphone", "申请摄像头与麦克风权限"); NO_NOTE }
    Other [-1004] [] { ("the feature needs a plan", "该功能需要开通套餐"); UPGRADE; NO_NOTE }
    Other [100006] [] {
        ("the user may not do this in LiveKit", "LiveKit 中没有操作权限"); ("check the user's role", "检查用户的角色");
        ("this is not TRTC's -100006", "与 TRTC 的 -100006 无关")
    }
    Other [100013] [] {
        ("a limit of LiveKit is reached", "达到 LiveKit 的数量上限"); UPGRADE;
        ("this is not TRTC's -100013", "与 TRTC 的 -100013 无关")
    }
    Other [100018] [] {
        ("the room's password is missing or wrong in LiveKit", "LiveKit 房间需要密码或密码错误"); ("pass the room's password", "传入房间密码");
        ("this is not TRTC's -100018", "与 TRTC 的 -100018 无关")
    }
}
CallKit {
    Other [-1001] [] { ("calling is not activated", "未开通通话能力"); UPGRADE; ("RoomEngine has another meaning for it", "RoomEngine 中此码另有含义") }
    Other [-1002] [] { ("the plan does not include this call", "套餐不支持该通话能力"); UPGRADE; ("RoomEngine has another meaning for it", "RoomEngine 中此码另有含义") }
    UserSig [-1201] [] { ("CallKit is not initialised or not logged in", "未初始化或未登录"); ("call init and login first", "先调用 init 和 login"); NO_NOTE }
    Other [60003] [] { ("the microphone is not available", "麦克风不可用"); ("check the device and its permission", "检查设备及其权限"); NO_NOTE }
    Other [60004] [] {
        ("the camera is not available", "摄像头不可用"); ("check the device and its permission", "检查设备及其权限");
        ("IM's REST API has another meaning for it", "IM 的 REST API 中此码另有含义")
    }
    Other [60006] [] {
        ("the browser does not support WebRTC", "浏览器不支持 WebRTC"); ("use a browser that does", "换用支持 WebRTC 的浏览器");
        ("IM's REST API has another meaning for it", "IM 的 REST API 中此码另有含义")
    }
}
Message {
    UserSig [] ["Err_TLS_Third_Sig_Check_Sig_Identifier_Unmatch"] {
        ("the UserID differs from the one in the UserSig, by the name of the message", "从字面看，请求的 UserID 与 UserSig 中的不一致");
        advice(ServiceCode::UserIdMismatch, "签发与登录使用同一个 UserID，逐字节一致，区分大小写");
        ("no table explains it; it fits 70013", "官方表中没有说明；与 70013 相符")
    }
    UserSig [] ["Err_TLS_Third_Sig_Check_Session_Key_Too_Long"] {
        ("the UserSig was signed with a wrong key, by an FAQ of IM for the Web", "UserSig 的签名密钥有误（据 IM Web 端的常见问题）");
        ("compare the key with the one of this SDKAppID in the console", "与控制台中该 SDKAppID 的密钥比对");
        ("no table explains it, and no number is given", "官方表中没有说明，也没有对应的数字错误码")
    }
}
}
