namespace CityKit.Partitions;

/// <summary>Has a partition do what has fallen due.</summary>
internal sealed class TickCall : PartitionCall<object>
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes() => CallBytes.Of(CallKind.Tick, []);

    private protected override async ValueTask<object> DecideAsync(CityHub hub, CancellationToken cancellationToken)
    {
        await hub.TickAsync(cancellationToken).ConfigureAwait(false);
        return ObserveCall.Stored;
    }

    private protected override object Read(ReadOnlyMemory<byte> answer) => ObserveCall.Stored;

    private protected override ReadOnlyMemory<byte> Write(object answer) => default;
}
