import Foundation
import Testing
import UserSig

@Suite("Dates")
struct DateTests {
    static let unusable: [Double] = [
        .nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude, 2e19, -0.5, -1, -6.2e10,
        -.greatestFiniteMagnitude,
    ]
    static let usable: [Double] = [0, 0.5, 1_700_000_000, 6.4e10, 0x1p53, 1e19, 0x1p64]

    @Test("before 1970, NaN, infinite or too late: signing is an error", arguments: unusable)
    func signing(seconds: Double) throws {
        let signer = try Demo.signer()
        let date = Date(timeIntervalSince1970: seconds)
        for error in [
            thrown { () throws(UserSigError) in try signer.sign(SignRequest(userID: "xiaojun", issuedAt: date)) },
            thrown { () throws(UserSigError) in try signer.signMany(userIDs: ["xiaojun"], issuedAt: date) },
            thrown { () throws(UserSigError) in try signer.signMany(userIDs: [], issuedAt: date) },
        ] { try check(error, "issuedAt", date) }
    }

    @Test("before 1970, NaN, infinite or too late: verifying is an error", arguments: unusable)
    func verifying(seconds: Double) throws {
        let verifier = try Demo.verifier()
        let date = Date(timeIntervalSince1970: seconds)
        // Issued at second 0, so that a date that came out as 0 would find it valid.
        let userSig = try Demo.signer().sign(userID: "xiaojun", issuedAt: Date(timeIntervalSince1970: 0))
        for token in [userSig, ""] {
            let error = thrown { () throws(UserSigError) in
                try verifier.verify(token, Expectation(userID: "xiaojun", now: date))
            }
            try check(error, "now", date)
        }
    }

    /// The error has its kind and names what was wrong, what was expected and what to do.
    private func check(_ error: UserSigError?, _ parameter: String, _ date: Date) throws {
        let error = try #require(error)
        #expect(error.kind == .time)
        #expect(error.description.hasPrefix("\(parameter) is \(date.timeIntervalSince1970) seconds after"))
        #expect(error.description.contains("; expected 0 to "))
        #expect(error.description.hasSuffix("; check how the date was made, or pass nil for the system clock"))
    }

    @Test("every other date is signed and verified", arguments: usable)
    func accepted(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .days(1), issuedAt: date)
        let token = try Demo.verifier().verify(userSig, userID: "xiaojun", now: date)
        #expect(token.issuedAt == Date(timeIntervalSince1970: seconds.rounded(.down)))
        #expect(!token.isExpired(at: date))
        #expect(token.timeLeft(at: date) <= 86_400)
    }

    @Test("a fraction of a second is left out", arguments: [0.001, 0.5, 0.999])
    func fractions(fraction: Double) throws {
        let (signer, verifier) = (try Demo.signer(), try Demo.verifier())
        let whole = try signer.sign(userID: "xiaojun", validity: .seconds(60), issuedAt: Demo.now)
        #expect(
            try signer.sign(userID: "xiaojun", validity: .seconds(60), issuedAt: Demo.now + fraction) == whole)
        #expect(
            try signer.signMany(userIDs: ["xiaojun"], validity: .seconds(60), issuedAt: Demo.now + fraction)
                == [whole])
        func isValid(_ seconds: Double) throws -> Bool {
            try verifier.verify(whole, Expectation(userID: "xiaojun", now: Demo.now + seconds)).isValid
        }
        #expect(try isValid(60 + fraction))
        #expect(try !isValid(61))
        #expect(try !isValid(61 + fraction))
    }

    @available(iOS 16, macOS 13, *)
    @Test("a validity without its fraction") func durations() {
        #expect(Validity(.milliseconds(1_999)) == .seconds(1))
        #expect(Validity(.milliseconds(-1_999)) == .seconds(-1))
        #expect(Validity(.seconds(Int64.max)).duration == .seconds(Int64.max))
    }

    @Test("a validity in days, and which is longer") func days() {
        #expect(Validity.days(7) == .seconds(604_800) && Validity.days(7) < .seconds(604_801))
        #expect(Validity.days(.max).seconds == .max && Validity.days(.min).seconds == .min)
    }

    @Test("a token's time left at any date") func timeLeft() throws {
        let userSig = try Demo.signer().sign(userID: "xiaojun", validity: .days(1), issuedAt: Demo.now)
        let token = try Token.inspectUnverified(userSig)
        for seconds in [Double.nan, .infinity, .greatestFiniteMagnitude, 2e19, 6.4e10] {
            #expect(token.isExpired(at: Date(timeIntervalSince1970: seconds)))
            #expect(token.timeLeft(at: Date(timeIntervalSince1970: seconds)) == .zero)
        }
        for seconds in [-Double.infinity, -6.2e10, -0.5, 0] {
            #expect(!token.isExpired(at: Date(timeIntervalSince1970: seconds)))
            #expect(token.timeLeft(at: Date(timeIntervalSince1970: seconds)) == 1_700_086_400)
        }
        // The last second that there is: valid at it, and still not at NaN.
        let last = Date(timeIntervalSince1970: 0x1p64)
        let endless = try Token.inspectUnverified(Demo.signer().sign(userID: "xiaojun", issuedAt: last))
        #expect(!endless.isExpired(at: last))
        #expect(endless.isExpired(at: Date(timeIntervalSince1970: .nan)))
        #expect(endless.timeLeft(at: last) == .zero)
    }
}
