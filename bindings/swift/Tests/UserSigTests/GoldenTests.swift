import Foundation
import Testing
import UserSig

/// tests/vectors/golden.json: our own answers, which every language is held to.
struct Golden: Decodable, Sendable {
    struct Key: Decodable, Sendable {
        let secretKey: String?
        let pkcs8: String?
        let `public`: String?
    }

    /// A number or a text: some values stand in the file as either.
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
        let anyUserid: Bool
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
        let finding: String
        let problems: [String]
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
    // A Duration ends at 2^63 seconds.
    static let verify = all.verify.filter { Int64($0.leeway) != nil }

    func key(_ name: String) throws -> Key { try #require(keys[name]) }

    func signer(_ name: String, _ sdkAppID: UInt32) throws -> Signer {
        let key = try key(name)
        if let secret = key.secretKey { return try Signer(sdkAppID: sdkAppID, secretKey: SecretKey(secret)) }
        return try Signer(sdkAppID: sdkAppID, privateKey: PrivateKey(pem: #require(key.pkcs8)))
    }

    func verifier(_ name: String, _ sdkAppID: UInt32, leeway: Duration = .zero) throws -> Verifier {
        let key = try key(name)
        if let secret = key.secretKey {
            return try Verifier(sdkAppID: sdkAppID, secretKey: SecretKey(secret), leeway: leeway)
        }
        return try Verifier(sdkAppID: sdkAppID, publicKey: PublicKey(pem: #require(key.public)), leeway: leeway)
    }
}

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
        #expect(Golden.verify.count >= 400)
    }

    @Test("signing", arguments: Golden.all.sign)
    func signs(vector: Golden.Signing) throws {
        let signer = try Golden.all.signer(vector.key, vector.sdkappid)
        let now = try date(vector.issuedAt)
        func sign(_ rule: UserIDRule) throws(UserSigError) -> String {
            let validity = Validity.seconds(vector.expire)
            if let record = vector.privateMapKey {
                return try signer.privateMapKey(
                    userID: vector.userid, rule: rule, room: record.room.room,
                    privileges: Privileges(rawValue: record.privileges), validity: validity, at: now)
            }
            let userbuf = vector.userbuf.flatMap { Data(base64Encoded: $0) }
            return try signer.sign(
                userID: vector.userid, rule: rule, validity: validity, userbuf: userbuf, at: now)
        }
        if vector.anyUserid {
            guard case .invalidInput(kind: .userID, _)? = thrown({ () throws(UserSigError) in try sign(.documented) })
            else {
                Issue.record("the documented rule took \(vector.userid)")
                return
            }
        }
        let verifier = try Golden.all.verifier(vector.key, vector.sdkappid)
        let token = try verifier.verify(
            sign(vector.anyUserid ? .any : .documented), userID: vector.userid, rule: .any, at: now)
        #expect(token.userID == vector.userid)
        #expect(token.sdkAppID == vector.sdkappid)
        #expect(token.issuedAt == now)
        #expect(token.validity == .seconds(vector.expire))
        if vector.privateMapKey == nil {
            #expect(token.userbuf == vector.userbuf.flatMap { Data(base64Encoded: $0) })
        } else {
            try expectRecord(token.privateMapKey, vector.privateMapKey)
            #expect(token.privateMapKey?.account == vector.userid)
            #expect(token.privateMapKey?.expiresAt == token.expiresAt)
        }
    }

    @Test("what each input takes and refuses", arguments: Golden.inputs)
    func takes(vector: Golden.Input) throws {
        let signer = try Demo.signer()
        let text = vector.value.description
        let number = { try #require(UInt64(text)) }
        func outcome(_ call: () throws -> Void) throws -> String? {
            do {
                try call()
                return nil
            } catch let error as UserSigError {
                guard case .invalidInput(let kind, let detail) = error else { throw error }
                #expect(!detail.isEmpty)
                return kind.rawValue
            }
        }
        let error = try outcome {
            switch vector.input {
            case "sdkappid": _ = try Signer(sdkAppID: UInt32(number()), secretKey: SecretKey(Demo.key))
            case "userid": _ = try signer.sign(userID: text)
            case "userid_any": _ = try signer.sign(userID: text, rule: .any)
            case "validity_seconds": _ = try signer.sign(userID: "a", validity: .seconds(Int(number())))
            case "userbuf_length": _ = try signer.sign(userID: "a", userbuf: Data(count: Int(number())))
            case "room_number":
                _ = try signer.privateMapKey(userID: "a", room: .number(UInt32(number())), privileges: .all)
            case "room_name": _ = try signer.privateMapKey(userID: "a", room: .name(text), privileges: .all)
            case "privileges_bits":
                let privileges = Privileges(rawValue: UInt32(try number()))
                _ = try signer.privateMapKey(userID: "a", room: .number(1), privileges: privileges)
            case "private_map_key_issued_at":
                _ = try signer.privateMapKey(
                    userID: "a", room: .number(1), privileges: .all, validity: .days(7), at: date(text))
            case "secret_key": _ = try SecretKey(text)
            case "private_key": _ = try PrivateKey(pem: text)
            case "public_key": _ = try PublicKey(pem: text)
            default: Issue.record("an input that this test does not know: \(vector.input)")
            }
        }
        #expect(error == vector.error)
    }

    @Test("verifying", arguments: Golden.verify)
    func verifies(vector: Golden.Verification) throws {
        let leeway = Duration.seconds(try #require(Int64(vector.leeway)))
        let verifier = try Golden.all.verifier(vector.key, vector.sdkappid, leeway: leeway)
        let report = try verifier.report(on: vector.token, userID: vector.userid, rule: .any, at: date(vector.now))
        #expect(report.problems.map(\.kind.rawValue) == vector.problems)
        #expect((report.problems.first?.kind.rawValue ?? "valid") == vector.finding)
        #expect((report.problems.first?.serviceCode ?? 0) == vector.serviceCode)
        #expect(report.isValid == (vector.finding == "valid"))
        if let layer = vector.layer { #expect(report.problems.first?.detail.hasPrefix("\(layer): ") == true) }

        guard let fields = vector.fields else {
            #expect(report.unverifiedToken == nil)
            #expect(thrown { () throws(UserSigError) in try Token.inspectUnverified(vector.token) } != nil)
            return
        }
        let token = try Token.inspectUnverified(vector.token)
        let (issuedAt, expiresAt) = (try date(fields.issuedAt), try date(fields.expiresAt))
        #expect(report.unverifiedToken == token)
        // The file speaks of the format's version, and the oldest form is of version 1.0 too.
        #expect((token.version == .v2 ? "2.0" : "1.0") == fields.version)
        #expect(token.userID == fields.userid)
        #expect(token.sdkAppIDText == fields.sdkappid)
        #expect(token.issuedAt == issuedAt)
        #expect(token.validity == Duration.seconds(Int64(fields.expire) ?? Int64.max))
        #expect(token.expiresAt == expiresAt)
        #expect(token.userbuf == fields.userbuf.flatMap { Data(base64Encoded: $0) })
        #expect(token.isTimeApproximate == fields.isTimeApproximate)
        try expectRecord(token.privateMapKey, fields.privateMapKey)
    }
}
