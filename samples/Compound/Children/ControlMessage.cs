using System.Text.Json.Nodes;
using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The messages of the control line. Instants travel as nanoseconds since 1970, in text: JSON numbers end at 2⁵³.</summary>
internal static class ControlMessage
{
    /// <summary>Go to this moment, and answer when everything up to it is on disk.</summary>
    public static JsonObject Advance(Instant to) => new() { ["advance"] = Text(to) };

    /// <summary>Tell your counters.</summary>
    public static JsonObject Stats() => new() { ["stats"] = true };

    /// <summary>The moment that a member holds; null when there is none.</summary>
    public static Instant? InstantOf(JsonObject message, string member) =>
        message[member] is { } text ? InstantNanoseconds.FromUnixNanoseconds(long.Parse((string)text!, System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>A moment as the control line writes it.</summary>
    public static string Text(Instant instant) => instant.ToUnixNanoseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
