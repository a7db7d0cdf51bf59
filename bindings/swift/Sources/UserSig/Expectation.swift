import Foundation

internal import UserSigBindings

/// What ``Verifier/verify(_:_:)`` demands of a token beside its signature.
///
///     let userSig = Expectation(userID: "xiaojun", contents: .noUserbuf)
///     let privateMapKey = Expectation(userID: "xiaojun", contents: .room(.number(10001), [.enterRoom]))
///
/// A field that cannot be used is rejected when a token is verified, not here. The module `Testing` has a type of the
/// same name: beside it, write `UserSig.Expectation`.
public struct Expectation: Hashable, Sendable {
    /// What a token is expected to carry beside the user's name. Whatever is expected, a PrivateMapKey that disagrees
    /// with its own token is a finding.
    public enum Contents: Hashable, Sendable {
        /// Anything, or nothing: the caller reads it from the token.
        case any
        /// No userbuf: a plain UserSig, and no PrivateMapKey in its place.
        case noUserbuf
        /// Exactly these bytes.
        case userbuf(Data)
        /// A PrivateMapKey for this room, with at least these privileges.
        case room(Room, Privileges)
    }

    /// The user who presents the token. Every UserID that a token may hold can be asked for.
    public var userID: String
    /// When the token is to be valid, without its fraction of a second; `nil` for the system clock, read at each
    /// verification.
    public var now: Date?
    /// For how many seconds after its expiry a token is still accepted, for clocks that differ: at most one day.
    public var leeway: TimeInterval
    /// The longest validity that is accepted; `nil` for any.
    public var maxValidity: Validity?
    /// What the token is expected to carry.
    public var contents: Contents

    /// Makes an expectation.
    ///
    /// - Parameters:
    ///   - userID: the user who presents the token.
    ///   - now: when the token is to be valid, from 1970 on; `nil` for the system clock, read at each verification.
    ///   - leeway: for how many seconds after its expiry a token is still accepted, without a fraction of a second: 0, as
    ///     in the service, to one day.
    ///   - maxValidity: the longest validity that is accepted; `nil` for any.
    ///   - contents: what the token is expected to carry; by default anything.
    public init(
        userID: String,
        now: Date? = nil,
        leeway: TimeInterval = 0,
        maxValidity: Validity? = nil,
        contents: Contents = .any
    ) {
        self.userID = userID
        self.now = now
        self.leeway = leeway
        self.maxValidity = maxValidity
        self.contents = contents
    }

    func core() throws(UserSigError) -> UserSigBindings.Expectation {
        UserSigBindings.Expectation(
            userid: userID, now: try now?.unixSeconds(of: "now"), leeway: try leewaySeconds(),
            maxValidity: try maxValidity?.core(), contents: contents.core)
    }

    /// Returns the seconds as the core accepts them. Only what its unsigned number cannot hold is rejected here.
    private func leewaySeconds() throws(UserSigError) -> UInt64 {
        guard leeway >= 0, let seconds = UInt64(exactly: leeway.rounded(.down)) else {
            throw .invalidInput(
                kind: .leeway,
                detail: "the leeway is \(leeway) seconds; expected a finite number that is not negative; pass 0 for none")
        }
        return seconds
    }
}

extension Expectation.Contents {
    var core: UserSigBindings.Expected {
        switch self {
        case .any: .any
        case .noUserbuf: .noUserbuf
        case .userbuf(let bytes): .userbuf(bytes: bytes)
        case .room(let room, let privileges): .room(room: room.core, privileges: privileges.rawValue)
        }
    }
}
