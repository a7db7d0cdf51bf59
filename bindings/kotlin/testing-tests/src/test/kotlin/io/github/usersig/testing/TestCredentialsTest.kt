package io.github.usersig.testing

import android.content.ContextWrapper
import android.content.pm.ApplicationInfo
import com.tencent.trtc.debug.GenerateTestUserSig
import io.github.usersig.SecretKey
import io.github.usersig.Verifier
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.security.MessageDigest
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger

private const val KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

/** As Gradle writes it for an application. */
@Suppress("unused")
class BuildConfig {
    companion object {
        @JvmField val USERSIG_SDKAPPID: Int = 1400000009
    }
}

class TestCredentialsTest {
    private class FakeApp(
        private val isDebuggable: Boolean = true,
        private val allowsRelease: Boolean = false,
        private val buildConfig: Map<String, String> = mapOf(),
        private val resources: Map<String, String> = mapOf(),
    ) : HostApp {
        override fun packageName() = "com.example.app"

        override fun isDebuggable() = isDebuggable

        override fun allowsRelease() = allowsRelease

        override fun buildConfig(field: String) = buildConfig[field]

        override fun resource(name: String) = resources[name]
    }

    @AfterEach
    fun noApplication() {
        TestCredentials.host = null
    }

    @Test
    fun `BuildConfig comes first, then the resource, then the constant`() {
        val buildConfig = mapOf("USERSIG_SDKAPPID" to "1", "USERSIG_SECRETKEY" to "from BuildConfig")
        val resources = mapOf("usersig_sdkappid" to "2", "usersig_secretkey" to "from a property")

        TestCredentials.host = FakeApp(buildConfig = buildConfig, resources = resources)
        assertEquals(1, TestCredentials.number("SDKAPPID", 3))
        assertEquals("from BuildConfig", TestCredentials.text("SECRETKEY", "constant"))

        TestCredentials.host = FakeApp(resources = resources)
        assertEquals(2, TestCredentials.number("SDKAPPID", 3))
        assertEquals("from a property", TestCredentials.text("SECRETKEY", "constant"))

        TestCredentials.host = FakeApp()
        assertEquals(3, TestCredentials.number("SDKAPPID", 3))
        assertEquals("constant", TestCredentials.text("SECRETKEY", "constant"))
    }

    @Test
    fun `a property that nobody set leaves the constant`() {
        TestCredentials.host = FakeApp(resources = mapOf("usersig_sdkappid" to "0", "usersig_secretkey" to ""))
        assertEquals(3, TestCredentials.number("SDKAPPID", 3))
        assertEquals("constant", TestCredentials.text("SECRETKEY", "constant"))
    }

    @Test
    fun `the upper half of the SDKAppIDs fits Java's int`() {
        TestCredentials.host = FakeApp(buildConfig = mapOf("USERSIG_SDKAPPID" to "4294967295"))
        val id = TestCredentials.number("SDKAPPID", 0)
        val token = io.github.usersig.UserSig.inspectUnverified(TestCredentials.sign(id, KEY, "bob", 60))
        assertEquals(4294967295, token.sdkAppId)
    }

    @Test
    fun `a number that is none is an error that says so`() {
        TestCredentials.host = FakeApp(buildConfig = mapOf("USERSIG_SDKAPPID" to "my app"))
        val error = assertThrows(IllegalStateException::class.java) { TestCredentials.number("SDKAPPID", 3) }
        assertTrue(error.message!!.contains("my app"))
    }

    @Test
    fun `a release build is stopped with the reason, the way out and no key`() {
        val app = FakeApp(isDebuggable = false, buildConfig = mapOf("USERSIG_SECRETKEY" to KEY))
        TestCredentials.host = app
        for (call in listOf<() -> Any>(
            { TestCredentials.guard(app) },
            { TestCredentials.number("SDKAPPID", 1) },
            { TestCredentials.text("SECRETKEY", "") },
            { TestCredentials.sign(1, KEY, "bob", 60) },
        )) {
            val message = assertThrows(IllegalStateException::class.java) { call() }.message!!
            for (part in listOf("com.example.app", "not debuggable", "debugImplementation", "your server", "ALLOW_IN_RELEASE")) {
                assertTrue(message.contains(part), part)
            }
            assertFalse(message.contains(KEY))
        }
    }

