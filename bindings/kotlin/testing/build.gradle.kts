plugins {
    alias(libs.plugins.android.library)
}

android {
    namespace = "io.github.usersig.testing"
    compileSdk = 35
    defaultConfig {
        minSdk = 21
        consumerProguardFiles("consumer-rules.pro")
    }
    sourceSets["main"].manifest.srcFile("AndroidManifest.xml")
}

dependencies {
    api(project(":usersig-android"))
}
