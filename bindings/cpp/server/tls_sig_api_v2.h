// Replaces the header of the same name in Tencent's server library of version 2.0 (tls-sig-api-v2-cpp): compile the .cpp and
// tls_sig_common.cpp with your server in the place of that library, and link usersig. No call changes.
//
// All functions but gen_userbuf return 0, or one of CHECK_ERR01 to CHECK_ERR17 and say in `errmsg` what is wrong; the token is
// empty then. A UserID is 1 to 1024 bytes of UTF-8 without control characters, `expire` is 1 second to 50 years from now on.
// No function throws, but for std::bad_alloc. Any thread may call them.
#ifndef TLS_SIG_API_V2_H
#define TLS_SIG_API_V2_H

#include "tls_sig_common.h"

// Signs a UserSig.
TLS_API int genUserSig(uint32_t sdkappid, const std::string &userid, const std::string &key, int expire,
                       std::string &usersig, std::string &errmsg);

// Signs a PrivateMapKey for a numeric room, 1 to 4294967294, with privileges of 0 to 255. The room is before the validity.
TLS_API int genPrivateMapKey(uint32_t sdkappid, const std::string &userid, const std::string &key, uint32_t roomid,
                             int expire, int privilegeMap, std::string &usersig, std::string &errmsg);

// Signs a PrivateMapKey for a string room of 1 to 64 bytes.
TLS_API int genPrivateMapKeyWithStringRoomID(uint32_t sdkappid, const std::string &userid, const std::string &key,
                                             const std::string &roomstr, int expire, int privilegeMap,
                                             std::string &usersig, std::string &errmsg);

// Signs a token with the bytes of `userbuf`; a UserSig if there are none.
TLS_API int genSig(uint32_t sdkappid, const std::string &userid, const std::string &key, const std::string &userbuf,
                   int expire, std::string &usersig, std::string &errmsg);

// Returns the bytes of a PrivateMapKey record that expires `dwExpTime` seconds from now; for a string room if `roomStr` is not
// empty. Empty if the account or the room is longer than 65535 bytes. The values are not checked: use genPrivateMapKey.
TLS_API std::string gen_userbuf(const std::string &account, uint32_t dwSdkappid, uint32_t dwAuthID, uint32_t dwExpTime,
                                uint32_t dwPrivilegeMap, uint32_t dwAccountType,
                                const std::string &roomStr = std::string());

// The names of the first releases.
TLS_API int gen_sig(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire,
                    std::string &sig, std::string &errmsg);
TLS_API int gen_sig_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key, int expire,
                                 const std::string &userbuf, std::string &sig, std::string &errmsg);
// As in May 2020: a PrivateMapKey under that name.
TLS_API int gen_sig_with_userbuf(uint32_t sdkappid, const std::string &identifier, const std::string &key, int roomnum,
                                 int expire, int privilege, std::string &sig, std::string &errmsg);

#endif // TLS_SIG_API_V2_H
