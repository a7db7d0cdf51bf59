using System.IO;
using UserSig;

namespace tencentyun
{
    /// <summary>The class for applications with a key pair (version 1.0), in place of <c>tls-sig-api</c>.</summary>
    /// <remarks>
    /// What changes: a field that cannot be used is a <see cref="UserSigException"/> that says why; private keys may be PKCS#8 or SEC1; a
    /// UserID may have quotation marks. Applications with a secret key use <see cref="TLSSigAPIv2"/>.
    /// </remarks>
    public class TLSSigAPI
    {
        private readonly ServerSigner signer;

        /// <summary>Never fails: with an SDKAppID or a key that cannot be used, <see cref="genSig"/> throws.</summary>
        /// <param name="sdkappid">The application's SDKAppID.</param>
        /// <param name="priKeyContent">The private key as PEM.</param>
        /// <param name="pubKeyContent">Not used, as in the original.</param>
        public TLSSigAPI(int sdkappid, string priKeyContent, string pubKeyContent = "") =>
            signer = ServerSigner.OfPrivateKey(sdkappid, priKeyContent);

        /// <summary>Signs a UserSig.</summary>
        /// <param name="identifier">The UserID.</param>
        /// <param name="expireTime">For how many seconds it is valid; without it, 180 days.</param>
        /// <returns>The token.</returns>
        public string genSig(string identifier, int expireTime = 3600 * 24 * 180) => signer.Sign(identifier, expireTime, Contents.None);

        /// <summary>Copies a stream to another one and flushes it: what the original has in public.</summary>
        /// <param name="input">Is read to its end.</param>
        /// <param name="output">Is written to.</param>
        public static void CopyStream(Stream input, Stream output) => ServerSigner.CopyStream(input, output);
    }
}
