using System.Text.Json.Nodes;
using CityKit.Core.Time;
using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The messages of the control line. Instants travel as nanoseconds since 1970, in text: JSON numbers end at 2⁵³.</summary>
internal static class ControlMessage
{
    /// <summary>Go to this moment, and answer when everything up to it is on disk.</summary>
    public static JsonObject Advance(Instant to) => new() { ["advance"] = Text(to) };

    /// <summary>
    /// Let this happen from this moment on. Said twice, it happens once: the lines take the same levels at the same times.
    /// </summary>
    public static JsonObject Happen(Demand demand, Instant at) => new() { ["happen"] = demand.ToString(), ["at"] = Text(at) };

    /// <summary>What the hub's answer to <see cref="Advance"/> says that people at its desk want.</summary>
    public static IReadOnlyList<Demand> DemandsOf(JsonObject answer) =>
        [.. (answer["demands"] as JsonArray ?? []).Select(demand => Enum.Parse<Demand>((string)demand!))];

    /// <summary>Report your counters.</summary>
    public static JsonObject Stats() => new() { ["stats"] = true };

    /// <summary>The moment that a member holds; null when there is none.</summary>
    public static Instant? InstantOf(JsonObject message, string member) =>
        message[member] is { } text
            ? InstantNanoseconds.FromUnixNanoseconds(long.Parse((string)text!, System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>A moment as the control line writes it.</summary>
    public static string Text(Instant instant) => instant.ToUnixNanoseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
