import Foundation
import UserSig
import XCTest

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// XCTest and not Swift Testing: it runs its tests in a process of its own, one at a time, so that nothing else moves
/// what is measured.
final class MemoryTests: XCTestCase {
    /// A round makes three objects of the core: a key, a signer and a verifier.
    func testAMillionObjectsComeAndGoInFlatMemory() throws {
        func round() throws {
            let key = try SecretKey(Demo.key)
            _ = try Signer(sdkAppID: Demo.sdkAppID, secretKey: key)
            _ = try Verifier(sdkAppID: Demo.sdkAppID, secretKey: key)
        }
        for _ in 0..<10_000 { try round() }
        let before = peakMemory()
        for _ in 0..<334_000 { try round() }
        let growth = peakMemory() - before
        // The smallest leak there could be, Swift's half of one of the three, would be 334 000 times 32 bytes.
        XCTAssertLessThan(growth, 4_000_000)
        print("1002000 objects: the peak of memory grew by \(growth) bytes")
    }

    /// The most memory that this process has had, in bytes.
    private func peakMemory() -> Int {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) * 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss)
        #endif
    }
}
