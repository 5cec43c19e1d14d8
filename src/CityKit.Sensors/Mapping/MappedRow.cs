using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>One row that is being read; what is wrong with it is noted, and the next one is read.</summary>
internal readonly record struct MappedRow(int Number, JsonValue Message, JsonValue Row, List<FeedReject> Rejects)
{
    /// <summary>A part of the row; null, and noted, when it is missing or wrong.</summary>
    internal T? Parsed<T>(MappedText part, Func<string, T?> parse, string allowed) where T : struct
    {
        var text = part.In(Message, Row);
        if (text is not null && parse(text) is { } parsed) return parsed;
        Reject(part, text, allowed);
        return null;
    }

    /// <summary>When it was measured; <paramref name="otherwise"/> where the message says nothing.</summary>
    internal Instant? TimeOf(MappedTime time, Instant? otherwise)
    {
        if (otherwise is { } given && time.Text.In(Message, Row) is null) return given;
        return Parsed(time.Text, time.InstantOf, time.Allowed);
    }

    internal MappedReading? Reject(MappedText part, string? found, string allowed)
    {
        Rejects.Add(FeedReject.Of(Number, part.Source, found ?? "", $"allowed: {allowed}", $"应为：{allowed}"));
        return null;
    }
}
