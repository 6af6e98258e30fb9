# Everything that is not ours, from the distribution. scripts/bootstrap installs the packages.
find_package(Threads REQUIRED)
