using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using CityKit.Edge.Evidence;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Configuration;

/// <summary>What <c>edge.json</c> says (边缘配置): the device, its lines and sensors, where to forward, how much to keep.</summary>
/// <remarks>
/// For programs that host the edge or check such files; the agent reads its own. A file has at most 4 MiB, and up to 1,024 lines, channels
/// and sensors each; it may have comments. <see cref="Parse"/> throws nothing: it returns everything that is wrong, each with line, column
/// and what is allowed. A configuration is immutable, any number of threads may use it, and it opens nothing. Whether a chip has such a
/// line is not known before it is opened, and rules are checked against it by <see cref="Check"/>.
/// </remarks>
/// <example><code>
/// var read = EdgeConfiguration.Parse(File.ReadAllBytes("edge.json"));
/// foreach (var error in read.Errors) Console.Error.WriteLine(error.Message); // in English and in Chinese
/// if (read.Configuration is not { } file) return 1;
/// services.AddCityKitEdge(edge => edge.Configure(options =>
/// {
///     (options.Device, options.Channels) = (file.Device, file.Channels);
///     options.Detectors = _ => [.. file.Sensors.Select(sensor => (Func&lt;IDetector>)sensor.CreateDetector)];
///     options.Forwarder = new ForwarderOptions { Hub = file.Hub! };
/// }));
/// </code></example>
/// <param name="Device">The device.</param>
/// <param name="Hub">The hub's address; null when the file names none: such a file can be checked and simulated, the agent does not run
/// it.</param>
/// <param name="OutboxCapBytes">How large the outbox may grow before the oldest readings go.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Sensors">The sensors, each with its detector's options.</param>
public sealed record EdgeConfiguration(DeviceId Device, Uri? Hub, long OutboxCapBytes, IReadOnlyList<LineConfiguration> Lines,
    IReadOnlyList<IDetectorOptions> Sensors)
{
    /// <summary>How many events of each lane the outbox keeps after the hub answered for them.</summary>
    public int OutboxTailEvents { get; init; } = OutboxOptions.DefaultTailEvents;

    /// <summary>The channels: values that are read at a rate.</summary>
    public IReadOnlyList<ChannelConfiguration> Channels { get; init; } = [];

    /// <summary>The devices on I²C, SPI and the like.</summary>
    public IReadOnlyList<DeviceConfiguration> Devices { get; init; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputConfiguration> Outputs { get; init; } = [];

    /// <summary>Which alerts of local rules switch which outputs.</summary>
    public IReadOnlyList<AlertDrive> Drives => [.. Outputs.Select(output => output.WhileAlert).OfType<AlertDrive>()];

    /// <summary>What people call lines and outputs, and what each sensor reads: its first line or channel that has a label.</summary>
    internal EdgeLabels Labels => EdgeLabelsReader.Of(this);

    /// <summary>The unit of what each sensor reads, by the sensor's name: that of its first line or channel that has one.</summary>
    public IReadOnlyDictionary<string, string> Units => EdgeLabelsReader.UnitsOf(this);

    /// <summary>The sensors whose detections are kept as evidence.</summary>
    public IReadOnlyList<EvidenceSensor> Evidence { get; init; } = [];

    /// <summary>The rule file whose rules for the edge are judged on the device, named from this file's folder; null for none.</summary>
    public string? Rules { get; init; }

    /// <summary>The sensor register those rules need, named from this file's folder; given when <see cref="Rules"/> is.</summary>
    public string? Register { get; init; }

    /// <summary>When which local rules are suspended, so that their alerts switch nothing.</summary>
    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];

    /// <summary>
    /// What in this file does not fit the rules it is to run with: outputs that wait for alerts of rules which do not run on the edge, and
    /// suspensions of such rules.
    /// </summary>
    public IReadOnlyList<ConfigError> Check(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        string[] known = [.. rules.Rules.Where(rule => rule.Where == RuleHost.Edge).Select(rule => rule.Id)];
        var unknown = Suspensions.Select(one => one.Rule).OfType<string>().Except(known);
        return [.. Drives.SelectMany(drive => drive.Check(rules)), .. unknown.Select(rule => Unknown(rule, known))];
    }

    private static ConfigError Unknown(string rule, string[] known) =>
        new(0, 0, "suspensions.rule", LocalizedText.Values($"'{rule}'"), AlertDrive.Allowed(known), NearMiss.Of(rule, known));

    /// <summary>Reads the text of an <c>edge.json</c>; all that is wrong is reported at once, with line and column.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="kinds">The words that it may use; null for the built-in ones.</param>
    public static EdgeConfigurationResult Parse(ReadOnlySpan<byte> utf8, EdgeKinds? kinds = null) =>
        EdgeConfigurationReader.Read(utf8, kinds ?? EdgeKinds.BuiltIn);
}
