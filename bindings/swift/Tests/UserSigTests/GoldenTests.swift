import Foundation
import Testing
import UserSig

/// tests/vectors/golden.json: our own results, which every language has to reproduce.
struct Golden: Decodable, Sendable {
    struct Key: Decodable, Sendable {
        let secretKey: String?
        let pkcs8: String?
        let `public`: String?
    }

    /// A number or a text: some values in the file are either.
    enum Scalar: Decodable, Sendable, CustomStringConvertible {
        case number(UInt64)
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(UInt64.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        var description: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): text
            }
        }

        var room: Room {
            switch self {
            case .number(let number): .number(UInt32(number))
            case .text(let text): .name(text)
            }
        }
    }

    struct Record: Decodable, Sendable {
        let account: String?
        let sdkappid: UInt32?
        let room: Scalar
        let privileges: UInt32
        let expiresAt: String?
    }

    struct Signing: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let key: String
        let sdkappid: UInt32
        let userid: String
        let useridRule: String
        let issuedAt: String
        let expire: Int
        let userbuf: String?
        let privateMapKey: Record?

        var testDescription: String { id }
    }

    struct Input: Decodable, Sendable, CustomTestStringConvertible {
        let input: String
        let value: Scalar
        let error: String?

        var testDescription: String { "\(input) \(value.description.prefix(40).debugDescription)" }
    }

    struct Contents: Decodable, Sendable {
        let contents: String
        let userbuf: String?
        let room: Scalar?
        let privileges: UInt32?

        func expected() throws -> Expectation.Contents {
            switch contents {
            case "none": return .noUserbuf
            case "userbuf": return .userbuf(try #require(userbuf.flatMap { Data(base64Encoded: $0) }))
            case "room": return try .room(#require(room).room, Privileges(rawValue: #require(privileges)))
            default: throw UnknownName(name: contents)
            }
        }
    }

    struct Fields: Decodable, Sendable {
        let version: String
        let userid: String
        let sdkappid: String
        let issuedAt: String
        let expire: String
        let expiresAt: String
        let userbuf: String?
        let isTimeApproximate: Bool
        let privateMapKey: Record?
    }

    struct Verification: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let key: String
        let sdkappid: UInt32
        let userid: String
        let token: String
        let now: String
        let leeway: String
        let maxValidity: String?
        let expect: Contents?
        let finding: String
        let findings: [String]
        let warnings: [String]
        let serviceCode: UInt32
        let layer: String?
        let fields: Fields?

        var testDescription: String { id }
    }

    let keys: [String: Key]
    let sign: [Signing]
    let inputs: [Input]
    let verify: [Verification]

    static let all: Golden = try! vectors("golden.json", as: Golden.self)
    // No text forms of a validity or of privileges here: Swift has literals for both.
    static let inputs = all.inputs.filter { $0.input != "validity_text" && $0.input != "privileges_text" }

    func key(_ name: String) throws -> Key { try #require(keys[name]) }

    func signer(_ name: String, _ sdkAppID: UInt32) throws -> Signer {
        let key = try key(name)
        if let secret = key.secretKey { return try Signer(sdkAppID: sdkAppID, secretKey: SecretKey(secret)) }
        return try Signer(sdkAppID: sdkAppID, privateKey: PrivateKey(pem: #require(key.pkcs8)))
    }

    func verifier(_ name: String, _ sdkAppID: UInt32) throws -> Verifier {
        let key = try key(name)
        if let secret = key.secretKey { return try Verifier(sdkAppID: sdkAppID, secretKey: SecretKey(secret)) }
        return try Verifier(sdkAppID: sdkAppID, publicKey: PublicKey(pem: #require(key.public)))
    }

    /// The rules by their names in the file, the strictest first: what one accepts, the next accepts too.
    static let rules: [(name: String, rule: UserIDRule)] = [("trtc", .trtc), ("im", .im), ("any", .any)]
}

struct UnknownName: Error { let name: String }

/// A date of so many seconds; the numbers in the file are such that a Double holds them.
private func date(_ seconds: String) throws -> Date { Date(timeIntervalSince1970: try #require(Double(seconds))) }

private func expectRecord(_ key: PrivateMapKey?, _ expected: Golden.Record?) throws {
    guard let expected else {
        #expect(key == nil)
        return
    }
    let key = try #require(key)
    #expect(key.room == expected.room.room)
    #expect(key.privileges.rawValue == expected.privileges)
    if let account = expected.account { #expect(key.account == account) }
    if let sdkAppID = expected.sdkappid { #expect(key.sdkAppID == sdkAppID) }
    if let expiresAt = expected.expiresAt { #expect(try key.expiresAt == date(expiresAt)) }
}

@Suite("The golden file")
struct GoldenTests {
    @Test("has what the tests below go through") func isComplete() {
        #expect(Golden.all.sign.count >= 100)
        #expect(Golden.inputs.count >= 200)
        #expect(Golden.all.verify.count >= 500)
        // Every kind of expectation, and every rule.
        #expect(Set(Golden.all.verify.compactMap(\.expect?.contents)) == ["none", "userbuf", "room"])
        #expect(Set(Golden.all.sign.map(\.useridRule)) == Set(Golden.rules.map(\.name)))
        #expect(Golden.rules.count == UserIDRule.allCases.count)
    }

    @Test("signing", arguments: Golden.all.sign)
    func signs(vector: Golden.Signing) throws {
        let signer = try Golden.all.signer(vector.key, vector.sdkappid)
        let now = try date(vector.issuedAt)
        let userbuf = vector.userbuf.flatMap { Data(base64Encoded: $0) }
        let contents: (sign: SignRequest.Contents, expect: Expectation.Contents)
        if let record = vector.privateMapKey {
            let (room, privileges) = (record.room.room, Privileges(rawValue: record.privileges))
            contents = (.room(room, privileges), .room(room, privileges))
        } else {
            contents = userbuf.map { (.userbuf($0), .userbuf($0)) } ?? (.none, .noUserbuf)
        }
        var request = SignRequest(
            userID: vector.userid, validity: .seconds(vector.expire), issuedAt: now, contents: contents.sign)
        let verifier = try Golden.all.verifier(vector.key, vector.sdkappid)
        let strictest = try #require(Golden.rules.firstIndex { $0.name == vector.useridRule })
        for (name, rule) in Golden.rules[..<strictest] {
            request.rule = rule
            let error = thrown { () throws(UserSigError) in try signer.sign(request) }
            #expect(error?.kind == .userID, "the rule \(name)")
        }
        for (_, rule) in Golden.rules[(strictest + 1)...] {
            request.rule = rule
            #expect(throws: Never.self) { try signer.sign(request) }
        }
        request.rule = Golden.rules[strictest].rule
        let token = try verifier.verify(
            signer.sign(request),
            Expectation(
                userID: vector.userid, now: now, maxValidity: .seconds(vector.expire), contents: contents.expect)
        ).get()
        #expect(token.userID == vector.userid)
        #expect(token.sdkAppID == vector.sdkappid)
        #expect(token.issuedAt == now)
        #expect(token.validity == .seconds(vector.expire))
        if vector.privateMapKey == nil {
            #expect(token.userbuf == userbuf)
        } else {
            try expectRecord(token.privateMapKey, vector.privateMapKey)
            #expect(token.privateMapKey?.account == vector.userid)
            #expect(token.privateMapKey?.expiresAt == token.expiresAt)
        }
    }

    @Test("what each input accepts and rejects", arguments: Golden.inputs)
    func accepts(vector: Golden.Input) throws {
        let calls = try calls(with: vector)
        #expect(!calls.isEmpty, "an input that this test does not know: \(vector.input)")
        for call in calls {
            let error = thrown(call)
            guard let error else {
                #expect(vector.error == nil)
                continue
            }
            #expect(error.kind?.rawValue == vector.error)
            #expect(!error.description.isEmpty)
        }
    }

    private typealias Call = () throws(UserSigError) -> Void

    /// Every call that has this input.
    private func calls(with vector: Golden.Input) throws -> [Call] {
        let (signer, verifier) = (try Demo.signer(), try Demo.verifier())
        let text = vector.value.description
        func sign(
            _ contents: SignRequest.Contents = .none, userID: String = "a", validity: Validity = .clientDefault,
            issuedAt: Date = Demo.now, rule: UserIDRule = .im
        ) -> Call {
            let request = SignRequest(
                userID: userID, validity: validity, issuedAt: issuedAt, contents: contents, rule: rule)
            return { () throws(UserSigError) in _ = try signer.sign(request) }
        }
        func signMany(validity: Validity = .clientDefault, rule: UserIDRule = .im, userID: String = "a") -> Call {
            { () throws(UserSigError) in
                _ = try signer.signMany(userIDs: ["a", userID], validity: validity, rule: rule)
            }
        }
        // An empty token is no error, but a finding: what is thrown is about the expectation.
        func expect(_ expectation: Expectation) -> Call {
            { () throws(UserSigError) in _ = try verifier.verify("", expectation) }
        }
        func number<Number: FixedWidthInteger>(_: Number.Type) throws -> Number { try #require(Number(text)) }
        switch vector.input {
        case "sdkappid":
            let number = try number(UInt32.self)
            return [
                { () throws(UserSigError) in _ = try Signer(sdkAppID: number, secretKey: SecretKey(Demo.key)) },
                { () throws(UserSigError) in _ = try Verifier(sdkAppID: number, secretKey: SecretKey(Demo.key)) },
            ]
        case "userid":
            return [
                { () throws(UserSigError) in _ = try signer.sign(userID: text) }, sign(userID: text),
                signMany(userID: text),
            ]
        case "userid_trtc": return [sign(userID: text, rule: .trtc), signMany(rule: .trtc, userID: text)]
        case "userid_any":
            return [
                sign(userID: text, rule: .any), signMany(rule: .any, userID: text), expect(Expectation(userID: text)),
            ]
        case "validity_seconds":
            let validity = Validity.seconds(try number(Int.self))
            return [
                sign(validity: validity), signMany(validity: validity),
                expect(Expectation(userID: "a", maxValidity: validity)),
            ]
        case "leeway_seconds":
            return [expect(Expectation(userID: "a", leeway: TimeInterval(try number(Int64.self))))]
        case "userbuf_length":
            let userbuf = Data(count: try number(Int.self))
            return [sign(.userbuf(userbuf)), expect(Expectation(userID: "a", contents: .userbuf(userbuf)))]
        case "room_number", "room_name":
            let room = vector.input == "room_name" ? Room.name(text) : .number(try number(UInt32.self))
            return [sign(.room(room, .all)), expect(Expectation(userID: "a", contents: .room(room, .all)))]
        case "privileges_bits":
            let privileges = Privileges(rawValue: try number(UInt32.self))
            return [
                sign(.room(.number(1), privileges)),
                expect(Expectation(userID: "a", contents: .room(.number(1), privileges))),
            ]
        case "private_map_key_issued_at":
            return [sign(.room(.number(1), .all), validity: .days(7), issuedAt: try date(text))]
        case "secret_key": return [{ () throws(UserSigError) in _ = try SecretKey(text) }]
        case "private_key": return [{ () throws(UserSigError) in _ = try PrivateKey(pem: text) }]
        case "public_key": return [{ () throws(UserSigError) in _ = try PublicKey(pem: text) }]
        default: return []
        }
    }

    @Test("verifying", arguments: Golden.all.verify)
    func verifies(vector: Golden.Verification) throws {
        let expectation = Expectation(
            userID: vector.userid, now: try date(vector.now),
            leeway: try #require(TimeInterval(vector.leeway)),
            maxValidity: try vector.maxValidity.map { .seconds(try #require(Int($0))) },
            contents: try vector.expect?.expected() ?? .any)
        let verification = try Golden.all.verifier(vector.key, vector.sdkappid).verify(vector.token, expectation)
        let first = verification.findings.first
        #expect(verification.findings.map(\.kind.rawValue) == vector.findings)
        #expect((first?.kind.rawValue ?? "valid") == vector.finding)
        #expect((first?.serviceCode ?? 0) == vector.serviceCode)
        #expect(verification.isValid == (vector.finding == "valid"))
        #expect(verification.valid == (verification.isValid ? verification.unverified : nil))
        #expect(thrown { () throws(UserSigError) in try verification.get() } == first.map(UserSigError.rejected))
        #expect(verification.warnings.map(\.name) == vector.warnings)
        #expect(verification.warnings.allSatisfy { !$0.detail.isEmpty && !$0.hint.isEmpty })
        if let layer = vector.layer { #expect(first?.detail.hasPrefix("\(layer): ") == true) }

        guard let fields = vector.fields else {
            #expect(verification.unverified == nil)
            let error = thrown { () throws(UserSigError) in try Token.inspectUnverified(vector.token) }
            #expect(error == first.map(UserSigError.rejected))
            return
        }
        let token = try Token.inspectUnverified(vector.token)
        let (issuedAt, expiresAt) = (try date(fields.issuedAt), try date(fields.expiresAt))
        #expect(verification.unverified == token)
        #expect(token.warnings == verification.warnings)
        // The file has the format's version, and the oldest form is of version 1.0 too.
        #expect((token.version == .v2 ? "2.0" : "1.0") == fields.version)
        #expect(token.userID == fields.userid)
        #expect(token.sdkAppIDText == fields.sdkappid)
        #expect(token.issuedAt == issuedAt)
        #expect(token.validity == .seconds(Int(fields.expire) ?? Int.max))
        #expect(token.expiresAt == expiresAt)
        #expect(token.userbuf == fields.userbuf.flatMap { Data(base64Encoded: $0) })
        #expect(token.isTimeApproximate == fields.isTimeApproximate)
        try expectRecord(token.privateMapKey, fields.privateMapKey)
    }
}
