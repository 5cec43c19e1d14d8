using CityKit.Intake;

namespace CityKit.Benchmarks.Clusters;

/// <summary>What a measured process reads from its input, and what it answers on its output: frames of a few bytes, no HTTP.</summary>
internal static class NodePipe
{
    /// <summary>It was done.</summary>
    internal const byte Done = 0;

    /// <summary>Answers this when nobody has the partition now.</summary>
    internal const byte Later = 255;

    internal enum Kind : byte
    {
        /// <summary>A device for a hub to admit: the length of its name, the name, its key.</summary>
        Admit,

        /// <summary>A signed batch.</summary>
        Batch,
    }

    internal static void Write(BinaryWriter to, Kind kind, int asked, ReadOnlySpan<byte> bytes)
    {
        to.Write((byte)kind);
        to.Write(asked);
        to.Write(bytes.Length);
        to.Write(bytes);
        to.Flush();
    }

    /// <summary>Null at the end.</summary>
    internal static (Kind Kind, int Asked, byte[] Bytes)? Read(BinaryReader from)
    {
        try
        {
            var (kind, asked) = ((Kind)from.ReadByte(), from.ReadInt32());
            return (kind, asked, from.ReadBytes(from.ReadInt32()));
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    internal static byte Of(BatchStatus status) => status switch
    {
        BatchStatus.Synced => Done,
        BatchStatus.Busy => Later,
        _ => (byte)status,
    };
}
