/// <summary>A server with the class of the fork, whose namespace is another one; its SDKAppID may be a number without a sign.</summary>
internal static class ForkServer
{
    internal static string UserSig(uint sdkAppId, string key, string user)
    {
        var api = new tencentcloud.TLSSigAPIv2(sdkAppId, key);
        return api.genUserSig(user, 180 * 86400);
    }

    internal static string PrivateMapKey(string key, string user)
    {
        return new tencentcloud.TLSSigAPIv2(1400000000, key).genPrivateMapKey(user, 3600, 10000u, 255u);
    }
}
