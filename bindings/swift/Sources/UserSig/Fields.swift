import Foundation

internal import UserSigBindings

/// Which UserIDs a call takes.
public enum UserIDRule: Hashable, Sendable {
    /// The documented rule: 1 to 32 bytes of `a-z A-Z 0-9 _ -`.
    case documented
    /// 1 to 1024 bytes of UTF-8, for system accounts and for IDs that were imported long ago. Control characters are
    /// refused all the same: a line break in a UserID could forge another token.
    case any
}

/// For how long a token is valid: whole seconds, from 1 second to 50 years.
///
///     try signer.sign(userID: "xiaojun", validity: .days(7))
///     try signer.sign(userID: "xiaojun", validity: Validity(.seconds(600)))
public struct Validity: Hashable, Sendable {
    /// The number of seconds. A number out of range is refused when signing, not here.
    public let seconds: UInt64

    /// The validity of a number of seconds; a negative one becomes 0, which no call accepts.
    public static func seconds(_ seconds: Int) -> Validity { Validity(Duration.seconds(seconds)) }

    /// The validity of a number of days of 86 400 seconds.
    public static func days(_ days: Int) -> Validity {
        let (seconds, overflow) = days.multipliedReportingOverflow(by: 86_400)
        return .seconds(overflow ? (days < 0 ? 0 : Int.max) : seconds)
    }

    /// Seven days, as client demos sign.
    public static let clientDefault = Validity(seconds: validityClientDefault())

    /// 180 days, as servers sign.
    public static let serverDefault = Validity(seconds: validityServerDefault())

    /// The validity of a duration; a fraction of a second is cut off, and a negative one becomes 0.
    public init(_ duration: Duration) {
        seconds = duration.wholeSeconds
    }

    private init(seconds: UInt64) { self.seconds = seconds }

    /// The same as a duration.
    public var duration: Duration { Duration(wholeSeconds: seconds) }
}

extension Validity: CustomStringConvertible {
    public var description: String { "\(seconds) s" }
}

/// A TRTC room.
public enum Room: Hashable, Sendable {
    /// A numeric room, 1 to 4294967294.
    case number(UInt32)
    /// A string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`.
    case name(String)
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
    /// The bits, as the service reads them. Signing takes 0 to 255.
    public let rawValue: UInt32

    /// The privileges with these bits.
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

extension Duration {
    /// A duration of seconds that may be more than a duration holds: the longest one then.
    init(wholeSeconds seconds: UInt64) { self = .seconds(Int64(clamping: seconds)) }

    /// A fraction of a second is cut off; 0 for less than nothing.
    var wholeSeconds: UInt64 { UInt64(max(0, components.seconds)) }
}

extension Date {
    init(unixSeconds seconds: UInt64) { self.init(timeIntervalSince1970: TimeInterval(seconds)) }

    /// Whole seconds since 1970; 0 before, and the largest number after what 64 bits hold.
    var unixSeconds: UInt64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        // Written so that a date that is not a number comes out as 0 and not as a trap.
        guard seconds > 0 else { return 0 }
        return UInt64(exactly: seconds) ?? UInt64.max
    }
}
