package io.github.usersig.tests

import io.github.usersig.ErrorKind
import io.github.usersig.Expectation
import io.github.usersig.FindingKind
import io.github.usersig.KeyKind
import io.github.usersig.Language
import io.github.usersig.Privilege
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.Subject
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.Verifier
import io.github.usersig.internal.errorKindName
import io.github.usersig.internal.explanations
import io.github.usersig.internal.privilegeNames
import io.github.usersig.internal.validityClientDefault
import io.github.usersig.internal.validityServerDefault
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import io.github.usersig.internal.ErrorKind as NativeErrorKind
import io.github.usersig.internal.Expectation as NativeExpectation
import io.github.usersig.internal.Expected as NativeExpected
import io.github.usersig.internal.FindingKind as NativeFindingKind
import io.github.usersig.internal.KeyKind as NativeKeyKind
import io.github.usersig.internal.Language as NativeLanguage
import io.github.usersig.internal.SecretKey as NativeSecretKey
import io.github.usersig.internal.Subject as NativeSubject
import io.github.usersig.internal.UserIdRule as NativeUserIdRule
import io.github.usersig.internal.Verifier as NativeVerifier
import io.github.usersig.internal.Version as NativeVersion

/** What Kotlin writes once more is what the core has: all of it, in the same order. */
class NamesTest {
    @Test
    fun `the kinds of errors are the core's`() {
        assertEquals(NativeErrorKind.entries.map(::errorKindName), ErrorKind.entries.map { it.id })
    }

    @Test
    fun `the kinds of findings and the rules are the core's`() {
        fun name(native: Enum<*>) = native.name.replace("SDK_APP_ID", "SDKAPPID").replace("USER_ID", "USERID")
        assertEquals(NativeFindingKind.entries.map(::name), FindingKind.entries.map { it.name })
        assertEquals(NativeUserIdRule.entries.map { it.name }, UserIdRule.entries.map { it.name })
        assertEquals(NativeKeyKind.entries.map { it.name }, KeyKind.entries.map { it.name })
        assertEquals(NativeLanguage.entries.map { it.name }, Language.entries.map { it.name })
        assertEquals(NativeSubject.entries.map { it.name }, Subject.entries.map { it.name })
        assertEquals(NativeVersion.entries.map { it.name }, TokenVersion.entries.map { it.name })
    }

    /** The stable name travels with each finding; the golden file compares the names of all kinds. */
    @Test
    fun `the name of a finding is the core's`() {
        val request = SignRequest("bob", 60, 1_000)
        val token = SecretKey("k").use { key -> Signer(2, key).use { it.sign(request.withUserbuf(byteArrayOf(1))) } }
        val native = NativeVerifier(1u, NativeSecretKey("other")).use { verifier ->
            verifier.verify(token, NativeExpectation("alice", 2_000u, 0u, 1u, NativeExpected.NoUserbuf)).findings
        }
        val ours = SecretKey("other").use { key ->
            val expectation = Expectation("alice").withNowSeconds(2_000).withMaxValiditySeconds(1).withoutUserbuf()
            Verifier(1, key).use { it.verify(token, expectation).findings }
        }
        assertEquals(6, ours.size)
        assertEquals(native.map { it.name }, ours.map { it.kind.id })
        assertEquals(native.map { it.serviceCode?.toInt() }, ours.map { it.serviceCode })
        assertEquals(listOf(70014, 70013, 70009, 70001, null, null), ours.map { it.serviceCode })
        assertEquals(native.map { it.detail to it.hint }, ours.map { it.detail to it.hint })
    }

    @Test
    fun `the privileges are the core's, bit by bit`() {
        assertEquals(privilegeNames(255u), Privilege.entries.map { it.id })
        for (one in Privilege.entries) {
            val bit = Privilege.toBits(setOf(one))
            assertEquals(listOf(one.id), privilegeNames(bit.toUInt()))
            assertEquals(setOf(one), Privilege.fromBits(bit))
        }
        assertEquals(255, Privilege.toBits(Privilege.ALL))
        assertEquals(42, Privilege.toBits(Privilege.AUDIENCE))
        assertEquals(Privilege.ALL, Privilege.fromBits(-1))
    }

    @Test
    fun `the constants are the core's`() {
        assertEquals(validityClientDefault().toLong(), UserSig.CLIENT_VALIDITY_SECONDS)
        assertEquals(validityServerDefault().toLong(), UserSig.SERVER_VALIDITY_SECONDS)
        assertEquals("0.1.0", UserSig.version())
    }

    @Test
    fun `the explanations of codes are the core's`() {
        for ((native, ours) in NativeLanguage.entries.zip(Language.entries)) {
            assertEquals(
                explanations(native).map {
                    listOf(it.numbers, it.names, it.layer, it.subject.name, it.meaning, it.advice, it.note)
                },
                UserSig.explanations(ours).map {
                    listOf(it.numbers, it.names, it.layer, it.subject.name, it.meaning, it.advice, it.note)
                },
            )
        }
    }
}
