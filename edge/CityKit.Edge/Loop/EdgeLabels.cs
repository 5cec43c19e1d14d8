using CityKit.Core;

namespace CityKit.Edge.Loop;

/// <summary>
/// What people call the lines and outputs of a device, and what its sensors read (名称表). Events and the log carry it; nothing is judged by
/// it.
/// </summary>
/// <param name="Lines">Labels of lines, by the line's name.</param>
/// <param name="Outputs">Labels of outputs, by the output's name.</param>
/// <param name="Sensors">Labels of what sensors read, by the sensor's name.</param>
internal sealed record EdgeLabels(IReadOnlyDictionary<string, string> Lines, IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Sensors)
{
    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>No labels.</summary>
    public static EdgeLabels None { get; } = new(Empty, Empty, Empty);

    /// <summary>A line's name, with its label behind it.</summary>
    public string Line(string name) => Named(name, Lines);

    /// <summary>An output's name, with its label behind it.</summary>
    public string Output(string name) => Named(name, Outputs);

    /// <summary>An event with the label of the line or output that it names, or of what its sensor reads.</summary>
    internal CityEvent On(CityEvent seen)
    {
        if (seen.Kind == EventKind.Heartbeat || seen.Fields.Count == EventFields.MaxCount || Of(seen) is not { } label
            || !EventLabel.IsLabel(label))
            return seen;
        if (seen.Fields.Any(field => field.Name == EventLabel.Field)) return seen;
        return seen with { Fields = EventFields.Of([.. seen.Fields, new EventField(EventLabel.Field, label)]) };
    }

    private string? Of(CityEvent seen) =>
        Named(seen, "line", Lines)
            ?? (seen.Fields.TextOf("reason") == "output" ? Named(seen, "detail", Outputs) : null)
            ?? Sensors.GetValueOrDefault(seen.Sensor.Value);

    private static string? Named(CityEvent seen, string field, IReadOnlyDictionary<string, string> labels) =>
        seen.Fields.TextOf(field) is { } name ? labels.GetValueOrDefault(name) : null;

    private static string Named(string name, IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault(name) is { } label ? $"{name} “{label}”" : name;
}
