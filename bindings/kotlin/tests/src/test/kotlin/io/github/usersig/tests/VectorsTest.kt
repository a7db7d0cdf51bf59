package io.github.usersig.tests

import com.google.gson.JsonObject
import io.github.usersig.FindingKind
import io.github.usersig.PrivateKey
import io.github.usersig.Privilege
import io.github.usersig.PublicKey
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.Signer
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.time.Duration
import java.time.Instant
import java.util.Base64

class VectorsTest {
    @Test
    fun `what is tested is the packaged jar`() {
        val place = Signer::class.java.protectionDomain.codeSource.location.path
        assertTrue(place.endsWith(".jar"), place)
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    fun verify(id: String, vector: JsonObject) {
        val token = vector.text("token")!!
        val user = vector.text("userid")!!
        verifier(vector).use { verifier ->
            fun at(seconds: Long) = verifier.verify(token, user, Instant.ofEpochSecond(seconds), UserIdRule.ANY)

            val issued = Vectors.issuedAt(vector)
            val expect = vector.text("expect")!!
            if (expect != "valid") {
                val result = at(issued ?: 1_795_343_310) as Verification.Refused
                assertEquals(expect, result.reason.name)
                return
            }
            val last = issued!! + vector.number("expire")!!
            val valid = at(issued).tokenOrThrow()
            assertTrue(at(last).isValid)
            val late = at(last + 1) as Verification.Refused
            assertEquals(FindingKind.EXPIRED, late.reason.kind)
            assertEquals(70001, late.reason.serviceCode)

            assertEquals(user, valid.userId)
            assertEquals(vector.number("sdkappid"), valid.sdkAppId)
            assertEquals(Instant.ofEpochSecond(last), valid.expiresAt)
            assertEquals(vector.text("version") == "2.0", valid.version == TokenVersion.V2)
            assertArrayEquals(vector.text("userbuf")?.let(Base64.getDecoder()::decode), valid.userbuf)
            vector["private_map_key"]?.takeUnless { it.isJsonNull }?.asJsonObject?.let { expected ->
                val record = valid.privateMapKey!!
                val room = when (val room = record.room) {
                    is Room.Number -> room.number.toString()
                    is Room.Name -> room.name
                }
                assertEquals(expected.text("room"), room)
                assertEquals(expected.number("privileges"), record.privilegeBits)
            }
        }
    }

    /** Ours over the same inputs reads back the same: the fields, the userbuf, the record. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    fun sign(id: String, vector: JsonObject) {
        val theirs = vector.text("token")!!
        // No private key is known for some; and nobody writes the oldest form any more.
        if (vector.text("expect") != "valid" || vector.has("public_key") || vector.has("plain")) return
        val user = vector.text("userid")!!
        val issued = Instant.ofEpochSecond(Vectors.issuedAt(vector)!!)
        val validity = Duration.ofSeconds(vector.number("expire")!!)
        val original = UserSig.inspectUnverified(theirs)
        val userbuf = original.userbuf
        signer(vector).use { signer ->
            val ours =
                if (userbuf == null) signer.sign(user, validity, issued, UserIdRule.ANY)
                else signer.signWithUserbuf(user, userbuf, validity, issued, UserIdRule.ANY)
            verifier(vector).use { assertTrue(it.verify(ours, user, issued, UserIdRule.ANY).isValid) }
            assertEquals(original.toString(), UserSig.inspectUnverified(ours).toString())
        }
    }

    @Test
    fun `a PrivateMapKey reads back`() {
        val now = Instant.ofEpochSecond(1_700_000_000)
        SecretKey(Vectors.SECRET).use { key ->
            Signer(Vectors.APP, key).use { signer ->
                for (room in listOf(Room.Number(1), Room.Number(4294967294), Room.Name("a room!"))) {
                    val token = signer.privateMapKey("xiaojun", room, Privilege.AUDIENCE, Duration.ofDays(1), now)
                    val record = UserSig.inspectUnverified(token).privateMapKey
                    assertNotNull(record)
                    assertEquals(room, record!!.room)
                    assertEquals(Privilege.AUDIENCE, record.privileges)
                    assertEquals(42, record.privilegeBits)
                    assertEquals("xiaojun", record.accountText)
                    assertEquals(now.plusSeconds(86_400), record.expiresAt)
                }
            }
        }
    }

    private fun signer(vector: JsonObject): Signer {
        val app = vector.number("sdkappid")!!
        val secret = vector.text("secret_key") ?: return PrivateKey.fromPem(Vectors.key(vector.text("curve")!!, "pkcs8")).use { Signer(app, it) }
        return SecretKey(secret).use { Signer(app, it) }
    }

    private fun verifier(vector: JsonObject): Verifier {
        val app = vector.number("sdkappid")!!
        val secret = vector.text("secret_key")
        if (secret != null) return SecretKey(secret).use { Verifier(app, it) }
        val pem = vector.text("public_key") ?: Vectors.key(vector.text("curve")!!, "pub")
        return PublicKey.fromPem(pem).use { Verifier(app, it) }
    }

    companion object {
        @JvmStatic
        fun vectors(): List<Array<Any>> = Vectors.all.map { arrayOf(it.text("id")!!, it) }
    }
}
