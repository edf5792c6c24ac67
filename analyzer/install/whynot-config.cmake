# find_package(whynot) gives a project a target that checks it:
#
#	find_package(whynot REQUIRED)
#	whynot_add_check()                                  # cmake --build build --target whynot-check
#	whynot_add_check(NAME lint OPTIONS -m=1 --sarif=${CMAKE_BINARY_DIR}/whynot.sarif)
#
# The compile database is switched on; generators other than Makefiles and Ninja write none. Settings come from .whynot.yaml.

find_program(WHYNOT_EXECUTABLE whynot HINTS ${CMAKE_CURRENT_LIST_DIR}/../../../bin)
if(NOT WHYNOT_EXECUTABLE)
	set(whynot_FOUND FALSE)
	set(whynot_NOT_FOUND_MESSAGE "the program whynot was not found")
	return()
endif()

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

function(whynot_add_check)
	cmake_parse_arguments(PARSE_ARGV 0 CHECK "" "NAME" "OPTIONS")
	if(CHECK_UNPARSED_ARGUMENTS)
		message(FATAL_ERROR "whynot_add_check takes NAME and OPTIONS, not ${CHECK_UNPARSED_ARGUMENTS}")
	endif()
	if(NOT CHECK_NAME)
		set(CHECK_NAME whynot-check)
	endif()
	if(NOT CMAKE_GENERATOR MATCHES "Makefiles|Ninja")
		message(WARNING "whynot: the generator ${CMAKE_GENERATOR} writes no compile_commands.json; the target ${CHECK_NAME} needs one")
	endif()
	add_custom_target(${CHECK_NAME}
		COMMAND ${WHYNOT_EXECUTABLE} check -p ${CMAKE_BINARY_DIR} --root=${CMAKE_SOURCE_DIR} ${CHECK_OPTIONS}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL VERBATIM)
endfunction()
