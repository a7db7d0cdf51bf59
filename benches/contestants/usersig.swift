/// A contestant of scripts/bench: the Swift package of usersig. The lines are explained in compare/src/main.rs.
import Dispatch
import Foundation
import UserSig

func variable(_ name: String) -> String {
    guard let value = ProcessInfo.processInfo.environment["BENCH_\(name)"] else { fatalError("BENCH_\(name) is not set; scripts/bench sets it") }
    return value
}

func number(_ name: String) -> Int {
    guard let value = Int(variable(name)) else { fatalError("BENCH_\(name) is no number") }
    return value
}

struct Contestant {
    let app = UInt32(number("SDKAPPID"))
    let user = variable("USERID")
    let validity = Validity.seconds(number("EXPIRE"))
    let now = Date(timeIntervalSince1970: TimeInterval(number("NOW")))
    let signer: Signer
    let verifier: Verifier

    init() throws {
        let key = try SecretKey(variable("KEY"))
        signer = try Signer(sdkAppID: app, secretKey: key)
        verifier = try Verifier(sdkAppID: app, secretKey: key)
    }

    /// The work of an operation, which returns a token if it makes one; nil for an operation that there is not.
    func work(_ operation: String, _ token: String) throws -> (() throws -> String?)? {
        let curve = operation.split(separator: "-").last.map { $0.uppercased() } ?? ""
        switch operation {
        case "empty":
            return { precondition(signer.sdkAppID == app); return nil }
        case "sign":
            return { try signer.sign(userID: user, validity: validity) }
        case "sign-at":
            return { try signer.sign(SignRequest(userID: user, validity: validity, issuedAt: now)) }
        case "room":
            return { try signer.sign(SignRequest(userID: user, validity: validity, contents: .room(.number(10000), .all))) }
        case "verify":
            return { _ = try verifier.verify(token, Expectation(userID: user, now: now)).get(); return nil }
        case "sign-p256", "sign-secp256k1":
            let own = try Signer(sdkAppID: app, privateKey: PrivateKey(pem: variable("\(curve)_PRIVATE")))
            return { try own.sign(userID: user, validity: validity) }
        case "verify-p256", "verify-secp256k1":
            let own = try Verifier(sdkAppID: app, publicKey: PublicKey(pem: variable("\(curve)_PUBLIC")))
            return { _ = try own.verify(token, Expectation(userID: user)).get(); return nil }
        default:
            return nil
        }
    }

    func reply(to line: String) throws -> String {
        let words = line.split(separator: " ").map(String.init)
        if words[0] == "token" { return try signer.sign(userID: words[1], validity: validity) }
        guard let work = try work(words[0], words[2]), let count = Int(words[1]) else { return "-" }
        var last: String?
        let start = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<count { last = try work() }
        return "\(DispatchTime.now().uptimeNanoseconds - start) - \(last ?? "-")"
    }
}

let contestant = try Contestant()
while let line = readLine() {
    FileHandle.standardOutput.write(Data("\(try contestant.reply(to: line))\n".utf8))
}
