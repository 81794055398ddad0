/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Properties of power supplies, by the kernel's names, in small letters and in capitals: X(capacity, CAPACITY), by what they are; and the
 * values of those that are one of a few. (Of 5.10; what later kernels have added is not here.)
 */
#ifndef KERNEL_POWER_SUPPLY_PROPERTIES_H
#define KERNEL_POWER_SUPPLY_PROPERTIES_H

#define KERNEL_POWER_SUPPLY_NUMBERS(X)                                                                       \
	X(charge_avg, CHARGE_AVG)                                                                            \
	X(charge_counter, CHARGE_COUNTER)                                                                    \
	X(charge_empty, CHARGE_EMPTY)                                                                        \
	X(charge_empty_design, CHARGE_EMPTY_DESIGN)                                                          \
	X(charge_full, CHARGE_FULL)                                                                          \
	X(charge_full_design, CHARGE_FULL_DESIGN)                                                            \
	X(charge_now, CHARGE_NOW)                                                                            \
	X(charge_term_current, CHARGE_TERM_CURRENT)                                                          \
	X(constant_charge_current, CONSTANT_CHARGE_CURRENT)                                                  \
	X(constant_charge_current_max, CONSTANT_CHARGE_CURRENT_MAX)                                          \
	X(constant_charge_voltage, CONSTANT_CHARGE_VOLTAGE)                                                  \
	X(constant_charge_voltage_max, CONSTANT_CHARGE_VOLTAGE_MAX)                                          \
	X(current_avg, CURRENT_AVG)                                                                          \
	X(current_boot, CURRENT_BOOT)                                                                        \
	X(current_max, CURRENT_MAX)                                                                          \
	X(current_now, CURRENT_NOW)                                                                          \
	X(cycle_count, CYCLE_COUNT)                                                                          \
	X(energy_avg, ENERGY_AVG)                                                                            \
	X(energy_empty, ENERGY_EMPTY)                                                                        \
	X(energy_empty_design, ENERGY_EMPTY_DESIGN)                                                          \
	X(energy_full, ENERGY_FULL)                                                                          \
	X(energy_full_design, ENERGY_FULL_DESIGN)                                                            \
	X(energy_now, ENERGY_NOW)                                                                            \
	X(input_current_limit, INPUT_CURRENT_LIMIT)                                                          \
	X(input_power_limit, INPUT_POWER_LIMIT)                                                              \
	X(input_voltage_limit, INPUT_VOLTAGE_LIMIT)                                                          \
	X(manufacture_day, MANUFACTURE_DAY)                                                                  \
	X(manufacture_month, MANUFACTURE_MONTH)                                                              \
	X(manufacture_year, MANUFACTURE_YEAR)                                                                \
	X(power_avg, POWER_AVG)                                                                              \
	X(power_now, POWER_NOW)                                                                              \
	X(precharge_current, PRECHARGE_CURRENT)                                                              \
	X(temp, TEMP)                                                                                        \
	X(temp_alert_max, TEMP_ALERT_MAX)                                                                    \
	X(temp_alert_min, TEMP_ALERT_MIN)                                                                    \
	X(temp_ambient, TEMP_AMBIENT)                                                                        \
	X(temp_ambient_alert_max, TEMP_AMBIENT_ALERT_MAX)                                                    \
	X(temp_ambient_alert_min, TEMP_AMBIENT_ALERT_MIN)                                                    \
	X(temp_max, TEMP_MAX)                                                                                \
	X(temp_min, TEMP_MIN)                                                                                \
	X(time_to_empty_avg, TIME_TO_EMPTY_AVG)                                                              \
	X(time_to_empty_now, TIME_TO_EMPTY_NOW)                                                              \
	X(time_to_full_avg, TIME_TO_FULL_AVG)                                                                \
	X(time_to_full_now, TIME_TO_FULL_NOW)                                                                \
	X(voltage_avg, VOLTAGE_AVG)                                                                          \
	X(voltage_boot, VOLTAGE_BOOT)                                                                        \
	X(voltage_max, VOLTAGE_MAX)                                                                          \
	X(voltage_max_design, VOLTAGE_MAX_DESIGN)                                                            \
	X(voltage_min, VOLTAGE_MIN)                                                                          \
	X(voltage_min_design, VOLTAGE_MIN_DESIGN)                                                            \
	X(voltage_now, VOLTAGE_NOW)                                                                          \
	X(voltage_ocv, VOLTAGE_OCV)
#define KERNEL_POWER_SUPPLY_PERCENTS(X)                                                                      \
	X(capacity, CAPACITY)                                                                                \
	X(capacity_alert_max, CAPACITY_ALERT_MAX)                                                            \
	X(capacity_alert_min, CAPACITY_ALERT_MIN)                                                            \
	X(capacity_error_margin, CAPACITY_ERROR_MARGIN)                                                      \
	X(charge_control_end_threshold, CHARGE_CONTROL_END_THRESHOLD)                                        \
	X(charge_control_start_threshold, CHARGE_CONTROL_START_THRESHOLD)
#define KERNEL_POWER_SUPPLY_FLAGS(X)                                                                         \
	X(authentic, AUTHENTIC)                                                                              \
	X(online, ONLINE)                                                                                    \
	X(present, PRESENT)
#define KERNEL_POWER_SUPPLY_TEXTS(X)                                                                         \
	X(manufacturer, MANUFACTURER)                                                                        \
	X(model_name, MODEL_NAME)                                                                            \
	X(serial_number, SERIAL_NUMBER)
