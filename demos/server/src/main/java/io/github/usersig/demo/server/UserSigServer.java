package io.github.usersig.demo.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.usersig.SecretKey;
import io.github.usersig.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * A server that signs UserSigs for users who have logged in.
 *
 * <pre>
 * POST /login    user=…&amp;password=…    204 and a session cookie, or 401
 * GET  /usersig  with the cookie       200 {"sdkAppId":…,"userId":"…","userSig":"…","validitySeconds":…}, or 401
 * </pre>
 *
 * <p>Two things make it safe. The secret key is read from the environment and stays here. The UserID comes from
 * the session and never from the request: a server that signs the name it is asked for hands out every account.
 */
public final class UserSigServer implements AutoCloseable {
    /** Short, because a client can always ask again; a leaked token dies soon. */
    static final Duration VALIDITY = Duration.ofHours(24);

    private final HttpServer http;
    private final Signer signer;
    private final BiPredicate<String, String> passwords;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param port the port on the loopback address, 0 for any that is free
     * @param passwords says whether a user's password is right; yours asks your user database
     */
    public UserSigServer(int port, Signer signer, BiPredicate<String, String> passwords) throws IOException {
        this.signer = signer;
        this.passwords = passwords;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/login", this::login);
        http.createContext("/usersig", this::userSig);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private void login(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String user = form.getOrDefault("user", "");
        if (!exchange.getRequestMethod().equals("POST") || !passwords.test(user, form.getOrDefault("password", ""))) {
            answer(exchange, 401, "");
            return;
        }
        byte[] id = new byte[32];
        random.nextBytes(id);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        sessions.put(session, user);
        exchange.getResponseHeaders().set("Set-Cookie", "session=" + session + "; HttpOnly; SameSite=Strict; Path=/");
        answer(exchange, 204, "");
    }

    private void userSig(HttpExchange exchange) throws IOException {
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        String user = cookie == null ? null : sessions.get(cookie.replaceFirst("^session=", ""));
        if (user == null) {
            answer(exchange, 401, "");
            return;
        }
        // A legal UserID and a token have no character that JSON would escape.
        answer(exchange, 200, String.format(
                "{\"sdkAppId\":%d,\"userId\":\"%s\",\"userSig\":\"%s\",\"validitySeconds\":%d}",
                signer.getSdkAppId(), user, signer.sign(user, VALIDITY), VALIDITY.getSeconds()));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                fields.put(
                        URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        signer.close();
    }

    public static void main(String[] arguments) throws IOException {
        Signer signer;
        try (SecretKey key = new SecretKey(environment("USERSIG_SECRET_KEY"))) {
            signer = new Signer(Long.parseLong(environment("USERSIG_SDKAPPID")), key);
        }
        String password = environment("DEMO_PASSWORD");
        // The demo's only user. The rest of the file is what a real server does.
        UserSigServer server = new UserSigServer(8080, signer, (user, given) ->
                user.equals("xiaojun") && given.equals(password));
        System.out.println("http://localhost:" + server.port());
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), "set the environment variable " + name);
    }
}
