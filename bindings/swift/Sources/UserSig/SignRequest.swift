import Foundation

internal import UserSigBindings

/// One token to sign: for whom, for how long, from when, and what it carries.
///
///     let userSig = SignRequest(userID: "xiaojun", validity: .days(7))
///     let privateMapKey = SignRequest(userID: "xiaojun", contents: .room(.number(10001), [.enterRoom]))
///
/// A field that cannot be used is rejected when it is signed, not here.
public struct SignRequest: Hashable, Sendable {
    /// What a token carries beside the user's name.
    public enum Contents: Hashable, Sendable {
        /// Nothing: a plain UserSig.
        case none
        /// Bytes of the application: 0 to 32768 bytes. A userbuf of 0 bytes is not the same as ``none``.
        case userbuf(Data)
        /// The permission to use one TRTC room: the token is a PrivateMapKey.
        case room(Room, Privileges)
    }

    /// The user the token is for.
    public var userID: String
    /// How long the token is valid, counted from ``issuedAt``.
    public var validity: Validity
    /// When the token is issued, without its fraction of a second; `nil` for the system clock, read when it is signed.
    public var issuedAt: Date?
    /// What the token carries.
    public var contents: Contents
    /// Which UserIDs are accepted.
    public var rule: UserIDRule

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - userID: the user the token is for.
    ///   - validity: how long the token is valid, 1 second to 50 years; by default 7 days.
    ///   - issuedAt: when the token is issued, from 1970 on; `nil` for the system clock, read when it is signed.
    ///   - contents: what the token carries; by default nothing.
    ///   - rule: which UserIDs are accepted.
    public init(
        userID: String,
        validity: Validity = .clientDefault,
        issuedAt: Date? = nil,
        contents: Contents = .none,
        rule: UserIDRule = .im
    ) {
        self.userID = userID
        self.validity = validity
        self.issuedAt = issuedAt
        self.contents = contents
        self.rule = rule
    }

    func core() throws(UserSigError) -> UserSigBindings.SignRequest {
        UserSigBindings.SignRequest(
            userid: userID, useridRule: rule.core, validity: try validity.core(),
            issuedAt: try issuedAt?.unixSeconds(of: "issuedAt"), contents: contents.core)
    }
}

extension SignRequest.Contents {
    var core: UserSigBindings.Contents {
        switch self {
        case .none: .none
        case .userbuf(let bytes): .userbuf(bytes: bytes)
        case .room(let room, let privileges): .room(room: room.core, privileges: privileges.rawValue)
        }
    }
}
