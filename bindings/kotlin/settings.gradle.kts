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
    }
}

rootProject.name = "usersig"
include(":usersig-jvm", ":usersig-android", ":usersig-testing", ":usersig-tlssigapi")
project(":usersig-jvm").projectDir = file("jvm")
project(":usersig-android").projectDir = file("android")
project(":usersig-testing").projectDir = file("testing")
project(":usersig-tlssigapi").projectDir = file("tlssigapi")
