plugins {
    alias(libs.plugins.kotlin.jvm)
    `java-library`
}

kotlin.sourceSets.main {
    kotlin.setSrcDirs(listOf("../common/kotlin", "../generated"))
}

// linux-x86-64/libusersig_uniffi.so and so on, from scripts/pack kotlin.
sourceSets.main {
    resources.setSrcDirs(listOf("../../../target/kotlin/natives"))
}

tasks.processResources {
    from("../consumer-rules.pro") { into("META-INF/proguard") }
}

dependencies {
    api(libs.kotlin.stdlib)
    api(libs.jna)
}
