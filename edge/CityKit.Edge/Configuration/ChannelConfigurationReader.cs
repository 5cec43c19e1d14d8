using CityKit.Core.Text;
using CityKit.Edge.Channels;
using CityKit.Edge.Serial;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads the channels of <c>edge.json</c>.</summary>
internal static class ChannelConfigurationReader
{
    internal static ChannelConfiguration Read(ConfigReader reader)
    {
        var name = reader.Text("name", 64);
        var read = reader.Word<Func<ConfigReader, string, ChannelConfiguration>>("kind",
            ("iio", (r, n) => OfFile(r, n, ChannelFileKind.Iio)),
            ("hwmon", (r, n) => OfFile(r, n, ChannelFileKind.Plain)),
            ("one-wire", (r, n) => OfFile(r, n, ChannelFileKind.OneWire)),
            ("serial-meter", OfMeter));
        if (read is null) _ = reader.Names; // of an unknown kind no member is known to be wrong
        var channel = read?.Invoke(reader, name) ?? new ChannelConfiguration(name, Duration.Zero);
        reader.Close();
        return channel;
    }

    private static ChannelConfiguration OfFile(ConfigReader reader, string name, ChannelFileKind kind)
    {
        var multiplier = reader.DecimalOrNull("multiplier", -1_000_000_000, 1_000_000_000) ?? 1;
        if (multiplier == 0) reader.Reject("multiplier", "a number that is not 0");
        return new ChannelConfiguration(name, Period(reader)) { File = new ChannelFile(name, kind, reader.Text("path", 256)) { Multiplier = multiplier } };
    }

    private static ChannelConfiguration OfMeter(ConfigReader reader, string name) => new(name, Period(reader))
    {
        Meter = new SerialMeterChannel(name, reader.Text("prefix", 64), (int)(reader.IntegerOrNull("decimals", 0, 9) ?? 0)),
        SilentAfter = Duration.FromSeconds(reader.IntegerOrNull("silentAfterS", 1, 86_400) ?? 300),
        Port = new SerialPortOptions(reader.Text("path", 256))
        {
            BitsPerSecond = reader.WordOr("speed", 9600, [.. Termios.SpeedNames.Select(s => (s.ToString(System.Globalization.CultureInfo.InvariantCulture), s))]),
            Parity = reader.WordOr("framing", SerialParity.None8, ("8n1", SerialParity.None8), ("7e1", SerialParity.Even7)),
        },
    };

    private static Duration Period(ConfigReader reader) => Duration.FromMilliseconds(reader.Integer("periodMs", 10, 86_400_000));
}
