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

    /// Makes a signer of version 2.0 tokens (HMAC-SHA256), for every application since 19 July 2019.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkAppID` if the number is 0.
    public init(sdkAppID: UInt32, secretKey: SecretKey) throws(UserSigError) {
        core = try withCore { try UserSigBindings.Signer(sdkappid: sdkAppID, key: secretKey.core) }
    }

    /// Makes a signer of version 1.0 tokens (ECDSA-SHA256), for older applications.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkAppID` if the number is 0.
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

    /// Signs one token: a UserSig, or a PrivateMapKey if the request is for a room.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `userID`, `validity`, `time`, `userbuf`,
    ///   `room`, `privileges` or `privateMapKeyExpiry`.
    public func sign(_ request: SignRequest) throws(UserSigError) -> String {
        let request = try request.core()
        return try withCore { try core.sign(request: request) }
    }

    /// Signs a plain UserSig that is issued now: ``sign(_:)`` with everything else at its default.
    ///
    /// - Parameters:
    ///   - userID: the user who logs in with it, by the rule ``UserIDRule/im``.
    ///   - validity: how long it is valid; by default 7 days.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `userID` or `validity`.
    public func sign(userID: String, validity: Validity = .clientDefault) throws(UserSigError) -> String {
        try sign(SignRequest(userID: userID, validity: validity))
    }

    /// Signs a plain UserSig for each user, in their order, all issued at the same time: faster than one call for each.
    ///
    /// - Parameters:
    ///   - userIDs: the users.
    ///   - validity: how long each is valid; by default 7 days.
    ///   - issuedAt: when they are issued, without a fraction of a second; `nil` for the system clock.
    ///   - rule: which UserIDs are accepted.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)``, at the first UserID that cannot be used.
    public func signMany(
        userIDs: [String],
        validity: Validity = .clientDefault,
        issuedAt: Date? = nil,
        rule: UserIDRule = .im
    ) throws(UserSigError) -> [String] {
        let seconds = try validity.core()
        let issuedAt = try issuedAt?.unixSeconds(of: "issuedAt")
        return try withCore {
            try core.signMany(userids: userIDs, useridRule: rule.core, validity: seconds, issuedAt: issuedAt)
        }
    }
}

extension Signer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The application that it signs for, and nothing of the key.
    public var description: String { "Signer(sdkAppID: \(sdkAppID), key: hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["sdkAppID": sdkAppID]) }
}
