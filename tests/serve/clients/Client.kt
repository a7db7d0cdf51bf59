// The steps of client.mjs.
import io.github.usersig.client.UserSigSource
import kotlinx.coroutines.*

fun main(arguments: Array<String>) = runBlocking {
    val source = UserSigSource(arguments[0]) { mapOf("Authorization" to "Bearer session") }
    val all = List(10) { async { source.get() } }.awaitAll()
    println("first ${all.map { it.userSig }.toSet().size}")
    val first = source.get().userSig
    println("again ${first == all[0].userSig}")
    delay(6000)
    val second = source.get().userSig
    println("refreshed ${second != first}")
    println("other ${source.rejected(70003, second)}")
    println("stale ${source.rejected(70001, first)?.userSig == second}")
    delay(1100)
    println("expired ${source.rejected(6206, second)?.userSig != second}")
    source.close()
    val stranger = UserSigSource(arguments[0]) { mapOf("Authorization" to "Bearer nobody") }
    println("stranger ${runCatching { stranger.get() }.fold({ "token" }, { "error" })}")
}
