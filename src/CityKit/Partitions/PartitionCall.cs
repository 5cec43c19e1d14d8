namespace CityKit.Partitions;

/// <summary>
/// One thing that is asked of a partition's hub (分区调用), in this process or in bytes from another: what sends it there need not know what
/// it is.
/// </summary>
public abstract class PartitionCall
{
    private protected PartitionCall()
    {
    }

    /// <summary>Asks a hub of this process.</summary>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public abstract ValueTask<object> AskAsync(CityHub hub, CancellationToken cancellationToken);

    /// <summary>The call for another process: one byte that says which kind, and what is asked.</summary>
    public abstract ReadOnlyMemory<byte> ToBytes();

    /// <summary>Reads what <see cref="CityHubs.AnswerAsync"/> answered.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public abstract object ReadAnswer(ReadOnlyMemory<byte> answer);

    internal abstract ReadOnlyMemory<byte> WriteAnswer(object answer);
}
