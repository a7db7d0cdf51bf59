// Signs UserSigs inside a debug build, for trying out the SDKs. It replaces the file of the same name in the demos: fill in
// the constants below, and leave every call as it is. It needs the C library, module CUserSig (a pod, or an XCFramework).
//
// Whoever has an app can read the key inside it, and can log in as any user. So a release build, which does not define
// DEBUG, contains no key and signs nothing: there, request the UserSig from your server. For a release build that is never
// distributed, define USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE.
import CUserSig
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

// MARK: - Fill in

/// The application: the number that the console shows for it.
let SDKAPPID: Int = 0

#if DEBUG || USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE
    /// The secret key of the application, as the console shows it.
    let SECRETKEY = ""
#else
    /// The secret key of the application, which no release build contains: leave this empty.
    let SECRETKEY = ""
#endif

/// For how long a UserSig is valid, in seconds: 7 days.
let EXPIRETIME: Int = 604_800

// What else the demos' files contain. Fill in what your app uses.

// Relaying to a CDN.
let CDNAPPID = 0
let CDNBIZID = 0
let kCDN_URL: String = ""

// Domains and services.
let PUSHURL = ""
let PLAY_DOMAIN: String = ""
let SERVERLESSURL = ""
let TEST_SERVERLESSURL = ""

// Licences.
let LICENSEURL = ""
let LICENSEURLKEY = ""
let LIVE_LICENSE_URL = ""
let LIVE_LICENSE_KEY = ""
let XMagicLicenseURL = ""
let XMagicLicenseKey = ""
let BEAUTY_LICENSE_URL = ""
let BEAUTY_LICENSE_KEY = ""
let TENCENT_EFFECT_LICENSE_URL = ""
let TENCENT_EFFECT_LICENSE_KEY = ""
let COPYRIGHTED_MUSIC_LICENSE_URL = ""
let COPYRIGHTED_MUSIC_LICENSE_KEY = ""
let PLAYER_LICENSE_URL = TENCENT_EFFECT_LICENSE_URL
let PLAYER_LICENSE_KEY = TENCENT_EFFECT_LICENSE_KEY

// Other accounts of the demos.
let APP_STORE_ID = ""
let APAAS_APP_ID = ""
let IOAAPPID = ""
let IOAAPPKEY = ""
let PUSH_BUSINESS_ID: Int32 = 0

// MARK: - Other names of the same values

let SDKAppID: Int = SDKAPPID
let public_SDKAPPID: Int = SDKAPPID
let DEBUG_SDKAPPID: Int = SDKAPPID
let SDKSECRETKEY = SECRETKEY
let SDKSecretKey = SECRETKEY
let public_SECRETKEY = SECRETKEY
let DEBUG_SECRETKEY = SECRETKEY

// MARK: - Signing

/// Each function returns a UserSig for the user, issued now and valid for `EXPIRETIME` seconds. If it cannot sign, it returns
/// `""` and writes one line to standard error, without a key. Any UserID is accepted, but no empty one and none with
/// control characters.
#if canImport(ObjectiveC)
    @objcMembers
#endif
public class GenerateTestUserSig: NSObject {
    public class func genTestUserSig(identifier: String) -> String {
        sign(identifier, SDKAPPID, SECRETKEY)
    }

    public class func genTestUserSig(_ identifier: String) -> String {
        sign(identifier, SDKAPPID, SECRETKEY)
    }

    public class func genTestUserSig(userID: String, sdkAppID: Int, secretKey: String) -> String {
        sign(userID, sdkAppID, secretKey)
    }

    public class func genTestUserSig(identifier: String, sdkAppId: Int, secretKey: String) -> String {
        sign(identifier, sdkAppId, secretKey)
    }

    public class func genTestUserSig(SDKAPPID: Int32, SECRETKEY: String, identifier: String) -> String {
        sign(identifier, Int(SDKAPPID), SECRETKEY)
    }

    public class func genTestUserSig(sdkAppId: Int, userId: String, secrectkey: String) -> String {
        sign(userId, sdkAppId, secrectkey)
    }

    public class func currentSDKAppid() -> UInt { UInt(clamping: SDKAPPID) }

    public class func currentSecretkey() -> String { SECRETKEY }

    /// Requests an address to push to and one to play from `PUSHURL`, and calls `handler` with both on the main queue, or with
    /// nil if there is none.
    public class func generatePushPullStreamAddress(handler: @escaping ((String, String)?) -> Void) {
        let handler = Handler(call: handler)
        guard let url = URL(string: PUSHURL) else {
            log("PUSHURL is not a URL; expected the address of a service that returns url_push and url_play_flv")
            DispatchQueue.main.async { handler.call(nil) }
            return
        }
        URLSession.shared.dataTask(with: url) { data, _, _ in
            let urls = data.flatMap { try? JSONSerialization.jsonObject(with: $0) } as? [String: String]
            DispatchQueue.main.async {
                if let push = urls?["url_push"], let play = urls?["url_play_flv"] {
                    handler.call((push, play))
                } else {
                    log("PUSHURL returned no url_push with url_play_flv")
                    handler.call(nil)
                }
            }
        }.resume()
    }

    private class func sign(_ userID: String, _ sdkAppID: Int, _ secretKey: String) -> String {
        guard allowsSigning else {
            log("this is a release build, which signs nothing; request the UserSig from your server")
            return ""
        }
        guard let application = UInt32(exactly: sdkAppID) else {
            log("the SDKAppID is \(sdkAppID); expected the number that the console shows for the application")
            return ""
        }
        // A token is some 200 characters, and 1900 for the longest UserID.
        let capacity = 4096
        let token = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
        defer { token.deallocate() }
        var length = 0
        var report = usersig_report()
        report.size = UInt32(MemoryLayout<usersig_report>.size)
        var request = usersig_request()
        request.size = UInt32(MemoryLayout<usersig_request>.size)
        request.userid_rule = UInt32(USERSIG_USERID_RULE_ANY)
        request.validity = UInt64(clamping: EXPIRETIME)
        let status = userID.withCString { bytes -> usersig_status in
            request.userid = bytes
            request.userid_len = userID.utf8.count
            return usersig_sign(
                application, secretKey, secretKey.utf8.count, &request, token, capacity, &length, &report)
        }
        guard status == USERSIG_STATUS_OK else {
            log([text(report.detail), text(report.hint)].filter { !$0.isEmpty }.joined(separator: "; "))
            return ""
        }
        return String(cString: token)
    }

    private static let allowsSigning: Bool = {
        #if DEBUG || USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE
            return true
        #else
            return false
        #endif
    }()

    /// A caller's function, which is called on the main queue only.
    private struct Handler: @unchecked Sendable {
        let call: ((String, String)?) -> Void
    }

    /// Returns the text in an array of C, which is a tuple here.
    private class func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private class func log(_ line: String) {
        FileHandle.standardError.write(Data("GenerateTestUserSig: \(line)\n".utf8))
    }
}
