using CityKit.Core;

namespace CityKit.Edge.Detectors;

/// <summary>The field <c>found</c>: a level that was met, not seen changing.</summary>
internal static class Found
{
    internal static readonly EventField Start = new("found", "start");
    internal static readonly EventField Blind = new("found", "blind");
    internal static readonly EventFields AtStart = EventFields.Of(Start);
    internal static readonly EventFields AfterBlind = EventFields.Of(Blind);
}
