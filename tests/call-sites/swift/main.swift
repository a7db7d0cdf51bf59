// Runs each call site of this folder, and verifies the tokens that it returns. Beside that: what cannot be signed, and where
// an address to push to comes from.
//
//   call-sites              all but the address; ends in `N passed, N failed`
//   call-sites address      prints the address
//   call-sites release      succeeds if this build signs nothing
import CUserSig
import Foundation

/// A file of this folder.
protocol CallSite {
    /// Returns tokens by their users.
    static func tokens() -> [String: String]
}

/// The application of all tokens here.
let app: UInt32 = 1_400_000_000
let key = ["19b341c83b71efe5023626fcfd7e27df", "e28e700ad33eacb0575a900a986ad567"].joined()

let callSites: [CallSite.Type] = [
    AiConversation.self, CallKit.self, ChatSwiftUI.self, ChatUIKit.self, KaraokeStore.self, RoomKit.self,
    TrtcApiExample.self, TrtcSdk.self, TuiKits.self, UIKitApplication.self,
]

func isValid(_ token: String, for user: String) -> Bool {
    var expectation = usersig_expectation()
    expectation.size = UInt32(MemoryLayout<usersig_expectation>.size)
    expectation.contents = UInt32(USERSIG_CONTENTS_NONE)
    var content: UnsafeMutablePointer<usersig_token>?
    defer { usersig_token_free(content) }
    let status = user.withCString { bytes -> usersig_status in
        expectation.userid = bytes
        expectation.userid_len = user.utf8.count
        return usersig_verify(app, key, key.utf8.count, token, token.utf8.count, &expectation, &content, nil)
    }
    return status == USERSIG_STATUS_OK && content?.pointee.expire == UInt64(EXPIRETIME)
}

func checks() -> [(name: String, isGood: Bool)] {
    var checks = callSites.map { callSite -> (String, Bool) in
        let tokens = callSite.tokens()
        return ("\(callSite)", !tokens.isEmpty && tokens.allSatisfy { isValid($1, for: $0) })
    }
    // Each of these writes one line to standard error, which the stage counts.
    for user in ["", "two\nlines", String(repeating: "x", count: 1025)] {
        let token = GenerateTestUserSig.genTestUserSig(identifier: user)
        checks.append(("no token for a UserID of \(user.utf8.count) bytes", token.isEmpty))
    }
    for application in [0, -1, 1 << 32] {
        let token = GenerateTestUserSig.genTestUserSig(userID: "x", sdkAppID: application, secretKey: key)
        checks.append(("no token for the application \(application)", token.isEmpty))
    }
    for bad in ["", " \(key)"] {
        let token = GenerateTestUserSig.genTestUserSig(identifier: "x", sdkAppId: Int(app), secretKey: bad)
        checks.append(("no token with a key of \(bad.utf8.count) bytes", token.isEmpty))
    }
    return checks
}

switch CommandLine.arguments.dropFirst().first {
case "address":
    TrtcApiExample.requestAddress {
        print($0?.0 ?? "none", $0?.1 ?? "none")
        exit(0)
    }
    dispatchMain()
case "release":
    let token = GenerateTestUserSig.genTestUserSig(userID: "x", sdkAppID: Int(app), secretKey: key)
    exit(token.isEmpty && SECRETKEY.isEmpty && GenerateTestUserSig.currentSecretkey().isEmpty ? 0 : 1)
default:
    let checks = checks()
    for check in checks { print(check.isGood ? "ok     " : "FAILED ", check.name) }
    let failed = checks.filter { !$0.isGood }.count
    print("\(checks.count - failed) passed, \(failed) failed")
    exit(failed == 0 ? 0 : 1)
}
