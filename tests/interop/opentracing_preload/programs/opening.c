/* opening MODULE: opens a library and calls its `serve`. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char** argv) {
  void* const module = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : 0;
  if (module == 0) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  int (*serve)(void);
  *(void**)&serve = dlsym(module, "serve");
  return serve();
}
