import Foundation

internal import UserSigBindings

/// The content of a token.
///
/// An app needs no key for this: ``inspectUnverified(_:)`` tells when it must ask its server for the next UserSig.
///
///     if try Token.inspectUnverified(userSig).timeLeft() < 86_400 { … }
public struct Token: Hashable, Sendable {
    /// The version of a token's format.
    public enum Version: String, Sendable {
        /// The oldest form: version 1.0 as bare JSON.
        case v1Plain = "1.0 plain"
        /// ECDSA-SHA256.
        case v1 = "1.0"
        /// HMAC-SHA256.
        case v2 = "2.0"
    }

    /// The version of the format.
    public let version: Version
    /// The user the token is for.
    public let userID: String
    /// The application the token is for; `nil` if its text is no SDKAppID.
    public let sdkAppID: UInt32?
    /// The SDKAppID in the token, verbatim.
    public let sdkAppIDText: String
    /// The bytes that were signed with it.
    public let userbuf: Data?
    /// The userbuf read as a PrivateMapKey, if it is one.
    public let privateMapKey: PrivateMapKey?
    /// Whether the time of issue is a guess: the oldest form does not say its time zone.
    public let isTimeApproximate: Bool
    /// What is unusual in the token although the service accepts it.
    public let warnings: [Warning]
    private let issuedAtSeconds: UInt64
    private let expireSeconds: UInt64
    private let expiresAtSeconds: UInt64

    /// When it was issued.
    public var issuedAt: Date { Date(unixSeconds: issuedAtSeconds) }
    /// How long it is valid.
    public var validity: Validity { Validity(clamping: expireSeconds) }
    /// The last second at which it is valid.
    public var expiresAt: Date { Date(unixSeconds: expiresAtSeconds) }

    /// Returns whether the token has expired. It is valid up to and including the second of ``expiresAt``, and never
    /// at a date that is NaN.
    public func isExpired(at now: Date = Date()) -> Bool {
        now.timeIntervalSince1970.isNaN || now.clampedUnixSeconds > expiresAtSeconds
    }

    /// Returns for how many seconds the token is still valid; 0 when it has expired. A date before 1970 counts as 1970.
    public func timeLeft(at now: Date = Date()) -> TimeInterval {
        let now = now.clampedUnixSeconds
        return now >= expiresAtSeconds ? 0 : TimeInterval(expiresAtSeconds - now)
    }

    /// Reads a token **without verifying it**. Anybody can write such a token: trust nothing in it.
    ///
    /// - Throws: ``UserSigError/rejected(_:)`` with a ``Finding`` of the kind `empty` or `malformed`.
    public static func inspectUnverified(_ token: String) throws(UserSigError) -> Token {
        Token(try withCore { try UserSigBindings.inspectUnverified(token: token) })
    }

    init(_ core: UserSigBindings.Token) {
        version = switch core.version {
        case .v1Plain: .v1Plain
        case .v1: .v1
        case .v2: .v2
        }
        userID = core.userid
        sdkAppID = core.sdkappid
        sdkAppIDText = core.sdkappidText
        issuedAtSeconds = core.issuedAt
        expireSeconds = core.expire
        expiresAtSeconds = core.expiresAt
        userbuf = core.userbuf
        privateMapKey = core.privateMapKey.map(PrivateMapKey.init)
        isTimeApproximate = core.isTimeApproximate
        warnings = core.warnings.map(Warning.init)
    }
}

/// What a PrivateMapKey allows.
public struct PrivateMapKey: Hashable, Sendable {
    /// The account, verbatim. Some writers damage an account that is not ASCII.
    public let accountBytes: Data
    /// The account as text; bytes that are not UTF-8 are replaced by U+FFFD.
    public let account: String
    /// The application.
    public let sdkAppID: UInt32
    /// The room that it opens.
    public let room: Room
    /// What it allows there; bits that are no privilege are kept.
    public let privileges: Privileges
    /// The last second at which it is valid.
    public let expiresAt: Date

    init(_ core: UserSigBindings.PrivateMapKey) {
        accountBytes = core.account
        account = core.accountLossy
        sdkAppID = core.sdkappid
        room = Room(core.room)
        privileges = Privileges(rawValue: core.privilegeBits)
        expiresAt = Date(unixSeconds: core.expiresAt)
    }
}
