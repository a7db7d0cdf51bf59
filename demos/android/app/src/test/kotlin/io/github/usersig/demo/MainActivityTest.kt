package io.github.usersig.demo

import android.app.Application
import android.content.pm.ApplicationInfo
import android.os.Bundle
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.EditText
import android.widget.TextView
import com.tencent.trtc.debug.GenerateTestUserSig
import io.github.usersig.Expectation
import io.github.usersig.SecretKey
import io.github.usersig.Verifier
import io.github.usersig.testing.GuardProvider
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

private const val KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

/** What the Android Gradle plugin generates for the demo. */
object BuildConfig {
    @JvmField
    val USERSIG_SDKAPPID = 1_400_000_000

    @JvmField
    val USERSIG_SECRETKEY = KEY
}

/** The demo and usersig-testing in Android's own framework, as Robolectric runs it on the JVM. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], manifest = Config.NONE)
class MainActivityTest {
    private val app: Application = RuntimeEnvironment.getApplication()

    @Before
    fun `it is the demo's debug build`() {
        app.applicationInfo.className = "io.github.usersig.demo.App"
        app.applicationInfo.flags = app.applicationInfo.flags or ApplicationInfo.FLAG_DEBUGGABLE
    }

    private fun startProvider() = Robolectric.buildContentProvider(GuardProvider::class.java).create()

    private fun views(root: View): List<View> =
        if (root is ViewGroup) (0 until root.childCount).flatMap { views(root.getChildAt(it)) } else listOf(root)

    @Test
    fun `a UserSig appears, is genuine, and is explained`() {
        startProvider()
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        val views = views(activity.findViewById(android.R.id.content))
        val (userId, token) = views.filterIsInstance<EditText>()
        val (generate, explain) = views.filterIsInstance<Button>()
        val output = views.filterIsInstance<TextView>().last()

        userId.setText("张三")
        generate.performClick()
        val made = token.text.toString()
        assertTrue(output.text.toString(), output.text.contains("UserID: 张三"))
        SecretKey(KEY).use { key ->
            Verifier(1_400_000_000, key).use {
                assertTrue(it.verify(made, Expectation("张三")).isValid)
            }
        }

        explain.performClick()
        assertTrue(output.text.toString(), output.text.startsWith("Valid for 张三"))
        userId.setText("mallory")
        explain.performClick()
        assertTrue(output.text.toString(), output.text.contains("70013"))
        token.setText(made.dropLast(10))
        explain.performClick()
        assertTrue(output.text.toString(), output.text.contains("Rejected"))
    }

    @Test
    fun `the drop-in class reads BuildConfig's fields`() {
        startProvider()
        assertEquals(1_400_000_000, GenerateTestUserSig.SDKAPPID)
        SecretKey(KEY).use { key ->
            Verifier(1_400_000_000, key).use {
                assertTrue(it.verify(GenerateTestUserSig.genTestUserSig("xiaojun"), Expectation("xiaojun")).isValid)
            }
        }
    }

    @Test
    fun `a release build does not start, and says why`() {
        app.applicationInfo.flags = app.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE.inv()
        val error = assertThrows(IllegalStateException::class.java) { startProvider() }
        for (part in listOf(app.packageName, "not debuggable", "debugImplementation", "ALLOW_IN_RELEASE")) {
            assertTrue(error.message, error.message!!.contains(part))
        }
    }

    @Test
    fun `a release build that says so in its manifest starts`() {
        app.applicationInfo.flags = app.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE.inv()
        shadowOf(app.packageManager).getInternalMutablePackageInfo(app.packageName).applicationInfo!!.metaData =
            Bundle().apply { putBoolean("io.github.usersig.testing.ALLOW_IN_RELEASE", true) }
        startProvider()
    }
}
