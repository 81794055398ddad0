/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What channels of hwmon have, by the kernel's names: X(kind, attribute) each. Those that are 0 or 1, and the one that is a text, stand
 * apart. (Of 5.10; what later kernels have added is not here.)
 */
#ifndef KERNEL_HWMON_ATTRIBUTES_H
#define KERNEL_HWMON_ATTRIBUTES_H

#define KERNEL_HWMON_KINDS(X) X(chip) X(temp) X(in) X(curr) X(power) X(fan) X(humidity) X(pwm)

#define KERNEL_HWMON_NUMBERS(X)                                                                              \
	X(chip, update_interval)                                                                             \
	X(chip, samples)                                                                                     \
	X(temp, input)                                                                                       \
	X(temp, lcrit)                                                                                       \
	X(temp, lcrit_hyst)                                                                                  \
	X(temp, min)                                                                                         \
	X(temp, min_hyst)                                                                                    \
	X(temp, max)                                                                                         \
	X(temp, max_hyst)                                                                                    \
	X(temp, crit)                                                                                        \
	X(temp, crit_hyst)                                                                                   \
	X(temp, emergency)                                                                                   \
	X(temp, emergency_hyst)                                                                              \
	X(temp, offset)                                                                                      \
	X(temp, lowest)                                                                                      \
	X(temp, highest)                                                                                     \
	X(in, input)                                                                                         \
	X(in, lcrit)                                                                                         \
	X(in, min)                                                                                           \
	X(in, max)                                                                                           \
	X(in, crit)                                                                                          \
	X(in, average)                                                                                       \
	X(in, lowest)                                                                                        \
	X(in, highest)                                                                                       \
	X(curr, input)                                                                                       \
	X(curr, lcrit)                                                                                       \
	X(curr, min)                                                                                         \
	X(curr, max)                                                                                         \
	X(curr, crit)                                                                                        \
	X(curr, average)                                                                                     \
	X(curr, lowest)                                                                                      \
	X(curr, highest)                                                                                     \
	X(power, input)                                                                                      \
	X(power, average)                                                                                    \
	X(power, lcrit)                                                                                      \
	X(power, min)                                                                                        \
	X(power, max)                                                                                        \
	X(power, crit)                                                                                       \
	X(power, cap)                                                                                        \
	X(power, cap_max)                                                                                    \
	X(power, cap_min)                                                                                    \
	X(fan, input)                                                                                        \
	X(fan, min)                                                                                          \
	X(fan, max)                                                                                          \
	X(fan, div)                                                                                          \
	X(fan, pulses)                                                                                       \
	X(fan, target)                                                                                       \
	X(humidity, input)                                                                                   \
	X(humidity, min)                                                                                     \
	X(humidity, min_hyst)                                                                                \
	X(humidity, max)                                                                                     \
	X(humidity, max_hyst)                                                                                \
	X(pwm, input)                                                                                        \
	X(pwm, enable)                                                                                       \
	X(pwm, mode)                                                                                         \
	X(pwm, freq)

#define KERNEL_HWMON_FLAGS(X)                                                                                \
	X(temp, alarm)                                                                                       \
	X(temp, lcrit_alarm)                                                                                 \
	X(temp, min_alarm)                                                                                   \
	X(temp, max_alarm)                                                                                   \
	X(temp, crit_alarm)                                                                                  \
	X(temp, emergency_alarm)                                                                             \
	X(temp, fault)                                                                                       \
	X(in, alarm)                                                                                         \
	X(in, lcrit_alarm)                                                                                   \
	X(in, min_alarm)                                                                                     \
	X(in, max_alarm)                                                                                     \
	X(in, crit_alarm)                                                                                    \
	X(curr, alarm)                                                                                       \
	X(curr, lcrit_alarm)                                                                                 \
	X(curr, min_alarm)                                                                                   \
	X(curr, max_alarm)                                                                                   \
	X(curr, crit_alarm)                                                                                  \
	X(power, alarm)                                                                                      \
	X(power, lcrit_alarm)                                                                                \
	X(power, min_alarm)                                                                                  \
	X(power, max_alarm)                                                                                  \
	X(power, crit_alarm)                                                                                 \
	X(power, cap_alarm)                                                                                  \
	X(fan, alarm)                                                                                        \
	X(fan, min_alarm)                                                                                    \
	X(fan, max_alarm)                                                                                    \
	X(fan, fault)                                                                                        \
	X(humidity, alarm)                                                                                   \
	X(humidity, fault)

#define KERNEL_HWMON_TEXTS(X)                                                                                \
	X(temp, label)                                                                                       \
	X(in, label)                                                                                         \
	X(curr, label)                                                                                       \
	X(power, label)                                                                                      \
	X(fan, label)                                                                                        \
	X(humidity, label)

/* All that stand above, once each. */
#define KERNEL_HWMON_NUMBER_NAMES(X)                                                                         \
	X(update_interval)                                                                                   \
	X(samples)                                                                                           \
	X(input)                                                                                             \
	X(lcrit)                                                                                             \
	X(lcrit_hyst)                                                                                        \
	X(min)                                                                                               \
	X(min_hyst)                                                                                          \
	X(max)                                                                                               \
	X(max_hyst)                                                                                          \
	X(crit)                                                                                              \
	X(crit_hyst)                                                                                         \
	X(emergency)                                                                                         \
	X(emergency_hyst)                                                                                    \
	X(offset)                                                                                            \
	X(lowest)                                                                                            \
	X(highest)                                                                                           \
	X(average)                                                                                           \
	X(cap)                                                                                               \
	X(cap_max)                                                                                           \
	X(cap_min)                                                                                           \
	X(div)                                                                                               \
	X(pulses)                                                                                            \
	X(target)                                                                                            \
	X(enable)                                                                                            \
	X(mode)                                                                                              \
	X(freq)
#define KERNEL_HWMON_FLAG_NAMES(X)                                                                           \
	X(alarm)                                                                                             \
	X(lcrit_alarm) X(min_alarm) X(max_alarm) X(crit_alarm) X(emergency_alarm) X(cap_alarm) X(fault)
#define KERNEL_HWMON_TEXT_NAMES(X) X(label)

#define KERNEL_HWMON_ATTRIBUTES(X) KERNEL_HWMON_NUMBERS(X) KERNEL_HWMON_FLAGS(X) KERNEL_HWMON_TEXTS(X)

/* Members of struct hwmon_ops: as kernel/file/operations.h. */
#define KERNEL_HWMON_OPERATIONS(X)                                                                           \
	X(is_visible, unsigned short, const void *, enum hwmon_sensor_types, unsigned int, int)              \
	X(read, int, struct device *, enum hwmon_sensor_types, unsigned int, int, long *)                    \
	X(read_string, int, struct device *, enum hwmon_sensor_types, unsigned int, int, const char **)      \
	X(write, int, struct device *, enum hwmon_sensor_types, unsigned int, int, long)

#endif
