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

    static func verifier(leeway: Duration = .zero) throws(UserSigError) -> Verifier {
        try Verifier(sdkAppID: sdkAppID, secretKey: SecretKey(key), leeway: leeway)
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
