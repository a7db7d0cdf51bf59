package io.github.usersig.testing

import android.content.Context
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager

/** What this library asks of the application it is in. */
internal interface HostApp {
    val packageName: String

    /** Whether it is a debug build. */
    val isDebuggable: Boolean

    /** Whether its manifest says that this library may be in a release build. */
    val allowsRelease: Boolean

    /** A field of the application's BuildConfig. */
    fun buildConfig(field: String): String?

    /** A string resource of the application. */
    fun resource(name: String): String?
}

internal class AndroidHostApp(private val context: Context) : HostApp {
    override val packageName: String get() = context.packageName

    override val isDebuggable: Boolean
        get() = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0

    override val allowsRelease: Boolean
        get() = context.packageManager
            .getApplicationInfo(context.packageName, PackageManager.GET_META_DATA)
            .metaData?.getBoolean(ALLOW_IN_RELEASE) == true

    override fun buildConfig(field: String): String? {
        // BuildConfig is in the manifest's namespace. The application's ID is the same, or has a suffix more.
        val start = context.applicationInfo.className?.substringBeforeLast('.')
        val candidates = listOfNotNull(start) + generateSequence(context.packageName) { parent(it) }
        for (candidate in candidates) {
            try {
                val type = Class.forName("$candidate.BuildConfig", false, context.classLoader)
                return type.getField(field).get(null)?.toString()
            } catch (_: ClassNotFoundException) {
                continue
            } catch (_: NoSuchFieldException) {
                continue
            }
        }
        return null
    }

    private fun parent(name: String): String? = name.substringBeforeLast('.', "").takeIf { it.isNotEmpty() }

    override fun resource(name: String): String? {
        val id = context.resources.getIdentifier(name, "string", context.packageName)
        return if (id == 0) null else context.resources.getString(id)
    }

    private companion object {
        const val ALLOW_IN_RELEASE = "io.github.usersig.testing.ALLOW_IN_RELEASE"
    }
}
