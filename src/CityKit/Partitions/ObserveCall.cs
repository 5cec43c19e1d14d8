using CityKit.Observations;

namespace CityKit.Partitions;

/// <summary>What a front noticed; the answer is that it is stored.</summary>
/// <param name="seen">What.</param>
internal sealed class ObserveCall(Observation seen) : PartitionCall<object>
{
    internal static object Stored { get; } = new();

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes() => CallBytes.Of(CallKind.Observe, ObservationJson.Write(seen));

    internal static ObserveCall Of(ReadOnlyMemory<byte> asked) => new(ObservationJson.Read(asked));

    private protected override async ValueTask<object> DecideAsync(CityHub hub, CancellationToken cancellationToken)
    {
        await hub.ObserveAsync(seen, cancellationToken).ConfigureAwait(false);
        return Stored;
    }

    private protected override object Read(ReadOnlyMemory<byte> answer) => Stored;

    private protected override ReadOnlyMemory<byte> Write(object answer) => default;
}
