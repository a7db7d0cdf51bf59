package io.github.usersig.tests

import io.github.usersig.PrivateKey
import io.github.usersig.PublicKey
import io.github.usersig.SecretKey
import io.github.usersig.ServiceCode
import io.github.usersig.Signer
import io.github.usersig.UserSig
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

class ObjectsTest {
    private val now = Instant.ofEpochSecond(1_700_000_000)

    private fun <T> signer(use: (Signer) -> T): T = SecretKey(Vectors.SECRET).use { key -> Signer(Vectors.APP, key).use(use) }

    @Test
    fun `eight threads share a signer and a verifier`() {
        val pool = Executors.newFixedThreadPool(8)
        try {
            SecretKey(Vectors.SECRET).use { key ->
                Signer(Vectors.APP, key).use { signer ->
                    Verifier(Vectors.APP, key).use { verifier ->
                        val results = pool.invokeAll(
                            (0 until 8).map { thread ->
                                Callable {
                                    (0 until 500).count { n ->
                                        val user = "user_${thread}_$n"
                                        verifier.verify(signer.sign(user, Duration.ofDays(7), now), user, now).isValid
                                    }
                                }
                            },
                        )
                        assertEquals(4000, results.sumOf { it.get() })
                    }
                }
            }
        } finally {
            pool.shutdownNow()
        }
    }

    /** Closing waits for no call and breaks none: a call that has begun ends well, one that comes later is told. */
    @Test
    fun `threads race with close`() {
        val pool = Executors.newFixedThreadPool(4)
        try {
            SecretKey(Vectors.SECRET).use { key ->
                repeat(200) {
                    val signer = Signer(Vectors.APP, key)
                    val calls = (0 until 4).map {
                        pool.submit<Boolean> {
                            try {
                                signer.sign("bob", Duration.ofDays(7), now).isNotEmpty()
                            } catch (e: IllegalStateException) {
                                e.message!!.contains("destroyed")
                            }
                        }
                    }
                    signer.close()
                    assertTrue(calls.all { it.get(30, TimeUnit.SECONDS) })
                }
            }
        } finally {
            pool.shutdownNow()
        }
    }

    @Test
    fun `a closed object used again is an exception, and closing twice is none`() {
        val key = SecretKey(Vectors.SECRET)
        val signer = Signer(Vectors.APP, key)
        key.close()
        key.close()
        assertThrows(IllegalStateException::class.java) { Signer(Vectors.APP, key) }
        assertTrue(signer.sign("bob").isNotEmpty(), "a signer does not need its key object any more")
        signer.close()
        signer.close()
        assertThrows(IllegalStateException::class.java) { signer.sign("bob") }
    }

    /**
     * A million signers that nobody closes: the garbage collector frees the native side too. Takes a minute or
     * two, most of it in JNA's cleaner; `-Dusersig.storm=100000` is too short to find a leak, but quick.
     */
    @Test
    fun `a million dropped signers leave no memory behind`() {
        SecretKey(Vectors.SECRET).use { key ->
            // In waves: JNA frees on one thread, which a storm without a pause would outrun until memory is full.
            fun storm(count: Int) = repeat(count / 10_000) {
                repeat(10_000) { Signer(Vectors.APP, key) }
                waitForCleaner()
            }
            val count = Integer.getInteger("usersig.storm", 1_000_000)
            storm(count / 10)
            val before = residentKiB()
            storm(count - count / 10)
            val grown = residentKiB() - before
            // Leaked, 900 000 of them would take more than 300 bytes each.
            assertTrue(grown < 160 * 1024, "grew by $grown KiB")
            assertTrue(Signer(Vectors.APP, key).use { it.sign("bob") }.isNotEmpty())
        }
    }

