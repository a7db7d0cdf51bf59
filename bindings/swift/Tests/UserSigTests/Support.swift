import Foundation
import UserSig

/// The application of the tests; its key opens nothing.
enum Demo {
    static let sdkAppID: UInt32 = 1_400_000_000
    static let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
    static let now = Date(timeIntervalSince1970: 1_700_000_000)

    static func signer() throws(UserSigError) -> Signer {
        try Signer(sdkAppID: sdkAppID, secretKey: SecretKey(key))
    }

    static func verifier() throws(UserSigError) -> Verifier {
        try Verifier(sdkAppID: sdkAppID, secretKey: SecretKey(key))
    }
}

// Swift Testing has a type of this name too.
typealias Expectation = UserSig.Expectation

extension Signer {
    /// Signs a plain UserSig that is issued at a given time.
    func sign(
        userID: String, validity: Validity = .clientDefault, issuedAt: Date
    ) throws(UserSigError) -> String {
        try sign(SignRequest(userID: userID, validity: validity, issuedAt: issuedAt))
    }
}

extension Verifier {
    /// Returns the content of a valid token, and throws the first finding of every other one.
    func verify(_ token: String, userID: String, now: Date? = nil) throws(UserSigError) -> Token {
        try verify(token, Expectation(userID: userID, now: now)).get()
    }
}

/// The error that a call throws; `nil` if it throws none.
func thrown<Value>(_ call: () throws(UserSigError) -> Value) -> UserSigError? {
    do throws(UserSigError) {
        _ = try call()
        return nil
    } catch {
        return error
    }
}

extension UserSigError {
    /// The kind of an input that cannot be used; `nil` for every other error.
    var kind: ErrorKind? {
        if case .invalidInput(let kind, _) = self { kind } else { nil }
    }
}

/// The folder of the project, from which the vectors are read.
let projectFolder: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { folder.deleteLastPathComponent() }
    return folder
}()

func vectors<Content: Decodable>(_ name: String, as _: Content.Type) throws -> Content {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
        Content.self, from: Data(contentsOf: projectFolder.appendingPathComponent("tests/vectors/\(name)")))
}
