/// AIConversationKit, with the label as it is written there.
enum AiConversation: CallSite {
    static func tokens() -> [String: String] {
        ["张三": GenerateTestUserSig.genTestUserSig(sdkAppId: Int(app), userId: "张三", secrectkey: key)]
    }
}
