// data(), size() and index sequences.
#pragma once

#include <cstddef>
#include <iterator>
#include <utility>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_UTILITY

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

using std::bool_constant;
using std::data;
using std::in_place;
using std::in_place_index;
using std::in_place_index_t;
using std::in_place_t;
using std::in_place_type;
using std::in_place_type_t;
using std::index_sequence;
using std::index_sequence_for;
using std::integer_sequence;
using std::make_index_sequence;
using std::size;

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
