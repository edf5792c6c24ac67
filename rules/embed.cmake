# cmake -DINPUT=FILE -DOUTPUT=FILE.c -DNAME=WORD -DHEADER=FILE.h -P embed.cmake: a C file with the bytes of INPUT as the array
# NAME, and their number as NAME_size, both declared in HEADER.
file(READ ${INPUT} bytes HEX)
string(LENGTH "${bytes}" size)
math(EXPR size "${size} / 2")
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
get_filename_component(origin ${INPUT} NAME)
file(WRITE ${OUTPUT} "/* Generated from ${origin}: DO NOT EDIT. */
#include \"${HEADER}\"

const unsigned char ${NAME}[] = {
${bytes}
};
const size_t ${NAME}_size = ${size};
")
