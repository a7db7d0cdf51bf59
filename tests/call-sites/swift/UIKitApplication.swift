/// The application of TUIKit, which can sign in to a second application of the account.
enum UIKitApplication: CallSite {
    static func tokens() -> [String: String] {
        let usesDebugApplication = SERVERLESSURL == TEST_SERVERLESSURL
        let sdkAppId: Int = usesDebugApplication ? DEBUG_SDKAPPID : SDKAPPID
        let secretKey = usesDebugApplication ? DEBUG_SECRETKEY : SECRETKEY
        let pushBusinessId: Int32 = PUSH_BUSINESS_ID
        precondition(pushBusinessId == 0)
        let others = [
            APP_STORE_ID, APAAS_APP_ID, IOAAPPID, IOAAPPKEY, LIVE_LICENSE_URL, LIVE_LICENSE_KEY, TENCENT_EFFECT_LICENSE_URL,
            TENCENT_EFFECT_LICENSE_KEY, PLAYER_LICENSE_URL, PLAYER_LICENSE_KEY, COPYRIGHTED_MUSIC_LICENSE_URL,
            COPYRIGHTED_MUSIC_LICENSE_KEY,
        ]
        precondition(others.joined().isEmpty)
        return [
            "tester": GenerateTestUserSig.genTestUserSig(identifier: "tester", sdkAppId: sdkAppId, secretKey: secretKey)
        ]
    }
}
