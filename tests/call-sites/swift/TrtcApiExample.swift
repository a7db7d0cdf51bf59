/// TRTC's API examples for iOS and macOS.
enum TrtcApiExample: CallSite {
    static func tokens() -> [String: String] {
        var sdkAppId: UInt32 = 0
        sdkAppId = UInt32(SDKAPPID)
        precondition(sdkAppId == app && "\(SDKAppID)" == "1400000000" && SDKSECRETKEY == key)
        precondition(EXPIRETIME == 604_800)
        let streamId = "\(CDNAPPID)_\(CDNBIZID)_\(SDKAppID)"
        precondition(streamId == "0_0_1400000000")
        for text in [kCDN_URL, LICENSEURL, LICENSEURLKEY, PLAY_DOMAIN, SERVERLESSURL] { precondition(text.count == 0) }
        return ["anchor": GenerateTestUserSig.genTestUserSig(identifier: "anchor") as String]
    }

    /// The library of chorus passes its caller's function on.
    static func requestAddress(handler: @escaping ((String, String)?) -> Void) {
        GenerateTestUserSig.generatePushPullStreamAddress(handler: handler)
    }
}
