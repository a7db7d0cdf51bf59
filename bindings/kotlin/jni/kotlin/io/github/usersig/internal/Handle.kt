package io.github.usersig.internal

import java.lang.ref.PhantomReference
import java.lang.ref.ReferenceQueue
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

/** What can be freed before the garbage collector finds it. */
public interface Disposable {
    public fun destroy()
}

/** A Kotlin object that has a native one. [destroy] frees it, or the garbage collector does. */
public abstract class NativeObject internal constructor(kind: Kind, address: Long) : Disposable, AutoCloseable {
    internal val handle = Handle(this, kind, address)

    override fun destroy(): Unit = handle.close()

    override fun close(): Unit = destroy()
}

/** The kinds of native objects, in the order of `objects.rs`. */
internal enum class Kind(val title: String) {
    SECRET_KEY("SecretKey"),
    PRIVATE_KEY("PrivateKey"),
    PUBLIC_KEY("PublicKey"),
    SIGNER("Signer"),
    VERIFIER("Verifier"),
}

/**
 * The address of a native object, which is freed once, after the last call that uses it.
 *
 * Any number of threads may [use] it while another one closes it: calls that are inside end well and the last of them
 * frees the object; later ones throw. The state has both, so that one comparison decides: twice the number of calls
 * inside, plus one until it is closed. Two calls inside: 5; closed meanwhile: 4; they end: 2, then 0, which frees it.
 */
internal class Handle(owner: Any, private val kind: Kind, private val address: Long) :
    PhantomReference<Any>(owner, Abandoned.queue) {
    private val state = AtomicInteger(1)

    init {
        Abandoned.watched.add(this)
    }

    inline fun <R> use(call: (Long) -> R): R {
        val address = enter()
        try {
            return call(address)
        } finally {
            leave()
        }
    }

    fun enter(): Long {
        while (true) {
            val now = state.get()
            check(now and 1 == 1) { "${kind.title} object has already been destroyed" }
            if (state.compareAndSet(now, now + 2)) return address
        }
    }

    fun leave() {
        if (state.addAndGet(-2) == 0) free()
    }

    fun close() {
        while (true) {
            val now = state.get()
            if (now and 1 == 0) return
            if (state.compareAndSet(now, now - 1)) {
                if (now == 1) free()
                return
            }
        }
    }

    private fun free() {
        Abandoned.watched.remove(this)
        clear()
        Native.free(kind.ordinal, address)
    }
}

/** Closes the handles of objects that nobody has closed. Like `java.lang.ref.Cleaner`, which neither Java 8 nor Android has. */
private object Abandoned {
    val queue = ReferenceQueue<Any>()

    /** A reference that the garbage collector finds itself is never put into its queue. */
    val watched: MutableSet<Handle> = Collections.newSetFromMap(ConcurrentHashMap())

    init {
        val thread = Thread({ while (true) closeNext() }, "usersig-cleaner")
        thread.isDaemon = true
        // The class loader of whoever makes the first object need not live as long.
        thread.contextClassLoader = null
        thread.start()
    }

    private fun closeNext() {
        val found = queue.remove()
        if (found is Handle) found.close()
    }
}
