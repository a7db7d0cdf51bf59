/// A library of TUILiveKit and TUIKit, which has the application as a 32-bit number.
enum KaraokeStore: CallSite {
    static func tokens() -> [String: String] {
        let sdkAppId: Int32 = 1_400_000_000
        let robot = "singer_robot"
        return [robot: GenerateTestUserSig.genTestUserSig(SDKAPPID: sdkAppId, SECRETKEY: key, identifier: robot)]
    }
}
