import Foundation

internal import UserSigBindings

/// What stands in a token.
///
/// An app needs no key for this: ``inspectUnverified(_:)`` tells when it must ask its server for the next UserSig.
///
///     if try Token.inspectUnverified(userSig).timeLeft() < .seconds(86_400) { … }
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
    /// The user who it is for.
    public let userID: String
    /// The application that it is for; `nil` if what stands there is no SDKAppID.
    public let sdkAppID: UInt32?
    /// The SDKAppID as it stands in the token.
    public let sdkAppIDText: String
    /// The bytes that were signed with it.
    public let userbuf: Data?
    /// The userbuf read as a PrivateMapKey, if it is one.
    public let privateMapKey: PrivateMapKey?
    /// Whether the time of issue is a guess: the oldest form does not say its time zone.
    public let isTimeApproximate: Bool
    private let issuedAtSeconds: UInt64
    private let expireSeconds: UInt64
    private let expiresAtSeconds: UInt64

    /// When it was issued.
    public var issuedAt: Date { Date(unixSeconds: issuedAtSeconds) }
    /// For how long it is valid.
    public var validity: Duration { Duration(wholeSeconds: expireSeconds) }
    /// The last second at which it is valid.
    public var expiresAt: Date { Date(unixSeconds: expiresAtSeconds) }

    /// Whether its time is over. The second of ``expiresAt`` itself still counts as valid.
    public func isExpired(at now: Date = Date()) -> Bool { now.unixSeconds > expiresAtSeconds }

    /// How long it is still valid; zero when it has expired.
    public func timeLeft(at now: Date = Date()) -> Duration {
        let now = now.unixSeconds
        return Duration(wholeSeconds: now >= expiresAtSeconds ? 0 : expiresAtSeconds - now)
    }

    /// Reads a token **without verifying it**. Anybody can write such a token: trust nothing in it.
    ///
    /// - Throws: ``UserSigError/refused(_:)`` with a ``Finding`` of the kind `empty` or `malformed`.
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
    }
}

/// What a PrivateMapKey says.
public struct PrivateMapKey: Hashable, Sendable {
    /// The account as it was written. Some writers damage an account that is not ASCII.
    public let accountBytes: Data
    /// The account as text; bytes that are no UTF-8 show as U+FFFD.
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
        room = switch core.room {
        case .number(let number): .number(number)
        case .name(let name): .name(name)
        }
        privileges = Privileges(rawValue: core.privilegeBits)
        expiresAt = Date(unixSeconds: core.expiresAt)
    }
}
