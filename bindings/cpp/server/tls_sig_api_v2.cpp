#include "tls_sig_api_v2.h"

#include <ctime>

namespace {

int sign(uint32_t sdkappid, const std::string &key, const usersig_request &request, std::string &sig,
         std::string &errmsg) {
    return usersig_tls::sign(usersig_signer_new, sdkappid, key.data(), key.size(), request, sig, errmsg);
}

void append(std::string &bytes, uint32_t value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
        bytes += static_cast<char>(value >> shift & 0xff);
    }
}

void append_text(std::string &bytes, const std::string &text) {
    append(bytes, static_cast<uint32_t>(text.size()), 2);
    bytes += text;
}

} // namespace

int genUserSig(uint32_t sdkappid, const std::string &userid, const std::string &key, int expire, std::string &usersig,
               std::string &errmsg) {
    return sign(sdkappid, key, usersig_tls::request(userid, expire), usersig, errmsg);
}

int genPrivateMapKey(uint32_t sdkappid, const std::string &userid, const std::string &key, uint32_t roomid, int expire,
                     int privilegeMap, std::string &usersig, std::string &errmsg) {
    usersig_request request = usersig_tls::request(userid, expire);
    request.contents = USERSIG_CONTENTS_ROOM_NUMBER;
    request.room = roomid;
    request.privileges = static_cast<uint32_t>(privilegeMap);
    return sign(sdkappid, key, request, usersig, errmsg);
}

int genPrivateMapKeyWithStringRoomID(uint32_t sdkappid, const std::string &userid, const std::string &key,
                                     const std::string &roomstr, int expire, int privilegeMap, std::string &usersig,
                                     std::string &errmsg) {
    usersig_request request = usersig_tls::request(userid, expire);
    request.contents = USERSIG_CONTENTS_ROOM_NAME;
    request.room_name = roomstr.data();
    request.room_name_len = roomstr.size();
    request.privileges = static_cast<uint32_t>(privilegeMap);
    return sign(sdkappid, key, request, usersig, errmsg);
}

int genSig(uint32_t sdkappid, const std::string &userid, const std::string &key, const std::string &userbuf, int expire,
           std::string &usersig, std::string &errmsg) {
    return userbuf.empty() ? genUserSig(sdkappid, userid, key, expire, usersig, errmsg)
                           : gen_sig_with_userbuf(sdkappid, userid, key, expire, userbuf, usersig, errmsg);
}

std::string gen_userbuf(const std::string &account, uint32_t dwSdkappid, uint32_t dwAuthID, uint32_t dwExpTime,
                        uint32_t dwPrivilegeMap, uint32_t dwAccountType, const std::string &roomStr) {
    std::string bytes;
    if (account.size() > 0xffff || roomStr.size() > 0xffff) return bytes;
    append(bytes, roomStr.empty() ? 0 : 1, 1);
    append_text(bytes, account);
    append(bytes, dwSdkappid, 4);
    append(bytes, dwAuthID, 4);
    append(bytes, static_cast<uint32_t>(std::time(nullptr)) + dwExpTime, 4);
    append(bytes, dwPrivilegeMap, 4);
    append(bytes, dwAccountType, 4);
    if (!roomStr.empty()) append_text(bytes, roomStr);
    return bytes;
}

int gen_sig(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire, std::string &sig,
            std::string &errmsg) {
    return genUserSig(sdkappid, identifier, key, expire, sig, errmsg);
}

int gen_sig_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire,
                         const std::string &userbuf, std::string &sig, std::string &errmsg) {
    return sign(sdkappid, key, usersig_tls::request(identifier, expire, userbuf), sig, errmsg);
}

int gen_sig_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key, int roomnum,
                         int expire, int privilege, std::string &sig, std::string &errmsg) {
    return genPrivateMapKey(sdkappid, identifier, key, static_cast<uint32_t>(roomnum), expire, privilege, sig, errmsg);
}
