using System;
using System.IO;

namespace UserSig
{
    /// <summary>What the classes that servers call today have in common: their constructors never fail, their methods do.</summary>
    internal sealed class ServerSigner
    {
        /// <summary>Where an account begins in the record of a PrivateMapKey: after the version and the account's length.</summary>
        private const int AccountOffset = 3;

        /// <summary>From the end of an account to its type: behind the SDKAppID, the room, the expiry and the privileges.</summary>
        private const int TypeAfterAccount = 16;

        private readonly Signer? signer;
        private readonly UserSigException? failure;

        private ServerSigner(long sdkAppId, Func<uint, Signer> make)
        {
            try
            {
                // The library rejects 0, as it would a negative number.
                signer = make((uint)Math.Max(sdkAppId, 0));
            }
            catch (UserSigException e)
            {
                failure = e;
            }
        }

        internal static ServerSigner OfSecretKey(long sdkAppId, string key) => new ServerSigner(sdkAppId, id =>
        {
            using var secret = new SecretKey(key);
            return new Signer(id, secret);
        });

        internal static ServerSigner OfPrivateKey(long sdkAppId, string pem) => new ServerSigner(sdkAppId, id =>
        {
            using PrivateKey key = PrivateKey.FromPem(pem);
            return new Signer(id, key);
        });

        internal string Sign(string userId, long validity, Contents contents)
        {
            // A new exception for each call: one that is thrown again has the stack of the last call.
            if (signer == null) throw new UserSigException(failure!.Kind, failure.Message, failure.Hint, null);
            return signer.Sign(new SignRequest(userId, validity, null, contents, UserIdRule.Any));
        }

        internal byte[] Record(string account, uint room, long validity, uint privileges, uint accountType, string roomName)
        {
            Room where = string.IsNullOrEmpty(roomName) ? Room.FromNumber(room) : Room.FromName(roomName);
            string token = Sign(account, validity, Contents.PrivateMapKey(where, (Privileges)privileges));
            byte[] record = Token.InspectUnverified(token).GetUserbuf()!;
            int at = AccountOffset + (record[1] << 8 | record[2]) + TypeAfterAccount;
            for (int shift = 24; shift >= 0; shift -= 8) record[at++] = (byte)(accountType >> shift);
            return record;
        }

        internal static void CopyStream(Stream input, Stream output)
        {
            input.CopyTo(output);
            output.Flush();
        }
    }
}
