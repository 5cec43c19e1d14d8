using CityKit.Core.Wire;

namespace CityKit.Setup;

/// <summary>
/// A configuration as the journal keeps it: a MessagePack array of its parts. Journals of versions before have the first two of them, or
/// three.
/// </summary>
internal static class ConfigurationCodec
{
    private const int HeadBytes = 8; // of each part, and of the array

    internal static byte[] Write(HubConfiguration configuration)
    {
        var (parts, length) = (configuration.Parts, HeadBytes);
        foreach (var part in parts) length += part.Length + HeadBytes;
        var writer = new WireWriter(new byte[length]);
        writer.WriteArrayHeader(parts.Count);
        foreach (var part in parts) writer.WriteBinary(part.Span);
        return writer.Written.ToArray();
    }

    internal static HubConfiguration Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var parts = new ReadOnlyMemory<byte>[Math.Clamp(reader.ReadArrayHeader(), 2, HubConfiguration.PartCount)];
        for (var i = 0; i < parts.Length; i++) parts[i] = reader.ReadBinary().ToArray();
        return reader.Error is null ? HubConfiguration.Of(parts)
            : throw new FormatException($"The journal's configuration is damaged: {reader.Error} 流水中的配置已损坏。");
    }
}
