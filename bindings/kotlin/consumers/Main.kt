// What an application of any Kotlin since 1.6.10 writes; bindings/kotlin/consumers/check compiles it with several compilers.
import io.github.usersig.Contents
import io.github.usersig.ErrorKind
import io.github.usersig.Expectation
import io.github.usersig.Expected
import io.github.usersig.Finding
import io.github.usersig.Language
import io.github.usersig.Privilege
import io.github.usersig.Room
import io.github.usersig.SecretKey
import io.github.usersig.SignRequest
import io.github.usersig.Signer
import io.github.usersig.TokenVersion
import io.github.usersig.UserIdRule
import io.github.usersig.UserSig
import io.github.usersig.UserSigException
import io.github.usersig.Verification
import io.github.usersig.Verifier
import java.time.Duration

private fun shown(contents: Contents): String = when (contents) {
    Contents.None -> "nothing"
    is Contents.Userbuf -> "${contents.bytes.size} bytes"
    is Contents.Room -> when (val room = contents.room) {
        is Room.Number -> "room ${room.number}"
        is Room.Name -> "room ${room.name}"
    }
}

private fun shown(version: TokenVersion): String = when (version) {
    TokenVersion.V1_PLAIN -> "1.0 plain"
    TokenVersion.V1 -> "1.0"
    TokenVersion.V2 -> "2.0"
}

private fun why(result: Verification): String = when (result) {
    is Verification.Valid -> shown(result.token.version)
    is Verification.Rejected -> result.findings.map(Finding::serviceCode).toString()
}

fun main() {
    SecretKey("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e").use { key ->
        val signer = Signer(1400000000, key)
        val verifier = Verifier(1400000000, key)
        val room = Contents.Room(Room.Name("lesson-7"), setOf(Privilege.ENTER_ROOM, Privilege.RECEIVE_AUDIO))
        val request = SignRequest("xiaojun", Duration.ofHours(2), contents = room, userIdRule = UserIdRule.TRTC)
        val login = Expectation("xiaojun", maxValidity = Duration.ofDays(7), contents = Expected.NoUserbuf)
        val plain = signer.sign("xiaojun", UserSig.CLIENT_VALIDITY_SECONDS)
        check(why(verifier.verify(plain, login)) == "2.0")
        check(why(verifier.verify(plain, Expectation("mallory"))) == "[70013]")
        check(verifier.verify(signer.sign(request), login.withContents(Expected.Any)).isValid)
        check(signer.signMany(listOf("a", "b"), 60).size == 2)
        check(UserSig.inspectUnverified(plain).sdkAppId == 1400000000L)
        check(UserSig.explain("70013", Language.CHINESE).isNotEmpty())
        check(verifier.diagnose("\"$plain\"", login).causes.first().id == "quoted")
        try {
            signer.sign("", 60)
            error("an empty UserID was signed")
        } catch (e: UserSigException.InvalidInput) {
            check(e.kind == ErrorKind.USERID)
        }
        println("Kotlin ${KotlinVersion.CURRENT}: ${shown(room)}, ${Privilege.values().size} privileges")
        signer.close()
        verifier.close()
    }
}
