# The static libraries of CUserSig.xcframework, which scripts/build-xcframework makes, in a framework called usersig.
Pod::Spec.new do |s|
  s.name = 'usersig'
  s.version = '0.1.0'
  s.summary = 'Signs, verifies and explains Tencent Cloud UserSig tokens'
  s.homepage = 'https://github.com/usersig/usersig'
  s.license = { type: 'MIT OR Apache-2.0', file: '../LICENSE' }
  s.authors = 'usersig'
  s.source = { path: '.' }
  s.source_files = 'Classes/usersig.c'
  s.vendored_frameworks = 'CUserSig.xcframework'
  s.ios.deployment_target = '13.0'
  s.osx.deployment_target = '11.0'
end
