import Foundation
import Testing
import UserSig

@Suite("Errors")
struct ErrorTests {
    @Test("every kind of input that cannot be used") func inputs() throws {
        let signer = try Demo.signer()
        func kind<Value>(_ call: () throws(UserSigError) -> Value) -> ErrorKind? {
            guard case .invalidInput(let kind, let detail)? = thrown(call) else { return nil }
            #expect(!detail.isEmpty)
            return kind
        }
        func kind(_ request: SignRequest) -> ErrorKind? { kind { () throws(UserSigError) in try signer.sign(request) } }
        #expect(kind { () throws(UserSigError) in
            try Signer(sdkAppID: 0, secretKey: SecretKey(Demo.key))
        } == .sdkAppID)
        #expect(kind { () throws(UserSigError) in try SecretKey("") } == .key)
        #expect(kind { () throws(UserSigError) in try SecretKey("with a line break\n") } == .key)
        #expect(kind { () throws(UserSigError) in try PrivateKey(pem: "no PEM") } == .key)
        #expect(kind { () throws(UserSigError) in try PublicKey(pem: "no PEM") } == .key)
        #expect(kind { () throws(UserSigError) in try signer.sign(userID: "") } == .userID)
        #expect(kind { () throws(UserSigError) in try signer.sign(userID: "张三") } == .userID)
        #expect(kind(SignRequest(userID: "a b", rule: .trtc)) == .userID)
        for rule in UserIDRule.allCases {
            #expect(kind(SignRequest(userID: "bob\nTLS.sdkappid:1", rule: rule)) == .userID)
            #expect(kind(SignRequest(userID: "a\0b", rule: rule)) == .userID)
        }
        for validity in [Validity.seconds(0), .seconds(-1), .days(-1), .days(.min), .days(.max), .days(365 * 51)] {
            #expect(kind { () throws(UserSigError) in try signer.sign(userID: "a", validity: validity) } == .validity)
        }
        #expect(kind(SignRequest(userID: "a", contents: .userbuf(Data(count: 32_769)))) == .userbuf)
        func privateMapKey(_ room: Room, _ privileges: Privileges, _ issuedAt: Date) -> ErrorKind? {
            kind(SignRequest(userID: "a", issuedAt: issuedAt, contents: .room(room, privileges)))
        }
        for room in [Room.number(0), .number(.max), .name(""), .name("大厅"), .name(String(repeating: "x", count: 65))] {
            #expect(privateMapKey(room, .all, Demo.now) == .room)
        }
        #expect(privateMapKey(.number(1), Privileges(rawValue: 256), Demo.now) == .privileges)
        let year2106 = Date(timeIntervalSince1970: 4_294_967_295)
        #expect(privateMapKey(.number(1), .all, year2106) == .privateMapKeyExpiry)
    }

    @Test("an expectation that cannot be used") func expectations() throws {
        let verifier = try Demo.verifier()
        func kind(_ expectation: Expectation) -> ErrorKind? {
            let error = thrown { () throws(UserSigError) in try verifier.verify("", expectation) }
            #expect(error?.description.isEmpty != true)
            return error?.kind
        }
        #expect(kind(Expectation(userID: "a")) == nil)
        #expect(kind(Expectation(userID: "")) == .userID)
        #expect(kind(Expectation(userID: "a\nb")) == .userID)
        for leeway in [-1, -0.001, 86_401, 1e300, .infinity, .nan] {
            #expect(kind(Expectation(userID: "a", leeway: leeway)) == .leeway, "\(leeway)")
        }
        // A fraction of a second does not count.
        #expect(kind(Expectation(userID: "a", leeway: 86_400.999)) == nil)
        for validity in [Validity.seconds(0), .seconds(-1), .days(.min), .days(.max), .days(365 * 51)] {
            #expect(kind(Expectation(userID: "a", maxValidity: validity)) == .validity, "\(validity)")
        }
        #expect(kind(Expectation(userID: "a", contents: .userbuf(Data(count: 32_769)))) == .userbuf)
        #expect(kind(Expectation(userID: "a", contents: .room(.number(0), .all))) == .room)
        #expect(kind(Expectation(userID: "a", contents: .room(.name("大厅"), .all))) == .room)
        #expect(kind(Expectation(userID: "a", contents: .room(.number(1), Privileges(rawValue: 256)))) == .privileges)
    }

    @Test("the texts of what this layer rejects itself: what, what was expected, what to do") func texts() throws {
        let signer = try Demo.signer()
        let validity = thrown { () throws(UserSigError) in try signer.sign(userID: "a", validity: .seconds(-1)) }
        #expect(
            validity?.description == "the validity is -1 seconds; expected a number above 0; "
                + "pass for how long the token is valid, such as .days(7)")
        let leeway = thrown { () throws(UserSigError) in
            try Demo.verifier().verify("", Expectation(userID: "a", leeway: -1))
        }
        #expect(
            leeway?.description == "the leeway is -1.0 seconds; expected a finite number that is not negative; "
                + "pass 0 for none")
        let time = thrown { () throws(UserSigError) in
            try signer.sign(userID: "a", issuedAt: Date(timeIntervalSince1970: -0.5))
        }
        #expect(
            time?.description == "issuedAt is -0.5 seconds after 1 January 1970 (UTC); expected 0 to "
                + "18446744073709551615; check how the date was made, or pass nil for the system clock")
    }

    @Test("every finding has its name, its service code and a hint") func findings() throws {
        let userSig = try Demo.signer().sign(userID: "alice", validity: .seconds(60), issuedAt: Demo.now)
        let privateMapKey = try Demo.signer().sign(
            SignRequest(
                userID: "alice", validity: .seconds(60), issuedAt: Demo.now,
                contents: .room(.number(1), [.enterRoom])))
        let otherKey = try SecretKey(String(repeating: "0", count: 64))
        var seen: Set<FindingKind> = []
        func check(
            _ kind: FindingKind, _ code: UInt32?, _ token: String, userID: String = "alice",
            sdkAppID: UInt32 = Demo.sdkAppID, key: SecretKey? = nil, after seconds: TimeInterval = 0,
            maxValidity: Validity? = nil, contents: Expectation.Contents = .any
        ) throws {
            let verifier = try Verifier(sdkAppID: sdkAppID, secretKey: key ?? SecretKey(Demo.key))
            let verification = try verifier.verify(
                token,
                Expectation(
                    userID: userID, now: Demo.now + seconds, maxValidity: maxValidity, contents: contents))
            let first = try #require(verification.findings.first)
            #expect(first.kind == kind)
            #expect(first.serviceCode == code)
            #expect(!first.detail.isEmpty && !first.hint.isEmpty)
            #expect(first.description == "\(first.detail) (\(kind.rawValue)\(code.map { ", \($0)" } ?? ""))")
            if let code { #expect(!Explanation.of("\(code)").isEmpty) }
            #expect(!verification.isValid && verification.valid == nil)
            let error = thrown { () throws(UserSigError) in try verification.get() }
            #expect(error == .rejected(first))
            #expect(error?.serviceCode == code)
            #expect(error?.recoverySuggestion == first.hint)
            #expect(error?.localizedDescription == first.description)
            seen.insert(kind)
        }
        try check(.empty, 70002, "")
        try check(.malformed, 70003, "not base64!")
        try check(.sdkAppIDMismatch, 70014, userSig, sdkAppID: 1)
        try check(.userIDMismatch, 70013, userSig, userID: "bob")
        try check(.badSignature, 70009, userSig, key: otherKey)
        try check(.expired, 70001, userSig, after: 61)
        let oldToken = try #require(ReferenceTokens.all.vectors.first { $0.version == "1.0" })
        try check(.wrongKeyKind, 70016, oldToken.token, userID: oldToken.userid, sdkAppID: oldToken.sdkappid)
        try check(.validityTooLong, nil, userSig, maxValidity: .seconds(59))
        try check(.userbufMismatch, nil, privateMapKey, contents: .noUserbuf)
        try check(.recordMismatch, nil, privateMapKey, contents: .room(.number(2), [.enterRoom]))
        #expect(seen == Set(FindingKind.allCases))
    }

    @Test("a verification has every finding, in the order of the kinds") func severalFindings() throws {
        let userSig = try Demo.signer().sign(userID: "alice", validity: .seconds(60), issuedAt: Demo.now)
        let verifier = try Verifier(sdkAppID: 1, secretKey: SecretKey("another"))
        let verification = try verifier.verify(
            userSig,
            Expectation(
                userID: "bob", now: Demo.now + 61, maxValidity: .seconds(1), contents: .userbuf(Data([1]))))
        #expect(
            verification.findings.map(\.kind) == [
                .sdkAppIDMismatch, .userIDMismatch, .badSignature, .expired, .validityTooLong, .userbufMismatch,
            ])
        #expect(verification.unverified?.userID == "alice")
        #expect(verification.valid == nil)
        #expect(!verification.isValid)
    }

    @Test("inspecting what is no token", arguments: ["", "x", "{", "eJw_", String(repeating: "A", count: 10_000_000)])
    func unreadable(text: String) {
        let error = thrown { () throws(UserSigError) in try Token.inspectUnverified(text) }
        guard case .rejected(let finding)? = error else {
            Issue.record("expected rejected, got \(error as Any)")
            return
        }
        #expect(finding.kind == (text.isEmpty ? .empty : .malformed))
    }
}

