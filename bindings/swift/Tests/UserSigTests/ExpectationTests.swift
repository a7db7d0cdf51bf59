import Foundation
import Testing
import UserSig

@Suite("What a token is expected to be")
struct ExpectationTests {
    private let room = Room.number(10001)
    private let privileges: Privileges = [.enterRoom, .receiveAudio, .receiveVideo]

    private func sign(_ contents: SignRequest.Contents) throws -> String {
        try Demo.signer().sign(
            SignRequest(userID: "xiaojun", validity: .days(1), issuedAt: Demo.now, contents: contents))
    }

    private func verify(_ token: String, _ contents: Expectation.Contents) throws -> Verification {
        try Demo.verifier().verify(token, Expectation(userID: "xiaojun", now: Demo.now, contents: contents))
    }

    private func findings(_ token: String, _ contents: Expectation.Contents) throws -> [FindingKind] {
        try verify(token, contents).findings.map(\.kind)
    }

    @Test("a PrivateMapKey that is passed as a plain UserSig is detected") func privateMapKeyAsUserSig() throws {
        let privateMapKey = try sign(.room(room, privileges))
        let verification = try verify(privateMapKey, .noUserbuf)
        #expect(verification.findings.map(\.kind) == [.userbufMismatch])
        #expect(verification.valid == nil)
        #expect(verification.unverified?.privateMapKey?.room == room)
        #expect(try #require(verification.findings.first).hint.contains("PrivateMapKey"))
        // Without an expectation there is no finding.
        #expect(try verify(privateMapKey, .any).isValid)
    }

    @Test("a plain UserSig that is passed as a PrivateMapKey is detected") func userSigAsPrivateMapKey() throws {
        #expect(try findings(sign(.none), .room(room, privileges)) == [.recordMismatch])
        #expect(try findings(sign(.userbuf(Data("ABC".utf8))), .room(room, privileges)) == [.recordMismatch])
    }

    @Test("a PrivateMapKey opens its room, with no more than its privileges") func rooms() throws {
        let token = try sign(.room(room, privileges))
        #expect(try verify(token, .room(room, privileges)).isValid)
        #expect(try verify(token, .room(room, [.enterRoom])).isValid)
        #expect(try verify(token, .room(room, [])).isValid)
        #expect(try findings(token, .room(room, .all)) == [.recordMismatch])
        #expect(try findings(token, .room(.number(10002), privileges)) == [.recordMismatch])
        #expect(try findings(token, .room(.name("10001"), privileges)) == [.recordMismatch])

        let named = try sign(.room(.name("room 1"), .all))
        #expect(try verify(named, .room(.name("room 1"), .all)).isValid)
        #expect(try findings(named, .room(.name("Room 1"), .all)) == [.recordMismatch])
    }

    @Test("exactly the expected userbuf, and none is not an empty one") func userbufs() throws {
        let (none, empty, some) = (try sign(.none), try sign(.userbuf(Data())), try sign(.userbuf(Data([1, 2]))))
        #expect(try verify(none, .noUserbuf).isValid)
        #expect(try verify(empty, .userbuf(Data())).isValid)
        #expect(try verify(some, .userbuf(Data([1, 2]))).isValid)
        for (token, contents) in [
            (none, Expectation.Contents.userbuf(Data())), (empty, .noUserbuf), (some, .noUserbuf),
            (some, .userbuf(Data([1, 3]))), (some, .userbuf(Data([1]))), (none, .userbuf(Data([1, 2]))),
        ] { #expect(try findings(token, contents) == [.userbufMismatch]) }
        for token in [none, empty, some] { #expect(try verify(token, .any).isValid) }
    }

    @Test("no longer than the longest validity") func maxValidity() throws {
        let token = try sign(.none)
        func isValid(_ max: Validity?) throws -> Bool {
            try Demo.verifier()
                .verify(token, Expectation(userID: "xiaojun", now: Demo.now, maxValidity: max)).isValid
        }
        #expect(try isValid(.days(1)))
        #expect(try isValid(nil))
        #expect(try !isValid(.seconds(86_399)))
    }

    @Test("by default: any contents, any validity, no leeway, the system clock") func defaults() {
        #expect(
            Expectation(userID: "a")
                == Expectation(userID: "a", now: nil, leeway: .zero, maxValidity: nil, contents: .any))
    }
}
