using tencentyun;

/// <summary>A server with the class of the package and of its repository.</summary>
internal class LoginController
{
    private readonly TLSSigAPIv2 api;

    internal LoginController(int sdkAppId, string key)
    {
        api = new TLSSigAPIv2(sdkAppId, key);
    }

    internal string UserSig(string user) => api.genUserSig(user, 86400);

    internal string UserSigForHalfAYear(string user) => api.genUserSig(user);

    // The name that the package on the registry and the README have.
    internal string Sig(string user) => api.GenSig(user);

    internal string Named(string user) => api.GenSig(identifier: user, expire: 3600);

    internal string WithUserBuf(string user, byte[] bytes) => api.GenSigWithUserBuf(user, 86400, bytes);

    internal string PrivateMapKey(string user, uint room) => api.genPrivateMapKey(user, 86400, room, 255);

    internal string PrivateMapKey(string user, string room) => api.genPrivateMapKeyWithStringRoomID(user, 86400, room, 42);

    internal string OwnRecord(string user) => api.GenSigWithUserBuf(user, 86400, api.genUserBuf(user, 10000, 86400, 255, 0, ""));

    internal string OlderRecord(string user) => api.GenSigWithUserBuf(user, 86400, api.GetUserBuf(user, 10000, 86400, 255, 0));
}
