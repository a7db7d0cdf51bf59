import Foundation

extension Date {
    init(unixSeconds seconds: UInt64) { self.init(timeIntervalSince1970: TimeInterval(seconds)) }

    /// Returns the whole seconds since 1970, without the fraction of a second. Throws the kind `time` for a date that
    /// 64 bits cannot hold: before 1970, not finite, or more than half a trillion years away.
    func unixSeconds(of parameter: String) throws(UserSigError) -> UInt64 {
        let seconds = timeIntervalSince1970
        // NaN is in no range. The end is where a Double shows the last second that 64 bits hold.
        guard (0...TimeInterval(UInt64.max)).contains(seconds) else {
            throw .invalidInput(
                kind: .time,
                detail: "\(parameter) is \(seconds) seconds after 1 January 1970 (UTC); expected 0 to \(UInt64.max); "
                    + "check how the date was made, or pass nil for the system clock")
        }
        return UInt64(exactly: seconds.rounded(.down)) ?? .max
    }

    /// The whole seconds since 1970, for comparing with a token's times: 0 before 1970, and the last second that 64
    /// bits hold after it. NaN is the last second too, so that it finds no time left.
    var clampedUnixSeconds: UInt64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        return seconds < 0 ? 0 : UInt64(exactly: seconds) ?? .max
    }
}
