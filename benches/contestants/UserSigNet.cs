using System;
using UserSig;

/// <summary>A contestant of scripts/bench: usersig as the NuGet package has it.</summary>
sealed class UserSigNet : Contestant
{
    private static readonly long Now = long.Parse(Environment.GetEnvironmentVariable("BENCH_NOW"));

    private readonly Signer signer;
    private readonly Verifier verifier;

    private UserSigNet()
    {
        using (var key = new SecretKey(Key))
        {
            signer = new Signer(SdkAppId, key);
            verifier = new Verifier(SdkAppId, key);
        }
    }

    protected override string MakeToken(string userId)
    {
        return signer.Sign(userId, TimeSpan.FromSeconds(Expire));
    }

    protected override Func<string> Work(string operation, string token)
    {
        TimeSpan validity = TimeSpan.FromSeconds(Expire);
        switch (operation)
        {
            case "empty": return () => Must(ServiceCode.LibraryVersion.Length > 0);
            case "sign": return () => signer.Sign(UserId, validity);
            case "sign-at": return () => signer.Sign(new SignRequest(UserId, Expire, Now));
            // A server makes a request for each user and room.
            case "room": return () => signer.Sign(new SignRequest(UserId, Expire, contents: Contents.PrivateMapKey(Room.FromNumber(10000), Privileges.All)));
            case "verify": return () => Must(verifier.Verify(token, new Expectation(UserId, Now)).IsValid);
            case "sign-p256":
            case "sign-secp256k1":
                using (PrivateKey key = PrivateKey.FromPem(Pem(operation.Substring(5), "PRIVATE")))
                {
                    var own = new Signer(SdkAppId, key);
                    return () => own.Sign(UserId, validity);
                }
            case "verify-p256":
            case "verify-secp256k1":
                using (PublicKey key = PublicKey.FromPem(Pem(operation.Substring(7), "PUBLIC")))
                {
                    var other = new Verifier(SdkAppId, key);
                    return () => Must(other.Verify(token, new Expectation(UserId)).IsValid);
                }
            default: return null;
        }
    }

    static void Main()
    {
        new UserSigNet().Run();
    }
}
