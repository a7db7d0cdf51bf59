package io.github.usersig.tests

import com.google.gson.JsonParser
import io.github.usersig.SecretKey
import io.github.usersig.Signer
import io.github.usersig.Verifier
import io.github.usersig.demo.server.UserSigServer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class ServerTest {
    private val client: HttpClient = HttpClient.newHttpClient()

    private fun request(server: UserSigServer, path: String, cookie: String? = null, form: String? = null): HttpResponse<String> {
        val request = HttpRequest.newBuilder(URI("http://localhost:${server.port()}$path"))
        cookie?.let { request.header("Cookie", it) }
        form?.let { request.POST(HttpRequest.BodyPublishers.ofString(it)) }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
    }

    @Test
    fun `only a user who has logged in gets a UserSig, and only their own`() {
        val key = SecretKey(Vectors.SECRET)
        UserSigServer(0, Signer(Vectors.APP, key)) { user, password -> user == "xiaojun" && password == "p&w" }.use { server ->
            assertEquals(401, request(server, "/usersig").statusCode())
            assertEquals(401, request(server, "/usersig", cookie = "session=guessed").statusCode())
            assertEquals(401, request(server, "/login", form = "user=xiaojun&password=wrong").statusCode())
            assertEquals(401, request(server, "/login").statusCode())

            val login = request(server, "/login", form = "user=xiaojun&password=p%26w")
            assertEquals(204, login.statusCode())
            val cookie = login.headers().firstValue("Set-Cookie").get()
            assertTrue(cookie.contains("HttpOnly"))

            val answer = request(server, "/usersig?user=admin", cookie = cookie.substringBefore(';'))
            assertEquals(200, answer.statusCode())
            assertEquals("no-store", answer.headers().firstValue("Cache-Control").get())
            val json = JsonParser.parseString(answer.body()).asJsonObject
            val token = json["userSig"].asString
            assertEquals("xiaojun", json["userId"].asString)
            assertTrue(Verifier(Vectors.APP, key).use { it.verify(token, io.github.usersig.Expectation("xiaojun")).isValid })
            assertFalse(answer.body().contains(Vectors.SECRET))
        }
    }
}
