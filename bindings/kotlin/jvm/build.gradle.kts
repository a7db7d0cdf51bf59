plugins {
    alias(libs.plugins.kotlin.jvm)
    `java-library`
}

kotlin.sourceSets.main {
    kotlin.setSrcDirs(listOf("../common/kotlin", "../jni/kotlin"))
}

// linux-x86-64/libusersig_jni.so and so on, from scripts/pack jvm.
sourceSets.main {
    java.setSrcDirs(listOf("../jni/java"))
    resources.setSrcDirs(listOf("../../../target/kotlin/natives"))
}

tasks.processResources {
    from("../consumer-rules.pro") { into("META-INF/proguard") }
}

dependencies {
    api(libs.kotlin.stdlib)
}
