using CityKit.Deciding;

namespace CityKit.Partitions;

/// <summary>Reads calls from bytes: the first says which kind.</summary>
internal static class CallKinds
{
    /// <exception cref="FormatException">It is no call that this version knows.</exception>
    internal static PartitionCall Read(ReadOnlyMemory<byte> call, CommandJson commands)
    {
        _ = commands;
        throw new FormatException($"There is no call of the kind {(call.IsEmpty ? "none" : call.Span[0].ToString("x2", null))}. 未知的分区调用。");
    }
}
