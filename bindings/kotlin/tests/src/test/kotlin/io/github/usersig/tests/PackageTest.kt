package io.github.usersig.tests

import io.github.usersig.Signer
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not over the other transport, which is in no package. */
class PackageTest {
    @Test
    fun `what is tested is the packaged jar`() {
        val place = Signer::class.java.protectionDomain.codeSource.location.path
        assertTrue(place.endsWith(".jar"), place)
    }
}
