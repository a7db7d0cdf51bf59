package io.github.usersig.testing;

import io.github.usersig.callsites.CallSites;
import org.junit.jupiter.api.BeforeAll;

/** The demos' call sites over the artefact, in an application whose BuildConfig has the keys. */
class CallSitesTest extends CallSites {
    @BeforeAll
    static void application() {
        TestCredentials.host = new HostApp() {
            @Override
            public String packageName() {
                return "com.example.app";
            }

            @Override
            public boolean isDebuggable() {
                return true;
            }

            @Override
            public boolean allowsRelease() {
                return false;
            }

            @Override
            public String buildConfig(String field) {
                if (field.equals("USERSIG_SDKAPPID")) return "1400000000";
                if (field.equals("USERSIG_SECRETKEY")) return "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
                return null;
            }

            @Override
            public String resource(String name) {
                return null;
            }
        };
    }
}
