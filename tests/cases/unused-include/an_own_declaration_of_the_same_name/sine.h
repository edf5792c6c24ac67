#ifndef SINE_H
#define SINE_H

double sine(double x);

#endif
