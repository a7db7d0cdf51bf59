package com.tencentyun;

import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSig;
import java.nio.ByteBuffer;

/**
 * The class that servers call today, with the methods of every release, in place of
 * {@code com.github.tencentyun:tls-sig-api-v2}.
 *
 * <p>What changes: a field that cannot be used is a {@link io.github.usersig.UserSigException} that says why, where the
 * original returns an empty string or a token that the service rejects; a UserID may be any text without control
 * characters, and one that is not ASCII is correct in a PrivateMapKey. Threads may share an object.
 */
public class TLSSigAPIv2 {
    /** Where an account begins in the record of a PrivateMapKey: after the version and the account's length. */
    private static final int ACCOUNT_OFFSET = 3;
    /** From the end of an account to its type: behind the SDKAppID, the room, the expiry and the privileges. */
    private static final int TYPE_AFTER_ACCOUNT = 16;

    private final Signer signer;
    private final RuntimeException failure;

    /**
     * Never fails: with an SDKAppID or a key that cannot be used, each method throws.
     *
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param key the application's secret key, as the console shows it
     */
    public TLSSigAPIv2(long sdkappid, String key) {
        Signer made = null;
        RuntimeException why = null;
        try (SecretKey secret = new SecretKey(key)) {
            made = new Signer(sdkappid, secret);
        } catch (RuntimeException e) {
            // The stack trace says where the key comes from, so the exception is kept and not the key.
            why = e;
        }
        signer = made;
        failure = why;
    }

    /**
     * Signs a UserSig.
     *
     * @param userid the UserID
     * @param expire for how many seconds it is valid, such as 15552000 (180 days)
     * @return the token
     */
    public String genUserSig(String userid, long expire) {
        return sign(request(userid, expire));
    }

    /**
     * Signs a UserSig, under the name that the method had until release 1.1.
     *
     * @param identifier the UserID
     * @param expire for how many seconds it is valid, such as 15552000 (180 days)
     * @return the token
     */
    public String genSig(String identifier, long expire) {
        return genUserSig(identifier, expire);
    }

    /**
     * Signs a token with bytes of the application in it, which release 2.0 no longer offers.
     *
     * @param identifier the UserID
     * @param expire for how many seconds it is valid
     * @param userbuf 0 to 32768 bytes, or null for a plain UserSig
     * @return the token
     */
    public String genSigWithUserBuf(String identifier, long expire, byte[] userbuf) {
        SignRequest plain = request(identifier, expire);
        return sign(userbuf == null ? plain : plain.withUserbuf(userbuf));
    }

    /**
     * Signs a PrivateMapKey for a numeric room.
     *
     * @param userid the UserID
     * @param expire for how many seconds it is valid
     * @param roomid the room, 1 to 4294967294
     * @param privilegeMap the privileges as bits, 0 to 255
     * @return the token
     */
    public String genPrivateMapKey(String userid, long expire, long roomid, long privilegeMap) {
        return sign(request(userid, expire).withRoom(Room.number(roomid), privilegeMap));
    }

    /**
     * Signs a PrivateMapKey for a string room.
     *
     * @param userid the UserID
     * @param expire for how many seconds it is valid
     * @param roomstr the room, 1 to 64 bytes
     * @param privilegeMap the privileges as bits, 0 to 255
     * @return the token
     */
    public String genPrivateMapKeyWithStringRoomID(String userid, long expire, String roomstr, long privilegeMap) {
        return sign(request(userid, expire).withRoom(Room.name(roomstr), privilegeMap));
    }

    /**
     * Returns the record that is the userbuf of a PrivateMapKey, to be signed with {@link #genSigWithUserBuf}.
     *
     * @param account the UserID
     * @param dwAuthID the numeric room, 1 to 4294967294; not used if there is a string room
     * @param dwExpTime for how many seconds from now it is valid
     * @param dwPrivilegeMap the privileges as bits, 0 to 255
     * @param dwAccountType the account type, 0 to 4294967295; 0 unless the application has one from long ago
     * @param roomStr the string room, or an empty text for a numeric room
     * @return the record
     */
    public byte[] genUserBuf(
            String account, long dwAuthID, long dwExpTime, long dwPrivilegeMap, long dwAccountType, String roomStr) {
        Room room = roomStr.isEmpty() ? Room.number(dwAuthID) : Room.name(roomStr);
        String token = sign(request(account, dwExpTime).withRoom(room, dwPrivilegeMap));
        byte[] record = UserSig.inspectUnverified(token).getUserbuf();
        ByteBuffer fields = ByteBuffer.wrap(record);
        int accountLength = fields.getShort(1) & 0xFFFF;
        fields.putInt(ACCOUNT_OFFSET + accountLength + TYPE_AFTER_ACCOUNT, (int) dwAccountType);
        return record;
    }

    private String sign(SignRequest request) {
        if (failure != null) throw failure;
        return signer.sign(request);
    }

    private static SignRequest request(String userid, long expire) {
        return new SignRequest(userid, expire).withUserIdRule(UserIdRule.ANY);
    }
}
