package io.github.usersig.tests

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import io.github.usersig.PrivateKey
import io.github.usersig.Privilege
import io.github.usersig.PublicKey
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.Signer
import io.github.usersig.Token
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.io.ByteArrayInputStream
import java.time.Duration
import java.time.Instant
import java.util.Base64
import java.util.zip.InflaterInputStream

/** The golden file: what is signed, taken, refused and found. Times that [Instant] cannot hold are left out. */
class GoldenTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("sign")
    fun sign(id: String, case: JsonObject) {
        val user = case.text("userid")!!
        val rule = if (case["any_userid"].asBoolean) UserIdRule.ANY else UserIdRule.DOCUMENTED
        val now = time(case.text("issued_at")!!)!!
        val validity = Duration.ofSeconds(case.number("expire")!!)
        val token = signer(case.text("key")!!, case.number("sdkappid")!!).use { signer ->
            val record = case["private_map_key"].takeUnless { it.isJsonNull }?.asJsonObject
            val userbuf = case.text("userbuf")?.let(Base64.getDecoder()::decode)
            when {
                record != null ->
                    signer.privateMapKey(user, room(record["room"]), Privilege.fromBits(record.number("privileges")!!), validity, now, rule)
                userbuf != null -> signer.signWithUserbuf(user, userbuf, validity, now, rule)
                else -> signer.sign(user, validity, now, rule)
            }
        }
        assertEquals(case["document"], document(token))
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    fun input(id: String, case: JsonObject) {
        val value = case["value"]
        val day = Duration.ofDays(7)
        val now = Instant.ofEpochSecond(1_700_000_000)
        fun signer() = signer("secret", Vectors.APP)
        val error = try {
            when (case.text("input")) {
                "sdkappid" -> signer("secret", value.asLong)
                "validity_seconds" -> signer().sign("bob", value.asLong)
                "userid" -> signer().sign(value.asString, day, now)
                "userid_any" -> signer().sign(value.asString, day, now, UserIdRule.ANY)
                "userbuf_length" -> signer().signWithUserbuf("bob", ByteArray(value.asInt), day, now)
                "room_number" -> signer().privateMapKey("bob", Room.Number(value.asLong))
                "room_name" -> signer().privateMapKey("bob", Room.Name(value.asString))
                "privileges_bits" -> signer().privateMapKey("bob", Room.Number(1), value.asLong.toInt(), 60)
                "private_map_key_issued_at" -> signer().privateMapKey("bob", Room.Number(1), Privilege.ALL, day, time(value.asString)!!)
                "secret_key" -> SecretKey(value.asString)
                "private_key" -> PrivateKey.fromPem(value.asString)
                "public_key" -> PublicKey.fromPem(value.asString)
                else -> throw IllegalArgumentException("unknown input: $id")
            }
            null
        } catch (e: UserSigException.InvalidInput) {
            e.kind
        }
        assertEquals(case.text("error"), error)
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verify")
    fun verify(id: String, case: JsonObject) {
        verifier(case.text("key")!!, case.number("sdkappid")!!, case.text("leeway")!!.toLong()).use { verifier ->
            val result = verifier.verify(case.text("token")!!, case.text("userid")!!, time(case.text("now")!!)!!, UserIdRule.ANY)
            assertEquals(case.text("finding"), result.problems.firstOrNull()?.name ?: "valid")
            assertEquals(case["problems"].asJsonArray.map { it.asString }, result.problems.map { it.name })
            assertEquals(case.number("service_code"), result.problems.firstOrNull()?.serviceCode?.toLong() ?: 0)
            case.text("layer")?.let { assertEquals(it, result.problems.first().detail.substringBefore(':')) }
            val token = when (result) {
                is Verification.Valid -> result.token
                is Verification.Refused -> result.unverified
            }
            assertEquals(case["fields"].takeUnless { it.isJsonNull }?.asJsonObject, token?.let(::fields))
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

    private fun verifier(key: String, app: Long, leeway: Long): Verifier {
        val secret = key(key).text("secret_key")
        return if (secret != null) SecretKey(secret).use { Verifier(app, it, leeway) }
        else PublicKey.fromPem(key(key).text("public")!!).use { Verifier(app, it, leeway) }
    }

    companion object {
        private val golden = Vectors.read("usersig.golden")

        private fun key(name: String): JsonObject = golden.getAsJsonObject("keys").getAsJsonObject(name)

        /** A time that [Instant] can hold, or null. */
        private fun time(text: String): Instant? =
            text.toLongOrNull()?.takeIf { it <= Instant.MAX.epochSecond }?.let(Instant::ofEpochSecond)

        private fun cases(name: String, time: String): List<Array<Any>> {
            val all = golden.getAsJsonArray(name).map { it.asJsonObject }
            val held = all.filter { time(it.text(time)!!) != null && (it.text("leeway") ?: "0").toLongOrNull() != null }
            check(all.size - held.size <= 20) { "too many are left out" }
            return held.map { arrayOf(it.text("id")!!, it) }
        }

        @JvmStatic
        fun sign() = cases("sign", "issued_at")

        @JvmStatic
        fun verify() = cases("verify", "now")

        /** Kotlin has no text form of a validity and of privileges. */
        @JvmStatic
        fun inputs(): List<Array<Any>> = golden.getAsJsonArray("inputs").map { it.asJsonObject }
            .filterNot { it.text("input") in setOf("validity_text", "privileges_text") }
            .filterNot { it.text("input") == "private_map_key_issued_at" && time(it.text("value")!!) == null }
            .map { arrayOf(it.text("input") + " " + it["value"], it) }
    }
}
