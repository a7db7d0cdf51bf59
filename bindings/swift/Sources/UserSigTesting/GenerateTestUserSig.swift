import Foundation
import UserSig

/// Signs UserSigs inside an app, with the application's own secret key, for trying things out: the class of the demos,
/// with the names that they call.
///
/// A key inside an app is a key that anybody can take out of it, and with it log in as any user. So this works in debug
/// builds only. In a released app, ask your server for the UserSig; the server uses `Signer`.
///
///     GenerateTestUserSig.SDKAPPID = 1_400_000_000
///     GenerateTestUserSig.SECRETKEY = "…"
///     let userSig = GenerateTestUserSig.genTestUserSig(identifier: "xiaojun")
///
/// The application and the key come from what the code sets, else from the environment (`USERSIG_SDKAPPID`,
/// `USERSIG_SECRET_KEY`: a scheme's run settings), else from Info.plist (`UserSigSDKAppID`, `UserSigSecretKey`: filled
/// from an .xcconfig file that is not committed).
///
/// Only the environment stays out of the app. A key in Info.plist or in code ships with every build that contains it, so
/// a release build that finds one in Info.plist signs nothing: see ``Failure/keyInInfoPlist``.
public enum GenerateTestUserSig {
    /// Why nothing was signed.
    public enum Failure: Error, Hashable, Sendable {
        /// No SDKAppID or no secret key was given.
        case notConfigured
        /// This is a release build.
        case releaseBuild
        /// This is a release build, and its Info.plist contains a secret key. Setting ``allowsReleaseBuild`` does not
        /// lift this; only the compilation condition `USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE` does.
        case keyInInfoPlist
        /// The SDKAppID, the key or the UserID cannot be used.
        case rejected(UserSigError)
    }

    /// Builds without `DEBUG` sign nothing unless this is set. Set it in a test of a release build, and in no app that
    /// leaves your hands. It is not needed where the package is compiled with the condition
    /// `USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE`.
    public static var allowsReleaseBuild: Bool {
        get { settings.read(\.allowsReleaseBuild) }
        set { settings.write(\.allowsReleaseBuild, newValue) }
    }

    /// The application; 0 when it is not known.
    public static var SDKAPPID: UInt32 {
        get { settings.read(\.sdkAppID) }
        set { settings.write(\.sdkAppID, newValue) }
    }

    /// For how long a UserSig is valid, in seconds: 7 days unless set.
    public static var EXPIRETIME: Int {
        get { settings.read(\.expire) }
        set { settings.write(\.expire, newValue) }
    }

    /// The secret key of the application; it can be set and not read, so that no code shows it by mistake.
    public static var SECRETKEY: String {
        @available(*, unavailable, message: "the secret key cannot be read")
        get { "" }
        set { settings.write(\.secretKey, newValue) }
    }

    /// A UserSig for the user, or `""` if none could be signed; standard error then says why. Use
    /// ``makeTestUserSig(userID:)`` to get the reason as an error.
    public static func genTestUserSig(identifier: String) -> String {
        do {
            return try makeTestUserSig(userID: identifier)
        } catch {
            FileHandle.standardError.write(Data("GenerateTestUserSig: \(error)\n".utf8))
            return ""
        }
    }

    /// A UserSig for the user, issued now.
    public static func makeTestUserSig(userID: String) throws(Failure) -> String {
        try sign(userID, with: settings.read(\.self), isReleaseBuild: isReleaseBuild)
    }

    /// Signs with the settings, under the rules of a release build or without them.
    static func sign(_ userID: String, with settings: Settings, isReleaseBuild: Bool) throws(Failure) -> String {
        if isReleaseBuild {
            guard settings.keyInInfoPlist.isEmpty else { throw .keyInInfoPlist }
            guard settings.allowsReleaseBuild else { throw .releaseBuild }
        }
        let secretKey = settings.secretKey ?? settings.keyInInfoPlist
        guard settings.sdkAppID != 0, !secretKey.isEmpty else { throw .notConfigured }
        do throws(UserSigError) {
            let signer = try Signer(sdkAppID: settings.sdkAppID, secretKey: SecretKey(secretKey))
            // The demos take any user name, Chinese ones included.
            return try signer.sign(
                SignRequest(userID: userID, validity: .seconds(settings.expire), rule: .any))
        } catch {
            throw .rejected(error)
        }
    }

    // SwiftPM and Xcode compile a package in the configuration of the app that uses it.
    private static var isReleaseBuild: Bool {
        #if DEBUG || USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE
            false
        #else
            true
        #endif
    }

    private static let settings = Locked(Settings())
}

extension GenerateTestUserSig.Failure: LocalizedError, CustomStringConvertible {
    public var description: String {
        switch self {
        case .notConfigured:
            "no SDKAppID or no secret key: set SDKAPPID and SECRETKEY, or USERSIG_SDKAPPID and USERSIG_SECRET_KEY in "
                + "the environment, or UserSigSDKAppID and UserSigSecretKey in Info.plist"
        case .releaseBuild:
            "this is a release build, and an app that carries its secret key gives it to everybody who has the app: "
                + "let your server sign (product UserSig, type Signer), and keep UserSigTesting to debug builds; "
                + "GenerateTestUserSig.allowsReleaseBuild = true is for tests that need it all the same"
        case .keyInInfoPlist:
            "this is a release build, and its Info.plist contains UserSigSecretKey, which everybody who has the app can "
                + "read: remove it from release builds (an .xcconfig file for Debug only, or plutil -remove in a build "
                + "phase), renew the key if a build with it was distributed, and let your server sign; for a release "
                + "build that is never distributed, compile with USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE"
        case .rejected(let error): error.description
        }
    }

    public var errorDescription: String? { description }
}

struct Settings {
    var sdkAppID: UInt32
    /// What the code or the environment sets.
    var secretKey: String?
    /// The key that ships inside the app; empty if there is none.
    let keyInInfoPlist: String
    var expire = 604_800
    var allowsReleaseBuild = false

    init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        infoPlist: [String: Any] = Bundle.main.infoDictionary ?? [:]
    ) {
        func trimmed(_ value: Any?) -> String? { value.map { "\($0)".trimmingCharacters(in: .whitespaces) } }
        let id = trimmed(environment["USERSIG_SDKAPPID"]) ?? trimmed(infoPlist["UserSigSDKAppID"]) ?? ""
        sdkAppID = UInt32(id) ?? 0
        secretKey = trimmed(environment["USERSIG_SECRET_KEY"])
        keyInInfoPlist = trimmed(infoPlist["UserSigSecretKey"]) ?? ""
    }
}

/// A value behind a lock. (`Mutex` of the standard library needs newer systems than this package.)
private final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func read<Part>(_ part: KeyPath<Value, Part>) -> Part { lock.withLock { value[keyPath: part] } }

    func write<Part>(_ part: WritableKeyPath<Value, Part>, _ new: Part) { lock.withLock { value[keyPath: part] = new } }
}
