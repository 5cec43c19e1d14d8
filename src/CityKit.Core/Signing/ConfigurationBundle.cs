using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>
/// All that a device runs by, as one thing with a version (配置包): one MessagePack array of format, version, device, <c>edge.json</c>, rule
/// file and sensor register. The keeper of the hub's bundle key signs it (<see cref="SignedBundle"/>); a device takes only a version above
/// every one it took before.
/// </summary>
/// <param name="Version">Its version, from 1; higher is newer.</param>
/// <param name="Device">The device it is for.</param>
/// <param name="Edge">The text of <c>edge.json</c>.</param>
/// <param name="Rules">The text of the rule file.</param>
/// <param name="Sensors">The text of the sensor register.</param>
public sealed record ConfigurationBundle(long Version, DeviceId Device, ReadOnlyMemory<byte> Edge, ReadOnlyMemory<byte> Rules,
    ReadOnlyMemory<byte> Sensors)
{
    /// <summary>The most bytes of a bundle with its envelope.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The most bytes of its three texts together.</summary>
    public const int MaxTextBytes = MaxBytes - Overhead;

    private const int Overhead = 256;
    private const int Members = 6;
    private const string Format = "citykit-bundle-1"; // no other thing that is signed begins so

    /// <summary>The bundle's bytes; what a signature covers.</summary>
    /// <exception cref="ArgumentException">The version is below 1, or the texts are longer than <see cref="MaxTextBytes"/>.</exception>
    public byte[] Encode()
    {
        var texts = (long)Edge.Length + Rules.Length + Sensors.Length;
        if (Version < 1) throw new ArgumentException($"A bundle's version is 1 or more, not {Version}.");
        if (texts > MaxTextBytes) throw new ArgumentException($"The texts of a bundle have at most {MaxTextBytes} bytes, not {texts}.");
        var buffer = new byte[texts + Overhead];
        var writer = new WireWriter(buffer);
        writer.WriteArrayHeader(Members);
        writer.WriteString(Format);
        writer.WriteInt64(Version);
        writer.WriteString(Device.Value);
        writer.WriteBinary(Edge.Span);
        writer.WriteBinary(Rules.Span);
        writer.WriteBinary(Sensors.Span);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a bundle; of its texts only that they are there.</summary>
    /// <returns>The bundle, or null with what is wrong and where.</returns>
    public static ConfigurationBundle? Decode(ReadOnlyMemory<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes.Span);
        var count = reader.ReadArrayHeader();
        if (count < Members) reader.Reject(0, WireError.Array(count), WireTerms.ArrayFrom(Members));
        if (reader.ReadString() is var format && format != Format) reader.Reject(0,
            LocalizedText.Values($"'{format}'"), LocalizedText.Values($"'{Format}'"));
        var version = ReadVersion(ref reader);
        var device = ReadDevice(ref reader);
        var bundle = new ConfigurationBundle(version, device, ReadText(ref reader, bytes), ReadText(ref reader, bytes),
            ReadText(ref reader, bytes));
        for (var i = Members; i < count && reader.Error is null; i++) reader.Skip();
        if (!reader.AtEnd) reader.RejectRest(new("配置包", "bundle"));
        error = reader.Error;
        return error is null ? bundle : null;
    }

    private static long ReadVersion(ref WireReader reader)
    {
        var at = reader.Position;
        var version = reader.ReadInt64();
        if (version < 1) reader.Reject(at, new($"版本 {version}", $"version {version}"), new("1 或更大", "1 or more"));
        return version;
    }

    private static DeviceId ReadDevice(ref WireReader reader)
    {
        var at = reader.Position;
        var text = reader.ReadString();
        if (!DeviceId.TryParse(text, null, out var device)) reader.Reject(at, LocalizedText.Values($"'{text}'"), WireTerms.DeviceId);
        return device;
    }

    private static ReadOnlyMemory<byte> ReadText(ref WireReader reader, ReadOnlyMemory<byte> bytes)
    {
        var length = reader.ReadBinary().Length;
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }
}
