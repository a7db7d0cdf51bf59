import Foundation
import UserSig
import UserSigTesting

/// What the demos do: generate a UserSig, look inside one, and say why one is refused.
public struct DemoModel: Sendable {
    /// One line of an answer.
    public struct Line: Hashable, Sendable {
        /// What it is about.
        public let label: String
        /// What there is to say.
        public let text: String
        /// Whether it tells of something wrong.
        public let isProblem: Bool

        init(_ label: String, _ text: String, isProblem: Bool = false) {
            self.label = label
            self.text = text
            self.isProblem = isProblem
        }
    }

    /// The application, as typed.
    public var sdkAppID = ""
    /// The secret key, as typed.
    public var secretKey = ""
    /// The user, as typed.
    public var userID = ""
    /// For how many days a generated UserSig is valid.
    public var days = 7
    /// The UserSig that was generated or pasted.
    public var userSig = ""
    /// The answer to what was asked last.
    public private(set) var lines: [Line] = []

    /// A model with the application and the key of the environment, if it has them.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        sdkAppID = environment["USERSIG_SDKAPPID"] ?? ""
        secretKey = environment["USERSIG_SECRET_KEY"] ?? ""
    }

    /// Whether the last answer tells of something wrong.
    public var hasProblem: Bool { lines.contains(where: \.isProblem) }

    /// Signs a UserSig for the user. In a release build this is refused: see `GenerateTestUserSig`.
    public mutating func generate() {
        GenerateTestUserSig.SDKAPPID = UInt32(sdkAppID) ?? 0
        GenerateTestUserSig.SECRETKEY = secretKey
        GenerateTestUserSig.EXPIRETIME = days * 86_400
        do {
            userSig = try GenerateTestUserSig.makeTestUserSig(userID: userID)
            lines = [Line("UserSig", userSig)]
        } catch {
            userSig = ""
            lines = [Line("not signed", error.description, isProblem: true)]
        }
    }

    /// Shows what stands in the UserSig, without a key: anybody can.
    public mutating func inspect(at now: Date = Date()) {
        do {
            lines = Self.describe(try Token.inspectUnverified(trimmedUserSig), at: now)
                + [Line("note", "read, not verified")]
        } catch {
            lines = [Line("cannot be read", error.description, isProblem: true)]
        }
    }

    /// Verifies the UserSig with the key, and gives every reason against it.
    public mutating func verify(at now: Date = Date()) {
        do {
            let verifier = try Verifier(sdkAppID: UInt32(sdkAppID) ?? 0, secretKey: SecretKey(secretKey))
            let report = try verifier.report(on: trimmedUserSig, userID: userID, rule: .any, at: now)
            lines = [Line("valid", report.isValid ? "yes" : "no", isProblem: !report.isValid)]
            for problem in report.problems {
                lines.append(Line("\(problem.serviceCode)", problem.detail, isProblem: true))
                if let code = ServiceCode(problem.serviceCode) { lines.append(Line("the service says", code.meaning)) }
                lines.append(Line("what to do", problem.hint))
            }
            if let token = report.unverifiedToken { lines += Self.describe(token, at: now) }
        } catch {
            lines = [Line("cannot verify", "\(error)", isProblem: true)]
        }
    }

    private var trimmedUserSig: String { userSig.trimmingCharacters(in: .whitespacesAndNewlines) }

    private static func describe(_ token: Token, at now: Date) -> [Line] {
        var lines = [
            Line("version", token.version.rawValue),
            Line("SDKAppID", token.sdkAppIDText),
            Line("UserID", token.userID),
            Line("issued at", text(token.issuedAt) + (token.isTimeApproximate ? " (about)" : "")),
            Line("expires at", text(token.expiresAt)),
            Line("time left", token.isExpired(at: now) ? "none" : "\(token.timeLeft(at: now).components.seconds) s"),
        ]
        if let key = token.privateMapKey {
            lines.append(Line("room", key.room.description))
            lines.append(Line("privileges", key.privileges.description))
        } else if let userbuf = token.userbuf {
            lines.append(Line("userbuf", "\(userbuf.count) bytes"))
        }
        return lines
    }

    private static func text(_ date: Date) -> String { ISO8601DateFormatter().string(from: date) }
}
