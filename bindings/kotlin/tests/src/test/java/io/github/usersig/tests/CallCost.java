package io.github.usersig.tests;

import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import io.github.usersig.Verifier;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What a call costs through JNA: time and Java objects. Run by scripts/bench-kotlin, beside the same in Rust. */
public final class CallCost {
    /** Few a run, so that one run in many is disturbed by nothing. */
    private static final int CALLS = 500;
    private static Object sink;

    private CallCost() {}

    public static void main(String[] arguments) {
        Instant now = Instant.ofEpochSecond(1700000000L);
        Duration validity = Duration.ofDays(7);
        try (SecretKey key = new SecretKey(Vectors.SECRET);
                Signer signer = new Signer(Vectors.APP, key);
                Verifier verifier = new Verifier(Vectors.APP, key)) {
            String token = signer.sign("user_12345678", validity, now);
            report("empty", signer::getSdkAppId);
            report("sign", () -> signer.sign("user_12345678", validity, now));
            report("verify", () -> verifier.verify(token, "user_12345678", now));
        }
    }

    private static void report(String name, Supplier<Object> call) {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long best = Long.MAX_VALUE;
        long bytes = 0;
        for (int run = 0; run < 400; run++) {
            long allocated = threads.getThreadAllocatedBytes(thread);
            // The thread's own time: what the machine does besides is not counted.
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                sink = call.get();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / CALLS);
            bytes = (threads.getThreadAllocatedBytes(thread) - allocated) / CALLS;
        }
        System.out.printf("kotlin %-7s %7d ns %6d bytes of Java objects%n", name, best, bytes);
    }
}
