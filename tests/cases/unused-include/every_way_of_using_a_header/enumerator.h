#ifndef ENUMERATOR_H
#define ENUMERATOR_H

enum level { LOW, HIGH };

#endif
