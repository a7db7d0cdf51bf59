package io.github.usersig.internal

import java.nio.Buffer
import java.nio.ByteBuffer

/** Reads what `record.rs` has written: its fields in their order. */
internal class Record(private val bytes: ByteArray) {
    private val buffer = ByteBuffer.wrap(bytes)

    private fun byte(): Int = buffer.get().toInt()

    private fun flag(): Boolean = byte() != 0

    private fun int(): Int = buffer.int

    private fun uint(): UInt = int().toUInt()

    fun ulong(): ULong = buffer.long.toULong()

    private fun bytes(): ByteArray = ByteArray(int()).also { buffer.get(it) }

    fun text(): String {
        val length = int()
        val text = String(bytes, buffer.position(), length, Charsets.UTF_8)
        // Java 9 gave ByteBuffer a method of its own, which Java 8 lacks. Without `as`: ProGuard 7.8 removes what that calls.
        val old: Buffer = buffer
        old.position(buffer.position() + length)
        return text
    }

    private inline fun <T> optional(read: () -> T): T? = if (flag()) read() else null

    inline fun <T> list(read: () -> T): List<T> {
        val size = count()
        return if (size == 0) emptyList() else List(size) { read() }
    }

    fun count(): Int = int()

    fun token(): Token = Token(
        Version.values()[byte()],
        text(),
        optional { uint() },
        text(),
        ulong(),
        ulong(),
        ulong(),
        optional { bytes() },
        optional { PrivateMapKey(bytes(), text(), uint(), room(), uint(), ulong()) },
        flag(),
        list { warning() },
    )

    private fun room(): Room = if (flag()) Room.Name(text()) else Room.Number(uint())

    private fun finding() = Finding(FindingKind.values()[byte()], text(), optional { uint() }, text(), text())

    private fun warning() = Warning(text(), text(), text())

    fun report(): Report = Report(flag(), optional { token() }, list { finding() }, list { warning() })

    fun diagnosis(): Diagnosis = Diagnosis(text(), text(), text())

    fun diagnoses(): Diagnoses = Diagnoses(report(), list { diagnosis() }, list { diagnosis() }, optional { text() })

    fun unverifiedDiagnoses(): UnverifiedDiagnoses =
        UnverifiedDiagnoses(list { diagnosis() }, list { diagnosis() }, optional { text() })

    fun explanation(): Explanation = Explanation(
        list { int() },
        list { text() },
        text(),
        Subject.values()[byte()],
        text(),
        text(),
        optional { text() },
    )
}
