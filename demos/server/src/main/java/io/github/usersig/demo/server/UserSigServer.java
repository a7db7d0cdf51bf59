package io.github.usersig.demo.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Signs UserSigs for users who have logged in.
 *
 * <pre>
 * POST /login    user=…&amp;password=…    204 and a session cookie, 401, or 429 after too many attempts
 * GET  /usersig  with the cookie       200 {"sdkAppId":…,"userId":"…","userSig":"…","validitySeconds":…}, or 401
 * POST /logout   with the cookie       204
 * </pre>
 *
 * <p>The secret key is read from the environment and stays here. The UserID comes from the session and never from the
 * request: a server that signs the name in a request gives every account to everybody. Nothing is logged but the
 * class of an unexpected exception: no key, password, session or UserSig.
 */
public final class UserSigServer implements AutoCloseable {
    /** Short, because logging out does not revoke a UserSig, and a client can always request the next one. */
    static final Duration VALIDITY = Duration.ofHours(2);

    private static final int MAX_BODY_BYTES = 4096;
    private static final int MAX_USER_LENGTH = 64;
    private static final int THREADS = 64;
    private static final String COOKIE = "__Host-session"; // Browsers reject the prefix without Secure and Path=/.
    private static final long SESSION_IDLE_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final long SESSION_LIFETIME_MILLIS = Duration.ofHours(12).toMillis();
    private static final int MAX_SESSIONS = 10_000;
    private static final long ATTEMPT_WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int MAX_ATTEMPTS_PER_USER = 5;
    private static final int MAX_ATTEMPTS_PER_ADDRESS = 60;
    private static final int MAX_ATTEMPT_KEYS = 10_000;