    @Test
    fun `the manifest can opt out`() {
        TestCredentials.host = FakeApp(isDebuggable = false, allowsRelease = true)
        assertEquals(3, TestCredentials.number("SDKAPPID", 3))
    }

    /** Returns what a call logs. */
    private fun logOf(call: () -> Unit): List<String> {
        val lines = mutableListOf<String>()
        val handler = object : Handler() {
            override fun publish(record: LogRecord) {
                lines += record.message
            }

            override fun flush() = Unit

            override fun close() = Unit
        }
        val logger = Logger.getLogger("usersig")
        logger.addHandler(handler)
        try {
            call()
        } finally {
            logger.removeHandler(handler)
        }
        return lines
    }

    @Test
    fun `without credentials there is an empty text, and a line of log that names what to set`() {
        val lines = logOf {
            assertEquals("", GenerateTestUserSig.genTestUserSig("bob"))
            assertEquals("", TestCredentials.sign(1, "", "bob", 60))
            assertEquals("", GenerateTestUserSig.genTestUserSig("bob", 1, null))
        }
        assertEquals(3, lines.size)
        assertTrue(lines[0].contains("USERSIG_SDKAPPID"))
        assertTrue(lines[1].contains("USERSIG_SECRETKEY") && lines[1].contains("usersig_secretkey"))
        assertTrue(lines[2].contains("USERSIG_SECRETKEY"))
        assertEquals(0, GenerateTestUserSig.SDKAPPID)
        assertEquals(604800, GenerateTestUserSig.EXPIRETIME)
    }

    @Test
    fun `what cannot be signed is an empty text and a line of log without the key`() {
        val lines = logOf {
            assertEquals("", TestCredentials.sign(1, KEY, "", 60))
            assertEquals("", TestCredentials.sign(1, KEY, null, 60))
            assertEquals("", TestCredentials.sign(1, KEY, "bob\n", 60))
            assertEquals("", TestCredentials.sign(1, "$KEY\n", "bob", 60))
            assertEquals("", TestCredentials.sign(1, KEY, "bob", 0))
        }
        assertEquals(5, lines.size)
        for (line in lines) assertFalse(line.contains(KEY) || line.contains('\n'), line)
        assertEquals(listOf<String>(), logOf { TestCredentials.sign(1, KEY, "bob", 60) })
    }

    @Test
    fun `other constants come from the application too`() {
        TestCredentials.host = FakeApp(
            buildConfig = mapOf("USERSIG_BIZID" to "77"), resources = mapOf("usersig_cdn_domain_name" to "cdn.example.com"),
        )
        assertEquals(77, TestCredentials.number("BIZID", 0))
        assertEquals("cdn.example.com", TestCredentials.text("CDN_DOMAIN_NAME", ""))
        assertEquals("none", TestCredentials.text("PLAY_DOMAIN", "none"))
    }

    @Test
    fun `the URL of a stream is signed with MD5, and only in a debug build`() {
        val (secret, time) = Regex("\\?txSecret=([0-9a-f]{32})&txTime=([0-9A-F]+)")
            .matchEntire(TestCredentials.safeUrl("key", "stream"))!!.destructured
        val hash = MessageDigest.getInstance("MD5").digest("keystream$time".toByteArray())
        assertEquals(hash.joinToString("") { "%02x".format(it) }, secret)
        assertEquals(3600.0, time.toLong(16) - System.currentTimeMillis() / 1000.0, 5.0)

        TestCredentials.host = FakeApp(isDebuggable = false)
        assertThrows(IllegalStateException::class.java) { TestCredentials.safeUrl("key", "stream") }
    }

