import TUICallKit_Swift

/// An application over the library TUICallKit_Swift. Both have a file of this name: the class of the application is found
/// without the name of a module, and that of the library with it.
enum CallKit: CallSite {
    static func tokens() -> [String: String] {
        let userId = "caller"
        let ours = GenerateTestUserSig.genTestUserSig(identifier: "callee")
        let library = TUICallKit_Swift.GenerateTestUserSig.genTestUserSig(
            userID: userId, sdkAppID: SDKAPPID, secretKey: SECRETKEY)
        return ["callee": ours, userId: library]
    }
}
