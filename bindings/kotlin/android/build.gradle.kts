plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "io.github.usersig"
    compileSdk = 35
    defaultConfig {
        minSdk = 21
        consumerProguardFiles("../consumer-rules.pro")
    }
    sourceSets["main"].apply {
        java.setSrcDirs(listOf("../jni/java"))
        kotlin.setSrcDirs(listOf("../common/kotlin", "../jni/kotlin"))
        // From scripts/pack jvm, which makes the AAR without Gradle too.
        jniLibs.setSrcDirs(listOf("../../../target/kotlin/android/usersig-android/jni"))
        manifest.srcFile("AndroidManifest.xml")
    }
}

dependencies {
    api(libs.kotlin.stdlib)
}
