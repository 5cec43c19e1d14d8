using CityKit.Core.Wire;

namespace CityKit.Deciding;

/// <summary>
/// A configuration as the journal keeps it: a MessagePack array of rules, sensors and calendar; the last is missing in journals of versions
/// before.
/// </summary>
internal static class ConfigurationCodec
{
    private const int HeadBytes = 16;

    internal static byte[] Write(HubConfiguration configuration)
    {
        var writer = new WireWriter(
            new byte[configuration.Rules.Length + configuration.Sensors.Length + configuration.Calendar.Length + HeadBytes]);
        writer.WriteArrayHeader(3);
        writer.WriteBinary(configuration.Rules.Span);
        writer.WriteBinary(configuration.Sensors.Span);
        writer.WriteBinary(configuration.Calendar.Span);
        return writer.Written.ToArray();
    }

    internal static HubConfiguration Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var parts = reader.ReadArrayHeader();
        var configuration = new HubConfiguration(reader.ReadBinary().ToArray(), reader.ReadBinary().ToArray());
        if (parts > 2) configuration = configuration with { Calendar = reader.ReadBinary().ToArray() };
        return reader.Error is null ? configuration
            : throw new FormatException($"The journal's configuration is damaged: {reader.Error} 流水中的配置已损坏。");
    }
}