    @Test
    fun `a Chinese UserID is signed, for the validity and not for the SDKAppID`() {
        val sig = TestCredentials.sign(1400000000, KEY, "张三", GenerateTestUserSig.EXPIRETIME)
        val token = SecretKey(KEY).use { key ->
            Verifier(1400000000, key).use { it.verify(sig, io.github.usersig.Expectation("张三")).tokenOrThrow() }
        }
        assertEquals(604800, token.validitySeconds)
    }

    /** Runs [test] as if on Android's runtime, which is recognized by the name of its virtual machine. */
    private fun onAndroid(test: () -> Unit) {
        // Loads the native library first: its loader reads the same property, once.
        SecretKey(KEY).close()
        val name = System.getProperty("java.vm.name")
        System.setProperty("java.vm.name", "Dalvik")
        try {
            test()
        } finally {
            System.setProperty("java.vm.name", name)
        }
    }

    @Test
    fun `on Android nothing works when the manifest has removed the provider`() = onAndroid {
        for (call in listOf<() -> Any>(
            { TestCredentials.number("SDKAPPID", 1) },
            { TestCredentials.text("SECRETKEY", KEY) },
            { TestCredentials.sign(1, KEY, "bob", 60) },
        )) {
            val message = assertThrows(IllegalStateException::class.java) { call() }.message!!
            for (part in listOf("GuardProvider", "tools:node", "main process", "your server")) {
                assertTrue(message.contains(part), part)
            }
            assertFalse(message.contains(KEY))
        }
    }

    @Test
    fun `on Android a debuggable application signs`() = onAndroid {
        TestCredentials.host = FakeApp()
        assertEquals(3, TestCredentials.number("SDKAPPID", 3))
        assertEquals(KEY, TestCredentials.text("SECRETKEY", KEY))
        assertTrue(TestCredentials.sign(1, KEY, "bob", 60).isNotEmpty())
    }

    @Test
    fun `on Android a release build signs only when its manifest opts out`() = onAndroid {
        TestCredentials.host = FakeApp(isDebuggable = false)
        val error = assertThrows(IllegalStateException::class.java) { TestCredentials.sign(1, KEY, "bob", 60) }
        assertTrue(error.message!!.contains("not debuggable"))

        TestCredentials.host = FakeApp(isDebuggable = false, allowsRelease = true)
        assertTrue(TestCredentials.sign(1, KEY, "bob", 60).isNotEmpty())
    }

    @Test
    fun `on a JVM there is no application, and the constants are used`() {
        assertEquals(3, TestCredentials.number("SDKAPPID", 3))
        assertEquals(KEY, TestCredentials.text("SECRETKEY", KEY))
        assertTrue(TestCredentials.sign(1, KEY, "bob", 60).isNotEmpty())
    }

    /** The framework's own classes, with an application that is only a name. */
    private class FakeContext(private val id: String, private val isDebug: Boolean) : ContextWrapper(null) {
        override fun getPackageName() = id

        override fun getClassLoader(): ClassLoader = TestCredentialsTest::class.java.classLoader

        override fun getApplicationInfo() = ApplicationInfo().apply {
            flags = if (isDebug) ApplicationInfo.FLAG_DEBUGGABLE else 0
        }
    }

    @Test
    fun `the application's BuildConfig is found, with an ID suffix too`() {
        for (id in listOf("io.github.usersig.testing", "io.github.usersig.testing.debug")) {
            val app = AndroidHostApp(FakeContext(id, isDebug = true))
            assertEquals("1400000009", app.buildConfig("USERSIG_SDKAPPID"))
            assertNull(app.buildConfig("USERSIG_SECRETKEY"))
            assertTrue(app.isDebuggable())
        }
        assertFalse(AndroidHostApp(FakeContext("x.y", isDebug = false)).isDebuggable())
    }
}
