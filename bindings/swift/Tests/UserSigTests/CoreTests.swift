import Foundation
import Testing
import UserSigBindings

@testable import UserSig

// What this layer has in common with the core, compared with the core itself.
@Suite("The core")
struct CoreTests {
    /// Every kind of the core. The switch does not compile when there is one more; it goes here too then.
    private static let errorKinds: [UserSigBindings.ErrorKind] = [
        .sdkAppId, .userId, .validity, .leeway, .userbuf, .room, .privileges, .privateMapKeyExpiry, .time, .key,
        .unsupported, .other,
    ]

    private func isListed(_ kind: UserSigBindings.ErrorKind) -> Bool {
        switch kind {
        case .sdkAppId, .userId, .validity, .leeway, .userbuf, .room, .privileges, .privateMapKeyExpiry, .time, .key,
            .unsupported, .other:
            Self.errorKinds.contains(kind)
        }
    }

    @Test("the kinds of errors have its names") func errorKinds() {
        for kind in Self.errorKinds {
            #expect(isListed(kind))
            #expect(UserSig.ErrorKind(kind).rawValue == errorKindName(kind: kind))
        }
        let names = Self.errorKinds.map { errorKindName(kind: $0) }
        #expect(names.count == UserSig.ErrorKind.allCases.count)
        #expect(Set(names) == Set(UserSig.ErrorKind.allCases.map(\.rawValue)))
    }

    @Test("the kinds of findings have its names") func findingKinds() throws {
        var names: [UserSig.FindingKind: Set<String>] = [:]
        for vector in Golden.all.verify {
            let key = try Golden.all.key(vector.key)
            let verifier =
                if let secret = key.secretKey {
                    try UserSigBindings.Verifier(sdkappid: vector.sdkappid, key: .init(text: secret))
                } else {
                    try UserSigBindings.Verifier.withPublicKey(
                        sdkappid: vector.sdkappid, key: .fromPem(pem: #require(key.public)))
                }
            let expectation = UserSigBindings.Expectation(
                userid: vector.userid, now: try #require(UInt64(vector.now)),
                leeway: try #require(UInt64(vector.leeway)),
                maxValidity: try vector.maxValidity.map { try #require(UInt64($0)) },
                contents: try vector.expect?.expected().core ?? .any)
            for finding in try verifier.verify(token: vector.token, expectation: expectation).findings {
                names[UserSig.FindingKind(finding.kind), default: []].insert(finding.name)
            }
        }
        #expect(Set(names.keys) == Set(UserSig.FindingKind.allCases))
        for (kind, names) in names { #expect(names == [kind.rawValue]) }
    }

    @Test("the explanations of codes are its own", arguments: UserSig.Language.allCases)
    func codes(language: UserSig.Language) {
        let theirs = explanations(language: language.core)
        #expect(UserSig.Explanation.all(language: language) == theirs.map(UserSig.Explanation.init))
        #expect(Set(theirs.map { UserSig.Explanation($0).subject }) == Set(UserSig.Explanation.Subject.allCases))
    }

    @Test("each privilege has its bit") func privileges() {
        let table: [(Privileges, String)] = [
            (.createRoom, "create"), (.enterRoom, "enter"), (.sendAudio, "audio-send"),
            (.receiveAudio, "audio-receive"), (.sendVideo, "video-send"), (.receiveVideo, "video-receive"),
            (.sendSubstream, "substream-send"), (.receiveSubstream, "substream-receive"),
        ]
        for (privilege, name) in table {
            #expect(privilege.names == [name])
            #expect(privilegeNames(bits: privilege.rawValue) == [name])
        }
        #expect(Privileges.all.names == table.map(\.1))
        #expect(Privileges(table.map(\.0)) == .all)
    }

    @Test("the validities are its own") func validities() {
        #expect(UInt64(Validity.clientDefault.seconds) == validityClientDefault())
        #expect(UInt64(Validity.serverDefault.seconds) == validityServerDefault())
    }

    @Test("a verification is valid only if the core reports it, and the token is there") func valid() throws {
        let userSig = try Demo.signer().sign(userID: "xiaojun", issuedAt: Demo.now)
        let token = try UserSigBindings.inspectUnverified(token: userSig)
        func verification(_ isValid: Bool, _ token: UserSigBindings.Token?) -> Verification {
            Verification(UserSigBindings.Report(isValid: isValid, token: token, findings: [], warnings: []))
        }
        #expect(verification(true, token).isValid)
        for invalid in [verification(true, nil), verification(false, token), verification(false, nil)] {
            #expect(!invalid.isValid && invalid.valid == nil)
            guard case .internalFailure? = thrown({ () throws(UserSig.UserSigError) in try invalid.get() }) else {
                Issue.record("expected internalFailure")
                return
            }
        }
    }
}
