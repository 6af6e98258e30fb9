// The OpenCensus version whose interface these headers have.
#pragma once

#define OPENCENSUS_VERSION "0.5.0-dev"
