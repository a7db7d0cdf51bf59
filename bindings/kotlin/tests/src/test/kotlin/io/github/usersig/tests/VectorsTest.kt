package io.github.usersig.tests

import com.google.gson.JsonObject
import io.github.usersig.Contents
import io.github.usersig.Expectation
import io.github.usersig.Expected
import io.github.usersig.FindingKind
import io.github.usersig.PrivateKey
import io.github.usersig.Privilege
import io.github.usersig.PublicKey
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.time.Duration
import java.time.Instant
import java.util.Base64

class VectorsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    fun verify(id: String, vector: JsonObject) {
        val text = vector.text("token")!!
        val user = vector.text("userid")!!
        verifier(vector).use { verifier ->
            fun at(seconds: Long) = verifier.verify(text, Expectation(user, Instant.ofEpochSecond(seconds)))

            val expect = vector.text("expect")!!
            val issued = Vectors.issuedAt(vector)
            if (issued == null) {
                assertEquals(expect, name(at(0)))
                return
            }
            val last = issued + vector.number("expire")!!
            assertEquals(expect, name(at(issued)))
            assertEquals(expect, name(at(last)))
            val late = at(last + 1) as Verification.Rejected
            assertEquals(70001, late.findings.single { it.kind == FindingKind.EXPIRED }.serviceCode)
            if (expect == "valid") assertEquals(FindingKind.EXPIRED, late.reason.kind)

            val result = at(issued)
            val token = when (result) {
                is Verification.Valid -> result.token
                is Verification.Rejected -> result.unverified!!
            }
            assertEquals(user, token.userId)
            assertEquals(expect != "sdkappid_mismatch", vector.number("sdkappid") == token.sdkAppId)
            assertEquals(Instant.ofEpochSecond(last), token.expiresAt)
            assertEquals(vector.text("version") == "2.0", token.version == TokenVersion.V2)
            assertArrayEquals(vector.text("userbuf")?.let(Base64.getDecoder()::decode), token.userbuf)
            vector["private_map_key"]?.takeUnless { it.isJsonNull }?.asJsonObject?.let { expected ->
                val record = token.privateMapKey!!
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
        val expect = vector.text("expect")!!
        // No private key is known for some; and nobody writes the oldest form any more.
        if (expect !in setOf("valid", "record_mismatch") || vector.has("public_key") || vector.has("plain")) return
        val user = vector.text("userid")!!
        val issued = Instant.ofEpochSecond(Vectors.issuedAt(vector)!!)
        val validity = Duration.ofSeconds(vector.number("expire")!!)
        val original = UserSig.inspectUnverified(theirs)
        val userbuf = original.userbuf
        signer(vector).use { signer ->
            val contents = if (userbuf == null) Contents.None else Contents.Userbuf(userbuf)
            val ours = signer.sign(SignRequest(user, validity, issued, contents, UserIdRule.ANY))
            val expected = if (userbuf == null) Expected.NoUserbuf else Expected.Userbuf(userbuf)
            verifier(vector).use { assertEquals(expect, name(it.verify(ours, Expectation(user, issued, contents = expected)))) }
            assertEquals(original.toString(), UserSig.inspectUnverified(ours).toString())
        }
    }

    @Test
    fun `a PrivateMapKey reads back`() {
        val now = Instant.ofEpochSecond(1_700_000_000)
        SecretKey(Vectors.SECRET).use { key ->
            Signer(Vectors.APP, key).use { signer ->
                for (room in listOf(Room.Number(1), Room.Number(4294967294), Room.Name("a room!"))) {
                    val request = SignRequest("xiaojun", Duration.ofDays(1), now, Contents.Room(room, Privilege.AUDIENCE))
                    val token = signer.sign(request)
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

    private fun name(result: Verification) = result.findings.firstOrNull()?.kind?.id ?: "valid"

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
