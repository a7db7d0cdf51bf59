using System.IO;
using tencentyun;

/// <summary>A server of an application with a key pair.</summary>
internal static class OldServer
{
    internal static string Sig(string privateKey, string user) => new TLSSigAPI(1400000000, privateKey).genSig(user);

    internal static string SigForADay(string privateKey, string publicKey, string user) =>
        new TLSSigAPI(1400000000, privateKey, publicKey).genSig(user, 86400);

    internal static long Copied(byte[] bytes)
    {
        var copy = new MemoryStream();
        TLSSigAPI.CopyStream(new MemoryStream(bytes), copy);
        TLSSigAPIv2.CopyStream(new MemoryStream(bytes), copy);
        return copy.Length;
    }
}
