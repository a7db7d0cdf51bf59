package io.github.usersig.tests

import io.github.usersig.Contents
import io.github.usersig.Expectation
import io.github.usersig.FindingKind
import io.github.usersig.Privilege
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import java.net.URL
import java.net.URLClassLoader
import java.time.Duration
import java.util.concurrent.Callable

/** The forms with seconds run where there is no `java.time`, as in Android before version 8 without desugaring. */
class SecondsTest {
    private class WithoutJavaTime(vararg places: URL, parent: ClassLoader) : URLClassLoader(places, parent) {
        override fun loadClass(name: String, resolve: Boolean): Class<*> = when {
            name.startsWith("java.time.") -> throw ClassNotFoundException(name)
            name.startsWith("io.github.usersig.") -> findLoadedClass(name) ?: findClass(name)
            else -> super.loadClass(name, resolve)
        }
    }

    private fun callWithoutJavaTime(type: Class<out Callable<*>>): Any? {
        fun place(type: Class<*>) = type.protectionDomain.codeSource.location
        WithoutJavaTime(place(Signer::class.java), place(type), parent = type.classLoader).use { loader ->
            val callable = loader.loadClass(type.name).getDeclaredConstructor().newInstance() as Callable<*>
            return callable.call()
        }
    }

    @Test
    fun `seconds need no java time`() {
        assertEquals("2 valid, 1700003600", callWithoutJavaTime(Seconds::class.java))
        assertThrows(NoClassDefFoundError::class.java) { callWithoutJavaTime(Durations::class.java) }
    }
}

/** What an application calls with seconds. */
class Seconds : Callable<String> {
    override fun call(): String = SecretKey(Vectors.SECRET).use { key ->
        val now = 1_700_000_000L
        val request = SignRequest("bob", 3_600, now, userIdRule = UserIdRule.TRTC)
        val (userSig, privateMapKey) = Signer(Vectors.APP, key).use { signer ->
            signer.sign("bob", 60)
            val contents = Contents.Room(Room.Number(7), Privilege.ALL)
            listOf(signer.signMany(listOf("bob"), 3_600, now).single(), signer.sign(request.withContents(contents)))
        }
        val bob = Expectation("bob").withNowSeconds(now).withLeewaySeconds(1).withMaxValiditySeconds(3_600)
        Verifier(Vectors.APP, key).use { verifier ->
            val expected = listOf(
                verifier.verify(userSig, bob.withoutUserbuf()),
                verifier.verify(privateMapKey, bob.withRoom(Room.Number(7), Privilege.ALL)),
            )
            check(verifier.verify(userSig, bob.withUserbuf(byteArrayOf(1))).findings.single().kind == FindingKind.USERBUF_MISMATCH)
            "${expected.count { it.isValid }} valid, ${UserSig.inspectUnverified(userSig).expiresAtSeconds}"
        }
    }
}

/** What it cannot call there. */
class Durations : Callable<Any> {
    override fun call(): Any = SignRequest("bob", Duration.ofDays(1))
}
