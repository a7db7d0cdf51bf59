plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "io.github.usersig.testing"
    compileSdk = 35
    defaultConfig {
        minSdk = 21
        consumerProguardFiles("consumer-rules.pro")
    }
    sourceSets["main"].apply {
        java.setSrcDirs(listOf("src/main/java"))
        kotlin.setSrcDirs(listOf("src/main/kotlin"))
        manifest.srcFile("AndroidManifest.xml")
    }
}

dependencies {
    api(project(":usersig-android"))
}
