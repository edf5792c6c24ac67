# Finds libclang, libLLVM and the clang driver of one LLVM release, the newest of at least 19 unless one is asked for.
# Sets WHYNOT_LLVM_ROOT, WHYNOT_CLANG and the imported targets whynot::libclang and whynot::libllvm.

set(WHYNOT_LLVM_OLDEST 19)
if(WHYNOT_LLVM_VERSION)
	set(candidates ${WHYNOT_LLVM_VERSION})
else()
	set(candidates)
	foreach(version RANGE 40 ${WHYNOT_LLVM_OLDEST} -1)
		list(APPEND candidates ${version})
	endforeach()
endif()

set(WHYNOT_LLVM_ROOT "")
foreach(version ${candidates})
	set(root /usr/lib/llvm-${version})
	if(EXISTS ${root}/include/clang-c/Index.h AND EXISTS ${root}/include/llvm-c/Remarks.h AND EXISTS ${root}/bin/clang)
		set(WHYNOT_LLVM_ROOT ${root})
		set(WHYNOT_LLVM_MAJOR ${version})
		break()
	endif()
endforeach()
if(NOT WHYNOT_LLVM_ROOT)
	if(WHYNOT_LLVM_VERSION)
		set(wanted "LLVM ${WHYNOT_LLVM_VERSION}")
	else()
		set(wanted "LLVM ${WHYNOT_LLVM_OLDEST} or newer")
	endif()
	message(FATAL_ERROR "${wanted} with libclang, headers and clang was not found under /usr/lib/llvm-N.\n"
		"On Debian and Ubuntu: apt-get install libclang-N-dev llvm-N-dev clang-N")
endif()
set(WHYNOT_CLANG ${WHYNOT_LLVM_ROOT}/bin/clang)

find_library(WHYNOT_LIBCLANG NAMES clang clang-${WHYNOT_LLVM_MAJOR} PATHS ${WHYNOT_LLVM_ROOT}/lib NO_DEFAULT_PATH NO_CACHE REQUIRED)
find_library(WHYNOT_LIBLLVM NAMES LLVM-${WHYNOT_LLVM_MAJOR} LLVM PATHS ${WHYNOT_LLVM_ROOT}/lib NO_DEFAULT_PATH NO_CACHE REQUIRED)
message(STATUS "LLVM ${WHYNOT_LLVM_MAJOR}: ${WHYNOT_LIBCLANG}, ${WHYNOT_LIBLLVM}")

function(whynot_import name library)
	add_library(whynot::${name} SHARED IMPORTED GLOBAL)
	set_target_properties(whynot::${name} PROPERTIES
		IMPORTED_LOCATION ${library}
		INTERFACE_INCLUDE_DIRECTORIES ${WHYNOT_LLVM_ROOT}/include)
endfunction()
whynot_import(libclang ${WHYNOT_LIBCLANG})
whynot_import(libllvm ${WHYNOT_LIBLLVM})
