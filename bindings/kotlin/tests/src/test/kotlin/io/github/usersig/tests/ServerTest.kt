package io.github.usersig.tests

import com.google.gson.JsonParser
import io.github.usersig.Expectation
import io.github.usersig.SecretKey
import io.github.usersig.Signer
import io.github.usersig.Verifier
import io.github.usersig.demo.server.UserSigServer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.net.InetAddress
import java.net.Socket
import java.net.SocketException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.BiPredicate
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger

private const val COOKIE = "__Host-session"
private const val RIGHT = "user=xiaojun&password=p%26w"
private const val WRONG = "user=xiaojun&password=wrong"

class ServerTest {
    private class ManualClock : Clock() {
        @Volatile
        var now: Instant = Instant.parse("2030-01-01T00:00:00Z")

        operator fun plusAssign(time: Duration) {
            now += time
        }

        override fun instant() = now

        override fun getZone(): ZoneId = ZoneOffset.UTC

        override fun withZone(zone: ZoneId) = this
    }

    private val clock = ManualClock()
    private val client: HttpClient = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()
    private val passwords = BiPredicate<String, String> { user, password -> user in setOf("xiaojun", "bob") && password == "p&w" }

    private fun serve(passwords: BiPredicate<String, String> = this.passwords, test: (UserSigServer) -> Unit) =
        SecretKey(Vectors.SECRET).use { UserSigServer(0, Signer(Vectors.APP, it), passwords, clock) }.use(test)

    private fun build(
        server: UserSigServer,
        path: String,
        cookie: String? = null,
        form: String? = null,
        type: String = "application/x-www-form-urlencoded",
        method: String? = null,
    ): HttpRequest {
        val request = HttpRequest.newBuilder(URI("http://127.0.0.1:${server.port()}$path")).timeout(Duration.ofSeconds(20))
        cookie?.let { request.header("Cookie", it) }
        form?.let { request.header("Content-Type", type).POST(BodyPublishers.ofString(it)) }
        method?.let { request.method(it, BodyPublishers.noBody()) }
        return request.build()
    }

    private fun send(request: HttpRequest) = client.send(request, HttpResponse.BodyHandlers.ofString())

    private fun request(server: UserSigServer, path: String, cookie: String? = null, form: String? = null) =
        send(build(server, path, cookie, form))

    private fun login(server: UserSigServer, form: String = RIGHT): String {
        val response = request(server, "/login", form = form)
        assertEquals(204, response.statusCode())
        return response.headers().firstValue("Set-Cookie").get().substringBefore(';')
    }

    private fun open(server: UserSigServer, text: String) =
        Socket(InetAddress.getLoopbackAddress(), server.port()).apply {
            soTimeout = 20_000
            getOutputStream().write(text.toByteArray())
        }

    @Test
    fun `only a user who has logged in gets a UserSig, and only their own`() = serve { server ->
        assertEquals(401, request(server, "/usersig").statusCode())
        assertEquals(401, request(server, "/usersig", cookie = "$COOKIE=guessed").statusCode())
        assertEquals(401, request(server, "/login", form = WRONG).statusCode())

        val login = request(server, "/login", form = RIGHT)
        assertEquals(204, login.statusCode())
        val cookie = login.headers().firstValue("Set-Cookie").get()
        for (attribute in listOf("HttpOnly", "Secure", "SameSite=Strict", "Path=/")) {
            assertTrue(cookie.split("; ").contains(attribute), cookie)
        }

        val answer = request(server, "/usersig?user=admin", cookie = cookie.substringBefore(';'))
        assertEquals(200, answer.statusCode())
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").get())
        val json = JsonParser.parseString(answer.body()).asJsonObject
        val token = json["userSig"].asString
        assertEquals("xiaojun", json["userId"].asString)
        SecretKey(Vectors.SECRET).use { key ->
            assertTrue(Verifier(Vectors.APP, key).use { it.verify(token, Expectation("xiaojun")).isValid })
        }
        assertFalse(answer.body().contains(Vectors.SECRET))
    }

    @Test
    fun `clients that stall block no other, and are disconnected`() = serve { server ->
        // The first request takes longer: the client and the server load their classes.
        login(server)
        val head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        val stalled = listOf("POST /lo", head, "${head}Content-Length: 100\r\n\r\nuser=xiao").map { open(server, it) }
        val start = System.nanoTime()
        login(server)
        assertTrue(System.nanoTime() - start < 2_000_000_000, "the login waited for the clients that stall")
        for (socket in stalled) {
            // The end of the connection, not the timeout of the socket. An error response may come before it.
            socket.use {
                try {
                    it.getInputStream().readAllBytes()
                } catch (_: SocketException) {
                }
            }
        }
    }

    @Test
    fun `a body above 4 KiB is not read`() = serve { server ->
        val long = "user=xiaojun&password=" + "x".repeat(16_000)
        assertEquals(413, request(server, "/login", form = long).statusCode())
        val head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        // The server closes the connection with the rest unread, while HttpClient may still send it.
        val chunked = "Transfer-Encoding: chunked\r\n\r\n${long.length.toString(16)}\r\n$long\r\n0\r\n\r\n"
        for (rest in listOf(chunked, "Content-Length: 1000000000\r\n\r\n${"x".repeat(5000)}")) {
            open(server, head + rest).use {
                assertTrue(it.getInputStream().bufferedReader().readLine().contains(" 413 "))
            }
        }
        assertEquals(204, request(server, "/login", form = RIGHT).statusCode())
    }

