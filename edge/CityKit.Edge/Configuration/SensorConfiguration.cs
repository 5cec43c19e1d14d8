using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>
/// One sensor's object in <c>edge.json</c>, and what all kinds of sensor read from it alike. What is wrong is noted at the reader, and
/// reading goes on.
/// </summary>
public sealed class SensorConfiguration
{
    private readonly ConfigReader reader;
    private readonly string[] lines;
    private readonly ChannelConfiguration[] channels;
    private readonly OutputConfiguration[] outputs;

    internal SensorConfiguration(ConfigReader reader, string[] lines, ChannelConfiguration[] channels, OutputConfiguration[] outputs)
    {
        (this.reader, this.lines, this.channels, this.outputs) = (reader, lines, channels, outputs);
        Sensor = reader.Parsed<SensorName>("name", EdgeConfigurationReader.NameRule);
        if (Sensor == SensorName.Device)
            reader.Reject("name", new("其他名称：设备以此名称报告自身", "another name: the device reports itself under this one"));
    }

    /// <summary>The object.</summary>
    public ConfigReader Reader => reader;

    /// <summary>The sensor's name.</summary>
    public SensorName Sensor { get; }

    /// <summary>The name of a line that the file has.</summary>
    public string Line(string member) => OneOf(reader, member, lines, new("线路", "line"));

    /// <summary>The name of a line, in an object of the sensor.</summary>
    internal string Line(ConfigReader part, string member) => OneOf(part, member, lines, new("线路", "line"));

    /// <summary>The name of a channel that the file has.</summary>
    public string Channel(string member) => OneOf(reader, member, [.. channels.Select(c => c.Name)], new("通道", "channel"));

    /// <summary>The name of a channel that gives scanned passes; of others nothing would ever come.</summary>
    internal string PassChannel(string member) =>
        OneOf(reader, member, [.. channels.Where(c => c.Passes is not null || c.Opening is not null).Select(c => c.Name)],
            new("pass-scanner 类通道", "channel of kind pass-scanner"));

    /// <summary>The name of an output, in an object of the sensor, that switches emitters.</summary>
    internal string EmitterTest(ConfigReader part, string member) =>
        OneOf(part, member, Outputs(output => output.Kind == OutputKind.EmitterTest),
            new("emitter-test 类输出", "output of kind emitter-test"));

    /// <summary>
    /// The name of an output that opens a gate. One that alerts drive is not taken: the two would switch against each other.
    /// </summary>
    internal string Opener(string member) => OneOf(reader, member,
        Outputs(output => output is { Kind: OutputKind.Gate or OutputKind.Relay, WhileAlert: null }),
        new("不带 whileAlert 的 gate 或 relay 类输出", "output of kind gate or relay without whileAlert"));

    /// <summary>A time in microseconds; <paramref name="otherwise"/> when the member is not there.</summary>
    public Duration Microseconds(string member, Duration otherwise, long from, long to) =>
        Of(member, from, to, n => Duration.FromNanoseconds(n * 1000)) ?? otherwise;

    /// <summary>A time in milliseconds; <paramref name="otherwise"/> when the member is not there.</summary>
    public Duration Milliseconds(string member, Duration otherwise, long from, long to) =>
        Of(member, from, to, Duration.FromMilliseconds) ?? otherwise;

    /// <summary>A time in seconds; <paramref name="otherwise"/> when the member is not there.</summary>
    public Duration Seconds(string member, Duration otherwise, long from, long to) =>
        Of(member, from, to, Duration.FromSeconds) ?? otherwise;

    /// <summary>A time in hours; <paramref name="otherwise"/> when the member is not there.</summary>
    internal Duration Hours(string member, Duration otherwise, long from, long to) =>
        Of(member, from, to, n => Duration.FromHours(n)) ?? otherwise;

    /// <summary>A whole number; <paramref name="otherwise"/> when the member is not there.</summary>
    public int Integer(string member, int otherwise, int from, int to) => (int)(reader.IntegerOrNull(member, from, to) ?? otherwise);

    private string[] Outputs(Func<OutputConfiguration, bool> fits) => [.. outputs.Where(fits).Select(output => output.Name)];

    private static string OneOf(ConfigReader part, string member, string[] names, LocalizedText what)
    {
        var name = part.Text(member, 64);
        if (name.Length > 0 && !names.Contains(name))
            part.Reject(member, new(
                $"{what.Zh}的名称：{string.Join("、", names)}", $"the name of a {what.En}: {string.Join(", ", names)}"),
                    NearMiss.Of(name, names));
        return name;
    }

    private Duration? Of(string member, long from, long to, Func<long, Duration> unit) =>
        reader.IntegerOrNull(member, from, to) is { } number ? unit(number) : null;
}
