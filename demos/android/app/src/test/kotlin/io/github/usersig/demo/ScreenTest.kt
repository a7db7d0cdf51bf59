package io.github.usersig.demo

import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.time.Instant

private const val KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

class ScreenTest {
    private var now = Instant.ofEpochSecond(1_700_000_000)
    private val screen = Screen(1_400_000_000, KEY) { now }

    @Test
    fun `generate shows the token and what is inside`() {
        val answer = screen.generate("xiaojun")
        assertTrue(answer.token!!.isNotEmpty())
        for (part in listOf("xiaojun", "1400000000", "2023-11-14T22:13:20Z", "2023-11-21T22:13:20Z", "7 d 0 h 0 min")) {
            assertTrue(answer.text, answer.text.contains(part))
        }
        assertFalse(answer.text.contains(KEY))
    }

    @Test
    fun `a UserID that cannot be signed says why`() {
        val answer = screen.generate("")
        assertNull(answer.token)
        assertTrue(answer.text, answer.text.contains("UserID is empty"))
    }

    @Test
    fun `explain says valid, and each reason when it is not`() {
        val token = screen.generate("xiaojun").token!!
        assertTrue(screen.explain(" $token\n", "xiaojun").text.startsWith("Valid for xiaojun"))
        assertTrue(screen.explain(token, "mallory").text.contains("70013"))
        assertTrue(screen.explain("", "xiaojun").text.contains("70002"))
        assertTrue(screen.explain("garbage!", "xiaojun").text.contains("Rejected"))
        assertTrue(Screen(1_400_000_000, "other") { now }.explain(token, "xiaojun").text.contains("70009"))
        now = now.plusSeconds(604_801)
        val late = screen.explain(token, "xiaojun").text
        assertTrue(late, late.contains("70001") && late.contains("What to do"))
    }

    @Test
    fun `without credentials it says so`() {
        assertTrue(Screen(0, "").generate("bob").text.contains("key is empty"))
        assertTrue(Screen(0, "key").generate("bob").text.contains("SDKAppID is 0"))
    }
}
