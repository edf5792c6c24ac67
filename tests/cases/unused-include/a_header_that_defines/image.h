#ifndef IMAGE_H
#define IMAGE_H

int image_width(const char *file);

#ifdef IMAGE_IMPLEMENTATION
int image_width(const char *file)
{
	return file[0];
}
#endif

#endif
