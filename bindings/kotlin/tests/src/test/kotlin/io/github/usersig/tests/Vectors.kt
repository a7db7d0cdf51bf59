package io.github.usersig.tests

import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.io.File
import java.time.LocalDateTime
import java.time.ZoneOffset

/** The tokens that every language is tested with. */
object Vectors {
    /** The file that a system property names. */
    fun read(property: String): JsonObject = JsonParser.parseString(File(System.getProperty(property)).readText()).asJsonObject

    private val file = read("usersig.vectors")

    @JvmStatic
    val all: List<JsonObject> = file.getAsJsonArray("vectors").map { it.asJsonObject }

    @JvmStatic
    fun key(curve: String, form: String): String = file.getAsJsonObject("keys").getAsJsonObject(curve)[form].asString

    /** When a token was issued, in Unix seconds; the oldest form has a local time, read in UTC+8. */
    @JvmStatic
    fun issuedAt(vector: JsonObject): Long? {
        val text = vector.text("issued_at") ?: return null
        return text.toLongOrNull() ?: LocalDateTime.parse(text.take(19)).toEpochSecond(ZoneOffset.ofHours(8))
    }

    const val SECRET = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
    const val APP = 1400000000L
}

fun JsonObject.text(name: String): String? = this[name]?.takeUnless { it.isJsonNull }?.asString

fun JsonObject.number(name: String): Long? = this[name]?.takeUnless { it.isJsonNull }?.asLong
