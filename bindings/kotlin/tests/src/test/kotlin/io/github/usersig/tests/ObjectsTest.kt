package io.github.usersig.tests

import io.github.usersig.ErrorKind
import io.github.usersig.Expectation
import io.github.usersig.FindingKind
import io.github.usersig.PrivateKey
import io.github.usersig.Privilege
import io.github.usersig.PublicKey
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
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
    private val week = Duration.ofDays(7)

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
                                        verifier.verify(signer.sign(SignRequest(user, week, now)), Expectation(user, now)).isValid
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

    /** Closing waits for no call and breaks none: a call that has begun ends well, a later one throws. */
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
                                signer.sign("bob", week).isNotEmpty()
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
        assertTrue(signer.sign("bob", 60).isNotEmpty(), "a signer does not need its key object any more")
        signer.close()
        signer.close()
        assertThrows(IllegalStateException::class.java) { signer.sign("bob", 60) }
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
            assertTrue(Signer(Vectors.APP, key).use { it.sign("bob", 60) }.isNotEmpty())
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
            assertEquals(ErrorKind.KEY, error.kind)
            assertFalse(error.toString().contains(Vectors.SECRET.take(8)))
            assertFalse(lines.any { error.toString().contains(it.take(8)) })
        }
    }

    @Test
    fun `requests, expectations and results print no token, no userbuf and no key`() = SecretKey(Vectors.SECRET).use { key ->
        val userbuf = "userbuf".toByteArray()
        val request = SignRequest("bob", week, now).withUserbuf(userbuf)
        val expectation = Expectation("bob", now).withUserbuf(userbuf)
        val token = signer { it.sign(request) }
        Verifier(Vectors.APP, key).use { verifier ->
            val valid = verifier.verify(token, expectation)
            val rejected = verifier.verify(token, Expectation("alice", now.minusSeconds(1_000_000)).withoutUserbuf())
            val error = assertThrows(UserSigException.Rejected::class.java) { rejected.tokenOrThrow() }
            for (one in listOf(request, expectation, valid, rejected, error, valid.tokenOrThrow(), verifier)) {
                val text = one.toString()
                assertFalse(listOf(token.take(20), "userbuf\"", "userbuf,", "[117", Vectors.SECRET.take(8)).any(text::contains), text)
            }
            assertEquals("Rejected(userid_mismatch, userbuf_mismatch)", rejected.toString())
            assertTrue(request.toString().contains("Userbuf(7 bytes)") && expectation.toString().contains("Userbuf(7 bytes)"))
        }
    }

    @Test
    fun `every kind of bad input has its kind`() = signer { signer ->
        fun kind(call: () -> Any): ErrorKind = assertThrows(UserSigException.InvalidInput::class.java) { call() }.kind
        fun kind(request: SignRequest): ErrorKind = kind { signer.sign(request) }
        val request = SignRequest("bob", week)
        assertEquals(ErrorKind.USERID, kind { signer.sign("", week) })
        assertEquals(ErrorKind.USERID, kind { signer.sign("张三", week) })
        assertEquals(ErrorKind.USERID, kind(SignRequest("bob.smith", week, userIdRule = UserIdRule.TRTC)))
        assertEquals(ErrorKind.USERID, kind(SignRequest("bob\nTLS.sdkappid:1", week, userIdRule = UserIdRule.ANY)))
        assertEquals(ErrorKind.USERID, kind(SignRequest("half \uD83D of a pair", week, userIdRule = UserIdRule.ANY)))
        assertEquals(ErrorKind.USERID, kind { signer.signMany(listOf("bob", "\uDE00\uD83D"), week, userIdRule = UserIdRule.ANY) })
        assertEquals(ErrorKind.VALIDITY, kind { signer.sign("bob", Duration.ZERO) })
        assertEquals(ErrorKind.VALIDITY, kind { signer.sign("bob", Duration.ofMillis(999)) })
        assertEquals(ErrorKind.VALIDITY, kind { signer.sign("bob", Duration.ofSeconds(-5)) })
        assertEquals(ErrorKind.VALIDITY, kind { signer.sign("bob", 1_576_800_001) })
        assertEquals(ErrorKind.VALIDITY, kind { signer.signMany(listOf("bob"), -1) })
        assertEquals(ErrorKind.USERBUF, kind(request.withUserbuf(ByteArray(32_769))))
        assertEquals(ErrorKind.ROOM, kind(request.withRoom(Room.Number(0), Privilege.ALL)))
        assertEquals(ErrorKind.ROOM, kind(request.withRoom(Room.Number(1L shl 32), Privilege.ALL)))
        assertEquals(ErrorKind.ROOM, kind(request.withRoom(Room.Name("房间"), Privilege.ALL)))
        assertEquals(ErrorKind.ROOM, kind(request.withRoom(Room.Name("\uD83D"), Privilege.ALL)))
        assertEquals(ErrorKind.PRIVILEGES, kind(request.withRoom(Room.Number(1), 256)))
        assertEquals(ErrorKind.PRIVILEGES, kind(request.withRoom(Room.Number(1), 1L shl 32)))
        val last = request.withIssuedAtSeconds(4_294_967_295)
        assertEquals(ErrorKind.PRIVATE_MAP_KEY_EXPIRY, kind(last.withRoom(Room.Number(1), Privilege.ALL)))
        SecretKey("k").use { key ->
            assertEquals(ErrorKind.SDKAPPID, kind { Signer(0, key) })
            assertEquals(ErrorKind.SDKAPPID, kind { Signer(-1, key) })
            assertEquals(ErrorKind.SDKAPPID, kind { Verifier(1L shl 32, key) })
        }
        assertEquals(ErrorKind.KEY, kind { SecretKey("") })
        assertEquals(ErrorKind.KEY, kind { SecretKey("\uD83D") })
        assertEquals(ErrorKind.KEY, kind { PrivateKey.fromPem("\uD83D") })
        assertEquals(ErrorKind.KEY, kind { PublicKey.fromPem("\uD83D") })
    }

    @Test
    fun `every kind of bad expectation has its kind`() = SecretKey(Vectors.SECRET).use { key ->
        Verifier(Vectors.APP, key).use { verifier ->
            val token = signer { it.sign("bob", week) }
            val bob = Expectation("bob")
            fun kind(expectation: Expectation): ErrorKind =
                assertThrows(UserSigException.InvalidInput::class.java) { verifier.verify(token, expectation) }.kind
            assertEquals(ErrorKind.USERID, kind(Expectation("")))
            assertEquals(ErrorKind.USERID, kind(Expectation("\uD83D")))
            assertEquals(ErrorKind.LEEWAY, kind(bob.withLeewaySeconds(-1)))
            assertEquals(ErrorKind.LEEWAY, kind(bob.withLeeway(Duration.ofMillis(-1))))
            assertEquals(ErrorKind.LEEWAY, kind(bob.withLeewaySeconds(86_401)))
            assertEquals(ErrorKind.VALIDITY, kind(bob.withMaxValiditySeconds(0)))
            assertEquals(ErrorKind.VALIDITY, kind(bob.withMaxValidity(Duration.ofSeconds(-1))))
            assertEquals(ErrorKind.USERBUF, kind(bob.withUserbuf(ByteArray(32_769))))
            assertEquals(ErrorKind.ROOM, kind(bob.withRoom(Room.Number(0), Privilege.ALL)))
            assertEquals(ErrorKind.ROOM, kind(bob.withRoom(Room.Number(-1), Privilege.ALL)))
            assertEquals(ErrorKind.ROOM, kind(bob.withRoom(Room.Name(""), Privilege.ALL)))
            assertEquals(ErrorKind.PRIVILEGES, kind(bob.withRoom(Room.Number(1), -1)))
            assertEquals(ErrorKind.PRIVILEGES, kind(bob.withRoom(Room.Number(1), 256)))
        }
    }

    /** Before 1970 is before 1970: not second 0, at which a token of that second would be valid. */
    @Test
    fun `a time before 1970 is rejected by signer and verifier`() = SecretKey(Vectors.SECRET).use { key ->
        fun kind(call: () -> Any): ErrorKind = assertThrows(UserSigException.InvalidInput::class.java) { call() }.kind
        val first = signer { it.sign(SignRequest("bob", week, Instant.EPOCH)) }
        Verifier(Vectors.APP, key).use { verifier ->
            assertTrue(verifier.verify(first, Expectation("bob", Instant.EPOCH)).isValid)
            for (early in listOf(Instant.ofEpochMilli(-1), Instant.ofEpochSecond(-1), Instant.ofEpochSecond(-86_400), Instant.MIN)) {
                assertEquals(ErrorKind.TIME, kind { signer { it.sign(SignRequest("bob", week, early)) } })
                assertEquals(ErrorKind.TIME, kind { signer { it.sign(SignRequest("bob", 60).withIssuedAt(early)) } })
                assertEquals(ErrorKind.TIME, kind { signer { it.signMany(listOf("bob"), week, early) } })
                assertEquals(ErrorKind.TIME, kind { verifier.verify(first, Expectation("bob", early)) })
                assertEquals(ErrorKind.TIME, kind { verifier.verify(first, Expectation("bob").withNow(early)) })
                assertEquals(ErrorKind.TIME, kind { verifier.verify(first, Expectation("bob").withNowSeconds(early.epochSecond)) })
            }
        }
    }

    @Test
    fun `the time left is never negative and never overflows`() {
        val token = UserSig.inspectUnverified(signer { it.sign(SignRequest("bob", week, now)) })
        val longest = UserSig.inspectUnverified(signer { it.sign(SignRequest("bob", 60, Long.MAX_VALUE - 60)) })
        assertEquals(Long.MAX_VALUE, longest.expiresAtSeconds)
        for (one in listOf(token, longest)) {
            for (early in listOf(Instant.MIN, Instant.ofEpochSecond(-1), Instant.EPOCH)) {
                assertEquals(Duration.ofSeconds(one.expiresAtSeconds), one.timeLeft(early))
                assertFalse(one.isExpired(early))
            }
        }
        assertEquals(Duration.ofSeconds(1), token.timeLeft(token.expiresAt.minusSeconds(1)))
        assertEquals(Duration.ZERO, token.timeLeft(token.expiresAt))
        assertFalse(token.isExpired(token.expiresAt))
        assertTrue(token.isExpired(token.expiresAt.plusSeconds(1)))
        assertEquals(Duration.ZERO, token.timeLeft(Instant.MAX))
    }

    /** What Kotlin rejects before the core sees it reads as if the core had rejected it. */
    @Test
    fun `the texts for what the core cannot see are the core's`() = SecretKey("k").use { key ->
        fun text(call: () -> Any): String = assertThrows(UserSigException.InvalidInput::class.java) { call() }.message!!
        fun sign(request: SignRequest) = text { signer { it.sign(request) } }
        fun verify(expectation: Expectation) = text { Verifier(1, key).use { it.verify("", expectation) } }
        val (request, bob) = Pair(SignRequest("bob", 60), Expectation("bob"))
        fun room(number: Long) = sign(request.withRoom(Room.Number(number), Privilege.ALL))
        fun privileges(bits: Long) = sign(request.withRoom(Room.Number(1), bits))
        for (wrong in listOf(-1, Long.MIN_VALUE)) {
            val pairs = listOf(
                text { Signer(wrong, key) } to text { Signer(0, key) }.replaceFirst("0", "$wrong"),
                text { Verifier(wrong, key) } to text { Verifier(0, key) }.replaceFirst("0", "$wrong"),
                sign(SignRequest("bob", wrong)) to sign(SignRequest("bob", 0)).replaceFirst("0", "$wrong"),
                verify(bob.withMaxValiditySeconds(wrong)) to verify(bob.withMaxValiditySeconds(0)).replaceFirst("0", "$wrong"),
                verify(bob.withLeewaySeconds(wrong)) to verify(bob.withLeewaySeconds(86_401)).replaceFirst("86401", "$wrong"),
                room(wrong) to room(0).replaceFirst("0", "$wrong"),
                privileges(wrong) to privileges(256).replaceFirst("256", "$wrong"),
                privileges(1L shl 32) to privileges(256).replaceFirst("256", "4294967296"),
            )
            for ((ours, theirs) in pairs) assertEquals(theirs, ours)
        }
    }

    @Test
    fun `a rejected token says why, with the service's code`() = SecretKey(Vectors.SECRET).use { key ->
        val token = signer { it.sign(SignRequest("bob", Duration.ofMinutes(1), now)) }
        Verifier(Vectors.APP, key).use { verifier ->
            fun reason(token: String, user: String, at: Instant = now) =
                (verifier.verify(token, Expectation(user, at)) as Verification.Rejected).reason
            assertEquals(70002, reason("", "bob").serviceCode)
            assertEquals(FindingKind.MALFORMED, reason(token.dropLast(40), "bob").kind)
            assertEquals(FindingKind.MALFORMED, reason(token.dropLast(1) + "\uD83D", "bob").kind)
            assertEquals(70013, reason(token, "mallory").serviceCode)
            assertEquals(70001, reason(token, "bob", now.plusSeconds(61)).serviceCode)
            val rejected = assertThrows(UserSigException.Rejected::class.java) {
                verifier.verify(token, Expectation("bob", now.plusSeconds(61))).tokenOrThrow()
            }
            assertEquals(FindingKind.EXPIRED, rejected.findings.single().kind)
            assertTrue(verifier.verify(token, Expectation("bob", now.plusSeconds(120), leeway = Duration.ofMinutes(1))).isValid)
        }
        SecretKey("another").use { other ->
            Verifier(Vectors.APP, other).use {
                assertEquals(70009, (it.verify(token, Expectation("bob", now)) as Verification.Rejected).reason.serviceCode)
            }
        }
        PublicKey.fromPem(Vectors.key("prime256v1", "pub")).use { public ->
            Verifier(Vectors.APP, public).use {
                val rejected = it.verify(token, Expectation("bob", now)) as Verification.Rejected
                assertEquals(FindingKind.WRONG_KEY_KIND, rejected.reason.kind)
            }
        }
        for (text in listOf("no token", "half of a pair: \uD83D")) {
            val unreadable = assertThrows(UserSigException.Unreadable::class.java) { UserSig.inspectUnverified(text) }
            assertEquals(FindingKind.MALFORMED, unreadable.finding.kind)
        }
    }

    @Test
    fun `a PrivateMapKey in place of a UserSig is found, and the other way round`() = SecretKey(Vectors.SECRET).use { key ->
        val request = SignRequest("bob", week, now)
        val userSig = signer { it.sign(request) }
        val room = Room.Name("lesson-7")
        val privateMapKey = signer { it.sign(request.withRoom(room, Privilege.AUDIENCE)) }
        Verifier(Vectors.APP, key).use { verifier ->
            val bob = Expectation("bob", now)
            fun findings(token: String, expectation: Expectation) =
                verifier.verify(token, expectation).findings.map { it.kind to it.serviceCode }
            // Nothing but the contents tells one from the other.
            assertEquals(listOf<Any>(), findings(userSig, bob) + findings(privateMapKey, bob))

            assertEquals(listOf<Any>(), findings(userSig, bob.withoutUserbuf()))
            assertEquals(listOf(FindingKind.USERBUF_MISMATCH to null), findings(privateMapKey, bob.withoutUserbuf()))
            assertEquals(listOf(FindingKind.RECORD_MISMATCH to null), findings(userSig, bob.withRoom(room, setOf())))

            val record = FindingKind.RECORD_MISMATCH to null
            assertEquals(listOf<Any>(), findings(privateMapKey, bob.withRoom(room, Privilege.AUDIENCE)))
            assertEquals(listOf<Any>(), findings(privateMapKey, bob.withRoom(room, setOf(Privilege.ENTER_ROOM))))
            assertEquals(listOf(record), findings(privateMapKey, bob.withRoom(room, Privilege.ALL)))
            assertEquals(listOf(record), findings(privateMapKey, bob.withRoom(Room.Name("lesson-8"), Privilege.AUDIENCE)))
            assertEquals(listOf(record), findings(privateMapKey, bob.withRoom(Room.Number(7), Privilege.AUDIENCE)))

            val userbuf = UserSig.inspectUnverified(privateMapKey).userbuf!!
            assertEquals(listOf<Any>(), findings(privateMapKey, bob.withUserbuf(userbuf)))
            assertEquals(listOf(FindingKind.USERBUF_MISMATCH to null), findings(privateMapKey, bob.withUserbuf(userbuf.drop(1).toByteArray())))
            assertEquals(listOf(FindingKind.USERBUF_MISMATCH to null), findings(userSig, bob.withUserbuf(byteArrayOf())))

            assertEquals(listOf<Any>(), findings(userSig, bob.withMaxValidity(week)))
            assertEquals(listOf(FindingKind.VALIDITY_TOO_LONG to null), findings(userSig, bob.withMaxValidity(week.minusSeconds(1))))
        }
    }

    @Test
    fun `requests and expectations are values`() {
        val bytes = byteArrayOf(1, 2, 3)
        val request = SignRequest("bob", week).withUserbuf(bytes)
        val expectation = Expectation("bob").withUserbuf(bytes)
        bytes[0] = 9
        assertEquals(SignRequest("bob", 604_800).withUserbuf(byteArrayOf(1, 2, 3)), request)
        assertEquals(Expectation("bob", null).withUserbuf(byteArrayOf(1, 2, 3)), expectation)
        assertEquals(SignRequest("bob", 604_800).withUserbuf(byteArrayOf(1, 2, 3)).hashCode(), request.hashCode())
        assertEquals(Expectation("bob").withUserbuf(byteArrayOf(1, 2, 3)).hashCode(), expectation.hashCode())
        for (other in listOf(request.withIssuedAt(now), request.withUserbuf(bytes), request.withUserIdRule(UserIdRule.ANY))) {
            assertNotEquals(request, other)
        }
        for (other in listOf(expectation.withNow(now), expectation.withUserbuf(bytes), expectation.withLeewaySeconds(1), expectation.withMaxValiditySeconds(1))) {
            assertNotEquals(expectation, other)
        }
    }

    /** A request without a time is signed at the time of each signing, not of its making. */
    @Test
    fun `without a time the system clock is read`() = signer { signer ->
        fun issued(token: String) = UserSig.inspectUnverified(token).issuedAtSeconds
        val request = SignRequest("bob", week)
        val before = Instant.now().epochSecond
        val tokens = listOf(signer.sign(request), signer.sign("bob", week), signer.sign("bob", 60)) + signer.signMany(listOf("bob"), week)
        val after = Instant.now().epochSecond
        assertTrue(tokens.all { issued(it) in before..after })
        Thread.sleep(1_100)
        assertTrue(issued(signer.sign(request)) > issued(tokens[0]))
        SecretKey(Vectors.SECRET).use { key ->
            Verifier(Vectors.APP, key).use { verifier ->
                assertTrue(tokens.all { verifier.verify(it, Expectation("bob")).isValid })
                val short = signer.sign(SignRequest("bob", 1, after - 10))
                assertEquals(FindingKind.EXPIRED, verifier.verify(short, Expectation("bob")).findings.single().kind)
            }
        }
    }

    @Test
    fun `many at once are the same as one at a time`() = signer { signer ->
        val users = (1..300).map { "user_$it" }
        val tokens = users.map { signer.sign(SignRequest(it, week, now)) }
        assertEquals(tokens, signer.signMany(users, week, now))
        assertEquals(tokens, signer.signMany(users, week.seconds, now.epochSecond))
        assertEquals(listOf<String>(), signer.signMany(listOf(), week))
        val error = assertThrows(UserSigException.InvalidInput::class.java) { signer.signMany(listOf("bob", ""), week) }
        assertEquals(ErrorKind.USERID, error.kind)
    }
}
