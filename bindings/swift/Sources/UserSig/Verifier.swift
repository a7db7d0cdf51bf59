internal import UserSigBindings

/// Verifies the tokens of one application with one key.
///
/// The key decides which version of token is accepted, never the token. A verifier does not change, and any number of
/// threads and tasks may use one at the same time.
///
///     let verifier = try Verifier(sdkAppID: 1_400_000_000, secretKey: SecretKey(text))
///     let verification = try verifier.verify(userSig, Expectation(userID: "xiaojun", contents: .noUserbuf))
///     if let token = verification.valid {
///         print("valid until", token.expiresAt)
///     } else {
///         for finding in verification.findings { print(finding) }
///     }
public struct Verifier: Sendable {
    let core: UserSigBindings.Verifier

    /// The application whose tokens it accepts.
    public let sdkAppID: UInt32

    /// Makes a verifier of version 2.0 tokens.
    ///
    /// - Parameters:
    ///   - sdkAppID: the application whose tokens it accepts.
    ///   - secretKey: the application's key.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkAppID` if the number is 0.
    public init(sdkAppID: UInt32, secretKey: SecretKey) throws(UserSigError) {
        self.sdkAppID = sdkAppID
        core = try withCore { try UserSigBindings.Verifier(sdkappid: sdkAppID, key: secretKey.core) }
    }

    /// Makes a verifier of version 1.0 tokens, the oldest form included.
    ///
    /// - Parameters:
    ///   - sdkAppID: the application whose tokens it accepts.
    ///   - publicKey: the application's key; the private one is not needed.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `sdkAppID` if the number is 0.
    public init(sdkAppID: UInt32, publicKey: PublicKey) throws(UserSigError) {
        self.sdkAppID = sdkAppID
        core = try withCore { try .withPublicKey(sdkappid: sdkAppID, key: publicKey.core) }
    }

    /// Verifies a token against what the caller expects, and returns everything that is wrong with it.
    ///
    /// An invalid token is no error: read ``Verification/valid``, or call ``Verification/get()`` to have one thrown.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` if the expectation cannot be used: of the kind `userID`,
    ///   `time`, `leeway`, `validity`, `userbuf`, `room` or `privileges`.
    public func verify(_ token: String, _ expectation: Expectation) throws(UserSigError) -> Verification {
        let expectation = try expectation.core()
        return Verification(try withCore { try core.verify(token: token, expectation: expectation) })
    }
}

extension Verifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The application that it verifies for, and nothing of the key.
    public var description: String { "Verifier(sdkAppID: \(sdkAppID), key: hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["sdkAppID": sdkAppID]) }
}

/// The result of a verification.
public struct Verification: Hashable, Sendable {
    /// The token's content, if the token is valid; `nil` for every other token.
    public let valid: Token?
    /// The token's content if it could be read, valid or not: for telling a developer why. Trust nothing in it.
    public let unverified: Token?
    /// Everything that is wrong with the token, in the order of ``FindingKind``; empty for a valid one.
    public let findings: [Finding]
    /// What is unusual in the token although the service accepts it. Warnings never change the result.
    public let warnings: [Warning]

    /// Whether the token is genuine and as expected.
    public var isValid: Bool { valid != nil }

    /// Returns the token's content, if the token is valid.
    ///
    /// - Throws: ``UserSigError/rejected(_:)`` with the first of the findings.
    public func get() throws(UserSigError) -> Token {
        if let valid { return valid }
        guard let first = findings.first else {
            throw .internalFailure(detail: "the token is not valid, but the core reports no finding")
        }
        throw .rejected(first)
    }

    init(_ core: UserSigBindings.Report) {
        unverified = core.token.map(Token.init)
        valid = core.isValid ? unverified : nil
        findings = core.findings.map(Finding.init)
        warnings = core.warnings.map(Warning.init)
    }
}
