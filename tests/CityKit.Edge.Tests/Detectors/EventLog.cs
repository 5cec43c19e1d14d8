using System.Globalization;
using CityKit.Core;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>Keeps what a detector told, as lines of text that can be compared.</summary>
internal sealed class EventLog : IDetectorOutput
{
    internal List<LoggedEvent> Events { get; } = [];

    public void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None,
        EventFields? fields = null) =>
        Events.Add(new LoggedEvent(kind, nanoseconds, value, span, flags, fields ?? EventFields.Empty));

    /// <summary>What outputs were asked to do.</summary>
    internal List<(string Output, bool Active)> Switches { get; } = [];

    public void Switch(string output, bool active) => Switches.Add((output, active));

    internal string Text => string.Join('\n', Events);
}

internal sealed record LoggedEvent(EventKind Kind, long Nanoseconds, long Value, long Span, EventFlags Flags, EventFields Fields)
{
    public override string ToString()
    {
        var fields = string.Concat(Fields.Select(f => $" {f.Name}={f.Text ?? f.Number.ToString(CultureInfo.InvariantCulture)}"));
        var span = Span == 0 ? "" : $" span={Milliseconds(Span)}";
        var flags = Flags == EventFlags.None ? "" : $" flags={Flags}".Replace(", ", "+", StringComparison.Ordinal);
        return $"{Milliseconds(Nanoseconds)} {Kind} {Value}{span}{flags}{fields}";
    }

    private static string Milliseconds(long nanoseconds) => (nanoseconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}
