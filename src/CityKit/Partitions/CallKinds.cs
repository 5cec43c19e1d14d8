using CityKit.Deciding;

namespace CityKit.Partitions;

/// <summary>Reads calls from bytes: the first says which kind.</summary>
internal static class CallKinds
{
    /// <exception cref="FormatException">It is no call that this version knows.</exception>
    internal static PartitionCall Read(ReadOnlyMemory<byte> call, CommandJson commands) =>
        call.IsEmpty ? throw Unknown("none") : CallBytes.Sound<PartitionCall>(() => (CallKind)call.Span[0] switch
        {
            CallKind.Batch => BatchCall.Of(call[1..]),
            CallKind.Command => CommandCall.Of(call[1..], commands),
            CallKind.Feed => FeedCall.Of(call[1..]),
            CallKind.Observe => ObserveCall.Of(call[1..]),
            CallKind.Sensors => SensorsCall.Of(call[1..]),
            CallKind.Tick => new TickCall(),
            CallKind.Keep => KeepCall.Of(call[1..], commands),
            CallKind.CitySensors => new CitySensorsCall(),
            var kind => throw Unknown($"{kind}"),
        });

    private static FormatException Unknown(string kind) => new(
        $"There is no call of the kind {kind}: the nodes of a city have to be of versions that know one another. 未知的分区调用，请检查各节点版本。");
}
