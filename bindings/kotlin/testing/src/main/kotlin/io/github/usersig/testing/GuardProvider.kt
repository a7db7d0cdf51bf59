package io.github.usersig.testing

import android.content.ContentProvider
import android.content.ContentValues
import android.database.Cursor
import android.net.Uri

/**
 * Runs before the application's own code: hands the application to [TestCredentials], and stops a release build
 * that has this library in it. It provides nothing. An application that removes it from the manifest cannot use
 * this library: [TestCredentials] throws while it knows no application.
 */
public class GuardProvider : ContentProvider() {
    override fun onCreate(): Boolean {
        val app = AndroidHostApp(checkNotNull(context))
        TestCredentials.guard(app)
        TestCredentials.host = app
        return true
    }

    override fun query(u: Uri, p: Array<String>?, s: String?, a: Array<String>?, o: String?): Cursor? = null

    override fun getType(uri: Uri): String? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, arguments: Array<String>?): Int = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, arguments: Array<String>?): Int = 0
}
