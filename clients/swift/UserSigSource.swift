// Keeps a UserSig that is valid, from your server (usersig-serve or one with the same interface). No key is here.
//
//   let source = UserSigSource(url: url) { ["Authorization": "Bearer \(session.jwt)"] }
//   V2TIMManager.sharedInstance().login(userID, userSig: try await source.get().userSig, …)
//   // in onUserSigExpired and where a call fails: nil means that the code is not about an expired UserSig
//   let renewed = try await source.rejected(code: code, userSig: userSig)
import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A token. `refreshAt` and `endsAt` are by this device's clock.
public struct UserSig: Sendable {
    public let userSig: String, userId: String, sdkAppId: UInt32, refreshAt: Date, endsAt: Date
}

public struct UserSigError: Error { public let status: Int }

public actor UserSigSource {
    private let url: URL
    private let headers: @Sendable () async throws -> [String: String]
    private var token: UserSig?
    private var pending: Task<UserSig, any Error>?
    private var timer: Task<Void, Never>?

    /// `headers` says who asks: what your server knows the user by. It is called for each attempt.
    public init(url: URL, headers: @escaping @Sendable () async throws -> [String: String]) {
        (self.url, self.headers) = (url, headers)
    }

    /// Returns the token, fetched if there is none or it has expired. Throws when the server cannot be reached or rejects the user.
    public func get() async throws -> UserSig {
        guard let token, Date() < token.endsAt else { return try await renew().value }
        // Until its end the old one is good, so nobody waits.
        if Date() >= token.refreshAt { _ = renew() }
        return token
    }

    /// Returns a new token if the service's code says that this one has expired, otherwise nil.
    public func rejected(code: Int, userSig: String) async throws -> UserSig? {
        guard [70001, -70001, 6206].contains(code) else { return nil }
        // Another caller may have renewed it meanwhile.
        if let token, token.userSig != userSig { return token }
        return try await renew().value
    }

    /// Forgets the token: when the user logs out.
    public func close() {
        pending?.cancel()
        timer?.cancel()
        (token, pending, timer) = (nil, nil, nil)
    }

    /// One request for all who wait.
    private func renew() -> Task<UserSig, any Error> {
        if let pending { return pending }
        let mine = Task {
            defer { if !Task.isCancelled { pending = nil } }
            let new = try await fetch()
            // Not for a user who has logged out meanwhile.
            if !Task.isCancelled { keep(new) }
            return new
        }
        pending = mine
        return mine
    }

    private func keep(_ new: UserSig) {
        token = new
        timer?.cancel()
        timer = Task {
            try? await Task.sleep(nanoseconds: UInt64(max(0, new.refreshAt.timeIntervalSinceNow) * 1e9))
            if !Task.isCancelled { _ = renew() }
        }
    }

    private func fetch() async throws -> UserSig {
        var attempt = 0
        while true {
            var request = URLRequest(url: url, timeoutInterval: 10)
            (request.httpMethod, request.httpBody) = ("POST", Data("{}".utf8))
            request.allHTTPHeaderFields = try await headers().merging(["Content-Type": "application/json"]) { $1 }
            let reply = try? await URLSession.shared.data(for: request)
            let response = reply?.1 as? HTTPURLResponse, status = response?.statusCode ?? 0
            if status == 200, let body = reply?.0 { return try parse(body, response?.value(forHTTPHeaderField: "Date")) }
            attempt += 1
            if (400..<500).contains(status) && status != 408 && status != 429 || attempt == 6 { throw UserSigError(status: status) }
            // 1 s, 2 s, 4 s … with jitter, so that clients do not come back together; or what the server says.
            let backoff = pow(2, Double(attempt - 1)) * Double.random(in: 0.5...1)
            let seconds = response?.value(forHTTPHeaderField: "Retry-After").flatMap(Double.init) ?? backoff
            try await Task.sleep(nanoseconds: UInt64(seconds * 1e9))
        }
    }
}

/// This device's clock may be wrong: the server's is in the header Date.
private func parse(_ body: Data, _ date: String?) throws -> UserSig {
    struct Reply: Decodable { let user_sig, user_id: String, sdk_app_id: UInt32, refresh_after, expires_at: Double }
    let reply = try JSONDecoder().decode(Reply.self, from: body), format = DateFormatter()
    (format.locale, format.dateFormat) = (Locale(identifier: "en_US_POSIX"), "EEE, dd MMM yyyy HH:mm:ss zzz")
    let offset = date.flatMap(format.date(from:)).map { -$0.timeIntervalSinceNow } ?? 0
    let refreshAfter = reply.refresh_after + (reply.expires_at - reply.refresh_after) / 2 * Double.random(in: 0...1)
    return UserSig(userSig: reply.user_sig, userId: reply.user_id, sdkAppId: reply.sdk_app_id,
        refreshAt: Date(timeIntervalSince1970: refreshAfter + offset), endsAt: Date(timeIntervalSince1970: reply.expires_at + offset))
}
