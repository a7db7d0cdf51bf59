/// The chat demo for SwiftUI: both forms of one class.
enum ChatSwiftUI: CallSite {
    static func tokens() -> [String: String] {
        [
            "first": GenerateTestUserSig.genTestUserSig(identifier: "first"),
            "second": GenerateTestUserSig.genTestUserSig(userID: "second", sdkAppID: Int(app), secretKey: key),
        ]
    }
}
