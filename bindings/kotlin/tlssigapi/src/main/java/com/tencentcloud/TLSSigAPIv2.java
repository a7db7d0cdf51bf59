package com.tencentcloud;

/** The same class under the name that it has in {@code com.github.tencentcloud:tls-sig-api-v2}. */
public class TLSSigAPIv2 extends com.tencentyun.TLSSigAPIv2 {
    /**
     * Never fails: with an SDKAppID or a key that cannot be used, each method throws.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param key the application's secret key, as the console shows it
     */
    public TLSSigAPIv2(long sdkappid, String key) {
        super(sdkappid, key);
    }
}
