using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>What a register showed.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Shown">What it showed, in the smallest unit.</param>
/// <param name="IsEstimate">Whether the utility estimated it.</param>
/// <param name="IsBase">Whether counting begins with it: no interval leads to it.</param>
internal readonly record struct RegisterValue(Instant At, long Shown, bool IsEstimate, bool IsBase = false);
