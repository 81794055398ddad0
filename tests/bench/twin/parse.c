// SPDX-License-Identifier: GPL-2.0-only
/* The text that write(2), sysfs and parameters take. */
#include <linux/ctype.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "twin.h"

/* (The kernel's isspace is of Latin-1, where 0xa0 is one, too.) */
static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool all_digits(const char *digits, unsigned int base)
{
	for (; *digits; digits++) {
		if (!isxdigit(*digits) || hex_to_bin(*digits) >= base)
			return false;
	}
	return true;
}

int twin_parse(const char *text, size_t size, s64 *number)
{
	char room[RUSTY_TEXT_MAX + 1];
	unsigned int base = 10;
	bool negative = false;
	u64 magnitude;
	char *digits;
	int error;

	if (size > RUSTY_TEXT_MAX)
		return -EMSGSIZE;
	if (memchr(text, '\0', size))
		return -EINVAL;
	while (size && is_space(text[size - 1]))
		size--;
	while (size && is_space(*text)) {
		text++;
		size--;
	}
	memcpy(room, text, size);
	room[size] = '\0';
	digits = room;
	if (*digits == '-' || *digits == '+')
		negative = *digits++ == '-';
	if (digits[0] == '0' && digits[1]) {
		switch (tolower(digits[1])) {
		case 'x':
			base = 16;
			digits += 2;
			break;
		case 'o':
			base = 8;
			digits += 2;
			break;
		case 'b':
			base = 2;
			digits += 2;
			break;
		default:
			base = 8;
			digits += 1;
		}
	}
	/* kstrtoull takes a prefix and a sign of its own */
	if (!isxdigit(digits[0]) || (digits[0] == '0' && tolower(digits[1]) == 'x'))
		return -EINVAL;
	error = kstrtoull(digits, base, &magnitude);
	if (error == -ERANGE && !all_digits(digits, base))
		return -EINVAL;
	if (error)
		return error;
	if (magnitude > (u64)S64_MAX + negative)
		return -ERANGE;
	*number = negative ? -magnitude : magnitude;
	return 0;
}
