#include "TRTCTestTool.h"

#include "GenerateTestUserSig.h"

namespace liteav {
namespace ue {

std::string TestUserSigGenerator::gen(const char *userId, int sdkAppId, const char *secretKey) {
    return GenerateTestUserSig::genTestUserSig(userId, sdkAppId, secretKey);
}

} // namespace ue
} // namespace liteav
