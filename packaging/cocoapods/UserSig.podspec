# The interface for Swift.
Pod::Spec.new do |spec|
  spec.name = 'UserSig'
  spec.version = '0.1.0'
  spec.summary = 'Sign, verify and explain Tencent Cloud UserSig tokens (IM, TRTC).'
  spec.homepage = 'https://github.com/usersig/usersig'
  spec.author = 'The usersig authors'
  spec.license = { :type => 'MIT OR Apache-2.0', :file => 'LICENSE-MIT' }
  spec.source = { :git => 'https://github.com/usersig/usersig.git', :tag => "v#{spec.version}" }
  spec.ios.deployment_target = '13.0'
  spec.osx.deployment_target = '11.0'
  spec.swift_versions = ['6.0']
  spec.source_files = 'bindings/swift/Sources/UserSig/*.swift'
  spec.dependency 'UserSigBindings', spec.version.to_s
end
