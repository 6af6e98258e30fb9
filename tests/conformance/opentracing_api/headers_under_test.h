// Stops a program that is compiled against the wrong headers: the distribution's define
// VARIANT_VERSION, ours do not. Include it after them.
#pragma once

#if defined(EXPECT_DISTRIBUTION) && !defined(VARIANT_VERSION)
#error "these are not the distribution's OpenTracing headers"
#endif
#if !defined(EXPECT_DISTRIBUTION) && defined(VARIANT_VERSION)
#error "these are not tracebridge's OpenTracing headers"
#endif
