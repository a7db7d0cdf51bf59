import Foundation
import UserSig

let key = try SecretKey(ProcessInfo.processInfo.environment["USERSIG_SECRET_KEY"] ?? "")
let token = try Signer(sdkAppID: 1_400_000_000, secretKey: key).sign(userID: "xiaojun", validity: .days(7))
let verifier = try Verifier(sdkAppID: 1_400_000_000, secretKey: key)
func verdict(_ user: String) throws -> String {
    "\(user): \(try verifier.verify(token, Expectation(userID: user)).isValid ? "valid" : "rejected")"
}
print("\(try verdict("xiaojun")), \(try verdict("mallory"))")
