using CityKit.Core.Wire;

namespace CityKit.Deciding;

/// <summary>A configuration as the journal keeps it: a MessagePack array of rules and sensors.</summary>
internal static class ConfigurationCodec
{
    private const int HeadBytes = 16;

    internal static byte[] Write(HubConfiguration configuration)
    {
        var writer = new WireWriter(new byte[configuration.Rules.Length + configuration.Sensors.Length + HeadBytes]);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(configuration.Rules.Span);
        writer.WriteBinary(configuration.Sensors.Span);
        return writer.Written.ToArray();
    }

    internal static HubConfiguration Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        reader.ReadArrayHeader();
        var configuration = new HubConfiguration(reader.ReadBinary().ToArray(), reader.ReadBinary().ToArray());
        return reader.Error is null ? configuration : throw new FormatException($"The journal's configuration is damaged: {reader.Error} 流水中的配置已损坏。");
    }
}
