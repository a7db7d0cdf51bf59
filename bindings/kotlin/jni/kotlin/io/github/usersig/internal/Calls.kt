// The calls of bindings/uniffi, over the native methods.
package io.github.usersig.internal

public class SecretKey(text: String) : NativeObject(Kind.SECRET_KEY, failing { Native.secretKey(text) })

public class PrivateKey private constructor(address: Long) : NativeObject(Kind.PRIVATE_KEY, address) {
    public companion object {
        public fun fromPem(pem: String): PrivateKey = PrivateKey(failing { Native.privateKey(pem) })
    }
}

public class PublicKey private constructor(address: Long) : NativeObject(Kind.PUBLIC_KEY, address) {
    public companion object {
        public fun fromPem(pem: String): PublicKey = PublicKey(failing { Native.publicKey(pem) })
    }
}

public class Signer private constructor(address: Long) : NativeObject(Kind.SIGNER, address) {
    public constructor(sdkappid: UInt, key: SecretKey) : this(make(sdkappid, key, false))

    public fun sdkappid(): UInt = handle.use { Native.sdkappid(it) }.toUInt()

    public fun keyKind(): KeyKind = if (handle.use { Native.hasPrivateKey(it) }) KeyKind.PUBLIC else KeyKind.SECRET

    public fun sign(request: SignRequest): String = failing {
        val carried = Carried.of(request.contents)
        handle.use {
            Native.sign(
                it, request.userid, request.useridRule.ordinal, request.validity.toLong(), seconds(request.issuedAt),
                carried.kind, carried.userbuf, carried.roomName, carried.roomNumber, carried.privileges,
            )
        }
    }

    public fun signMany(userids: List<String>, useridRule: UserIdRule, validity: ULong, issuedAt: ULong?): List<String> =
        failing {
            handle.use {
                Native.signMany(it, userids.toTypedArray(), useridRule.ordinal, validity.toLong(), seconds(issuedAt))
            }.toList()
        }

    public companion object {
        public fun withPrivateKey(sdkappid: UInt, key: PrivateKey): Signer = Signer(make(sdkappid, key, true))

        private fun make(sdkappid: UInt, key: NativeObject, isPrivate: Boolean): Long =
            failing { key.handle.use { Native.signer(sdkappid.toInt(), it, isPrivate) } }
    }
}

public class Verifier private constructor(address: Long) : NativeObject(Kind.VERIFIER, address) {
    public constructor(sdkappid: UInt, key: SecretKey) : this(make(sdkappid, key, false))

    public fun verify(token: String, expectation: Expectation): Report = failing {
        val carried = Carried.of(expectation.contents)
        val found = handle.use {
            Native.verify(
                it, token, expectation.userid, seconds(expectation.now), expectation.leeway.toLong(),
                seconds(expectation.maxValidity),
                carried.kind, carried.userbuf, carried.roomName, carried.roomNumber, carried.privileges,
            )
        }
        Record(found).report()
    }

    public fun diagnose(token: String, expectation: Expectation, language: Language): Diagnoses =
        diagnose(token, expectation, null, language)

    public fun diagnoseWithKeyText(
        token: String,
        expectation: Expectation,
        keyText: String,
        language: Language,
    ): Diagnoses = diagnose(token, expectation, keyText, language)

    private fun diagnose(token: String, expectation: Expectation, keyText: String?, language: Language) = failing {
        val carried = Carried.of(expectation.contents)
        val found = handle.use {
            Native.diagnose(
                it, token, expectation.userid, seconds(expectation.now), expectation.leeway.toLong(),
                seconds(expectation.maxValidity),
                carried.kind, carried.userbuf, carried.roomName, carried.roomNumber, carried.privileges,
                keyText, language.ordinal,
            )
        }
        Record(found).diagnoses()
    }

