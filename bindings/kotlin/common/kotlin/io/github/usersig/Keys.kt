package io.github.usersig

import java.io.Closeable

import io.github.usersig.internal.Disposable
import io.github.usersig.internal.KeyKind as NativeKeyKind
import io.github.usersig.internal.PrivateKey as NativePrivateKey
import io.github.usersig.internal.PublicKey as NativePublicKey
import io.github.usersig.internal.SecretKey as NativeSecretKey

/**
 * A native key that is lent to the constructors of signers and verifiers.
 *
 * A transport may guard only the object that a method is called on against [close], as UniFFI's does, and not the
 * arguments: a closed key would be read after it was freed. So lending and closing exclude each other here.
 */
internal class Lent<T : Disposable>(private val key: T) {
    private var closed = false

    @Synchronized
    fun <R> lend(call: (T) -> R): R {
        check(!closed) { "this key has already been closed; make signers and verifiers before that" }
        return call(key)
    }

    @Synchronized
    fun close() {
        closed = true
        key.destroy()
    }
}

/** Which key a token needs, or a signer or verifier holds. */
public enum class KeyKind {
    /** The secret key of version 2.0 (HMAC-SHA256). */
    SECRET,

    /** A key pair of version 1.0 (ECDSA-SHA256). */
    PUBLIC,
    ;

    internal companion object {
        fun of(native: NativeKeyKind): KeyKind = when (native) {
            NativeKeyKind.SECRET -> SECRET
            NativeKeyKind.PUBLIC -> PUBLIC
        }
    }
}

/**
 * The secret key of an application, as the console shows it (version 2.0).
 *
 * It belongs on a server. Anyone who has it can impersonate any user of the application.
 *
 * The native side is wiped and freed by [close], or some time after the garbage collector finds the object.
 *
 * @throws UserSigException.InvalidInput with [ErrorKind.KEY] if the text is empty, or has a control character
 *   or white space at an end.
 */
public class SecretKey(text: String) : Closeable {
    internal val native = Lent(native { NativeSecretKey(unicode(ErrorKind.KEY, "the secret key", text)) })

    /** Wipes and frees the key now; signers and verifiers made with it keep working. */
    override fun close(): Unit = native.close()

    /** Returns nothing of the key. */
    override fun toString(): String = "SecretKey(hidden)"
}

/** The private key of an application from before 19 July 2019 (version 1.0). It belongs on a server. */
public class PrivateKey private constructor(internal val native: Lent<NativePrivateKey>) : Closeable {
    /** Wipes and frees the key now; signers and verifiers made with it keep working. */
    override fun close(): Unit = native.close()

    /** Returns nothing of the key. */
    override fun toString(): String = "PrivateKey(hidden)"

    /** Reads keys. */
    public companion object {
        /**
         * Reads PEM: PKCS#8 or SEC1, on the curve P-256 or secp256k1.
         *
         * @throws UserSigException.InvalidInput with [ErrorKind.KEY]; with [ErrorKind.UNSUPPORTED] in a build without
         *   version 1.0 (`usersig-android`).
         */
        @JvmStatic
        public fun fromPem(pem: String): PrivateKey {
            val text = unicode(ErrorKind.KEY, "the private key", pem)
            return PrivateKey(Lent(native { NativePrivateKey.fromPem(text) }))
        }
    }
}

/** The public key of an application from before 19 July 2019 (version 1.0). */
public class PublicKey private constructor(internal val native: Lent<NativePublicKey>) : Closeable {
    /** Frees the key now; verifiers made with it keep working. */
    override fun close(): Unit = native.close()

    /** Reads keys. */
    public companion object {
        /**
         * Reads PEM: SPKI, on the curve P-256 or secp256k1.
         *
         * @throws UserSigException.InvalidInput with [ErrorKind.KEY]; with [ErrorKind.UNSUPPORTED] in a build without
         *   version 1.0 (`usersig-android`).
         */
        @JvmStatic
        public fun fromPem(pem: String): PublicKey {
            val text = unicode(ErrorKind.KEY, "the public key", pem)
            return PublicKey(Lent(native { NativePublicKey.fromPem(text) }))
        }
    }
}
