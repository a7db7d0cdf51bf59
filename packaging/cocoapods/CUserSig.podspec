# The C library, as the module CUserSig: what GenerateTestUserSig.swift and GenerateTestUserSig.m call.
Pod::Spec.new do |spec|
  spec.name = 'CUserSig'
  spec.version = '0.1.0'
  spec.summary = 'Tencent Cloud UserSig tokens (IM, TRTC) from C, Objective-C and Swift.'
  spec.homepage = 'https://github.com/usersig/usersig'
  spec.author = 'The usersig authors'
  spec.license = { :type => 'MIT OR Apache-2.0', :file => 'CUserSig.xcframework/LICENSE-MIT' }
  spec.source = { :http => "https://github.com/usersig/usersig/releases/download/v#{spec.version}/CUserSig.xcframework.zip" }
  spec.ios.deployment_target = '13.0'
  spec.osx.deployment_target = '11.0'
  spec.vendored_frameworks = 'CUserSig.xcframework'
end
