import Foundation
import Testing
import UserSig
import UserSigTesting

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

    @Test("refuses an empty UserID") func emptyUserID() {
        #expect(throws: GenerateTestUserSig.Failure.self) { try GenerateTestUserSig.makeTestUserSig(userID: "") }
        #expect(GenerateTestUserSig.genTestUserSig(identifier: "") == "")
    }

    @Test("says why it refuses a release build") func releaseMessage() {
        let text = GenerateTestUserSig.Failure.releaseBuild.localizedDescription
        #expect(text.contains("release build") && text.contains("server"))
    }
}
