using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Grids.Areas;

/// <summary>One area took another one's place (区划沿革).</summary>
/// <param name="Ended">The code that ended.</param>
/// <param name="Successor">The code that took its place.</param>
/// <param name="Since">The first day of the new one.</param>
public sealed record AreaSuccession(AreaCode Ended, AreaCode Successor, LocalDate Since);
