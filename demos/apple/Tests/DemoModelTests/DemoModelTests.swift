import Foundation
import Testing
import UserSig

@testable import DemoModel

// One after the other: generating goes through the settings of GenerateTestUserSig.
@Suite("The demos' model", .serialized)
struct DemoModelTests {
    private func model() -> DemoModel {
        var model = DemoModel(environment: [
            "USERSIG_SDKAPPID": "1400000000",
            "USERSIG_SECRET_KEY": "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e",
        ])
        model.userID = "张三"
        return model
    }

    private func text(_ model: DemoModel, _ label: String) -> String? {
        model.lines.first { $0.label == label }?.text
    }

    /// A token of the golden file whose TLS.sdkappid is a text.
    private static let numberAsText =
        "eAEBwgA9-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6IjE0MDAwMDAw"
        + "MDAiLCJUTFMudGltZSI6MTcwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy51c2VyYnVmIjoiUVVKRCIsIlRMUy5z"
        + "aWciOiIyYXZEcUpvN0gxOTJCSU9sZ3JNVUFLSEovMzN5ZUQwRjNjbUN1Mm95WEFzPSJ9Fsk3xg__"

    @Test func generatesInspectsAndVerifies() {
        var model = model()
        model.days = 3
        model.generate()
        #expect(!model.hasProblem)
        #expect(text(model, "UserSig") == model.userSig)
        model.inspect()
        #expect(text(model, "UserID") == "张三")
        #expect(text(model, "SDKAppID") == "1400000000")
        #expect(!model.hasProblem)
        // Pasted text often ends with a line break.
        model.userSig += "\n"
        model.verify()
        #expect(text(model, "valid") == "yes")
        #expect(!model.hasProblem)
    }

    @Test func showsAWarningAndARoom() throws {
        var model = model()
        model.userID = "xiaojun"
        let signer = try Signer(sdkAppID: 1_400_000_000, secretKey: SecretKey(model.secretKey))
        model.userSig = try signer.sign(
            SignRequest(userID: "xiaojun", contents: .room(.name("lobby"), [.enterRoom])))
        model.verify()
        #expect(text(model, "valid") == "yes")
        #expect(text(model, "room") == "lobby")
        #expect(text(model, "privileges") == "enter")
        #expect(text(model, "warning") == nil)
        model.userSig = Self.numberAsText
        model.inspect()
        #expect(!model.hasProblem)
        #expect(text(model, "warning")?.contains("TLS.sdkappid") == true)
    }

    @Test func showsAFindingWithoutAServiceCode() throws {
        var model = model()
        model.userID = "xiaojun"
        // A PrivateMapKey record for somebody else, signed as the userbuf of this user.
        let key = try SecretKey(model.secretKey)
        let signer = try Signer(sdkAppID: 1_400_000_000, secretKey: key)
        let other = try Token.inspectUnverified(
            signer.sign(SignRequest(userID: "somebody", contents: .room(.number(1), .all))))
        model.userSig = try signer.sign(
            SignRequest(userID: "xiaojun", contents: .userbuf(#require(other.userbuf))))
        model.verify()
        #expect(text(model, "valid") == "no")
        #expect(text(model, "record_mismatch") != nil)
        #expect(text(model, "what to do") != nil)
        #expect(text(model, "the service reports") == nil)
    }

    @Test func saysEveryReason() {
        var model = model()
        model.generate()
        model.userID = "somebody"
        model.verify(at: Date() + 30 * 86_400)
        #expect(model.hasProblem)
        #expect(text(model, "valid") == "no")
        #expect(text(model, "70013") != nil)
        #expect(text(model, "70001") != nil)
        #expect(text(model, "the service reports") != nil)
        #expect(text(model, "what to do") != nil)
    }

    @Test func saysWhatIsMissing() {
        var model = DemoModel(environment: [:])
        model.userID = "xiaojun"
        model.generate()
        #expect(model.hasProblem)
        #expect(model.userSig.isEmpty)
        model.verify()
        #expect(model.hasProblem)
        model.userSig = "no token"
        model.inspect()
        #expect(text(model, "cannot be read") != nil)
    }

    @Test func neverShowsTheKey() {
        var model = model()
        model.generate()
        model.verify()
        for line in model.lines { #expect(!line.text.contains(model.secretKey)) }
    }
}
