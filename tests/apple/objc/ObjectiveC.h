/* The root class, as much of it as Swift needs to know. */
#pragma once

#pragma clang assume_nonnull begin
__attribute__((objc_root_class))
@interface NSObject
- (instancetype)init;
@end
#pragma clang assume_nonnull end
