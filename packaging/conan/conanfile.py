"""Conan 2 recipe: conan create packaging/conan   (it needs Rust's cargo on the PATH)"""
import os
import re

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir


class UsersigConan(ConanFile):
    name = "usersig"
    description = "Sign, verify and explain Tencent Cloud UserSig tokens (IM, TRTC)"
    license = "MIT OR Apache-2.0"
    homepage = "https://github.com/usersig/usersig"
    url = "https://github.com/usersig/usersig"
    topics = ("tencent", "usersig", "trtc", "im", "token")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "ecdsa": [True, False]}
    default_options = {"shared": False, "ecdsa": True}
    # Nothing is written among the sources.
    no_copy_source = True

    # The recipe is inside the sources that it builds.
    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        manifest = load(self, os.path.join(self._root, "Cargo.toml"))
        self.version = re.search(r'^version = "(.*)"$', manifest, re.MULTILINE).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "Cargo.toml", "Cargo.lock", "build.rs", "README.md", "LICENSE-*",
                        "cmake/*", "include/*", "src/*", "benches/instructions.rs"):
            copy(self, pattern, src=self._root, dst=self.export_sources_folder)
        # Members of the workspace: cargo needs the manifest of each, built or not.
        manifest = load(self, os.path.join(self._root, "Cargo.toml"))
        for member in re.findall('"([^"]+)"', re.search(r"^members = \[(.*)\]$", manifest, re.MULTILINE).group(1)):
            copy(self, "*", src=os.path.join(self._root, member), dst=os.path.join(self.export_sources_folder, member),
                 excludes="*/target/*")

    def configure(self):
        # A C interface: which C++ library the consumer uses does not matter.
        self.settings.rm_safe("compiler.cppstd")
        self.settings.rm_safe("compiler.libcxx")

    def layout(self):
        cmake_layout(self)

    def package_id(self):
        # The Rust library has one configuration.
        self.info.settings.rm_safe("build_type")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["USERSIG_ECDSA"] = bool(self.options.ecdsa)
        toolchain.cache_variables["USERSIG_INSTALL"] = True
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE-*", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        # Conan writes these for the consumer's own generator.
        rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        lib = os.path.join(self.package_folder, "lib")
        static = ("libusersig.a", "usersig_static.lib")
        for file in os.listdir(lib):
            if (file in static) == bool(self.options.shared):
                os.unlink(os.path.join(lib, file))
        if not self.options.shared:
            rmdir(self, os.path.join(self.package_folder, "bin"))

    def package_info(self):
        static = not self.options.shared
        windows = self.settings.os == "Windows"
        self.cpp_info.set_property("cmake_file_name", "usersig")
        self.cpp_info.set_property("cmake_target_name", "usersig::static" if static else "usersig::usersig")
        self.cpp_info.set_property("pkg_config_name", "usersig")
        msvc = str(self.settings.compiler) in ("msvc", "clang") and windows
        self.cpp_info.libs = ["usersig_static" if static and msvc else "usersig"]
        if windows and not static:
            self.cpp_info.defines = ["USERSIG_USE_DLL"]
        if static:
            # The same list as in cmake/native-libraries.cmake.
            self.cpp_info.system_libs = (["kernel32", "ntdll", "userenv", "ws2_32", "dbghelp"] if windows
                                         else ["gcc_s", "util", "rt", "pthread", "m", "dl", "c"])
