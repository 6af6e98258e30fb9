// Around fork: hold every lock of the slots and of the registry of objects.
#pragma once

namespace tracebridge::state {

void LockSlots() noexcept;
void UnlockSlots() noexcept;
void LockObjects() noexcept;
void UnlockObjects() noexcept;
void ResetCounters() noexcept;

}  // namespace tracebridge::state
