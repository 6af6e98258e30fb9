// All of OpenCensus stats.
#pragma once

#include "opencensus/stats/aggregation.h"         // IWYU pragma: export
#include "opencensus/stats/bucket_boundaries.h"   // IWYU pragma: export
#include "opencensus/stats/distribution.h"        // IWYU pragma: export
#include "opencensus/stats/measure.h"             // IWYU pragma: export
#include "opencensus/stats/measure_descriptor.h"  // IWYU pragma: export
#include "opencensus/stats/measure_registry.h"    // IWYU pragma: export
#include "opencensus/stats/recording.h"           // IWYU pragma: export
#include "opencensus/stats/stats_exporter.h"      // IWYU pragma: export
#include "opencensus/stats/tag_key.h"             // IWYU pragma: export
#include "opencensus/stats/tag_set.h"             // IWYU pragma: export
#include "opencensus/stats/view.h"                // IWYU pragma: export
#include "opencensus/stats/view_data.h"           // IWYU pragma: export
#include "opencensus/stats/view_descriptor.h"     // IWYU pragma: export
