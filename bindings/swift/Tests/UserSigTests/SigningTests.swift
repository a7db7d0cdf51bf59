import Foundation
import Testing
import UserSig

@Suite("Signing and verifying")
struct SigningTests {
    @Test("a token is read back as it was signed") func roundTrip() throws {
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .days(180), at: Demo.now)
        let token = try Demo.verifier().verify(userSig, userID: "xiaojun", at: Demo.now)
        #expect(token.version == .v2)
        #expect(token.userID == "xiaojun")
        #expect(token.sdkAppID == Demo.sdkAppID)
        #expect(token.sdkAppIDText == "1400000000")
        #expect(token.issuedAt == Demo.now)
        #expect(token.validity == .seconds(15_552_000))
        #expect(token.expiresAt == Demo.now + 15_552_000)
        #expect(token.userbuf == nil)
        #expect(token.privateMapKey == nil)
        #expect(!token.isTimeApproximate)
    }

    @Test("the second of expiry still counts") func expiry() throws {
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .seconds(60), at: Demo.now)
        let token = try Token.inspectUnverified(userSig)
        #expect(token.timeLeft(at: Demo.now) == .seconds(60))
        #expect(!token.isExpired(at: Demo.now + 60.9))
        #expect(token.isExpired(at: Demo.now + 61))
        #expect(token.timeLeft(at: Demo.now + 100) == .zero)

        let verifier = try Demo.verifier()
        _ = try verifier.verify(userSig, userID: "xiaojun", at: Demo.now + 60)
        let error = thrown { () throws(UserSigError) in
            try verifier.verify(userSig, userID: "xiaojun", at: Demo.now + 61)
        }
        #expect(error?.serviceCode == 70001)

        let lenient = try Demo.verifier(leeway: .seconds(30))
        _ = try lenient.verify(userSig, userID: "xiaojun", at: Demo.now + 90)
        #expect(try !lenient.report(on: userSig, userID: "xiaojun", at: Demo.now + 91).isValid)
    }

    @Test("the validity is 7 days unless said otherwise, counted from now") func defaults() throws {
        let before = Date()
        let token = try Token.inspectUnverified(Demo.signer().sign(userID: "xiaojun"))
        #expect(token.validity == .seconds(7 * 86_400))
        #expect(token.issuedAt >= before - 1 && token.issuedAt <= Date())
        #expect(Validity.clientDefault == .days(7))
        #expect(Validity.serverDefault == .days(180))
    }

    @Test("a Chinese UserID needs the opt-out, and then works") func chinese() throws {
        let signer = try Demo.signer()
        let error = thrown { () throws(UserSigError) in try signer.sign(userID: "张三") }
        guard case .invalidInput(kind: .userID, _) = error else {
            Issue.record("expected invalidInput, got \(error as Any)")
            return
        }
        let userSig = try signer.sign(userID: "张三", rule: .any, at: Demo.now)
        #expect(try Demo.verifier().verify(userSig, userID: "张三", rule: .any, at: Demo.now).userID == "张三")
    }

    @Test("a userbuf is kept; an empty one is not the same as none") func userbuf() throws {
        let signer = try Demo.signer()
        for userbuf in [Data(), Data([0, 1, 255]), Data(repeating: 7, count: 32_768)] {
            let userSig = try signer.sign(userID: "xiaojun", userbuf: userbuf, at: Demo.now)
            #expect(try Demo.verifier().verify(userSig, userID: "xiaojun", at: Demo.now).userbuf == userbuf)
        }
    }

    @Test("a PrivateMapKey for a number and for a name", arguments: [Room.number(4_294_967_294), .name("lobby 1")])
    func privateMapKey(room: Room) throws {
        let privileges: Privileges = [.enterRoom, .receiveAudio, .receiveVideo]
        let userSig = try Demo.signer().privateMapKey(
            userID: "xiaojun", room: room, privileges: privileges, validity: .days(1), at: Demo.now)
        let token = try Demo.verifier().verify(userSig, userID: "xiaojun", at: Demo.now)
        let key = try #require(token.privateMapKey)
        #expect(key.room == room)
        #expect(key.privileges == privileges)
        #expect(key.privileges.rawValue == 42)
        #expect(key.privileges.description == "enter, audio-receive, video-receive")
        #expect(key.account == "xiaojun")
        #expect(key.accountBytes == Data("xiaojun".utf8))
        #expect(key.expiresAt == Demo.now + 86_400)
    }

    @Test("many at once are the same as one by one") func many() throws {
        let signer = try Demo.signer()
        let ids = (0..<100).map { "user_\($0)" }
        let one = try ids.map { try signer.sign(userID: $0, validity: .days(1), at: Demo.now) }
        #expect(try signer.sign(userIDs: ids, validity: .days(1), at: Demo.now) == one)
        let error = thrown { () throws(UserSigError) in try signer.sign(userIDs: ["fine", "not fine"]) }
        #expect(error != nil)
    }

    @Test("version 1.0 with both curves", arguments: ["prime256v1", "secp256k1"])
    func version1(curve: String) throws {
        let pair = try #require(ReferenceTokens.all.keys[curve])
        let verifier = try Verifier(sdkAppID: Demo.sdkAppID, publicKey: PublicKey(pem: pair.pub))
        for pem in [pair.pkcs8, pair.sec1] {
            let signer = try Signer(sdkAppID: Demo.sdkAppID, privateKey: PrivateKey(pem: pem))
            #expect(signer.keyKind == .keyPair)
            let userSig = try signer.sign(userID: "xiaojun", at: Demo.now)
            #expect(try verifier.verify(userSig, userID: "xiaojun", at: Demo.now).version == .v1)
            // The key decides, never the token: a secret key does not look at a 1.0 token's signature.
            let refused = try Demo.verifier().report(on: userSig, userID: "xiaojun", at: Demo.now)
            #expect(refused.problems.first?.kind == .wrongKeyKind)
        }
    }

    @Test("dates that no clock shows do no harm", arguments: [
        Double.infinity, -.infinity, .nan, .greatestFiniteMagnitude, 2e19, 6.4e10, -0.5, -6.2e10,
    ])
    func oddDates(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .days(1), at: date)
        let token = try Token.inspectUnverified(userSig)
        #expect(!token.isExpired(at: date))
        #expect(token.timeLeft(at: date) <= .seconds(86_400))
    }
}
