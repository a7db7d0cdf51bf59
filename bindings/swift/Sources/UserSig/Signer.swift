import Foundation

internal import UserSigBindings

/// Signs UserSigs and PrivateMapKeys of one application.
///
/// A signer belongs on a server: whoever holds an application's key can sign for any of its users. In an app it is for
/// trying things out only; see the product `UserSigTesting`.
///
/// A signer does not change, and any number of threads and tasks may use one at the same time.
///
///     let signer = try Signer(sdkAppID: 1_400_000_000, secretKey: SecretKey(text))
///     let userSig = try signer.sign(userID: "xiaojun", validity: .days(7))
public struct Signer: Sendable {
    private let core: UserSigBindings.Signer

    /// A signer of version 2.0 tokens (HMAC-SHA256), for every application since 19 July 2019.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkappid` if the number is 0.
    public init(sdkAppID: UInt32, secretKey: SecretKey) throws(UserSigError) {
        core = try withCore { try UserSigBindings.Signer(sdkappid: sdkAppID, key: secretKey.core) }
    }

    /// A signer of version 1.0 tokens (ECDSA-SHA256), for older applications.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkappid` if the number is 0.
    public init(sdkAppID: UInt32, privateKey: PrivateKey) throws(UserSigError) {
        core = try withCore { try .withPrivateKey(sdkappid: sdkAppID, key: privateKey.core) }
    }

    /// The application that it signs for.
    public var sdkAppID: UInt32 { core.sdkappid() }

    /// Which key it holds.
    public var keyKind: KeyKind {
        switch core.keyKind() {
        case .secret: .secret
        case .public: .keyPair
        }
    }

    /// A UserSig.
    ///
    /// - Parameters:
    ///   - userID: the user who logs in with it.
    ///   - rule: which UserIDs are taken.
    ///   - validity: for how long, counted from `now`: 7 days unless said otherwise, as everywhere in this library.
    ///   - userbuf: bytes of the application's own to sign with it, 32 768 at most; `nil` for none, which is not the
    ///     same as none of them.
    ///   - now: the time of issue; whole seconds count.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `userid`, `validity` or `userbuf`.
    public func sign(
        userID: String,
        rule: UserIDRule = .documented,
        validity: Validity = .clientDefault,
        userbuf: Data? = nil,
        at now: Date = Date()
    ) throws(UserSigError) -> String {
        try withCore {
            guard let userbuf else {
                return try core.signAt(
                    userid: userID, anyUserid: rule == .any, validity: validity.seconds, now: now.unixSeconds)
            }
            return try core.signWithUserbufAt(
                userid: userID, anyUserid: rule == .any, validity: validity.seconds, userbuf: userbuf,
                now: now.unixSeconds)
        }
    }

    /// UserSigs for many users, in their order, all of the same time of issue: faster than one call for each.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)``, at the first UserID that cannot be used.
    public func sign(
        userIDs: [String],
        rule: UserIDRule = .documented,
        validity: Validity = .clientDefault,
        at now: Date = Date()
    ) throws(UserSigError) -> [String] {
        try withCore {
            try core.signManyAt(
                userids: userIDs, anyUserid: rule == .any, validity: validity.seconds, now: now.unixSeconds)
        }
    }

    /// A PrivateMapKey: a token that lets its user into one TRTC room, with these privileges.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `userid`, `validity`, `room`, `privileges` or
    ///   `private_map_key_expiry`.
    public func privateMapKey(
        userID: String,
        rule: UserIDRule = .documented,
        room: Room,
        privileges: Privileges,
        validity: Validity = .clientDefault,
        at now: Date = Date()
    ) throws(UserSigError) -> String {
        let coreRoom: UserSigBindings.Room =
            switch room {
            case .number(let number): .number(number: number)
            case .name(let name): .name(name: name)
            }
        return try withCore {
            try core.privateMapKeyAt(
                userid: userID, anyUserid: rule == .any, validity: validity.seconds, room: coreRoom,
                privileges: privileges.rawValue, now: now.unixSeconds)
        }
    }
}

extension Signer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says what it signs for, and nothing of the key.
    public var description: String { "Signer(sdkAppID: \(sdkAppID), key: hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["sdkAppID": sdkAppID]) }
}
