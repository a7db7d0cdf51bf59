/// TUIRoomKit, which writes the names in another way.
enum RoomKit: CallSite {
    static func tokens() -> [String: String] {
        let sdkAppId: Int = SDKAppID
        let secretKey: String = SDKSecretKey
        precondition(sdkAppId == app && secretKey == key && (XMagicLicenseURL + XMagicLicenseKey).isEmpty)
        return ["owner": GenerateTestUserSig.genTestUserSig(identifier: "owner")]
    }
}