    /** What JNA has still to free is in its list, so the heap is small again when it has caught up. */
    private fun waitForCleaner() {
        val runtime = Runtime.getRuntime()
        val deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2)
        do {
            System.gc()
            Thread.sleep(20)
            assertTrue(System.nanoTime() < deadline, "dropped signers are not freed")
        } while (runtime.totalMemory() - runtime.freeMemory() > 64 * 1024 * 1024)
    }

    private fun residentKiB(): Long =
        File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong()

    @Test
    fun `no text of an object holds a key`() {
        val pem = Vectors.key("prime256v1", "pkcs8")
        val secret = SecretKey(Vectors.SECRET)
        val private = PrivateKey.fromPem(pem)
        val public = PublicKey.fromPem(Vectors.key("prime256v1", "pub"))
        val objects = listOf(
            secret, private, public, Signer(1, secret), Signer(1, private), Verifier(1, secret), Verifier(1, public),
        )
        val lines = pem.lines().filter { it.length > 20 && !it.startsWith("-") }
        for (one in objects) {
            assertFalse(one.toString().contains(Vectors.SECRET.take(8)), one.toString())
            assertFalse(lines.any { one.toString().contains(it.take(8)) }, one.toString())
        }
        // An error about a key says where, never what.
        for (call in listOf<() -> Any>(
            { SecretKey(Vectors.SECRET + "\n") },
            { SecretKey("  " + Vectors.SECRET) },
            { PrivateKey.fromPem(pem.replace("PRIVATE", "PUBLIC")) },
            { PrivateKey.fromPem(pem.dropLast(60)) },
        )) {
            val error = assertThrows(UserSigException.InvalidInput::class.java) { call() }
            assertEquals("key", error.kind)
            assertFalse(error.toString().contains(Vectors.SECRET.take(8)))
            assertFalse(lines.any { error.toString().contains(it.take(8)) })
        }
    }

    @Test
    fun `every kind of bad input has its kind`() = signer { signer ->
        fun kind(call: () -> Any): String = assertThrows(UserSigException.InvalidInput::class.java) { call() }.kind
        assertEquals("userid", kind { signer.sign("") })
        assertEquals("userid", kind { signer.sign("张三") })
        assertEquals("userid", kind { signer.sign("bob\nTLS.sdkappid:1", rule = io.github.usersig.UserIdRule.ANY) })
        assertEquals("validity", kind { signer.sign("bob", Duration.ZERO) })
        assertEquals("validity", kind { signer.sign("bob", Duration.ofSeconds(-5)) })
        assertEquals("validity", kind { signer.sign("bob", 1_576_800_001) })
        assertEquals("clock", kind { signer.sign("bob", Duration.ofDays(1), Instant.ofEpochSecond(-1)) })
        assertEquals("userbuf", kind { signer.signWithUserbuf("bob", ByteArray(32_769)) })
        assertEquals("room", kind { signer.privateMapKey("bob", io.github.usersig.Room.Number(0)) })
        assertEquals("room", kind { signer.privateMapKey("bob", io.github.usersig.Room.Number(1L shl 32)) })
        assertEquals("room", kind { signer.privateMapKey("bob", io.github.usersig.Room.Name("房间")) })
        assertEquals("privileges", kind { signer.privateMapKey("bob", io.github.usersig.Room.Number(1), 256, 60) })
        assertEquals(
            "private_map_key_expiry",
            kind { signer.privateMapKey("bob", io.github.usersig.Room.Number(1), now = Instant.ofEpochSecond(4_294_967_295)) },
        )
        SecretKey("k").use { key ->
            assertEquals("sdkappid", kind { Signer(0, key) })
            assertEquals("sdkappid", kind { Signer(-1, key) })
            assertEquals("sdkappid", kind { Verifier(1L shl 32, key) })
            assertEquals("leeway", kind { Verifier(1, key, leewaySeconds = -1) })
        }
        assertEquals("key", kind { SecretKey("") })
    }

    @Test
    fun `a refused token says why, with the service's code`() = SecretKey(Vectors.SECRET).use { key ->
        val token = signer { it.sign("bob", Duration.ofMinutes(1), now) }
        Verifier(Vectors.APP, key).use { verifier ->
            fun reason(token: String, user: String, at: Instant = now) =
                (verifier.verify(token, user, at) as Verification.Refused).reason
            assertEquals(70002, reason("", "bob").serviceCode)
            assertEquals("malformed", reason(token.dropLast(40), "bob").name)
            assertEquals(70013, reason(token, "mallory").serviceCode)
            assertEquals(70001, reason(token, "bob", now.plusSeconds(61)).serviceCode)
            val refused = assertThrows(UserSigException.Refused::class.java) {
                verifier.verify(token, "bob", now.plusSeconds(61)).tokenOrThrow()
            }
            assertEquals("expired", refused.problems.single().name)
        }
        Verifier(Vectors.APP, key, leewaySeconds = 60).use { assertTrue(it.verify(token, "bob", now.plusSeconds(120)).isValid) }
        SecretKey("another").use { other ->
            Verifier(Vectors.APP, other).use {
                assertEquals(70009, (it.verify(token, "bob", now) as Verification.Refused).reason.serviceCode)
            }
        }
        PublicKey.fromPem(Vectors.key("prime256v1", "pub")).use { public ->
            Verifier(Vectors.APP, public).use {
                assertEquals("wrong_key_kind", (it.verify(token, "bob", now) as Verification.Refused).reason.name)
            }
        }
        val unreadable = assertThrows(UserSigException.Unreadable::class.java) { UserSig.inspectUnverified("no token") }
        assertEquals("malformed", unreadable.finding.name)
    }

    @Test
    fun `many at once are the same as one at a time`() = signer { signer ->
        val users = (1..300).map { "user_$it" }
        assertEquals(users.map { signer.sign(it, Duration.ofDays(7), now) }, signer.signMany(users, Duration.ofDays(7), now))
        assertEquals("userid", assertThrows(UserSigException.InvalidInput::class.java) { signer.signMany(listOf("bob", "")) }.kind)
    }

    @Test
    fun `constants and names are the core's`() {
        assertEquals(io.github.usersig.uniffi.validityClientDefault().toLong(), UserSig.CLIENT_VALIDITY_SECONDS)
        assertEquals(io.github.usersig.uniffi.validityServerDefault().toLong(), UserSig.SERVER_VALIDITY_SECONDS)
        assertEquals(8, io.github.usersig.uniffi.privilegeNames(255u).size)
        assertEquals(255, io.github.usersig.Privilege.toBits(io.github.usersig.Privilege.ALL))
        assertEquals("0.1.0", UserSig.version())
        assertEquals(70001, ServiceCode.all().first().number)
        assertEquals("the signature does not match", ServiceCode.of(70009)!!.meaning.lowercase().take(28))
        assertNull(ServiceCode.of(1))
        assertNull(ServiceCode.of(-1))
    }
}
