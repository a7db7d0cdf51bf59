package io.github.usersig.callsites;

/** The application of all tokens here. */
public class Expected {
    public static final int APP = 1400000000;
    public static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
}
