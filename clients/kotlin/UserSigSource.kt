// Keeps a UserSig that is valid, from your server (usersig-serve or one with the same interface). No key is here.
// Needs kotlinx-coroutines; org.json is part of Android.
//
//   val source = UserSigSource("https://usersig.example.com/v1/usersig") { mapOf("Authorization" to "Bearer ${session.jwt}") }
//   V2TIMManager.getInstance().login(userId, source.get().userSig, callback)
//   // in onUserSigExpired and where a call fails: null means that the code is not about an expired UserSig
//   val renewed = source.rejected(code, userSig)
package io.github.usersig.client

import java.io.IOException
import java.net.HttpURLConnection
import java.net.URL
import kotlin.random.Random
import kotlinx.coroutines.*
import org.json.JSONObject

/** A token. `refreshAt` and `endsAt` are by this device's clock, in milliseconds. */
class UserSig(val userSig: String, val userId: String, val sdkAppId: Long, val refreshAt: Long, val endsAt: Long)

/** `headers` says who asks: what your server knows the user by. It is called for each attempt. */
class UserSigSource(private val url: String, private val headers: suspend () -> Map<String, String>) {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    private var token: UserSig? = null
    private var pending: Deferred<UserSig>? = null
    private var timer: Job? = null

    /** Returns the token, fetched if there is none or it has expired. Throws when the server cannot be reached or rejects the user. */
    suspend fun get(): UserSig {
        val current = synchronized(this) { token }
        if (current == null || System.currentTimeMillis() >= current.endsAt) return renew().await()
        // Until its end the old one is good, so nobody waits.
        if (System.currentTimeMillis() >= current.refreshAt) renew()
        return current
    }

    /** Returns a new token if the service's code says that this one has expired, otherwise null. */
    suspend fun rejected(code: Int, userSig: String): UserSig? {
        if (code != 70001 && code != -70001 && code != 6206) return null
        // Another caller may have renewed it meanwhile.
        val other = synchronized(this) { token?.takeIf { it.userSig != userSig } }
        return other ?: renew().await()
    }

    /** Forgets the token: when the user logs out. */
    fun close() = synchronized(this) { token = null; pending = null; scope.coroutineContext.cancelChildren() }

    /** One request for all who wait. */
    private fun renew(): Deferred<UserSig> = synchronized(this) {
        pending ?: scope.async {
            val mine = coroutineContext[Job]
            try { fetch().also { keep(it, mine) } } finally { synchronized(this@UserSigSource) { if (pending === mine) pending = null } }
        }.also { pending = it }
    }

    private fun keep(new: UserSig, by: Job?) = synchronized(this) {
        // Not for a user who has logged out meanwhile.
        if (pending !== by) return@synchronized
        token = new
        timer?.cancel()
        timer = scope.launch { delay(new.refreshAt - System.currentTimeMillis()); renew() }
    }

    private suspend fun fetch(): UserSig {
        for (attempt in 0..5) {
            var retryAfter: Long? = null
            try {
                val connection = URL(url).openConnection() as HttpURLConnection
                connection.connectTimeout = 10_000; connection.readTimeout = 10_000; connection.doOutput = true
                (headers() + ("Content-Type" to "application/json")).forEach(connection::setRequestProperty)
                connection.outputStream.use { it.write("{}".toByteArray()) }
                val status = connection.responseCode
                if (status == 200) return parse(connection.inputStream.use { it.readBytes().decodeToString() }, connection.date)
                if (status in 400..499 && status != 408 && status != 429) throw IllegalStateException("no UserSig: status $status")
                retryAfter = connection.getHeaderField("Retry-After")?.toLongOrNull()
            } catch (error: IOException) { if (attempt == 5) throw error }
            // 1 s, 2 s, 4 s … with jitter, so that clients do not come back together; or what the server says.
            if (attempt < 5) delay(retryAfter?.times(1000) ?: ((1000 shl attempt) * Random.nextDouble(0.5, 1.0)).toLong())
        }
        throw IOException("no UserSig: the server cannot sign at the moment")
    }
}

/** This device's clock may be wrong: the server's is in the header Date. */
private fun parse(text: String, date: Long): UserSig {
    val json = JSONObject(text)
    val offset = if (date == 0L) 0 else System.currentTimeMillis() - date
    val (refreshAfter, end) = listOf("refresh_after", "expires_at").map { json.getLong(it) * 1000 + offset }
    val refreshAt = refreshAfter + ((end - refreshAfter) / 2 * Random.nextDouble()).toLong()
    return UserSig(json.getString("user_sig"), json.getString("user_id"), json.getLong("sdk_app_id"), refreshAt, end)
}
