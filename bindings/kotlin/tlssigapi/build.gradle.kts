plugins {
    `java-library`
}

dependencies {
    api(project(":usersig-jvm"))
}
