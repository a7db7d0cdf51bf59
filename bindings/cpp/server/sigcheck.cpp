#include "sigcheck.h"

#include "tls_signature.h"

#include <algorithm>
#include <cstring>

namespace {

std::string text(const char *value) { return value == nullptr ? "" : value; }
std::string text(const char *value, unsigned int length) { return value == nullptr ? "" : std::string(value, length); }

void copy(const char *value, std::size_t length, char *buffer, unsigned int size) {
    if (buffer == nullptr || size == 0) return;
    length = std::min<std::size_t>(length, size - 1);
    std::memcpy(buffer, value, length);
    buffer[length] = '\0';
}

// Runs a function over C++ texts, which may throw std::bad_alloc, and hands out its message.
template <typename Function> int guarded(char *err_msg, unsigned int err_msg_size, Function function) {
    int status = CHECK_ERR16;
    try {
        std::string message;
        status = function(message);
        if (status != 0) copy(message.data(), message.size(), err_msg, err_msg_size);
    } catch (...) {
        status = CHECK_ERR16;
        copy("out of memory", 13, err_msg, err_msg_size);
    }
    return status;
}

int hand_out(const std::string &token, char *sig, unsigned int size, std::string &message) {
    if (sig == nullptr || token.size() >= size) {
        message = "sig length out of range";
        return -1;
    }
    copy(token.data(), token.size(), sig, size);
    return 0;
}

} // namespace

int tls_gen_sig(unsigned int expire, const char *, unsigned int sdkappid, const char *identifier, unsigned int,
                char *sig, unsigned int sig_buff_len, const char *pri_key, unsigned int pri_key_len, char *err_msg,
                unsigned int err_msg_buff_len) {
    return tls_gen_sig_ex_with_expire(sdkappid, identifier, expire, sig, sig_buff_len, pri_key, pri_key_len, err_msg,
                                      err_msg_buff_len);
}

int tls_gen_sig_ex(unsigned int sdkappid, const char *identifier, char *sig, unsigned int sig_buff_len,
                   const char *pri_key, unsigned int pri_key_len, char *err_msg, unsigned int err_msg_buff_len) {
    return tls_gen_sig_ex_with_expire(sdkappid, identifier, USERSIG_VALIDITY_SERVER, sig, sig_buff_len, pri_key,
                                      pri_key_len, err_msg, err_msg_buff_len);
}

int tls_gen_sig_ex_with_expire(unsigned int sdkappid, const char *identifier, unsigned int expire, char *sig,
                               unsigned int sig_buff_len, const char *pri_key, unsigned int pri_key_len, char *err_msg,
                               unsigned int err_msg_buff_len) {
    copy("", 0, sig, sig_buff_len);
    return guarded(err_msg, err_msg_buff_len, [&](std::string &message) {
        std::string token;
        const int status = tls_gen_signature_ex2_with_expire(sdkappid, text(identifier), expire, token,
                                                             text(pri_key, pri_key_len), message);
        return status != 0 ? status : hand_out(token, sig, sig_buff_len, message);
    });
}

int tls_vri_sig(const char *sig, const char *pub_key, unsigned int pub_key_len, unsigned int, const char *,
                unsigned int sdkappid, const char *identifier, char *err_msg, unsigned int err_msg_buff_len) {
    unsigned int expire_time, init_time;
    return tls_vri_sig_ex(sig, pub_key, pub_key_len, sdkappid, identifier, expire_time, init_time, err_msg,
                          err_msg_buff_len);
}

int tls_vri_sig_ex(const char *sig, const char *pub_key, unsigned int pub_key_len, unsigned int sdkappid,
                   const char *identifier, unsigned int &expire_time, unsigned int &init_time, char *err_msg,
                   unsigned int err_msg_buff_len) {
    return guarded(err_msg, err_msg_buff_len, [&](std::string &message) {
        return tls_check_signature_ex2(text(sig), text(pub_key, pub_key_len), sdkappid, text(identifier), expire_time,
                                       init_time, message);
    });
}
