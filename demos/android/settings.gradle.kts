pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
        // The AARs made from this repository.
        maven(rootDir.resolve("../../target/packages/jvm"))
    }
}

rootProject.name = "usersig-demo"
include(":app")
