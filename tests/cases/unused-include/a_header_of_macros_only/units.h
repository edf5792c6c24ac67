#ifndef UNITS_H
#define UNITS_H

#define METRE 1
#define KILOMETRE 1000

#endif