    @Test
    fun `what is not a request of this server has a status that says so`() = serve { server ->
        val wrongMethod = send(build(server, "/login"))
        assertEquals(405, wrongMethod.statusCode())
        assertEquals("POST", wrongMethod.headers().firstValue("Allow").get())
        assertEquals(405, send(build(server, "/logout")).statusCode())
        assertEquals(405, send(build(server, "/usersig", method = "DELETE")).statusCode())
        assertEquals(404, send(build(server, "/loginx")).statusCode())
        assertEquals(415, send(build(server, "/login", form = RIGHT, type = "text/plain")).statusCode())
        assertEquals(400, send(build(server, "/login", form = "user=%zz")).statusCode())
        val withCharset = "application/x-www-form-urlencoded; charset=UTF-8"
        assertEquals(204, send(build(server, "/login", form = RIGHT, type = withCharset)).statusCode())
    }

    @Test
    fun `guesses are limited per user, existing or not`() = serve { server ->
        for (user in listOf("xiaojun", "nobody")) {
            repeat(5) {
                assertEquals(401, request(server, "/login", form = "user=$user&password=wrong").statusCode())
            }
            clock += Duration.ofSeconds(100)
            val limited = request(server, "/login", form = "user=$user&password=p%26w")
            assertEquals(429, limited.statusCode())
            assertEquals("200", limited.headers().firstValue("Retry-After").get())
        }
        login(server, "user=bob&password=p%26w")
        clock += Duration.ofSeconds(200)
        login(server)
    }

    @Test
    fun `a right password ends the count of the user`() = serve { server ->
        repeat(3) {
            repeat(4) { assertEquals(401, request(server, "/login", form = WRONG).statusCode()) }
            login(server)
        }
    }

    @Test
    fun `parallel guesses do not exceed the limit`() {
        val checked = AtomicInteger()
        serve({ _, _ -> Thread.sleep(50); checked.incrementAndGet() < 0 }) { server ->
            val guesses = List(40) {
                client.sendAsync(build(server, "/login", form = WRONG), HttpResponse.BodyHandlers.discarding())
            }
            CompletableFuture.allOf(*guesses.toTypedArray()).join()
            assertEquals(5, checked.get())
            assertEquals(35, guesses.count { it.join().statusCode() == 429 })
        }
    }

    @Test
    fun `guesses are limited per address, whatever the user`() = serve { server ->
        repeat(60) { assertEquals(401, request(server, "/login", form = "user=u$it&password=wrong").statusCode()) }
        val limited = request(server, "/login", form = RIGHT)
        assertEquals(429, limited.statusCode())
        assertEquals("300", limited.headers().firstValue("Retry-After").get())
        clock += Duration.ofMinutes(5)
        login(server)
    }

    @Test
    fun `a session ends when it is idle, when it is old, and at the next login`() = serve { server ->
        fun status(cookie: String) = request(server, "/usersig", cookie = cookie).statusCode()
        val idle = login(server)
        clock += Duration.ofMinutes(29)
        assertEquals(200, status(idle))
        clock += Duration.ofMinutes(29)
        assertEquals(200, status(idle))
        clock += Duration.ofMinutes(30)
        assertEquals(401, status(idle))

        val old = login(server)
        repeat(35) {
            clock += Duration.ofMinutes(20)
            assertEquals(200, status(old))
        }
        clock += Duration.ofMinutes(20)
        assertEquals(401, status(old))

        val (first, second) = login(server) to login(server)
        assertEquals(401, status(first))
        assertEquals(200, status(second))
    }

    @Test
    fun `logging out ends the session`() = serve { server ->
        val cookie = login(server)
        val logout = send(build(server, "/logout", cookie = cookie, method = "POST"))
        assertEquals(204, logout.statusCode())
        assertTrue(logout.headers().firstValue("Set-Cookie").get().startsWith("$COOKIE=; Max-Age=0;"))
        assertEquals(401, request(server, "/usersig", cookie = cookie).statusCode())
    }

    @Test
    fun `the session cookie is found by its name among others`() = serve { server ->
        val cookie = login(server)
        val value = cookie.substringAfter('=')
        for (good in listOf("a=b; $cookie", "$cookie;c=d", "x$COOKIE=1; $cookie; a")) {
            assertEquals(200, request(server, "/usersig", cookie = good).statusCode(), good)
        }
        for (bad in listOf("", value, "x$cookie", "session=$value", "$COOKIE=", "$cookie; $COOKIE=other", "a=$cookie")) {
            assertEquals(401, request(server, "/usersig", cookie = bad).statusCode(), bad)
        }
    }

    @Test
    fun `the password check is for one user and one password`() {
        val check = UserSigServer.onlyUser("xiaojun", "p&w")
        assertTrue(check.test("xiaojun", "p&w"))
        for ((user, password) in listOf("xiaojun" to "p&v", "xiaojun" to "", "bob" to "p&w", "" to "")) {
            assertFalse(check.test(user, password))
        }
    }

    @Test
    fun `a bug in the application shows nothing to the client and no text in the log`() {
        val logged = CopyOnWriteArrayList<String>()
        val handler = object : Handler() {
            override fun publish(record: LogRecord) {
                logged += "${record.message} ${record.thrown}"
            }

            override fun flush() = Unit

            override fun close() = Unit
        }
        val logger = Logger.getLogger("UserSigServer")
        logger.addHandler(handler)
        try {
            serve({ _, password -> throw IllegalArgumentException("no user with $password") }) { server ->
                val response = request(server, "/login", form = RIGHT)
                assertEquals(500, response.statusCode())
                assertEquals("", response.body())
            }
        } finally {
            logger.removeHandler(handler)
        }
        assertEquals(listOf("java.lang.IllegalArgumentException null"), logged)
    }

    private companion object {
        init {
            // Seconds that a client may take to send a request: the server's own 5 make a slow test.
            System.setProperty("sun.net.httpserver.maxReqTime", "1")
        }
    }
}
