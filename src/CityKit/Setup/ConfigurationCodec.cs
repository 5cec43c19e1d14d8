using CityKit.Core.Wire;
using CityKit.Sensors.Rules;

namespace CityKit.Setup;

/// <summary>
/// A configuration as the journal keeps it: a MessagePack array of its parts. Journals of versions before have the first two of them, or
/// three; that of a part of a city has one more, which rules it judges.
/// </summary>
internal static class ConfigurationCodec
{
    private const int HeadBytes = 8; // of each part, and of the array

    internal static byte[] Write(HubConfiguration configuration)
    {
        var (parts, length) = (configuration.Parts, HeadBytes);
        foreach (var part in parts) length += part.Length + HeadBytes;
        var writer = new WireWriter(new byte[length + HeadBytes]);
        var hasShare = configuration.Share != RuleShare.All;
        writer.WriteArrayHeader(parts.Count + (hasShare ? 1 : 0));
        foreach (var part in parts) writer.WriteBinary(part.Span);
        if (hasShare) writer.WriteBinary([(byte)configuration.Share]);
        return writer.Written.ToArray();
    }

    internal static HubConfiguration Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var count = reader.ReadArrayHeader();
        var parts = new ReadOnlyMemory<byte>[Math.Clamp(count, 2, HubConfiguration.PartCount)];
        for (var i = 0; i < parts.Length; i++) parts[i] = reader.ReadBinary().ToArray();
        var share = count > HubConfiguration.PartCount && reader.ReadBinary() is [var part, ..] ? (RuleShare)part : RuleShare.All;
        return reader.Error is null ? HubConfiguration.Of(parts) with { Share = share }
            : throw new FormatException($"The journal's configuration is damaged: {reader.Error} 流水中的配置已损坏。");
    }
}
