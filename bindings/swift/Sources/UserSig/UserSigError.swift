import Foundation

internal import UserSigBindings

/// Every error of this package.
public enum UserSigError: Error, Hashable, Sendable {
    /// A field or a key that cannot be used. Nothing was signed or verified.
    case invalidInput(kind: InputKind, detail: String)
    /// A token that cannot be read, or that a ``Verifier`` refuses.
    case refused(Finding)
    /// The library failed in itself: a fault of this package, and never the answer to an input.
    case internalFailure(detail: String)

    /// What was wrong with an input. The raw values are stable and the same in every language of this library.
    public struct InputKind: RawRepresentable, Hashable, Sendable {
        /// The stable name.
        public let rawValue: String

        /// The kind of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The SDKAppID is 0.
        public static let sdkAppID = InputKind(rawValue: "sdkappid")
        /// The UserID breaks its rule; see ``UserIDRule``.
        public static let userID = InputKind(rawValue: "userid")
        /// The validity is not 1 second to 50 years.
        public static let validity = InputKind(rawValue: "validity")
        /// The userbuf is too long.
        public static let userbuf = InputKind(rawValue: "userbuf")
        /// The room's number or name cannot be one.
        public static let room = InputKind(rawValue: "room")
        /// Bits that are no privilege.
        public static let privileges = InputKind(rawValue: "privileges")
        /// A PrivateMapKey that would expire after the year 2106, which its record cannot say.
        public static let privateMapKeyExpiry = InputKind(rawValue: "private_map_key_expiry")
        /// The key cannot be read.
        public static let key = InputKind(rawValue: "key")
    }

    /// What the service answers to the same token, such as 70009; `nil` unless a token was refused.
    public var serviceCode: UInt32? {
        if case .refused(let finding) = self { finding.serviceCode } else { nil }
    }
}

extension UserSigError: LocalizedError, CustomStringConvertible {
    /// What was wrong and what was expected; never a part of a key.
    public var description: String {
        switch self {
        case .invalidInput(_, let detail), .internalFailure(let detail): detail
        case .refused(let finding): finding.description
        }
    }

    public var errorDescription: String? { description }

    public var recoverySuggestion: String? {
        if case .refused(let finding) = self { finding.hint } else { nil }
    }
}

/// One thing that is wrong with a token.
public struct Finding: Hashable, Sendable {
    /// What a finding is, in the order in which they are reported. The raw values are stable and the same in every
    /// language of this library.
    public enum Kind: String, CaseIterable, Sendable {
        /// No token at all.
        case empty
        /// The token cannot be read.
        case malformed
        /// A version 1.0 token met a secret key, or a 2.0 token a public key.
        case wrongKeyKind = "wrong_key_kind"
        /// The token is for another application.
        case sdkAppIDMismatch = "sdkappid_mismatch"
        /// The token is for another user.
        case userIDMismatch = "userid_mismatch"
        /// The signature does not match.
        case badSignature = "bad_signature"
        /// The token has expired.
        case expired
    }

    /// What it is.
    public let kind: Kind
    /// What the service answers to the same token, such as 70009. ``ServiceCode`` says it in words.
    public let serviceCode: UInt32
    /// What was wrong and what was expected.
    public let detail: String
    /// What to do about it.
    public let hint: String
}

extension Finding: CustomStringConvertible {
    public var description: String { "\(detail) (\(kind.rawValue), \(serviceCode))" }
}

/// A code that the service answers, 70001 to 70050, in words.
public struct ServiceCode: Hashable, Sendable, Identifiable {
    /// The number.
    public let number: UInt32
    /// What the service means by it.
    public let meaning: String
    /// What to do about it.
    public let advice: String

    public var id: UInt32 { number }

    /// The code of that number; `nil` if it is none about UserSigs.
    public init?(_ number: UInt32) {
        guard let code = UserSigBindings.serviceCode(number: number) else { return nil }
        self.init(code)
    }

    /// Every code that is known, in the order of their numbers.
    public static var all: [ServiceCode] { serviceCodes().map(ServiceCode.init) }

    init(_ core: UserSigBindings.ServiceCode) {
        number = core.number
        meaning = core.meaning
        advice = core.advice
    }
}

extension ServiceCode: CustomStringConvertible {
    public var description: String { "\(number): \(meaning)" }
}

extension Finding {
    init(_ core: UserSigBindings.Finding) {
        kind = switch core.kind {
        case .empty: .empty
        case .malformed: .malformed
        case .wrongKeyKind: .wrongKeyKind
        case .sdkAppIdMismatch: .sdkAppIDMismatch
        case .userIdMismatch: .userIDMismatch
        case .badSignature: .badSignature
        case .expired: .expired
        }
        serviceCode = core.serviceCode
        detail = core.detail
        hint = core.hint
    }
}

/// Calls the core, and turns whatever it throws into the one error type of this package.
func withCore<Value>(_ call: () throws -> Value) throws(UserSigError) -> Value {
    do {
        return try call()
    } catch let error as UserSigBindings.UserSigError {
        switch error {
        case .InvalidInput(let kind, let detail): throw .invalidInput(kind: .init(rawValue: kind), detail: detail)
        case .Unreadable(let finding): throw .refused(Finding(finding))
        }
    } catch {
        throw .internalFailure(detail: String(describing: error))
    }
}
