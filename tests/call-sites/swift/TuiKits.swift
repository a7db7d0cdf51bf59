/// TUICallKit, TUILiveKit, TUIKaraoke, TUIVoiceRoom and the API example of TUIKit: an application's login page.
enum TuiKits: CallSite {
    static func tokens() -> [String: String] {
        var tokens = [String: String]()
        login(Int32(SDKAPPID), userID: "host", userSig: GenerateTestUserSig.genTestUserSig(identifier: "host")) {
            tokens[$0] = $1
        }
        precondition(SECRETKEY == key && EXPIRETIME > 0)
        for licence in [BEAUTY_LICENSE_KEY, BEAUTY_LICENSE_URL, PLAYER_LICENSE_KEY, PLAYER_LICENSE_URL] {
            precondition(licence.isEmpty)
        }
        return tokens
    }

    private static func login(_ sdkAppID: Int32, userID: String, userSig: String?, succ: (String, String) -> Void) {
        if sdkAppID == app, let userSig = userSig { succ(userID, userSig) }
    }
}
