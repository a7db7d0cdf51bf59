internal import UserSigBindings

/// The secret key of an application, as the console shows it (version 2.0 tokens).
///
/// Nothing prints it: not `description`, not `dump`, not a debugger's summary of a value that holds it. Its bytes
/// are overwritten when the last copy of this value is freed.
public struct SecretKey: Sendable {
    let core: UserSigBindings.SecretKey

    /// Makes a key from its text.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `key` if the text is empty, contains a
    ///   control character, or has white space at either end.
    public init(_ text: String) throws(UserSigError) {
        core = try withCore { try UserSigBindings.SecretKey(text: text) }
    }
}

/// The private key of an application from before 19 July 2019 (version 1.0 tokens). Nothing prints it.
public struct PrivateKey: Sendable {
    let core: UserSigBindings.PrivateKey

    /// Reads PEM text: PKCS#8 or SEC1, P-256 or secp256k1, as in the file `private_key` of the console's `keys.zip`.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `key`.
    public init(pem: String) throws(UserSigError) {
        core = try withCore { try UserSigBindings.PrivateKey.fromPem(pem: pem) }
    }
}

/// The public key of an application from before 19 July 2019 (version 1.0 tokens).
public struct PublicKey: Sendable {
    let core: UserSigBindings.PublicKey

    /// Reads PEM text: SPKI, P-256 or secp256k1, as in the file `public_key` of the console's `keys.zip`.
    ///
    /// - Throws: ``UserSigError/invalidInput(kind:detail:)`` of the kind `key`.
    public init(pem: String) throws(UserSigError) {
        core = try withCore { try UserSigBindings.PublicKey.fromPem(pem: pem) }
    }
}

/// Which key a ``Signer`` holds, and so which version of token it writes.
public enum KeyKind: Hashable, Sendable {
    /// A secret key: version 2.0, HMAC-SHA256.
    case secret
    /// A key pair: version 1.0, ECDSA-SHA256.
    case keyPair
}

// A mirror without children, so that `dump`, `String(reflecting:)` and the debugger stop here too.

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SecretKey(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PrivateKey(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension PublicKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PublicKey(not shown)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
