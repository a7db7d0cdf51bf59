import Foundation

internal import UserSigBindings

/// Every error of this package.
public enum UserSigError: Error, Hashable, Sendable {
    /// A field, a key or a text that cannot be used. Nothing was signed or verified.
    case invalidInput(kind: ErrorKind, detail: String)
    /// A token that cannot be read, or that a ``Verifier`` rejects.
    case rejected(Finding)
    /// The library failed in itself: a bug of this package, whatever the input was.
    case internalFailure(detail: String)

    /// The code with which the service rejects the same token, such as 70009; `nil` if it has none, and unless a token
    /// was rejected.
    public var serviceCode: UInt32? {
        if case .rejected(let finding) = self { finding.serviceCode } else { nil }
    }
}

extension UserSigError: LocalizedError, CustomStringConvertible {
    /// What was wrong, what was expected and what to do; never a part of a key.
    public var description: String {
        switch self {
        case .invalidInput(_, let detail), .internalFailure(let detail): detail
        case .rejected(let finding): finding.description
        }
    }

    public var errorDescription: String? { description }

    public var recoverySuggestion: String? {
        if case .rejected(let finding) = self { finding.hint } else { nil }
    }
}

/// The kind of an input that cannot be used. The raw values are stable and the same in every language of this library.
public enum ErrorKind: String, CaseIterable, Sendable {
    /// The SDKAppID is 0.
    case sdkAppID = "sdkappid"
    /// The UserID breaks its rule; see ``UserIDRule``.
    case userID = "userid"
    /// The validity is out of range.
    case validity
    /// The leeway is out of range.
    case leeway
    /// The userbuf is too long.
    case userbuf
    /// The numeric or the string room is not valid.
    case room
    /// The privileges have bits that are no privilege.
    case privileges
    /// A PrivateMapKey would expire after its record's 32 bits end, in the year 2106.
    case privateMapKeyExpiry = "private_map_key_expiry"
    /// A date is before 1970 or not finite, or the system clock is before 1970.
    case time
    /// The key cannot be used.
    case key
    /// What was asked for: this build of the library leaves it out, as the one for iOS leaves out diagnosis.
    case unsupported
    /// An input that this version has no name for.
    case other

    init(_ core: UserSigBindings.ErrorKind) {
        self = switch core {
        case .sdkAppId: .sdkAppID
        case .userId: .userID
        case .validity: .validity
        case .leeway: .leeway
        case .userbuf: .userbuf
        case .room: .room
        case .privileges: .privileges
        case .privateMapKeyExpiry: .privateMapKeyExpiry
        case .time: .time
        case .key: .key
        case .unsupported: .unsupported
        case .other: .other
        }
    }
}

/// Calls the core, and turns whatever it throws into the one error type of this package.
func withCore<Value>(_ call: () throws -> Value) throws(UserSigError) -> Value {
    do {
        return try call()
    } catch let error as UserSigBindings.UserSigError {
        switch error {
        case .InvalidInput(let kind, let detail): throw .invalidInput(kind: ErrorKind(kind), detail: detail)
        case .Unreadable(let finding): throw .rejected(Finding(finding))
        }
    } catch {
        throw .internalFailure(detail: String(describing: error))
    }
}
