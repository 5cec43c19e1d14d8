using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>One sensor's object, and what all kinds of sensor read from it alike.</summary>
internal sealed class SensorConfiguration(ConfigReader reader, string[] lines, string[] channels, string[] tests)
{
    internal ConfigReader Reader => reader;

    internal SensorName Sensor { get; } = reader.Parsed<SensorName>("name", "1 to 64 characters of a-z, 0-9, '.', '_', '-'");

    /// <summary>The name of a line that the file has.</summary>
    internal string Line(string member) => OneOf(reader, member, lines, "line");

    /// <summary>The name of a line, in an object of the sensor.</summary>
    internal string Line(ConfigReader part, string member) => OneOf(part, member, lines, "line");

    /// <summary>The name of a channel that the file has.</summary>
    internal string Channel(string member) => OneOf(reader, member, channels, "channel");

    /// <summary>The name of an output, in an object of the sensor, that switches emitters.</summary>
    internal string EmitterTest(ConfigReader part, string member) => OneOf(part, member, tests, "output of kind emitter-test");

    internal Duration Microseconds(string member, Duration otherwise, long from, long to) => Of(member, from, to, n => Duration.FromNanoseconds(n * 1000)) ?? otherwise;

    internal Duration Milliseconds(string member, Duration otherwise, long from, long to) => Of(member, from, to, Duration.FromMilliseconds) ?? otherwise;

    internal Duration Seconds(string member, Duration otherwise, long from, long to) => Of(member, from, to, Duration.FromSeconds) ?? otherwise;

    internal int Integer(string member, int otherwise, int from, int to) => (int)(reader.IntegerOrNull(member, from, to) ?? otherwise);

    private static string OneOf(ConfigReader part, string member, string[] names, string what)
    {
        var name = part.Text(member, 64);
        if (name.Length > 0 && !names.Contains(name)) part.Reject(member, $"the name of a {what}: {string.Join(", ", names)}", NearMiss.Of(name, names));
        return name;
    }

    private Duration? Of(string member, long from, long to, Func<long, Duration> unit) => reader.IntegerOrNull(member, from, to) is { } number ? unit(number) : null;
}
