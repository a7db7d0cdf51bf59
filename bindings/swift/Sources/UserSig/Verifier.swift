import Foundation

internal import UserSigBindings

/// Verifies the tokens of one application with one key.
///
/// The key decides which version of token is accepted, never the token. A verifier does not change, and any number of
/// threads and tasks may use one at the same time.
///
///     let verifier = try Verifier(sdkAppID: 1_400_000_000, secretKey: SecretKey(text))
///     do {
///         let token = try verifier.verify(userSig, userID: "xiaojun")
///         print("valid until", token.expiresAt)
///     } catch {
///         print(error, error.serviceCode as Any)
///     }
public struct Verifier: Sendable {
    private let core: UserSigBindings.Verifier

    /// The application whose tokens it accepts.
    public let sdkAppID: UInt32

    /// A verifier of version 2.0 tokens.
    ///
    /// - Parameters:
    ///   - sdkAppID: the application whose tokens it accepts.
    ///   - secretKey: the application's key.
    ///   - leeway: for how long after its expiry a token is still accepted, for clocks that differ; whole seconds
    ///     count, and a negative one is none.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkappid` if the number is 0.
    public init(sdkAppID: UInt32, secretKey: SecretKey, leeway: Duration = .zero) throws(UserSigError) {
        self.sdkAppID = sdkAppID
        core = try withCore { try UserSigBindings.Verifier(sdkappid: sdkAppID, key: secretKey.core) }
            .withPolicy(policy: Policy(leewaySeconds: leeway.wholeSeconds))
    }

    /// A verifier of version 1.0 tokens, the oldest form included.
    ///
    /// - Parameters:
    ///   - sdkAppID: the application whose tokens it accepts.
    ///   - publicKey: the application's key; the private one is not needed.
    ///   - leeway: for how long after its expiry a token is still accepted, for clocks that differ; whole seconds
    ///     count, and a negative one is none.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkappid` if the number is 0.
    public init(sdkAppID: UInt32, publicKey: PublicKey, leeway: Duration = .zero) throws(UserSigError) {
        self.sdkAppID = sdkAppID
        core = try withCore {
            try UserSigBindings.Verifier.withPublicKey(sdkappid: sdkAppID, key: publicKey.core)
        }.withPolicy(policy: Policy(leewaySeconds: leeway.wholeSeconds))
    }

    /// The content of a token that is genuine, for this user, and valid at `now`. Every other token is thrown back.
    ///
    /// - Throws: ``UserSigError/refused(_:)`` with the first thing that is wrong with the token;
    ///   ``UserSigError/invalidInput(kind:detail:)`` if the UserID to check for cannot be one.
    public func verify(
        _ token: String,
        userID: String,
        rule: UserIDRule = .documented,
        at now: Date = Date()
    ) throws(UserSigError) -> Token {
        try report(on: token, userID: userID, rule: rule, at: now).get()
    }

    /// Everything that is wrong with a token, for telling a developer why.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` if the UserID to check for cannot be one. A bad token is
    ///   no error here: the report says so.
    public func report(
        on token: String,
        userID: String,
        rule: UserIDRule = .documented,
        at now: Date = Date()
    ) throws(UserSigError) -> Report {
        Report(
            try withCore {
                try core.verifyAt(token: token, userid: userID, anyUserid: rule == .any, now: now.unixSeconds)
            })
    }
}

extension Verifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says what it verifies for, and nothing of the key.
    public var description: String { "Verifier(sdkAppID: \(sdkAppID), key: hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["sdkAppID": sdkAppID]) }
}

/// What a verifier saw.
public struct Report: Hashable, Sendable {
    /// The token's content if it could be read. Do not trust it while there are problems.
    public let unverifiedToken: Token?
    /// Everything that is wrong with the token, the most telling first; empty for a valid one.
    public let problems: [Finding]

    /// Whether the token is genuine, for this user, and valid now.
    public var isValid: Bool { problems.isEmpty && unverifiedToken != nil }

    /// The token's content, if it is valid.
    ///
    /// - Throws: ``UserSigError/refused(_:)`` with the first of the problems.
    public func get() throws(UserSigError) -> Token {
        if let first = problems.first { throw .refused(first) }
        guard let unverifiedToken else { throw .internalFailure(detail: "a valid token without content") }
        return unverifiedToken
    }

    init(_ core: UserSigBindings.Report) {
        unverifiedToken = core.token.map(Token.init)
        problems = core.problems.map(Finding.init)
    }
}