    public companion object {
        public fun withPublicKey(sdkappid: UInt, key: PublicKey): Verifier = Verifier(make(sdkappid, key, true))

        private fun make(sdkappid: UInt, key: NativeObject, isPublic: Boolean): Long =
            failing { key.handle.use { Native.verifier(sdkappid.toInt(), it, isPublic) } }
    }
}

public fun version(): String = Native.version()

public fun inspectUnverified(token: String): Token = failing { Record(Native.inspect(token)).token() }

public fun diagnoseUnverified(token: String, now: ULong, language: Language): UnverifiedDiagnoses =
    failing { Record(Native.diagnoseUnverified(token, now.toLong(), language.ordinal)).unverifiedDiagnoses() }

public fun diagnoseKey(text: String, language: Language): List<Diagnosis> = failing {
    val found = Record(Native.diagnoseKey(text, language.ordinal))
    found.list { found.diagnosis() }
}

public fun explain(code: String, language: Language): List<Explanation> {
    val found = Record(Native.explain(code, language.ordinal))
    return found.list { found.explanation() }
}

public fun explanations(language: Language): List<Explanation> {
    val all = Record(Native.explanations(language.ordinal))
    return all.list { all.explanation() }
}

/** What the layer over this package writes once more; the tests compare it. */
private class Facts {
    private val record = Record(Native.facts())
    val errorKinds = record.list { record.text() }
    val privileges = record.list { record.text() }
    val client = record.ulong()
    val server = record.ulong()
}

public fun errorKindName(kind: ErrorKind): String = Facts().errorKinds[kind.ordinal]

public fun privilegeNames(bits: UInt): List<String> =
    Facts().privileges.filterIndexed { bit, _ -> bits.toInt() shr bit and 1 == 1 }

public fun validityClientDefault(): ULong = Facts().client

public fun validityServerDefault(): ULong = Facts().server

/** What a token carries or is expected to carry, as the arguments of a native method. */
internal class Carried private constructor(
    val kind: Int,
    val userbuf: ByteArray? = null,
    val roomName: String? = null,
    val roomNumber: Int = 0,
    val privileges: Int = 0,
) {
    companion object {
        private val ANY = Carried(0)
        private val NOTHING = Carried(1)

        fun of(contents: Contents): Carried = when (contents) {
            is Contents.None -> NOTHING
            is Contents.Userbuf -> Carried(2, contents.bytes)
            is Contents.Room -> of(contents.room, contents.privileges)
        }

        fun of(expected: Expected): Carried = when (expected) {
            is Expected.Any -> ANY
            is Expected.NoUserbuf -> NOTHING
            is Expected.Userbuf -> Carried(2, expected.bytes)
            is Expected.Room -> of(expected.room, expected.privileges)
        }

        private fun of(room: Room, privileges: UInt): Carried = when (room) {
            is Room.Number -> Carried(3, roomNumber = room.number.toInt(), privileges = privileges.toInt())
            is Room.Name -> Carried(4, roomName = room.name, privileges = privileges.toInt())
        }
    }
}

/** A time or a validity, or -1 for none; the layer over this package lets none pass that does not fit. */
private fun seconds(number: ULong?): Long = number?.toLong() ?: -1

/** Runs a native call, and makes its own exception of what the native side throws. */
private inline fun <R> failing(call: () -> R): R =
    try {
        call()
    } catch (e: IllegalArgumentException) {
        throw exception(e)
    }

/** Reads the message of `failure.rs`: the place of a kind and a text; or nothing, and the fields of a finding. */
private fun exception(thrown: IllegalArgumentException): Exception {
    val message = thrown.message.orEmpty()
    val fields = message.split('\u001f', limit = if (message.startsWith('\u001f')) 6 else 2)
    return when (fields.size) {
        2 -> UserSigException.InvalidInput(ErrorKind.values()[fields[0].toInt()], fields[1])
        6 -> {
            val (_, kind, name, code, hint) = fields
            UserSigException.Unreadable(
                Finding(FindingKind.values()[kind.toInt()], name, code.toUIntOrNull(), fields[5], hint),
            )
        }
        else -> thrown
    }
}
