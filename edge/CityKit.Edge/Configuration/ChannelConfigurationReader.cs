using System.Globalization;
using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Text;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Devices;
using CityKit.Edge.Serial;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads the channels of <c>edge.json</c>.</summary>
internal static class ChannelConfigurationReader
{
    internal static IReadOnlyList<ChannelKind> BuiltIn { get; } =
    [
        new("iio", c => OfFile(c.Reader, c.Name, ChannelFileKind.Iio)),
        new("hwmon", c => OfFile(c.Reader, c.Name, ChannelFileKind.Plain)),
        new("one-wire", c => OfFile(c.Reader, c.Name, ChannelFileKind.OneWire)),
        new("serial-meter", c => OfMeter(c.Reader, c.Name)),
        new("code-scanner", c => OfScanner(c.Reader, c.Name)),
        new("pass-scanner", c => OfPassScanner(c.Reader, c.Name)),
        new("device", OfDevice),
        new("code-reader", OfCodeReader),
    ];

    internal static ChannelConfiguration Read(ConfigReader reader, EdgeKinds kinds, IReadOnlyList<DeviceConfiguration> devices)
    {
        var channel = new ChannelReader(reader, devices);
        var read = reader.Word("kind", [.. kinds.Channels.Select(k => (k.Name, k.Read))]);
        if (read is null) _ = reader.Names; // of an unknown kind no member is known to be wrong
        var result = read?.Invoke(channel) ?? new ChannelConfiguration(channel.Name, Duration.Zero);
        result = result with { Label = ItemLabel.Read(reader) };
        if (result is { Meter: { } meter, Label.Unit: { } unit }) result = result with { Meter = meter with { Unit = unit } };
        reader.Close();
        return result;
    }

    private static ChannelConfiguration OfDevice(ChannelReader channel)
    {
        var (reader, device) = (channel.Reader, channel.Device(DeviceRole.Sensor));
        if (device is null) _ = reader.Find("quantity");
        var quantity = device is null
            ? 0 : reader.Word<int?>("quantity", [.. device.Type.Quantities.Select((q, index) => (q.Name, (int?)index))]) ?? 0;
        return new ChannelConfiguration(channel.Name, channel.Period()) { Device = new DeviceChannel(device?.Name ?? "", quantity) };
    }

    private static ChannelConfiguration OfCodeReader(ChannelReader channel) => new(channel.Name, channel.Period())
    {
        Device = new DeviceChannel(channel.Device(DeviceRole.CodeReader)?.Name ?? "", 0),
        SaltFile = channel.Reader.Text("saltFile", 256),
    };

    private static ChannelConfiguration OfFile(ConfigReader reader, string name, ChannelFileKind kind)
    {
        var multiplier = reader.DecimalOrNull("multiplier", -1_000_000_000, 1_000_000_000) ?? 1;
        if (multiplier == 0) reader.Reject("multiplier", new("非 0 的数", "a number that is not 0"));
        var path = reader.Text("path", 256);
        if (ChannelPath.WhyNot(path) is { } why) reader.Reject("path", why);
        return new ChannelConfiguration(name, Period(reader)) { File = new ChannelFile(name, kind, path) { Multiplier = multiplier } };
    }

    private static ChannelConfiguration OfMeter(ConfigReader reader, string name) => new(name, Period(reader))
    {
        Meter = new SerialMeterChannel(name, reader.Text("prefix", 64), (int)(reader.IntegerOrNull("decimals", 0, 9) ?? 0)),
        SilentAfter = Duration.FromSeconds(reader.IntegerOrNull("silentAfterS", 1, 86_400) ?? 300),
        Port = Port(reader),
    };

    private static ChannelConfiguration OfScanner(ConfigReader reader, string name)
    {
        var prefixes = reader.Texts("prefixes", CodeScannerOptions.MostPrefixes, CodeScannerOptions.LongestPrefix, required: false);
        if (prefixes.Any(p => !CodeScannerOptions.IsPrefix(p))) reader.Reject("prefixes", new("可见 ASCII 字符", "printable ASCII"));
        return new ChannelConfiguration(name, Period(reader))
        {
            Codes = new CodeScannerOptions(Port(reader), reader.Text("saltFile", 256))
            {
                Prefixes = prefixes,
                MaxCharacters = (int)(reader.IntegerOrNull("maxChars", 1, CodeScannerOptions.MostCharacters) ?? 256),
            },
        };
    }

    private static ChannelConfiguration OfPassScanner(ConfigReader reader, string name)
    {
        var (port, file, key) = (Port(reader), reader.Text("trustFile", 256), TrustKey(reader));
        return new ChannelConfiguration(name, Period(reader)) { Passes = key is null ? null : new PassScannerOptions(port, file, key) };
    }

    private static DevicePublicKey? TrustKey(ConfigReader reader)
    {
        var text = reader.Text("trustKey", 256);
        try
        {
            return new DevicePublicKey(Convert.FromBase64String(text));
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            if (text.Length > 0)
                reader.Reject("trustKey",
                    new("配置包密钥的公钥：base64 编码的 P-256 SubjectPublicKeyInfo",
                        "the public half of the bundle key: SubjectPublicKeyInfo on P-256 in base64"));
            return null;
        }
    }

    private static SerialPortOptions Port(ConfigReader reader) => new(reader.Text("path", 256))
    {
        BitsPerSecond = Speed(reader),
        Parity = reader.WordOr("framing", SerialParity.None8, ("8n1", SerialParity.None8), ("7e1", SerialParity.Even7)),
    };

    /// <summary>A number or a text, as people write both.</summary>
    private static int Speed(ConfigReader reader)
    {
        (string Word, int Bits)[] speeds = [.. Termios.SpeedNames.Select(s => (s.ToString(CultureInfo.InvariantCulture), s))];
        if (reader.Find("speed") is not { Kind: JsonKind.Number } number) return reader.WordOr("speed", 9600, speeds);
        if (Array.Find(speeds, s => s.Word == number.Text) is { Bits: > 0 } known) return known.Bits;
        reader.Reject("speed", LocalizedText.Values(speeds.Select(s => s.Word)));
        return 9600;
    }

    /// <summary>A scanner shares its line with nobody; the numbers of one meter head are read in one way.</summary>
    internal static void RejectSharedLines(ConfigReader root, IEnumerable<ChannelConfiguration> channels)
    {
        foreach (var line in channels.Where(c => PathOf(c) is not null).GroupBy(PathOf))
            if (line.Count() > 1 && line.Any(c => c.Port is null))
                root.Reject("channels", new("每个扫描器各用一条串口", "a serial line of its own for each scanner"),
                    found: EdgeConfigurationReader.Times(line.Key!, line.Count()));
            else if (line.Select(c => (c.Port, c.SilentAfter)).Distinct().Count() > 1)
                root.Reject("channels",
                    new("同一串口的各通道使用相同的 speed、framing 和 silentAfterS",
                        "one speed, framing and silentAfterS for all channels of a serial line"),
                    found: new($"'{line.Key}' 的设置不一致", $"different ones for '{line.Key}'"));
    }

    private static string? PathOf(ChannelConfiguration channel) => (channel.Codes?.Port ?? channel.Passes?.Port ?? channel.Port)?.Path;

    private static Duration Period(ConfigReader reader) => Duration.FromMilliseconds(reader.Integer("periodMs", 10, 86_400_000));
}
