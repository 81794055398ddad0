// SPDX-License-Identifier: MIT
// One fault for each analysis of the layer's C side (analyse.py): an analysis that does not find its fault here would find none there.
#ifdef __CHECKER__
#define __user __attribute__((noderef, address_space(__user)))
#else
#define __user
#endif

int of_sparse(const int __user *from);
int of_sparse(const int __user *from)
{
	return *from; // sparse: a user's address, dereferenced
}

int of_the_analyzer(void);
int of_the_analyzer(void)
{
	int *memory = __builtin_malloc(sizeof(*memory));

	if (!memory)
		return 0;
	__builtin_free(memory);
	return *memory; // -fanalyzer: after it was freed
}
