/* What the headers of GenerateTestUserSig use of Apple's Foundation. As there, Swift sees an NSString as a String. */
#pragma once

#include <ObjectiveC.h>

#define NS_ASSUME_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define NS_ASSUME_NONNULL_END _Pragma("clang assume_nonnull end")

typedef long NSInteger;
typedef unsigned long NSUInteger;

__attribute__((swift_bridge("Swift.String")))
@interface NSString : NSObject
@end

@interface NSError : NSObject
@end
