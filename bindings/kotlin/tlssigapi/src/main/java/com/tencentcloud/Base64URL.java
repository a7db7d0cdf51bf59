package com.tencentcloud;

/** The same class under the name that it has in {@code com.github.tencentcloud:tls-sig-api-v2}. */
public class Base64URL extends com.tencentyun.Base64URL {}
