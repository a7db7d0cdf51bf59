package io.github.usersig.testing;

import android.content.Context;
import android.content.pm.ApplicationInfo;
import android.content.pm.PackageManager;
import android.os.Bundle;

final class AndroidHostApp implements HostApp {
    private static final String ALLOW_IN_RELEASE = "io.github.usersig.testing.ALLOW_IN_RELEASE";

    private final Context context;

    AndroidHostApp(Context context) {
        this.context = context;
    }

    @Override
    public String packageName() {
        return context.getPackageName();
    }

    @Override
    public boolean isDebuggable() {
        return (context.getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0;
    }

    @Override
    public boolean allowsRelease() {
        try {
            Bundle metaData = context.getPackageManager()
                    .getApplicationInfo(context.getPackageName(), PackageManager.GET_META_DATA)
                    .metaData;
            return metaData != null && metaData.getBoolean(ALLOW_IN_RELEASE);
        } catch (PackageManager.NameNotFoundException e) {
            throw new IllegalStateException("Android does not know the application that is running", e);
        }
    }

    @Override
    public String buildConfig(String field) {
        // BuildConfig is in the manifest's namespace. The application's ID is the same, or has a suffix more.
        String application = context.getApplicationInfo().className;
        String value = application == null ? null : buildConfig(parent(application), field);
        for (String name = context.getPackageName(); value == null && !name.isEmpty(); name = parent(name)) {
            value = buildConfig(name, field);
        }
        return value;
    }

    private String buildConfig(String packageName, String field) {
        try {
            Class<?> type = Class.forName(packageName + ".BuildConfig", false, context.getClassLoader());
            Object value = type.getField(field).get(null);
            return value == null ? null : value.toString();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }

    @Override
    public String resource(String name) {
        int id = context.getResources().getIdentifier(name, "string", context.getPackageName());
        return id == 0 ? null : context.getResources().getString(id);
    }
}
