// Included by programs of jaeger-client-cpp's; what it held was for another compiler.
#pragma once
