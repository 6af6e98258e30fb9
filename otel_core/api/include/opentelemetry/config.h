// Kept so that an old include says what to do; opentelemetry-cpp dropped it in ABI 2 too.
#pragma once

#error "opentelemetry/config.h does not exist in ABI 2: include opentelemetry/version.h instead."
