import Foundation
import Testing
import UserSig

@Suite("Signing and verifying")
struct SigningTests {
    @Test("a token is read back as it was signed") func roundTrip() throws {
        let userSig = try Demo.signer().sign(
            SignRequest(userID: "xiaojun", validity: .days(180), issuedAt: Demo.now))
        let verification = try Demo.verifier().verify(
            userSig, Expectation(userID: "xiaojun", now: Demo.now, maxValidity: .days(180), contents: .noUserbuf))
        #expect(verification.isValid && verification.findings.isEmpty && verification.warnings.isEmpty)
        let token = try #require(verification.valid)
        #expect(token == verification.unverified)
        #expect(try token == verification.get())
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
        #expect(token.warnings.isEmpty)
    }

    @Test("the second of expiry still counts") func expiry() throws {
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .seconds(60), issuedAt: Demo.now)
        let token = try Token.inspectUnverified(userSig)
        #expect(token.timeLeft(at: Demo.now) == 60)
        #expect(!token.isExpired(at: Demo.now + 60.9))
        #expect(token.isExpired(at: Demo.now + 61))
        #expect(token.timeLeft(at: Demo.now + 100) == .zero)

        let verifier = try Demo.verifier()
        _ = try verifier.verify(userSig, userID: "xiaojun", now: Demo.now + 60)
        let error = thrown { () throws(UserSigError) in
            try verifier.verify(userSig, userID: "xiaojun", now: Demo.now + 61)
        }
        #expect(error?.serviceCode == 70001)

        var lenient = Expectation(userID: "xiaojun", now: Demo.now + 90, leeway: 30.999)
        #expect(try verifier.verify(userSig, lenient).isValid)
        lenient.now = Demo.now + 91
        #expect(try !verifier.verify(userSig, lenient).isValid)
    }

    @Test("the validity is 7 days unless said otherwise, counted from now") func defaults() throws {
        let before = Date()
        let token = try Token.inspectUnverified(Demo.signer().sign(userID: "xiaojun"))
        #expect(token.validity == .seconds(7 * 86_400))
        #expect(token.issuedAt >= before - 1 && token.issuedAt <= Date())
        #expect(Validity.clientDefault == .days(7))
        #expect(Validity.serverDefault == .days(180))
    }

    @Test("without a time, the system clock is read by each call") func systemClock() throws {
        let before = Date() - 1
        let request = SignRequest(userID: "xiaojun")
        let (signer, verifier) = (try Demo.signer(), try Demo.verifier())
        for userSig in try [signer.sign(request)] + signer.signMany(userIDs: ["xiaojun"]) {
            let token = try verifier.verify(userSig, Expectation(userID: "xiaojun")).get()
            #expect(token.issuedAt >= before && token.issuedAt <= Date())
        }
        let old = try signer.sign(userID: "xiaojun", validity: .days(1), issuedAt: Demo.now)
        #expect(try verifier.verify(old, Expectation(userID: "xiaojun")).findings.map(\.kind) == [.expired])
    }

    @Test("a Chinese UserID needs the rule .any, and then works") func chinese() throws {
        let signer = try Demo.signer()
        #expect(thrown { () throws(UserSigError) in try signer.sign(userID: "张三") }?.kind == .userID)
        let userSig = try signer.sign(SignRequest(userID: "张三", issuedAt: Demo.now, rule: .any))
        #expect(try Demo.verifier().verify(userSig, userID: "张三", now: Demo.now).userID == "张三")
        #expect(try signer.signMany(userIDs: ["张三"], issuedAt: Demo.now, rule: .any) == [userSig])
    }

    @Test("the default rule is what IM documents; TRTC's is stricter") func rules() throws {
        let signer = try Demo.signer()
        let userSig = try signer.sign(userID: "user@example.com 1", issuedAt: Demo.now)
        _ = try Demo.verifier().verify(userSig, userID: "user@example.com 1", now: Demo.now)
        let strict = SignRequest(userID: "user@example.com 1", rule: .trtc)
        #expect(thrown { () throws(UserSigError) in try signer.sign(strict) }?.kind == .userID)
        #expect(SignRequest(userID: "a") == SignRequest(userID: "a", rule: .im))
    }

    @Test("a userbuf is kept; an empty one is not the same as none") func userbuf() throws {
        let signer = try Demo.signer()
        for userbuf in [Data(), Data([0, 1, 255]), Data(repeating: 7, count: 32_768)] {
            let userSig = try signer.sign(
                SignRequest(userID: "xiaojun", issuedAt: Demo.now, contents: .userbuf(userbuf)))
            #expect(try Demo.verifier().verify(userSig, userID: "xiaojun", now: Demo.now).userbuf == userbuf)
        }
    }

    @Test("a PrivateMapKey for a number and for a name", arguments: [Room.number(4_294_967_294), .name("lobby 1")])
    func privateMapKey(room: Room) throws {
        let privileges: Privileges = [.enterRoom, .receiveAudio, .receiveVideo]
        let userSig = try Demo.signer().sign(
            SignRequest(
                userID: "xiaojun", validity: .days(1), issuedAt: Demo.now, contents: .room(room, privileges)))
        let token = try Demo.verifier().verify(userSig, userID: "xiaojun", now: Demo.now)
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
        let one = try ids.map { try signer.sign(userID: $0, validity: .days(1), issuedAt: Demo.now) }
        #expect(try signer.signMany(userIDs: ids, validity: .days(1), issuedAt: Demo.now) == one)
        #expect(try signer.signMany(userIDs: []) == [])
        let error = thrown { () throws(UserSigError) in
            try signer.signMany(userIDs: ["fine", "not fine"], rule: .trtc)
        }
        #expect(error?.kind == .userID)
        let negative = thrown { () throws(UserSigError) in try signer.signMany(userIDs: [], validity: .seconds(-1)) }
        #expect(negative?.kind == .validity)
    }

    @Test("version 1.0 with both curves", arguments: ["prime256v1", "secp256k1"])
    func version1(curve: String) throws {
        let pair = try #require(ReferenceTokens.all.keys[curve])
        let verifier = try Verifier(sdkAppID: Demo.sdkAppID, publicKey: PublicKey(pem: pair.pub))
        for pem in [pair.pkcs8, pair.sec1] {
            let signer = try Signer(sdkAppID: Demo.sdkAppID, privateKey: PrivateKey(pem: pem))
            #expect(signer.keyKind == .keyPair)
            let userSig = try signer.sign(userID: "xiaojun", issuedAt: Demo.now)
            #expect(try verifier.verify(userSig, userID: "xiaojun", now: Demo.now).version == .v1)
            // The key decides, never the token: a secret key does not look at a 1.0 token's signature.
            let rejected = try Demo.verifier().verify(userSig, Expectation(userID: "xiaojun", now: Demo.now))
            #expect(rejected.findings.first?.kind == .wrongKeyKind)
        }
    }
}
