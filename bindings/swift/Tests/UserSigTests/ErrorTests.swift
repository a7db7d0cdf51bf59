import Foundation
import Testing
import UserSig

@Suite("Errors")
struct ErrorTests {
    @Test("every kind of input that cannot be used") func inputs() throws {
        let signer = try Demo.signer()
        func kind<Value>(_ call: () throws(UserSigError) -> Value) -> UserSigError.InputKind? {
            guard case .invalidInput(let kind, let detail)? = thrown(call) else { return nil }
            #expect(!detail.isEmpty)
            return kind
        }
        #expect(kind { () throws(UserSigError) in
            try Signer(sdkAppID: 0, secretKey: SecretKey(Demo.key))
        } == .sdkAppID)
        #expect(kind { () throws(UserSigError) in try SecretKey("") } == .key)
        #expect(kind { () throws(UserSigError) in try SecretKey("with a line break\n") } == .key)
        #expect(kind { () throws(UserSigError) in try PrivateKey(pem: "no PEM") } == .key)
        #expect(kind { () throws(UserSigError) in try PublicKey(pem: "no PEM") } == .key)
        #expect(kind { () throws(UserSigError) in try signer.sign(userID: "") } == .userID)
        #expect(kind { () throws(UserSigError) in try signer.sign(userID: "a b") } == .userID)
        #expect(kind { () throws(UserSigError) in
            try signer.sign(userID: "bob\nTLS.sdkappid:1", rule: .any)
        } == .userID)
        #expect(kind { () throws(UserSigError) in try signer.sign(userID: "a\0b", rule: .any) } == .userID)
        for validity in [Validity.seconds(0), .seconds(-1), .days(-1), .days(.min), .days(.max), .days(365 * 51)] {
            #expect(kind { () throws(UserSigError) in try signer.sign(userID: "a", validity: validity) } == .validity)
        }
        #expect(kind { () throws(UserSigError) in
            try signer.sign(userID: "a", userbuf: Data(count: 32_769))
        } == .userbuf)
        func privateMapKey(_ room: Room, _ privileges: Privileges, _ now: Date) -> UserSigError.InputKind? {
            kind { () throws(UserSigError) in
                try signer.privateMapKey(userID: "a", room: room, privileges: privileges, at: now)
            }
        }
        for room in [Room.number(0), .number(.max), .name(""), .name("大厅"), .name(String(repeating: "x", count: 65))] {
            #expect(privateMapKey(room, .all, Demo.now) == .room)
        }
        #expect(privateMapKey(.number(1), Privileges(rawValue: 256), Demo.now) == .privileges)
        let year2106 = Date(timeIntervalSince1970: 4_294_967_295)
        #expect(privateMapKey(.number(1), .all, year2106) == .privateMapKeyExpiry)
    }

    @Test("every finding has its name, its service code and a hint") func findings() throws {
        let userSig = try Demo.signer().sign(userID: "alice", validity: .seconds(60), at: Demo.now)
        let otherKey = try SecretKey(String(repeating: "0", count: 64))
        func check(
            _ kind: Finding.Kind, _ code: UInt32, _ token: String, userID: String = "alice",
            sdkAppID: UInt32 = Demo.sdkAppID, key: SecretKey? = nil, at seconds: TimeInterval = 0
        ) throws {
            let verifier = try Verifier(sdkAppID: sdkAppID, secretKey: key ?? SecretKey(Demo.key))
            let report = try verifier.report(on: token, userID: userID, at: Demo.now + seconds)
            let first = try #require(report.problems.first)
            #expect(first.kind == kind)
            #expect(first.serviceCode == code)
            #expect(!first.detail.isEmpty && !first.hint.isEmpty)
            #expect(ServiceCode(first.serviceCode) != nil)
            let error = thrown { () throws(UserSigError) in try report.get() }
            #expect(error == .refused(first))
            #expect(error?.serviceCode == code)
            #expect(error?.recoverySuggestion == first.hint)
            #expect(error?.localizedDescription == first.description)
        }
        try check(.empty, 70002, "")
        try check(.malformed, 70003, "not base64!")
        try check(.sdkAppIDMismatch, 70014, userSig, sdkAppID: 1)
        try check(.userIDMismatch, 70013, userSig, userID: "bob")
        try check(.badSignature, 70009, userSig, key: otherKey)
        try check(.expired, 70001, userSig, at: 61)
        let oldToken = try #require(ReferenceTokens.all.vectors.first { $0.version == "1.0" })
        try check(.wrongKeyKind, 70016, oldToken.token, userID: oldToken.userid, sdkAppID: oldToken.sdkappid)
        #expect(Finding.Kind.allCases.count == 7)
    }

    @Test("a report has every problem, the most telling first") func severalProblems() throws {
        let userSig = try Demo.signer().sign(userID: "alice", validity: .seconds(60), at: Demo.now)
        let verifier = try Verifier(sdkAppID: 1, secretKey: SecretKey("another"))
        let report = try verifier.report(on: userSig, userID: "bob", at: Demo.now + 61)
        #expect(report.problems.map(\.kind) == [.sdkAppIDMismatch, .userIDMismatch, .badSignature, .expired])
        #expect(report.unverifiedToken?.userID == "alice")
        #expect(!report.isValid)
    }

    @Test("inspecting what is no token", arguments: ["", "x", "{", "eJw_", String(repeating: "A", count: 10_000_000)])
    func unreadable(text: String) {
        let error = thrown { () throws(UserSigError) in try Token.inspectUnverified(text) }
        guard case .refused(let finding)? = error else {
            Issue.record("expected refused, got \(error as Any)")
            return
        }
        #expect(finding.kind == (text.isEmpty ? .empty : .malformed))
    }

    @Test("the service codes in words") func serviceCodes() throws {
        #expect(
            ServiceCode.all.map(\.number)
                == [70001, 70002, 70003, 70004, 70009, 70013, 70014, 70016, 70020, 70050])
        for code in ServiceCode.all {
            #expect(ServiceCode(code.number) == code)
            #expect(!code.meaning.isEmpty && !code.advice.isEmpty)
        }
        #expect(ServiceCode(70000) == nil)
        #expect(try #require(ServiceCode(70009)).description.hasPrefix("70009: "))
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
