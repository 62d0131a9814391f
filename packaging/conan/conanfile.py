# SPDX-License-Identifier: Apache-2.0
# Conan 2, of the checkout that it lies in: conan create packaging/conan --build=missing
import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, rmdir


class LambentConan(ConanFile):
    name = "lambent"
    version = "0.1.0"
    description = "Typed AWS Lambda events and an event dispatcher for C++20"
    license = "Apache-2.0"
    topics = ("aws", "lambda", "serverless", "events")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "runtime": [True, False],
               "testing": [True, False]}
    # Lambent uses fmt and Boost as headers; users of the built library need neither.
    default_options = {
        "shared": False,
        "fPIC": True,
        "runtime": True,
        "testing": True,
        "fmt/*:header_only": True,
        "boost/*:header_only": True,
    }
    implements = ["auto_shared_fpic"]

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*", "tests/fixtures/*"):
            copy(self, pattern, root, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        # Status is part of the interface.
        self.requires("abseil/20240116.2", transitive_headers=True, transitive_libs=True)
        self.requires("simdjson/3.13.0")
        self.requires("zlib/[>=1.2.11 <2]")
        self.requires("fmt/11.2.0", visible=False)
        if self.options.runtime or self.options.testing:
            self.requires("boost/1.86.0", visible=False)
        if self.options.testing:
            self.requires("nlohmann_json/3.11.3", visible=False)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["LAMBENT_INSTALL"] = True
        toolchain.cache_variables["LAMBENT_BUILD_RUNTIME"] = bool(self.options.runtime)
        toolchain.cache_variables["LAMBENT_BUILD_TESTING"] = bool(self.options.testing)
        for part in ("TESTS", "EXAMPLES", "BENCHMARKS"):
            toolchain.cache_variables[f"LAMBENT_BUILD_{part}"] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        # Conan makes the targets and .pc files; lambent_package() stays.
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        cmake_files = os.path.join(self.package_folder, "lib", "cmake", "lambent")
        for name in os.listdir(cmake_files):
            if name.startswith("lambent-"):
                os.remove(os.path.join(cmake_files, name))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "lambent")
        self.cpp_info.set_property("cmake_build_modules", ["lib/cmake/lambent/package.cmake"])

        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "lambent::core")
        core.libdirs = []
        core.requires = ["abseil::absl_status", "abseil::absl_statusor"]
        core.system_libs = ["pthread"]

        engine = self.cpp_info.components["lambent"]
        engine.set_property("cmake_target_name", "lambent::lambent")
        engine.set_property("pkg_config_name", "lambent")
        engine.libs = ["lambent"]
        engine.requires = [
            "core", "abseil::absl_strings", "abseil::absl_time", "abseil::absl_flat_hash_map",
            "abseil::absl_inlined_vector", "simdjson::simdjson", "zlib::zlib",
        ]

        if self.options.runtime:
            runtime = self.cpp_info.components["runtime"]
            runtime.set_property("cmake_target_name", "lambent::runtime")
            runtime.set_property("pkg_config_name", "lambent-runtime")
            runtime.libs = ["lambent_runtime"]
            runtime.requires = ["lambent"]

        if self.options.testing:
            testing = self.cpp_info.components["testing"]
            testing.set_property("cmake_target_name", "lambent::testing")
            testing.libs = ["lambent_testing"]
            testing.requires = ["lambent"]
