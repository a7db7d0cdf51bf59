package io.github.usersig.testing;

/** What this library asks of the application it is in. */
interface HostApp {
    String packageName();

    /** Returns whether it is a debug build. */
    boolean isDebuggable();

    /** Returns whether its manifest says that this library may be in a release build. */
    boolean allowsRelease();

    /** Returns a field of the application's BuildConfig, or null. */
    String buildConfig(String field);

    /** Returns a string resource of the application, or null. */
    String resource(String name);
}
