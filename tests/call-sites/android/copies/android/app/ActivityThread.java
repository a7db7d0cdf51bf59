package android.app;

/** Before the framework's class on the class path: the application that the copied files see. */
public class ActivityThread {
    public static Application application;

    public static Application currentApplication() {
        return application;
    }
}
