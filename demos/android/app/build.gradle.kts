plugins {
    id("com.android.application") version "8.9.0"
    id("org.jetbrains.kotlin.android") version "2.1.21"
}

android {
    namespace = "io.github.usersig.demo"
    compileSdk = 35

    defaultConfig {
        applicationId = "io.github.usersig.demo"
        minSdk = 21
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }

    buildTypes {
        debug {
            // From ~/.gradle/gradle.properties, so that nobody commits a key:
            //   usersig.sdkappid=1400000000
            //   usersig.secretkey=…
            resValue("string", "usersig_sdkappid", providers.gradleProperty("usersig.sdkappid").getOrElse("0"))
            resValue("string", "usersig_secretkey", providers.gradleProperty("usersig.secretkey").getOrElse(""))
        }
    }

    compileOptions {
        isCoreLibraryDesugaringEnabled = true // java.time below Android 8
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    kotlinOptions {
        jvmTarget = "11"
    }

    // The demo signs inside the app, which is for debug builds only: it has no release build.
    androidComponents.beforeVariants(androidComponents.selector().withBuildType("release")) { it.enable = false }
}

dependencies {
    implementation("io.github.usersig:usersig-android:0.1.0")
    debugImplementation("io.github.usersig:usersig-testing:0.1.0")
    coreLibraryDesugaring("com.android.tools:desugar_jdk_libs:2.1.5")
}
