import Foundation

internal import UserSigBindings

/// Which UserIDs are accepted when signing. Every rule rejects control characters: a line break in a UserID forges the
/// signed text of another token.
public enum UserIDRule: Hashable, Sendable, CaseIterable {
    /// What IM documents: 1 to 32 bytes of printable ASCII. The default.
    case im
    /// What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`. Every product accepts them.
    case trtc
    /// 1 to 1024 bytes of UTF-8: for IDs that were imported long ago.
    case any

    var core: UserSigBindings.UserIdRule {
        switch self {
        case .im: .im
        case .trtc: .trtc
        case .any: .any
        }
    }
}

/// How long a token is valid, in whole seconds: 1 to 1576800000 (50 years).
///
///     try signer.sign(userID: "xiaojun", validity: .days(7))
///     try signer.sign(userID: "xiaojun", validity: .seconds(600))
public struct Validity: Hashable, Comparable, Sendable {
    /// The number of seconds. One that is out of range is rejected by the call that uses it, not here.
    public let seconds: Int64

    /// Makes a validity from a number of seconds.
    public static func seconds(_ seconds: Int) -> Validity { Validity(seconds: Int64(seconds)) }

    /// Makes a validity from a number of days of 86 400 seconds.
    public static func days(_ days: Int) -> Validity {
        let (seconds, overflow) = days.multipliedReportingOverflow(by: 86_400)
        return .seconds(overflow ? (days < 0 ? .min : .max) : seconds)
    }

    /// Seven days, as client demos sign.
    public static let clientDefault = Validity(clamping: validityClientDefault())

    /// 180 days, as servers sign.
    public static let serverDefault = Validity(clamping: validityServerDefault())

    /// Makes a validity from a duration, without its fraction of a second.
    @available(iOS 16, macOS 13, *)
    public init(_ duration: Duration) { self.init(seconds: duration.components.seconds) }

    /// Makes a validity from a token's; the longest one if it has more seconds than a validity holds.
    init(clamping seconds: UInt64) { self.init(seconds: Int64(clamping: seconds)) }

    private init(seconds: Int64) { self.seconds = seconds }

    /// The same length as a duration.
    @available(iOS 16, macOS 13, *)
    public var duration: Duration { .seconds(seconds) }

    /// Returns the seconds as the core accepts them. Only what its unsigned number cannot hold is rejected here.
    func core() throws(UserSigError) -> UInt64 {
        guard let seconds = UInt64(exactly: seconds) else {
            throw .invalidInput(
                kind: .validity,
                detail: "the validity is \(seconds) seconds; expected a number above 0; "
                    + "pass for how long the token is valid, such as .days(7)")
        }
        return seconds
    }

    /// Returns whether the first is the shorter one.
    public static func < (first: Validity, second: Validity) -> Bool { first.seconds < second.seconds }
}

extension Validity: CustomStringConvertible {
    public var description: String { "\(seconds) s" }
}

/// A TRTC room: a number or a string, as the application uses them.
public enum Room: Hashable, Sendable {
    /// A numeric room, 1 to 4294967294.
    case number(UInt32)
    /// A string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    case name(String)

    init(_ core: UserSigBindings.Room) {
        self = switch core {
        case .number(let number): .number(number)
        case .name(let name): .name(name)
        }
    }

    var core: UserSigBindings.Room {
        switch self {
        case .number(let number): .number(number: number)
        case .name(let name): .name(name: name)
        }
    }
}

extension Room: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .name(let name): name
        }
    }
}

/// What a PrivateMapKey allows its user to do in the room.
///
///     let guest: Privileges = [.enterRoom, .receiveAudio, .receiveVideo]
public struct Privileges: OptionSet, Hashable, Sendable {
    /// The bits, as the service reads them. Signing accepts 0 to 255.
    public let rawValue: UInt32

    /// Makes the set of privileges with these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Create the room.
    public static let createRoom = Privileges(rawValue: 1)
    /// Enter the room.
    public static let enterRoom = Privileges(rawValue: 2)
    /// Send audio.
    public static let sendAudio = Privileges(rawValue: 4)
    /// Receive audio.
    public static let receiveAudio = Privileges(rawValue: 8)
    /// Send video.
    public static let sendVideo = Privileges(rawValue: 16)
    /// Receive video.
    public static let receiveVideo = Privileges(rawValue: 32)
    /// Send the sub-stream (screen sharing).
    public static let sendSubstream = Privileges(rawValue: 64)
    /// Receive the sub-stream (screen sharing).
    public static let receiveSubstream = Privileges(rawValue: 128)
    /// Everything.
    public static let all = Privileges(rawValue: 255)

    /// The names of the privileges, the same in every language of this library: `create`, `enter`, `audio-send` and
    /// so on, in the order of their bits.
    public var names: [String] { privilegeNames(bits: rawValue) }
}

extension Privileges: CustomStringConvertible {
    public var description: String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}
