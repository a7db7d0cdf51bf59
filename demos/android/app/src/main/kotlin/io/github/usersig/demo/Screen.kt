package io.github.usersig.demo

import io.github.usersig.Expectation
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.Token
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import java.time.Duration
import java.time.Instant

/** What the screen does, without Android's views. */
class Screen(private val sdkAppId: Long, private val secretKey: String, private val clock: () -> Instant = Instant::now) {
    /** A UserSig, or none, and a text about it. */
    class Answer(val token: String?, val text: String)

    /** Makes a UserSig for a user. */
    fun generate(userId: String): Answer = answer {
        SecretKey(secretKey).use { key ->
            Signer(sdkAppId, key).use { signer ->
                val token = signer.sign(SignRequest(userId, Duration.ofDays(7), clock(), userIdRule = UserIdRule.ANY))
                Answer(token, describe(UserSig.inspectUnverified(token)))
            }
        }
    }

    /** Describes the contents of a token, and why the service would reject it for this user. */
    fun explain(token: String, userId: String): Answer = answer {
        SecretKey(secretKey).use { key ->
            Verifier(sdkAppId, key).use { verifier ->
                // A token that was copied may have line breaks around it.
                when (val result = verifier.verify(token.trim(), Expectation(userId, clock()))) {
                    is Verification.Valid -> Answer(token.trim(), "Valid for $userId.\n\n" + describe(result.token))
                    is Verification.Rejected -> Answer(null, rejection(result))
                }
            }
        }
    }

    private fun rejection(result: Verification.Rejected): String {
        val findings = result.findings.joinToString("\n\n") {
            // Only findings that the service reports too have a number.
            "${it.serviceCode ?: it.kind.id}: ${it.detail}.\nWhat to do: ${it.hint}."
        }
        val content = result.unverified?.let { "\n\nWhat it says, unverified:\n" + describe(it) }.orEmpty()
        return "Rejected.\n\n$findings$content"
    }

    private fun describe(token: Token): String = buildString {
        appendLine("UserID: ${token.userId}")
        appendLine("SDKAppID: ${token.sdkAppIdText}")
        appendLine("Issued: ${token.issuedAt}")
        appendLine("Expires: ${token.expiresAt}")
        token.privateMapKey?.let { appendLine("Room: ${it.room}, privileges: ${it.privileges.joinToString()}") }
        token.warnings.forEach { appendLine("Unusual: ${it.detail}") }
        val left = token.timeLeft(clock())
        append(if (token.isExpired(clock())) "Expired" else "Time left: ${left.toDays()} d ${left.toHours() % 24} h ${left.toMinutes() % 60} min")
    }

    private inline fun answer(make: () -> Answer): Answer =
        try {
            make()
        } catch (e: UserSigException) {
            Answer(null, e.message.orEmpty())
        }
}
