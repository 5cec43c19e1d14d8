using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Devices;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Outbox;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads <c>edge.json</c>, from the top down.</summary>
internal static class EdgeConfigurationReader
{
    private const int MaxLines = 1024;
    private const int MaxSensors = 1024;
    private const int MaxOutputs = 64;
    private const int MaxDevices = 256;
    private const int MaxSuspensions = 256;
    private const int MaxPath = 1024;
    private const int MaxOffset = 1023;
    private const int MaxChipLine = 31;
    internal static LocalizedText NameRule { get; } =
        new("1 至 64 个 a-z、0-9、.、_、- 字符", "1 to 64 characters of a-z, 0-9, '.', '_', '-'");

    internal static EdgeConfigurationResult Read(ReadOnlySpan<byte> utf8, EdgeKinds kinds)
    {
        var root = ConfigReader.Parse(utf8, JsonLimits.Default with { Comments = true });
        var device = root.Parsed<DeviceId>("device", NameRule);
        var hub = ReadHub(root);
        var (bytes, tail) = ReadOutbox(root);
        var chip = root.TextOrNull("chip", MaxPath);
        var (rules, register) = (root.TextOrNull("rules", MaxPath), root.TextOrNull("register", MaxPath));
        if (rules is null != register is null)
            root.Reject(rules is null ? "rules" : "register", new("rules 与 register 同时给出，或都不给", "both 'rules' and 'register', or neither"));
        var devices = ReadDevices(root, kinds);
        var lines = root.Objects("lines", MaxLines).Select(line => ReadLine(line, chip, devices)).ToArray();
        var channels = root.Objects("channels", MaxLines, required: false)
            .Select(channel => ChannelConfigurationReader.Read(channel, kinds, devices)).ToArray();
        var outputs = root.Objects("outputs", MaxOutputs, required: false)
            .Select(output => OutputConfigurationReader.Read(output, chip, devices)).ToArray();
        Suspension[] suspensions = [.. root.Objects("suspensions", MaxSuspensions, required: false).Select(SuspensionReader.Read)];
        var evidence = new List<EvidenceSensor>();
        var sensors = ReadSensors(root, kinds, lines, channels, outputs, evidence);
        RejectRepeats(root, "lines", lines.Select(l => l.Name));
        RejectRepeats(root, "outputs", outputs.Select(o => o.Name));
        OutputConfigurationReader.RejectSharedPins(root, lines, outputs);
        ChannelConfigurationReader.RejectSharedLines(root, channels);
        RejectRepeats(root, "channels", channels.Select(c => c.Name));
        RejectRepeats(root, "sensors", sensors.Select(s => s.Sensor.Value));
        RejectWhatCannotOpen(root, lines, outputs, channels, sensors);
        root.Close();
        var configuration = root.Errors.Count > 0 ? null : new EdgeConfiguration(device, hub, bytes, lines, sensors)
        {
            OutboxTailEvents = tail, Devices = devices, Channels = channels, Outputs = outputs, Evidence = evidence,
            Rules = rules, Register = register, Suspensions = suspensions,
        };
        return new EdgeConfigurationResult(configuration, root.Errors);
    }

