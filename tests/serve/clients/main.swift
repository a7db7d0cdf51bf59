// The steps of client.mjs.
import Foundation

let url = URL(string: CommandLine.arguments[1])!
let source = UserSigSource(url: url) { ["Authorization": "Bearer session"] }
let all = try await withThrowingTaskGroup(of: String.self) { group in
    for _ in 0..<10 { group.addTask { try await source.get().userSig } }
    var tokens: [String] = []
    for try await token in group { tokens.append(token) }
    return tokens
}
print("first", Set(all).count)
let first = try await source.get().userSig
print("again", first == all[0])
try await Task.sleep(nanoseconds: 6_000_000_000)
let second = try await source.get().userSig
print("refreshed", second != first)
print("other", try await source.rejected(code: 70003, userSig: second) == nil ? "null" : "token")
print("stale", try await source.rejected(code: 70001, userSig: first)?.userSig == second)
try await Task.sleep(nanoseconds: 1_100_000_000)
print("expired", try await source.rejected(code: 6206, userSig: second)?.userSig != second)
await source.close()
let stranger = UserSigSource(url: url) { ["Authorization": "Bearer nobody"] }
do { _ = try await stranger.get(); print("stranger token") } catch { print("stranger error") }