    static {
        // The JDK's server reads these once. In seconds: how long a client may take to send a request, and to receive
        // the response. Without them a client that stalls occupies its thread for ever.
        Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "15",
                "jdk.httpserver.maxConnections", "1000").forEach(System.getProperties()::putIfAbsent);
    }

    private final HttpServer http;
    // At most one task per connection waits in its queue, so the number of connections bounds the queue too.
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Signer signer;
    private final BiPredicate<String, String> passwords;
    private final Clock clock;
    private final Map<String, Session> sessions = new HashMap<>(); // Guarded by itself.
    private final Attempts userAttempts = new Attempts(MAX_ATTEMPTS_PER_USER);
    private final Attempts addressAttempts = new Attempts(MAX_ATTEMPTS_PER_ADDRESS);
    private final SecureRandom random = new SecureRandom();

    /**
     * Starts a server.
     *
     * @param port the port on the loopback address, 0 for any that is free
     * @param signer signs the UserSigs; closed with the server
     * @param passwords returns whether a user's password is right, in the same time for a user who does not exist;
     *     yours queries your user database
     * @param clock the time for sessions and login attempts
     */
    public UserSigServer(int port, Signer signer, BiPredicate<String, String> passwords, Clock clock) throws IOException {
        this.signer = signer;
        this.passwords = passwords;
        this.clock = clock;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /** Returns the port that the server listens on. */
    public int port() { return http.getAddress().getPort(); }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestURI().getPath()) {
                case "/login": login(exchange); break;
                case "/logout": logout(exchange); break;
                case "/usersig": userSig(exchange); break;
                default: throw new Rejection(404);
            }
        } catch (Rejection rejection) {
            rejection.headers.forEach(exchange.getResponseHeaders()::set);
            respond(exchange, rejection.status, "");
        } catch (RuntimeException failure) {
            System.getLogger("UserSigServer").log(System.Logger.Level.ERROR, failure.getClass().getName());
            respond(exchange, 500, "");
        } finally {
            exchange.close();
        }
    }

    private void login(HttpExchange exchange) throws IOException, Rejection {
        requireMethod(exchange, "POST");
        // Attempts are counted before the password is checked, so that parallel ones cannot exceed the limit.
        addressAttempts.count(address(exchange));
        Map<String, String> form = form(exchange);
        String user = form.getOrDefault("user", "");
        if (user.length() > MAX_USER_LENGTH) throw new Rejection(401);
        // Whether the user exists changes nothing up to here and in the response: nobody learns who has an account.
        userAttempts.count(user);
        if (!passwords.test(user, form.getOrDefault("password", ""))) throw new Rejection(401);
        userAttempts.forget(user);
        cookie(exchange, openSession(user), SESSION_LIFETIME_MILLIS / 1000);
        respond(exchange, 204, "");
    }

    private void logout(HttpExchange exchange) throws IOException, Rejection {
        requireMethod(exchange, "POST");
        synchronized (sessions) { sessions.remove(sessionId(exchange)); }
        cookie(exchange, "", 0);
        respond(exchange, 204, "");
    }

    private void userSig(HttpExchange exchange) throws IOException, Rejection {
        requireMethod(exchange, "GET");
        String user = sessionUser(sessionId(exchange));
        // A legal UserID and a token have no character that JSON would escape.
        respond(exchange, 200, "{\"sdkAppId\":" + signer.getSdkAppId() + ",\"userId\":\"" + user + "\",\"userSig\":\""
                + signer.sign(user, VALIDITY) + "\",\"validitySeconds\":" + VALIDITY.getSeconds() + "}");
    }

    private String openSession(String user) throws Rejection {
        byte[] id = new byte[32];
        random.nextBytes(id);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        synchronized (sessions) {
            long now = clock.millis();
            // One session per user, so that nobody can fill the table alone.
            sessions.values().removeIf(s -> s.hasExpired(now) || s.user.equals(user));
            if (sessions.size() >= MAX_SESSIONS) throw new Rejection(503, "Retry-After", "60");
            sessions.put(session, new Session(user, now));
        }
        return session;
    }

    private String sessionUser(String id) throws Rejection {
        synchronized (sessions) {
            Session session = sessions.get(id);
            long now = clock.millis();
            if (session == null || session.hasExpired(now)) {
                sessions.remove(id);
                throw new Rejection(401);
            }
            session.usedAt = now;
            return session.user;
        }
    }

    /** Returns the value of the session cookie; an empty text unless there is exactly one. */
    private static String sessionId(HttpExchange exchange) {
        List<String> found = new ArrayList<>();
        for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (String pair : header.split(";")) {
                String[] sides = pair.strip().split("=", 2);
                if (sides.length == 2 && sides[0].equals(COOKIE)) found.add(sides[1]);
            }
        }
        return found.size() == 1 ? found.get(0) : "";
    }

    private static void cookie(HttpExchange exchange, String session, long maxAgeSeconds) {
        // Secure: browsers send it over HTTPS and to localhost only. SameSite: no other site can make requests with it.
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=" + session + "; Max-Age=" + maxAgeSeconds
                + "; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    /** Returns the client's network. Behind a proxy, use the address in the header that your proxy sets instead. */
    private static String address(HttpExchange exchange) {
        byte[] address = exchange.getRemoteAddress().getAddress().getAddress();
        // One customer has a whole /64 of IPv6 addresses.
        return Arrays.toString(address.length == 16 ? Arrays.copyOf(address, 8) : address);
    }

    private static void requireMethod(HttpExchange exchange, String method) throws Rejection {
        if (!exchange.getRequestMethod().equals(method)) throw new Rejection(405, "Allow", method);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException, Rejection {
        String type = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded")) {
            throw new Rejection(415);
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) throw new Rejection(413, "Connection", "close");
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : new String(body, UTF_8).split("&")) {
                String[] sides = pair.split("=", 2);
                if (sides.length == 2) fields.put(URLDecoder.decode(sides[0], UTF_8), URLDecoder.decode(sides[1], UTF_8));
            }
        } catch (IllegalArgumentException badEscape) {
            throw new Rejection(400);
        }
        return fields;
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (body.length > 0) exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        signer.close();
    }

    private static final class Session {
        final String user;
        final long openedAt;
        long usedAt;

        Session(String user, long now) {
            this.user = user;
            openedAt = usedAt = now;
        }

        boolean hasExpired(long now) {
            return now - usedAt >= SESSION_IDLE_MILLIS || now - openedAt >= SESSION_LIFETIME_MILLIS;
        }
    }

    /** A request that fails with a status, and perhaps with a header: its name and value. */
    @SuppressWarnings("serial")
    private static final class Rejection extends Exception {
        final int status;
        final Map<String, String> headers;

        Rejection(int status, String... header) {
            super(null, null, false, false);
            this.status = status;
            headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
        }
    }

    /** Counts attempts per key: so many in each window of time. */
    private final class Attempts {
        private final int most;
        // Each is {start of the window, attempts in it}. The oldest is removed when the table is full.
        private final Map<String, long[]> windows = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
                return size() > MAX_ATTEMPT_KEYS;
            }
        };

        Attempts(int most) { this.most = most; }

        synchronized void count(String key) throws Rejection {
            long now = clock.millis();
            long[] window = windows.get(key);
            if (window == null || now - window[0] >= ATTEMPT_WINDOW_MILLIS) {
                windows.remove(key);
                windows.put(key, window = new long[] {now, 0});
            }
            if (++window[1] > most) {
                long wait = window[0] + ATTEMPT_WINDOW_MILLIS - now;
                throw new Rejection(429, "Retry-After", Long.toString((wait + 999) / 1000));
            }
        }

        synchronized void forget(String key) { windows.remove(key); }
    }

    /** Returns the check of a single user's password, which takes as long for every other user. */
    public static BiPredicate<String, String> onlyUser(String user, String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        byte[] expected = hash(password, salt);
        // Both sides of & are always computed.
        return (name, given) -> MessageDigest.isEqual(hash(given, salt), expected) & name.equals(user);
    }

    private static byte[] hash(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 600_000, 256)).getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Starts the server with one user, xiaojun: the only part that is a demo. */
    public static void main(String[] arguments) throws IOException {
        Signer signer;
        try (SecretKey key = new SecretKey(environment("USERSIG_SECRET_KEY"))) {
            signer = new Signer(Long.parseLong(environment("USERSIG_SDKAPPID")), key);
        }
        BiPredicate<String, String> passwords = onlyUser("xiaojun", environment("DEMO_PASSWORD"));
        UserSigServer server = new UserSigServer(8080, signer, passwords, Clock.systemUTC());
        System.out.println("http://localhost:" + server.port());
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), "set the environment variable " + name);
    }
}