    private static Uri? ReadHub(ConfigReader root)
    {
        if (root.ObjectOrNull("hub") is not { } hub) return null;
        var usable = Uri.TryCreate(hub.Text("url", 2048), UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (!usable && hub.Has("url")) hub.Reject("url", new("http 或 https 地址", "an http or https address"));
        hub.Close();
        return url;
    }

    private static (long CapBytes, int TailEvents) ReadOutbox(ConfigReader root)
    {
        if (root.ObjectOrNull("outbox") is not { } outbox) return (OutboxOptions.DefaultCapBytes, OutboxOptions.DefaultTailEvents);
        var bytes = outbox.IntegerOrNull("capBytes", OutboxOptions.MinCapBytes, 1L << 40) ?? OutboxOptions.DefaultCapBytes;
        var tail = outbox.IntegerOrNull("tailEvents", 0, OutboxOptions.MaxTailEvents) ?? OutboxOptions.DefaultTailEvents;
        outbox.Close();
        return (bytes, (int)tail);
    }

    private static DeviceConfiguration[] ReadDevices(ConfigReader root, EdgeKinds kinds)
    {
        var read = root.Objects("devices", MaxDevices, required: false)
            .Select(reader => (Reader: reader, Device: DeviceConfigurationReader.Read(reader, kinds))).ToArray();
        DeviceConfigurationReader.RejectSharedAddresses(read);
        DeviceConfiguration[] devices = [.. read.Select(r => r.Device).OfType<DeviceConfiguration>()];
        RejectRepeats(root, "devices", devices.Select(d => d.Name));
        return devices;
    }

    private static LineConfiguration ReadLine(ConfigReader line, string? chip, IReadOnlyList<DeviceConfiguration> devices)
    {
        var result = new LineConfiguration(
            line.Text("name", 64),
            line.WordOr("bias", LineBias.None, ("none", LineBias.None), ("pull-up", LineBias.PullUp), ("pull-down", LineBias.PullDown)),
            line.Flag("activeLow"),
            (int)(line.IntegerOrNull("buffer", 16, 65_536) ?? 1024));
        result = Place(line, result, chip) with { Label = ItemLabel.Read(line) };
        DeviceConfigurationReader.CheckPlace(line, result.Chip, result.Offset, devices);
        line.Close();
        return result;
    }

    /// <summary>Where the line is on the machine; a file that is only simulated need not say it.</summary>
    private static LineConfiguration Place(ConfigReader line, LineConfiguration result, string? chip)
    {
        var (offset, name) = ((int?)line.IntegerOrNull("offset", 0, MaxOffset), line.TextOrNull("chipLine", MaxChipLine));
        var own = line.TextOrNull("chip", MaxPath) ?? chip;
        var debounce = Duration.FromMilliseconds(line.IntegerOrNull("debounceMs", 0, (long)LinuxLine.LongestDebounce.TotalMilliseconds)
            ?? 0);
        var placed = ChipPlace.Check(line, offset, name, own);
        return result with { Chip = placed ? own : null, Offset = offset, ChipLine = name, KernelDebounce = debounce };
    }

    private static List<IDetectorOptions> ReadSensors(ConfigReader root, EdgeKinds kinds, LineConfiguration[] lines,
        ChannelConfiguration[] channels, OutputConfiguration[] outputs,
        List<EvidenceSensor> evidence)
    {
        var sensors = new List<IDetectorOptions>();
        var names = lines.Select(l => l.Name).ToArray();
        var chips = lines.DistinctBy(l => l.Name).ToDictionary(l => l.Name, l => l.Chip);
        foreach (var sensor in root.Objects("sensors", MaxSensors))
        {
            if (SensorConfigurationReader.Read(new SensorConfiguration(sensor, names, channels, outputs), kinds) is { } options)
            {
                sensors.Add(options);
                DeviceConfigurationReader.RejectTimed(sensor, options, chips);
                if (sensor.ObjectOrNull("evidence") is { } kept) evidence.Add(ReadEvidence(kept, sensor, options));
            }
            sensor.Close();
        }
        return sensors;
    }

    /// <summary>Only detections are kept, so only sensors that report them have evidence.</summary>
    private static EvidenceSensor ReadEvidence(ConfigReader reader, ConfigReader sensor, IDetectorOptions options)
    {
        if (options is not (BarrierOptions or ExternalOptions))
            sensor.Reject("evidence", new("空：只有 barriers 和 external 会报告检测", "nothing here: only barriers and external report detections"));
        var clip = new EvidenceClip(reader.Text("recorder", 64), reader.Text("channel", 64),
            reader.IntegerOrNull("offsetMs", -86_400_000, 86_400_000) ?? 0);
        reader.Close();
        return new EvidenceSensor(options.Sensor, options.Lines, clip);
    }

    /// <summary>What opens a configuration has the last word here, so that nothing which is right here is refused when it runs.</summary>
    private static void RejectWhatCannotOpen(ConfigReader root, LineConfiguration[] lines, OutputConfiguration[] outputs,
        ChannelConfiguration[] channels, List<IDetectorOptions> sensors)
    {
        if (root.Errors.Count > 0) return;
        foreach (var line in lines) Try("lines", () => line.ToLinux()?.Check());
        foreach (var output in outputs) Try("outputs", () => output.ToLinux()?.Check());
        // what devices and vendors open is asked of the machine
        Try("channels", () => ChannelGroups.Try(channels.Where(c => c.Device is null && c.Opening is null)));
        foreach (var sensor in sensors) Try("sensors", () => sensor.CreateDetector());

        void Try(string member, Action open)
        {
            try
            {
                open();
            }
            catch (ArgumentException wrong)
            {
                root.Reject(member, new("可以打开的设置", "what can be opened"),
                    found: new($"无法打开的设置（{wrong.Message}）", $"what cannot be opened ({wrong.Message})"));
            }
        }
    }

    private static void RejectRepeats(ConfigReader root, string member, IEnumerable<string> names)
    {
        foreach (var repeated in names.Where(n => n.Length > 0).GroupBy(n => n).Where(g => g.Count() > 1))
            root.Reject(member, new("互不相同的名称", "names that differ"), found: Times(repeated.Key, repeated.Count()));
    }

    /// <summary>What is found where a name is there again.</summary>
    internal static LocalizedText Times(string name, int count) => new($"'{name}' 出现 {count} 次", $"'{name}' {count} times");
}
