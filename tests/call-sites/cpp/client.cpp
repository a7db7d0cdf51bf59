// GenerateTestUserSig beyond its call sites: input that the old class got wrong, threads, and how long a pointer is valid.
#include "GenerateTestUserSig.h"

#include "expected.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <thread>
#include <vector>

#ifdef __SANITIZE_ADDRESS__
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace {

const int APP = static_cast<int>(TEST_APP);
const int KEPT = GenerateTestUserSig::KEPT_RESULTS;

std::string generate(const std::string &userid) { return GenerateTestUserSig::instance().genTestUserSig(userid); }

const char *generate_pointer(const std::string &userid) {
    return GenerateTestUserSig::genTestUserSig(userid.c_str(), APP, TEST_KEY);
}

// The memory that the program has allocated and not freed; 0 where that is not known.
std::size_t allocated() {
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}

} // namespace

TEST(Client, one_instance_without_an_error) {
    EXPECT_EQ(&GenerateTestUserSig::instance(), &GenerateTestUserSig::instance());
    expect_usersig(generate("xiaojun"), "xiaojun");
    EXPECT_EQ(GenerateTestUserSig::lastError(), "");
}

// The old class escaped nothing in the JSON, and compressed into a buffer of the input's size.
TEST(Client, user_ids_that_the_old_class_got_wrong) {
    std::string noise;
    for (unsigned i = 0, x = 1; i < 900; ++i) {
        x = x * 1103515245 + 12345;
        noise += static_cast<char>('!' + (x >> 16) % 94);
    }
    for (const std::string &userid : {std::string("quo\"te\\"), std::string("\xe5\xb0\x8f\xe5\x86\x9b"),
                                      std::string("administrator@TLS#NOT_FOUND"), std::string(1024, 'a'), noise}) {
        expect_usersig(generate(userid), userid);
        expect_usersig(generate_pointer(userid), userid);
    }
}

TEST(Client, input_that_is_not_valid) {
    testing::internal::CaptureStderr();
    for (const std::string &userid :
         {std::string(), std::string("a\nTLS.expire:99999999"), std::string("\xff\xfe"), std::string(1025, 'a')}) {
        EXPECT_EQ(generate(userid), "");
        EXPECT_NE(GenerateTestUserSig::lastError(), "");
        EXPECT_STREQ(generate_pointer(userid), "");
    }
    EXPECT_STREQ(GenerateTestUserSig::genTestUserSig(nullptr, APP, TEST_KEY), "");
    EXPECT_STREQ(GenerateTestUserSig::genTestUserSig("xiaojun", APP, nullptr), "");
    EXPECT_STREQ(GenerateTestUserSig::genTestUserSig("xiaojun", APP, ""), "");
    EXPECT_STREQ(GenerateTestUserSig::genTestUserSig("xiaojun", 0, TEST_KEY), "");
    EXPECT_STREQ(GenerateTestUserSig::genTestUserSig("xiaojun", APP, (std::string(TEST_KEY) + "\n").c_str()), "");
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(log.find(TEST_KEY), std::string::npos);
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 13) << log;
}

// The call that signs logs nothing.
TEST(Client, no_log_line_without_an_error) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    generate("xiaojun");
    generate_pointer("xiaojun");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(Client, sdkappid_above_the_range_of_int) {
    const std::uint32_t app = 4294967295u;
    const std::string token = GenerateTestUserSig::genTestUserSig("xiaojun", static_cast<int>(app), TEST_KEY);
    expect_usersig(token, "xiaojun", WEEK, TEST_KEY, app);
}

TEST(Client, a_pointer_is_valid_until_the_others_have_followed) {
    std::vector<const char *> pointers;
    for (int i = 0; i < KEPT; ++i) pointers.push_back(generate_pointer("user_" + std::to_string(i)));
    EXPECT_EQ(std::set<const char *>(pointers.begin(), pointers.end()).size(), pointers.size());
    for (int i = 0; i < KEPT; i += 97)
        expect_usersig(pointers[static_cast<std::size_t>(i)], "user_" + std::to_string(i));
    // A call that fails uses none of them up.
    EXPECT_STREQ(generate_pointer(""), "");
    expect_usersig(pointers[0], "user_0");
}

TEST(Client, threads_share_the_kept_results) {
    std::vector<std::thread> threads;
    std::vector<std::vector<const char *>> results(8);
    for (std::size_t t = 0; t < results.size(); ++t) {
        threads.emplace_back([t, &results] {
            for (int i = 0; i < 50; ++i) results[t].push_back(generate_pointer("user_" + std::to_string(t)));
        });
    }
    for (std::thread &thread : threads) thread.join();
    // The pointers outlive their threads.
    for (std::size_t t = 0; t < results.size(); ++t) {
        for (const char *token : results[t]) expect_usersig(token, "user_" + std::to_string(t));
    }
}

TEST(Client, threads_share_the_instance) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([t] {
            for (int i = 0; i < 50; ++i) {
                const std::string userid = "user_" + std::to_string(t) + "_" + std::to_string(i);
                expect_usersig(generate(userid), userid);
            }
        });
    }
    for (std::thread &thread : threads) thread.join();
}

TEST(Client, many_calls_use_bounded_memory) {
    const char *rounds = std::getenv("USERSIG_TEST_ROUNDS");
    const int calls = rounds != nullptr ? KEPT * 2 : MANY_CALLS;
    for (int i = 0; i < KEPT; ++i) generate_pointer("user_" + std::to_string(1000000 + i));
    const std::size_t before = allocated();
    const char *last = "";
    for (int i = 0; i < calls; ++i) last = generate_pointer("user_" + std::to_string(1000000 + i));
    EXPECT_LE(allocated(), before + 65536);
    expect_usersig(last, "user_" + std::to_string(1000000 + calls - 1));
}
