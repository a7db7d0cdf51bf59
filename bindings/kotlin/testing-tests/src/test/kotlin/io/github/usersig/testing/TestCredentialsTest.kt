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
        override val isDebuggable: Boolean = true,
        override val allowsRelease: Boolean = false,
        val buildConfig: Map<String, String> = mapOf(),
        val resources: Map<String, String> = mapOf(),
    ) : HostApp {
        override val packageName = "com.example.app"

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
        assertEquals(1, TestCredentials.sdkAppId(3))
        assertEquals("from BuildConfig", TestCredentials.secretKey("constant"))

        TestCredentials.host = FakeApp(resources = resources)
        assertEquals(2, TestCredentials.sdkAppId(3))
        assertEquals("from a property", TestCredentials.secretKey("constant"))

        TestCredentials.host = FakeApp()
        assertEquals(3, TestCredentials.sdkAppId(3))
        assertEquals("constant", TestCredentials.secretKey("constant"))
    }

    @Test
    fun `a property that nobody set leaves the constant`() {
        TestCredentials.host = FakeApp(resources = mapOf("usersig_sdkappid" to "0", "usersig_secretkey" to ""))
        assertEquals(3, TestCredentials.sdkAppId(3))
        assertEquals("constant", TestCredentials.secretKey("constant"))
    }

    @Test
    fun `the upper half of the SDKAppIDs fits Java's int`() {
        TestCredentials.host = FakeApp(buildConfig = mapOf("USERSIG_SDKAPPID" to "4294967295"))
        val id = TestCredentials.sdkAppId(0)
        val token = io.github.usersig.UserSig.inspectUnverified(TestCredentials.sign(id, KEY, "bob", 60))
        assertEquals(4294967295, token.sdkAppId)
    }

    @Test
    fun `a number that is none is an error that says so`() {
        TestCredentials.host = FakeApp(buildConfig = mapOf("USERSIG_SDKAPPID" to "my app"))
        val error = assertThrows(IllegalStateException::class.java) { TestCredentials.sdkAppId(3) }
        assertTrue(error.message!!.contains("my app"))
    }

    @Test
    fun `a release build is stopped with the reason, the way out and no key`() {
        val app = FakeApp(isDebuggable = false, buildConfig = mapOf("USERSIG_SECRETKEY" to KEY))
        TestCredentials.host = app
        for (call in listOf<() -> Any>(
            { TestCredentials.guard(app) },
            { TestCredentials.sdkAppId(1) },
            { TestCredentials.secretKey("") },
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
        assertEquals(3, TestCredentials.sdkAppId(3))
    }

    @Test
    fun `without credentials the error names what to set`() {
        val error = assertThrows(IllegalStateException::class.java) { GenerateTestUserSig.genTestUserSig("bob") }
        assertTrue(error.message!!.contains("USERSIG_SDKAPPID"))
        assertTrue(
            assertThrows(IllegalStateException::class.java) { TestCredentials.sign(1, "", "bob", 60) }
                .message!!.contains("USERSIG_SECRETKEY"),
        )
        assertEquals(0, GenerateTestUserSig.SDKAPPID)
        assertEquals(604800, GenerateTestUserSig.EXPIRETIME)
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
            { TestCredentials.sdkAppId(1) },
            { TestCredentials.secretKey(KEY) },
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
        assertEquals(3, TestCredentials.sdkAppId(3))
        assertEquals(KEY, TestCredentials.secretKey(KEY))
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
        assertEquals(3, TestCredentials.sdkAppId(3))
        assertEquals(KEY, TestCredentials.secretKey(KEY))
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
            assertTrue(app.isDebuggable)
        }
        assertFalse(AndroidHostApp(FakeContext("x.y", isDebug = false)).isDebuggable)
    }
}
