import Foundation
import Testing
import UserSig
@testable import UserSigTesting

// One suite, one after the other: the class has its settings in one place, as in the demos.
@Suite("GenerateTestUserSig", .serialized)
struct GenerateTestUserSigTests {
    init() {
        GenerateTestUserSig.SDKAPPID = Demo.sdkAppID
        GenerateTestUserSig.SECRETKEY = Demo.key
        GenerateTestUserSig.EXPIRETIME = 604_800
        GenerateTestUserSig.allowsReleaseBuild = false
    }

    @Test("signs what the service accepts, for any user name", arguments: ["xiaojun", "张三", "with space"])
    func signs(userID: String) throws {
        let userSig = GenerateTestUserSig.genTestUserSig(identifier: userID)
        let token = try Demo.verifier().verify(userSig, userID: userID)
        #expect(token.validity == .seconds(604_800))
        #expect(token.sdkAppID == GenerateTestUserSig.SDKAPPID)
    }

    @Test("signs the validity that is set") func validity() throws {
        GenerateTestUserSig.EXPIRETIME = 60
        let token = try Token.inspectUnverified(GenerateTestUserSig.genTestUserSig(identifier: "xiaojun"))
        #expect(token.validity == .seconds(60))
    }

    @Test("says what is missing") func notConfigured() {
        GenerateTestUserSig.SDKAPPID = 0
        #expect(throws: GenerateTestUserSig.Failure.notConfigured) {
            try GenerateTestUserSig.makeTestUserSig(userID: "xiaojun")
        }
        GenerateTestUserSig.SDKAPPID = Demo.sdkAppID
        GenerateTestUserSig.SECRETKEY = ""
        #expect(throws: GenerateTestUserSig.Failure.notConfigured) {
            try GenerateTestUserSig.makeTestUserSig(userID: "xiaojun")
        }
        #expect(GenerateTestUserSig.genTestUserSig(identifier: "xiaojun") == "")
    }

    @Test("rejects an empty UserID") func emptyUserID() {
        #expect(throws: GenerateTestUserSig.Failure.self) { try GenerateTestUserSig.makeTestUserSig(userID: "") }
        #expect(GenerateTestUserSig.genTestUserSig(identifier: "") == "")
    }

    private func sign(_ settings: Settings, isReleaseBuild: Bool) throws(GenerateTestUserSig.Failure) -> String {
        try GenerateTestUserSig.sign("xiaojun", with: settings, isReleaseBuild: isReleaseBuild)
    }

    private var shippedKey: [String: Any] {
        ["UserSigSDKAppID": "\(Demo.sdkAppID)", "UserSigSecretKey": Demo.key]
    }

    @Test("a debug build reads the key from Info.plist") func infoPlistInDebug() throws {
        let settings = Settings(environment: [:], infoPlist: shippedKey)
        _ = try Demo.verifier().verify(sign(settings, isReleaseBuild: false), userID: "xiaojun")
    }

    @Test("a release build with a key in Info.plist signs nothing, whatever the code sets", arguments: [false, true])
    func infoPlistInRelease(isKeySet: Bool) {
        var settings = Settings(environment: [:], infoPlist: shippedKey)
        settings.allowsReleaseBuild = true
        if isKeySet { settings.secretKey = Demo.key }
        #expect(throws: GenerateTestUserSig.Failure.keyInInfoPlist) { try sign(settings, isReleaseBuild: true) }
    }

    @Test("a release build without a key in Info.plist signs only when the code allows it") func keyInRelease() throws {
        // What an .xcconfig file for Debug only leaves in a release build.
        let infoPlist: [String: Any] = ["UserSigSDKAppID": Int(Demo.sdkAppID), "UserSigSecretKey": ""]
        var settings = Settings(environment: ["USERSIG_SECRET_KEY": Demo.key], infoPlist: infoPlist)
        #expect(throws: GenerateTestUserSig.Failure.releaseBuild) { try sign(settings, isReleaseBuild: true) }
        settings.allowsReleaseBuild = true
        _ = try Demo.verifier().verify(sign(settings, isReleaseBuild: true), userID: "xiaojun")
    }

    @Test("the environment comes before Info.plist, and the code before both") func precedence() {
        let other = ["USERSIG_SDKAPPID": "7", "USERSIG_SECRET_KEY": "from the environment"]
        let settings = Settings(environment: other, infoPlist: shippedKey)
        #expect(settings.sdkAppID == 7 && settings.secretKey == "from the environment")
        #expect(Settings(environment: [:], infoPlist: shippedKey).sdkAppID == Demo.sdkAppID)
    }

    @Test("says how to get the key out of a release build, and shows no key") func infoPlistMessage() {
        let text = GenerateTestUserSig.Failure.keyInInfoPlist.localizedDescription
        for part in ["UserSigSecretKey", "plutil", "server", "USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE"] {
            #expect(text.contains(part))
        }
    }

    @Test("says why it does not sign in a release build") func releaseMessage() {
        let text = GenerateTestUserSig.Failure.releaseBuild.localizedDescription
        #expect(text.contains("release build") && text.contains("server"))
    }
}