@Suite("Keys stay hidden")
struct SecrecyTests {
    @Test("in every way that Swift prints a value") func printing() throws {
        let text = Demo.key
        let secret = try SecretKey(text)
        let pem = try #require(ReferenceTokens.all.keys["prime256v1"]).pkcs8
        let body = try #require(pem.split(separator: "\n").dropFirst().first)
        let values: [Any] = [
            secret, try Demo.signer(), try Demo.verifier(), try PrivateKey(pem: pem),
            try Signer(sdkAppID: 1, privateKey: PrivateKey(pem: pem)),
        ]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            for shown in ["\(value)", String(reflecting: value), String(describing: [value]), dumped] {
                #expect(!shown.contains(text))
                #expect(!shown.contains(body))
                #expect(!shown.isEmpty)
            }
        }
        #expect("\(secret)" == "SecretKey(hidden)")
        #expect("\(try Demo.signer())" == "Signer(sdkAppID: 1400000000, key: hidden)")
    }

    @Test("in the errors that a bad key makes") func errors() {
        let bad = "\(Demo.key)\n"
        for error in [
            thrown { () throws(UserSigError) in try SecretKey(bad) },
            thrown { () throws(UserSigError) in try PrivateKey(pem: bad) },
        ] {
            #expect(error != nil)
            #expect(!String(reflecting: error).contains(Demo.key))
            #expect(error?.localizedDescription.contains(Demo.key) == false)
        }
    }
}
