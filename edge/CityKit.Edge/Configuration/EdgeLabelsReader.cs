using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Configuration;

/// <summary>Gathers the labels and units of a configuration.</summary>
internal static class EdgeLabelsReader
{
    internal static EdgeLabels Of(EdgeConfiguration edge) =>
        new(Texts(edge.Lines.Select(l => (l.Name, l.Label.Text))), Texts(edge.Outputs.Select(o => (o.Name, o.Label.Text))),
            OfSensors(edge, label => label.Text));

    internal static IReadOnlyDictionary<string, string> UnitsOf(EdgeConfiguration edge) => OfSensors(edge, label => label.Unit);

    /// <summary>What the lines of each sensor say, else what its channels say.</summary>
    private static Dictionary<string, string> OfSensors(EdgeConfiguration edge, Func<ItemLabel, string?> part)
    {
        var (lines, channels) = (Texts(edge.Lines.Select(l => (l.Name, part(l.Label)))),
            Texts(edge.Channels.Select(c => (c.Name, part(c.Label)))));
        return Texts(edge.Sensors.Select(s => (s.Sensor.Value, First(s.Lines, lines) ?? First(Channels(s), channels))));
    }

    private static IReadOnlyList<string> Channels(IDetectorOptions sensor) =>
        sensor.CreateDetector() is IChannelDetector { Channels: var channels } ? channels : [];

    private static string? First(IReadOnlyList<string> names, Dictionary<string, string> texts) =>
        names.Select(name => texts.GetValueOrDefault(name)).FirstOrDefault(text => text is not null);

    private static Dictionary<string, string> Texts(IEnumerable<(string Name, string? Text)> items) =>
        items.Where(i => i.Text is not null).ToDictionary(i => i.Name, i => i.Text!);
}
