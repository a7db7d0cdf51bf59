package com.tencentyun;

import io.github.usersig.Room;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSigException;

/**
 * The class that servers call today, with the same methods, in place of {@code com.github.tencentyun:tls-sig-api-v2}.
 *
 * <p>What changes: a field that cannot be used is a {@link UserSigException} that says why, where the original
 * returns an empty string or a token that the service rejects; a UserID may be any text without control
 * characters, and one that is not ASCII is correct in a PrivateMapKey.
 */
public class TLSSigAPIv2 {
    private final Signer signer;

    /**
     * @param sdkappid the application's SDKAppID, 1 to 4294967295
     * @param key the application's secret key, as the console shows it
     */
    public TLSSigAPIv2(long sdkappid, String key) {
        try (SecretKey secret = new SecretKey(key)) {
            signer = new Signer(sdkappid, secret);
        }
    }

    /**
     * Signs a UserSig.
     *
     * @param userid the UserID
     * @param expire for how many seconds it is valid, such as 15552000 (180 days)
     * @return the token
     */
    public String genUserSig(String userid, long expire) {
        return signer.sign(request(userid, expire));
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
        return signer.sign(request(userid, expire).withRoom(Room.number(roomid), privilegeMap));
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
        return signer.sign(request(userid, expire).withRoom(Room.name(roomstr), privilegeMap));
    }

    private static SignRequest request(String userid, long expire) {
        return new SignRequest(userid, expire).withUserIdRule(UserIdRule.ANY);
    }
}
