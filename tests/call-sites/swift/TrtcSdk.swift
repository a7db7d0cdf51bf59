/// The older demos of TRTC, where Swift calls the Objective-C class through a bridging header: no label.
enum TrtcSdk: CallSite {
    static func tokens() -> [String: String] {
        let userId = "speaker"
        precondition(UInt32(SDKAppID) == app)
        return [userId: GenerateTestUserSig.genTestUserSig(userId)]
    }
}
