import Foundation
import Testing
import UserSig

/// tests/vectors/reference-tokens.json: what the public reference implementations wrote.
struct ReferenceTokens: Decodable {
    /// A key pair in PEM: the private key in both of its forms.
    struct KeyPair: Decodable {
        let pkcs8: String
        let sec1: String
        let pub: String
    }

    struct Vector: Decodable, CustomTestStringConvertible {
        struct Record: Decodable {
            let room: Golden.Scalar
            let privileges: UInt32
        }

        let id: String
        let version: String
        let sdkappid: UInt32
        let secretKey: String?
        let publicKey: String?
        let curve: String?
        let userid: String
        let expire: UInt64
        let issuedAt: Golden.Scalar?
        let plain: Bool?
        let userbuf: String?
        let privateMapKey: Record?
        let token: String
        let expect: String

        var testDescription: String { id }

        /// When it was issued. The oldest form has a clock's text, whose zone is wrong: it is read in UTC+8.
        func issued() throws -> Date? {
            switch issuedAt {
            case nil: return nil
            case .number(let seconds): return Date(timeIntervalSince1970: TimeInterval(seconds))
            case .text(let text):
                return try #require(ISO8601DateFormatter().date(from: text.prefix(19) + "+08:00"))
            }
        }
    }

    let keys: [String: KeyPair]
    let vectors: [Vector]

    static let all: ReferenceTokens = try! UserSigTests.vectors("reference-tokens.json", as: ReferenceTokens.self)
    /// The tokens that can be read and are signed correctly, those included whose PrivateMapKey is corrupt.
    static let genuine = all.vectors.filter { ["valid", "record_mismatch"].contains($0.expect) }

    func verifier(for vector: Vector) throws -> Verifier {
        if let secret = vector.secretKey {
            return try Verifier(sdkAppID: vector.sdkappid, secretKey: SecretKey(secret))
        }
        let pem = try #require(vector.publicKey ?? vector.curve.flatMap { keys[$0]?.pub })
        return try Verifier(sdkAppID: vector.sdkappid, publicKey: PublicKey(pem: pem))
    }
}

@Suite("Tokens of the reference implementations")
struct ReferenceTokenTests {
    @Test("the file has them all") func isComplete() {
        #expect(ReferenceTokens.all.vectors.count >= 150)
    }

    @Test("verified at issue, at expiry and a second later", arguments: ReferenceTokens.all.vectors)
    func verifies(vector: ReferenceTokens.Vector) throws {
        let verifier = try ReferenceTokens.all.verifier(for: vector)
        // A token that cannot be read has no time of its own.
        let issued = try vector.issued() ?? Demo.now
        func finding(at now: Date) throws -> String {
            let verification = try verifier.verify(vector.token, Expectation(userID: vector.userid, now: now))
            #expect(verification.isValid == verification.findings.isEmpty)
            return verification.findings.first?.kind.rawValue ?? "valid"
        }
        #expect(try finding(at: issued) == vector.expect)
        if vector.expect == "valid" {
            #expect(try finding(at: issued + TimeInterval(vector.expire)) == "valid")
            #expect(try finding(at: issued + TimeInterval(vector.expire) + 1) == "expired")
        }
    }

    @Test("inspected without a key", arguments: ReferenceTokens.genuine)
    func inspects(vector: ReferenceTokens.Vector) throws {
        let token = try Token.inspectUnverified(vector.token)
        #expect(token.userID == vector.userid)
        #expect(token.sdkAppID == vector.sdkappid)
        #expect(token.version.rawValue == (vector.plain == true ? "1.0 plain" : vector.version))
        #expect(token.validity == .seconds(Int(vector.expire)))
        let issued = try vector.issued()
        #expect(token.issuedAt == issued)
        #expect(token.isTimeApproximate == (vector.plain == true))
        #expect(token.expiresAt == token.issuedAt + TimeInterval(vector.expire))
        #expect(token.userbuf == vector.userbuf.flatMap { Data(base64Encoded: $0) })
        if let record = vector.privateMapKey {
            let key = try #require(token.privateMapKey)
            #expect(key.room == record.room.room)
            #expect(key.privileges.rawValue == record.privileges)
            #expect(key.account == vector.userid)
            #expect(key.sdkAppID == vector.sdkappid)
            #expect(key.expiresAt == token.expiresAt)
        }
    }
}
