import Testing
import UserSig

@Suite("Tasks")
struct ConcurrencyTests {
    @Test("eight tasks share one signer and one verifier") func taskGroup() async throws {
        let signer = try Demo.signer()
        let verifier = try Demo.verifier()
        let valid = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var valid = 0
                    for index in 0..<500 {
                        let userID = "user_\(task)_\(index)"
                        let userSig = try signer.sign(userID: userID, issuedAt: Demo.now)
                        if try verifier.verify(userSig, userID: userID, now: Demo.now).userID == userID { valid += 1 }
                    }
                    return valid
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(valid == 8 * 500)
    }
}
