import Foundation
import UserSig
import UserSigTesting

/// What the demos do: generate a UserSig, inspect one, and report why one is rejected.
public struct DemoModel: Sendable {
    /// One line of a result.
    public struct Line: Hashable, Sendable {
        /// What it is about.
        public let label: String
        /// What is reported.
        public let text: String
        /// Whether it reports something wrong.
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
    /// The result of the last call.
    public private(set) var lines: [Line] = []

    /// Makes a model with the application and the key of the environment, if it has them.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        sdkAppID = environment["USERSIG_SDKAPPID"] ?? ""
        secretKey = environment["USERSIG_SECRET_KEY"] ?? ""
    }

    /// Whether the last result reports something wrong.
    public var hasProblem: Bool { lines.contains(where: \.isProblem) }

    /// Signs a UserSig for the user. A release build rejects this: see `GenerateTestUserSig`.
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

    /// Shows the content of the UserSig, without a key: anybody can.
    public mutating func inspect(at now: Date = Date()) {
        do {
            lines = Self.describe(try Token.inspectUnverified(trimmedUserSig), at: now)
                + [Line("note", "read, not verified")]
        } catch {
            lines = [Line("cannot be read", error.description, isProblem: true)]
        }
    }

    /// Verifies the UserSig with the key, and shows everything that is wrong with it.
    public mutating func verify(at now: Date = Date()) {
        do {
            let verifier = try Verifier(sdkAppID: UInt32(sdkAppID) ?? 0, secretKey: SecretKey(secretKey))
            let verification = try verifier.verify(trimmedUserSig, Expectation(userID: userID, now: now))
            lines = [Line("valid", verification.isValid ? "yes" : "no", isProblem: !verification.isValid)]
            for finding in verification.findings {
                let code = finding.serviceCode.map { "\($0)" }
                lines.append(Line(code ?? finding.kind.rawValue, finding.detail, isProblem: true))
                for entry in code.map({ Explanation.of($0) }) ?? [] {
                    lines.append(Line("the service reports", entry.meaning))
                }
                lines.append(Line("what to do", finding.hint))
            }
            if let token = verification.unverified { lines += Self.describe(token, at: now) }
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
            Line("time left", token.isExpired(at: now) ? "none" : "\(Int64(token.timeLeft(at: now))) s"),
        ]
        if let key = token.privateMapKey {
            lines.append(Line("room", key.room.description))
            lines.append(Line("privileges", key.privileges.description))
        } else if let userbuf = token.userbuf {
            lines.append(Line("userbuf", "\(userbuf.count) bytes"))
        }
        for warning in token.warnings { lines.append(Line("warning", "\(warning.detail); \(warning.hint)")) }
        return lines
    }

    private static func text(_ date: Date) -> String { ISO8601DateFormatter().string(from: date) }
}
