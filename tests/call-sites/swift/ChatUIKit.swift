/// The demo of Chat's UIKit, with its functions for the current application.
enum ChatUIKit: CallSite {
    static func tokens() -> [String: String] {
        let current: UInt = GenerateTestUserSig.currentSDKAppid()
        precondition(Int(current) == public_SDKAPPID && Int32(SDKAPPID) == app)
        precondition(GenerateTestUserSig.currentSecretkey() == public_SECRETKEY && SECRETKEY == key)
        return ["reader": GenerateTestUserSig.genTestUserSig(identifier: "reader")]
    }
}
