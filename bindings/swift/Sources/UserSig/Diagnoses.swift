import Foundation

internal import UserSigBindings

/// One mistake in the code that made a token or on the token's way here, or something unusual in it.
public struct Diagnosis: Hashable, Sendable {
    /// The stable name, the same in every language of this library, such as `key_quoted`.
    public let name: String
    /// What was seen; never a part of a key.
    public let detail: String
    /// What to change.
    public let fix: String

    init(_ core: UserSigBindings.Diagnosis) {
        name = core.name
        detail = core.detail
        fix = core.fix
    }
}

extension Diagnosis: CustomStringConvertible {
    public var description: String { "\(detail) (\(name))" }
}

/// A verdict, and what is behind it. Only ``verification`` says whether the token is valid.
public struct Diagnoses: Hashable, Sendable {
    /// The verdict: what ``Verifier/verify(_:_:)`` returns, with the texts of its findings in the language that was
    /// asked for.
    public let verification: Verification
    /// Why the token is not valid, the outermost cause first; empty for a valid token, and for one that is rejected for
    /// what no known mistake explains.
    public let causes: [Diagnosis]
    /// What is unusual in a token that is valid.
    public let warnings: [Diagnosis]
    /// The token that is left when what was pasted around it is removed; `nil` if nothing was. It is not verified yet:
    /// verify it to see what would still be wrong.
    public let unwrapped: String?

    init(_ core: UserSigBindings.Diagnoses) {
        verification = Verification(core.report)
        causes = core.causes.map(Diagnosis.init)
        warnings = core.warnings.map(Diagnosis.init)
        unwrapped = core.unwrapped
    }
}

/// What is wrong with a token, without a key and so without a verdict.
public struct UnverifiedDiagnoses: Hashable, Sendable {
    /// Why the token cannot be valid, as far as that can be seen without a key, the outermost cause first. A token
    /// without one need not be valid.
    public let causes: [Diagnosis]
    /// What is unusual in a token that may be valid.
    public let warnings: [Diagnosis]
    /// The token that is left when what was pasted around it is removed; `nil` if nothing was. It is not verified.
    public let unwrapped: String?

    init(_ core: UserSigBindings.UnverifiedDiagnoses) {
        causes = core.causes.map(Diagnosis.init)
        warnings = core.warnings.map(Diagnosis.init)
        unwrapped = core.unwrapped
    }
}

extension Verifier {
    /// Verifies a token, and names what is behind the verdict: the mistakes of the code that made the token, or on its
    /// way here.
    ///
    /// It is for a person, a support tool or the log of a few rejections: it costs up to twenty times as much as
    /// ``verify(_:_:)``. The library for iOS leaves diagnosis out; those for macOS and Linux have it.
    ///
    /// - Parameters:
    ///   - token: any text.
    ///   - expectation: what the token has to be.
    ///   - keyText: the text that this verifier's secret key was made of, so that mistakes in the key's use are tried
    ///     too, such as quotation marks or a line end. The core wipes its copy when the call ends.
    ///   - language: the language of the texts.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` if the expectation cannot be used, and of the kind
    ///   `unsupported` in a build without diagnosis.
    public func diagnose(
        _ token: String, _ expectation: Expectation, keyText: String? = nil, language: Language = .english
    ) throws(UserSigError) -> Diagnoses {
        let expectation = try expectation.core()
        return Diagnoses(
            try withCore {
                if let keyText {
                    try core.diagnoseWithKeyText(
                        token: token, expectation: expectation, keyText: keyText, language: language.core)
                } else {
                    try core.diagnose(token: token, expectation: expectation, language: language.core)
                }
            })
    }
}

extension Token {
    /// Names what is wrong with a token, or unusual in it, **without verifying it**: how it was pasted, encoded and
    /// built, and whether its times make sense. There is no verdict; see
    /// ``Verifier/diagnose(_:_:keyText:language:)`` for one.
    ///
    /// The library for iOS leaves diagnosis out; those for macOS and Linux have it.
    ///
    /// - Parameters:
    ///   - token: any text.
    ///   - now: when the token is looked at; `nil` for the system clock.
    ///   - language: the language of the texts.
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `time` if the date is before 1970 or not
    ///   finite, and of the kind `unsupported` in a build without diagnosis.
    public static func diagnoseUnverified(
        _ token: String, at now: Date? = nil, language: Language = .english
    ) throws(UserSigError) -> UnverifiedDiagnoses {
        let now = try (now ?? Date()).unixSeconds(of: "now")
        return UnverifiedDiagnoses(
            try withCore { try UserSigBindings.diagnoseUnverified(token: token, now: now, language: language.core) })
    }
}

extension SecretKey {
    /// Names the shape of a text that does not look like an application's secret key: half of one, a placeholder, a
    /// line of a configuration, a private key. Empty for one that does. An odd key may still be the right one.
    ///
    /// The core wipes its copy of the text when the call ends, and the texts that it returns hold nothing of it. The
    /// library for iOS leaves diagnosis out; those for macOS and Linux have it.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `unsupported` in a build without diagnosis.
    public static func diagnose(
        _ text: String, language: Language = .english
    ) throws(UserSigError) -> [Diagnosis] {
        try withCore { try diagnoseKey(text: text, language: language.core) }.map(Diagnosis.init)
    }
}
