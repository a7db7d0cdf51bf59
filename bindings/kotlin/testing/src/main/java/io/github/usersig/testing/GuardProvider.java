package io.github.usersig.testing;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.net.Uri;

/**
 * Runs before the application's own code: hands the application to {@link TestCredentials}, and stops a release build
 * that has this library in it. It provides nothing. An application that removes it from the manifest cannot use this
 * library: {@link TestCredentials} throws while it knows no application.
 */
public class GuardProvider extends ContentProvider {
    @Override
    public boolean onCreate() {
        HostApp app = new AndroidHostApp(getContext());
        TestCredentials.guard(app);
        TestCredentials.host = app;
        return true;
    }

    @Override
    public Cursor query(Uri uri, String[] projection, String selection, String[] arguments, String order) {
        return null;
    }

    @Override
    public String getType(Uri uri) {
        return null;
    }

    @Override
    public Uri insert(Uri uri, ContentValues values) {
        return null;
    }

    @Override
    public int delete(Uri uri, String selection, String[] arguments) {
        return 0;
    }

    @Override
    public int update(Uri uri, ContentValues values, String selection, String[] arguments) {
        return 0;
    }
}
