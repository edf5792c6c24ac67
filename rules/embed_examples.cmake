# cmake -DFOLDER=DIR -DOUTPUT=FILE.c -P embed_examples.cmake: the examples DIR/<pass>/<Name>.c as the table that
# rules/compiler_examples.h declares.
file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/*/*.c)
list(SORT files)
set(texts "")
set(rows "")
set(n 0)
foreach(file ${files})
	file(READ ${FOLDER}/${file} bytes HEX)
	string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
	get_filename_component(pass ${file} DIRECTORY)
	get_filename_component(name ${file} NAME_WE)
	string(APPEND texts "static const char text_${n}[] = {\n${bytes}\n0 };\n")
	string(APPEND rows "\t{ \"${pass}\", \"${name}\", text_${n} },\n")
	math(EXPR n "${n} + 1")
endforeach()
file(WRITE ${OUTPUT} "/* Generated from the examples of remarks: DO NOT EDIT. */
#include \"rules/compiler_examples.h\"

${texts}
const struct compiler_example compiler_examples[] = {
${rows}};
const size_t n_compiler_examples = ${n};
")
