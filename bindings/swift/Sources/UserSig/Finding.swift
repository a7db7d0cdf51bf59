internal import UserSigBindings

/// What a ``Finding`` is, in the order in which findings are reported. The raw values are stable and the same in every
/// language of this library.
public enum FindingKind: String, CaseIterable, Sendable {
    /// There is no token.
    case empty
    /// The token cannot be read.
    case malformed
    /// The token needs a key of the other version.
    case wrongKeyKind = "wrong_key_kind"
    /// The token is for another application.
    case sdkAppIDMismatch = "sdkappid_mismatch"
    /// The token is for another user.
    case userIDMismatch = "userid_mismatch"
    /// The signature does not match.
    case badSignature = "bad_signature"
    /// The token has expired.
    case expired
    /// The token is valid for longer than the expectation allows.
    case validityTooLong = "validity_too_long"
    /// The userbuf is not the expected one.
    case userbufMismatch = "userbuf_mismatch"
    /// The PrivateMapKey disagrees with its token or with the expectation.
    case recordMismatch = "record_mismatch"

    init(_ core: UserSigBindings.FindingKind) {
        self = switch core {
        case .empty: .empty
        case .malformed: .malformed
        case .wrongKeyKind: .wrongKeyKind
        case .sdkAppIdMismatch: .sdkAppIDMismatch
        case .userIdMismatch: .userIDMismatch
        case .badSignature: .badSignature
        case .expired: .expired
        case .validityTooLong: .validityTooLong
        case .userbufMismatch: .userbufMismatch
        case .recordMismatch: .recordMismatch
        }
    }
}

/// One thing that is wrong with a token.
public struct Finding: Hashable, Sendable {
    /// What it is.
    public let kind: FindingKind
    /// The code with which the service rejects the same token, such as 70009; `nil` if it has none.
    /// ``Explanation`` has it in words.
    public let serviceCode: UInt32?
    /// What was wrong and what was expected.
    public let detail: String
    /// What to do about it.
    public let hint: String

    init(_ core: UserSigBindings.Finding) {
        kind = FindingKind(core.kind)
        serviceCode = core.serviceCode
        detail = core.detail
        hint = core.hint
    }
}

extension Finding: CustomStringConvertible {
    public var description: String {
        "\(detail) (\([kind.rawValue, serviceCode.map(String.init)].compactMap(\.self).joined(separator: ", ")))"
    }
}

/// Something unusual in a token that the service accepts. It never makes a token valid or invalid.
public struct Warning: Hashable, Sendable {
    /// The stable name, the same in every language of this library, such as `number_as_text`.
    public let name: String
    /// What is unusual.
    public let detail: String
    /// What to do about it.
    public let hint: String

    init(_ core: UserSigBindings.Warning) {
        name = core.name
        detail = core.detail
        hint = core.hint
    }
}

extension Warning: CustomStringConvertible {
    public var description: String { "\(detail) (\(name))" }
}
