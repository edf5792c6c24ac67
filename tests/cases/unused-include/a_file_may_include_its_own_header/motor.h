#ifndef MOTOR_H
#define MOTOR_H

extern int unrelated;

#endif
