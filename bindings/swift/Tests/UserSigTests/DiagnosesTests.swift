import Foundation
import Testing
import UserSig

/// tests/vectors/diagnoses.json: the mistakes of other people's code, as tests/diagnose.rs has them.
struct Mistakes: Decodable, Sendable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let tokenBase64: String
        let causes: [String]
        let warnings: [String]
        let inner: String?

        var testDescription: String { id }

        /// The token; `nil` if its bytes are no UTF-8. Not by Foundation, which leaves out a byte order mark.
        var token: String? {
            guard let bytes = Data(base64Encoded: tokenBase64) else { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            return Data(text.utf8) == bytes ? text : nil
        }
    }

    let key: String
    let sdkappid: UInt32
    let userid: String
    let now: TimeInterval
    let cases: [Case]

    static let all: Mistakes = try! UserSigTests.vectors("diagnoses.json", as: Mistakes.self)
    static let texts = all.cases.filter { $0.token != nil }
}

@Suite("Diagnosis")
struct DiagnosesTests {
    @Test("every kind of mistake is named", arguments: Mistakes.texts)
    func named(vector: Mistakes.Case) throws {
        let (key, token) = (Mistakes.all.key, try #require(vector.token))
        let verifier = try Verifier(sdkAppID: Mistakes.all.sdkappid, secretKey: SecretKey(key))
        let now = Date(timeIntervalSince1970: Mistakes.all.now)
        let readable = try? Token.inspectUnverified(token)
        let expectation = Expectation(userID: readable?.userID ?? Mistakes.all.userid, now: now)
        let before = try verifier.verify(token, expectation)
        let found = try verifier.diagnose(token, expectation, keyText: key)
        // The verdict is inside, and stays what it is.
        #expect(found.verification == before)
        #expect(try verifier.verify(token, expectation) == before)

        if before.isValid {
            #expect(found.causes.isEmpty && vector.causes.isEmpty)
            #expect(names(found.warnings).sorted() == vector.warnings.sorted())
        } else {
            // What would be a warning of a good token is a cause of one that is not valid.
            #expect([vector.causes, vector.causes + vector.warnings].contains(names(found.causes)))
        }
        let inner = try found.unwrapped.map { try verifier.verify($0, expectation) }
        #expect(inner.map { $0.findings.first?.kind.rawValue ?? "valid" } == vector.inner)

        let unverified = try Token.diagnoseUnverified(token, at: now)
        #expect(unverified.causes.allSatisfy(found.causes.contains))
        if readable == nil {
            // The key adds causes, behind those that need none.
            #expect(unverified.causes == Array(found.causes.prefix(unverified.causes.count)))
            #expect(unverified.unwrapped == found.unwrapped)
        }

        let chinese = try verifier.diagnose(token, expectation, keyText: key, language: .chinese)
        #expect(names(chinese.causes) == names(found.causes) && names(chinese.warnings) == names(found.warnings))
        #expect(chinese.verification.isValid == before.isValid)
        #expect(chinese.verification.findings.map(\.serviceCode) == before.findings.map(\.serviceCode))
        for one in chinese.causes + chinese.warnings { #expect(isChinese(one.detail) && isChinese(one.fix)) }
        for one in chinese.verification.findings { #expect(isChinese(one.detail) && isChinese(one.hint)) }
        for one in [found, chinese].flatMap({ $0.causes + $0.warnings }) {
            #expect(!(one.detail + one.fix).contains("{0}") && !(one.detail + one.fix).contains("{1}"))
            #expect(!holdsAPart(of: key, "\(one) \(one.fix)"))
        }
    }

    /// A `String` cannot hold their bytes: whoever decoded them as UTF-8 has other bytes.
    @Test("only bytes that are no text are left out") func leftOut() {
        #expect(Mistakes.all.cases.filter { $0.token == nil }.map(\.id) == ["utf16/le", "utf16/be"])
        #expect(Mistakes.texts.count > 190)
    }

    @Test("without the key's text, mistakes in its use are not named") func keyText() throws {
        let signer = try Signer(sdkAppID: Demo.sdkAppID, secretKey: SecretKey("\"\(Demo.key)\""))
        let (token, verifier) = (try signer.sign(userID: "bob"), try Demo.verifier())
        let expectation = Expectation(userID: "bob", contents: .noUserbuf)
        let found = try verifier.diagnose(token, expectation, keyText: Demo.key)
        #expect(names(found.causes) == ["key_quoted"])
        let cause = try #require(found.causes.first)
        #expect("\(cause)" == "\(cause.detail) (key_quoted)")
        #expect(try verifier.diagnose(token, expectation).causes.isEmpty)
        #expect(found.verification.findings.map(\.serviceCode) == [70009])
        #expect(found.unwrapped == nil)
    }

    @Test("a valid token has a verdict and no cause") func valid() throws {
        let token = try Demo.signer().sign(userID: "bob")
        let found = try Demo.verifier().diagnose(token, Expectation(userID: "bob"))
        #expect(found.verification.valid?.userID == "bob")
        #expect(found.causes.isEmpty && found.warnings.isEmpty && found.unwrapped == nil)
        // Without a verifier there is no verdict, and the clock is the system's.
        let quoted = try Token.diagnoseUnverified("\"\(token)\"")
        #expect(names(quoted.causes) == ["quoted"] && quoted.warnings.isEmpty)
        #expect(quoted.unwrapped == token)
        let placeholder = try Token.diagnoseUnverified("undefined", language: .chinese)
        #expect(names(placeholder.causes) == ["placeholder"] && placeholder.causes.allSatisfy { isChinese($0.fix) })
    }

    @Test("what cannot be used is an error") func errors() throws {
        let verifier = try Demo.verifier()
        let early = Date(timeIntervalSince1970: -1)
        func kind<Value>(_ call: () throws(UserSigError) -> Value) -> ErrorKind? { thrown(call)?.kind }
        #expect(kind { () throws(UserSigError) in try verifier.diagnose("", Expectation(userID: "")) } == .userID)
        #expect(kind { () throws(UserSigError) in
            try verifier.diagnose("", Expectation(userID: "bob", now: early), keyText: Demo.key)
        } == .time)
        #expect(kind { () throws(UserSigError) in try Token.diagnoseUnverified("", at: early) } == .time)
    }

    @Test("a key is known by its shape") func keys() throws {
        #expect(try SecretKey.diagnose(Demo.key).isEmpty)
        for (text, name) in [
            (String(Demo.key.prefix(32)), "key_looks_short"), ("SECRETKEY=\(Demo.key)", "key_is_assignment"),
            ("undefined", "key_is_placeholder"),
            (try #require(ReferenceTokens.all.keys["prime256v1"]).pkcs8, "key_is_private_key"),
        ] {
            let (english, chinese) = (try SecretKey.diagnose(text), try SecretKey.diagnose(text, language: .chinese))
            #expect(english.first?.name == name && names(english) == names(chinese))
            for one in chinese { #expect(isChinese(one.detail) && isChinese(one.fix)) }
            for one in english + chinese { #expect(!holdsAPart(of: Demo.key, "\(one) \(one.fix)")) }
        }
    }

    private func names(_ list: [Diagnosis]) -> [String] { list.map(\.name) }
}

@Suite("Codes")
struct CodesTests {
    @Test("are explained by number and by name") func explained() throws {
        let expired = Explanation.of("70001")
        let entry = try #require(expired.first)
        #expect(expired.count == 1 && entry.numbers == [70001, -70001] && entry.subject == .userSig)
        #expect(entry.description.hasPrefix("70001, -70001, ERR_SVR_ACCOUNT_USERSIG_EXPIRED"))
        #expect(Explanation.of("-70001") == expired)
        let byName = Explanation.of("ERR_USER_SIG_EXPIRED")
        #expect(!byName.isEmpty && byName.allSatisfy { $0.names.contains("ERR_USER_SIG_EXPIRED") })
        #expect(Explanation.of("err_user_sig_expired") == byName)
        #expect(Explanation.of("-100018").map(\.numbers) == [[-100018]])
        // Only the account server's codes are the same without their sign.
        #expect(Explanation.of("100018").allSatisfy { !$0.numbers.contains(-100018) })
        #expect(Explanation.of("12345").isEmpty)
    }

    @Test("have texts in both languages, and the same numbers") func languages() {
        let (english, chinese) = (Explanation.all(), Explanation.all(language: .chinese))
        #expect(english.map(\.numbers) == chinese.map(\.numbers))
        #expect(english.map(\.names) == chinese.map(\.names))
        #expect(english.map(\.subject) == chinese.map(\.subject))
        for one in chinese { #expect(isChinese(one.meaning) && isChinese(one.advice)) }
        #expect(english.contains { $0.note == nil } && english.contains { $0.note != nil })
        #expect(english.allSatisfy { $0.note?.isEmpty != true && !$0.layer.isEmpty })
    }
}

private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { ("\u{4e00}"..."\u{9fff}").contains($0) }
}

/// Whether eight characters in a row of a key are in a text.
private func holdsAPart(of key: String, _ text: String) -> Bool {
    let key = Array(key)
    return (0...(key.count - 8)).contains { text.contains(String(key[$0..<($0 + 8)])) }
}
