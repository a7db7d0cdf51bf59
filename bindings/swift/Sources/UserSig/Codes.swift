internal import UserSigBindings

/// The language of a text. Names and numbers are the same in both.
public enum Language: CaseIterable, Hashable, Sendable {
    /// English.
    case english
    /// Simplified Chinese.
    case chinese

    var core: UserSigBindings.Language {
        switch self {
        case .english: .english
        case .chinese: .chinese
        }
    }
}

/// What one error code of the service or of an SDK means, and what to do about it.
///
///     for entry in Explanation.of("70009") { print(entry.layer, entry.meaning, entry.advice) }
public struct Explanation: Hashable, Sendable {
    /// What an error code is about.
    public enum Subject: CaseIterable, Hashable, Sendable {
        /// The UserSig, or what is presented with it: the UserID and the SDKAppID.
        case userSig
        /// The PrivateMapKey and the permissions in it.
        case privateMapKey
        /// Something else, although the code appears at login or when a room is entered.
        case other

        init(_ core: UserSigBindings.Subject) {
            self = switch core {
            case .userSig: .userSig
            case .privateMapKey: .privateMapKey
            case .other: .other
            }
        }
    }

    /// The numbers that have this meaning, the usual one first; empty if the code is a text.
    public let numbers: [Int32]
    /// The names in headers and tables, such as `ERR_USER_SIG_EXPIRED`; empty if there are only numbers.
    public let names: [String]
    /// Which part of the products returns the code, as a title. The same number can have another meaning in another
    /// one.
    public let layer: String
    /// What the code is about.
    public let subject: Subject
    /// What the code means.
    public let meaning: String
    /// What to do about it.
    public let advice: String
    /// Where the documents disagree or stay silent; `nil` if they do not.
    public let note: String?

    /// Returns what a code means: one entry for each part of the products that has it, and none if this library does
    /// not know the code, which says nothing about the service.
    ///
    /// - Parameters:
    ///   - code: a decimal number, such as `70001` or `-100018`, or a name, such as `ERR_USER_SIG_EXPIRED`, in upper or
    ///     lower case. A minus makes another code of a number, but for those of the account server (70000 to 70999).
    ///   - language: the language of the texts.
    public static func of(_ code: String, language: Language = .english) -> [Explanation] {
        UserSigBindings.explain(code: code, language: language.core).map(Explanation.init)
    }

    /// Returns every code that is known, by the part of the products that returns it, and then by number without its
    /// sign.
    public static func all(language: Language = .english) -> [Explanation] {
        UserSigBindings.explanations(language: language.core).map(Explanation.init)
    }

    init(_ core: UserSigBindings.Explanation) {
        numbers = core.numbers
        names = core.names
        layer = core.layer
        subject = Subject(core.subject)
        meaning = core.meaning
        advice = core.advice
        note = core.note
    }
}

extension Explanation: CustomStringConvertible {
    public var description: String { "\((numbers.map(String.init) + names).joined(separator: ", ")): \(meaning)" }
}
