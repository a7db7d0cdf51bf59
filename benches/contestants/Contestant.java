import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** What the Java contestants share. The lines are explained in compare/src/main.rs. */
abstract class Contestant {
    static final long SDKAPPID = Long.parseLong(System.getenv("BENCH_SDKAPPID"));
    static final String KEY = System.getenv("BENCH_KEY");
    static final String USERID = System.getenv("BENCH_USERID");
    static final long EXPIRE = Long.parseLong(System.getenv("BENCH_EXPIRE"));

    /** One piece of work: a token, or null from what makes none. */
    interface Work {
        String once() throws Exception;
    }

    abstract String token(String userid);

    /** The work of an operation, or null if there is none. */
    abstract Work work(String operation, String token) throws Exception;

    static String key(String curve, String part) {
        return System.getenv("BENCH_" + curve.toUpperCase() + "_" + part);
    }

    final void run() throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        // The references print stack traces: standard output is only for replies.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("token")) {
                out.println(token(words[1]));
                continue;
            }
            Work work = work(words[0], words.length > 2 ? words[2] : "");
            if (work == null) {
                out.println("-");
                continue;
            }
            int count = Integer.parseInt(words[1]);
            String last = null;
            long allocated = threads.getThreadAllocatedBytes(thread);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                last = work.once();
            }
            long took = System.nanoTime() - start;
            allocated = threads.getThreadAllocatedBytes(thread) - allocated;
            out.println(took + " " + allocated / Math.max(count, 1) + " " + (last == null ? "-" : last));
        }
    }

    static void must(boolean right) throws IOException {
        if (!right) {
            throw new IOException("rejected");
        }
    }
}
