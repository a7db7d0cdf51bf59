package io.github.usersig.tests

import com.google.gson.JsonObject
import io.github.usersig.Diagnosis
import io.github.usersig.ErrorKind
import io.github.usersig.Expectation
import io.github.usersig.Expected
import io.github.usersig.Explanation
import io.github.usersig.Language
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.Subject
import io.github.usersig.UserSig
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.time.Instant
import java.util.Base64

/** The mistakes of other people's code, each named: tests/vectors/diagnoses.json, as tests/diagnose.rs has it. */
class DiagnosesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    fun `every kind of mistake is named`(id: String, case: JsonObject, token: String) = SecretKey(KEY).use { key ->
        Verifier(APP, key).use { verifier ->
            val readable = runCatching { UserSig.inspectUnverified(token) }.getOrNull()
            val expectation = Expectation(readable?.userId ?: FILE.text("userid")!!, NOW)
            val before = verifier.verify(token, expectation)
            val found = verifier.diagnose(token, expectation, KEY)
            // The verdict is inside, and stays what it is.
            assertEquals(shown(before), shown(found.verification))
            assertEquals(shown(before), shown(verifier.verify(token, expectation)))

            val (causes, warnings) = case.names("causes") to case.names("warnings")
            if (before.isValid) {
                assertEquals(emptyList<String>(), names(found.causes))
                assertEquals(warnings.sorted(), names(found.warnings).sorted())
                assertEquals(emptyList<String>(), causes)
            } else {
                // What would be a warning of a good token is a cause of one that is not valid.
                assertTrue(names(found.causes) in listOf(causes, causes + warnings), "$id: $found, but $case")
            }
            val inner = found.unwrapped?.let { verifier.verify(it, expectation) }
            assertEquals(case.text("inner"), inner?.let { it.findings.firstOrNull()?.kind?.id ?: "valid" })

            val unverified = UserSig.diagnoseUnverified(token, NOW)
            assertTrue(found.causes.containsAll(unverified.causes), "$id: $unverified, but $found")
            if (readable == null) {
                // The key adds causes, behind those that need none.
                assertEquals(unverified.causes, found.causes.take(unverified.causes.size))
                assertEquals(found.unwrapped, unverified.unwrapped)
            }

            val chinese = verifier.diagnose(token, expectation, KEY, Language.CHINESE)
            assertEquals(names(found.causes) to names(found.warnings), names(chinese.causes) to names(chinese.warnings))
            assertEquals(found.toString(), chinese.toString())
            for (one in chinese.causes + chinese.warnings) assertChinese(one.detail, one.fix)
            for (one in chinese.verification.findings) assertChinese(one.detail, one.hint)
            for (diagnoses in listOf(found, chinese)) {
                for (one in diagnoses.causes + diagnoses.warnings) {
                    assertFalse("{0}" in one.detail + one.fix || "{1}" in one.detail + one.fix, one.toString())
                    assertNothingOf(KEY, one.toString())
                }
                assertNothingOf(KEY, diagnoses.toString())
            }
        }
    }

    /** A [String] cannot hold their bytes: whoever decoded them as UTF-8 has other bytes. */
    @Test
    fun `only bytes that are no text are left out`() {
        val all = FILE.getAsJsonArray("cases").map { it.asJsonObject.text("id")!! }
        assertEquals(listOf("utf16/le", "utf16/be"), all - cases().map { it[0] as String }.toSet())
        assertTrue(all.size > 190, "${all.size} cases")
    }

    @Test
    fun `without the key's text, mistakes in its use are not named`() = SecretKey(Vectors.SECRET).use { key ->
        val quoted = SecretKey("\"${Vectors.SECRET}\"")
        val token = Signer(Vectors.APP, quoted).use { it.sign("bob", 60) }
        Verifier(Vectors.APP, key).use { verifier ->
            val expectation = Expectation("bob", contents = Expected.NoUserbuf)
            assertEquals(listOf("key_quoted"), names(verifier.diagnose(token, expectation, Vectors.SECRET).causes))
            assertEquals(emptyList<String>(), names(verifier.diagnose(token, expectation).causes))
            val chinese = verifier.diagnose(token, expectation, language = Language.CHINESE)
            assertEquals("Diagnoses(bad_signature, causes=[], warnings=[])", chinese.toString())
            assertEquals(70009, (chinese.verification as Verification.Rejected).reason.serviceCode)
            assertNull(chinese.unwrapped)
        }
    }

    @Test
    fun `a valid token has a verdict and no cause`() = SecretKey(Vectors.SECRET).use { key ->
        val token = Signer(Vectors.APP, key).use { it.sign(SignRequest("bob", 604_800)) }
        Verifier(Vectors.APP, key).use { verifier ->
            val found = verifier.diagnose(token, Expectation("bob"))
            assertEquals("bob", found.verification.tokenOrThrow().userId)
            assertEquals("Diagnoses(valid, causes=[], warnings=[])", found.toString())
        }
        // Without a verifier there is no verdict, and the clock is the system's.
        val quoted = UserSig.diagnoseUnverified("\"$token\"")
        assertEquals("UnverifiedDiagnoses(causes=[quoted], warnings=[])", quoted.toString())
        assertEquals(token, quoted.unwrapped)
        assertChinese(UserSig.diagnoseUnverified("undefined", language = Language.CHINESE).causes.single().fix)
    }

    @Test
    fun `what cannot be used is an error`() = SecretKey(Vectors.SECRET).use { key ->
        fun kind(call: () -> Any): ErrorKind = assertThrows(UserSigException.InvalidInput::class.java) { call() }.kind
        val verifier = Verifier(1, key)
        assertEquals(ErrorKind.USERID, kind { verifier.diagnose("", Expectation("")) })
        assertEquals(ErrorKind.TIME, kind { verifier.diagnose("", Expectation("bob").withNowSeconds(-1)) })
        assertEquals(ErrorKind.KEY, kind { verifier.diagnose("", Expectation("bob"), "half \uD83D of a pair") })
        assertEquals(ErrorKind.KEY, kind { UserSig.diagnoseKey("\uD83D") })
        assertEquals(ErrorKind.TIME, kind { UserSig.diagnoseUnverified("", Instant.ofEpochSecond(-1)) })
        // Any text can be passed as the token.
        assertFalse(verifier.diagnose("half \uD83D of a pair", Expectation("bob")).verification.isValid)
        verifier.close()
        assertThrows(IllegalStateException::class.java) { verifier.diagnose("", Expectation("bob")) }
        Unit
    }

    @Test
    fun `a key is known by its shape`() {
        assertEquals(emptyList<Diagnosis>(), UserSig.diagnoseKey(Vectors.SECRET))
        for ((text, name) in listOf(
            Vectors.SECRET.take(32) to "key_looks_short",
            "SECRETKEY=${Vectors.SECRET}" to "key_is_assignment",
            "undefined" to "key_is_placeholder",
            Vectors.key("prime256v1", "pkcs8") to "key_is_private_key",
        )) {
            val (english, chinese) = UserSig.diagnoseKey(text) to UserSig.diagnoseKey(text, Language.CHINESE)
            assertEquals(name, english.first().id)
            assertEquals(names(english), names(chinese))
            for (one in chinese) assertChinese(one.detail, one.fix)
            for (one in english + chinese) assertNothingOf(Vectors.SECRET, one.toString())
        }
    }

    @Test
    fun `codes are explained by number and by name, in both languages`() {
        val expired = UserSig.explain("70001")
        assertEquals(listOf(70001, -70001), expired.single().numbers)
        assertEquals(Subject.USER_SIG, expired.single().subject)
        assertEquals(expired, UserSig.explain("-70001"))
        val byName = UserSig.explain("ERR_USER_SIG_EXPIRED")
        assertTrue(byName.isNotEmpty() && byName.all { "ERR_USER_SIG_EXPIRED" in it.names }, "$byName")
        assertEquals(byName, UserSig.explain("err_user_sig_expired"))
        assertEquals(listOf(-100018), UserSig.explain("-100018").single().numbers)
        // Only the account server's codes are the same without their sign.
        assertTrue(UserSig.explain("100018").none { -100018 in it.numbers })
        assertEquals(emptyList<Explanation>(), UserSig.explain("12345"))
        assertEquals(emptyList<Explanation>(), UserSig.explain("half \uD83D of a pair"))

        val (english, chinese) = UserSig.explanations() to UserSig.explanations(Language.CHINESE)
        fun code(one: Explanation) = Triple(one.numbers, one.names, one.subject)
        assertEquals(english.map(::code), chinese.map(::code))
        assertEquals(Subject.entries.toSet(), english.map { it.subject }.toSet())
        for (one in chinese) assertChinese(one.meaning, one.advice)
        assertTrue(english.any { it.note == null } && english.any { it.note != null })
        assertTrue(english.all { it.note?.isNotEmpty() ?: true && it.layer.isNotEmpty() })
        assertNotNull(english.find { it.numbers.isEmpty() && it.names.isNotEmpty() })
        // Whatever a finding is rejected with is explained.
        for (code in listOf(70001, 70002, 70003, 70004, 70009, 70013, 70014, 70016)) {
            assertTrue(UserSig.explain("$code").isNotEmpty(), "$code")
        }
    }

    private fun shown(verdict: Verification) = verdict.findings to verdict.warnings

    private fun names(list: List<Diagnosis>) = list.map { it.id }

    private fun JsonObject.names(member: String) = getAsJsonArray(member).map { it.asString }

    private fun assertChinese(vararg texts: String) =
        texts.forEach { text -> assertTrue(text.any { it in '\u4e00'..'\u9fff' }, text) }

    private fun assertNothingOf(key: String, text: String) =
        key.windowed(8).forEach { part -> assertFalse(part in text, "$part in $text") }

    companion object {
        private val FILE = Vectors.read("usersig.diagnoses")
        private val KEY = FILE.text("key")!!
        private val APP = FILE.number("sdkappid")!!
        private val NOW = Instant.ofEpochSecond(FILE.number("now")!!)

        @JvmStatic
        fun cases(): List<Array<Any>> = FILE.getAsJsonArray("cases").map { it.asJsonObject }.mapNotNull { case ->
            text(Base64.getDecoder().decode(case.text("token_base64")))?.let { arrayOf(case.text("id")!!, case, it) }
        }

        /** The bytes as a text, or null if they are no UTF-8. */
        private fun text(bytes: ByteArray): String? = try {
            Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()
        } catch (_: CharacterCodingException) {
            null
        }
    }
}
