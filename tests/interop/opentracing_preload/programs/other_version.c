/* A libopentracing without anything of version 1.6. */
int of_another_version(void);

int of_another_version(void) { return 5; }
