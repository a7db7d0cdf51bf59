// Written by bindings/dotnet/generate.py.
using System;
using System.IO;
using UserSig;

namespace tencentyun
{
    /// <summary>
    /// The class that servers call today, with the methods of every release, in place of <c>tls-sig-api-v2</c>.
    /// </summary>
    /// <remarks>
    /// What changes: a field that cannot be used is a <see cref="UserSigException"/> that says why, where the original returns a token that
    /// the service rejects; a UserID may be any text without control characters, and one that is not ASCII is correct in a PrivateMapKey.
    /// Nothing is printed. Threads may share an object.
    /// </remarks>
    public class TLSSigAPIv2
    {
        private readonly ServerSigner signer;

        /// <summary>Never fails: with an SDKAppID or a key that cannot be used, each method throws.</summary>
        /// <param name="sdkappid">The application's SDKAppID.</param>
        /// <param name="key">The application's secret key, as the console shows it.</param>
        public TLSSigAPIv2(int sdkappid, string key) => signer = ServerSigner.OfSecretKey(sdkappid, key);

        /// <summary>Never fails: with an SDKAppID or a key that cannot be used, each method throws.</summary>
        /// <param name="sdkappid">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's secret key, as the console shows it.</param>
        public TLSSigAPIv2(uint sdkappid, string key) => signer = ServerSigner.OfSecretKey(sdkappid, key);

        /// <summary>Signs a UserSig.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid; without it, 180 days.</param>
        /// <returns>The token.</returns>
        public string genUserSig(string userid, int expire = 180 * 86400) => signer.Sign(userid, expire, Contents.None);

        /// <summary>Signs a UserSig, under the name that the method had until release 1.0.1.</summary>
        /// <param name="identifier">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid; without it, 180 days.</param>
        /// <returns>The token.</returns>
        public string GenSig(string identifier, int expire = 180 * 86400) => genUserSig(identifier, expire);

        /// <summary>Signs a token with bytes of the application in it, which later releases do not offer.</summary>
        /// <param name="identifier">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="userbuf">0 to 32768 bytes.</param>
        /// <returns>The token.</returns>
        public string GenSigWithUserBuf(string identifier, int expire, byte[] userbuf) =>
            signer.Sign(identifier, expire, Contents.Userbuf(userbuf));

        /// <summary>Signs a PrivateMapKey for a numeric room.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="roomid">The room, 1 to 4294967294.</param>
        /// <param name="privilegeMap">The privileges as bits, 0 to 255.</param>
        /// <returns>The token.</returns>
        public string genPrivateMapKey(string userid, int expire, uint roomid, uint privilegeMap) =>
            signer.Sign(userid, expire, Contents.PrivateMapKey(Room.FromNumber(roomid), (Privileges)privilegeMap));

        /// <summary>Signs a PrivateMapKey for a string room.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="roomstr">The room, 1 to 64 bytes.</param>
        /// <param name="privilegeMap">The privileges as bits, 0 to 255.</param>
        /// <returns>The token.</returns>
        public string genPrivateMapKeyWithStringRoomID(string userid, int expire, string roomstr, uint privilegeMap) =>
            signer.Sign(userid, expire, Contents.PrivateMapKey(Room.FromName(roomstr), (Privileges)privilegeMap));

        /// <summary>Returns the record that is the userbuf of a PrivateMapKey, to be signed with <see cref="GenSigWithUserBuf"/>.</summary>
        /// <param name="account">The UserID.</param>
        /// <param name="dwAuthID">The numeric room, 1 to 4294967294; not used if there is a string room.</param>
        /// <param name="dwExpTime">For how many seconds from now it is valid.</param>
        /// <param name="dwPrivilegeMap">The privileges as bits, 0 to 255.</param>
        /// <param name="dwAccountType">The account type; 0 unless the application has one from long ago.</param>
        /// <param name="roomStr">The string room, or an empty text for a numeric room.</param>
        /// <returns>The record.</returns>
        public byte[] genUserBuf(
            string account, uint dwAuthID, int dwExpTime, uint dwPrivilegeMap, uint dwAccountType, string roomStr = "") =>
            signer.Record(account, dwAuthID, dwExpTime, dwPrivilegeMap, dwAccountType, roomStr);

        /// <summary>Returns what <see cref="genUserBuf"/> returns, under another name that the method had.</summary>
        /// <param name="account">The UserID.</param>
        /// <param name="dwAuthID">The numeric room, 1 to 4294967294; not used if there is a string room.</param>
        /// <param name="dwExpTime">For how many seconds from now it is valid.</param>
        /// <param name="dwPrivilegeMap">The privileges as bits, 0 to 255.</param>
        /// <param name="dwAccountType">The account type; 0 unless the application has one from long ago.</param>
        /// <param name="roomStr">The string room, or an empty text for a numeric room.</param>
        /// <returns>The record.</returns>
        public byte[] GetUserBuf(
            string account, uint dwAuthID, int dwExpTime, uint dwPrivilegeMap, uint dwAccountType, string roomStr = "") =>
            genUserBuf(account, dwAuthID, dwExpTime, dwPrivilegeMap, dwAccountType, roomStr);

        /// <summary>Copies a stream to another one and flushes it: what the original has in public.</summary>
        /// <param name="input">Is read to its end.</param>
        /// <param name="output">Is written to.</param>
        public static void CopyStream(Stream input, Stream output) => ServerSigner.CopyStream(input, output);
    }
}
