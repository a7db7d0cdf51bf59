package io.github.usersig.tests

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import io.github.usersig.Contents
import io.github.usersig.ErrorKind
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
import io.github.usersig.Token
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.io.ByteArrayInputStream
import java.time.Duration
import java.time.Instant
import java.util.Base64
import java.util.zip.InflaterInputStream

/** The golden file: what is signed, accepted, rejected and found. Times that a [Long] cannot hold are left out. */
class GoldenTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("sign")
    fun sign(id: String, case: JsonObject) {
        val user = case.text("userid")!!
        val rule = UserIdRule.entries.single { it.id == case.text("userid_rule") }
        val issued = case.text("issued_at")!!.toLong()
        val validity = case.number("expire")!!
        val record = case["private_map_key"].takeUnless { it.isJsonNull }?.asJsonObject
        val userbuf = case.text("userbuf")?.let(Base64.getDecoder()::decode)
        val contents = when {
            record != null -> Contents.Room(room(record["room"]), record.number("privileges")!!)
            userbuf != null -> Contents.Userbuf(userbuf)
            else -> Contents.None
        }
        val request = SignRequest(user, validity, issued, contents, rule)
        signer(case.text("key")!!, case.number("sdkappid")!!).use { signer ->
            val token = signer.sign(request)
            assertEquals(case["document"], document(token))

            // Every way to write the same request is the same request, and the same token.
            assertEquals(token, signer.sign(SignRequest(user, validity).withUserIdRule(rule).withIssuedAtSeconds(issued).withContents(contents)))
            instant(issued)?.let { time ->
                assertEquals(request, SignRequest(user, Duration.ofSeconds(validity), time, contents, rule))
                assertEquals(request, SignRequest(user, Duration.ofSeconds(validity)).withUserIdRule(rule).withIssuedAt(time).withContents(contents))
            }
            if (contents == Contents.None) {
                assertEquals(listOf(token, token), signer.signMany(listOf(user, user), validity, issued, rule))
            }

            // The rule is the strictest that accepts the UserID.
            val stricter = when (rule) {
                UserIdRule.ANY -> listOf(UserIdRule.IM, UserIdRule.TRTC)
                UserIdRule.IM -> listOf(UserIdRule.TRTC)
                UserIdRule.TRTC -> listOf()
            }
            for (other in stricter) {
                val error = assertThrows(UserSigException.InvalidInput::class.java) { signer.sign(request.withUserIdRule(other)) }
                assertEquals(ErrorKind.USERID, error.kind)
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    fun input(id: String, case: JsonObject) {
        val value = case["value"]
        val request = SignRequest("bob", 604_800, 1_700_000_000)
        val room = Room.Number(1)
        fun sign(request: SignRequest) = signer("secret", Vectors.APP).use { it.sign(request) }
        fun signFor(user: String, rule: UserIdRule) =
            sign(SignRequest(user, request.validitySeconds, request.issuedAtSeconds, userIdRule = rule))
        val error = try {
            when (case.text("input")) {
                "sdkappid" -> signer("secret", value.asLong)
                "validity_seconds" -> sign(SignRequest("bob", value.asLong))
                "leeway_seconds" ->
                    verifier("secret", Vectors.APP).use { it.verify("", Expectation("bob").withLeewaySeconds(value.asLong)) }
                "userid" -> sign(SignRequest(value.asString, request.validitySeconds))
                "userid_trtc" -> signFor(value.asString, UserIdRule.TRTC)
                "userid_any" -> signFor(value.asString, UserIdRule.ANY)
                "userbuf_length" -> sign(request.withUserbuf(ByteArray(value.asInt)))
                "room_number" -> sign(request.withRoom(Room.Number(value.asLong), Privilege.ALL))
                "room_name" -> sign(request.withRoom(Room.Name(value.asString), Privilege.ALL))
                "privileges_bits" -> sign(request.withRoom(room, value.asLong))
                "private_map_key_issued_at" ->
                    sign(request.withIssuedAtSeconds(value.asString.toLong()).withRoom(room, Privilege.ALL))
                "secret_key" -> SecretKey(value.asString)
                "private_key" -> PrivateKey.fromPem(value.asString)
                "public_key" -> PublicKey.fromPem(value.asString)
                else -> throw IllegalArgumentException("unknown input: $id")
            }
            null
        } catch (e: UserSigException.InvalidInput) {
            e.kind.id
        }
        assertEquals(case.text("error"), error)
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verify")
    fun verify(id: String, case: JsonObject) {
        val user = case.text("userid")!!
        val now = case.text("now")!!.toLong()
        val leeway = case.text("leeway")!!.toLong()
        val max = case.text("max_validity")?.toLong()
        val contents = expected(case["expect"])
        val expectation = Expectation(user).withNowSeconds(now).withLeewaySeconds(leeway).withContents(contents)
            .let { if (max == null) it else it.withMaxValiditySeconds(max) }
        instant(now)?.let { time ->
            val same = Expectation(user, time, Duration.ofSeconds(leeway), max?.let(Duration::ofSeconds), contents)
            assertEquals(expectation, same)
        }
        verifier(case.text("key")!!, case.number("sdkappid")!!).use { verifier ->
            val result = verifier.verify(case.text("token")!!, expectation)
            val first = result.findings.firstOrNull()
            assertEquals(case.text("finding"), first?.kind?.id ?: "valid")
            assertEquals(case["findings"].asJsonArray.map { it.asString }, result.findings.map { it.kind.id })
            assertEquals(case["warnings"].asJsonArray.map { it.asString }, result.warnings.map { it.id })
            assertEquals(case.number("service_code"), first?.serviceCode?.toLong() ?: 0)
            assertTrue(result.findings.all { it.detail.isNotEmpty() && it.hint.isNotEmpty() && it.serviceCode != 0 })
            case.text("layer")?.let { assertEquals(it, first!!.detail.substringBefore(':')) }
            assertEquals(case.text("finding") == "valid", result is Verification.Valid)
            assertEquals(result is Verification.Valid, result.isValid)
            val token = when (result) {
                is Verification.Valid -> result.token
                is Verification.Rejected -> result.unverified
            }
            assertEquals(case["fields"].takeUnless { it.isJsonNull }?.asJsonObject, token?.let(::fields))
            assertEquals(result.warnings, token?.warnings.orEmpty())
        }
    }

    /** So the tests above compare the name of each. */
    @Test
    fun `every finding and every rule is in the file`() {
        val verify = golden.getAsJsonArray("verify").map { it.asJsonObject }
        val findings = verify.flatMap { case -> case["findings"].asJsonArray.map { it.asString } }.toSet()
        assertEquals(FindingKind.entries.map { it.id }.toSet(), findings)
        val rules = golden.getAsJsonArray("sign").map { it.asJsonObject.text("userid_rule") }.toSet()
        assertEquals(UserIdRule.entries.map { it.id }.toSet(), rules)
    }

    private fun expected(value: JsonElement): Expected {
        if (value.isJsonNull) return Expected.Any
        val expect = value.asJsonObject
        return when (val contents = expect.text("contents")) {
            "none" -> Expected.NoUserbuf
            "userbuf" -> Expected.Userbuf(Base64.getDecoder().decode(expect.text("userbuf")))
            "room" -> Expected.Room(room(expect["room"]), expect.number("privileges")!!)
            else -> throw IllegalArgumentException("unknown contents: $contents")
        }
    }

    private fun fields(token: Token) = JsonObject().apply {
        val version = when (token.version) {
            TokenVersion.V1_PLAIN, TokenVersion.V1 -> "1.0"
            TokenVersion.V2 -> "2.0"
        }
        addProperty("version", version)
        addProperty("userid", token.userId)
        addProperty("sdkappid", token.sdkAppIdText)
        addProperty("issued_at", token.issuedAtSeconds.toString())
        addProperty("expire", token.validitySeconds.toString())
        addProperty("expires_at", token.expiresAtSeconds.toString())
        addProperty("userbuf", token.userbuf?.let(Base64.getEncoder()::encodeToString))
        addProperty("is_time_approximate", token.isTimeApproximate)
        add(
            "private_map_key",
            token.privateMapKey?.let { record ->
                JsonObject().apply {
                    addProperty("account", record.accountText)
                    addProperty("sdkappid", record.sdkAppId)
                    when (val room = record.room) {
                        is Room.Number -> addProperty("room", room.number)
                        is Room.Name -> addProperty("room", room.name)
                    }
                    addProperty("privileges", record.privilegeBits)
                    addProperty("expires_at", record.expiresAtSeconds.toString())
                }
            },
        )
    }

    private fun room(value: JsonElement): Room =
        if (value.asJsonPrimitive.isNumber) Room.Number(value.asLong) else Room.Name(value.asString)

    private fun document(token: String): JsonObject {
        val zlib = Base64.getDecoder().decode(token.replace('*', '+').replace('-', '/').replace('_', '='))
        val json = InflaterInputStream(ByteArrayInputStream(zlib)).readBytes().decodeToString()
        return JsonParser.parseString(json).asJsonObject
    }

    private fun signer(key: String, app: Long): Signer {
        val secret = key(key).text("secret_key")
        return if (secret != null) SecretKey(secret).use { Signer(app, it) }
        else PrivateKey.fromPem(key(key).text("pkcs8")!!).use { Signer(app, it) }
    }

    private fun verifier(key: String, app: Long): Verifier {
        val secret = key(key).text("secret_key")
        return if (secret != null) SecretKey(secret).use { Verifier(app, it) }
        else PublicKey.fromPem(key(key).text("public")!!).use { Verifier(app, it) }
    }

    companion object {
        private val golden = Vectors.read("usersig.golden")

        private fun key(name: String): JsonObject = golden.getAsJsonObject("keys").getAsJsonObject(name)

        private fun instant(seconds: Long): Instant? =
            if (seconds <= Instant.MAX.epochSecond) Instant.ofEpochSecond(seconds) else null

        /** The cases whose time a [Long] can hold. */
        private fun cases(name: String, time: String, leftOut: Int): List<Array<Any>> {
            val all = golden.getAsJsonArray(name).map { it.asJsonObject }
            val held = all.filter { it.text(time)!!.toLongOrNull() != null }
            check(all.size - held.size == leftOut) { "${all.size - held.size} cases of $name are left out" }
            return held.map { arrayOf(it.text("id")!!, it) }
        }

        @JvmStatic
        fun sign() = cases("sign", "issued_at", leftOut = 2)

        @JvmStatic
        fun verify() = cases("verify", "now", leftOut = 14)

        /** Kotlin has no text form of a validity and of privileges. */
        @JvmStatic
        fun inputs(): List<Array<Any>> = golden.getAsJsonArray("inputs").map { it.asJsonObject }
            .filterNot { it.text("input") in setOf("validity_text", "privileges_text") }
            .filterNot { it.text("input") == "private_map_key_issued_at" && it.text("value")!!.toLongOrNull() == null }
            .map { arrayOf(it.text("input") + " " + it["value"], it) }
    }
}