/* X(property, PROPERTY, its type in C++, its last value) */
#define KERNEL_POWER_SUPPLY_CHOICES(X)                                                                       \
	X(status, STATUS, Status, full)                                                                      \
	X(health, HEALTH, Health, hot)                                                                       \
	X(charge_type, CHARGE_TYPE, ChargeType, longlife)                                                    \
	X(technology, TECHNOLOGY, Technology, lithium_manganese)                                             \
	X(capacity_level, CAPACITY_LEVEL, CapacityLevel, full)                                               \
	X(scope, SCOPE, Scope, device)
/* X(value in C++, the kernel's) each */
#define KERNEL_POWER_SUPPLY_STATUS(X)                                                                        \
	X(unknown, STATUS_UNKNOWN)                                                                           \
	X(charging, STATUS_CHARGING)                                                                         \
	X(discharging, STATUS_DISCHARGING)                                                                   \
	X(not_charging, STATUS_NOT_CHARGING)                                                                 \
	X(full, STATUS_FULL)
#define KERNEL_POWER_SUPPLY_HEALTH(X)                                                                        \
	X(unknown, HEALTH_UNKNOWN)                                                                           \
	X(good, HEALTH_GOOD)                                                                                 \
	X(overheat, HEALTH_OVERHEAT)                                                                         \
	X(dead, HEALTH_DEAD)                                                                                 \
	X(overvoltage, HEALTH_OVERVOLTAGE)                                                                   \
	X(unspec_failure, HEALTH_UNSPEC_FAILURE)                                                             \
	X(cold, HEALTH_COLD)                                                                                 \
	X(watchdog_timer_expire, HEALTH_WATCHDOG_TIMER_EXPIRE)                                               \
	X(safety_timer_expire, HEALTH_SAFETY_TIMER_EXPIRE)                                                   \
	X(overcurrent, HEALTH_OVERCURRENT)                                                                   \
	X(calibration_required, HEALTH_CALIBRATION_REQUIRED)                                                 \
	X(warm, HEALTH_WARM)                                                                                 \
	X(cool, HEALTH_COOL)                                                                                 \
	X(hot, HEALTH_HOT)
#define KERNEL_POWER_SUPPLY_CHARGE_TYPE(X)                                                                   \
	X(unknown, CHARGE_TYPE_UNKNOWN)                                                                      \
	X(none, CHARGE_TYPE_NONE)                                                                            \
	X(trickle, CHARGE_TYPE_TRICKLE)                                                                      \
	X(fast, CHARGE_TYPE_FAST)                                                                            \
	X(standard, CHARGE_TYPE_STANDARD)                                                                    \
	X(adaptive, CHARGE_TYPE_ADAPTIVE)                                                                    \
	X(custom, CHARGE_TYPE_CUSTOM)                                                                        \
	X(longlife, CHARGE_TYPE_LONGLIFE)
#define KERNEL_POWER_SUPPLY_TECHNOLOGY(X)                                                                    \
	X(unknown, TECHNOLOGY_UNKNOWN)                                                                       \
	X(nickel_metal_hydride, TECHNOLOGY_NiMH)                                                             \
	X(lithium_ion, TECHNOLOGY_LION)                                                                      \
	X(lithium_polymer, TECHNOLOGY_LIPO)                                                                  \
	X(lithium_iron, TECHNOLOGY_LiFe)                                                                     \
	X(nickel_cadmium, TECHNOLOGY_NiCd)                                                                   \
	X(lithium_manganese, TECHNOLOGY_LiMn)
#define KERNEL_POWER_SUPPLY_CAPACITY_LEVEL(X)                                                                \
	X(unknown, CAPACITY_LEVEL_UNKNOWN)                                                                   \
	X(critical, CAPACITY_LEVEL_CRITICAL)                                                                 \
	X(low, CAPACITY_LEVEL_LOW)                                                                           \
	X(normal, CAPACITY_LEVEL_NORMAL)                                                                     \
	X(high, CAPACITY_LEVEL_HIGH)                                                                         \
	X(full, CAPACITY_LEVEL_FULL)
#define KERNEL_POWER_SUPPLY_SCOPE(X)                                                                         \
	X(unknown, SCOPE_UNKNOWN)                                                                            \
	X(system, SCOPE_SYSTEM)                                                                              \
	X(device, SCOPE_DEVICE)
#define KERNEL_POWER_SUPPLY_TYPES(X)                                                                         \
	X(battery, TYPE_BATTERY)                                                                             \
	X(ups, TYPE_UPS)                                                                                     \
	X(mains, TYPE_MAINS)                                                                                 \
	X(usb, TYPE_USB)                                                                                     \
	X(wireless, TYPE_WIRELESS)

#define KERNEL_POWER_SUPPLY_PROPERTIES(X)                                                                    \
	KERNEL_POWER_SUPPLY_NUMBERS(X)                                                                       \
	KERNEL_POWER_SUPPLY_PERCENTS(X) KERNEL_POWER_SUPPLY_FLAGS(X) KERNEL_POWER_SUPPLY_TEXTS(X)
#define KERNEL_POWER_SUPPLY_VALUES(X)                                                                        \
	KERNEL_POWER_SUPPLY_STATUS(X)                                                                        \
	KERNEL_POWER_SUPPLY_HEALTH(X)                                                                        \
	KERNEL_POWER_SUPPLY_CHARGE_TYPE(X)                                                                   \
	KERNEL_POWER_SUPPLY_TECHNOLOGY(X)                                                                    \
	KERNEL_POWER_SUPPLY_CAPACITY_LEVEL(X)                                                                \
	KERNEL_POWER_SUPPLY_SCOPE(X)                                                                         \
	KERNEL_POWER_SUPPLY_TYPES(X)

#endif
