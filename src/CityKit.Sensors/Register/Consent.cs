using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>What a household agreed to (住户同意): that rules of one purpose judge its sensor for a time.</summary>
/// <param name="Purpose">What for (处理目的), such as <c>elder-care</c>: 1 to 64 of a–z, 0–9, '.', '_', '-'.</param>
/// <param name="GivenBy">An opaque reference to who gave it, 1 to 64 characters; never a name.</param>
/// <param name="From">From when it counts.</param>
/// <param name="Until">Until when, not included; later than <paramref name="From"/>.</param>
public sealed record Consent(string Purpose, string GivenBy, Instant From, Instant Until);
