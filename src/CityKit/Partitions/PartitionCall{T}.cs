namespace CityKit.Partitions;

/// <inheritdoc/>
/// <typeparam name="T">The answer.</typeparam>
internal abstract class PartitionCall<T> : PartitionCall where T : notnull
{
    /// <inheritdoc/>
    public sealed override async ValueTask<object> AskAsync(CityHub hub, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return await DecideAsync(hub, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public sealed override object ReadAnswer(ReadOnlyMemory<byte> answer) => CallBytes.Sound(() => Read(answer));

    internal sealed override ReadOnlyMemory<byte> WriteAnswer(object answer) => Write((T)answer);

    private protected abstract ValueTask<T> DecideAsync(CityHub hub, CancellationToken cancellationToken);

    private protected abstract T Read(ReadOnlyMemory<byte> answer);

    private protected abstract ReadOnlyMemory<byte> Write(T answer);
}
