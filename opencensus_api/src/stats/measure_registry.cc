#include "opencensus_api/src/stats/measure_registry.h"

#include <cstdio>
#include <mutex>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "opencensus/stats/measure_registry.h"
#include "opencensus_api/src/stats/access.h"

namespace opencensus {
namespace stats {
namespace {

template <typename MeasureT>
constexpr MeasureDescriptor::Type TypeOf() {
  return std::is_same<MeasureT, double>::value ? MeasureDescriptor::Type::kDouble
                                               : MeasureDescriptor::Type::kInt64;
}

uint64_t TypeBit(MeasureDescriptor::Type type) {
  return type == MeasureDescriptor::Type::kInt64 ? kInt64Measure : 0;
}

bool Is(uint64_t id, MeasureDescriptor::Type type) {
  return (id & (kValidMeasure | kInt64Measure)) == (kValidMeasure | TypeBit(type));
}

template <typename MeasureT>
Measure<MeasureT> Find(absl::string_view name) {
  constexpr MeasureDescriptor::Type type = TypeOf<MeasureT>();
  const uint64_t id = MeasureRegistryImpl::Get().IdOf(name);
  return MeasureRegistryImpl::Make<MeasureT>(Is(id, type) ? id : TypeBit(type));
}

[[maybe_unused]] const MeasureRegistryImpl* const made_at_start = MeasureRegistryImpl::Find();

}  // namespace

MeasureRegistryImpl& MeasureRegistryImpl::Get() {
  static MeasureRegistryImpl& registry = tracebridge::state::OrThrow(Find());
  return registry;
}

MeasureRegistryImpl* MeasureRegistryImpl::Find() noexcept {
  return tracebridge::state::ProcessObjectHeldInForks<MeasureRegistryImpl>(
      "opencensus.measures.v1");
}

uint64_t MeasureRegistryImpl::Register(absl::string_view name, absl::string_view description,
                                       absl::string_view units, MeasureDescriptor::Type type) {
  MeasureDescriptor descriptor(name, description, units, type);
  {
    const std::lock_guard<std::mutex> lock(mutex);
    if (!name.empty() && ids_.count(descriptor.name()) == 0) {
      const uint64_t id = kValidMeasure | TypeBit(type) | descriptors_.size();
      descriptors_.push_back(std::move(descriptor));
      ids_.emplace(std::string(name), id);
      return id;
    }
  }
  std::fprintf(stderr,
               "[Error] tracebridge: an OpenCensus measure needs a name that no other has: %s\n",
               descriptor.DebugString().c_str());
  return TypeBit(type);
}

uint64_t MeasureRegistryImpl::IdOf(absl::string_view name) const {
  const std::lock_guard<std::mutex> lock(mutex);
  const auto found = ids_.find(std::string(name));
  return found == ids_.end() ? 0 : found->second;
}

const MeasureDescriptor& MeasureRegistryImpl::DescriptorOf(uint64_t id) const {
  static const MeasureDescriptor& none =
      *new MeasureDescriptor("", "", "", MeasureDescriptor::Type::kDouble);
  if ((id & kValidMeasure) == 0) return none;
  const std::lock_guard<std::mutex> lock(mutex);
  return descriptors_[static_cast<std::size_t>(id & kMeasureNumber)];
}

std::string MeasureDescriptor::DebugString() const {
  return absl::StrCat("name: \"", name_, "\"; units: \"", units_, "\"; description: \"",
                      description_, "\"; type: ", type_ == Type::kDouble ? "double" : "int64");
}

template <typename MeasureT>
Measure<MeasureT> Measure<MeasureT>::Register(absl::string_view name, absl::string_view description,
                                              absl::string_view units) {
  return Measure(MeasureRegistryImpl::Get().Register(name, description, units, TypeOf<MeasureT>()));
}

template <typename MeasureT>
bool Measure<MeasureT>::IsValid() const {
  return Is(id_, TypeOf<MeasureT>());
}

template <typename MeasureT>
const MeasureDescriptor& Measure<MeasureT>::GetDescriptor() const {
  return MeasureRegistryImpl::Get().DescriptorOf(id_);
}

template class Measure<double>;
template class Measure<int64_t>;

const MeasureDescriptor& MeasureRegistry::GetDescriptorByName(absl::string_view name) {
  const MeasureRegistryImpl& registry = MeasureRegistryImpl::Get();
  return registry.DescriptorOf(registry.IdOf(name));
}

MeasureDouble MeasureRegistry::GetMeasureDoubleByName(absl::string_view name) {
  return Find<double>(name);
}

MeasureInt64 MeasureRegistry::GetMeasureInt64ByName(absl::string_view name) {
  return Find<int64_t>(name);
}

}  // namespace stats
}  // namespace opencensus
